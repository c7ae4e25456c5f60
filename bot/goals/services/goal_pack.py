"""Goal packs at work: which unit of the company stands for which part, and what loading one makes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.figures.domain.pack import metrics as shipped
from bot.goals.domain.goal import OVER, GoalLevel
from bot.goals.domain.goal_dependency import GoalDependency
from bot.goals.domain.goal_fields import GoalNames, GoalRow, folded, goal_rows
from bot.goals.domain.goal_pack import COMPANY, EVERYBODY, NOBODY, ROLE, GoalPack, PackGoal, PackLoaded, goal_packs
from bot.goals.services import goal_dependency, goal_file
from bot.goals.services.goal_each import UnitPeople
from bot.kit.cell import InvalidCell
from bot.kit.cleaning import UnclearValue
from bot.kit.errors import NotFound
from bot.people.domain.audit import What
from bot.people.domain.permission import Act
from bot.people.services import permission

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from bot.figures.domain.metric import Metric
    from bot.goals.domain.goal import Goal
    from bot.goals.domain.goal_owner import GoalOwner
    from bot.goals.ports import Work
    from bot.goals.services.goal_file import GoalsTaken
    from bot.kit.period import Period
    from bot.people.domain.permission import Actor

_ANYBODY = "*"
SOURCE = "goal-pack"
"""What the batch of a pack's goals says that they are from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackChoice:
    """What of a pack is to be loaded: some of its goals, by key, for a period, in one language.

    ``owners`` are the units and departments that stand for its parts; of a part that has none nothing is loaded.
    ``people`` says by place who of a part's people get a goal: :data:`EVERYBODY`, or :data:`ROLE` with theirs.
    """

    goals: Collection[str]
    period: Period
    chinese: bool
    owners: Mapping[str, GoalOwner]
    people: Mapping[str, str]


def get(key: str) -> GoalPack:
    """Return a pack.

    Raises:
        NotFound: when there is none of that key.
    """
    found = goal_packs().get(key)
    if found is None:
        raise NotFound("goal-pack-unknown")
    return found


def load(work: Work, actor: Actor, pack: GoalPack, choice: PackChoice, *, now: datetime) -> PackLoaded:
    """Make the goals of a pack; loading it once more changes nothing.

    Raises:
        Denied: when the actor does not run the company's goals.
    """
    permission.require(work, actor, Act.RUN_GOALS, now=now)
    return store(work, pack, choice, by=actor.person.id, now=now)


def store(work: Work, pack: GoalPack, choice: PackChoice, *, by: str, now: datetime) -> PackLoaded:
    """Make the goals of a pack as a file with them would, as a batch of its own."""
    loading = _Loading(work, pack, choice, now=now)
    rows, refused = loading.rows()
    digest = f"{SOURCE}:{pack.key}:{now.isoformat()}"
    batch = work.batches.open(kind="goals", source=SOURCE, file=pack.key, digest=digest, by=by, now=now)
    taken = goal_file.take(work, rows, by=by, now=now)
    refused += [(loading.titles[line], unfit.reason) for line, unfit in taken.problems]
    _depend(work, pack, loading, taken)
    counts = {"inserted": taken.inserted, "corrected": taken.corrected, "unchanged": taken.unchanged}
    work.batches.finish(batch.no, now=now, report=json.dumps({"rows": sum(counts.values()), **counts}))
    work.batches.followed([batch.no], now=now)
    detail: dict[str, str | int] = {"batch": batch.no, "kind": "goals", "rows": sum(counts.values()), "pack": pack.key}
    work.audit.append(What.IMPORT, actor=by, detail=detail, at=now)
    return PackLoaded(
        **counts,
        left_out=tuple(loading.left_out),
        typed=tuple(loading.typed.values()),
        refused=tuple(refused),
        batch=batch.no,
    )


