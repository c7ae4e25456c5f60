"""Uploads as a worker brings them on: fetched, shown for what they seem to be, tried, and imported with a report."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import Priority
from bot.delivery.services.delivery import reads
from bot.delivery.services.outbox import enqueue, place
from bot.intake.domain.record_example import examples
from bot.intake.domain.sums import incoming, rows_of, summed
from bot.intake.domain.upload import FACTS, FIGURES, KEEP, LEASE, WAITING, Remembered, Stored, UploadedFile, UploadState
from bot.intake.services.upload_number import settled
from bot.intake.services.upload_record import incoming_records, stored_records
from bot.intake.views import outcome, upload_number, upload_proposal
from bot.intake.views import upload as view
from bot.messages.codec import card_from_json
from bot.people.domain.audit import What
from bot.people.domain.permission import Act
from bot.people.services.permission import actor as actor_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.delivery.domain.delivery import Receipt
    from bot.intake.domain.outcome import ImportReport, UploadTrial
    from bot.intake.domain.upload import UploadPlan
    from bot.intake.ports import Work
    from bot.kit.errors import DataError
    from bot.messages.card import Block, Card
    from bot.people.domain.person import Person


_KIND = "upload"


def claim(work: Work, *, owner: str, now: datetime) -> UploadedFile | None:
    """Take up a file that there is something to do for; what nobody may look at any more is given up."""
    upload = work.uploads.claim(owner=owner, now=now, lease=LEASE)
    if upload is None:
        return None
    if upload.state is UploadState.IMPORTING:
        return upload  # it was begun by somebody who might, and half an import is worse than a whole one
    person = work.people.get(upload.person_id)
    if person is None or not person.employed_at(now) or not actor_of(work, person, now=now).ever(Act.IMPORT):
        work.uploads.move(upload, _free(replace(upload, state=UploadState.CANCELLED)))
        note(work, "jinbu", upload.no, "given_up", at=now)
    return upload


def fetched(work: Work, upload: UploadedFile, content: bytes) -> None:
    """Keep the content of a file."""
    digest = hashlib.sha256(content).hexdigest()
    if work.uploads.move(upload, _free(replace(upload, state=UploadState.READ, digest=digest, size=len(content)))):
        work.uploads.keep(upload.no, content)


def put_off(work: Work, upload: UploadedFile, *, until: datetime) -> None:
    """Try again later what did not work just now."""
    work.uploads.move(upload, replace(upload, owner="", lease_until=until))


def propose(work: Work, upload: UploadedFile, plan: UploadPlan, *, now: datetime) -> None:
    """Show what a file seems to be, or what was confirmed for files with the same header, for a person to confirm."""
    remembered = None if plan.mapping else work.uploads.recall(plan.header_key, kind=upload.kind)
    if remembered and remembered.plan.mapping and upload.kind:
        remembered = None
    chosen = remembered.plan.with_samples(plan) if remembered else plan
    send_proposal(
        work, upload, _free(replace(upload, state=UploadState.PROPOSED, plan=chosen)), remembered=remembered, now=now
    )


def sent_for(work: Work, upload: UploadedFile, *, now: datetime) -> UploadedFile | None:
    """Return the file that a mapping file was sent for: the sender's newest that waits, or None."""
    found = work.uploads.find(person_id=upload.person_id, states=WAITING, since=now - KEEP)
    return next((sent for sent in found if not sent.is_mapping), None)


def keep_mapping(work: Work, upload: UploadedFile, *, now: datetime) -> None:
    """Keep a mapping file for the file that its sender sends next."""
    if not work.uploads.move(upload, _free(replace(upload, state=UploadState.PROPOSED))):
        return
    person = work.people.get(upload.person_id)
    if person:
        _send(work, upload, person, view.mapping_kept(work.words(person.locale), name=upload.name), "kept", now=now)


def mapping_of(work: Work, upload: UploadedFile, *, now: datetime) -> UploadedFile | None:
    """Return the mapping file that its sender sent before a file and that no other file has used, or None."""
    found = work.uploads.find(person_id=upload.person_id, states=(UploadState.PROPOSED,), since=now - KEEP)
    return next((sent for sent in found if sent.is_mapping), None)


