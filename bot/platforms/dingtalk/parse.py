"""What DingTalk sends, as commands, clicks, sayings, answers to forms, files and changes of accounts."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any, Final

from bot.kit.identity import Identity
from bot.messages.card import Action
from bot.messages.inbound import Click, Command, Inbound, ProfileChange, Saying, Sender, Submission, Upload
from bot.messages.text import repaired

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.messages.field import Values

PLATFORM: Final = "dingtalk"
MESSAGES: Final = "/v1.0/im/bot/messages/get"
CARDS: Final = "/v1.0/card/instances/callback"
EVENTS: Final = "*"

# A card's callback has no id that stays when it comes again, so the same click within this time counts as one.
_SAME_CLICK_MS: Final = 120_000
_FORM: Final = "form"  # the id of the form in our card template
_LEFT: Final = "user_leave_org"
_CHANGES: Final = {"user_add_org", "user_modify_org", "user_active_org", _LEFT}
_SLASH: Final = re.compile(r"^[/／]\s*")
_BLANKS: Final = re.compile(r"[\s\u3000]+")


def parse(frame: Mapping[str, Any], *, at: datetime, command: str) -> Inbound | None:
    """Return what a frame says, or None when it asks nothing of us; an event names one account.

    ``command`` is the name that a typed slash command may begin with (``/perf``); ``at`` is when it arrived. A frame
    without text (the organisation's monthly pushes are spent, or a kind of message we cannot read) says "". The
    action of a form is what its card sends back, and not to be trusted.
    """
    headers, payload = _unpacked(frame.get("headers")), _unpacked(frame.get("data"))
    if headers.get("topic") == MESSAGES:
        return _message(payload, at, command)
    if headers.get("topic") == CARDS:
        return _pressed(headers, payload, at)
    if headers.get("topic") == EVENTS:
        return _change(headers, payload, at)
    return None


def _message(payload: Mapping[str, Any], at: datetime, command: str) -> Saying | Command | Upload | None:
    user = payload.get("senderStaffId") or payload.get("senderId")  # outsiders of the organisation have no staff id
    conversation, id_ = payload.get("conversationId"), payload.get("msgId")
    if not (user and conversation and id_):
        return None
    tenant = str(payload.get("chatbotCorpId") or payload.get("senderCorpId") or "")
    private = str(payload.get("conversationType")) == "1"
    sender = Sender(
        identity=Identity(PLATFORM, tenant, str(user)),
        delivery_id=f"{payload.get('robotCode', '')}:{id_}",  # several robots of a group get the same message id
        conversation="" if private else str(conversation),
        private=private,
        at=at,
    )
    file = _unpacked(payload.get("content")) if payload.get("msgtype") == "file" else {}
    if file.get("downloadCode"):
        return Upload(sender, str(file.get("fileName") or ""), 0, str(file["downloadCode"]))  # its size is not told
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


def _pressed(headers: Mapping[str, Any], payload: Mapping[str, Any], at: datetime) -> Click | Submission | None:
    private = _object(_unpacked(payload.get("content")).get("cardPrivateData"))
    params = _object(private.get("params"))
    ids = private.get("actionIds")
    first = ids[0] if isinstance(ids, list) and ids else None
    card, user = payload.get("outTrackId"), payload.get("userId")
    action = params.get("action") or first
    if not (action and card and user):
        return None
    answers = _answers(params) if first == _FORM or "form" in params else None
    pressed = Action.decoded(str(action if answers is None else params.get("action") or ""))
    what = pressed.encoded() if answers is None else _digest(answers)
    moment = str(headers.get("time") or "")
    when = int(moment) // _SAME_CLICK_MS if moment.isdecimal() else 0
    sender = Sender(
        identity=Identity(PLATFORM, str(payload.get("corpId") or ""), str(user)),
        delivery_id=f"{card}:{user}:{what}:{when}",
        conversation="",  # only they hear of it, wherever the card stands
        private=True,
        at=at,
    )
    message = {"id": str(card), "user": str(user)}
    if answers is None:
        return Click(sender, pressed, message)
    return Submission(sender, pressed, answers, message)


def _answers(params: Mapping[str, Any]) -> Values:
    """Read what was filled in: a choice comes with its place, several with their places; what is empty is missing."""
    answers: dict[str, str | tuple[str, ...]] = {}
    for name, given in _unpacked(params.get("form")).items():
        value = given.get("value") if isinstance(given, dict) else given
        if isinstance(value, list):
            answers[name] = tuple(str(choice) for choice in value if choice is not None)
        elif value is not None:
            answers[name] = str(value)
    return answers


def _digest(answers: Values) -> str:
    """Name answers, so that the same again is known and nobody can read them from it."""
    line = json.dumps(answers, ensure_ascii=False, sort_keys=True)
    return "form-" + hashlib.blake2b(line.encode(errors="replace"), digest_size=12).hexdigest()


def _change(headers: Mapping[str, Any], payload: Mapping[str, Any], at: datetime) -> ProfileChange | None:
    users, event = payload.get("userId"), headers.get("eventId")
    user = users[0] if isinstance(users, list) and users else users
    kind = str(headers.get("eventType"))
    if kind not in _CHANGES or not (event and isinstance(user, str) and user):
        return None
    identity = Identity(PLATFORM, str(headers.get("eventCorpId") or ""), user)
    return ProfileChange(Sender(identity, f"{event}:{user}", "", private=True, at=at), gone=kind == _LEFT)


def _unpacked(value: object) -> Mapping[str, Any]:
    """Return an object that arrives as itself or as a string of JSON; anything else is an empty one."""
    try:
        return _object(repaired(json.loads(value) if isinstance(value, str) else value))
    except (ValueError, RecursionError):
        return {}


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
