"""Sending to DingTalk: as a card where there are cards, as the robot's message else, with pictures and files."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, TypeVar

from bot.delivery.domain.delivery import Receipt
from bot.delivery.domain.platform_item import ItemKind
from bot.kit.errors import InDoubt, Rejected, Unreachable
from bot.messages.card import Card
from bot.messages.text import plain as bare
from bot.platforms.dingtalk import limits
from bot.platforms.dingtalk.app import DingTalkApp
from bot.platforms.dingtalk.calendar import DingTalkCalendar
from bot.platforms.dingtalk.call import Calls
from bot.platforms.dingtalk.cards import BY_KEY, Cards
from bot.platforms.dingtalk.files import DingTalkFiles
from bot.platforms.dingtalk.native import NativeCharts
from bot.platforms.dingtalk.page import render_form
from bot.platforms.dingtalk.parse import PLATFORM
from bot.platforms.dingtalk.people import DingTalkPeople
from bot.platforms.dingtalk.render import plain, render
from bot.platforms.dingtalk.robot import Robot, place_of
from bot.platforms.dingtalk.todo import DingTalkTodo
from bot.platforms.pace import bounded
from bot.platforms.picture import Pictures

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from bot.delivery.domain.platform_item import PlatformItem
    from bot.kit.clock import Clock
    from bot.kit.identity import Identity
    from bot.messages.card import Drawing, Picture
    from bot.messages.form import Form
    from bot.messages.inbound import Sender
    from bot.platforms.dingtalk.numbers import NumberedChoices


Json = dict[str, Any]
T = TypeVar("T")

_NO_FORM: Final[Json] = {"form_action": ""}
_SHARE: Final = 0.3  # of the time that a whole send may take: one call
_NOT_TAKEN: Final = "invalid"
"""The code of a refusal of what stands in a card's variables."""


