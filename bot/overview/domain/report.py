"""Reports: what changed in a group of people over a month, who needs their head, what goes well, what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Final

from bot.feedback.domain.comparison import run_of
from bot.figures.domain.delta import Flag
from bot.figures.domain.formula_units import adds_up
from bot.figures.domain.metric import Aggregate
from bot.talks.domain.talk import attained

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric
    from bot.kit.period import Period

TALK_BELOW = 0.8
"""The attainment below which a talk is due (R21)."""
GOOD_RUN = 2
MOST_LINES, MOST_NEEDS, MOST_WELL = 3, 3, 2
"""So many metrics, people to talk with, and people who do well are shown at most."""

REPLACED: Final = "missed; the next month's report replaces it"
LATE: Final = "three days late"
"""Why a report that was due is let pass."""


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One metric over the whole group, now and in the period before; None where it cannot be said.

    ``whole`` is the unit's own value where the group is a unit that has one.
    """

    metric: str
    whole: Delta | None
    attainment: float | None
    before: float | None
    met: int
    counted: int
    met_before: int | None


@dataclass(frozen=True, slots=True)
class Trend:
    """One metric without targets over the whole group: its ``value`` now and in the period ``before``.

    What adds up is summed, over the same people in both; a ratio is its summed numerators over its summed denominators.
    Anything else, and a ratio whose parts are not known, is ``typical``: the middle value of the people. ``before`` is
    None where the two cannot be held against each other. ``better`` and ``worse`` count people against their own value
    of the period before, out of all ``counted``. ``whole`` is the unit's own
    value where the group is a unit that has one.
    """

    metric: str
    value: float
    before: float | None
    typical: bool
    better: int
    worse: int
    counted: int
    whole: Delta | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """Somebody to talk with, and their attainment of the same metric the period before, if there was one."""

    delta: Delta
    before: float | None


@dataclass(frozen=True, slots=True)
class Report:
    """A group's period: ``lines`` and ``trends`` by how many people they count, the others by how they matter.

    ``missing`` counts people per metric who had a value or a target before and have no value now; ``held`` counts
    values under review, ``changed`` those that are other than in the first report when this one is a revision.
    """

    name: str
    period: Period
    lines: tuple[ReportLine, ...]
    needs: tuple[Need, ...]
    well: tuple[Delta, ...]
    missing: tuple[tuple[str, int], ...]
    held: int
    revision: int = 0
    changed: int = 0
    trends: tuple[Trend, ...] = ()

    @property
    def figures(self) -> bool:
        """Whether there is anything of this period to show."""
        return bool(self.lines or self.trends or self.well)

    def shown(self, *, but: Collection[str]) -> list[ReportLine | Trend]:
        """Return what is shown of the group's metrics, without some of them."""
        drawn: list[ReportLine | Trend] = [*self.lines]
        drawn += self.trends
        return [line for line in drawn[:MOST_LINES] if line.metric not in but]

    def named(self, readable: Collection[str]) -> list[Delta]:
        """Return the values of people that are shown by name to a reader who may read these people's figures."""
        needs = [need.delta for need in self.needs if need.delta.person_id in readable][:MOST_NEEDS]
        return [*needs, *[delta for delta in self.well if delta.person_id in readable][:MOST_WELL]]


def summarise(  # noqa: PLR0913 - what a report is made of
    name: str,
    period: Period,
    now: Sequence[Delta],
    before: Sequence[Delta],
    metrics: Mapping[str, Metric],
    *,
    whole: Mapping[str, Delta],
    whole_before: Mapping[str, Delta],
    calling: Iterable[Delta] = (),
    revision: int = 0,
    changed: int = 0,
) -> Report:
    """Sum up a group's values of a period beside those of the one before; the unit's own come by metric.

    ``calling`` are the values that call for a talk, of whatever period (see ``bot.talks.services.talk``).
    """
    valued = [delta for delta in now if delta.value is not None]
    well = [delta for delta in valued if goes_well(delta, metrics[delta.metric])]
    kept = {delta.metric for delta in valued if delta.attainment is not None}
    lines = [_line(metrics[key], valued, before, whole.get(key), whole_before.get(key)) for key in kept]
    free = {delta.metric for delta in valued} - kept
    trends = [_trend(metrics[key], valued, before, whole.get(key), whole_before.get(key)) for key in free]
    return Report(
        name=name,
        period=period,
        lines=tuple(sorted(lines, key=lambda line: (-line.counted, line.metric))),
        needs=_needs(calling, before, period),
        well=tuple(
            sorted(
                well,
                key=lambda delta: (-run_of(delta, metrics[delta.metric]), -(delta.attainment or 0.0), delta.person_id),
            )
        ),
        missing=tuple(_missing(now, before)),
        held=sum(Flag.QUARANTINED in delta.flags for delta in now),
        revision=revision,
        changed=changed if revision else 0,
        trends=tuple(sorted(trends, key=lambda trend: (-trend.counted, trend.metric))),
    )


