"""What a rule goes by, and the findings that it calls for: bars that values cross, comparisons that it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.feedback.domain.comparison import ORDER, fell, tellable, worth_saying
from bot.feedback.domain.feedback import Against, Finding, Mark
from bot.feedback.domain.outline import CALLED, MOST_FINDINGS, finding_id
from bot.feedback.domain.story import story_of
from bot.feedback.domain.story_past import has_shifted
from bot.feedback.domain.story_weight import information, spoken, weight
from bot.figures.domain.metric import at_limit
from bot.rules.domain.bar import bars_of
from bot.rules.domain.condition import names
from bot.rules.domain.expression import read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric
    from bot.figures.domain.target import Bar


def called(
    series: Sequence[Delta], metric: Metric, bar: Bar | None, *, mark: Mark = Mark.GAP, asked: str = ""
) -> Finding:
    """Return the finding about the last value of a series that a rule called for, in the rule's mark.

    First comes what the rule went by: its bar, or the comparisons that its condition ``asked`` names; then the story,
    and what adds most to it, of praise what speaks for it and a fall, of a gap anything. A share of the target needs no
    bar beside it: the target is.
    """
    delta, story, falls = series[-1], story_of(series, metric), frozenset[Against]()
    said = spoken(story) if story else frozenset[Against]()
    said |= {Against.BASELINE} if has_shifted(series, metric) else set()  # what was usual is so no more
    true = [each for each in ORDER if worth_saying(each, delta, metric, mark)]
    named = [each for each in _named_by(asked) if tellable(each, delta, metric)] if asked else []
    if mark is Mark.STRENGTH:
        falls = _MOVES if fell(delta, metric) else falls
        named = [each for each in named if _speaks_for(each, delta, metric)]
        true = [each for each in true if _speaks_for(each, delta, metric) or each in falls]
    if bar and not (Against.TARGET in true and (bar.fact == "attainment" or bar.limit == delta.target)):
        named.insert(0, Against.LIMIT)
    beside = [each for each in true if each not in said and each not in named]
    if story:
        beside.sort(key=lambda each: -information(each, delta, metric))
        beside = [each for each in beside if mark is Mark.STRENGTH and each in falls] or beside[:1]
    against = tuple(dict.fromkeys((*(each for each in named if each not in said), *beside)))[:MOST_FINDINGS]
    says = ((story.kind,) if story else ()) + against
    heavy = CALLED + weight(delta, metric, story)
    return Finding(finding_id(delta.metric, mark, says), mark, against, delta, heavy, bar, called=True, story=story)


_MOVES = frozenset({Against.STREAK, Against.PREVIOUS})
_BY_FACT = {
    fact: against
    for against, facts in {
        Against.TARGET: "target target_full attainment",
        Against.PEERS: "percentile peer_median beats_peers",
        Against.STREAK: "streak good_streak",
        Against.PREVIOUS: "previous change change_pct gain gain_pct",
        Against.YEAR_AGO: "year_ago year_ago_change year_ago_change_pct",
        Against.BASELINE: "z baseline_median own_best",
    }.items()
    for fact in facts.split()
}


def _named_by(condition: str) -> list[Against]:
    """Return the comparisons that a condition is about, in the usual order."""
    named = {_BY_FACT[fact] for fact in names(read(condition)) if fact in _BY_FACT}
    return [comparison for comparison in ORDER if comparison in named]


def _speaks_for(against: Against, delta: Delta, metric: Metric) -> bool:
    """Say whether a comparison shows a value as good."""
    sign, value = metric.direction.sign, delta.value or 0.0
    peers = delta.peers.median if delta.peers else None
    signed = {
        Against.TARGET: value - (delta.target or 0.0),
        Against.PEERS: value - (peers or 0.0),
        Against.STREAK: float(delta.streak),
        Against.PREVIOUS: delta.change or 0.0,
        Against.YEAR_AGO: delta.year_ago_change or 0.0,
        Against.BASELINE: value - (delta.baseline_median or 0.0),
    }
    if against is Against.LIMIT:
        return True
    if against is Against.TARGET:
        return signed[against] * sign >= 0 and not at_limit(value, delta.target, better=sign)
    return signed[against] * sign > 0


def bar_of(condition: str, delta: Delta) -> Bar | None:
    """Return the bar of a condition that a value has crossed, if it names one; one about the value says most."""
    found = [bar for bar in bars_of(condition) if crossed(delta, bar)]
    return next((bar for bar in found if bar.fact == "value"), found[0] if found else None)


def crossed(delta: Delta, bar: Bar) -> bool:
    """Say whether a value is on the far side of a rule's bar."""
    fact = delta.attainment if bar.fact == "attainment" else delta.value
    if fact is None:
        return False
    return (fact > bar.limit if bar.above else fact < bar.limit) or (bar.inclusive and fact == bar.limit)
