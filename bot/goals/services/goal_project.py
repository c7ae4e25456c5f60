"""Projects that are done, at work: their person's goal is measured, and they are told, asked which, or offered one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote

from bot.delivery.domain.delivery import SETTLED, Priority
from bot.delivery.domain.delivery_timing import Drop
from bot.delivery.services.outbox import enqueue
from bot.figures.domain.record import RecordQuery
from bot.goals.domain.goal import GoalState
from bot.goals.domain.goal_project import GoalEvent, completed_project, goals_of
from bot.goals.services.progress import measure
from bot.goals.views import goal_project as view
from bot.kit.errors import NotFound, Stale

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.delivery.domain.delivery import Delivery
    from bot.figures.domain.record import Record, RecordStream
    from bot.goals.domain.goal import Goal
    from bot.goals.domain.goal_project import CompletedProject
    from bot.goals.ports import Work
    from bot.messages.card import Card
    from bot.people.domain.person import Person

KIND: Final = "goal.project"
_KEY: Final = re.compile(r"goal\.project:(?P<stream>[^:]*):(?P<id>[^:]*):.+")
_LIVES: Final = timedelta(days=21)


@dataclass(frozen=True, slots=True)
class ProjectGoals:
    """What a project that is done means for its person: the goal it counts for, or those that it was asked of.

    ``asked`` are open goals, each with the number by which it is chosen.
    """

    project: CompletedProject
    counted: Goal | None = None
    asked: Sequence[tuple[int, Goal]] = ()


def hear(work: Work, _stream: RecordStream, records: Sequence[Record], *, now: datetime) -> None:
    """Let projects that are done count where one goal can be meant, and tell whose they are.

    Nobody who works without goals is offered one for every project.
    """
    for record in records:
        project = completed_project(record)
        person = work.people.get(project.person_id)
        if person is None or not person.employed_at(now) or person.id in work.restrictions.all():
            continue
        if not work.goal_events.of_record(project.stream, project.id):
            _note(work, project, now=now)
        seen = _seen(work, project)
        if seen.counted or seen.asked or work.goals.of([person.id], states=[GoalState.OPEN]):
            _tell(work, person, seen, now=now)


def _note(work: Work, project: CompletedProject, *, now: datetime) -> None:
    """Note which goals of its person a project can be of, and measure it where that is one."""
    goals = goals_of(project, work.goals.of_project(project.project, project.person_id))
    for goal in goals:
        work.goal_events.note(GoalEvent(goal.no, project.stream, project.id, counts=len(goals) == 1))
    if len(goals) == 1:
        measure(work, goals, now=now)


def choose(work: Work, person: Person, no: int, *, now: datetime) -> Card:
    """Let a project of somebody count for the one of their goals that they say; return what that did.

    Raises:
        NotFound: when there is no such project of theirs any more.
        Stale: when it counts for a goal already, or that one is not open.
    """
    event = work.goal_events.get(no)
    project = _project(work, person, event.stream, event.id) if event else None
    if event is None or project is None:
        raise NotFound("goal-project-gone")
    seen = _seen(work, project)
    goal = dict(seen.asked).get(no)
    if seen.counted or goal is None:
        raise Stale("goal-project-settled")
    work.goal_events.note(replace(event, counts=True))
    measure(work, [goal], now=now)
    return _card(work, person, _seen(work, project), now=now)


def render(work: Work, delivery: Delivery, now: datetime) -> Card | Drop | None:
    """Return what is said of a project as it stands now; nothing where its event was withdrawn."""
    key = _KEY.fullmatch(delivery.key)
    reader = work.people.get(delivery.person_id)
    if key is None or reader is None:
        return None
    project = _project(work, reader, unquote(key["stream"]), unquote(key["id"]))
    return _card(work, reader, _seen(work, project), now=now) if project else Drop(SETTLED)


def _project(work: Work, person: Person, stream: str, id_: str) -> CompletedProject | None:
    records = work.records.find(RecordQuery(stream, person_id=person.id, id=id_)) if stream and id_ else ()
    return next((completed_project(record) for record in records), None)


def _seen(work: Work, project: CompletedProject) -> ProjectGoals:
    events = work.goal_events.of_record(project.stream, project.id)
    known = {goal.no: goal for goal in work.goals.some([event.goal_no for event in events])}
    mine = [(event, goal) for event in events if (goal := known[event.goal_no]).owner_id == project.person_id]
    counted = next((goal for event, goal in mine if event.counts), None)
    fitting = {goal.no for goal in goals_of(project, known.values())}
    return ProjectGoals(project, counted, [(event.no, goal) for event, goal in mine if goal.no in fitting])


def _tell(work: Work, person: Person, seen: ProjectGoals, *, now: datetime) -> None:
    stream, id_ = (quote(text, safe="") for text in (seen.project.stream, seen.project.id))
    enqueue(
        work,
        _card(work, person, seen, now=now),
        key=f"{KIND}:{stream}:{id_}:{person.id}",
        to=person,
        kind=KIND,
        priority=Priority.NUDGE,
        now=now,
        subject_id=person.id,
        expires_at=now + _LIVES,
    )


def _card(work: Work, reader: Person, seen: ProjectGoals, *, now: datetime) -> Card:
    to = work.reader(reader, now=now)
    if seen.counted:
        goal = seen.counted
        far = work.goals.progress([goal.no]).get(goal.no)
        return view.counted(to.t, seen.project, goal, far, today=to.today)
    if seen.asked:
        return view.asked(to.t, seen.project, seen.asked, today=to.today)
    return view.offered(to.t, seen.project, today=to.today)
