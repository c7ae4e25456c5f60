"""Reports before review talks, as the use cases need them kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


class MeetingReports(Protocol):
    """What the reports before a talk told."""

    def told(self, review_no: int, reader_id: str) -> Mapping[str, tuple[float | None, float | None]] | None:
        """Return the figures that somebody was told last, by metric and first day; None where they were told none."""
        ...

    def tell(
        self,
        review_no: int,
        reader_id: str,
        figures: Mapping[str, tuple[float | None, float | None]],
        *,
        at: datetime,
    ) -> int:
        """Note that somebody is told figures; return the number of the report, from 1 for each review."""
        ...
