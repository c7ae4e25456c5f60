"""Calls of DingTalk's two front doors, the OpenAPI and the old oapi: token, pace, budget, and what a refusal means."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin, urlsplit

import aiohttp

from bot.kit.errors import (
    InDoubt,
    QuotaExhausted,
    RateLimited,
    Rejected,
    Unreachable,
)
from bot.platforms.dingtalk import limits
from bot.platforms.dingtalk.fault import fault_of, old_fault_of, unclear_fault
from bot.platforms.dingtalk.parse import PLATFORM
from bot.platforms.pace import Rate, RateLimit, TimelyRequest, TooLate, TooSoon
from bot.runtime.retry import retry

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Hashable

    from bot.kit.clock import Clock

Json = dict[str, Any]

_STALE_TOKEN: Final = {"InvalidAuthentication", "40014", "42001"}
_WRAPPED: Final = {"15", "88"}  # by itself DingTalk was too slow; with a sub_code that one says what it is
_NEVER_WRITTEN: Final = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL)
_EVERYTHING: Final = ("address",)
_MOVES: Final = 3  # a download may be sent on so often
_MOVED: Final = {301, 302, 303, 307, 308}
_CHUNK: Final = 64 * 1024


class Calls:
    """One app's calls, at the organisation's pace and on its budget."""

    def __init__(
        self,
        *,
        client_id: str,
        client_secret: str,
        openapi: str,
        oapi: str,
        clock: Clock,
        patience: float,
        spent: Callable[[int], Awaitable[None]],
    ) -> None:
        """Make it, without connecting; a call waits at most ``patience`` seconds for its turn.

        ``spent`` counts calls; the attribute of that name says whether DingTalk's last word was that none is left.
        """
        self._client_id = client_id
        self._client_secret = client_secret
        self._openapi = openapi.rstrip("/")
        self._oapi = oapi.rstrip("/")
        self._clock = clock
        self._patience = patience
        self._pace = RateLimit(clock)
        self._count = spent
        self.spent = False
        self._session: aiohttp.ClientSession | None = None
        self._closed = False
        self._token = ""
        self._token_until = datetime.min.replace(tzinfo=UTC)
        self._token_lock = asyncio.Lock()

    async def new(
        self,
        method: str,
        path: str,
        body: Json,
        *,
        posting: bool = False,
        gate: str = "",
        headers: dict[str, str] | None = None,
    ) -> Json:
        """Make one metered call of the OpenAPI; a stale token is renewed once.

        ``posting`` says that the call shows something to somebody, so that a lost answer leaves it in doubt; ``gate``
        names the API where its path holds an id; ``headers`` go beside the token. What is refused for haste or for want
        of calls is none that counts.
        """
        gate = gate or path
        await self._turn(gate)
        counts = True
        try:
            answer = await self._renewing(method, path, body, posting=posting, gate=gate, headers=headers or {})
        except (RateLimited, QuotaExhausted) as error:
            counts = False
            self.spent = self.spent or isinstance(error, QuotaExhausted)
            raise
        finally:
            if counts:
                await self._count(1)
        self.spent = False
        return answer

    async def _renewing(self, method: str, path: str, body: Json, **more: Any) -> Json:
        try:
            return await self._with_token(method, path, body, **more)
        except Unreachable as error:
            if error.code not in _STALE_TOKEN:
                raise
        self._token = ""
        return await self._with_token(method, path, body, **more)

    async def _with_token(self, method: str, path: str, body: Json, *, headers: dict[str, str], **more: Any) -> Json:
        headers = headers | {"x-acs-dingtalk-access-token": await self.token()}
        return await self.request(method, self._openapi + path, json=body, headers=headers, **more)

    async def old(
        self,
        path: str,
        body: Json | None = None,
        *,
        data: aiohttp.MultipartWriter | None = None,
        method: str = "POST",
    ) -> Json:
        """Make one call of the old oapi, which is free, may be repeated, and says 200 whatever happens."""
        await self._turn(path)
        url = f"{self._oapi}{path}{'&' if '?' in path else '?'}access_token={await self.token()}"
        answer = await self.request(method, url, json=body, data=data, gate=path)
        code, message = str(answer.get("errcode", "no errcode")), str(answer.get("errmsg") or "")
        if code == "0":
            return answer
        if code in _WRAPPED and answer.get("sub_code"):
            code, message = str(answer["sub_code"]), str(answer.get("sub_msg") or message)
        if code in _STALE_TOKEN:
            self._token = ""
        raise old_fault_of(code, message)

    async def token(self) -> str:
        """Return the app's access token; a new one some minutes before the old one ends."""
        async with self._token_lock:
            if not self._token or self._clock.now() >= self._token_until:
                body = {"appKey": self._client_id, "appSecret": self._client_secret}
                answer = await retry(
                    lambda: self.request("POST", f"{self._openapi}/v1.0/oauth2/accessToken", json=body),
                    on=(Unreachable,),
                    clock=self._clock,
                    unless=lambda error: bool(getattr(error, "hint", "")),
                )
                self._token = _text(answer, "accessToken")
                lasts = max(float(answer.get("expireIn", 0)) - limits.TOKEN_MARGIN, 0.0)
                self._token_until = self._clock.now() + timedelta(seconds=lasts)
            return self._token

    async def open(self, subscriptions: list[Json]) -> tuple[str, str]:
        """Ask the gateway for a stream address and its ticket.

        Raises:
            PlatformError: with a hint when the app's credentials or settings are wrong.
        """
        body = {
            "clientId": self._client_id,
            "clientSecret": self._client_secret,
            "subscriptions": subscriptions,
            "ua": "jinbu-python/1",
        }
        answer = await self.request("POST", f"{self._openapi}/v1.0/gateway/connections/open", json=body)
        return _text(answer, "endpoint"), _text(answer, "ticket")

    async def download(self, url: str, *, most: int) -> bytes:
        """Return what lies at an address that DingTalk named; a token never goes there.

        Raises:
            PlatformError: when it cannot be had; ``Rejected`` where the address is none of theirs, the file is gone,
                or it is larger than ``most`` bytes (``too_large``).
        """
        timeout = aiohttp.ClientTimeout(total=limits.DOWNLOAD, sock_connect=5)
        for _ in range(_MOVES):
            self._check_address(url)
            try:
                async with self._http().get(url, timeout=timeout, allow_redirects=False) as response:
                    if response.status not in _MOVED:
                        return await _content(response, most)
                    url = urljoin(url, response.headers.get("Location", ""))
            except (aiohttp.ClientError, TimeoutError, OSError) as error:
                raise Unreachable(PLATFORM, type(error).__name__) from None
        raise Rejected(PLATFORM, "moved_on")

    def _check_address(self, url: str) -> None:
        """Raise unless a file may be fetched from there: over TLS, or from the servers that are set (a sandbox)."""
        ours = {urlsplit(server).netloc for server in (self._openapi, self._oapi)}
        address = urlsplit(url)
        if address.scheme != "https" and not (address.scheme == "http" and address.netloc in ours):
            raise Rejected(PLATFORM, "address")

    async def close(self) -> None:
        """Let go of the connections, for good."""
        self._closed = True
        if self._session is not None:
            await self._session.close()

    async def _turn(self, path: str) -> None:
        gates: dict[Hashable, Rate] = {path: limits.API_RATE, _EVERYTHING: Rate(400.0, burst=400)}
        try:
            await self._pace.turn(gates, patience=self._patience)
        except TooSoon as wait:
            raise RateLimited(PLATFORM, "paced", retry_after=wait.seconds) from None

    async def request(
        self,
        method: str,
        url: str,
        *,
        json: Json | None = None,
        data: aiohttp.MultipartWriter | None = None,
        headers: dict[str, str] | None = None,
        posting: bool = False,
        gate: str = "",
    ) -> Json:
        """Make one request of any address that answers JSON.

        Raises:
            PlatformError: of the kind that says what to do next.
        """
        try:
            async with self._http().request(method, url, json=json, data=data, headers=headers) as response:
                status, text = response.status, await response.text()
        except TooLate:
            raise RateLimited(PLATFORM, "late", retry_after=0) from None
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            kind = InDoubt if posting and not isinstance(error, _NEVER_WRITTEN) else Unreachable
            raise kind(PLATFORM, type(error).__name__) from None
        answer = _object(text)
        if answer is None and "punish" in text:
            self._pace.shut(_EVERYTHING, limits.PUNISHED)
            raise RateLimited(PLATFORM, "punished", retry_after=limits.PUNISHED)
        if answer is None:
            raise unclear_fault(status, f"http_{status}", posting=posting)
        if status < 400:  # noqa: PLR2004 - HTTP's border of failure
            return answer
        fault = fault_of(status, answer, posting=posting)
        if isinstance(fault, RateLimited) and gate:
            self._pace.shut(gate, fault.retry_after)
        raise fault

    def _http(self) -> aiohttp.ClientSession:
        if self._closed:
            raise Unreachable(PLATFORM, "closed")
        if self._session is None:
            self._session = aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=limits.REQUEST, sock_connect=5), request_class=TimelyRequest
            )
        return self._session


async def _content(response: aiohttp.ClientResponse, most: int) -> bytes:
    if response.status >= 400:  # noqa: PLR2004 - HTTP's border of failure
        kind = Unreachable if response.status >= 500 else Rejected  # noqa: PLR2004 - a fault on their side
        raise kind(PLATFORM, f"http_{response.status}")
    content = bytearray()
    async for chunk in response.content.iter_chunked(_CHUNK):
        content += chunk
        if len(content) > most:
            raise Rejected(PLATFORM, "too_large")
    return bytes(content)


def _text(answer: Json, name: str) -> str:
    """Return what an answer has to hold.

    Raises:
        Unreachable: when it does not.
    """
    if not answer.get(name):
        raise Unreachable(PLATFORM, f"no_{name}")
    return str(answer[name])


def _object(text: str) -> Json | None:
    try:
        answer = json.loads(text)
    except ValueError:
        return None
    return answer if isinstance(answer, dict) else None
