"""A file of events that is sent into the chat is taken for what it is, and those involved hear of what is new."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from bot.figures.domain.event import EventKind
from bot.figures.domain.record import RecordQuery
from bot.messages.i18n import translator
from tests.chat import EVERYWHERE, Way
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
            assert (stream.key, stream.event) == ("qa", EventKind.COMPLAINT)
            records = list(work.records.find(RecordQuery("qa")))
            assert [record.id for record in records] == ["C0", "C1", "C2"]
            assert records[0].dimensions == {"product": "P-7", "category": "leaking"}
            assert {row.person_id for row in work.outbox.find() if row.kind == "complaint"} == {"bo", "ana"}


def test_every_field_that_a_column_may_be_has_a_name_in_chat() -> None:
    kinds = tomllib.loads((ROOT / "bot/sources/headers.toml").read_text(encoding="utf-8"))
    named = {field for kind, said in kinds.items() if kind != "records" for field in said["fields"]}
    for locale in ("en", "zh-CN"):
        for field in {*named, "id", "day", "at", "revised", "deleted", "event"}:
            assert translator(locale)(f"upload-field-{field.replace('_', '-')}")
