"""Messages of goal cycles: asked once, reminded of once, each as goals and people are when it goes.

A question that was answered by then is not sent; whoever leads people by then is told of those whom they lead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Final

from bot.delivery.domain.delivery import SETTLED, Priority
from bot.delivery.domain.delivery_timing import Drop
from bot.delivery.domain.policy import COMPANY
from bot.delivery.services.outbox import delivered, enqueue
from bot.goals.domain.goal import Goal, GoalLevel, GoalState
from bot.goals.domain.goal_cycle import (
    LATE,
    RECENT,
    REMINDER_AFTER,
    SHORTEST,
    CycleStep,
    cycle_period,
    goes_well_by_data,
    middle,
    previous,
)
from bot.goals.services.goal_cycle import WANTED, responsible, workday_after
from bot.goals.services.goal_list import urgent_first
from bot.goals.services.goal_sight import GoalReader
from bot.goals.views import goal_cycle as view
from bot.kit.calendar import instant, local_day
from bot.kit.period import Period
from bot.people.domain.permission import Act, Role
from bot.people.domain.person import Kind
from bot.people.services import permission

if TYPE_CHECKING:
    from datetime import datetime

    from bot.delivery.domain.delivery import Delivery
    from bot.goals.ports import Work
    from bot.goals.services.goal_cycle import AskedElsewhere, CycleQuestion
    from bot.messages.card import Card
    from bot.people.domain.person import Person

KIND: Final = "goal.cycle"
MORNING: Final = time(9, 30)
_KEY: Final = re.compile(r"goal\.cycle:(?P<step>[a-z_]+):(?P<day>\d{4}-\d\d-\d\d):(?P<mark>[a-z0-9-]*):(?P<reader>.+)")
_AGAIN: Final = "again"
_APART: Final = timedelta(days=3)
"""A reminder comes no sooner after the question than this: who was away meets the question first, and alone."""
_LIVES: Final = timedelta(days=60)
"""So long a question waits for somebody who is away; what does not hold any more then is not sent."""
_TEAM: Final = frozenset({CycleStep.TEAM_START, CycleStep.TEAM_END})


@dataclass(frozen=True, slots=True)
class CycleMessage:
    """Which message of a goal cycle it is, as its key says.

    ``mark`` is "" for the question itself and "again" for its reminder; of people who join later it is the day on which
    whoever leads them is told.
    """

    step: CycleStep
    day: date
    reader: str
    mark: str = ""

    @property
    def key(self) -> str:
        """The key of its delivery."""
        return f"{KIND}:{self.step}:{self.day.isoformat()}:{self.mark}:{self.reader}"

    @classmethod
    def of(cls, key: str) -> CycleMessage | None:
        """Read a delivery's key; None where it is no message of a goal cycle."""
        found = _KEY.fullmatch(key)
        if found is None:
            return None
        return cls(CycleStep(found["step"]), date.fromisoformat(found["day"]), found["reader"], found["mark"])


def ask(work: Work, question: CycleQuestion, elsewhere: AskedElsewhere, *, now: datetime) -> bool:
    """Ask somebody, and let one reminder follow some working days later; False when there is nothing to ask.

    When people are asked for goals, whoever leads them gets one message for all of theirs.
    """
    reader = work.people.get(question.reader_id)
    if reader is None:
        return False
    told = CycleMessage(question.step, question.day, reader.id)
    if not _send(work, told, reader, elsewhere, now=now):
        return False
    today = local_day(now, timezone=reader.timezone)
    if question.step not in _TEAM:
        later = workday_after(work, reader, today + timedelta(days=1), REMINDER_AFTER - 1)
        at = instant(later, MORNING, timezone=reader.timezone)
        _send(work, replace(told, mark=_AGAIN), reader, elsewhere, now=now, not_before=at)
    if question.step is CycleStep.START and (leader := permission.leader(work, reader, now=now)):
        _tell_leader(work, question.day, leader, elsewhere, now=now)
    return True


def _tell_leader(work: Work, day: date, leader: Person, elsewhere: AskedElsewhere, *, now: datetime) -> None:
    """Tell whoever leads people who have no goals; of those who join on later days once a day."""
    told = CycleMessage(CycleStep.TEAM_START, day, leader.id)
    before, today = work.outbox.get(told.key), local_day(now, timezone=leader.timezone)
    if before and local_day(before.created_at, timezone=leader.timezone) < today:
        told = replace(told, mark=today.isoformat())
    _send(work, told, leader, elsewhere, now=now)


