"""What a new installation writes is its owner's alone."""

from __future__ import annotations

import os
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from bot.sources.folder import _put_aside
from storage import open_storage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def open_mask() -> Iterator[None]:
    """Let the process create files that everybody may read, as many systems do."""
    before = os.umask(0o000)
    yield
    os.umask(before)


@pytest.mark.usefixtures("open_mask")
def test_a_new_database_and_what_sqlite_puts_beside_it_are_for_their_owner_alone(tmp_path: Path) -> None:
    with closing(open_storage(f"sqlite:///{tmp_path / 'jinbu.db'}")) as storage:
        storage.migrate()
        with storage.work() as work:
            work.people.put([{"id": "E1"}])
        found = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}

    assert found == {"jinbu.db": 0o600, "jinbu.db-wal": 0o600, "jinbu.db-shm": 0o600}


@pytest.mark.usefixtures("open_mask")
def test_a_database_that_is_there_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "jinbu.db"
    path.touch(mode=0o660)

    with closing(open_storage(f"sqlite:///{path}")) as storage:
        storage.migrate()

    assert path.stat().st_mode & 0o777 == 0o660


@pytest.mark.usefixtures("open_mask")
def test_the_report_of_a_file_says_what_was_refused_to_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.touch()

    _put_aside(file, tmp_path / "done", {"rejected": ["139"]})

    assert (tmp_path / "done").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "done" / "people.csv.report.json").stat().st_mode & 0o777 == 0o600
