"""The form component of cards: what may stand in its variable, and what a person can send in with it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from bot.sandbox.world import ImpossibleError

Json = dict[str, Any]

TYPES = frozenset(
    {
        "TEXT",
        "TEXT_AREA",
        "NUMBER",
        "TEXT_ARRAY",
        "SELECT",
        "MULTI_SELECT",
        "DATE",
        "TIME",
        "DATETIME",
        "CHECKBOX",
        "SWITCH",
        "CHECKBOX_GROUP",
        "MULTI_CHECKBOX_GROUP",
    }
)
STATUSES = frozenset({"normal", "disabled"})
_ONE = frozenset({"SELECT", "CHECKBOX_GROUP"})
_SEVERAL = frozenset({"MULTI_SELECT", "MULTI_CHECKBOX_GROUP"})
_YES_NO = frozenset({"CHECKBOX", "SWITCH"})
_KEYS: dict[str, type] = {
    "name": str,
    "label": str,
    "type": str,
    "required": bool,
    "requiredMsg": str,
    "readOnly": bool,
    "hidden": bool,
    "placeholder": str,
    "defaultValue": object,
    "options": list,
    "format": str,
    "minRows": int,
    "maxRows": int,
    "addText": str,
}


def form_problem(values: Json) -> str:
    """Say what is wrong with the variables of a form in a cardParamMap; empty when nothing is, or there is none."""
    status = values.get("form_status")
    if status and status not in STATUSES:
        return f"form_status is one of {sorted(STATUSES)}, not {status!r}"
    if not values.get("form"):
        return ""
    try:
        form = json.loads(values["form"])
    except json.JSONDecodeError:
        return "form is not JSON"
    fields = form.get("fields") if isinstance(form, dict) else None
    if not isinstance(fields, list) or set(form) != {"fields"}:
        return "form is an object with a list of fields"
    names: set[str] = set()
    for number, field in enumerate(fields):
        if problem := _field_problem(field):
            return f"form.fields[{number}]: {problem}"
        if field["name"] in names:
            return f"form.fields[{number}]: there is another {field['name']!r}"
        names.add(field["name"])
    return ""


def _field_problem(given: object) -> str:
    if not isinstance(given, dict):
        return "not an object"
    for key, value in given.items():
        if key not in _KEYS:
            return f"{key!r} is not known"
        if not isinstance(value, _KEYS[key]):
            return f"{key} is not a {_KEYS[key].__name__}"
    if not given.get("name"):
        return "name is missing"
    kind = given.get("type", "TEXT")
    if kind not in TYPES:
        return f"type {kind!r} is not known"
    choice = kind in _ONE | _SEVERAL
    if choice != ("options" in given):
        return "options go with a choice, and only with one"
    if choice and (problem := _options_problem(given["options"])):
        return problem
    return _default_problem(given, kind) if "defaultValue" in given else ""


def _options_problem(options: list[Any]) -> str:
    if not options:
        return "options are empty"
    for option in options:
        if not isinstance(option, dict) or set(option) != {"value", "text"}:
            return "an option has a value and a text"
        if not all(isinstance(text, str) and text for text in option.values()):
            return "an option's value and text are texts that are not empty"
    return "" if len({option["value"] for option in options}) == len(options) else "two options have the same value"


def _default_problem(entry: Json, kind: str) -> str:
    given = entry["defaultValue"]
    if kind in _ONE:
        fits = _is_place(entry, given)
    elif kind in _SEVERAL:
        fits = (
            isinstance(given, dict)
            and set(given) == {"index", "value"}
            and isinstance(given["index"], list)
            and isinstance(given["value"], list)
            and len(given["index"]) == len(given["value"])
            and all(
                _is_place(entry, {"index": at, "value": value})
                for at, value in zip(given["index"], given["value"], strict=True)
            )
        )
    elif kind in _YES_NO:
        fits = isinstance(given, bool)
    elif kind == "DATE":
        fits = isinstance(given, str) and _is_day(given)
    else:
        fits = isinstance(given, str) or (kind == "TEXT_ARRAY" and isinstance(given, list))
    return "" if fits else f"defaultValue {given!r} does not fit {kind}"


def _is_place(entry: Json, given: object) -> bool:
    options = entry["options"]
    return (
        isinstance(given, dict)
        and set(given) == {"index", "value"}
        and isinstance(given["index"], int)
        and 0 <= given["index"] < len(options)
        and options[given["index"]]["value"] == given["value"]
    )


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def filled_in(shown: Json, values: Json) -> tuple[Json, str]:
    """Return what the client sends for what a person filled in, and what it complains of before it sends anything.

    Raises:
        ImpossibleError: nobody can do that with this form: it shows none, is disabled, or has no such field or option.
    """
    if not shown.get("form") or not shown.get("form_action"):
        raise ImpossibleError("the card shows no form")
    if shown.get("form_status") == "disabled":
        raise ImpossibleError("the card's form is disabled")
    fields = {field["name"]: field for field in json.loads(shown["form"])["fields"]}
    if strangers := sorted(set(values) - {name for name, field in fields.items() if not field.get("hidden")}):
        raise ImpossibleError(f"the form has no field {strangers[0]!r}")
    sent: Json = {}
    for name, field in fields.items():
        locked = field.get("hidden") or field.get("readOnly")
        given = _entered(field, values[name]) if name in values and not locked else field.get("defaultValue")
        if given not in (None, "", [], {"index": [], "value": []}):
            sent[name] = given
        elif field.get("required"):
            return {}, field.get("requiredMsg") or f"{field.get('label') or name}不能为空"
    return sent, ""


def _entered(entry: Json, given: object) -> object:
    """Return a field's answer as the client writes it: a choice with its place among the options."""
    kind, name = entry.get("type", "TEXT"), entry["name"]
    if kind in _SEVERAL:
        chosen = [given] if isinstance(given, str) else given
        places = [_place(entry, value) for value in chosen if value] if isinstance(chosen, list) else []
        return {"index": places, "value": [entry["options"][at]["value"] for at in places]}
    if not isinstance(given, str):
        raise ImpossibleError(f"{name} takes one text")
    if kind in _ONE:
        return {"index": (at := _place(entry, given)), "value": entry["options"][at]["value"]} if given else ""
    if kind in _YES_NO:
        return given == "true"
    if kind == "DATE" and given and not _is_day(given):
        raise ImpossibleError(f"{name} is a day of the calendar, not {given!r}")
    return given


def _place(entry: Json, value: object) -> int:
    for at, option in enumerate(entry["options"]):
        if option["value"] == value:
            return at
    raise ImpossibleError(f"{entry['name']} has no option {value!r}")
