"""Advice at work: which next steps answer what a message says, for this reader, now.

What is in force are the shipped advice, what the company wrote in its place or besides, and the lines of a metric's
definition. A reader is told none that they were told within its cool-down or said is not for them; what they wanted to
come back to goes first, once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from bot.feedback.domain.advice import COOL_DOWN, GOOD, SHORT, Advice, AdviceTags, AdviceUse, filled, fits, ordered
from bot.feedback.domain.advice_answer import AdviceVerdict
from bot.feedback.domain.advice_house import house_advice
from bot.feedback.domain.advice_tags import tags_of
from bot.feedback.domain.days import SOME_WENT_WRONG
from bot.feedback.domain.driver import moved_by
from bot.feedback.domain.feedback import Occasion, Stage, Step
from bot.feedback.domain.outline import advice_of, step_id, story_in, value_of
from bot.feedback.services.days import days_of
from bot.feedback.services.driver_reader import drivers_of
from bot.feedback.views import days
from bot.feedback.views.driver_phrase import label
from bot.figures.views.phrase import inside
from bot.kit.period import period_of, previous_period
from bot.people.domain.person import Kind
from bot.people.services import permission

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime

    from bot.feedback.domain.days import DayPattern
    from bot.feedback.domain.driver import Drivers, ValueDrivers
    from bot.feedback.domain.feedback import Feedback, Finding, Pick
    from bot.feedback.ports import Work
    from bot.figures.domain.metric import Metric
    from bot.messages.i18n import Translator
    from bot.people.domain.person import Person

_USES: Final = {
    Occasion.STANDING: (AdviceUse.STEP, AdviceUse.QUESTION),
    Occasion.PRAISE: (AdviceUse.STEP,),
    Occasion.NUDGE: (AdviceUse.AGENDA, AdviceUse.AGENDA_QUESTION),
    Occasion.ALERT: (AdviceUse.ALERT,),
}
_ASKS: Final = frozenset({AdviceUse.QUESTION, AdviceUse.AGENDA_QUESTION})
_OTHERS: Final = frozenset({Occasion.NUDGE, Occasion.ALERT})
_OWN: Final = (Occasion.STANDING, Occasion.PRAISE)
_LATELY: Final = 200
_KEPT: Final = frozenset({Stage.DRAFTED, Stage.APPROVED, Stage.SENT})
_LOCALES: Final = {"en": "en", "zh": "zh-CN"}


def in_force(work: Work) -> dict[str, Advice]:
    """Return the advice that is told now, by key, but for the lines of metrics."""
    found = dict(house_advice())
    for version in work.advice.current():
        found.pop(version.advice.key, None)
        if not version.retired:
            found[version.advice.key] = version.advice
    return found


def lines_of(metric: Metric) -> list[Advice]:
    """Return the lines of a metric's definition as advice: for what is left to be done, and for strengths."""
    found: dict[tuple[str, int], dict[str, str]] = {}
    for kind in ("advice", "praise"):
        for language, locale in _LOCALES.items():
            lines = [line.strip() for line in str(getattr(metric, f"{kind}_{language}")).splitlines() if line.strip()]
            for number, line in enumerate(lines, 1):
                found.setdefault((kind, number), {})[locale] = line
    return [
        Advice(
            key=f"{'own' if kind == 'advice' else 'praise'}-{metric.key}-{number}",
            use=AdviceUse.STEP,
            aim=f"{kind}-{number}",
            stories=SHORT if kind == "advice" else GOOD,
            metrics=frozenset({metric.key}),
            name=texts,
            text=texts,
        )
        for (kind, number), texts in found.items()
    ]


def name_of(work: Work, person: Person, metric: str, key: str) -> str:
    """Return what an advice is called in somebody's language; the words of a line of a metric, without their end."""
    known, definition = in_force(work).get(key), work.metrics.get(metric)
    if known is None and definition is not None:
        known = next((line for line in lines_of(definition) if line.key == key), None)
    if known is None:
        return key
    names = known.name or known.text
    return names.get(work.words(person.locale).locale, next(iter(names.values()), key)).rstrip(".。")


@dataclass(frozen=True, slots=True)
class AdviceMemory:
    """What a reader was told and when, what is not for them, and what they wanted to come back to.

    ``others`` says how many messages told one lately, whoever read them: of a story, and of any ("").
    """

    told: Mapping[str, datetime]
    refused: frozenset[str]
    later: frozenset[str]
    others: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def rests(self, advice: Advice, now: datetime) -> bool:
        """Say whether it is not to be told now."""
        if advice.key in self.refused:
            return True
        at = self.told.get(advice.key)
        return at is not None and advice.key not in self.later and now - at < COOL_DOWN[advice.use]

    def told_others(self, advice: Advice, finding: Finding) -> tuple[int, int]:
        """Return how many messages told one lately of the same story, and how many at all."""
        story = str(finding.story.kind) if finding.story else ""
        return self.others.get((story, advice.key), 0), self.others.get(("", advice.key), 0)


