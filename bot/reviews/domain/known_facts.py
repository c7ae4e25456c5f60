"""What the data says of somebody's period, put beside the questions they answer about it (R78 to R80)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.figures.domain.event import EventKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.feedback.domain.driver import Drivers
    from bot.feedback.domain.kudos import Kudos
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.finished import Finished
    from bot.figures.domain.metric import Metric
    from bot.goals.domain.goal import GoalState
    from bot.goals.domain.goal_sight import GoalGlance
    from bot.kit.period import Period


@dataclass(frozen=True, slots=True)
class KnownResult:
    """One metric over a cycle's period: its newest whole value, and in which of its periods the target was met.

    ``attainments`` are those of the periods that have a target, oldest first.
    """

    metric: Metric
    newest: Delta
    met: tuple[Period, ...]
    missed: tuple[Period, ...]
    attainments: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownFacts:
    """Results, and what was finished, of the days of a cycle's period; newest first, no verdict in any of it.

    ``kudos`` are what colleagues wrote to the person, each with their name; ``moved`` says by metric what moved its
    newest value, for one reader. ``goals`` are the person's own that are over.
    """

    results: tuple[KnownResult, ...] = ()
    finished: tuple[Finished, ...] = ()
    kudos: tuple[tuple[Kudos, str], ...] = ()
    moved: Mapping[str, Drivers] = field(default_factory=dict)
    goals: tuple[GoalGlance, ...] = ()

    @property
    def projects(self) -> tuple[Finished, ...]:
        """The projects that were completed."""
        return tuple(item for item in self.finished if item.kind is EventKind.PROJECT_COMPLETED)

    @property
    def trainings(self) -> tuple[Finished, ...]:
        """The trainings that were done."""
        return tuple(item for item in self.finished if item.kind is EventKind.TRAINING_DONE)

    def goals_in(self, state: GoalState) -> tuple[GoalGlance, ...]:
        """The goals of which this became."""
        return tuple(seen for seen in self.goals if seen.goal.state is state)

    @property
    def reached(self) -> tuple[KnownResult, ...]:
        """The metrics whose target was met in more of their periods than it was missed."""
        return tuple(result for result in self.results if len(result.met) > len(result.missed))

    @property
    def unmet(self) -> tuple[KnownResult, ...]:
        """The metrics whose target was missed in any of their periods."""
        return tuple(result for result in self.results if result.missed)


def results(deltas: Iterable[Delta], metrics: Mapping[str, Metric], period: Period) -> tuple[KnownResult, ...]:
    """Return of each metric its whole values of a period, by key; a period that goes on, or has no value, is none."""
    found: dict[str, list[Delta]] = {}
    for delta in deltas:
        inside = period.start <= delta.period.start and delta.period.end <= period.end
        if inside and delta.value is not None and delta.elapsed >= 1 and delta.metric in metrics:
            found.setdefault(delta.metric, []).append(delta)
    return tuple(_result(metrics[key], found[key]) for key in sorted(found))


def _result(metric: Metric, deltas: Sequence[Delta]) -> KnownResult:
    ordered = sorted(deltas, key=lambda delta: delta.period.start)
    judged = [delta for delta in ordered if delta.attainment is not None]
    return KnownResult(
        metric,
        ordered[-1],
        tuple(delta.period for delta in judged if (delta.attainment or 0) >= 1),
        tuple(delta.period for delta in judged if (delta.attainment or 0) < 1),
        tuple(delta.attainment for delta in judged if delta.attainment is not None),
    )
