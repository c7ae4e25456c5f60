"""Block Kit's interactive elements and composition objects: what each must and may have."""

from __future__ import annotations

from bot.sandbox.slack.schema import (
    ANY_TEXT,
    ANYTHING,
    IDENTITY,
    Check,
    Json,
    Problems,
    array,
    both,
    fields,
    flag,
    one_of,
    pattern,
    string,
    typed,
    unique,
    url,
    whole,
    words,
)

STYLE = string(10, one_of=frozenset({"primary", "danger"}))
CONFIRM = fields(
    {"title": words(100), "text": words(300, kinds=ANY_TEXT), "confirm": words(30), "deny": words(30)}, {"style": STYLE}
)


def _option(*, kinds: frozenset[str] = frozenset({"plain_text"}), link: bool = False) -> Check:
    more: dict[str, Check] = {"description": words(75, kinds=kinds)}
    if link:
        more["url"] = url()
    return fields({"text": words(75, kinds=kinds), "value": string(150)}, more)


OPTION = _option()
_MARKED = _option(kinds=ANY_TEXT)
_GROUP = fields({"label": words(75), "options": both(array(OPTION, least=1, most=100), unique("value"))})
_DATE = pattern(r"\d{4}-\d{2}-\d{2}", "must be a date as YYYY-MM-DD")
_TIME = pattern(r"([01]\d|2[0-3]):[0-5]\d", "must be a time as HH:mm")
_NUMBER = pattern(r"-?\d+(\.\d+)?", "must be a number in a string")
_DISPATCH = fields(
    {},
    {
        "trigger_actions_on": array(
            string(40, one_of=frozenset({"on_enter_pressed", "on_character_entered"})), least=1, most=2
        )
    },
)
_TYPE: dict[str, Check] = {"type": ANYTHING}
_COMMON: dict[str, Check] = {"action_id": IDENTITY, "confirm": CONFIRM, "focus_on_load": flag}
_SELECT: dict[str, Check] = {**_COMMON, "placeholder": words(150)}
_OPTIONS = both(array(OPTION, least=1, most=100), unique("value"))
_STATIC: dict[str, Check] = {**_SELECT, "options": _OPTIONS, "option_groups": array(_GROUP, least=1, most=100)}
_MOST: dict[str, Check] = {"max_selected_items": whole(1, 100)}
_FILTER = fields(
    {},
    {
        "include": array(string(10, one_of=frozenset({"im", "mpim", "private", "public"})), least=1, most=4),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    },
)
_CONVERSATIONS: dict[str, Check] = {**_SELECT, "default_to_current_conversation": flag, "filter": _FILTER}


def _initial_is_an_option(value: object, at: str, problems: Problems) -> None:
    """Require that what is chosen at first is among the options, exactly as it stands there."""
    if not isinstance(value, dict):
        return
    options = [*(value.get("options") or [])] if isinstance(value.get("options"), list) else []
    groups = value.get("option_groups")
    for group in groups if isinstance(groups, list) else []:
        if isinstance(group, dict) and isinstance(group.get("options"), list):
            options.extend(group["options"])
    chosen = value.get("initial_options")
    if not isinstance(chosen, list):
        chosen = [value["initial_option"]] if "initial_option" in value else []
    for option in chosen:
        if option not in options:
            problems.add("initial option must be one of the options", at)


def _select(more: dict[str, Check], known: dict[str, Check]) -> Check:
    return fields(_TYPE, {**known, **more})


def _known_file(value: object, at: str, problems: Problems) -> None:
    fields({}, {"id": string(255), "url": url()})(value, at, problems)
    one_of("id", "url")(value, at, problems)
    if isinstance(value, dict) and (wrong := problems.known_file(value)):
        problems.add(wrong, at)


IMAGE: dict[str, Check] = {
    "image_url": url(fetched=True),
    "slack_file": _known_file,
}
_STATIC_RULES = (one_of("options", "option_groups"), _initial_is_an_option)

