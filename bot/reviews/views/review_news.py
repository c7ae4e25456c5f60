"""What is new in a review, as the first line of a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.figures.domain.example import NOW
from bot.kit.calendar import zone
from bot.people.domain.reader import Reader
from bot.reviews.domain import example
from bot.reviews.domain.form_template import Filler
from bot.reviews.domain.review import ReviewStage
from bot.reviews.views.review import card, other_name
from bot.reviews.views.review_versions import news as changes

if TYPE_CHECKING:
    from bot.messages.card import Card
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready
    from bot.reviews.domain.seen_review import SeenReview


def headline(to: Reader, seen: SeenReview, event: str, *, first: bool = False) -> Ready:
    """Say what happened, by what the message is about; ``first`` says that nothing was sent in before."""
    t, status = to.t, seen.status
    values = {"cycle": seen.cycle.name, "name": other_name(t, seen), "side": str(seen.side)}
    if event == "ask" and status.stage is ReviewStage.CONFIRMATION:
        return t("review-news-ask-confirmation", **values)
    if event == "ask":
        day = t.day(status.due, today=to.today) if status.due else ""
        weekday = t.weekday(status.due) if status.due else ""
        parts = len(seen.template.of(seen.side))
        return t("review-news-ask", **values, parts=parts, minutes=seen.template.minutes, day=day, weekday=weekday)
    if event in {"soon", "today"}:
        return t(f"review-news-{event}", **values)
    if event == "sent":
        return t("review-news-sent" if first else "review-news-changed", **values)
    return t(f"review-news-{event}", **values)


def examples(t: Translator) -> dict[str, Card]:
    """Show each piece of news to one of the two."""
    both = frozenset({Filler.EMPLOYEE, Filler.MANAGER})
    to = Reader(t, zone("Asia/Shanghai"), NOW)
    mine = example.seen(Filler.EMPLOYEE, chinese=t.chinese)
    theirs = example.seen(Filler.MANAGER, chinese=t.chinese, wrote=frozenset({Filler.EMPLOYEE}))
    talked = example.seen(Filler.EMPLOYEE, chinese=t.chinese, wrote=both, held=True)
    told = {
        "review-news-ask": (mine, "ask", False),
        "review-news-soon": (mine, "soon", False),
        "review-news-today": (theirs, "today", False),
        "review-news-sent": (theirs, "sent", True),
        "review-news-added": (talked, "added", False),
        "review-news-comment": (example.commented(theirs, chinese=t.chinese), "comment", False),
        "review-news-confirm": (talked, "ask", False),
        "review-news-confirmed": (talked, "confirmed", False),
    }
    revised = example.revised(theirs, chinese=t.chinese)
    return {
        name: card(to, seen, headline=headline(to, seen, event, first=first))
        for name, (seen, event, first) in told.items()
    } | {
        "review-news-changed": card(
            to,
            revised,
            headline=headline(to, revised, "sent"),
            news=changes(t, revised, revised.of(Filler.EMPLOYEE)[-1]),
        )
    }
