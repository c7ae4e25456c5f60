"""What machines did while a number came about: how often one stood still, of what its unit or it itself reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

WORKS: Final = frozenset(
    {
        *("run", "running", "producing", "production", "normal", "ok", "on"),
        *("运行", "运转", "生产", "生产中", "正常", "开机"),
    }
)
"""The states in which a machine does what it is there for; every other one may be a reason."""
CHANCE: Final = 1.96
"""By so many standard errors of a count a longer period has to differ from the one before to be told."""


@dataclass(frozen=True, slots=True)
class MachineState:
    """How often a machine was in a state in a period, and for how long; ``minutes`` is 0 where that is not said.

    ``hours`` says that only those hours count that what moved the number is of.
    """

    machine: str
    state: str
    n: int
    minutes: float = 0.0
    hours: bool = False


def is_more(now: int, before: int, *, day: bool) -> bool:
    """Say whether a state came up more often than before: of a single day any more, else more than chance does."""
    return now > before and (day or (now - before) ** 2 >= CHANCE**2 * (now + before))
