"""Two states of a record at the same instant: which of them counts, whichever came in first.

Of two contents the one counts that is the later in the order of characters when both are spelled out, an order that
only has to be the same everywhere; what is taken back at that instant is taken back. Only where the source cannot have
meant an order by it does the later arrival count: a ``revised`` that is a mere day, and a file of the same name that is
read again, as with another mapping.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import sqlalchemy as sa

from bot.figures.domain.record import BY_INSTANT
from bot.kit.local_times import MICROSECONDS_OF_DAY, instants_of_clock, local_days
from storage.figures.batch import BATCH
from storage.figures.record_texts import texts_of
from storage.people.person_rows import PERSON

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray
    from sqlalchemy.engine import Connection

    from storage.figures.record_streams import StreamPlaces

    Ints = NDArray[np.int64]
    Mask = NDArray[np.bool_]


def later_counts(connection: Connection, revised: Ints, stands_by: Ints, *, batch: int, timezone: str) -> Mask:
    """Say of states at these instants, which batches have brought, whether what a batch brings now counts instead."""
    files = _files(connection, {batch, *stands_by.tolist()})
    again = [batch in files and files[batch] == files.get(other) for other in stands_by.tolist()]
    midnight = instants_of_clock(local_days(revised, timezone=timezone) * MICROSECONDS_OF_DAY, timezone=timezone)
    return np.asarray(np.array(again, np.bool_) | (revised == midnight))


def spelled(
    connection: Connection, places: StreamPlaces, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> list[str]:
    """Spell out rows about records, given as these columns: what their source says, without a number of ours."""
    held = [dict(zip(columns, row, strict=True)) for row in rows]
    texts = texts_of(connection, {row[name] for row in held for name in places.dimensions.values()})
    numbers = sorted({row["person_no"] for row in held})
    people = {row.no: row.id for row in connection.execute(sa.select(PERSON).where(PERSON.c.no.in_(numbers)))}
    return [
        json.dumps(
            [
                people.get(row["person_no"], ""),
                None if row["clock"] == BY_INSTANT else row["day"],
                row["at"] if row["clock"] in {None, BY_INSTANT} else row["clock"],
                sorted((name, row[column]) for name, column in places.measures.items() if row[column] is not None),
                sorted((name, texts[row[column]]) for name, column in places.dimensions.items() if row[column]),
            ]
        )
        for row in held
    ]


def _files(connection: Connection, batches: set[int]) -> dict[int, str]:
    """Return the names of the files that batches came in; a post has the name of its source, and is none."""
    named = (BATCH.c.file != "") & (BATCH.c.file != BATCH.c.by)
    query = sa.select(BATCH.c.no, BATCH.c.file).where(BATCH.c.no.in_(sorted(batches)), named)
    return {row.no: row.file for row in connection.execute(query)}
