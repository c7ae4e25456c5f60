"""A file sent into the chat on both databases: from its arrival to the report, interrupted anywhere, and undone."""

# ruff: noqa: ARG002 - the platform offers what the protocol asks for

from __future__ import annotations

import csv
import io
import re
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.admin.domain.health import MOST_TRIES
from bot.admin.services import health
from bot.delivery.domain.delivery import DeliveryState as Sent
from bot.delivery.domain.delivery import Receipt
from bot.intake.domain.upload import UploadState
from bot.intake.services.follow import catch_up
from bot.kit.errors import Rejected, Unreachable
from bot.messages.card import Action, Attachment, Card
from bot.messages.form import Form
from bot.messages.inbound import Notice, RejectedForm, Settled
from bot.people.domain.audit import What
from bot.people.domain.permission import Role
from bot.runtime.clockwork import SimulatedClock
from bot.runtime.importer import Importer
from bot.runtime.worker import UnitOfWorkRunner
from tests.chat import EVERYWHERE, Chat, Way, account, button, buttons, chat, give, read
from tests.fakes import FakePlatform
from tests.samples import DATA, DIRTY, NOW, readings, take, targets

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import datetime
    from pathlib import Path

    from bot.delivery.ports.platform import Platform
    from bot.kit.clock import Clock
    from storage.storage import Storage

SLACK = Way()
ATTENDANCE, SALES = "attendance_gbk.csv", "crm_sales_utf8bom.csv"


@dataclass
class Postbox(FakePlatform):
    """A platform that hands out files, and remembers what it redrew."""

    name: str = "slack"
    files: dict[str, bytes] = field(default_factory=dict)
    faults: list[Exception] = field(default_factory=list)
    redrawn: list[Card] = field(default_factory=list)
    breaks_after: int = 99

    async def update(self, receipt: Receipt, card: Card) -> None:
        if len(self.redrawn) == self.breaks_after:
            raise Unreachable(self.name, "timeout")
        self.redrawn.append(card)

    async def fetch(self, ref: str, *, most: int) -> bytes:
        if self.faults:
            raise self.faults.pop(0)
        content = self.files[ref]
        if len(content) > most:
            raise Rejected(self.name, "too_large")
        return content


class Hasty(SimulatedClock):
    """A clock on which every look takes two seconds."""

    def now(self) -> datetime:
        self.move_to(super().now() + timedelta(seconds=2))
        return super().now()


@dataclass
class Desk:
    """A chat with an admin in it, the platform that has their files, and the workers that read them."""

    here: Chat
    box: Postbox
    run_in_work: UnitOfWorkRunner

    def worker(self, owner: str = "one", *, chunk: int = 3, clock: Clock | None = None) -> Importer:
        platform: Platform = self.box
        return Importer(
            self.here.storage,
            self.run_in_work,
            platforms={self.box.name: platform},
            clock=clock or self.here.clock,
            owner=owner,
            timezone="Asia/Shanghai",
            wake=lambda: None,
            chunk=chunk,
        )

    async def work(self) -> None:
        """Do everything that there is to do, and let its consequences follow."""
        while await self.worker().step():
            pass
        with self.here.work() as work:
            catch_up(work, now=self.here.clock.now())

    async def send(self, name: str, content: bytes, *, person: str = "kim") -> list[Card]:
        """Send a file, and return the cards that come of it."""
        ref = f"f{len(self.box.files)}"
        self.box.files[ref] = content
        self.received = await self.here.upload(person, name, size=len(content), ref=ref)
        await self.work()
        return self.here.inbox(person)

    async def press(self, card: Card, route: str, *, person: str = "kim") -> list[Card]:
        """Press a button, and return the cards that come of it."""
        reply = await self.here.click(person, button(card, route))
        assert isinstance(reply, Settled), reply
        await self.work()
        return self.here.inbox(person)

    def post(self) -> None:
        """Send what is due, so that it stands somewhere and can be redrawn."""
        now = self.here.clock.now()
        with self.here.work() as work:
            lease = timedelta(minutes=1)
            for delivery in work.outbox.claim(platform=self.box.name, owner="post", now=now, lease=lease, limit=9):
                work.outbox.finish(
                    delivery,
                    Sent.SENT,
                    at=now,
                    receipt=Receipt({"message": delivery.key, "user": account(delivery.person_id)}),
                )

    def uploads(self) -> dict[int, str]:
        with self.here.work() as work:
            return {no: found.state.value for no in range(1, 9) if (found := work.uploads.get(no))}


