"""Feedback as cards: to the person, to the manager, about a unit, and when a number had been wrong."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.feedback.domain import example as feedback_example
from bot.feedback.domain.feedback import Against, Mark, Occasion
from bot.feedback.views.evidence import quote
from bot.feedback.views.phrase import by_share, cases, fact, grain, leading, limit
from bot.figures.domain import example
from bot.figures.domain.reading import CORRECTION_SOURCE
from bot.figures.domain.target import Bar
from bot.figures.views.phrase import inside, title, value
from bot.messages.card import (
    Action,
    Block,
    Button,
    Card,
    Chart,
    Choices,
    FactLine,
    Facts,
    Heading,
    Note,
    Picture,
    Quote,
    Text,
)
from bot.messages.i18n import named
from bot.messages.number import amount, share
from bot.messages.text import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import tzinfo

    from bot.feedback.domain.feedback import Finding, Outline, Pick
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric
    from bot.figures.domain.reading import Reading
    from bot.kit.period import Period
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready


@dataclass(frozen=True, slots=True)
class Said:
    """What a message says and about what: an outline, the writer's pick of it, and the metrics' definitions.

    ``key`` is the feedback's; ``today`` is the reader's date. ``led`` says that somebody leads whom it is about: where
    nobody does, HR sees what a manager would.
    """

    outline: Outline
    pick: Pick
    metrics: Mapping[str, Metric]
    key: str
    today: date
    led: bool = True

    def findings(self) -> list[Finding]:
        """Return the picked findings in their order."""
        known = {one.id: one for one in self.outline.findings}
        return [known[one] for one in self.pick.finding_ids]

    def steps(self) -> list[str]:
        """Return the picked steps' sentences in their order."""
        known = {one.id: one.text for one in self.outline.steps}
        return [known[one] for one in self.pick.step_ids]

    def metric(self, finding: Finding) -> Metric:
        """Return the definition behind a finding."""
        return self.metrics[finding.delta.metric]


def standing(t: Translator, said: Said, *, past: Sequence[Delta] = ()) -> Card:
    """Tell a person how their numbers stand: what went well first when anything did, one next step, the trend.

    ``past`` is the series behind the first finding, oldest first; it is drawn when it shows more than the words.
    """
    findings = said.findings()
    heading = _headline(t, said, findings[0])
    blocks: list[Block] = [Heading(heading), _facts(t, said, findings), *_steps(t, said)]
    if past:
        blocks.append(picture(t, said.metric(findings[0]), past, today=said.today))
    note = t(_own_note(said), day=_until(t, said))
    return Card(said.outline.occasion, plain(heading), (*blocks, opinion(t, said.key), Note(note)), t.locale)


def nudge(  # noqa: PLR0913 - each is a part of the message
    t: Translator,
    said: Said,
    *,
    name: str,
    past: Sequence[Delta] = (),
    units: Mapping[str, str],
    told: bool,
    slot: tuple[datetime, tzinfo, datetime] | None = None,
    unled: bool = False,
    quotes: Sequence[Quote] = (),
) -> Card:
    """Suggest a talk to a manager, with the evidence, what it was before, and questions to begin with.

    ``past`` are the periods just before, newest first; ``units`` names the units that findings may be about. ``told``
    says that the person hears it first. ``slot`` is a proposed time with the reader's zone and the present, where the
    reader is who leads the person; ``unled`` says that nobody does, so that HR reads it. ``quotes`` is what the person
    added.
    """
    first, *others = said.findings()
    metric = said.metric(first)
    lines = [fact(t, first, metric, counted=True, headed=True)]
    if past:
        lines.append(FactLine(t("nudge-before"), _before(t, past, metric, today=said.today)))
    lines += [_context(t, one, said.metric(one), units) for one in others]
    note = "feedback-note-first" if told else "feedback-note-reader"
    people = {"name": name} if told else {}
    buttons = [_why(t, "feedback-why", said.key)]
    if slot:
        moment, zone, now = slot
        book = Action(
            "one_on_one.book", (("person", said.outline.subject_id), ("at", moment.isoformat(timespec="minutes")))
        )
        times = Action("one_on_one.times", (("person", said.outline.subject_id),))
        buttons.insert(0, Button(plain(t("nudge-book", moment=t.moment(moment, zone=zone, now=now))), book))
        buttons.insert(1, Button(plain(t("one-on-one-other-times")), times))
    else:
        buttons += [_useful(t, said.key), _not_useful(t, said.key)]
    return Card(
        said.outline.occasion,
        plain(t("nudge-summary-unled" if unled else "nudge-summary")),
        (
            Heading(_about(t, said, first, name=named(t, name))),
            Facts(tuple(lines[:3])),
            *quotes,
            *([Text(t("nudge-unled", name=named(t, name)))] if unled else _steps(t, said)),
            Choices(tuple(buttons)),
            Note(t(note, day=_until(t, said), **people)),
        ),
        t.locale,
    )


