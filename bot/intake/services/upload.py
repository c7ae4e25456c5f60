"""Uploads at work: a file sent in is read, looked at, tried, imported and reported, one confirmed step at a time."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from bot.delivery.domain.delivery import Priority
from bot.delivery.services.delivery import reads
from bot.delivery.services.outbox import enqueue, place
from bot.intake.domain.upload import (
    FACTS,
    KEEP,
    LEASE,
    WAITING,
    Remembered,
    State,
    Stored,
    Sum,
    Upload,
    check_file,
)
from bot.intake.views import outcome
from bot.intake.views import upload as view
from bot.kit.calendar import zone
from bot.kit.errors import Denied, Invalid, NotFound, Stale
from bot.messages.codec import card_from_json
from bot.people.domain.audit import What
from bot.people.domain.permission import Act
from bot.people.services.permission import actor as actor_of
from bot.people.services.permission import require

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from numpy.typing import NDArray

    from bot.delivery.domain.delivery import Receipt
    from bot.figures.domain.delta import Changed
    from bot.figures.domain.facts import Facts
    from bot.intake.domain.intake import Arrival, Intake, Known
    from bot.intake.domain.outcome import Report
    from bot.intake.domain.upload import Plan
    from bot.intake.ports.work import Work
    from bot.kit.errors import DataError
    from bot.messages.card import Card
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person

_KIND = "upload"
_RECENT = 8
UNDO = "undo"
"""The source of a batch that undoes another, and what its digest begins with."""
_UNDOABLE = FACTS


@dataclass(frozen=True, slots=True)
class Trial:
    """What a dry run found: the report, what was understood, and the cells that it rests on."""

    report: Report
    intake: Intake
    known: Known


# What a person does


def receive(work: Work, actor: Actor, *, name: str, size: int, ref: str, platform: str, now: datetime) -> Card:
    """Take note of a file; its content is fetched afterwards.

    Raises:
        Denied: when the sender may not import.
        Invalid: when it is too large, or none of the kinds that can be read.
    """
    require(work, actor, Act.IMPORT, now=now)
    check_file(name, size)
    no = work.uploads.add(Upload(actor.person.id, platform, ref, name, size, now))
    _note(work, actor.person.id, no, "received", at=now)
    return view.received(work.words(actor.person.locale), name=name)


def confirm(work: Work, actor: Actor, no: int, turn: int, *, now: datetime) -> Card:
    """Confirm what a file is taken for, so that it is tried; the mapping is remembered for files with this header.

    Raises:
        Denied: when it is somebody else's file, or the actor may not import.
        NotFound: when there is no such file.
        Stale: when the file is further on, or was mapped anew.
        Invalid: when something that is needed is taken from no column.
    """
    upload, plan = _mine(work, actor, no, turn, State.PROPOSED, now=now)
    if plan.lacking:
        raise Invalid("upload-lacking", n=len(plan.lacking))
    _move(work, upload, replace(upload, state=State.CHECKING, tries=0))
    work.uploads.remember(plan.header_key, Remembered(plan, actor.person.id, now))
    _note(work, actor.person.id, no, "confirmed", at=now)
    return _settled(work, actor, upload, "upload-checking")


def planned(work: Work, actor: Actor, no: int, turn: int, *, now: datetime) -> tuple[Upload, Plan]:
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


def change(work: Work, actor: Actor, upload: Upload, plan: Plan, *, now: datetime) -> None:
    """Take a file for something else, and show it again.

    Raises:
        Stale: when the file has gone on meanwhile.
    """
    if upload.plan and plan.kind != upload.plan.kind:  # other fields, so everything is to be worked out anew
        _move(work, upload, replace(upload, state=State.READ, kind=plan.kind, plan=None, tries=0))
        return
    _show(work, upload, replace(upload, plan=plan, state=State.PROPOSED), remembered=None, now=now)
    _note(work, actor.person.id, upload.no, "changed", at=now)


def start(work: Work, actor: Actor, no: int, turn: int, *, now: datetime) -> Card:
    """Have a file imported that was tried.

    Raises:
        Denied: when it is somebody else's file, or the actor may not import.
        NotFound: when there is no such file.
        Stale: when the file is further on, or was mapped anew.
    """
    upload, _ = _mine(work, actor, no, turn, State.CHECKED, now=now)
    _move(work, upload, replace(upload, state=State.IMPORTING, tries=0))
    _note(work, actor.person.id, no, "started", at=now)
    card = _card(work, upload) if upload.card else None
    return view.importing(work.words(actor.person.locale), card, name=upload.name)


def cancel(work: Work, actor: Actor, no: int, *, now: datetime) -> Card:
    """Give a file up before it is imported.

    Raises:
        Denied: when it is somebody else's file, or the actor may not import.
        NotFound: when there is no such file.
        Stale: when it is being imported, or has come to an end.
    """
    upload = _own(work, actor, no, now=now)
    if upload.state in {State.IMPORTING, State.DONE, State.FAILED, State.CANCELLED}:
        raise Stale("upload-further-on", name=upload.name)
    _move(work, upload, replace(upload, state=State.CANCELLED))
    _note(work, actor.person.id, no, "cancelled", at=now)
    return _settled(work, actor, upload, "upload-cancelled")


def overview(work: Work, actor: Actor, *, now: datetime) -> Card:
    """Say how files are sent, which of the actor's wait, and what was imported last.

    Raises:
        Denied: when the actor may not import.
    """
    require(work, actor, Act.IMPORT, now=now)
    return view.overview(
        work.words(actor.person.locale),
        work.uploads.find(person_id=actor.person.id, states=WAITING, since=now - KEEP),
        work.batches.recent(last=_RECENT),
        names={one.id: one.name for one in work.people.all()},
        zone=zone(actor.person.timezone),
        now=now,
    )


def again(work: Work, actor: Actor, no: int, *, now: datetime) -> Card:
    """Show the card on which a file waits once more.

    Raises:
        Denied: when it is somebody else's file, or the actor may not import.
        NotFound: when there is no such file, or its card is gone.
    """
    upload = _own(work, actor, no, now=now)
    return _card(work, upload)


def waiting(work: Work, actor: Actor, *, now: datetime) -> int:
    """Count the files that wait for somebody's next button."""
    if not actor.ever(Act.IMPORT):
        return 0
    return len(work.uploads.find(person_id=actor.person.id, states=WAITING, since=now - KEEP))


