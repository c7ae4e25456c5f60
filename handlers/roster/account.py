"""Who is who: the match list for admins, finding somebody, and one's own language and zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import REDRAW
from bot.delivery.services.message import MessageKind
from bot.kit.errors import Invalid
from bot.kit.identity import Identity
from bot.messages.inbound import Click, Notice, Settled
from bot.messages.text import plain
from bot.overview.services.home import Queue
from bot.people.domain.permission import Act
from bot.people.services import permission
from bot.people.services.person import named
from bot.roster.services import account, directory_report
from bot.roster.views import account as view
from handlers.argument import either, only, person, short
from handlers.context import argument, whole
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from handlers.context import Context


def match(context: Context, inbound: Inbound) -> Card:
    """Show what is not matched; with a name and an account behind the word, link the two first."""
    said = ""
    if context.rest:
        person, linked = account.by_hand(context.work, context.actor, context.rest, now=context.now)
        said = context.t("account-linked", name=person.name, account=linked.shown)
    _touched(context, inbound)
    start = whole(argument(inbound, "at")) or 0
    return _unmatched(context, said=said, start=start)


def link(context: Context, inbound: Inbound) -> Settled:
    """Link a pair that was offered; the card shows what is left."""
    person = permission.somebody(context.work, argument(inbound, "person"))
    identity = Identity(argument(inbound, "platform"), "", argument(inbound, "user"))
    linked = account.link(context.work, context.actor, person, identity, now=context.now)
    said = context.t("account-linked", name=person.name, account=linked.shown)
    _touched(context, inbound)
    return Settled(_unmatched(context, said=said))


def _unmatched(context: Context, *, said: str, start: int = 0) -> Card:
    found = account.unmatched(context.work, context.actor, now=context.now)
    return view.unmatched(context.t, found.accounts, found.people, likely=found.likely, said=said, start=start)


def _touched(context: Context, inbound: Inbound) -> None:
    """Note that the card was used on which something was pressed: from here on it stays as it is."""
    for delivery in context.work.outbox.sent_as(
        context.person.id, inbound.message if isinstance(inbound, Click) else {}
    ):
        context.work.outbox.answered(delivery.key, context.person.id, at=context.now)


def unlink(context: Context, _inbound: Inbound) -> Notice:
    """Take the accounts from somebody."""
    context.require(Act.MATCH_PEOPLE)
    if not context.rest:
        raise Invalid("account-unlink-who")
    person = named(context.work, context.rest)
    count = account.unlink(context.work, context.actor, person, now=context.now)
    return Notice(plain(context.t("account-unlinked", name=person.name, n=count)))


def people(context: Context, _inbound: Inbound) -> Card:
    """Find somebody: who they are here, nothing of how they do."""
    if not context.rest:
        return view.everybody(context.t, account.headcount(context.work, context.actor, now=context.now))
    found = account.find(context.work, context.actor, context.rest, now=context.now)
    return view.somebody(context.t, found, today=context.today)


def settings(context: Context, _inbound: Inbound) -> Form:
    """Ask for one's language and zone."""
    timezone_by, locale_by = context.work.people.spoken_by(context.person.id)
    return view.settings(context.t, context.person, timezone_by=timezone_by, locale_by=locale_by)


def save(context: Context, inbound: Inbound) -> Notice:
    """Take them, and answer in the language that was chosen."""
    with context.filling(settings(context, inbound), inbound) as answers:
        chosen = answers.choice("locale")
        person = account.choose(
            context.work,
            context.person,
            locale="" if chosen == "follow" else chosen,
            timezone=answers.text_or_none("timezone") or "",
        )
    t = context.work.words(person.locale)
    language = t("settings-chinese") if t.chinese else t("settings-english")
    return Notice(plain(t("settings-saved", language=language, zone=person.timezone)))


_BOTH = (Means.WORDS, Means.CLICK)
ROUTES = (
    Route("match", match, Act.MATCH_PEOPLE, _BOTH, spoken(en="match", zh="匹配"), takes=person, changes=True),
    Route("account.link", link, Act.MATCH_PEOPLE),
    Route(
        "unlink", unlink, Act.MATCH_PEOPLE, (Means.WORDS,), spoken(en="unlink", zh="解绑"), takes=person, changes=True
    ),
    Route("people", people, Act.MATCH_PEOPLE, _BOTH, spoken(en="people", zh="人员"), takes=either(person, short)),
    Route(
        "settings",
        settings,
        Act.USE,
        _BOTH,
        spoken(en="settings, language, time zone", zh="设置，语言，时区"),
        opens=True,
        takes=only("settings"),
    ),
    Route("settings.save", save, Act.USE, (Means.FORM,)),
)

WAITING = (Queue("account", "match", Act.MATCH_PEOPLE, account.waiting),)

MESSAGES = (
    MessageKind("accounts", company=Act.MATCH_PEOPLE, render=directory_report.render),
    MessageKind(REDRAW, render=directory_report.redraw),
)
