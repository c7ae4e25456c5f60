"""Cards and forms as DingTalk shows them: the data of our card template, or else Markdown with numbered replies."""

from __future__ import annotations

import json
from itertools import count
from typing import TYPE_CHECKING, Any, Final, assert_never

from bot.messages.card import (
    Action,
    Attachment,
    Block,
    Button,
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
from bot.messages.i18n import translator
from bot.messages.text import plain as bare
from bot.platforms.dingtalk import limits
from bot.platforms.dingtalk.markdown import CARD, MESSAGE, Dialect, at_line_starts, safe, write_line
from bot.platforms.dingtalk.native import caption, encoded
from bot.platforms.fit import CUT, cut, cut_inside, width

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Json = dict[str, Any]

MARKS: Final = {Mood.GOOD: "▲", Mood.GAP: "▼", Mood.PLAIN: "●"}
COLOURS: Final = {Mood.GOOD: "common_green1_color", Mood.GAP: "common_orange1_color", Mood.PLAIN: "common_gray1_color"}
"""Colour tokens follow the reader's light or dark theme; the mark and the words say the same without them."""

_MARKS: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"

_APART: Final = "\n\n"


def render(card: Card, pictures: Mapping[Drawing, str], *, native: Drawing | None = None) -> Json:
    """Return the variables of our card template, all strings; ``pictures`` are the media ids of drawn charts.

    The first picture and the notes at the end have places of their own; a tree, which is too high for that place, stays
    in the text. A button's id is its action, so a click needs no look-up. ``native`` is the chart that the card draws
    itself, in place of the first picture.
    """
    blocks = list(card.blocks)
    title = card.summary
    if blocks and isinstance(blocks[0], Heading):
        title = blocks[0].text
        del blocks[0]
    charts = [block.chart for block in blocks if isinstance(block, Picture) and not isinstance(block.chart, TreeChart)]
    first = pictures.get(charts[0], "") if charts and native is None else ""
    said = [number for number, block in enumerate(blocks, start=1) if not isinstance(block, Note | Choices)]
    end = said[-1] if said else 0
    body = [*blocks[:end], *(block for block in blocks[end:] if not isinstance(block, Note))]
    notes = [block.text for block in blocks[end:] if isinstance(block, Note)]
    groups = _groups(card)
    done = any(isinstance(block, Choices) and block.answered for block in blocks) and not any(groups)
    marked = _marked(groups)
    bereft = _after_headings(blocks)
    lines = [
        write_line(f"{mark} " * bool(mark) + " · ".join(button.text for button in group), CARD) if mark or alone else ""
        for (mark, group), alone in zip(marked, bereft, strict=True)
    ]
    buttons = _told_apart([(mark, button) for mark, group in marked for button in group])
    return {
        "title": cut(safe(bare(title)), limits.TITLE),
        "body": _body(body, pictures, CARD, room=limits.CARD, shown=first, native=native, choices=lines),
        "picture": first,
        "note": cut(at_line_starts(safe(bare("\n".join(notes)))), limits.NOTE),
        "buttons": _json([_button(number, button) for number, button in enumerate(buttons)]),
        "done": "true" if done else "false",
    } | (encoded(native) if native else {})


def plain(card: Card, pictures: Mapping[Drawing, str], *, first: int = 1) -> Json:
    """Return ``title`` and ``text`` of a robot's Markdown message; what were buttons are numbers from ``first`` on.

    They stand at the end, or each where its buttons were, if these were in several places. ``replies`` are the encoded
    actions of these numbers, to be remembered: they are not part of the message.
    """
    translate, groups = translator(card.locale), _groups(card)
    numbers = count(first)

    def reply(button: Button) -> str:
        verb = cut_inside(bare(button.text), limits.CHOICE, size=width)
        return write_line(translate("platform-reply-with", number=next(numbers), verb=verb), MESSAGE)

    lines = [MESSAGE.line.join(reply(button) for button in group) for group in groups]
    notes = [block for block in card.blocks if isinstance(block, Note)]
    body = [block for block in card.blocks if not isinstance(block, Note)]
    if sum(map(bool, groups)) == 1:
        body = [*(block for block in body if not _waits(block)), *(block for block in body if _waits(block))]
    text = _body(body, pictures, MESSAGE, room=limits.CARD, choices=lines)
    closing = _body(notes, {}, MESSAGE, room=limits.CLOSING)
    return {
        "title": cut(safe(bare(card.summary)), limits.SUMMARY),
        "text": _APART.join(part for part in (text, closing) if part),
        "replies": [button.action.encoded() for group in groups for button in group],
    }


def render_home(card: Card, pictures: Mapping[Drawing, str]) -> Json:
    """Return a home as :func:`render` does: DingTalk has no place for one, so it is a card like any other."""
    return render(card, pictures)


def _waits(block: Block) -> bool:
    return isinstance(block, Choices) and not block.answered


def _groups(card: Card) -> list[list[Button]]:
    """Return the buttons that can still be pressed, by the places that they stand in; the same again is left out."""
    groups: list[list[Button]] = []
    known: set[tuple[str, Action]] = set()
    for block in card.blocks:
        if not isinstance(block, Choices) or block.answered:
            continue
        group = []
        for button in block.buttons:
            if len(known) < limits.BUTTONS and (button.text, button.action) not in known:
                known.add((button.text, button.action))
                group.append(button)
        groups.append(group)
    return groups


def _marked(groups: Sequence[list[Button]]) -> list[tuple[str, list[Button]]]:
    """Give a mark to each group of which a label stands in another group too: all buttons of a card are in one place.

    The mark stands on its buttons, and in the text where they would be.
    """
    labels = [{button.text for button in group} for group in groups]
    shared = [any(own & other for other in labels[:at] + labels[at + 1 :]) for at, own in enumerate(labels)]
    marks = iter(_MARKS)
    return [(next(marks, "") if twice else "", group) for twice, group in zip(shared, groups, strict=True)]


def _after_headings(blocks: Sequence[Block]) -> list[bool]:
    """Say of each place of buttons whether a heading leads to nothing else: there it needs to say what can be done."""
    return [at > 0 and isinstance(blocks[at - 1], Heading) for at, block in enumerate(blocks) if _waits(block)]


def _told_apart(marked: Sequence[tuple[str, Button]]) -> list[Button]:
    """Return buttons under labels that fit, no two alike: what still is gets a number."""
    found: list[Button] = []
    for mark, button in marked:
        label, again = bare(button.text), 1
        while True:
            end = f" ({again})" if again > 1 else ""
            room = limits.BUTTON - width(f"{mark} " if mark else "") - width(end)
            text = f"{mark} " * bool(mark) + cut_inside(label, room, size=width) + end
            if all(text != other.text for other in found):
                break
            again += 1
        found.append(Button(text, button.action))
    return found


def _button(number: int, button: Button) -> Json:
    return {"id": button.action.encoded(), "text": button.text, "style": "default" if number else "primary"}


def _body(
    blocks: Iterable[Block],
    pictures: Mapping[Drawing, str],
    dialect: Dialect,
    *,
    room: int,
    shown: str = "",
    native: Drawing | None = None,
    choices: Iterable[str] = (),
) -> str:
    """Write blocks as paragraphs of at most ``room`` bytes; ``shown`` and ``native`` have their place elsewhere.

    ``choices`` are what stands for those that wait, in their order; they are never cut, other blocks make room.
    """
    parts: list[str] = []
    kept = list(choices)
    room -= sum(len(part.encode()) + len(_APART) for part in kept)
    waiting = iter(kept)
    for block in blocks:
        if _waits(block):
            parts += [part for part in (next(waiting, ""),) if part]
            continue
        if room < 0:
            continue
        if isinstance(block, Picture) and shown and pictures.get(block.chart) == shown:
            shown = ""
            continue
        if isinstance(block, Picture) and block.chart == native:
            part = _captioned(block, dialect)
        else:
            part = _paragraph(block, pictures, dialect)
        room -= len(part.encode()) + len(_APART)
        if room < 0:
            parts.append(CUT)
        elif part:
            parts.append(part)
    return _APART.join(parts)


def _paragraph(block: Block, pictures: Mapping[Drawing, str], dialect: Dialect) -> str:
    match block:
        case Heading(text):
            return write_line(text if "**" in text else f"**{text}**", dialect)
        case Text(text):
            return write_line(text, dialect)
        case Facts(lines):
            return dialect.line.join(_fact(line, dialect) for line in lines)
        case Table():
            return _table(block) if dialect.rich and _fits(block) else _rows(block, dialect)
        case Quote(text, by):
            return "> " + write_line(f"{text} — {by}" if by else text, dialect).replace("\n", "\n> ")
        case Picture(chart, alt):
            media = pictures.get(chart)
            instead = "" if isinstance(chart, TreeChart) else write_line(alt, dialect)
            return f"![{safe(cut(bare(alt), limits.NOTE))}]({media})" if media else instead
        case Choices(_, answered):
            return write_line(answered, dialect)
        case Divider():
            return "---"
        case Note(text):
            return write_line(text, dialect)
        case Attachment(name):
            return write_line(name, dialect)
        case _:
            assert_never(block)


def _captioned(picture: Picture, dialect: Dialect) -> str:
    """Write what a chart below shows, and its sentence: the card's chart has neither title nor unit."""
    return write_line(f"**{caption(picture.chart)}**", dialect) + dialect.line + write_line(picture.alt, dialect)


def _fact(line: FactLine, dialect: Dialect) -> str:
    mark = MARKS[line.mood]
    if dialect.rich:
        mark = f"<font colorTokenV2={COLOURS[line.mood]}>{mark}</font>"
    return f"{mark} " + write_line(
        f"**{line.label}** {line.value}" + (f" · {line.against}" if line.against else ""), dialect
    )


def _fits(table: Table) -> bool:
    """Say whether a table can be shown as one on a phone's card."""
    return 1 <= len(table.header) <= limits.TABLE_COLUMNS


def _table(table: Table) -> str:
    width = len(table.header)
    rows = [table.header, *table.rows[: limits.TABLE_ROWS]]
    if len(table.rows) > limits.TABLE_ROWS:
        rows.append((CUT,))
    lines = ["| " + " | ".join(_cell(cell) for cell in (*row, *[""] * width)[:width]) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


def _cell(text: str) -> str:
    return cut(safe(bare(text)).replace("\n", " "), limits.CELL).strip() or "–"


def _rows(table: Table, dialect: Dialect) -> str:
    header = " · ".join(f"**{_cell(name)}**" for name in table.header)
    rows = [at_line_starts(" · ".join(_cell(cell) for cell in row)) for row in table.rows[: limits.TABLE_ROWS]]
    return dialect.line.join([header, *rows, *([CUT] if len(table.rows) > limits.TABLE_ROWS else [])])


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
