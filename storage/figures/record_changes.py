"""Records that count no more, and an import of them taken back."""

from __future__ import annotations

from dataclasses import replace
from itertools import repeat
from typing import TYPE_CHECKING

import numpy as np

from bot.figures.domain.record import LONGEST_ID, RecordDays, RecordOutcome, RecordState
from bot.figures.domain.record_text import refuse_unkeepable
from storage.column import integers, quoted, stage
from storage.database import EPOCH
from storage.figures.record_ids import by_id, listed_ids
from storage.figures.record_late import keep_marks, keep_withdrawals, marked_after, said_after
from storage.figures.record_rows import KEPT
from storage.figures.record_tables import WITHIN, RecordTables
from storage.figures.record_undo import days_of_batch, put_back, standing_on
from storage.figures.versioned import take_turn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bot.figures.domain.record import RecordSpans

    Ints = NDArray[np.int64]

_KEY = ("stream_no", "id")


class RecordChanges(RecordTables):
    """What takes records back and puts them back."""

    def withdraw(
        self, stream: str, ids: Sequence[str], *, batch: int, revised: Sequence[int] | None = None
    ) -> RecordOutcome:
        """Let records count no more; an id that is not known or does not count changes nothing that counts.

        ``revised`` is when the source says it took each back (microseconds since 1970, -1: not said): a record that it
        has changed later goes on counting, and what it said of any id earlier does not count when it comes in later.

        Raises:
            LookupError: there is no such stream.
        """
        take_turn(self._connection)
        places = self._streams.places(stream)
        no = places.no
        said: dict[str, int] = {}
        for each, instant in zip(ids, repeat(-1) if revised is None else revised, strict=False):
            said[each] = max(instant, said.get(each, -1))
        refuse_unkeepable(list(said), longest=LONGEST_ID)
        rows = [(no, each, None if instant < 0 else instant) for each, instant in sorted(said.items())]
        staged = stage(self._connection, "record", (*_KEY, "revised"), rows)
        days = RecordDays()
        if any(instant is not None for _, _, instant in rows):
            days = keep_withdrawals(self._connection, places, staged, batch=batch)
            same = f"r.stream_no = {no} AND r.id = {staged}.id"
            self._connection.exec_driver_sql(
                f"DELETE FROM {staged} WHERE EXISTS (SELECT 1 FROM record r WHERE {same}"  # noqa: S608 - names of ours
                f" AND r.revised > {staged}.revised)"
            )
        return replace(outcome := self._withdraw(no, staged, batch), days=outcome.days | days)

    def note_taken_back(self, stream: str, ids: Sequence[str], *, batch: int) -> None:
        """Note that a source took back what has not come in, without saying when: rows of it may wait.

        Raises:
            LookupError: there is no such stream.
        """
        kept = self._streams.get(stream)
        day = (kept.arrived - EPOCH).days if kept and kept.arrived else 0
        keep_marks(self._connection, self._streams.places(stream).no, sorted(set(ids)), batch=batch, day=day)

    def marked_after(self, stream: str, ids: Sequence[str], *, batch: int) -> dict[str, tuple[int, int | None]]:
        """Return by id which later batch took it back while nothing of it stood, and when if it says so.

        Raises:
            LookupError: there is no such stream.
        """
        return marked_after(self._connection, self._streams.places(stream).no, sorted(set(ids)), batch=batch)

    def said_after(self, stream: str, ids: Sequence[str], *, batch: int) -> set[str]:
        """Return those of the ids of which a later batch has brought or replaced something.

        Raises:
            LookupError: there is no such stream.
        """
        return said_after(self._connection, self._streams.places(stream).no, sorted(set(ids)), batch=batch)

    def counting(self, stream: str, ids: Sequence[str]) -> set[str]:
        """Return those of the ids whose records count now.

        Raises:
            LookupError: there is no such stream.
        """
        no, wanted = self._streams.places(stream).no, sorted(set(ids))
        return {row[0] for row in by_id(self._connection, "record", no, "r.id", wanted)}.intersection(wanted)

    def withdraw_missing(self, stream: str, spans: RecordSpans, *, but: Sequence[str], batch: int) -> RecordOutcome:
        """Withdraw what counts in some spans of days, but for these ids.

        Raises:
            LookupError: there is no such stream.
        """
        take_turn(self._connection)
        if not len(spans):
            return RecordOutcome()
        no = self._streams.places(stream).no
        kept = listed_ids(self._connection, "kept_id", sorted(set(but)))
        within = self._spans(spans)
        staged = stage(self._connection, "record", (*_KEY, "revised"), ())
        self._connection.exec_driver_sql(
            f"INSERT INTO {staged} (stream_no, id) SELECT DISTINCT r.stream_no, r.id"  # noqa: S608 - names of ours
            f" FROM {within} s {self._join} record r ON r.stream_no = {no} AND {WITHIN}"
            f" WHERE NOT EXISTS (SELECT 1 FROM {kept} k WHERE k.id = r.id)"
        )
        return self._withdraw(no, staged, batch)

    def _withdraw(self, no: int, staged: str, batch: int) -> RecordOutcome:
        """Withdraw the records of a stream whose ids are staged, each as of the instant beside it."""
        days = integers(
            self._connection,
            f"INSERT INTO record_version ({quoted(KEPT)}, taken_back, replaced_by, state)"  # noqa: S608 - names of ours
            f" SELECT {quoted(KEPT, 'r.')}, s.revised, {int(batch)}, '{RecordState.WITHDRAWN.value}' FROM {staged} s"
            f" {self._join} record r ON r.stream_no = s.stream_no AND r.id = s.id RETURNING person_no, day",
            width=2,
        )
        self._connection.exec_driver_sql(
            f"DELETE FROM record WHERE stream_no = {no} AND id IN (SELECT id FROM {staged})"  # noqa: S608 - as above
        )
        return RecordOutcome(withdrawn=len(days), days=RecordDays(days[:, 0], days[:, 1]))

    def standing_on(self, batch: int) -> list[int]:
        """Return the numbers of the batches that have replaced or withdrawn records of a batch since, oldest first.

        Those that brought again what it withdrew are among them.
        """
        return standing_on(self._connection, batch)

    def undo(self, batch: int, *, into: int) -> dict[str, RecordDays]:
        """Put back what a batch replaced or withdrew and withdraw what it brought, as changes of batch ``into``.

        No other batch stands on it. What was taken back stays among the earlier versions, and says nothing any more
        of when its source changed it.

        Returns:
            By stream the days that changed.
        """
        take_turn(self._connection)
        return self._by_stream(put_back(self._connection, batch, into=into))

    def days_of_batch(self, batch: int) -> dict[str, RecordDays]:
        """Return by stream the days that a batch has changed."""
        return self._by_stream(days_of_batch(self._connection, batch))

    def _by_stream(self, rows: Ints) -> dict[str, RecordDays]:
        """Return rows of stream, person and day by the key of the stream."""
        return {
            key: RecordDays(rows[rows[:, 0] == number, 1], rows[rows[:, 0] == number, 2])
            for number, key in self._streams.numbers().items()
            if (rows[:, 0] == number).any()
        }