ELEMENTS: dict[str, Check] = {
    "button": fields(
        {**_TYPE, "text": words(75)},
        {
            "action_id": IDENTITY,
            "url": url(),
            "value": string(2000, least=0),
            "style": STYLE,
            "confirm": CONFIRM,
            "accessibility_label": string(75),
        },
    ),
    "static_select": both(_select({"initial_option": OPTION}, _STATIC), *_STATIC_RULES),
    "multi_static_select": both(
        _select({"initial_options": array(OPTION, least=1, most=100), **_MOST}, _STATIC), *_STATIC_RULES
    ),
    "users_select": _select({"initial_user": IDENTITY}, _SELECT),
    "multi_users_select": _select({"initial_users": array(IDENTITY, most=100), **_MOST}, _SELECT),
    "channels_select": _select({"initial_channel": IDENTITY, "response_url_enabled": flag}, _SELECT),
    "conversations_select": _select({"initial_conversation": IDENTITY, "response_url_enabled": flag}, _CONVERSATIONS),
    "multi_conversations_select": _select(
        {"initial_conversations": array(IDENTITY, most=100), **_MOST}, _CONVERSATIONS
    ),
    "external_select": _select({"min_query_length": whole(0, 1000), "initial_option": OPTION}, _SELECT),
    "overflow": fields(
        {**_TYPE, "options": both(array(_option(link=True), least=1, most=5), unique("value"))},
        {"action_id": IDENTITY, "confirm": CONFIRM},
    ),
    "radio_buttons": both(
        fields(
            {**_TYPE, "options": both(array(_MARKED, least=1, most=10), unique("value"))},
            {**_COMMON, "initial_option": _MARKED},
        ),
        _initial_is_an_option,
    ),
    "checkboxes": both(
        fields(
            {**_TYPE, "options": both(array(_MARKED, least=1, most=10), unique("value"))},
            {**_COMMON, "initial_options": array(_MARKED, least=1, most=10)},
        ),
        _initial_is_an_option,
    ),
    "datepicker": _select({"initial_date": _DATE}, _SELECT),
    "timepicker": _select({"initial_time": _TIME, "timezone": string(100)}, _SELECT),
    "datetimepicker": fields(_TYPE, {**_COMMON, "initial_date_time": whole(1_000_000_000, 9_999_999_999)}),
    "plain_text_input": fields(
        _TYPE,
        {
            "action_id": IDENTITY,
            "initial_value": string(3000, least=0),
            "multiline": flag,
            "min_length": whole(0, 3000),
            "max_length": whole(1, 3000),
            "dispatch_action_config": _DISPATCH,
            "focus_on_load": flag,
            "placeholder": words(150),
        },
    ),
    "number_input": fields(
        {**_TYPE, "is_decimal_allowed": flag},
        {
            "action_id": IDENTITY,
            "initial_value": _NUMBER,
            "min_value": _NUMBER,
            "max_value": _NUMBER,
            "dispatch_action_config": _DISPATCH,
            "focus_on_load": flag,
            "placeholder": words(150),
        },
    ),
    "email_text_input": _select({"initial_value": string(3000), "dispatch_action_config": _DISPATCH}, _SELECT),
    "url_text_input": _select({"initial_value": string(3000), "dispatch_action_config": _DISPATCH}, _SELECT),
    "rich_text_input": _select({"initial_value": ANYTHING, "dispatch_action_config": _DISPATCH}, _SELECT),
    "file_input": fields(
        _TYPE, {"action_id": IDENTITY, "filetypes": array(string(20), least=1, most=100), "max_files": whole(1, 10)}
    ),
    "image": both(fields({**_TYPE, "alt_text": string(2000)}, IMAGE), one_of(*IMAGE)),
    "feedback_buttons": fields(
        {
            **_TYPE,
            "positive_button": fields({"text": words(75), "value": string(2000)}, {"accessibility_label": string(75)}),
            "negative_button": fields({"text": words(75), "value": string(2000)}, {"accessibility_label": string(75)}),
        },
        {"action_id": IDENTITY},
    ),
    "icon_button": fields(
        {**_TYPE, "icon": string(10, one_of=frozenset({"trash"})), "text": words(75)},
        {"action_id": IDENTITY, "value": string(2000), "confirm": CONFIRM, "accessibility_label": string(75)},
    ),
}

_CHOICES = ("static_select", "users_select", "channels_select", "conversations_select", "external_select")
_MULTI = ("multi_static_select", "multi_users_select", "multi_conversations_select")
_PICKERS = ("datepicker", "timepicker", "radio_buttons", "checkboxes")


def among(*names: str) -> Check:
    """Allow one of the named elements."""
    return typed({name: ELEMENTS[name] for name in names})


IN_SECTION = among("button", "image", "overflow", *_PICKERS, *_CHOICES, *_MULTI)
IN_ACTIONS = among("button", "overflow", "datetimepicker", *_PICKERS, *_CHOICES)
IN_INPUT = among(
    "plain_text_input",
    "number_input",
    "email_text_input",
    "url_text_input",
    "rich_text_input",
    "file_input",
    "datetimepicker",
    *_PICKERS,
    *_CHOICES,
    *_MULTI,
)
IN_CONTEXT: Check = typed(
    {
        "image": ELEMENTS["image"],
        "plain_text": words(3000, kinds=ANY_TEXT),
        "mrkdwn": words(3000, kinds=ANY_TEXT),
    }
)
IN_CONTEXT_ACTIONS = among("feedback_buttons", "icon_button")


def interactive(block: Json) -> list[Json]:
    """List the elements of a block that a person can use."""
    candidates = [block.get("accessory"), block.get("element")]
    if isinstance(block.get("elements"), list):
        candidates.extend(block["elements"])
    return [
        element
        for element in candidates
        if isinstance(element, dict) and element.get("type") in ELEMENTS and element["type"] != "image"
    ]
