"""Fields of a form as the inputs of a modal, and what came back from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, assert_never

from bot.messages.field import (
    DateField,
    Field,
    NumberField,
    Option,
    RatingField,
    SelectField,
    SeveralField,
    TextField,
    Values,
)
from bot.messages.text import plain as bare
from bot.platforms.slack import limits
from bot.platforms.slack.mrkdwn import plain_text

Json = dict[str, Any]

_TEXTS: Final = ("value", "selected_date", "selected_time")


@dataclass(frozen=True, slots=True)
class Room:
    """How much one field may hold, so that the whole view fits."""

    options: int
    text: int
    described: bool


ROOMS: Final = (
    Room(limits.OPTIONS * limits.GROUPS, limits.INPUT, described=True),
    Room(limits.OPTIONS * 3, limits.INPUT, described=False),
    Room(limits.OPTIONS, limits.INPUT, described=False),
    Room(20, limits.INPUT, described=False),
    Room(5, 1000, described=False),
)
"""From plenty to little; the last fits whatever a form holds."""


def block(field: Field, *, action_id: str, room: Room) -> Json:
    """Make the input of a field.

    Its ids are the same for the same field of the same form, so that what somebody has typed survives a redrawing.
    """
    made: Json = {
        "type": "input",
        "block_id": field.name,
        "label": plain_text(bare(field.label), limits.LABEL),
        "optional": not field.required,
        "element": {"action_id": action_id, **_element(field, room)},
    }
    if field.hint.strip():
        made["hint"] = plain_text(bare(field.hint), limits.HINT)
    return made


def values(state: Mapping[str, Any]) -> Values:
    """Read ``view.state.values``: by field, the text that was typed or the values of what was chosen."""
    found: dict[str, str | tuple[str, ...]] = {}
    for name, entries in state.items():
        entry = next(iter(entries.values()), None) if isinstance(entries, dict) else None
        if isinstance(entry, dict):
            found[str(name)] = _value(entry)
    return found


def again(blocks: Sequence[Json], typed: Values) -> list[Json]:
    """Put what was typed back into a view's inputs, as what stands there at first."""
    return [_refilled(block, typed) for block in blocks]


def _value(entry: Mapping[str, Any]) -> str | tuple[str, ...]:
    if isinstance(chosen := entry.get("selected_options"), list):
        return tuple(str(option["value"]) for option in chosen if isinstance(option, dict) and "value" in option)
    if isinstance(option := entry.get("selected_option"), dict):
        return str(option.get("value") or "")
    return next((text for name in _TEXTS if isinstance(text := entry.get(name), str)), "")


def _refilled(entry: Json, typed: Values) -> Json:
    value = typed.get(str(entry.get("block_id")))
    element = entry.get("element")
    if entry.get("type") != "input" or not isinstance(element, dict) or value is None:
        return entry
    bare_element = {name: what for name, what in element.items() if not name.startswith("initial_")}
    groups = element.get("option_groups") or [{"options": element.get("options") or []}]
    chosen = [option for group in groups for option in group["options"] if option["value"] in _list(value)]
    kind = element["type"]
    initial: Json = {}
    if kind in {"multi_static_select", "checkboxes"} and chosen:
        initial = {"initial_options": chosen}
    elif kind in {"static_select", "radio_buttons"} and chosen:
        initial = {"initial_option": chosen[0]}
    elif kind == "datepicker" and value:
        initial = {"initial_date": value}
    elif kind == "plain_text_input" and value:
        initial = {"initial_value": value}
    return {**entry, "element": bare_element | initial}


def _list(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value


def _element(field: Field, room: Room) -> Json:
    match field:
        case TextField(value=value, long=long, most=most):
            longest = min(max(most, 1), limits.INPUT)
            return {"type": "plain_text_input", "multiline": long, "max_length": longest} | _typed(value, longest, room)
        case NumberField(value=value):
            return {"type": "plain_text_input"} | _typed(value, limits.INPUT, room)
        case DateField(value=value):
            return {"type": "datepicker"} | _day(value)
        case SelectField(options=options, value=value):
            return _select(options, value, room)
        case RatingField(value=value):
            return _select(field.options, value, room, open_ones=limits.POINTS)
        case SeveralField(options=options, values=chosen):
            return _several(options, chosen, room)
        case _:
            assert_never(field)


def _typed(value: str, longest: int, room: Room) -> Json:
    text = value[: min(longest, room.text)]
    return {"initial_value": text} if text else {}


def _day(value: str) -> Json:
    try:
        return {"initial_date": date.fromisoformat(value).isoformat()}
    except ValueError:
        return {}


def _select(options: Sequence[Option], value: str, room: Room, *, open_ones: int = limits.SHOWN_OPTIONS) -> Json:
    shown = _options(options, room)
    initial = [option for option in shown if option["value"] == value[: limits.OPTION_VALUE]][:1]
    chosen = {"initial_option": initial[0]} if initial else {}
    if len(shown) <= open_ones:
        return {"type": "radio_buttons", "options": shown} | chosen
    return {"type": "static_select"} | _menu(shown) | chosen


def _several(options: Sequence[Option], values: Sequence[str], room: Room) -> Json:
    shown = _options(options, room)
    wanted = {value[: limits.OPTION_VALUE] for value in values}
    initial = [option for option in shown if option["value"] in wanted][: limits.OPTIONS]
    chosen = {"initial_options": initial} if initial else {}
    if len(shown) <= limits.CHECKBOXES:
        return {"type": "checkboxes", "options": shown} | chosen
    return {"type": "multi_static_select"} | _menu(shown) | chosen


def _options(options: Sequence[Option], room: Room) -> list[Json]:
    unique = {option.value[: limits.OPTION_VALUE]: option for option in options if option.value}
    made = [_option(value, option, room) for value, option in list(unique.items())[: room.options]]
    return made or [{"text": plain_text("", limits.OPTION), "value": "-"}]  # Slack refuses an empty list


def _option(value: str, option: Option, room: Room) -> Json:
    made: Json = {"text": plain_text(bare(option.text), limits.OPTION), "value": value}
    if option.hint.strip() and room.described:
        made["description"] = plain_text(bare(option.hint), limits.OPTION)
    return made


def _menu(options: list[Json]) -> Json:
    """Offer a list, or groups of it that say from what to what they go where it is too long for one."""
    if len(options) <= limits.OPTIONS:
        return {"options": options}
    return {"option_groups": [_group(part) for part in _parts(options)]}


def _parts(options: list[Json]) -> Iterator[list[Json]]:
    for at in range(0, len(options), limits.OPTIONS):
        yield options[at : at + limits.OPTIONS]


def _group(options: list[Json]) -> Json:
    first, last = (options[at]["text"]["text"] for at in (0, -1))
    return {"label": plain_text(f"{first[:30]} – {last[:30]}", limits.OPTION), "options": options}
