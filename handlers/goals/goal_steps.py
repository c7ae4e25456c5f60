"""What people do about a goal that is there: say how it goes, put it below another one, close it, call it a try."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from bot.delivery.services.message import MessageKind
from bot.goals.domain.goal import ExperimentState, Goal, GoalLink, GoalState
from bot.goals.domain.goal_measure import typed_value
from bot.goals.domain.goal_step import GoalStep
from bot.goals.domain.key_result import GoalCheckIn, Measure
from bot.goals.domain.obstacle import Obstacle
from bot.goals.services import goal, goal_check_in, goal_experiment, goal_link, goal_list, goal_message, goal_sight
from bot.goals.views import goal as view
from bot.goals.views import goal_form as form_view
from bot.goals.views import goal_message as message_view
from bot.goals.views import goal_step_form as step_view
from bot.kit.errors import NotFound, Stale, Unanswered
from bot.messages.codec import card_from_json
from bot.messages.i18n import named
from bot.messages.inbound import Notice, Settled, Submission
from bot.people.domain.permission import Act
from handlers.argument import number as a_number
from handlers.context import argument, number
from handlers.goals.goal import detail, parent_of, reader, required_number
from handlers.reviews import prompt
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from bot.goals.domain.key_result import KeyResult
    from bot.messages.answers import Answers
    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from handlers.context import Context


def _which(context: Context, inbound: Inbound) -> Goal:
    """Return the goal that a button or typed words name, for whoever may change it."""
    no = required_number(context, inbound)
    return goal_sight.get(context.work, context.actor, no, now=context.now, writing=True)


# How it goes


def check_in(context: Context, inbound: Inbound) -> Form | Card | Notice:
    """Ask how a goal goes, then keep it; of several of one's own goals, ask which."""
    if not argument(inbound, "no") and not context.rest.strip():
        return _choose(context, inbound)
    found = _which(context, inbound)
    if found.state is not GoalState.OPEN:
        raise Stale("goal-not-open")
    form = step_view.checking_in(context.t, found)
    if not isinstance(inbound, Submission):
        return form
    with context.filling(form, inbound) as answers:
        values = {
            result.no: value
            for result in step_view.typed_results(found)
            if (value := _typed(answers, result)) is not None
        }
        said = answers.choice("obstacle")
        obstacle, need = None if said == form_view.NONE else Obstacle(said), answers.text_or_none("need") or ""
        if obstacle and not need:
            raise Unanswered({"need": ("goal-need-missing", {})})
        text = answers.text_or_none("text") or ""
        if not values and not text and not obstacle:
            raise Unanswered({"text": ("goal-said-nothing", {})})
    told = GoalCheckIn(goal_no=found.no, by=context.person.id, at=context.now, text=text, obstacle=obstacle, need=need)
    after, heard = goal_check_in.check_in(context.work, context.actor, told, values, now=context.now)
    if heard:
        return Notice(context.t("goal-check-in-sent", name=named(context.t, heard.name)))
    return detail(context, after)


def _choose(context: Context, inbound: Inbound) -> Form | Card | Notice:
    """Ask how the only goal that runs goes, or which one is meant; where none runs, how the review's goals go."""
    running = context.work.goals.of([context.person.id], states=[GoalState.OPEN])
    if not running:
        return prompt.check(context, inbound)
    if len(running) == 1:
        return step_view.checking_in(context.t, running[0])
    glances = goal_list.urgent_first(reader(context).glances(running))
    return view.which(context.t, glances, today=context.today)


def _typed(answers: Answers, result: KeyResult) -> Decimal | None:
    """Return a typed value of a key result in the unit of its target; None where nothing was typed."""
    name = f"value{result.no}"
    if result.measure is Measure.MILESTONE:
        said = answers.choice(name)
        return None if said == "same" else Decimal(1 if said == "yes" else 0)
    text = answers.text_or_none(name)
    if not text:
        return None
    value = typed_value(result, text)
    if value is None:
        raise Unanswered({name: ("goal-value-wrong", {"said": text})})
    return value


# What it is part of


def link(context: Context, inbound: Inbound) -> Form | Card:
    """Ask what a goal is to be part of besides what it is part of now."""
    return _linked(context, inbound, moves=False)


def move(context: Context, inbound: Inbound) -> Form | Card:
    """Ask what a goal is to be part of instead of what it is part of now."""
    return _linked(context, inbound, moves=True)