# Undoing


def undoing(work: Work, actor: Actor, batch: int, *, now: datetime) -> Card:
    """Show what undoing an import would do, to be confirmed.

    Raises:
        Denied: when the actor may not import.
        NotFound: when there is no such import.
        Invalid: when it is of a kind that cannot be undone, or changed nothing.
        Stale: when other values stand on it by now, or it is undone.
    """
    arrival, changed, fresh = _undoable(work, actor, batch, now=now)
    return view.undoing(work.words(actor.person.locale), arrival, _told(actor, arrival, changed, fresh))


def undo(work: Work, actor: Actor, batch: int, *, now: datetime) -> tuple[Card, Changed, int]:
    """Put back what an import replaced and take away what it brought, as a batch of its own.

    Returns:
        The card that says so, the keys to compute again, and the number of the new batch.

    Raises:
        Denied: when the actor may not import.
        NotFound: when there is no such import.
        Invalid: when it is of a kind that cannot be undone, or changed nothing.
        Stale: when other values stand on it by now, or it is undone.
    """
    arrival, changed, fresh = _undoable(work, actor, batch, now=now)
    made = work.batches.open(
        kind=arrival.kind, source=UNDO, file=arrival.file, digest=f"{UNDO}:{batch}", by=actor.person.id, now=now
    )
    keys = (work.targets if arrival.kind == "targets" else work.readings).undo(batch, into=made.no)
    keys |= work.quarantine.withdraw(batch)
    work.batches.finish(made.no, now=now, report=f'{{"rows": {changed}, "corrected": {changed}}}')
    detail = {"batch": batch, "undone_by": made.no, "changed": changed}
    work.audit.append(What.CORRECTION, actor=actor.person.id, detail=detail, at=now)
    t = work.words(actor.person.locale)
    return view.undone(t, arrival, _told(actor, arrival, changed, fresh), into=made.no), keys, made.no


