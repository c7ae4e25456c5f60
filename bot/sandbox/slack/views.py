"""The views.* methods: modals behind a fresh click, and the Home tab."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from bot.sandbox.slack.api import ApiError, Call, invalid, refuse_blocks
from bot.sandbox.slack.blocks import check_view, with_ids
from bot.sandbox.slack.files import known_file
from bot.sandbox.slack.schema import Problems
from bot.sandbox.slack.state import APP, BOT, TEAM, Slack

Json = dict[str, Any]

TRIGGER_LIFE = timedelta(seconds=3)
STACK = 3


async def open_view(call: Call) -> Json:
    """views.open: a new stack of modals for the person who clicked."""
    view = _judged(call, "modal")
    user = _spend(call)
    for view_id in [
        key for key, kept in call.slack.views.items() if kept["user"] == user and kept["view"]["type"] == "modal"
    ]:
        del call.slack.views[view_id]
    return {"view": _keep(call.slack, user, view, root=None)}


async def push(call: Call) -> Json:
    """views.push: one more modal on the stack, three at most."""
    view = _judged(call, "modal")
    user = _spend(call)
    stack = [
        kept["view"] for kept in call.slack.views.values() if kept["user"] == user and kept["view"]["type"] == "modal"
    ]
    if not stack:
        raise ApiError("not_found")
    if len(stack) >= STACK:
        raise ApiError("push_limit_reached")
    return {"view": _keep(call.slack, user, view, root=stack[0]["id"])}


async def update(call: Call) -> Json:
    """views.update: by view_id or external_id; a hash that is not the present one is refused."""
    kept = _find(call.slack, call.text("view_id"), call.text("external_id"))
    if kept is None:
        raise ApiError("not_found")
    view = _judged(call, kept["view"]["type"])
    _check_hash(call, kept["view"])
    kept["view"] = {**kept["view"], **_complete(view), "hash": _hash(call.slack)}
    return {"view": kept["view"]}


async def publish(call: Call) -> Json:
    """views.publish: the Home tab of one person."""
    user = call.need("user_id")
    person = call.slack.world.store.person("slack", user)
    if person is None or person.deleted:
        raise ApiError("user_not_found")
    view = _judged(call, "home")
    home = next((k for k in call.slack.views.values() if k["user"] == user and k["view"]["type"] == "home"), None)
    if home is None:
        return {"view": _keep(call.slack, user, view, root=None)}
    _check_hash(call, home["view"])
    home["view"] = {**home["view"], **_complete(view), "hash": _hash(call.slack)}
    return {"view": home["view"]}


def _judged(call: Call, kind: str) -> Json:
    view = call.structure("view", error="invalid_arguments")
    if not isinstance(view, dict):
        raise invalid("[ERROR] missing required field: view")
    if view.get("type") != kind:
        raise invalid(f"[ERROR] unsupported type: {view.get('type')} [json-pointer:/view/type]")
    problems = Problems(known_file=lambda reference: known_file(call.slack, reference))
    check_view(view, problems)
    refuse_blocks(problems, "invalid_arguments")
    return view


def _spend(call: Call) -> str:
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


def _keep(slack: Slack, user: str, view: Json, *, root: str | None) -> Json:
    external = view.get("external_id")
    if external and _find(slack, None, external):
        raise ApiError("duplicate_external_id")
    identity = slack.world.store.new_id("V")
    kept = {
        "id": identity,
        "team_id": TEAM,
        "app_id": APP,
        "bot_id": BOT,
        "root_view_id": root or identity,
        "previous_view_id": root,
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        "state": {"values": {}},
        **_complete(view),
        "hash": _hash(slack),
    }
    slack.views[identity] = {"user": user, "view": kept}
    return kept


def _complete(view: Json) -> Json:
    return {**view, "blocks": with_ids(view["blocks"])}


def _find(slack: Slack, view_id: str | None, external_id: str | None) -> Json | None:
    if view_id is not None:
        return slack.views.get(view_id)
    return next((k for k in slack.views.values() if external_id and k["view"].get("external_id") == external_id), None)


def _check_hash(call: Call, view: Json) -> None:
    given = call.text("hash")
    if given is not None and given != view["hash"]:
        raise ApiError("hash_conflict")


def _hash(slack: Slack) -> str:
    return f"{int(slack.world.now().timestamp())}.{uuid4().hex[:8]}"
