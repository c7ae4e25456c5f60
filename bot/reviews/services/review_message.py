"""What the two are told of a review, each written anew when it goes: their turn, what the other wrote, said, confirmed.

A message names the review, what happened, and who is to read it; whoever leads the person by then gets it instead of
somebody who does not any more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.delivery.domain.delivery import SETTLED, Priority
from bot.delivery.domain.delivery_timing import Drop
from bot.delivery.services.outbox import enqueue
from bot.people.services import permission
from bot.reviews.domain.form_template import Filler
from bot.reviews.domain.review_task import TaskKind, open_tasks
from bot.reviews.services import cycle as cycles
from bot.reviews.services import prompt_sight
from bot.reviews.services.seen_review import as_side
from bot.reviews.views import prompt as prompt_view
from bot.reviews.views import review_news as news

if TYPE_CHECKING:
    from datetime import datetime

    from bot.delivery.domain.delivery import Delivery
    from bot.messages.card import Card
    from bot.people.domain.person import Person
    from bot.reviews.domain.answer import AnswerVersion
    from bot.reviews.domain.prompt import Goals
    from bot.reviews.domain.review import Review
    from bot.reviews.domain.review_task import ReviewTask
    from bot.reviews.ports import Work

KIND: Final = "review"
TURNS: Final = ("ask", "soon", "today")
"""What somebody is told of their turn: that it is theirs, a day before its end, on its last day; then no more."""


@dataclass(frozen=True, slots=True)
class ReviewNews:
    """What a message is about, as its key has it: the review, what happened, and which of several (task, number).

    ``kind`` is that of the message, with which its key begins.
    """

    review_no: int
    event: str
    which: str = ""
    kind: str = KIND

    def key(self, reader: Person) -> str:
        """Return the message's business key, for one reader."""
        return f"{self.kind}:{self.review_no}:{self.event}:{self.which}:{reader.id}"

    @property
    def of_prompt(self) -> bool:
        """Whether it is about goals or a check-in, not about the forms."""
        return self.event in {"goals", "agreed"} or self.which in {TaskKind.GOALS, TaskKind.CHECK_IN}

    @classmethod
    def read(cls, key: str) -> ReviewNews:
        """Read what :meth:`key` wrote."""
        kind, review, event, which, _ = key.split(":", 4)
        return cls(int(review), event, which, kind)


def tell_turn(work: Work, review: Review, task: ReviewTask, event: str, *, now: datetime) -> bool:
    """Tell one of the two that it is their turn (see ``TURNS``); False when they know, or there is nobody."""
    return _tell(work, review, task.side, ReviewNews(review.no, event, task.kind), Priority.DEADLINE, now=now)


def tell_sent(work: Work, review: Review, side: Filler, version: AnswerVersion, *, now: datetime) -> bool:
    """Tell the other of the two what one has sent in, as soon as it is theirs to read."""
    event = "added" if version.addendum else "sent"
    return _tell(
        work, review, _other(side), ReviewNews(review.no, event, str(version.version)), Priority.NUDGE, now=now
    )


def tell_comment(work: Work, review: Review, side: Filler, no: int, *, now: datetime) -> bool:
    """Tell the other of the two what one has said to their words."""
    return _tell(work, review, _other(side), ReviewNews(review.no, "comment", str(no)), Priority.NUDGE, now=now)


def tell_confirmed(work: Work, review: Review, side: Filler, *, now: datetime) -> bool:
    """Tell the other of the two that one has confirmed."""
    return _tell(work, review, _other(side), ReviewNews(review.no, "confirmed"), Priority.NUDGE, now=now)


def tell_goals(work: Work, review: Review, side: Filler, goals: Goals, *, now: datetime) -> bool:
    """Ask the other of the two whether they agree to what one wrote counts."""
    told = ReviewNews(review.no, "goals", str(goals.version))
    return _tell(work, review, _other(side), told, Priority.NUDGE, now=now)


def tell_goals_agreed(work: Work, review: Review, side: Filler, goals: Goals, *, now: datetime) -> bool:
    """Tell the other of the two that one agrees."""
    told = ReviewNews(review.no, "agreed", str(goals.version))
    return _tell(work, review, _other(side), told, Priority.NUDGE, now=now)


def _other(side: Filler) -> Filler:
    return Filler.MANAGER if side is Filler.EMPLOYEE else Filler.EMPLOYEE


def _tell(work: Work, review: Review, to: Filler, told: ReviewNews, priority: Priority, *, now: datetime) -> bool:
    person = work.people.get(review.person_id)
    if person is None or not person.employed_at(now):
        return False
    reader = person if to is Filler.EMPLOYEE else permission.leader(work, person, now=now)
    card = _card(work, review, to, told, reader, now=now) if reader else None
    if reader is None or card is None:
        return False
    return enqueue(
        work, card, key=told.key(reader), to=reader, kind=KIND, priority=priority, now=now, subject_id=person.id
    )


def _card(work: Work, review: Review, side: Filler, told: ReviewNews, reader: Person, *, now: datetime) -> Card | None:
    """Write a message; None where what was sent in is not the reader's to read yet: their turn, or the review, says."""
    to = work.reader(reader, now=now)
    if told.of_prompt:
        prompts = prompt_sight.as_side(work, review, side, now=now)
        return prompt_view.card(to, prompts, headline=prompt_view.headline(to, prompts, told.event, told.which))
    seen = as_side(work, review, side, now=now)
    if told.event == "sent" and seen.other is None:
        return None
    return news.card(to, seen, told.event, which=told.which)


def render(work: Work, delivery: Delivery, now: datetime) -> Card | Drop:
    """Write a message as the review is now; nothing is left to say of a turn that was taken, or a review that ended."""
    told = ReviewNews.read(delivery.key)
    review, reader = work.reviews.get(told.review_no), work.people.get(delivery.person_id)
    if review is None or reader is None:
        return Drop(SETTLED)
    side = Filler.EMPLOYEE if review.person_id == reader.id else Filler.MANAGER
    tasks = owed(work, review, now=now)
    if told.event in TURNS and not any(task.side is side and task.kind == told.which for task in tasks):
        return Drop(SETTLED)
    return _card(work, review, side, told, reader, now=now) or Drop(SETTLED)


def owed(work: Work, review: Review, *, now: datetime) -> tuple[ReviewTask, ...]:
    """Return what is waited for in a review at an instant; nothing of somebody who has left."""
    person = work.people.get(review.person_id)
    if person is None or not person.employed_at(now):
        return ()
    cycle = cycles.find(work, review.cycle_no)
    return open_tasks(review, cycle, cycles.today_of(person, now), work.prompts.state(review.no))


def readdress(work: Work, delivery: Delivery, now: datetime) -> None:
    """Tell whoever leads the person now what somebody else was to be told."""
    told = ReviewNews.read(delivery.key)
    review = work.reviews.get(told.review_no)
    if review is not None and review.person_id != delivery.person_id:
        _tell(work, review, Filler.MANAGER, told, delivery.priority, now=now)