def _told(actor: Actor, arrival: Arrival, changed: int, fresh: int) -> tuple[int, int] | None:
    """Return how many earlier values come back and how many new ones go, for whoever may know it (see _may_compare)."""
    return (changed - fresh, fresh) if arrival.kind != "readings" or reads(actor) else None


def _undoable(work: Work, actor: Actor, batch: int, *, now: datetime) -> tuple[Arrival, int, int]:
    require(work, actor, Act.IMPORT, now=now)
    arrival = work.batches.get(batch)
    if arrival is None or not arrival.digest or not arrival.finished:
        raise NotFound("upload-no-batch", number=batch)
    if arrival.kind not in _UNDOABLE or arrival.source == UNDO:
        raise Invalid("upload-undo-kind", number=batch)
    store = work.targets if arrival.kind == "targets" else work.readings
    newer = [one for number in store.standing_on(batch) if (one := work.batches.get(number))]
    if any(one.digest == f"{UNDO}:{batch}" for one in newer):
        raise Stale("upload-undone-already", number=batch)
    if newer:
        names = ", ".join(f"{one.no} ({one.file or one.source})" for one in newer[:3])
        raise Stale("upload-undo-newer", number=batch, names=names, n=len(newer))
    keys, fresh = store.of_batch(batch)
    if not len(keys) and _told(actor, arrival, 0, 0):
        raise Invalid("upload-undo-nothing", number=batch)
    return arrival, len(keys), fresh


# What a worker does


def claim(work: Work, *, owner: str, now: datetime) -> Upload | None:
    """Take up a file that there is something to do for; what nobody may look at any more is given up."""
    upload = work.uploads.claim(owner=owner, now=now, lease=LEASE)
    if upload is None:
        work.uploads.forget(before=now - KEEP)
        return None
    if upload.state is State.IMPORTING:
        return upload  # it was begun by somebody who might, and half an import is worse than a whole one
    person = work.people.get(upload.person_id)
    if person is None or not person.employed_at(now) or not actor_of(work, person, now=now).ever(Act.IMPORT):
        work.uploads.move(upload, _free(replace(upload, state=State.CANCELLED)))
        _note(work, "jinbu", upload.no, "given_up", at=now)
    return upload


def fetched(work: Work, upload: Upload, content: bytes) -> None:
    """Keep the content of a file."""
    digest = hashlib.sha256(content).hexdigest()
    if work.uploads.move(upload, _free(replace(upload, state=State.READ, digest=digest, size=len(content)))):
        work.uploads.keep(upload.no, content)


def put_off(work: Work, upload: Upload, *, until: datetime) -> None:
    """Try again later what did not work just now."""
    work.uploads.move(upload, replace(upload, owner="", lease_until=until))


def propose(work: Work, upload: Upload, plan: Plan, *, now: datetime) -> None:
    """Show what a file seems to be, or what was confirmed for files with the same header, for a person to confirm."""
    remembered = None if plan.mapping else work.uploads.recall(plan.header_key, kind=upload.kind)
    if remembered and remembered.plan.mapping and upload.kind:
        remembered = None
    chosen = remembered.plan.with_samples(plan) if remembered else plan
    _show(work, upload, _free(replace(upload, state=State.PROPOSED, plan=chosen)), remembered=remembered, now=now)


