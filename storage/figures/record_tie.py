"""Two states of a record at the same instant: which of them counts, whichever came in first.

Of two contents the greater digest counts, an order that only stands for their being the same everywhere; what is taken
back at that instant is taken back. Only where the source cannot have meant an order by it does the later arrival
count: a ``revised`` that is a mere day, and a file of the same name that is read again, as with another mapping.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import sqlalchemy as sa

from bot.kit.local_times import MICROSECONDS_OF_DAY, instants_of_clock, local_days
from storage.figures.batch import BATCH

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sqlalchemy.engine import Connection

    Ints = NDArray[np.int64]
    Mask = NDArray[np.bool_]


def later_counts(connection: Connection, revised: Ints, stands_by: Ints, *, batch: int, timezone: str) -> Mask:
    """Say of states at these instants, which batches have brought, whether what a batch brings now counts instead."""
    files = _files(connection, {batch, *stands_by.tolist()})
    again = [batch in files and files[batch] == files.get(other) for other in stands_by.tolist()]
    midnight = instants_of_clock(local_days(revised, timezone=timezone) * MICROSECONDS_OF_DAY, timezone=timezone)
    return np.asarray(np.array(again, np.bool_) | (revised == midnight))


def _files(connection: Connection, batches: set[int]) -> dict[int, str]:
    """Return the names of the files that batches came in; a post has the name of its source, and is none."""
    named = (BATCH.c.file != "") & (BATCH.c.file != BATCH.c.by)
    query = sa.select(BATCH.c.no, BATCH.c.file).where(BATCH.c.no.in_(sorted(batches)), named)
    return {row.no: row.file for row in connection.execute(query)}
