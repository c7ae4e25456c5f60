"""Plans that come unasked in the place of nudges: made of several, and drawn anew as things are done or corrected."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import NOTHING_LEFT, REDRAW, SETTLED, DeliveryState
from bot.delivery.domain.delivery_timing import Drop
from bot.delivery.domain.message import PLANNING
from bot.delivery.services.delivery_redraw import redraw as draw_anew
from bot.delivery.services.delivery_redraw import shown
from bot.feedback.domain.feedback import Feedback, Occasion, Stage, TakenBack
from bot.feedback.services.feedback_corrected import why_taken_back
from bot.feedback.services.feedback_pending import LIFE, SETTLE
from bot.feedback.services.feedback_retraction import is_plan
from bot.kit.calendar import instant, local_day
from bot.messages.codec import card_from_json, card_to_json
from bot.overview.domain.planning import Planning, PlanningChange, PlanningGroup
from bot.overview.services.planning import planning
from bot.overview.services.report_reader import readers
from bot.overview.services.team_corrected import corrected_on, labels, managers_of, people_of
from bot.overview.views import planning as view
from bot.people.domain.permission import Act
from bot.people.services import permission

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from bot.delivery.domain.delivery import Delivery
    from bot.figures.domain.delta import Changed
    from bot.messages.card import Card
    from bot.overview.ports import Work
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person

_FRESH = timedelta(days=7)
"""A plan that is older is nobody's plan for now, and stays as it was."""


def instead_of(work: Work, nudges: Sequence[Delivery], reader: Person, now: datetime) -> Card | None:
    """Return the card that stands for several nudges to somebody; None where these are about others too."""
    actor = permission.actor(work, reader, now=now)
    if not actor.ever(Act.REMIND):
        return None
    plan = planning(work, actor, but=_coming(work, reader, nudges, now=now), now=now)
    talks = {entry.person.id for entry in plan.entries if entry.group is PlanningGroup.TALK}
    if not {nudge.subject_id for nudge in nudges} <= talks:
        return None
    return view.card(work.reader(reader, now=now).t, plan)


def _coming(work: Work, reader: Person, out: Iterable[Delivery] = (), *, now: datetime) -> set[str]:
    """Return about whom somebody is still to have a nudge: each of them is to hear their own numbers before."""
    keys = {nudge.key for nudge in out}
    wanted = work.feedback.to_reader(reader.id, (Occasion.NUDGE,), since=now - LIFE[Occasion.NUDGE])
    return {nudge.subject_id for nudge in wanted if nudge.key not in keys and not _is_out(work, nudge)}


def _is_out(work: Work, nudge: Feedback) -> bool:
    out = work.outbox.get(nudge.key) if nudge.stage is Stage.SENT else None
    return nudge.stage is Stage.SENT and (out is None or out.state not in {DeliveryState.DUE, DeliveryState.SENDING})


def render(work: Work, delivery: Delivery, now: datetime) -> Card | Drop | None:
    """Return what several nudges say together as they go out; None of a digest that is no plan."""
    reader = work.people.get(delivery.person_id)
    if reader is None or card_from_json(delivery.card).kind != PLANNING:
        return None
    actor = permission.actor(work, reader, now=now)
    if not actor.ever(Act.REMIND):
        return Drop(NOTHING_LEFT)
    plan = planning(work, actor, but=_coming(work, reader, now=now), now=now)
    return view.card(work.reader(reader, now=now).t, plan) if plan.entries else Drop(NOTHING_LEFT)


# In place


def redraw(work: Work, reader: Person, *, now: datetime) -> bool:
    """Have the plans that somebody got today drawn anew; False where there is none, or none that can be."""
    midnight = instant(local_day(now, timezone=reader.timezone), time(0), timezone=reader.timezone)
    out = [sent for sent in _sent(work, reader, since=midnight) if sent.receipt is None or sent.receipt.changes]
    for sent in out:
        draw_anew(work, sent, _now(work, sent, reader, now=now), now=now)
    return bool(out)


