"""The audit trail in real databases: nothing but adding is possible, and who forces more is found."""

from __future__ import annotations

import random
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from threading import Thread
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from bot.kit.errors import Entangled, SettingsError, Tampered
from bot.people.domain.audit import TrailFault, What
from storage import open_storage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from storage.storage import Storage
    from storage.work import SqlWork

AT = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
KEY = b"of this installation alone"
ROWS = 40


@pytest.fixture
def keyed(database_url: str) -> Iterator[Storage]:
    """Open a fresh database whose trail is sealed with a key."""
    with closing(open_storage(database_url, audit_key=KEY)) as database:
        with database.work() as work:
            work.audit.ready(at=AT)
        yield database


def write(storage: Storage, count: int = ROWS, *, since: datetime = AT) -> None:
    for number in range(count):
        with storage.work() as work:
            at = since + timedelta(minutes=number)
            work.audit.append(What.SEND, actor="jinbu", subject=f"E{number % 5}", detail={"delivery": number}, at=at)


def force(storage: Storage, *statements: str) -> None:
    """Do what somebody can who has the database and takes its guards away first."""
    with storage.engine.begin() as connection:
        if storage.embedded:
            guards = connection.exec_driver_sql("select name from sqlite_master where type = 'trigger'").scalars().all()
            for guard in guards:
                connection.exec_driver_sql(f"drop trigger {guard}")
        else:
            for table in ("audit", "audit_head"):
                connection.exec_driver_sql(f"alter table {table} disable trigger all")
        for statement in statements:
            connection.exec_driver_sql(statement)


def found(storage: Storage) -> tuple[TrailFault | None, int]:
    with storage.work() as work:
        verdict = work.audit.verify()
    return verdict.fault, verdict.row


def test_what_is_noted_is_found_again_newest_first(storage: Storage) -> None:
    with storage.work() as work:
        work.audit.append(What.READ, actor="M1", subject="E1", at=AT)
        work.audit.append(What.RULE, actor="A1", subject="rule:late", detail={"version": 2}, at=AT + timedelta(hours=1))
        work.audit.append(What.READ, actor="M1", subject="E2", at=AT + timedelta(hours=2))

    with storage.work() as work:
        assert [entry.subject for entry in work.audit.find(actor="M1")] == ["E2", "E1"]
        assert [entry.no for entry in work.audit.find(limit=2)] == [3, 2]
        [rule] = work.audit.find(what=What.RULE)
        assert (rule.at, dict(rule.detail)) == (AT + timedelta(hours=1), {"version": 2})
        assert [entry.no for entry in work.audit.find(since=rule.at, until=rule.at + timedelta(hours=1))] == [2]
        assert [entry.no for entry in work.audit.find(subject="E1")] == [1]
        assert [entry.no for entry in work.audit.entries()] == [1, 2, 3]
        verdict = work.audit.verify()
        assert (verdict.ok, verdict.keyed, verdict.rows) == (True, False, 3)
        assert (verdict.first_at, verdict.last_at) == (AT, AT + timedelta(hours=2))


def test_a_note_shares_the_fate_of_the_work_it_belongs_to(storage: Storage) -> None:
    def fail(work: SqlWork, actor: str) -> None:
        work.audit.append(What.WRITE, actor=actor, at=AT)
        assert actor in {entry.actor for entry in work.audit.find()}
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), storage.work() as work:
        fail(work, "A1")
    with storage.work() as work:
        work.audit.append(What.WRITE, actor="A2", at=AT)
        with pytest.raises(ZeroDivisionError), work.attempt():
            fail(work, "A3")
        with work.attempt():
            work.audit.append(What.WRITE, actor="A4", at=AT)

    with storage.work() as work:
        assert [entry.actor for entry in work.audit.entries()] == ["A2", "A4"]
        assert work.audit.verify().ok


