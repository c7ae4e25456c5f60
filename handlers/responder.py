"""The answer to one arrival in an open transaction: who asks, what they are answered, and which way that goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from bot.delivery.domain.delivery import Priority
from bot.delivery.domain.message import REPLY
from bot.delivery.services import notice
from bot.delivery.services.outbox import enqueue
from bot.kit.calendar import quarter
from bot.messages.card import Attachment, Card, Text
from bot.messages.inbound import Click, Command, Notice, ProfileChange, Settled, Submission, Visit, cleaned
from bot.messages.text import plain
from bot.people.domain.permission import Role
from bot.people.services import permission
from bot.roster.services import account, directory
from bot.roster.views import account as account_view
from handlers import LISTENERS, MESSAGES, WAITING
from handlers.context import Context
from handlers.conversation import converse
from handlers.grammar import asked
from handlers.recent_question import Conversation, RecentQuestions
from handlers.resolve import attempt

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.kit.identity import Identity
    from bot.messages.i18n import Translator
    from bot.messages.inbound import Inbound, Reply
    from bot.people.domain.permission import Actor
    from bot.work import Work

log = structlog.get_logger()


class Responder:
    """Answers arrivals, each in the transaction it is given; one instance serves all platforms."""

    def __init__(self, *, locale: str, command: str, forms: Callable[[str], bool]) -> None:
        """Make it; ``locale`` is for whom nothing better is known, ``command`` how the bot is addressed.

        ``forms`` says of a platform whether it can show a form now.
        """
        self._locale = locale
        self._command = command
        self._forms = forms
        self._questions = RecentQuestions()

    def respond(self, work: Work, inbound: Inbound, *, now: datetime, savepoint: bool = True) -> Reply:
        """Have the effect of an arrival and return what the platform shows at once; None where the outbox has it."""
        inbound = cleaned(inbound)
        sender = inbound.sender
        if isinstance(inbound, ProfileChange):
            (directory.leave if inbound.gone else directory.changed)(work, sender.identity, now=now)
            return None
        asker = work.recall(("asker", sender.identity, quarter(now)), lambda: _asker(work, sender.identity, now=now))
        if isinstance(asker, str):
            log.info("inbound.sender_unknown", platform=sender.identity.platform, left=bool(asker))
            locale = asker or sender.locale or account.language(work, sender.identity) or self._locale
            if _in_a_room(inbound):  # whom to ask, and that somebody has left, is nothing for others
                return Notice(work.words(locale)("platform-write-in-private"))
            stays = isinstance(inbound, Visit)
            stranger = account.stranger(work, sender.identity, left=bool(asker), now=now, stays=stays)
            return Notice(account_view.stranger(work.words(locale), stranger))
        actor, told = asker
        person = actor.person
        t = work.words(person.locale)
        command = self._command if isinstance(inbound, Command) else ""
        words = asked(actor.roles, t.locale)
        talk = Conversation(self._questions, sender.identity, sender.conversation)
        context = Context(work, actor, t, now, command, words, MESSAGES, WAITING, LISTENERS, conversation=talk)
        if not told:
            notice.introduce(work, person, now=now, asked=True)
        if self._forms(sender.identity.platform):
            reply = attempt(context, inbound, savepoint=savepoint)
        else:
            reply = converse(context, inbound, savepoint=savepoint)
        if _in_a_room(inbound):
            reply = _for_one(reply, t)
        if isinstance(reply, Card) and not isinstance(inbound, Visit) and not (told and _fits_inline(inbound, reply)):
            return _hand_over(context, inbound, reply)
        return reply


def _asker(work: Work, identity: Identity, *, now: datetime) -> tuple[Actor, bool] | str:
    """Return who this is and whether they have had the notice; of a stranger "", of who has left their language."""
    person = work.people.by_identity(identity)
    if person is None or not person.employed_at(now):
        return person.locale if person else ""
    return permission.actor(work, person, now=now), notice.told(work, person)


def _in_a_room(inbound: Inbound) -> bool:
    """Say whether others read along: in a group or channel, unless it is a card that only its reader has."""
    own = isinstance(inbound, Click | Submission) and bool(inbound.message)
    return not inbound.sender.private and not own


def _for_one(reply: Reply, t: Translator) -> Reply:
    """Make a card of what would be said aloud: a refusal, a name that was not found, what came of a button."""
    if isinstance(reply, Settled):
        return reply.card
    if isinstance(reply, Notice):
        return Card("answer", plain(reply.text), (Text(reply.text),), t.locale)
    return reply


def _hand_over(context: Context, inbound: Inbound, card: Card) -> Reply:
    """Send an answer through the outbox, in the transaction of its effect."""
    enqueue(
        context.work,
        card,
        key=f"{REPLY}{inbound.sender.identity.platform}:{inbound.sender.delivery_id}",
        to=context.person,
        kind=card.kind,
        priority=Priority.REPLY,
        now=context.now,
        platform=inbound.sender.identity.platform,
        rights="" if context.actor.roles == {Role.EMPLOYEE} else _rights(context),
    )
    if answered_at_once(inbound) or not inbound.sender.private:  # typed elsewhere: say where the answer went
        return Notice(context.t("platform-in-private"))
    return None


def _rights(context: Context) -> str:
    return permission.rights(context.work, context.actor, now=context.now).to_text()


def answered_at_once(inbound: Inbound) -> bool:
    """Say whether the answer goes with the acknowledgement, or needs none: then there is nothing to be kept before."""
    return (isinstance(inbound, Command) and inbound.inline) or isinstance(inbound, Visit)


def _fits_inline(inbound: Inbound, card: Card) -> bool:
    """Say whether a card can be the direct answer: where the platform can show one, and no file goes with it."""
    apart = any(isinstance(block, Attachment) for block in card.blocks)
    return isinstance(inbound, Command) and inbound.inline and inbound.sender.private and not apart
