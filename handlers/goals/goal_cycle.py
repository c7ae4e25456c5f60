"""Goal cycles in chat: HR says for how long goals are agreed, the clock asks, and everybody sees how far theirs are."""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Final

from bot.delivery.domain.policy import COMPANY, SettingName
from bot.delivery.services import policy
from bot.delivery.services.message import MessageKind
from bot.goals.domain.goal_cycle import CycleCounts, CycleStep, said_months
from bot.goals.services import goal_cycle, goal_cycle_message, goal_cycle_state
from bot.goals.services.goal_cycle_message import MORNING
from bot.goals.views import goal_cycle_state as view
from bot.goals.views.goal_cycle_state import CycleSetting
from bot.kit.calendar import wall
from bot.kit.errors import Invalid
from bot.kit.period import Period
from bot.messages.inbound import Submission
from bot.people.domain.permission import Act, Relation
from bot.reviews.domain.prompt import CHECK_IN_LEAD, GOALS_LEAD
from bot.runtime.tick import Due, Tick
from handlers.argument import either, nothing, short
from handlers.goals.goal import reader
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from bot.delivery.domain.delivery import Delivery
    from bot.delivery.domain.delivery_timing import Drop
    from bot.goals.services.goal_cycle import AskedElsewhere, CycleQuestion
    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from bot.work import Work
    from handlers.context import Context


def show(context: Context, _inbound: Inbound) -> Card:
    """Show how far people are in the cycle; with a length behind the words HR sets it."""
    said = context.rest.strip()
    if said:
        months = said_months(said)
        if months is None:
            raise Invalid("goal-cycle-unclear", said=said[:20])
        _set(context, months)
    return _card(context)


def change(context: Context, inbound: Inbound) -> Form | Card:
    """Ask HR for how long goals are agreed, and keep it."""
    context.require(Act.SET_CADENCE)
    form = view.form(context.t, _setting(context))
    if not isinstance(inbound, Submission):
        return form
    with context.filling(form, inbound) as answers:
        months = view.chosen(answers.choice("every"))
    _set(context, months)
    return _card(context)


def _set(context: Context, months: int) -> None:
    context.require(Act.SET_CADENCE)
    policy.put(context.work, context.person, COMPANY, {SettingName.GOALS: str(months)}, now=context.now)


def _setting(context: Context) -> CycleSetting:
    found = policy.settings(context.work, [SettingName.GOALS])
    if not found:
        return CycleSetting(months=0)
    author = context.work.people.get(found[0].author)
    since = found[0].at.astimezone(context.reader.zone).date()
    return CycleSetting(months=int(found[0].value), since=since, by=author.name if author else found[0].author)


def _card(context: Context) -> Card:
    setting = _setting(context)
    sets = context.actor.may(Act.SET_CADENCE, Relation.COMPANY)
    led, counts = [], None
    if setting.months:
        far = partial(goal_cycle_state.states, context.work, months=setting.months, today=context.today)
        led = far(goal_cycle_message.led_people(reader(context)))
        counts = CycleCounts.of(far(goal_cycle_state.led_by_somebody(context.work))) if sets else None
    return view.shown(context.t, setting, led=led, counts=counts, today=context.today, sets=sets)


# The clock


_AT_ONCE: Final = 100
"""So many people are asked in one go, so that others can write in between."""
_KIND: Final = "goal_cycle"


def _asks(work: Work, now: datetime) -> Iterator[Due]:
    """Yield whom to ask something; when all of a time zone were asked on a day, it is not looked at again that day."""
    walls = {zone: wall(now, timezone=zone) for zone in work.job_runs.timezones()}
    days = {zone: local.date() for zone, local in walls.items() if local.time() >= MORNING}
    looked = work.job_runs.recorded(_KIND, {day.isoformat() for day in days.values()})
    days = {zone: day for zone, day in days.items() if (_zone(zone), day.isoformat()) not in looked}
    if not days or not work.policies.at(COMPANY).goal_months:
        return
    elsewhere = _elsewhere(work)
    found = list(goal_cycle.questions(work, days, elsewhere, now=now))
    had = work.job_runs.recorded(_KIND, {question.local for question in found})
    fresh = (question for question in found if (question.reader_id, question.local) not in had)
    some = list(islice(fresh, _AT_ONCE))
    for question in some:
        yield Due(question.reader_id, question.local, _ask(question, elsewhere))
    if len(some) < _AT_ONCE:
        for zone, day in days.items():
            yield Due(_zone(zone), day.isoformat(), _nothing)


def _zone(name: str) -> str:
    return f"zone {name}"


def _nothing(_work: Work, _now: datetime) -> bool:
    return False


def _ask(question: CycleQuestion, elsewhere: AskedElsewhere) -> Callable[[Work, datetime], bool]:
    def effect(work: Work, now: datetime) -> bool:
        return goal_cycle_message.ask(work, question, elsewhere, now=now)

    return effect


def _elsewhere(work: Work) -> AskedElsewhere:
    """Say who is asked by a review: HR has set its days on purpose, so it goes first and nobody hears a thing twice."""
    running = work.cycles.running()

    def asked(step: CycleStep, within: Period) -> frozenset[str]:
        goals = step in {CycleStep.START, CycleStep.TEAM_START}
        lead = GOALS_LEAD if goals else CHECK_IN_LEAD
        days = ((cycle.no, cycle.schedule.goals_due if goals else cycle.schedule.midway) for cycle in running)
        found = (no for no, due in days if due and due - lead <= within.end and due >= within.start)
        return frozenset(review.person_id for no in found for review in work.reviews.in_cycle(no))

    return asked


def _render(work: Work, delivery: Delivery, now: datetime) -> Card | Drop | None:
    return goal_cycle_message.render(work, _elsewhere(work), delivery, now)


def _length(_context: Context, rest: str) -> bool:
    """Take the length of a cycle."""
    return said_months(rest) is not None


ROUTES = (
    Route(
        "goal.cycle",
        show,
        Act.LEAD,
        (Means.WORDS, Means.CLICK),
        spoken(en="goal cycle, goal cycles", zh="目标周期"),
        takes=either(nothing, _length, short),
        changes=True,
    ),
    Route("goal.cycle.set", change, Act.SET_CADENCE, (Means.CLICK, Means.FORM), opens=True),
)

TICKS = (Tick(_KIND, _asks),)

MESSAGES = (MessageKind(goal_cycle_message.KIND, company=Act.LEAD, render=_render),)
