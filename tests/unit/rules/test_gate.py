"""Which rules may speak of a value whose period goes on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.figures.domain.metric import Aggregate
from bot.kit.period import Grain, Period
from bot.rules.domain.candidate import AudienceMember, Candidate, Measure
from bot.rules.domain.condition import evaluate, names
from bot.rules.domain.expression import read
from bot.rules.domain.fact import FACTS, Sort
from bot.rules.domain.gate import unfit
from bot.rules.domain.gate_unfinished import WHOLE
from bot.rules.domain.rule import Audience, Rule, Scope, Silence, Tone

NOW = datetime(2026, 11, 6, 10, tzinfo=UTC)
TO_THE_6TH, NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 6)), Period(date(2026, 11, 1), date(2026, 11, 30))
SUM, RATIO, MEAN = Aggregate.SUM, Aggregate.RATIO, Aggregate.MEAN


def candidate(
    condition: str, aggregate: Aggregate, *, better: int = 1, period: Period = TO_THE_6TH, **facts: Any
) -> Candidate:
    """Return a rule that holds for a value: its condition must be true of the facts."""
    rule = Rule("r", "", "", Scope.PERSON, condition, Audience.MANAGER, Tone.NUDGE)
    known = {name: facts.get(name) for name in names(read(condition)) | {"value", "n", "elapsed", *facts}}
    assert evaluate(read(condition), known) is True
    about = AudienceMember("ana", "UTC", frozenset(), frozenset())
    measure = Measure("m", better, aggregate, 0.0, Grain.MONTH)
    return Candidate(rule, about, measure, period, 0, tuple(known), tuple(known.values()))


RATE: dict[str, Any] = {"better": -1, "target": 0.03}


def _gain(value: float, previous: float) -> dict[str, Any]:
    """Return the facts of a rate in 1,000 cases, of which less is better, beside the one before."""
    change = value - previous
    moved = {"change": change, "change_pct": change / previous, "gain": -change, "gain_pct": -change / previous}
    return {"value": value, "previous": previous, "n": 1000.0, "elapsed": 0.3} | moved


@pytest.mark.parametrize(
    ("condition", "aggregate", "facts", "heard"),
    [
        ("attainment < 80%", SUM, {"attainment": 0.7, "target": 10.0, "value": 7.0, "elapsed": 0.19}, False),
        ("attainment < 80%", SUM, {"attainment": 0.7, "target": 10.0, "value": 7.0, "elapsed": 0.2}, True),
        ("change < 0", SUM, {"change": -9.0, "previous": 16.0, "value": 7.0, "elapsed": 0.9}, False),
        ("value < 10", SUM, {"value": 7.0, "elapsed": 0.9}, False),
        ("not (value >= 10)", SUM, {"value": 7.0, "elapsed": 0.9}, False),
        ("value < target", SUM, {"value": 7.0, "target": 8.0, "elapsed": 0.9}, True),
        ("value < target_full", SUM, {"value": 7.0, "target_full": 8.0, "elapsed": 0.9}, False),
        ("value >= 5", SUM, {"value": 7.0, "elapsed": 0.05}, True),  # seven complaints on the first day are seven
        ("value > 3%", RATIO, RATE | {"value": 0.037, "n": 300.0, "elapsed": 0.1}, False),
        ("value > 3%", RATIO, RATE | {"value": 0.037, "n": 300.0, "elapsed": 0.3}, False),
        ("value > 3%", RATIO, RATE | {"value": 0.08, "n": 1000.0, "elapsed": 0.1}, False),
        ("value > 3%", RATIO, RATE | {"value": 0.08, "n": 1000.0, "elapsed": 0.3}, True),
        ("value > 3%", RATIO, RATE | {"value": 0.08, "elapsed": 0.49}, False),
        ("value > 3%", RATIO, RATE | {"value": 0.08, "elapsed": 0.5}, True),
        ("value < 3%", RATIO, RATE | {"value": 0.02, "n": 300.0, "elapsed": 0.3}, False),
        ("value < 3%", RATIO, RATE | {"value": 0.005, "n": 3000.0, "elapsed": 0.3}, True),
        ("attainment < 80%", RATIO, RATE | {"attainment": 0.375, "value": 0.08, "n": 1000.0, "elapsed": 0.3}, True),
        ("attainment < 80%", RATIO, RATE | {"attainment": 0.75, "value": 0.04, "n": 1000.0, "elapsed": 0.3}, False),
        ("gain < 0", RATIO, RATE | _gain(0.08, 0.03), True),
        ("gain < 0", RATIO, RATE | _gain(0.04, 0.03), False),
        ("gain_pct < 0", RATIO, RATE | _gain(0.08, 0.03), True),
        ("streak >= 2", RATIO, RATE | {"streak": 3, "value": 0.08, "n": 1000.0, "elapsed": 0.9}, False),
        ("value > 3% or streak >= 2", RATIO, RATE | {"streak": 3, "value": 0.08, "n": 1000.0, "elapsed": 0.9}, True),
        ("value > 4", MEAN, {"value": 4.5, "n": 100.0, "elapsed": 0.4}, False),
        ("value > 4", MEAN, {"value": 4.5, "n": 100.0, "elapsed": 0.6}, True),
    ],
)
def test_a_rule_speaks_of_a_period_that_goes_on_where_its_rest_cannot_turn_it(
    condition: str, aggregate: Aggregate, facts: dict[str, Any], *, heard: bool
) -> None:
    silence = unfit(candidate(condition, aggregate, **facts), NOW)

    assert silence is (None if heard else Silence.TOO_EARLY)


NUMBERS = sorted(name for name, fact in FACTS.items() if fact.sort is Sort.NUMBER)
ANY = st.fixed_dictionaries(
    {name: st.none() | st.integers(-40, 40).map(lambda n: n / 8) for name in NUMBERS if name not in {"elapsed", "n"}}
    | {"n": st.none() | st.integers(0, 3000).map(float)}
)


@given(st.sampled_from(sorted(WHOLE)), st.sampled_from(list(Aggregate)), st.floats(0, 0.999), ANY)
def test_what_is_said_of_whole_periods_is_never_said_of_one_that_goes_on(
    name: str, aggregate: Aggregate, elapsed: float, facts: dict[str, Any]
) -> None:
    truth = FACTS[name].sort is Sort.TRUTH
    held = facts | {name: True if truth else 3.0, "elapsed": elapsed}

    assert unfit(candidate(name if truth else f"{name} > 2", aggregate, **held), NOW) is Silence.TOO_EARLY


@given(
    st.sampled_from(list(Aggregate)), st.sampled_from(["<", ">"]), st.sampled_from(NUMBERS), st.floats(0, 0.999), ANY
)
def test_whatever_is_heard_of_a_period_that_goes_on_is_true_of_it_and_would_be_heard_later(
    aggregate: Aggregate, sign: str, name: str, elapsed: float, facts: dict[str, Any]
) -> None:
    held = facts | {"elapsed": elapsed}
    if name == "elapsed" or held[name] is None or not evaluate(read(f"{name} {sign} 0.25"), held):
        return
    early = unfit(candidate(f"{name} {sign} 0.25", aggregate, **held), NOW)

    later = unfit(candidate(f"{name} {sign} 0.25", aggregate, **(held | {"elapsed": (1 + elapsed) / 2})), NOW)
    assert early is Silence.TOO_EARLY or later is None


@given(st.sampled_from(NUMBERS), st.sampled_from(list(Aggregate)), st.none() | st.just(1.0), ANY)
def test_a_whole_period_is_never_too_early(
    name: str, aggregate: Aggregate, elapsed: float | None, facts: dict[str, Any]
) -> None:
    held = facts | {name: 3.0, "elapsed": elapsed}
    if name == "elapsed":
        return

    for period in (NOVEMBER, TO_THE_6TH):
        assert unfit(candidate(f"{name} > 2", aggregate, period=period, **held), NOW) is None


MOST_REACH: dict[str, Any] = {
    "complete": True, "attainment": 1.2, "beats_peers": True, "value": 0.025, "target": 0.03, "peer_median": 0.026,
    "previous": 0.028, "change": -0.003, "n": 1600.0, "elapsed": 1.0,
}  # fmt: skip
HIGHLIGHT = "complete and attainment >= 100% and (beats_peers or own_best)"


@pytest.mark.parametrize(
    ("known", "why"),
    [
        ({"own_best": False}, Silence.COMMON),
        ({"own_best": None}, Silence.COMMON),
        ({"own_best": True}, None),
        ({"own_best": True, "peer_median_before": 0.0261}, None),
        ({"own_best": True, "peer_median_before": 0.024}, None),  # the others got worse
        ({"own_best": True, "peer_median_before": 0.029}, Silence.COMMON),  # all got better
        ({"own_best": True, "previous": 0.0251, "change": -0.0001}, Silence.COMMON),  # by a hair
        ({"own_best": False, "value": 0.019}, None),  # far ahead of the others
        ({"own_best": False, "peer_median": 0.034}, None),  # most miss it
    ],
)
def test_praise_is_for_what_sets_somebody_apart_from_the_others_or_from_their_own_past(
    known: dict[str, Any], why: Silence | None
) -> None:
    facts = MOST_REACH | {"peer_median_before": None} | known
    found = candidate(HIGHLIGHT, RATIO, better=-1, period=NOVEMBER, **facts)
    praise = replace(found, rule=replace(found.rule, tone=Tone.PRAISE))

    assert unfit(praise, datetime(2026, 12, 1, 10, tzinfo=UTC)) is why
