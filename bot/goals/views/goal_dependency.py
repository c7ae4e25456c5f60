"""What a goal needs of others: its lines on the goal's card, where its trouble begins, and the form to note it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.figures.domain import example as figures
from bot.figures.views.dependency import words_of
from bot.goals.domain.goal_sight import GoalNeeds, LateProvision
from bot.goals.views.goal_example import TODAY, example_department, example_sales
from bot.goals.views.goal_form import goal_key
from bot.goals.views.goal_phrase import grouped, line, state, whose
from bot.kit.shortening import shortened
from bot.messages.card import Action, Card, FactLine, Heading, Text
from bot.messages.field import Option, SelectField
from bot.messages.form import Form
from bot.messages.i18n import named
from bot.messages.text import literal, plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.goals.domain.goal import Goal
    from bot.goals.domain.goal_sight import GoalGlance, GoalSight
    from bot.messages.card import Block
    from bot.messages.i18n import Translator

WAYS: Final = ("needs", "no-more")
_MOST, _BESIDE, _OPTION = 3, 2, 70


def blocks(t: Translator, seen: GoalSight, *, today: date) -> list[Block]:
    """Tell what a goal needs of others, what of others' work was late, and where it begins that the goal is late."""
    found = seen.needs
    lines = []
    for needed in found.needs[:_MOST]:
        told = line(t, needed, today=today, owner=True)
        title = t("goal-of-owner", owner=told.label, title=told.value)
        lines.append(FactLine(t("goal-needs"), title, told.against, told.mood))
    said = [_begins(t, chain, found.provisions, today=today) for chain in found.late[:_MOST]]
    ends = {chain[-1].owner for chain in found.late[:_MOST]}
    key = "goal-held-back" if seen.glance.late else "dependency-late"
    beside = [each.late for each in found.provisions if each.late.provider not in ends]
    said += [t(key, **words_of(t, late, today=today)) for late in beside[:_BESIDE]]
    return [*grouped(lines), *([Text("\n".join(said))] if said else [])]


def _begins(t: Translator, chain: Sequence[GoalGlance], had: Sequence[LateProvision], *, today: date) -> str:
    """Name the goal with which it begins, and in the same breath what of its owner's work was late."""
    last = chain[-1]
    words = {"owner": whose(t, last), "title": last.goal.title, "state": state(t, last)}
    said = [t("goal-late", **words)]
    if len(chain) > 1:
        said = [t("goal-late-via", via=t.listed([whose(t, seen) for seen in chain[:-1]]), **words)]
    theirs = [each.late for each in had if each.late.provider == last.owner]
    said += [t("goal-late-work", **words_of(t, late, today=today)) for late in theirs[:_BESIDE]]
    return t.sentences(said)


def contributed(t: Translator, found: GoalNeeds, *, today: date) -> list[Block]:
    """Tell what the units that contribute to a goal rest on and had late, each with whose results rest on it."""
    said = [
        t("goal-strategy-late", owner=named(t, each.owner), **words_of(t, each.late, today=today))
        for each in found.provisions[:_MOST]
    ]
    return [Text(t.sentences(said))] if said else []


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
    seen, sales = example_department(t), example_sales(t)
    titles = (
        ("新材料定型", "原材料供应及时率达95%") if t.chinese else ("New material ready", "95% of materials on time")
    )
    owners = ("研发部", "采购部") if t.chinese else ("Research", "Purchasing")
    above, late = (
        replace(sales, owner=owner, goal=replace(sales.goal, title=title))
        for owner, title in zip(owners, titles, strict=True)
    )

    def shown(found: GoalNeeds) -> Card:
        heading = Heading(literal(seen.goal.title))
        shown = blocks(t, replace(seen, needs=found), today=TODAY)
        return Card("goal", plain(t("goal-summary")), (heading, *shown), t.locale)

    had = tuple(LateProvision(seen.glance.owner, found) for found in figures.late(chinese=t.chinese))
    return {
        "goal-held-back": shown(GoalNeeds(provisions=had)),
        "goal-needs-work": shown(GoalNeeds((late,), ((late,),), had)),
        "goal-needs": shown(GoalNeeds((above, late), ((late,),))),
        "goal-needs-via": shown(GoalNeeds((above,), ((above, late),))),
    }


def forms(t: Translator) -> dict[str, Form]:
    """Show the form once."""
    return {"goal-dependency": form(t, example_department(t).goal, [example_sales(t)])}
