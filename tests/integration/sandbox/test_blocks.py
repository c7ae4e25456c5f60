"""Block Kit's limits, as a table: each of these payloads is refused, with the words and the place."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.slack.blocks import check_blocks, with_ids
from bot.sandbox.slack.schema import Problems, escaped_length

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def button(**changes: Any) -> Json:
    return {"type": "button", "text": plain("Why?"), "action_id": "why", **changes}


def actions(*elements: Json, **changes: Any) -> Json:
    return {"type": "actions", "elements": list(elements), **changes}


def option(value: str) -> Json:
    return {"text": plain(value), "value": value}


def select(**changes: Any) -> Json:
    return {"type": "static_select", "action_id": "pick", "options": [option("a"), option("b")], **changes}


def found(*blocks: Any) -> list[str]:
    problems = Problems()
    check_blocks(list(blocks), problems)
    return problems.found


@pytest.mark.parametrize(
    ("block", "problem"),
    [
        ("text", "must provide an object [json-pointer:/blocks/0]"),
        ({}, "missing required field: type [json-pointer:/blocks/0]"),
        ({"type": "heading"}, "unsupported type: heading [json-pointer:/blocks/0/type]"),
        ({"type": ["section"]}, "unsupported type: ['section'] [json-pointer:/blocks/0/type]"),
        ({"type": "section"}, "missing required field: text or fields [json-pointer:/blocks/0]"),
        ({"type": "section", "text": "words"}, "must provide an object [json-pointer:/blocks/0/text]"),
        (
            {"type": "section", "text": mrkdwn("")},
            "must be more than 0 characters [json-pointer:/blocks/0/text/text]",
        ),
        (
            {"type": "section", "text": mrkdwn("x" * 3001)},
            "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
        ),
        (
            {"type": "section", "text": mrkdwn("&" * 601)},
            "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
        ),
        (
            {"type": "section", "fields": [mrkdwn("x")] * 11},
            "no more than 10 items allowed [json-pointer:/blocks/0/fields]",
        ),
        (
            {"type": "section", "fields": [mrkdwn("x" * 2001)]},
            "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]",
        ),
        (
            {"type": "section", "text": mrkdwn("x"), "colour": "red"},
            "invalid additional property: colour [json-pointer:/blocks/0]",
        ),
        (
            {"type": "section", "text": {"type": "mrkdwn", "text": "x", "emoji": True}},
            "invalid additional property: emoji [json-pointer:/blocks/0/text]",
        ),
        ({"type": "header", "text": mrkdwn("x")}, "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]"),
        (
            {"type": "header", "text": plain("x" * 151)},
            "must be less than 151 characters [json-pointer:/blocks/0/text/text]",
        ),
        (
            {"type": "image", "image_url": "https://pictures.example/a.png"},
            "missing required field: alt_text [json-pointer:/blocks/0]",
        ),
        (
            {"type": "image", "alt_text": "x"},
            "missing required field: image_url or slack_file [json-pointer:/blocks/0]",
        ),
        (
            {"type": "image", "alt_text": "x", "image_url": "trend.png"},
            "invalid url [json-pointer:/blocks/0/image_url]",
        ),
        (
            {"type": "image", "alt_text": "x", "image_url": "http://127.0.0.1/a.png"},
            "downloading image failed [json-pointer:/blocks/0/image_url]",
        ),
        ({"type": "context", "elements": []}, "no less than 1 items allowed [json-pointer:/blocks/0/elements]"),
        (
            {"type": "context", "elements": [mrkdwn("x")] * 11},
            "no more than 10 items allowed [json-pointer:/blocks/0/elements]",
        ),
        (
            {"type": "context", "elements": [button()]},
            "unsupported type: button [json-pointer:/blocks/0/elements/0/type]",
        ),
        (
            actions(*[button(action_id=str(n)) for n in range(26)]),
            "no more than 25 items allowed [json-pointer:/blocks/0/elements]",
        ),
        (
            actions(button(), button()),
            "action_id must be unique, 'why' is used twice [json-pointer:/blocks/0/elements/1/action_id]",
        ),
        (
            actions(button(text=plain("x" * 76))),
            "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]",
        ),
        (
            actions(button(value="x" * 2001)),
            "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]",
        ),
        (actions(button(value=7)), "must provide a string [json-pointer:/blocks/0/elements/0/value]"),
        (
            actions(button(style="green")),
            "must be one of: danger, primary [json-pointer:/blocks/0/elements/0/style]",
        ),
        (
            actions(button(action_id="x" * 256)),
            "must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]",
        ),
        (
            actions(button(), block_id="x" * 256),
            "must be less than 256 characters [json-pointer:/blocks/0/block_id]",
        ),
        (
            actions(select(options=[option(str(n)) for n in range(101)])),
            "no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]",
        ),
        (
            actions(select(options=[option("a"), option("a")])),
            "value must be unique, 'a' is used twice [json-pointer:/blocks/0/elements/0/options/1/value]",
        ),
        (
            actions(select(initial_option=option("c"))),
            "initial option must be one of the options [json-pointer:/blocks/0/elements/0]",
        ),
        (
            actions({"type": "overflow", "options": [option(str(n)) for n in range(6)]}),
            "no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]",
        ),
        (
            {"type": "section", "text": mrkdwn("x"), "accessory": {"type": "plain_text_input", "action_id": "a"}},
            "unsupported type: plain_text_input [json-pointer:/blocks/0/accessory/type]",
        ),
        (
            {"type": "input", "label": plain("How?"), "element": button()},
            "unsupported type: button [json-pointer:/blocks/0/element/type]",
        ),
        (
            {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]] * 101},
            "no more than 100 items allowed [json-pointer:/blocks/0/rows]",
        ),
        (
            {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * 21]},
            "no more than 20 items allowed [json-pointer:/blocks/0/rows/0]",
        ),
        (
            {"type": "table", "rows": [[{"type": "mrkdwn", "text": "x"}]]},
            "unsupported type: mrkdwn [json-pointer:/blocks/0/rows/0/0/type]",
        ),
        (
            {"type": "markdown", "text": "x" * 12_001},
            "must be less than 12001 characters [json-pointer:/blocks/0/text]",
        ),
        (
            {"type": "rich_text", "elements": [{"type": "rich_text_list", "elements": []}]},
            "missing required field: style [json-pointer:/blocks/0/elements/0]",
        ),
    ],
)
def test_a_bad_block_is_refused_with_its_place(block: object, problem: str) -> None:
    assert problem in found(block)


def test_what_holds_for_all_blocks_together() -> None:
    table = {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}
    long = {"type": "markdown", "text": "x" * 6001}

    assert found(*[{"type": "divider"}] * 51) == ["no more than 50 items allowed [json-pointer:/blocks]"]
    assert found({"type": "divider", "block_id": "a"}, {"type": "divider", "block_id": "a"}) == [
        "block_id must be unique, 'a' is used twice [json-pointer:/blocks/1/block_id]"
    ]
    assert found(table, table) == ["only_one_table_allowed [json-pointer:/blocks]"]
    assert found(long, long) == ["markdown blocks must be less than 12001 characters together [json-pointer:/blocks]"]


def test_what_a_message_is_made_of_passes() -> None:
    cell = {"type": "raw_text", "text": "Q3"}
    rich = {"type": "rich_text_section", "elements": [{"type": "text", "text": "So", "style": {"bold": True}}]}

    assert not found(
        {"type": "header", "text": plain("Ninety-eight percent")},
        {"type": "section", "text": mrkdwn("x" * 3000), "accessory": button(style="primary")},
        {"type": "section", "fields": [mrkdwn("*Target*\n95 %")] * 10},
        {"type": "context", "elements": [mrkdwn("since March"), plain("x")]},
        {"type": "image", "alt_text": "Trend", "image_url": "https://pictures.example/a.png", "title": plain("Trend")},
        {"type": "table", "rows": [[cell] * 20] * 100, "column_settings": [{"align": "right"}]},
        {"type": "rich_text", "elements": [rich, {"type": "rich_text_list", "style": "bullet", "elements": [rich]}]},
        {"type": "markdown", "text": "**bold**"},
        {"type": "divider"},
        actions(*[button(action_id=str(n)) for n in range(24)], select(initial_option=option("a"))),
        {"type": "input", "label": plain("Why?"), "element": {"type": "plain_text_input", "multiline": True}},
    )


def test_length_is_counted_as_slack_stores_it() -> None:
    assert escaped_length("R&D", plain=False) == 7
    assert escaped_length("R&amp;D", plain=False) == 7
    assert escaped_length("<https://a.example|a>", plain=False) == 21
    assert escaped_length("a < b", plain=True) == 8


def test_every_block_and_element_gets_an_id_and_keeps_its_own() -> None:
    first, second = with_ids([actions({"type": "button", "text": plain("x")}), actions(button(), block_id="mine")])

    assert first["block_id"]
    assert first["elements"][0]["action_id"]
    assert second["block_id"] == "mine"
    assert second["elements"][0]["action_id"] == "why"
