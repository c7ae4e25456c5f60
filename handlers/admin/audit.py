"""People who may see it asking for the audit trail: its entries, whether it is whole, and as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.admin.services import audit
from bot.admin.views import audit as view
from bot.messages.inbound import Click
from bot.people.domain import audit_words
from bot.people.domain.audit import Filter, Seal, What
from bot.people.domain.permission import Act
from bot.people.services import person
from handlers.argument import anything, read_by
from handlers.context import argument, whole
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from bot.messages.card import Card
    from bot.messages.inbound import Inbound
    from handlers.context import Context

_ITSELF, _MOST_DAYS = "jinbu", 10_000


def show(context: Context, inbound: Inbound) -> Card:
    """Show who did what to whom: ``audit``, ``audit Bo 7 days``, ``audit by Ana read``."""
    context.require(Act.READ_AUDIT)
    asked, reader = _asked(context, inbound), context.reader
    found = audit.read(context.work, context.actor, asked, now=context.now)
    names = {person.id: person.name for person in context.work.people.all()}
    return view.listing(reader.t, asked, found, names=names, zone=reader.zone, now=reader.now)


def check(context: Context, _inbound: Inbound) -> Card:
    """Check the trail, against a seal if one follows: ``audit check 8213-3f9a0c71d2be``."""
    context.require(Act.READ_AUDIT)
    reader, against = context.reader, Seal.read(context.rest) if context.rest.strip() else None
    verdict = context.work.audit.verify(against=against)
    return view.checked(reader.t, verdict, against=against, zone=reader.zone, now=reader.now)


def export(context: Context, inbound: Inbound) -> Card:
    """Hand out what :func:`show` would show, all of it, as a file."""
    context.require(Act.READ_AUDIT)
    made = audit.export(context.work, context.actor, _asked(context, inbound), now=context.now)
    name = f"audit-{context.now:%Y-%m-%d}.csv"
    return view.exported(context.t, made.content, rows=made.rows, whole=made.whole, name=name)


def _asked(context: Context, inbound: Inbound) -> Filter:
    if isinstance(inbound, Click):
        actor, subject, what, days = (argument(inbound, name) for name in ("actor", "subject", "what", "days"))
        known = what in set(What)
        return Filter(
            actor,
            subject,
            What(what) if known else None,
            Filter().days if whole(days) is None else min(whole(days) or 0, _MOST_DAYS),
        )
    return _typed(context)


def _typed(context: Context) -> Filter:
    said = audit_words.asked(context.rest, view.kinds(context.t))
    meant = _id(context, said.who)
    return Filter(
        actor=meant if said.by else "",
        subject="" if said.by else meant,
        what=said.what,
        days=Filter().days if said.days is None else said.days,
    )


def _id(context: Context, said: str) -> str:
    """Return the id of whoever is meant; the bot acts under its own name.

    Raises:
        NotFound: when nobody is, or several are.
    """
    if not said or said.casefold() == _ITSELF:
        return said.casefold()
    return person.named(context.work, said).id


ROUTES = (
    Route(
        "audit-check",
        check,
        Act.READ_AUDIT,
        (Means.WORDS, Means.CLICK),
        spoken(en="audit check, audit verify", zh="审计校验，校验审计"),
        takes=anything,
    ),
    Route(
        "audit-file",
        export,
        Act.READ_AUDIT,
        (Means.WORDS, Means.CLICK),
        spoken(en="audit file, audit export", zh="审计导出，导出审计"),
        takes=read_by(_typed),
    ),
    Route(
        "audit",
        show,
        Act.READ_AUDIT,
        (Means.WORDS, Means.CLICK),
        spoken(en="audit", zh="审计，审计记录"),
        takes=read_by(_typed),
    ),
)
