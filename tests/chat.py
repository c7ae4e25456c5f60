"""A talk with the bot's router on a real database: anybody says, clicks and fills in, and reads what comes back.

No platform is in between: what a platform shows is the adapters' matter, and has tests of its own.
"""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from bot.delivery.domain.notice import VERSION
from bot.kit.identity import Identity
from bot.messages.card import Action, Button, Card, Choices
from bot.messages.codec import card_from_json, inbound_from_json, inbound_to_json
from bot.messages.draft import PageTurn
from bot.messages.field import SeveralField
from bot.messages.form import Form, flat
from bot.messages.i18n import translator
from bot.messages.inbound import (
    Click,
    Command,
    Notice,
    RejectedForm,
    Saying,
    Sender,
    Settled,
    Submission,
    Upload,
    Visit,
)
from bot.messages.text import plain
from bot.runtime.clockwork import SimulatedClock
from bot.runtime.worker import UnitOfWorkRunner
from handlers.router import Router
from tests.cards import everything

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    from bot.messages.i18n import Translator
    from bot.messages.inbound import Inbound, Reply
    from bot.work import Work
    from storage.storage import Storage
    from storage.work import SqlWork

Sent = TypeVar("Sent", bound="Inbound")
MORNING = datetime(2026, 11, 3, 2, 0, tzinfo=UTC)
"""Tuesday, 10:00 in Shanghai."""
LOCALES = {"slack": "en", "dingtalk": "zh-CN"}


@dataclass(frozen=True)
class Way:
    """A platform, whether it can show forms, and the language of its people: that of most there if none is said."""

    platform: str = "slack"
    forms: bool = True
    spoken: str = ""

    @property
    def locale(self) -> str:
        """The language of the people."""
        return self.spoken or LOCALES[self.platform]

    def __str__(self) -> str:
        """Name it for a test's id."""
        return "-".join([self.platform, *([] if self.forms else ["asked"]), *([self.spoken] if self.spoken else [])])


EVERYWHERE = pytest.mark.parametrize("way", [Way(), Way("dingtalk"), Way("dingtalk", forms=False)], ids=str)
"""Tells a story on each platform, and where no form can be shown; its language is the platform's."""
IN_BOTH_LANGUAGES = pytest.mark.parametrize(
    "way",
    [Way(), Way(spoken="zh-CN"), Way("dingtalk"), Way("dingtalk", forms=False, spoken="en")],
    ids=str,
)
"""Tells a story on each platform in each language, once where no form can be shown."""


