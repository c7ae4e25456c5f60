"""What DingTalk sends, as commands, clicks and sayings."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from bot.domain.person import Identity
from bot.messages.card import Action
from bot.messages.inbound import Click, Command, Inbound, Saying, Sender

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

PLATFORM: Final = "dingtalk"
MESSAGES: Final = "/v1.0/im/bot/messages/get"
CARDS: Final = "/v1.0/card/instances/callback"

# A card's callback has no id that stays when it comes again, so the same click within this time counts as one.
_SAME_CLICK_MS: Final = 120_000
_SLASH: Final = re.compile(r"^[/／]\s*")
_BLANKS: Final = re.compile(r"[\s\u3000]+")


def parse(frame: Mapping[str, Any], *, at: datetime, command: str) -> Inbound | None:
    """Return what a callback frame says, or None when it asks nothing of us.

    ``command`` is the name that a typed slash command may begin with (``/perf``); ``at`` is when it arrived. A frame
    without text (the organisation's monthly pushes are spent, or a kind of message we cannot read) says "".
    """
    headers, payload = _object(frame.get("headers")), _unpacked(frame.get("data"))
    if headers.get("topic") == MESSAGES:
        return _message(payload, at, command)
    if headers.get("topic") == CARDS:
        return _click(headers, payload, at)
    return None


def _message(payload: Mapping[str, Any], at: datetime, command: str) -> Saying | Command | None:
    user = payload.get("senderStaffId") or payload.get("senderId")  # outsiders of the organisation have no staff id
    conversation, id_ = payload.get("conversationId"), payload.get("msgId")
    if not (user and conversation and id_):
        return None
    tenant = str(payload.get("chatbotCorpId") or payload.get("senderCorpId") or "")
    sender = Sender(
        identity=Identity(PLATFORM, tenant, str(user)),
        delivery_id=f"{payload.get('robotCode', '')}:{id_}",  # several robots of a group get the same message id
        conversation=str(conversation),
        private=str(payload.get("conversationType")) == "1",
        at=at,
    )
    text = _BLANKS.sub(" ", _text(payload)).strip()
    if not _SLASH.match(text):
        return Saying(sender, text)
    words = _SLASH.sub("", text)
    name = command.lstrip("/")
    if re.match(rf"{re.escape(name)}(?![0-9A-Za-z_])", words, re.IGNORECASE):
        words = words[len(name) :]
    return Command(sender, words.strip())


def _text(payload: Mapping[str, Any]) -> str:
    content = _unpacked(payload.get("content"))
    match payload.get("msgtype"):
        case "text":
            return str(_object(payload.get("text")).get("content") or "")
        case "audio":
            return str(content.get("recognition") or "")
        case "richText":
            parts = content.get("richText")
            return "".join(str(_object(part).get("text") or "") for part in parts) if isinstance(parts, list) else ""
        case _:
            return ""


def _click(headers: Mapping[str, Any], payload: Mapping[str, Any], at: datetime) -> Click | None:
    private = _object(_unpacked(payload.get("content")).get("cardPrivateData"))
    ids = private.get("actionIds")
    action = _object(private.get("params")).get("action") or (ids[0] if isinstance(ids, list) and ids else None)
    card, user = payload.get("outTrackId"), payload.get("userId")
    if not (action and card and user):
        return None
    moment = str(headers.get("time") or "")
    when = int(moment) // _SAME_CLICK_MS if moment.isdigit() else 0
    identity = Identity(PLATFORM, str(payload.get("corpId") or ""), str(user))
    sender = Sender(
        identity=identity,
        delivery_id=f"{card}:{user}:{action}:{when}",
        conversation=str(payload.get("spaceId") or ""),
        private=True,
        at=at,
    )
    return Click(sender, Action.decoded(str(action)), {"outTrackId": str(card), "user": str(user)})


def _unpacked(value: object) -> Mapping[str, Any]:
    """Return an object that arrives as itself or as a string of JSON; anything else is an empty one."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return {}
    return _object(value)


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
