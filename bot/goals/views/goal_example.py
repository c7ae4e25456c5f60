"""Examples of goals: the company's, a department's, somebody's own, with which every view shows itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.figures.domain.example import METRICS, NOW, people
from bot.figures.domain.metric import Aggregate, Direction, Metric
from bot.goals.domain.goal import (
    Commitment,
    Experiment,
    ExperimentState,
    Goal,
    GoalLevel,
    GoalProgress,
    GoalState,
)
from bot.goals.domain.goal_sight import GoalBranch, GoalGlance, GoalSight, KeyResultGlance
from bot.goals.domain.key_result import GoalCheckIn, KeyResult, Measure, MeasuredValue
from bot.goals.domain.obstacle import Obstacle
from bot.goals.domain.pace import pace
from bot.kit.period import Grain, Period

if TYPE_CHECKING:
    from bot.messages.i18n import Translator

TODAY = date(2026, 11, 2)
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def _said(t: Translator, zh: str, en: str) -> str:
    return zh if t.chinese else en


def example_metric() -> Metric:
    """Show the metric of a share of sales."""
    return Metric(
        "overseas_share", "%", Direction.HIGHER, Grain.MONTH, "Overseas share of sales", "海外市场销售额占比",
        aggregate=Aggregate.RATIO,
    )  # fmt: skip


def _glance(goal: Goal, owner: str, far: GoalProgress, **more: object) -> GoalGlance:
    going = pace(goal, far, {}, TODAY) if goal.state is GoalState.OPEN else None
    return replace(GoalGlance(goal=goal, owner=owner, progress=far, pace=going), **more)  # type: ignore[arg-type]


def example_company(t: Translator) -> GoalGlance:
    """Show the company's goal, of which one of three parts is not known."""
    title = _said(t, "成为行业技术领导者", "Lead the industry in technology")
    goal = Goal(title=title, level=GoalLevel.COMPANY, owner_id="", period=YEAR, by="S9", at=NOW, no=1)
    return _glance(goal, "", GoalProgress(0.65, 2, 3, 80.0), coarse=True, below=3)


def example_sales(t: Translator) -> GoalGlance:
    """Show a department's goal that is behind: 10 % of 15 %."""
    title = _said(t, "海外市场销售额占比达15%", "Get the overseas share of sales to 15%")
    goal = Goal(
        title=title, level=GoalLevel.DEPARTMENT, owner_id="sales", period=YEAR, by="S9", at=NOW, no=2,
        key_results=(_example_overseas(),),
    )  # fmt: skip
    return _glance(goal, _said(t, "销售部", "Sales"), GoalProgress(0.666667, 1, 1, 1.0), weight=Decimal(50), below=2)


def _example_overseas() -> KeyResult:
    return KeyResult(
        measure=Measure.RATIO, target=Decimal("0.15"), metric="overseas_share", subject_id="sales", unit="%", no=7
    )


def example_production(t: Translator) -> GoalGlance:
    """Show a department's goal that is on track."""
    title = _said(t, "次品率从15%降到5%", "Bring the defect rate from 15% to 5%")
    goal = Goal(title=title, level=GoalLevel.DEPARTMENT, owner_id="prod", period=YEAR, by="S9", at=NOW, no=3)
    return _glance(goal, _said(t, "生产部", "Production"), GoalProgress(0.82, 1, 1, 1.0), weight=Decimal(30))


def example_research(t: Translator) -> GoalGlance:
    """Show a department's goal of which nothing is known yet."""
    title = _said(t, "推出3款核心技术产品", "Launch three core products")
    goal = Goal(
        title=title, level=GoalLevel.DEPARTMENT, owner_id="rd", period=YEAR, by="S9", at=NOW, no=4,
        commitment=Commitment.ASPIRATIONAL,
    )  # fmt: skip
    return _glance(goal, _said(t, "研发部", "R&D"), GoalProgress(None, 0, 1, 1.0), weight=Decimal(20))


def example_outline(t: Translator) -> tuple[GoalBranch, ...]:
    """Show the company's goal down to teams: ahead, behind, not begun, not known, and of too few people."""
    top, sales = example_company(t), example_sales(t)
    top = replace(top, progress=replace(top.progress, weights=100.0))
    regions = (
        _team(t, ("东区", "东区新客户每月20家"), ("Region East", "Win 20 new customers a month"), 0.35),
        _team(t, ("渠道组", "新渠道签约6家"), ("Channel", "Sign six new channel partners"), None, hidden=True),
    )
    line = _team(t, ("2号线", "2号线次品率低于4%"), ("Line 2", "Keep line 2 below 4% defects"), 1.0)
    parts = (
        GoalBranch(sales, tuple(map(GoalBranch, regions))),
        GoalBranch(example_research(t)),
        GoalBranch(replace(example_production(t), below=5), (GoalBranch(line),)),
    )
    return (GoalBranch(top, parts),)


