"""Goals that two should talk about, as lines of an agenda, each with the way to the goal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.goals.domain.goal import GoalState
from bot.goals.views.goal_example import example, example_checked_in, example_experiment
from bot.goals.views.goal_phrase import far, mood, pace
from bot.goals.views.goal_ways import open_button
from bot.messages.card import Block, Card, Choices, FactLine, Facts, Heading
from bot.messages.i18n import named
from bot.messages.text import literal, plain
from bot.talks.domain.agenda_goal import AgendaGoal, AgendaGoalKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.messages.i18n import Translator


def blocks(t: Translator, goals: Sequence[AgendaGoal]) -> list[Block]:
    """Give the goals to talk about with where each stands and why, and the buttons that open them."""
    if not goals:
        return []
    lines = [
        FactLine(
            t(f"agenda-goal-{each.kind.value.replace('_', '-')}"),
            literal(each.seen.goal.title),
            t.clauses(_why(t, each)),
            mood(each.seen),
        )
        for each in goals
    ]
    return [Facts(tuple(lines)), Choices(tuple(open_button(each.seen) for each in goals))]


def _why(t: Translator, each: AgendaGoal) -> Sequence[str]:
    seen, tried = each.seen, each.seen.goal.experiment
    stands = [far(t, seen), *([going] if (going := pace(t, seen)) else [])]
    match each.kind:
        case AgendaGoalKind.WAITS:
            return [t("goal-waits", name=named(t, each.waits_for))] if each.waits_for else [t("goal-state-proposed")]
        case AgendaGoalKind.OBSTACLE if each.said and each.said.obstacle:
            need = [t("agenda-goal-need", need=each.said.need)] if each.said.need else []
            return [t(f"progress-obstacle-{each.said.obstacle}"), *need, *stands]
        case AgendaGoalKind.EXPERIMENT if tried:
            return [literal(tried.text)]
        case _:
            return stands


def example_goals(t: Translator) -> tuple[AgendaGoal, ...]:
    """Return three goals to talk about, each for another reason."""
    checked, said = example_checked_in(t)
    waiting = example(t, own=False, state=GoalState.PROPOSED)
    return (
        AgendaGoal(kind=AgendaGoalKind.WAITS, seen=waiting.glance, waits_for=waiting.waits_for),
        AgendaGoal(kind=AgendaGoalKind.OBSTACLE, seen=checked.glance, said=said),
        AgendaGoal(kind=AgendaGoalKind.EXPERIMENT, seen=example_experiment(t).glance),
    )


def examples(t: Translator) -> dict[str, Card]:
    """Show each kind once."""
    late = AgendaGoal(kind=AgendaGoalKind.OFF_TRACK, seen=example(t, own=False).glance)
    heading = Heading(t("agenda-goals"))
    return {
        name: Card("agenda", plain(t("agenda-goals")), (heading, *blocks(t, goals)), t.locale)
        for name, goals in (("agenda-goals", example_goals(t)), ("agenda-goals-off-track", (late,)))
    }