@asynccontextmanager
async def desk(storage: Storage, way: Way = SLACK) -> AsyncIterator[Desk]:
    """Kim is an admin; Ana leads Bo; the roster and the metrics of the dirty files are known."""
    async with chat(storage, way) as here:
        take(storage, "people", DIRTY / "employees.csv")
        take(storage, "metrics", DATA / "dirty_metrics.csv")
        here.hire("kim", "lee", "ana")
        here.hire("bo", manager="ana")
        with here.work() as work:
            give(work, "kim", Role.ADMIN)
        run_in_work = UnitOfWorkRunner(storage)
        try:
            yield Desk(here, Postbox(way.platform), run_in_work)
        finally:
            run_in_work.close()


def files(card: Card) -> dict[str, list[list[str]]]:
    """Return the sheets that came with a card."""
    found = [block for block in card.blocks if isinstance(block, Attachment)]
    return {
        attachment.name: list(csv.reader(io.StringIO(attachment.content.removeprefix("\ufeff"))))
        for attachment in found
    }


def dirty(name: str) -> bytes:
    return (DIRTY / name).read_bytes()


@EVERYWHERE
async def test_an_admin_sends_a_messy_file_fixes_a_column_tries_it_and_imports_it(way: Way, storage: Storage) -> None:
    async with desk(storage, way) as at:
        here = at.here
        (proposed,) = await at.send(ATTENDANCE, dirty(ATTENDANCE))
        assert ATTENDANCE in read(at.received)
        assert "实际出勤天数" in read(proposed)
        assert "应出勤天数" in read(proposed), "what is left out is said too"
        assert readings(storage) == {}

        # The planned days are no metric of anybody's; the days present are taken out, and put back in.
        form = await here.click("kim", button(proposed, "upload.change"))
        assert isinstance(await here.submit("kim", form, c4="-"), Notice)
        await at.work()
        (again,) = here.inbox("kim")
        form = await here.click("kim", button(again, "upload.change"))
        await here.submit("kim", form, c4="metric:days_present")
        (fixed,) = here.inbox("kim")
        (checked,) = await at.press(fixed, "upload.check")

        assert readings(storage) == {}, "a dry run stores nothing"
        rows = files(checked)["attendance_gbk-rows.csv"]
        assert ["5", "刘洋"] not in rows
        assert len(rows) > 8
        corrected = files(checked)["attendance_gbk-corrected.csv"]
        assert ["00105", "days_present", "2025-09-01", "2025-09-30", "22", "", ""] in corrected

        (report,) = await at.press(checked, "upload.start")

        stored = readings(storage)
        assert stored["00105", "days_present", "2025-09-01"] == 22.0
        assert len(stored) == len(corrected) - 1
        sheet = files(report)["attendance_gbk-report.csv"]
        sums = {row[1]: row[3:6] for row in sheet if row[0] == here.t("upload-report-sum") and not row[2]}
        assert sums["days_present"] == ["126.5", "", "126.5"]
        checksums = next(row for row in sheet if row[0] == here.t("upload-report-values-checksum"))
        assert checksums[3] == checksums[5] != ""
        september = [row[1] for row in sheet if row[0] == here.t("upload-report-sum") and row[2] == "2025-09-01"]
        assert september == list(sums), "and by period"
        assert at.uploads() == {1: UploadState.DONE}
        with here.work() as work:
            (entry,) = [
                entry for entry in work.audit.find(what=What.IMPORT) if {"batch", "upload"} <= entry.detail.keys()
            ]
            assert (entry.actor, entry.detail["upload"], entry.detail["rows"]) == ("kim", 1, len(corrected) - 1)
            assert list(work.deltas.find(person_id="00105")), "what follows is computed"