def test_without_a_savepoint_what_wrote_before_it_failed_takes_the_transaction_along(storage: Storage) -> None:
    def fail(work: SqlWork, *, writes: bool) -> None:
        work.audit.append(What.WRITE, actor="A1", at=AT)
        if writes:
            work.people.put([{"id": "E9"}])
        raise ZeroDivisionError

    with storage.work() as work:
        with pytest.raises(ZeroDivisionError), work.attempt(savepoint=False):
            fail(work, writes=False)
        work.audit.append(What.WRITE, actor="A2", at=AT)
    with pytest.raises(Entangled), storage.work() as work, work.attempt(savepoint=False):
        fail(work, writes=True)

    with storage.work() as work:
        assert [entry.actor for entry in work.audit.entries()] == ["A2"]
        assert work.people.get("E9") is None


@pytest.mark.parametrize(
    "statement",
    [
        "update audit set actor = 'E9' where no = 3",
        "delete from audit where no = 3",
        "delete from audit",
        "update audit_head set count = count - 1",
        "delete from audit_head",
    ],
)
def test_the_database_itself_refuses_to_change_the_trail(storage: Storage, statement: str) -> None:
    write(storage, 4)

    with pytest.raises(sa.exc.DatabaseError, match="append-only"), storage.engine.begin() as connection:
        connection.exec_driver_sql(statement)
    assert found(storage) == (None, 0)


def test_postgresql_refuses_to_empty_the_trail(postgresql_url: str) -> None:
    with closing(open_storage(postgresql_url)) as storage:
        write(storage, 2)
        for table in ("audit", "audit_head"):
            with pytest.raises(sa.exc.DatabaseError, match="append-only"), storage.engine.begin() as connection:
                connection.exec_driver_sql(f"truncate {table}")


@pytest.mark.parametrize(
    ("statement", "fault", "row"),
    [
        ("update audit set actor = 'E9' where no = 7", TrailFault.EDITED, 7),
        ("update audit set at = at + 1 where no = 1", TrailFault.EDITED, 1),
        # says the same, with a space
        ("update audit set detail = '{\"delivery\": 6}' where no = 7", TrailFault.EDITED, 7),
        ("update audit set detail = 'nothing' where no = 7", TrailFault.EDITED, 7),
        ("update audit set at = 9000000000000000000 where no = 7", TrailFault.EDITED, 7),
        ("update audit set subject = 'E9' where no = 40", TrailFault.EDITED, ROWS),
        ("delete from audit where no = 12", TrailFault.MISSING, 12),
        ("delete from audit where no = 40", TrailFault.CUT, ROWS),
        ("delete from audit where no > 30", TrailFault.CUT, 31),
        ("delete from audit", TrailFault.CUT, 1),
        ("update audit set no = 1000 where no = 5", TrailFault.MISSING, 5),
        ("insert into audit select no + 40, at, actor, what, subject, detail, previous, digest from audit where no = 1",
         TrailFault.INSERTED, ROWS + 1),
        ("insert into audit select 0, at, actor, what, subject, detail, previous, digest from audit where no = 1",
         TrailFault.INSERTED, 0),
        ("update audit_head set count = count + 1", TrailFault.HEAD, 0),
        ("update audit_head set gone = 3, base = (select digest from audit where no = 3)", TrailFault.HEAD, 0),
        ("delete from audit_head", TrailFault.HEAD, 0),
        ("update audit_head set fingerprint = '', keyed = 0", TrailFault.KEY, 0),
    ],
)  # fmt: skip
def test_what_somebody_forces_is_found(keyed: Storage, statement: str, fault: TrailFault, row: int) -> None:
    write(keyed, ROWS - 1)  # and the entry about the key before them
    assert found(keyed) == (None, 0)

    force(keyed, statement)

    assert found(keyed) == (fault, row)


def test_sqlite_holding_what_is_no_text_or_no_number_is_found(sqlite_url: str) -> None:
    for statement in (
        "update audit set actor = cast(actor as blob) where no = 3",
        "update audit set at = 'noon' where no = 3",
        "update audit set at = at + 0.5 where no = 3",
        "update audit set actor = cast(x'ff' as text) where no = 3",
    ):
        with closing(open_storage(sqlite_url)) as storage:
            write(storage, 5)
            force(storage, "create table kept as select * from audit", statement)
            assert found(storage)[0] is TrailFault.EDITED, statement
            force(storage, "delete from audit", "insert into audit select * from kept", "drop table kept")
            assert found(storage) == (None, 0)


