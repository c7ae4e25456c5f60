"""Arrivals of data and what waits for a decision, as the use cases need them kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from bot.figures.ports import batch as figures

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.figures.domain.delta import Changed
    from bot.figures.domain.facts import FactColumns, Reason
    from bot.figures.domain.held import Held, LackingValue
    from bot.figures.domain.record import RecordColumns
    from bot.intake.domain.intake import Change, ImportedBatch, RowProblem
    from bot.intake.domain.outcome import ImportReport


class Batches(figures.BatchWriter, Protocol):
    """Arrivals of data, and what is known about their rows."""

    def record(self, batch: int, *, problems: Sequence[RowProblem], changes: Sequence[Change]) -> None:
        """Keep what was refused, and what cleaning changed."""
        ...

    def amend(self, batch: int, *, rows: Sequence[int], report: ImportReport) -> None:
        """Take back that rows had to wait, and add to a batch's report what has become of them since."""
        ...

    def open_ends(self, *, before: datetime) -> list[tuple[int, str]]:
        """Return number and kind of batches whose deltas have not followed yet, oldest first.

        They are finished, or came in before an instant: whoever stored them was stopped half-way.
        """
        ...

    def stopped(self, *, before: datetime) -> list[tuple[ImportedBatch, int]]:
        """Return the batches that came in before an instant and were never finished, with the rows that are stored."""
        ...

    def get(self, number: int) -> ImportedBatch | None:
        """Return a batch, or None."""
        ...

    def recent(self, *, last: int) -> list[ImportedBatch]:
        """Return the newest batches of files, posts and corrections, newest first."""
        ...

    def forget(self, *, before: datetime) -> int:
        """Delete the rows that were refused in batches from before an instant; return how many."""
        ...


class Quarantine(figures.HeldValues, Protocol):
    """Values and records that nobody uses until a person has looked at them."""

    def decided(self, facts: FactColumns) -> dict[int, str]:
        """Return, by place, what became of the same value for the same key before."""
        ...

    def add(self, facts: FactColumns, *, batch: int, reasons: Sequence[Reason]) -> None:
        """Hold values back; an earlier open one for the same key is replaced."""
        ...

    def decided_records(self, stream: str, records: RecordColumns) -> dict[int, str]:
        """Return, by place, what became of the same content of the same record before."""
        ...

    def add_records(
        self,
        stream: str,
        records: RecordColumns,
        *,
        batch: int,
        reasons: Sequence[Reason],
        lacking: Sequence[Sequence[LackingValue]],
    ) -> None:
        """Hold records back; earlier open ones of the same ids are replaced.

        ``lacking`` are for each the values that lack it until then.
        """
        ...

    def open(self) -> list[Held]:
        """Return what waits for a decision, oldest first."""
        ...

    def get(self, number: int) -> Held | None:
        """Return what waits for a decision under a number, or None."""
        ...

    def waiting(self, batches: Sequence[int]) -> list[Held]:
        """Return what some batches put into quarantine and what still waits of it, oldest first."""
        ...

    def of_batch(self, batch: int) -> Changed:
        """Return the keys that a batch put into quarantine, those of values that lack a record of it among them."""
        ...

    def decide(self, number: int, *, state: str, by: str, now: datetime) -> bool:
        """Record a decision, ``accepted`` or ``discarded``; False when there was one before."""
        ...

    def state(self, number: int) -> str:
        """Return what became of a value, "" when there is none of that number."""
        ...

    def withdraw(self, batch: int) -> Changed:
        """Close what a batch put into quarantine and what still waits of it; return the keys."""
        ...
