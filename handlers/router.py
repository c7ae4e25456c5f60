"""Brings what arrived to an answer: whether it was here before, who sent it, and which route it takes.

An arrival is in the inbox before the platform is told that we have it, and leaves it in the transaction of its
effect. So what was acknowledged has its effect once: a repeat is stopped, and what a crash interrupted is taken up
again at the next start.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from time import perf_counter
from typing import TYPE_CHECKING

import structlog

from bot.admin.domain.health import MOST_TRIES, Part
from bot.admin.services import health
from bot.admin.views.health import unanswered
from bot.delivery.domain.delivery import Priority
from bot.delivery.domain.message import REPLY
from bot.delivery.services import notice
from bot.delivery.services.outbox import enqueue
from bot.kit.calendar import quarter, zone
from bot.kit.errors import Denied, NotFound, Unanswered, UserError
from bot.messages.card import Attachment, Card, Note, Text
from bot.messages.codec import inbound_from_json, inbound_to_json
from bot.messages.dialogue import BACK, CANCEL, NONE, SKIP, answer, begin, in_the_way, question, quoted, still_open
from bot.messages.form import Form, TextField
from bot.messages.i18n import Catalog
from bot.messages.inbound import (
    Click,
    Command,
    Notice,
    ProfileChange,
    Saying,
    Settled,
    Submission,
    Unfit,
    Upload,
    Visit,
    cleaned,
)
from bot.messages.text import plain
from bot.people.domain.audit import What
from bot.people.domain.permission import Role
from bot.people.services import permission
from bot.roster.services import account, directory
from handlers import MESSAGES, ROUTES, WAITING, Means, Route
from handlers.context import Context, Refill
from handlers.grammar import asked, lead, named, shown
from handlers.meaning import meant

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import date

    from bot.kit.clock import Clock
    from bot.kit.identity import Identity
    from bot.messages.dialogue import Dialogue
    from bot.messages.i18n import Translator
    from bot.messages.inbound import Inbound, Reply
    from bot.people.domain.permission import Actor
    from bot.work import Hop, Work
    from handlers.route import Handler

log = structlog.get_logger()

_AT_ONCE = 64
_MOST_FAILURES = 5
_LONG_ENOUGH = 0.25
"""Seconds after which those who were answered have their answers, and others who write have their turn."""


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """A command that waits for its turn in a transaction, and where its answer goes."""

    inbound: Inbound
    at: datetime
    reply: asyncio.Future[Reply]

    def answer(self, reply: Reply) -> None:
        """Answer whoever still waits."""
        if not self.reply.done():
            self.reply.set_result(reply)

    def fail(self, error: Exception) -> None:
        """Hand a fault to whoever still waits."""
        if not self.reply.done():
            self.reply.set_exception(error)


class Router:
    """Answers whatever a platform brings; one instance serves all of them."""

    def __init__(
        self,
        hop: Hop,
        *,
        clock: Clock,
        locale: str,
        command: str,
        ring: Callable[[], None],
        forms: Callable[[str], bool],
    ) -> None:
        """Make it; ``forms`` says of a platform whether it can show a form now."""
        self._hop = hop
        self._clock = clock
        self._locale = locale
        self._command = command
        self._ring = ring
        self._forms = forms
        self._asked: deque[_Asked] = deque()
        self._answering: asyncio.Task[None] | None = None
        self._late: set[asyncio.Task[None]] = set()
        self._failures: Counter[tuple[str, str]] = Counter()

    async def persist(self, inbound: Inbound) -> bool:
        """Put an arrival into the inbox; False when it was here before.

        A command that is answered in its own acknowledgement needs no place there: the two happen together, and
        no platform sends one again. Nor does a visit, which only looks.
        """
        if _answered_at_once(inbound):
            return True
        inbound = cleaned(inbound)
        sender = inbound.sender
        now = self._clock.now()
        seen = await self._hop(
            lambda work: work.inbox.seen(
                sender.identity.platform, sender.delivery_id, at=now, payload=inbound_to_json(inbound)
            )
        )
        return not seen

    async def receive(self, inbound: Inbound) -> Reply:
        """Have the effect and return what the platform shows at once; longer answers come through the outbox."""
        if not _answered_at_once(inbound):
            reply = await self._hop(self._answer, inbound, now=self._clock.now())
            self._ring()
            return reply
        reply = await self._together(inbound)
        if not isinstance(reply, Card):  # a card goes with the acknowledgement; anything else may be in the outbox
            self._ring()
        return reply

    async def _together(self, inbound: Inbound) -> Reply:
        """Answer what many ask at the same moment in few transactions: those who come during one share the next."""
        asked = _Asked(inbound, self._clock.now(), asyncio.get_running_loop().create_future())
        self._asked.append(asked)
        if self._answering is None or self._answering.done():
            self._answering = asyncio.create_task(self._answer_asked())
        return await asked.reply

    async def _answer_asked(self) -> None:
        while self._asked:
            batch: list[_Asked] = []
            try:
                replies: list[Reply] = await self._hop(self._answers, batch)
            except Exception:  # noqa: BLE001 - nothing of it happened; whose fault it is shows when each is asked alone
                log.warning("inbound.apart", count=len(batch))
                if not batch and self._asked:  # there was no transaction at all: somebody has to be told
                    batch.append(self._asked.popleft())
                for asked in batch:
                    await self._answer_alone(asked)
            else:
                for asked, reply in zip(batch, replies, strict=True):
                    asked.answer(reply)

    async def _answer_alone(self, asked: _Asked) -> None:
        try:
            asked.answer(await self._hop(self._answer, asked.inbound, now=asked.at))
        except Exception as error:  # noqa: BLE001 - handed to whoever waits
            asked.fail(error)

    async def defer(self, command: Command) -> bool:
        """Keep a command that waits for its turn too long to be answered in its acknowledgement.

        It is in the inbox afterwards, and answered like anything that is: False when it is under way already, so that
        its effect and its answer come together.
        """
        place = next((one for one in list(self._asked) if one.inbound is command), None)
        if place is None:
            return False
        try:
            self._asked.remove(place)
        except ValueError:  # a transaction has it by now
            return False
        later = replace(command, inline=False)
        await self.persist(later)
        self._late.add(task := asyncio.create_task(self._answer_late(later, place)))
        task.add_done_callback(self._late.discard)
        return True

    async def _answer_late(self, command: Command, place: _Asked) -> None:
        try:
            place.answer(await self.receive(command))
        except Exception as error:  # noqa: BLE001 - handed to whoever waits
            place.fail(error)

    async def resume(
        self,
        platform: str,
        *,
        answer: Callable[[Inbound, Reply], Awaitable[None]],
        older: timedelta = timedelta(0),
    ) -> int:
        """Take up arrivals that were acknowledged and had no effect before a process ended; return how many.

        ``older`` leaves alone what is younger. One that fails stays for the next time and stops no other; one in whose
        middle processes ended, or that fails again and again, is put aside.
        """
        before = self._clock.now() - older
        left: list[tuple[str, str]] = await self._hop(lambda work: work.inbox.unfinished(platform, before=before))
        for delivery_id, payload in left:
            arrival = (platform, delivery_id)
            given_up = self._failures[arrival] >= _MOST_FAILURES
            if not await self._hop(_take_up, *arrival, payload, given_up=given_up, now=self._clock.now()):
                self._failures.pop(arrival, None)
                self._ring()
                continue
            try:
                inbound = inbound_from_json(payload)
                await answer(inbound, await self.receive(inbound))
            except Exception as error:
                log.exception("inbound.left_again", platform=platform, error=type(error).__name__)
                self._failures[arrival] += 1
                await self._hop(lambda work: work.inbox.put_back(*arrival))  # noqa: B023 - done at once
        return len(left)

    def _answers(self, work: Work, batch: list[_Asked]) -> list[Reply]:
        """Answer whoever has asked by now, one after the other, into ``batch``; returns the answers.

        Who asks meanwhile comes into the same transaction, until that has taken long enough.
        """
        replies: list[Reply] = []
        began = perf_counter()
        while len(batch) < _AT_ONCE and perf_counter() - began < _LONG_ENOUGH:
            try:
                one = self._asked.popleft()
            except IndexError:
                break
            batch.append(one)
            replies.append(self._answer(work, one.inbound, now=one.at, savepoint=False))
        return replies

    def _answer(self, work: Work, inbound: Inbound, *, now: datetime, savepoint: bool = True) -> Reply:
        if not _answered_at_once(inbound):
            sender = inbound.sender
            if not work.inbox.done(sender.identity.platform, sender.delivery_id, at=now):
                return None
        return self._reply(work, inbound, now=now, savepoint=savepoint)

    def _reply(self, work: Work, inbound: Inbound, *, now: datetime, savepoint: bool = True) -> Reply:
        inbound = cleaned(inbound)
        sender = inbound.sender
        if isinstance(inbound, ProfileChange):
            (directory.leave if inbound.gone else directory.changed)(work, sender.identity, now=now)
            return None
        asker = work.recall(("asker", sender.identity, quarter(now)), lambda: _asker(work, sender.identity, now=now))
        if isinstance(asker, str):
            log.info("inbound.stranger", platform=sender.identity.platform, left=bool(asker))
            locale = asker or sender.locale or account.language(work, sender.identity) or self._locale
            if _in_a_room(inbound):  # whom to ask, and that somebody has left, is nothing for others
                return Notice(Catalog.load()(locale)("platform-write-in-private"))
            stays = isinstance(inbound, Visit)
            said = account.stranger(work, sender.identity, left=bool(asker), locale=locale, now=now, stays=stays)
            return Notice(said)
        actor, told = asker
        person = actor.person
        t = Catalog.load()(person.locale)
        command = self._command if isinstance(inbound, Command) else ""
        context = Context(work, actor, t, now, command, asked(actor.roles, t.locale), MESSAGES, WAITING)
        if not told:
            notice.introduce(work, person, now=now, asked=True)
        if self._forms(sender.identity.platform):
            reply = self._attempt(context, inbound, savepoint=savepoint)
        else:
            reply = self._by_questions(context, inbound, savepoint=savepoint)
        if _in_a_room(inbound):
            reply = _for_one(reply, t)
        if isinstance(reply, Card) and not isinstance(inbound, Visit) and not (told and _fits_inline(inbound, reply)):
            return _hand_over(context, inbound, reply)
        return reply

    def _attempt(self, context: Context, inbound: Inbound, *, savepoint: bool = True) -> Reply:
        """Let a handler answer; of what fails nothing stays, but that somebody was refused."""
        try:
            with context.work.attempt(savepoint=savepoint):
                return _dispatch(context, inbound)
        except Refill as again:
            return Unfit(again.form)
        except Denied as denied:
            act, subject = (str(denied.values.get(name, "")) for name in ("act", "subject"))
            log.info("inbound.refused", act=act)
            context.work.audit.append(
                What.REFUSAL, actor=context.person.id, subject=subject, detail={"act": act}, at=context.now
            )
            return Notice(context.t(denied.key, **_said(denied)))
        except UserError as error:
            return Notice(context.t(error.key, **error.values))

    # Forms asked question by question

    def _by_questions(self, context: Context, inbound: Inbound, *, savepoint: bool) -> Reply:
        """Answer where no form can be shown: a form is asked as questions, and plain words are their answers."""
        dialogue = context.work.dialogues.of(inbound.sender.identity) if inbound.sender.private else None
        if dialogue is not None and isinstance(inbound, Saying | Command):
            reply = self._talk(context, inbound, dialogue, savepoint=savepoint)
        else:
            reply = self._attempt(context, inbound, savepoint=savepoint)
        if isinstance(reply, Form | Unfit):
            return self._ask(context, inbound, reply if isinstance(reply, Form) else reply.form)
        return reply

    def _ask(self, context: Context, inbound: Inbound, form: Form) -> Reply:
        """Begin to ask a form, or go on with it; another one that has answers is not lost for it."""
        identity = inbound.sender.identity
        before = context.work.dialogues.of(identity)
        if before and before.begun:
            same = before.form.action == form.action
            return question(context.t, before) if same else Notice(in_the_way(context.t, before))
        dialogue = begin(form)
        context.work.dialogues.open(identity, dialogue, at=context.now)
        return question(context.t, dialogue)

    def _talk(self, context: Context, inbound: Saying | Command, dialogue: Dialogue, *, savepoint: bool) -> Reply:
        """Take words as the answer to the question that is open, or as what they ask for in between.

        A command alone is one, unless the question offers it as an answer; with more words it needs its slash.
        """
        words = inbound.text if isinstance(inbound, Saying) else inbound.words
        literally, word = quoted(words), shown(words).casefold()
        route = None if literally else named(words)
        if word in CANCEL:
            context.work.dialogues.close(inbound.sender.identity)
            return Notice(context.t("dialogue-cancelled"))
        if word in BACK | SKIP:
            return self._answered(context, inbound, dialogue, words)
        if not word or (route and route.name == "help"):
            return question(context.t, dialogue, helps=True)
        commands = isinstance(inbound, Command) or (
            route is not None and context.actor.ever(route.act) and not _fits(dialogue, words, context.today)
        )
        if not commands:
            literal = literally if _asks(literally) else ""
            return self._answered(context, inbound, dialogue, literal or words, literally=bool(literal))
        waits = still_open(context.t, dialogue, said=shown(words) if isinstance(inbound, Saying) else "")
        return _beside(self._attempt(context, inbound, savepoint=savepoint), waits)

    def _answered(
        self, context: Context, inbound: Saying | Command, dialogue: Dialogue, words: str, *, literally: bool = False
    ) -> Reply:
        """Take an answer, and ask the next question or do what the form is for."""
        identity = inbound.sender.identity
        try:
            dialogue = answer(dialogue, words, today=context.today, literally=literally)
        except Unanswered as wrong:
            (key, values) = next(iter(wrong.problems.values()))
            return question(context.t, dialogue, problem=context.t(key, **values))
        if dialogue.asked is not None:
            context.work.dialogues.open(identity, dialogue, at=context.now)
            return question(context.t, dialogue)
        context.work.dialogues.close(identity)
        return self._attempt(context, Submission(inbound.sender, dialogue.form.action, dialogue.values))


def _asks(words: str) -> bool:
    """Say whether words would be no answer if they stood without quotation marks."""
    return words.isdecimal() or shown(words).casefold() in CANCEL | BACK | SKIP | NONE or named(words) is not None


def _fits(dialogue: Dialogue, words: str, today: date) -> bool:
    """Say whether words answer a question that does not take just any words."""
    if dialogue.asked is None or isinstance(dialogue.asked, TextField):
        return False
    try:
        answer(dialogue, words, today=today, literally=True)
    except Unanswered:
        return False
    return True


def _beside(reply: Reply, line: str) -> Reply:
    """Return an answer with a line below it; a form speaks for itself."""
    match reply:
        case Card():
            return replace(reply, blocks=(*reply.blocks, Note(line)))
        case Notice(text):
            return Notice(f"{text}\n{line}")
        case _:
            return reply


def _take_up(work: Work, platform: str, delivery_id: str, payload: str, *, given_up: bool, now: datetime) -> bool:
    """Count one more try at an arrival; False when it is done, or was tried often enough and is put aside.

    Whoever wrote it and the admins are told. What was in it goes, as it does with all that is done.
    """
    tries = work.inbox.take_up(platform, delivery_id)
    if tries <= MOST_TRIES and not given_up:
        return tries > 0
    arrived = work.inbox.handled(platform, delivery_id)
    work.inbox.done(platform, delivery_id, at=now)
    log.error("inbound.put_aside", platform=platform)
    health.put_aside(work, Part.MESSAGE, platform, now=now)
    try:
        person = work.people.by_identity(inbound_from_json(payload).sender.identity)
    except Exception:  # noqa: BLE001 - it may be this that cannot be read
        person = None
    if person and arrived and person.employed_at(now):
        card = unanswered(Catalog.load()(person.locale), at=arrived[0], zone=zone(person.timezone), now=now)
        key = f"unanswered:{platform}:{delivery_id}"
        enqueue(work, card, key=key, to=person, kind=card.kind, priority=Priority.REPLY, now=now)
    return False


def _asker(work: Work, identity: Identity, *, now: datetime) -> tuple[Actor, bool] | str:
    """Return who this is and whether they have had the notice; of a stranger "", of who has left their language."""
    person = work.people.by_identity(identity)
    if person is None or not person.employed_at(now):
        return person.locale if person else ""
    return permission.actor(work, person, now=now), notice.told(work, person)


def _said(denied: Denied) -> dict[str, object]:
    """Return the variables of a refusal's words; what it was about is for the record, not for the reader."""
    return {name: value for name, value in denied.values.items() if name not in {"act", "subject"}}


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
    if _answered_at_once(inbound) or not inbound.sender.private:  # typed elsewhere: say where the answer went
        return Notice(context.t("platform-in-private"))
    return None


