"""What arrived, row by row: whether its period fits, and which rows repeat others."""

from __future__ import annotations

from collections.abc import Mapping, Sized
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from bot.figures.domain.facts import FactColumns
from bot.kit.grain import first_day, period_number
from bot.kit.period import Grain

if TYPE_CHECKING:
    from datetime import datetime

    from numpy.typing import NDArray

    from bot.intake.domain.known import Known
    from bot.intake.domain.record import IncomingRecords
    from bot.intake.domain.waiting import WaitingRow

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Mask = NDArray[np.bool_]

Kind = Literal["people", "metrics", "targets", "readings", "absences", "records", "courses", "goals"]
Repeats = Literal["refuse", "first", "last", "sum"]


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A row, or one cell of it, that is not stored; ``key`` and ``values`` make the sentence that says why."""

    row: int
    column: str
    value: str
    key: str
    values: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Skip:
    """A row without anything to store; ``key`` says why, ``first`` is the row that it repeats, if any."""

    row: int
    column: str
    key: str
    first: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that cleaning changed, and the rules that did it."""

    row: int
    column: str
    original: str
    value: str
    rule: str


@dataclass(frozen=True, slots=True)
class ImportedBatch:
    """A batch, looked back on: what it was, who or what brought it, and its counts once it was finished.

    ``source`` is what the data is from; ``by`` who or what brought it; ``digest`` tells it from other content.
    """

    no: int
    kind: str
    source: str
    file: str
    by: str
    at: datetime
    finished: bool
    digest: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Intake:
    """One file or post, understood as far as it can be; every row of it stands in exactly one of the lists.

    Those of its problems that go away once somebody or a metric is known stand in ``waiting`` as well, to be understood
    again by ``how``.
    """

    kind: Kind
    file: str
    facts: FactColumns = field(default_factory=FactColumns.empty)
    entries: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    records: list[IncomingRecords] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    skips: list[Skip] = field(default_factory=list)
    duplicates: list[Skip] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    lines: int = 0
    ignored: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    source: str = ""
    waiting: list[WaitingRow] = field(default_factory=list)
    how: str = ""

    @property
    def rows(self) -> int:
        """How many rows there were, whatever became of them."""
        lists: list[Sized] = [self.facts, self.entries, *self.records, self.problems, self.skips, self.duplicates]
        return sum(map(len, lists))


def bounds(day: Ints, grain: Grain) -> tuple[Ints, Ints]:
    """Return first and last day of the periods that days (since 1970-01-01) lie in; weeks begin on Monday."""
    number = period_number(day, grain)
    return first_day(number, grain), first_day(number + 1, grain) - 1


def fit(facts: FactColumns, known: Known, *, latest: int) -> tuple[FactColumns, list[tuple[int, RowProblem]]]:
    """Keep what lies in one period of its metric's grain, keyed by that period's first day.

    A value may begin later than its period only on the day of hire or when it runs to the end, and may end earlier
    only when it began with the period (a value to date). ``latest`` is the last day that a period may begin on.

    Returns:
        The facts that fit, and a problem for each other one with its place in ``facts``.
    """
    first, last = np.empty_like(facts.start), np.empty_like(facts.start)
    for grain in Grain:
        numbers = [number for number, metric in known.metric_by_number.items() if metric.grain is grain]
        chosen = np.isin(facts.metric, numbers)
        if chosen.any():
            first[chosen], last[chosen] = bounds(facts.start[chosen], grain)
    backwards = facts.end < facts.start
    crosses = facts.end > last
    inside = (facts.start != first) & (facts.end != last)
    for place in np.flatnonzero(inside):
        inside[place] = known.hired.get(int(facts.person[place])) != facts.start[place]
    future = facts.start > latest
    bad = backwards | crosses | inside | future
    reasons = (
        (backwards, "import-period-backwards", "period_end"),
        (crosses, "import-period-crosses", "period_end"),
        (future, "import-future", "period_start"),
        (inside, "import-period-inside", "period_start"),
    )
    problems = []
    for at in np.flatnonzero(bad).tolist():
        key, column = next((key, column) for mask, key, column in reasons if mask[at])
        period = _iso(first[at]), _iso(last[at])
        problems.append((at, _misfit(facts, at, key, column, known=known, period=period)))
    facts.start = first
    return (facts.take(~bad) if bad.any() else facts), problems


def _misfit(
    facts: FactColumns, place: int, key: str, column: str, *, known: Known, period: tuple[str, str]
) -> RowProblem:
    """Say why a fact lies in no period; ``period`` is the one that its first day lies in."""
    metric = known.metric_by_number[int(facts.metric[place])]
    values = {"grain": metric.grain.value, "metric": metric.key, "first": period[0], "last": period[1]}
    shown = f"{_iso(facts.start[place])}..{_iso(facts.end[place])}"
    return RowProblem(int(facts.row[place]), column, shown, key, values)


