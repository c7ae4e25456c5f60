"""Metrics made of the records of a file that was sent in: proposed, chosen, checked by one value, and stored."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.figures.domain.record import RecordQuery, Renewal
from bot.messages.card import Card, Table
from bot.messages.inbound import RejectedForm
from bot.messages.text import plain
from tests.chat import EVERYWHERE, Way, button, read
from tests.integration.intake.test_upload import desk
from tests.present import present
from tests.samples import put, readings

if TYPE_CHECKING:
    from pathlib import Path

    from storage.storage import Storage
    from tests.integration.intake.test_upload import Desk

METRICS = """metric,unit,direction,grain,aggregate,title_en,title_zh
deal_size,CNY,higher,month,mean,Average deal,平均单额
amount_typical,CNY,higher,month,mean,Typical deal,单额中位数
deals,deals,higher,month,sum,Deals,成交数
customers,customers,higher,month,sum,Customers,客户数
win_rate,%,higher,month,ratio,Win rate,赢单率
discount,%,lower,month,mean,Discount,折扣
"""
ROWS = """D-1,bo,2026-10-02,100,10,Acme,Won
D-2,bo,2026-10-05,300,30,Acme,Lost
D-3,bo,2026-10-09,500,20,Globex,Won
D-4,bo,2026-10-12,900,0,Initech,Won
D-5,lee,2026-10-12,40,4,Acme,Lost
D-6,lee,2026-10-13,60,6,Acme,Lost
D-7,lee,2026-09-13,60,6,Initech,Won
D-8,lee,2026-09-14,60,6,Globex,Won
"""
HEADERS = {
    "en": "Deal,Employee id,Date,Amount,Rebate,Customer,Stage\n",
    "zh-CN": "单号,工号,日期,金额,返利,客户,阶段\n",
}


async def offered(at: Desk, folder: Path, metrics: str = METRICS) -> Card:
    """Send a file of deals, and return the card with what it is taken for."""
    put(at.here.storage, folder, "metrics", metrics)
    (card,) = await at.send("deals-2026-10.csv", (HEADERS[at.here.locale] + ROWS).encode())
    return card


async def choose(at: Desk, card: Card, **answers: str) -> Card:
    """Fill in the form about one metric, and return the card that comes of it."""
    form = await at.here.click("kim", button(card, "upload.number"))
    await at.here.submit("kim", form, **answers)
    return at.here.inbox("kim")[-1]


@EVERYWHERE
async def test_what_is_chosen_is_checked_by_one_person_and_stored_as_a_mapping_would(
    way: Way, storage: Storage, tmp_path: Path
) -> None:
    async with desk(storage, way) as at:
        card = await offered(at, tmp_path)
        # The file is called deals, and one of its columns is of customers: both are counted without being asked.
        assert read(card).count(str(at.here.t("formula-count", of=""))) == 1
        for answers in (
            {"metric": "deal_size", "how": "mean:0"},
            {"metric": "amount_typical", "how": "median:0", "where": "is:1:0"},
            {"metric": "win_rate", "how": "share:1:0"},
            {"metric": "discount", "how": "ratio:1:0"},
        ):
            card = await choose(at, card, **answers)

        (checked,) = await at.press(card, "upload.check")
        shown = read(checked)
        assert all(value in shown for value in ("450", "500", "75%", "3.33%")), shown
        with at.here.work() as work:
            assert work.records.count(RecordQuery()) == 0
        await at.press(checked, "upload.start")

        column = {"en": ("amount", "customer", "stage", "rebate"), "zh-CN": ("金额", "客户", "阶段", "返利")}
        amount, customer, stage, rebate = column[at.here.locale]
        with at.here.work() as work:
            stream = present(work.streams.get("deals"))
            made = {metric.key: metric.formula for metric in work.metrics.all() if metric.formula}
        assert (stream.renewal, stream.measures) == (Renewal.ID, (amount, rebate))
        assert made == {
            "deals": "count() from deals",
            "customers": f"distinct({customer}) from deals",
            "deal_size": f"mean({amount}) from deals",
            "amount_typical": f"median({amount}) from deals where {stage} = Won",
            "win_rate": f"count(where {stage} = Won) / count() from deals",
            "discount": f"sum({rebate}) / sum({amount}) from deals",
        }
        values = {metric: value for (person, metric, _), value in readings(storage).items() if person == "bo"}
        assert values == {
            "deals": 4,
            "customers": 3,
            "deal_size": 450,
            "amount_typical": 500,
            "win_rate": 0.75,
            "discount": pytest.approx(60 / 1800),
        }


@EVERYWHERE
async def test_a_formula_of_ones_own_may_name_columns_by_their_titles(
    way: Way, storage: Storage, tmp_path: Path
) -> None:
    async with desk(storage, way) as at:
        card = await offered(at, tmp_path)
        amount, rebate = {"en": ("Amount", "Rebate"), "zh-CN": ("金额", "返利")}[at.here.locale]
        net = f"mean({amount} - {rebate})"

        card = await choose(at, card, metric="deal_size", how="own", formula=net)
        (checked,) = await at.press(card, "upload.check")
        await at.press(checked, "upload.start")

        with at.here.work() as work:
            made = present(work.metrics.get("deal_size")).formula
        assert made == f"mean({amount.lower()} - {rebate.lower()}) from deals"
        assert readings(storage)["bo", "deal_size", "2026-10-01"] == 435


@pytest.mark.parametrize(
    ("answers", "field", "reason"),
    [
        ({"metric": "deal_size", "how": "own"}, "formula", "Write the formula here"),
        ({"metric": "deal_size", "how": "own", "formula": "sum amount"}, "formula", "expected “(”"),
        ({"metric": "deal_size", "how": "own", "formula": "sum(weight)"}, "formula", "They have: amount, rebate."),
        (
            {"metric": "deal_size", "how": "own", "formula": "sum(amount) from shop"},
            "formula",
            "in deals, not in “shop”",
        ),
        ({"metric": "win_rate", "how": "count"}, "how", "a share in percent"),
    ],
)
async def test_what_cannot_be_made_comes_back_with_what_can(
    storage: Storage, tmp_path: Path, answers: dict[str, str], field: str, reason: str
) -> None:
    async with desk(storage) as at:
        card = await offered(at, tmp_path)

        again = await at.here.submit("kim", await at.here.click("kim", button(card, "upload.number")), **answers)

        assert isinstance(again, RejectedForm)
        assert reason in str(again.form.problems[field])


async def test_what_was_proposed_can_be_taken_off_and_goes_with_its_column(storage: Storage, tmp_path: Path) -> None:
    async with desk(storage) as at:
        card = await offered(at, tmp_path)
        card = await choose(at, card, metric="deals", how="-")
        card = await choose(at, card, metric="deal_size", how="mean:0")
        form = await at.here.click("kim", button(card, "upload.change"))
        await at.here.submit("kim", form, c3="-", c5="-")  # neither an amount nor a customer

        (card,) = at.here.inbox("kim")

        assert "Average deal" not in read(card)
        assert "Deals" not in read(card)
        assert "number of different" not in read(card)


@EVERYWHERE
async def test_finished_values_stay_and_records_make_what_comes_after_them(
    way: Way, storage: Storage, tmp_path: Path
) -> None:
    async with desk(storage, way) as at:
        put(storage, tmp_path, "metrics", METRICS)
        put(storage, tmp_path, "readings", "employee_id,metric,period,value\nbo,deals,2026-09,7\n")
        card = await offered(at, tmp_path)
        since = at.here.t.day(date(2026, 10, 1))
        assert plain(at.here.t("upload-number-since", made=at.here.t("formula-count", of=""), day=since)) in read(card)

        (checked,) = await at.press(card, "upload.check")
        await at.press(checked, "upload.start")

        values = {
            (person, start): value for (person, metric, start), value in readings(storage).items() if metric == "deals"
        }
        assert values == {("bo", "2026-09-01"): 7, ("bo", "2026-10-01"): 4, ("lee", "2026-10-01"): 2}


async def test_what_the_records_make_already_is_shown_and_checked(storage: Storage, tmp_path: Path) -> None:
    metrics = METRICS.replace("title_zh\n", "title_zh,formula\n", 1) + (
        "won,deals,higher,month,sum,Won,赢单,count() from deals where stage = Won\n"
    )
    async with desk(storage) as at:
        card = await offered(at, tmp_path, metrics)

        assert "number of records where Stage is Won (so already)" in read(card)
        (checked,) = await at.press(card, "upload.check")
        assert "Won" in [row[0] for block in checked.blocks if isinstance(block, Table) for row in block.rows]