def _rights(context: Context) -> str:
    return permission.rights(context.work, context.actor, now=context.now).to_text()


def _dispatch(context: Context, inbound: Inbound) -> Reply:
    """Bring an arrival to its route.

    Raises:
        Denied: when whoever asks can never do this.
        NotFound: when no route knows the button or form.
    """
    route: Route | None = None
    match inbound:
        case Click(action=action):
            route = _routes(Means.CLICK).get(action.name)
            args = dict(action.args)
            if route and Means.WORDS in route.means:  # a button that says for somebody what they could type
                context = replace(context, rest=args.get("said", ""))
            if key := args.get("key"):  # whether anybody reads a kind of message shows in this
                context.work.outbox.answered(key, context.person.id, at=context.now)
        case Submission(action=action):
            route = _routes(Means.FORM).get(action.name)
        case Visit():
            route = next(iter(_routes(Means.VISIT).values()), None)
        case Upload():
            route = next(iter(_routes(Means.FILE).values()), None)
        case ProfileChange():  # taken up before anybody is asked who it is
            return None
        case Command(words=words) | Saying(text=words):
            route, context, answer = meant(context, words)
            if route is None:
                return answer
    if route is None:
        raise NotFound("button-unknown")
    if not context.actor.ever(route.act):
        raise Denied("permission-denied", act=route.act.value)
    if route.steady and isinstance(inbound, Command):
        return _steady(context, inbound, route.handler)
    return route.handler(context, inbound)


