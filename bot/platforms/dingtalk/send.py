"""Sending to DingTalk: cards, robot messages, pictures, and their calls; every refusal becomes one of our errors."""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import aiohttp
import structlog

from bot.domain.delivery import Receipt
from bot.domain.errors import InDoubt, PlatformError, QuotaExhausted, RateLimited, Rejected, Unreachable
from bot.messages.card import Card, Chart, Picture
from bot.messages.text import plain as bare
from bot.platforms.check import Problem
from bot.platforms.dingtalk import limits
from bot.platforms.dingtalk.parse import PLATFORM
from bot.platforms.dingtalk.render import plain, render
from bot.platforms.fit import cut
from bot.platforms.pace import Pace, Rate, TooSoon, bounded
from bot.platforms.picture import Pictures
from bot.retry import retry

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Hashable, Sequence

    from bot.domain.person import Identity
    from bot.messages.inbound import Sender
    from bot.ports import Clock

Json = dict[str, Any]

log = structlog.get_logger()

_TOO_FAST: Final = {"send.too.fast", "send.byToken.tooFast", "too.many.people", "too.many.group"}
_BY_KEY: Final[Json] = {"updateCardDataByKey": True, "updatePrivateDataByKey": True}
# The installation, not the person or the message: everything waits until an administrator has mended it
_INSTALLATION: Final = {
    "InvalidAuthentication": "the token was refused twice: look at DINGTALK_CLIENT_ID and DINGTALK_CLIENT_SECRET",
    "invalidClientIdOrSecret": "DINGTALK_CLIENT_ID and DINGTALK_CLIENT_SECRET do not belong together",
    "authFailed": "DINGTALK_CLIENT_ID and DINGTALK_CLIENT_SECRET do not belong together, or the app is not published",
    "invalidParameter.robotCode.empty": "set DINGTALK_ROBOT_CODE",
    "invalidParameter.robotCode.auth": "DINGTALK_ROBOT_CODE is not this app's robot",
    "resource.not.found": "DINGTALK_ROBOT_CODE is not this app's robot, or its version is not published",
    "IpNotInWhiteList": "add this machine's address to the app's 服务器出口IP",
    "AccessTokenPermissionDenied": "give the app the permission in 权限管理 and publish it",
}
_STALE_TOKEN: Final = {"InvalidAuthentication", "40014", "42001"}
_NO_TEMPLATE: Final = {"templateNotExist", "templateUnpublished", "cardTemplateIdEmpty"}
_KEPT_WEBHOOKS: Final = 1000
_FLOW_CONTROLLED: Final = 60.0
_TEMPLATE_PAUSE: Final = timedelta(minutes=10)
_NEVER_WRITTEN: Final = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL)
_EVERYTHING: Final = ("address",)


@dataclass(frozen=True, slots=True)
class App:
    """What an organisation's app is known by; the robot's code is the client id unless it is another."""

    client_id: str
    client_secret: str
    robot_code: str
    card_template_id: str
    openapi_endpoint: str
    oapi_endpoint: str


