"""The texts that dimensions hold, by number: a text stands once, however many records bear it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import sqlalchemy as sa

from bot.figures.domain.record_text import LONGEST_TEXT, refuse_unkeepable
from storage.column import among, fill_rows, many
from storage.figures.record_rows import DIMENSIONS, RECORD, RECORD_VERSION, STREAM, TEXT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray
    from sqlalchemy.engine import Connection

    Ints = NDArray[np.int64]
    Texts = NDArray[np.object_]

_SOME = 5_000


def codes_of(connection: Connection, texts: Iterable[str]) -> dict[str, int]:
    """Return the codes of texts; 0 for "", and none for a text that no record has."""
    wanted = list(dict.fromkeys(texts))
    return ({"": 0} if "" in wanted else {}) | {text: found[0] for text, found in _known(connection, wanted).items()}


def texts_of(connection: Connection, codes: Iterable[int]) -> dict[int, str]:
    """Return the texts of codes; "" for 0."""
    wanted = list(set(codes) - {0})
    found = {0: ""}
    for begin in range(0, len(wanted), _SOME):
        query = sa.select(TEXT.c.no, TEXT.c.text).where(TEXT.c.no.in_(wanted[begin : begin + _SOME]))
        found |= {row.no: row.text for row in connection.execute(query)}
    return found


def learn(connection: Connection, columns: Mapping[str, Texts], day: Ints) -> dict[str, Ints]:
    """Return columns of texts as columns of codes; texts that are new get one.

    ``day`` is that of each row: a text is kept as long as there can be records of the last of its days.

    Raises:
        DataError: a text cannot be kept.
    """
    index = {"": 0}
    local = {}
    for name, column in columns.items():
        listed = column.tolist()
        for text in dict.fromkeys(listed):
            index.setdefault(text, len(index))
        local[name] = np.fromiter(map(index.__getitem__, listed), np.int64, len(listed))
    texts = list(index)
    refuse_unkeepable(texts, longest=LONGEST_TEXT)
    last = np.full(len(texts), -1, np.int64)
    for places in local.values():
        np.maximum.at(last, places, day)
    known = _known(connection, texts)
    fresh = [(text, int(last[place])) for text, place in index.items() if text not in known and place]
    if fresh:
        fill_rows(connection, "dimension_text", ("text", "last_day"), fresh)
        known |= _known(connection, [text for text, _ in fresh])
    _bear(connection, [(known[text], int(last[place])) for text, place in index.items() if place])
    codes = np.array([known[text][0] if text else 0 for text in texts], np.int64)
    return {name: codes[places] for name, places in local.items()}


def _bear(connection: Connection, born: Iterable[tuple[tuple[int, int], int]]) -> None:
    """Let texts be kept until as late as the last day of a record that bears them."""
    moved = [(last, code) for (code, until), last in born if last > until]
    many(connection, "UPDATE dimension_text SET last_day = ? WHERE no = ?", moved)


def bearing(connection: Connection, person: int) -> set[int]:
    """Return the codes of the texts in somebody's records and their earlier versions."""
    found: set[int] = set()
    for table in (RECORD, RECORD_VERSION):
        its = sa.select(*(table.c[name] for name in DIMENSIONS)).where(
            table.c.stream_no.in_(sa.select(STREAM.c.no)), table.c.person_no == person
        )
        for row in connection.execute(its):
            found.update(row)
    return found


def forget_unused(connection: Connection, codes: set[int]) -> None:
    """Delete those of some texts that no record bears any more, nor an earlier version of one."""
    left = set(codes) - {0}
    for table in (RECORD, RECORD_VERSION):
        if not left:
            return
        every = sa.select(*(table.c[name] for name in DIMENSIONS)).execution_options(yield_per=_SOME)
        for row in connection.execute(every):
            left.difference_update(row)
    gone = [{"code": code} for code in left]
    if gone:
        connection.execute(sa.delete(TEXT).where(TEXT.c.no == sa.bindparam("code")), gone)


def _known(connection: Connection, texts: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Return code and last day of those texts that have one."""
    found: dict[str, tuple[int, int]] = {}
    select = "SELECT t.text, t.no, t.last_day FROM dimension_text t"
    for begin in range(0, len(texts), _SOME):
        rows = among(connection, select, "t.text", texts[begin : begin + _SOME])
        found |= {text: (code, last) for text, code, last in rows}
    return found
