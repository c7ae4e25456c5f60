"""Rules on both databases: literal thresholds, what cannot be said, the peers and the past, versions and signals."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.figures.domain.delta import Changed
from bot.rules.domain.condition import evaluate
from bot.rules.domain.default_rules import DEFAULT_RULES
from bot.rules.domain.expression import read
from bot.rules.domain.rule import Audience, Rule, Scope, Tone
from tests.company import Company
from tests.effort import tries

if TYPE_CHECKING:
    from storage.storage import Storage

MARCH = date(2026, 3, 1)
TODAY = date(2026, 4, 1)
NOW = datetime(2026, 4, 1, 9, tzinfo=UTC)


def rule(condition: str, **values: Any) -> Rule:
    filled: dict[str, Any] = {
        "key": "tried", "title_en": "", "title_zh": "", "scope": Scope.PERSON, "audience": Audience.MANAGER,
        "tone": Tone.NUDGE,
    }  # fmt: skip
    return Rule(condition=condition, **(filled | values))


@pytest.mark.parametrize(
    ("condition", "facts", "fires"),
    [
        ("attainment < 80%", {"attainment": 0.7999}, True),
        ("attainment < 80%", {"attainment": 0.8}, False),
        ("attainment < 80%", {"attainment": round(79.999999999 / 100, 12)}, True),
        ("达成率低于80%", {"attainment": 0.7999}, True),
        ("attainment < 80%", {"attainment": None}, False),
        ("not (attainment < 80%)", {"attainment": None}, False),
        ('metric == "sales" and value > 3%', {"value": 0.03}, False),
        ('metric == "sales" and value > 3%', {"value": 0.0301}, True),
        ('metric == "sales" and value > 3%', {"value": round(0.1 * 0.3, 12)}, False),
        ("streak >= 2", {"streak": 2}, True),
        ("streak >= 2", {"streak": 1}, False),
        ("complete", {"elapsed": 0.5}, False),
        ("complete", {"elapsed": 1.0}, True),
        ("not complete and elapsed >= 50%", {"elapsed": 0.5}, True),
        ("n >= 100", {"denominator": 100.0}, True),
        ('unit == "sales floor" and role in ["worker", "lead"]', {}, True),
        ('department != "sales floor"', {}, False),
        ('类型 = "个人" 且 周期 = "月"', {}, True),
    ],
)
def test_a_condition_decides_at_its_threshold(
    storage: Storage, condition: str, facts: dict[str, Any], *, fires: bool
) -> None:
    with storage.work() as work:
        company = Company(work)
        company.person("ann", department="sales floor")
        company.metric("sales")
        work.rules.stage(company.delta("ann", "sales", MARCH, **facts))

        found = work.rules.matches([rule(condition)], today=TODAY)

    assert bool(found) is fires


@pytest.mark.parametrize(("direction", "better"), [("higher", 1), ("lower", -1)])
def test_gains_count_upwards_in_the_good_direction(storage: Storage, direction: str, better: int) -> None:
    with storage.work() as work:
        company = Company(work)
        company.person("ann")
        company.metric("speed", direction=direction)
        work.rules.stage(
            company.delta("ann", "speed", MARCH, change=2.0 * better, change_pct=0.5 * better, streak=3 * better)
        )

        found = work.rules.matches([rule("gain == 2 and gain_pct == 50% and good_streak == 3")], today=TODAY)

    assert len(found) == 1
    assert found[0].facts["good_streak"] == 3


@pytest.mark.parametrize("others", [4, 5, 6, 7])
@pytest.mark.parametrize("own", [0.5, 3.0, 9.5])
def test_peers_are_the_others_and_at_least_five(storage: Storage, others: int, own: float) -> None:
    values = [float(n) for n in range(1, others + 1)]
    with storage.work() as work:
        company = Company(work)
        company.metric("speed")
        for number, value in enumerate([own, *values]):
            company.person(f"p{number}", role="rider")
            company.reading(f"p{number}", "speed", MARCH, value)
        company.cohort("speed", MARCH, "rider", [own, *values])
        work.rules.stage(company.delta("p0", "speed", MARCH, value=own))

        found = work.rules.matches(
            [rule("peer_n >= 1 or percentile >= 0 or peer_median > 0 or beats_peers")], today=TODAY
        )

    facts = found[0].facts
    below, ties = sum(value < own for value in values), values.count(own)
    enough = others >= 5
    assert facts["peer_n"] == others
    assert facts["peer_median"] == (median(values) if enough else None)
    assert facts["percentile"] == (pytest.approx((below + ties / 2) / others) if enough else None)
    assert facts["beats_peers"] == (own > median(values) if enough else None)


@pytest.mark.parametrize(
    ("direction", "earlier", "best"),
    [
        ("higher", [], None),
        ("higher", [4.0], True),
        ("higher", [5.0], False),
        ("higher", [9.0] + [1.0] * 12, True),
        ("higher", [9.0] + [1.0] * 11, False),
        ("lower", [6.0], True),
        ("lower", [4.0], False),
    ],
)
def test_own_best_looks_at_the_last_twelve_values(
    storage: Storage, direction: str, earlier: list[float], *, best: bool | None
) -> None:
    with storage.work() as work:
        company = Company(work)
        company.person("ann")
        company.metric("speed", direction=direction)
        for back, value in enumerate(reversed(earlier), start=1):
            years, month = divmod(MARCH.month - 1 - back, 12)
            company.delta("ann", "speed", date(MARCH.year + years, month + 1, 1), value=value)
        work.rules.stage(company.delta("ann", "speed", MARCH, value=5.0))

        is_best = work.rules.matches([rule("own_best")], today=TODAY)
        is_not = work.rules.matches([rule("not own_best")], today=TODAY)

    assert (bool(is_best), bool(is_not)) == (best is True, best is False)


@pytest.mark.parametrize(("own", "beats"), [(0.4, False), (0.4001, True)])
def test_a_median_between_two_values_is_exact(storage: Storage, own: float, *, beats: bool) -> None:
    others = [0.1, 0.1, 0.1, 0.7, 0.7, 0.7]  # half of 0.1 + 0.7 is a little less than 0.4 in binary
    with storage.work() as work:
        company = Company(work)
        company.metric("speed")
        company.person("ann")
        company.cohort("speed", MARCH, "worker", [own, *others])
        work.rules.stage(company.delta("ann", "speed", MARCH, value=own))

        assert bool(work.rules.matches([rule("beats_peers")], today=TODAY)) is beats


def test_all_rules_are_asked_at_once_and_each_for_its_own_kind(storage: Storage) -> None:
    with storage.work() as work:
        company = Company(work)
        company.person("ann", unit="L1")
        company.person("L1", kind="unit")
        company.metric("speed")
        touched = company.delta("ann", "speed", MARCH, value=5.0) | company.delta("L1", "speed", MARCH, value=5.0)
        work.rules.stage(touched)

        rules = [
            rule("value > 1", key="person"),
            rule("value > 1", key="unit", scope=Scope.UNIT),
            rule("value > 9", key="no"),
        ]
        found = work.rules.matches(rules, today=TODAY)

    assert {(candidate.rule.key, candidate.subject_id) for candidate in found} == {("person", "ann"), ("unit", "L1")}
    assert next(candidate.about.units for candidate in found if candidate.subject_id == "ann") == {"L1"}


def test_only_what_was_touched_is_asked(storage: Storage) -> None:
    with storage.work() as work:
        company = Company(work)
        company.metric("speed")
        for name in ("ann", "bob"):
            company.person(name)
        touched = company.delta("ann", "speed", MARCH)
        company.delta("bob", "speed", MARCH)

        work.rules.stage(touched)
        staged = work.rules.matches([rule("value >= 0")], today=TODAY)
        work.rules.stage(Changed())
        nothing = work.rules.matches([rule("value >= 0")], today=TODAY)
        span = work.rules.matches([rule("value >= 0")], today=TODAY, first=MARCH, last=date(2026, 3, 31))

    assert [candidate.subject_id for candidate in staged] == ["ann"]
    assert nothing == []
    assert [candidate.subject_id for candidate in span] == ["ann", "bob"]


def test_nobody_hears_of_those_who_left_or_of_a_quarantined_value(storage: Storage) -> None:
    with storage.work() as work:
        company = Company(work)
        company.metric("speed")
        company.person("gone", left_on=TODAY - timedelta(days=1))
        company.person("ann")
        touched = company.delta("gone", "speed", MARCH) | company.delta("ann", "speed", MARCH, value=None)
        work.rules.stage(touched)

        assert work.rules.matches([rule('metric == "speed"')], today=TODAY) == []


def test_rules_begin_with_the_defaults_and_keep_every_version(storage: Storage) -> None:
    with storage.work() as work:
        assert work.rules.seed(DEFAULT_RULES, author="jinbu", at=NOW)
    with storage.work() as work:
        assert not work.rules.seed(DEFAULT_RULES, author="jinbu", at=NOW)
        assert work.rules.active() == sorted(DEFAULT_RULES, key=lambda active: active.key)

        changed = work.rules.save(rule("value < 1", key="standing", enabled=False), author="ann", at=NOW)

        assert changed.version == 2
        assert "standing" not in {active.key for active in work.rules.active()}
        assert [(version.version, author) for version, author, _ in work.rules.versions("standing")] == [
            (2, "ann"),
            (1, "jinbu"),
        ]


conditions = st.recursive(
    st.sampled_from(
        ["attainment < 80%", "value >= 2", "value == target", "n > 1", "complete", 'metric == "sales"',
         "streak in [1, 2]", "gain > 0", "change_pct <= -5%", 'unit != "L1"']
    ),
    lambda part: st.one_of(
        part.map(lambda text: f"not ({text})"),
        st.tuples(part, part).map(lambda both: f"({both[0]}) and ({both[1]})"),
        st.tuples(part, part).map(lambda both: f"({both[0]}) or ({both[1]})"),
    ),
    max_leaves=5,
)  # fmt: skip


def test_sql_answers_as_the_condition_does(storage: Storage) -> None:
    some: dict[str, list[float | None]] = {
        "attainment": [None, 0.7999, 0.8],
        "value": [1.0, 2.0],
        "target": [None, 2.0],
        "denominator": [None, 1.0, 2.0],
        "streak": [0, 2],
        "change": [None, -1.0, 1.0],
        "change_pct": [None, -0.05, -0.0499],
        "elapsed": [0.5, 1.0],
    }
    choose = random.Random(7)  # noqa: S311 - rows for a test
    with storage.work() as work:
        company = Company(work)
        company.metric("sales", direction="lower")
        touched = Changed()
        facts: dict[str, dict[str, Any]] = {}
        for number in range(60):
            values: dict[str, Any] = {name: choose.choice(options) for name, options in some.items()}
            company.person(f"p{number}", unit=choose.choice(["L1", "L2"]))
            touched |= company.delta(f"p{number}", "sales", MARCH, **values)
            facts[f"p{number}"] = values
        work.rules.stage(touched)
        everybody = work.rules.matches([rule("value > 0", key="all")], today=TODAY)
        assert len(everybody) == 60

        @settings(max_examples=tries(60))
        @given(conditions)
        def agree(text: str) -> None:
            asked = rule(text)
            found = {match.subject_id for match in work.rules.matches([asked], today=TODAY)}
            for number in range(60):
                row = facts[f"p{number}"]
                change = row["change"]
                known = {
                    **row,
                    "n": row["denominator"],
                    "complete": row["elapsed"] >= 1,
                    "gain": None if change is None else -change,
                    "metric": "sales",
                    "unit": units[f"p{number}"],
                }
                assert (evaluate(read(text), known) is True) is (f"p{number}" in found)

        units = {person.subject_id: next(iter(person.about.units)) for person in everybody}
        agree()
