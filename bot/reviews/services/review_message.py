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
from bot.reviews.domain.review_task import TaskKind, open_tasks, undone_tasks
from bot.reviews.services import cycle as cycles
from bot.reviews.services import prompt_sight
from bot.reviews.services.seen_review import as_side
from bot.reviews.views import prompt as prompt_view
from bot.reviews.views import review_news as news
from bot.reviews.views import review_task as task_view

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from bot.delivery.domain.delivery import Delivery
    from bot.messages.card import Card
    from bot.people.domain.person import Person
    from bot.people.domain.reader import Reader
    from bot.reviews.domain.answer import AnswerVersion
    from bot.reviews.domain.cycle import Cycle
    from bot.reviews.domain.prompt import PromptState, ReviewGoals
    from bot.reviews.domain.review import Review
    from bot.reviews.domain.review_task import ReviewTask, Skipped, SkippedTask
    from bot.reviews.ports import Work

KIND: Final = "review"
TURNS: Final = ("ask", "soon", "today", "later", "remind")
"""What somebody is told of their turn: that it is theirs, a day before its end, on its last day; then no more, unless
they asked to be reminded later, or whoever follows the cycle reminds them."""


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
        return self.event in {"goals", "agreed"} or self.task in {TaskKind.GOALS, TaskKind.CHECK_IN}

    @property
    def task(self) -> str:
        """Which task it is about, without the mark that tells apart what is said of it on several days."""
        return self.which.partition(".")[0]

    @classmethod
    def read(cls, key: str) -> ReviewNews:
        """Read what :meth:`key` wrote."""
        kind, review, event, which, _ = key.split(":", 4)
        return cls(int(review), event, which, kind)


def tell_turn(
    work: Work,
    review: Review,
    task: ReviewTask,
    event: str,
    *,
    now: datetime,
    mark: str = "",
    not_before: datetime | None = None,
) -> bool:
    """Tell one of the two that it is their turn (see ``TURNS``); False when they know, or there is nobody.

    ``mark`` tells apart what is said of one task on several days.
    """
    told = ReviewNews(review.no, event, f"{task.kind}.{mark}" if mark else task.kind)
    return _tell(work, review, task.side, told, Priority.DEADLINE, now=now, not_before=not_before)


def tell_skipped(work: Work, review: Review, task: SkippedTask, *, now: datetime) -> bool:
    """Tell the other of the two what one leaves out this time, and why."""
    return _tell(work, review, _other(task.side), ReviewNews(review.no, "skipped", task.kind), Priority.NUDGE, now=now)


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


def tell_goals(work: Work, review: Review, side: Filler, goals: ReviewGoals, *, now: datetime) -> bool:
    """Ask the other of the two whether they agree to what one wrote counts."""
    told = ReviewNews(review.no, "goals", str(goals.version))
    return _tell(work, review, _other(side), told, Priority.NUDGE, now=now)


def tell_goals_agreed(work: Work, review: Review, side: Filler, goals: ReviewGoals, *, now: datetime) -> bool:
    """Tell the other of the two that one agrees."""
    told = ReviewNews(review.no, "agreed", str(goals.version))
    return _tell(work, review, _other(side), told, Priority.NUDGE, now=now)


def _other(side: Filler) -> Filler:
    return Filler.MANAGER if side is Filler.EMPLOYEE else Filler.EMPLOYEE


def _tell(
    work: Work,
    review: Review,
    to: Filler,
    told: ReviewNews,
    priority: Priority,
    *,
    now: datetime,
    not_before: datetime | None = None,
) -> bool:
    person = work.people.get(review.person_id)
    if person is None or not person.employed_at(now):
        return False
    reader = person if to is Filler.EMPLOYEE else permission.leader(work, person, now=now)
    card = _card(work, review, to, told, reader, now=now) if reader else None
    if reader is None or card is None:
        return False
    return enqueue(
        work,
        card,
        key=told.key(reader),
        to=reader,
        kind=KIND,
        priority=priority,
        now=now,
        subject_id=person.id,
        not_before=not_before,
    )


