"""Home at work: gathering what one page shows of somebody's day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.calendar import wall
from bot.domain.home import Waiting
from bot.domain.permission import Act
from bot.messages.i18n import Catalog
from bot.services import account, approval, correction, dispute, intake, one_on_one, privacy, team, upload
from bot.services.person import newest
from bot.views import home as view

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.domain.permission import Actor
    from bot.messages.card import Card
    from bot.ports import Work

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
        team=len(work.people.team(person.id)),
        today=wall(now, timezone=person.timezone).date(),
    )
