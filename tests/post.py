"""Writes what is wanted and sends what waits, with a platform that takes every card and remembers it."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from bot.ai.offline import choose
from bot.delivery.domain.circuit import PROBES
from bot.delivery.domain.delivery import DeliveryState, Receipt
from bot.delivery.services.claim import claim_next
from bot.delivery.services.send import deliver
from bot.delivery.services.verdict import Terms
from bot.delivery.views.delivery import doubted, merge
from bot.feedback.services.approval import draft
from bot.feedback.services.feedback import avoid, drop
from bot.feedback.services.feedback_echo import without_echo
from bot.feedback.services.feedback_pending import SETTLE
from bot.feedback.services.outline import outline
from bot.feedback.services.threshold import hold
from bot.runtime.clockwork import SimulatedClock
from handlers import MESSAGES
from tests.chat import account
from tests.fakes import FakePlatform

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.delivery.domain.delivery import Delivery
    from bot.delivery.services.claim import ClaimedDelivery
    from bot.delivery.services.verdict import W
    from bot.kit.clock import Clock
    from bot.kit.identity import Identity
    from bot.kit.transaction import RunInWork
    from bot.messages.card import Card
    from bot.work import Work
    from tests.chat import Chat

P = ParamSpec("P")
R = TypeVar("R")


class Post(FakePlatform):
    """A platform that takes every card and remembers it."""

    name = "here"

    def __init__(self, *, changes: bool = True) -> None:
        self.cards: list[Card] = []
        self._changes = changes

    async def send(
        self, identity: Identity, card: Card, *, opaque: str, until: float = math.inf, fresh: bool = False
    ) -> Receipt:
        """Take a card."""
        assert identity.platform == self.name
        assert until > 0
        assert opaque
        assert fresh, "nothing here is ever in doubt"
        self.cards.append(card)
        return Receipt({"id": opaque, "user": identity.user} if self._changes else {"user": identity.user})

    async def update(self, receipt: Receipt, card: Card) -> None:
        """Take a card in the place of another; what cannot be changed stays as it is."""
        assert ("id" in receipt.fields) is self._changes
        if self._changes:
            self.cards.append(card)


def write_all(work: Work, *, now: datetime) -> None:
    """Write whatever is wanted and ready, as the bot does without a model."""
    while feedback := work.feedback.claim(owner="test", now=now, lease=timedelta(minutes=5)):
        said = without_echo(work, hold(work, feedback, now=now), now=now)
        if said is None:
            continue
        found = outline(work, said, now=now)
        if found is None:
            drop(work, said, now=now)
        else:
            draft(work, said, found, choose(found, recent=avoid(work, said)), now=now)


async def send(work: Work, *, now: datetime, changes: bool = True) -> list[tuple[str, str, Card]]:
    """Send what may go now through the outbox; returns to whom which kind went, as its reader sees it.

    ``changes`` says whether the platform can draw anew what it has shown.
    """

    async def run_in_work(fn: Callable[Concatenate[Any, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        return fn(work, *args, **kwargs)

    clock, post = SimulatedClock(now), Post(changes=changes)
    terms = Terms(owner="test", merge=merge, doubted=doubted, render=MESSAGES.render, together=MESSAGES.together)
    went: list[tuple[str, str, Card]] = []
    while claims := await take(run_in_work, Post.name, terms, clock=clock, limit=1):
        for claimed in claims:
            shown = len(post.cards)
            await deliver(run_in_work, post, claimed, terms, clock=clock)
            if len(post.cards) > shown:
                went.append((claimed.delivery.person_id, claimed.delivery.kind, post.cards[-1]))
    return went


async def take(
    run_in_work: RunInWork[W], platform: str, terms: Terms[W], *, clock: Clock, limit: int
) -> list[ClaimedDelivery]:
    """Claim up to ``limit`` deliveries that may go now, before any is sent."""
    claims: list[ClaimedDelivery] = []
    while len(claims) < limit:
        claimed, circuit = await claim_next(run_in_work, platform, terms, clock=clock)
        if claimed is None:
            break
        claims.append(claimed)
        if circuit.open and len(claims) >= PROBES:
            break
    return claims


def deliver_all(here: Chat) -> list[Delivery]:
    """Write what is wanted and let all that waits go out, as a platform would; return what went."""
    with here.work() as work:
        write_all(work, now=here.clock.now() + SETTLE)
        now = here.clock.now() + SETTLE
        gone = []
        lease = timedelta(minutes=5)
        while found := work.outbox.claim(platform=here.way.platform, owner="t", now=now, lease=lease, limit=9):
            for delivery in found:
                fields = {
                    "conversation": f"c-{delivery.person_id}",
                    "id": f"{delivery.no}.1",
                    "user": account(delivery.person_id),
                }
                assert work.outbox.finish(delivery, DeliveryState.SENT, at=now, receipt=Receipt(fields))
                gone.append(delivery)
    return gone