def quoted(card: Card, quotes: Sequence[Quote]) -> Card:
    """Put what the person added under the facts of a card, in the place of what stood there."""
    rest = [block for block in card.blocks if not isinstance(block, Quote)]
    at = next((place + 1 for place, block in enumerate(rest) if isinstance(block, Facts)), len(rest))
    return replace(card, blocks=(*rest[:at], *quotes, *rest[at:]))


def alert(t: Translator, said: Said, *, unit: str, parts: Sequence[tuple[str, Delta]] = (), paused: bool) -> Card:
    """Tell a unit's manager that it needs a look: how much, out of how many, and who or what contributes most.

    ``parts`` are members with their deltas, the largest contribution first. ``paused`` says that reminders about
    individuals are silent meanwhile.
    """
    first = said.findings()[0]
    metric, delta = said.metric(first), first.delta
    lines = [fact(t, first, metric, counted=True, headed=True)]
    lines += [_part(t, name, one, delta, metric) for name, one in parts[:2]]
    texts = [*said.steps(), *([t("alert-quiet")] if paused else [])]
    if first.bar:
        heading = _barred(t, "alert-headline-bar", first, metric, said, unit=named(t, unit))
    else:
        heading = t(
            "alert-headline",
            unit=named(t, unit),
            period=t.period(delta.period, metric.grain, today=said.today),
            title=inside(t, metric),
            value=value(t, delta, metric),
            clause=leading(t, first, metric),
        )
    return Card(
        said.outline.occasion,
        plain(t("alert-summary", unit=named(t, unit), grain=str(metric.grain))),
        (
            Heading(heading),
            Facts(tuple(lines)),
            Text(t.sentences(texts)),
            Choices((_why(t, "alert-why", said.key), _useful(t, said.key), _not_useful(t, said.key))),
            Note(t("alert-note", day=_until(t, said))),
        ),
        t.locale,
    )


def correction(
    t: Translator,
    said: Said,
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
    first = said.findings()[0]
    metric = said.metric(first)
    period = t.period(first.delta.period, metric.grain, today=said.today)
    new = float(after.value)
    beside = (first.delta.target, new, before)
    values = {
        "period": period,
        "title": inside(t, metric),
        "after": amount(t, new, metric.unit, apart=beside),
        **({"name": named(t, name)} if name else {}),
    }
    unsaid = before is None or before == new
    was = amount(t, before or 0.0, metric.unit, apart=beside)
    if unsaid:
        heading = t("correction-headline-made-of" if name else "correction-headline-own-now", **values)
    else:
        key = "correction-headline-other" if name else "correction-headline-own"
        heading = t(key, **values, before=was)
    arrived = after.received_at.date() if after.received_at else said.today
    day = t.day(arrived, today=said.today)
    if made_of:
        texts = [t("correction-parts", day=day)]
    elif after.source == CORRECTION_SOURCE:
        texts = [t("correction-approval", day=day, number=str(after.row))]
    else:
        texts = [t("correction-source", day=day, file=after.file or after.source, row=str(after.row))]
    if case:
        texts.append(t("correction-case", number=str(case)))
    if objected:
        texts.insert(0, t("correction-thanks", day=t.day(objected, today=said.today)))
    lines = [fact(t, one, said.metric(one)) for one in said.findings()]
    if not unsaid:
        against = t.clauses([t("correction-was", before=was), lines[0].against])
        lines[0] = FactLine(lines[0].label, lines[0].value, against, lines[0].mood)
    note = "feedback-note-reader" if name else _own_note(said)
    return Card(
        said.outline.occasion,
        plain(t("correction-summary-other" if name else "correction-summary", period=period)),
        (
            Heading(heading),
            Facts(tuple(lines)),
            Text(t.sentences(texts)),
            opinion(t, said.key),
            Note(t(note, day=_until(t, said))),
        ),
        t.locale,
    )


def target_correction(t: Translator, said: Said, before: float, *, name: str = "") -> Card:
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
            Facts(tuple(fact(t, one, said.metric(one)) for one in said.findings())),
            Text(t.sentences([why, t("correction-no-longer")])),
            opinion(t, said.key),
            Note(t("feedback-note-reader" if name else _own_note(said), day=_until(t, said))),
        ),
        t.locale,
    )


