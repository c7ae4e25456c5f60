"""Goals in chat: looked at, written in words, understood, put right, changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.figures.domain.about import unread
from bot.figures.domain.target import understood
from bot.goals.domain.goal import Commitment, Goal, GoalLevel, GoalLink
from bot.goals.domain.goal_owner import GoalOwner
from bot.goals.domain.goal_text import read_goal
from bot.goals.services import goal, goal_dependency, goal_draft, goal_link, goal_list, goal_sight
from bot.goals.services.goal_sight import GoalReader
from bot.goals.services.goal_understood import key_results, level_of, owners
from bot.goals.views import goal as view
from bot.goals.views import goal_form as form_view
from bot.kit.errors import NotFound, Stale, Unanswered, UserError
from bot.kit.period import Period
from bot.kit.period_alone import spoken_period
from bot.messages.field import standing
from bot.messages.inbound import Submission
from bot.messages.typed import NUMBERED
from bot.people.domain.permission import Act
from bot.people.services.person import mentioned
from handlers.argument import anything, either, nothing, person
from handlers.argument import number as a_number
from handlers.context import argument, number, whole
from handlers.figures import target
from handlers.goals.goal_draft import drafted
from handlers.reviews import prompt
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from bot.messages.answers import Answers
    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from handlers.context import Context


def reader(context: Context) -> GoalReader:
    """Return what whoever asks may see of goals."""
    return GoalReader(context.work, context.actor, now=context.now)


def detail(context: Context, found: Goal, *, fresh: bool = False) -> Card:
    """Show a goal to whoever asks."""
    sees = reader(context)
    seen = replace(sees.sight(found), needs=goal_dependency.needs(sees, found))
    return view.detail(context.t, seen, today=context.today, fresh=fresh)


def number_of(context: Context, inbound: Inbound) -> int:
    """Return the number of the goal that a button or typed words name (``goal 12``); 0 where they name none."""
    if argument(inbound, "no"):
        return number(inbound)
    said = context.rest.strip()
    found = NUMBERED.match(said)
    return int("".join(filter(str.isdecimal, found[0]))) if found and not unread(said[found.end() :]) else 0


def required_number(context: Context, inbound: Inbound) -> int:
    """Return the number of the goal that a button or typed words name.

    Raises:
        NotFound: when they name none.
    """
    if no := number_of(context, inbound):
        return no
    raise NotFound("goal-which")


def _sets_target(context: Context, rest: str) -> bool:
    """Say whether somebody who may set targets names a metric: in Chinese a target and a goal are one word."""
    asked = understood(rest, context.work.metrics.all(), today=context.today)
    return bool(rest and asked.metric) and context.actor.ever(Act.SET_TARGET)


def show(context: Context, inbound: Inbound) -> Card | Form:
    """Show one goal, those of somebody or of a unit who was named, or the sender's own."""
    if _sets_target(context, context.rest):
        return target.ask(context, inbound)
    no = number_of(context, inbound)
    if no:
        return detail(context, goal_sight.get(context.work, context.actor, no, now=context.now))
    said = context.rest.strip()
    whose = mentioned(context.work, said) if unread(said) else context.person
    sees, owner = reader(context), GoalOwner(level_of(context.work, whose), whose.id, whose.name)
    found = goal_list.of(sees, owner)
    own = whose.id == context.person.id
    if own and not found and (agreed := _agreed(context, inbound)):
        return agreed
    return view.mine(
        context.t,
        found,
        name="" if own else whose.name,
        owner="" if own else owner.key,
        today=context.today,
        may_add=sees.writes_for(owner.level, owner.id),
    )


def _agreed(context: Context, inbound: Inbound) -> Card | None:
    """Return what the sender and whoever leads them have agreed for their review, if they have one."""
    try:
        return prompt.show(replace(context, rest=""), inbound)
    except UserError:
        return None


def versions(context: Context, inbound: Inbound) -> Card:
    """Show every version of a goal, with its author."""
    found = goal_sight.get(context.work, context.actor, number(inbound), now=context.now)
    past = []
    for version in context.work.goals.versions(found.no):
        author = context.work.people.get(version.by)
        when = context.t.moment(version.at, zone=context.reader.zone, now=context.now)
        past.append((version, author.name if author else version.by, when))
    return view.versions(context.t, reader(context).sight(found), past)


# Writing


def add(context: Context, inbound: Inbound) -> Form:
    """Open the form for a goal, with what was said of it standing there."""
    return _writing(context, inbound, text=context.rest.strip(" :：,，"))


def _writing(context: Context, inbound: Inbound, *, text: str = "") -> Form:
    sees = reader(context)
    mine = owners(sees)
    named = argument(inbound, "owner")
    if named:
        mine = [owner for owner in mine if owner.key == named]
        if not mine:
            raise NotFound("button-unknown")
    draft = drafted(context, inbound, text)
    probe = Goal(title="", level=mine[0].level, owner_id=mine[0].id, period=draft.period, by="", at=context.now)
    if len(mine) > 1:
        probe = replace(probe, level=GoalLevel.PERSON)
    parents = goal_link.candidates(sees, probe)
    return form_view.writing(context.t, mine, parents, draft, today=context.today)