def _send(
    work: Work,
    told: CycleMessage,
    reader: Person,
    elsewhere: AskedElsewhere,
    *,
    now: datetime,
    not_before: datetime | None = None,
) -> bool:
    card = _card(work, told, reader, elsewhere, now=now)
    return card is not None and enqueue(
        work,
        card,
        key=told.key,
        to=reader,
        kind=KIND,
        priority=Priority.NUDGE,
        now=now,
        subject_id="" if told.step in _TEAM else reader.id,
        expires_at=now + _LIVES,
        not_before=not_before,
    )


def render(work: Work, elsewhere: AskedElsewhere, delivery: Delivery, now: datetime) -> Card | Drop | None:
    """Return what is asked as goals and people are now; nothing of what is answered, or was asked only just now."""
    told, reader = CycleMessage.of(delivery.key), work.people.get(delivery.person_id)
    if told is None or reader is None:
        return None
    if told.mark == _AGAIN and not _asked_before(work, replace(told, mark=""), now=now):
        return Drop(SETTLED)
    return _card(work, told, reader, elsewhere, now=now) or Drop(SETTLED)


def _asked_before(work: Work, told: CycleMessage, *, now: datetime) -> bool:
    """Say whether a question has been out for some days."""
    first = work.outbox.get(told.key)
    if first is None or not delivered(work, told.key):
        return False
    return now - (first.sent_at or first.created_at) >= _APART


# What each step says


def _card(work: Work, told: CycleMessage, reader: Person, elsewhere: AskedElsewhere, *, now: datetime) -> Card | None:
    """Return what a step says to a reader now; None where there is nothing to ask any more, or cycles are off."""
    months = work.policies.at(COMPANY).goal_months
    if not months or not reader.employed_at(now):
        return None
    sees = GoalReader(work, permission.actor(work, reader, now=now), now=now)
    match told.step:
        case CycleStep.START:
            return _start(sees, told, cycle_period(told.day, months), months)
        case CycleStep.TEAM_START:
            return _team_start(sees, cycle_period(told.day, months), elsewhere)
        case CycleStep.MIDDLE:
            return _middle(sees, told, elsewhere)
        case CycleStep.END:
            return _end(sees, told)
        case CycleStep.TEAM_END:
            return _team_end(sees, told.day)


def _start(sees: GoalReader, told: CycleMessage, span: Period, months: int) -> Card | None:
    me, before = sees.actor.person, previous(span, months)
    to = sees.work.reader(me, now=sees.now)
    if to.today >= middle(span) or sees.work.goals.of([me.id], states=WANTED, within=span):
        return None
    states = (GoalState.OPEN, GoalState.ACHIEVED, GoalState.MISSED)
    past = [goal for goal in sees.work.goals.of([me.id], states=states, within=before) if goal.period.end <= before.end]
    return view.start(to.t, sees.brief(past), span=span, today=to.today, again=told.mark == _AGAIN)


def _team_start(sees: GoalReader, span: Period, elsewhere: AskedElsewhere) -> Card | None:
    to = sees.work.reader(sees.actor.person, now=sees.now)
    half, led = middle(span), led_people(sees)
    if to.today >= half:
        return None
    has = {goal.owner_id for goal in sees.work.goals.of([person.id for person in led], states=WANTED, within=span)}
    leave = has.union(elsewhere(CycleStep.START, Period(span.start, half)))
    without = [person for person in led if person.id not in leave]
    return view.team_start(to.t, without, span=span, today=to.today) if without else None


def led_people(sees: GoalReader) -> list[Person]:
    """Return the people whom somebody leads directly, or as a stand-in, but those of whom nothing may be said now."""
    work, silent = sees.work, sees.work.restrictions.all()
    leads = permission.led_by(work, sees.actor.person, now=sees.now)
    found = [
        person
        for lead in leads
        for person in work.people.team(lead)
        if person.kind is Kind.PERSON and person.employed_at(sees.now) and person.id not in silent
    ]
    return [person for person in found if person.id != sees.actor.person.id]


