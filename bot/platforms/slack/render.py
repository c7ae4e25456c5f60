"""Cards as Slack shows them: Block Kit, its mrkdwn and its limits."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, assert_never

from bot.messages.card import (
    Attachment,
    Block,
    Card,
    Chart,
    Choices,
    Divider,
    FactLine,
    Facts,
    Heading,
    Mood,
    Note,
    Picture,
    Quote,
    Table,
    Text,
)
from bot.messages.text import Span, Style, parse
from bot.messages.text import plain as bare
from bot.platforms.fit import CUT, cut, cut_spans
from bot.platforms.slack import limits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Json = dict[str, Any]

MARKS: Final = {Mood.GOOD: "▲", Mood.GAP: "▼", Mood.PLAIN: "●"}
NOTHING: Final = "–"  # Slack refuses an empty cell
_TOUCHING: Final = "\u200b"


def render(card: Card, pictures: Mapping[Chart, str]) -> Json:
    """Return ``text`` and ``blocks`` of a message; ``pictures`` are the file ids of drawn charts.

    A chart that is not among them shows its sentence instead. The result keeps every limit whatever the card holds:
    what is too long is cut with "…", and buttons and the last note are never lost to it.
    """
    blocks: list[Json] = []
    tables = 0
    room = limits.CARD
    for block in card.blocks:
        native = isinstance(block, Table) and tables == 0
        tables += isinstance(block, Table)
        for drawn in _draw(block, pictures, first=not blocks, native=native):
            size = _size(drawn)
            if size <= room or isinstance(block, Choices | Note):
                blocks.append(drawn)
            elif room > 0:
                blocks.append(_context(CUT))
            room = room - size if size <= room else 0
    return {"text": _summary(card), "blocks": _within(blocks)}


def plain(card: Card, pictures: Mapping[Chart, str]) -> Json:
    """Return the message without a table or picture: what is sent when Slack refuses its better form."""
    simple = tuple(
        Text("\n".join(_row_lines(block)))
        if isinstance(block, Table)
        else Text(block.alt)
        if isinstance(block, Picture)
        else block
        for block in card.blocks
    )
    del pictures  # the other platform's plain form shows them
    return render(Card(card.kind, card.summary, simple, card.locale), {})


def _summary(card: Card) -> str:
    return _escape(cut(bare(card.summary), limits.SUMMARY, size=_escaped))


def _within(blocks: list[Json]) -> list[Json]:
    """Keep the number of blocks: from too many, those before the closing buttons and note go."""
    if len(blocks) <= limits.BLOCKS:
        return blocks
    closing = [block for block in blocks[-4:] if block["type"] in {"actions", "context"}]
    return [*blocks[: limits.BLOCKS - len(closing) - 1], _context(CUT), *closing]


def _draw(block: Block, pictures: Mapping[Chart, str], *, first: bool, native: bool) -> Iterator[Json]:
    match block:
        case Heading(text):
            yield _heading(text, first=first)
        case Text(text):
            yield _section(text)
        case Facts(lines):
            yield _section("\n".join(_fact(line) for line in lines))
        case Table():
            yield _table(block) if native and _fits(block) else _section("\n".join(_row_lines(block)))
        case Quote(text, by):
            yield _quote(text, by)
        case Picture(chart, alt):
            yield _picture(pictures.get(chart), alt)
        case Choices(buttons, answered):
            if answered:
                yield _context(answered)
            elif buttons:
                yield _actions(block)
        case Divider():
            yield {"type": "divider"}
        case Note(text):
            yield _context(text)
        case Attachment(name):
            yield _context(name)
        case _:
            assert_never(block)


def _heading(text: str, *, first: bool) -> Json:
    title = bare(text)
    if first and _escaped(title) <= limits.TITLE:
        return {"type": "header", "text": _plain(title, limits.TITLE)}
    return _section(text if "**" in text else f"**{text}**")


def _picture(file: str | None, alt: str) -> Json:
    if file is None:
        return _context(alt)
    return {"type": "image", "slack_file": {"id": file}, "alt_text": cut(bare(alt), limits.ALT) or NOTHING}


def _quote(text: str, by: str) -> Json:
    """Write somebody's words as rich text: nothing in it is read as markup."""
    spans = cut_spans(parse(text.strip()), limits.TEXT, write=lambda span: span.text)
    elements = [_rich(span) for span in spans if span.text] or [_rich(Span(NOTHING))]
    if by:
        elements.append(_rich(Span(f"\n— {cut(bare(by), limits.TITLE)}")))
    return {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": elements}]}


def _rich(span: Span) -> Json:
    match span.style:
        case Style.PLAIN:
            return {"type": "text", "text": span.text}
        case Style.BOLD | Style.CODE:
            return {"type": "text", "text": span.text, "style": {span.style.value: True}}
        case Style.LINK:
            return {"type": "link", "url": span.href, "text": span.text}
        case _:
            assert_never(span.style)


def _section(text: str) -> Json:
    return {"type": "section", "text": _mrkdwn(text, limits.TEXT)}


def _context(text: str) -> Json:
    return {"type": "context", "elements": [_mrkdwn(text, limits.TEXT)]}


def _mrkdwn(text: str, limit: int) -> Json:
    whole = parse(text.strip())
    spans = cut_spans(whole, limit - len(whole), write=_span)  # each join may need a character
    written = _joined(spans, [_span(span) for span in spans])
    return {"type": "mrkdwn", "text": written if written.strip() else NOTHING, "verbatim": True}


def _joined(spans: Sequence[Span], written: list[str]) -> str:
    """Join what was written; a style mark that touches a letter, as it does in Chinese, would show raw."""
    for at, (left, right) in enumerate(pairwise(spans)):
        marked = {left.style, right.style} & {Style.BOLD, Style.CODE}
        if marked and left.text[-1:].strip() and right.text[:1].strip():
            written[at] += _TOUCHING
    return "".join(written)


def _span(span: Span) -> str:
    """Write a span in mrkdwn. Style marks must touch words, so blanks at the edges stay outside."""
    text = _escape(span.text)
    core = text.strip()
    match span.style:
        case Style.PLAIN:
            return text
        case Style.BOLD:
            written = _styled(core, "*")
        case Style.CODE:
            written = _styled(core, "`")
        case Style.LINK:
            written = f"<{_escape(span.href)}|{core}>"
        case _:
            assert_never(span.style)
    return text.replace(core, written, 1) if core else text


def _styled(text: str, mark: str) -> str:
    """Mark every line of its own: mrkdwn forgets a style at the end of a line."""
    clean = text.replace(mark, {"*": "∗", "`": "ˋ"}[mark])
    return "\n".join(f"{mark}{line}{mark}" if line.strip() else line for line in clean.split("\n"))


def _escape(text: str) -> str:
    """Make text mean only itself: no mention, no link, no channel can come of it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _escaped(text: str) -> int:
    return len(_escape(text))


def _plain(text: str, limit: int) -> Json:
    return {"type": "plain_text", "text": cut(text, limit, size=_escaped) or NOTHING, "emoji": False}


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
            "text": _plain(bare(button.text), limits.BUTTON),
            "value": button.action.encoded()[: limits.VALUE],
        }
        if number == 0:
            element["style"] = "primary"
        elements.append(element)
    return {"type": "actions", "elements": elements}


def _size(block: Json) -> int:
    """Count the characters that people read in a block."""
    match block["type"]:
        case "table":
            return sum(len(cell["text"]) for row in block["rows"] for cell in row)
        case "rich_text":
            return sum(len(one["text"]) for part in block["elements"] for one in part["elements"])
        case "section" | "header":
            return len(block["text"]["text"])
        case _:
            return 0
