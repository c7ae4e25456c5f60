"""What another file of records means is asked once in chat, where no column tells one record from another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.figures.domain.record import RecordQuery, Renewal
from bot.kit.period import Grain
from bot.messages.card import Action
from bot.messages.inbound import Notice
from bot.messages.text import plain
from bot.people.domain.permission import Role
from tests.chat import EVERYWHERE, Way, button, buttons, give, read
from tests.integration.intake.test_upload import desk, files
from tests.present import present

if TYPE_CHECKING:
    from bot.messages.card import Button, Card
    from storage.storage import Storage
    from tests.integration.intake.test_upload import Desk

HEADER = {"en": "Employee id,Date,Amount,Ref\n", "zh-CN": "工号,日期,金额,备注号\n"}
FIRST = "bo,2026-10-02,100,A\nbo,2026-10-02,100,B\nlee,2026-10-03,40,C\n"
SECOND = "bo,2026-10-02,100,A\nbo,2026-10-09,70,D\n"
"""A second file of the month: of two equal rows of bo one is there, one is new, and lee is not in it."""
MAPPING = (
    '[columns]\nemployee_id = "{0}"\nperiod = "{1}"\n[[value]]\nmetric = "sales_amount"\ncolumn = "{2}"\nhow = "sum"\n'
)


async def send(at: Desk, rows: str, *, name: str = "records-orders.csv") -> Card:
    (card,) = await at.send(name, (HEADER[at.here.locale] + rows).encode())
    return card


async def bring(at: Desk, card: Card) -> None:
    (checked,) = await at.press(card, "upload.check")
    await at.press(checked, "upload.start")


def answers(card: Card) -> dict[str, Button]:
    """Return the buttons that say what the next file means, by what they say."""
    found = [pressed for pressed in buttons(card) if pressed.action.name == "upload.renew"]
    return {dict(pressed.action.args)["how"]: pressed for pressed in found}


def stored(at: Desk, stream: str = "records-orders") -> list[tuple[str, int]]:
    """Return whose records count on which day of October."""
    with at.here.work() as work:
        return sorted((record.person_id, record.day.day) for record in work.records.find(RecordQuery(stream)))


@EVERYWHERE
@pytest.mark.parametrize(
    ("how", "renewal", "after"),
    [
        ("whole", (Renewal.WHOLE, Grain.MONTH), [("bo", 2), ("bo", 9), ("lee", 3)]),
        ("append", (Renewal.APPEND, None), [("bo", 2), ("bo", 2), ("bo", 2), ("bo", 9), ("lee", 3)]),
    ],
)
async def test_what_the_next_file_means_is_asked_once_and_holds(
    way: Way, storage: Storage, how: str, renewal: tuple[Renewal, Grain | None], after: list[tuple[str, int]]
) -> None:
    async with desk(storage, way) as at:
        t = at.here.t
        card = await send(at, FIRST)
        assert plain(t("upload-renew-asked")) in read(card)
        assert {"upload.check"}.isdisjoint(pressed.action.name for pressed in buttons(card))
        offered = answers(card)
        assert {name: pressed.text for name, pressed in offered.items()} == {
            name: plain(t(f"upload-button-renew-{name}")) for name in ("whole", "append")
        }

        said = await at.here.click("kim", offered[how])
        assert isinstance(said, Notice)
        (card,) = at.here.inbox("kim")
        assert plain(t(f"upload-renew-{how}")) in read(card)
        await bring(at, card)
        assert stored(at) == [("bo", 2), ("bo", 2), ("lee", 3)]
        with at.here.work() as work:
            kept = present(work.streams.get("records-orders"))
        assert (kept.renewal, kept.whole) == renewal

        again = await send(at, SECOND)
        assert plain(t("upload-renew-asked")) not in read(again), "it was said once"
        await bring(at, again)
        assert stored(at) == after


@EVERYWHERE
async def test_the_id_may_be_said_instead(way: Way, storage: Storage) -> None:
    async with desk(storage, way) as at:
        card = await send(at, FIRST)
        form = await at.here.click("kim", button(card, "upload.change"))

        await at.here.submit("kim", form, c3="id")

        (card,) = at.here.inbox("kim")
        assert plain(at.here.t("upload-renew-id", columns=HEADER[at.here.locale].strip().split(",")[3])) in read(card)
        await bring(at, card)
        await bring(at, await send(at, SECOND))
        with at.here.work() as work:
            assert present(work.streams.get("records-orders")).renewal is Renewal.ID
        assert stored(at) == [("bo", 2), ("bo", 2), ("bo", 9), ("lee", 3)]


@EVERYWHERE
async def test_a_mapping_without_an_id_is_asked_about_too(way: Way, storage: Storage) -> None:
    async with desk(storage, way) as at:
        mapping = MAPPING.format(*HEADER[at.here.locale].split(","))
        await at.send("crm.toml", mapping.encode())

        card = await send(at, FIRST, name="export.csv")

        assert plain(at.here.t("upload-renew-asked-mapped")) in read(card)
        await at.here.click("kim", answers(card)["append"])
        (card,) = at.here.inbox("kim")
        await bring(at, card)
        assert stored(at, "crm") == [("bo", 2), ("bo", 2), ("lee", 3)]


@EVERYWHERE
async def test_an_answer_that_nobody_offered_or_that_comes_late_changes_nothing(way: Way, storage: Storage) -> None:
    async with desk(storage, way) as at:
        card = await send(at, FIRST)
        whole = answers(card)["whole"].action
        args = dict(whole.args)

        wrong = await at.here.click("kim", Action("upload.renew", tuple((args | {"how": "ask"}).items())))
        assert plain(at.here.t("button-unknown")) in read(wrong)
        await at.here.click("kim", whole)
        late = await at.here.click("kim", Action("upload.renew", tuple((args | {"how": "append"}).items())))

        assert plain(at.here.t("upload-further-on", name="records-orders.csv")) in read(late)
        assert len(at.here.inbox("kim")) == 1
        other = await at.here.click("lee", whole)
        assert "records-orders" not in read(other)


@EVERYWHERE
async def test_a_whole_file_that_only_lacks_something_can_be_imported(way: Way, storage: Storage) -> None:
    async with desk(storage, way) as at:
        with at.here.work() as work:
            give(work, "kim", Role.HR)
        await at.here.click("kim", answers(await send(at, SECOND))["whole"])
        (card,) = at.here.inbox("kim")
        await bring(at, card)

        again = await send(at, SECOND.splitlines()[0] + "\n")
        (checked,) = await at.press(again, "upload.check")
        counts = {"new": 0, "changed": 0, "same": 1, "gone": 1}
        assert plain(at.here.t("upload-counts-stored-records", **counts)) in read(checked)
        cards = await at.press(checked, "upload.start")

        assert stored(at) == [("bo", 2)]
        (sheet,) = [sheets[name] for card in cards for sheets in [files(card)] for name in sheets if "report" in name]
        taken_back = next(row for row in sheet if row[0] == at.here.t("upload-report-withdrawn"))
        assert taken_back[5] == "1"
