"""What a goal needs of others: its lines on the goal's card, where its trouble begins, and the form to note it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.goals.domain.goal_sight import GoalNeeds
from bot.goals.views.goal_example import TODAY, example_department, example_sales
from bot.goals.views.goal_form import goal_key
from bot.goals.views.goal_phrase import grouped, line, state, whose
from bot.kit.shortening import shortened
from bot.messages.card import Action, Card, FactLine, Heading, Text
from bot.messages.field import Option, SelectField
from bot.messages.form import Form
from bot.messages.text import literal, plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.goals.domain.goal import Goal
    from bot.goals.domain.goal_sight import GoalGlance
    from bot.messages.card import Block
    from bot.messages.i18n import Translator

WAYS: Final = ("needs", "no-more")
_MOST, _OPTION = 3, 70


def blocks(t: Translator, found: GoalNeeds, *, today: date) -> list[Block]:
    """Tell what a goal needs of others, and where it begins that it is late."""
    lines = []
    for seen in found.needs[:_MOST]:
        told = line(t, seen, today=today, owner=True)
        title = t("goal-of-owner", owner=told.label, title=told.value)
        lines.append(FactLine(t("goal-needs"), title, told.against, told.mood))
    said = [_begins(t, chain) for chain in found.late[:_MOST]]
    return [*grouped(lines), *([Text("\n".join(said))] if said else [])]


def _begins(t: Translator, chain: Sequence[GoalGlance]) -> str:
    last = chain[-1]
    owner, title, going = whose(t, last), last.goal.title, state(t, last)
    if len(chain) == 1:
        return t("goal-late", owner=owner, title=title, state=going)
    via = t.listed([whose(t, seen) for seen in chain[:-1]])
    return t("goal-late-via", owner=owner, title=title, state=going, via=via)


def form(t: Translator, goal: Goal, others: Sequence[GoalGlance]) -> Form:
    """Ask what a goal needs of others, or needs no more."""
    args = (("no", str(goal.no)),)
    options = tuple(
        Option(
            goal_key(seen.goal.no),
            shortened(plain(t("goal-of-owner", owner=whose(t, seen), title=seen.goal.title)), _OPTION),
        )
        for seen in others
    )
    ways = tuple(Option(way, plain(t(f"goal-dependency-{way}"))) for way in WAYS)
    return Form(
        kind="goal_dependency",
        title=plain(t("goal-dependency-form")),
        fields=(
            SelectField("on", plain(t("goal-field-dependency-on")), options, value=options[0].value),
            SelectField("way", plain(t("goal-field-dependency-way")), ways, value=WAYS[0]),
        ),
        submit=plain(t("goal-dependency-submit")),
        action=Action("goal.dependency", args),
        opener=Action("goal.dependency", args),
        intro=t("goal-dependency-intro", title=goal.title),
        locale=t.locale,
    )


def examples(t: Translator) -> dict[str, Card]:
    """Show what a goal needs, late in one step and in two."""
    department, sales = example_department(t).glance, example_sales(t)
    titles = (
        ("新材料定型", "原材料供应及时率达95%") if t.chinese else ("New material ready", "95% of materials on time")
    )
    owners = ("研发部", "采购部") if t.chinese else ("Research", "Purchasing")
    above, late = (
        replace(sales, owner=owner, goal=replace(sales.goal, title=title))
        for owner, title in zip(owners, titles, strict=True)
    )

    def shown(found: GoalNeeds) -> Card:
        heading = Heading(literal(department.goal.title))
        return Card("goal", plain(t("goal-summary")), (heading, *blocks(t, found, today=TODAY)), t.locale)

    return {
        "goal-needs": shown(GoalNeeds((above, late), ((late,),))),
        "goal-needs-via": shown(GoalNeeds((above,), ((above, late),))),
    }


def forms(t: Translator) -> dict[str, Form]:
    """Show the form once."""
    return {"goal-dependency": form(t, example_department(t).goal, [example_sales(t)])}
