"""Talks: whether one is due with somebody about a value of theirs, the same wherever it is said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from bot.figures.domain.unfinished import is_unfinished
from bot.kit.calendar import local_day
from bot.rules.domain.gate import unfit
from bot.rules.domain.rule import Silence

if TYPE_CHECKING:
    from datetime import datetime

    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric
    from bot.rules.domain.candidate import Candidate
    from bot.rules.domain.rule import Signal
    from bot.talks.domain.talk_answer import TalkAnswer

Value = tuple[str, str, date]
"""A person, a metric, and the first day of a period."""


def is_due(
    candidate: Candidate,
    signals: Iterable[Signal],
    *,
    met_at: datetime | None,
    answers: Iterable[TalkAnswer] = (),
    now: datetime,
) -> bool:
    """Say whether a talk is due about a value for which a rule that asks for one holds as the value is now.

    ``signals`` are what that rule said of the value, silenced or not; ``met_at`` is when the two met last. A value on
    which no verdict may rest calls for none, nor one that the unit's alert explains. A talk closes it: one since the
    rule spoke, or where it never did since the days that the value is about. So do ``answers``, that it is not needed
    for good, that it is for later until that day; what got worse since, so that the rule spoke again, is open again.
    """
    if unfit(candidate, now):
        return False
    said = list(signals)
    if said and all(signal.silenced is Silence.EXPLAINED for signal in said):
        return False
    spoke_at = max((signal.fired_at for signal in said), default=None)
    timezone = candidate.about.timezone
    today = local_day(now, timezone=timezone)
    if any(
        answer.holds_on(today)
        and (
            local_day(answer.at, timezone=timezone) >= candidate.period.start
            if spoke_at is None
            else answer.at >= spoke_at
        )
        for answer in answers
    ):
        return False
    if met_at is None:
        return True
    if spoke_at is not None:
        return met_at < spoke_at
    return local_day(met_at, timezone=timezone) <= candidate.period.end


def current(newest: Sequence[Delta], before: Iterable[Delta], metrics: Mapping[str, Metric]) -> list[Delta]:
    """Return the values by which somebody stands: the newest of each metric, and what was before an unfinished one.

    The newest whole period says how somebody stands until the running one has said it: a good beginning of a month
    takes nothing back of the month before, and a better whole month does.
    """
    running = {(delta.person_id, delta.metric) for delta in newest if is_unfinished(delta, metrics[delta.metric])}
    return [*newest, *(delta for delta in before if (delta.person_id, delta.metric) in running)]


def one_a_metric(calling: Iterable[Delta]) -> list[Delta]:
    """Return of the values that call for a talk the newest of each person and metric, the least attained first."""
    newest: dict[tuple[str, str], Delta] = {}
    for delta in calling:
        known = newest.get((delta.person_id, delta.metric))
        if known is None or known.period.start < delta.period.start:
            newest[delta.person_id, delta.metric] = delta
    return sorted(newest.values(), key=lambda delta: (attained(delta), delta.person_id, delta.metric))


def attained(delta: Delta) -> float:
    """Return what a value has reached of its target, 1 where it has none: so lists begin with what is farthest off."""
    return 1.0 if delta.attainment is None else delta.attainment