def test_a_tail_that_is_cut_with_its_head_put_back_is_found_for_want_of_the_key(keyed: Storage) -> None:
    write(keyed)

    force(
        keyed,
        "delete from audit where no > 20",
        "update audit_head set count = 20, digest = (select digest from audit where no = 20)",
    )
    assert found(keyed) == (TrailFault.HEAD, 0)

    write(keyed, 3)  # writing on does not make it good
    assert found(keyed) == (TrailFault.HEAD, 0)


def test_the_tail_cut_and_written_on_leaves_a_gap(keyed: Storage) -> None:
    write(keyed, 9)

    force(keyed, "delete from audit where no > 7")
    write(keyed, 3)

    assert found(keyed) == (TrailFault.MISSING, 8)


def test_a_hundred_of_a_hundred_random_changes_in_the_database_are_found(keyed: Storage) -> None:
    write(keyed, ROWS - 1)
    force(keyed, "create table kept as select * from audit", "create table kept_head as select * from audit_head")
    missed = []
    for number in range(100):
        chance = random.Random(number)  # noqa: S311 - a seed, so that what was missed can be looked at
        row = chance.randint(1, ROWS)
        statement = chance.choice(
            [
                "update audit set actor = actor || '0' where no = ROW",
                "update audit set at = at - 1 where no = ROW",
                "update audit set digest = previous, previous = digest where no = ROW",
                "delete from audit where no = ROW",
                "delete from audit where no >= ROW",
                "update audit_head set count = ROW - 1, digest = (select previous from audit where no = ROW)",
            ]
        ).replace("ROW", str(row))
        force(keyed, statement)
        if found(keyed)[0] is None:
            missed.append(statement)
        force(keyed, "delete from audit", "insert into audit select * from kept", "delete from audit_head")
        force(keyed, "insert into audit_head select * from kept_head")

    assert missed == []
    assert found(keyed) == (None, 0)


def test_several_processes_write_one_chain(postgresql_url: str) -> None:
    def work(actor: str) -> None:
        with closing(open_storage(postgresql_url, audit_key=KEY)) as storage:
            for number in range(50):
                with storage.work() as work:
                    work.audit.append(What.READ, actor=actor, subject=f"E{number}", at=AT)
                    work.audit.append(What.WRITE, actor=actor, subject=f"E{number}", at=AT)

    with closing(open_storage(postgresql_url, audit_key=KEY)) as storage:
        with storage.work() as first:
            first.audit.ready(at=AT)
        threads = [Thread(target=work, args=(f"P{number}",)) for number in range(4)]
        for thread in threads:
            thread.start()
        checks = 0
        while any(thread.is_alive() for thread in threads):
            assert found(storage) == (None, 0), "a check while others write"
            checks += 1
        for thread in threads:
            thread.join()

        assert checks
        with storage.work() as last:
            assert last.audit.verify().rows == 4 * 50 * 2 + 1
            mine = [entry.subject for entry in last.audit.find(actor="P2", what=What.WRITE)]
            assert mine == [f"E{number}" for number in reversed(range(50))]


def test_two_open_units_of_work_do_not_wait_for_one_another(postgresql_url: str) -> None:
    with closing(open_storage(postgresql_url)) as storage:
        with storage.work() as unit_of_work:
            unit_of_work.audit.append(What.READ, actor="M1", at=AT)
            with storage.work() as other:
                other.audit.append(What.READ, actor="M2", at=AT)

        with storage.work() as work:
            assert [entry.actor for entry in work.audit.entries()] == ["M2", "M1"]
            assert work.audit.verify().ok


