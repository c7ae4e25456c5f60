"""Rules at work, on both databases: who hears what at the thresholds, what the gates silence, and the replay."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from bot.feedback.domain.feedback import Occasion
from bot.feedback.services.feedback_want import want
from bot.feedback.services.outline import outline
from bot.figures.domain.delta import Changed
from bot.kit.period import Grain, Period
from bot.rules.domain.default_rules import DEFAULT_RULES
from bot.rules.domain.rule import Audience, Cadence, Rule, Scope, Signal, Silence, Tone
from bot.rules.services import rule as rules
from tests.company import Company

if TYPE_CHECKING:
    from bot.work import Work
    from storage.storage import Storage

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)
NOW = datetime(2026, 4, 1, 9, tzinfo=UTC)
METRICS: dict[str, dict[str, Any]] = {
    "sales": {"aggregate": "sum"},
    "csat": {"unit": "%", "aggregate": "ratio"},
    "delay_rate": {"unit": "%", "aggregate": "ratio", "direction": "lower"},
    "defect_rate": {"unit": "%", "aggregate": "ratio", "direction": "lower"},
    "defect_rate_day": {"unit": "%", "aggregate": "ratio", "direction": "lower", "grain": "day"},
}
PEERS = [float(n) for n in range(1, 10)]


@pytest.fixture
def team(storage: Storage) -> Storage:
    """A line with a manager and two workers, the rules to begin with, and six more people of the same role."""
    with storage.work() as work:
        work.rules.seed(DEFAULT_RULES, author="jinbu", at=NOW)
        company = Company(work)
        company.person("max", role="manager")
        company.person("L1", name="Line one", kind="unit", manager_id="max", role="line")
        for name in ("ann", "bob"):
            company.person(name, manager_id="max", unit="Line one")
        for key, values in METRICS.items():
            company.metric(key, **values)
    return storage


def fired(work: Work, touched: Changed, *, now: datetime = NOW) -> list[str]:
    return [f"{signal.rule} {signal.subject_id}" for signal in rules.evaluate(work, touched, now=now)]


def silenced(work: Work) -> dict[str, Silence | None]:
    everything = work.rules.fired(since=NOW - timedelta(days=400), until=NOW + timedelta(days=400))
    return {f"{signal.rule} {signal.subject_id} {signal.metric}": signal.silenced for signal in everything}


@pytest.mark.parametrize(
    ("metric", "facts", "heard"),
    [
        ("sales", {"attainment": 0.7999}, ["talk-below-80 ann"]),
        ("sales", {"attainment": 0.8}, []),
        ("sales", {"attainment": 0.7999, "elapsed": 0.2}, ["talk-below-80 ann"]),
        ("sales", {"attainment": 0.7999, "elapsed": 0.1999}, []),
        ("sales", {"attainment": 1.0, "value": 9.0}, ["target-met-with-highlight ann"]),
        ("sales", {"attainment": 0.9999, "value": 9.0}, []),
        ("sales", {"attainment": 1.0, "value": 2.0}, []),
        ("sales", {"attainment": 1.0, "value": 9.0, "elapsed": 0.9}, []),
        ("csat", {"streak": 2, "change": 0.02, "previous": 0.9}, ["csat-rises-twice ann"]),
        ("csat", {"streak": 1, "change": 0.02, "previous": 0.9}, []),
        ("csat", {"streak": -2, "change": -0.02, "previous": 0.9}, []),
        ("csat", {"streak": 2, "change": 0.0089, "previous": 0.9}, []),  # less than one per cent of what it was
        ("sales", {"streak": 2, "change": 0.02, "previous": 0.9}, []),
        ("defect_rate", {"value": 0.0301, "denominator": 100.0}, ["defect-above-3 ann"]),
        ("defect_rate", {"value": 0.03, "denominator": 1000.0}, []),
        ("defect_rate", {"value": 0.0301, "denominator": 99.0}, []),
        ("defect_rate", {"value": 0.3, "denominator": 20.0}, ["defect-above-3 ann"]),  # at least 14.5 %, however few
        ("defect_rate", {"value": 0.05, "denominator": 20.0}, []),  # 1 of 20 may be 0.9 %
        ("defect_rate", {"value": 0.0301}, ["defect-above-3 ann"]),
        ("defect_rate", {"value": 0.0301, "denominator": 150.0, "elapsed": 0.1}, ["defect-above-3 ann"]),
    ],
)
def test_the_rules_about_a_person_fire_at_their_thresholds(
    team: Storage, metric: str, facts: dict[str, Any], heard: list[str]
) -> None:
    with team.work() as work:
        company = Company(work)
        company.cohort(metric, MARCH, "worker", [facts.get("value", 1.0), *PEERS])

        assert fired(work, company.delta("ann", metric, MARCH, **facts)) == heard


@pytest.mark.parametrize(
    ("metric", "facts", "heard"),
    [
        ("delay_rate", {"change": 0.05, "previous": 0.1, "denominator": 20.0}, ["delay-rate-rises L1"]),
        ("delay_rate", {"change": -0.05, "previous": 0.1, "denominator": 20.0}, []),
        ("delay_rate", {"change": 0.0, "previous": 0.1, "denominator": 20.0}, []),
        ("delay_rate", {"change": 0.0009, "previous": 0.1, "denominator": 20.0}, []),
        ("delay_rate", {"change": 0.05, "previous": 0.1, "denominator": 4.0}, []),
        ("defect_rate", {"value": 0.0501, "denominator": 1000.0}, ["line-defect-above-5 L1"]),
        ("defect_rate", {"value": 0.05, "denominator": 1000.0}, []),
        ("sales", {"attainment": 0.5}, []),
    ],
)
def test_the_rules_about_a_unit_speak_once_for_it(
    team: Storage, metric: str, facts: dict[str, Any], heard: list[str]
) -> None:
    with team.work() as work:
        assert fired(work, Company(work).delta("L1", metric, MARCH, **facts)) == heard


def test_a_silenced_signal_is_kept_with_its_reason(team: Storage) -> None:
    with team.work() as work:
        company = Company(work)
        touched = company.delta("ann", "sales", MARCH, attainment=0.5, elapsed=0.1)
        touched |= company.delta("ann", "defect_rate", MARCH, value=0.05, denominator=20.0)
        touched |= company.delta("ann", "csat", MARCH, streak=3, change=0.001, previous=0.9)
        fired(work, touched)

        assert silenced(work) == {
            "talk-below-80 ann sales": Silence.TOO_EARLY,
            "defect-above-3 ann defect_rate": Silence.SAMPLE_TOO_SMALL,
            "csat-rises-twice ann csat": Silence.NOT_MATERIAL,
        }


def test_the_same_cause_fires_once_and_a_restated_one_again_when_it_is_worse(team: Storage) -> None:
    with team.work() as work:
        touched = Company(work).delta("ann", "sales", MARCH, attainment=0.79)
        first, again = fired(work, touched), fired(work, touched, now=NOW + timedelta(hours=1))
        heard = [first, again]
        for hours, attainment in ((2, 0.75), (3, 0.74)):
            restated = sa.text("UPDATE delta SET attainment = :attainment, revision = :revision")
            work.connection.execute(restated, {"attainment": attainment, "revision": hours})
            heard.append(fired(work, touched, now=NOW + timedelta(hours=hours)))

        assert heard == [["talk-below-80 ann"], [], [], ["talk-below-80 ann"]]


@pytest.mark.parametrize(("days", "attainment", "heard"), [(6, 0.7, False), (6, 0.65, True), (7, 0.7, True)])
def test_a_rule_is_quiet_for_a_week_unless_it_gets_worse(
    team: Storage, days: int, attainment: float, *, heard: bool
) -> None:
    with team.work() as work:
        company = Company(work)
        fired(work, company.delta("ann", "sales", MARCH, attainment=0.7))
        later = company.delta("ann", "sales", APRIL, attainment=attainment, elapsed=0.25)

        assert bool(fired(work, later, now=NOW + timedelta(days=days))) is heard
        assert silenced(work)["talk-below-80 ann sales"] is (None if heard else Silence.COOLDOWN)


def test_a_person_is_praised_once_for_a_period_and_for_the_best(team: Storage) -> None:
    with team.work() as work:
        company = Company(work)
        for metric in ("sales", "csat"):
            company.cohort(metric, MARCH, "worker", [9.5, *PEERS])
        touched = company.delta("ann", "sales", MARCH, value=9.5, attainment=1.1)
        touched |= company.delta("ann", "csat", MARCH, value=9.5, attainment=1.3, streak=2, change=0.5, previous=9.0)
        first = rules.evaluate(work, touched, now=NOW)
        later = fired(work, company.delta("ann", "delay_rate", MARCH, value=0.0), now=NOW + timedelta(days=10))

        assert [signal.metric for signal in first] == ["csat"]
        assert silenced(work)["target-met-with-highlight ann sales"] is Silence.ONE_PRAISE
        assert later == []


LINE = {"value": 0.06, "denominator": 1000.0}
WORKER = {"value": 0.08, "denominator": 400.0, "attainment": 0.4}


def test_a_line_alert_explains_its_people_and_nobody_elses(team: Storage) -> None:
    with team.work() as work:
        company = Company(work)
        company.person("out", manager_id="max", unit="elsewhere")
        touched = company.delta("L1", "defect_rate", MARCH, **LINE)
        for name in ("ann", "bob", "out"):
            touched |= company.delta(name, "defect_rate", MARCH, **WORKER)
        touched |= company.delta("bob", "sales", MARCH, attainment=0.5)

        heard = fired(work, touched)

        assert sorted(heard) == [
            "defect-above-3 out", "line-defect-above-5 L1", "talk-below-80 bob", "talk-below-80 out",
        ]  # fmt: skip
        assert silenced(work)["defect-above-3 ann defect_rate"] is Silence.EXPLAINED
        assert silenced(work)["talk-below-80 ann defect_rate"] is Silence.EXPLAINED


@pytest.mark.postgresql
@pytest.mark.parametrize("line_first", [True, False])
def test_the_line_and_its_people_may_come_in_two_files_of_a_day(team: Storage, *, line_first: bool) -> None:
    with team.work() as work:
        company = Company(work)
        line = company.delta("L1", "defect_rate_day", date(2026, 3, 31), **LINE)
        person = company.delta("ann", "defect_rate", MARCH, **WORKER)
        for hours, touched in enumerate((line, person) if line_first else (person, line)):
            fired(work, touched, now=NOW + timedelta(hours=hours))

        assert silenced(work)["defect-above-3 ann defect_rate"] is Silence.EXPLAINED
        assert silenced(work)["line-defect-above-5 L1 defect_rate_day"] is None


def test_a_nudge_that_waited_is_not_written_once_the_line_explains_it(team: Storage) -> None:
    with team.work() as work:
        company = Company(work)
        touched = company.delta("ann", "defect_rate", MARCH, **WORKER)
        wanted = want(work, rules.evaluate(work, touched, now=NOW), Changed(), now=NOW)
        nudge = next(feedback for feedback in wanted if feedback.occasion is Occasion.NUDGE)
        before = outline(work, nudge, now=NOW)

        fired(work, company.delta("L1", "defect_rate", MARCH, **LINE), now=NOW + timedelta(minutes=5))

        assert before is not None
        assert outline(work, nudge, now=NOW) is None


def test_an_alert_of_yesterday_explains_nothing_today(team: Storage) -> None:
    with team.work() as work:
        company = Company(work)
        fired(work, company.delta("L1", "defect_rate", MARCH, **LINE))

        later = fired(work, company.delta("ann", "defect_rate", MARCH, **WORKER), now=NOW + timedelta(days=1))

        assert "defect-above-3 ann" in later


def test_people_of_a_team_inside_a_unit_are_explained_too(team: Storage) -> None:
    with team.work() as work:
        company = Company(work)
        company.person("cell", kind="unit", unit="L1", role="line")
        company.person("deep", unit="cell", manager_id="max")
        touched = company.delta("L1", "defect_rate", MARCH, **LINE) | company.delta(
            "deep", "defect_rate", MARCH, **WORKER
        )

        assert fired(work, touched) == ["line-defect-above-5 L1"]


def test_what_history_brings_is_not_told(team: Storage) -> None:
    with team.work() as work:
        old = Company(work).delta("ann", "sales", date(2025, 3, 1), attainment=0.5)

        assert fired(work, old) == []
        assert silenced(work) == {"talk-below-80 ann sales": Silence.HISTORY}


END = Rule(
    key="at-the-end",
    title_en="",
    title_zh="",
    scope=Scope.PERSON,
    condition="attainment < 90%",
    audience=Audience.MANAGER,
    tone=Tone.NUDGE,
    cadence=Cadence.PERIOD_END,
)


def close(work: Work, now: datetime) -> list[Signal]:
    over = Period(MARCH, date(2026, 3, 31))
    return rules.evaluate_period_end(work, grain=Grain.MONTH, over=over, timezone="UTC", now=now)


@pytest.mark.postgresql
def test_a_rule_for_the_end_of_a_period_waits_for_it(team: Storage) -> None:
    with team.work() as work:
        work.rules.save(END, author="max", at=NOW)
        company = Company(work)
        touched = company.delta("ann", "sales", MARCH, attainment=0.85)
        company.delta("bob", "sales", MARCH, attainment=0.85, elapsed=0.9, end=date(2026, 3, 27))
        last_evening = datetime(2026, 3, 31, 20, tzinfo=UTC)

        early = fired(work, touched, now=last_evening)
        at_midnight = [
            f"{signal.rule} {signal.subject_id}" for signal in close(work, datetime(2026, 4, 1, 0, 1, tzinfo=UTC))
        ]
        again = close(work, NOW)

        assert (early, at_midnight, again) == ([], ["at-the-end ann"], [])


def test_a_rule_for_the_end_of_a_period_fires_at_once_for_data_that_comes_later(team: Storage) -> None:
    with team.work() as work:
        work.rules.save(END, author="max", at=NOW)

        assert fired(work, Company(work).delta("ann", "sales", MARCH, attainment=0.85)) == ["at-the-end ann"]


def test_the_replay_says_who_would_have_heard_what_in_time_order_and_stores_nothing(team: Storage) -> None:
    with team.work() as work:
        company = Company(work)
        for day, value in ((2, 0.04), (3, 0.04), (4, 0.041), (5, 0.055), (12, 0.04)):
            company.delta("ann", "defect_rate_day", date(2026, 3, day), value=value, denominator=200.0)
        company.delta("L1", "defect_rate_day", date(2026, 3, 5), **LINE)

        heard = rules.test(work, first=MARCH, last=date(2026, 3, 31), now=NOW)

        assert [(signal.fired_at.day, signal.rule, signal.silenced) for signal in heard] == [
            (3, "defect-above-3", None),
            (4, "defect-above-3", Silence.COOLDOWN),
            (5, "defect-above-3", Silence.COOLDOWN),
            (6, "line-defect-above-5", None),
            (6, "defect-above-3", Silence.EXPLAINED),
            (13, "defect-above-3", None),
        ]
        assert silenced(work) == {}


def test_only_rules_of_the_standing_kind_say_what_a_message_may_speak_of(team: Storage) -> None:
    with team.work() as work:
        company = Company(work)
        touched = company.delta("ann", "sales", MARCH) | company.delta("ann", "defect_rate_day", MARCH)
        touched |= company.delta("L1", "sales", MARCH)

        assert rules.speakable(work, touched, now=NOW) == [("ann", "sales", MARCH)]

        standing = next(rule for rule in DEFAULT_RULES if rule.key == "standing")
        work.rules.save(Rule(**{name: getattr(standing, name) for name in Rule.__slots__} | {"enabled": False}),
                        author="max", at=NOW)  # fmt: skip
        assert rules.speakable(work, touched, now=NOW) == []
