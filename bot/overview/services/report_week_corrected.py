"""Weekly digests in which a number was wrong: drawn anew in their place, for those who have them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.delivery.domain.delivery import SETTLED, DeliveryState, Priority
from bot.delivery.domain.delivery_timing import Drop
from bot.delivery.services.delivery_redraw import first_of, following, newest, redraw, shown, told_after
from bot.delivery.services.outbox import enqueue
from bot.feedback.services.feedback_pending import SETTLE
from bot.feedback.services.feedback_told import hears_correction
from bot.kit.calendar import local_day
from bot.kit.period import Grain, period_of, previous_period
from bot.messages.card import Card
from bot.messages.codec import card_from_json
from bot.messages.text import plain
from bot.overview.services import report
from bot.overview.services.report_reader import readers, week_key
from bot.overview.services.team_corrected import corrected_on, lines, managers_of, people_of
from bot.overview.views import report_week as view
from bot.people.services import permission

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.delivery.domain.delivery import Delivery
    from bot.figures.domain.delta import Changed
    from bot.overview.ports import Work
    from bot.people.domain.person import Person

CORRECTED: Final = "week_corrected"
"""The kind of the message that says so where a digest cannot be changed."""
_KEY = "report:week:"
_AFTER = SETTLE + timedelta(minutes=5)
"""A message of its own waits until it is known whether its reader hears of the correction anyway."""
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
            if (card := _corrected(work, out, people, now=now)) is None:
                continue
            if out.receipt is None or out.receipt.changes:
                redraw(work, out, card, now=now, not_before=now + SETTLE)
            else:
                _say(work, out, card, now=now)


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
    has, reader = _told_by(work, out), work.people.get(out.person_id)
    told = corrected_on(work, {label for label, *_ in has}, people, since=out.sent_at)
    card = card_of(work, out, now=now) if told else None
    if card is None or reader is None:
        return None
    names, now_says = {plain(person.name) for person in told}, lines(card)
    gone = names - {label for label, *_ in now_says}
    left = plain(view.nothing_left_line(work.reader(reader, now=now).t))
    stands = {line for line in has if line[0] in names}
    return None if stands <= now_says | {(name, left, "") for name in gone} else card


def _told_by(work: Work, out: Delivery) -> set[tuple[str, str, str]]:
    """Return the lines about people as somebody was told them last, by a digest and by what came after it."""
    found = lines(card_from_json(shown(work, out).card))
    for short in told_after(work, _short_key(out)):
        if short.state is DeliveryState.SENT:
            says = lines(card_from_json(short.card))
            found = {line for line in found if line[0] not in {label for label, *_ in says}} | says
    return found


def _short_key(out: Delivery) -> str:
    return f"{CORRECTED}:{out.key}"


def _say(work: Work, out: Delivery, card: Card, *, now: datetime) -> None:
    """Tell once, in a short message, that a number was wrong in a digest that cannot be changed."""
    reader = work.people.get(out.person_id)
    before = told_after(work, _short_key(out))
    waits = any(again.state is DeliveryState.DUE for again in before)
    if reader is not None and reader.employed_at(now) and not waits:
        key, soon = following(_short_key(out), len(before)), now + _AFTER
        rights = permission.rights(work, permission.actor(work, reader, now=now), now=now).to_text()
        enqueue(
            work,
            card,
            key=key,
            to=reader,
            kind=CORRECTED,
            priority=Priority.DEADLINE,
            now=now,
            not_before=soon,
            rights=rights,
        )


def render(work: Work, delivery: Delivery, now: datetime) -> Card | Drop:
    """Return what is said where a digest cannot be changed; nothing where its reader hears of it anyway."""
    key = first_of(delivery.key).removeprefix(f"{CORRECTED}:")
    out, reader = work.outbox.get(key), work.people.get(delivery.person_id)
    if out is None or reader is None:
        return Drop(SETTLED)
    has, everybody = {label for label, *_ in _told_by(work, out)}, work.people.all()
    since = newest(out, told_after(work, _short_key(out))).created_at
    card, to = _corrected(work, out, everybody, now=now), work.reader(reader, now=now)
    people = [
        person
        for person in corrected_on(work, has, everybody, since=out.sent_at)
        if not any(
            hears_correction(work, reader.id, (person.id, delta.metric, delta.period), since=since)
            for delta in work.deltas.of([person.id])
        )
    ]
    return view.corrected_shortly(to.t, card, [person.name for person in people]) if card and people else Drop(SETTLED)


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
    made = report.render(work, out, now)
    if not isinstance(made, Card):
        return view.nothing_left(to.t)
    return replace(made, blocks=view.corrected(to.t, made.blocks))
