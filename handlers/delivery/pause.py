"""Stopping messages and letting them go again: one's own, and for whoever steers all, a rule or a person."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.delivery.domain.pause import Reach
from bot.delivery.domain.pause_words import PauseRequest, asked
from bot.delivery.services import pause
from bot.delivery.views import pause as view
from bot.kit.errors import Invalid, NotFound, Unanswered
from bot.messages.inbound import Click
from bot.people.domain.permission import Act
from bot.people.services import permission
from bot.people.services.person import named
from handlers.argument import read_by
from handlers.context import argument
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from handlers.context import Context


def ask(context: Context, _inbound: Inbound) -> Card | Form:
    """Pause what the words name; without any ask by form, which offers what is in reach of whoever asks."""
    if not context.rest.strip():
        steers = context.actor.ever(Act.PAUSE_SENDING)
        return view.form(context.t, steers=steers, rules=_enabled(context) if steers else [])
    meant = _asked(context)
    return _begin(context, meant.reach, _subject(context, meant), last=meant.last, reason=meant.reason)


def begin(context: Context, inbound: Inbound) -> Card:
    """Pause what a form asks for."""
    steers = context.actor.ever(Act.PAUSE_SENDING)
    rules = _enabled(context) if steers else []
    with context.filling(view.form(context.t, steers=steers, rules=rules), inbound) as answers:
        reach = Reach(answers.choice("reach")) if steers else Reach.OWN
        last = answers.day_or_none("until")
        reason = (answers.text_or_none("reason") or "") if steers else ""
        rule = (answers.choice_or_none("rule") or "") if rules else ""
        subject = {Reach.OWN: context.person.id, Reach.RULE: rule}.get(reach, "")
        if reach is Reach.RULE and not subject:
            raise Unanswered({"rule": ("form-required", {})})
        if reach is Reach.PERSON:
            try:
                subject = named(context.work, answers.text_or_none("person") or "").id
            except NotFound as unknown:
                raise Unanswered({"person": (unknown.key, unknown.values)}) from None
        if reach is not Reach.OWN and not reason:
            raise Unanswered({"reason": ("form-required", {})})
        if last and last < context.today:
            raise Unanswered({"until": ("pause-past", {})})
        return _begin(context, reach, subject, last=last, reason=reason)
    raise NotFound("button-unknown")


def resume(context: Context, inbound: Inbound) -> Card:
    """Let go again what a button or the words name; one's own where they name nothing."""
    if isinstance(inbound, Click) and argument(inbound, "reach"):
        try:
            reach = Reach(argument(inbound, "reach"))
        except ValueError:
            raise NotFound("button-unknown") from None
        subject = argument(inbound, "subject")
    else:
        mine = pause.own(context.work, context.person, now=context.now)
        if not context.rest.strip() and not mine and context.actor.ever(Act.PAUSE_SENDING):
            return _listing(context)
        meant = _asked(context)
        reach, subject = meant.reach, _subject(context, meant)
    _allowed(context, reach, subject)
    if not pause.end(context.work, context.person, reach, subject, now=context.now):
        raise NotFound("pause-not-paused")
    if reach is Reach.OWN:
        return view.resumed(context.t, mine=True)
    return _listing(context, done=context.t("pause-resumed"))


def listing(context: Context, _inbound: Inbound) -> Card:
    """Show what is paused."""
    return _listing(context)


def _begin(context: Context, reach: Reach, subject: str, *, last: date | None, reason: str) -> Card:
    _allowed(context, reach, subject)
    if last and last < context.today:
        raise Invalid("pause-past")
    work, now = context.work, context.now
    if reach is Reach.RULE and subject not in {rule.key for rule in work.rules.all()}:
        raise NotFound("pause-rule-unknown", said=subject[:40])
    made = pause.begin(work, context.person, reach, subject, last=last, reason=reason, now=now)
    if reach is Reach.OWN:
        return view.own(context.t, made, zone=context.reader.zone, now=now)
    return _listing(context, done=context.t("pause-done"))


def _listing(context: Context, *, done: str = "") -> Card:
    context.require(Act.PAUSE_SENDING)
    work = context.work
    rows = []
    for running in pause.active(work, now=context.now):
        by = work.people.get(running.by)
        rows.append(view.ListedPause(running, pause.called(work, running), by.name if by else running.by))
    return view.listing(context.t, rows, zone=context.reader.zone, now=context.now, done=done)


def _allowed(context: Context, reach: Reach, subject: str) -> None:
    """See to it that whoever asks may stop this.

    Raises:
        Denied: when they may not.
        NotFound: when the person is gone.
    """
    if reach is Reach.OWN:
        # A button may name anybody; their own pause is only ever their own.
        context.require(Act.USE, permission.somebody(context.work, subject))
    elif reach is Reach.PERSON:
        context.require(Act.PAUSE_SENDING, permission.somebody(context.work, subject))
    else:
        context.require(Act.PAUSE_SENDING)


def _asked(context: Context) -> PauseRequest:
    rules = {rule.key for rule in context.work.rules.all()}
    return asked(context.rest, rules=rules, today=context.today)


def _subject(context: Context, meant: PauseRequest) -> str:
    """Return the rule's key, or the id of whoever is meant."""
    if meant.reach is Reach.OWN:
        return context.person.id
    return named(context.work, meant.name).id if meant.reach is Reach.PERSON else meant.name


def _enabled(context: Context) -> list[str]:
    return [rule.key for rule in context.work.rules.all() if rule.enabled]


_READ = read_by(lambda context: _subject(context, _asked(context)))
ROUTES = (
    Route(
        "pause",
        ask,
        Act.USE,
        (Means.WORDS, Means.CLICK),
        spoken(en="pause", zh="暂停"),
        opens=True,
        takes=_READ,
        changes=True,
    ),
    Route("pause.begin", begin, Act.USE, (Means.FORM,)),
    Route(
        "resume",
        resume,
        Act.USE,
        (Means.WORDS, Means.CLICK),
        spoken(en="resume, unpause", zh="恢复，继续"),
        takes=_READ,
        changes=True,
    ),
    Route("pauses", listing, Act.PAUSE_SENDING, (Means.WORDS, Means.CLICK), spoken(en="pauses, paused", zh="暂停列表")),
)
