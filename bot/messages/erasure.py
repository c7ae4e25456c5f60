"""What is stored as words, cleared of one person: by whose name it says it is and by keys, never by how a name reads.

A name that is also a word ("Will", "Target", 王) stands in messages about others; only text that says that it is this
person's name is touched (:class:`bot.domain.person.Name`).
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from bot.messages.card import Action
from bot.messages.codec import inbound_from_json
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
_LINES, _ROWS, _BUTTONS = "lines", "rows", "buttons"


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

    Lines, rows, quotes, pictures and buttons that are theirs go; in sentences something else stands for their name.
    """
    whole = json.loads(line)
    blocks = [made for block in whole["blocks"] if (made := _block(block, erased)) is not None]
    if blocks == whole["blocks"]:
        return None
    if erased.figures and any(_is_headline_of(block, erased) for block in whole["blocks"]):
        blocks = [block for block in blocks if block["type"] in {"Heading", "Choices", "Note"}]
    heading = next((block["text"] for block in blocks if block["type"] == "Heading"), erased.instead)
    if erased.name and erased.name in whole["summary"]:
        whole["summary"] = plain(heading)
    return json.dumps(whole | {"blocks": blocks}, ensure_ascii=False, separators=(",", ":"))


def cleared_upload(line: str) -> str:
    """Return the stored card of an import without what it showed of the file's rows: no keys lead to whose they are."""
    whole = json.loads(line)
    blocks = [block for block in whole["blocks"] if block["type"] in {"Heading", "Facts", "Choices", "Note"}]
    return json.dumps(whole | {"blocks": blocks}, ensure_ascii=False, separators=(",", ":"))


def cleared_key(key: str, erased: Erased) -> str:
    """Return a message's key with something else in the place of somebody's id, where keys of its kind hold ids."""
    kind, *parts = key.split(":")
    if kind not in _KEYED:
        return key
    cleared = [erased.instead if unquote(part) == erased.person_id else part for part in parts[:_MOST_IDS]]
    return ":".join([kind, *cleared, *parts[_MOST_IDS:]])


def cleared_actions(lines: str, erased: Erased) -> str:
    """Return encoded actions, one a line, with an empty one in the place of each that concerns somebody."""
    return "\n".join("" if concerns(Action.decoded(one), erased) else one for one in lines.split("\n"))


def form_concerns(line: str, erased: Erased) -> bool:
    """Say whether a stored form is about somebody: by what it was opened with, or by a name in it."""
    whole = json.loads(line)
    opened = (Action.decoded(whole[name]) for name in ("action", "opener"))
    return any(concerns(one, erased) for one in opened) or _speaks_of(whole, erased)


def arrival_concerns(line: str, erased: Erased) -> bool:
    """Say whether something that arrived and still waits is about somebody."""
    arrived = inbound_from_json(line)
    return isinstance(arrived, Click | Submission) and concerns(arrived.action, erased)


def concerns(action: Action, erased: Erased) -> bool:
    """Say whether an action is about somebody."""
    return any(
        value == erased.person_id if name in _WHO else name == "key" and cleared_key(value, erased) != value
        for name, value in action.args
    )


def _block(block: dict[str, Any], erased: Erased) -> dict[str, Any] | None:
    """Return a block without somebody; None when nothing is left of it."""
    match block["type"]:
        case "Facts":
            return _less(block, _LINES, [one for one in block[_LINES] if not _speaks_of(one, erased)])
        case "Table":
            return _less(block, _ROWS, [one for one in block[_ROWS] if not _speaks_of(one, erased)])
        case "Choices":
            left = [one for one in block[_BUTTONS] if not concerns(_action(one["action"]), erased)]
            answered = unnamed(block["answered"], erased.keys, instead=erased.instead)
            gone = left != block[_BUTTONS] and not left and not answered
            return None if gone else block | {_BUTTONS: left, "answered": answered}
        case "Quote" | "Picture":
            return None if _speaks_of(block, erased) else block
        case "Attachment":
            return block | {"content": _rows(block["content"], erased)}
        case "Heading" | "Text" | "Note":
            return block | {"text": unnamed(block["text"], erased.keys, instead=erased.instead)}
        case _:
            return block


def _less(block: dict[str, Any], name: str, left: list[Any]) -> dict[str, Any] | None:
    return block | {name: left} if left or not block[name] else None


def _rows(content: str, erased: Erased) -> str:
    """Return a file of ours without the rows that are about somebody; any other content as it is."""
    header, *rows = list(csv.reader(io.StringIO(content))) or [[]]
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
        case dict():
            return any(_speaks_of(one, erased) for one in value.values())
        case list():
            return any(_speaks_of(one, erased) for one in value)
        case _:
            return False


def _is_headline_of(block: dict[str, Any], erased: Erased) -> bool:
    return block["type"] == "Heading" and bool(named := people(block["text"])) and named <= erased.keys


def _action(raw: dict[str, Any]) -> Action:
    return Action(raw["name"], tuple((key, value) for key, value in raw["args"]))