def sent_for(work: Work, upload: Upload, *, now: datetime) -> Upload | None:
    """Return the file that a mapping file was sent for: the sender's newest that waits, or None."""
    found = work.uploads.find(person_id=upload.person_id, states=WAITING, since=now - KEEP)
    return next((one for one in found if not one.is_mapping), None)


def keep_mapping(work: Work, upload: Upload, *, now: datetime) -> None:
    """Keep a mapping file for the file that its sender sends next."""
    if not work.uploads.move(upload, _free(replace(upload, state=State.PROPOSED))):
        return
    person = work.people.get(upload.person_id)
    if person:
        _send(work, upload, person, view.mapping_kept(work.words(person.locale), name=upload.name), "kept", now=now)


def mapping_of(work: Work, upload: Upload, *, now: datetime) -> Upload | None:
    """Return the mapping file that its sender sent before a file and that no other file has used, or None."""
    found = work.uploads.find(person_id=upload.person_id, states=(State.PROPOSED,), since=now - KEEP)
    return next((one for one in found if one.is_mapping), None)


def use_mapping(work: Work, mapping: Upload, upload: Upload, plan: Plan, *, now: datetime) -> None:
    """Show a file as a mapping file has it."""
    work.uploads.move(mapping, _free(replace(mapping, state=State.DONE)))
    _show(work, upload, _free(replace(upload, state=State.PROPOSED, plan=plan)), remembered=None, now=now)


def checked(work: Work, upload: Upload, trial: Trial, *, now: datetime) -> None:
    """Show what a dry run found, with everything that is not stored as it stands as a file."""
    person = work.people.get(upload.person_id)
    if person is None:
        return
    before = stored(work, trial)
    open_ = _may_compare(work, person, trial, now=now)
    told = trial if open_ else replace(trial, report=_without_history(trial.report))
    card = outcome.checked(
        work.words(person.locale),
        upload,
        told.report,
        told.intake,
        before=before if open_ else None,
        file=incoming(told),
        metrics={metric.key: metric for metric in work.metrics.all()},
        corrected=rows_of(told),
        compared=open_,
    )
    key = _key(upload, "checked")
    moved = _free(replace(upload, state=State.CHECKED, before=before, card=key))
    if work.uploads.move(upload, moved):
        _send(work, upload, person, card, "checked", now=now)


def misfit(work: Work, upload: Upload, error: DataError, *, now: datetime) -> None:
    """Say why a file cannot be read with the mapping that was confirmed, and show the mapping again."""
    moved = _free(replace(upload, state=State.PROPOSED))
    _show(work, upload, moved, remembered=None, reason=_reason(error), now=now)


def fail(work: Work, upload: Upload, error: DataError, *, now: datetime) -> None:
    """Say why nothing can be done with a file."""
    person = work.people.get(upload.person_id)
    if person is None or not work.uploads.move(upload, _free(replace(upload, state=State.FAILED))):
        return
    t = work.words(person.locale)
    key, values = _reason(error)
    _send(work, upload, person, view.failed(t, name=upload.name, reason=t(key, **values)), "failed", now=now)
    _note(work, "jinbu", upload.no, "failed", at=now)


def imported(work: Work, upload: Upload, trial: Trial, *, now: datetime) -> None:
    """Close an import with its report, in the transaction that closes its batch."""
    done = _free(replace(upload, state=State.DONE, batch=trial.report.batch))
    if not work.uploads.move(upload, done):
        return  # another process took over and has said it
    person = work.people.get(upload.person_id)
    if person is None or not person.employed_at(now) or not actor_of(work, person, now=now).ever(Act.IMPORT):
        return
    file, after = incoming(trial), stored(work, trial)
    open_ = _may_compare(work, person, trial, now=now)
    card = outcome.report(
        work.words(person.locale),
        upload,
        trial.report,
        trial.intake,
        before=upload.before if open_ else None,
        file=file,
        after=after if open_ or after.digest == file.digest else None,
        metrics={metric.key: metric for metric in work.metrics.all()},
        compared=open_,
    )
    _send(work, upload, person, card, "report", now=now)


