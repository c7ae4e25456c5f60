"""Units' values that are made of the records of all their members: where people's values do not add up to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.figures.domain import formula_text
from bot.figures.domain.delta import Changed
from bot.figures.domain.formula_units import made_together
from bot.figures.domain.formula_values import calculate, texts_of
from bot.figures.domain.record import RecordSpans
from bot.figures.domain.record_spans import ends_of, spans_of
from bot.figures.services.record import day_number, read_records
from bot.kit.calendar import local_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from numpy.typing import NDArray

    from bot.figures.domain.formula import Formula
    from bot.figures.domain.metric import Metric
    from bot.figures.domain.record import RecordStream
    from bot.figures.domain.series_rows import Columns, Traits
    from bot.figures.domain.unit import Membership
    from bot.figures.ports import Work

    Ints = NDArray[np.int64]
    Rolled = tuple[float, float, float, float, int]

_AT_ONCE: Final = 20_000
"""Records of so many people and periods are read together, and at least those of one unit and period."""


@dataclass(frozen=True, slots=True)
class _Together:
    """A metric whose units are made of records, by its number."""

    number: int
    metric: Metric
    formula: Formula
    stream: RecordStream


def _together(work: Work, numbers: Ints | None = None) -> list[_Together]:
    """Return these metrics, of some numbers or of all, whose stream has come in."""
    found = []
    for number, metric in work.metrics.numbers().values():
        if made_together(metric.formula) and (numbers is None or number in numbers):
            formula = formula_text.parse(metric.formula)
            stream = work.streams.get(formula.stream)
            found += [_Together(number, metric, formula, stream)] if stream else []
    return found


def keys_of_people(work: Work, first: Mapping[int, int], traits: Traits) -> Changed:
    """Return the keys of periods that end on or after a day each, in which people have records that go into units'.

    They are there whether these records make a value of the person's own or not.
    """
    found = Changed()
    for made in _together(work) if first else []:
        days = work.records.days_of(made.stream.key, people=first, since=made.metric.records_from)
        spans = spans_of(days, made.metric.grain)
        metric = np.full(len(spans), made.number)
        begin = np.array([first[number] for number in spans.person.tolist()], np.int64)
        kept = traits.last_day(metric, spans.first) >= begin
        found |= Changed(spans.person[kept], metric[kept], spans.first[kept])
    return found


def made_of_records(work: Work, groups: Mapping[str, Ints]) -> NDArray[np.bool_]:
    """Say of which units, metrics and periods the values are made of records, as far as there are any."""
    found = np.zeros(groups["no"].size, np.bool_)
    for number, metric in work.metrics.numbers().values():
        if made_together(metric.formula):
            found |= (groups["metric_no"] == number) & (groups["first"] >= day_number(metric.records_from))
    return found


def of_members(
    work: Work, groups: Mapping[str, Ints], members: Membership, readings: Columns, own: Columns, *, now: datetime
) -> dict[int, Rolled | None]:
    """Return ``(end, value, numerator, denominator, corrections)`` of units whose members' values do not add up.

    ``groups``, ``members``, ``readings`` and ``own`` are as units are rolled up from values: the same belong to a unit,
    and one in between that has a value of its own counts with the records of that. None says that the records make no
    value. Left out is what values are rolled up to: where :func:`made_of_records` does not hold, and where there are no
    records. A value whose records have been deleted for their age stays.
    """
    wanted = made_of_records(work, groups)
    if not wanted.any():
        return {}
    number = own["no"].astype(np.int64)
    wanted &= ~np.isin(groups["no"], number[own["rolled"] == 0])
    found: dict[int, Rolled | None] = {}
    for made in _together(work, np.unique(groups["metric_no"][wanted])):
        mine = wanted & (groups["metric_no"] == made.number)
        aged = groups["first"] < day_number(made.stream.aged_before)
        for row in np.flatnonzero(np.isin(number, groups["no"][mine & aged])).tolist():
            end, value, top, bottom = (float(own[name][row]) for name in ("end", "value", "numerator", "denominator"))
            found[int(number[row])] = end, value, top, bottom, int(own["version"][row]) - 1
        places = np.flatnonzero(mine & ~aged)
        if places.size:
            some = {name: column[places] for name, column in groups.items()}
            found |= _reaching(_values(work, made, some, members, now=now), readings)
    return found


def _reaching(values: Iterator[tuple[int, Rolled | None]], readings: Columns) -> Iterator[tuple[int, Rolled | None]]:
    """Let values reach as far as their members' do, with as many corrections as these have had."""
    no = readings["no"].astype(np.int64)
    size = int(no.max(initial=-1)) + 1
    corrections, ends = np.bincount(no, readings["revision"], size), np.full(size, -np.inf)
    np.maximum.at(ends, no, readings["end"])
    for group, rolled in values:
        if rolled and group < size and ends[group] > -np.inf:
            yield group, (float(ends[group]), *rolled[1:4], int(corrections[group]))
        else:
            yield group, rolled


