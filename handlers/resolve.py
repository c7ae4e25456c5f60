"""From an arrival to the handler of its route, and what is said when it fails."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import structlog

from bot.kit.calendar import quarter
from bot.kit.errors import Denied, NotFound, UserError
from bot.messages.form import Form
from bot.messages.inbound import Click, Command, Notice, ProfileChange, RejectedForm, Saying, Submission, Upload, Visit
from bot.people.domain.audit import What
from handlers import ROUTES, Means, draft
from handlers.context import InvalidForm
from handlers.follow_up import question_of
from handlers.grammar import lead
from handlers.meaning import meant
from handlers.offer import shown_instead

if TYPE_CHECKING:
    from bot.messages.inbound import Inbound, Reply
    from handlers.context import Context
    from handlers.route import Route

log = structlog.get_logger()


def attempt(context: Context, inbound: Inbound, *, savepoint: bool = True) -> Reply:
    """Let a handler answer; of what fails nothing stays, but that somebody was refused."""
    try:
        arrived = draft.taken(context, inbound)
        if isinstance(arrived, Form | RejectedForm):
            require_still(context, inbound, arrived if isinstance(arrived, Form) else arrived.form)
            return arrived
        with context.work.attempt(savepoint=savepoint):
            reply = _dispatch(context, arrived)
        return draft.settled(context, arrived, reply)
    except InvalidForm as again:
        return draft.settled(context, inbound, RejectedForm(again.form))
    except UserError as error:
        if context.conversation and isinstance(error, Denied):
            context.conversation.asked(None, at=context.now)
        return refused(context, error)


def refused(context: Context, error: UserError) -> Notice:
    """Return what somebody reads whom something was refused; where a right was missing, that is noted."""
    if not isinstance(error, Denied):
        return Notice(context.t(error.key, **error.values), refused=True)
    act, subject = (str(error.values.get(name, "")) for name in ("act", "subject"))
    log.info("inbound.refused", act=act)
    context.work.audit.append(
        What.REFUSAL, actor=context.person.id, subject=subject, detail={"act": act}, at=context.now
    )
    return Notice(context.t(error.key, **_said(error)), refused=True)


def require_still(context: Context, inbound: Inbound, form: Form) -> None:
    """See to it that what stands beside the questions of a form is its reader's to read still.

    A form stays open for days, and people move meanwhile. What they have typed is kept in any case.

    Raises:
        Denied: when they could not open it any more.
        NotFound: when there is nothing to open any more.
    """
    if not any(section.panels for section in form.sections):
        return
    try:
        with context.work.attempt():
            _dispatch(context, Click(inbound.sender, form.opener, {}))
    except (Denied, NotFound):
        raise
    except UserError:  # that it is too late for it, say, is told when it is sent in
        return


def _said(denied: Denied) -> dict[str, object]:
    """Return the variables of a refusal's words; what it was about is for the record, not for the reader."""
    return {name: value for name, value in denied.values.items() if name not in {"act", "subject"}}


def _dispatch(context: Context, inbound: Inbound) -> Reply:
    """Bring an arrival to its route.

    Raises:
        Denied: when whoever asks can never do this.
        NotFound: when no route knows the button or form.
    """
    route: Route | None = None
    match inbound:
        case Click(action=action):
            route = _routes(Means.CLICK).get(action.name)
            args = dict(action.args)
            if route and Means.WORDS in route.means:  # a button that says for somebody what they could type
                context = replace(context, rest=args.get("said", ""))
            if key := args.get("key"):  # whether anybody reads a kind of message shows in this
                context.work.outbox.answered(key, context.person.id, at=context.now)
        case Submission(action=action):
            route = _routes(Means.FORM).get(action.name)
        case Visit():
            route = next(iter(_routes(Means.VISIT).values()), None)
        case Upload():
            route = next(iter(_routes(Means.FILE).values()), None)
        case ProfileChange():  # taken up before anybody is asked who it is
            return None
        case Command(words=words) | Saying(text=words):
            below = _below(context, inbound)
            route, context, answer = (below, replace(context, rest=words), None) if below else meant(context, words)
            if route is None:
                return answer
            route = route if below else shown_instead(context, route)
    if route is None:
        raise NotFound("button-unknown")
    if not context.actor.ever(route.act):
        raise Denied("permission-denied", act=route.act.value)
    _remember(context, route, inbound)
    if route.steady and isinstance(inbound, Command):
        return _steady(context, inbound, route)
    return route.handler(context, inbound)


def _remember(context: Context, route: Route, inbound: Inbound) -> None:
    """Keep what is asked about figures, so that the next words can go on from it; another command ends that."""
    asked = question_of(context, route, inbound)
    if context.conversation and (asked or isinstance(inbound, Command | Saying)):
        context.conversation.asked(asked, at=context.now)


def _below(context: Context, inbound: Inbound) -> Route | None:
    """Return where an answer below a message of ours leads; a command of the same noun is one below it as well."""
    if not isinstance(inbound, Saying) or not inbound.thread:
        return None
    kinds = {delivery.kind for delivery in context.work.outbox.sent_as(context.person.id, inbound.thread)}
    found = next((route for route in ROUTES if kinds & set(route.threads)), None)
    led = lead(inbound.text)
    own = led is not None and found is not None and led.route.name.partition(".")[0] == found.name.partition(".")[0]
    return None if own else found


def _steady(context: Context, command: Command, route: Route) -> Reply:
    """Answer as before if nothing was stored since; that somebody's figures were read is noted each time."""
    work = context.work
    key = (
        "reply",
        command.sender.identity,
        command.words,
        route.name,
        context.rest,
        context.command,
        quarter(context.now),
        work.words.version,
    )
    reply, noted = work.recall(key, lambda: work.audit.aside(lambda: route.handler(context, command)))
    work.audit.repeat(noted, at=context.now)
    return reply


def opens(inbound: Inbound) -> bool:
    """Say whether an arrival is likely to be answered with a form, so that a platform may open one beforehand."""
    match inbound:
        case Click(action=action):
            route = _routes(Means.CLICK).get(action.name)
        case Command(words=words):
            led = lead(words)
            route = led.route if led else None
        case _:
            return False
    return route is not None and route.opens


@cache
def _routes(means: Means) -> dict[str, Route]:
    return {route.name: route for route in ROUTES if means in route.means}
