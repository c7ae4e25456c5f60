"""Records that stand in a file more than once: the same again, an earlier state, or a contradiction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.intake.domain.intake import RowProblem, Skip
from bot.intake.domain.record import AFTER_ALL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bot.figures.domain.record import RecordColumns
    from bot.intake.domain.intake import Intake, Repeats
    from bot.intake.domain.record import GoneRecords

    Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _State:
    """What one row says of a record; ``content`` is None where it says that the record does not count."""

    row: int
    revised: int
    place: int
    content: tuple[object, ...] | None


def settled(
    records: RecordColumns, gone: GoneRecords, intake: Intake, *, repeats: Repeats
) -> tuple[RecordColumns, Ints, GoneRecords]:
    """Leave one row for each state of a record, and say in which order they count.

    States that the source has changed at different instants follow one another. Of rows about the same state equal ones
    are one; different ones are all refused unless ``repeats`` says which of them counts. A state that says that a
    record does not count withdraws what the states before it have left.

    Returns:
        The records, by which round each counts (from 0), and what is withdrawn before which round.
    """
    import polars as pl

    ids = pl.Series([*records.id.tolist(), *gone.id.tolist()], dtype=pl.String)
    twice = (ids.is_duplicated() & (ids != "")).to_numpy()
    round_ = np.zeros(len(records), np.int64)
    if not twice.any():
        return records, round_, gone
    kept, kept_gone = np.ones(len(records), bool), np.ones(len(gone), bool)
    for states in _by_id(records, gone, np.flatnonzero(twice)).values():
        left = _in_order(states, intake, repeats)
        for state in states:
            (kept_gone if state.content is None else kept)[state.place] = False
        number, rounds = 0, sum(state.content is not None for state in left)
        for state in left:
            if state.content is None:
                kept_gone[state.place] = True
                gone.round[state.place] = number if number < rounds else AFTER_ALL
            else:
                kept[state.place], round_[state.place] = True, number
                number += 1
        again = [state for state in states if state.content is None and not kept_gone[state.place]]
        refused = {problem.row for problem in intake.problems}
        intake.skips += [
            Skip(state.row, str(gone.column[state.place]), str(gone.key[state.place]))
            for state in again
            if state.row not in refused
        ]
    return records.take(kept), round_[kept], gone.take(kept_gone)


def _by_id(records: RecordColumns, gone: GoneRecords, places: Ints) -> dict[str, list[_State]]:
    found: dict[str, list[_State]] = {}
    columns = [*records.measures.values(), *records.dimensions.values()]
    for place in places.tolist():
        if place < len(records):
            cells = (
                records.person[place],
                records.day[place],
                records.at[place],
                *(column[place] for column in columns),
            )
            state = _State(int(records.row[place]), int(records.revised[place]), place, tuple(map(str, cells)))
            found.setdefault(str(records.id[place]), []).append(state)
        else:
            at = place - len(records)
            state = _State(int(gone.row[at]), int(gone.revised[at]), at, None)
            found.setdefault(str(gone.id[at]), []).append(state)
    return found


def _in_order(states: Sequence[_State], intake: Intake, repeats: Repeats) -> list[_State]:
    """Return the states of one record that are left, each once, the earliest first."""
    by_revised: dict[int, list[_State]] = {}
    for state in sorted(states, key=lambda state: (state.revised, state.row)):
        by_revised.setdefault(state.revised, []).append(state)
    left: list[_State] = []
    for alike in by_revised.values():
        first, contents = alike[0], {state.content for state in alike}
        if len(contents) > 1 and repeats not in {"first", "last"}:
            rows = ", ".join(str(state.row) for state in alike)
            intake.problems += [RowProblem(state.row, "", "", "import-record-twice", {"rows": rows}) for state in alike]
            continue
        chosen = alike[-1] if len(contents) > 1 and repeats == "last" else first
        intake.duplicates += [
            Skip(state.row, "", "import-duplicate", first=chosen.row)
            for state in alike
            if state is not chosen and state.content is not None
        ]
        left.append(chosen)
    return left
