"""Group figures that were told, as the use cases need them kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from bot.figures.domain.suppression import Cell
    from bot.kit.period import Period


class Cells(Protocol):
    """What was told of groups, by metric and period: every later answer has to go with it."""

    def told(self, metric: str, start: date) -> list[Cell]:
        """Return what was told of any group about a metric and the period that begins on a day, oldest first.

        Until the transaction ends nobody else tells anything about them.
        """
        ...

    def tell(self, metric: str, start: date, cells: Iterable[Cell]) -> None:
        """Remember that these are told."""
        ...

    def trials(self, period: Period) -> list[frozenset[str]]:
        """Return the groups whose size was told by trials of rules over spans that touch a period, newest first.

        Until the transaction ends nobody else tells any.
        """
        ...

    def tell_trial(self, period: Period, members: frozenset[str], *, at: datetime) -> None:
        """Remember that the size of a group is told for a period; one that is known stays as it is."""
        ...
