"""Sending to Slack: messages, updates, pictures and look-ups; every refusal becomes one of our errors."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.delivery import Receipt
from bot.domain.errors import InDoubt, PlatformError, RateLimited, Rejected, Unreachable
from bot.messages.card import Card, Chart, Picture
from bot.messages.text import plain as bare
from bot.platforms.check import Problem
from bot.platforms.fit import cut
from bot.platforms.pace import Pace, Rate, TooSoon, bounded
from bot.platforms.picture import Pictures
from bot.platforms.slack import limits
from bot.platforms.slack.parse import PLATFORM
from bot.platforms.slack.render import plain, render
from bot.retry import retry

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Hashable
    from datetime import datetime

    from bot.domain.person import Identity
    from bot.messages.inbound import Sender
    from bot.ports import Clock

Json = dict[str, Any]

log = structlog.get_logger()

SCOPES: Final = {
    "chat:write": "sending messages",
    "commands": "the slash command",
    "files:write": "pictures",
    "im:history": "reading answers, and looking for a message after a lost answer",
    "im:write": "opening conversations",
    "users:read": "time zones and languages",
    "users:read.email": "matching people by e-mail",
}
"""What the bot token must be allowed to do, and what does not work without it."""

_EVENT: Final = "jinbu_delivery"
_UNSURE: Final = {"internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org"}
_TOO_FAST: Final = {"ratelimited", "rate_limited", "message_limit_exceeded"}
# The installation, not the person or the message: everything waits until an administrator has mended it
_INSTALLATION: Final = {
    "account_inactive": "install the app again",
    "invalid_auth": "SLACK_BOT_TOKEN is wrong: copy it from OAuth & Permissions",
    "missing_scope": "add the scope and install the app again",
    "not_allowed_token_type": "SLACK_BOT_TOKEN must begin with xoxb-",
    "not_authed": "set SLACK_BOT_TOKEN",
    "token_expired": "switch token rotation off, or install the app again",
    "token_revoked": "install the app again",
    "messages_tab_disabled": "switch on the Messages Tab under App Home",
}
_NEVER_WRITTEN: Final = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL)
_FAILURES: Final = (SlackApiError, aiohttp.ClientError, TimeoutError, OSError)

for _name in ("slack_sdk", "slack_bolt"):  # at DEBUG they write message bodies into the log
    logging.getLogger(_name).setLevel(logging.INFO)


@dataclass(frozen=True, slots=True)
class App:
    """What a workspace's app is known by: an app token means Socket Mode, a signing secret HTTP."""

    bot_token: str
    app_token: str
    signing_secret: str
    api_url: str


