"""Sending to Slack: messages with their pictures and files, updates, Home tabs and look-ups."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, TypeVar

import structlog

from bot.delivery.domain.delivery import Receipt
from bot.kit.errors import InDoubt, NoReceipt, NotThere, PlatformError, Rejected, Unreachable
from bot.messages.card import Card, Drawing, Picture
from bot.platforms.pace import Rate, bounded
from bot.platforms.picture import Pictures
from bot.platforms.slack import limits
from bot.platforms.slack.app import SlackApp
from bot.platforms.slack.call import Api
from bot.platforms.slack.files import SlackFiles, attached, mark
from bot.platforms.slack.mrkdwn import line
from bot.platforms.slack.parse import PLATFORM
from bot.platforms.slack.render import render, render_home
from bot.platforms.slack.shape import ChartsRefused, NativeCharts, send_best, send_charts, shapes
from bot.runtime.retry import retry

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Hashable, Mapping
    from datetime import datetime

    from bot.kit.clock import Clock
    from bot.kit.identity import Identity
    from bot.messages.inbound import Sender

Json = dict[str, Any]
T = TypeVar("T")

log = structlog.get_logger()


_EVENT: Final = "jinbu_delivery"
_KEPT_PARTIAL: Final = 1000


@dataclass(frozen=True, slots=True)
class _PartialMessage:
    """What is there of a message with files: itself, the names of those that came, how many belong to it."""

    receipt: Receipt | None = None
    names: frozenset[str] = frozenset()
    files: int = 0


class SlackSender:
    """Carries cards to people through one bot token; one attempt each, at the workspace's pace."""

    def __init__(self, app: SlackApp, *, clock: Clock, draw: Callable[[Drawing], bytes], longest: float) -> None:
        self._app = app
        self._longest = longest
        self._clock = clock
        patience = min(limits.PATIENCE, longest / 4)
        self.api = Api(bot_token=app.bot_token, api_url=app.api_url, clock=clock, patience=patience)
        self.files = SlackFiles(self.api, clock=clock)
        self._pictures = Pictures(draw=draw, upload=self.files.picture)
        self._charts = NativeCharts(on=app.capabilities.charts)
        self._partial: dict[str, _PartialMessage] = {}
        self._talks: dict[str, str] = {}

    async def send(self, identity: Identity, card: Card, *, opaque: str) -> Receipt:
        """Post a card, then the files that go with it; the receipt holds ``conversation``, ``id`` and ``user``.

        It is posted to the person, and Slack says which conversation that is: whatever else names one may be wrong.

        Raises:
            PlatformError: as ports.Platform says; once the message is there, whatever keeps its files back is doubt.
        """
        async with bounded(self._longest, InDoubt(PLATFORM, "slow")):
            return await self._either(card, lambda native: self._send(identity, card, opaque, native=native))

    async def _either(self, card: Card, put: Callable[[bool], Awaitable[T]]) -> T:
        """Do it with charts that Slack draws, where it does; with pictures once it refuses them and shows nothing."""
        if self._charts.of(card):
            try:
                return await put(True)  # noqa: FBT003 - whether Slack draws
            except ChartsRefused:
                self._charts.give_up()
        return await put(False)  # noqa: FBT003 - as above

    async def _send(self, identity: Identity, card: Card, opaque: str, *, native: bool) -> Receipt:
        half = self._partial.get(opaque, _PartialMessage())
        if half.receipt and not half.receipt.stands_before(identity):
            half = _PartialMessage()
        files = attached(card, opaque)
        async with bounded(self._longest * 0.4, Unreachable(PLATFORM, "pictures_slow")):
            pictures, fresh = ({}, False) if native else await self._pictures.of(card)
            brought = {name: await self.files.bring(name, files[name]) for name in files if name not in half.names}
        async with bounded(self._longest * 0.6, InDoubt(PLATFORM, "slow")):
            receipt = half.receipt
            if receipt is None:

                async def put(message: Json) -> Json:
                    return await self._post(identity, opaque, message, files=len(files))

                answer = await self._best(card, pictures, put, native=native, fresh=fresh)
                if not (answer.get("ts") and answer.get("channel")):
                    raise NoReceipt(PLATFORM, "no_ts")
                receipt = self._receipt(identity, str(answer["channel"]), answer)
            if brought:
                await self._share(brought, receipt.fields["conversation"])
        self._partial.pop(opaque, None)
        return receipt

    async def _share(self, files: dict[str, str], channel: str) -> None:
        try:
            await self.files.share(files, channel)
        except Rejected as error:  # the message stands; it would be no better for coming again
            log.warning("attachment.refused", platform=PLATFORM, code=error.code, hint=error.hint)
        except PlatformError as error:
            raise InDoubt(PLATFORM, error.code) from None

    async def find(self, identity: Identity, *, opaque: str, since: datetime) -> Receipt | None:
        """Look through the person's conversation with the bot for our key, from a minute before ``since`` on.

        A message whose files have not all come is not found: what is missing goes with the next :meth:`send`.
        """
        async with bounded(self._longest / 3, Unreachable(PLATFORM, "slow")):
            half = await self._find(identity, opaque, since)
        if half.receipt is None or len(half.names) >= half.files:
            return half.receipt
        if len(self._partial) >= _KEPT_PARTIAL:
            self._partial.clear()
        self._partial[opaque] = half
        return None

    async def _find(self, identity: Identity, opaque: str, since: datetime) -> _PartialMessage:
        channel = await self._open(identity)
        oldest = f"{(since - timedelta(seconds=limits.LOOK_BACK)).timestamp():.6f}"
        place = {"channel": channel, "oldest": oldest, "include_all_metadata": True, "limit": 200}
        cursor, names = "", set[str]()
        for _ in range(limits.LOOK_PAGES):
            page = await self.api.read("conversations.history", place | ({"cursor": cursor} if cursor else {}))
            if not isinstance(page.get("messages"), list):  # a yes that shows nothing is no proof that nothing is there
                raise Unreachable(PLATFORM, "no_messages")
            for message in page["messages"]:
                called = (str(file.get("name")) for file in message.get("files") or [])
                names |= {name for name in called if f"-{mark(opaque)}" in name}
                metadata = message.get("metadata") or {}
                payload = metadata.get("event_payload", {})
                if metadata.get("event_type") == _EVENT and payload.get("key") == opaque:
                    receipt = self._receipt(identity, channel, message)
                    return _PartialMessage(receipt, frozenset(names), int(payload.get("files", 0)))
            cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                return _PartialMessage()
        raise Unreachable(PLATFORM, "history_too_long")

    async def update(self, receipt: Receipt, card: Card) -> None:
        """Redraw a message; safe to repeat."""
        place = {"channel": receipt.fields["conversation"], "ts": receipt.fields["id"]}
        gates: dict[Hashable, Rate] = {("update", place["channel"], place["ts"]): limits.CHANNEL_RATE}

        async def put(message: Json) -> Json:
            return await self.api.call("chat.update", {**place, **message}, gates=gates, rate=limits.TIER_3)

        async def redraw(native: bool) -> Json:  # noqa: FBT001 - whether Slack draws
            pictures, fresh = ({}, False) if native else await self._pictures.of(card)
            return await self._best(card, pictures, put, native=native, fresh=fresh)

        await self._either(card, redraw)

    async def publish(self, identity: Identity, card: Card) -> None:
        """Put a card into somebody's Home tab; safe to repeat."""
        pictures, fresh = await self._pictures.of(card)
        shapes = [lambda: render_home(card, pictures), *([lambda: render_home(card, {})] if pictures else [])]
        await send_best(
            shapes,
            lambda view: self.api.read("views.publish", {"user_id": identity.user, "view": view}, rate=limits.TIER_4),
            clock=self._clock,
            kind=card.kind,
            fresh=fresh,
        )

    async def tell(self, sender: Sender, text: str, *, opaque: str = "") -> None:
        """Say a short line to somebody: where others may read along only they see it, in their own talk else.

        Where the bot is not, such as in the talk of two people, nothing can be said. What only they see nobody can look
        for.
        """
        message = {"text": line(text), **_QUIET}
        user = sender.identity.user
        if not sender.private:
            there = {**message, "channel": sender.conversation, "user": user}
            try:
                await self.api.call("chat.postEphemeral", there, rate=limits.TIER_4)
            except NotThere:
                log.info("answer.address_refused", platform=PLATFORM, code="not_there")
            else:
                return
        own = {**message, "channel": user} | ({"metadata": _metadata(opaque)} if opaque else {})
        await self.api.call("chat.postMessage", own, gates=self._gates(sender.identity), posting=True)

    def is_own(self, identity: Identity, conversation: str) -> bool:
        """Say whether this is known to be somebody's own talk with the bot, by what Slack has said while we ran."""
        return self._talks.get(identity.user) == conversation

    async def respond(self, response_url: str, payload: Json) -> None:
        """Answer a click or a command through its own address, which works for half an hour.

        Raises:
            Unreachable: when Slack does not take it.
        """
        await self.api.post(response_url, "response_url", json=payload)

    async def follow(self, response_url: str, card: Card) -> None:
        """Let a card's pictures follow its words, which were the direct answer; only who asked sees them.

        A new file cannot be shown for its first moments, and the address takes five answers.
        """
        pictures, _ = await self._pictures.of(card)
        drawn = tuple(block for block in card.blocks if isinstance(block, Picture) and block.chart in pictures)
        if drawn:
            shown = render(Card(card.kind, drawn[0].alt, drawn, card.locale), pictures)
            payload = {"response_type": "ephemeral", **shown}
            await retry(
                lambda: self.respond(response_url, payload), on=(Unreachable,), clock=self._clock, tries=_FOLLOWING
            )

    async def who(self) -> Json:
        """Return auth.test's answer: who we are and in which workspace, with the granted ``scopes``."""
        return await self.api.read("auth.test", {})

    async def socket_address(self) -> str:
        """Ask for a Socket Mode address once: the only way to learn that an app token is wrong."""
        answer = await self.api.call("apps.connections.open", {"app_token": self._app.app_token}, rate=limits.TIER_3)
        return str(answer["url"])

    async def close(self) -> None:
        """Let go of the connections, for good."""
        await self.api.close()

    # Messages

    async def _post(self, identity: Identity, opaque: str, message: Json, *, files: int) -> Json:
        arguments = {"channel": identity.user, **message, "metadata": _metadata(opaque, files=files), **_QUIET}
        return await self.api.call("chat.postMessage", arguments, gates=self._gates(identity), posting=True)

    def _receipt(self, identity: Identity, channel: str, message: Json) -> Receipt:
        """Say where a message of somebody's own talk with the bot stands, which Slack has just named."""
        self._talks[identity.user] = channel
        return Receipt({"conversation": channel, "id": str(message["ts"]), "user": identity.user})

    def _gates(self, identity: Identity) -> dict[Hashable, Rate]:
        return {
            ("workspace", identity.tenant): limits.WORKSPACE_RATE,
            ("channel", identity.tenant, identity.user): limits.CHANNEL_RATE,
        }

    async def _best(
        self,
        card: Card,
        pictures: Mapping[Drawing, str],
        put: Callable[[Json], Awaitable[Json]],
        *,
        native: bool,
        fresh: bool,
    ) -> Json:
        if native:
            return await send_charts(card, put)
        return await send_best(shapes(card, pictures), put, clock=self._clock, kind=card.kind, fresh=fresh)

    async def _open(self, identity: Identity) -> str:
        answer = await self.api.read("conversations.open", {"users": identity.user})
        channel = (answer.get("channel") or {}).get("id")
        if not channel:
            raise Unreachable(PLATFORM, "no_channel")
        return str(channel)


_FOLLOWING: Final = 4
_QUIET: Final[Json] = {"unfurl_links": False, "unfurl_media": False, "parse": "none", "link_names": False}


def _metadata(opaque: str, *, files: int = 0) -> Json:
    """Mark a message with its key, by which it can be looked for."""
    return {"event_type": _EVENT, "event_payload": {"key": opaque} | ({"files": files} if files else {})}
