"""Rows of records that do not count: left out by a filter, deleted in their source, or without any number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.figures.domain.record import Renewal
from bot.intake.domain.record import AFTER_ALL, GoneRecords
from bot.kit.cleaning import UnclearValue, is_missing, plain
from bot.sources.columns import LEFT_OUT
from bot.sources.keys import people_of
from bot.sources.record_days import instants_of, refuse_future, when
from bot.sources.rows import Rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.intake.domain.known import Known
    from bot.sources.mapping import Dates
    from bot.sources.record_layout import RecordLayout
    from bot.sources.record_renewal import ChosenRenewal
    from bot.sources.record_terms import RecordTerms
    from bot.sources.shape import Shaped

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Mask = NDArray[np.bool_]
    Texts = NDArray[np.object_]

_NEVER: Final = np.iinfo(np.int64).min
_TRUE: Final = frozenset(
    "true yes y 1 x deleted cancelled canceled void 是 已删除 删除 已取消 取消 作废 已作废".split()
)
_FALSE: Final = frozenset("false no n 0 active 否 未删除 正常 有效".split())


@dataclass(slots=True)
class LeftOut:
    """Why each row counts no more, by place: the key of the reason, "" for those that count, and about which column."""

    key: Texts
    column: Texts

    @property
    def mask(self) -> Mask:
        """Which rows do not count."""
        return np.array([bool(key) for key in self.key], bool)

    def add_empty(self, rows: Rows, measures: dict[str, Floats], layout: RecordLayout) -> None:
        """Take rows without any number for such as do not count, where only numbers make values."""
        if not measures or layout.counts_rows:
            return
        empty = rows.alive & np.all([np.isnan(column) for column in measures.values()], axis=0)
        self.key[empty], self.column[empty] = "import-no-value", layout.measures[0].column
        rows.alive &= ~empty


def left_out(rows: Rows, shaped: Shaped) -> LeftOut:
    """Find the rows that a filter or their source leaves out; they are not alive any more."""
    cells = rows.cells
    column = np.full(cells.height, "", np.object_)
    if LEFT_OUT in cells.columns:
        column[:] = cells[LEFT_OUT].to_list()
    key = np.where(column != "", "import-filtered", "").astype(np.object_)
    if "=deleted" in cells.columns:
        title = shaped.origin.get("deleted", "deleted")
        for place, text in enumerate(cells["=deleted"].to_list()):
            word = plain(text or "").lower()
            if word in _TRUE:
                key[place], column[place] = "import-record-deleted", title
            elif word not in _FALSE and not is_missing(word) and not key[place]:
                rows.refuse(place, title, text or "", UnclearValue("import-yes-or-no"))
    found = LeftOut(key, column)
    rows.alive &= ~found.mask
    return found


def gone_records(
    rows: Rows,
    shaped: Shaped,
    why: LeftOut,
    chosen: ChosenRenewal,
    id_: Texts,
    *,
    terms: RecordTerms,
    dates: Dates,
    known: Known,
) -> GoneRecords:
    """Return the rows that do not count, with whom and which day they are about where a file renews those whole."""
    out, zone = why.mask, terms.zone
    person, day = np.full(len(out), -1, np.int64), np.full(len(out), _NEVER, np.int64)
    if out.any() and chosen.renewal is Renewal.WHOLE:
        soft = Rows(rows.cells, rows.line, out.copy())
        found = people_of(soft, shaped, known)
        days = when(soft, shaped, dates, known, found, zone=zone).day
        person, day = np.where(soft.alive, found, -1), np.where(soft.alive, days, _NEVER)
    said = Rows(rows.cells, rows.line, out.copy())
    revised = instants_of(said, shaped, "revised", zone=zone)
    refuse_future(said, shaped, "revised", revised, now=terms.now)
    rows.problems += said.problems
    out &= said.alive
    round_ = np.full(len(out), AFTER_ALL)
    return GoneRecords(rows.line, id_, person, day, revised, why.key, why.column, round_).take(np.flatnonzero(out))
