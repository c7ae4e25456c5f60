"""The chat.* methods: what may be posted, changed and taken back, and how it ends up in somebody's conversation."""

from __future__ import annotations

import json
from typing import Any

from bot.sandbox.slack.api import ApiError, SlackCall, SlackRateLimited, invalid, refuse_blocks
from bot.sandbox.slack.blocks import check_blocks, refuse_charts, with_ids
from bot.sandbox.slack.files import known_file
from bot.sandbox.slack.schema import Problems
from bot.sandbox.slack.state import APP, BOT, BOT_USER, TEAM, SandboxLine, Slack
from bot.sandbox.store import SandboxMessage

Json = dict[str, Any]

POST_CHARACTERS = 40_000
UPDATE_CHARACTERS = 4_000
METADATA_BYTES = 8_000
ATTACHMENTS = 100


def compose(slack: Slack, args: Json) -> Json:
    """Judge text, blocks and metadata of a message and return them as they will be kept.

    Raises:
        ApiError: no_text, invalid_blocks, invalid_blocks_format, invalid_metadata_format, …
    """
    text, blocks, metadata = args.get("text"), args.get("blocks"), args.get("metadata")
    if text is not None and not isinstance(text, str):
        raise invalid("[ERROR] must provide a string [json-pointer:/text]")
    if blocks is not None and not isinstance(blocks, list):
        raise ApiError("invalid_blocks_format")
    if not text and not blocks and not args.get("attachments"):
        raise ApiError("no_text")
    if isinstance(args.get("attachments"), list) and len(args["attachments"]) > ATTACHMENTS:
        raise ApiError("too_many_attachments")
    content: Json = {"text": text or ""}
    if blocks:
        problems = Problems(known_file=lambda reference: known_file(slack, reference))
        check_blocks(blocks, problems)
        if slack.world.board.happens("slack", "charts_refused"):
            refuse_charts(blocks, problems)
        refuse_blocks(problems)
        content["blocks"] = with_ids(blocks)
    if metadata is not None:
        check_metadata(metadata)
        content["metadata"] = metadata
    return content


def check_metadata(metadata: object) -> None:
    """Judge message metadata: an event type and a flat-ish payload.

    Raises:
        ApiError: invalid_metadata_format or metadata_too_large.
    """
    if metadata == {}:
        return
    if not isinstance(metadata, dict) or set(metadata) != {"event_type", "event_payload"}:
        raise ApiError("invalid_metadata_format")
    payload = metadata["event_payload"]
    if not isinstance(metadata["event_type"], str) or not metadata["event_type"] or not isinstance(payload, dict):
        raise ApiError("invalid_metadata_format")
    if len(json.dumps(metadata, ensure_ascii=False).encode()) > METADATA_BYTES:
        raise ApiError("metadata_too_large")


def key_of(content: Json) -> str | None:
    """Find the opaque key in a message's metadata."""
    key = (content.get("metadata") or {}).get("event_payload", {}).get("key")
    return key if isinstance(key, str) else None


def put(slack: Slack, channel: str, content: Json, *, ephemeral_for: str | None = None) -> SandboxLine:
    """Show a message of the bot; ephemeral ones are seen by one person and kept in no history."""
    ts = slack.ts()
    wire = {
        "type": "message",
        "user": BOT_USER,
        "bot_id": BOT,
        "app_id": APP,
        "team": TEAM,
        "ts": ts,
        **content,
    }
    shown = SandboxMessage(
        id=slack.world.store.new_id("S"),
        platform="slack",
        user=ephemeral_for or slack.reader(channel) or channel,
        sender="bot",
        at=slack.world.now(),
        kind="blocks" if content.get("blocks") else "text",
        payload=content,
        key=key_of(content),
        ref=ts,
        channel=channel,
        ephemeral=ephemeral_for is not None,
    )
    line = SandboxLine(wire, shown)
    if ephemeral_for is None:
        slack.lines.setdefault(channel, {})[ts] = line
    slack.world.store.show(shown)
    return line


def change(slack: Slack, line: SandboxLine, content: Json) -> None:
    """Replace what a message says."""
    line.wire.update(content)
    line.wire["edited"] = {"user": BOT_USER, "ts": slack.ts()}
    line.shown.payload = content
    line.shown.kind = "blocks" if content.get("blocks") else "text"
    line.shown.edited = True
    slack.world.store.changed(line.shown)


def withdraw(slack: Slack, line: SandboxLine) -> None:
    """Take a message away."""
    slack.lines.get(line.shown.channel, {}).pop(line.shown.ref, None)
    slack.world.store.withdraw(line.shown)


