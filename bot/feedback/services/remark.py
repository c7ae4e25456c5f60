"""Remarks at work: what somebody adds to a value stands beside it wherever their manager reads it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import DeliveryState
from bot.feedback.domain.feedback import Occasion
from bot.feedback.domain.remark import Remark
from bot.feedback.services.feedback_render import quotes
from bot.feedback.views.feedback_nudge import quoted
from bot.kit.errors import NotFound
from bot.messages.codec import card_from_json, card_to_json
from bot.people.domain.permission import Act
from bot.people.services.permission import require, somebody

if TYPE_CHECKING:
    from datetime import datetime

    from bot.feedback.ports import Work
    from bot.figures.domain.delta import Delta
    from bot.kit.period import Period
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person


def add(work: Work, actor: Actor, delta: Delta, text: str, *, now: datetime) -> Remark:
    """Add words to a value of one's own, in the place of earlier ones; messages that are not out yet carry them.

    Raises:
        Denied: when the value is not the actor's.
    """
    person = somebody(work, delta.person_id)
    require(work, actor, Act.ADD_CONTEXT, person, now=now)
    made = Remark(person.id, delta.metric, delta.period, text, now)
    made = replace(made, no=work.remarks.put(made))
    _bring_along(work, person, delta.metric, delta.period, now=now)
    return made


def mine(work: Work, actor: Actor, number: int, *, now: datetime) -> Remark:
    """Return words that the actor has added.

    Raises:
        NotFound: when there are none of that number.
        Denied: when they are somebody else's.
    """
    known = work.remarks.get(number)
    if known is None:
        raise NotFound("remark-gone")
    require(work, actor, Act.ADD_CONTEXT, somebody(work, known.person_id), now=now)
    return known


def withdraw(work: Work, actor: Actor, number: int, *, now: datetime) -> Remark:
    """Take words back, also out of messages that are not out yet.

    Raises:
        NotFound: when there are none of that number.
        Denied: when they are somebody else's.
    """
    known = mine(work, actor, number, now=now)
    work.remarks.withdraw(number)
    _bring_along(work, actor.person, known.metric, known.period, now=now)
    return known


def _bring_along(work: Work, person: Person, metric: str, period: Period, *, now: datetime) -> None:
    """Let the nudges about a value that still wait say what is added to it now."""
    for delivery in work.outbox.find(state=DeliveryState.DUE.value):
        if delivery.subject_id != person.id or delivery.kind != Occasion.NUDGE:
            continue
        told, reader = work.feedback.get(delivery.key), work.people.get(delivery.person_id)
        about = {(key[0], key[1], key[2].start) for key in told.deltas} if told else set()
        if told and reader and (person.id, metric, period.start) in about:
            card = quoted(card_from_json(delivery.card), quotes(work, reader, person, told.deltas, now=now))
            work.outbox.rewrite(delivery, card_to_json(card))
