"""How often what a metric makes its values of was corrected: only what it reads of records counts.

The states of a record lie in the order in which its source said them, as far as it says when. Each that another one
follows, or a withdrawal, is a correction for a metric that chooses one of the two, if what it reads of them differs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bot.figures.domain.formula import Calculation
from bot.figures.domain.formula_values import dimensions_of, measures_of, texts_of
from bot.figures.domain.record import RecordState
from storage.column import integers, quoted, stage
from storage.figures.record_ids import by_id
from storage.figures.record_rows import KEPT
from storage.figures.record_tables import WITHIN, RecordTables
from storage.figures.record_texts import codes_of
from storage.figures.record_tie import spelled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from bot.figures.domain.formula import Formula, RecordFilter
    from bot.figures.domain.record import RecordSpans
    from storage.figures.record_streams import StreamPlaces

    Ints = NDArray[np.int64]

_OUTDATED, _WITHDRAWN = f"'{RecordState.OUTDATED.value}'", f"'{RecordState.WITHDRAWN.value}'"
_ID, _VERSION = KEPT.index("id"), KEPT.index("version")
_LAST = 2**31 - 1
"""The place of what came late, and after which its source said nothing that came in time."""
_OF = "w.stream_no = x.stream_no AND w.id = x.id"
_IN_SPAN = "x.next_person_no = s.person_no AND x.next_day BETWEEN s.first AND s.last"


class RecordCorrections(RecordTables):
    """What counts corrections of records."""

    def corrections(self, stream: str, spans: RecordSpans, formulas: Sequence[Formula]) -> list[Ints]:
        """Return for each formula how many corrections its records in each span have had of what it reads of them.

        Raises:
            LookupError: there is no such stream.
        """
        places = self._streams.places(stream)
        codes = codes_of(self._connection, {text for formula in formulas for text in texts_of(formula)})
        counted = [f"sum(CASE WHEN {_is_correction(formula, places, codes)} THEN 1 ELSE 0 END)" for formula in formulas]
        read = sorted({column for formula in formulas for column in _read(formula, places)})
        rows = integers(
            self._connection,
            f"WITH {self._states(places, spans, ['version', 'revised', 'person_no', 'day', *read])}"  # noqa: S608 - names of ours
            f" SELECT s.no, {', '.join(counted)} FROM span s {self._join} x ON x.is_past = 1"
            " AND x.person_no = s.person_no AND x.day BETWEEN s.first AND s.last GROUP BY s.no",
            width=1 + len(formulas),
        )
        counts = np.zeros((len(formulas), len(spans)), np.int64)
        counts[:, rows[:, 0]] = rows[:, 1:].T
        return list(counts)

    def _states(self, places: StreamPlaces, spans: RecordSpans, followed: Sequence[str]) -> str:
        """Write what ``x`` is: each state of records that were corrected in a span, with what followed it.

        What came in late lies before the first state that its source said later.
        """
        no, tie = places.no, self._tied(places, spans)
        same = f"r.stream_no = {no} AND r.id = m.id"
        rank = f'coalesce((SELECT t."row" FROM {tie} t WHERE t.id = {{0}}.id AND t.version = {{0}}.version), 0)'  # noqa: S608 - names of ours
        later = f"(w.revised > x.revised OR w.revised = x.revised AND {rank.format('w')} > x.rank)"
        in_time = f"w.version > 0 AND w.state <> {_OUTDATED} AND {later}"
        place = (
            f"CASE WHEN x.state = {_OUTDATED} AND x.revised IS NOT NULL THEN coalesce((SELECT min(w.version)"  # noqa: S608 - names of ours
            f" FROM record_version w WHERE {_OF} AND {in_time}), (SELECT w.version FROM record w WHERE {_OF}"
            f" AND w.revised >= x.revised), {_LAST}) ELSE x.version END"
        )
        behind = ", ".join(f"lead(x.{column}) OVER said AS next_{column}" for column in followed)
        order = f"x.stream_no, x.id ORDER BY x.place, x.state <> {_OUTDATED}, x.revised, x.rank, x.version"
        columns = ", ".join(f"r.{column}" for column in dict.fromkeys(["stream_no", "id", *followed]))
        columns += f", {rank.format('r')} AS rank"
        return (
            f"span AS (SELECT * FROM {self._spans(spans)} s),"  # noqa: S608 - names of ours
            f" corrected AS (SELECT DISTINCT r.id FROM span s {self._join} record_version r"
            f" ON r.stream_no = {no} AND {WITHIN} AND r.version > 0),"
            f" state AS (SELECT {columns}, r.state, r.taken_back, 1 AS is_past FROM corrected m {self._join}"
            f" record_version r ON {same} AND r.version > 0"
            f" UNION ALL SELECT {columns}, '', NULL, 0 FROM corrected m {self._join} record r ON {same}),"
            f" placed AS (SELECT x.*, {place} AS place FROM state x),"
            f" x AS (SELECT x.*, {behind} FROM placed x WINDOW said AS (PARTITION BY {order}))"
        )

    def _tied(self, places: StreamPlaces, spans: RecordSpans) -> str:
        """Return a table of id, version and place (``row``) of what was said of one instant of corrected records."""
        other = "w.stream_no = r.stream_no AND w.id = r.id AND w.revised = r.revised"
        found = self._connection.exec_driver_sql(
            f"SELECT DISTINCT r.id FROM {self._spans(spans)} s {self._join} record_version r"  # noqa: S608 - names of ours
            f" ON r.stream_no = {places.no} AND {WITHIN} AND r.version > 0 WHERE EXISTS (SELECT 1 FROM record w"
            f" WHERE {other}) OR EXISTS (SELECT 1 FROM record_version w WHERE {other} AND w.version > 0"
            " AND w.version <> r.version)"
        )
        ids = sorted(found.scalars())
        rows = [
            row
            for table in ("record", "record_version")
            for row in by_id(self._connection, table, places.no, quoted(KEPT, "r."), ids)
        ]
        texts = spelled(self._connection, places, KEPT, rows)
        placed = sorted(range(len(rows)), key=lambda number: texts[number])
        ranks = {number: rank for rank, number in enumerate(placed, start=1)}
        kept = [(row[_ID], row[_VERSION], ranks[number]) for number, row in enumerate(rows)]
        return stage(self._connection, "record", ("id", "version", "row"), kept)


def _read(formula: Formula, places: StreamPlaces) -> list[str]:
    """Return the columns that a formula reads of records, but for whose they are and of which day."""
    found = [places.measures[name] for name in measures_of(formula) if name in places.measures]
    found += [places.dimensions[name] for name in dimensions_of(formula) if name in places.dimensions]
    return [*found, "at"] if _by_moment(formula) else found


def _by_moment(formula: Formula) -> bool:
    return any(part and part.calculation is Calculation.LAST for part in (formula.part, formula.over))


def _is_correction(formula: Formula, places: StreamPlaces, codes: Mapping[str, int]) -> str:
    """Write when a state that another one followed was a correction for a formula."""
    filters = formula.where if formula.over else (*formula.where, *formula.part.where)
    before, after = (_chooses(filters, places, codes, prefix) for prefix in ("x.", "x.next_"))
    read = _read(formula, places)
    differs = " OR ".join(
        [f"x.{column} IS DISTINCT FROM x.next_{column}" for column in [*read, *(["day"] if "at" in read else [])]]
    )
    stays = f"x.next_version IS NOT NULL AND {_IN_SPAN} AND {after}"
    withdrawn = (
        f"x.state = {_WITHDRAWN} AND x.taken_back IS NULL OR EXISTS (SELECT 1 FROM record_version w WHERE {_OF}"  # noqa: S608 - names of ours
        " AND w.taken_back >= x.revised AND w.taken_back <= x.next_revised)"
        f" OR x.state = {_WITHDRAWN} AND (x.revised IS NULL OR x.next_revised IS NULL)"
    )
    changes = f"({differs or '0 = 1'} OR {withdrawn})"
    return f"({before} AND NOT coalesce({stays}, 0 = 1)) OR ({stays} AND (NOT {before} OR {changes}))"


def _chooses(filters: Iterable[RecordFilter], places: StreamPlaces, codes: Mapping[str, int], prefix: str) -> str:
    """Write whether a formula chooses a record; a stream that has no such dimension yet has none in any record."""
    said = ["1 = 1"]
    for narrowed in filters:
        wanted = [codes[text] if text else 0 for text in narrowed.values if not text or text in codes]
        column = places.dimensions.get(narrowed.dimension)
        if column is None:
            said.append("1 = 1" if (0 in wanted) is not narrowed.excludes else "0 = 1")
        elif wanted:
            listed = ", ".join(map(str, wanted))
            said.append(f"{prefix}{column} {'NOT IN' if narrowed.excludes else 'IN'} ({listed})")
        elif not narrowed.excludes:
            said.append("0 = 1")
    return f"({' AND '.join(said)})"