def resolve(call: SlackCall, channel: str) -> str:
    """Turn a channel argument into a conversation: a person's id opens their DM.

    Raises:
        ApiError: channel_not_found, user_disabled, cannot_dm_bot.
    """
    slack = call.slack
    if channel == BOT_USER:
        raise ApiError("cannot_dm_bot")
    if channel[:1] in {"U", "W"}:
        person = slack.world.store.person("slack", channel)
        if person is None:
            raise ApiError("channel_not_found")
        if person.deleted:
            raise ApiError("user_disabled")
        return slack.dm(channel)
    if slack.reader(channel) is None:
        raise ApiError("channel_not_found")
    owner = slack.world.store.person("slack", slack.owners.get(channel, ""))
    if owner is not None and owner.deleted:
        raise ApiError("user_disabled")
    return channel


def _arguments(call: SlackCall) -> Json:
    return {
        "text": call.args.get("text"),
        "blocks": call.structure("blocks", error="invalid_blocks_format"),
        "metadata": call.structure("metadata", error="invalid_metadata_format"),
        "attachments": call.structure("attachments", error="invalid_attachments"),
    }


async def post_message(call: SlackCall) -> Json:
    """chat.postMessage: to a channel, or to a person's id, which opens their DM."""
    slack, board = call.slack, call.slack.world.board
    channel = resolve(call, call.need("channel"))
    content = compose(slack, _arguments(call))
    more: Json = {}
    if len(content["text"]) > POST_CHARACTERS:
        content["text"] = content["text"][:POST_CHARACTERS]
        more = {"warning": "message_truncated", "response_metadata": {"warnings": ["message_truncated"]}}
    if thread := call.text("thread_ts"):
        content["thread_ts"] = thread
    now = slack.world.now()
    pace = {"rate": board.number("slack", "messages_per_second"), "burst": board.number("slack", "messages_burst")}
    if wait := slack.posts.wait(channel, **pace, now=now):
        raise SlackRateLimited(wait)
    if wait := slack.minute.take("posts", limit=board.number("slack", "messages_per_minute"), now=now):
        raise SlackRateLimited(wait)
    slack.posts.take(channel, **pace, now=now)
    line = put(slack, channel, content)
    return {"channel": channel, "ts": line.wire["ts"], "message": line.wire, **more}


def _own_line(call: SlackCall, foreign: str) -> SandboxLine:
    channel = call.need("channel")
    if call.slack.reader(channel) is None:
        raise ApiError("channel_not_found")
    line = call.slack.lines.get(channel, {}).get(call.need("ts"))
    if line is None:
        raise ApiError("message_not_found")
    if line.shown.sender != "bot":
        raise ApiError(foreign)
    return line


async def update(call: SlackCall) -> Json:
    """chat.update: what is not given stays, an empty list of blocks or empty metadata removes them."""
    line = _own_line(call, "cant_update_message")
    given = {name: value for name, value in _arguments(call).items() if value is not None}
    if not {"text", "blocks", "attachments"} & given.keys():
        raise ApiError("no_text")
    if isinstance(given.get("text"), str) and len(given["text"]) > UPDATE_CHARACTERS:
        raise ApiError("msg_too_long")
    before: Json = {name: line.wire[name] for name in ("text", "blocks", "metadata") if name in line.wire}
    content = compose(call.slack, {**before, **given})
    for name in ("blocks", "metadata"):
        if name in given and not given[name]:
            line.wire.pop(name, None)
            content.pop(name, None)
    change(call.slack, line, content)
    return {"channel": line.shown.channel, "ts": line.wire["ts"], "text": content["text"], "message": line.wire}


async def post_ephemeral(call: SlackCall) -> Json:
    """chat.postEphemeral: seen by one person, kept in no history, without metadata."""
    user = call.need("user")
    channel = resolve(call, call.need("channel"))
    person = call.slack.world.store.person("slack", user)
    group = call.slack.group(channel)
    if person is None or person.deleted or (group is None and call.slack.owners.get(channel) != user):
        raise ApiError("user_not_in_channel")
    if group is not None and user not in group[2]:
        raise ApiError("user_not_in_channel")
    arguments = _arguments(call)
    arguments.pop("metadata")  # the real method knows none
    line = put(call.slack, channel, compose(call.slack, arguments), ephemeral_for=user)
    return {"message_ts": line.wire["ts"]}


async def delete(call: SlackCall) -> Json:
    """chat.delete: own messages only."""
    line = _own_line(call, "cant_delete_message")
    withdraw(call.slack, line)
    return {"channel": line.shown.channel, "ts": line.wire["ts"]}
