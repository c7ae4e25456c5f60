"""Goals and milestones in both languages: what they say is understood, what they do not say is not made up."""

from __future__ import annotations

import csv
import re
import unicodedata
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.figures.domain.example import METRICS
from bot.figures.domain.metric import Direction, Metric
from bot.goals.domain.aim import Aim, aimed_at
from bot.goals.domain.aim_amount import AimKind, amount_of
from bot.goals.domain.goal_text import GoalReading, read_goal
from bot.growth.domain.plan_milestone import Milestone, read_milestones
from bot.growth.views.plan_text import milestone_lines, written
from bot.kit.period import Grain
from bot.messages.i18n import translator
from bot.messages.text import plain
from tests.house import ROOT

START = date(2026, 11, 30)
BUGS = Metric("bug_fix_time", "h", Direction.LOWER, Grain.MONTH, "Bug fix time", "bug修复时间")
SATISFACTION = Metric("csat", "%", Direction.HIGHER, Grain.MONTH, "Customer satisfaction", "客户满意度")
REPLIES = Metric("cross_team_response", "h", Direction.LOWER, Grain.MONTH, "Reply time", "响应时长")
KNOWN = [*METRICS.values(), BUGS, SATISFACTION, REPLIES]
WAYS = {"up": True, "down": False, "": None}


def rows() -> list[dict[str, str]]:
    with (ROOT / "tests/data/plans.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_table_is_long_and_has_both_languages() -> None:
    chinese = [row for row in rows() if not row["said"].isascii()]

    assert len(rows()) >= 80
    assert len(chinese) >= 40
    assert len(rows()) - len(chinese) >= 40


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["said"])
def test_what_is_said_is_understood_and_nothing_else(row: dict[str, str]) -> None:
    aim = None
    if row["kind"]:
        aim = Aim(
            kind=AimKind(row["kind"]),
            amount=Decimal(row["amount"]),
            unit=row["unit"],
            rising=WAYS[row["rising"]],
            origin=row["origin"],
        )

    assert read_goal(row["said"], KNOWN, start=START) == GoalReading(
        metric=row["metric"],
        what=row["what"],
        aim=aim,
        due=date.fromisoformat(row["due"]) if row["due"] else None,
        compared=row["compared"] == "yes",
    )


