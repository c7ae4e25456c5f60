"""The data table block's limits: what the real one refuses is refused here, with the words and the place."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.slack.blocks import check_blocks, check_view, refuse_charts
from bot.sandbox.slack.schema import Problems

Json = dict[str, Any]
RICH = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}]}


def text(said: str = "x") -> Json:
    return {"type": "raw_text", "text": said}


def number(value: object = 9_000) -> Json:
    return {"type": "raw_number", "value": value, "text": "$9K"}


def table(*rows: list[Any], **changes: Any) -> Json:
    return {"type": "data_table", "caption": "Rows", "rows": list(rows) or [[text()], [number()]], **changes}


def found(*blocks: Json) -> list[str]:
    problems = Problems()
    check_blocks(list(blocks), problems)
    return problems.found


@pytest.mark.parametrize(
    "block",
    [
        table(),
        table([text()] * 20, *[[text("y")] * 20] * 200, page_size=100, row_header_column_index=19, block_id="b"),
        table([number()], [RICH]),
        table([text()], [{"type": "raw_number", "value": -0.5}]),
    ],
)
def test_data_tables_of_every_shape_pass(block: Json) -> None:
    assert found(block) == []


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        (table([text()]), "no less than 2 items allowed [json-pointer:/blocks/0/rows]"),
        (table(*[[text()]] * 202), "no more than 201 items allowed [json-pointer:/blocks/0/rows]"),
        (table([text()] * 21, [text()] * 21), "no more than 20 items allowed [json-pointer:/blocks/0/rows/0]"),
        (table([text()], [text(), text()]), "all rows must have the same number of cells"),
        (table([RICH], [text()]), "unsupported type: rich_text [json-pointer:/blocks/0/rows/0/0/type]"),
        (table([text()], [number("9")]), "must provide a number [json-pointer:/blocks/0/rows/1/0/value]"),
        (table([text()], [number(float("inf"))]), "must provide a number"),
        (table([text()], [text("")]), "must be more than 0 characters"),
        (table([text()], *[[text("x" * 200)]] * 100), "must be less than 20001 characters together"),
        (table(page_size=0), "must be between 1 and 100 [json-pointer:/blocks/0/page_size]"),
        (table(page_size=101), "must be between 1 and 100"),
        (table(row_header_column_index=-1), "must be between 0 and 19"),
        (table(caption=""), "must be more than 0 characters [json-pointer:/blocks/0/caption]"),
        (table(column_settings=[]), "invalid additional property: column_settings"),
        ({"type": "data_table", "rows": [[text()], [text()]]}, "missing required field: caption"),
    ],
)
def test_what_the_real_block_does_not_take_is_refused(wrong: Json, problem: str) -> None:
    assert any(problem in said for said in found(wrong)), found(wrong)


def test_a_message_has_one_table_of_either_kind_and_a_view_none() -> None:
    problems = Problems()
    check_view({"type": "home", "blocks": [table()]}, problems)

    assert found(table(), {"type": "table", "rows": [[text()]]}) == ["only_one_table_allowed [json-pointer:/blocks]"]
    assert problems.found == ["unsupported type: data_table [json-pointer:/view/blocks/0/type]"]


def test_a_workspace_without_data_tables_refuses_them() -> None:
    problems = Problems()

    refuse_charts([table()], problems)

    assert problems.found == ["unsupported type: data_table [json-pointer:/blocks/0/type]"]
