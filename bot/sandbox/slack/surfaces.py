"""What a person can do beside the conversation: fill in modals, close them, open Home, use what stands in either."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.sandbox.slack import views
from bot.sandbox.slack.api import ApiError
from bot.sandbox.slack.blocks import find_element
from bot.sandbox.slack.delivery import deliver, send_event
from bot.sandbox.slack.person import failed, member, name_of, seen, used
from bot.sandbox.slack.state import APP, TEAM, Slack
from bot.sandbox.world import ImpossibleError

Json = dict[str, Any]
Values = Mapping[str, str | list[str]]

TROUBLE = "We had some trouble connecting. Try again?"
NEEDED = "Please complete this required field."
_TEXTS = frozenset({"plain_text_input", "number_input", "email_text_input", "url_text_input"})
_PICKERS = {"datepicker": ("selected_date", "initial_date"), "timepicker": ("selected_time", "initial_time")}
_ONE = frozenset({"static_select", "radio_buttons"})
_SEVERAL = frozenset({"multi_static_select", "checkboxes"})
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def shown(slack: Slack, user: str) -> Json:
    """List what stands before a person: the open modals, the top one last, and what is in Home."""
    member(slack, user)
    return {"modals": views.modals(slack, user), "home": views.home(slack, user)}


async def submit(slack: Slack, user: str, view: str, values: Values) -> Json:
    """Press a modal's button; ``values`` by block id, what is left out keeps what stands there at first.

    As in the real client, what must be filled in is asked for before the app hears anything.
    """
    person = member(slack, user)
    top = _top(slack, user, view)
    if "submit" not in top:
        raise ImpossibleError("that modal has no button to submit it")
    state, wrong = _filled(top, values)
    if wrong:
        return {"ok": False, "ack": None, "seconds": 0.0, "error": "incomplete", "errors": wrong}
    payload: Json = {
        "type": "view_submission",
        **_frame(slack, person),
        "view": {**top, "state": {"values": state}},
        "response_urls": [],
    }
    outcome = await deliver(slack, "interactive", payload, responds=True)
    if not outcome.ok:
        return failed(outcome, "operation_timeout", TROUBLE)
    answer = outcome.payload if isinstance(outcome.payload, dict) else {}
    try:
        errors = _respond(slack, user, top, answer)
    except ApiError as refusal:
        return failed(outcome, str(refusal), TROUBLE) | {"problems": refusal.answer.get("errors", [])}
    return {"ok": True, "ack": outcome.payload, "seconds": outcome.seconds, "errors": errors}


def _top(slack: Slack, user: str, view: str) -> Json:
    open_ones = views.modals(slack, user)
    if not open_ones or open_ones[-1]["id"] != view:
        raise ImpossibleError(f"{user} does not see a modal {view!r}")
    return open_ones[-1]


def _frame(slack: Slack, person: Json) -> Json:
    return {
        "user": person,
        "api_app_id": APP,
        "token": "sandbox",
        "trigger_id": slack.trigger(person["id"]),
        "team": {"id": TEAM, "domain": "sandbox"},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _respond(slack: Slack, user: str, view: Json, answer: Json) -> Json:
    """Do what the answer to a submission says; return what is wrong with which block."""
    match answer.get("response_action"):
        case None:
            slack.views.pop(view["id"], None)
        case "clear":
            for each in views.modals(slack, user):
                del slack.views[each["id"]]
        case "errors":
            inputs = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
            return _errors(answer.get("errors"), inputs)
        case "update":
            judged = views.judge(slack, answer.get("view"), "modal")
            if view["id"] in slack.views:
                views.renew(slack, slack.views[view["id"]], judged)
        case "push":
            views.keep(slack, user, views.judge(slack, answer.get("view"), "modal"), on_top=True)
        case unknown:
            raise ApiError("invalid_response_action", errors=[f"there is no response_action {unknown!r}"])
    views.tell(slack, user)
    return {}


def _errors(errors: object, inputs: set[str]) -> Json:
    if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
        raise ApiError("invalid_errors", errors=[f"errors are by block_id of {sorted(inputs)}"])
    if not all(isinstance(text, str) and text for text in errors.values()):
        raise ApiError("invalid_errors", errors=["an error is a text"])
    return errors


def _filled(view: Json, values: Values) -> tuple[Json, dict[str, str]]:
    """Make ``state.values`` of what was filled in, and say what the client itself would complain of."""
    inputs = {block["block_id"]: block for block in view["blocks"] if block["type"] == "input"}
    if unknown := sorted(set(values) - set(inputs)):
        raise ImpossibleError(f"that modal asks for {sorted(inputs)}, not for {unknown[0]!r}")
    state: Json = {}
    wrong: dict[str, str] = {}
    for name, block in inputs.items():
        element = block["element"]
        entry = _entry(element, values.get(name))
        state[name] = {element["action_id"]: entry}
        filled = next((value for key, value in entry.items() if key != "type"), None)
        if not filled and not block.get("optional"):
            wrong[name] = NEEDED
        elif filled and element["type"] in _TEXTS and (problem := _text_problem(element, filled)):
            wrong[name] = problem
    return state, wrong


def _text_problem(element: Json, text: str) -> str:
    if len(text) > element.get("max_length", 3000):
        return f"Please use at most {element.get('max_length', 3000)} characters."
    if len(text) < element.get("min_length", 0):
        return f"Please use at least {element['min_length']} characters."
    if element["type"] == "number_input" and not _NUMBER.fullmatch(text):
        return "Please enter a number."
    return ""


def _entry(element: Json, given: str | list[str] | None) -> Json:
    kind = element["type"]
    if kind in _TEXTS:
        text = element.get("initial_value") if given is None else _one(given)
        return {"type": kind, "value": text or None}
    if kind in _PICKERS:
        name, initial = _PICKERS[kind]
        return {"type": kind, name: (element.get(initial) if given is None else _one(given)) or None}
    if kind in _ONE:
        chosen = element.get("initial_option") if given is None else _option(element, _one(given))
        return {"type": kind, "selected_option": chosen}
    if kind in _SEVERAL:
        if given is None:
            return {"type": kind, "selected_options": element.get("initial_options", [])}
        chosen_values = [given] if isinstance(given, str) else given
        return {"type": kind, "selected_options": [_option(element, value) for value in chosen_values if value]}
    raise ImpossibleError(f"the sandbox cannot fill in a {kind} yet")


def _one(given: str | list[str]) -> str:
    if not isinstance(given, str):
        raise ImpossibleError("this takes one text, not a list")
    return given


def _option(element: Json, value: str) -> Json | None:
    if not value:
        return None
    options = element.get("options") or [o for group in element.get("option_groups", []) for o in group["options"]]
    found = next((option for option in options if option["value"] == value), None)
    if found is None:
        raise ImpossibleError(f"one can choose among {[option['value'] for option in options]}, not {value!r}")
    chosen: Json = found
    return chosen


async def close(slack: Slack, user: str, view: str) -> Json:
    """Close the top modal without sending it; an app hears of it only where the view says so, and without inputs."""
    person = member(slack, user)
    top = _top(slack, user, view)
    del slack.views[view]
    views.tell(slack, user)
    if not top.get("notify_on_close"):
        return {"ok": True, "ack": None, "seconds": 0.0}
    outcome = await deliver(
        slack, "interactive", {"type": "view_closed", **_frame(slack, person), "view": top, "is_cleared": False}
    )
    return {"ok": True, "ack": outcome.payload, "seconds": outcome.seconds}


async def use(slack: Slack, user: str, view: str, action: str, value: str | None = None, *, values: Values) -> Json:
    """Use an element in Home or in the top modal; what is filled in there by then, ``values``, goes along unchecked."""
    person = member(slack, user)
    home = views.home(slack, user)
    seen = home if home is not None and home["id"] == view else _top(slack, user, view)
    found = find_element(seen["blocks"], action)
    if found is None:
        raise ImpossibleError(f"that view has nothing to use that is called {action!r}")
    payload: Json = {
        "type": "block_actions",
        **_frame(slack, person),
        "container": {"type": "view", "view_id": view},
        "view": {**seen, "state": {"values": _filled(seen, values)[0]}},
        "actions": [used(slack, *found, value)],
    }
    outcome = await deliver(slack, "interactive", payload)
    if not outcome.ok:
        return failed(outcome, "operation_timeout", "This app didn't respond in time. Please try again.")
    return {"ok": True, "ack": outcome.payload, "seconds": outcome.seconds}


async def open_home(slack: Slack, user: str) -> Json:
    """Open the Home tab; what the app publishes into it comes when it comes."""
    member(slack, user)
    outcome = await send_event(slack, views.home_opened(slack, user))
    return {"ok": True, "ack": outcome.payload, "acked": outcome.ok, "seconds": outcome.seconds}


async def shortcut(slack: Slack, user: str, message: str, name: str) -> Json:
    """Use a shortcut on a message; what only one person sees has none."""
    person = member(slack, user)
    marked = seen(slack, user, message)
    if marked.ephemeral:
        raise ImpossibleError("a message that only one person sees has no shortcuts")
    if "commands" not in slack.world.store.seed.slack.scopes:
        raise ImpossibleError(f"there is no shortcut {name!r}: the app may not have any")
    line = slack.lines.get(marked.channel, {}).get(marked.ref)
    payload: Json = {
        "type": "message_action",
        **_frame(slack, person),
        "callback_id": name,
        "action_ts": slack.ts(),
        "message_ts": marked.ref,
        "channel": {"id": marked.channel, "name": name_of(marked.channel)},
        "response_url": slack.response_url(marked.channel, user),
        "message": line.wire if line else {**marked.payload, "ts": marked.ref, "type": "message"},
    }
    outcome = await deliver(slack, "interactive", payload)
    if not outcome.ok:
        return failed(outcome, "operation_timeout", f"{name} didn't respond in time. Please try again.")
    return {"ok": True, "ack": outcome.payload, "seconds": outcome.seconds}
