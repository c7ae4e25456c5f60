"""The versions of a review: whoever may read it looks at them, and at what changed from one to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.kit.errors import NotFound
from bot.messages.inbound import Submission
from bot.people.domain.permission import Act
from bot.reviews.domain.form_template import Filler
from bot.reviews.services import seen_review
from bot.reviews.views import review_versions as view
from handlers.context import argument, number, whole
from handlers.route import Means, Route

if TYPE_CHECKING:
    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from bot.reviews.domain.answer import AnswerVersion
    from bot.reviews.domain.seen_review import SeenReview
    from handlers.context import Context


def listing(context: Context, inbound: Inbound) -> Card:
    """List the versions that the reader may read."""
    return view.listing(context.reader, _seen(context, inbound))


def diff(context: Context, inbound: Inbound) -> Card:
    """Show what changed between the two versions of a button."""
    seen, side = _seen(context, inbound), _side(inbound)
    before, after = (_version(seen, side, argument(inbound, name)) for name in ("from", "to"))
    return view.diff(context.reader, seen, before, after, start=whole(argument(inbound, "at")) or 0)


def compare(context: Context, inbound: Inbound) -> Form | Card:
    """Ask which two versions of one side are meant, then show what changed."""
    seen, side = _seen(context, inbound), _side(inbound)
    if not seen.of(side):
        raise NotFound("review-version-gone")
    form = view.choosing(context.t, seen, side, to=context.reader)
    if not isinstance(inbound, Submission):
        return form
    with context.filling(form, inbound) as answers:
        chosen = sorted((answers.choice("from"), answers.choice("to")), key=int)
    before, after = (_version(seen, side, said) for said in chosen)
    return view.diff(context.reader, seen, before, after)


def _seen(context: Context, inbound: Inbound) -> SeenReview:
    found = seen_review.find(context.work, number(inbound))
    return seen_review.seen(context.work, context.actor, found, now=context.now)


def _side(inbound: Inbound) -> Filler:
    said = argument(inbound, "side")
    if said not in {Filler.EMPLOYEE, Filler.MANAGER}:
        raise NotFound("button-unknown")
    return Filler(said)


def _version(seen: SeenReview, side: Filler, said: str) -> AnswerVersion:
    """Return a version that the reader may read, by its number."""
    found = next((version for version in seen.of(side) if str(version.version) == said), None)
    if found is None:
        raise NotFound("review-version-gone")
    return found


ROUTES = (
    Route("review.versions", listing, Act.READ_REVIEW),
    Route("review.diff", diff, Act.READ_REVIEW),
    Route("review.compare", compare, Act.READ_REVIEW, (Means.CLICK, Means.FORM), opens=True),
)
