"""What DingTalk knows of people: their account, everybody's, and when their calendar is taken."""

from __future__ import annotations

from collections import OrderedDict, deque
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.kit.errors import PlatformError, Rejected
from bot.kit.identity import Identity, Profile
from bot.messages.text import repaired
from bot.platforms.dingtalk.codes import NO_PERMISSION
from bot.platforms.dingtalk.parse import PLATFORM

if TYPE_CHECKING:
    from bot.platforms.dingtalk.call import Calls

Json = dict[str, Any]

ROOT: Final = 1
_PAGE: Final = 100
_NOBODY: Final = "60121"
_OUTSIDE: Final = "50004"
"""A department outside of what the app may read."""
_FREE: Final = "FREE"
_CHINA: Final = timezone(timedelta(hours=8))
"""A whole day of a calendar is one of China's where nothing else is said."""
_KEPT: Final = 5000


class DingTalkPeople:
    """One organisation's directory and calendars."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._union: OrderedDict[str, str] = OrderedDict()
        self.unread: tuple[str, ...] = ()
        """What the last reading of the directory had to leave out, with DingTalk's code."""

    async def profile(self, identity: Identity) -> Profile | None:
        """See ports.Platform; DingTalk tells neither zone nor language."""
        try:
            answer = await self._calls.old("/topapi/v2/user/get", {"userid": identity.user})
        except Rejected as error:
            if error.code == _NOBODY:
                return None
            raise
        return self._described(answer["result"], identity.tenant)

    async def directory(self) -> list[Profile]:
        """See ports.Platform: every department from the root down; none of it counts against the month's budget.

        An app that may not read the whole company reads the departments and people that it was given. A department
        that cannot be read is left out, and ``unread`` names it: whoever is in it is not gone.

        Raises:
            PlatformError: when DingTalk cannot be asked, or nothing at all may be read.
        """
        found: dict[str, Profile] = {}
        failed: dict[str, Rejected] = {}
        waiting = deque([ROOT])
        seen = {ROOT}
        while waiting:
            department = waiting.popleft()
            try:
                for profile in await self._members(department):
                    found.setdefault(profile.identity.user, profile)
                answer = await self._calls.old("/topapi/v2/department/listsub", {"dept_id": department})
                below = [int(entry["dept_id"]) for entry in answer.get("result") or []]
            except Rejected as error:
                if department == ROOT and error.code != _OUTSIDE:
                    raise
                failed[str(department)] = error
                below, people = await self._given(failed) if department == ROOT else ([], [])
                for profile in people:
                    found.setdefault(profile.identity.user, profile)
            waiting.extend(number for number in below if number not in seen)
            seen.update(below)
        if failed and not found:
            raise next(reversed(failed.values()))
        self.unread = tuple(f"{what} ({error.code})" for what, error in failed.items())
        return list(found.values())

    async def _given(self, failed: dict[str, Rejected]) -> tuple[list[int], list[Profile]]:
        """Return the departments, and single people, that the app may read where it may not read everything."""
        scope = (await self._calls.old("/auth/scopes", method="GET")).get("auth_org_scopes") or {}
        people = []
        for user in scope.get("authed_user") or []:
            try:
                profile = await self.profile(Identity(PLATFORM, "", str(user)))
            except Rejected as error:
                failed[str(user)] = error
            else:
                people += [profile] if profile else []
        return [int(value) for value in scope.get("authed_dept") or []], people

    async def busy(self, identity: Identity, *, since: datetime, until: datetime) -> list[tuple[datetime, datetime]]:
        """See ports.Platform.

        Raises:
            LookupError: when the app may not look into calendars.
            PlatformError: when it cannot be asked.
        """
        person = await self.union_id(identity)
        answer = await self.schedule(person, since, until)
        taken = [
            _span(item)
            for of_one in answer.get("scheduleInformation") or []
            for item in of_one.get("scheduleItems") or []
            if item.get("status") != _FREE
        ]
        return sorted(pair for pair in taken if pair is not None and pair[0] < until and pair[1] > since)

    async def _members(self, department: int) -> list[Profile]:
        found: list[Profile] = []
        cursor = 0
        while True:
            body = {"dept_id": department, "cursor": cursor, "size": _PAGE}
            page = (await self._calls.old("/topapi/v2/user/list", body))["result"]
            found += [self._described(value, "") for value in page.get("list") or []]
            if not page.get("has_more") or int(page["next_cursor"]) <= cursor:
                return found
            cursor = int(page["next_cursor"])

    def _described(self, account: Json, tenant: str) -> Profile:
        account = repaired(account)
        user = str(account["userid"])
        if account.get("unionid"):
            self._union[user] = str(account["unionid"])
            if len(self._union) > _KEPT:
                self._union.popitem(last=False)
        return Profile(
            Identity(PLATFORM, tenant, user),
            str(account.get("name") or ""),
            email=str(account.get("email") or account.get("org_email") or ""),
            mobile=str(account.get("mobile") or ""),
        )

    async def union_id(self, identity: Identity) -> str:
        """Return somebody's id across apps, by which calendars and to-do lists know them.

        Raises:
            PlatformError: when DingTalk cannot be asked, or knows nobody of that account.
        """
        if identity.user not in self._union:
            await self.profile(identity)
        if identity.user not in self._union:
            raise Rejected(PLATFORM, _NOBODY)
        return self._union[identity.user]

    async def schedule(self, person: str, since: datetime, until: datetime) -> Json:
        """Ask for the calendar of somebody by their id across apps.

        Raises:
            LookupError: with the permission that is lacking, when the app may not look into calendars.
            PlatformError: when it cannot be asked.
        """
        path = f"/v1.0/calendar/users/{person}/querySchedule"
        body = {"userIds": [person], "startTime": _stamp(since), "endTime": _stamp(until)}
        try:
            return await self._calls.new("POST", path, body, gate="querySchedule")
        except PlatformError as error:
            if error.code == NO_PERMISSION:
                raise LookupError(getattr(error, "needs", "")) from None
            raise


def _stamp(moment: datetime) -> str:
    """Write an instant as the calendar wants it: UTC, with milliseconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def _span(item: Json) -> tuple[datetime, datetime] | None:
    start, end = _instant(item.get("start")), _instant(item.get("end"))
    if start is None:
        return None
    if end is None or end <= start:
        end = start + timedelta(days=1)
    return start, end


def _instant(given: object) -> datetime | None:
    """Read a moment of a calendar, or the beginning of a whole day."""
    if not isinstance(given, dict):
        return None
    try:
        moment = datetime.fromisoformat(str(given.get("dateTime") or given.get("date")))
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=_zone(given.get("timeZone")))
    return moment.astimezone(UTC)


def _zone(name: object) -> ZoneInfo | timezone:
    try:
        return ZoneInfo(str(name)) if name else _CHINA
    except (ZoneInfoNotFoundError, ValueError):
        return _CHINA
