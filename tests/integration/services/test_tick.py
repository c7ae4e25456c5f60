"""The clock's questions on both databases: once each, by the wall of the person, however often anybody asks."""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from bot.delivery.services import availability
from bot.kit.calendar import instant, report_day
from bot.kit.errors import Denied, Stale
from bot.kit.period import Grain, Period, previous_period
from bot.messages.card import Choices
from bot.messages.codec import card_from_json
from bot.messages.i18n import translator
from bot.people.services.permission import actor
from bot.runtime.tick import Due, Tick, pump
from bot.talks.services import one_on_one, one_on_one_lapse
from bot.talks.views.one_on_one import booked
from handlers import tick
from handlers.overview.report_ticks import report_due
from storage import open_storage
from tests.company import Company

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.messages.card import Button, Card
    from bot.work import Work
    from storage.storage import Storage

SHANGHAI = "Asia/Shanghai"
IN_DECEMBER = datetime(2026, 12, 7, 1, 30, tzinfo=UTC)


def deliveries(storage: Storage) -> list[tuple[str, str]]:
    with storage.work() as work:
        return [(delivery.key, delivery.person_id) for delivery in work.outbox.find()]


def ticks(storage: Storage, kind: str) -> dict[tuple[str, str], str]:
    with storage.work() as work:
        return {
            key: outcome
            for key, (_, outcome) in work.job_runs.find(kind, since=datetime(2020, 1, 1, tzinfo=UTC)).items()
        }


def buttons(card: Card) -> list[Button]:
    """Return the buttons that book a time."""
    blocks = [block for block in card.blocks if isinstance(block, Choices)]
    return [button for block in blocks for button in block.buttons if button.action.name == "one_on_one.book"]


def ask(storage: Storage, now: datetime) -> list[str]:
    with storage.work() as work:
        return tick(work, now=now)


def done(lines: list[str], kind: str) -> list[str]:
    return [line for line in lines if line.startswith(f"{kind} ")]


@pytest.fixture
def factory(storage: Storage) -> Storage:
    """A boss outside, a head inside, three workers, and last month's figures."""
    with storage.work() as work:
        company = Company(work)
        company.person("boss", timezone=SHANGHAI, department="board")
        company.person("head", timezone=SHANGHAI, department="plant", manager_id="boss")
        company.metric("output", title_en="Output")
        for name in ("ann", "bob", "cat"):
            company.person(name, timezone=SHANGHAI, department="plant", manager_id="head")
            company.delta(name, "output", date(2026, 10, 1), value=80.0, target=100.0, attainment=0.8, previous=90.0,
                         change=-10.0, change_pct=-0.111111111111)  # fmt: skip
    return storage


@pytest.mark.parametrize("place", ["CN", "US-NY", "DE-BE"])
@pytest.mark.parametrize("year", [2026, 2027])
def test_the_report_on_a_month_is_due_from_half_past_nine_on_its_day(place: str, year: int) -> None:
    for month in range(1, 13):
        due = report_day(date(year, month, 1), place=place)
        at = instant(due, time(9, 30), timezone=SHANGHAI)

        before = report_due(at - timedelta(minutes=1), timezone=SHANGHAI, place=place)
        after = report_due(at, timezone=SHANGHAI, place=place)

        last_month = date(year, month, 1) - timedelta(days=1)
        assert (after.start.year, after.start.month) == (last_month.year, last_month.month)
        assert before == previous_period(after, Grain.MONTH)


def test_the_monthly_report_goes_once_to_the_head(factory: Storage) -> None:
    early = datetime(2026, 11, 5, 1, 29, tzinfo=UTC)  # 09:29 in Shanghai

    assert "monthly_report plant 2026-10" not in ask(factory, early)
    assert done(ask(factory, early + timedelta(minutes=1)), "monthly_report") == ["monthly_report plant 2026-10"]
    assert done(ask(factory, early + timedelta(minutes=2)), "monthly_report") == []
    assert [person for key, person in deliveries(factory) if key.startswith("report:month")] == ["head"]


