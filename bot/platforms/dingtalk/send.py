"""Sending to DingTalk: cards, forms, robot messages, pictures and files; every refusal becomes one of our errors."""

from __future__ import annotations

import json
import secrets
from collections import OrderedDict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import structlog

from bot.delivery.domain.delivery import Receipt
from bot.kit.errors import InDoubt, NoReceipt, NotThere, PlatformError, RateLimited, Rejected, Unreachable
from bot.messages.card import Card
from bot.messages.text import plain as bare
from bot.platforms.dingtalk import limits
from bot.platforms.dingtalk.app import App
from bot.platforms.dingtalk.call import Calls
from bot.platforms.dingtalk.codes import NO_TEMPLATE, is_passing
from bot.platforms.dingtalk.files import Files
from bot.platforms.dingtalk.page import render_form
from bot.platforms.dingtalk.parse import PLATFORM
from bot.platforms.dingtalk.people import People
from bot.platforms.dingtalk.render import plain, render
from bot.platforms.fit import cut
from bot.platforms.pace import bounded
from bot.platforms.picture import Pictures
from bot.runtime.retry import retry

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from contextlib import AbstractAsyncContextManager

    from bot.kit.clock import Clock
    from bot.kit.identity import Identity
    from bot.messages.card import Chart, Picture
    from bot.messages.form import Form
    from bot.messages.inbound import Sender
    from bot.platforms.dingtalk.numbers import Numbers


Json = dict[str, Any]

log = structlog.get_logger()

_BY_KEY: Final[Json] = {"updateCardDataByKey": True, "updatePrivateDataByKey": True}
_NO_FORM: Final[Json] = {"form_action": ""}
_KEPT_WEBHOOKS: Final = 1000
_KEPT_UNDELIVERED: Final = 1000
_FLOW_CONTROLLED: Final = 60.0
_TEMPLATE_PAUSE: Final = timedelta(minutes=10)


