"""A file of events that is sent into the chat is taken for what it is, and those involved hear of what is new."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from bot.figures.domain.event import EventKind
from bot.figures.domain.record import RecordQuery
from bot.messages.card import Table
from bot.messages.i18n import translator
from tests.chat import EVERYWHERE, Way, button, buttons, read
from tests.house import ROOT
from tests.integration.intake.test_upload import desk

if TYPE_CHECKING:
    from storage.storage import Storage


@EVERYWHERE
async def test_a_file_of_complaints_is_known_by_its_event(way: Way, storage: Storage) -> None:
    async with desk(storage, way) as at:
        day = at.here.clock.now().date().isoformat()
        header = {"en": "id,employee_id,event,day,product,category", "zh-CN": "编号,工号,事件,日期,产品,类别"}
        event = {"en": "complaint", "zh-CN": "投诉"}[at.here.locale]
        rows = "".join(f"C{number},bo,{event},{day},P-7,leaking\n" for number in range(3))

        (proposed,) = await at.send("qa.csv", f"{header[at.here.locale]}\n{rows}".encode())
        (tried,) = await at.press(proposed, "upload.check")
        await at.press(tried, "upload.start")

        with at.here.work() as work:
            (stream,) = work.streams.all()
            assert (stream.key, stream.event) == ("qa.complaint", EventKind.COMPLAINT)
            records = list(work.records.find(RecordQuery("qa.complaint")))
            assert [record.id for record in records] == ["C0", "C1", "C2"]
            assert records[0].dimensions == {"product": "P-7", "category": "leaking"}
            assert {row.person_id for row in work.outbox.find() if row.kind == "complaint"} == {"bo", "ana"}


@EVERYWHERE
async def test_a_file_of_several_kinds_goes_into_a_stream_each_and_each_kind_is_heard(
    way: Way, storage: Storage
) -> None:
    async with desk(storage, way) as at:
        day = at.here.clock.now().date().isoformat()
        header, texts = {
            "en": ("id,employee_id,event,day,product,inspected,rejected,course", ("complaint", "Line check", "Note")),
            "zh-CN": ("编号,工号,事件,日期,产品,检验数,不合格数,课程", ("客诉", "巡检", "备注")),
        }[at.here.locale]
        complaint, check, note = texts
        rows = [
            f"C1,bo,{complaint},{day},P-7,,,",
            f"I1,bo,{check},{day},P-7,310,4,",
            f"I2,lee,{check},{day},P-7,200,0,",
            f"N1,bo,{note},{day},,,,",
            f"T1,lee,training,{day},,,,Negotiation",
        ]
        (proposed,) = await at.send("qa.csv", "\n".join([header, *rows]).encode())
        assert "upload.check" not in [pressed.action.name for pressed in buttons(proposed)], "two texts are unclear"

        form = await at.here.click("kim", button(proposed, "upload.kinds"))
        await at.here.submit("kim", form, k0="complaint", k1="inspection", k2="-", k3="training_done")
        (proposed,) = at.here.inbox("kim")
        (tried,) = await at.press(proposed, "upload.check")
        await at.press(tried, "upload.start")

        with at.here.work() as work:
            kept = {stream.key: (stream.event, stream.measures, stream.dimensions) for stream in work.streams.all()}
            ids = {key: [record.id for record in work.records.find(RecordQuery(key))] for key in kept}
            assert kept == {
                "qa.complaint": (EventKind.COMPLAINT, (), ("product",)),
                "qa.inspection": (EventKind.INSPECTION, ("inspected", "rejected"), ("product",)),
                "qa.training_done": (EventKind.TRAINING_DONE, (), ("course",)),
            }
            assert ids == {"qa.complaint": ["C1"], "qa.inspection": ["I1", "I2"], "qa.training_done": ["T1"]}
            assert {row.person_id for row in work.outbox.find() if row.kind == "complaint"} == {"bo", "ana"}


@EVERYWHERE
async def test_a_column_with_a_title_of_its_own_is_said_to_be_a_field_of_the_event(way: Way, storage: Storage) -> None:
    async with desk(storage, way) as at:
        day = at.here.clock.now().date().isoformat()
        header = {"en": "id,employee_id,event,day,Topic,Length", "zh-CN": "编号,工号,事件,日期,主题,多久"}
        rows = "".join(f"T{number},bo,training,{day},Talks,{number}\n" for number in (2, 3))
        (proposed,) = await at.send("academy.csv", f"{header[at.here.locale]}\n{rows}".encode())

        form = await at.here.click("kim", button(proposed, "upload.change"))
        await at.here.submit("kim", form, c4="field:course", c5="field:hours")
        (proposed,) = at.here.inbox("kim")
        assert "course" in read(proposed)
        (tried,) = await at.press(proposed, "upload.check")
        await at.press(tried, "upload.start")

        with at.here.work() as work:
            records = list(work.records.find(RecordQuery("academy.training_done")))
        assert [(record.dimensions["course"], int(record.measures["hours"])) for record in records] == [
            ("Talks", 2),
            ("Talks", 3),
        ]


async def test_what_was_said_of_kinds_holds_for_the_next_file_and_only_what_is_new_is_asked(storage: Storage) -> None:
    async with desk(storage) as at:
        day = at.here.clock.now().date().isoformat()
        header = "id,employee_id,event,day,product\n"
        first = f"{header}C1,bo,Claim,{day},P-7\nC2,bo,complaint,{day},P-7\n"
        (proposed,) = await at.send("qa.csv", first.encode())
        form = await at.here.click("kim", button(proposed, "upload.kinds"))
        await at.here.submit("kim", form, k0="complaint")
        (proposed,) = at.here.inbox("kim")
        await at.press(proposed, "upload.check")

        (again,) = await at.send("qa.csv", f"{header}C3,bo,Claim,{day},P-7\nC4,bo,Gripe,{day},P-7\n".encode())

        (table,) = [block for block in again.blocks if isinstance(block, Table) and block.header[0] == "Value"]
        assert table.rows == (("Claim", "Complaint"), ("Gripe", "Nobody has said yet"))


def test_every_field_that_a_column_may_be_has_a_name_in_chat() -> None:
    kinds = tomllib.loads((ROOT / "bot/sources/headers.toml").read_text(encoding="utf-8"))
    named = {field for kind, said in kinds.items() if kind != "records" for field in said["fields"]}
    for locale in ("en", "zh-CN"):
        for field in {*named, "id", "day", "at", "revised", "deleted", "event"}:
            assert translator(locale)(f"upload-field-{field.replace('_', '-')}")
