"""Weekly digests in which a number was wrong: drawn anew in their place, for those who have them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import SETTLED, DeliveryState
from bot.delivery.domain.delivery_timing import Drop
from bot.delivery.services.delivery_redraw import redraw, shown
from bot.feedback.services.feedback_pending import SETTLE
from bot.kit.calendar import local_day
from bot.kit.period import Grain, period_of, previous_period
from bot.messages.card import Card
from bot.messages.codec import card_from_json
from bot.messages.text import plain
from bot.overview.services.report import render
from bot.overview.services.report_reader import readers, week_key
from bot.overview.services.team_corrected import corrected_on, lines, managers_of, people_of
from bot.overview.views import report_week as view

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.delivery.domain.delivery import Delivery
    from bot.figures.domain.delta import Changed
    from bot.overview.ports import Work
    from bot.people.domain.person import Person

_KEY = "report:week:"
_FRESH = timedelta(days=10)
"""A digest that is older says nothing about this week, and stays as it was."""


def redraw_corrected(work: Work, touched: Changed, *, now: datetime) -> None:
    """Have the digests of managers drawn anew that told a value which has been corrected since they went out.

    That is asked once more when more data has had the time to come in: see :func:`render_redrawn`.
    """
    if not len(touched):
        return
    people = people_of(work, touched)
    for manager in managers_of(work, people):
        for out in _digests(work, manager, now=now):
            if card := _corrected(work, out, people, now=now):
                redraw(work, out, card, now=now, not_before=now + SETTLE)


def _digests(work: Work, manager: Person, *, now: datetime) -> list[Delivery]:
    """Return the digests about a manager's last week and this one that are out, whoever reads them."""
    this = period_of(local_day(now, timezone=manager.timezone), Grain.WEEK)
    weeks = (previous_period(this, Grain.WEEK), previous_period(previous_period(this, Grain.WEEK), Grain.WEEK))
    found = (
        work.outbox.get(week_key(reader, manager, week)) for week in weeks for reader in readers(work, manager, now=now)
    )
    return [out for out in found if out and out.state is DeliveryState.SENT and now - out.created_at < _FRESH]


def _corrected(work: Work, out: Delivery, people: Iterable[Person], *, now: datetime) -> Card | None:
    """Return a digest as it stands now where it tells of somebody who was corrected otherwise than its reader has it.

    What was corrected may be no number of it, or by now be again what it was.
    """
    has = card_from_json(shown(work, out).card)
    told = {plain(person.name) for person in corrected_on(work, has, people, since=out.sent_at)}
    card = card_of(work, out, now=now) if told else None
    stands = {line for line in lines(has) if line[0] in told}
    return card if card and not stands <= lines(card) else None


def render_redrawn(work: Work, delivery: Delivery, now: datetime) -> Card | Drop | None:
    """Return a digest as it stands now, none where it stands as its reader has it; None for a card of another noun."""
    out = work.outbox.get(delivery.after) if delivery.after.startswith(_KEY) else None
    return (_corrected(work, out, work.people.all(), now=now) or Drop(SETTLED)) if out else None


def card_of(work: Work, out: Delivery, *, now: datetime) -> Card | None:
    """Return a digest with the figures of this instant, saying that one was wrong; None for who may not read it."""
    reader = work.people.get(out.person_id)
    if reader is None:
        return None
    to = work.reader(reader, now=now)
    made = render(work, out, now)
    if not isinstance(made, Card):
        return view.nothing_left(to.t)
    return replace(made, blocks=view.corrected(to.t, made.blocks))
