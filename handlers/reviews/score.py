"""The score of a review in chat, for the two whom it concerns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.people.domain.permission import Act
from bot.people.services.person import named
from bot.reviews.services import score, seen_review
from bot.reviews.views import score as view
from handlers.argument import either, nothing, person
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from bot.messages.card import Card
    from bot.messages.inbound import Inbound
    from handlers.context import Context


def show(context: Context, _inbound: Inbound) -> Card:
    """Show the sender's score, or that of somebody they lead, and what it is made of."""
    whose = named(context.work, context.rest) if context.rest else context.person
    found = seen_review.present(context.work, whose)
    return view.card(context.reader, score.seen_score(context.work, context.actor, found, now=context.now))


ROUTES = (
    Route(
        "score",
        show,
        Act.READ_REVIEW,
        (Means.WORDS, Means.CLICK),
        spoken(en="score, my score", zh="得分，我的得分，考核得分"),
        takes=either(person, nothing),
    ),
)
