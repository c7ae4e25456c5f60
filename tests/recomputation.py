"""What records make, computed once more: plainly, one record after another, in exact fractions.

Nothing of the product is used here, so that a test may hold the product against it.
"""

from __future__ import annotations

import statistics
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

WAYS = ("sum", "count", "distinct", "mean", "median", "min", "max", "last")
GRAINS = ("day", "week", "month", "quarter", "year")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Fact:
    """A record as its source has it: of a day or an instant, with the numbers and the words it has."""

    id: str
    of: str
    when: date | datetime
    numbers: Mapping[str, Decimal]
    words: Mapping[str, str]

    def day(self, zones: Mapping[str, str]) -> date:
        """The day it counts on: at an instant the one that it is then where its person is."""
        if not isinstance(self.when, datetime):
            return self.when
        return self.when.astimezone(ZoneInfo(zones.get(self.of) or "UTC")).date()


@dataclass(frozen=True)
class Choice:
    """Which records: whose word is one of these ("" for none); with ``but`` the others."""

    word: str
    texts: tuple[str, ...]
    but: bool = False

    def fits(self, fact: Fact) -> bool:
        return (fact.words.get(self.word, "") in self.texts) is not self.but

    def __str__(self) -> str:
        if self.texts == ("",):
            return f"{self.word} is {'filled' if self.but else 'empty'}"
        quoted = ", ".join('"' + text.replace('"', '""') + '"' for text in self.texts)
        return f"{self.word} {'not in' if self.but else 'in'} ({quoted})"


@dataclass(frozen=True)
class Side:
    """One calculation, or one side of a ratio."""

    way: str
    of: str = ""
    less: str = ""
    where: tuple[Choice, ...] = ()

    def __str__(self) -> str:
        of = f"{self.of} - {self.less}" if self.less else self.of
        return f"{self.way}({of}{_where(self.where)})"


@dataclass(frozen=True)
class Measure:
    """A metric that is made of records; ``rolled`` is how people's values make their unit's, where these add up."""

    key: str
    grain: str
    rolled: str
    top: Side
    bottom: Side | None = None
    where: tuple[Choice, ...] = ()

    @property
    def adds_up(self) -> bool:
        """Whether people's values make their unit's; otherwise the records of all its members do."""
        if self.bottom:
            return {self.top.way, self.bottom.way} <= {"sum", "count"}
        return self.top.way in {"sum", "count", "mean"}

    def formula(self, stream: str) -> str:
        """How it is said to the product."""
        over = f" / {self.bottom}" if self.bottom else ""
        return f"{self.top}{over} from {stream}{_where(self.where)}"


def _where(choices: Sequence[Choice]) -> str:
    return f" where {' and '.join(map(str, choices))}" if choices else ""


@dataclass(frozen=True)
class Value:
    """A value, the two it is the ratio of if it is one, and of how many people a unit's was made (0: of its own).

    ``size`` and ``side`` are the sums of the sizes of what it, and the two, were added up from: how exact a float can
    be is measured by that. What was only added up or picked is exact; ``rough`` and ``rough_sides`` say that there was
    a division on the way.
    """

    value: Fraction
    top: Fraction | None = None
    bottom: Fraction | None = None
    people: int = 0
    size: Fraction = Fraction(0)
    side: Fraction = Fraction(0)
    rough: bool = False
    rough_sides: bool = False


@dataclass
class Belonging:
    """Who belongs where: units by whom they belong to, people by the unit from each day on, the first for ever."""

    above: Mapping[str, str]
    steps: dict[str, list[tuple[date, str]]] = field(default_factory=dict)
    order: Sequence[str] = ()
    """Everybody, units too, in the order in which they were named first."""

    def unit(self, of: str, day: date) -> str:
        """Return the unit that somebody, or a unit, belongs to on a day; "" for none."""
        if of in self.above:
            return self.above[of]
        steps = self.steps[of]
        return [unit for begin, unit in steps if begin <= day or (begin, unit) == steps[0]][-1]


# People


def part(side: Side, facts: Sequence[Fact], day: Mapping[str, date]) -> Fraction | None:
    """Return what one calculation makes of the records that count; None where there is nothing to make it of."""
    chosen = [fact for fact in facts if all(choice.fits(fact) for choice in side.where)]
    if side.way == "count":
        return Fraction(len(chosen))
    if not chosen and side.way in {"sum", "distinct"}:
        return Fraction(0)
    if side.way == "distinct":
        return Fraction(len({fact.words.get(side.of, "") for fact in chosen} - {""})) or None
    numbers = []
    for fact in sorted(chosen, key=lambda each: _when(each, day[each.id])):
        of, less = fact.numbers.get(side.of), fact.numbers.get(side.less, Decimal(0) if not side.less else None)
        if of is not None and less is not None:
            numbers.append(Fraction(of) - Fraction(less))
    if not numbers:
        return None
    match side.way:
        case "sum":
            return sum(numbers, Fraction(0))
        case "mean":
            return statistics.mean(numbers)
        case "median":
            return statistics.median(numbers)
        case "min":
            return min(numbers)
        case "max":
            return max(numbers)
        case _:
            return numbers[-1]


def _when(fact: Fact, day: date) -> tuple[date, timedelta, str]:
    """Return where a record stands among others: those of a day that say no instant before those that do."""
    at = fact.when - _EPOCH if isinstance(fact.when, datetime) else timedelta.min
    return day, at, fact.id