def _memory(work: Work, feedback: Feedback) -> AdviceMemory:
    """Return what counts of it for a message; of whom somebody else is told, only what they were told of that one."""
    occasions = tuple(_USES)
    since = feedback.data_at - max(COOL_DOWN.values())
    told: dict[str, datetime] = {}
    for other in work.feedback.to_reader(feedback.reader_id, occasions, since=since):
        apart = feedback.occasion in _OTHERS and other.subject_id != feedback.subject_id
        if other.key == feedback.key or other.pick is None or other.stage not in _KEPT or apart:
            continue
        told |= {advice_of(step): other.created_at for step in other.pick.step_ids}
    alike = _OWN if feedback.occasion in _OWN else (feedback.occasion,)
    others = _told_lately(work.feedback.picks(alike, last=_LATELY))
    if feedback.reader_id != feedback.subject_id:
        return AdviceMemory(told, frozenset(), frozenset(), others)
    answers = work.advice_answers.of(feedback.reader_id)
    refused = {each.advice for each in answers if each.verdict is AdviceVerdict.NOT_FOR_ME}
    later = {each.advice for each in answers if each.verdict is AdviceVerdict.LATER and each.asked_at is None}
    later = {key for key in later if all(told.get(key, each.at) <= each.at for each in answers if each.advice == key)}
    return AdviceMemory(told, frozenset(refused), frozenset(later), others)


def _told_lately(picks: Iterable[Pick]) -> Counter[tuple[str, str]]:
    """Count in how many messages each advice was told, of a story and of any ("")."""
    found: Counter[tuple[str, str]] = Counter()
    for pick in picks:
        stories = {value_of(key): story_in(key) for key in pick.finding_ids}
        for step in pick.step_ids:
            found.update({(stories.get(value_of(step), ""), advice_of(step)), ("", advice_of(step))})
    return found


def steps(
    work: Work, feedback: Feedback, found: Sequence[Finding], metrics: Mapping[str, Metric], *, now: datetime
) -> tuple[Step, ...]:
    """Return the steps that fit the findings of a message, in the order in which they are to be told; often none.

    A message about somebody to others is about its first finding; what stands beside that calls for nothing.
    """
    uses = _USES.get(feedback.occasion, ())
    reader, subject = work.people.get(feedback.reader_id), work.people.get(feedback.subject_id)
    if not uses or not found or reader is None or subject is None:
        return ()
    about = found[:1] if feedback.occasion in _OTHERS else found
    moved = drivers_of(work, permission.actor(work, reader, now=now), [each.delta for each in about], now=now)
    shown = {}
    if subject.kind is Kind.PERSON:
        shown = {each.delta.metric: pattern for each in about if (pattern := days_of(work, each.delta, metrics))}
    t, today = work.words(reader.locale), work.reader(reader, now=now).today
    choice = AdviceChoice(_memory(work, feedback), in_force(work), t, today, now, shown)
    return tuple(
        step
        for finding in about
        for use in uses
        for step in choice.steps(
            finding, metrics[finding.delta.metric], moved, use, reader_id=reader.id, role=subject.role
        )
    )


@dataclass(frozen=True, slots=True)
class AdviceChoice:
    """Choosing for one reader at an instant, in their words; ``days`` is what the days of values show, by metric."""

    memory: AdviceMemory
    advice: Mapping[str, Advice]
    t: Translator
    today: date
    now: datetime
    days: Mapping[str, DayPattern] = field(default_factory=dict)

    def steps(
        self, finding: Finding, metric: Metric, moved: ValueDrivers, use: AdviceUse, *, reader_id: str, role: str
    ) -> Iterator[Step]:
        """Yield the steps of a use that fit a finding, in their order."""
        drivers = moved_by(moved, finding.delta)
        pattern = None if drivers else self.days.get(metric.key)  # else what moved it says where to look
        tags = tags_of(finding, metric, drivers, days=pattern, role=role)
        words = _words(self.t, finding, metric, drivers, today=self.today)
        named = {"days": days.named(self.t, pattern, today=self.today)} if pattern else {}
        lines = lines_of(metric)
        fitting = self._fitting([each for each in (*lines, *self.advice.values()) if each.use is use], tags)
        spread = {each.key: _digest(reader_id, each.key, str(finding.delta.period.start)) for each in fitting}
        spread |= {line.key: f"{number:03}" for number, line in enumerate(lines)}  # in the order of the definition
        others = {each.key: self.memory.told_others(each, finding) for each in fitting}
        for each in ordered(fitting, told=self.memory.told, spread=spread, first=self.memory.later, others=others):
            # Who wrote of days without a word on what they show meant those on which something went wrong.
            fitting_days = named if each.days or tags.days in SOME_WENT_WRONG else {}
            text = filled(each.text[self.t.locale], words | fitting_days)
            if text is not None:
                yield Step(step_id(finding, each.key), finding.id, text, aim=each.aim, asks=use in _ASKS)

    def _fitting(self, offered: Iterable[Advice], tags: AdviceTags) -> list[Advice]:
        return [
            each
            for each in offered
            if each.text.get(self.t.locale) and fits(each, tags) and not self.memory.rests(each, self.now)
        ]


def _words(t: Translator, finding: Finding, metric: Metric, drivers: Drivers | None, *, today: date) -> dict[str, str]:
    """Return what stands for the placeholders of a text."""
    grain = metric.grain
    period = period_of(finding.delta.period.start, grain)  # what is to be done goes on to its end
    base = drivers.base if drivers else previous_period(period, grain)
    split = drivers.split if drivers else None
    return {
        "title": inside(t, metric),
        "members": t.items(label(t, drivers, driver.member) for driver in split.told) if drivers and split else "",
        "period": t.period(period, grain, today=today),
        "before": t.period(base, grain, today=today),
    }


def _digest(*parts: str) -> str:
    return blake2b("|".join(parts).encode(), digest_size=8).hexdigest()
