"""What a rule would have said, as a card: how often and about whom, before it speaks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.figures.domain import example
from bot.figures.domain.suppression import FLOOR
from bot.figures.views.phrase import inside
from bot.messages.card import Action, Block, Button, Card, Choices, Heading, Note, Table, Text
from bot.messages.text import Ready, plain
from bot.rules.domain import example as rules_example
from bot.rules.domain.rule import Rule, Scope, Silence
from bot.rules.domain.trial import FlaggedGroup, Trial
from bot.rules.views.rule import condition, named, switch

if TYPE_CHECKING:
    from datetime import date

    from bot.messages.i18n import Translator


_MOST_NAMES, _MOST_GROUPS, _LONGEST_BUTTON = 12, 3, 120


def trial(t: Translator, found: Trial, *, today: date, edits: bool, saved: bool = False) -> Card:
    """Show what a rule would have said; ``saved`` says that this version was just stored."""
    rule = found.rule
    period = t.period(found.period, found.grain, today=today)
    title = named(t, rule) or t("rule-trial-new")
    if found.people is None:
        heading = t("rule-trial-few", title=title, period=period)
    elif found.times is None:
        word = "units" if rule.scope is Scope.UNIT else "people"
        heading = t(f"rule-trial-about-{word}", title=title, period=period, n=found.people)
    else:
        word = "units" if rule.scope is Scope.UNIT else "fired"
        heading = t(f"rule-trial-{word}", title=title, period=period, people=found.people, times=found.times or 0)
    lines = [t("rule-trial-condition", condition=condition(t, rule))]
    if found.people is None:
        lines.append(t("rule-trial-few-text", floor=str(FLOOR)))
    elif found.times is None:
        lines.append(t("rule-trial-about-text", floor=str(FLOOR)))
    lines += _asked(t, found, today=today)
    if found.readers:
        lines.append(t("rule-trial-readers", audience=rule.audience.value, n=found.readers))
    if found.held:
        lines.append(t("rule-trial-held", reasons=t.items(_held(t, key, n) for key, n in found.held.items())))
    blocks: list[Block] = [Heading(heading), Text(t.sentences(lines)), *_groups(t, found)]
    if rule.version and saved:
        blocks.append(Text(t("rule-trial-kept" if rule.enabled else "rule-trial-saved", version=str(rule.version))))
    elif rule.enabled and rule.key:
        blocks.append(Text(t("rule-trial-on")))
    if edits and rule.key and not rule.enabled:
        blocks.append(Text(t("rule-trial-next")))
    if buttons := _after(t, rule, edits=edits):
        blocks.append(Choices(buttons))
    return Card("rule", plain(t("rule-trial-summary")), (*blocks, Note(t("rule-trial-note"))), t.locale)


def _asked(t: Translator, found: Trial, *, today: date) -> list[Ready]:
    """Warn where it would fit so many of a group that whoever owns the threshold would be asked instead."""
    if not found.flags_many:
        return []
    if not found.groups:
        return [t("threshold-trial-many")]
    named = (
        t(
            "threshold-trial-group",
            group=each.title or t("threshold-units"),
            metric=inside(t, each.metric),
            period=t.period(each.period, each.metric.grain, today=today),
            flagged=each.flagged,
            of=each.of,
        )
        for each in found.groups[:_MOST_GROUPS]
    )
    return [t("threshold-trial", n=len(found.groups), groups=t.items(named))]


def _held(t: Translator, silence: Silence, n: int) -> Ready:
    return t(f"rule-held-{silence.replace('_', '-')}", n=n)


def _groups(t: Translator, found: Trial) -> list[Block]:
    """Say whom it would have been about: by name, or by groups that are large enough."""
    people = plain(t("rule-column-times"))
    if found.names:
        rows = tuple((name, str(times)) for name, times in found.names[:_MOST_NAMES])
        return [Table((plain(t("rule-column-name")), people), rows)]
    groups = [(plain(t("rule-trial-department", name=name)), str(n)) for name, n in found.departments.items()]
    groups += [(plain(t("rule-trial-role", name=name)), str(n)) for name, n in found.roles.items()]
    return [Table((plain(t("rule-column-group")), plain(t("rule-column-people"))), tuple(groups))] if groups else []


def _after(t: Translator, rule: Rule, *, edits: bool) -> tuple[Button, ...]:
    if not rule.key:
        keep = Action("rule.add", (("condition", rule.condition),))
        fits = edits and len(rule.condition) <= _LONGEST_BUTTON
        return (Button(plain(t("rule-button-keep")), keep),) if fits else ()
    mine = (("key", rule.key),)
    back = Button(plain(t("rule-button-back")), Action("rule", mine))
    if not edits:
        return (back,)
    edit = Button(plain(t("rule-button-edit")), Action("rule.edit", mine))
    return (edit, back) if rule.enabled else (switch(t, rule), edit, back)


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    second = replace(rules_example.RULE, version=2, condition="attainment < 75%", enabled=False, tested=True)
    names = ("张敏", "陈伟", "何静") if t.chinese else ("Min Zhang", "Wei Chen", "Jo Park")
    sales, seller = ("销售部", "销售代表") if t.chinese else ("Sales", "sales rep")
    found = Trial(
        rule=second,
        period=example.OCTOBER,
        grain=example.METRICS["collections"].grain,
        people=7,
        times=12,
        readers=4,
        held={Silence.COOLDOWN: 3},
        departments={sales: 7},
        roles={seller: 7},
        names=tuple(zip(names, (3, 2, 1), strict=True)),
    )
    loose = replace(second, key="", title_en="", title_zh="", version=0)
    today = example.TODAY
    flagged = FlaggedGroup(sales, example.METRICS["collections"], example.OCTOBER, 9, 14)
    many = replace(found, people=9, times=9, readers=0, groups=(flagged,), flags_many=True)
    return {
        "rule-trial-many": trial(t, replace(many, names=()), today=today, edits=True, saved=True),
        "rule-trial-many-about": trial(t, many.coarse(9), today=today, edits=True),
        "rule-trial": trial(t, replace(found, names=()), today=today, edits=True, saved=True),
        "rule-trial-names": trial(t, found, today=today, edits=False),
        "rule-trial-few": trial(t, replace(found, rule=loose).coarse(None), today=today, edits=True),
        "rule-trial-about": trial(t, found.coarse(7), today=today, edits=True),
    }
