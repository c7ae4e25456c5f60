"""Goals as cards: one with all that it consists of, somebody's list, every version of one."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from bot.goals.domain.goal import OVER, GoalLevel, GoalState
from bot.goals.domain.goal_sight import GoalGlance
from bot.goals.views import goal_dependency
from bot.goals.views.goal_example import (
    TODAY,
    example,
    example_checked_in,
    example_company,
    example_department,
    example_experiment,
    example_sales,
    example_strategic,
    example_unmeasured,
)
from bot.goals.views.goal_phrase import basis, far, grouped, line, mood, note, pace, period, result_line, what, whose
from bot.goals.views.goal_ways import button, open_button, ways
from bot.kit.shortening import shortened
from bot.messages.card import Action, Button, Card, Choices, FactLine, Heading, Note, Quote, Text
from bot.messages.i18n import named
from bot.messages.number import share
from bot.messages.text import literal, plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.goals.domain.goal import Goal
    from bot.goals.domain.goal_sight import GoalSight
    from bot.goals.domain.key_result import GoalCheckIn
    from bot.messages.card import Block
    from bot.messages.i18n import Translator

MOST_SHOWN: Final = 9
_BUTTON, _PARTS = 24, 3


def detail(t: Translator, seen: GoalSight, *, today: date, fresh: bool = False) -> Card:
    """Show a goal in full; ``fresh`` after it was written, with what was understood to be measured."""
    goal = seen.goal
    blocks: list[Block] = [Heading(literal(goal.title)), *grouped(_head(t, seen, today=today))]
    if fresh:
        understood = [t("goal-understood", what=what(t, result)) for result in seen.key_results]
        blocks += [Text(said) for said in understood or [t("goal-understood-parts")]]
    blocks += parts(t, seen, today=today)
    blocks += goal_dependency.blocks(t, seen, today=today)
    blocks += _said(t, seen)
    blocks += ways(t, seen, today=today, fresh=fresh)
    return Card("goal", plain(t("goal-summary")), (*blocks, note(t, seen)), t.locale)


def _head(t: Translator, seen: GoalSight, *, today: date) -> list[FactLine]:
    """Give whose a goal is, until when, how far it is and on what that rests, and what it is part of."""
    goal, glance = seen.goal, seen.glance
    about = [t(f"goal-commitment-short-{goal.commitment}")]
    about += [t("goal-project", name=goal.project)] if goal.project else []
    about += [t("goal-from-plan")] if goal.plan_no else []
    span = period(t, goal.period, today=today)
    lines = [FactLine(whose(t, glance), span, t.clauses(about))]
    if goal.state is GoalState.PROPOSED:
        waits = t("goal-waits", name=named(t, seen.waits_for)) if seen.waits_for else ""
        lines.append(FactLine(t("goal-state"), t("goal-state-proposed"), waits))
    elif goal.state in OVER:
        lines.append(FactLine(t("goal-state"), t(f"goal-state-{goal.state}"), t("goal-was", far=far(t, glance))))
    else:
        said = [*([going] if (going := pace(t, glance)) else []), *basis(t, glance)]
        lines.append(FactLine(t("goal-progress"), far(t, glance), t.clauses(said), mood(glance)))
    return lines


def parts(t: Translator, seen: GoalSight, *, today: date) -> list[Block]:
    """Tell of what a goal consists of, and of what it is part of."""
    total = sum((result.result.weight for result in seen.key_results), Decimal(0))
    total += sum((part.weight for part in seen.parts), Decimal(0))
    blocks = grouped([result_line(t, result, of=seen.glance, total=total) for result in seen.key_results])
    if seen.parts:
        blocks += grouped([_part(t, part, total=total, today=today) for part in seen.parts[:MOST_SHOWN]])
    left = max(len(seen.parts) - MOST_SHOWN, 0)
    if left or seen.unnamed:
        blocks.append(Text(t("goal-parts-unnamed", n=left + seen.unnamed)))
    if seen.parents:
        blocks += grouped([_above(t, parent, today=today) for parent in seen.parents[:_PARTS]])
    elif seen.goal.level is not GoalLevel.COMPANY and seen.goal.state not in OVER:
        blocks.append(Text(t("goal-not-aligned")))
    return blocks


def _above(t: Translator, parent: GoalGlance, *, today: date) -> FactLine:
    told = line(t, parent, today=today, owner=True)
    return FactLine(t("goal-part-of"), t("goal-of-owner", owner=told.label, title=told.value), told.against)


def _part(t: Translator, part: GoalGlance, *, total: Decimal, today: date) -> FactLine:
    told = line(t, part, today=today, owner=True)
    weight = t("goal-weight", share=share(t, float(part.weight / total)) if total else "")
    return FactLine(told.label, told.value, t.clauses([told.against, weight]), told.mood)


def _said(t: Translator, seen: GoalSight) -> list[Block]:
    """Tell what was said of a goal: the newest check-in, why it ended so, and the experiment that it was."""
    goal = seen.goal
    blocks: list[Block] = []
    words = [said for said in seen.check_ins if said.text or said.obstacle]
    if words:
        blocks += check_in(t, words[-1])
    if goal.reason:
        blocks.append(Text(t("goal-reason", reason=goal.reason)))
    if goal.experiment:
        tried = goal.experiment
        blocks.append(Text(t("goal-tried", text=tried.text, state=tried.state.value)))
        if tried.reason:
            blocks.append(Text(t("goal-tried-why", reason=tried.reason)))
    return blocks


def check_in(t: Translator, said: GoalCheckIn) -> list[Block]:
    """Give what somebody said of a goal."""
    lines = [t("progress-obstacle", kind=t(f"progress-obstacle-{said.obstacle}"))] if said.obstacle else []
    lines += [t("goal-need", need=said.need)] if said.need else []
    return [*([Quote(literal(said.text))] if said.text else []), *([Text(t.sentences(lines))] if lines else [])]


# Lists


def mine(t: Translator, goals: Sequence[GoalGlance], *, name: str, owner: str, today: date, may_add: bool) -> Card:
    """List somebody's goals or a unit's, what needs somebody first; ``name`` is "" for the reader's own."""
    heading = t("goal-list-of", name=named(t, name), n=len(goals)) if name else t("goal-list", n=len(goals))
    blocks: list[Block] = [
        Heading(heading),
        *grouped([line(t, seen, today=today, owner=False) for seen in goals[:MOST_SHOWN]]),
    ]
    if not goals:
        blocks.append(Text(t("goal-none-of", name=named(t, name)) if name else t("goal-none")))
    if len(goals) > MOST_SHOWN:
        blocks.append(Text(t("goal-more", n=len(goals) - MOST_SHOWN)))
    buttons = [open_button(seen) for seen in goals if seen.goal.state not in OVER][: 2 if may_add else 3]
    if may_add:
        buttons.append(Button(plain(t("goal-add")), Action("goal.add", (("owner", owner),) if owner else ())))
    choices = (Choices(tuple(buttons)),) if buttons else ()
    said = t("goal-note-list", name=named(t, name)) if name else t("goal-note-own")
    return Card("goal", plain(t("goal-list-summary")), (*blocks, *choices, Note(said)), t.locale)


