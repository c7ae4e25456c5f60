"""What events of projects say of goals, read from their records as these stand now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bot.figures.domain.event import EventKind
from bot.figures.domain.record import RecordQuery
from bot.goals.domain.goal import COUNTING, GoalState
from bot.goals.domain.goal_project import GoalEvent, completed_project, measured_by, newest, same_project

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.figures.domain.record import RecordDays
    from bot.goals.domain.goal import Goal
    from bot.goals.domain.goal_project import CompletedProject
    from bot.goals.ports import Work


def projects_of(work: Work, goals: Sequence[Goal]) -> dict[int, CompletedProject]:
    """Return the event that counts for each goal, by the number of the key result that it measures.

    An event whose record was withdrawn, or has become another project's or somebody else's, counts no more.
    """
    by_number = {goal.no: goal for goal in goals if goal.project}
    found: dict[int, list[CompletedProject]] = {}
    for event in work.goal_events.of_goals(by_number):
        goal = by_number[event.goal_no]
        query = RecordQuery(event.stream, person_id=goal.owner_id, id=event.id)
        projects = [completed_project(record) for record in work.records.find(query)]
        found.setdefault(goal.no, []).extend(project for project in projects if same_project(goal, project))
    counting = {number: newest(projects) for number, projects in found.items()}
    return {
        result.no: project
        for number, project in counting.items()
        if project and (result := measured_by(by_number[number]))
    }


def adopt(work: Work, goals: Sequence[Goal]) -> None:
    """Let projects that were done before a goal was made count for it, where it is the only one they can be of.

    Where several might be meant it was asked which, or nobody has said so yet.
    """
    for goal in goals:
        if goal.state is not GoalState.OPEN or not goal.project or measured_by(goal) is None:
            continue
        if [other.no for other in work.goals.of_project(goal.project, goal.owner_id)] != [goal.no]:
            continue
        for project in _done(work, goal):
            if not work.goal_events.of_record(project.stream, project.id):
                work.goal_events.note(GoalEvent(goal.no, project.stream, project.id))


def _done(work: Work, goal: Goal) -> list[CompletedProject]:
    """Return the events of a goal's project in its period."""
    queries = [
        RecordQuery(stream.key, person_id=goal.owner_id, period=goal.period)
        for stream in work.streams.all()
        if stream.event is EventKind.PROJECT_COMPLETED
    ]
    found = [completed_project(record) for query in queries for record in work.records.find(query)]
    return [project for project in found if same_project(goal, project)]


def goals_of_days(work: Work, days: Mapping[str, RecordDays]) -> list[Goal]:
    """Return the goals of projects of those whose records of completed projects have changed."""
    streams = {stream.key for stream in work.streams.all() if stream.event is EventKind.PROJECT_COMPLETED}
    people = [days[key].person for key in days if key in streams]
    if not people:
        return []
    numbers = set(np.unique(np.concatenate(people)).tolist())
    ids = [person for person, (number, *_) in work.people.numbers().items() if number in numbers]
    return [goal for goal in work.goals.of(ids, states=COUNTING) if goal.project]
