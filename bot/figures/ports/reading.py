"""Readings and targets, as the use cases need them kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray

    from bot.figures.domain.delta import Changed
    from bot.figures.domain.facts import FactColumns
    from bot.figures.domain.reading import Reading, Target
    from bot.kit.period import Period

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]


class Readings(Protocol):
    """Readings: the value that counts now, with its origin, and every earlier version."""

    def evidence(self, person_id: str, metric: str, period: Period) -> list[Reading]:
        """Return the stored versions of a value, newest first, each with file, row and arrival."""
        ...

    def rows(
        self, person_id: str, *, metric: str | None = None, first: date | None = None, last: date | None = None
    ) -> list[Reading]:
        """Return every stored version of somebody's values that begin between two days, newest period first."""
        ...

    def history(self, facts: FactColumns) -> tuple[Ints, Ints, Ints, Floats]:
        """Return person, metric, start and value of everything stored for the series of these facts."""
        ...

    def unchanged(self, facts: FactColumns) -> set[int]:
        """Return the places of the facts that are stored just so."""
        ...

    def put(self, facts: FactColumns, *, batch: int, roles: Ints) -> tuple[Changed, int, Ints]:
        """Store readings; return the keys that changed, how many are new, and the places of those overtaken."""
        ...

    def of_batch(self, batch: int) -> tuple[Changed, int]:
        """Return the keys that a batch has changed so far, and how many of them were new."""
        ...

    def values(self, facts: FactColumns) -> Floats:
        """Return the stored value of the key of each fact, NaN where there is none."""
        ...

    def standing_on(self, batch: int) -> list[int]:
        """Return the numbers of the batches that have replaced values of a batch since, oldest first."""
        ...

    def undo(self, batch: int, *, into: int) -> Changed:
        """Put back what a batch replaced and take away what it brought, as changes of batch ``into``; return the keys.

        What was taken back stays among the earlier versions.
        """
        ...

    def last_given(self, metric: int) -> date | None:
        """Return the first day of the newest period whose value was given as such; None where none was."""
        ...

    def keys_of_metrics(self, numbers: Sequence[int]) -> Changed:
        """Return the keys of every reading of some metrics."""
        ...


class Targets(Protocol):
    """Targets, every version."""

    def standing(self, metric: str, start: date) -> dict[str, Target]:
        """Return what is agreed for a metric and a period by its first day, by person."""
        ...

    def authors(self, metric: str, start: date, person_ids: Collection[str]) -> list[str]:
        """Return who set what is agreed with each of some people, "" where that was nobody of the company."""
        ...

    def put(self, facts: FactColumns, *, batch: int) -> tuple[Changed, int]:
        """Store targets; return the keys that changed and how many are new."""
        ...

    def of_batch(self, batch: int) -> tuple[Changed, int]:
        """Return the keys that a batch has changed so far, and how many of them were new."""
        ...

    def values(self, facts: FactColumns) -> Floats:
        """Return the stored value of the key of each fact, NaN where there is none."""
        ...

    def standing_on(self, batch: int) -> list[int]:
        """Return the numbers of the batches that have replaced values of a batch since, oldest first."""
        ...

    def undo(self, batch: int, *, into: int) -> Changed:
        """Put back what a batch replaced and take away what it brought, as changes of batch ``into``; return the keys.

        What was taken back stays among the earlier versions.
        """
        ...
