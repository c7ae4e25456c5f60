"""Calls of Slack's Web API: one at a time, at the workspace's pace; every refusal becomes one of our errors."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.kit.errors import RateLimited, Shut, Unreachable
from bot.platforms.pace import Rate, RateLimit, TimelyRequest, TooLate, TooSoon
from bot.platforms.slack import limits
from bot.platforms.slack.fault import fault_of
from bot.platforms.slack.parse import PLATFORM
from bot.runtime.retry import retry

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Hashable

    from bot.kit.clock import Clock

Json = dict[str, Any]

OK: Final = 200
_FAILURES: Final = (SlackApiError, aiohttp.ClientError, TimeoutError, OSError)

for _name in ("slack_sdk", "slack_bolt"):  # at DEBUG they write message bodies into the log
    logging.getLogger(_name).setLevel(logging.INFO)


class Api:
    """One bot token's way to Slack, over one session."""

    def __init__(self, *, bot_token: str, api_url: str, clock: Clock, patience: float) -> None:
        """Make it, without connecting; a call waits at most ``patience`` seconds for its turn."""
        self.bot_token = bot_token
        self.api_url = api_url
        self._patience = patience
        self._clock = clock
        self._pace = RateLimit(clock)
        self._session: aiohttp.ClientSession | None = None
        self._closed = False

    async def read(self, method: str, arguments: Json, *, rate: Rate = limits.TIER_3) -> Json:
        """Call a method that may be called twice without harm.

        Raises:
            PlatformError: of the last try.
        """
        return await retry(
            lambda: self.call(method, arguments, rate=rate),
            on=(Unreachable,),
            clock=self._clock,
            unless=lambda error: isinstance(error, Shut),
        )

    async def call(
        self,
        method: str,
        arguments: Json,
        *,
        gates: dict[Hashable, Rate] | None = None,
        rate: Rate | None = None,
        posting: bool = False,
        patience: float | None = None,
    ) -> Json:
        """Call a method once; ``posting`` says that it must not be repeated unseen.

        It waits at most ``patience`` seconds for its turn, if it has less than others.

        Raises:
            PlatformError: of the kind that says what to do next.
        """
        gates = dict(gates or {})
        gates[("method", method)] = rate or limits.WORKSPACE_RATE
        try:
            await self._pace.turn(gates, patience=self._patience if patience is None else patience)
        except TooSoon as wait:
            raise RateLimited(PLATFORM, "paced", retry_after=wait.seconds) from None
        client = AsyncWebClient(self.bot_token, base_url=self.api_url, session=self.http(), retry_handlers=[])
        try:
            response = await _METHODS[method](client, **arguments)
        except TooLate:
            raise RateLimited(PLATFORM, "late", retry_after=0) from None
        except _FAILURES as error:
            fault = fault_of(error, posting=posting)
            if isinstance(fault, RateLimited):
                self._pace.shut(("method", method), fault.retry_after)
            raise fault from None
        answer: Json = dict(response.data)
        answer["scopes"] = [part.strip() for part in response.headers.get("x-oauth-scopes", "").split(",")]
        return answer

    async def post(self, url: str, what: str, **body: Any) -> None:
        """Post to an address that Slack gave us: a response_url, a place for an upload.

        Raises:
            Unreachable: when Slack does not take it.
        """
        try:
            async with self.http().post(url, **body) as response:
                status = response.status
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Unreachable(PLATFORM, type(error).__name__) from None
        if status != OK:
            raise Unreachable(PLATFORM, f"{what}_{status}")

    def bolt_client(self) -> AsyncWebClient:
        """Make the client that Bolt is given: the same address, and no token of its own."""
        return AsyncWebClient(base_url=self.api_url, session=self.http(), retry_handlers=[])

    def http(self) -> aiohttp.ClientSession:
        """Return the session.

        Raises:
            Unreachable: when it was closed.
        """
        if self._closed:
            raise Unreachable(PLATFORM, "closed")
        if self._session is None:
            self._session = aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=limits.REQUEST, sock_connect=5), request_class=TimelyRequest
            )
        return self._session

    async def close(self) -> None:
        """Let go of the connections, for good."""
        self._closed = True
        if self._session is not None:
            await self._session.close()


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
    "files.info": AsyncWebClient.files_info,
    "users.info": AsyncWebClient.users_info,
    "users.list": AsyncWebClient.users_list,
    "views.open": AsyncWebClient.views_open,
    "views.publish": AsyncWebClient.views_publish,
    "views.update": AsyncWebClient.views_update,
}
