"""A log tells what happened and where, and nothing that people are called, write or are measured by."""

from __future__ import annotations

import logging
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from bot.logs import _bare_hint, _Formatter, places
from tests.e2e.murmur import NAME, VALUE, WORDS
from tests.house import ROOT

if TYPE_CHECKING:
    from pathlib import Path

KEPT_OUT = (WORDS, "Person ", f"{VALUE:.2f}"[:6], f"{VALUE:,.0f}"[:6], "98.7", "Feedback to", "feedback to")
# digits of the clock are nobody's figure, whatever they happen to spell
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?")


@pytest.mark.parametrize(("platform", "database"), [("slack", "sqlite_url"), ("dingtalk", "postgresql_url")])
def test_the_debug_log_of_a_run_full_of_faults_names_nobody_and_holds_no_value(
    platform: str, database: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue(database)
    command = [sys.executable, "-m", "tests.e2e.murmur", str(tmp_path), platform, url]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False, timeout=60)  # noqa: S603 - our own

    log = done.stderr
    assert done.returncode == 1, log[-3000:]
    assert "murmur.begun" in log
    assert log.count("inbound.failed") >= 4
    assert "sqlalchemy.exc.IntegrityError" in log, "what kind of fault it was is told"
    assert "tests/e2e/murmur.py" in log.replace("\\\\", "/"), "and where"
    assert re.search(r"(psycopg|sqlite3)\S*\.\w+", log), "and what led to it"
    assert log.rstrip().endswith("builtins.RuntimeError"), "also at an end that nobody expected"
    lines = [TIME.sub("", line) for line in log.splitlines()]
    found = [line[:300] for line in lines if any(text in line for text in KEPT_OUT)]
    assert found == []


def test_a_chain_of_faults_is_told_by_kinds_and_places_alone() -> None:
    def fail() -> None:
        try:
            dict[str, int]()[NAME]
        except KeyError as error:
            raise ExceptionGroup(WORDS, [ValueError(str(VALUE))]) from error

    with pytest.raises(ExceptionGroup) as caught:
        fail()
    told = places((caught.type, caught.value, caught.tb))

    assert [line for line in told.splitlines() if not line.startswith("  File")] == [
        "builtins.KeyError",
        "which led to:",
        "builtins.ExceptionGroup",
        "builtins.ValueError",
    ]
    assert told.count("test_logs.py") == 3


def test_a_library_s_record_is_written_before_it_is_filled_in() -> None:
    def told(message: str, *values: object) -> str:
        return _Formatter().format(logging.LogRecord("slack_sdk", 30, "/x/web.py", 7, message, values, None))

    assert told("sent %s to %s", WORDS, NAME) == "WARNING slack_sdk web:7 sent %s to %s"
    assert told(f"body: {WORDS}") == "WARNING slack_sdk web:7"


@pytest.mark.parametrize(
    ("hint", "told"),
    [
        ("[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text]", None),
        ("[ERROR] unsupported value 'xq9-words' [json-pointer:/a]", "[ERROR] unsupported value … [json-pointer:/a]"),
        ("user not found, userId: zq8841", "user not found, userId…"),
        ("参数 userIds [zq8841] 无效", "参数 userIds … 无效"),
        ("the organisation's monthly pushes are spent: buy more", None),
    ],
)
def test_what_a_platform_quotes_in_a_refusal_is_left_out(hint: str, told: str | None) -> None:
    assert _bare_hint(None, "", {"hint": hint})["hint"] == (hint if told is None else told)
