"""Lists of goals as somebody sees them: of a person or unit, of a team, the tree, what is not aligned, how they go."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.goals.domain.goal import OVER, GoalLevel, GoalState
from bot.goals.services.goal_sight import GoalReader
from bot.kit.errors import Denied
from bot.kit.period import Period
from bot.people.domain.permission import Act
from bot.people.services import permission
from bot.people.services.audit import note_read

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from bot.goals.domain.goal_owner import GoalOwner
    from bot.goals.domain.goal_sight import GoalGlance
    from bot.goals.ports import Work
    from bot.people.domain.permission import Actor


def urgent_first(goals: Iterable[GoalGlance]) -> list[GoalGlance]:
    """Return goals with those first that need somebody: proposed ones, then by how they go, then by their last day."""
    return sorted(
        goals,
        key=lambda seen: (
            seen.goal.state in OVER,
            seen.goal.state is not GoalState.PROPOSED,
            seen.health.rank,
            seen.goal.period.end,
            seen.goal.no,
        ),
    )


def of(reader: GoalReader, owner: GoalOwner) -> list[GoalGlance]:
    """Return the goals of a person or unit, what needs somebody first; that somebody else's were read is noted.

    Raises:
        Denied: when a person's are not the reader's to see.
    """
    found = reader.work.goals.of([owner.id])
    subject = reader.work.people.get(owner.id) if owner.level is GoalLevel.PERSON else None
    if subject:
        if not reader.reads_goals_of(subject.id):
            raise Denied("permission-denied", act=Act.READ_GOAL.value, subject=subject.id)
        note_read(reader.work, reader.actor, subject, "goals", now=reader.now)
    return urgent_first(reader.glances(found))


def running(reader: GoalReader, person_id: str) -> list[GoalGlance]:
    """Return the goals of somebody that run or wait for a yes, what needs somebody first."""
    found = reader.work.goals.of([person_id], states=[GoalState.OPEN, GoalState.PROPOSED])
    return urgent_first(reader.glances(found)) if found else []


def team(reader: GoalReader) -> list[GoalGlance]:
    """Return the goals that run, or are proposed, of everybody and every unit that somebody leads directly."""
    leads = permission.led_by(reader.work, reader.actor.person, now=reader.now)
    led = [member.id for lead in leads for member in reader.work.people.team(lead) if member.employed_at(reader.now)]
    found = reader.work.goals.of(led, states=[GoalState.OPEN, GoalState.PROPOSED])
    return urgent_first(reader.glances(found))


def top(reader: GoalReader, today: date) -> list[GoalGlance]:
    """Return the company's goals of a day, what needs somebody first."""
    running = reader.work.goals.of([""], states=[GoalState.OPEN], within=Period(today, today))
    return urgent_first(reader.glances(running))


def parts(reader: GoalReader, goals: Iterable[GoalGlance]) -> dict[int, list[GoalGlance]]:
    """Return by number what some goals directly consist of, as far as the reader may see it, the most urgent first."""
    links = reader.work.goals.links_below([seen.goal.no for seen in goals])
    known = {part.goal.no: part for part in reader.glances(reader.work.goals.some({link.child_no for link in links}))}
    found: dict[int, list[GoalGlance]] = {}
    for link in links:
        if part := known.get(link.child_no):
            found.setdefault(link.parent_no, []).append(replace(part, weight=link.weight))
    return {no: urgent_first(below) for no, below in found.items()}


def unaligned(reader: GoalReader, today: date) -> list[GoalGlance]:
    """Return the goals of a day that are part of no other one, those of units first; never the company's (R113)."""
    return reader.glances(reader.work.goals.unaligned(within=Period(today, today)))


def health(reader: GoalReader, today: date) -> list[GoalGlance]:
    """Return the goals of the company and its units by how they go, the slowest first; never those of people (R158)."""
    running = reader.work.goals.all(states=[GoalState.OPEN], within=Period(today, today))
    found = reader.glances([goal for goal in running if goal.level is not GoalLevel.PERSON])
    return sorted(found, key=lambda seen: (seen.health.rank, _speed(seen), seen.goal.level.depth, seen.goal.no))


def _speed(seen: GoalGlance) -> float:
    """Return the pace of a goal; of what is kept or done, or is not known, it says nothing."""
    return seen.pace.pace if seen.pace and seen.pace.pace is not None else 1.0


def waiting(work: Work, actor: Actor, *, now: datetime) -> int:
    """Return how many goals of their own wait for somebody's yes."""
    return _asking(GoalReader(work, actor, now=now), [actor.person.id])


def waiting_for_leader(work: Work, actor: Actor, *, now: datetime) -> int:
    """Return how many goals of those whom somebody leads wait for their yes."""
    leads = permission.led_by(work, actor.person, now=now)
    return _asking(GoalReader(work, actor, now=now), [member.id for lead in leads for member in work.people.team(lead)])


def _asking(reader: GoalReader, people: list[str]) -> int:
    return sum(reader.is_asked(goal) for goal in reader.work.goals.of(people, states=[GoalState.PROPOSED]))