class Courier:
    """Carries cards to people through one robot; one attempt each, at the organisation's pace and on its budget."""

    def __init__(
        self,
        app: App,
        *,
        clock: Clock,
        draw: Callable[[Chart], bytes],
        longest: float,
        spent: Callable[[int], Awaitable[None]],
        remember: Callable[[str, Sequence[str]], Awaitable[None]],
    ) -> None:
        self._app = app
        self._longest = longest
        self._patience = min(limits.PATIENCE, longest / 4)
        self._robot = app.robot_code or app.client_id
        self._no_cards_until = datetime.min.replace(tzinfo=UTC)
        self._openapi = app.openapi_endpoint.rstrip("/")
        self._oapi = app.oapi_endpoint.rstrip("/")
        self._clock = clock
        self._pace = Pace(clock)
        self._pictures = Pictures(draw=draw, upload=self._upload)
        self._spent = spent
        self._remember = remember
        self._session: aiohttp.ClientSession | None = None
        self._closed = False
        self._token = ""
        self._token_until = datetime.min.replace(tzinfo=UTC)
        self._token_lock = asyncio.Lock()
        self._webhooks: OrderedDict[str, tuple[str, datetime]] = OrderedDict()

    async def send(self, identity: Identity, card: Card, *, opaque: str, conversation: str) -> Receipt:
        """Put a card into the person's talk with the robot; ``conversation`` is not needed here.

        A card's ``outTrackId`` is the opaque key, so the same again shows nothing twice; a lost answer leaves it in
        doubt all the same, because another card must not say the same. Without a card template it becomes a Markdown
        message, which has no key.

        Raises:
            PlatformError: as ports.Platform says.
        """
        del conversation
        async with bounded(self._longest * 0.4, Unreachable(PLATFORM, "pictures_slow")):
            pictures, _ = await self._pictures.of(card)
        if self.has_cards:
            try:
                async with bounded(self._longest * 0.3, InDoubt(PLATFORM, "slow")):
                    return await self._create(identity, render(card, pictures), card.summary, opaque)
            except Rejected as error:
                if error.code not in _NO_TEMPLATE:
                    raise
                self._no_cards_until = self._clock.now() + _TEMPLATE_PAUSE
                log.warning("cards.off", platform=PLATFORM, code=error.code, until=self._no_cards_until.isoformat())
        async with bounded(self._longest * 0.3, InDoubt(PLATFORM, "slow")):
            return await self._say(identity, plain(card, pictures))

    async def find(self, identity: Identity, *, opaque: str, conversation: str, since: datetime) -> Receipt | None:
        """Return None where sending again is harmless: a card's key lets it show once only.

        Raises:
            LookupError: where messages go without a card, and nobody can tell whether one is out.
        """
        del identity, opaque, conversation, since
        if not self.has_cards:
            raise LookupError("robot messages have no key")
        return None

    async def update(self, receipt: Receipt, card: Card) -> None:
        """Redraw a card; safe to repeat. A robot's Markdown message stays as it is: DingTalk cannot change one."""
        if "outTrackId" in receipt.fields:
            pictures, _ = await self._pictures.of(card)
            await self._put(receipt.fields["outTrackId"], render(card, pictures))

    async def tell(self, sender: Sender, text: str) -> None:
        """Say a short line where somebody spoke: by their message's own address, else through the robot."""
        line = cut(bare(text), limits.TEXT)
        if await self._by_webhook(sender, line):
            return
        body: Json = {"robotCode": self._robot, "msgKey": "sampleText", "msgParam": _json({"content": line})}
        if sender.private:
            body["userIds"] = [sender.identity.user]
            answer = await self._call("POST", "/v1.0/robot/oToMessages/batchSend", body, posting=True)
            _check_readers(answer, sender.identity.user)
        else:
            body["openConversationId"] = sender.conversation
            await self._call("POST", "/v1.0/robot/groupMessages/send", body, posting=True)

    def settled(self, card: Card) -> Json:
        """Return what a callback's acknowledgement says to redraw the clicked card; draws and uploads nothing."""
        values = render(card, self._pictures.known(card))
        if not values["picture"]:
            del values["picture"]  # by key: what is not sent stays
        return {"cardUpdateOptions": _BY_KEY, "cardData": {"cardParamMap": values}}

    def open_door(self, conversation: str, webhook: str, until: datetime) -> None:
        """Remember the address that came with a message, for answers in its conversation; kept in memory only."""
        self._webhooks[conversation] = (webhook, until)
        self._webhooks.move_to_end(conversation)
        if len(self._webhooks) > _KEPT_WEBHOOKS:
            self._webhooks.popitem(last=False)

    async def socket_address(self, topics: Sequence[str]) -> tuple[str, str]:
        """Ask the gateway for a stream address and its ticket, which is good for one connection within 90 seconds.

        Raises:
            PlatformError: with a hint when the app's credentials or settings are wrong.
        """
        body = {
            "clientId": self._app.client_id,
            "clientSecret": self._app.client_secret,
            "subscriptions": [{"type": "CALLBACK", "topic": topic} for topic in topics],
            "ua": "jinbu-python/1",
        }
        answer = await self._request("POST", f"{self._openapi}/v1.0/gateway/connections/open", json=body)
        return str(answer["endpoint"]), str(answer["ticket"])

    @property
    def has_cards(self) -> bool:
        """Whether messages go as cards: a template is set, and DingTalk has not said that it does not know it."""
        return bool(self._app.card_template_id) and self._clock.now() >= self._no_cards_until

    async def check(self) -> list[Problem]:
        """Look at credentials, permissions and the card template; costs one metered call."""
        try:
            await self._access_token()
        except PlatformError as error:
            return [Problem("credentials", error.code, error.hint or "see whether this machine reaches DingTalk")]
        found = [Problem("credentials", "work")]
        found.append(await self._check_cards())
        try:
            await self._old_call("/topapi/v2/department/listsub", {"dept_id": 1})
            found.append(Problem("contacts", "can be read"))
        except PlatformError as error:
            mend = "give the app 通讯录 read permissions (qyapi_get_department_list) to match people by itself"
            found.append(Problem("contacts", error.code, mend))
        return found

    async def close(self) -> None:
        """Let go of the connections, for good."""
        self._closed = True
        if self._session is not None:
            await self._session.close()

    # Cards

    async def _create(self, identity: Identity, values: Json, summary: str, opaque: str) -> Receipt:
        last = {"ZH_CN": summary[: limits.SUMMARY], "EN_US": summary[: limits.SUMMARY]}
        body = {
            "cardTemplateId": self._app.card_template_id,
            "outTrackId": opaque,
            "callbackType": "STREAM",
            "userIdType": 1,
            "cardData": {"cardParamMap": values},
            "openSpaceId": f"dtv1.card//IM_ROBOT.{identity.user}",
            "imRobotOpenSpaceModel": {"supportForward": False, "lastMessageI18n": last},
            "imRobotOpenDeliverModel": {"spaceType": "IM_ROBOT", "robotCode": self._robot},
        }
        receipt = Receipt({"outTrackId": opaque, "user": identity.user})
        try:
            answer = await self._call("POST", "/v1.0/card/instances/createAndDeliver", body, posting=True)
        except Rejected as error:
            if error.code != "cardAlreadyExist":
                raise
            await self._put(opaque, values)  # it is there; see to it that it says this
            return receipt
        results = answer.get("result", {}).get("deliverResults", [])
        failed = next((result for result in results if not result.get("success")), None)
        if answer.get("success") is False or failed is not None or not results:
            raise Rejected(PLATFORM, str((failed or {}).get("errorMsg") or "not_delivered"))
        carrier = str(results[0].get("carrierId") or "")
        return Receipt({**receipt.fields, "processQueryKey": carrier})

    async def _put(self, card_id: str, values: Json) -> None:
        body = {
            "outTrackId": card_id,
            "cardData": {"cardParamMap": values},
            "cardUpdateOptions": _BY_KEY,
            "userIdType": 1,
        }
        await retry(lambda: self._call("PUT", "/v1.0/card/instances", body), on=(Unreachable,), clock=self._clock)

    async def _check_cards(self) -> Problem:
        """Ask for a change of a card that does not exist: the refusal tells whether cards may be written at all."""
        template = self._app.card_template_id
        if not template:
            mend = "import bot/platforms/dingtalk/cards/jinbu_card.json in 卡片平台 and set DINGTALK_CARD_TEMPLATE_ID"
            return Problem("cards", "off: messages go as Markdown with numbered replies", mend)
        if not template.endswith(".schema"):
            return Problem("cards", template, "DINGTALK_CARD_TEMPLATE_ID ends in .schema; copy it from 卡片平台")
        if not self.has_cards:
            return Problem("cards", "template not found", "publish the template and give it to this app in 卡片平台")
        try:
            await self._call(
                "PUT", "/v1.0/card/instances", {"outTrackId": "jinbu-check", "cardData": {"cardParamMap": {}}}
            )
        except PlatformError as error:
            if error.code not in {"cardNotExist", "cardDataAndPrivateDataBothEmpty"}:
                return Problem("cards", error.code, error.hint or "give the app Card.Instance.Write")
        return Problem("cards", "may be written")

    # Robot messages

    async def _say(self, identity: Identity, message: Json) -> Receipt:
        if message["replies"]:
            await self._remember(identity.user, message["replies"])
        body = {
            "robotCode": self._robot,
            "userIds": [identity.user],
            "msgKey": "sampleMarkdown",
            "msgParam": _json({"title": message["title"], "text": message["text"] or message["title"]}),
        }
        answer = await self._call("POST", "/v1.0/robot/oToMessages/batchSend", body, posting=True)
        _check_readers(answer, identity.user)
        return Receipt({"processQueryKey": str(answer.get("processQueryKey") or ""), "user": identity.user})

    async def _by_webhook(self, sender: Sender, line: str) -> bool:
        webhook, until = self._webhooks.get(sender.conversation, ("", self._clock.now()))
        if not webhook or until - timedelta(seconds=60) <= self._clock.now():
            return False
        try:
            answer = await self._request("POST", webhook, json={"msgtype": "text", "text": {"content": line}})
        except PlatformError:
            return False
        return answer.get("errcode") == 0

    # Pictures

    async def _upload(self, drawn: bytes, picture: Picture) -> str:
        del picture  # its sentence stays in the card's Markdown
        form = aiohttp.MultipartWriter("form-data")
        part = form.append(drawn, {"Content-Type": "image/png"})
        part.set_content_disposition("form-data", name="media", filename="trend.png")
        answer = await self._old_call("/media/upload?type=image", data=form)
        return str(answer["media_id"])

    # Calls

    async def _call(self, method: str, path: str, body: Json, *, posting: bool = False) -> Json:
        """Make one metered call of the OpenAPI; a stale token is renewed once."""
        await self._turn(path)
        await self._spent(1)
        try:
            return await self._with_token(method, path, body, posting=posting)
        except Unreachable as error:
            if error.code not in _STALE_TOKEN:
                raise
        self._token = ""
        return await self._with_token(method, path, body, posting=posting)

    async def _with_token(self, method: str, path: str, body: Json, *, posting: bool) -> Json:
        headers = {"x-acs-dingtalk-access-token": await self._access_token()}
        return await self._request(method, self._openapi + path, json=body, headers=headers, posting=posting, gate=path)

    async def _old_call(
        self, path: str, body: Json | None = None, *, data: aiohttp.MultipartWriter | None = None
    ) -> Json:
        """Make one call of the old oapi, which is free, may be repeated, and says 200 whatever happens."""
        await self._turn(path)
        url = f"{self._oapi}{path}{'&' if '?' in path else '?'}access_token={await self._access_token()}"
        answer = await self._request("POST", url, json=body, data=data, gate=path)
        code = str(answer.get("errcode", "no errcode"))
        if code == "0":
            return answer
        if code in _STALE_TOKEN:
            self._token = ""
        raise _old_fault(code, str(answer.get("errmsg") or ""))

    async def _access_token(self) -> str:
        async with self._token_lock:
            if not self._token or self._clock.now() >= self._token_until:
                body = {"appKey": self._app.client_id, "appSecret": self._app.client_secret}
                answer = await retry(
                    lambda: self._request("POST", f"{self._openapi}/v1.0/oauth2/accessToken", json=body),
                    on=(Unreachable,),
                    clock=self._clock,
                    unless=lambda error: bool(getattr(error, "hint", "")),
                )
                self._token = str(answer["accessToken"])
                lasts = max(float(answer.get("expireIn", 0)) - limits.TOKEN_MARGIN, 0.0)
                self._token_until = self._clock.now() + timedelta(seconds=lasts)
            return self._token

    async def _turn(self, path: str) -> None:
        gates: dict[Hashable, Rate] = {path: limits.API_RATE, _EVERYTHING: Rate(400.0, burst=400)}
        try:
            await self._pace.turn(gates, patience=self._patience)
        except TooSoon as wait:
            raise RateLimited(PLATFORM, "paced", retry_after=wait.seconds) from None

    async def _request(
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
        unclear = InDoubt if posting else Unreachable
        try:
            async with self._http().request(method, url, json=json, data=data, headers=headers) as response:
                status, text = response.status, await response.text()
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            kind = Unreachable if isinstance(error, _NEVER_WRITTEN) else unclear
            raise kind(PLATFORM, type(error).__name__) from None
        answer = _object(text)
        if answer is None and "punish" in text:
            self._pace.shut(_EVERYTHING, limits.PUNISHED)
            raise RateLimited(PLATFORM, "punished", retry_after=limits.PUNISHED)
        if answer is None:
            raise unclear(PLATFORM, f"http_{status}")
        if status < 400:  # noqa: PLR2004 - HTTP's border of failure
            return answer
        fault = _fault(status, answer, unclear)
        if isinstance(fault, RateLimited) and gate:
            self._pace.shut(gate, fault.retry_after)
        raise fault

    def _http(self) -> aiohttp.ClientSession:
        if self._closed:
            raise Unreachable(PLATFORM, "closed")
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=limits.REQUEST, sock_connect=5))
        return self._session