def test_what_is_forgotten_leaves_a_trail_that_is_whole(keyed: Storage) -> None:
    now = AT + timedelta(days=400)
    write(keyed, 10)
    write(keyed, 5, since=now - timedelta(days=10))
    with keyed.work() as work:
        seal = work.audit.verify().seal
        with pytest.raises(ValueError, match="kept for"):
            work.audit.forget(before=now - timedelta(days=180), actor="jinbu", at=now)
        assert work.audit.forget(before=now - timedelta(days=184), actor="jinbu", at=now) == 11
        assert work.audit.forget(before=now - timedelta(days=184), actor="jinbu", at=now) == 0

    with keyed.work() as work:
        verdict = work.audit.verify(against=seal)
        assert (verdict.ok, verdict.held, verdict.rows, verdict.seal.count) == (True, True, 6, 17)
        [noted] = work.audit.find(what=What.FORGET)
        assert dict(noted.detail) == {"rows": 11, "last": 11}
    force(keyed, "delete from audit where no = 12")
    assert found(keyed) == (TrailFault.MISSING, 12)


def test_nothing_is_forgotten_of_a_trail_that_was_changed(keyed: Storage) -> None:
    write(keyed, 10)
    force(keyed, "update audit set actor = 'E9' where no = 4")

    with keyed.work() as work, pytest.raises(Tampered, match="row 4"):
        work.audit.forget(before=AT + timedelta(days=1), actor="jinbu", at=AT + timedelta(days=400))
    with keyed.work() as work:
        assert len(list(work.audit.entries())) == 11


def test_everything_may_be_forgotten_once_it_is_old(keyed: Storage) -> None:
    write(keyed, 3)
    with keyed.work() as work:
        assert work.audit.forget(before=AT + timedelta(days=1), actor="jinbu", at=AT + timedelta(days=400)) == 4
    with keyed.work() as work:
        assert [entry.what for entry in work.audit.entries()] == [What.FORGET]
        assert work.audit.verify().ok


def test_a_process_with_another_key_or_none_may_not_write(keyed: Storage) -> None:
    write(keyed, 2)
    for key, state in ((None, "none is set"), (b"another", "another one is set")):
        with closing(open_storage(keyed.url, audit_key=key)) as stranger:
            with stranger.work() as work, pytest.raises(SettingsError, match=state):
                work.audit.ready(at=AT)
            with pytest.raises(SettingsError, match=state):
                write(stranger, 1)
            assert found(stranger) == (TrailFault.KEY, 0)
    assert found(keyed) == (None, 0)


def test_a_trail_that_was_begun_without_a_key_takes_one_when_told(storage: Storage) -> None:
    write(storage, 5)
    with closing(open_storage(storage.url, audit_key=KEY)) as keyed:
        with keyed.work() as work:
            work.audit.ready(at=AT)
        assert found(keyed) == (TrailFault.KEY, 0), "it could be one that somebody put in place of the sealed one"
        with keyed.work() as work:
            work.audit.adopt(actor="command line", at=AT)
        with keyed.work() as work:
            verdict = work.audit.verify()
            assert (verdict.ok, verdict.keyed, verdict.rows) == (True, True, 6)
            with pytest.raises(SettingsError, match="already"):
                work.audit.adopt(actor="command line", at=AT)
        force(keyed, "update audit set actor = 'E9' where no = 2")
        assert found(keyed) == (TrailFault.EDITED, 2)


def test_a_thousand_entries_cost_a_third_of_a_second_at_most(sqlite_url: str) -> None:
    def fastest(do: Callable[[SqlWork], object]) -> float:
        spent = []
        for _ in range(3):
            start = time.perf_counter()
            with storage.work() as work:
                do(work)
            spent.append(time.perf_counter() - start)
        return min(spent)

    def append(work: SqlWork) -> None:
        for number in range(1000):
            work.audit.append(What.READ, actor="M1", subject=f"E{number}", detail={"metric": "collections"}, at=AT)

    with closing(open_storage(sqlite_url, audit_key=KEY)) as storage:
        with storage.work() as work:
            work.audit.ready(at=AT)

        assert fastest(append) < 0.3
        assert found(storage) == (None, 0)
