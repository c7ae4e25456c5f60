"""Policies, pauses, preferences and absences on both databases: what the outbox lets go, and when."""

from __future__ import annotations

import asyncio
import math
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from bot.admin.services import health
from bot.admin.services.budget import budgets
from bot.delivery.domain.delivery import DeliveryState, Hold, Priority, Receipt
from bot.delivery.domain.pause import Reach
from bot.delivery.domain.policy import Policy, Setting, SettingName
from bot.delivery.domain.preference import Pace, Topic
from bot.delivery.services import delivery, pause, policy, preference
from bot.delivery.services.outbox import enqueue
from bot.delivery.services.send import deliver
from bot.delivery.services.verdict import Terms
from bot.delivery.views.delivery import doubted, merge
from bot.kit.errors import Invalid, NotFound, Stale
from bot.messages.card import Card, Heading
from bot.messages.codec import card_from_json
from bot.people.domain.permission import Role
from bot.roster.services import absence
from bot.runtime.clockwork import SimulatedClock
from bot.runtime.worker import UnitOfWorkRunner
from handlers import tick
from tests.fakes import FakePlatform
from tests.post import take
from tests.present import present

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.delivery.domain.delivery import Delivery
    from bot.kit.identity import Identity
    from bot.people.domain.person import Person
    from bot.work import Work
    from storage.storage import Storage

MORNING = datetime(2026, 11, 3, 2, 0, tzinfo=UTC)
"""Tuesday, 10:00 in Shanghai."""
R = TypeVar("R")
TERMS: Terms[Work] = Terms(owner="one", merge=merge, doubted=doubted)


class Post(FakePlatform):
    """A platform that takes everything and remembers what."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    async def send(
        self, identity: Identity, card: Card, *, opaque: str, until: float = math.inf, fresh: bool = False
    ) -> Receipt:
        del identity
        """Take a card."""
        assert opaque
        assert fresh
        assert until
        self.sent.append(card.summary)
        return Receipt({})


class House:
    """A database with people, an outbox and a clock."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage
        self.clock = SimulatedClock(MORNING)
        self.post = Post()
        common: dict[str, object] = {"timezone": "Asia/Shanghai", "locale": "en", "department": "Plant"}
        with storage.work() as work:
            work.people.put(
                [
                    {"id": "line2", "name": "Line 2", "kind": "unit", **common},
                    *(
                        {"id": who, "name": who.title(), "manager_id": boss, "unit": unit, "accounts": {"here": who}}
                        | common
                        for who, boss, unit in (
                            ("mia", None, ""),
                            ("ana", "mia", ""),
                            ("nils", "mia", "line2"),
                            ("adm", None, ""),
                        )
                    ),
                ]
            )
            work.permissions.give("adm", Role.ADMIN, by="test", at=MORNING)

    def say(self, key: str, to: str = "ana", **given: Any) -> None:
        """Put a message into the outbox."""
        terms: dict[str, Any] = {"kind": "standing", "priority": Priority.STANDING, "merge": "daily"} | given
        with self.storage.work() as work:
            enqueue(
                work,
                Card(terms["kind"], key, (Heading(key),)),
                key=key,
                to=there(work, to),
                now=self.clock.now(),
                **terms,
            )

    def send(self, *, between: Callable[[Work], object] | None = None) -> list[str]:
        """Send whatever may go now; ``between`` happens after it was claimed."""
        before = len(self.post.sent)

        async def run() -> None:
            run_in_work = UnitOfWorkRunner(self.storage)
            try:
                claims = await take(run_in_work, "here", TERMS, clock=self.clock, limit=50)
                if between:
                    with self.storage.work() as work:
                        between(work)
                for claimed in claims:
                    await deliver(run_in_work, self.post, claimed, TERMS, clock=self.clock)
            finally:
                run_in_work.close()

        asyncio.run(run())
        return self.post.sent[before:]

    def at(self, local: str) -> None:
        """Move the clock to a moment on the wall in Shanghai."""
        self.clock.move_to(datetime.fromisoformat(local).replace(tzinfo=UTC) - timedelta(hours=8))

    def get(self, key: str) -> Delivery:
        """Return a delivery."""
        with self.storage.work() as work:
            return present(work.outbox.get(key))

    def do(self, act: Callable[[Work], R]) -> R:
        """Do something in a unit of work."""
        with self.storage.work() as work:
            return act(work)

    def who(self, person_id: str) -> Person:
        """Return somebody."""
        with self.storage.work() as work:
            return there(work, person_id)


def there(work: Work, person_id: str) -> Person:
    """Return somebody whom one knows to be there."""
    found = work.people.get(person_id)
    assert found
    return found


