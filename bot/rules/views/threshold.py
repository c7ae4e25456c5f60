"""The question whether a target or a rule's limit is right, as a card: how the values lie, and what can be done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.figures.domain import example
from bot.figures.domain.target import Bar
from bot.figures.views.phrase import inside
from bot.messages.card import Action, Block, Button, Card, Choices, Heading, Note, Table, Text
from bot.messages.i18n import named as named_person
from bot.messages.number import amount, share
from bot.messages.text import Ready, plain
from bot.rules.domain import example as rules_example
from bot.rules.domain.threshold import (
    Group,
    GroupKind,
    Spread,
    ThresholdCheck,
    ThresholdState,
    limit_of,
    rests_on_target,
    spread,
)
from bot.rules.views.rule import named

if TYPE_CHECKING:
    from datetime import date

    from bot.figures.domain.metric import Metric
    from bot.messages.i18n import Translator
    from bot.rules.domain.rule import Rule

KIND = "threshold"


@dataclass(frozen=True, slots=True)
class AskedThreshold:
    """A question as somebody sees it.

    ``group`` is how people call it, "" for all units. ``rule`` is None where the target is asked about. ``spread`` is
    how the values lie, None for who may not read figures. ``pauses`` is the key of the rule that they can pause, "" for
    none; ``sets`` says that they may set targets, ``edits`` that they may change rules. ``by`` is the name of whoever
    answered, or passed the question on; ``passed`` says that they did the latter themselves.
    """

    check: ThresholdCheck
    group: str
    metric: Metric
    rule: Rule | None
    spread: Spread | None
    pauses: str = ""
    sets: bool = True
    edits: bool = False
    by: str = ""
    passed: bool = False

    @property
    def is_about_target(self) -> bool:
        """Whether it is the target that may be wrong."""
        return self.rule is None or rests_on_target(self.rule)


def question(t: Translator, asked: AskedThreshold, *, today: date) -> Card:
    """Ask whether a target or a limit is right, or say what became of the question."""
    check = asked.check
    heading = _headline(t, asked, today=today)
    blocks: list[Block] = [Heading(heading)]
    if check.state is not ThresholdState.OPEN:
        return Card(KIND, plain(t("threshold-summary")), (*blocks, Text(_answered(t, asked, today=today))), t.locale)
    if asked.passed:
        return Card(KIND, plain(t("threshold-summary")), (*blocks, Text(t("threshold-passed"))), t.locale)
    if asked.by:
        blocks.append(Text(t("threshold-passed-by", by=named_person(t, asked.by))))
    about = "target" if asked.is_about_target else "rule"
    blocks.append(Text(t(f"threshold-text-{about}")))
    if asked.spread and asked.spread.edges:
        blocks.append(_distribution(t, asked.spread, asked.metric))
    if asked.is_about_target and asked.sets and check.period.end < today:
        blocks.append(Text(t("threshold-past", period=t.period(check.period, asked.metric.grain, today=today))))
    blocks += [Choices(_buttons(t, asked)), Note(t("threshold-note"))]
    return Card(KIND, plain(t("threshold-summary")), tuple(blocks), t.locale)


def _headline(t: Translator, asked: AskedThreshold, *, today: date) -> Ready:
    check, bar = asked.check, limit_of(asked.rule) if asked.rule else None
    values: dict[str, object] = {
        "group": asked.group or t("threshold-units"),
        "metric": inside(t, asked.metric),
        "period": t.period(check.period, asked.metric.grain, today=today),
        "flagged": check.flagged,
        "of": check.of,
    }
    exact = "" if asked.spread else "-many"
    if asked.rule is None:
        return t(f"threshold-far{exact}", **values)
    if bar is None:
        about = "target" if asked.is_about_target else "limit"
        return t(f"threshold-fits{exact}", rule=named(t, asked.rule), about=about, **values)
    limit = share(t, bar.limit) if bar.fact == "attainment" else amount(t, bar.limit, asked.metric.unit)
    side = "above" if bar.above else "below"
    return t(f"threshold-{side}{exact}", limit=limit, fact=bar.fact, **values)


def _distribution(t: Translator, found: Spread, metric: Metric) -> Table:
    """Return how many lie in each band; bands at the ends that hold nobody are left out."""

    def edge(number: float) -> Ready:
        return share(t, number) if found.fact == "attainment" else amount(t, number, metric.unit)

    edges = found.edges
    rows = [(t("threshold-band-under", high=edge(edges[0])), found.counts[0])]
    pairs = zip(edges, edges[1:], found.counts[1:], strict=False)
    rows += [(t("threshold-band", low=edge(low), high=edge(high)), n) for low, high, n in pairs]
    rows.append((t("threshold-band-over", low=edge(edges[-1])), found.counts[-1]))
    held = [place for place, (_, n) in enumerate(rows) if n]
    shown = rows[held[0] : held[-1] + 1] if held else []
    header = (plain(t(f"threshold-column-{found.fact}")), plain(t("rule-column-people")))
    return Table(header, tuple((plain(label), str(n)) for label, n in shown))


def _buttons(t: Translator, asked: AskedThreshold) -> tuple[Button, ...]:
    number = ("no", str(asked.check.no))
    buttons = [Button(plain(t("threshold-keep")), Action("threshold.keep", (number,)))]
    if asked.pauses:
        pause = Action("threshold.pause", (number, ("rule", asked.pauses)))
        buttons.append(Button(plain(t("threshold-pause")), pause))
    if asked.is_about_target and not asked.sets:
        buttons.append(Button(plain(t("threshold-pass")), Action("threshold.pass", (number,))))
    elif asked.is_about_target:
        buttons.append(Button(plain(t("threshold-change-target")), Action("threshold.target", (number,))))
    elif asked.edits:
        buttons.append(Button(plain(t("threshold-change-rule")), Action("rule.edit", (("key", asked.check.rule),))))
    else:
        buttons.append(Button(plain(t("rule-button-test")), Action("rule.test", (("key", asked.check.rule),))))
    return tuple(buttons)


def _answered(t: Translator, asked: AskedThreshold, *, today: date) -> Ready:
    check = asked.check
    if check.state is ThresholdState.WITHDRAWN:
        return t("threshold-withdrawn")
    day = t.day(check.answered_at.date(), today=today) if check.answered_at else ""
    return t(f"threshold-{check.state}", by=asked.by, day=day)


def settled(t: Translator, asked: AskedThreshold, *, n: int, today: date) -> Card:
    """Say to whoever answered what follows; ``n`` messages go out after all."""
    card = question(t, asked, today=today)
    if asked.check.state is not ThresholdState.KEPT:
        return card
    return replace(card, blocks=(*card.blocks, Text(t("threshold-released", n=n))))


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    metric, today = example.METRICS["collections"], example.TODAY
    sales = "销售部" if t.chinese else "Sales"
    group = Group(GroupKind.UNIT, sales)
    check = ThresholdCheck(
        "", metric.key, group, example.OCTOBER, ThresholdState.OPEN, 9, 14, ("H1",), example.NOW, no=1
    )
    low, values = [f"S{number}" for number in range(9)], [0.3, 0.41, 0.45, *(0.6,) * 3, *(0.75,) * 3, 0.9, *(1.05,) * 4]
    shown = spread(low, values, of=14, bar=Bar("attainment", above=False, limit=0.8), rests=True)
    rule = rules_example.RULE
    by_rule = replace(check, rule=rule.key)
    defects = replace(rule, key="defect-above-3", condition="value > 3%", title_en="Defect rate above 3%")
    rates = spread(low[:6], [0.01, 0.02, 0.025, *(0.035,) * 4, 0.05, 0.07], of=9, bar=limit_of(defects), rests=False)
    rate = replace(check, rule=defects.key, metric="defect_rate", flagged=6, of=9)
    asked = AskedThreshold(by_rule, sales, metric, rule, shown, rule.key)
    by = "周婷" if t.chinese else "Ana Silva"

    def answered(state: ThresholdState) -> AskedThreshold:
        return replace(asked, check=replace(by_rule, state=state, answered_at=example.NOW), by=by)

    return {
        "threshold": question(t, asked, today=today),
        "threshold-far": question(t, replace(asked, check=check, rule=None), today=today),
        "threshold-many": question(t, replace(asked, spread=None, edits=True), today=today),
        "threshold-limit": question(
            t, AskedThreshold(rate, sales, example.METRICS["defect_rate"], defects, rates, defects.key), today=today
        ),
        "threshold-owner": question(t, replace(asked, spread=None, pauses="", sets=False), today=today),
        "threshold-passed": question(t, replace(asked, spread=None, by=by, passed=True), today=today),
        "threshold-passed-by": question(t, replace(asked, by=by), today=today),
        "threshold-kept": settled(t, answered(ThresholdState.KEPT), n=9, today=today),
        "threshold-paused": settled(t, answered(ThresholdState.PAUSED), n=0, today=today),
        "threshold-withdrawn": question(t, replace(answered(ThresholdState.WITHDRAWN), by=""), today=today),
    }