def use_mapping(work: Work, mapping: UploadedFile, upload: UploadedFile, plan: UploadPlan, *, now: datetime) -> None:
    """Show a file as a mapping file has it."""
    work.uploads.move(mapping, _free(replace(mapping, state=UploadState.DONE)))
    send_proposal(work, upload, _free(replace(upload, state=UploadState.PROPOSED, plan=plan)), remembered=None, now=now)


def checked(work: Work, upload: UploadedFile, trial: UploadTrial, *, now: datetime) -> None:
    """Show what a dry run found, with everything that is not stored as it stands as a file."""
    person = work.people.get(upload.person_id)
    if person is None:
        return
    before = stored(work, trial, after=False)
    compared = _may_compare(work, person, trial, now=now)
    told = trial if compared else replace(trial, report=_without_history(trial.report))
    card = outcome.checked(
        work.words(person.locale),
        upload,
        told.report,
        told.intake,
        before=before if compared else None,
        file=_brought(told),
        metrics={metric.key: metric for metric in work.metrics.all()},
        corrected=rows_of(told),
        checks=_checks(work, person, upload, trial, now=now),
        compared=compared,
    )
    key = _key(upload, "checked")
    moved = _free(replace(upload, state=UploadState.CHECKED, before=before, card=key))
    if work.uploads.move(upload, moved):
        _send(work, upload, person, card, "checked", now=now)


def _checks(work: Work, person: Person, upload: UploadedFile, trial: UploadTrial, *, now: datetime) -> list[Block]:
    """Show what the file alone makes of each metric for somebody; that is no more than its sender has in hand."""
    if upload.plan is None:
        return []
    reader, found = work.reader(person, now=now), examples(trial.intake, trial.known)
    names = {number: trial.known.names[key] for key, number in trial.known.people.items()}
    return upload_number.checks(reader.t, upload.plan, found, names, today=now.astimezone(reader.zone).date())


def misfit(work: Work, upload: UploadedFile, error: DataError, *, now: datetime) -> None:
    """Say why a file cannot be read with the mapping that was confirmed, and show the mapping again."""
    moved = _free(replace(upload, state=UploadState.PROPOSED))
    send_proposal(work, upload, moved, remembered=None, reason=_reason(error), now=now)


def fail(work: Work, upload: UploadedFile, error: DataError, *, now: datetime) -> None:
    """Say why nothing can be done with a file."""
    person = work.people.get(upload.person_id)
    if person is None or not work.uploads.move(upload, _free(replace(upload, state=UploadState.FAILED))):
        return
    t = work.words(person.locale)
    key, values = _reason(error)
    _send(work, upload, person, view.failed(t, name=upload.name, reason=t(key, **values)), "failed", now=now)
    note(work, "jinbu", upload.no, "failed", at=now)


def imported(work: Work, upload: UploadedFile, trial: UploadTrial, *, now: datetime) -> None:
    """Close an import with its report, in the transaction that closes its batch."""
    done = _free(replace(upload, state=UploadState.DONE, batch=trial.report.batch))
    if not work.uploads.move(upload, done):
        return  # another process took over and has said it
    person = work.people.get(upload.person_id)
    if person is None or not person.employed_at(now) or not actor_of(work, person, now=now).ever(Act.IMPORT):
        return
    file, after = _brought(trial), stored(work, trial, after=True)
    compared = _may_compare(work, person, trial, now=now)
    card = outcome.report(
        work.words(person.locale),
        upload,
        trial.report,
        trial.intake,
        before=upload.before if compared else None,
        file=file,
        after=after if compared or after.digest == file.digest else None,
        metrics={metric.key: metric for metric in work.metrics.all()},
        compared=compared,
    )
    _send(work, upload, person, card, "report", now=now)


