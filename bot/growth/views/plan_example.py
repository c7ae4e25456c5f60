"""Examples of plans: what somebody wrote, how it goes, what they need, with which every view shows itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.figures.domain.example import METRICS, NOW, OCTOBER, SEPTEMBER, people
from bot.goals.domain.aim import Aim
from bot.goals.domain.aim_amount import AimKind
from bot.goals.domain.goal_text import GoalReading
from bot.goals.views.goal_example import example as goal_example
from bot.growth.domain.course import Course, CourseLevel, CourseReason, Recommendation
from bot.growth.domain.plan import Plan, PlanReport, PlanState, SupportRequest, SupportState
from bot.growth.domain.plan_milestone import Milestone
from bot.growth.domain.plan_pace import Pace
from bot.growth.domain.plan_sight import PlanSight

if TYPE_CHECKING:
    from bot.goals.domain.goal import Goal
    from bot.messages.i18n import Translator

TODAY = date(2026, 11, 2)


def example(t: Translator, *, own: bool = True, state: PlanState = PlanState.OPEN) -> PlanSight:
    """Show a plan that runs: halve the complaints of customers within three months."""
    said = (
        ("3个月内将客户投诉减少50%", "先听10通投诉电话，再和售后一起改交付清单", "申请客户沟通培训名额"),
        ("听完10通投诉电话", "新的交付清单上线", "复盘并写成手册"),
    )
    written = (
        (
            "Cut complaints by 50% within 3 months",
            "Listen to 10 calls, then change the delivery checklist with the service team",
            "A place on the course on talking with customers",
        ),
        ("Listen to 10 calls", "Use the new checklist", "Sum up in the manual"),
    )
    (goal, steps, support), texts = said if t.chinese else written
    days = (date(2026, 11, 5), date(2026, 12, 5), date(2027, 1, 5))
    milestones = tuple(Milestone(text, day) for text, day in zip(texts, days, strict=True))
    plan = Plan(
        person_id="S1",
        goal=goal,
        started=date(2026, 10, 5),
        by="S1",
        at=NOW,
        no=12,
        state=state,
        reading=GoalReading(
            metric="complaints",
            what="客户投诉" if t.chinese else "complaints",
            aim=Aim(kind=AimKind.SHARE, amount=Decimal(50), rising=False),
            due=date(2027, 1, 5),
        ),
        baseline=Decimal(6),
        baseline_period=SEPTEMBER,
        steps=steps,
        milestones=(replace(milestones[0], done_on=date(2026, 10, 30)), *milestones[1:]),
        supports=(SupportRequest(support),),
    )
    name = people(chinese=t.chinese)["S1"].name
    return PlanSight(plan, name, own=own, leads=not own, metric=METRICS["complaints"])


def example_slow(t: Translator, *, own: bool = True) -> PlanSight:
    """Show the same plan when October's figure is behind its line."""
    goes = Pace(Decimal(6), Decimal(3), Decimal("5.15"), Decimal(6), OCTOBER)
    return replace(example(t, own=own), pace=goes)


def example_reported(t: Translator) -> PlanSight:
    """Show the plan to whoever leads its person after a report."""
    text = "听了10通电话，8通都提到交付时间没有提前说。" if t.chinese else "In 8 of 10 calls nobody had named a day."
    said = PlanReport(plan_no=12, by="S1", at=NOW, percent=40, text=text, obstacle="resources", no=3)
    return replace(example_slow(t, own=False), reports=(said,))


def example_answered(t: Translator, state: SupportState) -> PlanSight:
    """Show the plan once its request for support was answered."""
    seen = example(t)
    reason = (
        ("名额已满，三月还有一期" if t.chinese else "It is full; the next one is in March")
        if (state is SupportState.DECLINED)
        else ""
    )
    due = date(2026, 11, 20) if state is SupportState.ACCEPTED else None
    support = replace(seen.plan.supports[0], state=state, due=due, reason=reason)
    return replace(seen, plan=replace(seen.plan, supports=(support,)))


def example_goal(t: Translator) -> Goal:
    """Show the goal that the plan was made into."""
    goal = goal_example(t).goal
    return replace(goal, title=example(t).plan.goal, plan_no=12)


def example_course() -> Recommendation:
    """Show a course that is worth a look."""
    course = Course(
        key="cs-201",
        title_en="Difficult conversations with customers",
        title_zh="客户沟通高级课",
        topics=("customer", "客户"),
        metrics=("complaints",),
        level=CourseLevel.ADVANCED,
        link="https://learning.example/cs-201",
    )
    return Recommendation(course, CourseReason.METRIC, "complaints", ("客户沟通基础",))
