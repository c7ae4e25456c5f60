"""What follows from data for one person does not hang on what follows for another."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.delivery.domain.delivery import DeliveryState, Hold, Priority
from bot.delivery.services.outbox import enqueue
from bot.delivery.services.verdict import Terms
from bot.feedback.domain.feedback import Feedback, Occasion, Stage
from bot.intake.services.follow import catch_up, compute
from bot.intake.services.terms import ImportTerms as Import
from bot.kit.period import Period
from bot.messages.card import Card, Text
from bot.rules.domain.default_rules import DEFAULT_RULES
from bot.runtime.clockwork import SimulatedClock
from bot.runtime.worker import UnitOfWorkRunner
from bot.sources.file import take_items
from tests.chat import chat
from tests.post import take
from tests.present import present

if TYPE_CHECKING:
    from bot.delivery.domain.delivery import Delivery
    from bot.delivery.domain.delivery_timing import Wait
    from bot.people.domain.person import Person
    from bot.work import Work
    from storage.storage import Storage

NOW = datetime(2026, 11, 3, 10, tzinfo=UTC)
METRIC = {"metric": "seats", "unit": "", "direction": "higher", "grain": "month", "aggregate": "sum"}
PEOPLE = ("boss", "ann", "bob")


def bring(storage: Storage, kind: str, rows: list[dict[str, str]]) -> None:
    report = take_items(storage, kind, "test", rows, Import(f"{kind}{rows}", NOW, quarantine=False))  # type: ignore[arg-type]
    assert report.clean
    with storage.work() as work:
        compute(work, report.changed, [report.batch], now=NOW)


def office(storage: Storage) -> None:
    with storage.work() as work:
        work.rules.seed(DEFAULT_RULES, author="jinbu", at=NOW)
    people = [
        {"employee_id": person, "name": person, "manager_id": "boss" if person != "boss" else ""} for person in PEOPLE
    ]
    bring(storage, "people", people)
    bring(storage, "metrics", [METRIC])
    for kind, column, value in (("targets", "target", "100"), ("readings", "value", "70")):
        common = {"metric": "seats", "period": "2026-10", column: value}
        bring(storage, kind, [{"employee_id": person, **common} for person in PEOPLE[1:]])


def test_words_about_one_person_that_cannot_be_read_stop_nobody_elses(storage: Storage) -> None:
    office(storage)
    october = Period(datetime(2026, 10, 1, tzinfo=UTC).date(), datetime(2026, 10, 31, tzinfo=UTC).date())
    with storage.work() as work:
        work.feedback.add(
            Feedback("spoilt", "ann", "ann", Occasion.STANDING, october, Stage.SENT, (), (), NOW, NOW, NOW)
        )
        work.connection.exec_driver_sql("UPDATE feedback SET deltas = '['")

    with storage.work() as work:
        assert catch_up(work, now=NOW) > 0

    with storage.work() as work:
        assert work.feedback.about("bob", october, Occasion.STANDING)
        assert not len(work.deltas.deferred())


@pytest.mark.postgresql
async def test_a_message_that_cannot_be_weighed_lets_those_behind_it_go(storage: Storage) -> None:
    async with chat(storage) as here:
        here.hire("ann", "bob")
        now = here.clock.now()
        with here.work() as work:
            for who in ("ann", "bob"):
                card, to = Card("test", "Hello", (Text("Hello"),), "en"), work.people.get(who)
                enqueue(work, card, key=who, to=present(to), kind="test", priority=Priority.REPLY, now=now)

        def gate(_work: Work, person: Person, _delivery: Delivery, _now: datetime) -> Wait | None:
            if person.id == "ann":
                raise LookupError
            return None

        terms = Terms("test", merge=lambda cards, _: cards[0], doubted=lambda card: card, gate=gate)

        claims = await take(UnitOfWorkRunner(storage), here.platform, terms, clock=SimulatedClock(now), limit=5)

        assert [claim.delivery.key for claim in claims] == ["bob"]
        with here.work() as work:
            spoilt = work.outbox.get("ann")
            assert (present(spoilt).state, present(spoilt).reason, present(spoilt).doubt) == (
                DeliveryState.DUE,
                Hold.RETRY,
                False,
            )
            assert present(spoilt).not_before > now + timedelta(minutes=5)
