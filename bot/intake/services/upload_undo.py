"""Imports that are undone: what they replaced comes back, what they brought goes, as a batch of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.delivery.services.delivery import reads
from bot.figures.domain.reading import UNDO_SOURCE
from bot.intake.domain.upload import FACTS, FIGURES
from bot.intake.services.record import undo_records
from bot.kit.errors import Invalid, NotFound, Stale
from bot.people.domain.audit import What
from bot.people.domain.permission import Act
from bot.people.services.permission import require

if TYPE_CHECKING:
    from datetime import datetime

    from bot.figures.domain.delta import Changed
    from bot.figures.ports.reading import Readings, Targets
    from bot.figures.ports.record import Records
    from bot.intake.domain.intake import ImportedBatch
    from bot.intake.ports import Work
    from bot.people.domain.permission import Actor

_UNDOABLE = FACTS | {"records"}


@dataclass(frozen=True, slots=True)
class Undone:
    """What undoing an import did: ``told`` as for :func:`undoing`; ``into`` is the number of the batch that undid it.

    ``changed`` are the keys to compute again.
    """

    arrival: ImportedBatch
    told: tuple[int, int] | None
    into: int
    changed: Changed


def undoing(work: Work, actor: Actor, batch: int, *, now: datetime) -> tuple[ImportedBatch, tuple[int, int] | None]:
    """Return what undoing an import would do: how many earlier values come back and how many new ones go.

    None stands for those counts where the actor may not know them.

    Raises:
        Denied: when the actor may not import.
        NotFound: when there is no such import.
        Invalid: when it is of a kind that cannot be undone, or changed nothing.
        Stale: when other values stand on it by now, or it is undone.
    """
    arrival, changed, fresh = _undoable(work, actor, batch, now=now)
    return arrival, _told(actor, arrival, changed, fresh)


def undo(work: Work, actor: Actor, batch: int, *, now: datetime) -> Undone:
    """Put back what an import replaced and take away what it brought, as a batch of its own.

    Raises:
        Denied: when the actor may not import.
        NotFound: when there is no such import.
        Invalid: when it is of a kind that cannot be undone, or changed nothing.
        Stale: when other values stand on it by now, or it is undone.
    """
    arrival, changed, fresh = _undoable(work, actor, batch, now=now)
    made = work.batches.open(
        kind=arrival.kind,
        source=UNDO_SOURCE,
        file=arrival.file,
        digest=f"{UNDO_SOURCE}:{batch}",
        by=actor.person.id,
        now=now,
    )
    keys = work.quarantine.withdraw(batch)
    if arrival.kind == "records":
        keys |= undo_records(work, batch, into=made.no, now=now)
    else:
        keys |= (work.targets if arrival.kind == "targets" else work.readings).undo(batch, into=made.no)
    work.waiting.withdraw(batch)
    work.batches.finish(made.no, now=now, report=f'{{"rows": {changed}, "corrected": {changed}}}')
    detail = {"batch": batch, "undone_by": made.no, "changed": changed}
    work.audit.append(What.CORRECTION, actor=actor.person.id, detail=detail, at=now)
    return Undone(arrival, _told(actor, arrival, changed, fresh), into=made.no, changed=keys)


def _told(actor: Actor, arrival: ImportedBatch, changed: int, fresh: int) -> tuple[int, int] | None:
    """Return how many earlier values come back and how many new ones go, for whoever may know it (see _may_compare)."""
    return (changed - fresh, fresh) if arrival.kind not in FIGURES or reads(actor) else None


def _undoable(work: Work, actor: Actor, batch: int, *, now: datetime) -> tuple[ImportedBatch, int, int]:
    require(work, actor, Act.IMPORT, now=now)
    arrival = work.batches.get(batch)
    if arrival is None or not arrival.digest or not arrival.finished:
        raise NotFound("upload-no-batch", number=batch)
    if arrival.kind not in _UNDOABLE or arrival.source == UNDO_SOURCE:
        raise Invalid("upload-undo-kind", number=batch)
    newer = [found for number in _store(work, arrival).standing_on(batch) if (found := work.batches.get(number))]
    if any(later.digest == f"{UNDO_SOURCE}:{batch}" for later in newer):
        raise Stale("upload-undone-already", number=batch)
    if newer:
        names = ", ".join(f"{later.no} ({later.file or later.source})" for later in newer[:3])
        raise Stale("upload-undo-newer", number=batch, names=names, n=len(newer))
    changed, fresh = _brought(work, arrival)
    waits = bool(work.waiting.of_batches([batch]) or work.quarantine.waiting([batch]))
    if not changed and not waits and _told(actor, arrival, 0, 0):
        raise Invalid("upload-undo-nothing", number=batch)
    return arrival, changed, fresh


def _store(work: Work, arrival: ImportedBatch) -> Readings | Targets | Records:
    if arrival.kind == "records":
        return work.records
    return work.targets if arrival.kind == "targets" else work.readings


def _brought(work: Work, arrival: ImportedBatch) -> tuple[int, int]:
    """Return how many values or records an import changed, and how many of them are new."""
    if arrival.kind == "records":
        counts = [arrival.counts.get(name, 0) for name in ("inserted", "corrected", "withdrawn")]
        return sum(counts), counts[0]
    keys, fresh = (work.targets if arrival.kind == "targets" else work.readings).of_batch(arrival.no)
    return len(keys), fresh
