"""The weekly word to HR of plans that are overdue: whose and which part, by team, never a word of any (R100)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.figures.domain.example import people
from bot.growth.domain.plan_days import WHOLE
from bot.growth.domain.plan_overdue import OverduePlan
from bot.messages.card import Action, Button, Card, Choices, Heading, Note, Text
from bot.messages.i18n import named
from bot.messages.text import plain
from bot.reviews.views.cycle_missing import lines_by_team

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.messages.i18n import Translator
    from bot.messages.text import Ready


def digest(t: Translator, overdue: Sequence[OverduePlan]) -> Card:
    """Tell HR once a week which plans, by team, are past a day of theirs."""
    heading = t("plan-digest", n=len(overdue))
    lines = lines_by_team(t, [(plan.team, _who(t, plan)) for plan in overdue])
    status = Choices((Button(plain(t("plan-digest-status")), Action("plan.status")),))
    blocks = (Heading(heading), Text("\n".join(lines)), status, Note(t("plan-digest-note")))
    return Card("plan_digest", plain(heading), blocks, t.locale)


def _who(t: Translator, plan: OverduePlan) -> Ready:
    if plan.places == (WHOLE,):
        return t("plan-digest-whole", name=named(t, plan.person))
    places = t.listed([str(place) for place in plan.places])
    return t("plan-digest-milestones", name=named(t, plan.person), n=len(plan.places), places=places)


def examples(t: Translator) -> dict[str, Card]:
    """Show plans of two teams, and one of a single person."""
    who = [person.name for person in people(chinese=t.chinese).values()]
    team = "华东一组" if t.chinese else "East 1"
    rows = [OverduePlan(who[0], team, (2,)), OverduePlan(who[1], team, (1, 2)), OverduePlan(who[2], "", (WHOLE,))]
    return {"plan-digest": digest(t, rows), "plan-digest-one": digest(t, rows[:1])}