def _may_compare(work: Work, person: Person, trial: Trial, *, now: datetime) -> bool:
    """Say whether somebody may be told how a file differs from what is stored: it is no figure, or theirs to read.

    Whoever may only bring figures in could make a row up, and read in the answer what is stored in its place.
    """
    return trial.intake.kind != "readings" or reads(actor_of(work, person, now=now))


def _without_history(report: Report) -> Report:
    """Take what would be held back for somebody's other values as usable.

    Between which values those lie could be tried out with file after file, none of which is imported. It is told once a
    value really is held back (R4).
    """
    held = tuple(one for one in report.quarantined if "n" not in one.values)
    usable = len(report.quarantined) - len(held)
    return replace(report, quarantined=held, unchanged=report.unchanged + usable)


def shown(work: Work, upload: Upload, done: int, whole: int) -> tuple[Card, Receipt] | None:
    """Return the card of an import with how far it is, and where it stands; None when it does not stand before them."""
    delivery, person = work.outbox.get(upload.card), work.people.get(upload.person_id)
    receipt = place(delivery, person.identity(upload.platform)) if person else None
    if delivery is None or receipt is None or person is None:
        return None
    t = work.words(person.locale)
    return view.progress(t, card_from_json(delivery.card), done=done, whole=whole), receipt


# What stands in a file, and what is stored


def incoming(trial: Trial) -> Stored:
    """Sum up the values that a file brings."""
    facts = trial.intake.facts
    return _summed(facts, facts.value, trial.known)


def stored(work: Work, trial: Trial) -> Stored:
    """Sum up what is stored for the keys of a file."""
    facts = trial.intake.facts
    if trial.intake.kind not in FACTS:
        return Stored()
    values = (work.targets if trial.intake.kind == "targets" else work.readings).values(facts)
    return _summed(facts, values, trial.known)


def _summed(facts: Facts, values: NDArray[np.float64], known: Known) -> Stored:
    if not len(facts):
        return Stored()
    there = ~np.isnan(values)
    order = np.lexsort((facts.start, facts.metric, facts.person))
    order = order[there[order]]
    columns = (facts.person, facts.metric, facts.start, values)
    lines = zip(*(column[order].tolist() for column in columns), strict=True)
    text = "\n".join(f"{person} {metric} {start} {value!r}" for person, metric, start, value in lines)
    sums = {}
    for number in np.unique(facts.metric).tolist():
        mine = values[(facts.metric == number) & there]
        sums[known.metric_by_number[number].key] = (
            Sum(len(mine), float(np.round(mine.sum(), 6)), float(mine.min()), float(mine.max())) if len(mine) else Sum()
        )
    return Stored(hashlib.sha256(text.encode()).hexdigest() if len(order) else "", sums)


