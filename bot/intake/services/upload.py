"""Uploads at work: what their senders do with a file, one confirmed step at a time, until it is undone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.intake.domain.upload import (
    KEEP,
    WAITING,
    Remembered,
    UploadedFile,
    UploadState,
    check_file,
)
from bot.intake.domain.waiting import WaitingOverview
from bot.intake.services.upload_steps import note, send_proposal
from bot.kit.errors import Denied, Invalid, NotFound, Stale
from bot.people.domain.permission import Act
from bot.people.services.permission import require

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from bot.delivery.domain.delivery import Delivery
    from bot.intake.domain.intake import ImportedBatch
    from bot.intake.domain.upload import UploadPlan
    from bot.intake.ports import Work
    from bot.people.domain.permission import Actor

_RECENT = 8
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class UploadOverview:
    """Which of one's files wait for a button, and what was imported last, with everybody's name by id.

    ``rows`` says of how many rows of files somebody or a metric is not known yet.
    """

    waiting: Sequence[UploadedFile]
    imported: Sequence[ImportedBatch]
    names: Mapping[str, str]
    rows: WaitingOverview


def receive(work: Work, actor: Actor, *, name: str, size: int, ref: str, platform: str, now: datetime) -> None:
    """Take note of a file; its content is fetched afterwards.

    Raises:
        Denied: when the sender may not import.
        Invalid: when it is too large, or none of the kinds that can be read.
    """
    require(work, actor, Act.IMPORT, now=now)
    check_file(name, size)
    no = work.uploads.add(UploadedFile(actor.person.id, platform, ref, name, size, now))
    note(work, actor.person.id, no, "received", at=now)


def confirm(work: Work, actor: Actor, no: int, turn: int, *, now: datetime) -> UploadedFile:
    """Confirm what a file is taken for, so that it is tried; the mapping is remembered for files with this header.

    Raises:
        Denied: when it is somebody else's file, or the actor may not import.
        NotFound: when there is no such file.
        Stale: when the file is further on, or was mapped anew.
        Invalid: when something that is needed is taken from no column.
    """
    upload, plan = _mine(work, actor, no, turn, UploadState.PROPOSED, now=now)
    if plan.lacking:
        raise Invalid("upload-lacking", n=len(plan.lacking))
    _move(work, upload, replace(upload, state=UploadState.CHECKING, tries=0))
    work.uploads.remember(plan.header_key, Remembered(plan, actor.person.id, now))
    note(work, actor.person.id, no, "confirmed", at=now)
    return upload


def planned(work: Work, actor: Actor, no: int, turn: int, *, now: datetime) -> tuple[UploadedFile, UploadPlan]:
    """Return a file with the plan that is to be changed, before or after its dry run.

    Raises:
        Denied: when it is somebody else's file, or the actor may not import.
        NotFound: when there is no such file.
        Stale: when the file is further on, or was mapped anew.
        Invalid: when a mapping file says what its columns are.
    """
    upload, plan = _mine(work, actor, no, turn, *WAITING, now=now)
    if plan.mapping:
        raise Invalid("upload-mapped-by-file")
    return upload, plan


def change(work: Work, actor: Actor, upload: UploadedFile, plan: UploadPlan, *, now: datetime) -> None:
    """Take a file for something else, and show it again.

    Raises:
        Stale: when the file has gone on meanwhile.
    """
    if upload.plan and plan.kind != upload.plan.kind:  # other fields, so everything is to be worked out anew
        _move(work, upload, replace(upload, state=UploadState.READ, kind=plan.kind, plan=None, tries=0))
        return
    send_proposal(work, upload, replace(upload, plan=plan, state=UploadState.PROPOSED), remembered=None, now=now)
    note(work, actor.person.id, upload.no, "changed", at=now)


def renew(work: Work, actor: Actor, no: int, turn: int, how: str, *, now: datetime) -> None:
    """Say what another file of these records means, once: all there is (``whole``), or new rows (``append``).

    Raises:
        Denied: when it is somebody else's file, or the actor may not import.
        NotFound: when there is no such file, or no such answer.
        Stale: when the file is further on, or was mapped anew.
    """
    upload, plan = _mine(work, actor, no, turn, *WAITING, now=now)
    if plan.kind != "records" or how not in {"whole", "append"}:
        raise NotFound("button-unknown")
    change(work, actor, upload, replace(plan, renewal=how), now=now)


def start(work: Work, actor: Actor, no: int, turn: int, *, now: datetime) -> UploadedFile:
    """Have a file imported that was tried.

    Raises:
        Denied: when it is somebody else's file, or the actor may not import.
        NotFound: when there is no such file.
        Stale: when the file is further on, or was mapped anew.
    """
    upload, _ = _mine(work, actor, no, turn, UploadState.CHECKED, now=now)
    _move(work, upload, replace(upload, state=UploadState.IMPORTING, tries=0))
    note(work, actor.person.id, no, "started", at=now)
    return upload


def cancel(work: Work, actor: Actor, no: int, *, now: datetime) -> UploadedFile:
    """Give a file up before it is imported.

    Raises:
        Denied: when it is somebody else's file, or the actor may not import.
        NotFound: when there is no such file.
        Stale: when it is being imported, or has come to an end.
    """
    upload = own(work, actor, no, now=now)
    if upload.state in {UploadState.IMPORTING, UploadState.DONE, UploadState.FAILED, UploadState.CANCELLED}:
        raise Stale("upload-further-on", name=upload.name)
    _move(work, upload, replace(upload, state=UploadState.CANCELLED))
    note(work, actor.person.id, no, "cancelled", at=now)
    return upload


def overview(work: Work, actor: Actor, *, now: datetime) -> UploadOverview:
    """Return which of the actor's files wait, and what was imported last.

    Raises:
        Denied: when the actor may not import.
    """
    require(work, actor, Act.IMPORT, now=now)
    imported = work.batches.recent(last=_RECENT)
    return UploadOverview(
        work.uploads.find(person_id=actor.person.id, states=WAITING, since=now - KEEP),
        imported,
        names={person.id: person.name for person in work.people.all()},
        rows=WaitingOverview(
            work.waiting.count(),
            work.waiting.summary(most=_MOST_NAMED),
            work.waiting.of_batches([arrival.no for arrival in imported]),
        ),
    )


def own(work: Work, actor: Actor, no: int, *, now: datetime) -> UploadedFile:
    """Return a file that the actor sent.

    Raises:
        Denied: when it is somebody else's file, or the actor may not import.
        NotFound: when there is no such file.
    """
    require(work, actor, Act.IMPORT, now=now)
    upload = work.uploads.get(no)
    if upload is None:
        raise NotFound("upload-gone")
    if upload.person_id != actor.person.id:
        raise Denied("upload-not-yours", act=Act.IMPORT.value)
    return upload


def card_of(work: Work, upload: UploadedFile) -> Delivery:
    """Return the message on which a file stands before its sender.

    Raises:
        NotFound: when it is kept no longer.
    """
    delivery = work.outbox.get(upload.card)
    if delivery is None:
        raise NotFound("upload-gone")
    return delivery


def waiting(work: Work, actor: Actor, *, now: datetime) -> int:
    """Count the files that wait for somebody's next button."""
    if not actor.ever(Act.IMPORT):
        return 0
    return len(work.uploads.find(person_id=actor.person.id, states=WAITING, since=now - KEEP))


def _mine(
    work: Work, actor: Actor, no: int, turn: int, *states: UploadState, now: datetime
) -> tuple[UploadedFile, UploadPlan]:
    upload = own(work, actor, no, now=now)
    if upload.state not in states or upload.round != turn or upload.plan is None:
        raise Stale("upload-further-on", name=upload.name)
    return upload, upload.plan


def _move(work: Work, was: UploadedFile, to: UploadedFile) -> None:
    if not work.uploads.move(was, to):
        raise Stale("upload-further-on", name=was.name)
