"""What the two do before the forms: agree what counts, and say half-way how it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.delivery.services.message import MessageKind
from bot.growth.services import plan_check_in
from bot.growth.views import plan_check_in as check_in_view
from bot.kit.errors import NotFound, Unanswered
from bot.messages.inbound import Submission
from bot.people.domain.permission import Act
from bot.people.services.person import named
from bot.reviews.services import prompt, prompt_sight, seen_review
from bot.reviews.views import progress_form
from bot.reviews.views import prompt as view
from handlers.argument import either, nothing, person
from handlers.context import argument, number, whole
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from bot.reviews.domain.review import Review
    from handlers.context import Context


def show(context: Context, inbound: Inbound) -> Card:
    """Show what counts for the sender, or for somebody they lead."""
    if argument(inbound, "no"):
        found = seen_review.find(context.work, number(inbound))
    else:
        whose = named(context.work, context.rest) if context.rest else context.person
        found = seen_review.present(context.work, whose)
    return view.card(context.reader, prompt_sight.seen(context.work, context.actor, found, now=context.now))


def goals(context: Context, inbound: Inbound) -> Form | Card:
    """Ask what counts, then keep it; the other of the two is asked to agree."""
    found = seen_review.find(context.work, number(inbound))
    before = prompt.writable(context.work, context.actor, found, now=context.now)
    form = view.writing_goals(context.t, before)
    if not isinstance(inbound, Submission):
        return form
    with context.filling(form, inbound) as answers:
        text = answers.text("text")
    after = prompt.write_goals(context.work, context.actor, found, text, now=context.now)
    said = context.t("prompt-goals-saved", cycle=after.cycle.name, name=view.other_name(context.t, after))
    return view.card(context.reader, after, headline=said)


def agree(context: Context, inbound: Inbound) -> Card:
    """Agree to what the other of the two wrote."""
    version = whole(argument(inbound, "v"))
    if version is None:
        raise NotFound("button-unknown")
    found = seen_review.find(context.work, number(inbound))
    after = prompt.agree(context.work, context.actor, found, version, now=context.now)
    return view.card(context.reader, after, headline=context.t("prompt-goals-done", cycle=after.cycle.name))


def check(context: Context, inbound: Inbound) -> Form | Card:
    """Ask how it goes, then keep it; what is needed is asked for."""
    found = _own(context, inbound)
    before = prompt.may_check_in(context.work, context.actor, found, now=context.now)
    form = view.checking_in(context.t, before)
    if not isinstance(inbound, Submission):
        return form
    with context.filling(form, inbound) as answers:
        said, need = progress_form.progress(answers), answers.text_or_none("need") or ""
        if said.obstacle and not need.strip():
            raise Unanswered({"need": ("prompt-need-missing", {})})
    taken = plan_check_in.take(
        context.work,
        context.actor,
        found,
        said=said,
        need=need,
        now=context.now,
    )
    reader = taken.reader.name if taken.reader else ""
    return check_in_view.kept(context.t, before, taken.said, reader=reader, course=taken.course)


def _own(context: Context, inbound: Inbound) -> Review:
    if argument(inbound, "no"):
        return seen_review.find(context.work, number(inbound))
    return seen_review.present(context.work, context.person)


ROUTES = (
    Route(
        "prompt",
        show,
        Act.READ_REVIEW,
        (Means.WORDS, Means.CLICK),
        spoken(en="agreed goals, review goals", zh="考核目标，我的考核目标，约定目标"),
        takes=either(person, nothing),
    ),
    Route("prompt.goals", goals, Act.WRITE_REVIEW, (Means.CLICK, Means.FORM), opens=True),
    Route("prompt.agree", agree, Act.WRITE_REVIEW),
    Route(
        "prompt.check",
        check,
        Act.WRITE_REVIEW,
        (Means.WORDS, Means.CLICK, Means.FORM),
        spoken(en="review check-in, half-way check-in", zh="期中检查，说说进展"),
        opens=True,
    ),
)

MESSAGES = (
    MessageKind(
        plan_check_in.KIND, acts=(Act.READ_REVIEW,), render=plan_check_in.render, instead=plan_check_in.pass_on
    ),
)