def rows_of(trial: Trial) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return header and rows of a file as it would be without its faults: canonical, cleaned, each row once."""
    intake, known = trial.intake, trial.known
    if intake.kind not in FACTS:
        header = tuple(dict.fromkeys(name for _, cells in intake.records for name in cells))
        bad = {one.row for one in trial.report.rejected}
        return header, [
            tuple(cells.get(name, "") for name in header) for row, cells in intake.records if row not in bad
        ]
    facts = intake.facts
    people = {number: person for person, number in known.people.items()}
    held = {(one.row, one.value) for one in trial.report.quarantined}
    starts, ends = (column.astype("datetime64[D]").astype(str).tolist() for column in (facts.start, facts.end))
    main = "target" if intake.kind == "targets" else "value"
    rest = ("start_value", "weight") if intake.kind == "targets" else ("numerator", "denominator")
    columns = (facts.row, facts.person, facts.metric, starts, ends, facts.value, facts.first, facts.second)
    lists = [column if isinstance(column, list) else column.tolist() for column in columns]
    rows = [
        (people[person], known.metric_by_number[metric].key, start, end, *map(_plain, (value, first, second)))
        for row, person, metric, start, end, value, first, second in sorted(zip(*lists, strict=True))
        if (row, f"{value:.12g}") not in held
    ]
    return ("employee_id", "metric", "period_start", "period_end", main, *rest), rows


def _plain(value: float) -> str:
    return "" if value != value else repr(int(value)) if value == int(value) else repr(value)  # noqa: PLR0124 - NaN


# Where a file stands


def _own(work: Work, actor: Actor, no: int, *, now: datetime) -> Upload:
    require(work, actor, Act.IMPORT, now=now)
    upload = work.uploads.get(no)
    if upload is None:
        raise NotFound("upload-gone")
    if upload.person_id != actor.person.id:
        raise Denied("upload-not-yours", act=Act.IMPORT.value)
    return upload


def _mine(work: Work, actor: Actor, no: int, turn: int, *states: State, now: datetime) -> tuple[Upload, Plan]:
    upload = _own(work, actor, no, now=now)
    if upload.state not in states or upload.round != turn or upload.plan is None:
        raise Stale("upload-further-on", name=upload.name)
    return upload, upload.plan


def _move(work: Work, was: Upload, to: Upload) -> None:
    if not work.uploads.move(was, to):
        raise Stale("upload-further-on", name=was.name)


def _free(upload: Upload) -> Upload:
    return replace(upload, owner="", lease_until=None, tries=0)


def _show(
    work: Work,
    was: Upload,
    to: Upload,
    *,
    remembered: Remembered | None,
    reason: tuple[str, Mapping[str, object]] | None = None,
    now: datetime,
) -> None:
    """Write an upload with its next round, and send the card with what it is taken for."""
    person = work.people.get(was.person_id)
    if person is None or to.plan is None:
        return
    plan, to = to.plan, replace(to, round=was.round + 1)
    to = replace(to, card=_key(to, "proposed"))
    if not work.uploads.move(was, to):
        return
    t = work.words(person.locale)
    confirmer = work.people.get(remembered.by) if remembered else None
    earlier = work.uploads.done_with(to.digest)
    card = view.proposal(
        t,
        to,
        plan,
        metrics={metric.key: metric for metric in work.metrics.all()},
        confirmed=(confirmer.name, remembered.at) if confirmer and remembered else None,
        imported_at=earlier.at if earlier else None,
        problem=t(reason[0], **reason[1]) if reason else "",
        zone=zone(person.timezone),
        now=now,
    )
    _send(work, to, person, card, "proposed", now=now)


def _key(upload: Upload, step: str) -> str:
    return f"upload:{upload.no}:{upload.round}:{step}"


def _send(work: Work, upload: Upload, person: Person, card: Card, step: str, *, now: datetime) -> None:
    enqueue(work, card, key=_key(upload, step), to=person, kind=_KIND, priority=Priority.REPLY, now=now)


def _card(work: Work, upload: Upload) -> Card:
    delivery = work.outbox.get(upload.card)
    if delivery is None:
        raise NotFound("upload-gone")
    return card_from_json(delivery.card)


def _settled(work: Work, actor: Actor, upload: Upload, key: str) -> Card:
    t = work.words(actor.person.locale)
    return view.settled(t, _card(work, upload) if upload.card else None, key=key, name=upload.name)


def _note(work: Work, by: str, no: int, step: str, *, at: datetime) -> None:
    work.audit.append(What.IMPORT, actor=by, detail={"upload": no, "step": step}, at=at)


_IN_CHAT = {"import-no-header": "upload-no-header", "import-no-column": "upload-no-column"}
"""Reasons whose way out is another one in chat than on the command line."""


def _reason(error: DataError) -> tuple[str, Mapping[str, object]]:
    return _IN_CHAT.get(error.key, error.key), error.values
