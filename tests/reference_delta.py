"""Deltas by hand: dictionaries, fractions and ``statistics``, one value at a time; what the kernel is held against."""

from __future__ import annotations

import statistics
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal


@dataclass(frozen=True)
class Given:
    """A reading as it arrived; the last of a key counts."""

    person: str
    metric: str
    start: date
    end: date
    value: Decimal
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@dataclass(frozen=True)
class Agreed:
    """A target."""

    person: str
    metric: str
    start: date
    end: date
    target: Decimal
    start_value: Decimal | None = None


@dataclass(frozen=True)
class Measure:
    """A metric."""

    grain: str = "month"
    direction: str = "higher"
    aggregate: str = "sum"


@dataclass
class Company:
    """Everything that deltas are computed from; work is Monday to Friday here."""

    measures: dict[str, Measure]
    roles: dict[str, str] = field(default_factory=dict)
    hired: dict[str, date] = field(default_factory=dict)
    leave: dict[str, list[tuple[date, date]]] = field(default_factory=dict)
    readings: list[Given] = field(default_factory=list)
    targets: list[Agreed] = field(default_factory=list)


Facts = dict[str, "Fraction | int | date | set[str] | None"]


def whole_period(day: date, grain: str) -> tuple[date, date]:
    """Return first and last day of the period around a day."""
    if grain == "day":
        return day, day
    if grain == "week":
        first = date.fromisocalendar(*day.isocalendar()[:2], 1)
        return first, first + timedelta(days=6)
    months = {"month": 1, "quarter": 3, "year": 12}[grain]
    first_month = (day.month - 1) // months * months + 1
    last_month = first_month + months - 1
    return date(day.year, first_month, 1), date(day.year, last_month, monthrange(day.year, last_month)[1])


def year_earlier(first: date, grain: str) -> date | None:
    """Return the first day of the same period a year before, if that year has one."""
    try:
        if grain == "week":
            year, week, _ = first.isocalendar()
            return date.fromisocalendar(year - 1, week, 1)
        return first.replace(year=first.year - 1)
    except ValueError:
        return None


def working(first: date, last: date) -> int:
    """Count Mondays to Fridays."""
    return sum((first + timedelta(days=n)).weekday() < 5 for n in range((last - first).days + 1))


def worked(company: Company, person: str, first: date, last: date) -> int:
    """Count the working days on which the person was there."""
    hired = company.hired.get(person)
    if hired is not None and hired <= last:
        first = max(first, hired)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    away = company.leave.get(person, [])
    return sum(day.weekday() < 5 and not any(a <= day <= b for a, b in away) for day in days)


def quotient(top: Fraction | None, bottom: Fraction | None) -> Fraction | None:
    """Divide by what is above zero."""
    return None if top is None or bottom is None or bottom <= 0 else top / bottom


def deltas(company: Company) -> dict[tuple[str, str, date], Facts]:
    """Return the facts of every reading by person, metric and first day."""
    versions: dict[tuple[str, str, date], list[Given]] = {}
    for reading in company.readings:
        versions.setdefault((reading.person, reading.metric, reading.start), []).append(reading)
    series: dict[tuple[str, str], dict[date, Given]] = {}
    for (person, metric, start), given in versions.items():
        first, _ = whole_period(start, company.measures[metric].grain)
        series.setdefault((person, metric), {})[first] = given[-1]
    agreed = {
        (target.person, target.metric, whole_period(target.start, company.measures[target.metric].grain)[0]): target
        for target in company.targets
    }
    result = {}
    for (person, metric), values in series.items():
        for first, reading in values.items():
            facts = _facts(company, values, first, agreed.get((person, metric, first)))
            facts["revision"] = sum(
                new.end <= old.end and new.value != old.value
                for old, new in zip(
                    versions[person, metric, reading.start], versions[person, metric, reading.start][1:], strict=False
                )
            )
            if facts["revision"]:
                facts["flags"].add("restated")  # type: ignore[union-attr]
            result[person, metric, reading.start] = facts
    for key, facts in result.items():
        _add_peers(company, result, key, facts)
    return result


