"""What one can do about a goal: the two things that lead on, and all of them on a card of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.goals.domain.goal import OVER, ExperimentState, GoalLevel, GoalState
from bot.goals.views.goal_example import example, example_experiment, example_strategic
from bot.goals.views.goal_phrase import note
from bot.kit.shortening import shortened
from bot.messages.card import Action, Button, Card, Choices, Heading
from bot.messages.text import literal, plain

if TYPE_CHECKING:
    from datetime import date

    from bot.goals.domain.goal import Goal
    from bot.goals.domain.goal_sight import GoalGlance, GoalSight
    from bot.messages.card import Block
    from bot.messages.i18n import Translator

_BUTTON, _TOGETHER, _OPENS, _LEADING = 24, 3, 6, 2


def button(t: Translator, key: str, route: str, goal: Goal, **more: str) -> Button:
    """Return a button about a goal."""
    return Button(plain(t(key)), Action(route, (("no", str(goal.no)), *more.items())))


def open_button(seen: GoalGlance) -> Button:
    """Return the button that opens a goal."""
    return Button(plain(literal(shortened(seen.goal.title, _BUTTON))), Action("goal", (("no", str(seen.goal.no)),)))


def ways(t: Translator, seen: GoalSight, *, today: date, fresh: bool) -> list[Block]:
    """Offer the two things that lead on for this reader now, and the way to the rest."""
    leading = _leading(t, seen, today=today, fresh=fresh)[:_LEADING]
    left = [button for group in _groups(t, seen) for button in group if button not in leading]
    if len(left) > _TOGETHER - len(leading):
        left = [button(t, "goal-ways-more", "goal.more", seen.goal)]
    buttons = (*leading, *left)
    return [Choices(buttons)] if buttons else []


def _leading(t: Translator, seen: GoalSight, *, today: date, fresh: bool) -> list[Button]:
    """Return what somebody can do about a goal, what most would do first."""
    goal, found = seen.goal, list[Button]()
    runs = seen.edits and goal.state not in OVER
    if seen.asked:
        found.append(_accept(t, goal))
    if _to_decide(seen):
        found += decisions(t, goal)
    if fresh and runs:
        found.append(button(t, "goal-measure", "goal.measure", goal))
        found += [button(t, "goal-link", "goal.link", goal)] if _may_align(seen) and not seen.parents else []
    if seen.edits and goal.state is GoalState.OPEN:
        over = today > goal.period.end
        found.append(button(t, "goal-close", "goal.close", goal) if over else _check_in(t, goal))
    found += [button(t, "goal-try", "goal.experiment", goal)] if _may_try(seen) else []
    found += _follow_ups(t, seen)
    found += [*_moved(t, seen), *_rows(t, seen)]
    if runs:
        found += [button(t, "goal-edit", "goal.edit", goal), button(t, "goal-measure", "goal.measure", goal)]
    return list(dict.fromkeys([*found, *_opens(seen)]))


def _groups(t: Translator, seen: GoalSight) -> tuple[list[Button], ...]:
    """Return everything that somebody can do about a goal: what changes it, what tells more of it, its neighbours."""
    goal, runs = seen.goal, seen.edits and seen.goal.state not in OVER
    change = [_accept(t, goal)] if seen.asked else []
    change += decisions(t, goal) if _to_decide(seen) else []
    change += [_check_in(t, goal)] if seen.edits and goal.state is GoalState.OPEN else []
    if runs:
        change += [button(t, "goal-edit", "goal.edit", goal), button(t, "goal-measure", "goal.measure", goal)]
        change += [button(t, "goal-measure-more", "goal.measure", goal, k="0")]
        change += [button(t, "goal-link", "goal.link", goal)] if _may_align(seen) else []
        change += [button(t, "goal-dependency", "goal.dependency", goal), button(t, "goal-close", "goal.close", goal)]
    change += [button(t, "goal-try", "goal.experiment", goal)] if _may_try(seen) else []
    change += _follow_ups(t, seen)
    look = [*_moved(t, seen), *_rows(t, seen), *_plan(t, seen), button(t, "goal-versions", "goal.versions", goal)]
    return change, look, _opens(seen)


def more(t: Translator, seen: GoalSight) -> Card:
    """Show everything that somebody can do about a goal."""
    blocks: list[Block] = [Heading(t("goal-ways", title=seen.goal.title))]
    for buttons in _groups(t, seen):
        blocks += [Choices(tuple(buttons[at : at + _TOGETHER])) for at in range(0, len(buttons), _TOGETHER)]
    return Card("goal", plain(t("goal-summary")), (*blocks, note(t, seen)), t.locale)


def _accept(t: Translator, goal: Goal) -> Button:
    return button(t, "goal-accept", "goal.accept", goal, v=str(goal.version))


def _check_in(t: Translator, goal: Goal) -> Button:
    return button(t, "goal-check-in", "goal.check_in", goal)


def _may_align(seen: GoalSight) -> bool:
    return seen.goal.level is not GoalLevel.COMPANY


def _follow_ups(t: Translator, seen: GoalSight) -> list[Button]:
    """Offer what may follow a goal that is closed: one for the next period, and a plan where it was missed (R120)."""
    goal = seen.goal
    if not seen.edits or goal.state not in {GoalState.ACHIEVED, GoalState.MISSED}:
        return []
    owner = f"{goal.level}:{goal.owner_id}"
    found = [Button(plain(t("goal-next")), Action("goal.add", (("owner", owner), ("after", str(goal.no)))))]
    planned = goal.level is GoalLevel.PERSON and goal.state is GoalState.MISSED and (seen.own or seen.decides)
    return (
        [*found, Button(plain(t("goal-plan")), Action("plan.add", (("person", goal.owner_id),)))] if planned else found
    )


def _may_try(seen: GoalSight) -> bool:
    mine = seen.own or (seen.edits and seen.goal.level is not GoalLevel.PERSON)
    return seen.goal.state is GoalState.MISSED and mine and seen.goal.experiment is None


def _to_decide(seen: GoalSight) -> bool:
    tried = seen.goal.experiment
    return seen.decides and tried is not None and tried.state is ExperimentState.PROPOSED


def decisions(t: Translator, goal: Goal) -> list[Button]:
    """Return the two ways to decide about an experiment."""
    return [
        button(t, f"goal-experiment-{state}", "goal.decide", goal, state=state.value)
        for state in (ExperimentState.APPROVED, ExperimentState.DECLINED)
    ]


def _opens(seen: GoalSight) -> list[Button]:
    return [open_button(part) for part in (*seen.parts, *seen.parents)][:_OPENS]


def _plan(t: Translator, seen: GoalSight) -> list[Button]:
    """Open the plan that a goal comes from, for the two whose it is."""
    no = seen.goal.plan_no
    theirs = no and (seen.own or seen.decides)
    return [Button(plain(t("goal-plan-behind")), Action("plan", (("no", str(no)),)))] if theirs else []


def _moved(t: Translator, seen: GoalSight) -> list[Button]:
    """Ask what moved a goal of which anything is known."""
    known = not seen.glance.hidden and seen.glance.progress.value is not None
    return [button(t, "goal-moved-button", "goal.moved", seen.goal)] if known else []


def _rows(t: Translator, seen: GoalSight) -> list[Button]:
    """Ask for the stored rows behind the first key result whose data the reader may see."""
    result = next((result.result for result in seen.key_results if result.drills), None)
    if result is None:
        return []
    period = f"{seen.goal.period.start.isoformat()} to {seen.goal.period.end.isoformat()}"
    said = f"{'' if seen.own else result.subject_id} {result.metric} {period}".strip()
    return [Button(plain(t("goal-why")), Action("data", (("said", said),)))]


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    return {
        "goal-ways": more(t, example(t)),
        "goal-ways-company": more(t, example_strategic(t)),
        "goal-ways-experiment": more(t, example_experiment(t)),
    }
