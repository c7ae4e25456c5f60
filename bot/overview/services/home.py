"""Home at work: gathering what one page shows of somebody's day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.cases.services import correction, dispute
from bot.feedback.services import approval
from bot.intake.services import intake, upload
from bot.kit.calendar import wall
from bot.kit.errors import NotThere, RateLimited, Rejected
from bot.messages.i18n import Catalog
from bot.messages.inbound import Notice
from bot.overview.domain.home import Waiting
from bot.overview.services import team
from bot.overview.services.me import newest
from bot.overview.views import home as view
from bot.people.domain.permission import Act
from bot.people.domain.person import Kind
from bot.people.services import permission
from bot.privacy.services import privacy
from bot.roster.domain.account import Account
from bot.roster.services import account
from bot.talks.services import one_on_one

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.kit.errors import PlatformError
    from bot.kit.identity import Identity
    from bot.messages.card import Card
    from bot.overview.ports.work import Work
    from bot.people.domain.permission import Actor
    from bot.work import Work as FullWork

    Count = Callable[..., int]

_WAITING: tuple[tuple[str, str, Act, Count], ...] = (
    ("correction", "correction.next", Act.APPROVE_CORRECTION, correction.waiting),
    ("dispute", "dispute.list", Act.SETTLE_DISPUTE, dispute.waiting),
    ("approval", "approval", Act.REVIEW_DRAFT, approval.waiting),
    ("privacy", "privacy.next", Act.HANDLE_REQUEST, privacy.waiting),
    ("meeting", "one_on_one", Act.REMIND, one_on_one.waiting),
    ("talk", "team.talks", Act.REMIND, team.waiting),
    ("held", "held", Act.DECIDE_QUARANTINE, intake.waiting),
    ("upload", "upload", Act.IMPORT, upload.waiting),
    ("account", "match", Act.MATCH_PEOPLE, account.waiting),
)
"""What may wait for somebody, the most pressing first: its kind, the route that shows it, whose it is, who counts."""
_AT_A_TIME = 20
_AGAIN, _REFUSED_AGAIN = timedelta(minutes=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Page:
    """What an account's home is to show; ``drawn_for`` is for whom that is, to be noted once it does."""

    identity: Identity
    shows: Card | Notice
    drawn_for: str


def outdated(work: FullWork, platform: str, *, locale: str, now: datetime) -> list[Page]:
    """Return homes that show what is not their account's to see any more, as they are to be drawn now.

    Whatever has changed: whose an account is, who belongs to the company, in which language and with which roles.
    ``locale`` is for whoever has an account of which no language is known.
    """
    return [
        Page(identity, _shown(work, identity, locale=locale, now=now), drawn_for)
        for identity, drawn_for in work.homes.outdated(platform, most=_AT_A_TIME)
    ]


def _shown(work: FullWork, identity: Identity, *, locale: str, now: datetime) -> Card | Notice:
    person = work.people.by_identity(identity)
    if person and person.employed_at(now):
        return home(work, permission.actor(work, person, now=now), now=now)
    known = work.accounts.get(identity) or Account(identity)
    spoken = person.locale if person else account.language(work, identity) or locale
    return Notice(account.introduction(work, known, left=person is not None, locale=spoken))


def drawn(work: Work, page: Page) -> None:
    """Note that a home shows what it was to show."""
    work.homes.drawn(page.identity, page.drawn_for)


def not_drawn(work: Work, page: Page, error: PlatformError, *, now: datetime) -> None:
    """Note when to try again what could not be drawn; before an account that is gone nobody sees a home."""
    match error:
        case NotThere():
            work.homes.drawn(page.identity, "")
        case Rejected():
            work.homes.later(page.identity, until=now + _REFUSED_AGAIN)
        case RateLimited(retry_after=seconds):
            work.homes.later(page.identity, until=now + timedelta(seconds=seconds))
        case _:
            work.homes.later(page.identity, until=now + _AGAIN)


def home(work: Work, actor: Actor, *, now: datetime) -> Card:
    """Show somebody their standing, what waits for them, and what they look after."""
    person = actor.person
    counted = (
        Waiting(kind, count(work, actor, now=now), route) for kind, route, act, count in _WAITING if actor.ever(act)
    )
    deltas, metrics = newest(work, person)
    return view.home(
        Catalog.load()(person.locale),
        deltas=deltas,
        metrics=metrics,
        waiting=[one for one in counted if one.n],
        roles=actor.roles,
        team=sum(one.kind is Kind.PERSON for one in work.people.team(person.id)),
        today=wall(now, timezone=person.timezone).date(),
    )
