"""What is stored as words, cleared of one person: by whose name it says it is and by keys, never by how a name reads.

A name that is also a word ("Will", "Target", 王) stands in messages about others; only text that says that it is this
person's name is touched (:class:`bot.people.domain.person.Name`).
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import assert_never
from urllib.parse import unquote

from bot.messages.card import (
    Action,
    Attachment,
    Block,
    Card,
    Choices,
    Divider,
    Facts,
    Heading,
    Note,
    Picture,
    Quote,
    Table,
    Text,
)
from bot.messages.codec import card_from_json, card_to_json, form_from_json, inbound_from_json
from bot.messages.inbound import Click, Submission
from bot.messages.text import people, plain, unnamed

_WHO = frozenset({"person", "to", "subject", "actor"})
"""Arguments of actions that hold the id of a person; ``key`` may hold one among its parts."""
_COLUMNS = frozenset({"employee_id", "actor", "subject", "person", "manager_id"})
"""Columns of files of ours that hold the id of a person."""
_KEYED = frozenset(
    {"absence", "approval", "approval-lapsed", "deputy", "deputy-end", "release", "reminder", "talk", "one-on-one"}
    | {"standing", "praise", "nudge", "alert", "correction"}
)
"""Kinds of messages whose keys hold ids of others than their reader, among the parts that follow; others hold numbers
of cases and the like, which may read as an id does."""
_MOST_IDS = 4
_ROWS = frozenset({"data", "records", "why", "dispute", "correction_request"})
"""Kinds of cards whose tables and files hold rows of whom the card is about, without a name in each."""


@dataclass(frozen=True, slots=True)
class Erased:
    """Whom stored words are to be cleared of.

    ``keys`` are what names of theirs carry: their id, and ``account:platform:user`` of each account. ``instead`` stands
    where they were named; with ``figures`` what is said about them under a headline of theirs goes as well.
    """

    person_id: str
    name: str
    keys: frozenset[str]
    instead: str
    figures: bool = False


def cleared_card(line: str, erased: Erased) -> str | None:
    """Return a stored card without somebody, or None where it does not speak of them.

    Lines, rows, quotes, pictures and buttons that are theirs go; in sentences something else stands for their name. Of
    a card that this version cannot read nothing stays.
    """
    try:
        card = card_from_json(line)
    except ValueError:
        return card_to_json(Card("", erased.instead))
    blocks = tuple(made for block in card.blocks if (made := _block(block, erased)) is not None)
    if card.kind in _ROWS and _is_about(card, erased):
        blocks = tuple(block for block in blocks if not isinstance(block, Table | Attachment))
    if blocks == card.blocks:
        return None
    if erased.figures and any(_is_headline_of(block, erased) for block in card.blocks):
        blocks = tuple(block for block in blocks if isinstance(block, Heading | Choices | Note))
    if erased.name and erased.name in card.summary:
        heading = next((block.text for block in blocks if isinstance(block, Heading)), erased.instead)
        card = replace(card, summary=plain(heading))
    return card_to_json(replace(card, blocks=blocks))


def cleared_upload(line: str) -> str:
    """Return the stored card of an import without what it showed of the file's rows: no keys lead to whose they are."""
    try:
        card = card_from_json(line)
    except ValueError:
        return card_to_json(Card("", ""))
    kept = tuple(block for block in card.blocks if isinstance(block, Heading | Facts | Choices | Note))
    return card_to_json(replace(card, blocks=kept))


def cleared_key(key: str, erased: Erased) -> str:
    """Return a message's key with something else in the place of somebody's id, where keys of its kind hold ids."""
    kind, *parts = key.split(":")
    if kind not in _KEYED:
        return key
    cleared = [erased.instead if unquote(part) == erased.person_id else part for part in parts[:_MOST_IDS]]
    return ":".join([kind, *cleared, *parts[_MOST_IDS:]])