def _values(
    work: Work, made: _Together, groups: Mapping[str, Ints], members: Membership, *, now: datetime
) -> Iterator[tuple[int, Rolled | None]]:
    """Yield what the records of all members make of each group in which there are any."""
    place, person = members_of(work, made.number, groups, members)
    codes = work.records.codes(texts_of(made.formula))
    today = local_day(now, timezone=work.timezone)
    part = np.cumsum(np.bincount(place, minlength=groups["no"].size)) // _AT_ONCE
    for which in np.unique(part).tolist():
        mine = np.flatnonzero(part == which)
        rows = np.isin(place, mine)
        at = place[rows]
        spans = RecordSpans(person[rows], groups["first"][at], groups["last"][at])
        records = read_records(work, made.stream, spans, [made.formula], groups=at - mine[0])
        values = calculate(made.formula, records, codes, spans=mine.size)
        ends = ends_of(made.stream, RecordSpans(*(groups[name][mine] for name in _SPAN)), today=today)
        columns = (ends, values.value, values.numerator, values.denominator)
        for near in np.unique(records.span).tolist():
            end, value, top, bottom = (float(column[near]) for column in columns)
            yield int(groups["no"][mine[near]]), None if np.isnan(value) else (end, value, top, bottom, 0)


_SPAN: Final = ("unit_no", "first", "last")


def members_of(work: Work, metric: int, groups: Mapping[str, Ints], members: Membership) -> tuple[Ints, Ints]:
    """Return by the place of a group whose records count in it: people, and units that have a value of their own.

    Through a unit without one its members count. Both come in the order of the groups.
    """
    found = [(np.empty(0, np.int64), np.empty(0, np.int64))]
    place, unit = np.arange(groups["no"].size), groups["unit_no"]
    while place.size:
        order = np.argsort(members.unit, kind="stable")
        low, high = (np.searchsorted(members.unit[order], unit, side) for side in ("left", "right"))
        n = high - low
        spell = order[np.repeat(low - np.cumsum(n) + n, n) + np.arange(n.sum())]
        there = np.repeat(place, n)
        kept = (members.first[spell] <= groups["last"][there]) & (groups["last"][there] <= members.last[spell])
        there, who = there[kept], members.person[spell[kept]]
        through = np.isin(who, sorted(work.units.among(np.unique(who).tolist())))
        between = RecordSpans(who[through], groups["first"][there[through]], groups["last"][there[through]])
        through[np.flatnonzero(through)[sorted(work.records.values(metric, between))]] = False
        found.append((there[~through], who[~through]))
        place, unit = there[through], who[through]
        members = work.units.members(np.unique(unit).tolist()) if place.size else members
    of, whose = (np.concatenate(column) for column in zip(*found, strict=True))
    order = np.argsort(of, kind="stable")
    return of[order], whose[order]