def _middle(sees: GoalReader, told: CycleMessage, elsewhere: AskedElsewhere) -> Card | None:
    """Ask about goals that nobody has spoken of lately and that data alone do not say go well."""
    to, work = sees.work.reader(sees.actor.person, now=sees.now), sees.work
    running = work.goals.of(_owners(sees, told.day), states=[GoalState.OPEN], within=Period(told.day, told.day))
    around = Period(told.day - LATE[CycleStep.MIDDLE], told.day + LATE[CycleStep.MIDDLE])
    leave = sees.actor.person.id in elsewhere(CycleStep.MIDDLE, around)
    halved = [
        goal
        for goal in running
        if middle(goal.period) == told.day
        and goal.period.days >= SHORTEST
        and goal.period.end >= to.today
        and not (leave and goal.level is GoalLevel.PERSON)
    ]
    said = {said.goal_no for said in work.key_results.check_ins([goal.no for goal in halved]) if _recent(sees, said.at)}
    glances = urgent_first(
        sees.glances([goal for goal in halved if goal.no not in said and not _recent(sees, goal.at)])
    )
    asked = [seen for seen in glances if not goes_well_by_data(seen)]
    if not asked:
        return None
    well = len(glances) - len(asked)
    return view.middle(to.t, asked, well=well, today=to.today, again=told.mark == _AGAIN)


def _recent(sees: GoalReader, at: datetime) -> bool:
    return sees.now - at < RECENT


def _end(sees: GoalReader, told: CycleMessage) -> Card | None:
    """Show how goals ended whose owner has not closed all of them."""
    to = sees.work.reader(sees.actor.person, now=sees.now)
    states = (GoalState.OPEN, GoalState.ACHIEVED, GoalState.MISSED)
    ended = _ended(sees.work.goals.of(_owners(sees, told.day), states=states, within=Period(told.day, told.day)), told)
    if not any(goal.state is GoalState.OPEN for goal in ended):
        return None
    first = sorted(ended, key=lambda goal: (goal.state is not GoalState.OPEN, goal.no))
    return view.end(to.t, sees.brief(first), today=to.today, again=told.mark == _AGAIN)


def _team_end(sees: GoalReader, day: date) -> Card | None:
    to = sees.work.reader(sees.actor.person, now=sees.now)
    led = [person.id for person in led_people(sees)]
    running = sees.work.goals.of(led, states=[GoalState.OPEN], within=Period(day, day))
    ended = [goal for goal in running if goal.period.end == day]
    return view.team_end(to.t, sees.brief(ended), today=to.today) if ended else None


def _ended(goals: list[Goal], told: CycleMessage) -> list[Goal]:
    return [goal for goal in goals if goal.period.end == told.day]


def _owners(sees: GoalReader, day: date) -> list[str]:
    """Return whose goals with a day somebody is asked about: their own, and those of units that they answer for."""
    work, me = sees.work, sees.actor.person
    if not sees.actor.ever(Act.WRITE_UNIT_GOAL):
        return [me.id]
    owned = work.goals.owners(work.goals.periods(Period(day, day)), states=[GoalState.OPEN], units=True)
    near = None if Role.HR in sees.actor.roles else _units_below(sees)
    found = [me.id]
    for level, owner in dict.fromkeys((level, owner) for level, owner, _ in owned):
        unit = work.people.get(owner) if owner else None
        names = {owner, *((unit.name, unit.department) if unit else ())} - {""}
        if near is not None and level is not GoalLevel.COMPANY and near.isdisjoint(names):
            continue  # it takes long to say who leads all of a unit, and nobody leads one far from their own people
        if me.id in {person.id for person in responsible(work, level, owner, now=sees.now)}:
            found.append(owner)
    return found


def _units_below(sees: GoalReader) -> set[str]:
    """Return the units and departments, by id or name, of everybody and every unit below somebody."""
    work = sees.work
    leads = permission.led_by(work, sees.actor.person, now=sees.now)
    below = (work.people.get(person_id) for person_id in work.people.below(leads))
    units = [member for lead in leads for member in work.people.team(lead) if member.kind is Kind.UNIT]
    people = [*(person for person in below if person), *units]
    return {name for person in people for name in (person.unit, person.department)} | {unit.id for unit in units}
