"""Outlines: what is true about somebody's values and worth saying, before any words exist."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from bot.feedback.domain.feedback import Against, Finding, Mark, Occasion, Outline, Pick, Step
from bot.figures.domain.delta import Flag
from bot.figures.domain.metric import Aggregate, at_limit, smallest_step
from bot.figures.domain.unfinished import EARLIEST, is_unfinished, stays

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric

CLOSE = 0.95
"""From this attainment on, a target that was missed is not called a gap."""
FEW = 20
"""A ratio over fewer cases than this is too small for a verdict."""
HISTORY = 8
"""Own-past claims need as many earlier values (methods 4.1: the false alarm is 4.8 % at 8)."""
UNUSUAL = 2.0
SCREEN = 3.5
"""The modified z-scores from which one's own past is worth naming, and from which it decides by itself."""
RUN = 2
LONG_RUN = 3
PEER_FLOOR = 5
LAST_THIRD = 1 / 3
MOST_FINDINGS = 3
MOST_STEPS = 2


def material(distance: float, base: float, metric: Metric) -> bool:
    """Say whether a distance is worth speaking of, beside the value it is measured from."""
    return abs(distance) > 0 and abs(distance) >= smallest_step(float(metric.minimum_step or 0), base)


def judge(delta: Delta, metric: Metric) -> tuple[Mark, tuple[Against, ...]] | None:
    """Return how a value reads and every comparison that is true and worth saying, the most telling first.

    The target decides where there is one, then the peers, then the person's own past. What is worse than the last time
    and than the peers is no strength, even on target. None when nothing can be said yet or nothing is worth it: no
    value, quarantined, too early in the period, too few cases.
    """
    if delta.value is None or Flag.QUARANTINED in delta.flags or delta.elapsed < EARLIEST:
        return None
    if metric.is_ratio and delta.denominator is not None and delta.denominator < FEW:
        return None
    mark = _against_target(delta, metric) or _against_peers(delta, metric) or _against_past(delta, metric)
    if mark is None:
        return None
    if mark is Mark.STRENGTH and _worse_all_round(delta, metric):
        mark = Mark.PLAIN
    truths = tuple(against for against in ORDER if worth_saying(against, delta, metric, mark))
    return (mark, truths) if truths else None


ORDER = (Against.TARGET, Against.PEERS, Against.STREAK, Against.PREVIOUS, Against.YEAR_AGO, Against.BASELINE)


def _against_target(delta: Delta, metric: Metric) -> Mark | None:
    if delta.target is None or delta.value is None:
        return None
    distance = metric.direction.sign * (delta.value - delta.target)
    if at_limit(delta.value, delta.target, better=metric.direction.sign) or not stays(delta, metric, delta.target):
        return Mark.PLAIN
    if distance >= 0:
        return Mark.STRENGTH
    near = delta.attainment is not None and delta.attainment >= CLOSE
    return Mark.PLAIN if near or not material(distance, 0, metric) else Mark.GAP


def _against_peers(delta: Delta, metric: Metric) -> Mark | None:
    """Half of all people are below a median: only the last third of a group has a gap by it."""
    peers = delta.peers
    if delta.value is None or peers is None or peers.median is None or not tellable(Against.PEERS, delta, metric):
        return None
    distance = metric.direction.sign * (delta.value - peers.median)
    if not material(distance, peers.median, metric):
        return None
    if distance > 0:
        return Mark.STRENGTH
    if peers.percentile is None:
        return None
    standing = peers.percentile if metric.direction.sign > 0 else 1 - peers.percentile
    return Mark.GAP if standing <= LAST_THIRD else None


def _worse_all_round(delta: Delta, metric: Metric) -> bool:
    """Say whether a value is worse than the one before, and than its peers' median, each by enough to be told."""
    peers, sign = delta.peers, metric.direction.sign
    if delta.value is None or peers is None or peers.median is None or not tellable(Against.PEERS, delta, metric):
        return False
    behind = peers.median - delta.value
    fell = _moved(delta, metric) and (delta.change or 0) * sign < 0
    return fell and behind * sign > 0 and material(behind, peers.median, metric)