def test_a_report_missed_while_stopped_is_sent_late_and_an_older_one_is_let_pass(factory: Storage) -> None:
    ask(factory, datetime(2026, 8, 5, 2, tzinfo=UTC))

    late = ask(factory, datetime(2026, 11, 20, 2, tzinfo=UTC))

    assert done(late, "monthly_report") == ["monthly_report plant 2026-10"]
    outcomes = ticks(factory, "monthly_report")
    assert outcomes["plant", "2026-10"] == ""
    assert outcomes["plant", "2026-09"].startswith("missed")


def test_figures_that_come_after_the_report_make_one_marked_revision(factory: Storage) -> None:
    ask(factory, datetime(2026, 11, 5, 2, tzinfo=UTC))
    quiet = ask(factory, datetime(2026, 11, 6, 2, tzinfo=UTC))
    with factory.work() as work:
        arrived = datetime(2026, 11, 6, 8, tzinfo=UTC)
        company = Company(work)
        company.reading("ann", "output", date(2026, 10, 1), 120.0, received_at=arrived)
        work.connection.execute(
            sa.text("update delta set value = 120, attainment = 1.2, change = 30, change_pct = 0.333")
        )

    same_day = ask(factory, datetime(2026, 11, 6, 9, tzinfo=UTC))
    next_day = ask(factory, datetime(2026, 11, 7, 2, tzinfo=UTC))
    after = ask(factory, datetime(2026, 11, 8, 2, tzinfo=UTC))

    assert [done(lines, "monthly_correction") for lines in (quiet, same_day, next_day, after)] == [
        [], [], ["monthly_correction plant 2026-10 2026-11-07"], [],
    ]  # fmt: skip
    assert [key.rsplit(":", 1)[1] for key, _ in deliveries(factory) if key.startswith("report:month")] == ["0", "1"]


@pytest.mark.postgresql
def test_the_weekly_digest_is_asked_on_monday_and_not_when_half_the_week_is_over(factory: Storage) -> None:
    monday = datetime(2026, 11, 9, 1, 30, tzinfo=UTC)

    ask(factory, monday - timedelta(minutes=1))
    before = ticks(factory, "weekly_digest")
    ask(factory, monday)
    on_time = ticks(factory, "weekly_digest")
    ask(factory, monday + timedelta(days=7, hours=80))
    late = ticks(factory, "weekly_digest")

    assert ("head", "2026-11-09") not in before
    assert ("head", "2026-11-09") in on_time
    assert late["head", "2026-11-16"] == "three days late"


@pytest.mark.postgresql
def test_open_one_on_ones_are_brought_up_by_the_rhythm_of_the_unit(factory: Storage) -> None:
    with factory.work() as work:
        company = Company(work)
        company.person("plant", kind="unit", department="plant", manager_id="boss")
        work.one_on_ones.rhythm("plant", every_days=7)
        work.one_on_ones.met("ann", at=datetime(2026, 11, 9, 3, tzinfo=UTC))
        work.one_on_ones.rhythm("ann", every_days=7)
        work.one_on_ones.plan("bob", at=datetime(2026, 11, 13, 7, tzinfo=UTC))
        work.one_on_ones.rhythm("bob", every_days=30)

    thursday = datetime(2026, 11, 12, 1, 30, tzinfo=UTC)
    lines = ask(factory, thursday) + ask(factory, thursday + timedelta(hours=1))

    with factory.work() as work:
        cards = {
            delivery.person_id: card_from_json(delivery.card)
            for delivery in work.outbox.find()
            if delivery.kind == "one_on_one"
        }
    asked = {reader: [button.action for button in buttons(card)] for reader, card in cards.items()}
    assert done(lines, "one_on_one") == ["one_on_one boss week 2026-11-09", "one_on_one head week 2026-11-09"]
    assert {reader: [dict(action.args)["person"] for action in actions] for reader, actions in asked.items()} == {
        "head": ["cat"],
        "boss": ["head"],
    }