@EVERYWHERE
async def test_the_same_file_again_offers_the_confirmed_mapping_and_changes_nothing(way: Way, storage: Storage) -> None:
    async with desk(storage, way) as at:
        (proposed,) = await at.send(SALES, dirty(SALES))
        (checked,) = await at.press(proposed, "upload.check")
        await at.press(checked, "upload.start")
        before = readings(storage)

        (again,) = await at.send("crm-again.csv", dirty(SALES))
        (checked,) = await at.press(again, "upload.check")

        assert "Name kim" in read(again)
        assert ("已经导入过" if way.platform == "dingtalk" else "was imported on") in read(again)
        reports = await at.press(checked, "upload.start")
        assert any("crm-again.csv" in read(report) for report in reports)
        assert readings(storage) == before


def made_up(value: str) -> bytes:
    rows = [f"00105,days_present,2025-{month:02}-01,2025-{month:02}-28,{value}" for month in (8,)]
    return "\n".join(["employee_id,metric,period_start,period_end,value", *rows]).encode()


def history(storage: Storage, tmp_path: Path, august: int) -> None:
    """Store nine months of one person's; the last is ``august``."""
    values = [21, 20, 22, 19, 21, 20, 22, august]
    rows = [
        f"00105,days_present,2025-{month:02}-01,2025-{month:02}-28,{value}" for month, value in enumerate(values, 1)
    ]
    path = tmp_path / "history.csv"
    path.write_text("\n".join(["employee_id,metric,period_start,period_end,value", *rows]))
    take(storage, "readings", path, now=NOW, quarantine=False)


@EVERYWHERE
@pytest.mark.parametrize("guess", ["21", "2100000"])
async def test_a_made_up_row_does_not_show_an_admin_what_is_stored(
    way: Way, guess: str, storage: Storage, tmp_path: Path
) -> None:
    """Whether the guess is right or wrong, and how far the person's values lie: the dry run says the same."""
    heard = []
    async with desk(storage, way) as at:
        for august in (20, 21, 17):  # the first time the columns are asked about
            history(storage, tmp_path, august)
            (proposed,) = await at.send("guess.csv", made_up(guess))
            (checked,) = await at.press(proposed, "upload.check")
            heard.append((read(checked), files(checked), [choice.text for choice in buttons(checked)]))
            await at.here.click("kim", button(checked, "upload.cancel"))

    assert heard[1] == heard[2]
    assert heard[1][2][0] in {"Import 1 value", "导入1个值"}, (
        "whether it would be held back shows between what the others lie"
    )
    assert "22" not in re.findall(r"\d+", heard[1][0]), "the greatest of the others"


@EVERYWHERE
async def test_a_guess_among_known_rows_is_not_confirmed_by_trying_importing_or_undoing_it(
    way: Way, storage: Storage, tmp_path: Path
) -> None:
    """Of six people an admin knows five values; whether the sixth is as they guess is told at no step."""
    six = ["00101", "00102", "00103", "00104", "00105", "01108"]

    def august(last: int) -> bytes:
        rows = [f"{name},days_present,2025-08-01,2025-08-28,{20 if name != six[-1] else last}" for name in six]
        return "\n".join(["employee_id,metric,period_start,period_end,value", *rows]).encode()

    heard = []
    async with desk(storage, way) as at:
        for stored in (20, 21, 17):  # the first time the columns are asked about
            path = tmp_path / "history.csv"
            path.write_bytes(august(stored))
            take(storage, "readings", path, now=NOW, quarantine=False)
            (proposed,) = await at.send("guess.csv", august(21))
            (checked,) = await at.press(proposed, "upload.check")
            report = next(card for card in await at.press(checked, "upload.start") if files(card))
            asked = await at.here.click("kim", button(report, "upload.undo"))
            done = await at.here.click("kim", button(asked, "upload.undo_now"))
            said = [checked, report, asked, done]
            texts = [re.sub(r"([Ii]mport|no\.|导入|编号|编号是) \d+", "", read(card)) for card in said]
            labels = [[re.sub(r"\d+", "", choice.text) for choice in buttons(card)] for card in said]
            heard.append((texts, labels, files(checked), files(report)))

    assert heard[1][:2] == heard[2][:2]
    assert heard[1][2:] == heard[2][2:]


