"""An office whose figures go in as readings and targets and come out as messages, for tests of the words."""

from __future__ import annotations

import asyncio
import csv
import math
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from bot.ai.offline import choose
from bot.delivery.domain.delivery import Receipt
from bot.delivery.services.outbox import Terms, deliver, take
from bot.delivery.views.delivery import doubted, merge
from bot.feedback.services.approval import draft
from bot.feedback.services.feedback import SETTLE, avoid, drop, want
from bot.feedback.services.outline import outline
from bot.figures.domain.delta import Changed
from bot.figures.services.delta import recompute
from bot.kit.identity import Identity
from bot.kit.period import period_of
from bot.messages.card import Card, Facts, Heading, Note, Quote, Table, Text
from bot.messages.codec import card_from_json
from bot.messages.text import plain
from bot.rules.domain.default_rules import DEFAULT_RULES
from bot.rules.services.rule import evaluate
from bot.runtime.clockwork import SimulatedClock
from handlers import MESSAGES
from storage.database import EPOCH
from tests.fakes import FakePlatform
from tests.ground import Ground
from tests.house import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.delivery.domain.delivery import Delivery
    from bot.work import Work
    from storage.database import Storage

P = ParamSpec("P")
R = TypeVar("R")
NOW = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)
OCTOBER = date(2026, 10, 1)


