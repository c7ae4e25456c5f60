"""The demo played once, and what it has sent read back: each message with what is so about the values that it tells."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.bench.words_claims import Truth
from bot.delivery.domain.delivery import DeliveryState
from bot.demo import performed
from bot.demo.story import COMPANIES, END
from bot.kit.period import period_of, previous_period
from bot.messages.codec import card_from_json
from bot.people.domain.person import Kind
from storage import open_storage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from bot.delivery.domain.delivery import Delivery
    from bot.demo.story import DemoCompany
    from bot.feedback.domain.feedback import Feedback
    from bot.figures.domain.metric import Metric
    from bot.kit.period import Period
    from bot.messages.card import Card
    from bot.people.domain.person import Person
    from bot.work import Work

_PAST = 14
"""How many periods before a value are looked at."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message that somebody got, by itself or inside a digest; ``feedback`` is what its words were wanted for."""

    delivery: Delivery
    card: Card
    reader: Person
    feedback: Feedback | None

    @property
    def own(self) -> bool:
        """Whether it tells somebody about their own figures."""
        return self.feedback is not None and self.feedback.subject_id == self.reader.id

    @property
    def at(self) -> datetime:
        """When it went out, or into a digest."""
        return self.delivery.sent_at or self.delivery.created_at


@dataclass(frozen=True, slots=True)
class Told:
    """One company at the end of the demo: its messages, oldest first, and everybody and everything they are about."""

    company: DemoCompany
    work: Work
    messages: tuple[Message, ...]
    people: Mapping[str, Person]
    metrics: Mapping[str, Metric]

    def names(self) -> list[str]:
        """Return what people and units are called."""
        return [person.name for person in self.people.values()]

    def team(self, leader: str) -> list[Person]:
        """Return the people who report to somebody."""
        return [person for person in self.people.values() if person.manager_id == leader and person.kind is Kind.PERSON]

    def truth(self, person: str, metric: Metric, period: Period, value: float, target: float | None) -> Truth:
        """Return what is so about a value, by the stored readings and by the target that it was told against."""
        stored = {
            delta.period.start: delta.value for delta in self.work.deltas.find(person_id=person, metric=metric.key)
        }
        starts, whole = [period.start], period_of(period.start, metric.grain)
        for _ in range(_PAST):
            whole = previous_period(whole, metric.grain)
            starts.append(whole.start)
        ended = period.end == period_of(period.start, metric.grain).end
        return Truth(
            value,
            metric.direction.sign,
            tuple(stored.get(start) for start in reversed(starts[1:])),
            target,
            self._peers(person, metric, period) if ended else (),
            stored.get(_year_before(period, metric).start),
            float(metric.minimum_step or 0),
        )

    def _peers(self, person: str, metric: Metric, period: Period) -> tuple[float, ...]:
        role = self.people[person].role
        return tuple(
            delta.value
            for delta in self.work.deltas.find(metric=metric.key, start=period.start)
            if delta.value is not None and delta.person_id != person and self.people[delta.person_id].role == role
        )


def _year_before(period: Period, metric: Metric) -> Period:
    start = period.start
    return period_of(start.replace(year=start.year - 1, day=min(start.day, 28)) + timedelta(0), metric.grain)


def play(folder: Path) -> None:
    """Play the demo with its databases in a folder."""

    async def whole() -> None:
        async with performed(folder):
            pass

    asyncio.run(whole())


def companies(folder: Path) -> Iterator[Told]:
    """Yield each company of a demo whose databases lie in a folder, open as long as it is looked at."""
    for company in COMPANIES:
        storage = open_storage(f"sqlite:///{folder / company.platform}.db", clock=lambda: END)
        try:
            with storage.work() as work:
                people = {person.id: person for person in work.people.all()}
                metrics = {metric.key: metric for metric in work.metrics.all()}
                yield Told(company, work, tuple(_messages(work, people)), people, metrics)
        finally:
            storage.close()


def _messages(work: Work, people: Mapping[str, Person]) -> Iterator[Message]:
    for delivery in work.outbox.find():
        if delivery.state in {DeliveryState.SENT, DeliveryState.MERGED} and delivery.person_id in people:
            feedback = work.feedback.get(delivery.key)
            yield Message(delivery, card_from_json(delivery.card), people[delivery.person_id], feedback)
