"""Terms on which the rows of a file or post are understood as records, besides their mapping."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from bot.kit.number import NumberStyle
    from bot.kit.period_order import Order


@dataclass(frozen=True, slots=True)
class RecordTerms:
    """What records are understood by, besides their mapping.

    ``digest`` tells the content of the file or post from another. ``zone`` is that of people who have none of their
    own. ``key`` is the stream of a file that names none. ``found`` says by stream what a whole file told of its dates
    and numbers, where only some of its rows are at hand.
    """

    file: str
    digest: str
    zone: str
    now: datetime
    key: str = ""
    found: Mapping[str, tuple[Mapping[str, Order | None], NumberStyle | None]] = field(default_factory=dict)