def taken_back(t: Translator, *, name: str, key: str, day: str, corrected: bool) -> Card:
    """Say in the place of a nudge that nothing calls for a talk any more, and why; its figures are gone."""
    heading = t("nudge-taken-back", name=named(t, name))
    text = t("nudge-taken-back-corrected" if corrected else "nudge-taken-back-recovered", day=day)
    blocks = (Heading(heading), Text(text), Choices((_why(t, "feedback-why", key),)))
    return Card(Occasion.NUDGE, plain(t("nudge-summary-taken-back")), blocks, t.locale)


def _own_note(said: Said) -> str:
    """Name the line that says who else sees what somebody is told about themselves."""
    return "feedback-note" if said.led else "feedback-note-alone"


def correction_ended(t: Translator, metrics: Sequence[Metric], period: Period, *, name: str, today: date) -> Card:
    """Tell whoever heard a verdict about somebody, whose figures they may not see now, that it holds no more."""
    when = t.period(period, metrics[0].grain, today=today) if metrics else t.day(period.end, today=today)
    titles = t.items(inside(t, one) for one in metrics)
    heading = t("correction-ended-headline", name=named(t, name), titles=titles, period=when)
    text = Text(t("correction-ended-text", name=named(t, name)))
    return Card("correction_ended", plain(t("correction-ended-summary")), (Heading(heading), text), t.locale)


def opinion(t: Translator, key: str) -> Choices:
    """Offer the evidence, and ask whether the message was of use."""
    return Choices((_why(t, "feedback-why", key), _useful(t, key), _not_useful(t, key)))


def rated(t: Translator, card: Card, *, useful: bool) -> Card:
    """Redraw a card whose reader has said whether it was of use."""
    answer = t("feedback-thanks-useful" if useful else "feedback-thanks-not-useful")
    return card.answered(answer, gone=lambda action: action.name in {"feedback.useful", "feedback.not_useful"})


def _why(t: Translator, word: str, key: str) -> Button:
    return Button(plain(t(word)), Action("feedback.why", (("key", key),)))


def _useful(t: Translator, key: str) -> Button:
    return Button(plain(t("feedback-useful")), Action("feedback.useful", (("key", key),)))


def _not_useful(t: Translator, key: str) -> Button:
    return Button(plain(t("feedback-not-useful")), Action("feedback.not_useful", (("key", key),)))


def _headline(t: Translator, said: Said, first: Finding) -> Ready:
    """Say the best thing with its number; what reads otherwise stays behind a neutral line (a lock screen shows it)."""
    metric, delta = said.metric(first), first.delta
    period = t.period(delta.period, metric.grain, today=said.today)
    if first.mark is not Mark.STRENGTH:
        return t("feedback-headline-neutral", period=period)
    in_targets = first.against[:1] == (Against.TARGET,) and by_share(delta, metric)
    if in_targets and delta.attainment is not None and delta.elapsed >= 1:
        return t(
            "feedback-headline-target",
            title=title(t, metric),
            period=period,
            share=share(t, delta.attainment, apart=1.0),
        )
    return t(
        "feedback-headline-value",
        title=title(t, metric),
        period=period,
        value=value(t, delta, metric),
        clause=leading(t, first, metric),
    )


def _about(t: Translator, said: Said, first: Finding, *, name: str) -> Ready:
    metric, delta = said.metric(first), first.delta
    if first.bar and first.bar.fact == "attainment" and delta.attainment is not None and by_share(delta, metric):
        return t(
            "nudge-headline-share",
            name=name,
            period=t.period(delta.period, metric.grain, today=said.today),
            title=inside(t, metric),
            share=share(t, delta.attainment, apart=(first.bar.limit, 1.0)),
            bar=limit(t, first.bar, delta, metric),
        )
    return _barred(t, "nudge-headline-value", first, metric, said, name=name)


