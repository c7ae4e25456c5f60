"""What HR does about a round of reviews: plan, change, begin and close it; and who is where, for those who lead."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.growth.services import plan_overdue
from bot.kit.errors import Invalid, Unanswered
from bot.kit.period import Period
from bot.messages.inbound import Submission
from bot.people.domain.permission import Act, Relation
from bot.reviews.domain.cycle import Cycle, CycleState, FillOrder
from bot.reviews.domain.default_form_template import SELF_REVIEW
from bot.reviews.domain.prompt import usual_days
from bot.reviews.domain.score import said_parts
from bot.reviews.services import cycle as cycles
from bot.reviews.services import cycle_overview, form_template, review_task, review_todo
from bot.reviews.views import cycle as view
from bot.reviews.views import cycle_form as form_view
from bot.reviews.views import cycle_missing as missing_view
from handlers.argument import either, nothing
from handlers.context import argument, number, whole
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from datetime import date

    from bot.messages.answers import Answers
    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from bot.reviews.domain.review import Review
    from bot.reviews.domain.review_task import ReviewTask
    from handlers.context import Context


def show(context: Context, inbound: Inbound) -> Card:
    """Show the newest cycle, or the one of a button: its days, and how the reader's teams stand."""
    found = cycles.find(context.work, number(inbound)) if argument(inbound, "no") else None
    newest = found or next(iter(context.work.cycles.all()), None)
    if newest is None or (newest.state is CycleState.DRAFT and not _runs(context)):
        return view.none(context.t, runs=_runs(context))
    return _card(context, newest, page=whole(argument(inbound, "page")) or 0)


def missing(context: Context, inbound: Inbound) -> Card:
    """List what is not done of those whom the reader follows, of all or of one team."""
    cycle, team = _asked(context, inbound)
    if cycle is None:
        return view.none(context.t, runs=_runs(context))
    found = cycle_overview.missing(context.work, context.actor, cycle, team=team, now=context.now)
    page = whole(argument(inbound, "page")) or 0
    return missing_view.missing(context.reader, cycle, found, me=context.person.id, team=team, page=page)


def remind(context: Context, inbound: Inbound) -> Card:
    """Remind everybody who owes something, and say who heard and who not."""
    cycle, team = _asked(context, inbound)
    if cycle is None:
        return view.none(context.t, runs=_runs(context))
    owed: dict[str, list[tuple[Review, ReviewTask]]] = {}
    for task in cycle_overview.missing(context.work, context.actor, cycle, team=team, now=context.now):
        if task.reader_id != context.person.id:
            owed.setdefault(task.reader_id, []).append((task.review, task.task))
    found = review_task.remind(context.work, owed, now=context.now)
    return missing_view.reminded(
        context.t, cycle, told=found.told, away=found.away, before=found.before, today=context.today
    )


def _asked(context: Context, inbound: Inbound) -> tuple[Cycle | None, str]:
    """Return the cycle of a button, else the newest that runs, and the team that was named, if any."""
    if argument(inbound, "no"):
        return cycles.find(context.work, number(inbound)), argument(inbound, "team")
    newest = next(iter(context.work.cycles.running()[::-1]), None)
    return newest, _named(context, context.rest)


def plan(context: Context, inbound: Inbound) -> Form | Card:
    """Ask for a cycle, or for what changes of one, then keep it; one that runs goes on by it at once."""
    context.require(Act.RUN_REVIEWS)
    known = cycles.find(context.work, number(inbound)) if argument(inbound, "no") else None
    units, templates = cycle_overview.units(context.work), context.work.form_templates.all()
    form = form_view.planning(context.t, units, today=context.today, cycle=known, templates=templates)
    if not isinstance(inbound, Submission):
        return form
    with context.filling(form, inbound) as answers:
        try:
            kept = _kept(context, known, answers)
        except Invalid as wrong:
            raise Unanswered(
                {_FIELDS.get(str(wrong.values.get("late", wrong.key)), "name"): (wrong.key, wrong.values)}
            ) from None
    return _card(context, kept)


_FIELDS = {
    "midway": "midway",
    "opens": "opens",
    "first_due": "self_due",
    "second_due": "manager_due",
    "peers_due": "peers_due",
    "meet_by": "meet_by",
    "closes": "closes",
    "cycle-parts": "parts",
    "peer-review-no-key": "parts",
}


