"""Feedback as cards: to the person, to the manager, about a unit, and when a number had been wrong."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from bot.feedback.domain import example as feedback_example
from bot.feedback.domain import example_driver, example_story
from bot.feedback.domain.advice_answer import TriedStep
from bot.feedback.domain.advice_house import house_text
from bot.feedback.domain.feedback import Occasion
from bot.feedback.domain.outline import apart, outweighs
from bot.feedback.domain.together import two_lengths
from bot.feedback.views import advice_answer, days
from bot.feedback.views.driver_phrase import beside, explained
from bot.feedback.views.story import crossed, fact, headline, says_change
from bot.figures.domain import example
from bot.figures.domain.target import Bar
from bot.figures.views.phrase import inside, value
from bot.figures.views.trend import picture
from bot.kit.period import period_of
from bot.messages.card import (
    Action,
    Block,
    Button,
    Card,
    Choices,
    Facts,
    Heading,
    Note,
    Picture,
    Text,
)
from bot.messages.number import amount
from bot.messages.text import Ready, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.feedback.domain.days import DayPattern
    from bot.feedback.domain.driver import ValueDrivers
    from bot.feedback.domain.feedback import Finding, Outline, Pick
    from bot.feedback.domain.machine_state import MachineState
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric
    from bot.messages.i18n import Translator


@dataclass(frozen=True, slots=True)
class MessageContent:
    """What a message says and about what: an outline, the writer's pick of it, and the metrics' definitions.

    ``key`` is the feedback's; ``today`` is the reader's date. ``led`` says that somebody leads whom it is about: where
    nobody does, HR sees what a manager would. ``drivers`` say what moved its values, as far as its reader may be told,
    ``states`` what machines did meanwhile, ``days`` what the days of the first value show, and ``tried`` a step that
    the reader followed, which nobody else may read.
    """

    outline: Outline
    pick: Pick
    metrics: Mapping[str, Metric]
    key: str
    today: date
    led: bool = True
    drivers: ValueDrivers = field(default_factory=dict)
    states: Sequence[MachineState] = ()
    days: DayPattern | None = None
    tried: TriedStep | None = None

    def findings(self) -> list[Finding]:
        """Return the picked findings in their order."""
        known = {finding.id: finding for finding in self.outline.findings}
        return [known[finding_id] for finding_id in self.pick.finding_ids]

    def steps(self) -> list[str]:
        """Return the picked steps' sentences in their order."""
        known = {step.id: step.text for step in self.outline.steps}
        return [known[step_id] for step_id in self.pick.step_ids]

    def step_to_do(self) -> str | None:
        """Return the id of the first picked step that is something to do, None where there is none."""
        asks = {step.id for step in self.outline.steps if step.asks}
        return next((step_id for step_id in self.pick.step_ids if step_id not in asks), None)

    def metric(self, finding: Finding) -> Metric:
        """Return the definition behind a finding."""
        return self.metrics[finding.delta.metric]


def standing(
    t: Translator, said: MessageContent, *, past: Sequence[Delta] = (), asking: Sequence[Choices] = ()
) -> Card:
    """Tell a person how their numbers stand: what went well first when anything did, one next step, the trend.

    ``past`` is the series behind the first finding, oldest first; it is drawn where no picture shows what moved it.
    ``asking`` stands in the place of what is asked under a message.
    """
    findings = said.findings()
    first, *others = findings
    plainly = any(outweighs(other, first) for other in others)
    heading = headline(t, first, said.metric(first), today=said.today, plainly=plainly)
    blocks: list[Block] = [
        Heading(heading),
        _facts(t, said, findings, heading),
        *what_moved(t, said),
        *_apart(t, said),
        *_lengths(t, said),
        *_tried(t, said),
        *steps_text(t, said),
    ]
    note, step = t(own_note(said), day=last_day(t, said)), said.step_to_do()
    if step:
        blocks.append(advice_answer.choices(t, said.key, step))
        note = t("advice-note", note=note)
    if past and not any(isinstance(block, Picture) for block in blocks):
        blocks.append(picture(t, said.metric(findings[0]), past))
    asked = asking or (opinion(t, said.key),)
    return Card(said.outline.occasion, plain(heading), (*blocks, *asked, Note(note)), t.locale)


