"""One-on-ones that are still open while there is time: the card that a manager gets about all of theirs."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import Priority
from bot.delivery.services.availability import slots
from bot.delivery.services.outbox import enqueue
from bot.feedback.domain.feedback import Mark
from bot.feedback.domain.outline import findings
from bot.feedback.services.driver_reader import drivers_of
from bot.feedback.services.story import series_of
from bot.kit.calendar import instant, local_day, next_working_day
from bot.kit.errors import Stale
from bot.kit.period import Grain, Period
from bot.people.domain.person import place_of
from bot.people.services import permission
from bot.talks.domain.cadence import Cadence
from bot.talks.domain.one_on_one import Standing
from bot.talks.views import one_on_one_open as view

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.delivery.domain.delivery import Delivery
    from bot.feedback.domain.feedback import Finding
    from bot.figures.domain.metric import Metric
    from bot.messages.card import Card
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person
    from bot.talks.ports import Work

_OPEN_FOR = timedelta(days=5)
_MORNING = time(9, 30)


def remind_open(
    work: Work, manager: Person, stretch: Period, cadence: Cadence, *, now: datetime, anew: bool = False
) -> bool:
    """Tell a manager, on one card, which one-on-ones are still open in a stretch, and propose times.

    Nothing is sent when all pairs have met or have a date. ``anew`` says that the card of the stretch was not sent,
    because they do not lead all of these people any more.
    """
    made = open_talks(work, manager, stretch, cadence, now=now)
    if made is None:
        return False
    card, talks = made
    rights = permission.rights(work, permission.actor(work, manager, now=now), now=now)
    return enqueue(
        work,
        card,
        key=open_key(manager, cadence, stretch) + (f":{now:%Y-%m-%dT%H:%M}" if anew else ""),
        to=manager,
        kind=card.kind,
        priority=Priority.NUDGE,
        now=now,
        merge="daily",
        subject_id=talks[0].person_id if len(talks) == 1 else "",
        rights=rights.to_text(),
        expires_at=now + _OPEN_FOR,
    )


def open_talks(
    work: Work, manager: Person, stretch: Period, cadence: Cadence, *, now: datetime
) -> tuple[Card, list[view.Talk]] | None:
    """Return the card about the one-on-ones of a stretch that are still open, and which they are; None for none."""
    pairs = [
        pair
        for pair in work.one_on_ones.of(manager.id)
        if pair.cadence == cadence
        and pair.standing(stretch, timezone=manager.timezone) is Standing.OPEN
        and not work.one_on_ones.skipped(pair.person_id, stretch)
    ]
    found = [(pair, person, *points_of(work, person)) for pair in pairs if (person := work.people.get(pair.person_id))]
    if not found:
        return None
    found.sort(key=lambda row: _urgency(row[2]))
    taken: set[datetime] = set()
    talks = [
        view.Talk(
            name=person.name,
            person_id=person.id,
            every_days=pair.every_days,
            last_on=local_day(pair.last_at, timezone=manager.timezone) if pair.last_at else None,
            slot=_next_slot(work, manager, person, taken, now=now),
            findings=points,
        )
        for pair, person, points, _ in found
    ]
    to = work.reader(manager, now=now)
    told = [finding.delta for _, _, points, _ in found for finding in points]
    card = view.due(
        to.t,
        talks,
        cadence=cadence,
        start=stretch.start,
        metrics={key: metric for *_, metrics in found for key, metric in metrics.items()},
        drivers=drivers_of(work, permission.actor(work, manager, now=now), told, now=now),
        zone=to.zone,
        now=now,
    )
    return card, talks


def remind_again(work: Work, delivery: Delivery, now: datetime) -> None:
    """Write the card with a manager's open one-on-ones anew when they do not lead all of these people any more."""
    manager = work.people.get(delivery.person_id)
    if manager is None or not manager.employed_at(now):
        return
    if listed := listed_in(delivery):
        cadence, start = listed
        remind_open(work, manager, cadence.stretch(start), cadence, now=now, anew=True)


