"""What Slack sends, as what people meant: commands, clicks, words, forms, files, visits."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from bot.kit.identity import Identity
from bot.messages.card import Action
from bot.messages.draft import PageTurn, TurnTo, decoded
from bot.messages.inbound import Click, Command, Inbound, ProfileChange, Saying, Sender, Submission, Upload, Visit
from bot.messages.text import repaired
from bot.platforms.slack import limits
from bot.platforms.slack.form import values

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

PLATFORM: Final = "slack"
SLACKBOT: Final = "USLACKBOT"  # a person by all its flags
PLACE: Final = ("conversation", "id", "home")
"""Where a form was opened from, as it travels with the form: a message, or the Home tab."""

_DIGITS: Final = 9

# Messages that people write; edits, deletions, joins and bots have other subtypes
_SPOKEN: Final = {"", "file_share", "thread_broadcast"}
_LABELLED: Final = re.compile(r"<(?:https?:|mailto:|tel:)[^|>]*\|([^>]+)>")
_BARE: Final = re.compile(r"<((?:https?|mailto|tel):[^|>]+)>")
_LEADING_MENTION: Final = re.compile(r"^\s*<@[UW][A-Z0-9]+(?:\|[^>]*)?>[\s:，,]*")


def parse(body: Mapping[str, Any], *, at: datetime) -> list[Inbound]:
    """Return what a payload says; nothing when it asks nothing of us (edits, joins, other apps, unknown kinds).

    Only several files sent at once are several arrivals. ``at`` is when it arrived. Unknown fields are ignored,
    missing ones make it nothing: a payload never raises.
    """
    try:
        body = repaired(body)
    except RecursionError:
        return []
    match body.get("type"):
        case "event_callback":
            return _event(body, _object(body.get("event")), at)
        case "block_actions" if _object(body.get("view")).get("type") == "modal":
            found: Inbound | None = _turn(body, at)
        case "block_actions":
            found = _click(body, at)
        case "message_action":
            found = _shortcut(body, at)
        case "view_submission":
            found = _submission(body, at)
        case _:
            found = _command(body, at) if isinstance(body.get("command"), str) else None
    return [found] if found else []


def _event(body: Mapping[str, Any], event: Mapping[str, Any], at: datetime) -> list[Inbound]:
    id_ = body.get("event_id")
    if not id_:
        return []
    match event.get("type"):
        case "message" | "app_mention":
            return _message(body, event, at)
        case "app_home_opened" if event.get("tab") == "home" and event.get("user"):
            return [Visit(Sender(_identity(body, event["user"]), str(id_), "", private=True, at=at))]
        case "user_change" | "team_join":
            user = _object(event.get("user"))
            if not user.get("id") or user.get("is_bot") or user["id"] == SLACKBOT:
                return []
            sender = Sender(_identity(body, user["id"]), str(id_), "", private=True, at=at)
            return [ProfileChange(sender, gone=user.get("deleted") is True)]
        case _:
            return []


def _message(body: Mapping[str, Any], event: Mapping[str, Any], at: datetime) -> list[Inbound]:
    user, channel = event.get("user"), event.get("channel")
    mention = event.get("type") == "app_mention"
    spoken = str(event.get("subtype") or "") in _SPOKEN and not event.get("bot_id")
    private = event.get("channel_type") == "im" and not mention
    if not (spoken and (mention or private) and user and channel):
        return []
    place = "" if private else str(channel)
    sender = Sender(_identity(body, user, event.get("team")), str(body["event_id"]), place, private, at)
    text = str(event.get("text") or "")
    if mention:
        text = _LEADING_MENTION.sub("", text)
    said = Saying(sender, _readable(text), _thread(event, str(channel)) if private else {})
    return [*(_uploads(sender, event, said.text) if private else ())] or [said]


def _thread(event: Mapping[str, Any], channel: str) -> dict[str, str]:
    """Return the message below which somebody answered; a message that begins a thread answers none."""
    first = event.get("thread_ts")
    return {"conversation": channel, "id": str(first)} if first and first != event.get("ts") else {}


def _uploads(sender: Sender, event: Mapping[str, Any], text: str) -> Iterator[Upload]:
    """Make an arrival of each file, with an id of its own; the words that came along stand with all of them."""
    files = event.get("files")
    found = [file for file in (files if isinstance(files, list) else ()) if _object(file).get("id")]
    for number, file in enumerate(found):
        numbered = replace(sender, delivery_id=f"{sender.delivery_id}:{number}") if number else sender
        size = file.get("size")
        name = str(file.get("name") or file.get("title") or file["id"])
        yield Upload(numbered, name, size if isinstance(size, int) else 0, str(file["id"]), text)


def _command(body: Mapping[str, Any], at: datetime) -> Command | None:
    user, id_ = body.get("user_id"), body.get("trigger_id")
    if not (user and id_):
        return None
    # Only the sender sees the answer, wherever the command was typed.
    sender = Sender(_identity(body, user), str(id_), "", private=True, at=at)
    words, reply_to = _readable(str(body.get("text") or "")), str(body.get("response_url") or "")
    return Command(sender, words, inline=True, trigger=str(id_), reply_to=reply_to)


def _click(body: Mapping[str, Any], at: datetime) -> Click | None:
    actions = body.get("actions")
    action = _object(actions[0]) if isinstance(actions, list) and actions else {}
    container, user = _object(body.get("container")), _object(body.get("user"))
    if not (action.get("value") and user.get("id")):
        return None
    pressed = Action.decoded(str(action["value"]))
    trigger = str(body.get("trigger_id") or "")
    unique = f"{action.get('action_id')}:{user['id']}:{action.get('action_ts') or trigger}"
    if container.get("type") == "view":
        view = container.get("view_id")
        if not view or _object(body.get("view")).get("type") != "home":
            return None
        sender = Sender(_identity(body, user["id"]), f"{view}:{unique}", "", private=True, at=at)
        return Click(sender, pressed, {"home": str(view)}, trigger)
    channel = container.get("channel_id") or _object(body.get("channel")).get("id")
    stamp = container.get("message_ts") or _object(body.get("message")).get("ts")
    if not (channel and stamp):
        return None
    message = {"conversation": str(channel), "id": str(stamp), "response_url": str(body.get("response_url") or "")}
    if container.get("is_ephemeral"):
        message["ephemeral"] = "yes"
    # A message of ours in a talk of two stands in the one with whoever clicked. What only they see may stand anywhere,
    # also in their talk with somebody else, whose id looks the same.
    private = str(channel).startswith("D") and "ephemeral" not in message
    place = "" if private else str(channel)
    sender = Sender(_identity(body, user["id"]), f"{channel}:{stamp}:{unique}", place, private, at)
    return Click(sender, pressed, message, trigger)


def _shortcut(body: Mapping[str, Any], at: datetime) -> Click | None:
    """Read a message shortcut; the message may be anybody's, anywhere, so its place is none for the answer."""
    message, user = _object(body.get("message")), _object(body.get("user"))
    channel, name = _object(body.get("channel")).get("id"), body.get("callback_id")
    stamp = message.get("ts") or body.get("message_ts")
    if not (user.get("id") and channel and stamp and name):
        return None
    trigger = str(body.get("trigger_id") or "")
    id_ = f"{channel}:{stamp}:{name}:{user['id']}:{body.get('action_ts') or trigger}"
    place = {"conversation": str(channel), "id": str(stamp), "response_url": str(body.get("response_url") or "")}
    if message.get("user"):
        place["author"] = str(message["user"])
    sender = Sender(_identity(body, user["id"]), id_, "", private=True, at=at)
    return Click(sender, Action(str(name)[: limits.ACTION]), place, trigger)


