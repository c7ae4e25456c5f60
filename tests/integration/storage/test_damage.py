"""A database that is newer than the program, or damaged: noticed, with one line that says what and how to go on."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from bot.admin.domain.health import DAMAGED, Fault
from bot.admin.services import health
from bot.cli import main
from bot.kit.errors import SettingsError
from storage import open_storage
from storage.damage import explained, is_damage
from tests.samples import NOW

if TYPE_CHECKING:
    from storage.storage import Storage


def employ(storage: Storage, count: int) -> None:
    with storage.work() as work:
        work.people.put(
            [{"id": f"E{number:05}", "name": f"Zebedee {number:05} " + "x" * 200} for number in range(count)]
        )


def damage(path: Path, word: bytes) -> None:
    """Overwrite the page of a SQLite file that a word stands on."""
    content = bytearray(path.read_bytes())
    size = int.from_bytes(content[16:18])
    page = content.index(word) // size
    content[page * size : (page + 1) * size] = b"\xa5" * size
    path.write_bytes(content)


@pytest.fixture
def torn(sqlite_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """Give a database with many people, one page of whom is damaged; the settings name it."""
    with closing(open_storage(sqlite_url)) as storage:
        employ(storage, 400)
    damage(Path(sqlite_url.removeprefix("sqlite:///")), b"Zebedee 00200")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JINBU_DATABASE_URL", sqlite_url)
    return sqlite_url


def said_by(command: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    """Run a command as a shell does; return its exit code and what it said of why."""
    monkeypatch.setattr("sys.argv", ["jinbu", *command])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0), capsys.readouterr().err


@pytest.mark.parametrize("command", [["run"], ["migrate"], ["deltas"], ["doctor", "--json"]])
def test_a_database_of_a_newer_schema_is_one_line(
    database_url: str,
    command: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    with closing(open_storage(database_url)) as storage, storage.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = 'from_tomorrow'"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JINBU_DATABASE_URL", database_url)
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1")
    monkeypatch.setattr("sys.argv", ["jinbu", *command])

    with pytest.raises(SystemExit) as ended:
        main()

    told = capsys.readouterr()
    line = json.loads(told.out)[0]["note"] if "doctor" in command else told.err
    assert ended.value.code == (1 if "doctor" in command else 2)
    assert len(line.strip().splitlines()) == 1
    assert "newer version" in line
    assert "from_tomorrow" in line
    assert "backup" in line


@pytest.mark.parametrize("command", ["import people people.csv", "tick --at 2026-11-02T08:00Z"])
def test_a_command_that_comes_upon_a_damaged_page_says_so_in_one_line(
    torn: str, command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    del torn
    (tmp_path / "people.csv").write_text("employee_id,name\nE1,Ann\n")

    code, said = said_by(command.split(), capsys, monkeypatch)

    (line,) = [line for line in said.strip().splitlines() if line.startswith("jinbu:")]
    assert (code, "damaged" in line, "backup" in line) == (2, True, True)
    assert "Traceback" not in said


def test_the_doctor_finds_a_damaged_page_that_nobody_has_read(
    torn: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    del torn
    monkeypatch.setattr("sys.argv", ["jinbu", "doctor", "--json"])

    with pytest.raises(SystemExit):
        main()

    (found,) = [entry for entry in json.loads(capsys.readouterr().out) if entry["part"] == "database"]
    assert found["ok"] is False
    assert "damaged" in found["note"]
    assert "backup" in found["note"]


def test_a_file_that_is_no_database_is_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "jinbu.db").write_bytes(b"no database at all " * 500)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JINBU_DATABASE_URL", f"sqlite:///{tmp_path}/jinbu.db")

    code, line = said_by(["migrate"], capsys, monkeypatch)

    assert (code, len(line.strip().splitlines())) == (2, 1)
    assert "damaged" in line


def test_health_tells_of_damage_that_somebody_came_upon_or_that_was_looked_for(torn: str) -> None:
    with closing(open_storage(torn)) as storage:
        assert storage.fault() == ""
        with pytest.raises(DBAPIError) as found, storage.work() as work:
            work.people.all()
        assert storage.fault() == DAMAGED
        assert "backup" in explained(found.value)
    with closing(open_storage(torn)) as storage:
        assert storage.look_for_damage()
        error = storage.fault()
        assert error == DAMAGED
        with storage.work() as work:
            health.note(work, {"database": {"ok": False, "error": error}}, now=NOW)
            assert Fault.DAMAGED in {finding.fault for finding in health.urgent(work, now=NOW)}


def test_a_whole_database_is_found_whole(storage: Storage) -> None:
    employ(storage, 5)

    assert storage.look_for_damage() == ""
    assert storage.fault() == ""


def test_what_is_away_or_full_is_not_called_damaged() -> None:
    full = psycopg.errors.DiskFull("could not extend file")
    page = psycopg.errors.DataCorrupted("invalid page in block 7 of relation base/1/2\nmore")

    assert not is_damage(full)
    assert is_damage(page)
    assert "REINDEX" in explained(DBAPIError("select 1", {"name": "Ann"}, page))
    assert "space" in explained(DBAPIError("select 1", {"name": "Ann"}, full))
    assert "Ann" not in explained(DBAPIError("select 1", {"name": "Ann"}, full))


def test_an_old_database_is_not_taken_for_a_newer_one(empty_database_url: str) -> None:
    with closing(open_storage(empty_database_url)) as storage:
        storage.migrate()
        with storage.engine.begin() as connection:
            connection.execute(sa.text("UPDATE alembic_version SET version_num = 'nobody_knows'"))
        with pytest.raises(SettingsError, match="newer version"):
            storage.migrate()
