"""What a person can do in a conversation of the local Slack: write, send a file, give a command, click."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

from bot.sandbox.slack.api import ApiError
from bot.sandbox.slack.blocks import find_element
from bot.sandbox.slack.chat import compose, put
from bot.sandbox.slack.delivery import DeliveryOutcome, deliver, send_event
from bot.sandbox.slack.files import describe as describe_file
from bot.sandbox.slack.files import sent
from bot.sandbox.slack.people import describe
from bot.sandbox.slack.state import APP, BOT_USER, TEAM, SandboxLine, Slack
from bot.sandbox.slack.views import home_opened
from bot.sandbox.store import SandboxMessage
from bot.sandbox.world import ImpossibleError

Json = dict[str, Any]

_CHOICES = frozenset({"static_select", "overflow", "radio_buttons"})


def member(slack: Slack, user: str) -> Json:
    """Describe somebody who is about to do something, as interaction payloads do.

    Raises:
        ImpossibleError: nobody like that works here.
    """
    person = slack.world.store.person("slack", user)
    if person is None or person.deleted:
        raise ImpossibleError(f"nobody with the id {user!r} works in this workspace")
    handle = person.email.partition("@")[0] or person.name
    return {"id": user, "username": handle, "name": handle, "team_id": TEAM}


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


async def say(slack: Slack, user: str, text: str, group: str | None = None) -> Json:
    """Write to the bot: the line stands in the conversation at once, the event is delivered.

    What people write where the bot is not stands there, and the bot never hears of it.
    """
    member(slack, user)
    channel = group or slack.dm(user)
    if not slack.in_it(user, channel):
        raise ImpossibleError(f"{user} is in no conversation {channel!r}")
    line = _written(slack, channel, user, {"text": _escape(text)})
    if slack.reader(channel) is None:
        return _heard(DeliveryOutcome(ok=False, seconds=0, reason="not_in_channel", final=True), line)
    event = {**line.wire, "channel": channel, "event_ts": line.wire["ts"]}
    if group:  # of what is said in a channel only a mention reaches an app without channels:history
        event |= {"type": "app_mention", "text": f"<@{BOT_USER}> {event['text']}"}
    else:
        event["channel_type"] = "im"
    return _heard(await send_event(slack, event), line)


async def upload(slack: Slack, user: str, name: str, content: bytes, text: str) -> Json:
    """Send a file to the bot, with some words or without."""
    member(slack, user)
    if not content:
        raise ImpossibleError("an empty file cannot be sent")
    channel = slack.dm(user)
    file = sent(slack, user, name, content)
    file.channels.append(channel)
    line = _written(slack, channel, user, {"text": _escape(text), "files": [describe_file(slack, file)]})
    event = {**line.wire, "subtype": "file_share", "upload": False, "channel": channel, "channel_type": "im"}
    return _heard(await send_event(slack, {**event, "event_ts": line.wire["ts"]}), line)


def _heard(outcome: DeliveryOutcome, line: SandboxLine) -> Json:
    return {
        "ok": True,
        "ack": outcome.payload,
        "acked": outcome.ok,
        "seconds": outcome.seconds,
        "message": line.shown.id,
    }


def _written(slack: Slack, channel: str, user: str, content: Json) -> SandboxLine:
    ts = slack.ts()
    wire: Json = {"type": "message", "user": user, "ts": ts, "team": TEAM, "client_msg_id": str(uuid4()), **content}
    shown = _shown(slack, channel, "file" if "files" in content else "text", content, ts)
    line = SandboxLine(wire, shown)
    slack.lines.setdefault(channel, {})[ts] = line
    slack.world.store.show(shown)
    return line


def _shown(slack: Slack, channel: str, kind: str, payload: Json, ref: str) -> SandboxMessage:
    return SandboxMessage(
        id=slack.world.store.new_id("S"),
        platform="slack",
        user=slack.reader(channel) or channel,
        sender="user",
        at=slack.world.now(),
        kind=kind,
        payload=payload,
        ref=ref,
        channel=channel,
        read=True,
    )


async def command(slack: Slack, user: str, name: str, text: str, channel: str | None = None) -> Json:
    """Give a slash command and show what the app answers with its ack, or that it failed."""
    where, outcome = await give(slack, user, name, text, channel)
    return answered(slack, where, user, name, outcome)


async def give(
    slack: Slack, user: str, name: str, text: str, channel: str | None = None
) -> tuple[str, DeliveryOutcome]:
    """Give a slash command, once; returns where that was and what came of it, of which nothing is shown yet."""
    person = member(slack, user)
    if not re.fullmatch(r"/[^\s/]{1,32}", name):
        raise ImpossibleError(f"a command is a slash and a word, not {name!r}")
    if "commands" not in slack.world.store.seed.slack.scopes:
        raise ImpossibleError(f"{name} is not a valid command: the app may not have any")
    where = channel or slack.dm(user)
    if not slack.in_it(user, where):
        raise ImpossibleError(f"{user} is in no conversation {where!r}")
    company = slack.world.store.company("slack")
    payload = {
        "token": "sandbox",
        "team_id": TEAM,
        "team_domain": company.key if company else "sandbox",
        "channel_id": where,
        "channel_name": name_of(where),
        "user_id": user,
        "user_name": person["username"],
        "command": name,
        "text": text,
        "api_app_id": APP,
        "is_enterprise_install": "false",
        "response_url": slack.response_url(where, user),
        "trigger_id": slack.trigger(user),
    }
    return where, await deliver(slack, "slash_commands", payload, responds=True)


def answered(slack: Slack, where: str, user: str, name: str, outcome: DeliveryOutcome) -> Json:
    """Judge and show what a slash command was answered with; whoever gave it sees when that is nothing."""
    if not outcome.ok:
        error = "operation_timeout" if outcome.reason in {"timeout", "http_timeout"} else "dispatch_failed"
        return failed(outcome, error, f'{name} failed with the error "{error}"')
    try:
        _show_answer(slack, where, user, outcome.payload)
    except ApiError as refusal:
        return failed(outcome, str(refusal), f'{name} failed with the error "{refusal}"')
    return {"ok": True, "ack": outcome.payload, "seconds": outcome.seconds}


def failed(outcome: DeliveryOutcome, error: str, words: str) -> Json:
    """Say what a person sees when the app did not take it."""
    reason = "not_connected" if outcome.reason == "no_connection" else error
    return {"ok": False, "ack": None, "seconds": outcome.seconds, "error": reason, "says": words}


def _show_answer(slack: Slack, channel: str, user: str, payload: object) -> None:
    if isinstance(payload, str):
        payload = {"text": payload}
    if not isinstance(payload, dict) or not {"text", "blocks", "attachments"} & payload.keys():
        return
    content = compose(slack, payload)
    everybody = payload.get("response_type") == "in_channel"
    put(slack, channel, content, ephemeral_for=None if everybody else user)


def seen(slack: Slack, user: str, message: str) -> SandboxMessage:
    """Return a message that somebody sees: their own, or one of a conversation that they are in.

    Raises:
        ImpossibleError: they see no such message.
    """
    shown = slack.world.store.messages.get(message)
    if shown is None or shown.platform != "slack":
        raise ImpossibleError(f"{user} sees no message {message!r}")
    if shown.user != user and not (shown.user == shown.channel and slack.in_it(user, shown.channel)):
        raise ImpossibleError(f"{user} sees no message {message!r}")
    return shown


def name_of(channel: str) -> str:
    """Name a conversation as payloads do: every talk of two has the same name, with the bot or without."""
    return "directmessage" if channel.startswith("D") else channel


async def click(slack: Slack, user: str, message: str, action: str, value: str | None = None) -> Json:
    """Use an element of a message; ``value`` chooses among the options of a menu."""
    person = member(slack, user)
    shown = seen(slack, user, message)
    found = find_element(shown.payload.get("blocks") or [], action)
    if found is None:
        raise ImpossibleError(f"that message has nothing to use that is called {action!r}")
    block, element = found
    line = slack.lines.get(shown.channel, {}).get(shown.ref)
    wire = line.wire if line else {**shown.payload, "ts": shown.ref, "type": "message"}
    payload: Json = {
        "type": "block_actions",
        "user": person,
        "api_app_id": APP,
        "token": "sandbox",
        "container": {
            "type": "message",
            "message_ts": shown.ref,
            "channel_id": shown.channel,
            "is_ephemeral": shown.ephemeral,
        },
        "trigger_id": slack.trigger(user),
        "team": {"id": TEAM, "domain": "sandbox"},
        "enterprise": None,
        "is_enterprise_install": False,
        "channel": {"id": shown.channel, "name": name_of(shown.channel)},
        **({} if shown.ephemeral else {"message": wire}),
        "state": {"values": {}},
        "response_url": slack.response_url(shown.channel, user, line or SandboxLine(wire, shown)),
        "actions": [used(slack, block, element, value)],
    }
    outcome = await deliver(slack, "interactive", payload)
    if not outcome.ok:
        return failed(outcome, "operation_timeout", "This app didn't respond in time. Please try again.")
    return {"ok": True, "ack": outcome.payload, "seconds": outcome.seconds}


def used(slack: Slack, block: Json, element: Json, value: str | None) -> Json:
    """Describe an element that was used, as ``block_actions`` does; ``value`` chooses among the options of a menu.

    Raises:
        ImpossibleError: there is no such option, or no way to use it here.
    """
    action: Json = {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "action_ts": slack.ts(),
    }
    if element["type"] == "button":
        return action | {name: element[name] for name in ("text", "value", "style", "url") if name in element}
    if element["type"] in _CHOICES:
        options = element.get("options") or [o for group in element.get("option_groups", []) for o in group["options"]]
        chosen = next((option for option in options if option["value"] == value), None)
        if chosen is None:
            raise ImpossibleError(f"one can choose among {[option['value'] for option in options]}, not {value!r}")
        return action | {"selected_option": chosen}
    raise ImpossibleError(f"the sandbox cannot use a {element['type']} yet")


async def event(slack: Slack, kind: str, user: str, *, deleted: bool | None = None) -> Json:
    """Let something happen that the bot may subscribe to; ``deleted`` says whether the account is one from then on."""
    store = slack.world.store
    person = store.person("slack", user)
    if person is None:
        raise ImpossibleError(f"nobody has the id {user!r}")
    if deleted is not None or kind == "team_join":
        store.stays(person, deleted=bool(deleted))
        person = store.people["slack", user]
    scopes = frozenset(slack.world.store.seed.slack.scopes)
    if kind == "app_home_opened":
        member(slack, user)
        content = home_opened(slack, user)
    elif kind in {"user_change", "team_join"}:
        described = describe(slack, person, scopes, locale=True)
        content = {"type": kind, "user": described, "event_ts": slack.ts()}
    else:
        raise ImpossibleError(f"the sandbox knows app_home_opened, user_change and team_join, not {kind!r}")
    outcome = await send_event(slack, content)
    return {"ok": True, "ack": outcome.payload, "acked": outcome.ok, "seconds": outcome.seconds}
