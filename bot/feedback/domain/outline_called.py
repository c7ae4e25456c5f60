"""What a rule goes by, and the findings that it calls for: bars that values cross, comparisons that it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.feedback.domain.feedback import Against, Finding, Mark
from bot.feedback.domain.outline import (
    LONG_RUN,
    MOST_FINDINGS,
    ORDER,
    finding_id,
    run_of,
    tellable,
    weight,
    worth_saying,
)
from bot.figures.domain.metric import at_limit
from bot.rules.domain.bar import bars_of
from bot.rules.domain.condition import names
from bot.rules.domain.expression import read

if TYPE_CHECKING:
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric
    from bot.figures.domain.target import Bar


def called(delta: Delta, metric: Metric, bar: Bar | None, *, mark: Mark = Mark.GAP, asked: str = "") -> Finding:
    """Return the finding about a value that a rule called for: it has the rule's mark, whatever else is true.

    First comes what the rule went by: its bar, or the comparisons that its condition ``asked`` names; then what else is
    worth saying, of praise only what speaks for it, of a gap also that it has been closing for long. A share of the
    target needs no bar beside it: the target is.
    """
    judged = [comparison for comparison in ORDER if worth_saying(comparison, delta, metric, mark)]
    named = [comparison for comparison in _named_by(asked) if tellable(comparison, delta, metric)] if asked else []
    if bar and not (Against.TARGET in judged and (bar.fact == "attainment" or bar.limit == delta.target)):
        named.insert(0, Against.LIMIT)
    if mark is Mark.GAP and run_of(delta, metric) >= LONG_RUN:
        judged.insert(0, Against.STREAK)
    if mark is Mark.STRENGTH:
        judged = [comparison for comparison in judged if _speaks_for(comparison, delta, metric)]
        named = [comparison for comparison in named if _speaks_for(comparison, delta, metric)]
    against = tuple(dict.fromkeys((*named, *judged)))[:MOST_FINDINGS]
    heavy = 1 + weight(delta, metric, mark)
    return Finding(finding_id(delta.metric, mark, against), mark, against, delta, heavy, bar, called=True)


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
