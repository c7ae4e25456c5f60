"""To-dos in DingTalk's list: made once, changed, done."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from bot.kit.errors import PlatformError, Rejected, Unreachable
from bot.platforms.dingtalk.codes import NO_PERMISSION
from bot.platforms.dingtalk.parse import PLATFORM

if TYPE_CHECKING:
    from bot.delivery.domain.platform_item import PlatformItem
    from bot.platforms.dingtalk.call import Calls

Json = dict[str, Any]

_GATE: Final = "todo/tasks"


class DingTalkTodo:
    """The to-do lists of one organisation's people."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    async def keep(self, item: PlatformItem, owner: str) -> str:
        """See ports.Platform; ``owner`` is an id across apps.

        What an earlier attempt may have made is looked for by its source id before anything is made again.
        """
        ref, fresh = item.ref, False
        if not ref and item.doubtful:
            ref = await self._find(item, owner)
        if not ref and item.closed:
            return ""
        if not ref:
            ref, fresh = await self._make(item, owner), True
        if not fresh:
            body: Json = {"done": True} if item.closed else {"done": False, **_described(item)}
            with suppress(Rejected):  # its owner has taken it out by hand
                await self.call("PUT", owner, f"/{ref}", body)
        return ref

    async def _make(self, item: PlatformItem, owner: str) -> str:
        body = _described(item) | {"executorIds": [owner], "sourceId": item.mark}
        answer = await self.call("POST", owner, "", body)
        if not answer.get("id"):
            raise Unreachable(PLATFORM, "no_task_id")
        return str(answer["id"])

    async def _find(self, item: PlatformItem, owner: str) -> str:
        """Return DingTalk's name of the to-do that an earlier attempt made; "" where it made none."""
        try:
            answer = await self.call("GET", owner, f"/sources/{item.mark}", {})
        except Rejected:
            return ""
        return str(answer.get("id") or "")

    async def call(self, method: str, owner: str, rest: str, body: Json) -> Json:
        """Make one call about somebody's to-dos.

        Raises:
            LookupError: with the permission that is lacking.
            PlatformError: when DingTalk cannot be asked, or refuses.
        """
        path = f"/v1.0/todo/users/{owner}/tasks{rest}"
        operator = "" if method == "GET" else f"?operatorId={owner}"
        try:
            return await self._calls.new(method, path + operator, body, gate=f"{method} {_GATE}")
        except PlatformError as error:
            if error.code == NO_PERMISSION:
                raise LookupError(getattr(error, "needs", "")) from None
            raise


def _described(item: PlatformItem) -> Json:
    """Return what a to-do says: what is to be done, and by when in milliseconds where there is a day."""
    return {"subject": item.title} | ({"dueTime": int(item.at.timestamp() * 1000)} if item.at else {})