def test_one_card_holds_all_open_one_on_ones_and_no_time_is_proposed_twice(factory: Storage) -> None:
    day = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
    ask(factory, day)

    with factory.work() as work:
        head = work.people.get("head")
        assert head is not None
        [sent] = [delivery for delivery in work.outbox.find(person_id="head") if delivery.kind == "one_on_one"]
        proposed = [dict(button.action.args) for button in buttons(card_from_json(sent.card))]
        free = list(islice(availability.slots(work, head, now=day), 6))
    assert sorted(entry["person"] for entry in proposed) == ["ann", "bob", "cat"]
    times = [datetime.fromisoformat(entry["at"]) for entry in proposed]
    assert len({*times, *free}) == len(times) + len(free), "what one message proposes no other does"


def test_a_one_on_one_that_lapsed_is_named_once(factory: Storage) -> None:
    ask(factory, datetime(2026, 11, 24, 1, 30, tzinfo=UTC))
    with factory.work() as work:
        head = work.people.get("head")
        assert head is not None
        named = [
            one_on_one_lapse.lapses(work, head, Period(monday, monday + timedelta(days=6)), now=IN_DECEMBER)
            for monday in (date(2026, 11, 23), date(2026, 11, 30), date(2026, 12, 7))
        ]

    assert named == [[], ["ann", "bob", "cat"], []]


def test_a_planned_one_on_one_is_remembered_two_hours_before_to_both(factory: Storage) -> None:
    at = datetime(2026, 11, 10, 7, tzinfo=UTC)
    with factory.work() as work:
        work.one_on_ones.plan("ann", at=at)

    early = done(ask(factory, at - timedelta(hours=2, minutes=1)), "one_on_one_soon")
    lines = [done(ask(factory, at - timedelta(minutes=minutes)), "one_on_one_soon") for minutes in (119, 60, 1)]

    assert early == []
    assert [len(line) for line in lines] == [1, 0, 0]
    soon = [person for key, person in deliveries(factory) if key.startswith("one-on-one:ann:2026-11-10")]
    assert sorted(soon) == ["ann", "head"]


def test_one_that_fails_is_undone_and_asked_again_and_stops_no_other(storage: Storage) -> None:
    calls: list[str] = []

    def bad(work: Work, now: datetime) -> bool:
        work.inbox.seen("test", "half-done", at=now)
        calls.append("bad")
        raise LookupError

    def due(_work: Work, _now: datetime) -> Iterator[Due]:
        yield Due("a", "2026-11-09", bad)
        yield Due("b", "2026-11-09", lambda _work, _now: True)

    now = datetime(2026, 11, 9, 9, tzinfo=UTC)
    for expected in (["kind b 2026-11-09"], []):
        with storage.work() as work:
            assert pump(work, now=now, ticks=[Tick("kind", due)]) == expected
    with storage.work() as work:
        assert not work.inbox.seen("test", "half-done", at=now)
    assert calls == ["bad", "bad"]


@pytest.mark.parametrize(
    ("timezone", "at", "first", "hours"),
    [
        ("America/New_York", time(1, 30), datetime(2026, 11, 1, 3, tzinfo=UTC), 12),  # shown twice
        ("America/New_York", time(2, 30), datetime(2026, 3, 8, 4, tzinfo=UTC), 12),  # left out
        ("Europe/Berlin", time(2, 30), datetime(2026, 10, 24, 23, tzinfo=UTC), 12),
        ("Europe/Berlin", time(2, 30), datetime(2026, 3, 28, 23, tzinfo=UTC), 12),
        ("Asia/Shanghai", time(2, 30), datetime(2026, 3, 28, 15, tzinfo=UTC), 12),
    ],
)
def test_the_odd_nights_have_one_effect(storage: Storage, timezone: str, at: time, first: datetime, hours: int) -> None:
    def nightly(_work: Work, now: datetime) -> Iterator[Due]:
        from bot.kit.calendar import wall

        shown = wall(now, timezone=timezone)
        if shown.time() >= at:
            yield Due("x", shown.date().isoformat(), lambda _work, _now: True)

    effects = []
    for minutes in range(0, hours * 60, 10):
        with storage.work() as work:
            effects += pump(work, [Tick("nightly", nightly)], now=first + timedelta(minutes=minutes))

    assert len([line for line in effects if line.endswith(f"{first + timedelta(hours=hours):%Y-%m-%d}")]) == 1
    assert len(effects) == len(set(effects))


