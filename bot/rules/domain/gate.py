"""Gates: which of the rules that fired may speak, so that what is heard is worth hearing (methods 4.1, 4.2, 4.9)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.figures.domain.common import is_common
from bot.figures.domain.metric import Aggregate, at_limit, smallest_step
from bot.figures.domain.unfinished import EARLIEST, wilson
from bot.kit.calendar import local_day
from bot.rules.domain.candidate import Candidate
from bot.rules.domain.condition import evaluate, names
from bot.rules.domain.expression import read
from bot.rules.domain.gate_unfinished import PACED, PAST, WHOLE, holds_already
from bot.rules.domain.rule import Scope, Signal, Silence, Tone

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime


_LONGEST_DELAY_DAYS, _BOOKKEEPING_DAYS = 62, 5


@dataclass(frozen=True, slots=True)
class Gates:
    """How much is enough.

    To break a cooldown an attainment has to be worse by ``worse_attainment``, any other value by the share ``worse`` of
    what it was or the metric's step, whichever is larger.
    """

    worse: float = 0.1
    worse_attainment: float = 0.05


@dataclass(slots=True)
class Past:
    """What has been heard so far, as far as the gates ask; it grows with every signal that speaks.

    ``alarms`` are the alerts about units that silence rules about their members: the unit's names, the alert.
    """

    heard: dict[tuple[str, str], list[Signal]] = field(default_factory=dict)
    praised: set[tuple[str, date]] = field(default_factory=set)
    alarms: list[tuple[frozenset[str], frozenset[str], Signal]] = field(default_factory=list)

    def add(self, signal: Signal) -> None:
        """Remember a signal that spoke."""
        self.heard.setdefault((signal.rule, signal.subject_id), []).append(signal)
        if signal.tone is Tone.PRAISE:
            self.praised.add((signal.subject_id, signal.period.start))


def judge(candidates: Iterable[Candidate], *, past: Past, at: datetime, gates: Gates) -> list[Signal]:
    """Turn what fired at one instant into signals, silenced where a gate is shut; ``past`` learns those that speak.

    Units come first, because their alerts explain what happened to their members; the strongest praise comes before
    the others, because a person gets one for a period.
    """
    signals: list[Signal] = []
    for candidate in sorted(candidates, key=_order):
        silence = _silence(candidate, past=past, at=at, gates=gates)
        signal = Signal(
            rule=candidate.rule.key,
            rule_version=candidate.rule.version,
            subject_id=candidate.subject_id,
            metric=candidate.metric,
            period=candidate.period,
            revision=candidate.revision,
            audience=candidate.rule.audience,
            tone=candidate.rule.tone,
            review=candidate.rule.review,
            facts=candidate.facts,
            fired_at=at,
            silenced=silence,
        )
        signals.append(signal)
        if silence is None:
            past.add(signal)
            if candidate.rule.suppresses and candidate.rule.scope is Scope.UNIT:
                past.alarms.append((candidate.about.names, frozenset(candidate.rule.suppresses), signal))
    return signals


def _order(candidate: Candidate) -> tuple[bool, float, str, str, str]:
    strength = candidate.number("attainment") or 0.0
    return (
        candidate.rule.scope is not Scope.UNIT,
        -strength if candidate.rule.tone is Tone.PRAISE else 0.0,
        candidate.rule.key,
        candidate.subject_id,
        candidate.metric,
    )


def _silence(candidate: Candidate, *, past: Past, at: datetime, gates: Gates) -> Silence | None:
    """Return the first gate that is shut, None when all are open."""
    if silence := unfit(candidate, at):
        return silence
    if _explained(candidate, past, at):
        return Silence.EXPLAINED
    if candidate.rule.tone is Tone.PRAISE and (candidate.subject_id, candidate.period.start) in past.praised:
        return Silence.ONE_PRAISE
    if _cooling(candidate, past, at, gates):
        return Silence.COOLDOWN
    return None


def unfit(candidate: Candidate, at: datetime) -> Silence | None:
    """Return why a value is none to say anything of at an instant, whatever was said before; None when it is."""
    if _history(candidate, at):
        return Silence.HISTORY
    if _too_early(candidate):
        return Silence.TOO_EARLY
    if not _enough(candidate):
        return Silence.SAMPLE_TOO_SMALL
    if candidate.rule.material and not _material(candidate):
        return Silence.NOT_MATERIAL
    if candidate.rule.tone is Tone.PRAISE and _at_limit(candidate):
        return Silence.AT_LIMIT
    if candidate.rule.tone is Tone.PRAISE and _is_common(candidate):
        return Silence.COMMON
    return None


def _history(candidate: Candidate, at: datetime) -> bool:
    """Say whether the value is of a period that nobody can act on any more: figures that came with a load of history.

    A value may be as late as its period is long, and a few days more for weekends and for whoever closes the books.
    """
    today = local_day(at, timezone=candidate.about.timezone)
    return (today - candidate.period.end).days > min(candidate.period.days, _LONGEST_DELAY_DAYS) + _BOOKKEEPING_DAYS


def _too_early(candidate: Candidate) -> bool:
    """Say whether the period is too young: while it goes on, by what can be said already.

    Of a period that is over, but of which somebody worked a part only, a sum is held against no whole one, and nothing
    against less than a fifth of it.
    """
    elapsed = candidate.number("elapsed")
    if elapsed is None or elapsed >= 1:
        return False
    if candidate.is_unfinished:
        return not holds_already(candidate, elapsed)
    asked = names(read(candidate.rule.condition))
    held = asked & (PAST | WHOLE)
    growing = candidate.measure.aggregate is Aggregate.SUM
    return (growing and bool(held)) or (elapsed < EARLIEST and bool(held | asked & PACED))


def _enough(candidate: Candidate) -> bool:
    """Say whether the value rests on enough cases: the rule's minimum, or so clear that fewer do.

    Clear is when the condition would hold even at the kinder end of the value's interval. A value that came without
    its number of cases is taken as it is: whoever reports only rates has settled that elsewhere.
    """
    n, value, least = candidate.number("n"), candidate.number("value"), candidate.rule.minimum_n
    if not least or n is None or n >= least:
        return True
    if n <= 0 or value is None or not 0 <= value <= 1:
        return False
    condition = read(candidate.rule.condition)
    if "value" not in names(condition):
        return False
    lower, upper = wilson(value, n)
    return evaluate(condition, candidate.facts | {"value": lower if candidate.measure.better < 0 else upper}) is True


def _step(candidate: Candidate, before: float, share: float) -> float:
    return round(max(candidate.measure.minimum_step, share * abs(before)), 12)


def _material(candidate: Candidate) -> bool:
    change, before = candidate.number("change"), candidate.number("previous")
    if change is None or before is None:
        return False
    return abs(change) >= smallest_step(candidate.measure.minimum_step, before)


def _at_limit(candidate: Candidate) -> bool:
    """Say whether praise for a target would be for a value exactly at a limit: 3.00% is not below 3% (Q3)."""
    value, target = candidate.number("value"), candidate.number("target")
    asked = names(read(candidate.rule.condition)) & PACED
    return bool(asked) and value is not None and at_limit(value, target, better=candidate.measure.better)


def _is_common(candidate: Candidate) -> bool:
    """Say whether praise for reaching a rate's target beside the others would be for what most of them reach.

    Who was never better is praised for that (R13), unless the role as a whole got better as well.
    """
    numbers = (candidate.number(name) for name in ("value", "peer_median", "target"))
    value, median, target = numbers
    if candidate.measure.aggregate is not Aggregate.RATIO or value is None or median is None or target is None:
        return False
    asked = names(read(candidate.rule.condition)) & PACED
    if not asked or not is_common(value, median, target, better=candidate.measure.better):
        return False
    return not (candidate.facts.get("own_best") is True and _material(candidate)) or _role_got_better(candidate, median)


def _role_got_better(candidate: Candidate, median: float) -> bool:
    """Say whether the others' median is better than the role's was the period before, by enough to be told."""
    before = candidate.number("peer_median_before")
    if before is None:
        return False
    gain = candidate.measure.better * (median - before)
    return gain > 0 and gain >= smallest_step(candidate.measure.minimum_step, before)


def _explained(candidate: Candidate, past: Past, at: datetime) -> bool:
    """Say whether an alert about the subject's unit, on the same day and about the same time, has said it already.

    A rule that names its metrics is silenced whatever measure of them the alert is about (the line is judged by the
    day, its people by the month); one about any metric only for the alert's own.
    """
    today = local_day(at, timezone=candidate.about.timezone)
    own = "metric" in names(read(candidate.rule.condition))
    return any(
        candidate.rule.key in silenced
        and unit & candidate.about.units
        and (own or alarm.metric == candidate.metric)
        and alarm.period.start <= candidate.period.end
        and candidate.period.start <= alarm.period.end
        and local_day(alarm.fired_at, timezone=candidate.about.timezone) == today
        for unit, silenced, alarm in past.alarms
    )


def _cooling(candidate: Candidate, past: Past, at: datetime, gates: Gates) -> bool:
    """Say whether the rule has spoken about the subject too lately, and nothing got worse by a step since.

    What fired at the same instant is one occasion: two metrics below target on one morning are both heard.
    """
    since = at - timedelta(days=candidate.rule.cooldown_days)
    lately = [
        signal
        for signal in past.heard.get((candidate.rule.key, candidate.subject_id), ())
        if since < signal.fired_at < at
    ]
    if not lately:
        return False
    same = [signal for signal in lately if signal.metric == candidate.metric]
    return not same or not _worse(candidate, max(same, key=lambda signal: signal.fired_at), gates)


def _worse(candidate: Candidate, before: Signal, gates: Gates) -> bool:
    if candidate.rule.tone is Tone.PRAISE:
        return False
    for fact, step in (("attainment", gates.worse_attainment), ("value", None)):
        now, then = candidate.number(fact), before.facts.get(fact)
        if now is None or not isinstance(then, int | float):
            continue
        loss = then - now if fact == "attainment" else candidate.measure.better * (then - now)
        return round(loss, 12) >= (step if step is not None else _step(candidate, then, gates.worse))
    return False