class DingTalkSender:
    """Carries cards to people through one robot; one attempt each, at the organisation's pace and on its budget."""

    def __init__(
        self,
        app: DingTalkApp,
        *,
        clock: Clock,
        draw: Callable[[Drawing], bytes],
        longest: float,
        spent: Callable[[int], Awaitable[None]],
        numbers: NumberedChoices,
    ) -> None:
        self._longest = longest
        self.calls = Calls(
            client_id=app.client_id,
            client_secret=app.client_secret,
            openapi=app.openapi_endpoint,
            oapi=app.oapi_endpoint,
            clock=clock,
            patience=min(limits.PATIENCE, longest / 4),
            spent=spent,
        )
        self.files = DingTalkFiles(self.calls, robot=app.robot)
        self.people = DingTalkPeople(self.calls)
        self._calendar, self._todo = DingTalkCalendar(self.calls), DingTalkTodo(self.calls)
        self._pictures = Pictures(draw=draw, upload=self._upload)
        self._charts = NativeCharts(on=app.capabilities.charts)
        self._numbers = numbers
        self.cards = Cards(app, self.calls, clock=clock)
        self.robot = Robot(app, self.calls, clock=clock, longest=longest * _SHARE)

    async def send(self, identity: Identity, card: Card, *, opaque: str, fresh: bool = False) -> Receipt:
        """Put a card into the person's talk with the robot.

        A card's ``outTrackId`` is the opaque key, so the same again shows nothing twice; a lost answer leaves it in
        doubt all the same, because another card must not say the same. ``fresh`` says that no earlier attempt can
        have shown it: a card that is there all the same was made and not delivered. Without a card template it
        becomes a Markdown message, which has no key. Its files follow it, and have none either.

        Raises:
            PlatformError: as ports.Platform says.
        """
        async with bounded(self._longest * 0.4, Unreachable(PLATFORM, "pictures_slow")):
            values = await self._values(card)
            files = await self.files.packed(card)

        async def create(values: Json) -> Receipt:
            async with bounded(self._longest * _SHARE, InDoubt(PLATFORM, "slow")):
                return await self.cards.create(identity, values, card.summary, opaque, fresh=fresh)

        receipt = None
        if self.cards.available:
            try:
                receipt = await self._best(card, values, create)
            except Rejected as error:
                self.cards.pause(error)
        if receipt is None:
            pictures = await self._drawn(card) if self._charts.of(card) else self._pictures.known(card)
            receipt = await self._numbers.send(
                identity.user, card, pictures, key=opaque, say=lambda message: self.robot.say(identity, message)
            )
        await self.files.follow(files, opaque=opaque, say=lambda file: self.robot.send_file(identity, file))
        return receipt

    async def _best(self, card: Card, values: Json, put: Callable[[Json], Awaitable[T]]) -> T:
        """Show a card with the chart that DingTalk draws, where it does; with pictures once it refuses that."""
        try:
            return await put(values)
        except Rejected as error:
            if error.code != _NOT_TAKEN or "chart" not in values:
                raise
            self._charts.give_up()
        async with bounded(self._longest * 0.4, Unreachable(PLATFORM, "pictures_slow")):
            values = await self._values(card)
        return await put(values)

    async def _values(self, card: Card) -> Json:
        chart = self._charts.of(card)
        pictures, _ = await self._pictures.of(card, but=chart)
        return self._charts.hidden() | render(card, pictures, native=chart)

    async def _drawn(self, card: Card) -> dict[Drawing, str]:
        async with bounded(self._longest * 0.4, Unreachable(PLATFORM, "pictures_slow")):
            pictures, _ = await self._pictures.of(card)
        return pictures

    async def ask(self, identity: Identity, form: Form, *, opaque: str) -> Receipt | None:
        """Show a form as a card of its own, once for each key; None where DingTalk turns out to know no template.

        Raises:
            PlatformError: as for :meth:`send`.
        """
        try:
            async with bounded(self._longest * _SHARE, InDoubt(PLATFORM, "slow")):
                return await self.cards.create(identity, render_form(form), bare(form.title), opaque)
        except Rejected as error:
            self.cards.pause(error)
            return None

    async def find(self, identity: Identity, *, opaque: str, since: datetime) -> Receipt | None:
        """Return None where sending again is harmless: a card's key lets it show once only.

        Raises:
            LookupError: where messages go without a card, or a card's file may be out, and nobody can tell.
        """
        del identity, since
        if not self.cards.available or self.files.in_doubt(opaque):
            raise LookupError("robot messages have no key")
        return None

    async def update(self, receipt: Receipt, card: Card) -> None:
        """Redraw a card; safe to repeat. A robot's Markdown message stays as it is: DingTalk cannot change one."""
        if "id" in receipt.fields:
            card_id = receipt.fields["id"]
            await self._best(card, await self._values(card), lambda values: self.cards.put(card_id, values))

    async def add(self, sender: Sender, card: Card) -> None:
        """Say what there is new on a message that cannot change; the numbers that it offered go on to hold.

        Raises:
            PlatformError: when it cannot be said.
        """
        message = plain(card, {})
        said: Json = {"title": message["title"], "text": message["text"]}
        if not await self.robot.post_markdown(place_of(sender), said):
            await self.robot.say(sender.identity, said)

    async def tell(self, sender: Sender, text: str) -> None:
        """Say a short line where somebody spoke.

        Raises:
            PlatformError: when it cannot be said.
        """
        await self.robot.tell(sender, text)

    def settled(self, card: Card, *, was_form: bool = False) -> Json:
        """Return what a callback's acknowledgement says to redraw the clicked card; draws and uploads nothing."""
        chart = self._charts.of(card)
        values = self._charts.hidden() | render(card, self._pictures.known(card), native=chart)
        values |= _NO_FORM if was_form else {}
        if not values["picture"]:
            del values["picture"]  # by key: what is not sent stays
        return {"cardUpdateOptions": BY_KEY, "cardData": {"cardParamMap": values}}

    def asked(self, form: Form, *, done: bool = False) -> Json:
        """Return what an acknowledgement says to redraw a form: with its problems, or as sent in."""
        return {"cardUpdateOptions": BY_KEY, "cardData": {"cardParamMap": self._form(form, done=done)}}

    async def redraw(self, card_id: str, shown: Form | Card, *, done: bool = False) -> None:
        """Redraw a form's card once its acknowledgement has gone: the form again, or a card in its place."""
        if isinstance(shown, Card):
            values = await self._values(shown)
            await self._best(shown, values, lambda values: self.cards.put(card_id, values | _NO_FORM))
        else:
            await self.cards.put(card_id, self._form(shown, done=done))

    def _form(self, form: Form, *, done: bool) -> Json:
        return render_form(form, done=done) | self._charts.hidden()

    async def keep(self, item: PlatformItem, owner: Identity, other: Identity | None) -> str:
        """Bring an entry of somebody's calendar or to-do list to where it is to stand.

        Raises:
            LookupError: when the app may not.
            PlatformError: as ports.Platform says.
        """
        person = await self.people.union_id(owner)
        if item.kind is ItemKind.TODO:
            return await self._todo.keep(item, person)
        return await self._calendar.keep(item, person, await self.people.union_id(other) if other else "")

    async def socket_address(self, topics: Sequence[str]) -> tuple[str, str]:
        """Ask the gateway for a stream address and its ticket, which is good for one connection within 90 seconds.

        Raises:
            PlatformError: with a hint when the app's credentials or settings are wrong.
        """
        callbacks = [{"type": "CALLBACK", "topic": topic} for topic in topics]
        return await self.calls.open([{"type": "EVENT", "topic": "*"}, *callbacks])

    async def close(self) -> None:
        """Let go of the connections, for good."""
        await self.calls.close()

    async def say_for_nothing(self, user: str, card: Card | str) -> bool:
        """Show a card, or a line, to somebody by the address of what they said last in private: no call is counted.

        False where there is no such address any more, or DingTalk does not take it.
        """
        if isinstance(card, str):
            return await self.robot.post_text(user, card)
        if not self.robot.has_address(user):
            return False

        async def say(message: dict[str, str]) -> Receipt:
            if not await self.robot.post_markdown(user, message):
                raise InDoubt(PLATFORM, "webhook")
            return Receipt()

        try:
            await self._numbers.send(user, card, {}, key=secrets.token_hex(12), say=say)
        except InDoubt:
            return False
        return True

    async def _upload(self, drawn: bytes, picture: Picture) -> str:
        del picture  # its sentence stays in the card's Markdown
        return await self.files.upload(drawn, kind="image", name="trend.png", mime="image/png")
