"""Goal cycles at work: whom the clock has something to ask on a day, and how far people are.

A question is looked for once a day in each time zone, by the days of goals, and of people who have none; what a look
costs follows what begins, is half over or ends, not how many goals there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from bot.delivery.domain.policy import COMPANY
from bot.goals.domain.goal import GoalLevel, GoalState
from bot.goals.domain.goal_cycle import LATE, LEADER_AFTER, SHORTEST, CycleStep, cycle_period, middle
from bot.goals.services.strategy_review import leadership
from bot.kit.period import Period
from bot.people.domain.person import Kind, place_of
from bot.people.services import permission

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet
    from datetime import date, datetime

    from bot.goals.ports import Work
    from bot.people.domain.person import Person

WANTED = (GoalState.OPEN, GoalState.PROPOSED)
"""Who has a goal in one of these states is not asked for another one."""


class AskedElsewhere(Protocol):
    """Says who is asked the same by somebody else: by a review that asks for goals, or for a check-in half-way."""

    def __call__(self, step: CycleStep, within: Period) -> Collection[str]:
        """Return the ids of those who are asked what a step asks on some of these days."""
        ...


@dataclass(frozen=True, slots=True)
class CycleQuestion:
    """What somebody is asked: a step, and the day by which it is asked once.

    That is the first day of the cycle's period at the start, the first day of the second half of goals half-way, and
    their last day at the end.
    """

    reader_id: str
    step: CycleStep
    day: date

    @property
    def local(self) -> str:
        """The name under which the clock has it once."""
        return f"{self.day.isoformat()} {self.step}"


def works_on(work: Work, person: Person, day: date) -> bool:
    """Say whether somebody works on a day, by the hours of their unit or the calendar of their place."""
    return work.policies.of(person).works(day, place=place_of(person))


def workday_after(work: Work, person: Person, day: date, number: int) -> date:
    """Return the day that is so many of somebody's working days after a day; of 0 the first one on or after it."""
    while not works_on(work, person, day):
        day += timedelta(days=1)
    return day if number == 0 else workday_after(work, person, day + timedelta(days=1), number - 1)


def questions(
    work: Work, days: Mapping[str, date], elsewhere: AskedElsewhere, *, now: datetime
) -> Iterator[CycleQuestion]:
    """Yield what is to be asked in some time zones, each with the day that it is there, whether it was asked or not."""
    months = work.policies.at(COMPANY).goal_months
    if not months or not days:
        return
    for day in sorted(set(days.values())):
        here = _Here(work, {zone for zone, local in days.items() if local == day}, day, now)
        yield from _starts(here, cycle_period(day, months), elsewhere)
        yield from _middles(here, elsewhere)
        yield from _ends(here)


class _Here:
    """The zones in which it is one day, and who there may be asked now."""

    def __init__(self, work: Work, zones: Collection[str], day: date, now: datetime) -> None:
        self.work, self.zones, self.day, self.now = work, zones, day, now
        self.silent = work.restrictions.all()

    @cached_property
    def everybody(self) -> Mapping[str, Person]:
        """Who has not left, by id; read only once something is to be asked."""
        return {person.id: person for person in self.work.people.all()}

    def asks(self, person: Person) -> bool:
        """Say whether somebody is here, at work on the day, and no restriction holds."""
        there = person.kind is Kind.PERSON and person.timezone in self.zones and person.id not in self.silent
        joined = person.hire_date is None or person.hire_date <= self.day
        return there and joined and person.employed_at(self.now) and works_on(self.work, person, self.day)


def _starts(here: _Here, span: Period, elsewhere: AskedElsewhere) -> Iterator[CycleQuestion]:
    """Yield who is led by somebody and has no goal in a period that has begun, before its second half."""
    half = middle(span)
    if here.day >= half:
        return
    owners = here.work.goals.owners(here.work.goals.periods(span), states=WANTED)
    leave = {owner for _, owner, _ in owners}.union(elsewhere(CycleStep.START, Period(span.start, half)))
    for person in here.everybody.values():
        boss = here.everybody.get(person.manager_id or "")
        led = boss is not None and boss.kind is Kind.PERSON and boss.id != person.id
        if led and person.id not in leave and here.asks(person):
            yield CycleQuestion(person.id, CycleStep.START, span.start)


