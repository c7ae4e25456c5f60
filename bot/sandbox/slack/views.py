"""The views.* methods: modals behind a fresh click, and the Home tab."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from bot.sandbox.slack.api import ApiError, SlackCall, invalid, refuse_blocks
from bot.sandbox.slack.blocks import check_view, with_ids
from bot.sandbox.slack.files import known_file
from bot.sandbox.slack.schema import Problems
from bot.sandbox.slack.state import APP, BOT, TEAM, Slack

Json = dict[str, Any]

TRIGGER_LIFE = timedelta(seconds=3)
STACK = 3
_BLANK: Json = {"private_metadata": "", "callback_id": "", "external_id": ""}
_LASTING = ("id", "team_id", "app_id", "bot_id", "root_view_id", "previous_view_id", "state")


async def open_view(call: SlackCall) -> Json:
    """views.open: a new stack of modals for the person who clicked."""
    view = _judged(call, "modal")
    user = _spend(call)
    for shown in modals(call.slack, user):
        del call.slack.views[shown["id"]]
    return {"view": keep(call.slack, user, view)}


async def push(call: SlackCall) -> Json:
    """views.push: one more modal on the stack, three at most."""
    view = _judged(call, "modal")
    user = _spend(call)
    if not modals(call.slack, user):
        raise ApiError("not_found")
    return {"view": keep(call.slack, user, view, on_top=True)}


async def update(call: SlackCall) -> Json:
    """views.update: by view_id or external_id; a hash that is not the present one is refused."""
    kept = _find(call.slack, call.text("view_id"), call.text("external_id"))
    if kept is None:
        raise ApiError("not_found")
    view = _judged(call, kept["view"]["type"])
    _check_hash(call, kept["view"])
    return {"view": renew(call.slack, kept, view)}


async def publish(call: SlackCall) -> Json:
    """views.publish: the Home tab of one person."""
    user = call.need("user_id")
    person = call.slack.world.store.person("slack", user)
    if person is None or person.deleted:
        raise ApiError("user_not_found")
    view = _judged(call, "home")
    shown = home(call.slack, user)
    if shown is None:
        return {"view": keep(call.slack, user, view)}
    _check_hash(call, shown)
    return {"view": renew(call.slack, call.slack.views[shown["id"]], view)}


def modals(slack: Slack, user: str) -> list[Json]:
    """List a person's open modals; they see the last one."""
    return _of(slack, user, "modal")


def home(slack: Slack, user: str) -> Json | None:
    """Find what was published into a person's Home tab."""
    return next(iter(_of(slack, user, "home")), None)


def _of(slack: Slack, user: str, kind: str) -> list[Json]:
    return [kept["view"] for kept in slack.views.values() if kept["user"] == user and kept["view"]["type"] == kind]


def home_opened(slack: Slack, user: str) -> Json:
    """Make the event of somebody who opens the Home tab; what stands there already comes with it."""
    event: Json = {"type": "app_home_opened", "user": user, "channel": slack.dm(user), "tab": "home"}
    shown = home(slack, user)
    return event | {"event_ts": slack.ts()} | ({"view": shown} if shown else {})


def tell(slack: Slack, user: str) -> None:
    """Let the page know that something about a person's views is different now."""
    slack.world.store.tell("view", {"platform": "slack", "user": user})


def _judged(call: SlackCall, kind: str) -> Json:
    return judge(call.slack, call.structure("view", error="invalid_arguments"), kind)


def judge(slack: Slack, view: object, kind: str) -> Json:
    """Return a view that may be shown.

    Raises:
        ApiError: invalid_arguments, with everything that is wrong.
    """
    if not isinstance(view, dict):
        raise invalid("[ERROR] missing required field: view")
    if view.get("type") != kind:
        raise invalid(f"[ERROR] unsupported type: {view.get('type')} [json-pointer:/view/type]")
    problems = Problems(known_file=lambda reference: known_file(slack, reference))
    check_view(view, problems)
    refuse_blocks(problems, "invalid_arguments")
    return view


def _spend(call: SlackCall) -> str:
    key = call.text("trigger_id") or call.text("interactivity_pointer")
    if key is None:
        raise invalid("[ERROR] missing required field: trigger_id")
    user, born, used = call.slack.triggers.get(key, ("", call.slack.world.now(), False))
    if not user:
        raise ApiError("invalid_trigger_id")
    if used:
        raise ApiError("exchanged_trigger_id")
    if call.slack.world.now() - born > TRIGGER_LIFE:
        raise ApiError("expired_trigger_id")
    call.slack.triggers[key] = (user, born, True)
    return user


def keep(slack: Slack, user: str, view: Json, *, on_top: bool = False) -> Json:
    """Put a new view in front of a person, ``on_top`` of the modals that are there.

    Raises:
        ApiError: push_limit_reached, duplicate_external_id.
    """
    stack = modals(slack, user) if on_top else []
    if len(stack) >= STACK:
        raise ApiError("push_limit_reached")
    external = view.get("external_id")
    if external and _find(slack, None, external):
        raise ApiError("duplicate_external_id")
    identity = slack.world.store.new_id("V")
    kept = {
        "id": identity,
        "team_id": TEAM,
        "app_id": APP,
        "bot_id": BOT,
        "root_view_id": stack[0]["id"] if stack else identity,
        "previous_view_id": stack[-1]["id"] if stack else None,
        "state": {"values": {}},
        **_BLANK,
        **_complete(view),
        "hash": _hash(slack),
    }
    slack.views[identity] = {"user": user, "view": kept}
    tell(slack, user)
    return kept


def renew(slack: Slack, kept: Json, view: Json) -> Json:
    """Replace what a view shows; its id stays, its hash does not."""
    there = {name: kept["view"][name] for name in _LASTING}
    kept["view"] = {**there, **_BLANK, **_complete(view), "hash": _hash(slack)}
    tell(slack, kept["user"])
    renewed: Json = kept["view"]
    return renewed


def _complete(view: Json) -> Json:
    return {**view, "blocks": with_ids(view["blocks"])}


def _find(slack: Slack, view_id: str | None, external_id: str | None) -> Json | None:
    if view_id is not None:
        return slack.views.get(view_id)
    return next((k for k in slack.views.values() if external_id and k["view"].get("external_id") == external_id), None)


def _check_hash(call: SlackCall, view: Json) -> None:
    given = call.text("hash")
    if given is not None and given != view["hash"]:
        raise ApiError("hash_conflict")


def _hash(slack: Slack) -> str:
    return f"{int(slack.world.now().timestamp())}.{uuid4().hex[:8]}"
