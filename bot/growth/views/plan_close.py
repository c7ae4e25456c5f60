"""The end of a plan as cards: what may follow, what is proposed to HR, what was decided."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.figures.domain.example import NOW
from bot.growth.domain.plan import PlanState, Proposal, ProposalKind, ProposalState
from bot.growth.views import course as course_view
from bot.growth.views.plan import facts, grouped
from bot.growth.views.plan_example import TODAY, example, example_course
from bot.growth.views.plan_goal import goal_buttons
from bot.messages.card import Action, Button, Card, Choices, FactLine, Facts, Heading, Note, Text
from bot.messages.i18n import named
from bot.messages.text import plain

if TYPE_CHECKING:
    from datetime import date

    from bot.growth.domain.course import Recommendation
    from bot.growth.domain.plan import Plan
    from bot.growth.domain.plan_sight import PlanSight
    from bot.messages.card import Block
    from bot.messages.i18n import Translator


def closed(t: Translator, seen: PlanSight, recommended: Recommendation | None, *, rewards: bool, today: date) -> Card:
    """Show whoever closed a plan what may follow: pay or promotion where it was done, else training or another plan.

    ``rewards`` says that the reader may propose the first two.
    """
    plan = seen.plan
    heading = t("plan-closed", name=named(t, seen.name), outcome=plan.state.value)
    blocks: list[Block] = [
        Heading(heading),
        *grouped([FactLine(t("plan-goal"), plan.goal), *facts(t, seen, today=today)]),
    ]
    no, buttons = ("no", str(plan.no)), list[Button]()
    if plan.state is PlanState.DONE and rewards:
        blocks.append(Text(t("plan-closed-done", name=named(t, seen.name))))
        buttons = [
            Button(plain(t(f"plan-propose-{kind.value}")), Action("plan.reward", (no, ("kind", kind.value))))
            for kind in (ProposalKind.RAISE, ProposalKind.PROMOTION)
        ]
    elif plan.state in {PlanState.NOT_DONE, PlanState.CHANGED}:
        if recommended:
            line = course_view.recommended(t, recommended, helped=seen.metric)
            blocks.append(Text(t("plan-closing-course", course=line)))
        blocks.append(Text(t("plan-closed-next")))
        who = () if seen.own else (("person", plan.person_id),)
        buttons = [Button(plain(t("plan-add")), Action("plan.add", who))]
    buttons += goal_buttons(t, seen)
    choices = (Choices(tuple(buttons)),) if buttons else ()
    note = Note(t("plan-note") if seen.own else t("plan-closed-note", name=named(t, seen.name)))
    return Card("plan", plain(t("plan-summary")), (*blocks, *choices, note), t.locale)


def reward_asked(t: Translator, plan: Plan, proposal: Proposal, *, name: str, by: str, today: date) -> Card:
    """Bring HR what whoever leads somebody proposes at the end of a plan that was done."""
    lines = [FactLine(t("plan-goal"), plan.goal, t("plan-state-done"))]
    if plan.due:
        lines.append(FactLine(t("plan-until"), t.day(plan.due, today=today)))
    no = ("no", str(plan.no))
    buttons = tuple(
        Button(plain(t(key)), Action("plan.decide", (no, ("state", state.value))))
        for key, state in (("plan-approve", ProposalState.APPROVED), ("plan-refuse", ProposalState.DECLINED))
    )
    blocks: list[Block] = [
        Heading(t("plan-reward", by=named(t, by), name=named(t, name), kind=proposal.kind.value)),
        Facts(tuple(lines)),
    ]
    blocks += [Text(t("plan-reason", reason=plan.reason))] if plan.reason else []
    note = Note(t("plan-reward-note", by=named(t, by)))
    return Card("plan_reward", plain(t("plan-reward-summary")), (*blocks, Choices(buttons), note), t.locale)


def reward_settled(t: Translator, card: Card, *, state: ProposalState) -> Card:
    """Redraw a proposal that was decided."""
    return card.answered(t("plan-reward-said", state=state.value), gone=lambda action: action.name == "plan.decide")


def reward_decided(t: Translator, plan: Plan, proposal: Proposal, *, name: str, by: str) -> Card:
    """Tell whoever leads somebody what HR decided."""
    heading = t("plan-reward-decided", name=named(t, name), kind=proposal.kind.value, state=proposal.state.value)
    note = Note(t("plan-reward-told", by=named(t, by), name=named(t, name)))
    blocks = (Heading(heading), Facts((FactLine(t("plan-goal"), plan.goal),)), note)
    return Card("plan_reward", plain(t("plan-reward-summary")), blocks, t.locale)


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    seen = example(t, own=False)
    done = replace(seen, plan=replace(seen.plan, state=PlanState.DONE))
    missed = replace(seen, plan=replace(seen.plan, state=PlanState.NOT_DONE))
    proposed = Proposal(ProposalKind.RAISE, "M1", NOW)
    decided = replace(proposed, state=ProposalState.APPROVED)
    by = "周婷" if t.chinese else "Ana Silva"
    hr = "何静" if t.chinese else "Jo Park"
    asked = reward_asked(t, done.plan, proposed, name=seen.name, by=by, today=TODAY)
    return {
        "plan-closed-done": closed(t, done, None, rewards=True, today=TODAY),
        "plan-closed-missed": closed(t, missed, example_course(), rewards=False, today=TODAY),
        "plan-reward": asked,
        "plan-reward-settled": reward_settled(t, asked, state=ProposalState.APPROVED),
        "plan-reward-decided": reward_decided(t, done.plan, decided, name=seen.name, by=hr),
    }
