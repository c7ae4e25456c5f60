"""Appointments in DingTalk's calendar: made once, moved, taken out."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from bot.kit.errors import PlatformError, Rejected, Unreachable
from bot.platforms.dingtalk.codes import NO_PERMISSION
from bot.platforms.dingtalk.parse import PLATFORM

if TYPE_CHECKING:
    from bot.delivery.domain.platform_item import PlatformItem
    from bot.platforms.dingtalk.call import Calls

Json = dict[str, Any]

_TOKEN: Final = "x-client-token"  # noqa: S105 - no secret: DingTalk's name for a key that makes a call count once
GATE: Final = "calendar/events"


class DingTalkCalendar:
    """The calendars of one organisation's people."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    async def keep(self, item: PlatformItem, owner: str, other: str) -> str:
        """See ports.Platform; ``owner`` and ``other`` are ids across apps.

        The same call with the same token makes no second event, so what an earlier attempt may have made is asked for
        by making it again, and then brought to where it is to stand by now.
        """
        ref, fresh = item.ref, False
        if not ref and item.closed and not item.doubtful:
            return ""
        if not ref:
            ref, fresh = await self._make(item, owner, other), not item.doubtful
        if item.closed:
            with suppress(Rejected):  # its owner has taken it out already
                await self.call("DELETE", owner, f"/{ref}", {})
        elif not fresh:
            await self.call("PUT", owner, f"/{ref}", {"id": ref, **_described(item)})
        return ref

    async def _make(self, item: PlatformItem, owner: str, other: str) -> str:
        body = _described(item) | ({"attendees": [{"id": other}]} if other else {})
        answer = await self.call("POST", owner, "", body, token=item.mark)
        if not answer.get("id"):
            raise Unreachable(PLATFORM, "no_event_id")
        return str(answer["id"])

    async def call(self, method: str, owner: str, rest: str, body: Json, *, token: str = "") -> Json:
        """Make one call about somebody's events.

        Raises:
            LookupError: with the permission that is lacking.
            PlatformError: when DingTalk cannot be asked, or refuses.
        """
        path = f"/v1.0/calendar/users/{owner}/calendars/primary/events{rest}"
        headers = {_TOKEN: token} if token else {}
        try:
            return await self._calls.new(method, path, body, gate=f"{method} {GATE}", headers=headers)
        except PlatformError as error:
            if error.code == NO_PERMISSION:
                raise LookupError(getattr(error, "needs", "")) from None
            raise


def _described(item: PlatformItem) -> Json:
    """Return what an event says: what and when, and nothing of what about."""
    return {"summary": item.title} | {name: _moment(at) for name, at in (("start", item.at), ("end", item.end)) if at}


def _moment(at: datetime) -> Json:
    """Write an instant as the calendar wants it: UTC, with milliseconds."""
    return {"dateTime": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z"), "timeZone": "UTC"}
