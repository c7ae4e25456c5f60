"""Plans as cards: one with how it goes, somebody's list, a team's, how many there are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.growth.domain.plan import OVER, PlanState, SupportState
from bot.growth.domain.plan_pace import base_and_target
from bot.growth.views.plan_example import TODAY, example, example_answered, example_goal, example_slow
from bot.growth.views.plan_goal import goal_buttons, goes_on
from bot.growth.views.plan_text import title_of, written
from bot.kit.shortening import shortened
from bot.messages.card import Action, Button, Card, Choices, FactLine, Facts, Heading, Mood, Note, Quote, Text
from bot.messages.i18n import named
from bot.messages.number import amount, difference
from bot.messages.text import literal, plain
from bot.reviews.views import progress_form

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.growth.domain.plan import Plan, PlanReport, SupportRequest
    from bot.growth.domain.plan_sight import PlanSight
    from bot.messages.card import Block
    from bot.messages.i18n import Translator

MOST_SHOWN = 10
_TOGETHER, _GOAL, _MILESTONE = 3, 30, 24


def detail(t: Translator, seen: PlanSight, *, today: date, fresh: bool = False) -> Card:
    """Show a plan: what was understood, how it goes, what is due, what is needed; ``fresh`` after it was written."""
    plan = seen.plan
    draft = plan.state is PlanState.DRAFT
    heading = t("plan-understood") if draft or fresh else literal(plan.goal)
    blocks: list[Block] = [Heading(heading)]
    if draft or fresh:
        blocks.append(Quote(literal(plan.goal), "" if seen.own else seen.name))
    blocks += grouped(facts(t, seen, today=today))
    if plan.milestones:
        lines = [_milestone(t, plan, place, today=today) for place in range(1, len(plan.milestones) + 1)]
        blocks += grouped(lines)
    if plan.steps:
        blocks.append(Text(t("plan-steps", steps=plan.steps)))
    blocks += grouped([support(t, asked, seen, today=today) for asked in plan.supports])
    if seen.reports:
        blocks += reported(t, seen.reports[-1], today=today)
    if plan.reason:
        blocks.append(Text(t("plan-reason", reason=plan.reason)))
    if draft and plan.due is None:
        blocks.append(Text(t("plan-no-day")))
    buttons = _buttons(t, seen)
    choices = (Choices(buttons),) if buttons else ()
    if of_goal := goal_buttons(t, seen):
        choices = (*choices, Choices(tuple(of_goal), aside=True))
    return Card(
        "plan",
        plain(t("plan-summary")),
        (*blocks, *choices, Note(t("plan-note-draft")) if draft else note(t, own=seen.own, name=seen.name)),
        t.locale,
    )


def grouped(lines: Sequence[FactLine]) -> list[Block]:
    """Give facts a few at a time."""
    return [Facts(tuple(lines[at : at + _TOGETHER])) for at in range(0, len(lines), _TOGETHER)]


def note(t: Translator, *, own: bool, name: str) -> Note:
    """Say who can see a plan."""
    return Note(t("plan-note") if own else t("plan-note-leads", name=named(t, name)))


def facts(t: Translator, seen: PlanSight, *, today: date) -> list[FactLine]:
    """Give what a plan aims at, where its metric stands, and its last day."""
    plan, metric = seen.plan, seen.metric
    lines: list[FactLine] = []
    ends = base_and_target(plan, metric) if metric else None
    if metric and ends:
        base, target = ends
        value = t(
            "plan-from-to",
            base=amount(t, float(base), metric.unit),
            target=amount(t, float(target), metric.unit),
        )
        of = plan.baseline_period
        against = t("plan-base", period=t.period(of, metric.grain, today=today)) if of and not _typed(plan) else ""
        lines.append(FactLine(title_of(t, plan.reading, metric), value, against))
    elif plan.reading.aim:
        lines.append(FactLine(t("plan-aim"), written(t, replace(plan.reading, due=None), metric)))
        if metric and not plan.reading.compared and plan.baseline is None:
            lines.append(FactLine(t("plan-start"), t("plan-start-none")))
    else:
        lines.append(FactLine(t("plan-aim"), t("plan-aim-none")))
    if seen.pace and metric:
        lines.append(standing(t, seen, today=today))
    if seen.goal:
        lines.append(FactLine(t("plan-is-goal"), t(f"goal-state-{seen.goal.state}"), goes_on(t, seen, today=today)))
    if plan.due:
        lines.append(FactLine(t("plan-until"), t.day(plan.due, today=today), _left(t, plan, today)))
    return lines


def _typed(plan: Plan) -> bool:
    return bool(plan.reading.aim and plan.reading.aim.origin)


def standing(t: Translator, seen: PlanSight, *, today: date) -> FactLine:
    """Say where the metric of a plan stands against its line."""
    goes, metric = seen.pace, seen.metric
    if goes is None or metric is None:
        raise ValueError("a plan without figures stands nowhere")
    planned, actual = float(goes.planned), float(goes.actual)
    value = amount(t, actual, metric.unit, apart=(planned, float(goes.target)))
    line = amount(t, planned, metric.unit, apart=actual)
    slow = goes.slow(metric)
    gap = difference(t, float(goes.gap), metric.unit)
    key = "plan-stands-reached" if goes.reached else "plan-stands-behind" if slow else "plan-stands"
    mood = Mood.GAP if slow else Mood.GOOD if goes.reached or goes.gap <= 0 else Mood.PLAIN
    label = t("plan-now", period=t.period(goes.period, metric.grain, today=today))
    return FactLine(label, value, t(key, planned=line, gap=gap), mood)


def _left(t: Translator, plan: Plan, today: date) -> str:
    if plan.state in OVER or plan.due is None:
        return t(f"plan-state-{plan.state.value.replace('_', '-')}") if plan.state in OVER else ""
    days = (plan.due - today).days
    return t("plan-days-left", n=days) if days >= 0 else t("plan-days-over", n=-days)


def _milestone(t: Translator, plan: Plan, place: int, *, today: date) -> FactLine:
    milestone = plan.milestones[place - 1]
    label = t.day(milestone.due, today=today) if milestone.due else t("plan-milestone-some-day")
    if milestone.done_on:
        return FactLine(
            label, milestone.text, t("plan-milestone-done", day=t.day(milestone.done_on, today=today)), Mood.GOOD
        )
    if milestone.skipped:
        return FactLine(label, milestone.text, t("plan-milestone-skipped", reason=milestone.skipped))
    late = milestone.due is not None and milestone.due < today and plan.state is PlanState.OPEN
    return FactLine(label, milestone.text, t("plan-milestone-open") if late else "", Mood.GAP if late else Mood.PLAIN)


def support(t: Translator, asked: SupportRequest, seen: PlanSight, *, today: date) -> FactLine:
    """Say what somebody needs for a plan, and what became of that; of a draft nothing was asked for yet."""
    if seen.plan.state is PlanState.DRAFT:
        return FactLine(t("plan-support"), asked.text, t("plan-support-later", whose="own" if seen.own else "theirs"))
    return FactLine(t("plan-support"), asked.text, _became(t, asked, today=today))


def _became(t: Translator, asked: SupportRequest, *, today: date) -> str:
    match asked.state:
        case SupportState.ASKED:
            return t("plan-support-asked")
        case SupportState.ACCEPTED:
            return (
                t("plan-support-dated", day=t.day(asked.due, today=today)) if asked.due else t("plan-support-accepted")
            )
        case SupportState.DECLINED:
            return t("plan-support-declined", reason=asked.reason) if asked.reason else t("plan-support-no")


def reported(t: Translator, report: PlanReport, *, today: date) -> list[Block]:
    """Give the newest report on a plan."""
    day = t.day(report.at.date(), today=today)
    said = [t("plan-reported", day=day, percent=report.percent)]
    if report.obstacle:
        said.append(progress_form.obstacle_line(t, report.obstacle))
    return [Text(t.sentences(said)), *([Quote(literal(report.text))] if report.text else [])]


def _buttons(t: Translator, seen: PlanSight) -> tuple[Button, ...]:
    plan = seen.plan
    no = (("no", str(plan.no)),)
    change = Button(plain(t("plan-change")), Action("plan.edit", no))
    if plan.state is PlanState.DRAFT:
        return (
            Button(plain(t("plan-begin")), Action("plan.begin", no)),
            Button(plain(t("plan-correct")), Action("plan.correct", no)),
            Button(plain(t("plan-discard")), Action("plan.discard", no)),
        )
    if plan.state is not PlanState.OPEN:
        return ()
    if seen.leads:
        return (Button(plain(t("plan-close")), Action("plan.close", no)), change)
    buttons = [Button(plain(t("plan-report")), Action("plan.report", no)), change]
    return (*[done for done in [done_button(t, plan)] if done], *buttons)


def done_button(t: Translator, plan: Plan, place: int = 0) -> Button | None:
    """Offer to tick off a milestone, by default the first that is open; None where none is."""
    open_ = [at for at, milestone in enumerate(plan.milestones, start=1) if milestone.done_on is None]
    if not open_ or (place and place not in open_):
        return None
    at = place or min(open_, key=lambda at: bool(plan.milestones[at - 1].skipped))
    text = plan.milestones[at - 1].text
    short = shortened(text, _MILESTONE)
    return Button(
        plain(t("plan-done", text=literal(short))), Action("plan.done", (("no", str(plan.no)), ("m", str(at))))
    )


def mine(t: Translator, plans: Sequence[PlanSight], *, name: str, person_id: str, own: bool, today: date) -> Card:
    """List somebody's plans, those that run first."""
    running = sum(seen.plan.state is PlanState.OPEN for seen in plans)
    heading = t("plan-list", n=running) if own else t("plan-list-of", name=named(t, name), n=running)
    blocks: list[Block] = [Heading(heading)]
    blocks += _rows(t, plans, today=today, whose=False)
    if not plans:
        blocks.append(Text(t("plan-none") if own else t("plan-none-of", name=named(t, name))))
    opens = [_open(seen) for seen in plans if seen.plan.state not in OVER][:2]
    add = () if own else (("person", person_id),)
    buttons = (*opens, Button(plain(t("plan-add")), Action("plan.add", add)))
    return Card("plan", plain(t("plan-summary")), (*blocks, Choices(buttons), note(t, own=own, name=name)), t.locale)


