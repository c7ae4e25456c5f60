"""What a plan says that is behind without a metric: which days are past, what was reported, and what may help (R99)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.goals.domain.goal_text import GoalReading
from bot.growth.domain.course import CourseReason
from bot.growth.domain.plan_lag import PlanLag
from bot.growth.views import course as course_view
from bot.growth.views.plan import grouped, note
from bot.growth.views.plan_example import TODAY, example, example_course
from bot.growth.views.plan_message import ways_on
from bot.messages.card import Card, FactLine, Heading, Mood, Text
from bot.messages.i18n import named
from bot.messages.text import plain

if TYPE_CHECKING:
    from datetime import date

    from bot.growth.domain.course import Recommendation
    from bot.growth.domain.plan_sight import PlanSight
    from bot.messages.card import Block
    from bot.messages.i18n import Translator

_MOST = 3


def lagging(
    t: Translator, seen: PlanSight, behind: PlanLag, recommended: Recommendation | None, *, today: date
) -> Card:
    """Say where a plan stands that is behind its days: to its person with a course, else what to talk about."""
    name = named(t, seen.name)
    heading = t("plan-lag", goal=seen.plan.goal) if seen.own else t("plan-lag-of", goal=seen.plan.goal, name=name)
    lines = [
        FactLine(
            milestone.text,
            t("plan-lag-due", day=t.day(milestone.due, today=today)) if milestone.due else "",
            t("plan-days-over", n=(today - milestone.due).days) if milestone.due else "",
            Mood.GAP,
        )
        for milestone in behind.milestones[:_MOST]
    ]
    if behind.reports:
        said = t.listed([f"{percent:.0f}%" for percent, _ in behind.reports])
        way = t.listed([f"{planned:.0f}%" for _, planned in behind.reports])
        lines.append(FactLine(t("plan-lag-reports"), said, t("plan-lag-way", way=way), Mood.GAP))
    blocks: list[Block] = [Heading(heading), *grouped(lines)]
    if recommended:
        line = course_view.recommended(t, recommended, helped=None)
        blocks.append(Text(line if seen.own else t("plan-slow-course", course=line, name=name)))
    blocks.append(Text(t("plan-slow-ask") if seen.own else t("plan-slow-talk", name=name)))
    summary = plain(t("plan-summary-slow"))
    return Card("plan", summary, (*blocks, ways_on(t, seen), note(t, own=seen.own, name=seen.name)), t.locale)


def examples(t: Translator) -> dict[str, Card]:
    """Show a milestone past its day to its person, and two reports that are behind to whoever leads them."""
    topic = "客户沟通" if t.chinese else "talking with customers"
    found = replace(example_course(), reason=CourseReason.TOPIC, topic=topic)
    goal = "写一本交付手册" if t.chinese else "Write a delivery manual"
    mine, theirs = (
        replace(seen, plan=replace(seen.plan, goal=goal, reading=GoalReading()), metric=None, pace=None)
        for seen in (example(t), example(t, own=False))
    )
    late = replace(mine.plan.milestones[1], due=TODAY - timedelta(days=4))
    said = ((Decimal(20), Decimal(40)), (Decimal(35), Decimal(66)))
    return {
        "plan-lag": lagging(t, mine, PlanLag((late,), ()), found, today=TODAY),
        "plan-lag-of": lagging(t, theirs, PlanLag((), said), found, today=TODAY),
    }
