"""Goals, as the use cases need them kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from bot.goals.domain.goal import Goal, GoalLevel, GoalLink, GoalProgress, GoalState
    from bot.goals.domain.roll_up import GoalParts, RolledUp
    from bot.kit.period import Period


class Goals(Protocol):
    """Goals, every version, and which is part of which."""

    def add(self, goal: Goal) -> Goal:
        """Store a new goal with its key results; return it, and these, with their numbers."""
        ...

    def put(self, goal: Goal) -> Goal | None:
        """Store the next version of a goal, made from the one that is given; None when another was stored meanwhile.

        Key results keep their numbers; one with number 0 is new, and one that is missing counts no more.
        """
        ...

    def get(self, no: int) -> Goal | None:
        """Return the version of a goal that counts, or None."""
        ...

    def some(self, numbers: Collection[int]) -> list[Goal]:
        """Return these goals, by number; those that do not exist are left out."""
        ...

    def of(
        self, owner_ids: Collection[str], *, states: Collection[GoalState] = (), within: Period | None = None
    ) -> list[Goal]:
        """Return the goals of some owners ("" for the company) whose period has a day in ``within``, by number."""
        ...

    def all(self, *, states: Collection[GoalState] = (), within: Period | None = None) -> list[Goal]:
        """Return every goal, by number; only those in some states, or with a day in ``within``, where given."""
        ...

    def periods(self, within: Period) -> list[Period]:
        """Return the periods of goals that have a day in ``within``, each once, in order."""
        ...

    def owners(
        self, periods: Collection[Period], *, states: Collection[GoalState], units: bool = False
    ) -> list[tuple[GoalLevel, str, Period]]:
        """Return whose goals have exactly one of some periods and are in some states: level, owner's id, period.

        With ``units`` only those of the company and its units.
        """
        ...

    def of_project(self, project: str, owner_id: str) -> list[Goal]:
        """Return the open goals of somebody that a project's key names, however it is written, by number."""
        ...

    def versions(self, no: int) -> list[Goal]:
        """Return every version of a goal, oldest first."""
        ...

    def link(self, link: GoalLink) -> None:
        """Let a goal be part of another one, or have another weight in it; circles are for the service to refuse."""
        ...

    def unlink(self, child_no: int, parent_no: int) -> bool:
        """Let a goal be no part of another one any more; False when it was none."""
        ...

    def links_below(self, numbers: Collection[int]) -> list[GoalLink]:
        """Return which goals are directly part of some goals, by parent and child."""
        ...

    def links_above(self, numbers: Collection[int]) -> list[GoalLink]:
        """Return what some goals are directly part of, by child and parent."""
        ...

    def progress(self, numbers: Collection[int]) -> dict[int, GoalProgress]:
        """Return how far some goals are, as stored."""
        ...

    def with_those_above(self, numbers: Collection[int]) -> list[int]:
        """Return the numbers of some goals and of all that these are part of, at any distance, ascending."""
        ...

    def parts_of(self, numbers: Collection[int] | None) -> GoalParts:
        """Return what some goals, or all there are, consist of."""
        ...

    def rolled(self) -> RolledUp:
        """Return how far all goals are, as stored."""
        ...

    def store_rolled(self, rolled: RolledUp, *, day: date) -> list[int]:
        """Store how far goals are on a day where that differs from what is stored; return the numbers of those."""
        ...

    def unaligned(self, *, within: Period | None = None) -> Sequence[Goal]:
        """Return the open goals below the company's that are part of no other, by level and number (R113)."""
        ...