def _iso(day: int | np.int64) -> str:
    return str(np.datetime64(int(day), "D"))


def settle(
    facts: FactColumns, known: Known, *, repeats: Repeats = "refuse"
) -> tuple[FactColumns, list[RowProblem], list[Skip], list[Skip]]:
    """Leave one row per person, metric and period, sorted by metric, period and person (the quickest to store).

    The same value again is a duplicate. Of values to date the one that reaches furthest counts. Different values for
    one key are all refused, unless the mapping says which one counts or that they add up.

    Returns:
        The facts, the refused ones, the overtaken ones, the duplicates.
    """
    facts = facts.take(np.lexsort((facts.row, facts.person, facts.start, facts.metric)))
    same = np.zeros(len(facts), dtype=bool)
    same[1:] = (
        (facts.person[1:] == facts.person[:-1])
        & (facts.metric[1:] == facts.metric[:-1])
        & (facts.start[1:] == facts.start[:-1])
    )
    if not same.any():
        return facts, [], [], []
    if repeats != "sum" and _all_equal(facts, same):
        return facts.take(~same), [], [], _repeated(facts, same)
    keep = np.ones(len(facts), dtype=bool)
    problems: list[RowProblem] = []
    overtaken: list[Skip] = []
    duplicates: list[Skip] = []
    heads = np.flatnonzero(same & ~np.roll(same, 1)) - 1
    for head in heads.tolist():
        stop = head + 1
        while stop < len(facts) and same[stop]:
            stop += 1
        group = np.arange(head, stop)
        reach = facts.end[group].max()
        for place in group[facts.end[group] < reach]:
            keep[place] = False
            overtaken.append(Skip(int(facts.row[place]), "period_end", "import-overtaken"))
        group = group[facts.end[group] == reach]
        _settle_group(facts, known, group, repeats, keep, problems, duplicates)
    return facts.take(keep), problems, overtaken, duplicates


def _all_equal(facts: FactColumns, same: Mask) -> bool:
    """Say whether every row that has the key of the one before it (``same``) has its values too."""
    again = same.copy()
    again[1:] &= facts.end[1:] == facts.end[:-1]
    for column in (facts.value, facts.first, facts.second):
        again[1:] &= (column[1:] == column[:-1]) | (np.isnan(column[1:]) & np.isnan(column[:-1]))
    return bool((again == same).all())


def _repeated(facts: FactColumns, same: Mask) -> list[Skip]:
    origin = np.maximum.accumulate(np.where(same, 0, np.arange(len(facts))))
    rows, firsts = facts.row[same].tolist(), facts.row[origin[same]].tolist()
    return [Skip(row, "", "import-duplicate", first=first) for row, first in zip(rows, firsts, strict=True)]


def _settle_group(
    facts: FactColumns,
    known: Known,
    group: Ints,
    repeats: Repeats,
    keep: Mask,
    problems: list[RowProblem],
    duplicates: list[Skip],
) -> None:
    contents = {(facts.value[place], _key(facts.first[place]), _key(facts.second[place])) for place in group}
    winner = group[0]
    if len(contents) > 1 or repeats == "sum":
        if repeats == "refuse":
            rows = ", ".join(str(int(facts.row[place])) for place in group)
            for place in group:
                keep[place] = False
                metric = known.metric_by_number[int(facts.metric[place])].key
                shown = repr(float(facts.value[place]))
                problems.append(
                    RowProblem(
                        int(facts.row[place]), "value", shown, "import-conflict", {"rows": rows, "metric": metric}
                    )
                )
            return
        if repeats == "last":
            winner = group[-1]
        elif repeats == "sum":
            facts.value[winner] = facts.value[group].sum()
            facts.first[winner] = facts.first[group].sum()
            facts.second[winner] = facts.second[group].sum()
    for place in group:
        if place != winner:
            keep[place] = False
            duplicates.append(Skip(int(facts.row[place]), "", "import-duplicate", first=int(facts.row[winner])))


def _key(number: np.float64) -> float | None:
    """Return a number that compares equal to itself: NaN does not."""
    return None if np.isnan(number) else float(number)


def kind_of_name(name: str) -> Kind | None:
    """Tell what a file holds by the beginning of its name: ``targets-2026.csv``."""
    stem = name.lower()
    return next((kind for kind in get_args(Kind) if stem.startswith((kind, kind.removesuffix("s")))), None)
