"""What is asked about is answered and said back; what is not understood is said, and never dropped."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.messages.card import Action
from bot.messages.form import Form
from bot.messages.inbound import RejectedForm
from tests.chat import EVERYWHERE, Chat, Way, button, buttons, chat, read, returned
from tests.company import Company

if TYPE_CHECKING:
    from storage.storage import Storage

MONTHS = {date(2026, month, 1): 100.0 + month for month in range(1, 11)} | {date(2025, 10, 1): 90.0}


def factory(talk: Chat) -> None:
    """Lay a manager and two workers with a metric each month, and a rate that is kept by the month and by the day."""
    talk.hire("m0")
    talk.hire("w1", "w2", manager="m0")
    talk.hire("mark", manager="m0", name="Mark April")
    with talk.work() as work:
        company = Company(work)
        rate = {
            "unit": "%",
            "direction": "lower",
            "title_en": "Defect rate",
            "title_zh": "次品率",
            "aggregate": "ratio",
        }
        company.metric("defect_rate", **rate)
        company.metric("defect_rate_day", **rate, grain="day")
        company.metric("margin", unit="%", title_en="Gross margin", title_zh="毛利率")
        for who in ("w1", "w2", "mark"):
            for month, value in MONTHS.items():
                company.delta(who, "margin", month, value=value / 1000)
            company.delta(who, "defect_rate", date(2026, 10, 1), value=0.031)
            company.delta(who, "defect_rate_day", date(2026, 11, 2), value=0.077)


MARGIN = [
    ("me margin", "10.9%|11%", "You asked about: gross margin\n"),
    ("me gross margin october last year", "9%", "gross margin, October 2025"),
    ("我的数据 毛利率 去年10月", "9%", "毛利率，2025年10月"),
    ("me margin 10/2025", "9%", "gross margin, October 2025"),
    ("我的毛利率今年三月怎么样", "10.3%", "毛利率，2026年3月"),
    ("我的数据 上上个月", "10.9%", "2026年9月"),
    ("me third quarter", "10.7%", "Q3 2026"),
    ("me margin last 3 months", "10.8%", "August 2026 to October 2026"),
    ("我的数据 毛利率 近三个月", "10.8%", "2026年8月至2026年10月"),
    ("how did I do in september", "10.9%", "September 2026"),
]


@EVERYWHERE
async def test_the_period_that_was_said_is_answered_and_said_back(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        factory(talk)
        for said, value, asked in MARGIN[1:]:
            if (talk.locale == "zh-CN") is said.isascii():
                continue

            text = read(await talk.say("w1", said))

            assert asked in text, (said, text)
            assert value in text, (said, text)


async def test_all_of_a_few_periods_are_shown(storage: Storage) -> None:
    async with chat(storage) as talk:
        factory(talk)

        text = read(await talk.say("w1", "me margin last 3 months"))

        assert [month in text for month in ("October", "September", "August", "July")] == [True, True, True, False]
        assert [value in text for value in ("11%", "10.9%", "10.8%", "10.7%")] == [True, True, True, False]


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("me margin before October", "before October"),
        ("me margin last fortnight", "last fortnight"),
        ("me margin octobre", "octobre"),
        ("me margin Mark", "Mark"),
        ("me margin October and March 2025", "March 2025"),
    ],
)
async def test_what_is_not_understood_is_said_and_the_rest_answered(storage: Storage, said: str, left: str) -> None:
    async with chat(storage) as talk:
        factory(talk)

        text = read(await talk.say("w1", said))

        assert f"I did not understand “{left}”, so it is left out." in text
        assert "gross margin" in text


async def test_a_name_or_a_metric_that_begins_like_a_month_changes_no_period(storage: Storage) -> None:
    async with chat(storage) as talk:
        factory(talk)

        for said in ("person Mark", "show Mark", "person mark", "how is Mark April doing", "person Mark April"):
            text = read(await talk.say("m0", said))
            assert "Mark April" in text
            assert "You asked about" not in text, said
        for said, asked in (
            ("person Mark April september", "You asked about: September 2026"),
            ("show Mark gross margin March", "You asked about: gross margin, March 2026"),
            ("team margin August", "gross margin, August 2026"),
            ("person w1 margin 10/2025", "gross margin, October 2025"),
            ("person w1 margin 2025.10", "gross margin, October 2025"),
        ):
            assert asked in read(await talk.say("m0", said)), said


async def test_a_sentence_about_somebody_keeps_its_period(storage: Storage) -> None:
    async with chat(storage) as talk:
        factory(talk)
        talk.hire("wei", manager="m0", name="李伟")
        with talk.work() as work:
            for month in (date(2026, 9, 1), date(2026, 10, 1)):
                Company(work).delta("wei", "margin", month, value=0.1)

        for said, asked in (("李伟九月怎么样", "September 2026"), ("李伟2026年9月怎么样", "September 2026")):
            assert asked in read(await talk.say("m0", said)), said


@EVERYWHERE
async def test_of_two_metrics_with_one_title_the_likelier_is_shown_and_the_other_offered(
    storage: Storage, way: Way
) -> None:
    async with chat(storage, way) as talk:
        factory(talk)
        english = talk.locale == "en"

        card = await talk.say("w1", "me defect rate October" if english else "我的数据 次品率 十月")
        assert "3.1%" in read(card)
        other = next(choice for choice in buttons(card) if choice.action.name == "me")
        assert other.text == ("Defect rate by day" if english else "次品率（按日）")
        assert returned(other.action) == other.action

        card = await talk.say("w1", "me defect rate" if english else "我的数据 次品率")
        card = await talk.click("w1", next(choice for choice in buttons(card) if choice.action.name == "me"))
        assert "7.7%" in read(card)

        assert "7.7%" in read(await talk.say("w1", "me defect rate yesterday" if english else "我的数据 昨天次品率"))
        assert "3.1%" in read(await talk.say("w1", "me scrap rate" if english else "我的数据 不良率"))
        assert "3.1%" in read(await talk.say("w1", "why defect rate" if english else "为什么 次品率"))
        asked = await talk.say("w1", "dispute defect rate October" if english else "异议 次品率 十月")
        form = asked.form if isinstance(asked, RejectedForm) else asked
        if isinstance(form, Form):
            assert "3.1%" in form.intro
        else:
            assert "3.1%" in read(form)
            await talk.say("w1", "取消")
        named = await talk.say("w1", "metric defect rate" if english else "指标 次品率")
        assert button(named, "metric").action == Action("metric", (("said", "defect_rate_day"),))


async def test_the_button_under_a_figure_asks_for_its_metric_by_key(storage: Storage) -> None:
    async with chat(storage) as talk:
        factory(talk)

        card = await talk.say("m0", "show w1 defect rate October")

        assert button(card, "person").action == Action(
            "person", (("said", "w1 defect_rate_day 2026-10-01 to 2026-10-31"),)
        )
