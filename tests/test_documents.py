"""The READMEs: what they say is so, and both say the same."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from typer.main import get_command

from bot.cli import app
from bot.intake.services.update import Terms
from bot.messages.i18n import Catalog
from bot.rules.domain.default_rules import DEFAULT_RULES
from bot.rules.domain.expression import read
from bot.rules.domain.fact import FACTS
from bot.runtime.clockwork import SystemClock
from bot.runtime.data_receiver import KeptPosts
from bot.runtime.web import Endpoint, serve
from bot.runtime.worker import UnitOfWorkRunner
from bot.sandbox.company import read_seed
from bot.sandbox.server import Sandbox
from bot.settings import Settings
from bot.sources.file import load, take_items
from bot.sources.webhook import updates
from handlers.grammar import table
from tests.house import ROOT, standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from bot.intake.domain.intake import Kind
    from bot.intake.domain.outcome import Report
    from storage.database import Storage

FILES = ("README.md", "README.zh-CN.md")
NOW = datetime(2026, 11, 2, 1, tzinfo=UTC)


@pytest.fixture(params=FILES)
def page(request: pytest.FixtureRequest) -> str:
    return standing(request.param).read_text(encoding="utf-8")


def fences(page: str, language: str) -> list[str]:
    """Give what stands in code blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)


def rows(page: str, first: str) -> list[list[str]]:
    """Give the cells of every table row whose first cell begins like this."""
    lines = re.findall(rf"^\| {first}.*\|$", page, re.MULTILINE)
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def prose(page: str) -> str:
    return re.sub(r"^```.*?^```$", "", page, flags=re.DOTALL | re.MULTILINE)


def codes(text: str) -> list[str]:
    """Give what stands in backticks inside sentences and tables."""
    return re.findall(r"`([^`]+)`", prose(text))


def test_both_have_the_same_sections_tables_and_commands() -> None:
    shapes = []
    for file in FILES:
        text = standing(file).read_text(encoding="utf-8")
        bare = prose(text)
        levels = re.findall(r"^(#+) ", bare, re.MULTILINE)
        commands = [re.sub(r" *#.*", "", block) for block in fences(text, "sh") if "<<" not in block]
        shapes.append((levels, bare.count("\n| "), fences(text, "text"), fences(text, "ini"), commands))

    assert shapes[0] == shapes[1]


def test_every_section_that_is_pointed_to_exists(page: str) -> None:
    headings = {title.lower().replace(" ", "-") for title in re.findall(r"^## (.+)$", page, re.MULTILINE)}

    assert set(re.findall(r"\]\(#([^)]+)\)", page)) == headings


def test_every_file_that_is_named_exists(page: str) -> None:
    linked = [path for path in re.findall(r"(?<!!)\[[^]]*\]\(([^)#:]+)\)", page) if not path.startswith("http")]
    named = [code for code in codes(page) if re.fullmatch(r"(?:bot|handlers|prompts|storage|tests)/[\w./*-]+", code)]

    assert linked
    assert named
    assert [path for path in (*linked, *named) if not list(ROOT.glob(path))] == []


def test_every_command_that_is_named_exists_with_its_options(page: str) -> None:
    known = get_command(app)
    written = re.findall(r"\bjinbu (?!--)([a-z-]+(?: [a-z]+)?)((?:[^\n`#>]*))", "\n".join([*codes(page), *shell(page)]))

    assert len(written) > len(FILES)
    for words, rest in written:
        group, _, second = words.partition(" ")
        command = known.commands[group]  # type: ignore[attr-defined]
        command = getattr(command, "commands", {}).get(second, command)
        offered = {option for parameter in command.params for option in parameter.opts}
        assert set(re.findall(r"--[a-z-]+", rest)) <= offered, words


def shell(page: str) -> Iterator[str]:
    for block in fences(page, "sh"):
        yield from block.splitlines()