def _needs(calling: Iterable[Delta], before: Sequence[Delta], period: Period) -> tuple[Need, ...]:
    """Return the values that call for a talk, the least attained first, each with what was attained before."""
    earlier = {(delta.person_id, delta.metric): delta.attainment for delta in before}
    found = sorted(calling, key=lambda delta: (attained(delta), delta.person_id))
    return tuple(
        Need(delta, earlier.get((delta.person_id, delta.metric)) if delta.period.start == period.start else None)
        for delta in found
    )


def _line(
    metric: Metric, now: Sequence[Delta], before: Sequence[Delta], whole: Delta | None, whole_before: Delta | None
) -> ReportLine:
    mine = [delta for delta in now if delta.metric == metric.key and delta.attainment is not None]
    earlier = [delta for delta in before if delta.metric == metric.key and delta.attainment is not None]
    known = whole_before.attainment if whole_before else None
    return ReportLine(
        metric=metric.key,
        whole=whole,
        attainment=whole.attainment if whole else _together(mine, metric),
        before=known if whole else _together(earlier, metric),
        met=_met(mine, metric),
        counted=len(mine),
        met_before=_met(earlier, metric) if earlier else None,
    )


def _trend(
    metric: Metric, now: Sequence[Delta], before: Sequence[Delta], whole: Delta | None, whole_before: Delta | None
) -> Trend:
    mine = [delta for delta in now if delta.metric == metric.key]
    earlier = [delta for delta in before if delta.metric == metric.key and delta.value is not None]
    moves = [metric.direction.sign * delta.change for delta in mine if delta.change]
    if whole and whole.value is not None:
        value, typical = whole.value, False
        then = whole_before.value if whole_before else None
    else:
        value, typical = _all_together(mine, metric)
        same = {delta.person_id for delta in mine} == {delta.person_id for delta in earlier}
        then, alike = _all_together(earlier, metric) if earlier else (None, typical)
        if alike != typical or (adds_up(metric) and not same):
            then = None  # who is missing in one of them is no fall and no rise
    better = sum(move > 0 for move in moves)
    return Trend(metric.key, value, then, typical, better, len(moves) - better, len(mine), whole)


def _all_together(deltas: Sequence[Delta], metric: Metric) -> tuple[float, bool]:
    """Return the value of all together, and whether it is only the middle one of theirs."""
    values = [delta.value or 0.0 for delta in deltas]
    if adds_up(metric):
        return round(sum(values), 12), False
    parts = [
        (delta.numerator, delta.denominator)
        for delta in deltas
        if delta.numerator is not None and delta.denominator is not None and delta.denominator > 0
    ]
    if adds_up(metric, Aggregate.RATIO) and len(parts) == len(deltas):
        return round(sum(top for top, _ in parts) / sum(bottom for _, bottom in parts), 12), False
    return round(median(values), 12), len(values) > 1


def _together(deltas: Sequence[Delta], metric: Metric) -> float | None:
    """Return the attainment of all together: only sums add up, a mean of ratios would say something else."""
    if not adds_up(metric) or metric.direction.sign < 0:
        return None
    targets = sum(delta.target or 0.0 for delta in deltas)
    return round(sum(delta.value or 0.0 for delta in deltas) / targets, 12) if targets > 0 else None


def _met(deltas: Iterable[Delta], metric: Metric) -> int:
    sign = metric.direction.sign
    return sum(sign * ((delta.value or 0.0) - (delta.target or 0.0)) >= 0 for delta in deltas)


def goes_well(delta: Delta, metric: Metric) -> bool:
    """A run upwards, or a target met by a clear margin; where a target is missed a run is no success yet."""
    if delta.attainment is None:
        return run_of(delta, metric) >= GOOD_RUN
    return delta.attainment >= 1 and (run_of(delta, metric) >= GOOD_RUN or delta.attainment >= 1.1)  # noqa: PLR2004 - clear


def missing_keys(now: Sequence[Delta], before: Sequence[Delta]) -> set[tuple[str, str]]:
    """Return whose value of which metric is missing: they had one before, or have a target now."""
    have = {
        (delta.person_id, delta.metric) for delta in now if delta.value is not None or Flag.QUARANTINED in delta.flags
    }
    expected = {(delta.person_id, delta.metric) for delta in before if delta.value is not None}
    expected |= {(delta.person_id, delta.metric) for delta in now if delta.target is not None}
    return expected - have


def _missing(now: Sequence[Delta], before: Sequence[Delta]) -> Iterable[tuple[str, int]]:
    counts: dict[str, int] = {}
    for _, metric in missing_keys(now, before):
        counts[metric] = counts.get(metric, 0) + 1
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