def _against_past(delta: Delta, metric: Metric) -> Mark | None:
    if worth_saying(Against.STREAK, delta, metric, Mark.PLAIN):
        return Mark.STRENGTH if delta.streak * metric.direction.sign > 0 else Mark.GAP
    screened = tellable(Against.BASELINE, delta, metric) and delta.baseline_n >= HISTORY
    if screened and delta.z is not None and abs(delta.z) >= SCREEN:
        return Mark.STRENGTH if delta.z * metric.direction.sign > 0 else Mark.GAP
    if worth_saying(Against.PREVIOUS, delta, metric, Mark.PLAIN):
        return Mark.PLAIN
    return None


def tellable(against: Against, delta: Delta, metric: Metric) -> bool:
    """Say whether a value can be held against something at all, worth a clause or not.

    While its period goes on it is no part of a run, not unusual and in no place among others, since those are said of
    whole periods; a sum is less than its last one anyway, and a rate is told from that where it will stay so.
    """
    goes_on = is_unfinished(delta, metric)
    match against:
        case Against.TARGET:
            return delta.target is not None
        case Against.PEERS:
            return (
                not goes_on
                and delta.peers is not None
                and delta.peers.n >= PEER_FLOOR
                and (delta.peers.median is not None)
            )
        case Against.STREAK:
            return not goes_on and abs(delta.streak) >= RUN
        case Against.PREVIOUS:
            return bool(delta.change) and (not goes_on or _comparable(delta, metric, delta.previous))
        case Against.YEAR_AGO:
            return bool(delta.year_ago_change) and (not goes_on or _comparable(delta, metric, delta.year_ago))
        case Against.BASELINE:
            return not goes_on and delta.baseline_median is not None
        case Against.LIMIT:
            return True


def _comparable(delta: Delta, metric: Metric, before: float | None) -> bool:
    return metric.aggregate is not Aggregate.SUM and before is not None and stays(delta, metric, before)


def worth_saying(against: Against, delta: Delta, metric: Metric, mark: Mark) -> bool:
    """Say whether a comparison of a value is true, and worth a clause beside how the value reads."""
    value, sign = delta.value, metric.direction.sign
    if value is None or not tellable(against, delta, metric):
        return False
    match against:
        case Against.TARGET:
            return True
        case Against.PEERS:
            peers = delta.peers
            if peers is None or peers.median is None:
                return False
            better = sign * (value - peers.median) > 0
            return material(value - peers.median, peers.median, metric) and (better or mark is Mark.GAP)
        case Against.STREAK:
            return _moved(delta, metric)
        case Against.PREVIOUS:
            return (
                not tellable(Against.STREAK, delta, metric)
                and _moved(delta, metric)
                and not _only_the_season(delta, sign)
            )
        case Against.YEAR_AGO:
            change = delta.year_ago_change
            return change is not None and material(change, delta.year_ago or 0, metric)
        case Against.BASELINE:
            return delta.z is not None and delta.baseline_n >= HISTORY and abs(delta.z) >= UNUSUAL
        case Against.LIMIT:
            return False


def _moved(delta: Delta, metric: Metric) -> bool:
    return delta.change is not None and material(delta.change, delta.previous or 0, metric)


def _only_the_season(delta: Delta, sign: int) -> bool:
    """A fall since last month is no news when the same month last year was no better (methods 4.1, season)."""
    return (delta.change or 0) * sign < 0 and delta.year_ago_change is not None and delta.year_ago_change * sign >= 0


def weight(delta: Delta, metric: Metric, mark: Mark) -> float:
    """Return how much a value matters: its distance from what decides about it, and how long it has gone on."""
    base, value = 0.0, delta.value or 0.0
    if delta.attainment is not None:
        base = abs(delta.attainment - 1)
    elif delta.peers is not None and delta.peers.median and tellable(Against.PEERS, delta, metric):
        base = abs(value - delta.peers.median) / abs(delta.peers.median)
    elif delta.change_pct is not None and tellable(Against.PREVIOUS, delta, metric):
        base = abs(delta.change_pct)
    run = run_of(delta, metric) * (1 if mark is Mark.STRENGTH else -1)
    return round(min(base, 1.0) * (0.2 if mark is Mark.PLAIN else 1.0) + 0.05 * min(max(0, run), 6), 6)


def run_of(delta: Delta, metric: Metric) -> int:
    """Return how many times in a row a value got better, negative where it got worse; a period that goes on is none."""
    return 0 if is_unfinished(delta, metric) else delta.streak * metric.direction.sign