@pytest.mark.postgresql
@EVERYWHERE
async def test_hr_who_also_imports_sees_what_is_stored(way: Way, storage: Storage, tmp_path: Path) -> None:
    async with desk(storage, way) as at:
        with at.here.work() as work:
            give(work, "kim", Role.HR)
        history(storage, tmp_path, 21)

        (proposed,) = await at.send("same.csv", made_up("21"))
        (checked,) = await at.press(proposed, "upload.check")

        assert "upload.start" not in [button.action.name for button in buttons(checked)], (
            "it is stored already, just so"
        )


async def test_an_import_of_one_row_does_not_report_what_was_there_before(storage: Storage, tmp_path: Path) -> None:
    heard = []
    async with desk(storage) as at:
        for august in (20, 21, 17):
            history(storage, tmp_path, august)
            (proposed,) = await at.send("guess.csv", made_up("21"))
            (checked,) = await at.press(proposed, "upload.check")
            reports = await at.press(checked, "upload.start")
            report = next(report for report in reports if files(report))
            text = re.sub(r"no\. \d+", "", read(report))
            heard.append((text, files(report)))
            with at.here.work() as work:
                trail = [dict(entry.detail) for entry in work.audit.entries() if entry.what == "import"]
            assert trail[-1]["rows"] == 1

    assert heard[1] == heard[2]


