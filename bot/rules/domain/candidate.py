"""Candidates: rules whose condition holds for a delta, before any gate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.figures.domain.metric import Aggregate
from bot.figures.domain.unfinished import reaches_end
from bot.rules.domain.rule import signal_key

if TYPE_CHECKING:
    from bot.kit.period import Grain, Period
    from bot.rules.domain.fact import Value
    from bot.rules.domain.rule import Rule


@dataclass(frozen=True, slots=True)
class AudienceMember:
    """Whom a value is about: ``names`` are a unit's id and name, ``units`` those of all units that one belongs to."""

    id: str
    timezone: str
    names: frozenset[str]
    units: frozenset[str]


@dataclass(frozen=True, slots=True)
class Measure:
    """What the gates ask of a metric; ``better`` is +1 where higher is better, -1 where lower is."""

    key: str
    better: int
    aggregate: Aggregate
    minimum_step: float
    grain: Grain


@dataclass(frozen=True, slots=True)
class Candidate:
    """A rule whose condition holds for a delta, before the gates.

    ``values`` are the facts named in ``known``, the condition's at least; a month's close has hundreds of thousands
    of candidates, and most of what they hold is shared.
    """

    rule: Rule
    about: AudienceMember
    measure: Measure
    period: Period
    revision: int
    known: tuple[str, ...]
    values: tuple[Value, ...]

    @property
    def subject_id(self) -> str:
        """Whom it is about."""
        return self.about.id

    @property
    def metric(self) -> str:
        """The metric's key."""
        return self.measure.key

    @property
    def is_unfinished(self) -> bool:
        """Whether days of work of the value's period are still to come."""
        elapsed = self.number("elapsed")
        return elapsed is not None and elapsed < 1 and not reaches_end(self.period, self.measure.grain)

    @property
    def facts(self) -> dict[str, Value]:
        """The facts by name."""
        return dict(zip(self.known, self.values, strict=True))

    @property
    def key(self) -> str:
        """The business key of the signal that it would become."""
        return signal_key(self.rule.key, self.subject_id, self.metric, self.period, self.revision)

    def number(self, fact: str) -> float | None:
        """Return a number among the facts, None when it is not known."""
        found = self.values[self.known.index(fact)] if fact in self.known else None
        return float(found) if isinstance(found, int | float) else None