def _kept(context: Context, known: Cycle | None, answers: Answers) -> Cycle:
    before = known or Cycle(
        no=0,
        name="",
        period=Period(context.today, context.today),
        template=SELF_REVIEW.key,
        template_version=1,
        schedule=form_view.schedule(dict.fromkeys(form_view.DAYS, context.today)),
    )
    period = Period(answers.day("start"), answers.day("end"))
    days = {name: answers.day(name) for name in form_view.DAYS}
    after = replace(
        before,
        name=answers.text("name"),
        period=period,
        schedule=replace(
            form_view.schedule(days, **_prompts(context, answers, period, days["opens"])),
            peers_due=answers.day_or_none("peers_due"),
            report_days=int(answers.choice("report_days")),
        ),
        parts=said_parts(answers.text_or_none("parts") or ""),
        order=FillOrder(answers.choice("order")),
        units=answers.choices("units") if "units" in answers.asked else before.units,
    )
    if "template" in answers.asked:
        newest = form_template.find(context.work, answers.choice("template"))
        after = replace(after, template=newest.key, template_version=newest.version)
    if known is None:
        return cycles.plan(context.work, context.person, after, now=context.now)
    return cycles.amend(context.work, context.person, after, now=context.now)


def _prompts(context: Context, answers: Answers, period: Period, opens: date) -> dict[str, date | None]:
    """Return the days of the prompts: those that were typed, or the usual ones that come before the forms."""
    if "prompts" not in answers.asked:
        return {name: answers.day_or_none(name) for name in form_view.PROMPTS}
    usual = dict(zip(form_view.PROMPTS, usual_days(period, today=context.today), strict=True))
    chosen = answers.choices("prompts")
    return {name: day if day and day < opens and name in chosen else None for name, day in usual.items()}


def start(context: Context, inbound: Inbound) -> Card:
    """Let a cycle run."""
    context.require(Act.RUN_REVIEWS)
    return _card(context, cycles.start(context.work, context.person, number(inbound), now=context.now))


def close(context: Context, inbound: Inbound) -> Card:
    """Close a cycle."""
    context.require(Act.RUN_REVIEWS)
    closed = cycles.close(context.work, context.person, number(inbound), now=context.now)
    review_todo.cycle_closed(context.work, closed, now=context.now)
    return _card(context, closed)


def _card(context: Context, cycle: Cycle, *, page: int = 0) -> Card:
    people = cycle_overview.taking_part(context.work, cycle, now=context.now) if cycle.state is CycleState.DRAFT else 0
    planned = context.work.review_meetings.planned(since=context.now, until=context.now + _AHEAD)
    teams = cycle_overview.teams(context.work, context.actor, cycle, planned=planned, now=context.now)
    took = cycle_overview.fill_time(context.work, context.actor, cycle)
    plans = Counter(plan.team for plan in plan_overdue.overdue(context.work, context.actor, now=context.now))
    return view.card(
        context.reader, cycle, teams, runs=_runs(context), people=people, took=took, plans=plans, page=page
    )


def _team(context: Context, rest: str) -> bool:
    """Take the name of a team."""
    return bool(_named(context, rest))


def _named(context: Context, said: str) -> str:
    """Return the name of the team that was typed, by its name or id; "" for none."""
    wanted = said.strip().casefold()
    units = cycle_overview.units(context.work).items()
    return next((name for unit, name in units if wanted in {unit.casefold(), name.casefold()}), "")


def _runs(context: Context) -> bool:
    return context.actor.may(Act.RUN_REVIEWS, Relation.COMPANY)


_AHEAD = timedelta(days=366)
ROUTES = (
    Route(
        "cycle",
        show,
        Act.FOLLOW_REVIEWS,
        (Means.WORDS, Means.CLICK),
        spoken(en="cycle, cycles, review cycle", zh="考核周期，考核进度"),
    ),
    Route(
        "cycle.plan",
        plan,
        Act.RUN_REVIEWS,
        (Means.WORDS, Means.CLICK, Means.FORM),
        spoken(en="new cycle, plan cycle", zh="新考核周期，发起考核"),
        opens=True,
    ),
    Route(
        "cycle.missing",
        missing,
        Act.FOLLOW_REVIEWS,
        (Means.WORDS, Means.CLICK),
        spoken(en="missing forms, missing reviews", zh="谁没交，未交名单"),
        takes=either(nothing, _team),
    ),
    Route("cycle.remind", remind, Act.FOLLOW_REVIEWS),
    Route("cycle.start", start, Act.RUN_REVIEWS),
    Route("cycle.close", close, Act.RUN_REVIEWS),
)
