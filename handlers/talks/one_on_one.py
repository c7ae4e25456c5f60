"""What people do about a one-on-one: ask for it, agree on a time, move it, call it off, note that it happened."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING

from bot.delivery.domain.policy import Policy, SettingName
from bot.delivery.services import policy
from bot.delivery.services.message import MessageKind, tell_author
from bot.kit.calendar import place_at, zone
from bot.kit.errors import NotFound, Stale
from bot.kit.period import Period
from bot.messages.codec import card_from_json
from bot.messages.inbound import Click, Notice, Settled, Submission
from bot.messages.typed import ABOUT
from bot.overview.services import planning_sent
from bot.overview.services.home import Queue
from bot.people.domain.permission import Act
from bot.people.views.help import proposed
from bot.runtime.tick import Due, Tick
from bot.talks.domain.cadence import Cadence
from bot.talks.domain.one_on_one import AHEAD, DAY_BEFORE, reminder_due
from bot.talks.services import one_on_one, one_on_one_message, one_on_one_open
from bot.talks.views import one_on_one as view
from bot.talks.views import one_on_one_form as form_view
from handlers.argument import either, only, person, topic
from handlers.context import argument
from handlers.route import Means, Route, spoken
from handlers.sentence import member

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.delivery.domain.delivery import Delivery
    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from bot.talks.domain.one_on_one import Pair
    from bot.work import Work
    from handlers.context import Context


_OFFERING = {"one_on_one.times", "one_on_one.book", "review_meeting.time"}


def offers_times(inbound: Inbound) -> bool:
    """Say whether an arrival is answered with times, so that calendars should be looked at before."""
    return isinstance(inbound, Click) and inbound.action.name in _OFFERING


def between(work: Work, inbound: Inbound) -> list[str]:
    """Return whose calendars an arrival needs: of the two who are to meet, if the sender is one of them."""
    sender = work.people.by_identity(inbound.sender.identity)
    pair = work.one_on_ones.pair(argument(inbound, "person"))
    both = {pair.person_id, pair.manager_id} if pair else set()
    return sorted(both) if sender is not None and sender.id in both else []


def book(context: Context, inbound: Inbound) -> Form | Settled | Notice:
    """Note the time and say so on the card; inside a digest, whose other buttons stay, in a line of its own.

    Under an older message the time may be past or taken: then those are offered that are left.
    """
    person_id = argument(inbound, "person")
    try:
        return _book(context, person_id, argument(inbound, "at"))
    except Stale:
        found = one_on_one.times(context.work, context.actor, person_id, now=context.now)
        return _choosing(context, found, late=True)


def _book(context: Context, person_id: str, said: str) -> Settled | Notice:
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        raise NotFound("button-unknown") from None
    if at.tzinfo is None or not person_id:
        raise NotFound("button-unknown")
    proposal = one_on_one.book(context.work, context.actor, person_id, at, now=context.now)
    planning_sent.redraw(context.work, context.person, now=context.now)
    zone, now = context.reader.zone, context.now
    if proposal is None:
        return Notice(context.t("one-on-one-booked", moment=context.t.moment(at, zone=zone, now=now)))
    card = card_from_json(proposal.delivery.card)
    return Settled(view.booked(context.t, card, agreed=proposal.agreed, zone=zone, now=now))


def times(context: Context, inbound: Inbound) -> Form | Settled | Notice:
    """Offer times at which both can meet, then book the one that was chosen."""
    person_id = argument(inbound, "person") or context.person.id
    form = _choosing(context, one_on_one.times(context.work, context.actor, person_id, now=context.now))
    if not isinstance(inbound, Submission):
        return form
    with context.filling(form, inbound) as answers:
        return _book(context, person_id, answers.choice("at"))


def _choosing(context: Context, found: one_on_one.Times, *, late: bool = False) -> Form:
    person, other = context.person, found.other
    return form_view.choosing(
        context.t,
        found.times,
        name=other.name,
        person_id=found.person.id,
        other=None if other.timezone == person.timezone else zone(other.timezone),
        zone=context.reader.zone,
        now=context.now,
        late=late,
    )


def ask(context: Context, inbound: Inbound) -> Card | Form | Notice:
    """Ask the sender's manager for a talk; without a topic what it is about is asked first."""
    if context.rest:
        said = ABOUT.sub("", context.rest)[:_LONGEST]
        if not isinstance(inbound, Click) and said == context.rest[:_LONGEST]:
            lead = one_on_one.leader(context.work, context.actor, now=context.now)
            what = context.t("one-on-one-proposed", name=lead.name, topic=said)
            return proposed(context.t, "talk", said, what=what)
        return _ask(context, said)
    form = form_view.asking(context.t, name=one_on_one.leader(context.work, context.actor, now=context.now).name)
    if not isinstance(inbound, Submission):
        return form
    with context.filling(form, inbound) as answers:
        topic = answers.text_or_none("topic") or ""
    return _ask(context, topic)


