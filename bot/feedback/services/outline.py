"""Outlines at work: everything that may be said to one reader about one subject, with the steps to choose from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.feedback.domain.comparison import material
from bot.feedback.domain.feedback import Finding, Mark, Occasion, Outline, Stage
from bot.feedback.domain.outline import CALLED, calls_for_words, finding_id, findings, heard_last, told, variants
from bot.feedback.domain.outline_called import bar_of, called
from bot.feedback.domain.story import story_of
from bot.feedback.services import advice
from bot.feedback.services.feedback_retraction import uncorrected
from bot.feedback.services.story import series_of
from bot.figures.domain.delta import Flag
from bot.rules.domain.rule import Tone

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from bot.feedback.domain.feedback import Feedback, Keys
    from bot.feedback.ports import Work
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric
    from bot.people.domain.person import Person
    from bot.rules.domain.rule import Rule, Signal

    Series = Sequence[Delta]

_MOST_CONTEXT = 2
_HEARD = 8


def outline(work: Work, feedback: Feedback, *, now: datetime) -> Outline | None:
    """Return what may be said now about what a feedback was wanted for; None when there is nothing (any more).

    The values are read again, so that what settled meanwhile counts; so are the signals, because a unit's alert may
    have explained them meanwhile.
    """
    called_for = work.rules.signals(feedback.signals)
    holding = work.rules.holding(called_for, today=feedback.data_at.date())
    called_for = [signal for signal in called_for if signal.no in holding and signal.silenced is None]
    if feedback.signals and not called_for and feedback.occasion in {Occasion.NUDGE, Occasion.ALERT, Occasion.PRAISE}:
        return None
    reader = work.people.get(feedback.reader_id)
    subject = work.people.get(feedback.subject_id)
    if reader is None or subject is None:
        return None
    if feedback.occasion is not Occasion.CORRECTION and subject.id in work.restrictions.all():
        return None  # a restriction holds here, where every verdict about somebody becomes words
    metrics = {metric.key: metric for metric in work.metrics.all()}
    deltas = [delta for delta in _values(work, feedback.deltas) if delta.value is not None]
    found = _found(work, feedback, subject, deltas, metrics, called_for)
    if not found:
        return None
    steps = advice.steps(work, feedback, _fullest(found), metrics, now=now)
    return Outline(feedback.subject_id, feedback.reader_id, feedback.occasion, feedback.period, found, steps)


def _values(work: Work, keys: Keys) -> list[Delta]:
    """Return the values of some keys, all of a person's that begin on a day in one reading."""
    found: dict[tuple[str, str, date], Delta] = {}
    for person_id, start in dict.fromkeys((person_id, period.start) for person_id, _, period in keys):
        for delta in work.deltas.find(person_id=person_id, start=start):
            found[person_id, delta.metric, start] = delta
    return [value for key in keys if (value := found.get((key[0], key[1], key[2].start)))]


def rules(work: Work, signals: Sequence[Signal]) -> dict[str, Rule]:
    """Return the rules behind signals by key, in the version that counts now."""
    wanted = {signal.rule for signal in signals}
    return {rule.key: rule for rule in work.rules.active() if rule.key in wanted}


def _called_by(work: Work, signals: Sequence[Signal]) -> dict[str, list[str]]:
    """Return the conditions that called for words by metric; one that names a value says more than a share of a target.

    What names no number at all comes last.
    """
    by_rule = rules(work, signals)
    found: dict[str, list[str]] = {}
    for signal in signals:
        if signal.rule in by_rule:
            found.setdefault(signal.metric, []).append(by_rule[signal.rule].condition)
    return found


def _as_called(series: Series, metric: Metric, conditions: Sequence[str], mark: Mark) -> Finding:
    """Return the finding about a value that these conditions called for, by the one that says most."""
    barred = [(bar, text) for text in conditions if (bar := bar_of(text, series[-1]))]
    barred.sort(key=lambda pair: pair[0].fact != "value")
    bar, condition = barred[0] if barred else (None, conditions[0])
    return called(series, metric, bar, mark=mark, asked=condition)


