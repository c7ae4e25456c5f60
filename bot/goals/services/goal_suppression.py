"""What of a roll-up would show too few people: a goal that rests on fewer than five others' is told to nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.figures.domain.suppression import FLOOR
from bot.goals.domain.goal import GoalLevel
from bot.people.domain.person import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from datetime import date

    from bot.goals.domain.goal import Goal
    from bot.goals.domain.key_result import KeyResult
    from bot.goals.ports import Work
    from bot.people.domain.person import Person

    Part = tuple[str, str]
    """A goal by its number, or a metric of somebody or a unit: what a whole is worked out of."""
    Unseen = dict[Part, frozenset[str]]
    """Parts that a reader is not told, with whose they are."""


class GoalSuppression:
    """Which people one reader could work out of how far goals are.

    Unseen in a goal are those of its parts, at any depth, that the reader is not told: people's goals that are not
    theirs to see, and values of too few people. What is told can be taken off the whole, so it hides nobody. A goal is
    told when nothing is unseen in it, or something of at least ``FLOOR`` people of which no other goal tells: two sums
    of the same parts could show one of them. Of goals that share parts the lowest is told. So nobody's goal follows
    from whatever the reader looks at, in whatever order.
    """

    def __init__(
        self,
        work: Work,
        reads: Callable[[Goal], bool],
        reads_figures: Callable[[str], bool],
        *,
        day: date | None = None,
    ) -> None:
        """Make it for a reader: ``reads`` says which goals are theirs to see, ``reads_figures`` whose figures are.

        With a ``day`` it is about how far goals were at its end, of which less may have been known.
        """
        self._day = day
        self._work, self._reads, self._reads_figures = work, reads, reads_figures
        self._hidden: dict[int, bool] = {}
        self._rests: dict[int, bool] = {}
        self._units: dict[str, frozenset[str]] | None = None

    def hides(self, goal: Goal) -> bool:
        """Say whether how far a goal is would show too few people; it has been looked at before."""
        return self._hidden[goal.no]

    def rests_on_others(self, goal: Goal) -> bool:
        """Say whether how far a goal is rests on people whose goals are not the reader's; it has been looked at.

        It does where that of a part does: a whole that is told exactly would tell exactly what is rounded in its part.
        """
        return self._rests[goal.no]

    def hides_values(self, result: KeyResult) -> bool:
        """Say whether the values of a key result are of too few people."""
        return _too_few(self._measured(result))

    def look_at(self, goals: Iterable[Goal]) -> None:
        """Find what is unseen in some goals, by everything below them and by whatever shares parts with them."""
        known = {goal.no: goal for goal in goals if goal.no not in self._hidden}
        if not known:
            return
        below = self._explore(known)
        self._work.people.some({goal.owner_id for goal in known.values() if goal.level is GoalLevel.PERSON})
        progress, values = self._known(known)
        unseen: dict[int, Unseen] = {}
        told: set[Part] = set()
        for no in _lowest_first(known, below):
            goal = known[no]
            parts = [part for child in below.get(no, ()) if (part := known.get(child)) and _tells(part, progress)]
            found = self._unseen(goal, [unseen[part.no] for part in parts], values)
            people = frozenset[str]().union(*found.values())
            self._rests[no] = bool(people) or any(self._rests[part.no] for part in parts)
            self._hidden[no] = _too_few(people) or not told.isdisjoint(found) or not self._reads(goal)
            unseen[no] = found if self._hidden[no] else {}
            told |= found.keys() if not self._hidden[no] else set()

    def _known(self, goals: Mapping[int, Goal]) -> tuple[Collection[int], Collection[int]]:
        """Return of which goals, and of which of their key results, anything is or was known, by number."""
        if self._day is not None:
            days = self._work.goal_days
            return days.goals(goals, self._day).keys(), days.key_results(goals, self._day).keys()
        progress = self._work.goals.progress(goals)
        results = [result.no for goal in goals.values() for result in goal.key_results]
        there = {no for no, far in progress.items() if far.value is not None}
        return there, self._work.key_results.measured(results).keys()

    def _explore(self, known: dict[int, Goal]) -> dict[int, list[int]]:
        """Add all goals below some, and those above any of these parts; return which are directly below which."""
        below: dict[int, list[int]] = {}
        level = sorted(known)
        while level:
            links = [link for link in self._work.goals.links_below(level) if link.weight > 0]
            for link in links:
                below.setdefault(link.parent_no, []).append(link.child_no)
            fresh = {link.child_no for link in links} - known.keys()
            fresh |= self._above(fresh, known.keys())
            known |= {goal.no: goal for goal in self._work.goals.some(fresh)}
            level = sorted(fresh & known.keys())
        return below

    def _above(self, numbers: Iterable[int], known: Iterable[int]) -> set[int]:
        """Return the goals above some parts that are not known: there are any only where a part is shared."""
        found, seen = set[int](), {*known, *numbers}
        level = sorted(numbers)
        while level:
            above = {link.parent_no for link in self._work.goals.links_above(level)} - seen
            found |= above
            seen |= above
            level = sorted(above)
        return found

    def _unseen(self, goal: Goal, below: Iterable[Unseen], values: Collection[int]) -> Unseen:
        if not self._reads(goal):
            return {("goal", str(goal.no)): frozenset({goal.owner_id})}
        found: Unseen = {}
        for result in goal.key_results:
            people = self._measured(result)
            if result.weight > 0 and result.no in values and _too_few(people):
                found[result.subject_id, result.metric] = people
        for parts in below:
            found |= parts
        return found

    def _measured(self, result: KeyResult) -> frozenset[str]:
        """Return whose values feed a key result, without those whose figures the reader may see."""
        subject = self._work.people.get(result.subject_id) if result.metric else None
        if subject is None:
            return frozenset()
        people = frozenset({subject.id}) if subject.kind is Kind.PERSON else self._members(subject)
        return frozenset(person for person in people if not self._reads_figures(person))

    def _members(self, unit: Person) -> frozenset[str]:
        if self._units is None:
            found: dict[str, set[str]] = {}
            for person in self._work.people.all():
                if person.kind is Kind.PERSON:
                    found.setdefault(person.unit or person.department, set()).add(person.id)
            self._units = {name: frozenset(people) for name, people in found.items()}
        return self._units.get(unit.id, frozenset()) | self._units.get(unit.name, frozenset())


def _too_few(people: frozenset[str]) -> bool:
    return 0 < len(people) < FLOOR


def _tells(part: Goal, known: Collection[int]) -> bool:
    """Say whether something of a part goes into the whole: what counts for nothing, or is not known, does not."""
    return part.counts and part.no in known


def _lowest_first(known: Mapping[int, Goal], below: Mapping[int, Sequence[int]]) -> list[int]:
    """Return goals so that each comes after those that are part of it, in an order that depends on nothing else."""
    height: dict[int, int] = {}
    left = [(no, False) for no in known]
    while left:
        no, done = left.pop()
        parts = [child for child in below.get(no, ()) if child in known]
        if done:
            height[no] = 1 + max((height[child] for child in parts), default=0)
        elif no not in height:
            left.append((no, True))
            left += [(child, False) for child in parts if child not in height]
    return sorted(height, key=lambda no: (height[no], no))