def _card(work: Work, review: Review, side: Filler, told: ReviewNews, reader: Person, *, now: datetime) -> Card | None:
    """Write a message; None where nothing is left to say: a turn was taken, or what was sent in is not theirs to read.

    What was sent in while it is not the reader's to read yet, their turn, or the review, says.
    """
    to = work.reader(reader, now=now)
    if told.event in TURNS:
        return turn_card(work, review, side, told.event, told.task, reader, now=now)
    if told.event == "skipped":
        return _skipped(work, review, side, told, to, now=now)
    return _news(work, review, side, told, to, now=now)


def turn_card(
    work: Work, review: Review, side: Filler, event: str, kind: str, reader: Person, *, now: datetime
) -> Card | None:
    """Tell one of the two of their turn, with ways to put it off; None when it is not theirs any more."""
    person = work.people.get(review.person_id)
    tasks = undone(work, review, now=now) if event == "remind" else owed(work, review, now=now)
    task = next((task for task in tasks if task.side is side and task.kind == kind), None)
    if person is None or task is None:
        return None
    told = ReviewNews(review.no, "ask" if event == "later" else event, kind)
    to = work.reader(reader, now=now)
    card = _news(work, review, side, told, to, now=now)
    return card and task_view.with_later(to.t, card, review.no, task, today=cycles.today_of(person, now))


def _skipped(work: Work, review: Review, side: Filler, told: ReviewNews, to: Reader, *, now: datetime) -> Card | None:
    found = [task for task in work.review_tasks.skipped(review.no) if task.kind == told.task and task.side is not side]
    seen = as_side(work, review, side, now=now)
    return task_view.skipped(to.t, seen, found[-1]) if found else None


def _news(work: Work, review: Review, side: Filler, told: ReviewNews, to: Reader, *, now: datetime) -> Card | None:
    if told.of_prompt:
        prompts = prompt_sight.as_side(work, review, side, now=now)
        return prompt_view.card(to, prompts, headline=prompt_view.headline(to, prompts, told.event, told.task))
    seen = as_side(work, review, side, now=now)
    if told.event == "sent" and seen.other is None:
        return None
    return news.card(to, seen, told.event, which=told.task)


def render(work: Work, delivery: Delivery, now: datetime) -> Card | Drop:
    """Write a message as the review is now; nothing is left to say of a turn that was taken, or a review that ended."""
    told = ReviewNews.read(delivery.key)
    review, reader = work.reviews.get(told.review_no), work.people.get(delivery.person_id)
    if review is None or reader is None:
        return Drop(SETTLED)
    side = Filler.EMPLOYEE if review.person_id == reader.id else Filler.MANAGER
    return _card(work, review, side, told, reader, now=now) or Drop(SETTLED)


def owed(work: Work, review: Review, *, now: datetime) -> tuple[ReviewTask, ...]:
    """Return what is waited for in a review at an instant; nothing of somebody who has left."""
    return _tasks(work, review, open_tasks, now=now)


def undone(work: Work, review: Review, *, now: datetime) -> tuple[ReviewTask, ...]:
    """Return what is waited for in a review at an instant, or past its day and can still be done."""
    return _tasks(work, review, undone_tasks, now=now)


def _tasks(
    work: Work,
    review: Review,
    which: Callable[[Review, Cycle, date, PromptState, Skipped], tuple[ReviewTask, ...]],
    *,
    now: datetime,
) -> tuple[ReviewTask, ...]:
    person = work.people.get(review.person_id)
    if person is None or not person.employed_at(now):
        return ()
    cycle = cycles.find(work, review.cycle_no)
    skipped = frozenset((task.kind, task.side) for task in work.review_tasks.skipped(review.no))
    return which(review, cycle, cycles.today_of(person, now), work.prompts.state(review.no), skipped)


def readdress(work: Work, delivery: Delivery, now: datetime) -> None:
    """Tell whoever leads the person now what somebody else was to be told."""
    told = ReviewNews.read(delivery.key)
    review = work.reviews.get(told.review_no)
    if review is not None and review.person_id != delivery.person_id:
        _tell(work, review, Filler.MANAGER, told, delivery.priority, now=now)
