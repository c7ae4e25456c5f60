"""Calendars, by their owners' unionId: when somebody is busy, and the events that the app puts into them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from bot.sandbox.dingtalk.api import DingTalkCall, Refused
from bot.sandbox.dingtalk.state import SandboxEvent, union_id

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
        taken = [*people[user].busy, *((e.start, e.end) for e in call.dingtalk.events.values() if user in e.whose)]
        items = [
            {"status": "BUSY", "start": _moment(start), "end": _moment(end)}
            for start, end in sorted(taken)
            if start < until and end > since
        ]
        found.append({"userId": user, "scheduleItems": items})
    return {"scheduleInformation": found}


async def create_event(call: DingTalkCall) -> Json:
    """Make an event; the same ``x-client-token`` again gives the one that it made."""
    owner = _owner(call)
    token = call.request.headers.get("x-client-token", "")
    made = call.dingtalk.event_tokens.get(token) if token else None
    if made is not None and made in call.dingtalk.events:
        return _shown(call.dingtalk.events[made])
    attendees = call.body.get("attendees") or []
    if not isinstance(attendees, list):
        raise _invalid("attendees")
    whose = [owner]
    for attendee in attendees:
        user = attendee.get("id") if isinstance(attendee, dict) else None
        if not isinstance(user, str) or user not in _everybody(call):
            raise _invalid("attendees.id")
        whose.append(user)
    start, end = _times(call.body)
    event = SandboxEvent(uuid4().hex, owner, tuple(whose), _summary(call.body), start, end)
    call.dingtalk.events[event.id] = event
    if token:
        call.dingtalk.event_tokens[token] = event.id
    return _shown(event)


async def change_event(call: DingTalkCall) -> Json:
    """Change an event of its owner's: what is given, the rest stays."""
    event = _event(call)
    if call.body.get("id") != event.id:
        raise _invalid("id")
    start, end = _times({"start": _moment(event.start), "end": _moment(event.end)} | call.body)
    summary = _summary(call.body) if "summary" in call.body else event.summary
    changed = replace(event, summary=summary, start=start, end=end, changes=event.changes + 1)
    call.dingtalk.events[event.id] = changed
    return _shown(changed)


async def delete_event(call: DingTalkCall) -> Json:
    """Take an event out of everybody's calendar."""
    del call.dingtalk.events[_event(call).id]
    return {}


async def list_events(call: DingTalkCall) -> Json:
    """List the events that stand in somebody's calendar."""
    owner = _owner(call)
    events = sorted((e for e in call.dingtalk.events.values() if owner in e.whose), key=lambda event: event.start)
    return {"events": [_shown(event) for event in events]}


def _everybody(call: DingTalkCall) -> set[str]:
    company = call.dingtalk.world.store.company("dingtalk")
    return {union_id(person.id) for person in company.people if not person.deleted} if company else set()


def _owner(call: DingTalkCall) -> str:
    owner = call.request.match_info["union"]
    if owner not in _everybody(call):
        raise Refused(400, "userId.notExist", "userId不存在，这里要用unionId")
    return owner


def _event(call: DingTalkCall) -> SandboxEvent:
    owner, event = _owner(call), call.dingtalk.events.get(call.request.match_info["event"])
    if event is None or event.owner != owner:
        raise _invalid("eventId")
    return event


def _invalid(name: str) -> Refused:
    return Refused(400, f"invalidParameter.{name}", name)


def _summary(body: Json) -> str:
    text = body.get("summary")
    if not isinstance(text, str) or not text:
        raise _invalid("summary")
    return text


def _times(body: Json) -> tuple[datetime, datetime]:
    found = []
    for name in ("start", "end"):
        at = body.get(name)
        if not isinstance(at, dict) or not at.get("timeZone"):
            raise _invalid(name)
        found.append(_instant(at, "dateTime"))
    if found[0] >= found[1]:
        raise _invalid("end")
    return found[0], found[1]


def _shown(event: SandboxEvent) -> Json:
    return {
        "id": event.id,
        "summary": event.summary,
        "start": _moment(event.start),
        "end": _moment(event.end),
        "attendees": [{"id": user} for user in event.whose],
        "organizer": {"id": event.owner},
    }


def _instant(body: Json, name: str) -> datetime:
    text = body.get(name)
    if not isinstance(text, str) or not _INSTANT.fullmatch(text):
        raise Refused(400, "ParsedISO8601TimestampError", name)
    return datetime.fromisoformat(text)


def _moment(at: datetime) -> Json:
    return {"dateTime": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z"), "timeZone": "UTC"}
