"""What goals need of others, at work: noted by whoever may change them, and looked through when one is late (R148)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.figures.services.dependency import late_within
from bot.goals.domain import alignment
from bot.goals.domain.goal import OVER, GoalLevel, GoalLink, GoalState
from bot.goals.domain.goal_dependency import GoalDependency, late_chains, needs_of
from bot.goals.domain.goal_sight import GoalNeeds, LateProvision
from bot.goals.services.goal_sight import GoalReader, get
from bot.kit.errors import Invalid, NotFound, Stale

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from bot.goals.domain.goal import Goal
    from bot.goals.domain.goal_sight import GoalGlance, GoalSight
    from bot.goals.ports import Work
    from bot.kit.period import Period
    from bot.people.domain.permission import Actor

MOST_CHOICES: Final = 60
"""Goals that somebody may choose among, those of other units first."""


def add(work: Work, actor: Actor, no: int, on_no: int, *, now: datetime) -> Goal:
    """Note that a goal needs another one to go well; the same once more is nothing.

    Raises:
        NotFound, Denied: as :func:`goal_sight.get`.
        Stale: when it is over.
        Invalid: when it would need itself, with the circle that it would make.
    """
    goal, reader = _open(work, actor, no, now=now), GoalReader(work, actor, now=now)
    other = work.goals.get(on_no)
    if other is None or not reader.reads(other):
        raise NotFound("goal-gone")
    _refuse_circle(reader, no, on_no)
    work.goal_dependencies.add(GoalDependency(goal_no=no, on_no=on_no))
    return goal


def remove(work: Work, actor: Actor, no: int, on_no: int, *, now: datetime) -> Goal:
    """Note that a goal does not need another one any more; one that it did not need is nothing.

    Raises:
        NotFound, Denied, Stale: as :func:`add`.
    """
    goal = _open(work, actor, no, now=now)
    work.goal_dependencies.remove(GoalDependency(goal_no=no, on_no=on_no))
    return goal


def _open(work: Work, actor: Actor, no: int, *, now: datetime) -> Goal:
    goal = get(work, actor, no, now=now, writing=True)
    if goal.state in OVER:
        raise Stale("goal-over")
    return goal


def _refuse_circle(reader: GoalReader, no: int, on_no: int) -> None:
    if way := circle(reader.work, no, on_no):
        known = {goal.no: goal.title if reader.reads(goal) else "…" for goal in reader.work.goals.some(way)}
        raise Invalid("goal-needs-circle", path=" → ".join(known[number] for number in way))


def circle(work: Work, no: int, on_no: int) -> Sequence[int]:
    """Return the way from a goal back to itself if it needed another one; empty where it may."""
    needed = work.goal_dependencies.of([on_no])

    def ahead(numbers: Collection[int]) -> Sequence[GoalLink]:
        return [GoalLink(child_no=each.goal_no, parent_no=each.on_no) for each in needed if each.goal_no in numbers]

    return alignment.circle(no, on_no, ahead)


def needs(reader: GoalReader, goal: Goal) -> GoalNeeds:
    """Return what a goal needs and, where it is late, the late goals with which that begins, as somebody sees them."""
    known = reader.work.goal_dependencies.of([goal.no])
    if not known:
        return GoalNeeds(provisions=_provisions(reader, [goal], goal.period))
    seen = {
        glance.goal.no: glance
        for glance in reader.glances(reader.work.goals.some({each.on_no for each in known} | {goal.no}))
    }
    by_goal = needs_of(each for each in known if each.on_no in seen)
    late = {no for no, glance in seen.items() if glance.late}
    chains = late_chains(goal.no, by_goal, late) if goal.no in late else []
    dependent = [goal, *(seen[no].goal for chain in chains for no in chain[:-1])]
    return GoalNeeds(
        tuple(seen[no] for no in by_goal.get(goal.no, ())),
        tuple(tuple(seen[no] for no in chain) for chain in chains),
        _provisions(reader, dependent, goal.period),
    )


def contributed(reader: GoalReader, seen: GoalSight) -> GoalNeeds:
    """Return what the units that contribute to a goal rest on and had late (R145 to R148)."""
    return GoalNeeds(provisions=_provisions(reader, [part.goal for part in seen.parts], seen.goal.period))


def _provisions(reader: GoalReader, goals: Sequence[Goal], days: Period) -> tuple[LateProvision, ...]:
    """Return what the units whose goals these are rest on and had late in some days, each once, the newest first."""
    owners = {
        goal.owner_id: reader.name(goal) for goal in goals if goal.level in {GoalLevel.DEPARTMENT, GoalLevel.TEAM}
    }
    found: dict[str, LateProvision] = {}
    for owner_id, name in owners.items():
        for late in late_within(reader.work, owner_id, days, now=reader.now):
            found.setdefault(late.metric.key, LateProvision(name, late))
    return tuple(sorted(found.values(), key=lambda each: each.late.delta.period.start, reverse=True))


def candidates(reader: GoalReader, goal: Goal) -> Sequence[GoalGlance]:
    """Return the goals of units and of the company that a goal could need in its period, those of others first."""
    found = [
        other
        for other in reader.work.goals.all(states=[GoalState.OPEN], within=goal.period)
        if other.no != goal.no and other.level is not GoalLevel.PERSON and reader.reads(other)
    ]
    found.sort(key=lambda other: (other.owner_id == goal.owner_id, -other.level.depth, other.no))
    return reader.glances(found[:MOST_CHOICES])