@pytest.fixture
def house(storage: Storage) -> House:
    """Open the house."""
    return House(storage)


def test_a_unit_that_works_by_night_hears_nothing_by_day(house: House) -> None:
    house.do(
        lambda work: policy.put(work, there(work, "adm"), "line2", {SettingName.QUIET: "08:00-20:00"}, now=MORNING)
    )
    house.say("for nils", "nils")
    house.say("for ana", "ana")

    assert house.send() == ["for ana"]
    assert house.get("for nils").reason is Hold.QUIET_HOURS
    house.at("2026-11-03T20:00")
    assert house.send() == ["for nils"]


@pytest.mark.postgresql
def test_the_nearest_setting_of_each_thing_counts_and_says_by_whom(house: House) -> None:
    def set_(work: Work) -> tuple[Policy, Policy, Setting]:
        admin = there(work, "adm")
        policy.put(work, admin, "", {SettingName.CAPS: "1 5 2 9", SettingName.DIGEST: "10:00"}, now=MORNING)
        policy.put(work, admin, "Plant", {SettingName.CAPS: "2 6 3 15"}, now=MORNING)
        policy.put(work, admin, "line2", {SettingName.QUIET: "21:00-07:00"}, now=MORNING)
        return (
            work.policies.of(there(work, "nils")),
            work.policies.of(there(work, "ana")),
            next(
                setting
                for setting in work.policies.current()
                if (setting.scope, setting.name) == ("Plant", SettingName.CAPS)
            ),
        )

    night, day, caps = house.do(set_)

    assert (night.quiet_from.hour, night.per_day, night.digest_at.hour) == (21, 2, 10)
    assert (day.quiet_from.hour, day.per_day, day.digest_at.hour) == (19, 2, 10)
    assert (caps.author, caps.at) == ("adm", MORNING)


def test_a_setting_that_was_given_back_leaves_its_versions(house: House) -> None:
    def change(work: Work) -> tuple[list[str], Policy]:
        admin = there(work, "adm")
        for value in ("1 5 2 9", "1 5 2 9", ""):
            policy.put(work, admin, "line2", {SettingName.CAPS: value}, now=MORNING)
        return [version.value for version in work.policies.versions("line2", SettingName.CAPS)], work.policies.at(
            "line2"
        )

    versions, held = house.do(change)

    assert versions == ["", "1 5 2 9"]
    assert held == Policy()


def test_a_units_rhythm_holds_for_its_people_also_once_they_have_planned_to_meet(house: House) -> None:
    def change(work: Work) -> dict[str, int]:
        admin = there(work, "adm")
        work.one_on_ones.plan("nils", at=MORNING + timedelta(days=2))
        policy.put(work, admin, "", {SettingName.ONE_ON_ONE: "90"}, now=MORNING)
        policy.put(work, admin, "line2", {SettingName.ONE_ON_ONE: "7"}, now=MORNING)
        return {pair.person_id: pair.every_days for pair in work.one_on_ones.of("mia")}

    assert house.do(change) == {"ana": 90, "nils": 7}


def test_shorter_quiet_hours_let_go_at_once_what_they_held(house: House) -> None:
    house.at("2026-11-03T19:30")
    house.say("evening")
    assert house.send() == []

    now = house.clock.now()
    house.do(lambda work: policy.put(work, there(work, "adm"), "", {SettingName.QUIET: "21:00-09:00"}, now=now))

    assert house.send() == ["evening"]


def test_a_pause_stops_what_is_claimed_and_not_yet_sent(house: House) -> None:
    house.say("late news", kind="alert", priority=Priority.ALERT)
    house.say("answer", kind="me", priority=Priority.REPLY)

    def stop(work: Work) -> None:
        pause.begin(work, there(work, "adm"), Reach.ALL, "", last=None, reason="wrong figures", now=MORNING)

    assert house.send(between=stop) == ["answer"]
    held = house.get("late news")
    assert (held.state, held.reason, held.doubt) == (DeliveryState.DUE, Hold.PAUSED, False)
    found = house.do(lambda work: delivery.pause_on(work, held, now=MORNING))
    assert found
    assert found.reason == "wrong figures"


def test_what_expires_in_a_pause_is_not_sent_after_it_and_the_rest_comes_as_one(house: House) -> None:
    admin = house.who("adm")
    house.do(lambda work: pause.begin(work, admin, Reach.PERSON, "ana", last=None, reason="x", now=MORNING))
    house.say("old", expires_at=MORNING + timedelta(hours=1))
    house.say("first")
    house.say("second")
    assert house.send() == []
    house.at("2026-11-04T10:00")
    assert house.send() == []

    assert house.do(lambda work: pause.end(work, admin, Reach.PERSON, "ana", now=house.clock.now()))
    sent = house.send() + house.send()

    assert len(sent) == 1
    assert house.get("old").state is DeliveryState.EXPIRED
    assert {house.get(name).state for name in ("first", "second")} == {DeliveryState.MERGED}


