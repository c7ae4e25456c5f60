"""Thresholds: when a target, or a rule's limit, flags so many of a group that it says nothing about any of them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from bot.figures.domain.suppression import FLOOR
from bot.people.domain.person import Kind, Person
from bot.rules.domain.bar import bars_of
from bot.rules.domain.condition import names
from bot.rules.domain.expression import read
from bot.rules.domain.rule import Audience, Rule, Scope, Tone

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.figures.domain.target import Bar
    from bot.kit.period import Period

FAR: Final = Rule(
    key="",
    title_en="",
    title_zh="",
    scope=Scope.PERSON,
    condition="attainment < 50% or attainment > 200%",
    audience=Audience.MANAGER,
    tone=Tone.NUDGE,
)
"""What is asked of a group as if it were a rule: who is far from the target, on either side."""
QUIET: Final = timedelta(days=92)
"""So long nobody is asked again about a threshold that was kept: a quarter."""
_BASES: Final = frozenset({"attainment", "target", "target_full"})
_SHARES: Final = (0.5, 0.8, 1.0, 1.2, 2.0)
_TIMES: Final = (0.5, 1.0, 1.5, 2.0)
"""Where the bands of a distribution part: shares of the target, and multiples of a rule's limit."""


class GroupKind(StrEnum):
    """What makes a group."""

    UNIT = "unit"
    """People of one unit, or department where no unit is given."""
    ROLE = "role"
    """People of one role whose units are too small to be groups."""
    UNITS = "units"
    """All units, for rules about units."""


@dataclass(frozen=True, slots=True)
class Group:
    """Whose values are looked at together."""

    kind: GroupKind
    name: str = ""


class ThresholdState(StrEnum):
    """Where the question about a threshold stands."""

    OPEN = "open"
    KEPT = "kept"
    PAUSED = "paused"
    WITHDRAWN = "withdrawn"
    """Newer values made it one that says something."""


@dataclass(frozen=True, slots=True)
class ThresholdCheck:
    """A question whether a threshold is right: of the target of a metric where ``rule`` is "", else of that rule's.

    ``flagged`` of ``of`` values are on its far side. ``asked`` are the ids of those to whom the question went.
    """

    rule: str
    metric: str
    group: Group
    period: Period
    state: ThresholdState
    flagged: int
    of: int
    asked: tuple[str, ...]
    asked_at: datetime
    answered_by: str = ""
    answered_at: datetime | None = None
    no: int = 0

    @property
    def stops(self) -> bool:
        """Whether the messages that rest on it do not go out."""
        return self.state in {ThresholdState.OPEN, ThresholdState.PAUSED}

    @property
    def passed_by(self) -> str:
        """The id of whoever owns the metric, said that its target is not right, and waits for others to change it."""
        return self.answered_by if self.state is ThresholdState.OPEN and self.answered_at is None else ""

    def is_about(self, rule: Rule, metric: str, period: Period) -> bool:
        """Say whether what a rule says of a metric and period rests on this threshold."""
        mine = rests_on_target(rule) if not self.rule else rule.key == self.rule
        return mine and self.metric == metric and self.period.start == period.start


@dataclass(frozen=True, slots=True)
class Spread:
    """How a group's values lie: how many in each band between the ``edges``, of which the outer two are open.

    ``fact`` is ``attainment`` or ``value``. ``flagged`` are the ids of those on the far side, ``of`` how many all are.
    """

    flagged: tuple[str, ...]
    of: int
    fact: str = ""
    edges: tuple[float, ...] = field(default=())
    counts: tuple[int, ...] = field(default=())


def grouped(people: Iterable[Person]) -> dict[str, Group]:
    """Return by id in which group everybody is looked at: their unit, or their role where their unit is too small."""
    everybody = list(people)
    sizes = Counter(_unit_of(person) for person in everybody if person.kind is Kind.PERSON)
    found: dict[str, Group] = {}
    for person in everybody:
        if person.kind is Kind.UNIT:
            found[person.id] = Group(GroupKind.UNITS)
        elif _unit_of(person) and sizes[_unit_of(person)] >= FLOOR:
            found[person.id] = Group(GroupKind.UNIT, _unit_of(person))
        elif person.role:
            found[person.id] = Group(GroupKind.ROLE, person.role)
    return found


def _unit_of(person: Person) -> str:
    return person.unit or person.department


def spread(flagged: Iterable[str], values: Sequence[float], *, of: int, bar: Bar | None, rests: bool) -> Spread:
    """Return how values lie around the target, or around the limit that a rule names; no bands where it names none.

    ``values`` are those of the ``of`` that are known as a share of the target, or as they are.
    """
    ids = tuple(sorted(flagged))
    if not rests and (bar is None or bar.limit <= 0):
        return Spread(ids, of)
    edges = _SHARES if rests or bar is None else tuple(round(bar.limit * times, 12) for times in _TIMES)
    counts = [0] * (len(edges) + 1)
    for value in values:
        counts[bisect_right(edges, value)] += 1
    return Spread(ids, of, "attainment" if rests else "value", edges, tuple(counts))


def rests_on_target(rule: Rule) -> bool:
    """Say whether a rule goes by what was agreed."""
    return bool(names(read(rule.condition)) & _BASES)


def limit_of(rule: Rule) -> Bar | None:
    """Return the one number that a rule holds a value or a share against, None where it names several or none."""
    bars = bars_of(rule.condition)
    return bars[0] if len(bars) == 1 else None


def asks_about(rule: Rule) -> bool:
    """Say whether a rule that flags many is asked about.

    A nudge to talk with most of a group is a talk with nobody. Praise for many is welcome: what costs nothing needs no
    scarcity. An alert calls for a look the same day, and is no alert when it waits for an answer.
    """
    return rule.tone is Tone.NUDGE


def says_nothing(rule: Rule, flagged: int, of: int) -> bool:
    """Say whether a threshold flags too many: half of those with a target are far from it, or a rule fits over a third.

    Of fewer than five nothing is said.
    """
    if of < FLOOR:
        return False
    return 2 * flagged >= of if not rule.key else 3 * flagged > of