def _linked(context: Context, inbound: Inbound, *, moves: bool) -> Form | Card:
    found = _which(context, inbound)
    parents = goal_link.candidates(reader(context), found)
    if not parents and not moves:
        raise NotFound("goal-no-parents")
    form = form_view.linking(context.t, found, parents, moves=moves)
    if not isinstance(inbound, Submission):
        return form
    with context.filling(form, inbound) as answers:
        weight, above = answers.number("weight"), parent_of(answers)
        if weight <= 0:
            raise Unanswered({"weight": ("goal-weight-wrong", {})})
    to = GoalLink(child_no=found.no, parent_no=above, weight=weight) if above else None
    if moves or to is None:
        return detail(context, goal_link.move(context.work, context.actor, found.no, to, now=context.now))
    return detail(context, goal_link.link(context.work, context.actor, to, now=context.now))


# How it ends


def close(context: Context, inbound: Inbound) -> Form | Card:
    """Ask what became of a goal, with what the data say, and keep it."""
    found = _which(context, inbound)
    form = step_view.closing(context.t, reader(context).sight(found))
    if not isinstance(inbound, Submission):
        return form
    with context.filling(form, inbound) as answers:
        state, reason = GoalState(answers.choice("state")), answers.text_or_none("reason") or ""
        if state is GoalState.DROPPED and not reason:
            raise Unanswered({"reason": ("goal-reason-missing", {})})
    return detail(context, goal.close(context.work, context.actor, found.no, state, reason=reason, now=context.now))


def experiment(context: Context, inbound: Inbound) -> Form | Notice:
    """Ask what was tried of a goal that was missed, and ask whoever leads its owner."""
    found = _which(context, inbound)
    form = step_view.trying(context.t, found)
    if not isinstance(inbound, Submission):
        return form
    with context.filling(form, inbound) as answers:
        text = answers.text("text")
    _, asked = goal_experiment.propose(context.work, context.actor, found.no, text, now=context.now)
    if asked is None:
        return Notice(context.t("goal-experiment-kept"))
    return Notice(context.t("goal-experiment-sent", name=named(context.t, asked.name)))


def decide(context: Context, inbound: Inbound) -> Form | Settled | Notice:
    """Ask why an experiment is approved of or declined, and keep it."""
    found = goal_sight.get(context.work, context.actor, number(inbound), now=context.now)
    try:
        state = ExperimentState(argument(inbound, "state"))
    except ValueError:
        raise NotFound("button-unknown") from None
    if state is ExperimentState.PROPOSED:
        raise NotFound("button-unknown")
    form = step_view.deciding(context.t, found, state)
    if not isinstance(inbound, Submission):
        return form
    with context.filling(form, inbound) as answers:
        reason = answers.text("reason")
    kept, version = goal_experiment.decide(context.work, context.actor, found.no, state, reason=reason, now=context.now)
    said = context.t("goal-experiment-said", state=state.value)
    asked = goal_message.asked_of(context.work, context.person, kept, GoalStep.TRIED, version)
    return Settled(message_view.settled(card_from_json(asked.card), said)) if asked else Notice(said)


ROUTES = (
    Route(
        "goal.check_in",
        check_in,
        Act.WRITE_GOAL,
        (Means.WORDS, Means.CLICK, Means.FORM),
        spoken(en="check in, check-in, goal check in", zh="更新目标，目标进展"),
        opens=True,
        takes=a_number,
    ),
    Route(
        "goal.link",
        link,
        Act.WRITE_GOAL,
        (Means.WORDS, Means.CLICK, Means.FORM),
        spoken(en="goal link, link goal", zh="关联目标，对齐目标"),
        opens=True,
        takes=a_number,
    ),
    Route(
        "goal.move",
        move,
        Act.WRITE_GOAL,
        (Means.WORDS, Means.CLICK, Means.FORM),
        spoken(en="goal move, move goal", zh="移动目标"),
        opens=True,
        takes=a_number,
    ),
    Route(
        "goal.close",
        close,
        Act.WRITE_GOAL,
        (Means.WORDS, Means.CLICK, Means.FORM),
        spoken(en="goal close, close goal", zh="关闭目标，结束目标"),
        opens=True,
        takes=a_number,
    ),
    Route("goal.experiment", experiment, Act.WRITE_GOAL, (Means.CLICK, Means.FORM), opens=True),
    Route("goal.decide", decide, Act.READ_GOAL, (Means.CLICK, Means.FORM), opens=True),
)

MESSAGES = (
    MessageKind(
        goal_message.KIND,
        acts=(Act.READ_GOAL,),
        company=Act.READ_UNIT_GOAL,
        render=goal_message.render,
        instead=goal_message.pass_on,
    ),
)
