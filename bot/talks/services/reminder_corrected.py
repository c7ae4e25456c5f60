"""Reminders of which the figure was wrong: drawn anew in place, or told in a short message where that cannot be."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import SETTLED, DeliveryState, Priority
from bot.delivery.domain.delivery_timing import Drop
from bot.delivery.services.delivery_redraw import first_of, following, newest, redraw, shown, told_after
from bot.delivery.services.outbox import enqueue
from bot.feedback.services.feedback_pending import SETTLE
from bot.feedback.services.feedback_told import hears_correction
from bot.figures.domain.delta import Flag
from bot.messages.codec import card_from_json
from bot.people.services import permission
from bot.talks.domain.reminder import CORRECTED, KIND
from bot.talks.views import reminder as view
from bot.talks.views.reminder import FigureForReader

if TYPE_CHECKING:
    from datetime import datetime

    from bot.delivery.domain.delivery import Delivery
    from bot.figures.domain.delta import Changed, Delta
    from bot.messages.card import Card
    from bot.people.domain.person import Person
    from bot.talks.ports import Work

_FRESH = timedelta(days=90)
"""A reminder that is older stays as it was."""
_AFTER = SETTLE + timedelta(minutes=5)
"""A message of its own waits until it is known whether its reader hears of the correction anyway."""


def redraw_corrected(work: Work, touched: Changed, *, now: datetime) -> None:
    """Have the reminders, and the answers to them, say the right figure whose figure was corrected since they came.

    That is asked once more when more data has had the time to come in: see :func:`redrawn` and :func:`render`.
    """
    if not len(touched):
        return
    for out in work.outbox.find(state=DeliveryState.SENT.value, kind=KIND, since=now - _FRESH):
        if first_of(out.key).endswith(CORRECTED) or (card := _corrected(work, out, now=now)) is None:
            continue
        if out.receipt is None or out.receipt.changes:
            redraw(work, out, card, now=now, not_before=now + SETTLE, subject_id=out.subject_id)
        else:
            _say(work, out, card, now=now)


def redrawn(work: Work, delivery: Delivery, now: datetime) -> Card | Drop | None:
    """Return a reminder as it stands now, nothing where it stands as its reader has it; None of another noun's card."""
    out = work.outbox.get(delivery.after)
    if out is None or out.kind != KIND:
        return None
    return _corrected(work, out, now=now) or Drop(SETTLED)


def render(work: Work, delivery: Delivery, now: datetime) -> Card | Drop | None:
    """Return a reminder with the figure of this instant, and one that says it was wrong only if it still has to."""
    first = first_of(delivery.key)
    if first.endswith(CORRECTED):
        out = work.outbox.get(first.removesuffix(CORRECTED))
        return (_short(work, out, now=now) if out else None) or Drop(SETTLED)
    delta, reader = _figure(work, delivery), work.people.get(delivery.person_id)
    seen = _seen(work, delta, reader, now=now) if reader else None
    return view.drawn(work.reader(reader, now=now).t, card_from_json(delivery.card), seen) if reader and seen else None


def _say(work: Work, out: Delivery, card: Card, *, now: datetime) -> None:
    """Tell once, in a message of its own, that a figure was wrong which stands in one that cannot be changed."""
    reader = work.people.get(out.person_id)
    before = told_after(work, f"{out.key}{CORRECTED}")
    waits = any(again.state is DeliveryState.DUE for again in before)
    if reader is None or not reader.employed_at(now) or waits:
        return
    enqueue(
        work,
        card,
        key=following(f"{out.key}{CORRECTED}", len(before)),
        to=reader,
        kind=KIND,
        priority=Priority.DEADLINE,
        now=now,
        not_before=now + _AFTER,
        subject_id=out.subject_id,
    )


def _short(work: Work, out: Delivery, *, now: datetime) -> Card | None:
    """Return what is said where a reminder cannot be changed; None if its reader hears of it anyway, or all is well."""
    delta, reader = _figure(work, out), work.people.get(out.person_id)
    if delta is None or reader is None or _corrected(work, out, now=now) is None:
        return None
    since = _last(work, out).created_at
    if hears_correction(work, reader.id, (delta.person_id, delta.metric, delta.period), since=since):
        return None
    to, seen = work.reader(reader, now=now), _seen(work, delta, reader, now=now)
    day = to.t.day((out.sent_at or out.created_at).astimezone(to.zone).date(), today=to.today)
    return view.corrected(to.t, seen, day=day) if seen else None


def _corrected(work: Work, out: Delivery, *, now: datetime) -> Card | None:
    """Return a reminder as it stands now where its figure was corrected to another than its reader has."""
    delta, reader = _figure(work, out), work.people.get(out.person_id)
    if delta is None or reader is None or not _was_wrong(work, out, delta):
        return None
    seen = _seen(work, delta, reader, now=now)
    card = view.drawn(work.reader(reader, now=now).t, card_from_json(out.card), seen, wrong=True)
    return None if view.figures_of(card) == view.figures_of(card_from_json(_last(work, out).card)) else card


def _last(work: Work, out: Delivery) -> Delivery:
    """Return by what somebody was told the figure of a reminder last."""
    drawn = shown(work, out)
    return newest(drawn, told_after(work, f"{out.key}{CORRECTED}"))


def _was_wrong(work: Work, out: Delivery, delta: Delta) -> bool:
    """Say whether a value was corrected after a message went out."""
    newest = next(iter(work.readings.evidence(delta.person_id, delta.metric, delta.period)), None)
    came = newest.received_at if newest else None
    return Flag.RESTATED in delta.flags and came is not None and out.sent_at is not None and came > out.sent_at


def _figure(work: Work, out: Delivery) -> Delta | None:
    """Return the figure that a reminder, or an answer to one, is about, as it is now."""
    words = out.key.removeprefix(f"{KIND}:").split(":")
    places = [at for at, word in enumerate(words) if _is_day(word)]
    if not places or places[0] < 2:  # noqa: PLR2004 - the person and the metric stand before the day
        return None
    at = places[0]
    person_id, metric, start = ":".join(words[: at - 1]), words[at - 1], date.fromisoformat(words[at])
    return next(iter(work.deltas.find(person_id=person_id, metric=metric, start=start)), None)


def _is_day(word: str) -> bool:
    try:
        date.fromisoformat(word)
    except ValueError:
        return False
    return True


def _seen(work: Work, delta: Delta | None, reader: Person, *, now: datetime) -> FigureForReader | None:
    """Return a figure as somebody may read it now, None where they may not or there is none any more."""
    subject, metric = (work.people.get(delta.person_id), work.metrics.get(delta.metric)) if delta else (None, None)
    if delta is None or subject is None or metric is None or delta.value is None:
        return None
    mine = reader.id == subject.id or permission.sees(work, permission.actor(work, reader, now=now), subject, now=now)
    return FigureForReader(delta, metric, work.reader(reader, now=now).today) if mine else None
