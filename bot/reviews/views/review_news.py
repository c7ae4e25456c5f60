"""What is new in a review, as a message: that alone, whose turn it is, and a button for all that was written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.figures.domain.example import NOW
from bot.kit.calendar import zone
from bot.messages.card import Action, Button, Card, Choices, Heading, Note, Text
from bot.messages.text import plain
from bot.people.domain.reader import Reader
from bot.reviews.domain import example
from bot.reviews.domain.form_template import Filler, Purpose
from bot.reviews.domain.review import ReviewStage, due_day
from bot.reviews.domain.review_task import TaskKind
from bot.reviews.views.review import (
    MOST_BUTTONS,
    buttons,
    comment_lines,
    confirmation_lines,
    name_of,
    other_name,
    path_line,
    sight_line,
    turn_line,
    written,
)
from bot.reviews.views.review_form import lines, placed_lines
from bot.reviews.views.review_versions import news as changes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.messages.card import Block
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready
    from bot.reviews.domain.seen_review import SeenReview


def headline(to: Reader, seen: SeenReview, event: str, *, which: str) -> Ready:
    """Say what happened, by what the message is about.

    ``which`` is the task of which somebody is told, else the number of what was sent in: of the first one nothing was
    there before.
    """
    t = to.t
    values = {"cycle": seen.cycle.name, "name": other_name(t, seen), "side": str(seen.side), "task": str(which)}
    if event == "ask":
        due = due_day(seen.cycle.schedule, seen.side) if which in _WRITTEN else seen.status.due
        day, weekday = (t.day(due, today=to.today), t.weekday(due)) if due else ("", "")
        parts = len(seen.template.of(seen.side))
        return t("review-news-ask", **values, parts=parts, minutes=seen.template.minutes, day=day, weekday=weekday)
    return t("review-news-changed" if event == "sent" and which != "1" else f"review-news-{event}", **values)


_WRITTEN = frozenset({TaskKind.SELF_REVIEW, TaskKind.MANAGER_REVIEW})


def card(to: Reader, seen: SeenReview, event: str, *, which: str = "") -> Card:
    """Show what is new, and nothing that the reader knows; ``which`` is a task, or a number of a version or comment."""
    t = to.t
    heading = headline(to, seen, event, which=which)
    told, whole = _told(to, seen, event, which)
    said = [block for block in told if not isinstance(block, Choices)]
    blocks: list[Block] = [Heading(heading), *said, Text(path_line(t, seen)), Text(turn_line(to, seen))]
    if offered := _offered(t, seen, told, whole=whole):
        blocks.append(Choices(offered))
    blocks.append(Note(sight_line(t, seen)))
    return Card("review", plain(heading), tuple(blocks), t.locale)


def _offered(t: Translator, seen: SeenReview, told: Sequence[Block], *, whole: bool) -> tuple[Button, ...]:
    """Return one row of buttons: what belongs to the news, what is to be done next, all that was written."""
    own = [button for block in told if isinstance(block, Choices) for button in block.buttons]
    if whole:
        return (*own, *buttons(t, seen))[:MOST_BUTTONS]
    last = Button(plain(t("review-button-all")), Action("review", (("no", str(seen.review.no)),)))
    return (*(*own, *buttons(t, seen))[: MOST_BUTTONS - 1], last)


def _told(to: Reader, seen: SeenReview, event: str, which: str) -> tuple[list[Block], bool]:
    """Return what is new of a review, and whether that is all there is to read."""
    t, other = to.t, seen.other_side
    match event:
        case "sent":
            version = next((found for found in seen.of(other) if str(found.version) == which), None)
            changed = changes(t, seen, version) if version else []
            return changed or written(to, seen, seen.other, other), not changed and seen.own is None
        case "added":
            last = [version for version in seen.addenda if version.filler is other][-1:]
            return written(to, replace(seen, versions=tuple(last)), None, other), False
        case "comment":
            return _commented(to, seen, which), False
        case "confirmed":
            return confirmation_lines(to, seen), False
        case _ if seen.status.stage is ReviewStage.CONFIRMATION:
            return _planned(t, seen), False
        case "ask" if seen.projects:
            return [Text(t("review-prepared", n=seen.projects))], True
        case _:
            return [], seen.own is None and seen.other is None


def _commented(to: Reader, seen: SeenReview, which: str) -> list[Block]:
    """Return a comment below the answer that it is about."""
    said = [comment for comment in seen.comments if str(comment.no) == which]
    answers = {
        place: (label, words)
        for version in (seen.own, seen.other)
        if version
        for section in seen.answers_to(version)
        for place, label, words in placed_lines(to.t, section, version.values)
    }
    about = [
        Text(to.t("review-answer", label=label, words=words))
        for comment in said
        if (found := answers.get(comment.path))
        for label, words in (found,)
    ]
    return [*about, *comment_lines(to, replace(seen, comments=tuple(said)))]


def _planned(t: Translator, seen: SeenReview) -> list[Block]:
    """Return the plan that somebody wrote: the part of a talk that both are held to."""
    version = next(iter(seen.of(Filler.EMPLOYEE)[::-1]), None)
    if version is None:
        return []
    said = [
        t("review-answer", label=label, words=words)
        for section in seen.answers_to(version)
        if section.purpose is Purpose.PLAN
        for label, words in lines(t, section, version.values)
    ]
    heading = t("review-planned", name=name_of(t, seen, Filler.EMPLOYEE), side=str(seen.side))
    return [Text("\n".join([heading, *said]))] if said else []


def examples(t: Translator) -> dict[str, Card]:
    """Show each piece of news to one of the two."""
    both = frozenset({Filler.EMPLOYEE, Filler.MANAGER})
    to = Reader(t, zone("Asia/Shanghai"), NOW)
    mine = example.seen(Filler.EMPLOYEE, chinese=t.chinese)
    theirs = example.seen(Filler.MANAGER, chinese=t.chinese, wrote=frozenset({Filler.EMPLOYEE}))
    talked = example.seen(Filler.EMPLOYEE, chinese=t.chinese, wrote=both, held=True)
    told = {
        "review-news-ask": (replace(mine, projects=2), "ask", TaskKind.SELF_REVIEW),
        "review-news-soon": (mine, "soon", TaskKind.SELF_REVIEW),
        "review-news-today": (theirs, "today", TaskKind.MANAGER_REVIEW),
        "review-news-look": (example.seen(Filler.EMPLOYEE, chinese=t.chinese, wrote=both), "soon", TaskKind.REVISION),
        "review-news-waits": (replace(talked, side=Filler.MANAGER), "remind", TaskKind.CONFIRMATION),
        "review-news-sent": (theirs, "sent", "1"),
        "review-news-view": (example.seen(Filler.EMPLOYEE, chinese=t.chinese, wrote=both), "sent", "1"),
        "review-news-changed": (example.revised(theirs, chinese=t.chinese), "sent", "2"),
        "review-news-added": (example.added(talked, chinese=t.chinese), "added", ""),
        "review-news-comment": (example.commented(talked, chinese=t.chinese), "comment", "1"),
        "review-news-confirm": (talked, "ask", TaskKind.CONFIRMATION),
        "review-news-confirmed": (example.agreed(talked), "confirmed", ""),
    }
    return {name: card(to, seen, event, which=which) for name, (seen, event, which) in told.items()}
