"""What moved a goal: how far it was on an earlier day and is now, and what each of its parts did to that.

How far a goal is, is the mean of its parts by their weights, over those of which anything is known. A part that was
known and is does its share of the weights of all such times its own change. One that has become known pulls the mean
from where the others are towards itself, and one that is known no more lets go of it. These add up to the change.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from bot.goals.domain.roll_up import CAP

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.feedback.domain.driver import Drivers
    from bot.figures.domain.metric import Metric
    from bot.goals.domain.goal_sight import GoalGlance, GoalSight, KeyResultGlance
    from bot.kit.period import Period


@dataclass(frozen=True, slots=True)
class GoalDay:
    """How far a goal was at the end of a day on which that changed; None: not known any more."""

    day: date
    progress: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedPart:
    """A part of a goal with its weight, and how far it was and is (None: not known); a goal, or a key result."""

    weight: Decimal
    before: float | None
    after: float | None
    child_no: int = 0
    key_result_no: int = 0


@dataclass(frozen=True, slots=True)
class PartEffect:
    """By how much a part has moved its goal, 1 being all of it."""

    part: MovedPart
    effect: Fraction


def bases(days: Sequence[GoalDay], today: date) -> list[GoalDay]:
    """Return with which days a goal can be compared, the best first: the end of the last month, then days since.

    Where nothing has changed since, it is the day before the last change. ``days`` are all on which it moved, oldest
    first. None are left where it has not moved since it is known.
    """
    changed = [day for at, day in enumerate(days) if not at or day.progress != days[at - 1].progress]
    month_end = today.replace(day=1) - timedelta(days=1)
    past = [day for day in changed if day.day <= month_end]
    since = changed[len(past) :]
    if not since:
        return [day for day in past[-2:-1] if day.progress is not None]
    first = [replace(past[-1], day=month_end)] if past else []
    return [day for day in (*first, *since[:-1]) if day.progress is not None]


def effects(
    parts: Sequence[MovedPart], *, before: float, after: float, cap: float = CAP
) -> tuple[tuple[PartEffect, ...], Fraction]:
    """Return what the parts that have moved a goal did to it, the largest first, and what they leave unexplained.

    All together is just ``after - before``. Anything is left only where the goal consisted of something else then: of
    another part, or by another weight.
    """
    change = _exact(after) - _exact(before)
    was, now = (
        {place: value for place, part in enumerate(parts) if (value := _counted(getattr(part, side), cap)) is not None}
        for side in ("before", "after")
    )
    if not was or not now:
        return (), change
    stay = was.keys() & now.keys()
    then = _mean(parts, {place: was[place] for place in stay} or was)
    later = _mean(parts, {place: now[place] for place in stay}) if stay else then
    weights = [sum((Fraction(parts[place].weight) for place in some), Fraction(0)) for some in (stay, was, now)]
    found = []
    for place, part in enumerate(parts):
        weight = Fraction(part.weight)
        if place in stay:
            effect = weight / weights[0] * (now[place] - was[place])
        elif place in was:
            effect = weight / weights[1] * (then - was[place])
        elif place in now:
            effect = weight / weights[2] * (now[place] - later)
        else:
            continue
        found.append(PartEffect(part, effect))
    moved = sorted((each for each in found if each.effect), key=lambda each: -abs(each.effect))
    return tuple(moved), change - sum((each.effect for each in moved), Fraction(0))


def _counted(value: float | None, cap: float) -> Fraction | None:
    """Return what of a part's progress counts: none below nothing, and no more than the cap."""
    return None if value is None else _exact(min(max(value, 0.0), cap))


def _mean(parts: Sequence[MovedPart], values: Mapping[int, Fraction]) -> Fraction:
    weights = sum((Fraction(parts[place].weight) for place in values), Fraction(0))
    return sum((Fraction(parts[place].weight) * value for place, value in values.items()), Fraction(0)) / weights


def _exact(value: float) -> Fraction:
    return Fraction(Decimal(repr(value)))


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenEffect:
    """What a part did to a goal, for a reader: a goal that is part of it, or a key result; the other is None."""

    effect: Fraction
    before: float | None
    after: float | None
    goal: GoalGlance | None = None
    result: KeyResultGlance | None = None


@dataclass(frozen=True, slots=True)
class ValueCorrection:
    """A value that was corrected after its period was over: whose it is of, which, from what to what, and when."""

    metric: Metric
    period: Period
    before: Decimal
    after: Decimal
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenGoalMove:
    """What moved a goal, as a reader may be told.

    ``since`` is the day with which it is compared: from then on it consists of the same, and rests on enough people;
    None where it has not moved since such a day. ``before`` and ``after`` are how far it was and is. ``effects`` are
    those of the parts that the reader may see, the largest first; ``others`` is what the parts that are not among them
    did together: all add up to the change. Where it rests on goals that are not theirs (``coarse``) it is told in steps
    of five percent, and nothing of others. ``drivers`` say what is behind values that feed it, ``corrections`` which of
    these were put right since.
    """

    sight: GoalSight
    since: date | None = None
    before: float = 0.0
    after: float = 0.0
    effects: tuple[SeenEffect, ...] = ()
    others: Fraction = Fraction(0)
    coarse: bool = False
    drivers: tuple[Drivers, ...] = ()
    corrections: tuple[ValueCorrection, ...] = ()
