"""Block Kit as strict as the real one: blocks and views, with what is wrong in words and a JSON pointer."""

from __future__ import annotations

import json
from secrets import token_hex

from bot.sandbox.slack.charts import CHART
from bot.sandbox.slack.charts import MOST as MOST_CHARTS
from bot.sandbox.slack.elements import (
    ELEMENTS,
    IMAGE,
    IN_ACTIONS,
    IN_CONTEXT,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
    IN_SECTION,
    interactive,
)
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
    string,
    typed,
    unique,
    url,
    whole,
    words,
)
from bot.sandbox.slack.tables import data_table

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
MARKDOWN_CHARACTERS = 12_000
VIEW_BYTES = 250_000

_BASE: dict[str, Check] = {"type": ANYTHING}
_ID: dict[str, Check] = {"block_id": IDENTITY}

_INLINE_STYLE = fields({}, dict.fromkeys(("bold", "italic", "strike", "code", "underline", "highlight"), flag))
_TEXT_STYLE: dict[str, Check] = {"style": _INLINE_STYLE}
_INLINE = typed(
    {
        "text": fields({**_BASE, "text": string(10**6)}, _TEXT_STYLE),
        "link": fields({**_BASE, "url": url()}, {"text": string(10**6), "unsafe": flag, **_TEXT_STYLE}),
        "user": fields({**_BASE, "user_id": IDENTITY}, _TEXT_STYLE),
        "usergroup": fields({**_BASE, "usergroup_id": IDENTITY}, _TEXT_STYLE),
        "channel": fields({**_BASE, "channel_id": IDENTITY}, _TEXT_STYLE),
        "emoji": fields({**_BASE, "name": IDENTITY}, {"unicode": string(100), **_TEXT_STYLE}),
        "broadcast": fields({**_BASE, "range": string(10, one_of=frozenset({"here", "channel", "everyone"}))}),
        "date": fields(
            {**_BASE, "timestamp": whole(0, 10**11), "format": string(255)}, {"url": url(), "fallback": string(255)}
        ),
        "color": fields({**_BASE, "value": string(20)}),
    }
)
_RICH_SECTION = fields({**_BASE, "elements": array(_INLINE, most=1000)})
_BORDER: dict[str, Check] = {"border": whole(0, 1)}
_RICH = typed(
    {
        "rich_text_section": _RICH_SECTION,
        "rich_text_list": fields(
            {
                **_BASE,
                "style": string(10, one_of=frozenset({"bullet", "ordered"})),
                "elements": array(typed({"rich_text_section": _RICH_SECTION}), most=1000),
            },
            {"indent": whole(0, 8), "offset": whole(0, 10**6), **_BORDER},
        ),
        "rich_text_preformatted": fields(
            {**_BASE, "elements": array(_INLINE, most=1000)}, {**_BORDER, "language": string(50)}
        ),
        "rich_text_quote": fields({**_BASE, "elements": array(_INLINE, most=1000)}, _BORDER),
    }
)
_RICH_TEXT = fields({**_BASE, "elements": array(_RICH, least=1, most=1000)}, _ID)
_NUMERAL = fields({**_BASE, "value": ANYTHING}, {"text": string(10**6)})
_CELL = typed({"raw_text": fields({**_BASE, "text": string(10**6)}), "raw_number": _NUMERAL, "rich_text": _RICH_TEXT})
_COLUMN = fields({}, {"align": string(10, one_of=frozenset({"left", "center", "right"})), "is_wrapped": flag})

_BLOCKS: dict[str, Check] = {
    "section": both(
        fields(
            _BASE,
            {
                **_ID,
                "text": words(3000, kinds=ANY_TEXT),
                "fields": array(words(2000, kinds=ANY_TEXT), least=1, most=10),
                "accessory": IN_SECTION,
                "expand": flag,
            },
        ),
        one_of("text", "fields", exactly=False),
    ),
    "header": fields({**_BASE, "text": words(150)}, {**_ID, "level": whole(1, 4)}),
    "divider": fields(_BASE, _ID),
    "image": both(fields({**_BASE, "alt_text": string(2000)}, {**_ID, **IMAGE, "title": words(2000)}), one_of(*IMAGE)),
    "context": fields({**_BASE, "elements": array(IN_CONTEXT, least=1, most=10)}, _ID),
    "actions": fields({**_BASE, "elements": both(array(IN_ACTIONS, least=1, most=25), unique("action_id"))}, _ID),
    "context_actions": fields({**_BASE, "elements": array(IN_CONTEXT_ACTIONS, least=1, most=5)}, _ID),
    "input": fields(
        {**_BASE, "label": words(2000), "element": IN_INPUT},
        {**_ID, "hint": words(2000), "optional": flag, "dispatch_action": flag},
    ),
    "rich_text": _RICH_TEXT,
}
_MESSAGE_ONLY: dict[str, Check] = {
    "markdown": fields({**_BASE, "text": string(MARKDOWN_CHARACTERS)}, _ID),
    "table": fields(
        {**_BASE, "rows": array(array(_CELL, least=1, most=20), least=1, most=100)},
        {**_ID, "column_settings": array(_COLUMN, most=20)},
    ),
    "data_visualization": CHART,
    "data_table": data_table(_RICH_TEXT),
}
_IN_MESSAGE = typed({**_BLOCKS, **_MESSAGE_ONLY})
_IN_VIEW = typed(_BLOCKS)

