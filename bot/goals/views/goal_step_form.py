"""Forms about a goal that is there: how it goes, what became of it, whether it was an experiment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.goals.domain.goal import ExperimentState, Goal, GoalState
from bot.goals.domain.key_result import KeyResult, Measure
from bot.goals.domain.obstacle import Obstacle
from bot.goals.views.goal_example import example, example_experiment
from bot.goals.views.goal_form import NONE, SHORT
from bot.goals.views.goal_phrase import far, typed_amount
from bot.messages.card import Action
from bot.messages.field import Option, SelectField, TextField
from bot.messages.form import Form
from bot.messages.text import plain

if TYPE_CHECKING:
    from bot.goals.domain.goal_sight import GoalSight
    from bot.messages.field import Field
    from bot.messages.i18n import Translator

_LONG: Final = 1500
CLOSED: Final = (GoalState.ACHIEVED, GoalState.MISSED, GoalState.DROPPED)


def closing(t: Translator, seen: GoalSight) -> Form:
    """Ask what became of a goal, with what the data say."""
    goal, value = seen.goal, seen.glance.progress.value
    args = (("no", str(goal.no)),)
    likely = GoalState.ACHIEVED if value is not None and value >= 1 else GoalState.MISSED
    options = tuple(Option(state.value, plain(t(f"goal-state-{state}"))) for state in CLOSED)
    return Form(
        kind="goal_close",
        title=plain(t("goal-close-form")),
        fields=(
            SelectField("state", plain(t("goal-field-state")), options, value=likely.value),
            _words(t, "reason", "goal-field-reason", "goal-hint-reason", required=False),
        ),
        submit=plain(t("goal-close-submit")),
        action=Action("goal.close", args),
        opener=Action("goal.close", args),
        intro=t("goal-close-intro", title=goal.title, far=far(t, seen.glance)),
        locale=t.locale,
    )


def _words(t: Translator, name: str, label: str, hint: str, *, required: bool) -> TextField:
    return TextField(name, plain(t(label)), hint=plain(t(hint)), required=required, long=True, most=_LONG)


def checking_in(t: Translator, goal: Goal) -> Form:
    """Ask how a goal goes: what nobody measures is typed, then words, and what is in the way."""
    args = (("no", str(goal.no)),)
    kinds = tuple(Option(kind.value, plain(t(f"progress-obstacle-{kind}"))) for kind in Obstacle)
    obstacles = (Option(NONE, plain(t("progress-obstacle-none"))), *kinds)
    return Form(
        kind="goal_check_in",
        title=plain(t("goal-check-in-form")),
        fields=(
            *(_typed(t, goal, result) for result in typed_results(goal)),
            _words(t, "text", "goal-field-said", "goal-hint-said", required=False),
            SelectField("obstacle", plain(t("goal-field-obstacle")), obstacles, value=NONE),
            _words(t, "need", "goal-field-need", "goal-hint-need", required=False),
        ),
        submit=plain(t("goal-check-in-submit")),
        action=Action("goal.check_in", args),
        opener=Action("goal.check_in", args),
        intro=t("goal-check-in-intro", title=goal.title),
        locale=t.locale,
    )


_MOST_TYPED = 5


def typed_results(goal: Goal) -> tuple[KeyResult, ...]:
    """Return the key results of a goal that people type, as many as one form asks for."""
    return tuple(result for result in goal.key_results if result.typed)[:_MOST_TYPED]


def _typed(t: Translator, goal: Goal, result: KeyResult) -> Field:
    name, label = f"value{result.no}", result.title or goal.title
    if result.measure is Measure.MILESTONE:
        options = [Option(value, plain(t(f"goal-done-{value}"))) for value in ("same", "yes", "no")]
        return SelectField(name, label, tuple(options), value="same")
    hint = plain(t("goal-hint-value", target=typed_amount(t, result, result.target)))
    return TextField(name, label, hint=hint, required=False, most=SHORT)


def trying(t: Translator, goal: Goal) -> Form:
    """Ask what was tried of a goal that was missed."""
    args = (("no", str(goal.no)),)
    return Form(
        kind="goal_experiment",
        title=plain(t("goal-experiment-form")),
        fields=(_words(t, "text", "goal-field-tried", "goal-hint-tried", required=True),),
        submit=plain(t("goal-experiment-submit")),
        action=Action("goal.experiment", args),
        opener=Action("goal.experiment", args),
        intro=t("goal-experiment-intro", title=goal.title),
        locale=t.locale,
    )


def deciding(t: Translator, goal: Goal, state: ExperimentState) -> Form:
    """Ask for the reason of a decision about an experiment."""
    args = (("no", str(goal.no)), ("state", state.value))
    return Form(
        kind="goal_decide",
        title=plain(t("goal-decide-form", state=state.value)),
        fields=(_words(t, "reason", "goal-field-decision", "goal-hint-decision", required=True),),
        submit=plain(t(f"goal-decide-submit-{state}")),
        action=Action("goal.decide", args),
        opener=Action("goal.decide", args),
        intro=t("goal-decide-intro", title=goal.title, text=goal.experiment.text if goal.experiment else ""),
        locale=t.locale,
    )


def forms(t: Translator) -> dict[str, Form]:
    """Show each form once."""
    seen = example(t)
    return {
        "goal-closing": closing(t, seen),
        "goal-checking-in": checking_in(t, seen.goal),
        "goal-trying": trying(t, seen.goal),
        "goal-deciding": deciding(t, example_experiment(t).goal, ExperimentState.APPROVED),
    }
