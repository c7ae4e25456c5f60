"""Long forms on their way: each page is kept as it comes, and what comes of the last is the whole form."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.kit.calendar import zone
from bot.kit.errors import NotFound, Unanswered
from bot.messages.answers import read_sections
from bot.messages.draft import Draft, TurnTo, moved
from bot.messages.form import PREVIEW, Form
from bot.messages.inbound import RejectedForm, Submission
from bot.messages.question import answers_among

if TYPE_CHECKING:
    from bot.messages.inbound import Inbound, Reply
    from handlers.context import Context


def taken(context: Context, inbound: Inbound) -> Inbound | Form | RejectedForm:
    """Keep a page that was filled in: returns what is shown next, or of the last page the whole form as sent in.

    Anything else is returned as it arrived.

    Raises:
        NotFound: when the form was sent in before, or let go of, or is somebody else's.
    """
    if not isinstance(inbound, Submission) or inbound.move is None or inbound.move.draft == PREVIEW:
        return inbound
    work, move = context.work, inbound.move
    draft = work.drafts.get(move.draft, context.person.id)
    if draft is None:
        raise NotFound("form-closed")
    after = moved(draft, move, inbound.values, at=context.now)
    if move.way is not TurnTo.NEXT:
        work.drafts.keep(after)
        return after.shown(status=context.t("form-kept-now") if move.way is TurnTo.KEEP else "")
    here = replace(after, page=after.page - 1)
    try:
        read_sections(draft.form.pages[here.page].sections, after.values, today=context.today)
    except Unanswered as wrong:
        work.drafts.keep(here)
        return RejectedForm(here.shown(problems=context.said_of(wrong)))
    if after.page < len(draft.form.pages):
        work.drafts.keep(after)
        return after.shown()
    work.drafts.keep(here)
    whole = answers_among(after.values)
    return replace(inbound, action=draft.form.action, values=whole, started_at=draft.started_at)


def looked_through(context: Context, form: Form, inbound: Inbound) -> Form | RejectedForm | None:
    """Return the page that is shown next of a form that is only looked at; None at its end.

    Answers are checked as if they were sent in, and forgotten.
    """
    if not isinstance(inbound, Submission) or inbound.move is None:
        return form
    move = inbound.move
    looked_at = Draft(PREVIEW, context.person.id, form, {}, context.now, page=move.page, turn=move.turn)
    after = moved(looked_at, move, inbound.values, at=context.now)
    if move.way is TurnTo.NEXT:
        here = replace(after, page=after.page - 1)
        try:
            read_sections(form.pages[here.page].sections, after.values, today=context.today)
        except Unanswered as wrong:
            return RejectedForm(here.shown(problems=context.said_of(wrong)))
    return None if move.way is TurnTo.KEEP or after.page >= len(form.pages) else after.shown()


def settled(context: Context, inbound: Inbound, reply: Reply) -> Reply:
    """Return what is shown of an answer: a long form where its draft stopped; a draft that was sent in is let go of."""
    if not isinstance(inbound, Submission) or not inbound.move or isinstance(reply, RejectedForm):
        return _shown(context, reply)
    drafts, number = context.work.drafts, inbound.move.draft
    sent = drafts.get(number, context.person.id)
    if isinstance(reply, Form) and sent and sent.form.opener != reply.opener:
        follows = _shown(context, reply)  # before the other goes, so that it does not get its number
        drafts.close(number)
        return follows
    drafts.close(number)
    return _shown(context, reply)


def _shown(context: Context, reply: Reply) -> Reply:
    match reply:
        case Form(step=None) if reply.pages:
            return _opened(context, reply)
        case RejectedForm(Form(step=None) as form) if form.pages:
            return RejectedForm(_opened(context, form))
        case _:
            return reply


def _opened(context: Context, form: Form) -> Form:
    """Return a form with what was typed into it before, on whatever platform that was."""
    draft = context.work.drafts.open(context.person.id, replace(form, problems={}), at=context.now)
    if not draft.values or form.problems:
        return draft.shown(problems=form.problems)
    when = context.t.moment(draft.at, zone=zone(context.person.timezone), now=context.now)
    return draft.shown(status=context.t("form-kept", when=when))