def _barred(t: Translator, key: str, first: Finding, metric: Metric, said: Said, **who: str) -> Ready:
    """Write a headline about a value and the bar it crossed, or the comparison that decides when no bar is named."""
    delta = first.delta
    bar = first.bar if first.bar and first.bar.fact == "value" else None
    clause = limit(t, bar, delta, metric) if bar else leading(t, first, metric)
    return t(
        key,
        period=t.period(delta.period, metric.grain, today=said.today),
        title=inside(t, metric),
        value=value(t, delta, metric, bar=bar),
        bar=clause,
        **who,
    )


def _facts(t: Translator, said: Said, findings: Sequence[Finding]) -> Facts:
    return Facts(tuple(fact(t, one, said.metric(one)) for one in findings))


def _steps(t: Translator, said: Said) -> list[Block]:
    steps = said.steps()
    return [Text(t.sentences(steps))] if steps else []


def _before(t: Translator, past: Sequence[Delta], metric: Metric, *, today: date) -> Ready:
    """Write the periods before, in the terms in which people speak of the metric."""
    return t.clauses(
        t(
            "nudge-before-item",
            period=t.period(one.period, metric.grain, today=today),
            value=share(t, one.attainment or 0.0) if by_share(one, metric) else value(t, one, metric),
        )
        for one in past
    )


def _context(t: Translator, finding: Finding, metric: Metric, units: Mapping[str, str]) -> FactLine:
    line = fact(t, finding, metric)
    unit = units.get(finding.delta.person_id)
    return (
        FactLine(t("nudge-context", unit=unit, title=line.label), line.value, line.against, line.mood) if unit else line
    )


def _part(t: Translator, name: str, part: Delta, whole: Delta, metric: Metric) -> FactLine:
    """Write one member's contribution: of a ratio's numerator where that is known, of the sum otherwise."""
    if part.numerator is None or part.denominator is None or not whole.numerator:
        return FactLine(name, amount(t, part.value or 0.0, metric.unit))
    against = t("alert-part", share=share(t, part.numerator / whole.numerator))
    return FactLine(name, cases(t, part) or "", against)


def picture(t: Translator, metric: Metric, series: Sequence[Delta], *, today: date) -> Picture:
    """Draw a series of at least one value, oldest first, with its targets and the sentence a screen reader says."""
    valued = [one for one in series if one.value is not None]
    names = [t.tick(one.period, metric.grain) for one in series]
    targets = tuple(one.target_full if one.target_full is not None else one.target for one in series)
    chart = Chart(
        title=title(t, metric),
        labels=tuple(names),
        values=tuple(one.value for one in series),
        texts=tuple("" if one.value is None else plain(value(t, one, metric)) for one in series),
        targets=targets if any(one is not None for one in targets) else (),
        target_label=plain(t("feedback-picture-target")),
        lower_is_better=metric.direction.sign < 0,
    )
    first, last = valued[0], valued[-1]
    alt = t(
        "feedback-picture",
        title=chart.title,
        n=len(series),
        grain=grain(t, metric.grain, n=len(series)),
        first=value(t, first, metric),
        last=value(t, last, metric),
        **{
            "from": t.period(first.period, metric.grain, today=today),
            "to": t.period(last.period, metric.grain, today=today),
        },
    )
    return Picture(chart, plain(alt))


