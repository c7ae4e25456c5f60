"""Whom an advice would have reached in a period, and what of that somebody may be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.kit.period import Period


@dataclass(frozen=True, slots=True)
class AdviceReach:
    """How many people an advice would have fitted in a period; None where that may not be told.

    ``names`` are theirs, where whoever asks may read their figures. ``without`` names the languages in which people
    would have read it who get nothing, since it has no text in theirs.
    """

    period: Period
    people: int | None
    names: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
