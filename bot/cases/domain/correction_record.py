"""Corrections of records: what is to become of single facts, so that the value that they make follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.figures.domain.record import DAY_WRITTEN, Record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal

    from bot.kit.period import Period


class RecordFate(StrEnum):
    """What is to become of a record."""

    CHANGE = "change"
    WITHDRAW = "withdraw"
    ADD = "add"


@dataclass(frozen=True, slots=True)
class RecordChange:
    """What a correction does to a record; the other fields are what it holds afterwards, of a withdrawn one before.

    ``version`` is the version that counts until then, 0 for one that is added; the request is void once another counts.
    """

    fate: RecordFate
    stream: str
    id: str
    version: int
    person_id: str
    day: date
    measures: Mapping[str, Decimal] = field(default_factory=dict)
    dimensions: Mapping[str, str] = field(default_factory=dict)

    def applied(self, before: Record | None) -> Record | None:
        """Return the record as it is afterwards, None where it counts no more."""
        if self.fate is RecordFate.WITHDRAW:
            return None
        content = {
            "person_id": self.person_id,
            "day": self.day,
            "measures": self.measures,
            "dimensions": self.dimensions,
        }
        made = before or Record(self.stream, self.id, self.person_id, self.day)
        moment, clock = (made.at, made.clock) if made.day == self.day else (None, DAY_WRITTEN)
        return replace(made, **content, at=moment, clock=clock, version=self.version + 1)  # type: ignore[arg-type]


def after(
    records: Iterable[Record], changes: Iterable[RecordChange], *, person_id: str, period: Period
) -> list[Record]:
    """Return what somebody's records of a period are once some changes count: some go elsewhere, some are new."""
    known = {(record.stream, record.id): record for record in records}
    found = dict(known)
    for change in changes:
        key = change.stream, change.id
        made = change.applied(known.get(key))
        if made is not None and made.person_id == person_id and period.start <= made.day <= period.end:
            found[key] = made
        else:
            found.pop(key, None)
    return list(found.values())