def _until(t: Translator, said: Said) -> str:
    return t.day(max(one.delta.period.end for one in said.findings()), today=said.today)


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once, with the words of an ordinary October."""
    zh = t.chinese
    names = {key: person.name for key, person in example.people(chinese=zh).items()}
    follow = (
        "可以提高售后跟进频率：挑上月成交后7天内没有回访的客户，本周给5家打电话。"
        if zh
        else ("Raise the after-sales follow-up: this week, call five customers who were not contacted within 7 days.")
    )
    show = (
        "新客户的做法，愿意在周会上跟团队分享10分钟吗？"
        if zh
        else ("Would you share with the team, in 10 minutes at the weekly meeting, how these customers were won?")
    )
    good, gap = example.NEW_CUSTOMERS, example.REPURCHASES
    agenda = t.sentences([t("nudge-agenda-1"), t("nudge-question-1")])

    def said(
        occasion: Occasion, deltas: tuple[Delta, ...], steps: tuple[tuple[int, str], ...], bar: Bar | None = None
    ) -> Said:
        outline, pick = feedback_example.outline(occasion, deltas, steps, bar)
        key = f"{occasion}:S1:S1:2026-10-01:m:2026-11-02"
        return Said(outline, pick, example.METRICS, key, example.TODAY)

    below = Bar("attainment", above=False, limit=0.8)
    slot = (datetime(2026, 11, 5, 7, 0, tzinfo=UTC), ZoneInfo("Asia/Shanghai"), example.NOW)
    after, before = example.versions()
    corrected = said(Occasion.CORRECTION, (example.CORRECTED,), ())
    return {
        "standing": standing(t, said(Occasion.STANDING, (good, gap), ((1, follow), (0, show))), past=example.TREND),
        "standing-gap": standing(t, said(Occasion.STANDING, (gap,), ((0, follow), (0, t("step-ask-2"))))),
        "praise": standing(t, said(Occasion.PRAISE, (good,), ((0, show),))),
        "nudge": nudge(
            t,
            said(Occasion.NUDGE, (example.COLLECTIONS, example.COMPLAINTS), ((0, agenda),), below),
            name=names["S1"],
            past=example.EARLIER_COLLECTIONS,
            units={},
            told=True,
            slot=slot,
        ),
        "nudge-added": nudge(
            t,
            said(Occasion.NUDGE, (example.COLLECTIONS,), ((0, agenda),), below),
            name=names["S1"],
            past=example.EARLIER_COLLECTIONS,
            units={},
            told=True,
            slot=slot,
            quotes=(quote(t, feedback_example.remark(chinese=zh), names["S1"]),),
        ),
        "nudge-rate": nudge(
            t,
            said(
                Occasion.NUDGE,
                (example.DEFECTS,),
                ((0, t.sentences([t("nudge-agenda-2"), t("nudge-cause-1")])),),
                Bar("value", above=True, limit=0.03),
            ),
            name=names["W1"],
            past=example.EARLIER_DEFECTS,
            units={},
            told=True,
            slot=(datetime(2026, 11, 5, 7, 30, tzinfo=UTC), *slot[1:]),
        ),
        "correction-ended": correction_ended(
            t, [example.METRICS["collections"]], example.OCTOBER, name=names["S1"], today=example.TODAY
        ),
        "nudge-unled": nudge(
            t,
            said(Occasion.NUDGE, (example.COLLECTIONS,), ((0, agenda),), below),
            name=names["S1"],
            past=example.EARLIER_COLLECTIONS,
            units={},
            told=True,
            unled=True,
        ),
        "alert": alert(
            t,
            said(Occasion.ALERT, (example.LINE,), ((0, t("alert-line-1")),), Bar("value", above=True, limit=0.05)),
            unit=names["L2"],
            parts=[(names[one.person_id], one) for one in example.MACHINES],
            paused=True,
        ),
        "correction": correction(t, corrected, before=float(before.value), after=after, objected=date(2026, 10, 8)),
        "correction-other": correction(t, corrected, before=float(before.value), after=after, name=names["W1"]),
        "correction-line": correction(t, corrected, before=None, after=after, made_of=True, name=names["L2"]),
        "correction-untold": correction(t, corrected, before=None, after=after, objected=date(2026, 10, 8)),
        "nudge-taken-back": taken_back(t, name=names["S1"], key="k", day=t.day(example.TODAY), corrected=True),
        "correction-target": target_correction(
            t,
            said(Occasion.CORRECTION, (replace(example.COLLECTIONS, target=375_000.0, attainment=0.96),), ()),
            500_000.0,
        ),
        "correction-case": correction(
            t,
            corrected,
            before=float(before.value),
            after=replace(after, source=CORRECTION_SOURCE, row=7, file=""),
            objected=date(2026, 10, 8),
            case=12,
        ),
        "rated": rated(t, standing(t, said(Occasion.PRAISE, (good,), ((0, show),))), useful=True),
    }
