"""A file of records in the chat: tried, imported, reported by stream, metric and period, and undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.figures.domain.record import RecordQuery
from bot.messages.card import Card
from bot.people.domain.permission import Role
from tests.chat import button, give, read
from tests.integration.intake.test_upload import desk, files

if TYPE_CHECKING:
    from storage.storage import Storage

MAPPING = """
kind = "readings"
[columns]
employee_id = "Rep"
period = "Closed on"
[stream]
id = "Deal"
[[value]]
metric = "sales_amount"
column = "Amount"
how = "sum"
"""
ROWS = ["Deal,Rep,Closed on,Amount", *(f"D-{n},00102,2025-{9 + n % 2:02}-{1 + n % 28:02},{400 + n}" for n in range(60))]
SLIP = ["D-90,00102,2025-10-05,5000000", 'D-91,00102,2025-10-06,"￥1,200.00"', "D-92,00999,2025-10-07,5"]
FILE = "\n".join([*ROWS, *SLIP]).encode()
MADE = sum(400 + n for n in range(60)) + 1200


@pytest.mark.parametrize("reads", [True, False])
async def test_the_report_holds_the_records_against_what_is_stored(reads: bool, storage: Storage) -> None:  # noqa: FBT001 - a case
    async with desk(storage) as at:
        if reads:
            with at.here.work() as work:
                give(work, "kim", Role.HR)
        await at.send("crm.toml", MAPPING.encode())
        (proposed,) = await at.send("deals.csv", FILE)
        (checked,) = await at.press(proposed, "upload.check")
        assert "1,200" in read(checked), "what cleaning did is shown before anything is stored"
        with at.here.work() as work:
            assert work.records.count(RecordQuery()) == 0
        cards = await at.press(checked, "upload.start")
        report = next(card for card in cards if "deals-report.csv" in files(card))

        sheet = files(report)["deals-report.csv"]
        said = {(row[0], row[1], row[2]): row[3:6] for row in sheet}
        t = at.here.t
        assert said[t("upload-report-records"), "crm", ""] == ["62", *(["0", "61"] if reads else ["", ""])]
        sums = said[t("upload-report-sum"), "crm: amount", ""]
        assert sums == [f"{MADE + 5_000_000}.0", "", f"{MADE}.0" if reads else ""]
        by_period = [row[2] for row in sheet if row[0] == t("upload-report-sum") and row[1] == "sales_amount"]
        assert by_period == (["2025-09-01", "2025-10-01"] if reads else [])
        assert said[t("upload-report-rejected"), "", ""][0] == "1"
        assert [row[-1] for row in sheet if row[0] == t("upload-report-reason")] != []
        assert said[t("upload-report-held"), "", ""][0] == "1"

        asked = await at.here.click("kim", button(report, "upload.undo"))
        assert isinstance(asked, Card)
        await at.here.click("kim", button(asked, "upload.undo_now"))
        with at.here.work() as work:
            assert work.records.count(RecordQuery()) == 0
            assert work.quarantine.open() == [], "what was held goes with the rest"