def _open(seen: PlanSight) -> Button:
    return Button(plain(literal(shortened(seen.plan.goal, _GOAL))), Action("plan", (("no", str(seen.plan.no)),)))


def _rows(t: Translator, plans: Sequence[PlanSight], *, today: date, whose: bool) -> list[Block]:
    lines = [_row(t, seen, today=today, whose=whose) for seen in plans[:MOST_SHOWN]]
    blocks = grouped(lines)
    if len(plans) > MOST_SHOWN:
        blocks.append(Text(t("plan-more", n=len(plans) - MOST_SHOWN)))
    return blocks


def _row(t: Translator, seen: PlanSight, *, today: date, whose: bool) -> FactLine:
    plan = seen.plan
    parts = []
    if plan.state is PlanState.OPEN and plan.due:
        days = (plan.due - today).days
        until = t("plan-until-day", day=t.day(plan.due, today=today))
        parts.append(until if days >= 0 else t("plan-days-over", n=-days))
    if plan.state is not PlanState.OPEN:
        parts.append(t(f"plan-state-{plan.state.value.replace('_', '-')}"))
    if plan.milestones:
        parts.append(t("plan-milestones", done=plan.done_milestones, n=len(plan.milestones)))
    if seen.leads and any(asked.state is SupportState.ASKED for asked in plan.supports):
        parts.append(t("plan-asks"))
    slow = bool(seen.pace and seen.metric and seen.pace.slow(seen.metric))
    if slow:
        parts.append(t("plan-is-behind"))
    label = seen.name if whose else t("plan-goal")
    return FactLine(label, plan.goal, t.clauses(parts), Mood.GAP if slow else Mood.PLAIN)