def _may_compare(work: Work, person: Person, trial: UploadTrial, *, now: datetime) -> bool:
    """Say whether somebody may be told how a file differs from what is stored: it is no figure, or theirs to read.

    Whoever may only bring figures in could make a row up, and read in the answer what is stored in its place.
    """
    return trial.intake.kind not in FIGURES or reads(actor_of(work, person, now=now))


def _without_history(report: ImportReport) -> ImportReport:
    """Take what would be held back for somebody's other values as usable.

    Between which values those lie could be tried out with file after file, none of which is imported. It is told once a
    value really is held back (R4).
    """
    held = tuple(problem for problem in report.quarantined if "n" not in problem.values)
    usable = len(report.quarantined) - len(held)
    return replace(report, quarantined=held, unchanged=report.unchanged + usable)


def shown(work: Work, upload: UploadedFile, done: int, whole: int) -> tuple[Card, Receipt] | None:
    """Return the card of an import with how far it is, and where it stands; None when it does not stand before them."""
    delivery, person = work.outbox.get(upload.card), work.people.get(upload.person_id)
    receipt = place(delivery, person.identity(upload.platform)) if person else None
    if delivery is None or receipt is None or person is None:
        return None
    t = work.words(person.locale)
    return view.progress(t, card_from_json(delivery.card), done=done, whole=whole), receipt


def _brought(trial: UploadTrial) -> Stored:
    return incoming_records(trial) if trial.intake.kind == "records" else incoming(trial)


def stored(work: Work, trial: UploadTrial, *, after: bool) -> Stored:
    """Sum up what is stored for the keys of a file, before it is imported or ``after``."""
    facts = trial.intake.facts
    if trial.intake.kind == "records":
        return stored_records(work, trial, after=after)
    if trial.intake.kind not in FACTS:
        return Stored()
    values = (work.targets if trial.intake.kind == "targets" else work.readings).values(facts)
    return summed(facts, values, trial.known)


def _free(upload: UploadedFile) -> UploadedFile:
    return replace(upload, owner="", lease_until=None, tries=0)


def send_proposal(
    work: Work,
    was: UploadedFile,
    to: UploadedFile,
    *,
    remembered: Remembered | None,
    reason: tuple[str, Mapping[str, object]] | None = None,
    now: datetime,
) -> None:
    """Write an upload with its next round, and send the card with what it is taken for."""
    person = work.people.get(was.person_id)
    if person is None or to.plan is None:
        return
    plan = settled(work, to.plan)
    to = replace(to, round=was.round + 1, plan=plan)
    to = replace(to, card=_key(to, "proposed"))
    if not work.uploads.move(was, to):
        return
    reader = work.reader(person, now=now)
    confirmer = work.people.get(remembered.by) if remembered else None
    earlier = work.uploads.done_with(to.digest)
    card = upload_proposal.proposal(
        reader.t,
        to,
        plan,
        metrics={metric.key: metric for metric in work.metrics.all()},
        confirmed=(confirmer.name, remembered.at) if confirmer and remembered else None,
        imported_at=earlier.at if earlier else None,
        problem=reader.t(reason[0], **reason[1]) if reason else "",
        zone=reader.zone,
        now=now,
    )
    _send(work, to, person, card, "proposed", now=now)


def _key(upload: UploadedFile, step: str) -> str:
    return f"upload:{upload.no}:{upload.round}:{step}"


def _send(work: Work, upload: UploadedFile, person: Person, card: Card, step: str, *, now: datetime) -> None:
    enqueue(work, card, key=_key(upload, step), to=person, kind=_KIND, priority=Priority.REPLY, now=now)


def note(work: Work, by: str, no: int, step: str, *, at: datetime) -> None:
    """Put on record who had a file take a step."""
    work.audit.append(What.IMPORT, actor=by, detail={"upload": no, "step": step}, at=at)


_IN_CHAT = {"import-no-header": "upload-no-header", "import-no-column": "upload-no-column"}
"""Reasons whose way out is another one in chat than on the command line."""


def _reason(error: DataError) -> tuple[str, Mapping[str, object]]:
    return _IN_CHAT.get(error.key, error.key), error.values