def _steady(context: Context, command: Command, handler: Handler) -> Reply:
    """Answer as before if nothing was stored since; that somebody's figures were read is noted each time."""
    work = context.work
    key = ("reply", command.sender.identity, command.words, context.command, quarter(context.now), Catalog.version())
    reply, noted = work.recall(key, lambda: work.audit.aside(lambda: handler(context, command)))
    work.audit.repeat(noted, at=context.now)
    return reply


def opens(inbound: Inbound) -> bool:
    """Say whether an arrival is likely to be answered with a form, so that a platform may open one beforehand."""
    match inbound:
        case Click(action=action):
            route = _routes(Means.CLICK).get(action.name)
        case Command(words=words):
            led = lead(words)
            route = led.route if led else None
        case _:
            return False
    return route is not None and route.opens


def _answered_at_once(inbound: Inbound) -> bool:
    """Say whether the answer goes with the acknowledgement, or needs none: then there is nothing to be kept before."""
    return (isinstance(inbound, Command) and inbound.inline) or isinstance(inbound, Visit)


def _fits_inline(inbound: Inbound, card: Card) -> bool:
    """Say whether a card can be the direct answer: where the platform can show one, and no file goes with it."""
    apart = any(isinstance(block, Attachment) for block in card.blocks)
    return isinstance(inbound, Command) and inbound.inline and inbound.sender.private and not apart


@cache
def _routes(means: Means) -> dict[str, Route]:
    return {route.name: route for route in ROUTES if means in route.means}
