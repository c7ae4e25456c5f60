"""Availability at work: times at which a meeting can be proposed, and whose calendar has to be looked at first."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from bot.delivery.domain.availability import LENGTH, WorkTime, free, times
from bot.kit.calendar import instant, local_day, next_working_day, wall
from bot.messages.card import Choices
from bot.messages.codec import card_from_json
from bot.people.domain.person import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.delivery.ports import Work
    from bot.messages.card import Card
    from bot.people.domain.person import Person


_AHEAD = timedelta(days=2)
_FRESH = timedelta(minutes=10)
REACH = timedelta(days=16)
"""How far ahead calendars are looked at."""
_HORIZON = 15
_TIMES = (time(15), time(15, 30), time(16), time(16, 30))
BOOK = "one_on_one.book"
"""The action of a button that proposes a time."""


def proposed(card: Card) -> Iterator[tuple[str, datetime]]:
    """Yield whom a card proposes to meet, and when."""
    buttons = (button for block in card.blocks if isinstance(block, Choices) for button in block.buttons)
    for button in buttons:
        if button.action.name == BOOK:
            asked = dict(button.action.args)
            yield asked["person"], datetime.fromisoformat(asked["at"])


def slots(work: Work, manager: Person, *, now: datetime, person: Person | None = None) -> Iterator[datetime]:
    """Yield times to propose, without end: first those that suit both, then the manager's next afternoons.

    They leave a day to prepare. Taken is what is planned, what other messages of the day have proposed, and what is
    in a calendar, where that is known.
    """
    offered = _proposals(work, manager, now=now)
    if person is not None:
        for at in common(work, manager, person, now=now):
            if at not in offered:
                yield at
    taken = {*work.availability.planned([manager.id]), *offered}
    busy = work.availability.busy([manager.id])
    day = local_day(now, timezone=manager.timezone) + _AHEAD
    while True:
        day = next_working_day(day, place=place_of(manager))
        for clock in _TIMES:
            moment = instant(day, clock, timezone=manager.timezone)
            if moment not in taken and not any(begin < moment + LENGTH and end > moment for begin, end in busy):
                yield moment
        day += timedelta(days=1)


def _proposals(work: Work, manager: Person, *, now: datetime) -> set[datetime]:
    midnight = instant(local_day(now, timezone=manager.timezone), time(0), timezone=manager.timezone)
    return {
        at
        for delivery in work.outbox.find(person_id=manager.id, since=midnight)
        for at in dict(proposed(card_from_json(delivery.card))).values()
    }


def common(
    work: Work, manager: Person, person: Person, *, now: datetime, first: int = _AHEAD.days
) -> Iterator[datetime]:
    """Yield times within two weeks at which both work and are free, the best of each day first."""
    both = (manager, person)
    taken, hours = _taken(work, both), _hours(work, both)
    today = local_day(now, timezone=manager.timezone)
    for ahead in range(first, _HORIZON):
        day = today + timedelta(days=ahead)
        for at in times(day, timezone=manager.timezone):
            if at > now and free(at, taken, times=hours) and _at_work(work, both, at):
                yield at


def suits(work: Work, both: tuple[Person, Person], at: datetime, *, but: datetime | None) -> bool:
    """Say whether both work and are free at a time; the meeting at ``but`` is the one that would be moved."""
    taken = [span for span in _taken(work, both) if span[0] != but]
    return free(at, taken, times=_hours(work, both)) and _at_work(work, both, at)


def _hours(work: Work, both: tuple[Person, Person]) -> list[WorkTime]:
    """Return the working hours of two, by their own walls and shifts (R102)."""
    return [WorkTime.of(work.policies.of(person), timezone=person.timezone) for person in both]


def _taken(work: Work, both: tuple[Person, Person]) -> list[tuple[datetime, datetime]]:
    """Return when one of the two is not free: planned meetings with anybody, and what their calendars say."""
    ids = [person.id for person in both]
    return [*((at, at + LENGTH) for at in work.availability.planned(ids)), *work.availability.busy(ids)]


def _at_work(work: Work, both: tuple[Person, Person], at: datetime) -> bool:
    """Say whether both work on the day that it is for each of them, and neither is on leave.

    A night belongs to the day on which its shift begins.
    """
    for person in both:
        policy = work.policies.of(person)
        day = policy.day_of(wall(at, timezone=person.timezone))
        if not policy.works(day, place=place_of(person)) or work.people.away(person.id, day):
            return False
    return True


def calendars(work: Work, person_ids: Sequence[str], *, now: datetime) -> list[Person]:
    """Return those of some people whose calendar was not looked at lately."""
    stale = []
    for person_id in dict.fromkeys(person_ids):
        person = work.people.get(person_id)
        seen = work.availability.looked_at(person_id) if person else None
        if person and (seen is None or now - seen >= _FRESH):
            stale.append(person)
    return stale


def looked(work: Work, person: Person, busy: Sequence[tuple[datetime, datetime]], *, now: datetime) -> None:
    """Remember when somebody's calendar is taken."""
    work.availability.look(person.id, busy, at=now)
