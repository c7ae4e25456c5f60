"""Trends: the newest values of a series, to be drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.kit.period import previous_period

if TYPE_CHECKING:
    from bot.figures.domain.delta import Delta
    from bot.figures.ports import Work
    from bot.kit.period import Grain


_TREND = 12
_WORTH_DRAWING = 4
_BEFORE = 2


def trend(work: Work, delta: Delta) -> list[Delta]:
    """Return the newest values of a series up to this one, oldest first; none when they are too few to draw."""
    series = [
        other for other in work.deltas.find(person_id=delta.person_id, metric=delta.metric) if other.value is not None
    ]
    upto = sorted(
        (other for other in series if other.period.start <= delta.period.start), key=lambda other: other.period.start
    )
    return upto[-_TREND:] if len(upto) >= _WORTH_DRAWING else []


def before(work: Work, delta: Delta, grain: Grain) -> list[Delta]:
    """Return the values of the periods directly before, newest first, up to the first gap."""
    found: list[Delta] = []
    period = delta.period
    while len(found) < _BEFORE:
        period = previous_period(period, grain)
        earlier = work.deltas.get(delta.person_id, delta.metric, period)
        if earlier is None or earlier.value is None:
            break
        found.append(earlier)
    return found
