"""Plans at work: written, understood, begun, changed, ticked off; who may do it is asked each time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.goals.domain.aim import in_unit
from bot.goals.domain.goal_text import GoalReading, read_goal
from bot.growth.domain import plan as rules
from bot.growth.domain.plan import OVER, Plan, PlanAuthor, PlanState, PlanWords
from bot.growth.domain.plan_days import GRACE, PlanStep, days
from bot.growth.domain.plan_milestone import Milestone, read_milestones
from bot.growth.services import plan_message as message
from bot.growth.services.plan_sight import get
from bot.growth.services.plan_understood import baseline, planned, supports, understood
from bot.kit.calendar import local_day
from bot.kit.errors import NotFound, Stale
from bot.people.domain.permission import Act
from bot.people.domain.person import Kind, place_of
from bot.people.services import permission

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.growth.domain.plan_days import PlanDay
    from bot.growth.ports import Work
    from bot.messages.field import Values
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person
    from bot.reviews.domain.form_template import FormTemplate


def write(work: Work, actor: Actor, person: Person, words: PlanWords, *, now: datetime) -> Plan:
    """Keep what somebody wrote as a draft, with what was understood of it; nobody else sees it before it begins.

    Raises:
        Denied: when it is neither the actor's own plan nor one for somebody who reports to them today.
    """
    if person.kind is not Kind.PERSON:
        raise NotFound("person-gone")
    permission.require(work, actor, Act.WRITE_PLAN, person, now=now)
    author = PlanAuthor.SELF if person.id == actor.person.id else PlanAuthor.MANAGER
    return work.plans.add(understood(work, person, words, by=actor.person.id, author=author, now=now))


def propose(
    work: Work, person: Person, template: FormTemplate, values: Values, *, review_no: int, by: str, now: datetime
) -> list[Plan]:
    """Make drafts of the plan sections of a review: one for each goal, with its steps, milestones and support.

    ``values`` are the answers by path, ``section.item.question``; the questions are ``goal``, ``steps``,
    ``milestones`` and ``support``. Drafts of the same review that are not begun are made anew; a goal that runs
    already, or is over, is not written twice. ``by`` wrote the answers. Returns the drafts.
    """
    author = PlanAuthor.SELF if by == person.id else PlanAuthor.MANAGER
    earlier = work.plans.of_review(review_no)
    begun = {_folded(plan.goal) for plan in earlier if plan.state is not PlanState.DRAFT}
    drafts = {_folded(plan.goal): plan for plan in earlier if plan.state is PlanState.DRAFT}
    made = []
    for words in planned(template, values):
        goal = _folded(words.goal)
        if goal in begun:
            continue
        fresh = replace(understood(work, person, words, by=by, author=author, now=now), review_no=review_no)
        before = drafts.pop(goal, None)
        if before is None:
            made.append(work.plans.add(fresh))
        else:
            made.append(keep(work, person, replace(fresh, no=before.no, version=before.version), by=by, now=now))
        begun.add(goal)
    for left in drafts.values():  # its goal was taken out of the review, or written anew
        keep(work, person, replace(left, state=PlanState.DROPPED), by=by, now=now)
    return made


def begin(work: Work, actor: Actor, no: int, *, now: datetime) -> Plan:
    """Let a draft begin; what it asks of whoever leads its person goes to that one, and one by them to the person.

    Raises:
        NotFound, Denied: as :func:`plan_sight.get`.
        Stale: when it has begun before.
    """
    plan, person = get(work, actor, no, now=now, act=Act.WRITE_PLAN)
    begun = keep(work, person, rules.started(plan, day=plan.started), by=actor.person.id, now=now)
    if begun.author is PlanAuthor.MANAGER:
        message.tell_person(work, begun, person, PlanStep.BEGUN, now=now)
    ask_for_support(work, begun, person, now=now)
    return begun


def ask_for_support(work: Work, plan: Plan, person: Person, *, now: datetime) -> None:
    """Bring what a running plan needs to whoever leads its person; each request is brought once."""
    for place, support in enumerate(plan.supports, start=1):
        if plan.state is PlanState.OPEN and support.state is rules.SupportState.ASKED:
            message.tell_leader(work, plan, person, PlanStep.ASKED, place=place, mark=support.text, now=now)


def rewrite(work: Work, actor: Actor, no: int, words: PlanWords, *, now: datetime) -> Plan:
    """Change the words of a plan; they are understood anew, and what was done or answered of it stays so.

    Raises:
        NotFound, Denied: as :func:`plan_sight.get`.
        Stale: when it is over, or another changed it meanwhile.
    """
    plan, person = get(work, actor, no, now=now, act=Act.WRITE_PLAN)
    if plan.state in OVER:
        raise Stale("plan-not-open")
    same = words.goal.strip() == plan.goal
    reading = plan.reading if same else read_goal(words.goal, work.metrics.all(), start=plan.started)
    base = (
        (plan.baseline, plan.baseline_period)
        if reading.metric == plan.reading.metric
        else baseline(work, person, reading.metric, plan.started)
    )
    kept = {support.text: support for support in plan.supports}
    changed = replace(
        plan,
        goal=words.goal.strip(),
        reading=reading,
        baseline=base[0],
        baseline_period=base[1],
        steps=words.steps.strip(),
        milestones=_still_done(plan, read_milestones(words.milestones, start=plan.started)),
        supports=tuple(kept.get(support.text, support) for support in supports(words.support)),
    )
    later = keep(work, person, changed, by=actor.person.id, now=now)
    ask_for_support(work, later, person, now=now)
    return later


def correct(
    work: Work,
    actor: Actor,
    no: int,
    reading: GoalReading,
    *,
    base: str,
    milestones: str,
    now: datetime,
) -> Plan:
    """Let somebody put right what was understood of a plan; ``base`` is where the metric stands, as typed, or "".

    Raises:
        NotFound, Denied: as :func:`plan_sight.get`.
        Stale: when it is over, or another changed it meanwhile.
    """
    plan, person = get(work, actor, no, now=now, act=Act.WRITE_PLAN)
    if plan.state in OVER:
        raise Stale("plan-not-open")
    metric = work.metrics.get(reading.metric) if reading.metric else None
    before = (plan.baseline, plan.baseline_period)
    if metric is None:
        before = (None, None)
    elif base:
        typed = in_unit(base, metric)
        before = before if typed == plan.baseline else (typed, None)
    elif reading.metric != plan.reading.metric:
        before = baseline(work, person, reading.metric, plan.started)
    else:
        before = (None, None)
    changed = replace(
        plan,
        reading=reading,
        baseline=before[0],
        baseline_period=before[1],
        milestones=_still_done(plan, read_milestones(milestones, start=plan.started)),
    )
    return keep(work, person, changed, by=actor.person.id, now=now)


def done(work: Work, actor: Actor, no: int, place: int, *, now: datetime) -> Plan:
    """Note that a milestone is done.

    Raises:
        NotFound, Denied: as :func:`plan_sight.get`, and when there is no such milestone.
        Stale: when the plan does not run.
    """
    plan, person = get(work, actor, no, now=now, act=Act.WRITE_PLAN)
    ticked = rules.ticked(plan, place, on=local_day(now, timezone=person.timezone))
    return plan if ticked == plan else keep(work, person, ticked, by=actor.person.id, now=now)


def discard(work: Work, actor: Actor, no: int, *, now: datetime) -> Plan:
    """Put a draft away.

    Raises:
        NotFound, Denied: as :func:`plan_sight.get`.
        Stale: when it has begun.
    """
    plan, person = get(work, actor, no, now=now, act=Act.WRITE_PLAN)
    if plan.state is not PlanState.DRAFT:
        raise Stale("plan-begun-before")
    return keep(work, person, replace(plan, state=PlanState.DROPPED), by=actor.person.id, now=now)


def keep(work: Work, person: Person, plan: Plan, *, by: str, now: datetime) -> Plan:
    """Store the next version of a plan, with the days on which it asks something.

    Raises:
        Stale: when another has changed it meanwhile.
    """
    kept = work.plans.put(replace(plan, by=by, at=now), days=days_of(work, person, plan))
    if kept is None:
        raise Stale("plan-changed-meanwhile")
    return kept


def days_of(work: Work, person: Person, plan: Plan) -> Sequence[PlanDay]:
    """Return the days on which a plan asks something, by the working days of its person; none that is long over."""
    policy, place = work.policies.of(person), place_of(person)
    today = local_day(work.now, timezone=person.timezone)
    found = [
        day for day in days(plan, lambda day: policy.works(day, place=place)) if day.day + GRACE[day.step] >= today
    ]
    # What is looked at day after day goes on with the next one.
    return [
        replace(day, day=today + timedelta(days=1)) if day.step is PlanStep.PACE and day.day <= today else day
        for day in found
    ]


def _still_done(plan: Plan, milestones: tuple[Milestone, ...]) -> tuple[Milestone, ...]:
    """Keep what was done of milestones whose words stay, and what is left out while its day does too."""
    done = {milestone.text: milestone.done_on for milestone in plan.milestones}
    left = {(milestone.text, milestone.due): milestone.skipped for milestone in plan.milestones}
    return tuple(
        replace(
            milestone,
            done_on=done.get(milestone.text),
            skipped=left.get((milestone.text, milestone.due), ""),
        )
        for milestone in milestones
    )


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
