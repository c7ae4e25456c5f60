"""The versions of a review form in chat, the way back to one, and the form as its filler would see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.kit.errors import Invalid, NotFound
from bot.people.domain.permission import Act
from bot.reviews.domain.form_template import Filler
from bot.reviews.services import form_template as templates
from bot.reviews.views import form_template_preview as preview_view
from bot.reviews.views import form_template_versions as view
from handlers import draft
from handlers.context import argument, whole
from handlers.reviews import form_template
from handlers.route import Means, Route

if TYPE_CHECKING:
    from bot.messages.card import Card
    from bot.messages.inbound import Inbound, Reply
    from handlers.context import Context


def listing(context: Context, inbound: Inbound) -> Card:
    """List the versions of a form: who made each, when, and what it changed."""
    context.require(Act.RUN_REVIEWS)
    history = context.work.form_templates.history(form_template.newest(context, inbound).key)
    names = {version.by: form_template.name(context, version.by) for version in history}
    return view.listing(context.reader, history, names)


def undo(context: Context, inbound: Inbound) -> Card:
    """Go back to an earlier version; what was between stays among the versions."""
    context.require(Act.RUN_REVIEWS)
    version = whole(argument(inbound, "v"))
    if version is None:
        raise NotFound("button-unknown")
    try:
        after = templates.undo(context.work, context.person, argument(inbound, "form"), version, now=context.now)
    except Invalid as wrong:
        raise Invalid(wrong.key, **form_template.said(context, wrong)) from None
    return form_template.card(
        context, after, done=context.t("form-template-undone", before=version, version=after.version)
    )


def preview(context: Context, inbound: Inbound) -> Reply:
    """Show the form of one side as they would see it; nothing that is typed there is kept."""
    context.require(Act.RUN_REVIEWS)
    template, who = form_template.version(context, inbound), argument(inbound, "who")
    if who not in set(Filler) or not template.of(Filler(who)):
        raise NotFound("form-template-gone")
    sample = bool(argument(inbound, "sample"))
    form = preview_view.shown(context.t, template, Filler(who), today=context.today, sample=sample)
    return draft.looked_through(context, form, inbound) or preview_view.over(context.t, template, Filler(who))


ROUTES = (
    Route("form_template.versions", listing, Act.RUN_REVIEWS),
    Route("form_template.undo", undo, Act.RUN_REVIEWS),
    Route("form_template.preview", preview, Act.RUN_REVIEWS, (Means.CLICK, Means.FORM), opens=True),
)