def _ask(context: Context, topic: str) -> Notice:
    t, asked = context.t, one_on_one.ask(context.work, context.actor, topic, now=context.now)
    if asked.before:
        return Notice(t("one-on-one-asked-before", name=asked.lead.name))
    when = t.when(asked.at, zone=context.reader.zone, now=context.now)
    return Notice(t("one-on-one-asked", name=asked.lead.name, when=when))


_LONGEST = 300


def meetings(context: Context, inbound: Inbound) -> Card | Form:
    """List the sender's meetings, or show one of them; of somebody they lead with whom none is planned, offer times."""
    named = member(context, context.rest) if context.rest else None
    person_id = named.id if named else argument(inbound, "person")
    rows = one_on_one.meetings(context.work, context.actor, now=context.now, person_id=person_id)
    if named and not any(row.next_at for row in rows):
        return _choosing(context, one_on_one.times(context.work, context.actor, named.id, now=context.now))
    return view.meetings(context.t, rows, alone=bool(person_id), zone=context.reader.zone, now=context.now)


def cancel(context: Context, inbound: Inbound) -> Notice:
    """Call a meeting off."""
    told = one_on_one.call_off(context.work, context.actor, argument(inbound, "person"), now=context.now)
    planning_sent.redraw(context.work, context.person, now=context.now)
    return Notice(context.t("one-on-one-off", name=told.name))


def met(context: Context, inbound: Inbound) -> Notice:
    """Note that two have met."""
    t, zone = context.t, context.reader.zone
    noted = one_on_one.met(context.work, context.actor, argument(inbound, "person"), now=context.now)
    planning_sent.redraw(context.work, context.person, now=context.now)
    said = t("one-on-one-met", name=noted.other.name, day=t.day(noted.at.astimezone(zone).date()))
    if noted.planned is None:
        return Notice(said)
    moment = t.moment(noted.planned, zone=zone, now=context.now)
    return Notice(t.sentences([said, t("one-on-one-met-stays", moment=moment)]))


def later(context: Context, inbound: Inbound) -> Notice:
    """Bring open one-on-ones up again on the next working morning."""
    code, start = _listed(inbound)
    at = one_on_one_open.put_off(context.work, context.actor, code, start, now=context.now)
    moment = context.t.moment(at, zone=context.reader.zone, now=context.now)
    return Notice(context.t("one-on-one-later-said", moment=moment))


def skip(context: Context, inbound: Inbound) -> Notice:
    """Let open one-on-ones be for this time."""
    code, start = _listed(inbound)
    skipped = one_on_one_open.skip(context.work, context.actor, code, start, now=context.now)
    return Notice(context.t("one-on-one-skip-said", n=skipped))


def _listed(inbound: Inbound) -> tuple[str, date]:
    """Return which cadence and stretch a button names."""
    code = argument(inbound, "cadence")
    try:
        return Cadence.named(code).code, date.fromisoformat(argument(inbound, "start"))
    except ValueError:
        raise NotFound("button-unknown") from None


# What is still open while there is time, and two hours before what was planned.


