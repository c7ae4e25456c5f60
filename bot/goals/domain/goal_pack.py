"""Goal packs: goals that are shipped ready for use, each of a part of a company that a real one calls otherwise."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.figures.domain.metric import Metric
    from bot.kit.cleaning import UnclearValue

PACKS: Final = ("autoparts", "technology", "satisfaction", "output")
"""The keys of the packs, in the order in which they are listed (R148, R162 to R165, and the examples of the seeds)."""
COMPANY: Final = "company"
"""The part whose goals are the company's own."""
EVERYBODY: Final = "*"
NOBODY: Final = "-"
"""What stands for everybody of a part, and for a part that is left out."""
ROLE: Final = "role:"
"""What stands before a role, where only people with it get a goal."""
_AS_THEY_ARE: Final = (*("weight", "result_weight", "measure", "metric", "start_value", "target", "direction"),)


@dataclass(frozen=True, slots=True)
class PackGoal:
    """A goal of a pack: which ``part`` of a company it is of, and what stands in its row.

    ``each`` says that it is for each person of the part. ``parent`` and ``needs`` are keys of goals of the pack: what
    it is part of ("" for nothing), and what it needs to go well.
    """

    key: str
    part: str
    each: bool
    parent: str
    needs: tuple[str, ...]
    cells: Mapping[str, str]

    def title(self, *, chinese: bool) -> str:
        """Return what it is called."""
        return self.cells["goal_zh" if chinese else "goal_en"]

    @property
    def place(self) -> str:
        """By what a form asks whose it is: the part, or who of its people."""
        return f"each-{self.part}" if self.each else self.part

    def row(self, *, chinese: bool) -> dict[str, str]:
        """Return the cells of its row of a goals file, without whose it is, when, and what it is part of."""
        unit = self.cells["unit_zh" if chinese else "unit_en"]
        row = {name: self.cells[name] for name in _AS_THEY_ARE} | {"goal": self.title(chinese=chinese), "unit": unit}
        return row | ({"level": COMPANY} if self.part == COMPANY else {})


@dataclass(frozen=True, slots=True)
class GoalPack:
    """The goals of a pack, those that others are part of first."""

    key: str
    goals: tuple[PackGoal, ...]

    @property
    def places(self) -> tuple[str, ...]:
        """What a form asks about: each part but the company, and who of a part's people get goals of their own."""
        return tuple(dict.fromkeys(goal.place for goal in self.goals if goal.part != COMPANY))

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of a company that have goals in it."""
        return tuple(dict.fromkeys(goal.part for goal in self.goals))


@dataclass(frozen=True, slots=True)
class PackLoaded:
    """What loading a pack did: how many goals are new, changed, and as they were, and what of it could not be made.

    ``left_out`` are titles of goals whose part nobody stands for. ``typed`` are the metrics that are not here, so that
    their goals are typed in. ``refused`` are goals that could not be made, by title, with the reason. ``batch`` is the
    number of the import that it was.
    """

    inserted: int
    corrected: int
    unchanged: int
    left_out: tuple[str, ...] = ()
    typed: tuple[Metric, ...] = ()
    refused: tuple[tuple[str, UnclearValue], ...] = ()
    batch: int = 0


@cache
def goal_packs() -> Mapping[str, GoalPack]:
    """Return every pack that is shipped, by key."""
    return {key: _pack(key) for key in PACKS}


def _pack(key: str) -> GoalPack:
    lines = (files("bot.goals") / "packs" / f"{key}.csv").read_text(encoding="utf-8").splitlines()
    return GoalPack(key, tuple(_goal(row) for row in csv.DictReader(lines)))


def _goal(row: Mapping[str, str]) -> PackGoal:
    needs = tuple(need.strip() for need in row["needs"].split(";") if need.strip())
    return PackGoal(row["key"], row["part"], bool(row["each"]), row["parent"], needs, row)