def _check_readers(answer: Json, user: str) -> None:
    """Raise when a 200 says that the one reader will not get it."""
    if user in answer.get("flowControlledStaffIdList", []):
        raise RateLimited(PLATFORM, "flowControlled", retry_after=_FLOW_CONTROLLED)
    for name in ("invalidStaffIdList", "filteredStaffIdList"):
        if user in answer.get(name, []):
            raise Rejected(PLATFORM, name.removesuffix("StaffIdList"))


def _fault(status: int, answer: Json, unclear: type[Unreachable]) -> PlatformError:
    """Say what an error of the OpenAPI means."""
    whole = str(answer.get("code") or f"http_{status}")
    code = whole.removeprefix("Forbidden.AccessDenied.").removeprefix("param.")
    if code.startswith("ApiCountLimit"):
        return QuotaExhausted(PLATFORM, code, hint="the organisation's monthly calls are spent")
    if status == 429 or code.startswith("QpsLimit") or code in _TOO_FAST:  # noqa: PLR2004 - Too Many Requests
        return RateLimited(PLATFORM, code, retry_after=limits.FRAME_WAIT)
    if code in _INSTALLATION:
        scopes = (answer.get("accessdenieddetail") or {}).get("requiredScopes") or []
        return Unreachable(PLATFORM, code, hint=_INSTALLATION[code] + (f": {', '.join(scopes)}" if scopes else ""))
    if status >= 500 or code == "system.busy":  # noqa: PLR2004 - a fault on their side
        return unclear(PLATFORM, code)
    return Rejected(PLATFORM, code, hint=str(answer.get("requestid") or ""))


def _old_fault(code: str, message: str) -> PlatformError:
    """Say what an errcode of the oapi means."""
    match code:
        case "90018" | "90002":
            return RateLimited(PLATFORM, code, retry_after=limits.FRAME_WAIT)
        case "90020":
            return QuotaExhausted(PLATFORM, code)
        case "-1" | "15" | "88" | "no errcode" | "40014" | "42001":
            return Unreachable(PLATFORM, code)
        case _:
            return Rejected(PLATFORM, code, hint=message)


def _object(text: str) -> Json | None:
    try:
        answer = json.loads(text)
    except ValueError:
        return None
    return answer if isinstance(answer, dict) else None


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
