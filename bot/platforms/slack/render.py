"""Cards as Slack shows them: Block Kit, its mrkdwn and its limits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, assert_never

from bot.messages.card import (
    Attachment,
    Block,
    Card,
    Choices,
    Divider,
    Drawing,
    FactLine,
    Facts,
    Heading,
    Mood,
    Note,
    Picture,
    Quote,
    Table,
    Text,
    TreeChart,
)
from bot.messages.text import Style, TextRun, parse
from bot.messages.text import plain as bare
from bot.platforms.fit import CUT, cut, cut_inside, cut_spans
from bot.platforms.slack import limits
from bot.platforms.slack.mrkdwn import NOTHING, context, escaped, line, plain_text, section
from bot.platforms.slack.native import chart_block, data_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


Json = dict[str, Any]

MARKS: Final = {Mood.GOOD: "▲", Mood.GAP: "▼", Mood.PLAIN: "●"}


def render(card: Card, pictures: Mapping[Drawing, str], *, native: bool = False) -> Json:
    """Return ``text`` and ``blocks`` of a message; ``pictures`` are the file ids of drawn charts.

    With ``native`` Slack draws charts and long tables itself; a chart that is not drawn shows its sentence instead. The
    result keeps every limit whatever the card holds: what is too long is cut with "…", and buttons and the last note
    are never lost to it.
    """
    return {"text": line(card.summary), "blocks": _blocks(card, pictures, most=limits.BLOCKS, tables=1, charts=native)}


def plain(card: Card, pictures: Mapping[Drawing, str]) -> Json:
    """Return the message without a table or picture: what is sent when Slack refuses its better form."""
    simple = tuple(
        Text("\n".join(_row_lines(block)))
        if isinstance(block, Table)
        else Text(block.alt)
        if isinstance(block, Picture)
        else block
        for block in card.blocks
        if not (isinstance(block, Picture) and isinstance(block.chart, TreeChart))
    )
    del pictures  # the other platform's plain form shows them
    return render(Card(card.kind, card.summary, simple, card.locale), {})


def render_home(card: Card, pictures: Mapping[Drawing, str]) -> Json:
    """Return a card as what stands in somebody's Home tab, which has room for more and shows no tables."""
    return {"type": "home", "blocks": _blocks(card, pictures, most=limits.VIEW_BLOCKS, tables=0)}


def _blocks(card: Card, pictures: Mapping[Drawing, str], *, most: int, tables: int, charts: bool = False) -> list[Json]:
    """Draw the blocks of a card, the first ``tables`` tables as such; of all buttons the first stands out."""
    blocks: list[Json] = []
    room, caption = limits.CARD, card.summary
    for block in card.blocks:
        native = isinstance(block, Table) and tables > 0
        tables -= native
        native = native or (isinstance(block, Picture) and charts)
        caption = bare(block.text) if isinstance(block, Heading) else caption
        for drawn in _draw(block, pictures, first=not blocks, native=native, caption=caption if charts else ""):
            size = _size(drawn)
            if size <= room or isinstance(block, Choices | Note):
                blocks.append(drawn)
            elif room > 0:
                blocks.append(context(CUT))
            room = room - size if size <= room else 0
    for row in [block for block in blocks if block["type"] == "actions"][1:]:
        row["elements"][0].pop("style", None)
    return _within(blocks, most)


def _within(blocks: list[Json], most: int) -> list[Json]:
    """Keep the number of blocks: from too many, those before the closing buttons and note go."""
    if len(blocks) <= most:
        return blocks
    closing = [block for block in blocks[-4:] if block["type"] in {"actions", "context"}]
    return [*blocks[: most - len(closing) - 1], context(CUT), *closing]