class Courier:
    """Carries cards to people through one bot token; one attempt each, at the workspace's pace."""

    def __init__(self, app: App, *, clock: Clock, draw: Callable[[Chart], bytes], longest: float) -> None:
        self._app = app
        self._longest = longest
        self._patience = min(limits.PATIENCE, longest / 4)
        self._clock = clock
        self._pace = Pace(clock)
        self._pictures = Pictures(draw=draw, upload=self._upload)
        self._session: aiohttp.ClientSession | None = None
        self._closed = False

    async def send(self, identity: Identity, card: Card, *, opaque: str, conversation: str) -> Receipt:
        """Post a card; the receipt holds the ``conversation`` and the ``ts`` of the message.

        Raises:
            PlatformError: as ports.Platform says.
        """
        async with bounded(self._longest * 0.4, Unreachable(PLATFORM, "pictures_slow")):
            pictures, fresh = await self._pictures.of(card)
        channel = conversation or identity.user
        async with bounded(self._longest * 0.6, InDoubt(PLATFORM, "slow")):
            answer = await self._best(
                card, pictures, lambda message: self._post(identity, channel, opaque, message), fresh=fresh
            )
        return Receipt({"conversation": str(answer["channel"]), "ts": str(answer["ts"])})

    async def find(self, identity: Identity, *, opaque: str, conversation: str, since: datetime) -> Receipt | None:
        """Look through the conversation for our key, from a minute before ``since`` on."""
        async with bounded(self._longest / 3, Unreachable(PLATFORM, "slow")):
            return await self._find(identity, opaque, conversation, since)

    async def _find(self, identity: Identity, opaque: str, conversation: str, since: datetime) -> Receipt | None:
        channel = conversation or await self._open(identity)
        oldest = f"{(since - timedelta(seconds=limits.LOOK_BACK)).timestamp():.6f}"
        cursor = ""
        for _ in range(limits.LOOK_PAGES):
            page = await self._read(
                "conversations.history",
                {
                    "channel": channel,
                    "oldest": oldest,
                    "include_all_metadata": True,
                    "limit": 200,
                    **({"cursor": cursor} if cursor else {}),
                },
            )
            for message in page.get("messages", []):
                metadata = message.get("metadata") or {}
                if metadata.get("event_type") == _EVENT and metadata.get("event_payload", {}).get("key") == opaque:
                    return Receipt({"conversation": channel, "ts": str(message["ts"])})
            cursor = page.get("response_metadata", {}).get("next_cursor", "")
            if not cursor:
                return None
        raise Unreachable(PLATFORM, "history_too_long")

    async def update(self, receipt: Receipt, card: Card) -> None:
        """Redraw a message; safe to repeat."""
        pictures, fresh = await self._pictures.of(card)
        place = {"channel": receipt.fields["conversation"], "ts": receipt.fields["ts"]}
        gates: dict[Hashable, Rate] = {("update", place["channel"], place["ts"]): limits.CHANNEL_RATE}
        await self._best(
            card,
            pictures,
            lambda message: self._call("chat.update", {**place, **message}, gates=gates, rate=limits.TIER_3),
            fresh=fresh,
        )

    async def tell(self, sender: Sender, text: str) -> None:
        """Say a short line where somebody spoke; in a channel only they see it."""
        channel = sender.conversation or sender.identity.user
        line = {"channel": channel, "text": render(Card("notice", text), {})["text"], **_QUIET}
        if sender.private:
            await self._call("chat.postMessage", line, gates=self._gates(sender.identity, channel), posting=True)
        else:
            await self._call("chat.postEphemeral", {**line, "user": sender.identity.user}, rate=limits.TIER_4)

    async def respond(self, response_url: str, payload: Json) -> None:
        """Answer a click or a command through its own address, which works for half an hour.

        Raises:
            Unreachable: when Slack does not take it.
        """
        try:
            async with self._http().post(response_url, json=payload) as response:
                status = response.status
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Unreachable(PLATFORM, type(error).__name__) from None
        if status != 200:  # noqa: PLR2004 - the one good answer
            raise Unreachable(PLATFORM, f"response_url_{status}")

    async def who(self) -> Json:
        """Return auth.test's answer: who we are and in which workspace, with the granted ``scopes``."""
        return await self._read("auth.test", {})

    async def check(self) -> list[Problem]:
        """Look whether the token works and what it may do."""
        try:
            answer = await self.who()
        except PlatformError as error:
            return [Problem("token", error.code, error.hint or "see whether this machine reaches Slack")]
        granted = set(answer["scopes"])
        found = [Problem("token", f"{answer.get('team')} as {answer.get('user')}")]
        for scope, what in SCOPES.items():
            mend = "" if scope in granted else f"add {scope} (needed for {what}) and install the app again"
            found.append(Problem(f"scope {scope}", "granted" if not mend else "missing", mend))
        return found

    async def socket_address(self) -> str:
        """Ask for a Socket Mode address once: the only way to learn that an app token is wrong."""
        answer = await self._call("apps.connections.open", {"app_token": self._app.app_token}, rate=limits.TIER_3)
        return str(answer["url"])

    async def close(self) -> None:
        """Let go of the connections, for good."""
        self._closed = True
        if self._session is not None:
            await self._session.close()

    def bolt_client(self) -> AsyncWebClient:
        """Make the client that Bolt is given: the same address, and no token of its own."""
        return AsyncWebClient(base_url=self._app.api_url, session=self._http(), retry_handlers=[])

    # Messages

    async def _post(self, identity: Identity, channel: str, opaque: str, message: Json) -> Json:
        metadata = {"event_type": _EVENT, "event_payload": {"key": opaque}}
        arguments = {"channel": channel, **message, "metadata": metadata, **_QUIET}
        return await self._call("chat.postMessage", arguments, gates=self._gates(identity, channel), posting=True)

    def _gates(self, identity: Identity, channel: str) -> dict[Hashable, Rate]:
        return {
            ("workspace", identity.tenant): limits.WORKSPACE_RATE,
            ("channel", identity.tenant, channel): limits.CHANNEL_RATE,
        }

    async def _best(
        self,
        card: Card,
        pictures: dict[Chart, str],
        put: Callable[[Json], Awaitable[Json]],
        *,
        fresh: bool,
    ) -> Json:
        """Send the best form that Slack takes: with pictures, without, without tables.

        A new file cannot be shown for its first moments, which is refused like any bad block; nothing was posted
        then, so the same again is safe.
        """
        try:
            return await retry(
                lambda: put(render(card, pictures)),
                on=(Rejected,),
                clock=self._clock,
                tries=limits.PICTURE_TRIES if fresh else 1,
                unless=lambda error: not _bad_blocks(error),
            )
        except Rejected as error:
            if not _bad_blocks(error):
                raise
            log.warning("card.refused", platform=PLATFORM, kind=card.kind, why=error.hint)
        if pictures:
            try:
                return await put(render(card, {}))
            except Rejected as error:
                if not _bad_blocks(error):
                    raise
        return await put(plain(card, {}))

    async def _open(self, identity: Identity) -> str:
        answer = await self._read("conversations.open", {"users": identity.user})
        return str(answer["channel"]["id"])

    # Pictures

    async def _upload(self, drawn: bytes, picture: Picture) -> str:
        ticket = await self._call(
            "files.getUploadURLExternal",
            {"filename": "trend.png", "length": len(drawn), "alt_txt": cut(bare(picture.alt), limits.FILE_ALT)},
            rate=limits.TIER_4,
        )
        try:
            async with self._http().post(ticket["upload_url"], data=drawn) as response:
                status = response.status
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Unreachable(PLATFORM, type(error).__name__) from None
        if status != 200:  # noqa: PLR2004 - the one good answer
            raise Unreachable(PLATFORM, f"upload_{status}")
        files = [{"id": ticket["file_id"], "title": picture.chart.title[:100]}]
        await self._call("files.completeUploadExternal", {"files": files}, rate=limits.TIER_4)
        return str(ticket["file_id"])

    # Calls

    async def _read(self, method: str, arguments: Json) -> Json:
        """Call a method that may be called twice without harm."""
        return await retry(
            lambda: self._call(method, arguments, rate=limits.TIER_3), on=(Unreachable,), clock=self._clock
        )

    async def _call(
        self,
        method: str,
        arguments: Json,
        *,
        gates: dict[Hashable, Rate] | None = None,
        rate: Rate | None = None,
        posting: bool = False,
    ) -> Json:
        gates = dict(gates or {})
        gates[("method", method)] = rate or limits.WORKSPACE_RATE
        try:
            await self._pace.turn(gates, patience=self._patience)
        except TooSoon as wait:
            raise RateLimited(PLATFORM, "paced", retry_after=wait.seconds) from None
        client = AsyncWebClient(
            self._app.bot_token, base_url=self._app.api_url, session=self._http(), retry_handlers=[]
        )
        try:
            response = await _METHODS[method](client, **arguments)
        except _FAILURES as error:
            fault = _fault(error, posting=posting)
            if isinstance(fault, RateLimited):
                self._pace.shut(("method", method), fault.retry_after)
            raise fault from None
        answer: Json = dict(response.data)
        answer["scopes"] = [one.strip() for one in response.headers.get("x-oauth-scopes", "").split(",")]
        return answer

    def _http(self) -> aiohttp.ClientSession:
        if self._closed:
            raise Unreachable(PLATFORM, "closed")
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=limits.REQUEST, sock_connect=5))
        return self._session


