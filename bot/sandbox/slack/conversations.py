"""The conversations.* methods: opening a DM and reading what is in it."""

from __future__ import annotations

import base64
from decimal import Decimal, InvalidOperation
from typing import Any

from bot.sandbox.slack.api import ApiError, SlackCall, invalid
from bot.sandbox.slack.state import BOT_USER, SandboxLine, Slack

Json = dict[str, Any]

MOST = 999


async def open_dm(call: SlackCall) -> Json:
    """conversations.open: the DM with one person; more at once need a scope that the app does not have."""
    slack = call.slack
    if channel := call.text("channel"):
        if channel not in slack.owners:
            raise ApiError("channel_not_found")
        return {"channel": {"id": channel}, "no_op": True, "already_open": True}
    users = [user.strip() for user in str(call.args.get("users") or "").split(",") if user.strip()]
    if not users:
        raise ApiError("users_list_not_supplied")
    if len(users) > 1:
        raise ApiError("missing_scope", needed="mpim:write", provided=",".join(sorted(call.scopes)))
    if users[0] == BOT_USER:
        raise ApiError("cannot_dm_bot")
    person = slack.world.store.person("slack", users[0])
    if person is None:
        raise ApiError("user_not_found")
    if person.deleted:
        raise ApiError("user_disabled")
    was_open = person.id in slack.dms
    channel = slack.dm(person.id)
    described = _describe(slack, channel) if call.flag("return_im") else {"id": channel}
    return {"channel": described, **({"no_op": True, "already_open": True} if was_open else {})}


async def history(call: SlackCall) -> Json:
    """conversations.history: newest first, with metadata in full only when it is asked for."""
    channel = call.need("channel")
    if call.slack.reader(channel) is None:
        raise ApiError("channel_not_found")
    limit = call.number("limit", default=100, most=MOST)
    oldest, latest = _moment(call, "oldest"), _moment(call, "latest")
    before = _cursor(call)
    inclusive, full = call.flag("inclusive"), call.flag("include_all_metadata")

    def wanted(ts: str) -> bool:
        moment = Decimal(ts)
        after = oldest is None or moment > oldest or (inclusive and moment == oldest)
        until = latest is None or moment < latest or (inclusive and moment == latest)
        return after and until and (before is None or moment < before)

    lines = [line for ts, line in reversed(call.slack.lines.get(channel, {}).items()) if wanted(ts)]
    page, rest = lines[:limit], lines[limit:]
    answer: Json = {
        "messages": [_wire(line, full=full) for line in page],
        "has_more": bool(rest),
        "pin_count": 0,
    }
    if rest:
        after = base64.b64encode(f"next_ts:{page[-1].wire['ts']}".encode()).decode()
        answer["response_metadata"] = {"next_cursor": after}
    return answer


def _wire(line: SandboxLine, *, full: bool) -> Json:
    metadata = line.wire.get("metadata")
    if metadata and not full:
        return {**line.wire, "metadata": {"event_type": metadata["event_type"]}}
    return line.wire


def _moment(call: SlackCall, name: str) -> Decimal | None:
    value = call.args.get(name)
    if value is None or value == "":
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        raise ApiError(f"invalid_ts_{name}") from None


def _cursor(call: SlackCall) -> Decimal | None:
    cursor = call.text("cursor")
    if cursor is None:
        return None
    try:
        kind, _, ts = base64.b64decode(cursor, validate=True).decode().partition(":")
        if kind == "next_ts":
            return Decimal(ts)
    except (ValueError, InvalidOperation):
        pass
    raise ApiError("invalid_cursor")


async def info(call: SlackCall) -> Json:
    """conversations.info: of a DM or a seeded channel."""
    channel = call.need("channel")
    if call.slack.reader(channel) is None:
        raise ApiError("channel_not_found")
    return {"channel": _describe(call.slack, channel)}


def _describe(slack: Slack, channel: str) -> Json:
    group = slack.group(channel)
    if group is not None:
        return {"id": channel, "name": group[1], "is_channel": True, "is_im": False, "is_member": True}
    user = slack.owners.get(channel)
    if user is None:
        raise invalid("[ERROR] no such conversation")
    return {"id": channel, "is_im": True, "user": user, "is_open": True, "is_archived": False, "is_org_shared": False}
