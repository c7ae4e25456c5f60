"""Alarms: each admin hears once a day what is wrong, and not again right after a night's one has gone out."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.admin.domain.health import Fault, HealthFinding, Part
from bot.admin.services import health
from bot.delivery.domain.delivery import DeliveryState, Receipt
from bot.doctor import _recalculations
from bot.figures.domain.reading import OWN_SOURCES
from bot.messages.text import plain
from bot.people.domain.permission import Role
from tests.chat import EVERYWHERE, MORNING, Way, chat, give, read
from tests.company import Company

if TYPE_CHECKING:
    from storage.storage import Storage

SILENT = HealthFinding(Part.SOURCE, "mes", Fault.SILENT, n=1, at=MORNING - timedelta(days=4))


async def test_an_alarm_that_waited_is_replaced_by_the_next_days(storage: Storage) -> None:
    async with chat(storage, Way()) as here:
        here.hire("adm")
        with here.work() as work:
            give(work, "adm", Role.ADMIN)
            assert health.alarm(work, SILENT, now=MORNING)
            assert health.alarm(work, SILENT, now=MORNING + timedelta(days=1))

            alarms = [delivery for delivery in work.outbox.find() if delivery.key.startswith("health:")]

        assert [alarm.state for alarm in alarms] == [DeliveryState.EXPIRED, DeliveryState.DUE]


async def test_who_was_told_within_hours_is_not_told_again(storage: Storage) -> None:
    """The alarm of a weekend goes out on Monday morning, half an hour before Monday's own."""
    async with chat(storage, Way()) as here:
        here.hire("adm")
        with here.work() as work:
            give(work, "adm", Role.ADMIN)
            assert health.alarm(work, SILENT, now=MORNING - timedelta(days=1))
            (due,) = work.outbox.claim(
                platform=here.platform, owner="p", now=MORNING, lease=timedelta(minutes=1), limit=9
            )
            work.outbox.finish(due, DeliveryState.SENT, at=MORNING, receipt=Receipt({"id": "1"}))

            assert not health.alarm(work, SILENT, now=MORNING + timedelta(minutes=30))
            assert health.alarm(work, SILENT, now=MORNING + timedelta(days=1))


def test_a_source_of_records_is_known_by_when_it_has_brought_some(storage: Storage) -> None:
    with storage.work() as work:
        for kind, source in (("records", "crm"), ("readings", "mes"), ("targets", "plan")):
            batch = work.batches.open(kind=kind, source=source, file="", digest=kind, by="", now=MORNING)
            work.batches.finish(batch.no, now=MORNING, report="{}")

        assert work.health.sources() == {"crm": [MORNING], "mes": [MORNING]}


def test_what_jinbu_stores_itself_is_no_source(storage: Storage) -> None:
    """An admin would be told that "correction" has gone silent, and could only wonder."""
    with storage.work() as work:
        for number, source in enumerate(["crm", *OWN_SOURCES]):
            batch = work.batches.open(kind="records", source=source, file="", digest=f"{number}", by="", now=MORNING)
            work.batches.finish(batch.no, now=MORNING, report="{}")

        assert work.health.sources() == {"crm": [MORNING]}


@EVERYWHERE
async def test_health_says_how_far_a_metric_is_that_is_computed_again(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        here.hire("adm", "bo", "ana", "kim")
        with here.work() as work:
            give(work, "adm", Role.ADMIN)
            number = Company(work).metric("sales")
            people = sorted(no for no, *_ in work.people.numbers().values())
            work.recalculations.begin(number, batch=0, now=MORNING)
            work.recalculations.advance(number, after=people[2])
            (told,) = _recalculations(work, here.t)
            assert told["note"] == plain(here.t("doctor-recalculating", metric="sales", done=3, all=4))
        progress = plain(here.t("health-ok-recalculation", done=3, all=4))

        assert progress in read(await here.say("adm", "health"))
        assert "sales" in read(await here.say("adm", "health"))

        with here.work() as work:
            work.recalculations.end(number)
        assert progress not in read(await here.say("adm", "health"))