def _found(
    work: Work,
    feedback: Feedback,
    subject: Person,
    deltas: Sequence[Delta],
    metrics: Mapping[str, Metric],
    signals: Sequence[Signal],
) -> tuple[Finding, ...]:
    if feedback.occasion is Occasion.CORRECTION:
        wrong = {key[:2] for key in uncorrected(work, feedback)}
        deltas = [delta for delta in deltas if (delta.person_id, delta.metric) in wrong]
    serieses = series_of(work, [delta for delta in deltas if delta.metric in metrics], metrics)
    match feedback.occasion:
        case Occasion.STANDING | Occasion.PRAISE:
            untold = _untold(work, feedback, serieses, metrics, signals)
            return _own(work, feedback, untold, metrics, signals)
        case Occasion.NUDGE | Occasion.ALERT:
            return _called(work, feedback, subject, serieses, metrics, signals)
        case Occasion.CORRECTION:
            return tuple(_corrected(serieses, metrics))


def _untold(
    work: Work,
    feedback: Feedback,
    serieses: Sequence[Series],
    metrics: Mapping[str, Metric],
    fired: Sequence[Signal],
) -> list[Series]:
    """Leave out what the person has been told of the period: a verdict on days so far is news again when it is final.

    That is where the story or the value is another by then: two days before its end a month is what it will be.
    """
    told_of: dict[str, tuple[Mark, date]] = {}
    said: dict[str, tuple[float | None, tuple[str, ...]]] = {}
    signals: set[int] = set()
    for occasion in (Occasion.STANDING, Occasion.PRAISE, Occasion.CORRECTION):
        for draft in reversed(work.feedback.about(feedback.subject_id, feedback.period, occasion)):
            if draft.pick and draft.stage is Stage.SENT and draft.key != feedback.key:
                signals.update(draft.signals)
                ends = {metric: period.end for _, metric, period in draft.deltas}
                told_of |= {metric: (mark, ends[metric]) for metric, mark in told(draft.pick).items() if metric in ends}
                values = {key[1]: value for key, value in zip(draft.deltas, draft.values, strict=False)}
                said |= {metric: (values.get(metric), kinds) for metric, kinds in heard_last([draft.pick]).items()}

    # What a rule has called for since is news, even where it reads as before: it got worse.
    called_since = {signal.metric for signal in fired if signal.no not in signals}

    def new(series: Series) -> bool:
        delta = series[-1]
        story = story_of(series, metrics[delta.metric])
        if story is None or delta.metric not in told_of or delta.metric in called_since:
            return True
        mark, end = told_of[delta.metric]
        final = Flag.PARTIAL_PERIOD not in delta.flags and delta.period.end > end
        value, kinds = said[delta.metric]
        other = value is None or material((delta.value or 0.0) - value, value, metrics[delta.metric])
        return story.mark is not mark or (final and (other or story.kind not in kinds))

    return [series for series in serieses if new(series)]