def findings(deltas: Iterable[Delta], metrics: Mapping[str, Metric]) -> tuple[Finding, ...]:
    """Return everything worth saying, heaviest first: several findings about one value differ in their comparisons.

    A writer takes at most one of them per value. The first of a value's findings says most.
    """
    found = [
        variant
        for delta in deltas
        if delta.metric in metrics
        for variant in finding_variants(delta, metrics[delta.metric])
    ]
    return tuple(sorted(found, key=lambda finding: (-finding.weight, finding.delta.metric)))


def finding_variants(delta: Delta, metric: Metric) -> Iterator[Finding]:
    """Yield the findings about one value, the one with most comparisons first; the decisive comparison is in all."""
    judged = judge(delta, metric)
    if judged is None:
        return
    mark, truths = judged
    first, rest = truths[0], truths[1:]
    heavy = weight(delta, metric, mark)
    for size in range(min(2, len(rest)), -1, -1):
        for others in combinations(rest, size):
            yield Finding(finding_id(delta.metric, mark, (first, *others)), mark, (first, *others), delta, heavy)


def finding_id(metric: str, mark: Mark, against: tuple[Against, ...]) -> str:
    """Name a finding by what it says; two people about whom the same is true get the same id."""
    return f"{metric}:{mark}:{'+'.join(against)}"


def value_of(finding_id: str) -> str:
    """Return which value a finding is about and how it reads, whichever comparisons it makes."""
    return finding_id.rsplit(":", 1)[0]


def answers(step: Step, finding: Finding) -> bool:
    """Say whether a step is about what a finding says, whichever comparisons that makes."""
    return value_of(step.finding_id) == value_of(finding.id)


def told(pick: Pick) -> dict[str, Mark]:
    """Return how a message that was written judged each metric, from the ids of its findings."""
    marks: dict[str, Mark] = {}
    for key in pick.finding_ids:
        metric, mark, _ = key.rsplit(":", 2)
        marks[metric] = Mark(mark)
    return marks


def fault(outline: Outline, pick: Pick, *, avoid: Sequence[Pick] = ()) -> str:
    """Say in a word what is wrong with a pick, "" when nothing is; whoever wrote it, only such a pick is sent.

    Every id is the outline's, a value is spoken of once, a strength that exists is told and a gap that exists is not
    left out, what a rule called for is spoken of, each step answers a finding that is told, and the same words were not
    said to the reader or a colleague. A correction says what became of values in their order, whichever way that reads.
    """
    known = {finding.id: finding for finding in outline.findings}
    steps = {step.id: step for step in outline.steps}
    if not pick.finding_ids or any(finding_id not in known for finding_id in pick.finding_ids):
        return "unknown finding"
    if any(step_id not in steps for step_id in pick.step_ids):
        return "unknown step"
    chosen = [known[key] for key in pick.finding_ids]
    if len(chosen) > MOST_FINDINGS or len(pick.step_ids) > MOST_STEPS or len(set(pick.step_ids)) < len(pick.step_ids):
        return "too much"
    main = outline.findings[0].delta
    if outline.occasion not in {Occasion.STANDING, Occasion.PRAISE} and chosen[0].delta is not main:
        return "beside the point"
    whole = outline.occasion is not Occasion.CORRECTION
    if whole and chosen[0].mark is not Mark.STRENGTH and any(finding.mark is Mark.STRENGTH for finding in chosen):
        return "strength second"
    about = [(finding.delta.person_id, finding.delta.metric, finding.delta.period) for finding in chosen]
    if len(set(about)) < len(about):
        return "said twice"
    must = list(dict.fromkeys(value_of(finding.id) for finding in outline.findings if finding.called))[:MOST_FINDINGS]
    if not set(must) <= {value_of(finding.id) for finding in chosen}:
        return "called for and left out"
    marks = {finding.mark for finding in chosen}
    if whole and any(finding.mark not in marks for finding in outline.findings if finding.mark is not Mark.PLAIN):
        return "one-sided"
    if any(not any(answers(steps[step_id], finding) for finding in chosen) for step_id in pick.step_ids):
        return "step without finding"
    if any(pick.finding_ids == other.finding_ids and pick.step_ids == other.step_ids for other in avoid):
        return "said before"
    return ""