class CardSender:
    """Carries cards to people through one robot; one attempt each, at the organisation's pace and on its budget."""

    def __init__(
        self,
        app: App,
        *,
        clock: Clock,
        draw: Callable[[Chart], bytes],
        longest: float,
        spent: Callable[[int], Awaitable[None]],
        numbers: Numbers,
    ) -> None:
        self._app = app
        self._longest = longest
        self._robot = app.robot
        self._no_cards_until = datetime.min.replace(tzinfo=UTC)
        self._clock = clock
        self.calls = Calls(
            client_id=app.client_id,
            client_secret=app.client_secret,
            openapi=app.openapi_endpoint,
            oapi=app.oapi_endpoint,
            clock=clock,
            patience=min(limits.PATIENCE, longest / 4),
            spent=spent,
        )
        self.files = Files(self.calls, robot=self._robot)
        self.people = People(self.calls)
        self._pictures = Pictures(draw=draw, upload=self._upload)
        self._numbers = numbers
        self._webhooks: OrderedDict[str, tuple[str, datetime]] = OrderedDict()
        self._undelivered: OrderedDict[str, None] = OrderedDict()

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
            pictures, _ = await self._pictures.of(card)
            files = await self.files.packed(card)
        receipt = None
        if self.has_cards:
            try:
                async with self._in_time():
                    receipt = await self._create(identity, render(card, pictures), card.summary, opaque, fresh=fresh)
            except Rejected as error:
                self._without_cards(error)
        if receipt is None:
            receipt = await self._numbers.send(
                identity.user, card, pictures, key=opaque, say=lambda message: self._say(identity, message)
            )
        await self.files.follow(files, opaque=opaque, say=lambda file: self._robot_says(identity, file))
        return receipt

    async def ask(self, identity: Identity, form: Form, *, opaque: str) -> Receipt | None:
        """Show a form as a card of its own, once for each key; None where DingTalk turns out to know no template.

        Raises:
            PlatformError: as for :meth:`send`.
        """
        try:
            async with self._in_time():
                return await self._create(identity, render_form(form), bare(form.title), opaque)
        except Rejected as error:
            self._without_cards(error)
            return None

    async def find(self, identity: Identity, *, opaque: str, since: datetime) -> Receipt | None:
        """Return None where sending again is harmless: a card's key lets it show once only.

        Raises:
            LookupError: where messages go without a card, or a card's file may be out, and nobody can tell.
        """
        del identity, since
        if not self.has_cards or self.files.in_doubt(opaque):
            raise LookupError("robot messages have no key")
        return None

    async def update(self, receipt: Receipt, card: Card) -> None:
        """Redraw a card; safe to repeat. A robot's Markdown message stays as it is: DingTalk cannot change one."""
        if "id" in receipt.fields:
            pictures, _ = await self._pictures.of(card)
            await self._put(receipt.fields["id"], render(card, pictures))

    async def tell(self, sender: Sender, text: str) -> None:
        """Say a short line where somebody spoke: by their message's own address, else through the robot."""
        line = cut(bare(text), limits.TEXT)
        if await self._by_webhook(sender, line):
            return
        body: Json = {"robotCode": self._robot, "msgKey": "sampleText", "msgParam": _json({"content": line})}
        if sender.private:
            body["userIds"] = [sender.identity.user]
            answer = await self.calls.new("POST", "/v1.0/robot/oToMessages/batchSend", body, posting=True)
            _check_readers(answer, sender.identity.user)
        else:
            body["openConversationId"] = sender.conversation
            await self.calls.new("POST", "/v1.0/robot/groupMessages/send", body, posting=True)

    async def add(self, sender: Sender, card: Card) -> None:
        """Say what there is new on a message that cannot change; the numbers that it offered go on to hold.

        Raises:
            PlatformError: when it cannot be said.
        """
        message = plain(card, {})
        said: Json = {"title": message["title"], "text": message["text"]}
        if not await self._post(_door(sender), {"msgtype": "markdown", "markdown": said}):
            await self._say(sender.identity, said)

    def settled(self, card: Card, *, was_form: bool = False) -> Json:
        """Return what a callback's acknowledgement says to redraw the clicked card; draws and uploads nothing."""
        values = render(card, self._pictures.known(card)) | (_NO_FORM if was_form else {})
        if not values["picture"]:
            del values["picture"]  # by key: what is not sent stays
        return {"cardUpdateOptions": _BY_KEY, "cardData": {"cardParamMap": values}}

    def asked(self, form: Form, *, done: bool = False) -> Json:
        """Return what an acknowledgement says to redraw a form: with its problems, or as sent in."""
        return {"cardUpdateOptions": _BY_KEY, "cardData": {"cardParamMap": render_form(form, done=done)}}

    async def redraw(self, card_id: str, shown: Form | Card, *, done: bool = False) -> None:
        """Redraw a form's card once its acknowledgement has gone: the form again, or a card in its place."""
        if isinstance(shown, Card):
            pictures, _ = await self._pictures.of(shown)
            await self._put(card_id, render(shown, pictures) | _NO_FORM)
        else:
            await self._put(card_id, render_form(shown, done=done))

    def open_door(self, sender: Sender, webhook: str, until: datetime) -> None:
        """Remember the address that came with a message, for answers where it was said; kept in memory only."""
        door = _door(sender)
        self._webhooks[door] = (webhook, until)
        self._webhooks.move_to_end(door)
        while len(self._webhooks) > _KEPT_WEBHOOKS:
            self._webhooks.popitem(last=False)

    async def socket_address(self, topics: Sequence[str]) -> tuple[str, str]:
        """Ask the gateway for a stream address and its ticket, which is good for one connection within 90 seconds.

        Raises:
            PlatformError: with a hint when the app's credentials or settings are wrong.
        """
        callbacks = [{"type": "CALLBACK", "topic": topic} for topic in topics]
        return await self.calls.open([{"type": "EVENT", "topic": "*"}, *callbacks])

    @property
    def has_cards(self) -> bool:
        """Whether messages go as cards: a template is set, and DingTalk has not said that it does not know it."""
        return bool(self._app.card_template_id) and self._clock.now() >= self._no_cards_until

    async def close(self) -> None:
        """Let go of the connections, for good."""
        await self.calls.close()

    def _in_time(self) -> AbstractAsyncContextManager[None]:
        """Give one message its share of the time that a whole send may take."""
        return bounded(self._longest * 0.3, InDoubt(PLATFORM, "slow"))

    # Cards

    async def _create(
        self, identity: Identity, values: Json, summary: str, opaque: str, *, fresh: bool = False
    ) -> Receipt:
        """Make a card and deliver it; what an unusual answer means is asked, never guessed.

        Raises:
            PlatformError: ``NotThere`` when its reader cannot have it, ``InDoubt`` when it may be there unseen by us.
        """
        last = {"ZH_CN": summary[: limits.SUMMARY], "EN_US": summary[: limits.SUMMARY]}
        body = {
            "cardTemplateId": self._app.card_template_id,
            "outTrackId": opaque,
            "callbackType": "STREAM",
            "userIdType": 1,
            "cardData": {"cardParamMap": values},
            "imRobotOpenSpaceModel": {"supportForward": False, "lastMessageI18n": last},
            **self._app.space(identity.user),
        }
        try:
            answer = await self.calls.new("POST", "/v1.0/card/instances/createAndDeliver", body, posting=True)
        except Rejected as error:
            if error.code != "cardAlreadyExist":
                raise
            await self._put_anew(opaque, values)
            shown = not fresh
        else:
            result = answer.get("result")
            placed = _placed(result.get("deliverResults") if isinstance(result, dict) else None)
            if placed and placed.get("success"):
                return self._delivered(identity, opaque, placed)
            if placed and not is_passing(str(placed.get("errorMsg") or "")):
                raise _unplaced(placed)
            if not placed:
                await self._must_be_there(opaque, values, answer)
            # A yes without a word of where it lies is believed, also of a repeat; a no is not, unless it is a repeat's.
            shown = not placed and not (fresh and answer.get("success") is False)
        if shown and opaque not in self._undelivered:
            return Receipt({"id": opaque, "user": identity.user})
        return await self._deliver(identity, opaque)

    async def _deliver(self, identity: Identity, opaque: str) -> Receipt:
        """Put a card that was made, and that nobody has, before its reader; to repeat this would show it twice."""
        self._undelivered[opaque] = None
        while len(self._undelivered) > _KEPT_UNDELIVERED:
            self._undelivered.popitem(last=False)
        body = {"outTrackId": opaque, "userIdType": 1, **self._app.space(identity.user)}
        try:
            answer = await self.calls.new("POST", "/v1.0/card/instances/deliver", body, posting=True)
        except InDoubt:
            del self._undelivered[opaque]
            raise
        placed = _placed(answer.get("result"))
        if placed and not placed.get("success"):
            raise _unplaced(placed)
        del self._undelivered[opaque]
        if not placed:
            raise NoReceipt(PLATFORM, "no_result")
        return self._delivered(identity, opaque, placed)

    def _delivered(self, identity: Identity, opaque: str, placed: Json) -> Receipt:
        carrier = str(placed.get("carrierId") or "")
        return Receipt({"id": opaque, "user": identity.user, "processQueryKey": carrier})

    async def _must_be_there(self, card_id: str, values: Json, answer: Json) -> None:
        """Ask, by bringing it up to date, for a card of which an answer says nothing.

        Raises:
            PlatformError: when it is not there, or nobody can tell.
        """
        try:
            changed = await self._put(card_id, values)
        except PlatformError as error:
            if error.code == "cardNotExist" and answer.get("success") is False:
                raise Unreachable(PLATFORM, "unsuccessful") from None
            changed = False
        if not changed:
            raise NoReceipt(PLATFORM, "no_result")

    async def _put_anew(self, card_id: str, values: Json) -> None:
        """See to it that a card which is there already says this; it is there, whether that works or not."""
        try:
            await self._put(card_id, values)
        except PlatformError as error:
            log.warning("card.update_failed", platform=PLATFORM, code=error.code, hint=error.hint)

    async def _put(self, card_id: str, values: Json) -> bool:
        """Change a card; safe to repeat. False when the answer does not say that there was anything to change.

        Raises:
            PlatformError: when it was not changed.
        """
        body = {
            "outTrackId": card_id,
            "cardData": {"cardParamMap": values},
            "cardUpdateOptions": _BY_KEY,
            "userIdType": 1,
        }

        async def put() -> bool:
            answer = await self.calls.new("PUT", "/v1.0/card/instances", body)
            if answer.get("success") is False or answer.get("result") is False:
                raise Unreachable(PLATFORM, "not_updated")
            return answer.get("result") is True

        return await retry(put, on=(Unreachable,), clock=self._clock)

    def _without_cards(self, error: Rejected) -> None:
        """Go on without cards for a while where that is what a refusal means; raise it otherwise."""
        if error.code not in NO_TEMPLATE:
            raise error
        self._no_cards_until = self._clock.now() + _TEMPLATE_PAUSE
        log.warning("card.template_missing", platform=PLATFORM, code=error.code, until=self._no_cards_until.isoformat())

    # Robot messages

    async def _say(self, identity: Identity, message: Json) -> Receipt:
        return await self._robot_says(identity, message, key="sampleMarkdown")

    async def _robot_says(self, identity: Identity, param: Json, *, key: str = "sampleFile") -> Receipt:
        body = {"robotCode": self._robot, "userIds": [identity.user], "msgKey": key, "msgParam": _json(param)}
        async with self._in_time():
            answer = await self.calls.new("POST", "/v1.0/robot/oToMessages/batchSend", body, posting=True)
        _check_readers(answer, identity.user)
        if not answer.get("processQueryKey"):
            raise NoReceipt(PLATFORM, "no_process_query_key")
        return Receipt({"processQueryKey": str(answer["processQueryKey"]), "user": identity.user})

    async def _by_webhook(self, sender: Sender, line: str) -> bool:
        return await self._post(_door(sender), {"msgtype": "text", "text": {"content": line}})

    async def say_for_nothing(self, user: str, card: Card | str) -> bool:
        """Show a card, or a line, to somebody by the address of what they said last in private: no call is counted.

        False where there is no such address any more, or DingTalk does not take it.
        """
        if isinstance(card, str):
            return await self._post(user, {"msgtype": "text", "text": {"content": cut(bare(card), limits.TEXT)}})
        if not self._address(user):
            return False

        async def say(message: dict[str, str]) -> Receipt:
            if not await self._post(user, {"msgtype": "markdown", "markdown": message}):
                raise InDoubt(PLATFORM, "webhook")
            return Receipt()

        try:
            await self._numbers.send(user, card, {}, key=secrets.token_hex(12), say=say)
        except InDoubt:
            return False
        return True

    async def _post(self, door: str, body: Json) -> bool:
        address = self._address(door)
        if not address:
            return False
        try:
            answer = await self.calls.request("POST", address, json=body)
        except PlatformError:
            return False
        return answer.get("errcode") == 0

    def _address(self, door: str) -> str:
        """Return the address that came with a message, while it is good for a minute more."""
        webhook, until = self._webhooks.get(door, ("", self._clock.now()))
        return webhook if until - timedelta(seconds=60) > self._clock.now() else ""

    # Pictures

    async def _upload(self, drawn: bytes, picture: Picture) -> str:
        del picture  # its sentence stays in the card's Markdown
        return await self.files.upload(drawn, kind="image", name="trend.png", mime="image/png")


def _placed(results: object) -> Json | None:
    """Return what an answer says of the one place where a card was to lie; None where it says nothing."""
    found = results if isinstance(results, list) else []
    return next((one for one in found if isinstance(one, dict)), None)


def _unplaced(placed: Json) -> PlatformError:
    """Say what it means that a card could not be delivered; it has been made all the same."""
    why = str(placed.get("errorMsg") or "not_delivered")
    return Unreachable(PLATFORM, "not_delivered") if is_passing(why) else NotThere(PLATFORM, why)


def _door(sender: Sender) -> str:
    """Name where an answer goes by a message's own address: what is private to the person, never into a group."""
    return sender.identity.user if sender.private else sender.conversation


def _check_readers(answer: Json, user: str) -> None:
    """Raise when a 200 says that the one reader will not get it."""
    if user in (answer.get("flowControlledStaffIdList") or []):
        raise RateLimited(PLATFORM, "flowControlled", retry_after=_FLOW_CONTROLLED)
    for name in ("invalidStaffIdList", "filteredStaffIdList"):
        if user in (answer.get(name) or []):
            raise NotThere(PLATFORM, name.removesuffix("StaffIdList"))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
