"""The log of a pair: written by either, searched in chat, taken out as a file; and what of it is due."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from bot.delivery.services.message import MessageKind
from bot.kit.calendar import instant, local_day
from bot.kit.errors import NotFound
from bot.messages.inbound import Notice, Submission
from bot.people.domain.permission import Act
from bot.people.services.permission import somebody
from bot.runtime.tick import Due, Tick
from bot.talks.domain.pair_log import AgreedAction
from bot.talks.services import agenda, one_on_one_message, pair_log
from bot.talks.services.one_on_one_pair import two_of
from bot.talks.views import pair_log as view
from bot.talks.views import pair_log_form as form_view
from handlers.argument import anything
from handlers.context import argument, number, whole
from handlers.route import Means, Route, spoken
from handlers.talks.one_on_one import unasked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.messages.answers import Answers
    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from bot.talks.domain.one_on_one import Pair
    from bot.talks.domain.pair_log import TalkLogEntry
    from bot.work import Work
    from handlers.context import Context

_LONGEST_QUERY = 100
_MORNING = time(9, 30)
_AFTER = timedelta(hours=1)
"""How long after the beginning of a planned talk whoever leads it is asked what was agreed."""
_ASKED_FOR = timedelta(days=3)


def show(context: Context, inbound: Inbound) -> Card:
    """Show the talks of the sender's own pairs, those with somebody, or those that hold the words that follow."""
    query = " ".join(context.rest.split())[:_LONGEST_QUERY]
    person_id = argument(inbound, "person")
    found = pair_log.entries(context.work, context.actor, now=context.now, query=query, person_id=person_id)
    return _shown(context, found, query=query)


def _shown(context: Context, found: list[TalkLogEntry], *, query: str = "", said: str = "") -> Card:
    return view.shown(
        context.t,
        found,
        pair_log.names(context.work, found),
        reader_id=context.person.id,
        query=query,
        zone=context.reader.zone,
        now=context.now,
        said=said,
    )


def write(context: Context, inbound: Inbound) -> Card | Form:
    """Ask what was talked about and agreed on, then keep it."""
    person_id = argument(inbound, "person") or context.person.id
    person, lead = two_of(context.work, context.actor, person_id, now=context.now)
    other = lead if context.person.id == person.id else person
    points = agenda.points(context.work, person, context.person)
    form = form_view.writing(
        context.t, points, name=other.name, person_id=person.id, lead_id=lead.id, reader_id=context.person.id
    )
    if not isinstance(inbound, Submission):
        return form
    with context.filling(form, inbound) as answers:
        dealt = answers.choices("dealt") if "dealt" in answers else ()
        written = pair_log.Written(dealt, answers.text_or_none("notes") or "", _action(answers, person.id))
    entry = pair_log.write(context.work, context.actor, person.id, written, now=context.now)
    return _written(context, entry)


def _action(answers: Answers, person_id: str) -> tuple[AgreedAction, ...]:
    text = answers.text_or_none("action")
    if not text:
        return ()
    return (AgreedAction(answers.choice_or_none("owner") or person_id, text, answers.day_or_none("due")),)


def _written(context: Context, entry: TalkLogEntry) -> Card:
    named = pair_log.names(context.work, [entry])
    return view.written(context.t, entry, named, reader_id=context.person.id, zone=context.reader.zone, now=context.now)


def agree(context: Context, inbound: Inbound) -> Card | Form:
    """Ask for one more thing that was agreed on, then keep it."""
    entry = pair_log.get(context.work, context.actor, number(inbound), now=context.now)
    other = somebody(context.work, entry.lead_id if context.person.id == entry.person_id else entry.person_id)
    form = form_view.agreeing(context.t, entry, name=other.name, reader_id=context.person.id)
    if not isinstance(inbound, Submission):
        return form
    with context.filling(form, inbound) as answers:
        [action] = _action(answers, entry.person_id)
    return _written(context, pair_log.agree(context.work, context.actor, entry.no, action, now=context.now))


def done(context: Context, inbound: Inbound) -> Notice:
    """Note that something agreed on is done."""
    action_no = whole(argument(inbound, "action"))
    if action_no is None:
        raise NotFound("button-unknown")
    action = pair_log.done(context.work, context.actor, number(inbound), action_no, now=context.now)
    return Notice(context.t("pair-log-done-said", what=action.text))


def export(context: Context, _inbound: Inbound) -> Card:
    """Hand over the talks of the sender's own pairs as a file."""
    found = pair_log.export(context.work, context.actor, now=context.now)
    named = pair_log.names(context.work, found)
    return view.export(context.t, found, named, reader_id=context.person.id, zone=context.reader.zone)


# What is due of what was agreed on: the day before and on the day, in the morning of whoever does it, and then no more.


def _agreed(work: Work, now: datetime) -> Iterator[Due]:
    around = [now.date() + timedelta(days=ahead) for ahead in (-1, 0, 1, 2)]
    found = pair_log.due(work, since=around[0], until=around[-1])
    had = work.job_runs.recorded("agreed_action", {day.isoformat() for day in around}) if found else {}
    for number_, (entry, action) in found.items():
        owner = work.people.get(action.owner_id)
        if owner is None or action.due_on is None:
            continue
        today = local_day(now, timezone=owner.timezone)
        asked_on = {action.due_on - timedelta(days=1), action.due_on}
        subject, local = f"{owner.id} {number_}", today.isoformat()
        morning = instant(today, _MORNING, timezone=owner.timezone)
        if today in asked_on and now >= morning and (subject, local) not in had:
            yield Due(subject, local, _remind(entry.no, number_, today))


def _remind(log_no: int, action_no: int, day: date) -> Callable[[Work, datetime], bool]:
    return lambda work, now: pair_log.remind(work, log_no, action_no, day, now=now)


def _over(work: Work, now: datetime) -> Iterator[Due]:
    for pair, local in unasked(work, "one_on_one_after", since=now - _ASKED_FOR, until=now - _AFTER):
        yield Due(pair.person_id, local, _ask_after(pair))


def _ask_after(pair: Pair) -> Callable[[Work, datetime], bool]:
    return lambda work, now: one_on_one_message.ask_after(work, pair, now=now)


ROUTES = (
    Route(
        "pair_log.export",
        export,
        Act.TALK,
        (Means.WORDS, Means.CLICK),
        spoken(en="export log, log export", zh="导出沟通日志，沟通日志导出"),
    ),
    Route(
        "pair_log",
        show,
        Act.TALK,
        (Means.WORDS, Means.CLICK),
        spoken(en="log, talk log, 1:1 log, search log", zh="沟通日志，沟通记录，搜沟通日志，查沟通日志"),
        takes=anything,
    ),
    Route("pair_log.write", write, Act.TALK, (Means.CLICK, Means.FORM), opens=True),
    Route("pair_log.agree", agree, Act.TALK, (Means.CLICK, Means.FORM), opens=True),
    Route("pair_log.done", done, Act.TALK),
)

TICKS = (Tick("agreed_action", _agreed), Tick("one_on_one_after", _over))

MESSAGES = (MessageKind("pair_log", acts=(Act.TALK,), may=pair_log.may_read),)