def _submission(body: Mapping[str, Any], at: datetime) -> Submission | None:
    view, user = _object(body.get("view")), _object(body.get("user"))
    try:
        place = _object(repaired(json.loads(str(view.get("private_metadata") or ""))))
    except (ValueError, RecursionError):
        return None
    if not (view.get("id") and user.get("id") and isinstance(place.get("action"), str)):
        return None
    message = {"view": str(view["id"]), "hash": str(view.get("hash") or "")}
    message |= {name: place[name] for name in PLACE if isinstance(place.get(name), str)}
    # The view's hash stays the same when errors are shown in it, so it cannot tell the next attempt from this one.
    id_ = f"{view['id']}:{body.get('trigger_id') or view.get('hash')}"
    sender = Sender(_identity(body, user["id"]), id_, "", private=True, at=at)
    action = Action.decoded(place["action"])
    typed = values(_object(_object(view.get("state")).get("values")))
    return Submission(sender, action, typed, message, _move(place, TurnTo.NEXT))


def _turn(body: Mapping[str, Any], at: datetime) -> Submission | None:
    """Read a button in a modal that shows a page of a form: what stands in the page comes with it."""
    actions = body.get("actions")
    pressed = _object(actions[0]) if isinstance(actions, list) and actions else {}
    sent = _submission(body, at)
    if sent is None or sent.move is None or not isinstance(pressed.get("value"), str):
        return None
    sender = replace(sent.sender, delivery_id=f"{sent.sender.delivery_id}:{pressed.get('action_ts')}")
    way, of = decoded(pressed["value"])
    return replace(sent, sender=sender, move=replace(sent.move, way=way, of=of))


def _move(place: Mapping[str, Any], way: TurnTo) -> PageTurn | None:
    """Return what was done with which page of which draft, as its modal says; None where it has none."""
    draft, page = (str(place.get(name, "")) for name in ("draft", "page"))
    if not all(word.isascii() and word.isdigit() and len(word) <= _DIGITS for word in (draft, page)):
        return None
    return PageTurn(int(draft), int(page), way)


def _identity(body: Mapping[str, Any], user: object, team: object = None) -> Identity:
    tenant = body.get("team_id") or _object(body.get("team")).get("id") or team
    return Identity(PLATFORM, str(tenant or _object(body.get("user")).get("team_id") or ""), str(user))


def _readable(text: str) -> str:
    """Undo Slack's writing of links and its escapes; mentions stay as ``<@U…>`` for whoever resolves them."""
    text = _BARE.sub(r"\1", _LABELLED.sub(r"\1", text))
    text = re.sub(r"<@([UW][A-Z0-9]+)\|[^>]*>", r"<@\1>", text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
