"""The audit trail in use: what is noted by itself, who may look, what they are shown, and the commands."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from bot.admin.services.audit import lines
from bot.admin.views.audit import kinds
from bot.cli import app
from bot.delivery.domain.notice import VERSION
from bot.kit.identity import Identity
from bot.messages.card import Action, Attachment, Card, Facts, Heading, Table
from bot.messages.codec import card_from_json
from bot.messages.i18n import translator
from bot.messages.inbound import Click, Command, Notice, Sender
from bot.messages.text import plain
from bot.people.domain.audit import What
from bot.people.domain.audit_words import AuditRequest, asked
from bot.people.domain.permission import Role
from bot.runtime.clockwork import SimulatedClock
from bot.runtime.worker import UnitOfWorkRunner
from handlers.router import Router
from storage import open_storage
from tests.house import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from bot.messages.inbound import Inbound, Reply
    from storage.storage import Storage

NOW = datetime(2026, 11, 3, 10, tzinfo=UTC)


def hire(storage: Storage) -> None:
    with storage.work() as work:
        people = (("kim", "Kim Roth", "UKIM"), ("ana", "Ana Silva", "UANA"), ("bo", "Bo Lin", "UBO"))
        work.people.put([{"id": key, "name": name, "accounts": {"slack": user}} for key, name, user in people])
        work.notices.settle([name for name, _, _ in people], VERSION, at=NOW)
        work.permissions.give("kim", Role.ADMIN, by="test", at=NOW)
        work.audit.append(What.READ, actor="ana", subject="bo", at=NOW - timedelta(days=40))
        work.audit.append(What.RULE, actor="kim", subject="gap", at=NOW - timedelta(days=3))
        work.audit.append(What.READ, actor="ana", subject="bo", detail={"metric": "collections"}, at=NOW)


async def ask(storage: Storage, user: str, words: str | Action) -> Reply:
    """Let somebody type or press something and give the answer."""
    run_in_work = UnitOfWorkRunner(storage)
    clock = SimulatedClock(NOW)
    router = Router(run_in_work, clock=clock, locale="en", command="/perf", wake=lambda: None, forms=lambda _: True)
    sender = Sender(Identity("slack", "", user), f"{user}:{words}", "D0", private=True, at=NOW)
    inbound: Inbound = Click(sender, words) if isinstance(words, Action) else Command(sender, words, inline=True)
    try:
        await router.persist(inbound)
        return await router.receive(inbound)
    finally:
        run_in_work.close()


def rows(reply: Reply) -> list[tuple[str, ...]]:
    assert isinstance(reply, Card)
    return [row[1:4] for block in reply.blocks if isinstance(block, Table) for row in block.rows]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("audit", [("Ana Silva", "read", "Bo Lin"), ("Kim Roth", "rule", "gap")]),
        ("audit 2 days", [("Ana Silva", "read", "Bo Lin")]),
        ("audit Bo 60 days", [("Ana Silva", "read", "Bo Lin")] * 2),
        ("audit by Kim", [("Kim Roth", "rule", "gap")]),
        ("audit rule", [("Kim Roth", "rule", "gap")]),
        ("audit by jinbu", []),
        ("审计由Kim", [("Kim Roth", "rule", "gap")]),
    ],
)
async def test_an_admin_sees_who_did_what_to_whom(storage: Storage, words: str, found: list[tuple[str, ...]]) -> None:
    hire(storage)

    assert rows(await ask(storage, "UKIM", words)) == found
    with storage.work() as work:
        assert work.audit.find(limit=1)[0].actor == "kim", "looking is on record too"


@pytest.mark.postgresql
async def test_nobody_else_may_look_and_an_attempt_is_on_record(storage: Storage) -> None:
    """A word that leads nowhere for somebody is no attempt; a button of somebody else's, or a colleague's name, is."""
    hire(storage)

    for words in ("audit", "audit check", "audit file"):
        assert isinstance(await ask(storage, "UBO", words), Notice)
    with storage.work() as work:
        assert work.audit.find(what=What.REFUSAL) == []
    for attempt in (Action("audit"), Action("audit-file"), "audit Kim Roth"):
        assert isinstance(await ask(storage, "UBO", attempt), Notice)

    with storage.work() as work:
        refused = work.audit.find(what=What.REFUSAL)
        assert [(entry.actor, dict(entry.detail)) for entry in refused] == [("bo", {"act": "read_audit"})] * 3
        assert work.audit.verify().ok


async def test_the_seal_of_a_check_can_be_held_against_a_later_one(storage: Storage) -> None:
    hire(storage)
    first = await ask(storage, "UKIM", "audit check")
    assert isinstance(first, Card)
    assert first.blocks[0] == Heading("The audit trail is whole")
    [seal] = [
        line.value for block in first.blocks if isinstance(block, Facts) for line in block.lines if "-" in line.value
    ]

    await ask(storage, "UKIM", "audit")
    later = await ask(storage, "UKIM", f"audit check {plain(seal)}")
    assert isinstance(later, Card)
    assert "still holds" in str(later)
    wrong = await ask(storage, "UKIM", f"audit check 3-{'0' * 12}")
    assert isinstance(wrong, Card)
    assert "written anew" in str(wrong)
    assert isinstance(await ask(storage, "UKIM", "audit check nonsense"), Notice)


async def test_the_file_holds_what_was_asked_for_oldest_first(storage: Storage) -> None:
    hire(storage)

    await ask(storage, "UKIM", Action("audit-file", (("subject", "bo"), ("days", "60"))))

    with storage.work() as work:
        [delivery] = [delivery for delivery in work.outbox.find() if delivery.kind == "audit-file"]
        assert [entry.subject for entry in work.audit.find(what=What.EXPORT)] == ["bo"]
    [file] = [block for block in card_from_json(delivery.card).blocks if isinstance(block, Attachment)]
    assert file.name == "audit-2026-11-03.csv"
    assert [row["no"] for row in csv.DictReader(io.StringIO(file.content))] == ["1", "3"]


def test_the_file_is_csv_in_which_no_cell_is_a_formula(storage: Storage) -> None:
    with storage.work() as work:
        work.audit.append(What.READ, actor='=cmd|"x"', subject="a,b", detail={"n": 1}, at=NOW)
        content = "".join(lines(work.audit.entries()))

    header, row = csv.reader(io.StringIO(content))
    assert header == ["no", "at", "actor", "what", "subject", "detail", "previous", "digest"]
    assert row[:6] == ["1", "2026-11-03T10:00:00+00:00", '\'=cmd|"x"', "read", "a,b", '{"n":1}']


@pytest.mark.parametrize(
    ("locale", "words", "said"),
    [
        ("en", "", AuditRequest()),
        ("en", "Bo Lin read 7 days", AuditRequest("Bo Lin", what=What.READ, days=7)),
        ("en", "90d by Ana", AuditRequest("Ana", by=True, days=90)),
        ("zh-CN", "张敏查看7天", AuditRequest("张敏", what=What.READ, days=7)),
        ("zh-CN", "由李伟", AuditRequest("李伟", by=True)),
        ("zh-CN", "张敏 审批", AuditRequest("张敏", what=What.APPROVAL)),
    ],
)
def test_what_narrows_the_list_comes_in_any_order(locale: str, words: str, said: AuditRequest) -> None:
    assert asked(words, kinds(translator(locale))) == said


def test_the_commands_check_and_export_and_say_when_it_is_not_whole(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JINBU_DATABASE_URL", sqlite_url)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    with closing(open_storage(sqlite_url)) as storage:
        hire(storage)

    def run(*words: str) -> tuple[int, dict[str, Any]]:
        done = CliRunner().invoke(app, ["audit", *words])
        return done.exit_code, json.loads(done.stdout) if done.stdout.startswith("{") else {}

    as_typed = [sys.executable, "-m", "bot", "audit", "verify", "--json"]
    done = subprocess.run(as_typed, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    assert (done.returncode, json.loads(done.stdout)) == run("verify", "--json")

    code, found = run("verify", "--json")
    assert (code, found["ok"], found["rows"], found["keyed"]) == (0, True, 3, False)
    monkeypatch.setenv("JINBU_AUDIT_KEY", "of this installation alone")
    code, other = run("verify", "--json")
    assert (code, other["fault"]) == (1, "key")
    assert run("key") == (0, {})
    code, sealed = run("verify", "--json", "--seal", found["seal"])
    assert (code, sealed["ok"], sealed["rows"], sealed["keyed"], sealed["held"]) == (0, True, 4, True, True)

    assert run("export", "out.csv") == (0, {})
    assert len((tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()) == 6
    with closing(open_storage(sqlite_url)) as storage, storage.engine.begin() as connection:
        connection.exec_driver_sql("drop trigger audit_no_delete")
        connection.exec_driver_sql("delete from audit where no = 6")
    code, broken = run("verify", "--json")
    assert (code, broken["fault"], broken["row"]) == (1, "cut", 6)
