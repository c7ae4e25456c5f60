"""What people do about feedback between them: give it, ask for it, put it off, answer it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.delivery.services.message import MessageKind, tell_author
from bot.feedback.domain.kudos import FORGET_AFTER, REMIND_AFTER, Stance, Visibility, number
from bot.feedback.services import kudos
from bot.feedback.views import kudos as view
from bot.feedback.views.specificity import hint
from bot.kit.errors import NotFound, Unanswered, UserError
from bot.messages.codec import card_from_json
from bot.messages.i18n import named
from bot.messages.inbound import Click, Notice, RejectedForm, Settled, Submission
from bot.people.domain.permission import Act
from bot.people.services.permission import somebody
from bot.runtime.tick import Due, Tick
from handlers.argument import either, short
from handlers.argument import person as someone
from handlers.context import argument
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.delivery.domain.delivery import Delivery
    from bot.messages.answers import Answers
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from bot.people.domain.person import Person
    from bot.work import Work
    from handlers.context import Context


def begin(context: Context, inbound: Inbound) -> Form:
    """Open the form for feedback: to whoever was named behind the words, or asked for it by a button."""
    if asked := _number(inbound):
        asker, topic = kudos.invited(context.work, context.person, asked)
        return view.giving(context.t, to=asker, request=asked, about=topic)
    receiver = _chosen(context, inbound)
    return view.giving(context.t, to=receiver)


def about_message(context: Context, inbound: Inbound) -> Form:
    """Open the form for feedback to whoever wrote the message that the shortcut was used on."""
    author = inbound.message.get("author", "") if isinstance(inbound, Click) else ""
    sender = inbound.sender.identity
    receiver = context.work.people.by_identity(replace(sender, user=author)) if author else None
    mine = receiver is None or not receiver.employed_at(context.now) or receiver.id == context.person.id
    return view.giving(context.t, to=None if mine else receiver)


def give(context: Context, inbound: Inbound) -> Notice | RejectedForm:
    """Send feedback; vague words are asked about once, with everything typed still standing there."""
    chosen, question, asked = _addressed(context, inbound), _number(inbound), bool(argument(inbound, "asked"))
    form = view.giving(context.t, to=chosen, request=question, asked=asked)
    with context.filling(form, inbound) as answers:
        receiver = chosen or _meant(context, answers)
    context.require(Act.GIVE_FEEDBACK, receiver)
    about, text = answers.text("about"), answers.text("text")
    if isinstance(inbound, Submission) and not asked:
        found, repeated = kudos.weigh(context.work, context.person, about=about, text=text)
        if words := hint(context.t, found, repeated=repeated):
            again = view.giving(context.t, to=chosen, request=question, asked=True)
            return RejectedForm(replace(again.filled(inbound.values), problems={"text": words}))
    at, told = kudos.give(
        context.work,
        context.person,
        receiver,
        about=about,
        text=text,
        visibility=Visibility(answers.choice("visibility")),
        now=context.now,
        request=question,
    )
    when = context.t.when(at, zone=context.reader.zone, now=context.now)
    return Notice(context.t("kudos-sent-manager" if told else "kudos-sent", name=receiver.name, when=when))


def ask(context: Context, inbound: Inbound) -> Form:
    """Open the form that asks a colleague for feedback."""
    return view.asking(context.t, to=_chosen(context, inbound))


def request(context: Context, inbound: Inbound) -> Notice:
    """Ask a colleague for feedback."""
    giver = _addressed(context, inbound)
    with context.filling(view.asking(context.t, to=giver), inbound) as answers:
        giver = giver or _meant(context, answers)
    context.require(Act.GIVE_FEEDBACK, giver)
    at = kudos.ask(context.work, context.person, giver, topic=answers.text("topic"), now=context.now)
    when = context.t.when(at, zone=context.reader.zone, now=context.now)
    return Notice(context.t("kudos-asked", name=named(context.t, giver.name), when=when))


def not_now(context: Context, inbound: Inbound) -> Settled:
    """Put a question for feedback away."""
    question = kudos.decline(context.work, context.person, _number(inbound))
    return Settled(view.declined(context.t, card_from_json(question.card)))


def reply(context: Context, inbound: Inbound) -> Settled | Notice | Form:
    """Agree at once; to disagree or comment takes words."""
    key, stance = _answering(inbound)
    if stance is not Stance.AGREE:
        to, _ = kudos.addressee(context.work, context.person, key, now=context.now)
        return view.answering(context.t, key, stance=stance, name=to.name)
    to, told = kudos.answer(context.work, context.person, key, stance=stance, text="", now=context.now)
    if told is None:
        return Notice(context.t("kudos-answered"))
    return Settled(view.settled(context.t, card_from_json(told.card), name=to.name))


def answer(context: Context, inbound: Inbound) -> Notice:
    """Send the words of an answer."""
    key, stance = _answering(inbound)
    to, _ = kudos.addressee(context.work, context.person, key, now=context.now)
    with context.filling(view.answering(context.t, key, stance=stance, name=to.name), inbound) as answers:
        text = answers.text("text")
    kudos.answer(context.work, context.person, key, stance=stance, text=text, now=context.now)
    return Notice(context.t("kudos-answered-to", name=to.name))


def _answering(inbound: Inbound) -> tuple[str, Stance]:
    try:
        return argument(inbound, "key"), Stance(argument(inbound, "stance"))
    except ValueError:
        raise NotFound("kudos-gone") from None


def _addressed(context: Context, inbound: Inbound) -> Person | None:
    """Return the colleague whom a button or form names by id, or None."""
    to = argument(inbound, "to")
    return somebody(context.work, to) if to else None


def _chosen(context: Context, inbound: Inbound) -> Person | None:
    """Return the colleague whom a button names by id or typed words by name, or None."""
    if context.rest:
        return kudos.colleague(context.work, context.person, context.rest)
    return _addressed(context, inbound)


def _meant(context: Context, answers: Answers) -> Person:
    """Return the colleague whose name was typed into a form.

    Raises:
        Unanswered: when it is nobody's, or several people's.
    """
    try:
        return kudos.colleague(context.work, context.person, answers.text("to"))
    except UserError as unknown:
        raise Unanswered({"to": (unknown.key, unknown.values)}) from None


def _number(inbound: Inbound) -> int:
    return number(argument(inbound, "r"))


# Questions for feedback: one reminder each.


def _open_questions(work: Work, now: datetime) -> Iterator[Due]:
    waiting = {
        str(request.no): request for request in work.kudos.waiting(since=now - FORGET_AFTER, until=now - REMIND_AFTER)
    }
    had = work.job_runs.recorded("kudos", set(waiting))
    for local, request in waiting.items():
        if (request.giver_id, local) not in had:
            yield Due(request.giver_id, local, _remind_of_question(request.no))


def _remind_of_question(no: int) -> Callable[[Work, datetime], bool]:
    def effect(work: Work, now: datetime) -> bool:
        return kudos.remind(work, no, now=now)

    return effect


def _tell_author(work: Work, delivery: Delivery, now: datetime) -> None:
    if delivery.key.startswith(kudos.ANSWERED):  # another's words are simply left out
        tell_author(work, delivery, now)


ROUTES = (
    Route(
        "kudos",
        begin,
        Act.GIVE_FEEDBACK,
        (Means.WORDS, Means.CLICK),
        spoken(en="give feedback, kudos", zh="给反馈，写反馈"),
        opens=True,
        takes=either(someone, short),
    ),
    Route("kudos.message", about_message, Act.GIVE_FEEDBACK, opens=True),
    Route("kudos.give", give, Act.GIVE_FEEDBACK, (Means.FORM,)),
    Route(
        "kudos.ask",
        ask,
        Act.GIVE_FEEDBACK,
        (Means.WORDS, Means.CLICK),
        spoken(en="ask feedback, ask for feedback", zh="求反馈，请人反馈"),
        opens=True,
        takes=either(someone, short),
    ),
    Route("kudos.request", request, Act.GIVE_FEEDBACK, (Means.FORM,)),
    Route("kudos.not_now", not_now, Act.GIVE_FEEDBACK),
    Route("kudos.reply", reply, Act.GIVE_FEEDBACK, opens=True),
    Route("kudos.answer", answer, Act.GIVE_FEEDBACK, (Means.FORM,)),
)

TICKS = (Tick("kudos", _open_questions),)

MESSAGES = (MessageKind("kudos", acts=(Act.READ_CONTEXT,), render=kudos.render, instead=_tell_author),)
