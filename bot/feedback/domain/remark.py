"""Remarks: what somebody adds to a value of theirs because the data does not show it (R86)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from bot.kit.period import Period


@dataclass(frozen=True, slots=True)
class Remark:
    """The person's own words about one of their values; there is at most one for each value."""

    person_id: str
    metric: str
    period: Period
    text: str
    at: datetime
    no: int = 0