def _tried(t: Translator, said: MessageContent) -> list[Block]:
    if said.tried is None:
        return []
    metric = said.metrics[said.tried.answer.metric]
    return [Text(advice_answer.tried(t, said.tried, metric, today=said.today))]


def own_note(said: MessageContent) -> str:
    """Name the line that says who else sees what somebody is told about themselves."""
    return "feedback-note" if said.led else "feedback-note-alone"


def opinion(t: Translator, key: str) -> Choices:
    """Offer the evidence, and ask whether the message was of use."""
    return Choices((why_button(t, "feedback-why", key), *useful_buttons(t, key)))


def rated(t: Translator, card: Card, *, useful: bool) -> Card:
    """Redraw a card whose reader has said whether it was of use."""
    answer = t("feedback-thanks-useful" if useful else "feedback-thanks-not-useful")
    return card.answered(answer, gone=lambda action: action.name in {"feedback.useful", "feedback.not_useful"})


def why_button(t: Translator, word: str, key: str) -> Button:
    """Offer what a message rests on, in the words of a key of the catalogue."""
    return Button(plain(t(word)), Action("feedback.why", (("key", key),)))


def useful_buttons(t: Translator, key: str) -> tuple[Button, Button]:
    """Ask whether a message was of use, or not."""
    about = (("key", key),)
    useful = Button(plain(t("feedback-useful")), Action("feedback.useful", about))
    return useful, Button(plain(t("feedback-not-useful")), Action("feedback.not_useful", about))


def barred_headline(t: Translator, key: str, first: Finding, metric: Metric, said: MessageContent, **who: str) -> Ready:
    """Write a headline about a value and the bar it crossed, or the comparison that decides when no bar is named."""
    delta = first.delta
    bar = first.bar if first.bar and first.bar.fact == "value" else None
    return t(
        key,
        period=t.period(delta.period, metric.grain, today=said.today),
        title=inside(t, metric),
        value=value(t, delta, metric, bar=bar),
        bar=crossed(t, first, metric, bar),
        **who,
    )


def _facts(t: Translator, said: MessageContent, findings: Sequence[Finding], heading: Ready) -> Facts:
    lines = [
        fact(t, finding, said.metric(finding), above="" if place else heading) for place, finding in enumerate(findings)
    ]
    grain = said.metric(findings[0]).grain
    for place, finding in enumerate(findings):
        if said.metric(finding).grain is not grain:  # else the headline says of which period
            period = t.period(finding.delta.period, said.metric(finding).grain, today=said.today)
            label = t("feedback-fact-period", period=period, title=lines[place].label)
            lines[place] = replace(lines[place], label=label)
    return Facts(tuple(lines))


def what_moved(t: Translator, said: MessageContent) -> list[Block]:
    """Say what moved the values that a message speaks of, where that is known and its reader may be told."""
    findings = said.findings()
    changes = {place for place, finding in enumerate(findings) if says_change(finding)}
    deltas = [finding.delta for finding in findings]
    moved = explained(t, deltas, said.metrics, said.drivers, today=said.today, changes=changes)
    return [*moved, *([] if moved else _days(t, said)), *beside(t, said.states)]


def _days(t: Translator, said: MessageContent) -> list[Block]:
    first = said.findings()[0]
    if said.days is None:
        return []
    return [Text(days.sentence(t, said.days, first.delta, said.metric(first), today=said.today))]