class _Loading:
    """The goals of a pack on their way to rows of a file; a row's place is that of its goal in the pack."""

    def __init__(self, work: Work, pack: GoalPack, choice: PackChoice, *, now: datetime) -> None:
        self._work, self._pack, self._choice = work, pack, choice
        self._metrics = {metric.key: metric for metric in work.metrics.all()}
        self._people = UnitPeople(work, now=now)
        self._names = GoalNames(lambda text: text, self._metrics.__getitem__, self._people.ids)
        self._running = [goal for goal in work.goals.all() if goal.state not in OVER]
        self._there = {
            (_ANYBODY if goal.level is GoalLevel.PERSON else goal.owner_id, goal.period, folded(goal.title))
            for goal in self._running
        }
        self.titles = {line: self.title(goal) for line, goal in enumerate(pack.goals, start=1)}
        self.left_out: list[str] = []
        self.typed: dict[str, Metric] = {}

    def rows(self) -> tuple[list[tuple[int, GoalRow]], list[tuple[str, UnclearValue]]]:
        """Return the rows of the goals that were chosen, and what of them cannot be understood, by title."""
        made: list[tuple[int, GoalRow]] = []
        refused = []
        for line, goal in enumerate(self._pack.goals, start=1):
            if goal.key not in self._choice.goals:
                continue
            if goal.part != COMPANY and goal.part not in self._choice.owners:
                self.left_out.append(self.titles[line])
                continue
            try:
                made += [(line, row) for row in goal_rows(self._cells(goal), self._names)]
            except InvalidCell as unfit:
                nobody = goal.each and unfit.column == "owner"
                refused.append((self.titles[line], UnclearValue("goal-pack-empty") if nobody else unfit.reason))
        return made, refused

    def _cells(self, goal: PackGoal) -> dict[str, str]:
        span = self._choice.period
        cells = goal.row(chinese=self._chinese(goal)) | {
            "goal": self.title(goal), "parent": self._parent(goal), **self._owner(goal),
            "period_start": span.start.isoformat(), "period_end": span.end.isoformat(),
        }  # fmt: skip
        if cells["metric"] and cells["metric"] not in self._metrics:
            if found := shipped().get(cells["metric"]):
                self.typed[found.key] = found
            cells["metric"] = ""
        return cells

    def _owner(self, goal: PackGoal) -> dict[str, str]:
        if goal.part == COMPANY:
            return {"owner": COMPANY}
        owner = self._choice.owners[goal.part]
        if not goal.each:
            return {"owner": owner.id, "level": owner.level.value}
        who = self._choice.people.get(goal.place, EVERYBODY)
        role = who.removeprefix(ROLE) if who.startswith(ROLE) else ""
        return {"owner": f"each {owner.id}", "role": role}

    def title(self, goal: PackGoal) -> str:
        """Return what a goal is called."""
        return goal.title(chinese=self._chinese(goal))

    def _chinese(self, goal: PackGoal) -> bool:
        """Say in which language a goal is made: in that in which it runs already, else in the one of now."""
        owner, chinese = self._choice.owners.get(goal.part), self._choice.chinese
        whose = _ANYBODY if goal.each else owner.id if owner else ""
        there = [
            language
            for language in (chinese, not chinese)
            if (whose, self._choice.period, folded(goal.title(chinese=language))) in self._there
        ]
        return there[0] if there else chinese

    def _parent(self, goal: PackGoal) -> str:
        """Return the title of what a goal is part of: of the pack, or of an earlier loading of it; "" for nothing."""
        above = next((parent for parent in self._pack.goals if parent.key == goal.parent), None)
        if above is None:
            return ""
        if above.key in self._choice.goals and (above.part == COMPANY or above.part in self._choice.owners):
            return self.title(above)
        titles = {folded(above.title(chinese=chinese)) for chinese in (True, False)}
        return next((known.title for known in self._running if folded(known.title) in titles), "")


def _depend(work: Work, pack: GoalPack, loading: _Loading, taken: GoalsTaken) -> None:
    """Note which goals of a pack need which others to go well."""
    stored = {folded(kept.goal.title): kept.goal for kept in taken.stored}
    made: dict[str, Goal] = {
        goal.key: found for goal in pack.goals if (found := stored.get(folded(loading.title(goal))))
    }
    for goal in pack.goals:
        for need in goal.needs:
            if goal.key in made and need in made:
                no, on_no = made[goal.key].no, made[need].no
                if not goal_dependency.circle(work, no, on_no):
                    work.goal_dependencies.add(GoalDependency(goal_no=no, on_no=on_no))


def guessed(pack: GoalPack, units: Sequence[GoalOwner], words: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return the keys of the units that are called like the parts of a pack; a part that none is called like is left.

    ``words`` are the names that a part has in either language.
    """
    found = {}
    for part in pack.parts:
        named = [folded(word) for word in words.get(part, ())]
        like = [unit for unit in units if any(name in folded(text) for name in named for text in (unit.id, unit.name))]
        found[part] = like[0].key if like else NOBODY
    return found
