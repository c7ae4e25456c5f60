"""Projects that are done: which goal of its person an event is of, and what of that it measures (R5)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.figures.domain.event import EventKind
from bot.figures.domain.finished import finished
from bot.goals.domain.goal import GoalState
from bot.goals.domain.key_result import KeyResult, Measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from bot.figures.domain.record import Record
    from bot.goals.domain.goal import Goal


@dataclass(frozen=True, slots=True)
class GoalEvent:
    """That a project's event (a record of a stream, by its id) counts for a goal, or that it might and was asked."""

    goal_no: int
    stream: str
    id: str
    counts: bool = True
    no: int = 0


@dataclass(frozen=True, slots=True)
class CompletedProject:
    """That a project of somebody is done, on a day, and how much of its task was reached (1 is all), by a record."""

    stream: str
    id: str
    person_id: str
    project: str
    day: date
    attainment: Decimal


def completed_project(record: Record) -> CompletedProject:
    """Return what the record of an event says."""
    said = finished(EventKind.PROJECT_COMPLETED, record)
    share = said.attainment if said.attainment is not None else Decimal(1)
    return CompletedProject(record.stream, record.id, record.person_id, said.what, said.day, share)


def measured_by(goal: Goal) -> KeyResult | None:
    """Return what a project's event measures of a goal: its first milestone, else its first typed share; or nothing."""
    typed = [result for result in goal.key_results if result.typed]
    milestones = [result for result in typed if result.measure is Measure.MILESTONE]
    shares = [result for result in typed if result.unit == "%" and result.measure is Measure.VALUE]
    return next(iter((*milestones, *shares)), None)


def goals_of(project: CompletedProject, goals: Iterable[Goal]) -> list[Goal]:
    """Return the open goals, among those of the project's person with its key, that its event can be of."""
    return [
        goal
        for goal in goals
        if goal.state is GoalState.OPEN
        and goal.period.start <= project.day
        and same_project(goal, project)
        and measured_by(goal)
    ]


def same_project(goal: Goal, project: CompletedProject) -> bool:
    """Say whether a goal is of a project, however its key is written, and of its person."""
    key, said = (" ".join(text.split()).casefold() for text in (goal.project, project.project))
    return bool(key) and key == said and goal.owner_id == project.person_id


def newest(projects: Sequence[CompletedProject]) -> CompletedProject | None:
    """Return which of several events counts: the one that happened last, of one day the one with the last id."""
    return max(projects, key=lambda project: (project.day, project.stream, project.id), default=None)