def test_a_pause_until_a_day_ends_by_itself(house: House) -> None:
    ana = house.who("ana")
    made = house.do(
        lambda work: pause.begin(work, ana, Reach.OWN, "ana", last=date(2026, 11, 5), reason="", now=MORNING)
    )
    house.say("standing")
    house.say("correction", kind="correction", merge="")
    assert house.send() == ["correction"]

    assert made.until == datetime(2026, 11, 5, 16, tzinfo=UTC)
    house.at("2026-11-06T09:00")
    assert house.send() == ["standing"]


def test_nothing_comes_in_a_leave_and_one_summary_after_it(house: House) -> None:
    ana = house.who("ana")
    house.do(lambda work: absence.leave(work, ana, date(2026, 11, 3), date(2026, 11, 5), now=MORNING))
    house.send()
    for n in range(4):
        house.say(f"news {n}")
    house.say("report", kind="report", priority=Priority.REPORT, merge="")
    for day in (3, 4, 5):
        house.at(f"2026-11-0{day}T15:00")
        assert house.send() == []

    house.at("2026-11-06T09:00")
    sent = house.send() + house.send()

    assert len(sent) == 1
    assert {house.get(f"news {n}").state for n in range(4)} | {house.get("report").state} == {DeliveryState.MERGED}


@pytest.mark.postgresql
def test_a_manager_hears_until_when_and_never_why_and_the_deputy_stands_in(house: House) -> None:
    def leave(work: Work) -> None:
        mia, ana = there(work, "mia"), there(work, "ana")
        absence.leave(work, ana, date(2026, 11, 3), date(2026, 11, 5), now=MORNING)
        absence.leave(work, mia, date(2026, 11, 9), date(2026, 11, 10), deputy=ana, now=MORNING)
        assert work.permissions.deputy("mia", date(2026, 11, 10)) == "ana"
        assert work.people.away("mia", date(2026, 11, 3)) is None
        assert work.people.away("mia", date(2026, 11, 9)) == date(2026, 11, 10)
        with pytest.raises(Invalid):
            absence.leave(work, ana, date(2026, 12, 3), date(2026, 12, 5), deputy=mia, now=MORNING)
        assert absence.back(work, mia, now=MORNING)
        assert work.permissions.deputy("mia", date(2026, 11, 10)) is None
        assert not absence.back(work, mia, now=MORNING)

    house.do(leave)
    told = house.do(
        lambda work: [card_from_json(delivery.card).summary for delivery in work.outbox.find(person_id="mia")]
    )
    assert told == ["Ana is away until 5 Nov, that day included"]


def test_coming_back_sooner_lets_go_what_waited(house: House) -> None:
    ana = house.who("ana")
    house.do(lambda work: absence.leave(work, ana, date(2026, 11, 2), date(2026, 11, 20), now=MORNING))
    house.say("news")
    assert [name for name in house.send() if name == "news"] == []

    assert house.do(lambda work: absence.back(work, ana, now=MORNING))

    assert house.do(lambda work: work.people.away("ana", date(2026, 11, 3))) is None
    assert "news" in house.send()


@pytest.mark.postgresql
def test_each_kind_comes_as_its_reader_wants_it(house: House) -> None:
    ana = house.who("ana")
    wanted = {Topic.STANDING: Pace.WEEKLY, Topic.PRAISE: Pace.OFF}
    house.do(lambda work: preference.put(work, ana, wanted, now=MORNING))
    house.say("one", expires_at=MORNING + timedelta(days=2))
    house.say("two")
    house.say("well done", kind="praise", priority=Priority.PRAISE)
    house.say("corrected", kind="correction", merge="")

    assert house.send() == ["corrected"]
    off = house.get("well done")
    assert (off.state, off.detail) == (DeliveryState.EXPIRED, "off")
    house.at("2026-11-06T15:00")
    assert house.send() == []
    house.at("2026-11-09T09:30")
    assert len(house.send() + house.send()) == 1
    assert {house.get(name).state for name in ("one", "two")} == {DeliveryState.MERGED}


def test_what_cannot_be_put_off_is_not(house: House) -> None:
    ana = house.who("ana")
    with pytest.raises(NotFound):
        house.do(lambda work: preference.put(work, ana, {Topic.CORRECTION: Pace.OFF}, now=MORNING))
    with pytest.raises(Invalid):
        house.do(lambda work: preference.put(work, ana, {Topic.REPORT: Pace.DAILY}, now=MORNING))


