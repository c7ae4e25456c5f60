"""What the robot says in messages, which nobody can change: through its API, or where somebody spoke."""

from __future__ import annotations

import json
from collections import OrderedDict
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from bot.delivery.domain.delivery import Receipt
from bot.kit.errors import InDoubt, NoReceipt, NotThere, PlatformError, RateLimited
from bot.messages.text import plain as bare
from bot.platforms.dingtalk import limits
from bot.platforms.dingtalk.parse import PLATFORM
from bot.platforms.fit import cut
from bot.platforms.pace import bounded

if TYPE_CHECKING:
    from datetime import datetime

    from bot.kit.clock import Clock
    from bot.kit.identity import Identity
    from bot.messages.inbound import Sender
    from bot.platforms.dingtalk.app import DingTalkApp
    from bot.platforms.dingtalk.call import Calls

Json = dict[str, Any]

_KEPT_WEBHOOKS: Final = 1000
_FLOW_CONTROLLED: Final = 60.0


class Robot:
    """One robot's messages; an address that came with what somebody said costs no call, and is kept in memory only."""

    def __init__(self, app: DingTalkApp, calls: Calls, *, clock: Clock, longest: float) -> None:
        """Make it over an app's calls; one message takes at most ``longest`` seconds."""
        self._app = app
        self._calls = calls
        self._clock = clock
        self._longest = longest
        self._webhooks: OrderedDict[str, tuple[str, datetime]] = OrderedDict()

    async def say(self, identity: Identity, message: Json) -> Receipt:
        """Say a Markdown message, ``title`` and ``text``, in somebody's own talk with the robot.

        Raises:
            PlatformError: ``InDoubt`` when it may be there, ``NotThere`` when it cannot reach its reader.
        """
        return await self._send(identity, "sampleMarkdown", message)

    async def send_file(self, identity: Identity, file: Json) -> Receipt:
        """Put an uploaded file into somebody's own talk with the robot.

        Raises:
            PlatformError: as for :meth:`say`.
        """
        return await self._send(identity, "sampleFile", file)

    async def tell(self, sender: Sender, text: str) -> None:
        """Say a short line where somebody spoke: by their message's own address, else through the robot.

        Raises:
            PlatformError: when it cannot be said.
        """
        if await self.post_text(place_of(sender), text):
            return
        param = _json({"content": _shortened(text)})
        body: Json = {"robotCode": self._app.robot, "msgKey": "sampleText", "msgParam": param}
        if sender.private:
            body["userIds"] = [sender.identity.user]
            answer = await self._calls.new("POST", "/v1.0/robot/oToMessages/batchSend", body, posting=True)
            _check_readers(answer, sender.identity.user)
        else:
            body["openConversationId"] = sender.conversation
            await self._calls.new("POST", "/v1.0/robot/groupMessages/send", body, posting=True)

    def remember_address(self, sender: Sender, webhook: str, until: datetime) -> None:
        """Remember the address that came with a message, for answers where it was said."""
        place = place_of(sender)
        self._webhooks[place] = (webhook, until)
        self._webhooks.move_to_end(place)
        while len(self._webhooks) > _KEPT_WEBHOOKS:
            self._webhooks.popitem(last=False)

    def has_address(self, place: str) -> bool:
        """Say whether an address that came from there is good for a minute more."""
        return bool(self._address(place))

    async def post_text(self, place: str, text: str) -> bool:
        """Say a short line by the address that came from a place; False where there is none, or it takes nothing."""
        return await self._post(place, {"msgtype": "text", "text": {"content": _shortened(text)}})

    async def post_markdown(self, place: str, message: Json) -> bool:
        """Say a Markdown message, ``title`` and ``text``, as :meth:`post_text` says a line."""
        return await self._post(place, {"msgtype": "markdown", "markdown": message})

    async def _send(self, identity: Identity, kind: str, param: Json) -> Receipt:
        body = {"robotCode": self._app.robot, "userIds": [identity.user], "msgKey": kind, "msgParam": _json(param)}
        async with bounded(self._longest, InDoubt(PLATFORM, "slow")):
            answer = await self._calls.new("POST", "/v1.0/robot/oToMessages/batchSend", body, posting=True)
        _check_readers(answer, identity.user)
        if not answer.get("processQueryKey"):
            raise NoReceipt(PLATFORM, "no_process_query_key")
        return Receipt({"processQueryKey": str(answer["processQueryKey"]), "user": identity.user})

    async def _post(self, place: str, body: Json) -> bool:
        address = self._address(place)
        if not address:
            return False
        try:
            answer = await self._calls.request("POST", address, json=body)
        except PlatformError:
            return False
        return answer.get("errcode") == 0

    def _address(self, place: str) -> str:
        webhook, until = self._webhooks.get(place, ("", self._clock.now()))
        return webhook if until - timedelta(seconds=60) > self._clock.now() else ""


def place_of(sender: Sender) -> str:
    """Name where an answer goes by a message's own address: what is private to the person, never into a group."""
    return sender.identity.user if sender.private else sender.conversation


def _shortened(text: str) -> str:
    return cut(bare(text), limits.TEXT)


def _check_readers(answer: Json, user: str) -> None:
    """Raise when a 200 says that the one reader will not get it."""
    if user in (answer.get("flowControlledStaffIdList") or []):
        raise RateLimited(PLATFORM, "flowControlled", retry_after=_FLOW_CONTROLLED)
    for name in ("invalidStaffIdList", "filteredStaffIdList"):
        if user in (answer.get(name) or []):
            raise NotThere(PLATFORM, name.removesuffix("StaffIdList"))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
