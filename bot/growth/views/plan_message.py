"""What a plan says by itself: what is due, how it goes, what is needed of whom, that it has ended."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.figures.domain.example import METRICS
from bot.figures.views.phrase import inside
from bot.growth.domain.plan import PlanState, SupportState
from bot.growth.domain.plan_days import WHOLE, PlanStep, checkpoints
from bot.growth.views import course as course_view
from bot.growth.views.plan import done_button, facts, grouped, note, standing, support
from bot.growth.views.plan import reported as report_lines
from bot.growth.views.plan_example import (
    TODAY,
    example,
    example_answered,
    example_course,
    example_reported,
    example_slow,
)
from bot.growth.views.plan_goal import goal_buttons
from bot.growth.views.plan_later import ways as later
from bot.messages.card import Action, Button, Card, Choices, FactLine, Facts, Heading, Quote, Text
from bot.messages.i18n import named
from bot.messages.number import difference
from bot.messages.text import literal, plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.figures.domain.metric import Metric
    from bot.growth.domain.course import Recommendation
    from bot.growth.domain.plan_sight import PlanSight
    from bot.messages.card import Block
    from bot.messages.i18n import Translator


def due(t: Translator, seen: PlanSight, place: int, *, today: date) -> Card:
    """Remind somebody, or whoever leads them, of a milestone or of the end of a plan."""
    plan = seen.plan
    day = plan.due if place == WHOLE else plan.milestone(place).due
    text = plan.goal if place == WHOLE else plan.milestone(place).text
    if day is None:
        raise ValueError("what has no day is not due")
    on, name = _on(t, day, today), named(t, seen.name)
    heading = t("plan-due", text=text, day=on) if seen.own else t("plan-due-of", text=text, day=on, name=name)
    blocks: list[Block] = [Heading(heading)]
    if place != WHOLE:
        blocks.append(Text(t("plan-due-goal", goal=plan.goal)))
    if seen.own:
        tick = done_button(t, plan, place) if place != WHOLE else None
        buttons = [tick] if tick else []
        buttons.append(Button(plain(t("plan-report")), _about(seen, "plan.report")))
        ways = [Choices(tuple(buttons)), later(t, plan, PlanStep.DUE, place, today=today)]
    else:
        ways = [Choices((Button(plain(t("plan-show")), _about(seen, "plan")),))]
    return _card(t, seen, [*blocks, *ways], "plan-summary-due")


def _on(t: Translator, day: date, today: date) -> str:
    """Say when something is due: today, tomorrow, or on a day."""
    days = (day - today).days
    return (
        t("plan-day-today")
        if days == 0
        else t("plan-day-tomorrow")
        if days == 1
        else t("plan-day", day=t.day(day, today=today))
    )


def promised(t: Translator, seen: PlanSight, place: int, *, today: date) -> Card:
    """Remind whoever leads somebody of support that they promised for a day."""
    asked = seen.plan.support(place)
    heading = t("plan-promised", text=asked.text, name=named(t, seen.name))
    day = Text(t("plan-promised-day", day=_on(t, asked.due, today) if asked.due else ""))
    show = Choices((Button(plain(t("plan-show")), _about(seen, "plan")),))
    return _card(t, seen, [Heading(heading), day, show], "plan-summary-due")


def report(t: Translator, seen: PlanSight, *, today: date) -> Card:
    """Ask somebody at the end of a month how their plan goes (R96)."""
    plan = seen.plan
    heading = t("plan-ask-report", goal=plan.goal)
    blocks: list[Block] = [Heading(heading), *grouped(facts(t, seen, today=today)), *_supports(t, seen, today=today)]
    open_ = [
        milestone
        for milestone in plan.milestones
        if milestone.due and milestone.awaited and (milestone.due - today).days <= 1
    ]
    if open_:
        blocks.append(Text(t("plan-ask-milestones", texts=t.items([milestone.text for milestone in open_]))))
    blocks.append(Text(t("plan-ask-text")))
    buttons = [Button(plain(t("plan-report")), _about(seen, "plan.report"))]
    tick = done_button(t, plan) if open_ else None
    buttons += [tick] if tick else []
    ways = (Choices(tuple(buttons)), later(t, plan, PlanStep.REPORT, _nth(seen, today), today=today))
    return _card(t, seen, [*blocks, *ways], "plan-summary-report")


def _supports(t: Translator, seen: PlanSight, *, today: date) -> list[Block]:
    """Say what became of what was needed, wherever a plan is followed up (R75)."""
    return grouped([support(t, asked, seen, today=today) for asked in seen.plan.supports])


def _nth(seen: PlanSight, today: date) -> int:
    """Return which of the plan's reports is asked for on a day."""
    return max(sum(day <= today for day in checkpoints(seen.plan)), 1)


