"""The data table block as strict as the real one: its header, rows of one width, and how much it holds."""

from __future__ import annotations

from math import isfinite

from bot.sandbox.slack.schema import (
    ANYTHING,
    IDENTITY,
    Check,
    Json,
    Problems,
    array,
    both,
    fields,
    string,
    typed,
    whole,
)

CHARACTERS = 20_000
_ROWS = 201
_COLUMNS = 20

_TYPE: dict[str, Check] = {"type": ANYTHING}
_TEXT = fields({**_TYPE, "text": string(CHARACTERS)})


def _number(value: object, at: str, problems: Problems) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        problems.add("must provide a number", at)


_NUMERAL = fields({**_TYPE, "value": _number}, {"text": string(CHARACTERS)})
_HEADING = typed({"raw_text": _TEXT, "raw_number": _NUMERAL})


def data_table(rich_text: Check) -> Check:
    """Allow a data table, whose cells may be rich text but for those of its header."""
    cell = typed({"raw_text": _TEXT, "raw_number": _NUMERAL, "rich_text": rich_text})
    rows = array(array(cell, least=1, most=_COLUMNS), least=2, most=_ROWS)
    return fields(
        {**_TYPE, "caption": string(CHARACTERS), "rows": both(rows, _agrees)},
        {"block_id": IDENTITY, "page_size": whole(1, 100), "row_header_column_index": whole(0, _COLUMNS - 1)},
    )


def _agrees(value: object, at: str, problems: Problems) -> None:
    """Require a header without rich text, rows of its width, and no more text than fits."""
    rows = [row for row in value if isinstance(row, list)] if isinstance(value, list) else []
    for number, heading in enumerate(rows[0] if rows else []):
        _HEADING(heading, f"{at}/0/{number}", problems)
    for number, row in enumerate(rows):
        if len(row) != len(rows[0]):
            problems.add("all rows must have the same number of cells", f"{at}/{number}")
    if sum(_length(cell) for row in rows for cell in row) > CHARACTERS:
        problems.add(f"must be less than {CHARACTERS + 1} characters together", at)


def _length(cell: Json | object) -> int:
    text = cell.get("text") if isinstance(cell, dict) else None
    return len(text) if isinstance(text, str) else 0
