"""Ids in the audit trail: numbers stand there for people, so that whoever is erased is nobody in a trail that is whole.

No entry may ever be changed, and none may keep the id of somebody who was erased. So what is written, and sealed, is
``@12`` for the employee whose row has that number, and whoever reads it sees the id that the row has then.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

import sqlalchemy as sa

from storage.people.person_rows import PERSON

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sqlalchemy.engine import Connection

    from bot.people.domain.audit import Entry

_TOKEN = re.compile(r"@(?P<quoted>%?)(?P<no>\d+)")
_SOME = 500
_KNOWN = sa.select(PERSON.c.id, PERSON.c.no).where(PERSON.c.id.in_(sa.bindparam("some", expanding=True)))
_NUMBERED = sa.select(PERSON.c.no, PERSON.c.id).where(PERSON.c.no.in_(sa.bindparam("some", expanding=True)))


class Pseudonyms:
    """Turns ids of people into numbers, wherever one is a whole text or a part of it between colons, and back."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def hidden(self, entries: Sequence[Entry]) -> list[Entry]:
        """Return entries as they are written."""
        parts = {part for entry in entries for text in _texts(entry) for part in (text, *text.split(":"))}
        wanted = sorted(parts | {unquote(part) for part in parts if "%" in part})
        numbers: dict[str, int] = {}
        for some in _pages(wanted):
            numbers |= {row.id: row.no for row in self._connection.execute(_KNOWN, {"some": some})}
        return [_changed(entry, partial(_hidden, numbers=numbers)) for entry in entries]

    def shown(self, entries: Sequence[Entry]) -> list[Entry]:
        """Return entries as they are read."""
        wanted = {
            int(found["no"])
            for entry in entries
            for text in _texts(entry)
            for part in text.split(":")
            if (found := _TOKEN.fullmatch(part))
        }
        ids: dict[int, str] = {}
        for some in _pages(sorted(wanted)):
            ids |= {row.no: row.id for row in self._connection.execute(_NUMBERED, {"some": some})}
        return [_changed(entry, partial(_shown, ids=ids)) for entry in entries]

    def either(self, text: str) -> tuple[str, ...]:
        """Return how an id may stand in the trail: as a number, or as itself in entries of earlier versions."""
        row = self._connection.execute(_KNOWN, {"some": [text]}).first()
        return (f"@{row.no}", text) if row else (_escaped(text), text)


def _hidden(text: str, *, numbers: Mapping[str, int]) -> str:
    if text in numbers:
        return f"@{numbers[text]}"
    parts = []
    for part in text.split(":"):
        if part in numbers:
            parts.append(f"@{numbers[part]}")
        elif unquote(part) in numbers:
            parts.append(f"@%{numbers[unquote(part)]}")
        else:
            parts.append(_escaped(part))
    return ":".join(parts)


def _shown(text: str, *, ids: Mapping[int, str]) -> str:
    parts = []
    for part in text.split(":"):
        token = _TOKEN.fullmatch(part)
        if token and (known := ids.get(int(token["no"]))) is not None:
            parts.append(quote(known, safe="") if token["quoted"] else known)
        else:
            parts.append(part[1:] if part.startswith("@@") else part)
    return ":".join(parts)


def _escaped(part: str) -> str:
    """Return a part so that nothing that somebody typed reads like a number of ours."""
    return f"@{part}" if part.startswith("@") else part


def _texts(entry: Entry) -> Iterator[str]:
    yield entry.actor
    yield entry.subject
    yield from (value for value in entry.detail.values() if isinstance(value, str))


def _changed(entry: Entry, how: Callable[[str], str]) -> Entry:
    detail = {name: how(value) if isinstance(value, str) else value for name, value in entry.detail.items()}
    return replace(entry, actor=how(entry.actor), subject=how(entry.subject), detail=detail)


def _pages(values: Sequence[object]) -> Iterable[Sequence[object]]:
    return (values[at : at + _SOME] for at in range(0, len(values), _SOME))
