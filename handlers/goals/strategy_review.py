"""Strategy reviews in chat: the monthly question to leadership, the list, and what they decide."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bot.delivery.services.message import MessageKind
from bot.goals.domain.strategy_review import StrategyState
from bot.goals.services import strategy_review, strategy_review_message
from bot.goals.views import strategy_review as view
from bot.kit.calendar import local_day, place_at
from bot.kit.errors import Stale
from bot.kit.period import Grain
from bot.kit.period_printing import period_code
from bot.messages.inbound import Settled, Submission
from bot.people.domain.permission import Act
from bot.runtime.tick import Due, Tick
from handlers.context import argument, number
from handlers.overview.report_ticks import report_due
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from bot.goals.domain.strategy_review import StrategyReview
    from bot.goals.domain.strategy_sight import SeenStrategyReview
    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from bot.work import Work
    from handlers.context import Context

_COMPANY = "company"


def show(context: Context, inbound: Inbound) -> Card:
    """Show one review, or list all."""
    if argument(inbound, "no"):
        found = _seen(context, strategy_review.find(context.work, number(inbound)))
        return view.card(context.t, found, today=context.today)
    strategy_review.require_leadership(context.work, context.actor, now=context.now)
    return view.listed(context.t, [_seen(context, review) for review in context.work.strategy_reviews.all()])


def _seen(context: Context, review: StrategyReview) -> SeenStrategyReview:
    return strategy_review.seen(context.work, context.actor, review, today=context.today, now=context.now)


def decide(context: Context, inbound: Inbound) -> Form | Settled:
    """Ask what is changed, then keep it."""
    seen = _seen(context, strategy_review.find(context.work, number(inbound)))
    if seen.review.state is not StrategyState.OPEN:
        raise Stale("strategy-settled-before")
    form = view.form(context.t, seen, today=context.today)
    if not isinstance(inbound, Submission):
        return form
    with context.filling(form, inbound) as answers:
        decision, day = answers.text("decision"), answers.day("day")
    settle = partial(strategy_review_message.settle, context.work, context.actor, seen.review.no, now=context.now)
    return _settled(context, settle(StrategyState.DECIDED, decision=decision, changed_on=day))


def dismiss(context: Context, inbound: Inbound) -> Settled:
    """Keep that nothing needs to change."""
    no, state = number(inbound), StrategyState.NOT_NEEDED
    return _settled(context, strategy_review_message.settle(context.work, context.actor, no, state, now=context.now))


def _settled(context: Context, review: StrategyReview) -> Settled:
    return Settled(view.card(context.t, _seen(context, review), today=context.today))


def _monthly(work: Work, now: datetime) -> Iterator[Due]:
    """Yield the look at the whole company, once a month, when the reports of the month before are due."""
    month = report_due(now, timezone=work.timezone, place=place_at("", timezone=work.timezone))
    local = period_code(month, Grain.MONTH)
    if (_COMPANY, local) not in work.job_runs.recorded("strategy_review", {local}):
        yield Due(_COMPANY, local, _ask)


def _ask(work: Work, now: datetime) -> bool:
    return strategy_review_message.ask(work, today=local_day(now, timezone=work.timezone), now=now)


ROUTES = (
    Route(
        "strategy",
        show,
        Act.DECIDE_STRATEGY,
        (Means.WORDS, Means.CLICK),
        spoken(en="strategy reviews, strategy review", zh="战略复盘"),
    ),
    Route("strategy.decide", decide, Act.DECIDE_STRATEGY, (Means.CLICK, Means.FORM), opens=True),
    Route("strategy.dismiss", dismiss, Act.DECIDE_STRATEGY),
)

TICKS = (Tick("strategy_review", _monthly),)

MESSAGES: tuple[MessageKind[Work], ...] = (
    MessageKind(view.KIND, company=Act.DECIDE_STRATEGY, render=strategy_review_message.render),
)
