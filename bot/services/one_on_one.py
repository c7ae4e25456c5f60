"""One-on-ones: reminding a pair while there is time, and saying which ones lapsed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.domain.calendar import wall, zone
from bot.domain.delivery import Priority, State
from bot.domain.errors import Denied, Stale
from bot.domain.one_on_one import Standing, lapsed
from bot.domain.outline import findings
from bot.messages.card import Card, Choices
from bot.messages.codec import card_from_json
from bot.messages.i18n import Catalog
from bot.services.feedback import slot
from bot.services.outbox import enqueue
from bot.views import one_on_one as view

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.feedback import Finding
    from bot.domain.metric import Grain, Metric
    from bot.domain.one_on_one import Pair
    from bot.domain.person import Person
    from bot.domain.reading import Period
    from bot.ports import Work

_OPEN_FOR = timedelta(days=5)
_MEMORY = timedelta(days=200)


def remind_open(work: Work, manager: Person, stretch: Period, grain: Grain, *, now: datetime) -> bool:
    """Tell a manager of every one-on-one that is still open in a week, month or quarter, and propose times.

    Nothing is sent about pairs that have met or have a date; False when that is so of all.
    """
    pairs = [pair for pair in work.one_on_ones.of(manager.id) if pair.grain is grain]
    still = [pair for pair in pairs if pair.standing(stretch, timezone=manager.timezone) is Standing.OPEN]
    return any([_propose(work, pair, manager, stretch, now=now) for pair in still])  # noqa: C419 - all are sent


def _propose(work: Work, pair: Pair, manager: Person, stretch: Period, *, now: datetime) -> bool:
    person = work.people.get(pair.person_id)
    if person is None:
        return False
    found, metrics = _points(work, person)
    card = view.due(
        Catalog.load()(manager.locale),
        name=person.name,
        person_id=person.id,
        every_days=pair.every_days,
        last_on=wall(pair.last_at, timezone=manager.timezone).date() if pair.last_at else None,
        slot=slot(manager, now=now),
        findings=found,
        metrics=metrics,
        zone=zone(manager.timezone),
        now=now,
    )
    return enqueue(
        work,
        card,
        key=f"one-on-one:{person.id}:{stretch.start.isoformat()}:{pair.every_days}",
        to=manager,
        kind=card.kind,
        priority=Priority.NUDGE,
        now=now,
        merge="daily",
        subject_id=person.id,
        expires_at=now + _OPEN_FOR,
    )


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
    about = [
        one for one in work.outbox.find(state=State.SENT.value, person_id=manager.id) if one.subject_id == person_id
    ]
    for delivery in reversed(about):
        card = card_from_json(delivery.card)
        if _proposes(card, person_id, at):
            return view.booked(Catalog.load()(manager.locale), card, at=at, zone=zone(manager.timezone), now=now)
    return None


def _proposes(card: Card, person_id: str, at: datetime) -> bool:
    buttons = (button for block in card.blocks if isinstance(block, Choices) for button in block.buttons)
    asked = {"person": person_id, "at": at.isoformat(timespec="minutes")}
    return any(button.action.name == "one_on_one.book" and dict(button.action.args) == asked for button in buttons)


def _points(work: Work, person: Person) -> tuple[list[Finding], dict[str, Metric]]:
    """Return what there is to talk about, heaviest first and once for each metric."""
    metrics = {metric.key: metric for metric in work.metrics.all()}
    once: dict[str, Finding] = {}
    for finding in findings(work.deltas.latest(person.id), metrics):
        once.setdefault(finding.delta.metric, finding)
    return list(once.values()), metrics


def lapses(work: Work, manager: Person, *, now: datetime) -> list[str]:
    """Return the names of those with whom a manager let the last week, month or quarter pass without a one-on-one.

    Only stretches of which the manager was reminded count: what nobody asked for has not lapsed.
    """
    reminded = work.ticks.had("one_on_one", since=now - _MEMORY)
    names: list[str] = []
    for pair, before in lapsed(work.one_on_ones.of(manager.id), now, timezone=manager.timezone):
        person = work.people.get(pair.person_id)
        if person and (manager.id, f"{pair.grain} {before.start.isoformat()}") in reminded:
            names.append(person.name)
    return names
