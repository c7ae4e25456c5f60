"""Whose words are wanted after an update: what rules fired, what is news and worth saying, what was corrected."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.feedback.domain.feedback import Feedback, Keys, Occasion
from bot.feedback.services import unled
from bot.feedback.services.feedback_pending import new_feedback, store
from bot.feedback.services.feedback_retraction import corrections
from bot.feedback.services.feedback_selection import left_out, one_talk
from bot.kit.period import Grain, Period, period_of, previous_period
from bot.rules.domain.rule import Silence, Tone
from bot.rules.services.audience import readers_of
from bot.rules.services.rule import speakable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from bot.feedback.ports import Work
    from bot.figures.domain.delta import Changed
    from bot.rules.domain.rule import Signal

OCCASIONS = {Tone.PRAISE: Occasion.PRAISE, Tone.NUDGE: Occasion.NUDGE, Tone.ALERT: Occasion.ALERT}
_DAYS = timedelta(days=4)
"""How old a day's figures may be: Friday's come on Tuesday after a long weekend."""


def want(work: Work, signals: Sequence[Signal], touched: Changed, *, now: datetime) -> list[Feedback]:
    """Note down whose words are wanted after an update: returns what is new or has grown.

    Each person gets one message a day about a period that is running or just over, if anything about it is worth
    saying when it is written; what rules fired goes to whom they name; whoever was told a value that is another by now
    gets a correction, if the verdict is another too when it is written.
    """
    if not signals and not len(touched) and not work.corrections.untold():
        return []
    news = _News(work, now)
    wanted: list[Feedback] = []
    unheard: dict[Silence, list[int]] = {why: [] for why in (Silence.HISTORY, Silence.NOBODY, Silence.TOGETHER)}
    for signal in signals:
        if not news.is_(signal.subject_id, signal.metric, signal.period.start):
            unheard[Silence.HISTORY].append(signal.no)
        elif found := _for_signal(work, signal, now=now):
            wanted += found
        else:
            unheard[Silence.NOBODY].append(signal.no)
    for (person_id, period), keys in _fresh(work, touched, news, now=now).items():
        person = work.people.get(person_id)
        if person:  # whether anything is worth saying is known once peers' values have come in too
            wanted.append(new_feedback(Occasion.STANDING, person, person, period, keys, (), now=now))
    wanted += corrections(work, touched, now=now)
    kept = one_talk(work, wanted, now=now)
    unheard[Silence.TOGETHER] += left_out(wanted, kept)
    for why, numbers in unheard.items():
        work.rules.silence(numbers, why)
    return [store(work, feedback, now=now) for feedback in kept]


def _for_signal(work: Work, signal: Signal, *, now: datetime) -> list[Feedback]:
    occasion = OCCASIONS[signal.tone]
    subject = work.people.get(signal.subject_id)
    readers = readers_of(work, subject, signal.audience, now=now) if subject else []
    if subject is None or not readers:
        if subject is not None:
            unled.ask_who_leads(work, subject, now=now)
        return []
    if occasion is Occasion.NUDGE and subject in readers:  # their own figures, by the bar of the rule
        occasion = Occasion.STANDING
    keys = ((signal.subject_id, signal.metric, signal.period),)
    found = [new_feedback(occasion, subject, reader, signal.period, keys, (signal.no,), now=now) for reader in readers]
    if occasion is Occasion.NUDGE and subject not in readers:
        # The person hears it before the manager does, also when only a rule made it worth saying.
        found.append(new_feedback(Occasion.STANDING, subject, subject, signal.period, keys, (signal.no,), now=now))
    return found


class _News:
    """What is news at an instant: a period that is running or just over, and the newest one there is of a series.

    So history that is loaded with last month's figures speaks of last month only.
    """

    def __init__(self, work: Work, now: datetime) -> None:
        self._work = work
        self._today = now.date()
        self._grains = {metric.key: metric.grain for metric in work.metrics.all()}
        self._newest: dict[str, dict[str, date]] = {}

    def period(self, metric: str, start: date) -> Period:
        """Return the whole period of a metric that begins on a day."""
        return period_of(start, self._grains[metric])

    def is_(self, person_id: str, metric: str, start: date) -> bool:
        """Say whether a value of a person's is news."""
        recent = recent_start(self._grains[metric], self._today)
        return start >= recent or start >= self._latest(person_id).get(metric, start)

    def _latest(self, person_id: str) -> dict[str, date]:
        if person_id not in self._newest:
            latest = self._work.deltas.latest(person_id)
            self._newest[person_id] = {delta.metric: delta.period.start for delta in latest}
        return self._newest[person_id]


def recent_start(grain: Grain, today: date) -> date:
    """Return the first day of the periods that are news: the one that is running, and the one just over."""
    return today - _DAYS if grain is Grain.DAY else previous_period(period_of(today, grain), grain).start


def _fresh(work: Work, touched: Changed, news: _News, *, now: datetime) -> dict[tuple[str, Period], Keys]:
    """Return the changed values that a person's message may speak of, by person and period that is news to them."""
    found: dict[tuple[str, Period], Keys] = {}
    for person_id, key, start in speakable(work, touched, now=now):
        if news.is_(person_id, key, start):
            period = news.period(key, start)
            found[person_id, period] = (*found.get((person_id, period), ()), (person_id, key, period))
    return found