def redraw_corrected(work: Work, touched: Changed, *, now: datetime) -> None:
    """Have the plans drawn anew that name somebody whose figures were corrected since they went out.

    That is asked once more when more data has had the time to come in: see :func:`redrawn`.
    """
    if not len(touched):
        return
    people = people_of(work, touched)
    for manager in managers_of(work, people):
        for reader in readers(work, manager, now=now):
            for sent in _sent(work, reader, since=now - _FRESH):
                if corrected_on(work, labels(card_from_json(shown(work, sent).card)), people, since=sent.sent_at):
                    draw_anew(work, sent, _now(work, sent, reader, now=now), now=now, not_before=now + SETTLE)


def _sent(work: Work, reader: Person, *, since: datetime) -> Iterable[Delivery]:
    for sent in work.outbox.find(state=DeliveryState.SENT.value, person_id=reader.id, since=since):
        if sent.kind != REDRAW and _is_planning(work, sent):
            yield sent


def _is_planning(work: Work, delivery: Delivery) -> bool:
    return is_plan(work, delivery) or card_from_json(delivery.card).kind == PLANNING


def _now(work: Work, sent: Delivery, reader: Person, *, now: datetime) -> Card:
    """Return somebody's week as it is now; who leads nobody any more reads nothing of it."""
    to, actor = work.reader(reader, now=now), permission.actor(work, reader, now=now)
    if not actor.ever(Act.REMIND):
        return view.over(to.t)
    plan = planning(work, actor, but=_coming(work, reader, now=now), now=now)
    return view.card(to.t, replace(plan, changes=_changes(work, sent, actor, plan, now=now)))


def redrawn(work: Work, delivery: Delivery, now: datetime) -> Card | Drop | None:
    """Return what a week that is drawn anew says now, nothing where it reads so; None of another noun's card."""
    sent, reader = work.outbox.get(delivery.after), work.people.get(delivery.person_id)
    if sent is None or reader is None or not _is_planning(work, sent):
        return None
    card = _now(work, sent, reader, now=now)
    return Drop(SETTLED) if card_to_json(card) == shown(work, sent).card else card


def _changes(work: Work, sent: Delivery, actor: Actor, plan: Planning, *, now: datetime) -> list[PlanningChange]:
    """Return of those whom a plan was about what has become of what it said: corrected, better, or led by others."""
    parts = [part for part in (sent, *work.outbox.members(sent.key)) if part.kind == Occasion.NUDGE]
    nudges = [nudge for part in parts if (nudge := work.feedback.get(part.key))]
    ids = dict.fromkeys(nudge.subject_id for nudge in nudges)
    named = [person for person_id in ids if (person := work.people.get(person_id))]
    mine = [
        person for person in work.people.all() if person.manager_id and permission.sees(work, actor, person, now=now)
    ]
    wrong = corrected_on(work, labels(card_from_json(sent.card)), mine, since=sent.sent_at)
    found = {person.id: PlanningChange(person.name, TakenBack.CORRECTED) for person in wrong}
    for person in named:
        if not permission.sees(work, actor, person, now=now):
            lead = permission.leader(work, person, now=now)
            found[person.id] = PlanningChange(person.name, None, lead.name if lead else "")
        elif person.id not in {entry.person.id for entry in plan.entries if entry.group is PlanningGroup.TALK}:
            theirs = [nudge for nudge in nudges if nudge.subject_id == person.id]
            if (why := _why_closed(work, theirs, now=now)) is not None:
                found[person.id] = PlanningChange(person.name, why)
    return list(found.values())


def _why_closed(work: Work, nudges: Sequence[Feedback], *, now: datetime) -> TakenBack | None:
    """Return why nothing calls any more for the talk that nudges about somebody asked for; None if something does."""
    last = nudges[-1]
    signals = work.rules.signals(last.signals)
    return None if work.rules.holding(signals, today=now.date()) else why_taken_back(work, last, signals)