def shipped_metrics() -> list[dict[str, str]]:
    """Read the metric definitions that are shipped."""
    with (ROOT / "bot/figures/domain/pack.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@dataclass
class Office:
    """An office in an open transaction: people and figures go in, messages come out."""

    work: Any
    ground: Ground
    changed: Changed

    def hire(self, *ids: str, role: str, locale: str, manager: str = "", names: dict[str, str] | None = None) -> None:
        """Add people to the roster."""
        for one in ids:
            extra = {"name": names[one]} if names and one in names else {}
            self.ground.person(
                one, role=role, locale=locale, manager_id=manager or None, department="office", timezone="UTC", **extra
            )

    def read(self, person: str, metric: str, month: date, value: float, **parts: float) -> None:
        """Store a reading."""
        key = self._key(metric, person, month)
        table = "reading"
        number, grain = self.ground.metrics[metric]
        batch = self.ground._insert("batch", kind="readings", received_at=NOW, file="crm-2026-10.csv")
        self.ground._insert(
            table,
            person_no=self.ground.people[person],
            metric_no=number,
            start=month,
            end=period_of(month, grain).end,
            value=value,
            role_no=self.ground._role(person),
            batch_no=batch,
            row=2,
            **parts,
        )
        self.changed |= Changed.of([key])

    def agree(self, person: str, metric: str, month: date, target: float) -> None:
        """Store a target."""
        number, grain = self.ground.metrics[metric]
        self.ground._insert(
            "target",
            person_no=self.ground.people[person],
            metric_no=number,
            start=month,
            end=period_of(month, grain).end,
            target=target,
            batch_no=1,
            row=2,
        )
        self.changed |= Changed.of([self._key(metric, person, month)])

    def _key(self, metric: str, person: str, day: date) -> tuple[int, int, int]:
        return self.ground.people[person], self.ground.metrics[metric][0], (day - EPOCH).days

    def come_in(self, *, now: datetime = NOW) -> None:
        """Let deltas and wishes for words follow from what has come in; nothing is written yet."""
        touched = recompute(self.work, self.changed, now=now)
        self.changed = Changed()
        want(self.work, evaluate(self.work, touched, now=now), touched, now=now)

    def settle(self, *, now: datetime = NOW) -> list[Delivery]:
        """Let everything follow from what has come in, and return the messages in the order they were written."""
        self.come_in(now=now)
        before = {one.key for one in self.work.outbox.find()}
        write_all(self.work, now=now + SETTLE)
        return [one for one in self.work.outbox.find() if one.key not in before]

    def reach(self, *ids: str) -> None:
        """Give people accounts on a platform, so that they can be written to."""
        for one in ids:
            self.work.people.link(one, Identity(Post.name, "T", f"U-{one}"))

    def all_out(self, *ids: str, now: datetime = NOW + timedelta(hours=8)) -> list[tuple[str, str, Card]]:
        """Send everything that waits for some people, what waits for the others' own words too."""
        self.reach(*ids)
        return [*self.go_out(now=now), *self.go_out(now=now + timedelta(minutes=2))]

    def go_out(self, *, now: datetime = NOW) -> list[tuple[str, str, Card]]:
        """Send what may go now through the outbox; returns to whom which kind went, as its reader sees it."""
        return asyncio.run(self._go_out(now))

    async def _go_out(self, now: datetime) -> list[tuple[str, str, Card]]:
        async def run_in_work(fn: Callable[Concatenate[Any, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
            return fn(self.work, *args, **kwargs)

        clock, post = SimulatedClock(now), Post()
        terms = Terms(owner="test", merge=merge, doubted=doubted, render=MESSAGES.render)
        went: list[tuple[str, str, Card]] = []
        while claims := await take(run_in_work, Post.name, terms, clock=clock, limit=1):
            for claimed in claims:
                await deliver(run_in_work, post, claimed, terms, clock=clock)
                went.append((claimed.delivery.person_id, claimed.delivery.kind, post.cards[-1]))
        return went


class Post(FakePlatform):
    """A platform that takes every card and remembers it."""

    name = "here"

    def __init__(self) -> None:
        self.cards: list[Card] = []

    async def send(
        self, identity: Identity, card: Card, *, opaque: str, until: float = math.inf, fresh: bool = False
    ) -> Receipt:
        """Take a card."""
        assert identity.platform == self.name
        assert until > 0
        assert opaque
        assert fresh, "nothing here is ever in doubt"
        self.cards.append(card)
        return Receipt({"ts": opaque, "user": identity.user})

    async def update(self, receipt: Receipt, card: Card) -> None:
        """Take a card in the place of another."""
        assert receipt.fields["ts"]
        self.cards.append(card)


def write_all(work: Work, *, now: datetime) -> None:
    """Write whatever is wanted and ready, as the bot does without a model."""
    while feedback := work.feedback.claim(owner="test", now=now, lease=timedelta(minutes=5)):
        found = outline(work, feedback)
        if found is None:
            drop(work, feedback)
        else:
            draft(work, feedback, found, choose(found, recent=avoid(work, feedback)), now=now)


@contextmanager
def office(storage: Storage) -> Iterator[Office]:
    """Open an empty office with the shipped metrics and rules."""
    with storage.work() as work:
        ground = Ground(work.connection)
        for row in shipped_metrics():
            values: dict[str, Any] = {name: value for name, value in row.items() if value and name != "metric"}
            ground.metric(row["metric"], **values)
        work.rules.seed(DEFAULT_RULES, author="test", at=NOW)
        yield Office(work, ground, Changed())


def card_of(delivery: Delivery) -> Card:
    """Return a delivery's card."""
    return card_from_json(delivery.card)


def words(card: Card) -> str:
    """Return what one reads of a card before its buttons, quiet lines and tables left out."""
    lines: list[str] = []
    for block in card.blocks:
        if isinstance(block, Heading | Text):
            lines.append(plain(block.text))
        elif isinstance(block, Facts):
            lines += [
                plain(" ".join(part for part in (one.label, one.value, one.against) if part)) for one in block.lines
            ]
    return "\n".join(lines)


def everything(card: Card) -> str:
    """Return every word of a card that its reader can see or hear."""
    lines = [words(card), card.summary]
    for block in card.blocks:
        if isinstance(block, Note | Quote):
            lines.append(plain(block.text))
        elif isinstance(block, Table):
            lines += [plain(" ".join(row)) for row in (block.header, *block.rows)]
    return "\n".join(lines)
