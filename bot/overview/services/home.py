"""Home at work: gathering what one page shows of somebody's day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from bot.kit.errors import NotThere, RateLimited, Rejected
from bot.messages.inbound import Notice
from bot.overview.domain.home import Home, Waiting
from bot.overview.services.me import newest
from bot.people.domain.person import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from bot.kit.errors import PlatformError
    from bot.kit.identity import Identity
    from bot.messages.card import Card
    from bot.overview.ports import Work
    from bot.people.domain.permission import Act, Actor

W = TypeVar("W", bound="Work")
W_contra = TypeVar("W_contra", bound="Work", contravariant=True)
_AT_A_TIME = 20
_AGAIN, _REFUSED_AGAIN = timedelta(minutes=1), timedelta(days=1)


class Count(Protocol[W_contra]):
    """Says how many things of a kind wait for somebody."""

    def __call__(self, work: W_contra, actor: Actor, /, *, now: datetime) -> int:
        """Return how many wait at an instant."""
        ...


@dataclass(frozen=True, slots=True)
class Queue(Generic[W_contra]):
    """What of a noun may wait for somebody: the name of its words, the route that shows it, whose it is, who counts."""

    kind: str
    route: str
    act: Act
    count: Count[W_contra]


@dataclass(frozen=True, slots=True)
class HomePage:
    """What an account's home is to show; ``drawn_for`` is for whom that is, to be noted once it does."""

    identity: Identity
    shows: Card | Notice
    drawn_for: str


def outdated(
    work: W, platform: str, show: Callable[[W, Identity, datetime], Card | Notice], *, now: datetime
) -> list[HomePage]:
    """Return homes that show what is not their account's to see any more, as they are to be drawn now.

    Whatever has changed: whose an account is, who belongs to the company, in which language and with which roles.
    ``show`` says what an account is to see.
    """
    return [
        HomePage(identity, show(work, identity, now), drawn_for)
        for identity, drawn_for in work.homes.outdated(platform, most=_AT_A_TIME)
    ]


def drawn(work: Work, page: HomePage) -> None:
    """Note that a home shows what it was to show."""
    work.homes.drawn(page.identity, page.drawn_for)


def not_drawn(work: Work, page: HomePage, error: PlatformError, *, now: datetime) -> None:
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


def home(work: W, actor: Actor, queues: Sequence[Queue[W]], *, now: datetime) -> Home:
    """Return somebody's newest values, what waits for them (the most pressing first), and what they look after."""
    person = actor.person
    counted = (
        Waiting(queue.kind, queue.count(work, actor, now=now), queue.route) for queue in queues if actor.ever(queue.act)
    )
    deltas, metrics = newest(work, person)
    return Home(
        deltas,
        metrics,
        waiting=[queue for queue in counted if queue.n],
        roles=actor.roles,
        team=sum(led.kind is Kind.PERSON for led in work.people.team(person.id)),
    )
