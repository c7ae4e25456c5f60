"""The outbox on both databases: one claim each, fenced markings, doubt after a lost lease."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from bot.delivery.domain.delivery import Delivery, DeliveryState, Hold, Priority, Receipt
from bot.runtime.clockwork import SystemClock
from storage import open_storage
from storage.lease import LeaseClock
from storage.people.person_rows import IdentityRow, PersonRow, RoleRow
from tests.present import present

if TYPE_CHECKING:
    from collections.abc import Iterator

    from storage.storage import Storage

NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)
LEASE = timedelta(seconds=90)


def a_delivery(key: str, person: str = "ana", **given: object) -> Delivery:
    whole = Delivery(
        key=key,
        opaque=f"o-{key}",
        person_id=person,
        kind="standing",
        priority=Priority.STANDING,
        card="{}",
        created_at=NOW,
        not_before=NOW,
        platform="here",
    )
    return replace(whole, **given)  # type: ignore[arg-type]


@pytest.fixture
def outbox(database_url: str) -> Iterator[Storage]:
    """Open a database in which Ana and Bo have accounts ``here`` and Cy has none."""
    storage = open_storage(database_url)
    with storage.work() as work:
        work.connection.execute(sa.insert(RoleRow).values(no=1, name="Sales"))
        for number, name in enumerate(("ana", "bo", "cy"), start=1):
            work.connection.execute(sa.insert(PersonRow).values(no=number, id=name, name=name.title(), role_no=1))
        for number in (1, 2):
            work.connection.execute(
                sa.insert(IdentityRow).values(platform="here", tenant="t", user=f"U{number}", person_no=number)
            )
    yield storage
    storage.close()


def claim(storage: Storage, *, now: datetime = NOW, owner: str = "one", limit: int = 10) -> list[Delivery]:
    """Claim what is due by a process whose clock is right."""
    storage.shared.leases = LeaseClock(lambda: now)
    return claim_by(storage, now=now, owner=owner, limit=limit)


def claim_by(storage: Storage, *, now: datetime, owner: str, limit: int = 10) -> list[Delivery]:
    """Claim what is due by a process whose clock says ``now``, whatever time it is."""
    with storage.work() as work:
        found: list[Delivery] = work.outbox.claim(platform="here", owner=owner, now=now, lease=LEASE, limit=limit)
        return found


def add(storage: Storage, *deliveries: Delivery) -> list[bool]:
    with storage.work() as work:
        return [work.outbox.add(delivery) for delivery in deliveries]


def test_a_business_key_is_taken_once(outbox: Storage) -> None:
    assert add(outbox, a_delivery("k"), a_delivery("k", opaque="another")) == [True, False]

    assert len(claim(outbox)) == 1


def test_what_matters_most_is_claimed_first(outbox: Storage) -> None:
    add(outbox, a_delivery("report"), a_delivery("alert", priority=Priority.ALERT), a_delivery("praise"))

    assert [delivery.key for delivery in claim(outbox, limit=1)] == ["alert"]


def test_a_claim_is_nobody_elses_until_its_lease_ends(outbox: Storage) -> None:
    add(outbox, a_delivery("k"))
    first = claim(outbox)

    assert claim(outbox, owner="two", now=NOW + LEASE / 2) == []
    again = claim(outbox, owner="two", now=NOW + LEASE)

    assert [delivery.doubt for delivery in first] == [False]
    assert [delivery.doubt for delivery in again] == [True]
    assert again[0].attempts == 2
    assert again[0].first_attempt_at == NOW


@pytest.mark.parametrize("skew", [timedelta(seconds=seconds) for seconds in (-300, -100, 0, 100, 300)])
def test_a_lease_ends_when_it_ends_whatever_the_clocks_of_the_processes_say(outbox: Storage, skew: timedelta) -> None:
    add(outbox, a_delivery("k", not_before=NOW - timedelta(hours=1)))
    outbox.shared.leases = LeaseClock(lambda: NOW)
    assert claim_by(outbox, now=NOW, owner="one")

    outbox.shared.leases = LeaseClock(lambda: NOW + LEASE - timedelta(seconds=1))
    assert claim_by(outbox, now=NOW + skew, owner="two") == []
    with outbox.work() as work:
        assert work.outbox.leased(now=NOW + skew) == timedelta(seconds=1)
        assert work.outbox.next_due(now=NOW + skew) == NOW + skew + timedelta(seconds=1)
    outbox.shared.leases = LeaseClock(lambda: NOW + LEASE)

    assert [delivery.doubt for delivery in claim_by(outbox, now=NOW + skew, owner="two")] == [True]


def test_leases_run_by_the_databases_own_clock(outbox: Storage) -> None:
    add(outbox, a_delivery("k"))

    (first,) = claim_by(outbox, now=NOW + timedelta(days=9), owner="one")

    assert claim_by(outbox, now=NOW + timedelta(days=99), owner="two") == []
    assert first.lease_until
    assert abs(first.lease_until - LEASE - SystemClock().now()) < timedelta(seconds=30)


def test_a_jump_of_the_databases_clock_ends_nobodys_lease(outbox: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    add(outbox, a_delivery("k"))
    moment, counted = [NOW], [0.0]
    monkeypatch.setattr("storage.lease._read", lambda _: moment[0])
    monkeypatch.setattr("storage.lease.time.monotonic", lambda: counted[0])
    assert claim_by(outbox, now=NOW, owner="one")

    moment[0] += timedelta(minutes=5)
    assert claim_by(outbox, now=NOW, owner="two") == []
    counted[0] += 60.0
    moment[0] += timedelta(minutes=1)
    assert claim_by(outbox, now=NOW, owner="two") == []
    counted[0] += 31.0
    moment[0] += timedelta(seconds=31)

    assert len(claim_by(outbox, now=NOW, owner="two")) == 1


def test_only_who_has_a_delivery_takes_its_lease_anew(outbox: Storage) -> None:
    add(outbox, a_delivery("k"))
    (slow,) = claim(outbox)
    outbox.shared.leases = LeaseClock(lambda: NOW + LEASE / 2)
    with outbox.work() as work:
        assert work.outbox.renew(slow, lease=LEASE)

    assert claim(outbox, owner="two", now=NOW + LEASE) == []
    assert claim(outbox, owner="two", now=NOW + LEASE * 1.5)
    with outbox.work() as work:
        assert not work.outbox.renew(slow, lease=LEASE)


def test_what_may_be_under_way_comes_back_only_after_a_lease(outbox: Storage) -> None:
    add(outbox, a_delivery("k"))
    (lost,) = claim(outbox)
    with outbox.work() as work:
        work.outbox.release(replace(lost, doubt=True), until=NOW, reason=Hold.RETRY, tried=True, lease=LEASE)

    assert claim_by(outbox, now=NOW + timedelta(minutes=5), owner="two") == []
    assert [delivery.doubt for delivery in claim(outbox, now=NOW + LEASE)] == [True]


def test_a_marking_counts_only_under_the_claim_that_made_it(outbox: Storage) -> None:
    add(outbox, a_delivery("k"))
    (slow,) = claim(outbox)
    (taken_over,) = claim(outbox, owner="two", now=NOW + LEASE)

    with outbox.work() as work:
        late = work.outbox.finish(slow, DeliveryState.SENT, at=NOW, receipt=Receipt({"id": "1"}))
        right = work.outbox.finish(taken_over, DeliveryState.SENT, at=NOW + LEASE, receipt=Receipt({"id": "2"}))

    assert (late, right) == (False, True)
    with outbox.work() as work:
        stored = work.outbox.get("k")
    assert present(stored).receipt == Receipt({"id": "2"})
    assert present(stored).sent_at == NOW + LEASE


def test_a_held_message_comes_back_at_its_time_without_doubt(outbox: Storage) -> None:
    add(outbox, a_delivery("k"))
    (claimed,) = claim(outbox)
    until = NOW + timedelta(hours=14)
    with outbox.work() as work:
        work.outbox.release(claimed, until=until, reason=Hold.QUIET_HOURS, tried=False)
        assert work.outbox.next_due(now=NOW, platform="here") == until

    assert claim(outbox, now=until - timedelta(seconds=1)) == []
    (back,) = claim(outbox, now=until)

    assert back.reason is Hold.QUIET_HOURS
    assert not back.doubt
    assert back.first_attempt_at == until


def test_what_may_be_out_already_is_not_said_again_in_a_digest(outbox: Storage) -> None:
    with outbox.work() as work:
        work.outbox.add(a_delivery("lost-answer", merge="daily"))
        work.outbox.add(a_delivery("fresh", merge="daily", priority=Priority.REPORT))
    (sent,) = claim(outbox, limit=1)
    with outbox.work() as work:
        work.outbox.release(replace(sent, doubt=True), until=NOW, reason=Hold.RETRY, tried=True)

    with outbox.work() as work:
        assert [delivery.key for delivery in work.outbox.waiting("ana", now=NOW)] == ["fresh"]


def test_nobody_is_spoken_to_where_they_have_no_account(outbox: Storage) -> None:
    add(outbox, a_delivery("k", "cy", platform="", reason=Hold.NOT_REACHABLE))

    assert claim(outbox) == []
    with outbox.work() as work:
        assert work.outbox.next_due(now=NOW) is None
        work.connection.execute(sa.insert(IdentityRow).values(platform="here", tenant="t", user="U3", person_no=3))

    assert [delivery.key for delivery in claim(outbox)] == ["k"]


def test_pushes_are_counted_with_what_is_under_way_and_answers_are_not(outbox: Storage) -> None:
    add(
        outbox,
        a_delivery("sent"),
        a_delivery("under way"),
        a_delivery("answer", priority=Priority.REPLY),
        a_delivery("waiting", not_before=NOW + timedelta(hours=1)),
        a_delivery("someone else's", "bo"),
    )
    claimed = {delivery.key: delivery for delivery in claim(outbox)}
    with outbox.work() as work:
        for key in ("sent", "answer", "someone else's"):
            work.outbox.finish(claimed[key], DeliveryState.SENT, at=NOW)

        assert work.outbox.pushed("ana", since=NOW, but=0) == 2
        assert work.outbox.pushed("ana", since=NOW, but=claimed["under way"].no) == 1
        assert work.outbox.pushed("ana", since=NOW + timedelta(seconds=1), but=0) == 1


def test_a_message_whose_sender_was_killed_counts_until_somebody_knows(outbox: Storage) -> None:
    add(outbox, a_delivery("may be out"))
    claim(outbox)

    with outbox.work() as work:
        assert work.outbox.pushed("ana", since=NOW + LEASE * 2, but=0) == 1


def test_a_months_calls_add_up(outbox: Storage) -> None:
    with outbox.work() as work:
        work.outbox.spend("here", month="2026-10", calls=2)
        work.outbox.spend("here", month="2026-10", calls=3)
        work.outbox.spend("here", month="2026-11", calls=1)

        assert work.outbox.spent("here", month="2026-10") == 5
        assert work.outbox.spent("there", month="2026-10") == 0


def test_only_what_ended_is_forgotten(outbox: Storage) -> None:
    add(outbox, a_delivery("old"), a_delivery("open"))
    ended = next(delivery for delivery in claim(outbox) if delivery.key == "old")
    with outbox.work() as work:
        work.outbox.finish(ended, DeliveryState.SENT, at=NOW)

        assert work.outbox.forget(before=NOW + timedelta(days=400)) == 1
        assert work.outbox.get("open") is not None
