"""Work that no data shows: the offer to have a colleague asked, and what that one is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.figures.domain.example import NOW
from bot.kit.calendar import zone
from bot.messages.card import Action, Button, Card, Choices, Heading, Note, Quote, Text
from bot.messages.i18n import named
from bot.messages.text import plain
from bot.people.domain.reader import Reader
from bot.reviews.domain import example
from bot.reviews.domain.form_template import Filler
from bot.reviews.domain.unseen_work import NamedWork, WorkState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.messages.card import Block
    from bot.messages.i18n import Translator


def offered(to: Reader, review_no: int, found: Sequence[tuple[NamedWork, WorkState | None]]) -> Card:
    """Show an employee the work with the name beside each, and a button that has that colleague asked."""
    t = to.t
    heading = t("unseen-work-offer")
    blocks: list[Block] = [Heading(heading), Text(t("unseen-work-offer-text"))]
    for entry, state in found:
        blocks.append(Quote(entry.what))
        who = named(t, entry.who)
        if state is None:
            action = Action("unseen_work.ask", (("no", str(review_no)), ("item", entry.begin)))
            blocks.append(Choices((Button(plain(t("unseen-work-button-ask", name=who)), action),)))
        else:
            said = "confirmed" if state is WorkState.CONFIRMED else "asked"
            blocks.append(Text(t(f"unseen-work-{said}", name=who)))
    blocks.append(Note(t("unseen-work-offer-note")))
    return Card("unseen_work", plain(heading), tuple(blocks), t.locale)


def question(to: Reader, no: int, person: str, leader: str, what: str) -> Card:
    """Ask a colleague whether a piece of work was as it is told, and say what their yes does."""
    t = to.t
    heading = t("unseen-work-question", name=named(t, person))
    reader = named(t, leader) if leader else t("peer-review-their-leader")
    buttons = tuple(
        Button(plain(t(f"unseen-work-button-{word}")), Action("unseen_work.answer", (("no", str(no)), ("so", said))))
        for word, said in (("yes", "1"), ("pass", "0"))
    )
    blocks = (
        Heading(heading),
        Quote(what, by=person),
        Text(t("unseen-work-question-text", name=named(t, person), leader=reader)),
        Choices(buttons),
        Note(t("unseen-work-question-note")),
    )
    return Card("unseen_work", plain(heading), blocks, t.locale)


def examples(t: Translator) -> dict[str, Card]:
    """Show the offer and the question."""
    to, seen = Reader(t, zone("Asia/Shanghai"), NOW), example.seen(Filler.EMPLOYEE, chinese=t.chinese)
    what, who, other, second = (
        ("连续三周替新人答疑，每天大约半小时。", "陈伟", "周末支援了2号线的搬迁。", "何静")
        if t.chinese
        else (
            "Half an hour of questions from the new colleagues each day, for three weeks.",
            "Wei Chen",
            "Helped move line 2 at the weekend.",
            "Jo Park",
        )
    )
    found = [(NamedWork("unseen.1.", what, who), None), (NamedWork("unseen.2.", other, second), WorkState.CONFIRMED)]
    return {
        "unseen-work-offer": offered(to, seen.review.no, found),
        "unseen-work-question": question(to, 5, seen.person, seen.leader, what),
    }