def test_every_target_of_make_that_is_named_exists(page: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", standing("Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    commands = [line for line in (*codes(page), *shell(page)) if line.startswith("make ")]

    assert {line.split()[1] for line in commands} <= targets


def test_the_table_of_settings_is_that_of_the_code(page: str) -> None:
    documented = {
        codes(row[0])[0]: (codes(row[1]) or [""])[0] for row in rows(page, "`(?:JINBU|SLACK|DINGTALK|OPENAI)_")
    }

    assert documented == dict(_settings(Settings))


def _settings(group: type) -> Iterator[tuple[str, str]]:
    for field, about in group.model_fields.items():  # type: ignore[attr-defined]
        inner = about.annotation
        if hasattr(inner, "model_fields"):
            yield from _settings(inner)
            continue
        default = about.default
        plain = default.get_secret_value() if hasattr(default, "get_secret_value") else default
        yield f"{group.model_config['env_prefix']}{field}".upper(), str(plain)  # type: ignore[attr-defined]


def test_the_table_of_facts_is_that_of_the_code(page: str) -> None:
    documented: dict[str, str] = {}
    apart = re.sub(r"<!-- jinbu routes -->.*?<!-- end -->", "", page, flags=re.DOTALL)  # what people can say
    for row in rows(apart, "`[a-z]"):
        documented.update(zip(codes(row[0]), row[1].split("、"), strict=True))

    assert documented == {name: fact.chinese[0] for name, fact in FACTS.items()}


def test_every_condition_can_be_read(page: str) -> None:
    conditions = [line for block in fences(page, "text") for line in block.splitlines()]

    assert [read(line) for line in conditions]
    assert {rule.condition for rule in DEFAULT_RULES} & set(conditions)


@pytest.mark.parametrize(("file", "locale"), [("README.md", "en"), ("README.zh-CN.md", "zh-CN")])
def test_the_table_of_words_is_that_of_the_routes(file: str, locale: str, request: pytest.FixtureRequest) -> None:
    header, *lines = table(Catalog.load()(locale))
    shown = "\n".join("| " + " | ".join(line) + " |" for line in (header, ["---"] * len(header), *lines))
    path = standing(file)
    page = path.read_text(encoding="utf-8")
    found = re.search(r"<!-- jinbu routes -->\n(.*?)\n<!-- end -->", page, re.DOTALL)
    assert found, f"{file} has no place for the table"

    if request.config.getoption("--record"):
        path.write_text(page[: found.start(1)] + shown + page[found.end(1) :], encoding="utf-8")
    else:
        assert found[1] == shown, "run the tests of this file with --record, and read the diff"


@pytest.fixture
def example(page: str, tmp_path: Path) -> Path:
    """Write the files of the first steps as the page has them."""
    people, export = fences(page, "csv")
    contents = {"people.csv": people, "crm-export.csv": export, "crm.toml": fences(page, "toml")[0]}
    contents |= re.findall(r"cat > (\S+) <<'END'\n(.*?)^END$", page, re.DOTALL | re.MULTILINE)
    for name, text in contents.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def take(storage: Storage, kind: str, file: Path, **terms: object) -> Report:
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
    assert (mapped.inserted, len(mapped.skipped), [one.value for one in mapped.rejected]) == (2, 1, ["1004"])
    assert mapped.totals["sales"][1] in {99250.5, 99250.0}
    assert (again.inserted, again.corrected, again.unchanged) == (0, 0, 2)


def test_the_metrics_that_are_said_to_be_ready_can_be_imported(page: str, storage: Storage) -> None:
    path = re.search(r"\[pack\.csv\]\(([^)]+)\)", page)

    assert path
    assert take(storage, "metrics", ROOT / path[1]).clean


def test_the_people_of_the_sandbox_are_those_of_the_first_steps(page: str) -> None:
    (document,) = [found for block in fences(page, "sh") for found in re.findall(r"--data '(.*)'", block, re.DOTALL)]

    seed = read_seed(json.loads(document))

    accounts = {line.split(",")[place] for line in fences(page, "csv")[0].splitlines()[1:] for place in (-1, -2)}
    assert {one.id for company in seed.companies.values() for one in company.people} <= accounts


@pytest.mark.skipif(not shutil.which("curl"), reason="needs curl")
async def test_the_sandbox_takes_its_people_as_it_is_written(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")
    (snippet,) = [block for block in fences(page, "sh") if "sandbox/seed" in block]
    sandbox = Sandbox(SystemClock().now)
    await sandbox.start()
    try:
        there = snippet.replace("http://127.0.0.1:8765", sandbox.url)
        shell = await asyncio.create_subprocess_exec("bash", "-c", there, stdout=asyncio.subprocess.PIPE)
        answer = (await shell.communicate())[0]
    finally:
        await sandbox.stop()

    assert json.loads(answer) == {"ok": True, "people": 2}


@pytest.mark.skipif(not (shutil.which("curl") and shutil.which("openssl")), reason="needs curl and openssl")
async def test_the_signed_post_works_as_it_is_written(
    page: str, example: Path, storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    for kind in ("people", "metrics"):
        take(storage, kind, example / f"{kind}.csv")
    (snippet,) = [block for block in fences(page, "sh") if "openssl" in block]
    monkeypatch.delenv("JINBU_WEBHOOK_SECRET", raising=False)
    monkeypatch.setenv("no_proxy", "*")

    async def receive(kind: Kind, items: Sequence[object], /, *, source: str, digest: str) -> Report:
        return take_items(storage, kind, "post", items, Terms(digest, NOW, by=source))

    async def post(secret: str, port: int) -> str:
        set_there = f"JINBU_HTTP_PORT={port}\nJINBU_WEBHOOK_SECRET={secret}\nJINBU_WATCH_DIR=\n"
        (example / ".env").write_text(set_there, encoding="utf-8")  # where the page says to put them, not in the shell
        shell = await asyncio.create_subprocess_exec(
            *("bash", "-c", snippet), cwd=example, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
        )
        return (await shell.communicate())[0].decode()

    async def no_parts() -> dict[str, dict[str, object]]:
        return {}

    run_in_work, clock, t = UnitOfWorkRunner(storage), SystemClock(), Catalog.load()("en")
    handler = updates(secret="right", receive=receive, posts=KeptPosts(run_in_work, clock), clock=clock, translate=t)
    async with serve(
        host="127.0.0.1", port=0, states=no_parts, endpoints=[Endpoint("POST", "/updates", handler)]
    ) as port:
        taken, refused = await post("right", port), await post("wrong", port)
    run_in_work.close()

    assert "202 Accepted" in taken
    assert '"inserted": 1' in taken
    assert "401 Unauthorized" in refused
