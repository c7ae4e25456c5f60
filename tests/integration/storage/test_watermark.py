"""How far the trail went is known outside the database: what is cut off, wiped or put back there shows."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from pydantic import SecretStr

from bot.database import open_database
from bot.kit.errors import SettingsError
from bot.operations import adopt_audit_key
from bot.people.domain.audit import ROOT, Head, TrailFault, What, marked
from bot.settings import Settings
from storage import open_storage
from storage.people.audit_rows import HEAD
from tests.integration.storage.people.test_audit import KEY, force, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from storage.storage import Storage

AT = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)


@pytest.fixture
def mark(tmp_path: Path) -> Path:
    return tmp_path / "jinbu-audit.mark"


@pytest.fixture
def watched(database_url: str, mark: Path) -> Iterator[Storage]:
    """Open a fresh database with a key, whose trail is put down in a file."""
    with closing(open_storage(database_url, audit_key=KEY, audit_watermark=mark)) as storage:
        with storage.work() as work:
            work.audit.ready(at=AT)
        keep(storage)
        yield storage


def keep(storage: Storage) -> TrailFault | None:
    with storage.work() as work:
        fault: TrailFault | None = work.audit.keep(at=AT)
    return fault


def check(storage: Storage) -> tuple[TrailFault | None, int]:
    with storage.work() as work:
        verdict = work.audit.verify()
    return verdict.fault, verdict.row


def wipe(storage: Storage) -> None:
    """Take everything away that the trail ever said, and leave it as a new database has it."""
    force(
        storage,
        "delete from audit",
        "delete from audit_head",
        "insert into audit_head select * from fresh_head",
    )


@pytest.fixture
def saved(watched: Storage, tmp_path: Path) -> Storage:
    """Keep what the head of a fresh trail and of one with twenty rows looks like, as a backup would."""
    with closing(open_storage(f"sqlite:///{tmp_path / 'fresh.db'}")) as fresh:
        fresh.migrate()
        with fresh.work() as work:
            head = work.audit.head()
    assert head
    columns = {"count": 0, "digest": ROOT, "gone": 0, "base": ROOT, "keyed": 0, "fingerprint": "", "mark": head.mark}
    force(watched, "create table fresh_head as select * from audit_head")
    with watched.engine.begin() as connection:
        connection.execute(sa.update(sa.table("fresh_head", *map(sa.column, columns))).values(columns))
    write(watched, 20)
    force(watched, "create table old_head as select * from audit_head", "create table old as select * from audit")
    write(watched, 20, since=AT + timedelta(days=1))
    assert keep(watched) is None
    return watched


def test_the_mark_follows_the_trail_and_is_for_its_owner_alone(watched: Storage, mark: Path) -> None:
    write(watched, 5)
    before = mark.read_text()

    assert keep(watched) is None

    assert mark.read_text() != before
    assert mark.stat().st_mode & 0o777 == 0o600
    assert check(watched) == (None, 0)
    with watched.work() as work:
        [begun] = [entry for entry in work.audit.find(what=What.KEY) if "watermark" in entry.detail]
    assert begun.actor == "jinbu", "that a mark is begun is on record"


def test_a_tail_that_is_cut_with_the_head_of_a_backup_is_found(saved: Storage, mark: Path) -> None:
    force(saved, "delete from audit where no > (select count from old_head)", "delete from audit_head")
    force(saved, "insert into audit_head select * from old_head")

    fault, row = check(saved)

    assert (fault, row) == (TrailFault.CUT, 23)
    before = mark.read_text()
    assert keep(saved) is TrailFault.CUT
    assert mark.read_text() == before, "it stays wrong until somebody has looked"


def test_a_tail_that_is_cut_and_written_on_is_found(saved: Storage) -> None:
    force(saved, "delete from audit where no > (select count from old_head)", "delete from audit_head")
    force(saved, "insert into audit_head select * from old_head")

    write(saved, 60, since=AT + timedelta(days=2))

    assert check(saved)[0] is TrailFault.SEAL
    assert keep(saved) is TrailFault.SEAL


def test_a_trail_that_was_wiped_is_not_begun_anew_in_silence(saved: Storage, mark: Path) -> None:
    wipe(saved)

    with saved.work() as work, pytest.raises(SettingsError, match=r"by .*jinbu-audit\.mark it had 42 entries"):
        work.audit.ready(at=AT)
    mark.unlink()
    with saved.work() as work:
        work.people.put([{"id": "E1"}])
    with saved.work() as work, pytest.raises(SettingsError, match="empty beside data"):
        work.audit.ready(at=AT)
    with saved.work() as work:
        work.audit.adopt(actor="command line", at=AT)
    assert keep(saved) is None
    assert check(saved) == (None, 0)


def test_a_mark_that_somebody_wrote_without_the_key_is_found(saved: Storage, mark: Path) -> None:
    name, seal, at, digest = mark.read_text().split()
    number, start = seal.split("-")

    for line in (f"{name} 2-{start} {at} {digest}", f"{name} {number}-{start} {at} {'0' * 64}", f"{name} x"):
        mark.write_text(line + "\n")
        assert check(saved)[0] is TrailFault.WATERMARK
        assert keep(saved) is TrailFault.WATERMARK


def test_what_was_forgotten_in_due_time_is_no_cut(saved: Storage, mark: Path) -> None:
    old = mark.read_text()
    with saved.work() as work:
        work.audit.forget(before=AT + timedelta(days=2), actor="jinbu", at=AT + timedelta(days=400))

    assert keep(saved) is None
    mark.write_text(old)
    assert check(saved) == (None, 0)


def test_two_databases_share_a_file_and_do_not_mind_each_other(saved: Storage, mark: Path, tmp_path: Path) -> None:
    with closing(open_storage(f"sqlite:///{tmp_path / 'other.db'}", audit_key=KEY, audit_watermark=mark)) as other:
        other.migrate()
        with other.work() as work:
            work.audit.ready(at=AT)
        assert keep(other) is None
        write(other, 3)
        assert keep(other) is None

    assert len(mark.read_text().splitlines()) == 2
    assert keep(saved) is None
    assert check(saved) == (None, 0)


def test_without_a_key_no_file_is_kept(database_url: str, mark: Path) -> None:
    with closing(open_storage(database_url, audit_watermark=mark)) as storage:
        with storage.work() as work:
            work.audit.ready(at=AT)
        write(storage, 3)
        assert keep(storage) is None

    assert not mark.exists()


def test_a_database_that_was_put_back_as_a_whole_is_found(tmp_path: Path, mark: Path) -> None:
    path, copy = tmp_path / "a.db", tmp_path / "copy.db"
    with closing(open_storage(f"sqlite:///{path}", audit_key=KEY, audit_watermark=mark)) as storage:
        storage.migrate()
        with storage.work() as work:
            work.audit.ready(at=AT)
        write(storage, 5)
        assert storage.sweep()
        shutil.copy(path, copy)
        write(storage, 5)
        assert keep(storage) is None
    for end in ("-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    shutil.copy(copy, path)

    with closing(open_storage(f"sqlite:///{path}", audit_key=KEY, audit_watermark=mark)) as storage:
        assert check(storage)[0] is TrailFault.CUT


def test_the_bot_keeps_the_mark_and_does_not_start_on_a_wiped_trail(database_url: str, mark: Path) -> None:
    settings = Settings(_env_file=None, database_url=database_url, audit_key=SecretStr("k"), audit_watermark=str(mark))
    open_database(settings).close()
    assert mark.exists()
    with closing(open_storage(database_url)) as storage:
        force(storage, "delete from audit")
        with storage.engine.begin() as connection:
            connection.execute(sa.update(HEAD).values(asdict(marked(Head(), None))))

    with pytest.raises(SettingsError, match="somebody has wiped it"):
        open_database(settings)
    mark.unlink()
    with closing(open_storage(database_url)) as storage, storage.work() as work:
        work.people.put([{"id": "E1"}])
    with pytest.raises(SettingsError, match="empty beside data"):
        open_database(settings)
    adopt_audit_key(settings)
    open_database(settings).close()
    no_folder = settings.model_copy(update={"audit_watermark": str(mark / "x")})
    with pytest.raises(SettingsError, match="JINBU_AUDIT_WATERMARK"):
        open_database(no_folder)
