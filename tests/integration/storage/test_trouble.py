"""What keeps a database from being used is said in a word, at once; and nobody asleep keeps others waiting for long."""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import psycopg
import pytest
import sqlalchemy as sa

from bot.kit.errors import Interrupted
from bot.people.domain.audit import What
from bot.runtime.clockwork import SystemClock
from storage import open_storage
from storage.database import take_time

if TYPE_CHECKING:
    from storage.storage import Storage


class Room(NamedTuple):
    """What shutil.disk_usage tells."""

    total: int
    used: int
    free: int


@pytest.fixture
def sqlite(migrated_sqlite: Path, tmp_path: Path) -> Storage:
    """Open a copy of the empty database."""
    copy = tmp_path / "jinbu.db"
    copy.write_bytes(migrated_sqlite.read_bytes())
    return open_storage(f"sqlite:///{copy}")


def note(storage: Storage, length: int = 1) -> None:
    with storage.work() as work:
        work.health.note("clock", {"filling": "x" * length}, at=SystemClock().now())


def test_a_database_that_can_be_used_has_no_fault(storage: Storage) -> None:
    note(storage)

    assert storage.fault() == ""


def test_a_file_that_another_process_keeps_to_itself_is_said_to_be_locked(sqlite: Storage) -> None:
    note(sqlite)
    with closing(sqlite3.connect(str(sqlite.engine.url.database), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()

        assert sqlite.fault() == "locked"
        assert time.monotonic() - began < 0.9
        other.execute("ROLLBACK")

    assert sqlite.fault() == ""
    sqlite.close()


def test_our_own_work_is_no_fault(sqlite: Storage) -> None:
    with sqlite.work() as work:
        work.health.note("clock", {}, at=SystemClock().now())

        assert sqlite.fault() == ""
    sqlite.close()


def test_a_disk_without_room_is_said(sqlite: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.trouble.shutil.disk_usage", lambda _: Room(10**11, 10**11, 4096))

    assert sqlite.fault() == "disk_full"
    sqlite.close()


def test_a_database_that_could_not_be_written_is_in_trouble_until_it_can(sqlite: Storage) -> None:
    with sqlite.work() as work:
        pages = work.connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        work.connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    with pytest.raises(sa.exc.OperationalError):
        note(sqlite, 10**6)

    assert sqlite.fault() == "disk_full"
    with sqlite.work() as work:
        work.connection.exec_driver_sql("PRAGMA max_page_count=1000000")
    note(sqlite, 10**6)
    assert sqlite.fault() == ""
    sqlite.close()


def test_when_every_connection_is_taken_it_is_said_at_once(database_url: str) -> None:
    if not database_url.startswith("postgres"):
        pytest.skip("SQLite has no server whose connections could be taken")
    storage = open_storage(database_url)
    taken = [storage.engine.connect() for _ in range(16)]
    began = time.monotonic()

    assert storage.fault() == "connections_taken"
    assert time.monotonic() - began < 0.9
    for connection in taken:
        connection.close()
    assert storage.fault() == ""
    storage.close()


def test_a_server_that_is_not_there_is_said_to_be_unreachable() -> None:
    storage = open_storage("postgresql://nobody@127.0.0.1:9/none")

    assert storage.fault() == "unreachable"
    storage.close()


def test_a_server_without_connections_left_says_so() -> None:
    from storage.trouble import _word

    refused = psycopg.OperationalError("connection failed: FATAL:  sorry, too many clients already")

    assert _word(sa.exc.OperationalError("", None, refused)) == "connections_taken"


def test_who_falls_asleep_in_a_transaction_loses_it_before_others_give_up(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not database_url.startswith("postgres"):
        pytest.skip("SQLite has no server that could end it")
    monkeypatch.setattr("storage.database._SHORT", (300, 5_000, 5_000))
    asleep, awake = open_storage(database_url), open_storage(database_url)
    holding, wake = threading.Event(), threading.Event()
    failed: list[str] = []

    def sleep() -> None:
        try:
            with asleep.work() as work:
                work.be_brief()
                work.audit.append(What.SEND, actor="jinbu", at=SystemClock().now())
                work.audit.flush()
                holding.set()
                wake.wait(20)
        except Interrupted as error:
            failed.append(str(error))

    thread = threading.Thread(target=sleep)
    thread.start()
    assert holding.wait(10)
    with awake.work() as work:
        work.audit.append(What.SEND, actor="jinbu", at=SystemClock().now())
    wake.set()
    thread.join()

    assert failed, "what it had begun is undone, and it hears of it"
    with awake.work() as work:
        assert work.audit.verify().ok
    asleep.close()
    awake.close()


def test_what_computes_long_may_take_its_time(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if not database_url.startswith("postgres"):
        pytest.skip("SQLite has no server that could end it")
    monkeypatch.setattr("storage.database._SHORT", (100, 5_000, 5_000))
    storage = open_storage(database_url)
    with storage.work() as work:
        work.be_brief()
        take_time(work.connection)
        work.connection.exec_driver_sql("select pg_sleep(0)")
        threading.Event().wait(0.4)
        work.health.note("clock", {}, at=SystemClock().now())
    storage.close()


async def test_a_reader_whom_somebody_asleep_weighs_for_holds_up_no_other(database_url: str) -> None:
    if not database_url.startswith("postgres"):
        pytest.skip("SQLite locks as a whole")
    storage = open_storage(database_url)
    with closing(psycopg.connect(database_url)) as other:
        other.execute("select pg_advisory_xact_lock(hashtext('ana'))")
        with storage.work() as work:
            assert not work.outbox.alone_with("ana")
            assert work.outbox.alone_with("ben")
        other.rollback()
    with storage.work() as work:
        assert work.outbox.alone_with("ana")
    storage.close()
