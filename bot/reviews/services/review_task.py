"""Tasks of reviews at work: told of, put off, left out; whoever follows a cycle reminds of what is missing.

Who leads several people hears of one kind of task once for all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta
from typing import TYPE_CHECKING, Final

from bot.delivery.domain.delivery import SETTLED, Priority
from bot.delivery.domain.delivery_timing import Drop
from bot.delivery.services.outbox import enqueue
from bot.kit.calendar import instant, local_day
from bot.kit.errors import Stale
from bot.people.domain.permission import Act
from bot.people.services import permission
from bot.people.services.permission import somebody
from bot.reviews.domain.form_template import Filler
from bot.reviews.domain.review_task import SkippedTask, TaskKind
from bot.reviews.services import cycle as cycles
from bot.reviews.services import review_message, review_todo
from bot.reviews.views import review_task as view

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.delivery.domain.delivery import Delivery
    from bot.messages.card import Card
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person
    from bot.reviews.domain.review import Review
    from bot.reviews.domain.review_task import ReviewTask
    from bot.reviews.ports import Work

KIND: Final = "review_tasks"
MORNING: Final = time(9, 30)


def tell(work: Work, review: Review, task: ReviewTask, event: str, *, now: datetime) -> bool:
    """Tell whoever owes a task that it is their turn; who leads several gets one message about all of a kind.

    A confirmation is asked for by itself: it follows a talk with somebody.
    """
    if task.side is not Filler.MANAGER or (event == "ask" and task.kind is TaskKind.CONFIRMATION):
        return review_message.tell_turn(work, review, task, event, now=now)
    person = somebody(work, review.person_id)
    leader = permission.leader(work, person, now=now)
    if leader is None:
        return False
    day = cycles.today_of(person, now).isoformat()
    told = TasksMessage(review.cycle_no, event, task.kind, day)
    return _send(work, told, leader, now=now)


@dataclass(frozen=True, slots=True)
class TasksMessage:
    """Which message to whoever leads several it is, as its key has it; all kinds of tasks where ``kind`` is ""."""

    cycle_no: int
    event: str
    kind: str
    day: str

    def key(self, reader: Person) -> str:
        """Return the message's business key, for one reader."""
        return f"{KIND}:{self.cycle_no}:{self.event}:{self.kind}:{self.day}:{reader.id}"

    @classmethod
    def read(cls, key: str) -> TasksMessage:
        """Read what :meth:`key` wrote."""
        _, cycle, event, kind, day, _ = key.split(":", 5)
        return cls(int(cycle), event, kind, day)


def _send(work: Work, told: TasksMessage, reader: Person, *, now: datetime) -> bool:
    card = _card(work, told, reader, now=now)
    if card is None:
        return False
    return enqueue(work, card, key=told.key(reader), to=reader, kind=KIND, priority=Priority.DEADLINE, now=now)


def _card(work: Work, told: TasksMessage, reader: Person, *, now: datetime) -> Card | None:
    """Write what somebody owes now; of one review as its own card, None where it is nothing any more."""
    mine = owed_by(work, told.cycle_no, reader, told.kind, late=told.event == "remind", now=now)
    if len(mine) == 1:
        ((review, task),) = mine
        return review_message.turn_card(work, review, task.side, told.event, task.kind, reader, now=now)
    named = [(work.people.get(review.person_id), review, task) for review, task in mine]
    rows = [view.TaskRow(person.name, review.no, task) for person, review, task in named if person]
    to = work.reader(reader, now=now)
    return view.tasks(to, cycles.find(work, told.cycle_no), rows, event=told.event) if rows else None


def owed_by(
    work: Work, cycle_no: int, reader: Person, kind: str = "", *, late: bool, now: datetime
) -> list[tuple[Review, ReviewTask]]:
    """Return what somebody owes in a cycle as whoever leads people, with ``late`` also what is past its day."""
    led = frozenset(
        person.id for lead in permission.led_by(work, reader, now=now) for person in work.people.team(lead)
    ) - {reader.id}
    found = []
    for review in work.reviews.in_cycle(cycle_no, people=led):
        tasks = review_message.undone(work, review, now=now) if late else review_message.owed(work, review, now=now)
        found += [(review, task) for task in tasks if task.side is Filler.MANAGER and kind in {"", task.kind}]
    return found


def render(work: Work, delivery: Delivery, now: datetime) -> Card | Drop:
    """Write a message as the tasks are now; nothing is left to say where all of them are done."""
    reader = work.people.get(delivery.person_id)
    card = _card(work, TasksMessage.read(delivery.key), reader, now=now) if reader else None
    return card or Drop(SETTLED)


