"""Goals that come in with a file: made, changed, and put below one another; the same file again changes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.goals.domain.goal import OVER, Goal, GoalLevel, GoalLink
from bot.goals.domain.goal_fields import GoalKey, GoalRow, folded
from bot.goals.services import alignment
from bot.goals.services.progress import measure
from bot.kit.cell import InvalidCell
from bot.kit.cleaning import UnclearValue
from bot.people.domain.person import Kind

if TYPE_CHECKING:
    from datetime import datetime

    from bot.goals.domain.key_result import KeyResult
    from bot.goals.ports import Work


@dataclass(slots=True)
class GoalsTaken:
    """What became of the goals of a file, each once: new, changed or as they were; and what is wrong, by row."""

    inserted: int = 0
    corrected: int = 0
    unchanged: int = 0
    problems: list[tuple[int, InvalidCell]] = field(default_factory=list)


def take(work: Work, rows: Sequence[tuple[int, GoalRow]], *, by: str, now: datetime) -> GoalsTaken:
    """Store the goals of a file's rows, each with its row; several rows of one goal are its key results.

    What a goal is part of is named by its title: of the same file, or of a goal that runs.
    """
    taken, places = GoalsTaken(), dict[GoalKey, list[tuple[int, GoalRow]]]()
    for row in rows:
        places.setdefault(row[1].key, []).append(row)
    running = [goal for goal in work.goals.all() if goal.state not in OVER]
    known = {(goal.owner_id, folded(goal.title), goal.period): goal for goal in running}
    kept: dict[GoalKey, tuple[Goal, bool, bool]] = {}
    parents = {folded(row.parent) for _, row in rows}
    for key, mine in places.items():
        results = _results([row for _, row in mine], is_parent=folded(mine[0][1].title) in parents)
        kept[key] = _store(work, known.get(key), mine[0][1], results, by=by, now=now)
    measure(work, [goal for goal, _, _ in kept.values()], now=now)
    titled: dict[str, list[Goal]] = {}
    for goal in {goal.no: goal for goal in (*running, *(goal for goal, _, _ in kept.values()))}.values():
        titled.setdefault(folded(goal.title), []).append(goal)
    for key, (goal, fresh, changed) in kept.items():
        linked = _link(work, goal, places[key], titled, taken)
        taken.inserted += fresh
        taken.corrected += not fresh and (changed or linked)
        taken.unchanged += not (fresh or changed or linked)
    return taken


def _store(
    work: Work, known: Goal | None, first: GoalRow, results: tuple[KeyResult, ...], *, by: str, now: datetime
) -> tuple[Goal, bool, bool]:
    """Return the goal of a row as it is stored now, whether it is new, and whether it has changed."""
    said = Goal(
        title=first.title,
        level=first.level or _level(work, first.owner_id),
        owner_id=first.owner_id,
        period=first.period,
        by=by,
        at=now,
        weight=first.weight,
        commitment=first.commitment,
        project=first.project,
        key_results=results,
    )
    if known is None:
        return work.goals.add(said), True, False
    later = replace(
        known, title=said.title, level=said.level, weight=said.weight, commitment=said.commitment,
        project=said.project, key_results=_numbered(results, known.key_results),
    )  # fmt: skip
    if later == known:
        return known, False, False
    return work.goals.put(replace(later, by=by, at=now)) or known, False, True


def _results(rows: Sequence[GoalRow], *, is_parent: bool) -> tuple[KeyResult, ...]:
    """Return what rows of a goal measure: nothing of its own where they say nothing and others are part of it."""
    return tuple(row.result for row in rows if row.measured or not is_parent)


def _level(work: Work, owner_id: str) -> GoalLevel:
    owner = work.people.get(owner_id)
    return GoalLevel.TEAM if owner and owner.kind is Kind.UNIT else GoalLevel.PERSON


def _numbered(said: Sequence[KeyResult], known: Sequence[KeyResult]) -> tuple[KeyResult, ...]:
    """Let key results that a file says again keep their numbers and what no file says of them, so that values stay."""
    left, found = list(known), []
    for result in said:
        same = next((old for old in left if (old.title, old.metric) == (result.title, result.metric)), None)
        if same:
            left.remove(same)
            kept = {"no": same.no, "weight": same.weight, "baseline": same.baseline, "where": same.where}
            result = replace(result, **kept)  # type: ignore[arg-type]  # noqa: PLW2901
        found.append(result)
    return tuple(found)


def _link(
    work: Work,
    goal: Goal,
    rows: Sequence[tuple[int, GoalRow]],
    titled: Mapping[str, Sequence[Goal]],
    taken: GoalsTaken,
) -> bool:
    """Put a goal below the one that its rows name; say whether it was not there, or weighs otherwise now."""
    changed = False
    for line, row in rows[:1]:
        if not row.parent:
            continue
        above = [parent for parent in titled.get(folded(row.parent), ()) if parent.level.depth <= goal.level.depth]
        above = [parent for parent in above if parent.no != goal.no] or above
        if len(above) != 1:
            key = "import-goal-parents" if above else "import-goal-parent"
            taken.problems.append((line, InvalidCell("parent", row.parent, UnclearValue(key))))
            continue
        link = GoalLink(child_no=goal.no, parent_no=above[0].no, weight=row.weight)
        if link in work.goals.links_above([goal.no]):
            continue
        if way := alignment.circle(work, link.child_no, link.parent_no):
            path = " → ".join(step.title for step in way)
            taken.problems.append((line, InvalidCell("parent", row.parent, UnclearValue("goal-circle", path=path))))
            continue
        alignment.link(work, link)
        changed = True
    return changed
