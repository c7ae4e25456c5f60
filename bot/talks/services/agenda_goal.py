"""Goals that two should talk about, for one of the two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.goals.domain.goal import GoalState
from bot.goals.services.goal_sight import GoalReader
from bot.talks.domain.agenda_goal import AgendaGoal, first, in_the_way, kind_of

if TYPE_CHECKING:
    from datetime import datetime

    from bot.goals.domain.key_result import GoalCheckIn
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person
    from bot.talks.ports import Work

MOST: Final = 3
"""An agenda names no more goals: it is to be talked through."""


def goals_of(work: Work, actor: Actor, person: Person, *, since: datetime | None, now: datetime) -> list[AgendaGoal]:
    """Return which of somebody's goals the two should talk about, as one of them may see it.

    ``since`` is when they talked last. Nothing of those whose data may not be used, and nothing of goals that are not
    the actor's to see.
    """
    reader = GoalReader(work, actor, now=now)
    if person.id in work.restrictions.all() or not reader.reads_goals_of(person.id):
        return []
    states = [GoalState.PROPOSED, GoalState.OPEN, GoalState.MISSED]
    glances = reader.glances(work.goals.of([person.id], states=states))
    said: dict[int, list[GoalCheckIn]] = {}
    for each in work.key_results.check_ins([seen.goal.no for seen in glances]):
        said.setdefault(each.goal_no, []).append(each)
    found = []
    for seen in glances:
        words = said.get(seen.goal.no, []) if actor.person.id == person.id or reader.decides(seen.goal) else []
        kind = kind_of(seen, words, since=since)
        awaited = work.people.get(seen.goal.awaits) if seen.goal.awaits else None
        if kind:
            newest = in_the_way(words, since=since)
            found.append(AgendaGoal(kind=kind, seen=seen, said=newest, waits_for=awaited.name if awaited else ""))
    return first(found, most=MOST)
