"""What is told of goals lets nobody work out fewer than five people of whom the reader may not know anything."""

from __future__ import annotations

import random
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pytest

from bot.goals.domain.goal import Goal, GoalLevel, GoalLink, GoalProgress
from bot.goals.services.goal_sight import GoalReader
from bot.kit.period import Period
from bot.people.services.permission import actor, somebody
from tests.company import NOW, Company
from tests.goals import let_stand

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from storage.storage import Storage
    from storage.work import SqlWork

YEAR = Period(NOW.date().replace(month=1, day=1), NOW.date().replace(month=12, day=31))
PEOPLE = tuple(f"p{number}" for number in range(11))
FLOOR = 5


def grow(work: SqlWork, dice: random.Random, *, shared: bool) -> tuple[list[Goal], list[GoalLink]]:
    """Grow a tree of goals of units with people's goals below them; ``shared`` lets some be part of two."""
    made, links = list[Goal](), list[GoalLink]()
    for number in range(dice.randint(1, 6) + dice.randint(2, 14)):
        units = [goal for goal in made if goal.level is not GoalLevel.PERSON]
        personal = bool(units) and dice.random() < 0.7
        level = GoalLevel.PERSON if personal else GoalLevel.TEAM if made else GoalLevel.COMPANY
        owner = dice.choice(PEOPLE) if personal else f"unit {number}" if made else ""
        title = f"goal {number}"
        goal = work.goals.add(Goal(title=title, level=level, owner_id=owner, period=YEAR, by="top", at=NOW))
        parents = dice.sample(units, min(len(units), 2 if shared and dice.random() < 0.3 else 1))
        links += [GoalLink(child_no=goal.no, parent_no=up.no, weight=Decimal(dice.randint(1, 3))) for up in parents]
        made.append(goal)
    for link in links:
        work.goals.link(link)
    return made, links


def stand(
    work: SqlWork, goals: list[Goal], links: list[GoalLink], dice: random.Random
) -> dict[int, NDArray[np.float64]]:
    """Let people's goals stand somewhere, some nowhere, and roll them up; return what of whom is in each."""
    known = {goal.no for goal in goals if goal.level is GoalLevel.PERSON and dice.random() < 0.8}
    place = {no: at for at, no in enumerate(sorted(known))}
    inside: dict[int, NDArray[np.float64]] = {no: np.eye(len(place))[at] for no, at in place.items()}
    for goal in reversed(goals):  # parts come after what they are part of
        below = [link for link in links if link.parent_no == goal.no and link.child_no in inside]
        if below:
            total = sum(float(link.weight) for link in below)
            inside[goal.no] = np.sum([float(link.weight) / total * inside[link.child_no] for link in below], axis=0)
    let_stand(work, {no: GoalProgress(0.5, 1, 1, 1.0) for no in inside})
    return inside


def exposed(told: list[NDArray[np.float64]], owners: list[str]) -> list[tuple[str, ...]]:
    """Return groups of fewer than five people of whom something follows from what was told, as sums of it."""
    if not told:
        return []
    rows = np.array(told)
    rank = np.linalg.matrix_rank(rows)
    people = sorted(set(owners))
    found = []
    for group in combinations(people, min(FLOOR - 1, len(people))):
        others = [at for at, owner in enumerate(owners) if owner not in group]
        if rank > (np.linalg.matrix_rank(rows[:, others]) if others else 0):
            found.append(group)
    return found


@pytest.mark.parametrize("shared", ["tree", "shared"])
def test_nobody_can_be_worked_out_of_what_a_stranger_is_told(shared: str, storage: Storage) -> None:
    told_at_all = 0
    with storage.work() as work:
        Company(work).hire("top", "stranger", *PEOPLE, role="sales", locale="en")
    for seed in range(40):
        with storage.work() as work:
            dice = random.Random(seed)  # noqa: S311 - a tree, no secret
            goals, links = grow(work, dice, shared=shared == "shared")
            inside = stand(work, goals, links, dice)
            reader = GoalReader(work, actor(work, somebody(work, "stranger"), now=NOW), now=NOW)

            shown = reader.glances(goals)

            for seen in shown:  # what is told does not hang on what else is looked at
                [alone] = GoalReader(work, reader.actor, now=NOW).glances([seen.goal])
                assert (alone.hidden, alone.progress) == (seen.hidden, seen.progress), seed
            assert all(seen.goal.level is not GoalLevel.PERSON for seen in shown)
            told = [inside[seen.goal.no] for seen in shown if not seen.hidden and seen.goal.no in inside]
            owners = [goal.owner_id for goal in goals if goal.level is GoalLevel.PERSON and goal.no in inside]
            told_at_all += len(told)
            assert exposed(told, owners) == [], seed
    assert told_at_all > 10


def test_what_is_rounded_in_a_part_is_not_told_exactly_by_the_whole(storage: Storage) -> None:
    with storage.work() as work:
        company = Company(work)
        for person in (*PEOPLE, "other"):
            company.person(person)
        goals = [
            Goal(title=title, level=level, owner_id=owner, period=YEAR, by="top", at=NOW)
            for title, level, owner in (
                ("company", GoalLevel.COMPANY, ""),
                ("department", GoalLevel.DEPARTMENT, "Sales"),
                *(("own", GoalLevel.PERSON, person) for person in PEOPLE),
            )
        ]
        whole, part, *own = [work.goals.add(goal).no for goal in goals]
        work.goals.link(GoalLink(child_no=part, parent_no=whole))
        for no in own:
            work.goals.link(GoalLink(child_no=no, parent_no=part))
        progress = {no: GoalProgress(0.636, 1, 1, 1.0) for no in (part, *own)}
        let_stand(work, progress | {whole: GoalProgress(0.636, 1, 2, 2.0)})

        reader = GoalReader(work, actor(work, somebody(work, "other"), now=NOW), now=NOW)
        seen = reader.glances(work.goals.some([whole, part]))

        assert [(glance.progress.value, glance.coarse) for glance in seen] == [(0.65, True)] * 2
