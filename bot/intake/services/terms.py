"""Terms on which a file is stored: from when, by whom, tried only or for good, and in how large transactions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from bot.intake.domain.outcome import ImportReport

if TYPE_CHECKING:
    from bot.figures.services.event import Listeners
    from bot.intake.domain.intake import Intake
    from bot.intake.domain.known import Known
    from bot.intake.domain.waiting import WaitingFile, WaitingRow
    from bot.intake.ports import Work
    from bot.kit.period_order import Order

    Run = Callable[[Callable[[Work], Any]], Any]
    """Does a step in a transaction: in one of its own, or of a dry run in the one that is taken back."""
    Progress = Callable[[int, int], None]
    """Hears how many rows are stored, and of how many."""


class Again(Protocol):
    """Understands rows again that have waited; what still waits has the number of its row."""

    def __call__(self, file: WaitingFile, rows: Sequence[WaitingRow], known: Known, /, *, now: datetime) -> Intake:
        """Return what is understood by now."""
        ...


CHUNK = 100_000
"""Rows stored per transaction: an import that is killed loses at most the work on so many."""


@dataclass(frozen=True, slots=True)
class ImportTerms:
    """How a file is to be stored.

    ``digest`` tells the same content from another. A dry run does everything in one transaction and takes it back.
    ``quarantine`` off trusts the values (history that is known to be right). ``order`` is how the file's dates have
    day and month; ``chunk`` the rows of one transaction. ``then`` is done in the transaction that closes the batch.
    ``actor`` is who brings the file by the audit trail, ``by`` when it is not said; ``noted`` stands there too. With
    ``again`` rows are let in that wait for what the file brings; ``listeners`` hear of the events that are new in it.
    """

    digest: str
    now: datetime
    by: str = ""
    dry_run: bool = False
    quarantine: bool = True
    order: Order | None = None
    progress: Progress | None = None
    chunk: int = CHUNK
    then: Callable[[Work, ImportReport], None] | None = None
    actor: str = ""
    noted: Mapping[str, str | int] = field(default_factory=dict)
    again: Again | None = None
    listeners: Listeners[Any] | None = None