PUMPER = """
import sys
from datetime import UTC, datetime, timedelta
from bot.runtime.tick import Due, Tick, pump
from storage import open_storage

def effect(work, now):
    number = work.connection.exec_driver_sql("select count(*) from inbox").scalar()
    work.inbox.seen("effect", f"{now.isoformat()} {sys.argv[2]} {number}", at=now)
    return True

def due(_work, now):
    yield Due("x", now.date().isoformat(), effect)

storage = open_storage(sys.argv[1])
start = datetime(2026, 1, 1, 9, tzinfo=UTC)
for day in range(150):
    with storage.work() as work:
        pump(work, now=start + timedelta(days=day), ticks=[Tick("daily", due)])
    print(day, flush=True)
"""


@pytest.mark.postgresql
def test_two_processes_and_a_kill_cause_each_effect_once(database_url: str) -> None:
    def start(name: str) -> subprocess.Popen[str]:
        return subprocess.Popen(  # noqa: S603 - this test's own words
            [sys.executable, "-c", PUMPER, database_url, name], stdout=subprocess.PIPE, text=True
        )

    def reach(process: subprocess.Popen[str], day: int) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            if int(line) >= day:
                return

    first, two = start("one"), start("two")
    for number, day in enumerate((3, 40)):
        reach(first, day)
        first.send_signal(signal.SIGKILL)
        first.communicate()
        first = start(f"again-{number}")
    for process in (first, two):
        process.communicate(timeout=50)
        assert process.returncode == 0

    with closing(open_storage(database_url)) as storage, storage.work() as work:
        effects = [
            row.delivery_id.split()[0] for row in work.connection.execute(sa.text("select delivery_id from inbox"))
        ]
        had = work.connection.execute(sa.text("select count(*) from tick")).scalar_one()
    assert len(effects) == len(set(effects)) == had == 150


def test_a_manager_agrees_to_the_proposed_time_and_both_are_reminded_of_it(factory: Storage) -> None:
    thursday, at = datetime(2026, 11, 24, 1, 30, tzinfo=UTC), datetime(2026, 11, 26, 7, tzinfo=UTC)
    ask(factory, thursday)
    with factory.work() as work:
        head, boss = work.people.get("head"), work.people.get("boss")
        assert head is not None
        assert boss is not None
        [proposal] = [delivery for delivery in work.outbox.find(person_id="head") if delivery.kind == "one_on_one"]
        work.connection.execute(sa.text("update delivery set state = 'sent' where key = :key"), {"key": proposal.key})

        leads, above = actor(work, head, now=thursday), actor(work, boss, now=thursday)
        first = one_on_one.book(work, leads, "ann", at, now=thursday)
        second = one_on_one.book(work, leads, "bob", at + timedelta(minutes=30), now=thursday)
        with pytest.raises(Stale):
            one_on_one.book(work, leads, "cat", at + timedelta(minutes=45), now=thursday)
        elsewhere = one_on_one.book(work, leads, "cat", at + timedelta(minutes=90), now=thursday)
        with pytest.raises(Denied):
            one_on_one.book(work, above, "ann", at, now=thursday)
        with pytest.raises(Stale):
            one_on_one.book(work, leads, "ann", thursday, now=thursday)

    assert first is not None
    assert second is not None
    cards = [
        booked(translator("en"), card_from_json(proposal.delivery.card), agreed=proposal.agreed, zone=UTC, now=thursday)
        for proposal in (first, second)
    ]
    left = [[dict(button.action.args)["person"] for button in buttons(card)] for card in cards]
    assert left == [["bob", "cat"], ["cat"]], "whoever is booked is no longer offered"
    assert elsewhere is None, "no card proposed that time"
    soon = done(ask(factory, at - timedelta(minutes=30)), "one_on_one_soon")
    assert [line.split()[1] for line in soon] == ["ann", "bob", "cat"]
