"""A project that is done, as its person sees it: the goal it counts for, the question which, or the offer of one."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from bot.goals.domain.goal import UNKNOWN, Goal, GoalLevel, GoalProgress
from bot.goals.domain.goal_project import CompletedProject
from bot.goals.domain.key_result import KeyResult, Measure
from bot.goals.views.goal_form import SHORT
from bot.kit.period import Period
from bot.kit.shortening import shortened
from bot.messages.card import Action, Button, Card, Choices, FactLine, Facts, Heading, Note, Text
from bot.messages.number import share
from bot.messages.text import literal, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.messages.card import Block
    from bot.messages.i18n import Translator

_TOGETHER: Final = 3
_MOST: Final = 9
"""Goals of one project that somebody may choose among; who has more opens them one by one."""
_BUTTON: Final = 24


def counted(t: Translator, project: CompletedProject, goal: Goal, far: GoalProgress | None, *, today: date) -> Card:
    """Tell which goal a project counts for, and how far that is with it."""
    value = (far or UNKNOWN).value
    lines = [_attainment(t, project)]
    if value is not None:
        lines.append(FactLine(t("goal-project-far"), share(t, value)))
    opens = Button(plain(t("goal-project-open")), Action("goal", (("no", str(goal.no)),)))
    said = t("goal-project-counted", title=literal(goal.title))
    return _card(t, project, [Text(said), Facts(tuple(lines)), Choices((opens,))], today=today)


def asked(t: Translator, project: CompletedProject, goals: Sequence[tuple[int, Goal]], *, today: date) -> Card:
    """Ask which of several goals a project counts for; each comes with the number by which it is chosen."""
    buttons = [_choice(number, goal) for number, goal in goals[:_MOST]]
    blocks: list[Block] = [Facts((_attainment(t, project),)), Text(t("goal-project-which", n=len(goals)))]
    blocks += [Choices(tuple(buttons[at : at + _TOGETHER])) for at in range(0, len(buttons), _TOGETHER)]
    return _card(t, project, blocks, today=today)


def offered(t: Translator, project: CompletedProject, *, today: date) -> Card:
    """Offer to make a goal of a project that none is of."""
    known = (("project", project.project),) if len(project.project) <= SHORT else ()
    makes = Button(plain(t("goal-project-make")), Action("goal.add", known))
    return _card(
        t, project, [Facts((_attainment(t, project),)), Text(t("goal-project-none")), Choices((makes,))], today=today
    )


def _card(t: Translator, project: CompletedProject, blocks: Sequence[Block], *, today: date) -> Card:
    heading = Heading(t("goal-project-done", project=literal(project.project)))
    said = Note(t("goal-project-source", day=t.day(project.day, today=today)))
    return Card("goal.project", plain(t("goal-project-summary")), (heading, *blocks, said), t.locale)


def _attainment(t: Translator, project: CompletedProject) -> FactLine:
    return FactLine(t("goal-project-attainment"), share(t, float(project.attainment)))


def _choice(number: int, goal: Goal) -> Button:
    return Button(plain(literal(shortened(goal.title, _BUTTON))), Action("goal.project", (("no", str(number)),)))


def examples(t: Translator) -> dict[str, Card]:
    """Return one card of each kind, for the gallery."""
    zh = t.locale == "zh-CN"
    titles = ("完成新模块设计", "新模块上线") if zh else ("Finish the design of the new module", "Ship the new module")
    year, made = Period(date(2026, 1, 1), date(2026, 12, 31)), datetime(2026, 1, 5, 1, tzinfo=UTC)
    goals = [
        Goal(
            title=title,
            level=GoalLevel.PERSON,
            owner_id="min",
            period=year,
            by="min",
            at=made,
            no=number,
            project="Atlas",
            key_results=(KeyResult(measure=Measure.MILESTONE, no=number),),
        )
        for number, title in enumerate(titles, start=1)
    ]
    project = CompletedProject("pm.project_completed", "P-7", "min", "Atlas", date(2026, 10, 30), Decimal("0.92"))
    today = date(2026, 11, 2)
    return {
        "goal-project": counted(t, project, goals[0], GoalProgress(0.92, 1, 1, 1.0), today=today),
        "goal-project-which": asked(t, project, list(enumerate(goals, start=1)), today=today),
        "goal-project-none": offered(t, project, today=today),
    }
