"""Sending under faults, on both databases: once, when it may, and never the message's fault when it is not."""

from __future__ import annotations

import json
import math
import time
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from bot.admin.services import health
from bot.delivery.domain.delivery import REDRAW, DeliveryState, Hold, Priority, Receipt
from bot.delivery.services.outbox import enqueue
from bot.delivery.services.send import deliver
from bot.delivery.services.verdict import Terms
from bot.delivery.views.delivery import doubted, merge, refused
from bot.kit.errors import (
    InDoubt,
    NoReceipt,
    NotThere,
    PlatformError,
    QuotaExhausted,
    Rejected,
    Shut,
    Unreachable,
)
from bot.kit.identity import Identity
from bot.messages.card import Card, Heading
from bot.people.domain.permission import Role
from bot.roster.services import directory
from bot.runtime.clockwork import SimulatedClock
from bot.runtime.worker import UnitOfWorkRunner
from storage import open_storage
from storage.lease import LeaseClock
from storage.migrations.run import upgrade
from tests.fakes import FakePlatform
from tests.post import take
from tests.present import present

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.delivery.domain.delivery import Delivery
    from bot.work import Work
    from storage.storage import Storage

THURSDAY = datetime(2026, 12, 3, 10, tzinfo=UTC)
NIGHT = datetime(2026, 12, 4, 2, 30, tzinfo=UTC)
LEASE = timedelta(seconds=90)
SHUT = Shut("here", "org_login_required", hint="ask the owners", fix="sign-in")


@dataclass
class Post(FakePlatform):
    """A platform whose next answers are written beforehand; what it took can be found, also without an answer."""

    name: str = "here"
    answers: list[PlatformError | Exception | None] = field(default_factory=list)
    always: PlatformError | None = None
    shown: list[str] = field(default_factory=list)
    looks: int = 0
    blind: bool = False
    keyed: bool = False
    fresh: list[bool] = field(default_factory=list)
    meanwhile: Callable[[], Awaitable[None]] | None = None
    drawn: list[Receipt] = field(default_factory=list)

    async def send(
        self, identity: Identity, card: Card, *, opaque: str, until: float = math.inf, fresh: bool = False
    ) -> Receipt:
        """Take a card, or answer as was written."""
        self.fresh.append(fresh)
        assert time.monotonic() < until
        if self.meanwhile:
            await self.meanwhile()
        fault = self.answers.pop(0) if self.answers else self.always
        if fault is None or (isinstance(fault, InDoubt) and not fault.answered and not self.blind):
            self.shown.append(opaque)
        if fault is not None:
            raise fault
        assert card.summary
        return Receipt({"id": opaque, "user": identity.user})

    async def find(self, identity: Identity, *, opaque: str, since: datetime) -> Receipt | None:
        """Look for what was taken."""
        del since
        self.looks += 1
        return Receipt({"id": opaque, "user": identity.user}) if opaque in self.shown else None

    async def update(self, receipt: Receipt, card: Card) -> None:
        """Draw a card anew."""
        assert card.summary
        self.drawn.append(receipt)


@dataclass
class Door(Post):
    """A platform that can also answer who has just spoken, without a call that counts."""

    said: list[str] = field(default_factory=list)

    async def say_otherwise(self, identity: Identity, card: Card) -> bool:
        """Say it by the way that is open."""
        del identity
        self.said.append(card.summary)
        return True


