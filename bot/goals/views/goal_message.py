"""What a goal says by itself: that it waits for a yes, was changed, begun or closed, that something is in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.figures.domain.example import people
from bot.goals.domain.goal import ExperimentState, GoalLevel, GoalState
from bot.goals.views.goal import check_in, parts
from bot.goals.views.goal_example import TODAY, example, example_checked_in, example_experiment
from bot.goals.views.goal_phrase import far, note, period
from bot.goals.views.goal_ways import button, decisions
from bot.messages.card import Action, Button, Card, Choices, FactLine, Facts, Heading, Text
from bot.messages.i18n import named
from bot.messages.text import literal, plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.goals.domain.goal_sight import GoalSight
    from bot.goals.domain.key_result import GoalCheckIn
    from bot.messages.card import Block
    from bot.messages.i18n import Translator
    from bot.people.domain.person import Person


def proposed(t: Translator, seen: GoalSight, *, by: str, today: date) -> Card:
    """Ask the other of the two whether a goal is right."""
    goal = seen.goal
    heading = t("goal-proposed", name=named(t, by)) if seen.own else t("goal-proposed-of", name=named(t, by))
    accept = button(t, "goal-accept", "goal.accept", goal, v=str(goal.version))
    buttons = (accept, button(t, "goal-edit", "goal.edit", goal), button(t, "goal-measure", "goal.measure", goal))
    return _card(t, seen, heading, [*_what(t, seen, today=today)], buttons)


def _what(t: Translator, seen: GoalSight, *, today: date) -> list[Block]:
    """Say what a goal is: its words, its days, what is measured, what it is part of."""
    span = FactLine(t("goal-period"), period(t, seen.goal.period, today=today))
    return [Text(literal(seen.goal.title)), Facts((span,)), *parts(t, seen, today=today)]


def changed(t: Translator, seen: GoalSight, *, by: str, today: date) -> Card:
    """Say that the other of the two has changed a goal that runs."""
    goal = seen.goal
    buttons = (button(t, "goal-show", "goal", goal), button(t, "goal-versions", "goal.versions", goal))
    return _card(t, seen, t("goal-changed", name=named(t, by)), _what(t, seen, today=today), buttons)


def accepted(t: Translator, seen: GoalSight, *, by: str, today: date) -> Card:
    """Say that the other of the two has said yes to a goal."""
    heading = t("goal-accepted", name=named(t, by))
    return _card(t, seen, heading, _what(t, seen, today=today), (button(t, "goal-show", "goal", seen.goal),))


def closed(t: Translator, seen: GoalSight, *, by: str, today: date) -> Card:
    """Say what became of a goal, and what may follow."""
    goal = seen.goal
    heading = t("goal-closed", name=named(t, by), state=goal.state.value)
    blocks: list[Block] = [Text(literal(goal.title)), Text(t("goal-closed-far", far=far(t, seen.glance)))]
    if goal.reason:
        blocks.append(Text(t("goal-reason", reason=goal.reason)))
    buttons = [button(t, "goal-show", "goal", goal)]
    if seen.own and goal.state is GoalState.MISSED:
        buttons.append(button(t, "goal-try", "goal.experiment", goal))
    return _card(t, seen, heading, [*blocks, *parts(t, seen, today=today)], buttons)


def obstacle(t: Translator, seen: GoalSight, said: GoalCheckIn, *, by: Person, today: date) -> Card:
    """Bring what is in the way of a goal to whoever can do something about it (R120)."""
    heading = t("goal-obstacle", name=named(t, by.name), kind=said.obstacle.value if said.obstacle else "other")
    blocks: list[Block] = [Text(literal(seen.goal.title)), *check_in(t, said), *parts(t, seen, today=today)]
    book = Button(plain(t("goal-book")), Action("one_on_one.times", (("person", by.id),)))
    return _card(t, seen, heading, blocks, (book, button(t, "goal-show", "goal", seen.goal)))


def tried(t: Translator, seen: GoalSight, *, today: date) -> Card:
    """Ask whoever leads its owner whether a goal that was missed was an experiment (R130)."""
    goal = seen.goal
    personal = goal.level is GoalLevel.PERSON
    heading = t(
        "goal-experiment-asked",
        name=named(t, seen.glance.owner) if personal else "",
        whose="person" if personal else "unit",
    )
    text = goal.experiment.text if goal.experiment else ""
    blocks: list[Block] = [Text(literal(goal.title)), Text(t("goal-experiment-text", text=text))]
    blocks += [*parts(t, seen, today=today), Text(t("goal-experiment-means"))]
    return _card(t, seen, heading, blocks, (*decisions(t, goal), button(t, "goal-show", "goal", goal)))


def decided(t: Translator, seen: GoalSight, *, by: str) -> Card:
    """Say what was decided about an experiment, and why."""
    goal = seen.goal
    state, reason = (goal.experiment.state.value, goal.experiment.reason) if goal.experiment else ("", "")
    heading = t("goal-experiment-decided", name=named(t, by), state=state)
    blocks = [Text(literal(goal.title)), Text(t("goal-tried-why", reason=reason))]
    return _card(t, seen, heading, blocks, (button(t, "goal-show", "goal", goal),))


def _card(t: Translator, seen: GoalSight, heading: str, blocks: Sequence[Block], buttons: Sequence[Button]) -> Card:
    body = (Heading(heading), *blocks, Choices(tuple(buttons)), note(t, seen))
    return Card("goal", plain(t("goal-summary-message")), body, t.locale)


def settled(card: Card, said: str) -> Card:
    """Return a card that asked, with what was answered."""
    return card.answered(
        said, gone=lambda action: action.name in {"goal.accept", "goal.decide", "goal.edit", "goal.measure"}
    )


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    leader = people(chinese=t.chinese)["S1"]
    seen, said = example_checked_in(t)
    waits = example(t, state=GoalState.PROPOSED)
    asks = example_experiment(t)
    own = example_experiment(t, own=True, state=ExperimentState.APPROVED)
    return {
        "goal-message-proposed": proposed(
            t, example(t, own=False, state=GoalState.PROPOSED), by=leader.name, today=TODAY
        ),
        "goal-message-proposed-own": proposed(t, waits, by=waits.waits_for, today=TODAY),
        "goal-message-changed": changed(t, example(t), by=waits.waits_for, today=TODAY),
        "goal-message-accepted": accepted(t, example(t), by=waits.waits_for, today=TODAY),
        "goal-message-closed": closed(t, example(t, state=GoalState.MISSED), by=waits.waits_for, today=TODAY),
        "goal-message-obstacle": obstacle(t, seen, said, by=leader, today=TODAY),
        "goal-message-tried": tried(t, asks, today=TODAY),
        "goal-message-decided": decided(t, own, by=waits.waits_for),
    }
