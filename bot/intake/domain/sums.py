"""What stands in a file and what is stored for its keys, summed up; and its rows as they would be without faults."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.intake.domain.upload import FACTS, Stored, Sum

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.figures.domain.facts import FactColumns
    from bot.intake.domain.known import Known
    from bot.intake.domain.outcome import UploadTrial


def incoming(trial: UploadTrial) -> Stored:
    """Sum up the values that a file brings."""
    facts = trial.intake.facts
    return summed(facts, facts.value, trial.known)


def summed(facts: FactColumns, values: NDArray[np.float64], known: Known) -> Stored:
    """Sum up values of the keys of some facts, NaN for those that have none, by metric; with a digest of them all."""
    if not len(facts):
        return Stored()
    there = ~np.isnan(values)
    order = np.lexsort((facts.start, facts.metric, facts.person))
    order = order[there[order]]
    columns = (facts.person, facts.metric, facts.start, values)
    digest = digest_of(*(column[order] for column in columns)) if len(order) else ""
    sums, periods = {}, {}
    for number in np.unique(facts.metric).tolist():
        mine = there & (facts.metric == number)
        key = known.metric_by_number[number].key
        sums[key] = sum_of(values[mine])
        periods[key] = by_period(facts.start[mine], values[mine])
    return Stored(digest, sums, periods)


def digest_of(*columns: NDArray[Any]) -> str:
    """Return a digest of rows in their order."""
    lines = zip(*(column.tolist() for column in columns), strict=True)
    return hashlib.sha256("\n".join(" ".join(map(repr, line)) for line in lines).encode()).hexdigest()


def sum_of(values: NDArray[np.float64]) -> Sum:
    """Sum up numbers, of which those that are NaN are missing."""
    there = values[~np.isnan(values)]
    missing = len(values) - len(there)
    if not len(there):
        return Sum(missing=missing)
    return Sum(len(there), float(np.round(there.sum(), 6)), float(there.min()), float(there.max()), missing)


def by_period(start: NDArray[np.int64], values: NDArray[np.float64]) -> dict[str, Sum]:
    """Sum up numbers by the first day of their period, as text."""
    days = np.unique(start)
    return {str(np.datetime64(int(day), "D")): sum_of(values[start == day]) for day in days}


def rows_of(trial: UploadTrial) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return header and rows of a file as it would be without its faults: canonical, cleaned, each row once."""
    intake, known = trial.intake, trial.known
    if intake.kind not in FACTS:
        header = tuple(dict.fromkeys(name for _, cells in intake.entries for name in cells))
        bad = {problem.row for problem in trial.report.rejected}
        return header, [
            tuple(cells.get(name, "") for name in header) for row, cells in intake.entries if row not in bad
        ]
    facts = intake.facts
    people = {number: person for person, number in known.people.items()}
    held = {(problem.row, problem.value) for problem in trial.report.quarantined}
    starts, ends = (column.astype("datetime64[D]").astype(str).tolist() for column in (facts.start, facts.end))
    main = "target" if intake.kind == "targets" else "value"
    rest = ("start_value", "weight") if intake.kind == "targets" else ("numerator", "denominator")
    columns = (facts.row, facts.person, facts.metric, starts, ends, facts.value, facts.first, facts.second)
    lists = [column if isinstance(column, list) else column.tolist() for column in columns]
    rows = [
        (people[person], known.metric_by_number[metric].key, start, end, *map(_plain, (value, first, second)))
        for row, person, metric, start, end, value, first, second in sorted(zip(*lists, strict=True))
        if (row, f"{value:.12g}") not in held
    ]
    return ("employee_id", "metric", "period_start", "period_end", main, *rest), rows


def _plain(value: float) -> str:
    return "" if value != value else repr(int(value)) if value == int(value) else repr(value)  # noqa: PLR0124 - NaN
