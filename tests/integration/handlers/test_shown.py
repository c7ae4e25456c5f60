"""What people are shown is what there is: usual values, words and cases beside them, dead accounts, what came in."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.doctor import _people
from bot.intake.views.outcome import examples
from bot.kit.identity import Identity
from bot.kit.period import Grain, period_of
from bot.messages.card import Attachment, Card, Quote
from bot.messages.i18n import translator
from bot.overview.services import report_month
from bot.people.domain.permission import Role
from bot.roster.domain.account import Account
from bot.rules.domain.default_rules import DEFAULT_RULES
from tests.cards import everything
from tests.chat import EVERYWHERE, MORNING, Way, chat, give, read
from tests.company import LONG_AGO, NOW, Company, company_in

if TYPE_CHECKING:
    from storage.storage import Storage
    from tests.chat import Chat

OCTOBER, SEPTEMBER = date(2026, 10, 1), date(2026, 9, 1)


def company(talk: Chat) -> None:
    """Lee leads Kim, whose sales are known with what they usually are."""
    talk.hire("lee")
    talk.hire("kim", manager="lee")
    with talk.work() as work:
        work.rules.seed(DEFAULT_RULES, author="test", at=LONG_AGO)
        firm = Company(work)
        firm.metric("sales", unit="CNY", title_en="Sales", title_zh="销售额")
        facts = {"value": 120.0, "target": 100.0, "attainment": 1.2, "baseline_n": 9, "baseline_median": 90.0}
        firm.delta("kim", "sales", OCTOBER, **facts)
        firm.reading("kim", "sales", OCTOBER, 120.0)


@EVERYWHERE
async def test_me_holds_a_value_against_ones_own_past(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk)

        text = read(await talk.say("kim", "me" if talk.locale == "en" else "我的数据"))

    assert ("usually CN¥90 (median of 9 months)" if way.platform == "slack" else "近9个月中位数90元") in text


@EVERYWHERE
async def test_a_manager_sees_with_a_figure_what_the_person_added_and_that_it_is_disputed(
    storage: Storage, way: Way
) -> None:
    async with chat(storage, way) as talk:
        company(talk)
        context = await talk.say("kim", "context" if talk.locale == "en" else "补充")
        await talk.submit("kim", context, text="Two orders moved to November.")
        dispute = await talk.say("kim", "dispute" if talk.locale == "en" else "异议")
        await talk.submit("kim", dispute, claim="One order is missing.")

        card = await talk.say("lee", "person kim" if talk.locale == "en" else "看看 kim")

    assert isinstance(card, Card)
    said = [str(block.text) for block in card.blocks if isinstance(block, Quote)]
    assert any("Two orders moved" in text for text in said)
    assert any("One order is missing" in text for text in said)
    assert "1" in read(card).split("Sales" if talk.locale == "en" else "销售额", 1)[1]


async def test_imports_are_listed_whatever_came_in_last(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        with talk.work() as work:
            give(work, "lee", Role.ADMIN)
            table = {"kind": "rollup", "digest": "rollup", "source": "rollup", "file": "", "by": "", "report": ""}
            names = ", ".join(f'"{name}"' for name in [*table, "received_at", "done_rows"])
            values = ", ".join(f":{name}" for name in [*table, "received_at", "done_rows"])
            insert = sa.text(f"insert into batch ({names}) values ({values})")  # noqa: S608 - names of ours
            work.connection.execute(insert, table | {"received_at": MORNING.replace(tzinfo=None), "done_rows": 0})

        text = read(await talk.say("lee", "import"))

    assert "rollup" not in text
    assert "did not work" not in text


async def test_an_account_that_is_gone_is_none(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        with talk.work() as work:
            kim = work.people.get("kim")
            assert kim
            mine = kim.identity("slack")
            assert mine
            before = work.health.unmatched()
            work.accounts.put([Account(Identity("slack", mine.tenant, mine.user), gone=True)])
            after = work.health.unmatched()
            [found] = _people(work, translator("en"), platforms=["slack"])

    assert (before, after) == (0, 1)
    assert not found["ok"]
    assert "the accounts of kim are gone" in found["note"]


def test_a_revised_report_counts_what_came_after_the_first(storage: Storage) -> None:
    with company_in(storage) as firm:
        firm.hire("head", role="head", locale="en")
        firm.hire("ann", "bob", "cat", role="sales", locale="en", manager="head")
        october = period_of(OCTOBER, Grain.MONTH)
        for who in ("ann", "bob", "cat"):
            firm.agree(who, "new_customers", OCTOBER, 20)
            firm.read(who, "new_customers", OCTOBER, 15)
        firm.settle()
        firm.work.connection.execute(sa.text("update delta set flags = 32 where value = 15"))  # restated long ago
        report_month.monthly(firm.work, "office", october, now=NOW + timedelta(minutes=1))
        later = firm.insert("batch", kind="readings", received_at=NOW + timedelta(days=1), file="late.csv")
        bob = firm.people["bob"]
        firm.work.connection.execute(
            sa.text("update reading set value = 25, batch_no = :batch where person_no = :bob"),
            {"batch": later, "bob": bob},
        )
        firm.changed |= firm.changed.of([firm.key("new_customers", "bob", OCTOBER)])
        firm.settle(now=NOW + timedelta(days=2))
        report_month.monthly(firm.work, "office", october, now=NOW + timedelta(days=2), revision=1)
        [*_, revised] = [delivery for delivery in firm.work.outbox.find(person_id="head") if delivery.kind == "report"]

    assert "One value" in revised.card


def test_every_sheet_of_an_import_has_rows_of_the_width_of_its_header() -> None:
    sheets = 0
    for locale in ("en", "zh-CN"):
        for card in examples(translator(locale)).values():
            for block in card.blocks:
                if isinstance(block, Attachment) and block.name.endswith(".csv"):
                    header, *rows = csv.reader(block.content.splitlines(keepends=True))
                    sheets += 1
                    assert len(header) > 1
                    assert rows
                    assert all(len(row) == len(header) for row in rows), block.name
            assert everything(card)

    assert sheets > 4