_QUIET: Final[Json] = {"unfurl_links": False, "unfurl_media": False, "parse": "none", "link_names": False}
_METHODS: Final[dict[str, Callable[..., Awaitable[Any]]]] = {
    "apps.connections.open": AsyncWebClient.apps_connections_open,
    "auth.test": AsyncWebClient.auth_test,
    "chat.postEphemeral": AsyncWebClient.chat_postEphemeral,
    "chat.postMessage": AsyncWebClient.chat_postMessage,
    "chat.update": AsyncWebClient.chat_update,
    "conversations.history": AsyncWebClient.conversations_history,
    "conversations.open": AsyncWebClient.conversations_open,
    "files.completeUploadExternal": AsyncWebClient.files_completeUploadExternal,
    "files.getUploadURLExternal": AsyncWebClient.files_getUploadURLExternal,
}


def _bad_blocks(error: BaseException) -> bool:
    return isinstance(error, Rejected) and error.code in {"invalid_blocks", "invalid_blocks_format", "slack_file_error"}


def _fault(error: Exception, *, posting: bool) -> PlatformError:
    """Say what a failed call means; ``posting`` calls cannot be repeated unseen, so no answer leaves them in doubt."""
    unclear = InDoubt if posting else Unreachable
    if not isinstance(error, SlackApiError):
        return (Unreachable if isinstance(error, _NEVER_WRITTEN) else unclear)(PLATFORM, type(error).__name__)
    response: Any = error.response
    status = int(getattr(response, "status_code", 0) or getattr(response, "status", 0) or 0)
    body = getattr(response, "data", None)
    answer = body if isinstance(body, dict) else {}
    code = str(answer.get("error") or f"http_{status}")
    if status == 429 or code in _TOO_FAST:  # noqa: PLR2004 - Too Many Requests
        wait = str(response.headers.get("Retry-After", ""))
        return RateLimited(PLATFORM, code, retry_after=float(wait) if wait.isdigit() else 30.0)
    if code in _INSTALLATION:
        needed = f": {answer['needed']}" if answer.get("needed") else ""
        return Unreachable(PLATFORM, code, hint=_INSTALLATION[code] + needed)
    if status >= 500 or code in _UNSURE or "error" not in answer:  # noqa: PLR2004 - a fault on their side
        return unclear(PLATFORM, code)
    messages = answer.get("response_metadata", {}).get("messages", [])
    return Rejected(PLATFORM, code, hint="; ".join(map(str, messages[:3])))