@pytest.mark.postgresql
@pytest.mark.parametrize("killed", ["fetch", "read", "check", "first chunk", "second chunk", "close"])
async def test_whenever_the_process_is_killed_another_goes_on_and_nothing_is_there_twice(
    killed: str, storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    async with desk(storage) as at:
        worker = at.worker("doomed")

        async def die(step: str, *, after: int = 0) -> None:
            """Let the process end in a step: nothing of it is recorded, and its lease stays."""
            calls = 0

            def fall(*_: object, **__: object) -> None:
                nonlocal calls
                calls += 1
                if calls > after:
                    raise Killed

            with monkeypatch.context() as patch:
                if step == "progress":
                    patch.setattr("storage.intake.upload.SqlUploads.renew", fall)
                else:
                    patch.setattr(f"bot.intake.services.upload_steps.{step}", fall)
                with pytest.raises(Killed):
                    await worker.step()
            assert await at.worker("other").step() == 0, "the lease is still held"
            at.here.pass_by(minutes=11)

        at.box.files["f0"] = dirty(ATTENDANCE)
        await at.here.upload("kim", ATTENDANCE, ref="f0")
        if killed == "fetch":
            await die("fetched")
        await at.worker("other").step()
        if killed == "read":
            await die("propose")
        await at.work()
        (proposed,) = at.here.inbox("kim")
        await at.here.click("kim", button(proposed, "upload.check"))
        if killed == "check":
            await die("checked")
        await at.work()
        (checked,) = at.here.inbox("kim")
        await at.here.click("kim", button(checked, "upload.start"))
        if killed in {"first chunk", "second chunk"}:
            await die("progress", after=killed == "second chunk")
            assert 0 < len(readings(storage)) < 17, "it was in the middle"
        if killed == "close":
            await die("imported")
        await at.work()

        (report,) = at.here.inbox("kim")
        sheet = files(report)["attendance_gbk-report.csv"]
        assert next(row for row in sheet if row[0] == "Imported, or stored just so before")[5] == str(
            len(readings(storage))
        )
        assert at.uploads() == {1: UploadState.DONE}
        with at.here.work() as work:
            batches = [batch for batch in work.batches.recent(last=9) if batch.kind == "readings"]
            assert [(batch.file, batch.finished) for batch in batches] == [(ATTENDANCE, True)], "one import, not two"
            assert work.batches.open_ends(before=at.here.clock.now()) == []


async def test_what_the_chat_cannot_hand_over_is_tried_again_and_then_said(storage: Storage) -> None:
    async with desk(storage) as at:
        at.box.faults = [Unreachable("slack", "timeout"), Unreachable("slack", "timeout")]
        assert await at.send(SALES, dirty(SALES)) == []
        for _ in range(2):
            at.here.pass_by(minutes=2)
            await at.work()
        assert len(at.here.inbox("kim")) == 1, "the third time it came"

        at.box.faults = [Rejected("slack", "file_deleted")]
        (failed,) = await at.send(SALES, dirty(SALES))
        assert "send it again" in read(failed)
        assert at.uploads() == {1: UploadState.PROPOSED, 2: UploadState.FAILED}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("photo.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "no table of text"),
        ("empty.csv", b"  \n", "nothing in it"),
        ("broken.xlsx", b"PK\x03\x04 not a workbook", "workbook cannot be read"),
        ("wrong.toml", b"kind = readings", "no TOML"),
    ],
)
async def test_a_file_that_is_none_is_answered_with_what_helps(
    name: str, content: bytes, said: str, storage: Storage
) -> None:
    async with desk(storage) as at:
        (failed,) = await at.send(name, content)

        assert said in read(failed)
        assert at.uploads() == {1: UploadState.FAILED}


@pytest.mark.parametrize(("name", "size", "said"), [("cat.png", 9, "cat.png"), ("big.csv", 20_000_001, "20")])
async def test_what_is_no_table_or_too_large_is_refused_at_once(
    name: str, size: int, said: str, storage: Storage
) -> None:
    async with desk(storage) as at:
        reply = await at.here.upload("kim", name, size=size)

        assert isinstance(reply, Notice)
        assert said in read(reply)
        assert at.uploads() == {}


async def test_nobody_but_an_admin_imports_and_nobody_goes_on_with_somebody_elses_file(storage: Storage) -> None:
    async with desk(storage) as at:
        here = at.here
        assert isinstance(await here.upload("bo", SALES), Notice)
        assert at.uploads() == {}
        (proposed,) = await at.send(SALES, dirty(SALES))
        with here.work() as work:
            give(work, "lee", Role.ADMIN)
            give(work, "ana", Role.HR)

        args = (("no", "1"), ("turn", "1"), ("page", "0"))
        for person in ("bo", "ana", "lee"):
            for route in ("check", "change", "cancel", "start", "show"):
                reply = await here.click(person, Action(f"upload.{route}", args))
                assert isinstance(reply, Notice), (person, route)
            form = Form(
                kind="upload",
                title="x",
                fields=(),
                submit="x",
                action=Action("upload.changed", args),
                opener=Action("upload.change", args),
            )
            assert isinstance(await here.submit(person, form, kind="people"), Notice)
        await at.work()

        assert at.uploads() == {1: UploadState.PROPOSED}
        assert readings(storage) == {}
        assert isinstance(await here.click("kim", button(proposed, "upload.check")), Settled)