def test_less_is_proposed_once_where_hardly_anything_is_answered(house: House) -> None:
    for n in range(8):
        house.say(f"m{n}", kind="week", priority=Priority.REPLY)
    assert len(house.send()) == 8
    house.do(lambda work: work.outbox.answered("m1", "ana", at=MORNING))

    assert house.do(lambda work: preference.propose(work, now=MORNING))
    assert not house.do(lambda work: preference.propose(work, now=MORNING))
    assert house.get("less:ana:week").kind == "less"
    house.do(lambda work: work.outbox.answered("m2", "ana", at=MORNING))
    assert house.do(lambda work: work.outbox.answers(["week"], last=8)) == [("ana", "week", 8, 2)]


def test_a_failed_message_is_tried_anew_under_its_own_key(house: House) -> None:
    house.say("lost")
    adm = house.who("adm")

    def fail(work: Work) -> int:
        (claimed,) = work.outbox.claim(platform="here", owner="x", now=MORNING, lease=timedelta(minutes=1), limit=1)
        work.outbox.finish(claimed, DeliveryState.FAILED, at=MORNING, detail="in doubt, not sent again")
        return int(claimed.no)

    no = house.do(fail)
    house.do(lambda work: delivery.resend(work, adm, no, now=MORNING))
    with pytest.raises(Stale):
        house.do(lambda work: delivery.resend(work, adm, no, now=MORNING))

    assert house.send() == ["lost"]
    assert house.do(lambda work: [sent.no for sent in work.outbox.find()]) == [no]
    with pytest.raises(Stale):
        house.do(lambda work: delivery.resend(work, adm, no, now=MORNING))


def test_admins_are_told_once_a_day_of_what_turned_bad_and_hear_how_to_fix_it(house: House) -> None:
    state = {"here": {"connected": True, "blind": True}, "database": {"ok": True}}
    house.do(lambda work: health.note(work, state, now=MORNING))

    def ask(work: Work, at: datetime) -> list[str]:
        return [text for text in tick(work, now=at) if text.startswith("health ")]

    assert house.do(lambda work: ask(work, MORNING)) == ["health platform:here:blind 2026-11-03"]
    assert house.do(lambda work: ask(work, MORNING + timedelta(seconds=20))) == []
    (told,) = [
        delivery for delivery in house.do(lambda work: work.outbox.find(person_id="adm")) if delivery.kind == "health"
    ]
    assert told.priority is Priority.ALERT


def test_a_new_installation_does_not_call_itself_ill(storage: Storage) -> None:
    with storage.work() as work:
        before = health.everything(work, now=MORNING)
        health.note(work, {"here": {"connected": True}, "database": {"ok": True}}, now=MORNING)
        after = health.everything(work, now=MORNING)

    assert [(finding.part, finding.fault) for finding in (*before, *after) if finding.fault] == []


@pytest.mark.postgresql
def test_the_trail_is_checked_and_the_half_year_reported_by_the_clock(house: House) -> None:
    january = datetime(2027, 1, 4, 2, tzinfo=UTC)
    house.do(lambda work: health.note(work, {"database": {"ok": True}}, now=january))
    done = house.do(lambda work: tick(work, now=january))

    assert "health_report all 2027-01" in done
    assert "care all 2027-01-04" in done
    parts = house.do(lambda work: work.health.all())
    assert parts["audit"].state["fault"] == ""
    found = house.do(lambda work: health.everything(work, now=january))
    assert {finding.part.value for finding in found if finding.fault} == set(), (
        "nothing has come yet, and nothing is wrong"
    )


def test_a_months_calls_are_forecast_and_what_they_hold_is_counted(house: House) -> None:
    house.do(lambda work: health.note(work, {"here": {"connected": True, "monthly_calls": 100}}, now=MORNING))
    house.do(lambda work: work.outbox.spend("here", month="2026-11", calls=30))

    (found,) = house.do(lambda work: budgets(work, now=MORNING))

    assert (found.used, found.left, found.limit, found.fault) == (30, 70, 100, "short")


def test_a_list_of_deliveries_never_says_what_they_say(house: House) -> None:
    house.say("secret figures")
    rows = house.do(lambda work: delivery.find(work, there(work, "adm"), delivery.DeliveryFilter(), now=MORNING))
    content = house.do(
        lambda work: delivery.as_csv(
            [replace(row, rule="=1+1") for row in rows], work=work, viewer=there(work, "adm"), now=MORNING
        )
    )

    assert "standing" in content
    assert "Heading" not in content
    assert "'=1+1" in content or "=1+1" not in content
