"""What people answer to a step: did it, not for me, later; and asking once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.delivery.services.message import MessageKind
from bot.feedback.domain.advice_answer import AdviceVerdict
from bot.feedback.services import advice_answer as answers
from bot.feedback.services.feedback_together import shown
from bot.feedback.views import advice_answer as view
from bot.messages.codec import card_from_json
from bot.messages.inbound import Notice, Settled
from bot.people.domain.permission import Act
from bot.runtime.tick import Due, Tick
from handlers.context import argument
from handlers.route import Route

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from bot.feedback.domain.advice_answer import AdviceAnswer
    from bot.messages.inbound import Inbound
    from bot.work import Work
    from handlers.context import Context


def done(context: Context, inbound: Inbound) -> Settled | Notice:
    """Remember that a step was tried."""
    return _answer(context, inbound, AdviceVerdict.DONE)


def not_for_me(context: Context, inbound: Inbound) -> Settled | Notice:
    """Remember that a step does not suit, so that it does not come again."""
    return _answer(context, inbound, AdviceVerdict.NOT_FOR_ME)


def later(context: Context, inbound: Inbound) -> Settled | Notice:
    """Remember that somebody wants to come back to a step."""
    return _answer(context, inbound, AdviceVerdict.LATER)


def _answer(context: Context, inbound: Inbound, verdict: AdviceVerdict) -> Settled | Notice:
    """Keep the answer, and say in the message from which it came what follows from it."""
    work, key = context.work, argument(inbound, "key")
    made = answers.answer(work, context.person, key, argument(inbound, "step"), verdict, now=context.now)
    if argument(inbound, "again"):
        return Settled(view.answered(context.t, view.again(context.t, made), verdict))
    delivery = work.outbox.get(key)
    if delivery is None or not context.messages.readable(work, delivery, context.person, now=context.now):
        return Notice(view.noted(context.t, verdict))
    return Settled(view.answered(context.t, card_from_json(shown(work, delivery).card), verdict))


def _put_off(work: Work, now: datetime) -> Iterator[Due]:
    for made in answers.put_off(work, now=now):
        yield Due(made.person_id, f"advice {made.no}", _ask_again(made))


def _ask_again(made: AdviceAnswer) -> Callable[[Work, datetime], bool]:
    def effect(work: Work, now: datetime) -> bool:
        return answers.ask_again(work, made, now=now)

    return effect


ROUTES = (
    Route("advice.done", done, Act.USE),
    Route("advice.not_for_me", not_for_me, Act.USE),
    Route("advice.later", later, Act.USE),
)
TICKS = (Tick("advice_again", _put_off),)
MESSAGES: tuple[MessageKind[Work], ...] = (MessageKind("advice_again"),)
