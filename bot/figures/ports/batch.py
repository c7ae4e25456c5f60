"""Arrivals of data, as far as whoever stores values of their own needs them kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from bot.figures.domain.batch import Batch
    from bot.figures.domain.cleaned_cell import CleanedCell
    from bot.figures.domain.delta import Changed


class BatchWriter(Protocol):
    """Arrivals of data: every stored value came with one."""

    def open(self, *, kind: str, source: str, file: str, digest: str, by: str, now: datetime) -> Batch:
        """Begin a batch, or go on with the unfinished one of the same kind and digest."""
        ...

    def advance(self, batch: int, *, done_rows: int, counts: Mapping[str, int] | None = None) -> None:
        """Note how far a batch has come, and what was counted of it so far."""
        ...

    def finish(self, batch: int, *, now: datetime, report: str) -> None:
        """Close a batch with its report."""
        ...

    def followed(self, batches: Iterable[int], *, now: datetime) -> None:
        """Mark batches whose deltas are computed."""
        ...

    def cleaned_in(self, rows: Iterable[tuple[int, int]]) -> Mapping[tuple[int, int], tuple[CleanedCell, ...]]:
        """Return the cells that cleaning changed in some rows (a batch's number, a row in it), by row and column."""
        ...


class HeldValues(Protocol):
    """Values that nobody uses until a person has looked at them."""

    def replace(self, keys: Changed) -> None:
        """Close open values whose key has got another value."""
        ...

    def replace_records(self, stream: str, ids: Iterable[str]) -> Changed:
        """Close open records of which something newer is stored; return the values that lacked them."""
        ...
