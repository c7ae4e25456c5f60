"""What moved a goal, as a card: from where to where, by which of its parts, and what is behind these."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from bot.feedback.domain import example_driver
from bot.feedback.views.driver_phrase import explained_of
from bot.figures.domain.example import METRICS
from bot.figures.domain.metric import Direction
from bot.figures.views.phrase import title
from bot.goals.domain.goal_move import SeenEffect, SeenGoalMove, ValueCorrection
from bot.goals.domain.goal_sight import GoalSight, KeyResultGlance
from bot.goals.domain.key_result import KeyResult, Measure
from bot.goals.views.goal_example import (
    TODAY,
    example_department,
    example_production,
    example_sales,
    example_strategic,
)
from bot.goals.views.goal_phrase import grouped, note, whose
from bot.kit.period import Grain, period_of
from bot.messages.card import Action, Button, Card, Choices, FactLine, Heading, Mood, Text
from bot.messages.number import amount, difference, share
from bot.messages.text import Ready, literal, plain

if TYPE_CHECKING:
    from bot.messages.card import Block
    from bot.messages.i18n import Translator

_OPENS: Final = 2
_SHOWN: Final = Fraction(1, 2000)
"""Less than a twentieth of a point reads as none."""


def card(t: Translator, seen: SeenGoalMove, *, today: date) -> Card:
    """Say what moved a goal, the largest part first, and lead on to its parts."""
    goal = seen.sight.goal
    blocks: list[Block] = [Heading(t("goal-moved", title=goal.title)), Text(_whole(t, seen, today=today))]
    lines = [_line(t, seen, effect) for effect in seen.effects]
    if abs(seen.others) >= _SHOWN:
        lines.append(FactLine(t("goal-moved-others"), _points(t, seen.others)))
    blocks += grouped(lines)
    if seen.since and seen.coarse:
        blocks.append(Text(t("goal-moved-coarse")))
    blocks += explained_of(t, seen.drivers, today=today)
    said = [_corrected(t, found, today=today) for found in seen.corrections]
    blocks += [Text(t.sentences(said))] if said else []
    opens = [_open(t, each) for each in seen.effects if each.goal][:_OPENS]
    back = Button(plain(t("goal-show")), Action("goal", (("no", str(goal.no)),)))
    return Card("goal", plain(t("goal-summary")), (*blocks, Choices((*opens, back)), note(t, seen.sight)), t.locale)


def _whole(t: Translator, seen: SeenGoalMove, *, today: date) -> Ready:
    """Say from where to where it has moved since when."""
    if seen.since is None:
        return t("goal-moved-hidden" if seen.sight.glance.hidden else "goal-moved-none")
    words = {"day": t.day(seen.since, today=today)}
    words |= {"before": share(t, seen.before, apart=seen.after), "after": share(t, seen.after, apart=seen.before)}
    if seen.coarse:
        return t("goal-moved-about" if seen.before != seen.after else "goal-moved-still", **words)
    change = Fraction(Decimal(repr(seen.after))) - Fraction(Decimal(repr(seen.before)))
    return t("goal-moved-since", change=_points(t, change), **words)


def _line(t: Translator, seen: SeenGoalMove, found: SeenEffect) -> FactLine:
    mood = Mood.GOOD if found.effect > 0 else Mood.GAP
    if found.goal:
        label, what = whose(t, found.goal), t.clauses([literal(found.goal.goal.title), _way(t, found)])
    else:
        result = found.result
        known = title(t, result.metric) if result and result.metric else seen.sight.goal.title
        label, what = literal((result.result.title if result else "") or known), _way(t, found)
    return FactLine(label, _points(t, found.effect), what, mood)


def _way(t: Translator, found: SeenEffect) -> Ready:
    before, after = (
        None if value is None else share(t, value, apart=other)
        for value, other in ((found.before, found.after), (found.after, found.before))
    )
    if before is None:
        return t("goal-moved-new", after=after or "")
    return t("goal-moved-from", before=before, after=after) if after else t("goal-moved-gone", before=before)


def _points(t: Translator, effect: Fraction) -> Ready:
    """Write a change of a share with its sign, in percentage points."""
    sign = "+" if effect > 0 else "−" if effect < 0 else ""
    return Ready(f"{sign}{difference(t, float(effect), '%')}")


def _corrected(t: Translator, found: ValueCorrection, *, today: date) -> Ready:
    before, after = float(found.before), float(found.after)
    unit = found.metric.unit
    return t(
        "goal-moved-corrected",
        title=title(t, found.metric),
        period=t.period(found.period, found.metric.grain, today=today),
        day=t.day(found.on, today=today),
        before=amount(t, before, unit, apart=after),
        after=amount(t, after, unit, apart=before),
    )


def _open(t: Translator, found: SeenEffect) -> Button:
    goal = found.goal
    if goal is None:
        raise ValueError("a key result has no parts to look at")
    return Button(plain(t("goal-moved-part", owner=whose(t, goal))), Action("goal.moved", (("no", str(goal.goal.no)),)))


def examples(t: Translator) -> dict[str, Card]:
    """Show what moved a goal by its parts, by a metric with a correction, and where little may be told."""
    company, sales = example_strategic(t), example_department(t)
    fine = replace(company, glance=replace(company.glance, coarse=False))
    since = date(2026, 10, 31)
    parts = (
        SeenEffect(effect=Fraction(9, 100), before=0.48, after=0.666667, goal=example_sales(t)),
        SeenEffect(effect=Fraction(-2, 100), before=0.9, after=0.82, goal=example_production(t)),
    )
    moved = SeenGoalMove(sight=fine, since=since, before=0.58, after=0.65, effects=parts)
    return {
        "goal-moved": card(t, moved, today=TODAY),
        "goal-moved-measured": card(t, _measured(t, since), today=TODAY),
        "goal-moved-coarse": card(t, replace(moved, sight=company, before=0.6, coarse=True), today=TODAY),
        "goal-moved-none": card(t, SeenGoalMove(sight=sales), today=TODAY),
    }


def _measured(t: Translator, since: date) -> SeenGoalMove:
    """Show what moved a goal that a metric feeds: its defect rate, with the machine and a correction."""
    metric = METRICS["defect_rate"]
    result = KeyResult(
        measure=Measure.RATIO, direction=Direction.LOWER, target=Decimal("0.05"), start=Decimal("0.15"),
        metric=metric.key, subject_id="prod", unit="%", no=8,
    )  # fmt: skip
    glance = example_production(t)
    seen = KeyResultGlance(result=result, metric=metric, subject=glance.owner)
    september = period_of(date(2026, 9, 1), Grain.MONTH)
    return SeenGoalMove(
        sight=GoalSight(glance=glance, key_results=(seen,)),
        since=since,
        before=0.95,
        after=0.82,
        effects=(SeenEffect(effect=Fraction(-13, 100), before=0.95, after=0.82, result=seen),),
        drivers=(example_driver.rate_drivers(chinese=t.chinese),),
        corrections=(ValueCorrection(metric, september, Decimal("0.06"), Decimal("0.055"), TODAY),),
    )
