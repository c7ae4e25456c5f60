"""Corrections as cards: to whoever heard a verdict behind which a number, or its target, had been wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from bot.feedback.domain.feedback import Occasion
from bot.feedback.views.feedback import MessageContent, example_said, last_day, opinion, own_note
from bot.feedback.views.story import fact
from bot.figures.domain import example
from bot.figures.domain.reading import CORRECTION_SOURCE, ROLLUP_SOURCE
from bot.figures.views.phrase import inside
from bot.messages.card import Card, Facts, Heading, Note, Text
from bot.messages.i18n import named
from bot.messages.number import amount
from bot.messages.text import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.figures.domain.metric import Metric
    from bot.figures.domain.reading import Reading
    from bot.kit.period import Period
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready


def correction(
    t: Translator,
    said: MessageContent,
    *,
    before: float | None,
    after: Reading,
    made_of: bool = False,
    name: str = "",
    objected: date | None = None,
    case: int = 0,
) -> Card:
    """Tell whoever heard a verdict that the number behind it was wrong: before, after, where it was corrected.

    ``before`` is the value that the reader was told, None for none: nothing is denied that was never said. ``made_of``
    says that it is made of others' values. ``name`` is the person's when the reader is somebody else; ``objected`` is
    the day on which the reader objected, and ``case`` the number of the case that it followed from.
    """
    new, first = float(after.value), said.findings()[0]
    metric = said.metric(first)
    period = t.period(first.delta.period, metric.grain, today=said.today)
    beside = (first.delta.target, new, before)
    values = {"period": period, "title": inside(t, metric), "after": amount(t, new, metric.unit, apart=beside)}
    was = None if before is None or before == new else amount(t, before, metric.unit, apart=beside)
    texts = [_where(t, said, after, made_of=made_of)]
    if case:
        texts.append(t("correction-case", number=str(case)))
    if objected:
        texts.insert(0, t("correction-thanks", day=t.day(objected, today=said.today)))
    return Card(
        said.outline.occasion,
        plain(t("correction-summary-other" if name else "correction-summary", period=period)),
        (
            Heading(_heading(t, values, was, name=name)),
            _facts(t, said, was),
            Text(t.sentences(texts)),
            opinion(t, said.key),
            Note(t("feedback-note-reader" if name else own_note(said), day=last_day(t, said))),
        ),
        t.locale,
    )


def _heading(t: Translator, values: Mapping[str, str], was: str | None, *, name: str) -> Ready:
    """Say what the value is, and what it was where the reader was told another one."""
    if name:
        values = {**values, "name": named(t, name)}
    if was is None:
        return t("correction-headline-made-of" if name else "correction-headline-own-now", **values)
    return t("correction-headline-other" if name else "correction-headline-own", **values, before=was)


def _facts(t: Translator, said: MessageContent, was: str | None) -> Facts:
    """Give the values as they are now, the first also as it was where the reader was told another one."""
    first, *others = (fact(t, finding, said.metric(finding)) for finding in said.findings())
    if was is not None:
        first = replace(first, against=t.clauses([t("correction-was", before=was), first.against]))
    return Facts((first, *others))


def _where(t: Translator, said: MessageContent, after: Reading, *, made_of: bool) -> Ready:
    """Say where and when a value was corrected."""
    day = t.day(after.received_at.date() if after.received_at else said.today, today=said.today)
    if after.source == CORRECTION_SOURCE and after.row:
        return t("correction-approval", day=day, number=str(after.row))
    if after.computed and after.source != ROLLUP_SOURCE:
        return t("correction-records", day=day)
    if made_of:
        return t("correction-parts", day=day)
    return t("correction-source", day=day, file=after.file or after.source, row=str(after.row))


def target_correction(t: Translator, said: MessageContent, before: float, *, name: str = "") -> Card:
    """Tell whoever heard a verdict that the value was measured against a target (``before``) that was another one.

    ``name`` is the person's when the reader is somebody else.
    """
    first = said.findings()[0]
    metric = said.metric(first)
    full, after = first.delta.target_full, first.delta.target or 0.0
    values = {
        "period": t.period(first.delta.period, metric.grain, today=said.today),
        "title": inside(t, metric),
        "before": amount(t, before, metric.unit, apart=(after, first.delta.value)),
        "after": amount(t, after, metric.unit, apart=(before, first.delta.value)),
    }
    key = "correction-headline-target-other" if name else "correction-headline-target-own"
    shared = full is not None and full != after
    why = t("correction-target-days", full=amount(t, full, metric.unit)) if shared and full else t("correction-target")
    return Card(
        said.outline.occasion,
        plain(t("correction-summary-other" if name else "correction-summary", period=values["period"])),
        (
            Heading(t(key, name=named(t, name), **values)),
            Facts(tuple(fact(t, finding, said.metric(finding)) for finding in said.findings())),
            Text(t.sentences([why, t("correction-no-longer")])),
            opinion(t, said.key),
            Note(t("feedback-note-reader" if name else own_note(said), day=last_day(t, said))),
        ),
        t.locale,
    )


def correction_ended(t: Translator, metrics: Sequence[Metric], period: Period, *, name: str, today: date) -> Card:
    """Tell whoever heard a verdict about somebody, whose figures they may not see now, that it holds no more."""
    when = t.period(period, metrics[0].grain, today=today) if metrics else t.day(period.end, today=today)
    titles = t.items(inside(t, metric) for metric in metrics)
    heading = t("correction-ended-headline", name=named(t, name), titles=titles, period=when)
    text = Text(t("correction-ended-text", name=named(t, name)))
    return Card("correction_ended", plain(t("correction-ended-summary")), (Heading(heading), text), t.locale)


def correction_gone(t: Translator, metric: Metric, period: Period, *, number: int, name: str, today: date) -> Card:
    """Tell somebody that there is no value any more where they were told one; ``name`` is "" for one's own."""
    about = {"title": inside(t, metric), "period": t.period(period, metric.grain, today=today)}
    heading = t("correction-gone-other", name=named(t, name), **about) if name else t("correction-gone-own", **about)
    blocks = (Heading(heading), Text(t("correction-gone-text", number=str(number))))
    return Card("correction_gone", plain(t("correction-ended-summary")), blocks, t.locale)


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    names = {key: person.name for key, person in example.people(chinese=t.chinese).items()}
    after, earlier = example.versions()
    before, day = float(earlier.value), date(2026, 10, 8)
    said = example_said(Occasion.CORRECTION, (example.CORRECTED,), ())
    approved = replace(after, source=CORRECTION_SOURCE, row=7, file="")
    made = replace(after, file="", row=0)
    short = replace(example.COLLECTIONS, target=375_000.0, attainment=0.96)
    ended = [example.METRICS["collections"]]
    return {
        "correction": correction(t, said, before=before, after=after, objected=day),
        "correction-other": correction(t, said, before=before, after=after, name=names["W1"]),
        "correction-line": correction(t, said, before=None, after=after, made_of=True, name=names["L2"]),
        "correction-untold": correction(t, said, before=None, after=after, objected=day),
        "correction-case": correction(t, said, before=before, after=approved, objected=day, case=12),
        "correction-target": target_correction(t, example_said(Occasion.CORRECTION, (short,), ()), 500_000.0),
        "correction-of-records": correction(t, said, before=before, after=made, name=names["W1"]),
        "correction-gone": correction_gone(
            t, ended[0], example.OCTOBER, number=7, name=names["S1"], today=example.TODAY
        ),
        "correction-gone-own": correction_gone(t, ended[0], example.OCTOBER, number=7, name="", today=example.TODAY),
        "correction-ended": correction_ended(t, ended, example.OCTOBER, name=names["S1"], today=example.TODAY),
    }