def write(context: Context, inbound: Inbound) -> Card:
    """Keep what was written, and show what was understood to be measured."""
    form = _writing(context, inbound)
    with context.filling(form, inbound) as answers:
        owner = _chosen_owner(context, inbound, answers)
        title, span = answers.text("title"), said_period(context, answers)
        above = parent_of(answers) if "parent" in answers else 0
        if due := read_goal(title, context.work.metrics.all(), start=span.start).due:
            usual = goal_draft.usual_period(context.work, context.today)
            span = replace(span, end=due) if span == usual and not argument(inbound, "after") else span
        fresh = Goal(
            title=title,
            level=owner.level,
            owner_id=owner.id,
            period=span,
            by=context.person.id,
            at=context.now,
            commitment=Commitment(answers.choice("commitment")),
            project=answers.text_or_none("project") or "",
            key_results=key_results(context.work, title, owner, span),
        )
    parent = GoalLink(child_no=0, parent_no=above) if above else None
    kept = goal.add(context.work, context.actor, fresh, parent=parent, now=context.now)
    return detail(context, kept, fresh=True)


def _chosen_owner(context: Context, inbound: Inbound, answers: Answers) -> GoalOwner:
    """Return whose goal it is to be, by the button or the form.

    Raises:
        NotFound: when it is nobody whose goals the sender may write, or may not any more.
    """
    key = argument(inbound, "owner") or (answers.choice("owner") if "owner" in answers else "")
    if not key and isinstance(inbound, Submission):  # a form of when they could still choose
        key = str(inbound.values.get("owner", ""))
    for owner in owners(reader(context)):
        if owner.key == key:
            return owner
    raise NotFound("button-unknown")


def said_period(context: Context, answers: Answers) -> Period:
    """Return the days that the field for the period of a goal names.

    Raises:
        Unanswered: when it names none, or they are over.
    """
    said = answers.text("period")
    found = spoken_period(said, today=context.today, ahead=True)
    if found is None:
        raise Unanswered({"period": ("goal-period-unclear", {"said": said})})
    if found[0].end < context.today:
        raise Unanswered({"period": ("goal-period-over", {})})
    return found[0]


def parent_of(answers: Answers) -> int:
    """Return the number of the goal that was chosen to be part of; 0 for none."""
    chosen = answers.choice("parent")
    return 0 if chosen == form_view.NONE else int(chosen.removeprefix("goal"))


def edit(context: Context, inbound: Inbound) -> Form | Card:
    """Ask for another version of a goal, and keep it."""
    found = seen(context, inbound)
    form = form_view.changing(context.t, found, today=context.today)
    if not isinstance(inbound, Submission):
        return form
    with context.filling(form, inbound) as answers:
        weight = answers.number("weight")
        if weight <= 0:
            raise Unanswered({"weight": ("goal-weight-wrong", {})})
        changed = replace(
            found,
            weight=weight,
            title=answers.text("title"),
            period=found.period if _same_period(form, answers) else said_period(context, answers),
            commitment=Commitment(answers.choice("commitment")),
            project=answers.text_or_none("project") or "",
        )
    return detail(context, goal.edit(context.work, context.actor, changed, now=context.now))


def _same_period(form: Form, answers: Answers) -> bool:
    return any(field.name == "period" and standing(field) == answers.text("period") for field in form.fields)


def seen(context: Context, inbound: Inbound) -> Goal:
    """Return a goal that is to be changed, in the version of the form that was filled in.

    Raises:
        Stale: when another has changed it since.
    """
    no = required_number(context, inbound)
    found = goal_sight.get(context.work, context.actor, no, now=context.now, writing=True)
    if isinstance(inbound, Submission) and whole(argument(inbound, "v")) != found.version:
        raise Stale("goal-changed-meanwhile")
    return found


def accept(context: Context, inbound: Inbound) -> Card:
    """Say yes to a goal that was proposed."""
    version = whole(argument(inbound, "v"))
    if version is None:
        raise NotFound("button-unknown")
    return detail(context, goal.accept(context.work, context.actor, number(inbound), version, now=context.now))


ROUTES = (
    Route(
        "goal",
        show,
        Act.READ_UNIT_GOAL,
        (Means.WORDS, Means.CLICK),
        spoken(en="goals, my goals, goal", zh="目标，我的目标，目标列表"),
        steady=True,
        takes=either(a_number, person, nothing, _sets_target),
    ),
    Route(
        "goal.add",
        add,
        Act.WRITE_GOAL,
        (Means.WORDS, Means.CLICK),
        spoken(en="goal add, new goal, add goal", zh="新目标，写目标，添加目标"),
        opens=True,
        takes=anything,
    ),
    Route("goal.write", write, Act.WRITE_GOAL, (Means.FORM,)),
    Route(
        "goal.edit",
        edit,
        Act.WRITE_GOAL,
        (Means.WORDS, Means.CLICK, Means.FORM),
        spoken(en="goal edit, edit goal, change goal", zh="修改目标，编辑目标"),
        opens=True,
        takes=a_number,
    ),
    Route("goal.accept", accept, Act.READ_GOAL),
    Route("goal.versions", versions, Act.READ_UNIT_GOAL),
)