async def test_an_admin_whose_role_was_taken_meanwhile_cannot_go_on_nor_sees_what_a_worker_found(
    storage: Storage,
) -> None:
    async with desk(storage) as at:
        (proposed,) = await at.send(SALES, dirty(SALES))
        at.box.files["late"] = dirty(ATTENDANCE)
        await at.here.upload("kim", ATTENDANCE, ref="late")
        with at.here.work() as work:
            work.permissions.take("kim", Role.ADMIN)

        assert isinstance(await at.here.click("kim", button(proposed, "upload.check")), Notice)
        await at.work()

        assert at.here.inbox("kim") == []
        assert at.uploads() == {1: UploadState.PROPOSED, 2: UploadState.CANCELLED}
        assert readings(storage) == {}


async def test_a_button_of_an_earlier_turn_or_pressed_twice_does_nothing(storage: Storage) -> None:
    async with desk(storage) as at:
        here = at.here
        (proposed,) = await at.send(SALES, dirty(SALES))
        form = await here.click("kim", button(proposed, "upload.change"))
        await here.submit("kim", form, c3="-")
        (fixed,) = here.inbox("kim")

        assert isinstance(await here.click("kim", button(proposed, "upload.check")), Notice), "an older card"
        assert isinstance(await here.submit("kim", form, c3="-"), Notice), "an older form"
        assert here.inbox("kim") == []
        (checked,) = await at.press(fixed, "upload.check")
        assert isinstance(await here.click("kim", button(fixed, "upload.check")), Notice)
        (report,) = await at.press(checked, "upload.start")
        assert isinstance(await here.click("kim", button(checked, "upload.start")), Notice)
        assert isinstance(await here.click("kim", button(checked, "upload.cancel")), Notice)
        await at.work()

        assert here.inbox("kim") == []
        assert "sales_amount" not in {metric for _, metric, _ in readings(storage)}
        assert read(report)


async def test_two_columns_cannot_be_the_same_thing(storage: Storage) -> None:
    async with desk(storage) as at:
        (proposed,) = await at.send(SALES, dirty(SALES))
        form = await at.here.click("kim", button(proposed, "upload.change"))

        reply = await at.here.submit("kim", form, c4="metric:sales_amount")

        assert isinstance(reply, RejectedForm)
        assert set(reply.form.problems) == {"c4"}


async def test_what_a_file_holds_can_be_changed_and_targets_follow_from_the_same_file(storage: Storage) -> None:
    async with desk(storage) as at:
        (proposed,) = await at.send(SALES, dirty(SALES))
        form = await at.here.click("kim", button(proposed, "upload.change"))
        await at.here.submit("kim", form, kind="targets")
        await at.work()
        (as_targets,) = at.here.inbox("kim")
        form = await at.here.click("kim", button(as_targets, "upload.change"))
        await at.here.submit("kim", form, c3="-", c4="metric:sales_amount", c5="-")
        (fixed,) = at.here.inbox("kim")
        (checked,) = await at.press(fixed, "upload.check")
        await at.press(checked, "upload.start")

        assert targets(storage)["00102", "sales_amount", "2025-09-01"] == 120_000.0
        assert readings(storage) == {}


@pytest.mark.parametrize("first", ["mapping", "file"])
async def test_a_mapping_file_may_come_before_or_after_the_file(first: str, storage: Storage) -> None:
    lines = ['kind = "readings"', "[columns]", 'employee_id = "工号"', 'period = "日期"', "[[value]]"]
    text = "\n".join([*lines, 'metric = "sales_amount"', 'column = "销售额"']).encode()
    async with desk(storage) as at:
        order = [("crm.toml", text), (SALES, dirty(SALES))]
        before, after = order if first == "mapping" else reversed(order)
        await at.send(*before)
        (proposed,) = await at.send(*after)
        assert [button.action.name for button in buttons(proposed)] == ["upload.check", "upload.cancel"]
        (checked,) = await at.press(proposed, "upload.check")
        await at.press(checked, "upload.start")

        assert {metric for _, metric, _ in readings(storage)} == {"sales_amount"}


