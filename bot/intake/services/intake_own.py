"""Figures and targets that somebody sends of their own: the other admins and HR are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.roster.services import announcement

if TYPE_CHECKING:
    from datetime import datetime

    from bot.figures.domain.delta import Changed
    from bot.intake.domain.known import Known
    from bot.intake.ports import Work


def announce_own(work: Work, by: str, changed: Changed, known: Known, *, now: datetime) -> None:
    """Tell the other admins and HR where somebody has sent figures or targets of their own."""
    sender = work.people.get(by) if by in known.people else None
    if sender is not None and known.people[sender.id] in changed.person:
        announcement.announce(work, sender, "announce-figures", now=now)