_OPEN = re.compile(r"one-on-one:(?P<manager>.+):(?P<cadence>[a-z]+\d*):(?P<start>\d{4}-\d\d-\d\d)(?::\d{4}-.*)?$")


def listed_in(delivery: Delivery) -> tuple[Cadence, date] | None:
    """Return of which cadence a message lists the open one-on-ones, and when their stretch begins; None of another."""
    found = _OPEN.match(delivery.key)
    return (Cadence.named(found["cadence"]), date.fromisoformat(found["start"])) if found else None


def open_key(manager: Person, cadence: Cadence, stretch: Period) -> str:
    """Return what the card about a manager's open one-on-ones of a stretch is known by."""
    return f"one-on-one:{manager.id}:{cadence.code}:{stretch.start.isoformat()}"


def put_off(work: Work, actor: Actor, code: str, start: date, *, now: datetime) -> datetime:
    """Bring a manager's open one-on-ones of a stretch up again on the next working morning, and return when.

    Raises:
        Stale: when the stretch is over by then, or nothing of it is open any more.
    """
    cadence, manager = Cadence.named(code), actor.person
    stretch = cadence.stretch(start)
    day = next_working_day(local_day(now, timezone=manager.timezone) + timedelta(days=1), place=place_of(manager))
    at = instant(day, _MORNING, timezone=manager.timezone)
    made = open_talks(work, manager, stretch, cadence, now=now)
    if made is None or day > stretch.end:
        raise Stale("one-on-one-put-off-late")
    card, talks = made
    enqueue(
        work,
        card,
        key=f"{open_key(manager, cadence, stretch)}:{day.isoformat()}",
        to=manager,
        kind=card.kind,
        priority=Priority.NUDGE,
        now=now,
        subject_id=talks[0].person_id if len(talks) == 1 else "",
        rights=permission.rights(work, actor, now=now).to_text(),
        not_before=at,
        expires_at=at + _OPEN_FOR,
    )
    return at


def skip(work: Work, actor: Actor, code: str, start: date, *, now: datetime) -> int:
    """Let a manager's open one-on-ones of a stretch be, for this time; returns how many these are.

    Raises:
        Stale: when nothing of it is open any more.
    """
    cadence = Cadence.named(code)
    stretch = cadence.stretch(start)
    made = open_talks(work, actor.person, stretch, cadence, now=now)
    if made is None:
        raise Stale("one-on-one-skip-late")
    for talk in made[1]:
        work.one_on_ones.skip(talk.person_id, stretch, at=now)
    return len(made[1])


def _next_slot(work: Work, manager: Person, person: Person, taken: set[datetime], *, now: datetime) -> datetime:
    """Return the first time that suits the two and is not proposed to another on the same card."""
    at = next(slot for slot in slots(work, manager, now=now, person=person) if slot not in taken)
    taken.add(at)
    return at


def _urgency(points: Sequence[Finding]) -> tuple[bool, bool, float]:
    """Order talks: where a gap comes first there is most to talk about, then where there are numbers at all."""
    if not points:
        return True, True, 0.0
    return points[0].mark is not Mark.GAP, False, -points[0].weight


def points_of(work: Work, person: Person) -> tuple[list[Finding], dict[str, Metric]]:
    """Return what there is to talk about, heaviest first and once for each metric; a single day is no topic."""
    metrics = {metric.key: metric for metric in work.metrics.all() if metric.grain is not Grain.DAY}
    if person.id in work.restrictions.all():
        return [], metrics
    once: dict[str, Finding] = {}
    newest = [delta for delta in work.deltas.latest(person.id) if delta.metric in metrics]
    for finding in findings(series_of(work, newest, metrics), metrics):
        once.setdefault(finding.delta.metric, finding)
    return list(once.values()), metrics