@pytest.mark.parametrize(
    ("said", "month"),
    [("2025-08", "2025-08"), ("August 2025", "2025-08"), ("last month", "2026-10"), ("上个月", "2026-10")],
)
async def test_a_file_without_dates_takes_its_period_from_the_form(storage: Storage, said: str, month: str) -> None:
    content = "工号,销售额\n00102,1200\n00103,900\n".encode()
    async with desk(storage) as at:
        (proposed,) = await at.send("sales.csv", content)
        assert "upload.check" not in {choice.action.name for choice in buttons(proposed)}, "something is still needed"
        form = await at.here.click("kim", button(proposed, "upload.change"))
        assert isinstance(await at.here.submit("kim", form, period="soon"), RejectedForm)
        await at.here.submit("kim", form, period=said)
        (fixed,) = at.here.inbox("kim")
        (checked,) = await at.press(fixed, "upload.check")
        await at.press(checked, "upload.start")

        assert readings(storage) == {
            ("00102", "sales_amount", f"{month}-01"): 1200.0,
            ("00103", "sales_amount", f"{month}-01"): 900.0,
        }


async def test_month_columns_take_their_metric_and_year_from_the_form(storage: Storage) -> None:
    async with desk(storage) as at:
        (proposed,) = await at.send("targets_merged.xlsx", dirty("targets_merged.xlsx"))
        form = await at.here.click("kim", button(proposed, "upload.change"))
        await at.here.submit("kim", form, spread="sales_amount", year="2025")
        (fixed,) = at.here.inbox("kim")
        (checked,) = await at.press(fixed, "upload.check")
        await at.press(checked, "upload.start")

        assert targets(storage)["00102", "sales_amount", "2025-09-01"] == 120_000.0


async def test_a_long_import_shows_how_far_it_is_and_goes_on_where_it_cannot(storage: Storage) -> None:
    months = [f"{2000 + n // 12}-{n % 12 + 1:02d}" for n in range(240)]
    rows = [f"00102,sales_amount,{month},{1000 + n}" for n, month in enumerate(months)]
    async with desk(storage) as at:
        (proposed,) = await at.send("sales.csv", "\n".join(["employee_id,metric,period,value", *rows]).encode())
        (checked,) = await at.press(proposed, "upload.check")
        at.post()
        await at.here.click("kim", button(checked, "upload.start"))
        at.box.breaks_after = 2

        await at.worker(chunk=40, clock=Hasty(at.here.clock.now())).step()

        assert len(readings(storage)) == 240
        assert len(at.box.redrawn) == 2
        assert all("%" in read(card) and not buttons(card) for card in at.box.redrawn)


@pytest.mark.postgresql
async def test_an_import_is_undone_as_a_correction_unless_something_newer_stands_on_it(storage: Storage) -> None:
    async with desk(storage) as at:
        here = at.here

        async def bring(value: int, *, more: str = "") -> Card:
            content = f"employee_id,metric,period,value\n00102,sales_amount,2025-09,{value}\n{more}"
            (proposed,) = await at.send(f"sales{value}.csv", content.encode())
            (checked,) = await at.press(proposed, "upload.check")
            return (await at.press(checked, "upload.start"))[0]

        first = await bring(100)
        second = await bring(120, more="00103,sales_amount,2025-09,70\n")
        key, other = ("00102", "sales_amount", "2025-09-01"), ("00103", "sales_amount", "2025-09-01")
        reply = await here.click("kim", button(first, "upload.undo"))
        assert "sales120.csv" in read(reply), "what stands on it is said"

        asked = await here.click("kim", button(second, "upload.undo"))
        assert readings(storage) == {key: 120.0, other: 70.0}
        done = await here.click("kim", button(asked, "upload.undo_now"))
        assert isinstance(done, Settled)

        assert readings(storage) == {key: 100.0}
        with here.work() as work:
            catch_up(work, now=here.clock.now())
            assert [delta.value for delta in work.deltas.find(person_id="00102")] == [100.0]
            assert list(work.deltas.find(person_id="00103")) == []
        assert isinstance(await here.click("kim", button(asked, "upload.undo_now")), Notice), "once"
        await bring(130, more="00103,sales_amount,2025-09,75\n")
        assert readings(storage) == {key: 130.0, other: 75.0}
        await bring(140, more="00103,sales_amount,2025-09,80\n")
        assert readings(storage) == {key: 140.0, other: 80.0}, "versions go on behind what was taken back"


