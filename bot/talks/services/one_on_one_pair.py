"""The two of a one-on-one: who they are today, for whoever of them asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.kit.errors import Denied, NotFound
from bot.people.domain.permission import Act
from bot.people.domain.person import Kind
from bot.people.services import permission

if TYPE_CHECKING:
    from datetime import datetime

    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person
    from bot.talks.domain.one_on_one import Pair
    from bot.talks.ports import Work


def two_of(work: Work, actor: Actor, person_id: str, *, now: datetime) -> tuple[Person, Person]:
    """Return a person and who leads them today, when the meeting of the two is the actor's to arrange.

    Raises:
        Denied: when it is not.
        NotFound: when nobody leads the person.
    """
    person = work.people.get(person_id)
    if person is None or not person.employed_at(now) or person.kind is not Kind.PERSON:
        raise Denied("permission-denied", act=Act.TALK.value, subject=person_id)
    permission.require(work, actor, Act.TALK, person, now=now)
    lead = permission.leader(work, person, now=now)
    if lead is None:
        raise NotFound("one-on-one-no-lead")
    own = actor.person.id in {person.id, lead.id}
    return person, lead if own else actor.person  # whoever stands in and is asked today may as well be the manager


def met_last(pair: Pair | None, *, now: datetime) -> datetime | None:
    """Return when two met last: what was planned and is past counts, unless it was called off."""
    if pair is None:
        return None
    times = [at for at in (pair.last_at, pair.next_at) if at is not None and at <= now]
    return max(times, default=None)
