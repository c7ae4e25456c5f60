"""Calendars: when somebody is busy, by their unionId, as the seed says."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from bot.sandbox.dingtalk.api import DingTalkCall, Refused
from bot.sandbox.dingtalk.state import union_id

Json = dict[str, Any]

MOST_USERS = 20
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


async def query_schedule(call: DingTalkCall) -> Json:
    """Say when people are busy between two instants, which are written in UTC and with milliseconds."""
    store = call.dingtalk.world.store
    company = store.company("dingtalk")
    people = {union_id(person.id): person for person in company.people if not person.deleted} if company else {}
    if call.request.match_info["union"] not in people:
        raise Refused(400, "userId.notExist", "userId不存在，这里要用unionId")
    users = call.body.get("userIds")
    if not isinstance(users, list) or not 1 <= len(users) <= MOST_USERS:
        raise Refused(400, "invalidParameter.userIds", f"userIds: 1..{MOST_USERS}")
    since, until = (_instant(call.body, name) for name in ("startTime", "endTime"))
    if since >= until:
        raise Refused(400, "invalidParameter.endTime", "endTime必须晚于startTime")
    found = []
    for user in users:
        if user not in people:
            found.append({"userId": user, "error": "user not found", "scheduleItems": []})
            continue
        items = [
            {"status": "BUSY", "start": _moment(start), "end": _moment(end)}
            for start, end in people[user].busy
            if start < until and end > since
        ]
        found.append({"userId": user, "scheduleItems": items})
    return {"scheduleInformation": found}


def _instant(body: Json, name: str) -> datetime:
    text = body.get(name)
    if not isinstance(text, str) or not _INSTANT.fullmatch(text):
        raise Refused(400, "ParsedISO8601TimestampError", name)
    return datetime.fromisoformat(text)


def _moment(at: datetime) -> Json:
    return {"dateTime": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), "timeZone": "UTC"}
