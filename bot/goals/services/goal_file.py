"""Goals that come in with a file: made, changed, and put below one another; the same file again changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.goals.domain.goal import OVER, Goal, GoalLevel, GoalLink
from bot.goals.domain.goal_fields import GoalKey, GoalRow, folded, same_words
from bot.goals.services import alignment
from bot.goals.services.progress import measure, roll_up
from bot.kit.cell import InvalidCell
from bot.kit.cleaning import UnclearValue, plain
from bot.people.domain.person import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.goals.domain.key_result import KeyResult
    from bot.goals.ports import Work
    from bot.kit.period import Period

    Rows = Sequence[tuple[int, GoalRow]]
    """The rows of a file that are about one goal, each with its place in the file."""


@dataclass(frozen=True, slots=True)
class StoredGoal:
    """A goal of a file as it is stored now, and the version of it that counted before; None where it is new."""

    goal: Goal
    before: Goal | None

    @property
    def fresh(self) -> bool:
        """Whether the file made it."""
        return self.before is None

    @property
    def changed(self) -> bool:
        """Whether the file made a new version of it."""
        return self.before is not None and self.before.version != self.goal.version


@dataclass(slots=True)
class GoalsTaken:
    """What became of the goals of a file, each once: new, changed or as they were; and what is wrong, by row.

    ``stored`` are the goals; ``links`` is what was made part of what, each with what held before (None: nothing).
    """

    inserted: int = 0
    corrected: int = 0
    unchanged: int = 0
    problems: list[tuple[int, InvalidCell]] = field(default_factory=list)
    stored: list[StoredGoal] = field(default_factory=list)
    links: list[tuple[GoalLink, GoalLink | None]] = field(default_factory=list)


def take(work: Work, rows: Rows, *, by: str, now: datetime) -> GoalsTaken:
    """Store the goals of a file's rows, each with its row; several rows of one goal are its key results.

    What a goal is part of is named by its title: of the same file, or of a goal that runs.
    """
    taken, places = GoalsTaken(), dict[tuple[GoalKey, int], list[tuple[int, GoalRow]]]()
    for row in rows:
        places.setdefault((row[1].key, row[1].number), []).append(row)
    running = [goal for goal in work.goals.all() if goal.state not in OVER]
    known = _known(running, places)
    parents = {folded(row.parent) for _, row in rows}
    kept: list[tuple[StoredGoal, Rows]] = []
    for key, mine in places.items():
        is_parent = folded(mine[0][1].title) in parents
        kept.append((_store(work, known.get(key), [row for _, row in mine], is_parent=is_parent, by=by, now=now), mine))
    taken.stored = [stored for stored, _ in kept]
    measure(work, [stored.goal for stored in taken.stored], now=now)
    linked = _link_all(work, kept, _Titles(running, kept), taken)
    for stored in taken.stored:
        changed = stored.changed or stored.goal.no in linked
        taken.inserted += stored.fresh
        taken.corrected += not stored.fresh and changed
        taken.unchanged += not (stored.fresh or changed)
    return taken


def _known(running: Iterable[Goal], keys: Iterable[tuple[GoalKey, int]]) -> dict[tuple[GoalKey, int], Goal]:
    """Return which goals that run the goals of a file are; of several that are called alike, by their numbers."""
    alike: dict[GoalKey, list[Goal]] = {}
    for goal in running:
        alike.setdefault((goal.owner_id, folded(goal.title), goal.period), []).append(goal)
    found: dict[tuple[GoalKey, int], Goal] = {}
    left: list[tuple[GoalKey, int]] = []
    for key in keys:
        mine = next((goal for goal in alike.get(key[0], ()) if goal.no == key[1]), None)
        if mine:
            alike[key[0]].remove(mine)
            found[key] = mine
        else:
            left.append(key)
    for key in left:
        if alike.get(key[0]):
            found[key] = alike[key[0]].pop(0)
    return found


def _store(
    work: Work, known: Goal | None, rows: Sequence[GoalRow], *, is_parent: bool, by: str, now: datetime
) -> StoredGoal:
    """Return the goal of some rows as it is stored now."""
    first = rows[0]
    measured = [row for row in rows if row.measured] or ([] if is_parent or first.by_parts else [first])
    said = Goal(
        title=first.title,
        level=first.level or _level(work, first.owner_id),
        owner_id=first.owner_id,
        period=first.period,
        by=by,
        at=now,
        weight=first.weight if first.own_weight is None else first.own_weight,
        commitment=first.commitment,
        project=first.project,
        key_results=tuple(_weighed(row) for row in measured),
    )
    if known is None:
        return StoredGoal(work.goals.add(said), None)
    later = replace(
        known,
        title=_kept_words(known.title, said.title),
        level=said.level,
        weight=said.weight,
        commitment=said.commitment,
        project=_kept_words(known.project, said.project),
        key_results=_numbered(measured, known.key_results),
    )
    if later == known:
        return StoredGoal(known, known)
    return StoredGoal(work.goals.put(replace(later, by=by, at=now)) or known, known)


def _weighed(row: GoalRow) -> KeyResult:
    return row.result if row.result_weight is None else replace(row.result, weight=row.result_weight)


def _kept_words(known: str, said: str) -> str:
    """Return what is said anew; as it stands where that differs only in what a file does not keep of a text."""
    return known if same_words(known, said) else said


def _level(work: Work, owner_id: str) -> GoalLevel:
    owner = work.people.get(owner_id)
    return GoalLevel.TEAM if owner and owner.kind is Kind.UNIT else GoalLevel.PERSON


def _numbered(said: Sequence[GoalRow], known: Sequence[KeyResult]) -> tuple[KeyResult, ...]:
    """Let key results that a file says again keep their numbers and what no file says of them, so that values stay."""
    left, found = list(known), []
    for row in said:
        result = row.result
        same = next((old for old in left if same_words(old.title, result.title) and old.metric == result.metric), None)
        if same:
            left.remove(same)
            again = same.measure is result.measure
            result = replace(
                result,
                no=same.no,
                title=same.title,
                weight=same.weight,
                where=same.where,
                unit=same.unit if result.metric or plain(same.unit) == result.unit else result.unit,
                baseline=same.baseline if again and not row.baseline_said else result.baseline,
            )
        found.append(_weighed(replace(row, result=result)))
    return tuple(found)


class _Titles:
    """What goals are called, of a file and of those that run; by it a row names what its goal is part of."""

    def __init__(self, running: Iterable[Goal], kept: Sequence[tuple[StoredGoal, Rows]]) -> None:
        self._file = {stored.goal.no for stored, _ in kept}
        self._numbers = {rows[0][1].number: stored.goal for stored, rows in kept if rows[0][1].number}
        everything = {goal.no: goal for goal in (*running, *(stored.goal for stored, _ in kept))}
        self._running = everything
        self._titled: dict[str, list[Goal]] = {}
        for goal in everything.values():
            self._titled.setdefault(folded(goal.title), []).append(goal)

    def parents(self, goal: Goal, row: GoalRow) -> list[Goal]:
        """Return what a row can mean: one goal where it is clear."""
        numbered = self._numbers.get(row.parent_number) or self._running.get(row.parent_number)
        if numbered and folded(numbered.title) == folded(row.parent):
            return [numbered]
        above = [above for above in self._titled.get(folded(row.parent), ()) if above.level.depth <= goal.level.depth]
        above = [parent for parent in above if parent.no != goal.no] or above
        if len(above) > 1:
            above = [parent for parent in above if parent.no in self._file] or above
        if len(above) > 1:
            above = [parent for parent in above if _meet(parent.period, goal.period)] or above
        return above


def _meet(span: Period, other: Period) -> bool:
    return span.start <= other.end and other.start <= span.end


def _link_all(work: Work, kept: Sequence[tuple[StoredGoal, Rows]], titles: _Titles, taken: GoalsTaken) -> set[int]:
    """Put goals below what their rows name, and roll that up; return those that are part of something else now."""
    stands = {
        (link.child_no, link.parent_no): link for link in work.goals.links_above([stored.goal.no for stored, _ in kept])
    }
    for stored, rows in kept:
        named = set[int]()
        for line, row in rows:
            parent = _parent(work, stored.goal, row, line, titles, taken) if row.parent else None
            if parent is None or parent.no in named:
                continue
            named.add(parent.no)
            link = GoalLink(child_no=stored.goal.no, parent_no=parent.no, weight=row.weight)
            before = stands.get((link.child_no, link.parent_no))
            if link != before:
                work.goals.link(link)
                taken.links.append((link, before))
    roll_up(work, {link.parent_no for link, _ in taken.links})
    return {link.child_no for link, _ in taken.links}


def _parent(work: Work, goal: Goal, row: GoalRow, line: int, titles: _Titles, taken: GoalsTaken) -> Goal | None:
    """Return the goal that a row puts its own below; None, and the reason among the problems, where it cannot be."""
    above = titles.parents(goal, row)
    if len(above) != 1:
        key = "import-goal-parents" if above else "import-goal-parent"
        taken.problems.append((line, InvalidCell("parent", row.parent, UnclearValue(key))))
        return None
    if way := alignment.circle(work, goal.no, above[0].no):
        path = " → ".join(step.title for step in way)
        taken.problems.append((line, InvalidCell("parent", row.parent, UnclearValue("goal-circle", path=path))))
        return None
    return above[0]