def _apart(t: Translator, said: MessageContent) -> list[Block]:
    """Say that two values pull apart, where one got better since the period before and the other worse."""
    pair = apart([(finding, said.metric(finding)) for finding in said.findings()])
    if pair is None:
        return []
    better, worse = (inside(t, said.metric(finding)) for finding in pair)
    grain_ = str(said.metric(pair[0]).grain)
    return [Text(t("story-apart", better=better, worse=worse, grain=grain_))]


def _lengths(t: Translator, said: MessageContent) -> list[Block]:
    """Say that of a month and its quarter one reached its target and the other not because each has its own."""
    pair = two_lengths([(finding, said.metric(finding)) for finding in said.findings()])
    if pair is None:
        return []
    words: dict[str, Ready] = {}
    for name, finding in zip(("short", "long"), pair, strict=True):
        delta, metric = finding.delta, said.metric(finding)
        whole = period_of(delta.period.start, metric.grain)
        goal = delta.target_full if delta.target_full is not None else delta.target or 0.0
        words[name] = Ready(t.period(whole, metric.grain, today=said.today))
        words[f"{name}goal"] = amount(t, goal, metric.unit, bare=True)
    return [Text(t("story-two-lengths", **words))]


def steps_text(t: Translator, said: MessageContent) -> list[Block]:
    """Write the next steps that were picked, if any were."""
    steps = said.steps()
    return [Text(t.sentences(steps))] if steps else []


def last_day(t: Translator, said: MessageContent) -> str:
    """Write up to which day the figures go that a message speaks of."""
    return t.day(max(finding.delta.period.end for finding in said.findings()), today=said.today)


def example_said(
    occasion: Occasion, deltas: tuple[Delta, ...], steps: tuple[tuple[int, str], ...], bar: Bar | None = None
) -> MessageContent:
    """Return what an example says of some values of an ordinary October, with these sentences as its steps."""
    outline, pick = feedback_example.outline(occasion, deltas, steps, bar)
    return MessageContent(outline, pick, example.METRICS, f"{occasion}:S1:S1:2026-10-01:m:2026-11-02", example.TODAY)


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once, with the words of an ordinary October."""
    zh = t.chinese
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
    two = house_text("two-that-went-wrong", t.locale)
    done = TriedStep(advice_answer.example_answer(t), 0.042)
    both = example_said(Occasion.STANDING, (good, gap), ((1, follow), (0, show)))
    alone = example_said(Occasion.STANDING, (gap,), ((0, follow),))
    told = replace(example_said(Occasion.STANDING, (example.DEFECTS,), ((0, two),)), tried=done)
    early = example_said(Occasion.STANDING, (example.DEFECTS_TO_DATE,), ((0, two),))
    plan = house_text("plan-what-you-changed", t.locale)
    better = example_said(Occasion.STANDING, example_story.series(*example_story.IMPROVING)[-1:], ((0, plan),))
    praise = standing(t, example_said(Occasion.PRAISE, (good,), ((0, show),)))
    return {
        "standing": standing(t, both, past=example.TREND),
        "standing-gap": standing(t, alone),
        "standing-so-far": standing(t, early),
        "standing-improving": standing(t, better, past=example_story.series(*example_story.IMPROVING)),
        "standing-tried": standing(t, told),
        "praise": praise,
        "rated": rated(t, praise, useful=True),
        **_moved(t),
    }


def _moved(t: Translator) -> dict[str, Card]:
    """Show a message of each kind of what moves a number."""
    shown, two = {}, house_text("two-that-went-wrong", t.locale)
    for kind, found in example_driver.driver_kinds(chinese=t.chinese).items():
        delta = example.COLLECTIONS if found.metric.key == example.COLLECTIONS.metric else example.DEFECTS
        said = example_said(Occasion.STANDING, (delta,), ((0, two),))
        drivers = {(delta.person_id, delta.metric, delta.period): found}
        shown[f"standing-moved-{kind}"] = standing(t, replace(said, drivers=drivers))
    return shown
