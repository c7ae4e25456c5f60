"""Rows that wait: they name somebody or a metric that is not known yet, and are taken in once that is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bot.intake.domain.intake import Kind


class Awaited(StrEnum):
    """What has to be known before a row can be understood."""

    PERSON = "person"
    METRIC = "metric"
    HIRED = "hired"
    """Somebody's day of hire: a value may begin on it, inside its period."""


AWAITED: Final[Mapping[str, Awaited]] = {
    "import-unknown-person": Awaited.PERSON,
    "import-unknown-metric": Awaited.METRIC,
    "import-period-inside": Awaited.HIRED,
}
"""What is missing, by the reason for which a row is refused."""


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """One row that waits: ``text`` is what it names, as it stands there, and ``name`` what stands beside it.

    ``person`` is the id of whom it is about where that is known, else the text. ``cells`` is what it says, by column.
    ``value`` is the place of the value of a row with several that waits, -1 when all of the row does. ``place`` is its
    place among the rows that were read, ``no`` the number that it is kept by.
    """

    row: int
    awaited: Awaited
    text: str
    name: str = ""
    person: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)
    value: int = -1
    place: int = -1
    no: int = 0


@dataclass(frozen=True, slots=True)
class WaitingOverview:
    """How many rows wait, what most of them wait for as it is written, with how many do, and how many of each batch."""

    n: int
    named: Sequence[tuple[Awaited, str, int]] = ()
    batches: Mapping[int, int] = field(default_factory=dict)

    @property
    def more(self) -> bool:
        """Whether rows wait for something else."""
        return sum(n for _, _, n in self.named) < self.n


@dataclass(frozen=True, slots=True)
class WaitingFile:
    """What the rows of a batch that wait are understood by: ``how`` is written and read by whoever reads files.

    ``trusted`` values are not held back as slips. ``by`` brought the file, ``name`` is what it was called.
    """

    batch: int
    kind: Kind
    name: str
    by: str = ""
    digest: str = ""
    how: str = ""
    trusted: bool = False
