"""One-on-ones: reminding a pair while there is time, and saying which ones lapsed."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from bot.domain.calendar import instant, next_working_day, place_of, wall, zone
from bot.domain.delivery import Priority, State
from bot.domain.errors import Denied, Stale
from bot.domain.feedback import Mark
from bot.domain.metric import Grain
from bot.domain.one_on_one import Standing, lapsed
from bot.domain.outline import findings
from bot.messages.card import Choices
from bot.messages.codec import card_from_json
from bot.messages.i18n import Catalog
from bot.services.outbox import enqueue
from bot.views import one_on_one as view

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.domain.feedback import Finding
    from bot.domain.metric import Metric
    from bot.domain.one_on_one import Pair
    from bot.domain.person import Person
    from bot.domain.reading import Period
    from bot.messages.card import Card
    from bot.ports import Work

_OPEN_FOR = timedelta(days=5)
_MEMORY = timedelta(days=200)
_KIND = "one_on_one"
_AHEAD = timedelta(days=2)
_TIMES = (time(15), time(15, 30), time(16), time(16, 30))


def remind_open(work: Work, manager: Person, stretch: Period, grain: Grain, *, now: datetime) -> bool:
    """Tell a manager, on one card, which one-on-ones are still open in a week, month or quarter, and propose times.

    Nothing is sent when all pairs have met or have a date.
    """
    pairs = [
        pair
        for pair in work.one_on_ones.of(manager.id)
        if pair.grain is grain and pair.standing(stretch, timezone=manager.timezone) is Standing.OPEN
    ]
    found = [(pair, person, *_points(work, person)) for pair in pairs if (person := work.people.get(pair.person_id))]
    if not found:
        return False
    found.sort(key=lambda one: _urgency(one[2]))
    times = slots(work, manager, now=now)
    talks = [
        view.Talk(
            name=person.name,
            person_id=person.id,
            every_days=pair.every_days,
            last_on=wall(pair.last_at, timezone=manager.timezone).date() if pair.last_at else None,
            slot=next(times),
            findings=points,
        )
        for pair, person, points, _ in found
    ]
    card = view.due(
        Catalog.load()(manager.locale),
        talks,
        grain=grain,
        metrics={key: metric for *_, metrics in found for key, metric in metrics.items()},
        zone=zone(manager.timezone),
        now=now,
    )
    return enqueue(
        work,
        card,
        key=f"one-on-one:{manager.id}:{grain}:{stretch.start.isoformat()}",
        to=manager,
        kind=card.kind,
        priority=Priority.NUDGE,
        now=now,
        merge="daily",
        subject_id=talks[0].person_id if len(talks) == 1 else "",
        expires_at=now + _OPEN_FOR,
    )


def _urgency(points: Sequence[Finding]) -> tuple[bool, bool, float]:
    """Order talks: where a gap comes first there is most to talk about, then where there are numbers at all."""
    if not points:
        return True, True, 0.0
    return points[0].mark is not Mark.GAP, False, -points[0].weight


def remind(work: Work, pair: Pair, *, now: datetime) -> bool:
    """Remind both of a pair of the meeting that they planned; False when there is none or nobody to remind."""
    manager, person = work.people.get(pair.manager_id), work.people.get(pair.person_id)
    if manager is None or person is None or pair.next_at is None:
        return False
    found, metrics = _points(work, person)
    told = []
    for reader, other in ((person, manager), (manager, person)):
        card = view.reminder(
            Catalog.load()(reader.locale),
            name=other.name,
            at=pair.next_at,
            findings=found,
            metrics=metrics,
            zone=zone(reader.timezone),
            now=now,
        )
        told.append(
            enqueue(
                work,
                card,
                key=f"one-on-one:{person.id}:{pair.next_at.isoformat()}:{reader.id}",
                to=reader,
                kind=card.kind,
                priority=Priority.DEADLINE,
                now=now,
                subject_id=person.id,
                expires_at=pair.next_at,
            )
        )
    return any(told)


def book(work: Work, manager: Person, person_id: str, at: datetime, *, now: datetime) -> Card | None:
    """Agree on a time for a one-on-one; returns the card on which it was proposed, redrawn, if it stands by itself.

    Raises:
        Denied: when the person does not report to this manager.
        Stale: when the time has passed meanwhile.
    """
    if person_id not in {pair.person_id for pair in work.one_on_ones.of(manager.id)}:
        raise Denied("one-on-one-denied")
    if at <= now:
        raise Stale("one-on-one-past")
    work.one_on_ones.plan(person_id, at=at)
    planned = {pair.person_id: pair.next_at for pair in work.one_on_ones.of(manager.id)}
    sent = [
        one
        for one in work.outbox.find(state=State.SENT.value, person_id=manager.id)
        if one.subject_id == person_id or one.kind == _KIND
    ]
    for delivery in reversed(sent):
        card = card_from_json(delivery.card)
        proposed = dict(_proposed(card))
        if proposed.get(person_id) == at:
            agreed = {
                one: (who.name, then)
                for one, then in proposed.items()
                if planned.get(one) == then and (who := work.people.get(one))
            }
            t = Catalog.load()(manager.locale)
            return view.booked(t, card, agreed=agreed, zone=zone(manager.timezone), now=now)
    return None


def _proposed(card: Card) -> Iterator[tuple[str, datetime]]:
    """Yield whom a card proposes to meet, and when."""
    buttons = (button for block in card.blocks if isinstance(block, Choices) for button in block.buttons)
    for button in buttons:
        if button.action.name == "one_on_one.book":
            asked = dict(button.action.args)
            yield asked["person"], datetime.fromisoformat(asked["at"])


def _points(work: Work, person: Person) -> tuple[list[Finding], dict[str, Metric]]:
    """Return what there is to talk about, heaviest first and once for each metric; a single day is no topic."""
    metrics = {metric.key: metric for metric in work.metrics.all() if metric.grain is not Grain.DAY}
    if person.id in work.privacy.restricted():
        return [], metrics
    once: dict[str, Finding] = {}
    for finding in findings(work.deltas.latest(person.id), metrics):
        once.setdefault(finding.delta.metric, finding)
    return list(once.values()), metrics


def lapses(work: Work, manager: Person, week: Period, *, now: datetime) -> list[str]:
    """Return with whom a manager let a week, month or quarter pass without a one-on-one, if it ended in this week.

    It is said once, when the stretch is over, and only of stretches of which the manager was reminded: what nobody
    asked for has not lapsed.
    """
    reminded = work.ticks.had("one_on_one", since=now - _MEMORY)
    names: list[str] = []
    for pair, before in lapsed(work.one_on_ones.of(manager.id), now, timezone=manager.timezone):
        person = work.people.get(pair.person_id)
        asked = (manager.id, f"{pair.grain} {before.start.isoformat()}") in reminded
        if person and asked and week.start <= before.end <= week.end:
            names.append(person.name)
    return names


def slots(work: Work, manager: Person, *, now: datetime) -> Iterator[datetime]:
    """Yield times to propose, without end: half-hours of a manager's next afternoons that nobody else is given.

    They leave a day to prepare. Taken is what is planned, and what other messages of the day have proposed.
    """
    taken = {pair.next_at for pair in work.one_on_ones.of(manager.id)}
    midnight = instant(wall(now, timezone=manager.timezone).date(), time(0), timezone=manager.timezone)
    for delivery in work.outbox.find(person_id=manager.id, since=midnight):
        taken |= set(dict(_proposed(card_from_json(delivery.card))).values())
    day = wall(now, timezone=manager.timezone).date() + _AHEAD
    while True:
        day = next_working_day(day, place=place_of(manager))
        for at in _TIMES:
            moment = instant(day, at, timezone=manager.timezone)
            if moment not in taken:
                yield moment
        day += timedelta(days=1)
