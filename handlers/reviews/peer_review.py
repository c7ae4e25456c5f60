"""Reviews by colleagues in chat: named, agreed to, asked, answered; and what the clock does about them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.delivery.services.message import MessageKind
from bot.kit.errors import Invalid, NotFound, Unanswered
from bot.messages.inbound import Notice, Submission
from bot.people.domain.permission import Act
from bot.people.domain.person import Kind
from bot.people.services.person import known, named
from bot.reviews.services import peer_review, peer_review_message, seen_review
from bot.reviews.views import peer_review as view
from bot.reviews.views import peer_review_asked as asked_view
from bot.reviews.views import review_form
from bot.runtime.tick import Due, Tick
from handlers.argument import either, nothing, person
from handlers.context import argument, number
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from bot.messages.answers import Answers
    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from bot.reviews.domain.peer_review import SeenPeers
    from bot.reviews.domain.review import Review
    from bot.work import Work
    from handlers.context import Context

_APART = re.compile(r"[,，、;；\n]+")


def show(context: Context, inbound: Inbound) -> Card:
    """Show the colleagues' part of the sender's review, or of that of somebody they lead."""
    if argument(inbound, "no"):
        return view.card(context.reader, _seen(context, inbound))
    whose = named(context.work, context.rest) if context.rest else context.person
    found = seen_review.present(context.work, whose)
    return view.card(context.reader, peer_review.seen(context.work, context.actor, found, now=context.now))


def name(context: Context, inbound: Inbound) -> Form | Card:
    """Ask whom to ask, then note it."""
    seen, review = _seen(context, inbound), _review(context, inbound)
    mates = peer_review.near(context.work, review, now=context.now)
    chosen = [known(context.work, peer) for peer in context.work.peer_reviews.get(review.no).named]
    form = view.naming(context.t, seen, mates, chosen)
    if not isinstance(inbound, Submission):
        return form
    with context.filling(form, inbound) as answers:
        try:
            peers = _named(context, answers)
            after = peer_review.name(context.work, context.actor, review, peers, now=context.now)
        except (Invalid, NotFound) as wrong:
            raise Unanswered({"others": (wrong.key, wrong.values)}) from None
    return view.card(context.reader, after)


def _named(context: Context, answers: Answers) -> set[str]:
    team = answers.choices("team") if "team" in answers else ()
    others = _APART.split(answers.text_or_none("others") or "")
    everybody = [
        other for other in context.work.people.all() if other.kind is Kind.PERSON and other.employed_at(context.now)
    ]
    return {*team, *(named(context.work, said, among=everybody).id for said in others if said.strip())}


def agree(context: Context, inbound: Inbound) -> Card:
    """Agree to the colleagues that were named."""
    after = peer_review.agree(context.work, context.actor, _review(context, inbound), now=context.now)
    return view.card(context.reader, after)


def refuse(context: Context, inbound: Inbound) -> Form | Card:
    """Ask why others are to be named, then tell the employee."""
    seen, review = _seen(context, inbound), _review(context, inbound)
    form = view.refusing(context.t, seen)
    if not isinstance(inbound, Submission):
        return form
    with context.filling(form, inbound) as answers:
        reason = answers.text("reason")
    return view.card(context.reader, peer_review.refuse(context.work, context.actor, review, reason, now=context.now))


def asked(context: Context, _inbound: Inbound) -> Card:
    """Show about whom the sender is asked and has not answered."""
    found = peer_review.asked(context.work, context.person, now=context.now)
    return asked_view.open_list(context.reader, found)


def answer(context: Context, inbound: Inbound) -> Form | Notice:
    """Ask what colleagues are asked, then take it.

    What is answered is a line that is not kept, and what a card of the form kept of it goes: nothing stored says that
    somebody has answered. Nor are vague words asked about, as elsewhere: that somebody sent the form in twice would say
    whose the vague words are.
    """
    about = peer_review.open_for(context.work, context.person, number(inbound), now=context.now)
    form = asked_view.form(context.t, about)
    if not isinstance(inbound, Submission):
        return form
    with context.filling(form, inbound):
        values = review_form.collected(form, inbound.values)
    peer_review.answer(context.work, context.person, about.review_no, values, now=context.now)
    if card := inbound.message.get("id"):
        context.work.forms.drop(inbound.sender.identity.platform, card)
    return Notice(context.t("peer-review-answered", day=context.t.day(about.until, today=context.today)))


def decline(context: Context, inbound: Inbound) -> Notice:
    """Take that somebody would rather not; the card stays as it is, for what is drawn anew is kept."""
    peer_review.answer(context.work, context.person, number(inbound), None, now=context.now)
    return Notice(context.t("peer-review-declined"))


def _review(context: Context, inbound: Inbound) -> Review:
    return seen_review.find(context.work, number(inbound))


def _seen(context: Context, inbound: Inbound) -> SeenPeers:
    return peer_review.seen(context.work, context.actor, _review(context, inbound), now=context.now)


# What the clock does when a cycle was closed before colleagues were through; else it goes with the review's look.


def _stranded(work: Work, _now: datetime) -> Iterator[Due]:
    for review_no in work.peer_reviews.stranded():
        review = work.reviews.get(review_no)
        if review is not None:
            yield Due(review.person_id, f"{review_no}:end", _finish(review))


def _finish(review: Review) -> Callable[[Work, datetime], bool]:
    return lambda work, now: peer_review.finish(work, review, now=now)


ROUTES = (
    Route(
        "peer_review",
        show,
        Act.READ_REVIEW,
        (Means.WORDS, Means.CLICK),
        spoken(en="colleagues, 360, my colleagues", zh="同事评价，360，360评价"),
        takes=either(person, nothing),
    ),
    Route("peer_review.name", name, Act.WRITE_REVIEW, (Means.CLICK, Means.FORM), opens=True),
    Route("peer_review.agree", agree, Act.WRITE_REVIEW),
    Route("peer_review.refuse", refuse, Act.WRITE_REVIEW, (Means.CLICK, Means.FORM), opens=True),
    Route(
        "peer_review.asked",
        asked,
        Act.GIVE_FEEDBACK,
        (Means.WORDS, Means.CLICK),
        spoken(en="asked, who asks me", zh="待我评价，谁请我评价"),
    ),
    Route("peer_review.answer", answer, Act.GIVE_FEEDBACK, (Means.CLICK, Means.FORM), opens=True),
    Route("peer_review.decline", decline, Act.GIVE_FEEDBACK),
)

TICKS = (Tick("peer_review", _stranded),)

MESSAGES = (
    MessageKind(
        "peer_review",
        acts=(Act.READ_REVIEW,),
        render=peer_review_message.render,
        instead=peer_review_message.readdress,
    ),
    MessageKind("peer_invitation", acts=(Act.GIVE_FEEDBACK,), render=peer_review_message.render_invitation),
)