@pytest.mark.postgresql
async def test_targets_are_undone_too_and_people_are_not(storage: Storage) -> None:
    async with desk(storage) as at:
        here = at.here

        async def bring(value: int) -> Card:
            content = f"employee_id,metric,period,target\n00102,sales_amount,2025-09,{value}\n"
            (proposed,) = await at.send(f"targets{value}.csv", content.encode())
            (checked,) = await at.press(proposed, "upload.check")
            return (await at.press(checked, "upload.start"))[0]

        await bring(10)
        report = await bring(20)
        asked = await here.click("kim", button(report, "upload.undo"))
        await here.click("kim", button(asked, "upload.undo_now"))
        assert targets(storage) == {("00102", "sales_amount", "2025-09-01"): 10.0}

        (proposed,) = await at.send("people.csv", b"employee_id,name,role\n777,New One,Sales\n")
        (checked,) = await at.press(proposed, "upload.check")
        (report,) = await at.press(checked, "upload.start")
        assert "upload.undo" not in {choice.action.name for choice in buttons(report)}
        with here.work() as work:
            assert work.people.get("777") is not None
            last = work.batches.recent(last=1)[0].no
        assert isinstance(await here.say("kim", f"import undo {last}"), Notice)
        assert isinstance(await here.click("bo", Action("upload.undo_now", (("no", str(last)),))), Notice)


@EVERYWHERE
async def test_import_without_a_file_says_how_and_what_came_last(way: Way, storage: Storage) -> None:
    async with desk(storage, way) as at:
        empty = await at.here.say("kim", "导入" if at.here.t.chinese else "import")
        assert ".xlsx" in read(empty)
        await at.send(SALES, dirty(SALES))

        again = await at.here.say("kim", "import")

        assert SALES in read(again)
        assert isinstance(await at.here.say("bo", "import"), Notice)
        shown = await at.here.click("kim", button(again, "upload.show"))
        assert "upload.check" in {shown_button.action.name for shown_button in buttons(shown)}


async def test_a_file_is_kept_for_a_week(storage: Storage) -> None:
    async with desk(storage) as at:
        (proposed,) = await at.send(SALES, dirty(SALES))
        at.here.pass_by(days=8)
        with at.here.work() as work:
            work.forget_old(now=at.here.clock.now())

        assert at.uploads() == {1: UploadState.CANCELLED}
        with at.here.work() as work:
            assert work.uploads.content(1) is None
        assert isinstance(await at.here.click("kim", button(proposed, "upload.check")), Notice)


async def test_a_file_in_whose_middle_processes_ended_is_put_aside_and_the_admins_hear_of_it(storage: Storage) -> None:
    async with desk(storage) as at:
        at.box.files["f0"] = dirty(SALES)
        await at.here.upload("kim", SALES, size=len(at.box.files["f0"]), ref="f0")
        with at.here.work() as work:
            for _ in range(MOST_TRIES):  # what a process leaves that ends in the middle
                assert health.begin(work, "upload", "1:received:0", name=SALES, now=at.here.clock.now())

        await at.work()

        assert at.uploads() == {1: "failed"}
        with at.here.work() as work:
            told = [(delivery.person_id, delivery.key, delivery.card) for delivery in work.outbox.find()]
        assert [person for person, key, card in told if key.startswith("health:") and SALES in card] == ["kim"]
        assert any("twice" in card for person, key, card in told if not key.startswith("health:"))
