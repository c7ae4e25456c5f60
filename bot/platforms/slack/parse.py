"""What Slack sends, as commands, clicks and sayings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from bot.domain.person import Identity
from bot.messages.card import Action
from bot.messages.inbound import Click, Command, Inbound, Saying, Sender

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

PLATFORM: Final = "slack"

# Messages that people write; edits, deletions, joins and bots have other subtypes
_SPOKEN: Final = {None, "file_share", "thread_broadcast"}
_LABELLED: Final = re.compile(r"<(?:https?:|mailto:|tel:)[^|>]*\|([^>]+)>")
_BARE: Final = re.compile(r"<((?:https?|mailto|tel):[^|>]+)>")
_LEADING_MENTION: Final = re.compile(r"^\s*<@[UW][A-Z0-9]+(?:\|[^>]*)?>[\s:，,]*")


def parse(body: Mapping[str, Any], *, at: datetime) -> Inbound | None:
    """Return what a payload says, or None when it asks nothing of us (edits, joins, other apps, unknown kinds).

    ``at`` is when it arrived. Unknown fields are ignored, missing ones make it None: a payload never raises.
    """
    if body.get("type") == "event_callback":
        return _event(body, at)
    if body.get("type") == "block_actions":
        return _click(body, at)
    if isinstance(body.get("command"), str):
        return _command(body, at)
    return None


def _event(body: Mapping[str, Any], at: datetime) -> Saying | None:
    event = _object(body.get("event"))
    user, channel, id_ = event.get("user"), event.get("channel"), body.get("event_id")
    kind = event.get("type")
    spoken = event.get("subtype") in _SPOKEN and not event.get("bot_id")
    private = event.get("channel_type") == "im" or str(channel).startswith("D")
    wanted = kind == "app_mention" or (kind == "message" and private)
    if not (spoken and wanted and user and channel and id_):
        return None
    identity = Identity(PLATFORM, str(body.get("team_id") or event.get("team") or ""), str(user))
    text = str(event.get("text") or "")
    if kind == "app_mention":
        text = _LEADING_MENTION.sub("", text)
    return Saying(Sender(identity, str(id_), str(channel), private, at), _readable(text))


def _command(body: Mapping[str, Any], at: datetime) -> Command | None:
    user, id_ = body.get("user_id"), body.get("trigger_id")
    if not (user and id_):
        return None
    # Only the sender sees the answer, wherever the command was typed; and that place may be a talk with somebody else.
    sender = Sender(Identity(PLATFORM, str(body.get("team_id") or ""), str(user)), str(id_), "", private=True, at=at)
    return Command(sender, _readable(str(body.get("text") or "")), inline=True)


def _click(body: Mapping[str, Any], at: datetime) -> Click | None:
    actions = body.get("actions")
    action = _object(actions[0]) if isinstance(actions, list) and actions else {}
    container, user, team = (_object(body.get(name)) for name in ("container", "user", "team"))
    channel = container.get("channel_id") or _object(body.get("channel")).get("id")
    stamp = container.get("message_ts") or _object(body.get("message")).get("ts")
    if not (action.get("value") and user.get("id") and channel and stamp):
        return None
    identity = Identity(PLATFORM, str(team.get("id") or user.get("team_id") or ""), str(user["id"]))
    id_ = (
        f"{channel}:{stamp}:{action.get('action_id')}:{user['id']}:{action.get('action_ts') or body.get('trigger_id')}"
    )
    message = {"conversation": str(channel), "ts": str(stamp), "response_url": str(body.get("response_url") or "")}
    if container.get("is_ephemeral"):
        message["ephemeral"] = "yes"
    sender = Sender(identity, id_, str(channel), str(channel).startswith("D"), at)
    return Click(sender, Action.decoded(str(action["value"])), message)


def _readable(text: str) -> str:
    """Undo Slack's writing of links and its escapes; mentions stay as ``<@U…>`` for whoever resolves them."""
    text = _BARE.sub(r"\1", _LABELLED.sub(r"\1", text))
    text = re.sub(r"<@([UW][A-Z0-9]+)\|[^>]*>", r"<@\1>", text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