def _open_one_on_ones(work: Work, now: datetime) -> Iterator[Due]:
    settings = policy.settings(work, [SettingName.ONE_ON_ONE])
    days = {Policy().one_on_one_days, *(int(row.value) for row in settings), *work.one_on_ones.rhythms()}
    cadences = sorted({Cadence.of(each) for each in days})

    @cache
    def due(timezone: str, location: str) -> list[tuple[str, Cadence, Period]]:
        place = place_at(location, timezone=timezone)
        found = [(cadence, reminder_due(now, cadence, timezone=timezone, place=place)) for cadence in cadences]
        return [(f"{cadence.code} {period.start.isoformat()}", cadence, period) for cadence, period in found if period]

    managers = work.job_runs.managers()
    names = {local for _, timezone, location in managers for local, _, _ in due(timezone, location)}
    had = work.job_runs.recorded("one_on_one", names)
    for manager_id, timezone, location in managers:
        for local, cadence, stretch in due(timezone, location):
            if (manager_id, local) not in had:
                yield Due(manager_id, local, _remind_open(manager_id, stretch, cadence))


def _remind_open(manager_id: str, stretch: Period, cadence: Cadence) -> Callable[[Work, datetime], bool]:
    def effect(work: Work, now: datetime) -> bool:
        manager = work.people.get(manager_id)
        return manager is not None and one_on_one_open.remind_open(work, manager, stretch, cadence, now=now)

    return effect


def _planned_one_on_ones(work: Work, now: datetime) -> Iterator[Due]:
    for pair, local in unasked(work, "one_on_one_soon", since=now, until=now + AHEAD):
        yield Due(pair.person_id, local, _remind_soon(pair))


def unasked(work: Work, kind: str, *, since: datetime, until: datetime) -> list[tuple[Pair, str]]:
    """Return the pairs whose meeting is planned between two instants and was not had yet by a tick, with its name."""
    planned = [
        (pair, pair.next_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ"))
        for pair in work.one_on_ones.planned(since=since, until=until)
        if pair.next_at is not None
    ]
    had = work.job_runs.recorded(kind, {local for _, local in planned}) if planned else {}
    return [(pair, local) for pair, local in planned if (pair.person_id, local) not in had]


def _remind_soon(pair: Pair) -> Callable[[Work, datetime], bool]:
    def effect(work: Work, now: datetime) -> bool:
        return one_on_one_message.remind(work, pair, now=now)

    return effect


def _tomorrows_one_on_ones(work: Work, now: datetime) -> Iterator[Due]:
    for pair, local in unasked(work, "one_on_one_tomorrow", since=now + AHEAD, until=now + DAY_BEFORE):
        yield Due(pair.person_id, local, _remind_tomorrow(pair))


def _remind_tomorrow(pair: Pair) -> Callable[[Work, datetime], bool]:
    return lambda work, now: one_on_one_message.remind(work, pair, day_before=True, now=now)


def _tell_author(work: Work, delivery: Delivery, now: datetime) -> None:
    if delivery.key.startswith(one_on_one_message.ASKED):
        tell_author(work, delivery, now)


ROUTES = (
    Route(
        "talk",
        ask,
        Act.TALK,
        (Means.WORDS, Means.CLICK, Means.FORM),
        spoken(en="talk, ask 1:1, ask for a 1:1", zh="约聊，约主管，约一对一"),
        opens=True,
        takes=topic,
    ),
    Route(
        "one_on_one",
        meetings,
        Act.TALK,
        (Means.WORDS, Means.CLICK),
        spoken(en="1:1, 1:1s, one on ones, meetings", zh="一对一，1对1，面谈"),
        takes=either(person, only("one_on_one")),
    ),
    Route("one_on_one.book", book, Act.TALK),
    Route("one_on_one.times", times, Act.TALK, (Means.CLICK, Means.FORM), opens=True),
    Route("one_on_one.cancel", cancel, Act.TALK),
    Route("one_on_one.met", met, Act.TALK),
    Route("one_on_one.later", later, Act.REMIND),
    Route("one_on_one.skip", skip, Act.REMIND),
)

TICKS = (
    Tick("one_on_one", _open_one_on_ones),
    Tick("one_on_one_soon", _planned_one_on_ones),
    Tick("one_on_one_tomorrow", _tomorrows_one_on_ones),
)

WAITING = (Queue("meeting", "one_on_one", Act.REMIND, one_on_one.waiting),)

MESSAGES = (
    MessageKind("one_on_one", acts=(Act.TALK,), render=one_on_one_message.render, instead=one_on_one_open.remind_again),
    MessageKind("talk", acts=(Act.TALK,), render=one_on_one_message.render, instead=_tell_author),
)