def _draw(
    block: Block, pictures: Mapping[Drawing, str], *, first: bool, native: bool, caption: str = ""
) -> Iterator[Json]:
    match block:
        case Heading(text):
            yield _heading(text, first=first)
        case Text(text):
            yield section(text)
        case Facts(lines):
            yield section("\n".join(_fact(line) for line in lines))
        case Table():
            leafed = data_table(block, caption) if native and caption else None
            yield leafed or (_table(block) if native and _fits(block) else section("\n".join(_row_lines(block))))
        case Quote(text, by):
            yield _quote(text, by)
        case Picture(TreeChart() as chart, alt):
            yield from [_picture(pictures[chart], alt)] if chart in pictures else []
        case Picture(chart, alt):
            own = chart_block(chart) if native else None
            yield from [own, context(alt)] if own else [_picture(pictures.get(chart), alt)]
        case Choices(buttons, answered):
            if answered:
                yield context(answered)
            elif buttons:
                yield _actions(block)
        case Divider():
            yield {"type": "divider"}
        case Note(text):
            yield context(text)
        case Attachment(name):
            yield context(name)
        case _:
            assert_never(block)


def _heading(text: str, *, first: bool) -> Json:
    title = bare(text)
    if first and escaped(title) <= limits.TITLE:
        return {"type": "header", "text": plain_text(title, limits.TITLE)}
    return section(text if "**" in text else f"**{text}**")


def _picture(file: str | None, alt: str) -> Json:
    if file is None:
        return context(alt)
    return {"type": "image", "slack_file": {"id": file}, "alt_text": cut(bare(alt), limits.ALT) or NOTHING}


def _quote(text: str, by: str) -> Json:
    """Write somebody's words as rich text: nothing in it is read as markup."""
    spans = cut_spans(parse(text.strip()), limits.TEXT, write=lambda span: span.text)
    elements = [_rich(span) for span in spans if span.text] or [_rich(TextRun(NOTHING))]
    if by:
        elements.append(_rich(TextRun(f"\n— {cut(bare(by), limits.TITLE)}")))
    return {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": elements}]}


def _rich(span: TextRun) -> Json:
    match span.style:
        case Style.PLAIN:
            return {"type": "text", "text": span.text}
        case Style.BOLD | Style.CODE:
            return {"type": "text", "text": span.text, "style": {span.style.value: True}}
        case Style.LINK:
            return {"type": "link", "url": span.href, "text": span.text}
        case _:
            assert_never(span.style)


def _fact(line: FactLine) -> str:
    return f"{MARKS[line.mood]} **{line.label}** {line.value}" + (f" · {line.against}" if line.against else "")


def _fits(table: Table) -> bool:
    """Say whether a table can be shown as one; Slack takes no more columns, and what is longer is cut by rows."""
    return 1 <= len(table.header) <= limits.TABLE_COLUMNS


def _table(table: Table) -> Json:
    width = len(table.header)
    rows = [table.header, *table.rows]
    if len(rows) > limits.TABLE_ROWS:
        rows = [*rows[: limits.TABLE_ROWS - 1], (CUT,)]
    return {
        "type": "table",
        "rows": [[_cell(cell) for cell in (*row, *[""] * width)[:width]] for row in rows],
        "column_settings": [{"is_wrapped": True}] * width,
    }


def _cell(text: str) -> Json:
    return {"type": "raw_text", "text": cut(bare(text), limits.CELL).strip() or NOTHING}


def _row_lines(table: Table) -> list[str]:
    return [" · ".join(f"**{name}**" for name in table.header), *(" · ".join(row) for row in table.rows)]


def _actions(choices: Choices) -> Json:
    elements = []
    for number, button in enumerate(choices.buttons[: limits.BUTTONS]):
        element: Json = {
            "type": "button",
            "action_id": f"{number}:{button.action.name}"[: limits.ACTION],
            "text": plain_text(cut_inside(bare(button.text), limits.BUTTON, size=escaped), limits.BUTTON),
            "value": button.action.encoded(),
        }
        if number == 0:
            element["style"] = "primary"
        elements.append(element)
    return {"type": "actions", "elements": elements}


def _size(block: Json) -> int:
    """Count the characters that people read in a block."""
    match block["type"]:
        case "table" | "data_table":
            return sum(len(cell["text"]) for row in block["rows"] for cell in row)
        case "rich_text":
            return sum(len(element["text"]) for part in block["elements"] for element in part["elements"])
        case "section" | "header":
            return len(block["text"]["text"])
        case _:
            return 0
