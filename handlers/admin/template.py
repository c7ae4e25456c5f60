"""Templates in chat: reading, writing, looking at and putting in force the fixed words of messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.admin.services import template as templates
from bot.admin.views import template as view
from bot.admin.views.example import preview
from bot.kit.errors import NotFound
from bot.messages.i18n import LOCALES
from bot.messages.inbound import Settled
from bot.people.domain.permission import Act
from handlers.argument import anything
from handlers.context import argument, whole
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from handlers.context import Context


def overview(context: Context, inbound: Inbound) -> Card:
    """Show the message whose key was said, or list those that the words fit."""
    context.require(Act.CONFIGURE)
    said = argument(inbound, "key") or context.rest or argument(inbound, "said")
    found = templates.find(context.work, said, locale=context.t.locale)
    exact = [key for key, _, _ in found if key == said.strip().casefold()]
    if exact or (said and len(found) == 1):
        return _show(context, exact[0] if exact else found[0][0])
    if said and not found:
        return _show(context, templates.named(said))
    at = argument(inbound, "at")
    return view.listing(context.t, found, start=whole(at) or 0, said=said)


def _show(context: Context, key: str, *, done: str = "") -> Card:
    now = templates.texts(context.work)
    versions = [(template, _name(context, template.author)) for template in context.work.templates.history(key)]
    texts = {locale: now[key, locale] for locale in LOCALES}
    reader = context.reader
    return view.show(reader.t, key, texts, versions, zone=reader.zone, now=reader.now, done=done)


def _name(context: Context, author: str) -> str:
    person = context.work.people.get(author)
    return person.name if person else author


def _asked(inbound: Inbound) -> tuple[str, str]:
    locale = argument(inbound, "locale")
    if locale not in LOCALES:
        raise NotFound("template-gone")
    return templates.named(argument(inbound, "key")), locale


def edit(context: Context, inbound: Inbound) -> Form:
    """Ask for the words of a message; what was written last and not put in force stands there again."""
    context.require(Act.CONFIGURE)
    key, locale = _asked(inbound)
    number = whole(argument(inbound, "no"))
    draft = None if number is None else context.work.templates.get(number)
    mine = draft is not None and (draft.key, draft.locale, draft.author) == (key, locale, context.person.id)
    text = draft.text if draft and mine else templates.texts(context.work)[key, locale]
    return view.form(context.t, key, locale, text)


def check(context: Context, inbound: Inbound) -> Card:
    """Keep what was written if it can be used, and show the message as somebody would get it."""
    context.require(Act.CONFIGURE)
    key, locale = _asked(inbound)
    with context.filling(view.form(context.t, key, locale, ""), inbound) as answers:
        text = answers.text("text")
        draft = templates.draft(context.work, key, locale, text, by=context.person.id, now=context.now)
    return view.preview(context.t, draft, preview(key, locale, text))


def publish(context: Context, inbound: Inbound) -> Settled:
    """Put words in force that were looked at."""
    context.require(Act.CONFIGURE)
    number = whole(argument(inbound, "no"))
    if number is None:
        raise NotFound("template-gone")
    done = templates.publish(context.work, number, by=context.person.id, now=context.now)
    return Settled(_show(context, done.key, done="template-published-done"))


def reset(context: Context, inbound: Inbound) -> Settled:
    """Go back to the shipped words of a message."""
    context.require(Act.CONFIGURE)
    key = templates.named(argument(inbound, "key"))
    gone = templates.reset(context.work, key, by=context.person.id, now=context.now)
    return Settled(_show(context, key, done="template-reset-done" if gone else "template-reset-nothing"))


ROUTES = (
    Route(
        "template",
        overview,
        Act.CONFIGURE,
        (Means.WORDS, Means.CLICK),
        spoken(en="template, templates, wording", zh="模板，消息模板，文案"),
        takes=anything,
    ),
    Route("template.edit", edit, Act.CONFIGURE, opens=True),
    Route("template.check", check, Act.CONFIGURE, (Means.FORM,)),
    Route("template.publish", publish, Act.CONFIGURE),
    Route("template.reset", reset, Act.CONFIGURE),
)
