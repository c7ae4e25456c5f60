"""Of which complaints people are told, as the use cases need it kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from bot.feedback.domain.complaint import ComplaintNotice


class ComplaintNotices(Protocol):
    """Of which complaints people are told, and on which day: of each once."""

    def note(self, notices: Iterable[ComplaintNotice]) -> list[ComplaintNotice]:
        """Note that people are told; return those of which nobody was before."""
        ...

    def of(self, person_id: str, day: date) -> list[ComplaintNotice]:
        """Return of which complaints about a person or unit people are told on a day, by stream and id."""
        ...