def slow(
    t: Translator, seen: PlanSight, recommended: Recommendation | None, *, helped: Metric | None, today: date
) -> Card:
    """Say where a plan stands that is behind its line: to its person with a course, else what to talk about (R99)."""
    goes, metric = seen.pace, seen.metric
    if goes is None or metric is None:
        raise ValueError("a plan without figures has no pace")
    gap = difference(t, float(goes.gap), metric.unit)
    what = inside(t, metric)
    name = named(t, seen.name)
    heading = t("plan-slow", what=what, gap=gap) if seen.own else t("plan-slow-of", what=what, gap=gap, name=name)
    blocks: list[Block] = [Heading(heading), *grouped([standing(t, seen, today=today), *_way(t, seen, today=today)])]
    if recommended:
        line = course_view.recommended(t, recommended, helped=helped)
        blocks.append(Text(line if seen.own else t("plan-slow-course", course=line, name=name)))
    blocks.append(Text(t("plan-slow-ask") if seen.own else t("plan-slow-talk", name=name)))
    return _card(t, seen, [*blocks, ways_on(t, seen)], "plan-summary-slow")


def ways_on(t: Translator, seen: PlanSight) -> Choices:
    """Return what can be done about a plan that is behind: by its person, or by whoever leads them."""
    if seen.own:
        return Choices(
            (
                Button(plain(t("plan-report")), _about(seen, "plan.report")),
                Button(plain(t("plan-change")), _about(seen, "plan.edit")),
                Button(plain(t("plan-talk")), Action("talk")),
            )
        )
    who = (("person", seen.plan.person_id),)
    show = Button(plain(t("plan-show")), _about(seen, "plan"))
    return Choices((Button(plain(t("plan-book")), Action("one_on_one.times", who)), show))


def _way(t: Translator, seen: PlanSight, *, today: date) -> Sequence[FactLine]:
    return [line for line in facts(t, seen, today=today) if line.label != standing(t, seen, today=today).label]


def closing(t: Translator, seen: PlanSight, recommended: Recommendation | None, *, today: date) -> Card:
    """Say that the last day of a plan is past, and what the data show; a person says what became of it."""
    plan = seen.plan
    name = named(t, seen.name)
    heading = t("plan-closing", goal=plan.goal) if seen.own else t("plan-closing-of", goal=plan.goal, name=name)
    blocks: list[Block] = [Heading(heading), *grouped(facts(t, seen, today=today)), *_supports(t, seen, today=today)]
    if plan.milestones:
        blocks.append(Text(t("plan-closing-milestones", done=plan.done_milestones, n=len(plan.milestones))))
    if seen.reports and not seen.own:
        blocks += report_lines(t, seen.reports[-1], today=today)
    if seen.own:
        blocks.append(Text(t("plan-closing-ask")))
        buttons = [Button(plain(t("plan-report")), _about(seen, "plan.report"))]
    else:
        if recommended and not (seen.pace and seen.pace.reached):
            line = course_view.recommended(t, recommended, helped=seen.metric)
            blocks.append(Text(t("plan-closing-course", course=line)))
        blocks.append(Text(t("plan-closing-decide")))
        no = ("no", str(plan.no))
        outcomes = (PlanState.DONE, PlanState.NOT_DONE, PlanState.CHANGED)
        buttons = [
            Button(
                plain(t(f"plan-outcome-{state.value.replace('_', '-')}")),
                Action("plan.close", (no, ("as", state.value))),
            )
            for state in outcomes
        ]
    return _card(t, seen, [*blocks, Choices(tuple(buttons))], "plan-summary-closing")


def asked(t: Translator, seen: PlanSight, place: int, *, today: date) -> Card:
    """Bring what somebody needs for a plan to whoever leads them (R75)."""
    wanted = seen.plan.support(place)
    args = (("no", str(seen.plan.no)), ("s", str(place)))
    buttons = tuple(
        Button(plain(t(key)), Action("plan.support", (*args, *more)))
        for key, more in (
            ("plan-accept", (("state", SupportState.ACCEPTED.value),)),
            ("plan-promise", (("state", SupportState.ACCEPTED.value), ("ask", "1"))),
            ("plan-decline", (("state", SupportState.DECLINED.value), ("ask", "1"))),
        )
    )
    blocks: list[Block] = [
        Heading(t("plan-asked", name=named(t, seen.name))),
        Quote(literal(wanted.text), literal(seen.name)),
        Facts(tuple(_goal(t, seen, today=today))),
        Choices(buttons),
    ]
    return _card(t, seen, blocks, "plan-summary-asked")


def _goal(t: Translator, seen: PlanSight, *, today: date) -> list[FactLine]:
    until = [FactLine(t("plan-until"), t.day(seen.plan.due, today=today))] if seen.plan.due else []
    return [FactLine(t("plan-goal"), seen.plan.goal), *until]