class House:
    """A database with readers in UTC, a clock that is everybody's, and one that a process may have wrong."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage
        self.clock = SimulatedClock(THURSDAY)
        self.skew = timedelta(0)
        self.post = Post()
        self.limit = 10
        storage.shared.leases = LeaseClock(self.clock.now)
        with storage.work() as work:
            work.people.put(
                [
                    {"id": who, "name": who.title(), "timezone": "UTC", "locale": "en", "accounts": accounts}
                    for who, accounts in (
                        ("ana", {"here": "ana"}),
                        ("ben", {"here": "ben"}),
                        ("adm", {"here": "adm", "there": "adm"}),
                        ("ops", {"here": "ops"}),
                    )
                ]
            )
            for who in ("adm", "ops"):
                work.permissions.give(who, Role.ADMIN, by="test", at=THURSDAY)

    def terms(self, owner: str) -> Terms[Work]:
        return Terms(
            owner=owner,
            merge=merge,
            doubted=doubted,
            lease=LEASE,
            shut=health.shut,
            refused=refused,
            renewed=health.renewed,
            monthly_calls=self.limit,
        )

    def say(self, key: str, to: str = "ana", **given: Any) -> None:
        terms: dict[str, Any] = {"kind": "alert", "priority": Priority.ALERT} | given
        with self.storage.work() as work:
            person = work.people.get(to)
            assert person
            card = Card(terms["kind"], key, (Heading(key),))
            enqueue(work, card, key=key, to=person, now=self.clock.now(), **terms)

    async def send(self, owner: str = "one", *, platform: str = "here") -> list[bool]:
        """Let a process, whose clock is ``skew`` off, send what may go now."""
        run_in_work, clock = UnitOfWorkRunner(self.storage), SimulatedClock(self.clock.now() + self.skew)
        terms = self.terms(owner)
        try:
            claims = await take(run_in_work, platform, terms, clock=clock, limit=50)
            return [await deliver(run_in_work, self.post, claimed, terms, clock=clock) for claimed in claims]
        finally:
            run_in_work.close()

    def pass_by(self, **time: float) -> None:
        self.clock.move_to(self.clock.now() + timedelta(**time))

    def get(self, key: str) -> Delivery:
        with self.storage.work() as work:
            found: Delivery | None = work.outbox.get(key)
        assert found
        return found

    def told(self, person: str) -> list[Delivery]:
        with self.storage.work() as work:
            return [delivery for delivery in work.outbox.find(person_id=person) if delivery.kind == "health"]


@pytest.fixture
def house(storage: Storage) -> House:
    return House(storage)


# Twice, or not at all


@pytest.mark.postgresql
@pytest.mark.parametrize("skew", [-300, -100, 100, 300])
async def test_a_slow_post_is_nobody_elses_however_far_clocks_are_apart(house: House, skew: int) -> None:
    async def another_process() -> None:
        house.post.meanwhile = None
        house.pass_by(seconds=50)
        house.skew = timedelta(seconds=skew)
        assert await house.send("two") == []

    house.say("k")
    house.pass_by(minutes=10)
    house.post.meanwhile = another_process

    assert await house.send("one") == [True]
    assert len(house.post.shown) == 1


@pytest.mark.parametrize("skew", [-300, 300])
async def test_two_lost_answers_are_nobodys_before_the_second_can_have_landed(house: House, skew: int) -> None:
    house.say("k")
    house.pass_by(minutes=10)
    house.post.answers = [InDoubt("here", "TimeoutError")] * 2
    house.post.blind = True
    assert await house.send("one") == [False]

    house.skew = timedelta(seconds=skew)
    house.pass_by(seconds=9)
    assert await house.send("two") == []
    house.pass_by(seconds=8)

    assert await house.send("two") == [True]
    assert len(house.post.shown) == 1


@pytest.mark.parametrize("landed", [True, False])
@pytest.mark.parametrize("answered", [True, False])
@pytest.mark.parametrize("priority", [Priority.REPLY, Priority.ALERT])
async def test_a_lost_answer_is_followed_at_once_and_within_seconds(
    house: House,
    priority: Priority,
    *,
    landed: bool,
    answered: bool,
) -> None:
    house.say("k", priority=priority)
    house.post.answers = [InDoubt("here", "http_500" if answered else "ServerDisconnectedError", answered=answered)]
    if landed:
        house.post.shown = [house.get("k").opaque]
    house.post.blind = True
    run_in_work, clock = UnitOfWorkRunner(house.storage), SimulatedClock(house.clock.now())
    try:
        (claimed,) = await take(run_in_work, "here", house.terms("one"), clock=clock, limit=1)
        assert await deliver(run_in_work, house.post, claimed, house.terms("one"), clock=clock)
    finally:
        run_in_work.close()

    assert house.post.shown == [house.get("k").opaque]
    assert house.post.fresh == ([True] if landed else [True, False])
    assert clock.now() - house.clock.now() <= timedelta(seconds=0 if landed else 6)


async def test_where_the_same_again_shows_nothing_twice_it_is_said_again_without_a_wait(house: House) -> None:
    house.say("k")
    house.post.keyed = house.post.blind = True
    house.post.answers = [InDoubt("here", "TimeoutError")]
    run_in_work, clock = UnitOfWorkRunner(house.storage), SimulatedClock(house.clock.now())
    try:
        (claimed,) = await take(run_in_work, "here", house.terms("one"), clock=clock, limit=1)
        assert await deliver(run_in_work, house.post, claimed, house.terms("one"), clock=clock)
    finally:
        run_in_work.close()

    assert clock.now() == house.clock.now()
    assert house.post.fresh == [True, False]


async def test_a_lost_answer_that_cannot_be_looked_for_now_is_not_sent_again_unseen(house: House) -> None:
    async def no_history(*_: object, **__: object) -> Receipt | None:
        raise Unreachable("here", "http_503")

    house.say("k")
    house.post.answers = [InDoubt("here", "ServerDisconnectedError")]
    find, house.post.find = house.post.find, no_history  # type: ignore[method-assign]
    assert await house.send() == [False]
    house.pass_by(minutes=1)
    assert await house.send() == [False]
    house.post.find = find  # type: ignore[method-assign]
    house.pass_by(minutes=5)

    assert await house.send() == [True]
    assert len(house.post.shown) == 1


async def test_what_is_due_after_a_message_follows_it_when_its_answer_was_lost(house: House) -> None:
    house.say("first")
    house.say("second", "ben", kind="nudge", priority=Priority.NUDGE, after="first")
    house.post.answers = [InDoubt("here", "ServerDisconnectedError")]

    assert await house.send() == [True]
    house.pass_by(minutes=1)
    assert await house.send() == [True]
    assert [house.get(name).state for name in ("first", "second")] == [DeliveryState.SENT] * 2


async def test_a_process_that_slept_before_it_wrote_says_nothing_that_was_said_meanwhile(house: House) -> None:
    house.say("k")
    run_in_work = UnitOfWorkRunner(house.storage)
    try:
        (claimed,) = await take(run_in_work, "here", house.terms("asleep"), clock=house.clock, limit=1)
        house.pass_by(seconds=100)
        assert await house.send("awake") == [True]

        assert not await deliver(run_in_work, house.post, claimed, house.terms("asleep"), clock=house.clock)
    finally:
        run_in_work.close()
    assert len(house.post.shown) == 1
    assert house.get("k").state is DeliveryState.SENT


@pytest.mark.parametrize("fault", [KeyError("ts"), NoReceipt("here", "no_ts")])
async def test_answers_without_a_receipt_end_after_three_and_hold_nobody_up(house: House, fault: Exception) -> None:
    house.say("odd")
    house.post.blind = True
    house.post.answers = [fault] * 9
    await house.send()
    house.say("fine")
    house.post.answers = []

    assert await house.send() == [True]
    house.post.answers = [fault] * 9
    for _ in range(5):
        house.pass_by(seconds=95)
        await house.send()

    odd = house.get("odd")
    assert (odd.state, odd.detail) == (DeliveryState.FAILED, "in doubt, not sent again")
    assert len(house.post.answers) == 7, "once at first, and twice now"
    assert house.get("fine").state is DeliveryState.SENT


async def test_a_card_that_nobody_can_read_any_more_costs_that_message_alone(house: House) -> None:
    house.say("damaged")
    house.say("fine")
    with house.storage.work() as work:
        assert work.outbox.rewrite(present(work.outbox.get("damaged")), '{"kind": "alert"}')

    assert await house.send() == [True]
    assert (house.get("damaged").state, house.get("damaged").detail) == (DeliveryState.FAILED, "unreadable")


# Asked again before every attempt


async def test_after_an_outage_in_the_evening_nothing_goes_out_at_night(house: House) -> None:
    house.say("a standing", kind="standing", priority=Priority.STANDING)
    house.say("over by midnight", expires_at=NIGHT - timedelta(hours=2))
    house.post.always = InDoubt("here", "http_503", answered=True)
    await house.send()
    house.post.always = None
    house.clock.move_to(NIGHT)

    await house.send()

    assert house.post.shown == []
    assert house.get("a standing").reason is Hold.QUIET_HOURS
    assert house.get("a standing").not_before == datetime(2026, 12, 4, 9, tzinfo=UTC)
    assert house.get("over by midnight").state is DeliveryState.EXPIRED
    house.clock.move_to(datetime(2026, 12, 4, 9, tzinfo=UTC))
    assert await house.send() == [True]


# A platform that takes nothing


async def test_a_workspace_that_refuses_everything_costs_no_message(house: House) -> None:
    for n in range(9):
        house.say(f"m{n}", "ana" if n % 2 else "ben")
    house.say("for today", expires_at=THURSDAY + timedelta(hours=5))
    house.post.always = SHUT
    assert not any(await house.send())
    for _ in range(3 * 24):
        house.pass_by(hours=1)
        await house.send()

    held = [house.get(f"m{n}") for n in range(9)]
    assert {delivery.state for delivery in held} == {DeliveryState.DUE}
    assert {delivery.reason for delivery in held} <= {Hold.PLATFORM, Hold.QUIET_HOURS}
    assert house.get("for today").state is DeliveryState.EXPIRED
    house.post.always = None
    house.clock.move_to(datetime(2026, 12, 7, 10, tzinfo=UTC))
    for _ in range(5):
        await house.send()
        house.pass_by(minutes=6)

    assert {house.get(f"m{n}").state for n in range(9)} == {DeliveryState.SENT}
    assert len(house.post.shown) == len(set(house.post.shown))


@pytest.mark.parametrize(
    "fault",
    [
        Unreachable("here", "ClientConnectorError"),
        InDoubt("here", "http_503", answered=True),
        InDoubt("here", "TimeoutError"),
    ],
)
async def test_three_days_without_an_answer_lose_nothing(house: House, fault: PlatformError) -> None:
    for n in range(5):
        house.say(f"m{n}")
    house.post.always, house.post.blind = fault, True
    for _ in range(3 * 12):
        await house.send()
        house.pass_by(hours=2)
    house.post.always = None
    house.clock.move_to(datetime(2026, 12, 7, 10, tzinfo=UTC))
    for _ in range(6):
        await house.send()
        house.pass_by(minutes=6)

    assert {house.get(f"m{n}").state for n in range(5)} == {DeliveryState.SENT}
    assert len(house.post.shown) == len(set(house.post.shown))


async def test_while_it_is_shut_only_a_few_try_it(house: House) -> None:
    for n in range(20):
        house.say(f"m{n}")
    house.post.always = SHUT
    await house.send()
    house.pass_by(minutes=10)

    tried = await house.send()

    assert 1 <= len(tried) <= 3
    assert all(house.get(f"m{n}").reason is Hold.PLATFORM for n in range(20))


async def test_one_that_fails_by_itself_does_not_keep_it_shut_for_the_others(house: House) -> None:
    house.say("poison", priority=Priority.REPLY)
    house.post.answers = [Unreachable("here", "http_500")] * 3
    for _ in range(3):
        await house.send()
        house.pass_by(minutes=10)
    house.say("fine")
    house.post.answers = [Unreachable("here", "http_500")]

    await house.send()

    assert house.get("fine").state is DeliveryState.SENT
    assert house.get("poison").state is DeliveryState.DUE


async def test_admins_are_told_once_by_a_way_that_works_with_what_fixes_it(house: House) -> None:
    house.say("k")
    house.post.always = SHUT
    for _ in range(4):
        await house.send()
        house.pass_by(minutes=10)

    (alarm,) = house.told("adm")
    assert (alarm.platform, alarm.state) == ("there", DeliveryState.DUE)
    assert "sign-in rule" in alarm.card
    (late,) = house.told("ops")
    assert late.platform == "here"
    house.post.always = None
    await house.send(platform="there")
    await house.send()

    assert house.get("k").state is DeliveryState.SENT
    assert house.told("adm")[0].state is house.told("ops")[0].state is DeliveryState.SENT
    assert len(house.told("adm")) == len(house.told("ops")) == 1
    assert not house.told("ana")


async def test_health_says_which_platform_takes_nothing_and_since_when(house: House) -> None:
    house.say("k")
    house.post.always = SHUT
    await house.send()
    with house.storage.work() as work:
        health.note(work, {"here": {"connected": True}, "database": {"ok": True}}, now=THURSDAY)
        found = [finding for finding in health.everything(work, now=THURSDAY) if finding.fault == "shut"]
        urgent = health.urgent(work, now=THURSDAY)

    assert [(finding.name, finding.at, finding.code, finding.fix) for finding in found] == [
        ("here", THURSDAY, "org_login_required", "sign-in")
    ]
    assert "shut" not in {finding.fault for finding in urgent}, "it was told already"


async def test_somebody_who_is_gone_is_no_fault_of_the_platform(house: House) -> None:
    for n in range(5):
        house.say(f"m{n}")
    house.post.answers = [NotThere("here", "user_disabled") for _ in range(4)]

    await house.send()

    assert [house.get(f"m{n}").state for n in range(5)] == [DeliveryState.FAILED] * 4 + [DeliveryState.SENT]
    assert house.told("adm") == []


# Whose an account is


def changes_hands(house: House) -> None:
    """Let Ana's account turn out to be Ben's, and give Ana another one."""
    with house.storage.work() as work:
        for who in ("ana", "ben"):
            work.people.unlink(Identity("here", "", who))
        work.people.link("ben", Identity("here", "", "ana"))
        work.people.link("ana", Identity("here", "", "anna"))


async def test_a_message_is_not_drawn_anew_before_whom_its_account_belongs_to_now(house: House) -> None:
    house.say("k")
    await house.send()
    changes_hands(house)
    house.say("k:redraw", kind=REDRAW, after="k", priority=Priority.REPLY)

    assert await house.send() == []

    assert house.get("k:redraw").state is DeliveryState.EXPIRED
    assert house.post.drawn == []


async def test_a_message_is_drawn_anew_where_it_stands(house: House) -> None:
    house.say("k")
    await house.send()
    house.say("k:redraw", kind=REDRAW, after="k", priority=Priority.REPLY)

    assert await house.send() == [True]

    assert house.post.drawn == [house.get("k").receipt]


async def test_a_message_in_hand_goes_to_the_account_that_is_theirs_when_it_goes(house: House) -> None:
    house.say("k")
    run_in_work, terms = UnitOfWorkRunner(house.storage), house.terms("one")
    try:
        (claimed,) = await take(run_in_work, "here", terms, clock=house.clock, limit=1)
        changes_hands(house)
        assert not await deliver(run_in_work, house.post, claimed, terms, clock=house.clock)
    finally:
        run_in_work.close()
    assert house.post.shown == []

    assert await house.send() == [True]

    receipt = house.get("k").receipt
    assert receipt
    assert receipt.fields["user"] == "anna"


def test_an_address_that_was_kept_beside_an_account_goes_and_the_account_stays(empty_database_url: str) -> None:
    with closing(open_storage(empty_database_url)) as storage:
        upgrade(storage.engine, revision="choices_shown")
        with storage.engine.begin() as connection:
            connection.execute(sa.text("INSERT INTO role (no, name) VALUES (1, 'seller')"))
            connection.execute(
                sa.text(
                    "INSERT INTO person (no, id, name, role_no, department, unit, kind, email, mobile, location,"
                    " timezone, locale, timezone_by, locale_by)"
                    " VALUES (1, 'ana', 'Ana', 1, '', '', 'person', '', '', '', '', '', '', '')"
                )
            )
            connection.execute(
                sa.text(
                    'INSERT INTO identity (platform, tenant, "user", person_no, conversation)'
                    " VALUES ('slack', 'T1', 'U0ANA', 1, 'D0PAIR')"
                )
            )

        storage.migrate()

        assert "conversation" not in {column["name"] for column in sa.inspect(storage.engine).get_columns("identity")}
        with storage.work() as work:
            owner = work.people.by_identity(Identity("slack", "T1", "U0ANA"))
        assert owner
        assert owner.id == "ana"


def test_a_message_sent_before_an_upgrade_can_still_be_changed(empty_database_url: str) -> None:
    before = {
        "slack": ({"conversation": "D1", "ts": "1.2", "user": "ana"}, '"message":{"conversation":"D1","ts":"1.2"}'),
        "dingtalk": ({"outTrackId": "k", "user": "ana"}, '"message":{"outTrackId":"k","user":"ana"}'),
    }
    arrival = '{"text":"\\"ts\\":",%s}'
    with closing(open_storage(empty_database_url)) as storage:
        upgrade(storage.engine, revision="homes")
        house = House(storage)
        for name, (receipt, message) in before.items():
            house.say(name)
            with storage.work() as work:
                sent = present(work.outbox.get(name))
                work.connection.execute(
                    sa.text("UPDATE delivery SET receipt = :receipt, state = 'sent' WHERE no = :no"),
                    {"receipt": json.dumps(receipt), "no": sent.no},
                )
                work.inbox.seen("here", name, at=THURSDAY, payload=arrival % message)

        storage.migrate()

        with storage.work() as work:
            receipts = {name: present(present(work.outbox.get(name)).receipt) for name in before}
            arrivals = dict(work.inbox.unfinished("here", before=THURSDAY + timedelta(days=1)))
    assert {name: receipt.fields["id"] for name, receipt in receipts.items()} == {"slack": "1.2", "dingtalk": "k"}
    assert all(receipt.changes for receipt in receipts.values())
    assert arrivals["slack"] == arrival % '"message":{"conversation":"D1","id":"1.2"}'
    assert arrivals["dingtalk"] == arrival % '"message":{"id":"k","user":"ana"}'


# Who asked hears something


async def test_an_answer_whose_words_are_refused_is_said_to_be_there(house: House) -> None:
    house.post = door = Door(answers=[Rejected("here", "contentUnsafe")])
    house.say("the answer", priority=Priority.REPLY)

    await house.send()

    assert (house.get("the answer").state, house.get("the answer").detail) == (DeliveryState.FAILED, "contentUnsafe")
    (line,) = door.said
    assert "does not let its text be shown" in line


SPENT = QuotaExhausted("here", "ApiCountLimitForOrg", hint="buy calls")


async def test_an_answer_comes_by_the_free_way_when_the_months_calls_are_spent(house: House) -> None:
    house.post = door = Door(always=SPENT)
    house.say("the answer", priority=Priority.REPLY)
    house.say("a push")
    with house.storage.work() as work:
        work.outbox.spend("here", month="2026-12", calls=10)

    await house.send()
    house.say("another", priority=Priority.REPLY)
    await house.send()

    assert door.said == ["the answer", "another"]
    assert house.get("the answer").state is house.get("another").state is DeliveryState.SENT
    assert house.get("a push").reason is Hold.BUDGET
    with house.storage.work() as work:
        assert work.circuits.get("here").spent, "what goes another way is no sign of calls"


@pytest.mark.postgresql
@pytest.mark.parametrize("after", [timedelta(minutes=1), timedelta(days=2)])
async def test_what_was_held_goes_within_half_an_hour_of_buying_calls(house: House, after: timedelta) -> None:
    for n in range(9):
        house.say(f"m{n}", "ana" if n % 2 else "ben")
    house.post.always = SPENT
    end = house.clock.now() + after
    while house.clock.now() < end:
        await house.send()
        house.pass_by(minutes=10)
    assert {house.get(f"m{n}").reason for n in range(9)} == {Hold.BUDGET}

    house.post.always = None
    for _ in range(6):
        house.pass_by(minutes=5)
        await house.send()
    await house.send()

    assert {house.get(f"m{n}").state for n in range(9)} == {DeliveryState.SENT}
    assert len(house.post.shown) == len(set(house.post.shown))


async def test_a_spent_month_is_tried_by_few_and_now_and_then(house: House) -> None:
    for n in range(20):
        house.say(f"m{n}")
    house.post.always = SPENT
    await house.send()
    tries = len(house.post.fresh)
    for _ in range(24 * 6):
        house.pass_by(minutes=10)
        await house.send()

    assert len(house.post.fresh) - tries <= 3 * 60


async def test_admins_are_told_once_that_a_month_is_spent_and_once_that_there_are_calls_again(house: House) -> None:
    house.say("k")
    house.post.always = SPENT
    for _ in range(4):
        await house.send()
        house.pass_by(minutes=10)

    (spent,) = house.told("adm")
    assert (spent.platform, spent.state) == ("there", DeliveryState.DUE)
    assert "calls of the month were used up" in spent.card
    house.post.always = None
    await house.send(platform="there")
    for _ in range(3):
        house.pass_by(minutes=30)
        await house.send()

    assert house.get("k").state is DeliveryState.SENT
    assert [delivery.state for delivery in house.told("adm")] == [DeliveryState.SENT] * 2
    assert "takes calls again" in house.told("adm")[1].card
    assert len([delivery for delivery in house.told("ops") if "takes calls again" in delivery.card]) == 1
    assert not house.told("ana")


async def test_health_says_that_a_month_is_spent_and_no_more_once_it_is_not(house: House) -> None:
    def faults() -> set[str]:
        with house.storage.work() as work:
            health.note(work, {"here": {"connected": True, "monthly_calls": 10}}, now=house.clock.now())
            return {
                f"{finding.part}:{finding.fault}"
                for finding in health.everything(work, now=house.clock.now())
                if finding.fault
            }

    house.say("k")
    house.post.always = SPENT
    await house.send()

    assert faults() == {"budget:spent"}
    with house.storage.work() as work:
        standing = health.standing(work, ["here"], now=house.clock.now())["here"]
        assert not {finding.fault for finding in health.urgent(work, now=house.clock.now())} & {"spent"}, "told already"
    assert (standing["ok"], standing["sends"], standing["fix"]) == (False, "calls_spent", "buy calls")

    house.post.always = None
    house.pass_by(minutes=6)
    assert all(await house.send())
    assert "budget:spent" not in faults()


async def test_what_our_own_count_holds_back_is_weighed_anew_when_there_are_more_calls(house: House) -> None:
    def note(limit: int) -> None:
        with house.storage.work() as work:
            health.note(work, {"here": {"connected": True, "monthly_calls": limit}}, now=house.clock.now())

    note(10)
    with house.storage.work() as work:
        work.outbox.spend("here", month="2026-12", calls=9)
    house.say("a report", kind="standing", priority=Priority.STANDING)
    assert await house.send() == []
    assert house.get("a report").reason is Hold.BUDGET
    note(10)
    assert await house.send() == []

    with house.storage.work() as work:
        work.outbox.spend("here", month="2026-12", calls=1)
    note(10)

    assert await house.send() == [True], "past its end only the platform knows"
    with house.storage.work() as work:
        work.outbox.spend("here", month="2026-12", calls=-1)
    house.say("another", "ben", kind="standing", priority=Priority.STANDING)
    assert await house.send() == []
    house.limit = 20
    note(20)
    assert await house.send() == [True], "there are more of them"


async def test_what_came_unasked_is_not_forced_upon_anybody_otherwise(house: House) -> None:
    house.post = door = Door(answers=[QuotaExhausted("here", "ApiCountLimitForOrg")])
    house.say("a push")

    await house.send()

    assert door.said == []
    assert house.get("a push").reason is Hold.BUDGET


def lose(house: House, person: str) -> None:
    """Let somebody's account here be gone."""
    with house.storage.work() as work:
        directory.leave(work, Identity("here", "", person), now=house.clock.now())


