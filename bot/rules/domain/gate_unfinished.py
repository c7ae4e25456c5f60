"""Which facts of a value can be said while its period goes on (methods 4.1, Q7)."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from bot.figures.domain.metric import Aggregate
from bot.figures.domain.unfinished import EARLIEST, HALF, moves_by_cases, still_possible
from bot.rules.domain.condition import evaluate
from bot.rules.domain.expression import read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.rules.domain.candidate import Candidate
    from bot.rules.domain.fact import Value

PAST = frozenset("change change_pct gain gain_pct previous year_ago year_ago_change year_ago_change_pct".split())
"""Facts that hold a value against one whole period of its own past."""
WHOLE = frozenset("streak good_streak own_best z baseline_median percentile peer_median beats_peers".split())
"""Facts that hold it against many of them, or against those of others."""
PACED = frozenset({"attainment", "target"})
_SAME = 1e-9


def holds_already(candidate: Candidate, elapsed: float) -> bool:
    """Say whether a condition holds by what can be said of a value of whose period a share has passed.

    Runs, records, usual values and places among others are those of whole periods only. A sum is held against the share
    of its target from a fifth of the period on, and otherwise says what stays true however far it grows. What does not
    add up is comparable: a share of so many cases from a fifth on, where it holds at both ends of what it may still
    come to; what rests on nobody knows how many from the half on.
    """
    condition = read(candidate.rule.condition)
    return all(evaluate(condition, facts) is True for facts in _sayable(candidate, elapsed))


def _sayable(candidate: Candidate, elapsed: float) -> list[dict[str, Value]]:
    facts = {name: None if name in WHOLE else value for name, value in candidate.facts.items()}
    unsaid: dict[str, Value] = dict.fromkeys(PAST | PACED)
    value, n, aggregate = candidate.number("value"), candidate.number("n"), candidate.measure.aggregate
    if aggregate is Aggregate.SUM:
        if elapsed < EARLIEST:
            return [facts | unsaid | {"value": inf}]
        facts |= dict.fromkeys(PAST)
        return [facts if facts.get("target") is not None else facts | {"value": inf}]
    if value is None or not moves_by_cases(aggregate, value, n):
        return [facts if elapsed >= HALF else facts | unsaid | {"value": None}]
    if elapsed < EARLIEST or not n or n <= 0:
        return [facts | unsaid | {"value": None}]
    better = candidate.measure.better
    return [facts_at(facts, end, better=better) for end in still_possible(value, n, elapsed)]


def facts_at(facts: Mapping[str, Value], value: float, *, better: int) -> dict[str, Value]:
    """Return facts as they would be with another value than theirs; what then cannot be said is None.

    ``better`` is +1 where higher is better, -1 where lower is.
    """
    by = value - (_number(facts, "value") or 0.0)
    found: dict[str, Value] = {"value": value, "attainment": _attainment(facts, value, better=better)}
    for before, change in (("previous", "change"), ("year_ago", "year_ago_change")):
        base, moved = _number(facts, before), _number(facts, change)
        found[change] = None if moved is None else moved + by
        found[f"{change}_pct"] = None if moved is None or base is None or base <= 0 else (moved + by) / base
    for gain, change in (("gain", "change"), ("gain_pct", "change_pct")):
        up = found[change]
        found[gain] = better * up if isinstance(up, float) else None
    return {**facts, **found}


def _attainment(facts: Mapping[str, Value], value: float, *, better: int) -> float | None:
    """Return what a value would have reached of its target; None where that is not simply the share of it."""
    was, target, reached = (_number(facts, fact) for fact in ("value", "target", "attainment"))
    if was is None or target is None or reached is None or target <= 0 or was <= 0 or value <= 0:
        return None
    share = was / target if better > 0 else target / was
    if abs(share - reached) > _SAME:
        return None
    return value / target if better > 0 else target / value


def _number(facts: Mapping[str, Value], name: str) -> float | None:
    found = facts.get(name)
    return float(found) if isinstance(found, int | float) else None
