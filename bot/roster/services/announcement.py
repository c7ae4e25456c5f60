"""Announcements: who hears that rights have changed, or that nobody leads somebody."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import Priority
from bot.delivery.services.outbox import enqueue
from bot.people.domain.person import Kind
from bot.people.services.permission import admins, hr
from bot.roster.views import permission as view

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from bot.people.domain.person import Person
    from bot.roster.ports import Work


def announce(
    work: Work,
    by: Person | None,
    key: str,
    *,
    now: datetime,
    to: Iterable[Person] = (),
    but: Iterable[Person] = (),
    **said: str | Sequence[str],
) -> None:
    """Tell the other admins and HR of an act by which somebody may do more, or that concerns whoever did it.

    ``key`` names the sentence and ``said`` what it holds; ``to`` are told as well, and ``but`` are not: they hear of it
    in another way. Where there is no other of these it goes to the top of the company. ``by`` None is whoever sits at
    the machine itself.
    """
    told = {person.id for person in (*but, *([by] if by else []))}
    others = [*admins(work), *hr(work)]
    if not any(by is None or person.id != by.id for person in others):
        bosses = set(work.people.managers().values())
        others = [
            person
            for person in work.people.all()
            if person.kind is Kind.PERSON and not person.manager_id and person.id in bosses
        ]
    mark = hashlib.blake2b(repr((key, sorted(said.items()))).encode(), digest_size=8).hexdigest()
    for member in {person.id: person for person in (*others, *to) if person.id not in told}.values():
        card = view.announced(work.words(member.locale), key, by=by.name if by else "", **said)
        sent = f"announcement:{mark}:{member.id}:{now.isoformat()}"
        enqueue(work, card, key=sent, to=member, kind=card.kind, priority=Priority.DEADLINE, now=now)
