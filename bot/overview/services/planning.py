"""Planning at work: whom a manager's week is about, and the card with it, drawn anew as things are done."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import REDRAW, DeliveryState, Priority
from bot.delivery.services.outbox import enqueue
from bot.feedback.services.driver_reader import drivers_of
from bot.kit.calendar import instant, local_day, zone
from bot.kit.errors import Denied
from bot.messages.codec import card_from_json
from bot.overview.domain.planning import (
    MOST,
    Planning,
    PlanningAgreement,
    PlanningEntry,
    PlanningGroup,
    entry_of,
    in_order,
    is_answered,
)
from bot.overview.services.team import stands
from bot.overview.views import planning as view
from bot.people.domain.permission import Act
from bot.people.domain.person import Kind
from bot.people.services import permission
from bot.talks.services import pair_log

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from bot.delivery.domain.delivery import Delivery
    from bot.messages.card import Card
    from bot.overview.ports import Work
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person

KIND = "planning"
"""The view that made the card."""


def planning(work: Work, actor: Actor, *, first: int = 0, now: datetime) -> Planning:
    """Return whom the week of somebody who leads people is about, as they may see it now.

    Raises:
        Denied: when they lead nobody.
    """
    if not actor.ever(Act.REMIND):
        raise Denied("permission-denied", act=Act.REMIND.value, subject="")
    metrics = {metric.key: metric for metric in work.metrics.all()}
    today = local_day(now, timezone=actor.person.timezone)
    rows = [row for row in stands(work, actor, now=now) if row.person.kind is Kind.PERSON]
    answers = work.talk_answers.of([row.person.id for row in rows])
    entries = in_order(
        [
            entry
            for row in rows
            if (entry := entry_of(row, metrics)) and not is_answered(entry, answers.get(row.person.id, ()), today)
        ]
    )
    first = first if 0 <= first < len(entries) else 0
    shown = [_with_agreement(work, actor, entry, now=now) for entry in entries[first : first + MOST]]
    entries[first : first + MOST] = shown
    listed = {entry.person.id for entry in entries}
    settled = [
        row.person.name
        for row in rows
        if row.person.id not in listed
        and any(
            answer.by_id == actor.person.id and local_day(answer.at, timezone=actor.person.timezone) == today
            for answer in answers.get(row.person.id, ())
        )
    ]
    moved = drivers_of(work, actor, [entry.delta for entry in shown], now=now)
    return Planning(entries, metrics, zone(actor.person.timezone), now, first, settled, moved)


def _with_agreement(work: Work, actor: Actor, entry: PlanningEntry, *, now: datetime) -> PlanningEntry:
    """Add what was agreed on in the last talk that has anything: what is still open first."""
    logs = [log for log in work.pair_logs.of(entry.person.id) if log.actions]
    mine = [log for log in logs if pair_log.visible(work, actor.person, log, now=now)]
    if not mine:
        return entry
    last = max(mine, key=lambda log: (log.met_at, log.no))
    action = min(last.actions, key=lambda action: (action.done_at is not None, action.no))
    met_on = local_day(last.met_at, timezone=actor.person.timezone)
    return replace(entry, agreement=PlanningAgreement(met_on, action))


def card_for(work: Work, actor: Actor, *, first: int = 0, now: datetime) -> Card:
    """Return somebody's week as a card.

    Raises:
        Denied: when they lead nobody.
    """
    to = work.reader(actor.person, now=now)
    return view.card(to.t, planning(work, actor, first=first, now=now))


def instead_of(work: Work, nudges: Sequence[Delivery], reader: Person, now: datetime) -> Card | None:
    """Return the card that stands for several nudges to somebody; None where these are about others too."""
    actor = permission.actor(work, reader, now=now)
    if not actor.ever(Act.REMIND):
        return None
    plan = planning(work, actor, now=now)
    talks = {entry.person.id for entry in plan.entries if entry.group is PlanningGroup.TALK}
    if not {nudge.subject_id for nudge in nudges} <= talks:
        return None
    return view.card(work.reader(reader, now=now).t, plan)


# In place


def redraw(work: Work, reader: Person, *, now: datetime) -> bool:
    """Have the cards with somebody's week that they got today drawn anew; False where there is none."""
    out = list(_sent_today(work, reader, now=now))
    actor = permission.actor(work, reader, now=now)
    for sent in out:
        enqueue(
            work,
            _now(work, actor, now=now),
            key=f"{REDRAW}:{sent.key}:{now.isoformat()}",
            to=reader,
            kind=REDRAW,
            priority=Priority.REPLY,
            now=now,
            after=sent.key,
            platform=sent.platform,
        )
    return bool(out)


def _sent_today(work: Work, reader: Person, *, now: datetime) -> Iterable[Delivery]:
    midnight = instant(local_day(now, timezone=reader.timezone), time(0), timezone=reader.timezone)
    for sent in work.outbox.find(state=DeliveryState.SENT.value, person_id=reader.id, since=midnight):
        if sent.kind != REDRAW and _is_planning(sent):
            yield sent


def _is_planning(delivery: Delivery) -> bool:
    return card_from_json(delivery.card).kind == KIND


def _now(work: Work, actor: Actor, *, now: datetime) -> Card:
    """Return somebody's week as it is now; who leads nobody any more reads nothing of it."""
    to = work.reader(actor.person, now=now)
    return card_for(work, actor, now=now) if actor.ever(Act.REMIND) else view.over(to.t)


def redrawn(work: Work, delivery: Delivery, now: datetime) -> Card | None:
    """Return what a week that is drawn anew says now; None of another noun's card."""
    sent, reader = work.outbox.get(delivery.after), work.people.get(delivery.person_id)
    if sent is None or reader is None or not _is_planning(sent):
        return None
    return _now(work, permission.actor(work, reader, now=now), now=now)