@dataclass
class Chat:
    """A router and its database, with a clock that stands still unless it is moved."""

    storage: Storage
    router: Router
    clock: SimulatedClock
    way: Way
    seen: dict[str, int] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def locale(self) -> str:
        """The language of the people here."""
        return self.way.locale

    @property
    def platform(self) -> str:
        """The platform that everybody is on."""
        return self.way.platform

    @property
    def t(self) -> Translator:
        """The words of their language."""
        return translator(self.locale)

    def hire(self, *ids: str, **fields: Any) -> None:
        """Add people with an account on the platform; ``manager`` and other fields hold for all of them.

        They have had the notice before, unless ``told`` says otherwise.
        """
        manager, told = fields.pop("manager", None), fields.pop("told", True)
        common = {"timezone": "Asia/Shanghai", "locale": self.locale, "role": "seller", "department": "Sales"}
        records = [
            {"id": key, "name": f"Name {key}", **common, "manager_id": manager, **fields}
            | {"accounts": {self.platform: account(key)}}
            for key in ids
        ]
        with self.storage.work() as work:
            assert set(work.people.put(records)) <= {"inserted", "corrected", "unchanged"}
            work.notices.settle(ids if told else (), VERSION, at=self.clock.now())

    # What a person does

    async def say(self, person: str, text: str) -> Reply:
        """Write something; "/" makes it a command."""
        sender = self.sender(person)
        asked = Command(sender, text[1:]) if text.startswith("/") else Saying(sender, text)
        return await self.arrive(asked)

    async def click(self, person: str, button: Button | Action, *, message: dict[str, str] | None = None) -> Reply:
        """Press a button, or replay its action."""
        action = button.action if isinstance(button, Button) else button
        return await self.arrive(Click(self.sender(person), action, message or {"id": "m1"}))

    async def submit(self, person: str, form: Reply | Form, **values: str | tuple[str, ...]) -> Reply:
        """Fill in a form and send it; where none can be shown, answer its questions one by one in its order.

        ``values`` are by field name; what is left out keeps what stands there.
        """
        if isinstance(form, RejectedForm):
            form = form.form
        if isinstance(form, Form):
            return await self._send(person, form, values)
        reply: Reply = form
        asked = self.dialogue(person)
        while asked is not None:
            given = values.get(asked, "skip")
            reply = await self.say(person, ", ".join(given) or "none" if isinstance(given, tuple) else given or "skip")
            before, asked = asked, self.dialogue(person)
            if asked == before:
                return reply  # the answer was not taken: the question again, with the reason
        return reply

    async def _send(self, person: str, form: Form, values: Mapping[str, str | tuple[str, ...]]) -> Reply:
        """Send a form in, of a long one page after page until something else comes of it."""
        standing: dict[str, str | tuple[str, ...]] = {
            field.name: field.values if isinstance(field, SeveralField) else field.value for field in flat(form.shown)
        }
        step = form.step
        if step is None:
            return await self.arrive(Submission(self.sender(person), form.action, standing | dict(values)))
        given = {name: values.get(name, value) for name, value in standing.items()}
        move = PageTurn(step.draft, step.page, turn=step.turn)
        reply = await self.arrive(Submission(self.sender(person), form.action, given, move=move))
        goes_on = isinstance(reply, Form) and reply.step is not None and reply.step.draft == step.draft
        return await self._send(person, reply, values) if isinstance(reply, Form) and goes_on else reply

    def dialogue(self, person: str) -> str | None:
        """Return the name of the question that is open with somebody."""
        with self.storage.work() as work:
            found = work.dialogues.of(self.sender(person).identity)
        return found.asked.name if found and found.asked else None

    async def visit(self, person: str) -> Reply:
        """Open the bot's home."""
        return await self.arrive(Visit(self.sender(person)))

    async def upload(self, person: str, name: str, *, size: int = 100, ref: str = "file-1") -> Reply:
        """Send a file."""
        return await self.arrive(Upload(self.sender(person), name, size, ref))

    async def arrive(self, inbound: Inbound) -> Reply:
        """Let something arrive as a platform would; what goes through the outbox is returned as the reply."""
        inbound = arrived(inbound)
        assert await self.router.persist(inbound)
        reply = await self.router.receive(inbound)
        if reply is not None and not isinstance(reply, Notice):
            return reply
        key = f"reply:{self.platform}:{inbound.sender.delivery_id}"
        with self.storage.work() as work:
            sent = work.outbox.get(key)
        return card_from_json(sent.card) if sent else reply

    def sender(self, person: str) -> Sender:
        """Return somebody as the sender of something new."""
        identity = Identity(self.platform, "", account(person))
        return Sender(identity, f"d{next(self.numbers)}", "", private=True, at=self.clock.now())

    # What a person gets

    def inbox(self, person: str) -> list[Card]:
        """Return the cards that are new for somebody in the outbox, direct answers left out, oldest first."""
        with self.storage.work() as work:
            found = [
                delivery for delivery in work.outbox.find(person_id=person) if not delivery.key.startswith("reply:")
            ]
        fresh = [delivery for delivery in found if delivery.no > self.seen.get(person, 0)]
        self.seen[person] = max((delivery.no for delivery in found), default=0)
        return [card_from_json(delivery.card) for delivery in fresh]

    def pass_by(self, **span: float) -> None:
        """Let time go by: ``hours=2``."""
        self.clock.move_to(self.clock.now() + timedelta(**span))

    def work(self) -> AbstractContextManager[SqlWork]:
        """Open a unit of work, to look or to prepare."""
        return self.storage.work()


def arrived(inbound: Sent) -> Sent:
    """Return what somebody sends as the bot has it: its action from a platform's button, all of it from the inbox."""
    if isinstance(inbound, Click | Submission):
        inbound = replace(inbound, action=returned(inbound.action))
    kept = inbound_from_json(inbound_to_json(inbound))
    assert isinstance(kept, type(inbound))
    return kept


def returned(action: Action) -> Action:
    """Return an action as it comes back from a platform: written behind a button or form, and read again."""
    return Action.decoded(action.encoded())


def account(person: str) -> str:
    """Return somebody's account."""
    return f"u{person}".lower()


def buttons(reply: Reply) -> Sequence[Button]:
    """Return the buttons that can be pressed on a card."""
    card = reply.card if isinstance(reply, Settled) else reply
    assert isinstance(card, Card), reply
    blocks = [block for block in card.blocks if isinstance(block, Choices) and not block.answered]
    return [button for block in blocks for button in block.buttons]


def button(reply: Reply, name: str) -> Button:
    """Return the button of a card that asks for a route."""
    return next(button for button in buttons(reply) if button.action.name == name)


def read(reply: Reply) -> str:
    """Return every word that somebody reads of a reply."""
    match reply:
        case None:
            return ""
        case Notice(text):
            return plain(text)
        case Card():
            return everything(reply)
        case Settled(card):
            return everything(card)
        case Form() | RejectedForm():
            form = reply if isinstance(reply, Form) else reply.form
            return "\n".join([form.title, form.intro, *(field.label for field in form.fields), *form.problems.values()])


@asynccontextmanager
async def chat(storage: Storage, way: Way = Way(), *, now: datetime = MORNING) -> AsyncIterator[Chat]:
    """Open a talk on a database."""
    clock = SimulatedClock(now)
    storage.clock = clock.now
    run_in_work = UnitOfWorkRunner(storage)
    router = Router(
        run_in_work,
        clock=clock,
        locale=way.locale,
        command="/perf",
        wake=lambda: None,
        forms=lambda _: way.forms,
    )
    try:
        yield Chat(storage, router, clock, way)
    finally:
        run_in_work.close()


def give(work: Work, person: str, *roles: Any) -> None:
    """Give somebody roles, as an admin would."""
    for role in roles:
        work.permissions.give(person, role, by="test", at=MORNING)