def numbers(text: str) -> set[Decimal]:
    figures = re.findall(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?", unicodedata.normalize("NFKC", text))
    return {Decimal(found.replace(",", "")) for found in figures}


WORDS_FOR_NUMBERS = {
    "一半": 50,
    "减半": 50,
    "half": 50,
    "halve": 50,
    "翻一番": 100,
    "double": 100,
    "三成": 30,
    "两成": 20,
    "百分之二十": 20,
    "百分之十五": 15,
}


@given(st.text("0123456789%.到至从降低提高将把客户投诉次品率 cutraisebyto月内within-，,", max_size=40))
def test_no_number_is_understood_that_a_text_does_not_hold(text: str) -> None:
    aim = read_goal(text, KNOWN, start=START).aim

    if aim is not None:
        held = {*numbers(text), *(value for word, value in WORDS_FOR_NUMBERS.items() if word in text)}
        assert aim.amount in held


@pytest.mark.parametrize("row", [row for row in rows() if row["kind"]], ids=lambda row: row["said"])
def test_the_number_of_an_aim_stands_in_its_sentence(row: dict[str, str]) -> None:
    held = {*numbers(row["said"]), *(value for word, value in WORDS_FOR_NUMBERS.items() if word in row["said"])}

    assert Decimal(row["amount"]) in held


AMOUNTS = st.decimals(Decimal("0.01"), Decimal(999_999), places=2).map(lambda amount: amount.normalize()) | st.integers(
    1990, 2040
).map(Decimal)
UNITS = st.sampled_from(["", "h", "%", "件", "小时", "万元", "weeks"])
DUES = st.none() | st.dates(START + timedelta(days=2), date(2099, 12, 31))


@st.composite
def readings(draw: st.DrawFn) -> GoalReading:
    kind = draw(st.sampled_from(AimKind))
    unit = draw(UNITS) if kind is AimKind.VALUE else draw(UNITS.filter(lambda unit: unit != "%"))
    rising = draw(st.sampled_from([True, False]))
    amount = draw(AMOUNTS)
    aim = Aim(kind=kind, amount=amount, unit=unit if kind in {AimKind.VALUE, AimKind.AMOUNT} else "", rising=rising)
    metric = draw(st.sampled_from(["", "bug_fix_time", "csat", "complaints"]))
    return GoalReading(
        metric=metric, what=draw(st.sampled_from(["文档覆盖率", "release cycle"])), aim=aim, due=draw(DUES)
    )


@given(reading=readings(), locale=st.sampled_from(["en", "zh-CN"]))
def test_what_is_written_is_read_back_as_the_same(reading: GoalReading, locale: str) -> None:
    t, by_key = translator(locale), {metric.key: metric for metric in KNOWN}

    said = plain(written(t, reading, by_key.get(reading.metric)))
    again = read_goal(said, KNOWN, start=START)

    assert (again.metric, again.aim, again.due) == (reading.metric, reading.aim, reading.due), said


@given(
    days=st.lists(st.none() | st.dates(START, date(2099, 12, 31)), min_size=1, max_size=6),
    locale=st.sampled_from(["en", "zh-CN"]),
)
def test_milestones_that_are_written_are_read_back(days: list[date | None], locale: str) -> None:
    texts = ["完成工具学习", "应用于项目"] if locale == "zh-CN" else ["finish the course", "sum up"]
    milestones = tuple(Milestone(texts[place % 2], day) for place, day in enumerate(days))

    assert read_milestones(milestone_lines(translator(locale), milestones), start=START) == milestones


LISTS = {
    "第1个月完成工具学习,第2个月应用于项目,第3个月总结优化": [
        ("2026-12-30", "完成工具学习"),
        ("2027-01-30", "应用于项目"),
        ("2027-02-28", "总结优化"),
    ],
    "Month 1: finish the tool course; month 2: apply it to the project; month 3: sum up": [
        ("2026-12-30", "finish the tool course"),
        ("2027-01-30", "apply it to the project"),
        ("2027-02-28", "sum up"),
    ],
    "finish the course in month 1, apply it in month 2, sum up in month 3": [
        ("2026-12-30", "finish the course"),
        ("2027-01-30", "apply it"),
        ("2027-02-28", "sum up"),
    ],
    "第一个月完成学习，参加培训；第二个月应用": [("2026-12-30", "完成学习，参加培训"), ("2027-01-30", "应用")],
    "Weeks 1-2: read the manual. Week 4: first release": [
        ("2026-12-14", "read the manual"),
        ("2026-12-28", "first release"),
    ],
    "12月15日前完成需求评审，1月10日上线": [("2026-12-15", "完成需求评审"), ("2027-01-10", "上线")],
    "By 15 December finish the design, by 10 January go live": [
        ("2026-12-15", "finish the design"),
        ("2027-01-10", "go live"),
    ],
    "By 15 December: a call with all six. By 31 December: orders from two of them. By 10 January: the winter order": [
        ("2026-12-15", "a call with all six"),
        ("2026-12-31", "orders from two of them"),
        ("2027-01-10", "the winter order"),
    ],
    "首月：熟悉流程；次月：独立负责": [("2026-12-30", "熟悉流程"), ("2027-01-30", "独立负责")],
    "Q1 2027: pilot; Q2 2027: roll-out": [("2027-03-31", "pilot"), ("2027-06-30", "roll-out")],
    "1. 完成课程\n2. 应用到项目": [("", "完成课程"), ("", "应用到项目")],
    "学习工具，写总结": [("", "学习工具，写总结")],
    "里程碑：第1个月完成学习": [("2026-12-30", "完成学习")],
    "": [],
}


@pytest.mark.parametrize("said", LISTS)
def test_milestones_are_dated_from_the_day_on_which_the_plan_begins(said: str) -> None:
    found = [(each.due.isoformat() if each.due else "", each.text) for each in read_milestones(said, start=START)]

    assert found == LISTS[said]


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading(text: str) -> None:
    read_goal(text, KNOWN, start=START)
    milestones = read_milestones(text, start=START)

    assert all(milestone.text for milestone in milestones)
    assert all(milestone.due >= START for milestone in milestones if milestone.due)


@pytest.mark.parametrize(
    ("aim", "metric", "base", "target"),
    [
        (Aim(kind=AimKind.SHARE, amount=Decimal(50), rising=False), BUGS, "6", "3.0"),
        (Aim(kind=AimKind.SHARE, amount=Decimal(20), rising=True), BUGS, "5", "6.0"),
        (Aim(kind=AimKind.POINTS, amount=Decimal(5), rising=True), SATISFACTION, "0.85", "0.90"),
        (Aim(kind=AimKind.AMOUNT, amount=Decimal(2), unit="小时", rising=False), BUGS, "6", "4"),
        (Aim(kind=AimKind.AMOUNT, amount=Decimal(30), unit="min", rising=False), BUGS, "6", "5.5"),
        (Aim(kind=AimKind.VALUE, amount=Decimal(92), unit="%", rising=True), SATISFACTION, "0.85", "0.92"),
        (Aim(kind=AimKind.VALUE, amount=Decimal(3), unit="万元"), METRICS["collections"], None, "30000"),
    ],
)
def test_an_aim_leads_to_an_exact_value(aim: Aim, metric: Metric, base: str | None, target: str) -> None:
    assert aimed_at(aim, metric, Decimal(base) if base else None) == Decimal(target)


@pytest.mark.parametrize(
    ("aim", "metric", "base"),
    [
        (Aim(kind=AimKind.SHARE, amount=Decimal(50), rising=False), BUGS, None),
        (Aim(kind=AimKind.SHARE, amount=Decimal(50)), BUGS, Decimal(6)),
        (Aim(kind=AimKind.POINTS, amount=Decimal(5), rising=True), BUGS, Decimal(6)),
        (Aim(kind=AimKind.VALUE, amount=Decimal(2), unit="件"), BUGS, Decimal(6)),
    ],
)
def test_where_nobody_knows_where_an_aim_leads_no_value_is_made_up(
    aim: Aim, metric: Metric, base: Decimal | None
) -> None:
    assert aimed_at(aim, metric, base) is None


@pytest.mark.parametrize(
    ("said", "amount"),
    [
        ("50%", (50, "%")), ("5 percentage points", (5, "%")), ("2 h", (2, "h")), ("1,240", (1240, "")),
        ("2小时", (2, "小时")), ("５０％", (50, "%")), ("many", None), ("", None), ("5-10", None),
    ],
)  # fmt: skip
def test_a_number_that_is_typed_alone_is_read_with_its_unit(said: str, amount: tuple[int, str] | None) -> None:
    found = amount_of(said)

    assert (found and (int(found[0]), found[1])) == amount


def test_milestones_of_months_come_in_order() -> None:
    dues = [milestone.due for milestone in read_milestones("第1个月A，第2个月B，第3个月C", start=START)]

    assert all(before and after and before < after for before, after in pairwise(dues))
