"""Rows that wait for somebody or a metric to be known, as the use cases need them kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from bot.intake.domain.waiting import Awaited, WaitingFile, WaitingRow


class WaitingRows(Protocol):
    """Rows that wait, by the batch that they came with, and what each batch is understood by."""

    def keep(self, file: WaitingFile, rows: Sequence[WaitingRow], *, now: datetime) -> int:
        """Let rows of a batch wait; return how many of them do.

        The same content again, while its rows are the newest of their kind that wait, lets none wait twice.
        """
        ...

    def due(self) -> bool:
        """Say whether any row is to come in, or may be, because somebody or a metric has come since."""
        ...

    def named(self, *, new: bool) -> list[tuple[Awaited, str, str]]:
        """Return what rows wait for, with the text and the name beside it, each once.

        ``new``: only what was never looked for since the newest person and the newest metric came.
        """
        ...

    def looked(self) -> None:
        """Note that what rows wait for has been looked for among everybody and every metric there is."""
        ...

    def ready(self, found: Iterable[tuple[Awaited, str, str]]) -> None:
        """Let the rows come in that wait for these."""
        ...

    def next(self, *, most: int) -> tuple[WaitingFile, list[WaitingRow]] | None:
        """Return some rows that are to come in, of the oldest batch that has any, in their order; None: there are none.

        They stay until :meth:`settle`.
        """
        ...

    def settle(self, rows: Sequence[WaitingRow], *, still: Sequence[WaitingRow]) -> None:
        """Let go of rows that were tried, but of those that still wait, for what these say now."""
        ...

    def withdraw(self, batch: int) -> None:
        """Let go of all rows of a batch."""
        ...

    def count(self) -> int:
        """Return how many rows wait."""
        ...

    def summary(self, *, most: int) -> list[tuple[Awaited, str, int]]:
        """Return what most rows wait for, as it is written, and how many do."""
        ...

    def of_batches(self, batches: Sequence[int]) -> dict[int, int]:
        """Return how many rows of some batches wait; those without any are left out."""
        ...

    def forget(self, *, before: datetime) -> int:
        """Let go of the rows of batches from before an instant; return how many."""
        ...
