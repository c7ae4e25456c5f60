"""Rules at work: what fires for the deltas that changed, who may hear of it, and who would have heard what."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from bot.domain.calendar import instant, wall
from bot.domain.gate import Gates, Past, judge
from bot.domain.reading import Period, period_of
from bot.domain.rule import Cadence, Rule, Signal, Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from bot.domain.delta import Changed
    from bot.domain.gate import Candidate
    from bot.domain.metric import Grain
    from bot.ports import Work

_MORNING = time(9, 30)
_GATES = Gates()


def evaluate(work: Work, touched: Changed, *, now: datetime, gates: Gates = _GATES) -> list[Signal]:
    """Ask every rule about the deltas that changed, store what fired, and return what is new and may be heard.

    What a gate silenced is stored with its reason and not returned. Rules of the standing kind give no signals: they
    say which metrics may appear in a person's message (see :func:`speakable`).
    """
    rules = _firing(work)
    work.rules.stage(touched)
    candidates = _over(work, work.rules.matches(rules, today=now.date()), at=lambda _: now)
    return _record(work, candidates, rules, now=now, gates=gates)


def evaluate_period_end(
    work: Work, *, grain: Grain, over: Period, timezone: str, now: datetime, gates: Gates = _GATES
) -> list[Signal]:
    """Ask the rules that wait for the end of a period about one that is over in a time zone.

    Values that came while it ran gave them nothing to say in :func:`evaluate`; what has fired before does not fire
    again.
    """
    waiting = [rule for rule in _firing(work) if rule.cadence is Cadence.PERIOD_END]
    if not waiting:
        return []
    grains = {metric.key: metric.grain for metric in work.metrics.all()}
    found = work.rules.matches(waiting, today=now.date(), first=over.start, last=over.end)
    mine = [one for one in found if one.about.timezone == timezone and grains[one.metric] is grain]
    return _record(work, _over(work, mine, at=lambda _: now), waiting, now=now, gates=gates)


def test(
    work: Work,
    *,
    first: date,
    last: date,
    now: datetime,
    gates: Gates = _GATES,  # noqa: PT028 - no test of pytest's
) -> list[Signal]:
    """Say who would have heard what of the values that ended between two days; nothing is stored.

    Each value counts as known at 09:30 on the day after its last one, in its person's zone, and the gates see what
    was heard before, in that order. What they would have silenced is in the list too, with the reason.
    """
    rules = _firing(work)
    candidates = work.rules.matches(rules, today=first, first=first, last=last)
    moments = {id(one): _known_at(one) for one in candidates}
    candidates = _over(work, candidates, at=lambda one: moments[id(one)])
    candidates.sort(key=lambda one: moments[id(one)])
    past = Past()
    heard: list[Signal] = []
    for at, together in groupby(candidates, key=lambda one: moments[id(one)]):
        if at <= now:
            heard += judge(together, past=past, at=at, gates=gates)
    return heard


def speakable(work: Work, touched: Changed, *, now: datetime) -> list[tuple[str, str, date]]:
    """Return which of the changed deltas a person's standing message may speak of: person, metric, start.

    That is up to the rules of the standing kind; with none of them switched on, there are no standing messages.
    """
    if not len(touched):
        return []
    rules = [rule for rule in work.rules.active() if rule.tone is Tone.STANDING]
    work.rules.stage(touched)
    found = work.rules.matches(rules, today=now.date())
    return sorted({(one.subject_id, one.metric, one.period.start) for one in found})


def _firing(work: Work) -> list[Rule]:
    return [rule for rule in work.rules.active() if rule.tone is not Tone.STANDING]


def _record(
    work: Work, candidates: list[Candidate], rules: Sequence[Rule], *, now: datetime, gates: Gates
) -> list[Signal]:
    known = work.rules.known([one.key for one in candidates])
    candidates = [one for one in candidates if one.key not in known]
    past = work.rules.past(rules, candidates, at=now)
    stored = work.rules.record(judge(candidates, past=past, at=now, gates=gates))
    _explain_away(work, stored, rules, candidates)
    return [one for one in stored if one.silenced is None]


def _explain_away(work: Work, stored: Sequence[Signal], rules: Sequence[Rule], candidates: Sequence[Candidate]) -> None:
    """Silence what was said of a unit's members earlier the same day, now that the unit's own alert explains it."""
    suppressing = {rule.key: [one for one in rules if one.key in rule.suppresses] for rule in rules if rule.suppresses}
    zones = {one.subject_id: one.about.timezone for one in candidates}
    for alert in stored:
        if alert.silenced is None and alert.rule in suppressing:
            zone = zones[alert.subject_id]
            midnight = instant(wall(alert.fired_at, timezone=zone).date(), time(0), timezone=zone)
            work.rules.explain_away(alert, suppressing[alert.rule], since=midnight)


def _over(work: Work, candidates: Sequence[Candidate], *, at: Callable[[Candidate], datetime]) -> list[Candidate]:
    """Leave out what waits for the end of a period that is not over yet where the person is, or not whole."""
    if all(one.rule.cadence is not Cadence.PERIOD_END for one in candidates):
        return list(candidates)
    grains = {metric.key: metric.grain for metric in work.metrics.all()}

    def over(one: Candidate) -> bool:
        today = wall(at(one), timezone=one.about.timezone).date()
        return (one.number("elapsed") or 0) >= 1 and period_of(one.period.start, grains[one.metric]).end < today

    return [one for one in candidates if one.rule.cadence is not Cadence.PERIOD_END or over(one)]


def _known_at(candidate: Candidate) -> datetime:
    return instant(candidate.period.end + timedelta(days=1), _MORNING, timezone=candidate.about.timezone)
