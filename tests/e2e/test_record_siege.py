"""Imports and posts of records are killed over and over: no record is lost, none counts twice, every sum is right."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

from tests.e2e.record_siege import RecordSiege

if TYPE_CHECKING:
    from pathlib import Path


async def besiege(url: str, folder: Path, *, kills: int) -> None:
    """Attack, hold the database against what was sent, and say how it was."""
    siege = RecordSiege(url, folder, kills)
    await siege.attack()
    counts = {name: getattr(siege, name) for name in ("killed", "cut", "files", "posts", "retried")}
    print(json.dumps(counts | {"records": len(siege.held)}), file=sys.stderr)  # noqa: T201 - figures that are read
    assert siege.killed == kills
    assert min(siege.files, siege.posts) > 1
    siege.check()


@pytest.mark.timeout(120)
async def test_records_that_come_in_while_processes_are_killed_count_once(database_url: str, tmp_path: Path) -> None:
    await besiege(database_url, tmp_path, kills=8)


@pytest.mark.soak
@pytest.mark.timeout(3600)
async def test_two_hundred_kills_lose_no_record_and_count_none_twice(database_url: str, tmp_path: Path) -> None:
    await besiege(database_url, tmp_path, kills=200)