def _facts(company: Company, values: dict[date, Given], first: date, target: Agreed | None) -> Facts:
    reading = values[first]
    measure = company.measures[reading.metric]
    value = Fraction(reading.value)
    flags: set[str] = set()

    period = whole_period(reading.start, measure.grain)
    joined = company.hired.get(reading.person, date.min)
    elapsed = part = Fraction(1)
    if (reading.start, reading.end) != period or period[0] < joined <= reading.end:
        flags.add("partial_period")
    there = worked(company, reading.person, reading.start, reading.end)
    if "partial_period" in flags or there != working(reading.start, reading.end):
        whole = working(*period)
        elapsed = Fraction(there, whole) if whole else Fraction((reading.end - reading.start).days + 1, 1)
        part = elapsed
        if target is not None:
            days = working(target.start, target.end)
            part = min(Fraction(there, days), Fraction(1)) if days else Fraction(1)
    scale = part if measure.aggregate == "sum" else Fraction(1)
    goal = None if target is None else Fraction(target.target) * scale
    start_value = None if target is None or target.start_value is None else Fraction(target.start_value) * scale
    attainment = _attainment(value, goal, start_value, measure.direction)
    if goal is None:
        flags.add("no_target")

    day_before = whole_period(first - timedelta(days=1), measure.grain)[0]
    previous = Fraction(values[day_before].value) if day_before in values else None
    if previous is None:
        flags.add("gap")
    then = year_earlier(first, measure.grain)
    year_ago = Fraction(values[then].value) if then in values else None

    before = [Fraction(values[day].value) for day in sorted(values) if day < first][-12:]
    median = statistics.median(before) if before else None
    mad = None if median is None else statistics.median([abs(fraction - median) for fraction in before])
    z: Fraction | None = None
    if len(before) < 8:
        flags.add("short_history")
    elif median is not None:
        mean = sum((abs(fraction - median) for fraction in before), Fraction(0)) / len(before)
        if mad:
            z = Fraction("0.6745") * (value - median) / mad
        elif mean:
            z = (value - median) / (Fraction("1.2533") * mean)
        elif value == median:
            z = Fraction(0)
    if any(
        (
            previous is not None and previous <= 0,
            year_ago is not None and year_ago <= 0,
            goal is not None and attainment is None,
            len(before) >= 8 and z is None,
        )
    ):
        flags.add("zero_base")
    return {
        "end": reading.end,
        "value": value,
        "target": goal,
        "target_full": None if target is None else Fraction(target.target),
        "attainment": attainment,
        "previous": previous,
        "change": None if previous is None else value - previous,
        "change_pct": None if previous is None else quotient(value - previous, previous),
        "baseline_n": len(before),
        "baseline_median": median,
        "baseline_mad": mad,
        "z": z,
        "year_ago": year_ago,
        "year_ago_change": None if year_ago is None else value - year_ago,
        "year_ago_change_pct": None if year_ago is None else quotient(value - year_ago, year_ago),
        "streak": _streak(values, first, measure.grain),
        "elapsed": elapsed,
        "flags": flags,
    }


def _attainment(value: Fraction, goal: Fraction | None, start: Fraction | None, direction: str) -> Fraction | None:
    if goal is None:
        return None
    if direction == "higher":
        return quotient(value, goal)
    if start is not None:
        return None if start == goal else (start - value) / (start - goal)
    if goal < 0:
        return None
    return Fraction(1) if value <= 0 else goal / value


def _streak(values: dict[date, Given], first: date, grain: str) -> int:
    """Walk back as long as each value lies in its neighbour's direction."""
    streak = 0
    while (before := whole_period(first - timedelta(days=1), grain)[0]) in values:
        move = values[first].value - values[before].value
        if move == 0 or (streak and (move > 0) != (streak > 0)):
            break
        streak += 1 if move > 0 else -1
        first = before
    return streak


def _add_peers(
    company: Company, facts: dict[tuple[str, str, date], Facts], key: tuple[str, str, date], mine: Facts
) -> None:
    person, metric, start = key
    role = company.roles.get(person, "")
    others: Sequence[Fraction] = [
        theirs["value"]  # type: ignore[misc]
        for (other, measured, begun), theirs in facts.items()
        if role and other != person and (measured, begun) == (metric, start) and company.roles.get(other, "") == role
    ]
    mine["peers_n"] = len(others)
    mine["peers_median"] = mine["percentile"] = None
    if len(others) < 5:
        mine["flags"].add("peer_group_too_small")  # type: ignore[union-attr]
        return
    mine["peers_median"] = statistics.median(others)
    value: Fraction = mine["value"]  # type: ignore[assignment]
    lower, equal = sum(fraction < value for fraction in others), sum(fraction == value for fraction in others)
    mine["percentile"] = (Fraction(lower) + Fraction(equal, 2)) / len(others)