_SHARED_VIEW: dict[str, Check] = {
    "private_metadata": string(3000, least=0),
    "callback_id": string(255, least=0),
    "external_id": string(255, least=0),
}
_VIEWS = typed(
    {
        "modal": fields(
            {**_BASE, "title": words(24), "blocks": both(array(_IN_VIEW, most=VIEW_BLOCKS), unique("block_id"))},
            {
                **_SHARED_VIEW,
                "submit": words(24),
                "close": words(24),
                "clear_on_close": flag,
                "notify_on_close": flag,
                "submit_disabled": flag,
            },
        ),
        "home": fields({**_BASE, "blocks": both(array(_IN_VIEW, most=VIEW_BLOCKS), unique("block_id"))}, _SHARED_VIEW),
    }
)


def check_blocks(blocks: object, problems: Problems) -> None:
    """Judge the blocks of a message."""
    both(array(_IN_MESSAGE, most=MESSAGE_BLOCKS), unique("block_id"))(blocks, "/blocks", problems)
    if not isinstance(blocks, list):
        return
    kinds = [block.get("type") for block in blocks if isinstance(block, dict)]
    if kinds.count("table") + kinds.count("data_table") > 1:
        problems.add("only_one_table_allowed", "/blocks")
    if kinds.count("data_visualization") > MOST_CHARTS:
        problems.add(f"no more than {MOST_CHARTS} data_visualization blocks allowed", "/blocks")
    markdown = [
        b["text"]
        for b in blocks
        if isinstance(b, dict) and b.get("type") == "markdown" and isinstance(b.get("text"), str)
    ]
    if len(markdown) > 1 and sum(map(len, markdown)) > MARKDOWN_CHARACTERS:
        problems.add(f"markdown blocks must be less than {MARKDOWN_CHARACTERS + 1} characters together", "/blocks")


def refuse_charts(blocks: list[object], problems: Problems) -> None:
    """Judge blocks as a workspace does that has no charts and no data tables."""
    for number, block in enumerate(blocks):
        if isinstance(block, dict) and block.get("type") in {"data_visualization", "data_table"}:
            problems.add(f"unsupported type: {block['type']}", f"/blocks/{number}/type")


def check_view(view: object, problems: Problems) -> None:
    """Judge a modal or a Home tab."""
    _VIEWS(view, "/view", problems)
    if not isinstance(view, dict) or not isinstance(view.get("blocks"), list):
        return
    if len(json.dumps(view, ensure_ascii=False).encode()) > VIEW_BYTES:
        problems.add(f"view must be less than {VIEW_BYTES + 1} bytes", "/view")
    has_input = any(isinstance(block, dict) and block.get("type") == "input" for block in view["blocks"])
    if view.get("type") == "modal" and has_input and "submit" not in view:
        problems.add("missing required field: submit", "/view")


def with_ids(blocks: list[Json]) -> list[Json]:
    """Give every block and every element that lacks one an id, as Slack does before it shows them."""
    finished: list[Json] = []
    for block in blocks:
        copy = {**block, "block_id": block.get("block_id") or token_hex(3)}
        for name in ("accessory", "element"):
            if isinstance(copy.get(name), dict):
                copy[name] = _with_action_id(copy[name])
        if copy["type"] in {"actions", "context_actions"}:
            copy["elements"] = [_with_action_id(element) for element in copy["elements"]]
        finished.append(copy)
    return finished


def _with_action_id(element: Json) -> Json:
    if element.get("type") not in ELEMENTS or element["type"] == "image" or element.get("action_id"):
        return element
    return {**element, "action_id": token_hex(3)}


def find_element(blocks: list[Json], wanted: str) -> tuple[Json, Json] | None:
    """Find the block and the element that a person means: an action_id, or ``block/element`` by position."""
    first, slash, second = wanted.partition("/")
    if slash and first.isdigit() and second.isdigit() and int(first) < len(blocks):
        block = blocks[int(first)]
        elements = interactive(block)
        return (block, elements[int(second)]) if int(second) < len(elements) else None
    for block in blocks:
        for element in interactive(block):
            if element.get("action_id") == wanted:
                return block, element
    return None