def value(measure: Measure, facts: Sequence[Fact], day: Mapping[str, date]) -> Value | None:
    """Return what a metric makes of the records of somebody in a period."""
    kept = [fact for fact in facts if all(choice.fits(fact) for choice in measure.where)]
    top = part(measure.top, kept, day) if kept else None
    if top is None:
        return None
    size = sum((abs(Fraction(number)) for fact in kept for number in fact.numbers.values()), Fraction(0))
    if measure.bottom:
        bottom = part(measure.bottom, kept, day)
        means = "mean" in {measure.top.way, measure.bottom.way}
        if not bottom:
            return None
        return _ratio(top, bottom, size, rough_sides=means)
    if measure.top.way == "mean":
        summed = part(Side("sum", measure.top.of, measure.top.less, measure.top.where), kept, day)
        assert summed is not None
        return Value(top, summed, _counted(measure.top, kept), size=size, side=size, rough=True)
    return Value(top, size=size)


def _ratio(top: Fraction, bottom: Fraction, side: Fraction, *, rough_sides: bool) -> Value:
    """Divide; a ratio is as inexact as its two sides are, and more so the more of the lower one has cancelled out."""
    size = side * (1 + abs(top / bottom)) / abs(bottom)
    return Value(top / bottom, top, bottom, size=size, side=side, rough=True, rough_sides=rough_sides)


def _counted(side: Side, facts: Sequence[Fact]) -> Fraction:
    """Return of how many records a mean is made."""
    chosen = [fact for fact in facts if all(choice.fits(fact) for choice in side.where)]
    return Fraction(sum(all(name in fact.numbers for name in (side.of, side.less) if name) for fact in chosen))


# Periods


def begins(grain: str, day: date) -> date:
    """Return the first day of the period that a day lies in."""
    match grain:
        case "day":
            return day
        case "week":
            return day - timedelta(days=day.weekday())
        case "month":
            return day.replace(day=1)
        case "quarter":
            return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
        case _:
            return day.replace(month=1, day=1)


def last_day(grain: str, start: date) -> date:
    """Return the last day of the period that begins on a day."""
    far = {"day": 0, "week": 6, "month": 27, "quarter": 80, "year": 360}[grain]
    day = start + timedelta(days=far)
    while begins(grain, day + timedelta(days=1)) == start:
        day += timedelta(days=1)
    return day


# Everybody


Made = dict[tuple[str, str, date], Value]
"""Values by whom they are of, metric and first day."""


def everything(
    measures: Iterable[Measure], facts: Collection[Fact], zones: Mapping[str, str], belonging: Belonging
) -> Made:
    """Return every value of everybody: of people and units by their own records, of other units by their members."""
    day = {fact.id: fact.day(zones) for fact in facts}
    made: Made = {}
    for measure in measures:
        groups: dict[tuple[str, date], list[Fact]] = defaultdict(list)
        for fact in facts:
            groups[fact.of, begins(measure.grain, day[fact.id])].append(fact)
        own = {key: found for key, group in groups.items() if (found := value(measure, group, day))}
        for start in {start for _, start in groups}:
            here = {of: found for (of, begin), found in own.items() if begin == start}
            units = _with_units(measure, here, start, belonging)
            if not measure.adds_up:
                theirs = {of: group for (of, begin), group in groups.items() if begin == start}
                units = _of_records(measure, here, theirs, day, start, belonging)
            made |= {(of, measure.key, start): found for of, found in units}
    return made


def _with_units(
    measure: Measure, own: Mapping[str, Value], start: date, belonging: Belonging
) -> Iterable[tuple[str, Value]]:
    """Return the values of a period with those of units, which count what belongs to them on its last day."""
    found, last = dict(own), last_day(measure.grain, start)
    for unit in _lowest_first(belonging.above):
        if unit not in found:
            members = [found[each] for each in belonging.order if each in found and belonging.unit(each, last) == unit]
            together = roll_up(measure.rolled, members) if members else None
            if together:
                found[unit] = together
    return found.items()


def _of_records(
    measure: Measure,
    own: Mapping[str, Value],
    facts: Mapping[str, Sequence[Fact]],
    day: Mapping[str, date],
    start: date,
    belonging: Belonging,
) -> Iterable[tuple[str, Value]]:
    """Return the values of a period with those of units: of the records of all who belong to them on its last day.

    A unit that has a value of its own stands with the records of that in those above it.
    """
    last = last_day(measure.grain, start)

    def theirs(unit: str) -> list[Fact]:
        found: list[Fact] = []
        for each in belonging.order:
            if belonging.unit(each, last) == unit:
                inside = each in belonging.above and each not in own
                found += theirs(each) if inside else facts.get(each, [])
        return found

    units = {unit: value(measure, theirs(unit), day) for unit in belonging.above if unit not in own}
    return {**own, **{unit: found for unit, found in units.items() if found}}.items()


def _lowest_first(above: Mapping[str, str]) -> list[str]:
    done: list[str] = []
    while left := [unit for unit in above if unit not in done]:
        done += [unit for unit in left if not any(above[other] == unit for other in left)]
    return done


def roll_up(way: str, members: Sequence[Value]) -> Value | None:
    """Return what the values of members make together, in the order in which they were named first."""
    size, side = (sum((getattr(member, name) for member in members), Fraction(0)) for name in ("size", "side"))
    rough = any(member.rough for member in members)
    if way == "sum":
        return Value(sum((member.value for member in members), Fraction(0)), size=size, rough=rough)
    if way == "mean":
        people = sum(member.people or 1 for member in members)
        total = sum((member.value * (member.people or 1) for member in members), Fraction(0))
        return Value(total / people, total, Fraction(people), people, size, size, rough=True, rough_sides=True)
    if way == "last":
        return members[-1]
    if any(member.top is None or member.bottom is None for member in members):
        return None
    top = sum((member.top for member in members if member.top is not None), Fraction(0))
    bottom = sum((member.bottom for member in members if member.bottom is not None), Fraction(0))
    if not bottom:
        return None
    return _ratio(top, bottom, side, rough_sides=any(member.rough_sides for member in members))