def cleared_actions(lines: str, erased: Erased) -> str:
    """Return encoded actions, one a line, with an empty one in the place of each that concerns somebody."""
    return "\n".join("" if concerns(Action.decoded(part), erased) else part for part in lines.split("\n"))


def form_concerns(line: str, erased: Erased) -> bool:
    """Say whether a stored form is about somebody, by what it was opened with or by a name in it, or cannot be read."""
    try:
        form = form_from_json(line)
    except ValueError:
        return True
    return concerns(form.action, erased) or concerns(form.opener, erased) or _speaks_of(form, erased)


def arrival_concerns(line: str, erased: Erased) -> bool:
    """Say whether something that arrived and still waits is from somebody or about them, or cannot be read."""
    try:
        arrived = inbound_from_json(line)
    except ValueError:
        return True
    who = arrived.sender.identity
    if f"account:{who.platform}:{who.user}" in erased.keys:
        return True
    return isinstance(arrived, Click | Submission) and concerns(arrived.action, erased)


def concerns(action: Action, erased: Erased) -> bool:
    """Say whether an action is about somebody."""
    return any(
        value == erased.person_id if name in _WHO else name == "key" and cleared_key(value, erased) != value
        for name, value in action.args
    )


def _block(block: Block, erased: Erased) -> Block | None:
    """Return a block without somebody; None when nothing is left of it."""
    match block:
        case Facts(lines=lines):
            facts = tuple(line for line in lines if not _speaks_of(line, erased))
            return Facts(facts) if facts or not lines else None
        case Table(rows=rows):
            others = tuple(row for row in rows if not _speaks_of(row, erased))
            return replace(block, rows=others) if others or not rows else None
        case Choices(buttons=buttons):
            left = tuple(button for button in buttons if not concerns(button.action, erased))
            answered = unnamed(block.answered, erased.keys, instead=erased.instead)
            return Choices(left, answered) if left or answered or not buttons else None
        case Quote() | Picture():
            return None if _speaks_of(block, erased) else block
        case Attachment(content=content):
            return replace(block, content=_rows(content, erased))
        case Heading() | Text() | Note():
            return replace(block, text=unnamed(block.text, erased.keys, instead=erased.instead))
        case Divider():
            return block
        case _:
            assert_never(block)


def _rows(content: str, erased: Erased) -> str:
    """Return a file of ours without the rows that are about somebody; any other content as it is."""
    header, *rows = list(csv.reader(io.StringIO(content, newline=""))) or [[]]
    places = [place for place, name in enumerate(header) if name.lstrip("\ufeff") in _COLUMNS]
    keys = header.index("key") if "key" in header else -1
    details = header.index("detail") if "detail" in header else -1

    def theirs(row: list[str]) -> bool:
        if any(row[place : place + 1] == [erased.person_id] for place in places):
            return True
        if 0 <= keys < len(row):
            return cleared_key(row[keys], erased) != row[keys]
        return 0 <= details < len(row) and f'"{erased.person_id}"' in row[details]

    left = [row for row in rows if not theirs(row)]
    if len(left) == len(rows):
        return content
    file = io.StringIO()
    csv.writer(file, lineterminator="\r\n").writerows([header, *left])
    return file.getvalue()


def _speaks_of(value: object, erased: Erased) -> bool:
    match value:
        case str():
            return not erased.keys.isdisjoint(people(value))
        case tuple():
            return any(_speaks_of(part, erased) for part in value)
        case _ if is_dataclass(value):
            return any(_speaks_of(getattr(value, field.name), erased) for field in fields(value))
        case _:
            return False


def _is_about(card: Card, erased: Erased) -> bool:
    """Say whether a card is about somebody: its headline is theirs, or a button of it asks for more of them."""
    buttons = [button for block in card.blocks if isinstance(block, Choices) for button in block.buttons]
    return any(concerns(button.action, erased) for button in buttons) or any(
        _is_headline_of(block, erased) for block in card.blocks
    )


def _is_headline_of(block: Block, erased: Erased) -> bool:
    return isinstance(block, Heading) and bool(named := people(block.text)) and named <= erased.keys
