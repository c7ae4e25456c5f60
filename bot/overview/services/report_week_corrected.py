"""Weekly digests in which a number was wrong: drawn anew in their place, for those who have them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import REDRAW, SETTLED, DeliveryState, Priority
from bot.delivery.domain.delivery_timing import Drop
from bot.delivery.services.outbox import enqueue
from bot.feedback.services.feedback_pending import SETTLE
from bot.figures.domain.delta import Flag
from bot.kit.calendar import local_day
from bot.kit.period import Grain, period_of, previous_period
from bot.messages.card import Card, Facts
from bot.messages.codec import card_from_json
from bot.messages.text import plain
from bot.overview.services.report import render
from bot.overview.services.report_reader import readers, week_key
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
    numbers = {number: person_id for person_id, (number, *_) in work.people.numbers().items()}
    changed = {numbers[number] for number in set(touched.person.tolist()) if number in numbers}
    managers = {manager_id for person_id, manager_id in work.people.managers().items() if person_id in changed}
    for manager in (work.people.get(manager_id) for manager_id in sorted(filter(None, managers))):
        for out in _digests(work, manager, now=now) if manager else ():
            people = (person for person_id in sorted(changed) if (person := work.people.get(person_id)))
            if card := _corrected(work, out, people, now=now):
                _redraw(work, out, card, now=now)


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
    has = _lines(_shown(work, out))
    labels = {label for label, *_ in has}
    told = {
        plain(person.name)
        for person in people
        if plain(person.name) in labels and _is_corrected(work, person, since=out.sent_at)
    }
    card = card_of(work, out, now=now) if told else None
    stands = {line for line in has if line[0] in told}
    return card if card and not stands <= _lines(card) else None


def _shown(work: Work, out: Delivery) -> Card:
    """Return a digest as its reader has it: as it was drawn anew the last time, else as it came."""
    shown, key = out, f"{REDRAW}:{out.key}"
    while (again := work.outbox.get(key)) is not None:
        shown = again if again.state is DeliveryState.SENT else shown
        key += "+"
    return card_from_json(shown.card)


def _lines(card: Card) -> set[tuple[str, str, str]]:
    """Return the words of the lines about somebody."""
    lines = (line for block in card.blocks if isinstance(block, Facts) for line in block.lines)
    return {(plain(line.label), plain(line.value), plain(line.against)) for line in lines}


def _is_corrected(work: Work, person: Person, *, since: datetime | None) -> bool:
    """Say whether a newest value of somebody's was corrected after an instant."""
    for delta in work.deltas.of([person.id]):
        newest = next(iter(work.readings.evidence(delta.person_id, delta.metric, delta.period)), None)
        came = newest.received_at if newest else None
        if Flag.RESTATED in delta.flags and came and since and came > since:
            return True
    return False


def _redraw(work: Work, out: Delivery, card: Card, *, now: datetime) -> None:
    key = f"{REDRAW}:{out.key}"
    while (before := work.outbox.get(key)) is not None:
        if before.state is DeliveryState.DUE:
            return  # it is drawn as it stands when it goes
        key += "+"
    person = work.people.get(out.person_id)
    if person is None:
        return
    enqueue(
        work,
        card,
        key=key,
        to=person,
        kind=REDRAW,
        priority=Priority.REPLY,
        now=now,
        not_before=now + SETTLE,
        after=out.key,
        platform=out.platform,
    )


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