def _own(
    work: Work,
    feedback: Feedback,
    serieses: Sequence[Series],
    metrics: Mapping[str, Metric],
    signals: Sequence[Signal],
) -> tuple[Finding, ...]:
    """Return what is worth saying to the person, none where nothing is a reason for a message.

    What their manager is about to hear by a rule they hear by the same rule; what a rule praises is praised.
    """
    gaps = _called_by(work, [signal for signal in signals if signal.tone is not Tone.PRAISE])
    praised = _called_by(work, [signal for signal in signals if signal.tone is Tone.PRAISE])
    found: list[Finding] = []
    picks = work.feedback.recent_picks(feedback.reader_id, last=_HEARD, about=feedback.subject_id)
    if feedback.pick in picks:  # what waits to go out has not been heard
        picks.remove(feedback.pick)
    heard = heard_last(picks)
    for series in serieses:
        key = series[-1].metric
        if conditions := gaps.get(key):
            found += _said_of(series, metrics[key], conditions, Mark.GAP)
        elif conditions := praised.get(key):
            found += _said_of(series, metrics[key], conditions, Mark.STRENGTH)
        else:
            found += variants(series, metrics[key], heard=heard.get(key, ()))
    found.sort(key=lambda finding: (-finding.weight, finding.delta.metric))
    if feedback.occasion is Occasion.PRAISE:
        found = [finding for finding in found if finding.mark is Mark.STRENGTH]
    reasons = (
        calls_for_words(finding, metrics[finding.delta.metric], heard=heard.get(finding.delta.metric, ()))
        for finding in found
    )
    return tuple(found) if any(reasons) else ()


def _said_of(series: Series, metric: Metric, conditions: Sequence[str], mark: Mark) -> list[Finding]:
    """Return what may be said of a value that rules called for: in the usual words where these agree with the rules."""
    usual = list(variants(series, metric))
    if usual and usual[0].mark is mark:
        return [replace(variant, weight=variant.weight + CALLED, called=True) for variant in usual]
    return [_as_called(series, metric, conditions, mark)]


def _called(
    work: Work,
    feedback: Feedback,
    subject: Person,
    serieses: Sequence[Series],
    metrics: Mapping[str, Metric],
    signals: Sequence[Signal],
) -> tuple[Finding, ...]:
    """Return what rules fired about, and what else was out of line for the person or their unit at the same time."""
    conditions = _called_by(work, signals)
    about = [series for series in serieses if series[-1].person_id == subject.id and series[-1].metric in conditions]
    keys = [series[-1].metric for series in about]
    main = sorted(
        (_as_called(series, metrics[key], conditions[key], Mark.GAP) for series, key in zip(about, keys, strict=True)),
        key=lambda finding: -finding.weight,
    )
    if feedback.occasion is Occasion.ALERT or not main:
        return tuple(main)
    return (*main, *_context(work, subject, feedback, metrics, but={finding.delta.metric for finding in main}))


def _context(
    work: Work, subject: Person, feedback: Feedback, metrics: Mapping[str, Metric], *, but: set[str]
) -> list[Finding]:
    grains = {metrics[key].grain for key in but}
    unit = next(
        (person for person in work.people.all() if subject.unit and subject.unit in {person.id, person.name}), None
    )
    around = [
        delta
        for delta in work.deltas.find(person_id=subject.id, start=feedback.period.start)
        if delta.metric not in but
    ]
    if unit:
        around += list(work.deltas.find(person_id=unit.id, start=feedback.period.start))
    alike = [delta for delta in around if delta.metric in metrics and metrics[delta.metric].grain in grains]
    gaps: dict[tuple[str, str], Finding] = {}
    for finding in findings(series_of(work, alike, metrics), metrics):
        if finding.mark is Mark.GAP:  # of several about a value the last is the shortest
            gaps[finding.delta.person_id, finding.delta.metric] = replace(finding, id=f"~{finding.id}")
    return sorted(gaps.values(), key=lambda gap: -gap.weight)[:_MOST_CONTEXT]


def _corrected(serieses: Sequence[Series], metrics: Mapping[str, Metric]) -> Iterator[Finding]:
    for series in serieses:
        delta = series[-1]
        known = next(variants(series, metrics[delta.metric]), None)
        yield known or Finding(finding_id(delta.metric, Mark.PLAIN, ()), Mark.PLAIN, (), delta, 0.0)


def _fullest(found: Sequence[Finding]) -> list[Finding]:
    """Return one finding per value, the one that says most."""
    seen: dict[tuple[str, str], Finding] = {}
    for finding in found:
        seen.setdefault((finding.delta.person_id, finding.delta.metric), finding)
    return list(seen.values())