def which(t: Translator, goals: Sequence[GoalGlance], *, today: date) -> Card:
    """Ask of which of somebody's goals they want to say how it goes."""
    blocks = grouped([line(t, seen, today=today, owner=False) for seen in goals[:_PARTS]])
    buttons = tuple(
        Button(
            plain(literal(shortened(seen.goal.title, _BUTTON))), Action("goal.check_in", (("no", str(seen.goal.no)),))
        )
        for seen in goals[:_PARTS]
    )
    more = (Text(t("goal-more", n=len(goals) - _PARTS)),) if len(goals) > _PARTS else ()
    body = (Heading(t("goal-which-check-in")), *blocks, *more, Choices(buttons), Note(t("goal-note-own")))
    return Card("goal", plain(t("goal-list-summary")), body, t.locale)


def results(t: Translator, seen: GoalSight) -> Card:
    """Ask which of several things that are measured of a goal is to be changed."""
    goal = seen.goal
    lines, buttons = [], []
    for place, glance in enumerate(seen.key_results, start=1):
        name = t("goal-result", n=place)
        lines.append(FactLine(name, what(t, glance)))
        args = (("no", str(goal.no)), ("k", str(glance.result.no)))
        buttons.append(Button(plain(name), Action("goal.measure", args)))
    choices = [Choices(tuple(buttons[at : at + 3])) for at in range(0, len(buttons), 3)]
    body = (Heading(t("goal-which-result")), *grouped(lines), *choices, note(t, seen))
    return Card("goal", plain(t("goal-summary")), body, t.locale)


def versions(t: Translator, seen: GoalSight, past: Sequence[tuple[Goal, str, str]]) -> Card:
    """Show every version of a goal, newest first: each with its author and when it was made."""
    blocks: list[Block] = [Heading(t("goal-versions-of", title=seen.goal.title))]
    lines = []
    for goal, author, when in reversed(past):
        told = [t(f"goal-state-{goal.state}"), t("goal-version-by", name=author, when=when)]
        lines.append(FactLine(t("goal-version", n=goal.version), goal.title, t.clauses(told)))
    blocks += grouped(lines[:MOST_SHOWN])
    back = Choices((button(t, "goal-show", "goal", seen.goal),))
    return Card("goal", plain(t("goal-summary")), (*blocks, back, note(t, seen)), t.locale)


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    seen, proposed = example(t), example(t, own=False, state=GoalState.PROPOSED)
    past = [(seen.goal, seen.glance.owner, t.day(TODAY))]
    name = seen.glance.owner
    return {
        "goal": detail(t, seen, today=TODAY),
        "goal-understood": detail(t, example(t, state=GoalState.PROPOSED), today=TODAY, fresh=True),
        "goal-understood-parts": detail(t, example_unmeasured(t), today=TODAY, fresh=True),
        "goal-proposed": detail(t, proposed, today=TODAY),
        "goal-leads": detail(t, example_checked_in(t)[0], today=TODAY),
        "goal-department": detail(t, example_department(t), today=TODAY),
        "goal-company": detail(t, example_strategic(t), today=TODAY),
        "goal-experiment": detail(t, example_experiment(t), today=TODAY),
        "goal-missed": detail(t, example(t, state=GoalState.MISSED), today=TODAY),
        "goal-list": mine(t, [seen.glance], name="", owner="", today=TODAY, may_add=True),
        "goal-list-none": mine(t, [], name="", owner="", today=TODAY, may_add=True),
        "goal-list-of": mine(
            t, [example_sales(t), example_company(t)], name=name, owner="S1", today=TODAY, may_add=False
        ),
        "goal-results": results(t, seen),
        "goal-which": which(t, [seen.glance], today=TODAY),
        "goal-versions": versions(t, seen, past),
    }
