"""One-on-ones that lapsed: with whom a manager let a stretch pass, and the week's digest of it for those above."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import Priority
from bot.delivery.services.outbox import enqueue, says_nothing_new
from bot.kit.period import weeks_before
from bot.people.domain.permission import Role
from bot.people.domain.person import Kind, place_of
from bot.people.services import permission
from bot.talks.domain.cadence import could_meet
from bot.talks.domain.one_on_one import lapsed
from bot.talks.views import one_on_one_lapse as view

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from bot.kit.period import Period
    from bot.people.domain.person import Person
    from bot.talks.domain.one_on_one import Pair
    from bot.talks.ports import Work

_MEMORY = timedelta(days=400)
"""Longer than a year's cadence: the reminder that was sent in a stretch is looked for."""
_LIFE = timedelta(days=4)
KEY = "lapses:"
"""How the key of the digest begins."""


def lapses(work: Work, manager: Person, week: Period, *, now: datetime) -> list[str]:
    """Return with whom a manager let a stretch pass without a one-on-one, if it ended in this week, by name.

    It is said once, when the stretch is over, and only of stretches of which the manager was reminded: what nobody
    asked for has not lapsed. Nor has one with somebody who came in its midst, or that leave left no time for, or that
    was skipped.
    """
    pairs = work.one_on_ones.of(manager.id)
    return _missed(work, manager, pairs, week, work.job_runs.find("one_on_one", since=now - _MEMORY), now=now)


def _missed(
    work: Work, manager: Person, pairs: Iterable[Pair], week: Period, reminded: Collection[object], *, now: datetime
) -> list[str]:
    names = []
    for pair, before in lapsed(pairs, now, timezone=manager.timezone):
        asked = (manager.id, f"{pair.cadence.code} {before.start.isoformat()}") in reminded
        if not asked or not week.start <= before.end <= week.end:
            continue
        person = work.people.get(pair.person_id)
        if person and _could(work, manager, person, before) and not work.one_on_ones.skipped(person.id, before):
            names.append(person.name)
    return names


def _could(work: Work, manager: Person, person: Person, stretch: Period) -> bool:
    """Say whether the two could have met: they were a pair from its beginning on, and mostly both there."""
    known = [day for day in (person.hire_date, manager.hire_date, work.one_on_ones.led_since(person.id)) if day]
    policy = work.policies.of(person)
    place = place_of(person)
    return could_meet(
        stretch,
        since=max(known, default=None),
        works=lambda day: policy.works(day, place=place),
        away=work.availability.away([person.id, manager.id], stretch),
    )


def digest(work: Work, reader: Person, week: Period, *, now: datetime) -> bool:
    """Tell whoever leads managers how many one-on-ones of each of these lapsed in a week, if any; HR of everybody.

    It is one message a week, with numbers by manager and nobody else's name.
    """
    counted = counts(work, reader, week, now=now)
    if not counted:
        return False
    to = work.reader(reader, now=now)
    rights = permission.rights(work, permission.actor(work, reader, now=now), now=now)
    card = view.digest(to.t, counted, week=week, today=to.today)
    if says_nothing_new(work, card, (_key(reader, before) for before in weeks_before(week))):
        return False
    return enqueue(
        work,
        card,
        key=_key(reader, week),
        to=reader,
        kind=card.kind,
        priority=Priority.REPORT,
        now=now,
        merge="daily",
        rights=rights.to_text(),
        expires_at=now + _LIFE,
    )


def _key(reader: Person, week: Period) -> str:
    return f"{KEY}{reader.id}:{week.start.isoformat()}"


def counts(work: Work, reader: Person, week: Period, *, now: datetime) -> list[view.LapseCount]:
    """Return how many one-on-ones lapsed with each manager whom a reader leads, for HR with everyone, most first."""
    who = permission.actor(work, reader, now=now)
    if Role.HR in who.roles:
        managers = [person for person in work.people.all() if person.kind is Kind.PERSON and person.id != reader.id]
    else:
        managers = [member for lead in permission.led_by(work, reader, now=now) for member in work.people.team(lead)]
    leading = work.people.leading([manager.id for manager in managers])
    reminded = work.job_runs.find("one_on_one", since=now - _MEMORY) if leading else {}
    found = []
    for manager in managers:
        if manager.id in leading and manager.employed_at(now):
            pairs = work.one_on_ones.of(manager.id)
            if missed := len(_missed(work, manager, pairs, week, reminded, now=now)):
                found.append(view.LapseCount(manager.name, missed, len(pairs)))
    return sorted(found, key=lambda row: (-row.missed, row.name))