def _middles(here: _Here, elsewhere: AskedElsewhere) -> Iterator[CycleQuestion]:
    """Yield whose goals are half over."""
    since = here.day - LATE[CycleStep.MIDDLE]
    running = here.work.goals.periods(Period(here.day, here.day))
    halved = [span for span in running if span.days >= SHORTEST and since < middle(span) <= here.day]
    for day in sorted({middle(span) for span in halved}):
        owned = here.work.goals.owners([span for span in halved if middle(span) == day], states=[GoalState.OPEN])
        leave = elsewhere(CycleStep.MIDDLE, Period(day - LATE[CycleStep.MIDDLE], day + LATE[CycleStep.MIDDLE]))
        kept = [(level, owner) for level, owner, _ in owned if level is not GoalLevel.PERSON or owner not in leave]
        for person in _readers(here, kept):
            yield CycleQuestion(person.id, CycleStep.MIDDLE, day)


def _ends(here: _Here) -> Iterator[CycleQuestion]:
    """Yield whose goals are over and not closed, and some days later who leads the owners of such."""
    before = here.day - timedelta(days=1)
    spans = here.work.goals.periods(Period(here.day - LATE[CycleStep.END], before))
    for day in sorted({span.end for span in spans if span.end < here.day}):
        owned = here.work.goals.owners([span for span in spans if span.end == day], states=[GoalState.OPEN])
        for person in _readers(here, [(level, owner) for level, owner, _ in owned]):
            yield CycleQuestion(person.id, CycleStep.END, day)
        late = here.day - day > timedelta(days=LEADER_AFTER)
        people = {owner for level, owner, _ in owned if level is GoalLevel.PERSON and late}
        for person in _leaders(here, people):
            if workday_after(here.work, person, day + timedelta(days=1), LEADER_AFTER) <= here.day:
                yield CycleQuestion(person.id, CycleStep.TEAM_END, day)


def _readers(here: _Here, owned: Iterable[tuple[GoalLevel, str]]) -> Iterator[Person]:
    found: dict[str, Person] = {}
    for level, owner in dict.fromkeys(owned):
        own = [here.everybody[owner]] if level is GoalLevel.PERSON and owner in here.everybody else []
        asked = own if level is GoalLevel.PERSON else responsible(here.work, level, owner, now=here.now)
        found |= {person.id: person for person in asked}
    return (person for person in found.values() if here.asks(person))


def _leaders(here: _Here, people: AbstractSet[str]) -> Iterator[Person]:
    """Yield who leads some people now, those left out of whom nothing may be said."""
    led: dict[str, list[Person]] = {}
    for person_id in sorted(people & here.everybody.keys() - set(here.silent)):
        led.setdefault(here.everybody[person_id].manager_id or "", []).append(here.everybody[person_id])
    # Two of each manager's: nobody stands in over themselves, so of one alone it could be that one.
    some = (person for team in led.values() for person in team[:2])
    leaders = (permission.leader(here.work, person, now=here.now) for person in some)
    found = {leader.id: leader for leader in leaders if leader}
    return (leader for leader in found.values() if here.asks(leader))


def responsible(work: Work, level: GoalLevel, owner_id: str, *, now: datetime) -> list[Person]:
    """Return who is asked about goals of a unit: whoever leads it, of the company whoever leads everybody; else HR."""
    if level is GoalLevel.COMPANY:
        return leadership(work, now=now)
    owner = work.people.get(owner_id)
    if owner is None:
        return permission.responsible_for(work, owner_id, now=now)
    return permission.responsible(work, owner, now=now)