def team(t: Translator, plans: Sequence[PlanSight], *, today: date) -> Card:
    """List the plans that run in a team, what waits for an answer first."""
    heading = t("plan-team", n=len(plans))
    blocks: list[Block] = [Heading(heading), *_rows(t, plans, today=today, whose=True)]
    if not plans:
        blocks.append(Text(t("plan-team-none")))
    buttons = tuple(_open(seen) for seen in plans[:3])
    choices = (Choices(buttons),) if buttons else ()
    return Card("plan", plain(t("plan-team-summary")), (*blocks, *choices, Note(t("plan-team-note"))), t.locale)


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    draft = example(t, state=PlanState.DRAFT)
    seen = example_slow(t)
    leads = example_slow(t, own=False)
    over = replace(seen, pace=None, plan=replace(seen.plan, state=PlanState.DONE))
    return {
        "plan-draft": detail(t, draft, today=TODAY, fresh=True),
        "plan-draft-for": detail(t, example(t, own=False, state=PlanState.DRAFT), today=TODAY, fresh=True),
        "plan": detail(t, seen, today=TODAY),
        "plan-leads": detail(t, leads, today=TODAY),
        "plan-goal": detail(t, replace(seen, goal=example_goal(t)), today=TODAY),
        "plan-goal-over": detail(t, replace(over, goal=example_goal(t)), today=TODAY),
        "plan-answered": detail(t, example_answered(t, SupportState.ACCEPTED), today=TODAY),
        "plan-over": detail(t, over, today=TODAY),
        "plan-list": mine(t, [seen, over], name=seen.name, person_id="S1", own=True, today=TODAY),
        "plan-list-none": mine(t, [], name=seen.name, person_id="S1", own=True, today=TODAY),
        "plan-list-of": mine(t, [leads], name=seen.name, person_id="S1", own=False, today=TODAY),
        "plan-team": team(t, [leads], today=TODAY),
        "plan-team-none": team(t, [], today=TODAY),
    }