def mine(work: Work, actor: Actor, review: Review, kind: str, *, now: datetime) -> ReviewTask:
    """Return a task of a review that the actor owes now.

    Raises:
        Denied: when the review is not theirs to write in.
        Stale: when it is done, or not theirs any more.
    """
    person = somebody(work, review.person_id)
    permission.require(work, actor, Act.WRITE_REVIEW, person, now=now)
    side = Filler.EMPLOYEE if actor.person.id == person.id else Filler.MANAGER
    tasks = review_message.undone(work, review, now=now)
    found = next((task for task in tasks if task.side is side and task.kind == kind), None)
    if found is None:
        raise Stale("review-task-done")
    return found


def put_off(work: Work, actor: Actor, review: Review, task: ReviewTask, day: date, *, now: datetime) -> datetime:
    """Remind somebody of a task again on a day, in the morning where they are; returns when.

    On the last day and the one before it they are reminded anyway.

    Raises:
        Stale: when the day is past the last one.
    """
    if day > task.due:
        raise Stale("review-later-over")
    at = instant(day, MORNING, timezone=actor.person.timezone)
    if day < task.due - timedelta(days=1):
        mark = day.strftime("%Y%m%d")
        review_message.tell_turn(work, review, task, "later", now=now, mark=mark, not_before=at)
    return at


def skip(work: Work, actor: Actor, review: Review, task: ReviewTask, reason: str, *, now: datetime) -> None:
    """Leave a task out this time: nobody is reminded of it any more, and the other of the two hears why."""
    skipped = SkippedTask(kind=task.kind, side=task.side, by=actor.person.id, at=now, reason=reason)
    if work.review_tasks.skip(review.no, skipped):
        review_todo.done(work, review, task.side, now=now)
        review_message.tell_skipped(work, review, skipped, now=now)


@dataclass(frozen=True, slots=True)
class Reminded:
    """Whom a reminder went to and whom not, by name: on leave (with its last day), reminded today, out of reach."""

    told: tuple[str, ...] = ()
    away: tuple[tuple[str, date], ...] = ()
    before: tuple[str, ...] = ()


def remind(work: Work, readers: dict[str, list[tuple[Review, ReviewTask]]], *, now: datetime) -> Reminded:
    """Remind people, by id, of what they owe, each once: not who is on leave, nor who heard of it today."""
    told, away, before = [], [], []
    for reader_id, owed in readers.items():
        reader = somebody(work, reader_id)
        last = work.people.away(reader.id, local_day(now, timezone=reader.timezone))
        if last is not None:
            away.append((reader.name, last))
        elif _heard_today(work, reader, owed, now=now) or not _remind(work, reader, owed, now=now):
            before.append(reader.name)
        else:
            told.append(reader.name)
    return Reminded(tuple(told), tuple(away), tuple(before))


def _remind(work: Work, reader: Person, owed: list[tuple[Review, ReviewTask]], *, now: datetime) -> bool:
    today = local_day(now, timezone=reader.timezone)
    lead = [(review, task) for review, task in owed if task.side is Filler.MANAGER]
    sent = [
        review_message.tell_turn(work, review, task, "remind", now=now, mark=today.strftime("%Y%m%d"))
        for review, task in owed
        if task.side is Filler.EMPLOYEE
    ]
    if lead:
        told = TasksMessage(lead[0][0].cycle_no, "remind", "", today.isoformat())
        sent.append(_send(work, told, reader, now=now))
    return any(sent)


def _heard_today(work: Work, reader: Person, owed: list[tuple[Review, ReviewTask]], *, now: datetime) -> bool:
    """Say whether somebody was told today of everything that they owe."""
    today = local_day(now, timezone=reader.timezone)

    def heard(review: Review, task: ReviewTask) -> bool:
        begin = f"{review_message.KIND}:{review.no}:"
        keys = [f"{begin}{event}:{task.kind}:{reader.id}" for event in ("ask", "soon", "today")]
        keys += [f"{begin}{event}:{task.kind}.{today:%Y%m%d}:{reader.id}" for event in ("later", "remind")]
        kinds = ("", task.kind)
        days = [(event, kind) for event in ("ask", "soon", "today", "remind") for kind in kinds]
        keys += [TasksMessage(review.cycle_no, event, kind, today.isoformat()).key(reader) for event, kind in days]
        found = (work.outbox.get(key) for key in keys)
        return any(
            delivery and local_day(delivery.sent_at or delivery.not_before, timezone=reader.timezone) == today
            for delivery in found
        )

    return all(heard(review, task) for review, task in owed)
