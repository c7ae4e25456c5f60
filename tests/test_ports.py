"""The ports guard something: the type checker finds a unit of work or a platform that lacks what somebody calls."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.house import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PROBE = """
from bot.platforms.dingtalk.connect import DingTalkPlatform
from bot.platforms.platform import ChatPlatform
from bot.platforms.slack.connect import SlackPlatform
from bot.work import Work, Works
from storage.storage import Storage
from storage.people.person import SqlPeople
from storage.work import SqlWork


def works(storage: Storage) -> Works:
    return storage


def work(kept: SqlWork) -> Work:
    return kept


def platforms(slack: SlackPlatform, dingtalk: DingTalkPlatform) -> tuple[ChatPlatform, ...]:
    return slack, dingtalk
"""
LACKING = """

class Half:
    def __init__(self, whole: SqlPeople) -> None:
        self.get = whole.get


class Lacking(SqlWork):
    @property
    def people(self) -> Half:  # type: ignore[override]
        return Half(super().people)


def lacking(kept: Lacking) -> Work:
    return kept


class Mute:
    name = "mute"


def mute(kept: Mute) -> ChatPlatform:
    return kept
"""


def checked(folder: Path, **files: str) -> dict[str, list[str]]:
    """Let mypy look at some files as if they stood in the project; returns what it says of each."""
    for name, code in files.items():
        (folder / f"{name}.py").write_text(code, encoding="utf-8")
    paths = [str(folder / f"{name}.py") for name in files]
    command = [sys.executable, "-m", "mypy", "--config-file", str(ROOT / "pyproject.toml"), *paths]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=170, check=False)  # noqa: S603 - ours
    assert done.returncode in {0, 1}, done.stdout + done.stderr
    return {name: [line for line in done.stdout.splitlines() if f"{name}.py:" in line] for name in files}


@pytest.mark.timeout(180)  # without a cache it reads the whole project first
def test_storage_and_platforms_fulfil_the_ports_and_what_lacks_a_method_does_not(tmp_path: Path) -> None:
    found = checked(tmp_path, whole=PROBE, half=PROBE + LACKING)

    assert found["whole"] == []
    said = "\n".join(found["half"])
    assert 'people: expected "People", got "Half"' in said
    assert 'got "Mute", expected "ChatPlatform"' in said