def settled(card: Card, said: str) -> Card:
    """Redraw a request for support that was answered."""
    return card.answered(said, gone=lambda action: action.name == "plan.support")


def answered(t: Translator, seen: PlanSight, place: int, *, today: date) -> Card:
    """Tell somebody what became of what they need."""
    wanted = seen.plan.support(place)
    heading = t("plan-answered", state=wanted.state.value)
    lines = (support(t, wanted, seen, today=today), *_goal(t, seen, today=today))
    show = Choices((Button(plain(t("plan-show")), _about(seen, "plan")),))
    return _card(t, seen, [Heading(heading), Facts(lines), show], "plan-summary-answered")


def begun(t: Translator, seen: PlanSight, *, today: date) -> Card:
    """Tell somebody that whoever leads them wrote them a plan."""
    lines = [FactLine(t("plan-goal"), seen.plan.goal), *facts(t, seen, today=today)]
    buttons = (
        Button(plain(t("plan-show")), _about(seen, "plan")),
        Button(plain(t("plan-change")), _about(seen, "plan.edit")),
        Button(plain(t("plan-talk")), Action("talk")),
    )
    blocks: list[Block] = [Heading(t("plan-begun")), *grouped(lines), Text(t("plan-begun-text")), Choices(buttons)]
    return _card(t, seen, blocks, "plan-summary-begun")


def reported(t: Translator, seen: PlanSight, *, today: date) -> Card:
    """Bring whoever leads somebody the newest report on a plan, beside what the data show."""
    newest = seen.reports[-1]
    heading = t("plan-reported-of", name=named(t, seen.name), percent=newest.percent, goal=seen.plan.goal)
    blocks: list[Block] = [Heading(heading)]
    blocks += [Facts((standing(t, seen, today=today),))] if seen.pace else []
    blocks += report_lines(t, newest, today=today)
    show = Choices((Button(plain(t("plan-show")), _about(seen, "plan")),))
    return _card(t, seen, [*blocks, show], "plan-summary-reported")


def ended(t: Translator, seen: PlanSight, *, today: date) -> Card:
    """Tell somebody what became of their plan."""
    plan = seen.plan
    heading = t("plan-ended", goal=plan.goal, outcome=plan.state.value)
    blocks: list[Block] = [Heading(heading), *grouped(facts(t, seen, today=today))]
    if plan.reason:
        blocks.append(Text(t("plan-reason", reason=plan.reason)))
    if plan.state in {PlanState.NOT_DONE, PlanState.CHANGED}:
        blocks.append(Text(t("plan-ended-next")))
    buttons = (Button(plain(t("plan-add")), Action("plan.add")), Button(plain(t("plan-talk")), Action("talk")))
    add = Choices((*buttons, *goal_buttons(t, seen)))
    return _card(t, seen, [*blocks, add], "plan-summary-ended")


def _about(seen: PlanSight, route: str) -> Action:
    return Action(route, (("no", str(seen.plan.no)),))


def _card(t: Translator, seen: PlanSight, blocks: Sequence[Block], summary: str) -> Card:
    return Card("plan", plain(t(summary)), (*blocks, note(t, own=seen.own, name=seen.name)), t.locale)


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    seen, leads = example(t), example(t, own=False)
    mine, theirs, found = example_slow(t), example_slow(t, own=False), example_course()
    helped = METRICS["complaints"]
    over = replace(seen, plan=replace(seen.plan, state=PlanState.NOT_DONE, reason="—"))
    said = asked(t, leads, 1, today=TODAY)
    return {
        "plan-soon": due(t, seen, 2, today=TODAY),
        "plan-due": due(t, seen, WHOLE, today=TODAY),
        "plan-due-of": due(t, leads, 2, today=TODAY),
        "plan-promised": promised(t, replace(example_answered(t, SupportState.ACCEPTED), own=False), 1, today=TODAY),
        "plan-report": report(t, seen, today=TODAY),
        "plan-slow": slow(t, mine, found, helped=helped, today=TODAY),
        "plan-slow-of": slow(t, theirs, found, helped=helped, today=TODAY),
        "plan-closing": closing(t, mine, None, today=TODAY),
        "plan-closing-of": closing(t, theirs, found, today=TODAY),
        "plan-asked": said,
        "plan-asked-settled": settled(said, plain(t("plan-accepted", name=named(t, leads.name)))),
        "plan-answered-yes": answered(t, example_answered(t, SupportState.ACCEPTED), 1, today=TODAY),
        "plan-answered-no": answered(t, example_answered(t, SupportState.DECLINED), 1, today=TODAY),
        "plan-begun": begun(t, seen, today=TODAY),
        "plan-reported": reported(t, example_reported(t), today=TODAY),
        "plan-ended": ended(t, over, today=TODAY),
    }
