"""Advice in chat: which steps people are advised, writing one with a look at whom it would have reached, its report."""

from __future__ import annotations

from secrets import token_hex
from typing import TYPE_CHECKING

from bot.feedback.services import advice_write as advice
from bot.feedback.services.advice_reach import reach
from bot.feedback.services.advice_report import report as outcomes
from bot.feedback.views import advice as view
from bot.feedback.views import advice_form as form_view
from bot.feedback.views import advice_report as report_view
from bot.messages.inbound import Settled
from bot.people.domain.permission import Act
from handlers.argument import anything, either, short
from handlers.context import argument, number, whole
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from bot.feedback.domain.advice import Advice
    from bot.feedback.domain.advice_version import AdviceVersion
    from bot.figures.domain.metric import Metric
    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from handlers.context import Context

_KEY_BYTES = 4


def overview(context: Context, inbound: Inbound) -> Card:
    """Show the advice whose key was said, or list those that the words fit."""
    context.require(Act.WRITE_ADVICE)
    said = argument(inbound, "key") or context.rest or argument(inbound, "said")
    within = _within(context)
    found = advice.find(context.work, said, within=within)
    exact = next((each for each in found if each.key == said.strip()), None)
    if exact or (said and len(found) == 1):
        return _show(context, exact or found[0])
    if said and not found:
        advice.named(context.work, said, within=within)
    company = frozenset(version.advice.key for version in context.work.advice.current())
    return view.listing(context.t, found, start=whole(argument(inbound, "at")) or 0, said=said, company=company)


def _within(context: Context) -> frozenset[str] | None:
    """Return the metrics of which whoever asks may write: those that they own; None for all of them."""
    return advice.scope(context.work, context.actor)


def _show(context: Context, found: Advice, *, done: str = "") -> Card:
    versions = [(version, _name(context, version)) for version in context.work.advice.history(found.key)]
    reader = context.reader
    return view.show(
        context.t, found, versions, metrics=_metrics(context), zone=reader.zone, today=context.today, done=done
    )


def _name(context: Context, version: AdviceVersion) -> str:
    person = context.work.people.get(version.author)
    return person.name if person else version.author


def _metrics(context: Context) -> dict[str, Metric]:
    return {metric.key: metric for metric in context.work.metrics.all()}


def add(context: Context, inbound: Inbound) -> Form:
    """Ask for a new advice; whoever owns one metric need not name it."""
    context.require(Act.WRITE_ADVICE)
    within = _within(context)
    metric = argument(inbound, "metric") or (next(iter(within)) if within and len(within) == 1 else "")
    return form_view.form(context.t, None, key=f"c{token_hex(_KEY_BYTES)}", metric=metric)


def edit(context: Context, inbound: Inbound) -> Form:
    """Ask for changes to an advice; what the same person wrote last and did not put in force stands there again."""
    context.require(Act.WRITE_ADVICE)
    key, said = argument(inbound, "key"), argument(inbound, "no")
    return form_view.form(context.t, _before(context, key, said), key=key, no=said)


def _before(context: Context, key: str, said: str) -> Advice | None:
    """Return what a form is about: a draft of the same person's, else what is in force, None for a new one."""
    no = whole(said)
    draft = context.work.advice.get(no) if no is not None else None
    if draft and (draft.advice.key, draft.author) == (key, context.person.id):
        return draft.advice
    return next((each for each in advice.find(context.work, "", within=_within(context)) if each.key == key), None)


def save(context: Context, inbound: Inbound) -> Card:
    """Keep what was written if it can be used, and show whom it would have reached."""
    context.require(Act.WRITE_ADVICE)
    work, key, said, within = context.work, argument(inbound, "key"), argument(inbound, "no"), _within(context)
    advice.check(work, key, within=within)
    before = _before(context, key, said)
    with context.filling(form_view.form(context.t, before, key=key, no=said), inbound) as answers:
        written = advice.drafted(work, before, answers, key=key, within=within)
    draft = work.advice.draft(written, author=context.person.id, at=context.now)
    found = reach(work, context.actor, written, now=context.now)
    return view.preview(context.t, draft, found, metrics=_metrics(context), today=context.today)


def publish(context: Context, inbound: Inbound) -> Settled:
    """Put an advice in force that was looked at."""
    context.require(Act.WRITE_ADVICE)
    within = _within(context)
    done = advice.publish(context.work, number(inbound), by=context.person.id, now=context.now, within=within)
    return Settled(_show(context, done.advice, done="advice-done-published"))


def retire(context: Context, inbound: Inbound) -> Settled:
    """Tell an advice no more."""
    context.require(Act.WRITE_ADVICE)
    within = _within(context)
    done = advice.retire(context.work, argument(inbound, "key"), by=context.person.id, now=context.now, within=within)
    return Settled(_show(context, done.advice, done="advice-done-retired"))


def report(context: Context, _inbound: Inbound) -> Card:
    """Show what came of the advice that was told: tried, not for them, and where the numbers went."""
    context.require(Act.WRITE_ADVICE)
    return report_view.report(context.t, outcomes(context.work, today=context.today, within=_within(context)))


def _found(context: Context, rest: str) -> bool:
    """Take words that are in an advice."""
    return bool(advice.find(context.work, rest, within=_within(context)))


_SPOKEN = (Means.WORDS, Means.CLICK)

ROUTES = (
    Route(
        "advice",
        overview,
        Act.WRITE_ADVICE,
        _SPOKEN,
        spoken(en="advice, advices, suggested steps", zh="建议，建议列表"),
        takes=either(short, _found),
    ),
    Route(
        "advice.add",
        add,
        Act.WRITE_ADVICE,
        _SPOKEN,
        spoken(en="advice add, add advice", zh="新增建议，建议新增"),
        opens=True,
        takes=anything,
    ),
    Route(
        "advice.report",
        report,
        Act.WRITE_ADVICE,
        _SPOKEN,
        spoken(en="advice report, report on advice", zh="建议报告，建议效果"),
    ),
    Route("advice.edit", edit, Act.WRITE_ADVICE, opens=True),
    Route("advice.save", save, Act.WRITE_ADVICE, (Means.FORM,)),
    Route("advice.publish", publish, Act.WRITE_ADVICE),
    Route("advice.retire", retire, Act.WRITE_ADVICE),
)
