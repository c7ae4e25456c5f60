"""Authorization at work: whether a message that waited may still go to its reader, and who gets it instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cases.services import correction, dispute
from bot.delivery.domain.authorization import ABOUT, COMPANY, LOST, REPLY
from bot.delivery.domain.delivery import REDRAW, Priority
from bot.delivery.services.outbox import enqueue
from bot.delivery.views.delivery import changed, unread
from bot.feedback.domain.feedback import Occasion, Stage
from bot.feedback.services import approval, feedback, kudos
from bot.intake.services import intake
from bot.messages.i18n import Catalog
from bot.overview.services import report
from bot.people.domain.permission import Relation, Rights
from bot.people.services import permission
from bot.privacy.services import privacy
from bot.roster.services import posting
from bot.talks.services import one_on_one
from bot.talks.services.reminder import ANSWER

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.delivery.domain.delivery import Delivery
    from bot.delivery.ports.work import Work
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person
    from bot.work import Work as FullWork


def withheld(work: FullWork, delivery: Delivery, reader: Person, now: datetime) -> str:
    """Say why a message may not go to its reader any more, "" while it may; who is to have it instead gets it.

    Asked at the instant of sending, of the org chart and the roles of that instant. What somebody is told about
    themselves is always theirs.
    """
    if not _is_theirs(delivery):
        posting.begin_due(work, now=now)  # a move whose day has begun counts, also before the clock was asked
    if readable(work, delivery, reader, now=now):
        return ""
    instead = _ask_again if delivery.key.startswith(REPLY) else _INSTEAD.get(delivery.kind)
    if instead is not None:
        instead(work, delivery, now)
    return LOST


def readable(work: FullWork, delivery: Delivery, reader: Person, *, now: datetime) -> bool:
    """Say whether somebody may see at an instant what a message says."""
    return reader.employed_at(now) and (
        _is_theirs(delivery) or _may(work, delivery, permission.actor(work, reader, now=now), now=now)
    )


def _is_theirs(delivery: Delivery) -> bool:
    """Say whether a message rests on nothing that its reader could lose; to take words back tells nothing."""
    if delivery.kind == REDRAW:
        return True
    if delivery.subject_id or delivery.rights:
        return delivery.subject_id == delivery.person_id and not delivery.rights
    return delivery.priority is Priority.REPLY or delivery.kind not in COMPANY


def _may(work: FullWork, delivery: Delivery, who: Actor, *, now: datetime) -> bool:
    if delivery.rights and not Rights.from_text(delivery.rights).within(permission.rights(work, who, now=now)):
        return False
    if delivery.subject_id in {"", who.person.id}:
        act = COMPANY.get(delivery.kind)
        return delivery.priority is Priority.REPLY or act is None or who.may(act, Relation.COMPANY)
    subject = work.people.get(delivery.subject_id)
    if subject is None or delivery.kind not in ABOUT:
        return False
    if delivery.kind in _FIGURES:
        return permission.sees(work, who, subject, now=now)
    if delivery.kind == _APPROVAL and not approval.decides(work, who, delivery.key, now=now):
        return False
    how = permission.relation(work, who, subject, now=now)
    return any(who.may(act, how) for act in ABOUT[delivery.kind])


# Who gets it instead. Whoever had it already is not sent it twice: the outbox knows each by its key.


def _feedback(work: FullWork, delivery: Delivery, now: datetime) -> None:
    wanted = work.feedback.get(delivery.key)
    if wanted is not None and wanted.stage is Stage.SENT:
        feedback.pass_on(work, wanted, now=now)


def _ended(work: FullWork, delivery: Delivery, now: datetime) -> None:
    feedback.say_ended(work, delivery.key, now=now)


def _dispute(work: FullWork, delivery: Delivery, now: datetime) -> None:
    dispute.bring_again(work, delivery.subject_id, now=now)


def _correction(work: FullWork, delivery: Delivery, now: datetime) -> None:
    correction.ask_again(work, delivery.subject_id, now=now)


def _privacy(work: FullWork, delivery: Delivery, now: datetime) -> None:
    privacy.bring_again(work, delivery.subject_id, now=now)


def _held(work: FullWork, _delivery: Delivery, now: datetime) -> None:
    intake.tell(work, [one.batch for one in work.quarantine.open()], now=now)


def _question(work: FullWork, delivery: Delivery, now: datetime) -> None:
    approval.ask_again(work, delivery.subject_id, now=now)


def _tell_author(work: Work, delivery: Delivery, now: datetime) -> None:
    """Tell whoever wrote words for who led them then that nobody has read them; another's are simply left out."""
    author, reader = work.people.get(delivery.subject_id), work.people.get(delivery.person_id)
    own = delivery.key.startswith(_OWN_WORDS) or delivery.key.endswith(ANSWER)
    if own and author is not None and reader is not None and author.employed_at(now):
        card = unread(Catalog.load()(author.locale), reader.name)
        key = f"{delivery.key}:unread"
        enqueue(work, card, key=key, to=author, kind=card.kind, priority=Priority.DEADLINE, now=now)


def _ask_again(work: Work, delivery: Delivery, now: datetime) -> None:
    """Tell whoever asked that what they may see has changed since."""
    reader = work.people.get(delivery.person_id)
    if reader is not None and reader.employed_at(now):
        card = changed(Catalog.load()(reader.locale))
        enqueue(work, card, key=f"{delivery.key}:again", to=reader, kind=card.kind, priority=Priority.REPLY, now=now)


_APPROVAL = "approval"
_OWN_WORDS = (one_on_one.ASKED, kudos.ANSWERED)
_FIGURES = frozenset(Occasion)
_INSTEAD: dict[str, Callable[[FullWork, Delivery, datetime], None]] = {
    Occasion.NUDGE: _feedback,
    Occasion.ALERT: _feedback,
    Occasion.CORRECTION: _ended,
    "approval": _question,
    "correction_request": _correction,
    "dispute": _dispute,
    "held": _held,
    "one_on_one": one_on_one.remind_again,
    "privacy": _privacy,
    "kudos": _tell_author,
    "reminder": _tell_author,
    "report": report.again,
    "talk": _tell_author,
    "week": report.again,
}
