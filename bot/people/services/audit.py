"""The trail: that somebody read figures of somebody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.people.domain.audit import What

if TYPE_CHECKING:
    from datetime import datetime

    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person
    from bot.people.ports import Work


def note_read(work: Work, actor: Actor, subject: Person, about: str, *, now: datetime) -> None:
    """Note that somebody looked at what is somebody else's."""
    if subject.id != actor.person.id:
        work.audit.append(What.READ, actor=actor.person.id, subject=subject.id, detail={"about": about}, at=now)