def _team(
    t: Translator, zh: tuple[str, str], en: tuple[str, str], far: float | None, *, hidden: bool = False
) -> GoalGlance:
    team, title = zh if t.chinese else en
    goal = Goal(title=title, level=GoalLevel.TEAM, owner_id="team", period=YEAR, by="S9", at=NOW, no=9)
    return _glance(goal, team, GoalProgress(far, int(far is not None), 1, 1.0), hidden=hidden)


def example_strategic(t: Translator) -> GoalSight:
    """Show the company's goal with the departments that contribute to it."""
    parts = (example_sales(t), example_production(t), example_research(t))
    return GoalSight(glance=example_company(t), parts=parts, unnamed=2, edits=True)


def example_unmeasured(t: Translator) -> GoalSight:
    """Show the company's goal as it was just written, without a number and without parts."""
    seen = example_strategic(t)
    glance = replace(seen.glance, progress=GoalProgress(), coarse=False, below=0, pace=None)
    return replace(seen, glance=glance, parts=(), unnamed=0)


def example_department(t: Translator) -> GoalSight:
    """Show a department's goal: 10 % of 15 %."""
    value = MeasuredValue(
        value=Decimal("0.1"), at=NOW, progress=0.666667, numerator=Decimal(412_000), denominator=Decimal(4_120_000),
        period=Period(YEAR.start, date(2026, 10, 31)),
    )  # fmt: skip
    result = KeyResultGlance(
        result=_example_overseas(), value=value, metric=example_metric(), subject=_said(t, "销售部", "Sales")
    )
    return GoalSight(glance=example_sales(t), key_results=(result,), parents=(example_company(t),), unnamed=2)


def _example_own(t: Translator) -> Goal:
    title = _said(t, "今年把客户投诉减半，并上线新的交付清单", "Halve complaints and launch the new delivery checklist")
    checklist = _said(t, "新的交付清单上线", "New delivery checklist in use")
    return Goal(
        title=title, level=GoalLevel.PERSON, owner_id="S1", period=YEAR, by="S1", at=NOW, no=12, project="D-7",
        key_results=(
            KeyResult(
                measure=Measure.VALUE, direction=Direction.LOWER, target=Decimal(3), start=Decimal(6),
                weight=Decimal(60), metric="complaints", subject_id="S1", unit="items", no=21,
            ),
            KeyResult(title=checklist, measure=Measure.MILESTONE, weight=Decimal(20), no=22),
        ),
    )  # fmt: skip


def example(t: Translator, *, own: bool = True, state: GoalState = GoalState.OPEN) -> GoalSight:
    """Show somebody's goal, with one key result that data feeds and one that is typed."""
    goal = replace(_example_own(t), state=state, awaits="S9" if state is GoalState.PROPOSED else "")
    data, typed = goal.key_results
    values = (
        MeasuredValue(value=Decimal(4), at=NOW, progress=0.666667, period=Period(YEAR.start, date(2026, 10, 31))),
        MeasuredValue(value=Decimal(0), at=NOW, progress=0.0, typed_by="S1"),
    )
    names = people(chinese=t.chinese)
    glance = _glance(goal, names["S1"].name, GoalProgress(0.5, 2, 2, 80.0))
    return GoalSight(
        glance=glance,
        key_results=(
            KeyResultGlance(
                result=data, value=values[0], metric=METRICS["complaints"], subject=names["S1"].name, drills=True
            ),
            KeyResultGlance(result=typed, value=values[1]),
        ),
        parents=(example_sales(t),),
        own=own,
        edits=True,
        asked=not own and state is GoalState.PROPOSED,
        decides=not own,
        waits_for=_said(t, "王磊", "Lee Wong") if state is GoalState.PROPOSED else "",
    )


def example_checked_in(t: Translator) -> tuple[GoalSight, GoalCheckIn]:
    """Show a goal to whoever leads its owner after a check-in with an obstacle."""
    said = GoalCheckIn(
        goal_no=12, by="S1", at=NOW, no=5, obstacle=Obstacle.RESOURCES,
        text=_said(t, "清单写好了，没有人手去改系统。", "The list is written; nobody has time to change the system."),
        need=_said(t, "IT支持两天", "Two days of somebody in IT"),
    )  # fmt: skip
    return replace(example(t, own=False), check_ins=(said,)), said


def example_experiment(
    t: Translator, *, own: bool = False, state: ExperimentState = ExperimentState.PROPOSED
) -> GoalSight:
    """Show a goal that was missed because something new was tried."""
    seen = example(t, own=own, state=GoalState.MISSED)
    zh, en = (
        "用新工艺试了三批，次品没有降下来，但找到了原因。",
        "Tried the new process on three lots; we know why it failed.",
    )
    decided = state is not ExperimentState.PROPOSED
    why = _said(t, "方法是新的，原因也找到了，值得一试。", "It was new, and we learnt the cause.") if decided else ""
    goal = replace(
        seen.goal,
        experiment=Experiment(text=_said(t, zh, en), state=state, reason=why),
        reason=_said(t, "机器到货晚了", "The machine came late"),
    )
    return replace(seen, glance=replace(seen.glance, goal=goal))
