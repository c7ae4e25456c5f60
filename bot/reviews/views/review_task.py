"""Tasks of reviews: ways to put one off or leave it out, and several of one kind for whoever leads several people."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.figures.domain.example import NOW, people
from bot.kit.calendar import zone
from bot.messages.card import Action, Button, Card, Choices, Heading, Note, Quote, Text
from bot.messages.i18n import named
from bot.messages.text import literal, plain
from bot.people.domain.reader import Reader
from bot.reviews.domain import example
from bot.reviews.domain.form_template import Filler
from bot.reviews.domain.review_task import ReviewTask, SkippedTask, TaskKind
from bot.reviews.views import review_task_later
from bot.reviews.views.review import card as review_card
from bot.reviews.views.review import other_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.messages.form import Form
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready
    from bot.reviews.domain.cycle import Cycle
    from bot.reviews.domain.seen_review import SeenReview

_FEW, _MOST_NAMES = 3, 12


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task about somebody: their name and the number of their review."""

    name: str
    review_no: int
    task: ReviewTask


def what(t: Translator, kind: TaskKind) -> Ready:
    """Name a task within a sentence."""
    return t(f"review-what-{kind.replace('_', '-')}")


def with_later(t: Translator, card: Card, review_no: int, task: ReviewTask, *, today: date) -> Card:
    """Put ways to hear of a task another day, or to leave it out, below a card that asks for it."""
    ways = review_task_later.ways(t, _later(review_no, task), today=today, last=task.due)
    return replace(card, blocks=(*card.blocks[:-1], ways, card.blocks[-1]))


def _later(review_no: int, task: ReviewTask) -> Action:
    return Action("review.later", (("no", str(review_no)), ("task", task.kind.value)))


def later(t: Translator, review_no: int, task: ReviewTask, *, today: date) -> Form:
    """Ask when somebody wants to hear of a task again, or why not at all."""
    return review_task_later.form(
        t,
        _later(review_no, task),
        what=what(t, task.kind),
        hint=t("review-later-hint"),
        today=today,
        last=task.due,
    )


def skipped(t: Translator, seen: SeenReview, task: SkippedTask) -> Card:
    """Tell one of the two what the other leaves out this time, and why."""
    name = other_name(t, seen)
    heading = t("review-news-skipped", name=name, what=what(t, task.kind), cycle=seen.cycle.name)
    note = Note(t("review-skipped-sight", name=name))
    return Card(
        "review", plain(heading), (Heading(heading), Quote(literal(task.reason), literal(name)), note), t.locale
    )


def tasks(to: Reader, cycle: Cycle, rows: Sequence[TaskRow], *, event: str) -> Card:
    """Tell whoever leads several people what they owe about them: how many, of whom, until when."""
    t = to.t
    heading = t(f"review-tasks-{event}", n=len(rows), cycle=cycle.name)
    kinds = dict.fromkeys((row.task.kind, row.task.due) for row in rows)
    lines = [
        _line(to, kind, due, [row for row in rows if (row.task.kind, row.task.due) == (kind, due)])
        for kind, due in kinds
    ]
    shown = rows if len(rows) <= _FEW else rows[: _FEW - 1]
    buttons = [Button(plain(t("review-tasks-open", name=named(t, row.name))), _open(row)) for row in shown]
    if len(rows) > _FEW:
        buttons.append(
            Button(plain(t("review-tasks-all", n=len(rows))), Action("cycle.missing", (("no", str(cycle.no)),)))
        )
    blocks = (Heading(heading), Text("\n".join(lines)), Choices(tuple(buttons)), Note(t("review-tasks-note")))
    return Card("review_tasks", plain(heading), blocks, t.locale)


def _open(row: TaskRow) -> Action:
    prompt = row.task.kind in {TaskKind.GOALS, TaskKind.CHECK_IN}
    return Action("prompt" if prompt else "review", (("no", str(row.review_no)),))


def _line(to: Reader, kind: TaskKind, due: date, rows: Sequence[TaskRow]) -> Ready:
    t = to.t
    names = t.listed([named(t, row.name) for row in rows[:_MOST_NAMES]])
    if len(rows) > _MOST_NAMES:
        names = t("cycle-names-more", names=names, n=len(rows) - _MOST_NAMES)
    when = {"day": t.day(due, today=to.today), "weekday": t.weekday(due)}
    late = "late" if due < to.today else "ahead"
    return t("review-tasks-line", what=what(t, kind), names=names, late=late, **when)


def examples(t: Translator) -> dict[str, Card]:
    """Show a turn that can be put off, one on its last day, one that was left out, and several at once."""
    to = Reader(t, zone("Asia/Shanghai"), NOW)
    mine = example.seen(Filler.EMPLOYEE, chinese=t.chinese)
    theirs = example.seen(Filler.MANAGER, chinese=t.chinese)
    today = NOW.date()
    task = ReviewTask(TaskKind.SELF_REVIEW, Filler.EMPLOYEE, today + timedelta(days=7))
    names = [person.name for person in people(chinese=t.chinese).values()][:5]
    view = ReviewTask(TaskKind.MANAGER_REVIEW, Filler.MANAGER, today)
    rows = [TaskRow(name, number, view) for number, name in enumerate(names, start=1)]
    reason = (
        "上周刚做过转岗面谈，这次先不写" if t.chinese else "We went through all of it in last week's talk about my move"
    )
    left = SkippedTask(kind=task.kind, side=Filler.EMPLOYEE, by="S1", at=NOW, reason=reason)
    late = [TaskRow(row.name, row.review_no, replace(view, due=today - timedelta(days=3))) for row in rows[:2]]
    return {
        "review-later": with_later(t, review_card(to, mine), 41, task, today=today),
        "review-later-last": with_later(t, review_card(to, mine), 41, replace(task, due=today), today=today),
        "review-skipped": skipped(t, theirs, left),
        "review-tasks-today": tasks(to, mine.cycle, rows, event="today"),
        "review-tasks-remind": tasks(to, mine.cycle, late, event="remind"),
    }