@pytest.mark.parametrize(("to", "reason"), [("ana", Hold.NOT_REACHABLE), ("adm", Hold.RETRY)])
async def test_what_was_claimed_when_its_account_went_is_not_written(house: House, to: str, reason: Hold) -> None:
    house.say("news", to=to)
    run_in_work, terms = UnitOfWorkRunner(house.storage), house.terms("one")
    (claimed,) = await take(run_in_work, "here", terms, clock=house.clock, limit=9)

    lose(house, to)
    written = await deliver(run_in_work, house.post, claimed, terms, clock=house.clock)
    run_in_work.close()

    held = house.get("news")
    assert (written, house.post.shown) == (False, [])
    assert (held.state, held.platform, held.reason) == (DeliveryState.DUE, "", reason)
    assert await house.send(platform="there") == ([True] if to == "adm" else [])


async def test_what_fails_while_its_account_goes_is_tried_on_the_other_one(house: House) -> None:
    async def gone() -> None:
        lose(house, "adm")

    house.say("news", to="adm")
    house.post.answers, house.post.meanwhile = [Unreachable("here", "down")], gone
    assert await house.send() == [False]
    house.post.meanwhile = None

    house.pass_by(minutes=1)

    await house.send()
    assert house.get("news").state is DeliveryState.DUE
    await house.send(platform="there")
    assert (house.get("news").state, house.get("news").platform) == (DeliveryState.SENT, "there")
