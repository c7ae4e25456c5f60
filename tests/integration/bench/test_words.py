"""The bench of words reads sentences as a person does: what is not so is found, and what is so is not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.bench.words_alike import masked, twins
from bot.bench.words_claims import Truth, laws, untrue
from bot.bench.words_random import contradictions, invented
from bot.bench.words_steps import About, misfits
from bot.figures.domain.metric import Direction, Metric
from bot.kit.period import Grain

FALLING = Truth(0.058, -1, (0.083, 0.082, 0.07), target=0.03, peers=(0.02, 0.025, 0.027, 0.03, 0.04), year_ago=0.16)
SOLD = Truth(100.0, 1, (90.0, None, 120.0), target=80.0, peers=(110.0, 120.0, 130.0, 140.0, 150.0))


@pytest.mark.parametrize(
    "line",
    [
        "Defect rate 5.8%, down 3 months in a row, over the target of 3%, above the role median of 2.7%",
        "次品率5.8%，连续3个月下降，明显超出目标3%，高于同岗中位数2.7%，同比降10.2个百分点",
        "down 1.2 points from the month before, down 10.2 points from a year ago",
        "better 3 months in a row, 2.8 points to go to the target of 3%, the lowest of 4 months, far below the usual",
        "连续3个月好转，离目标3%还差2.8个百分点，照这个速度十二月达标，4个月里最低",
    ],
)
def test_what_is_so_is_not_found(line: str) -> None:
    assert untrue(line, FALLING) == []


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("up 1.2 points from the month before", "up 1.2 points from the month before"),
        ("up 2 months in a row", "up 2 months in a row"),
        ("down 4 months in a row", "down 4 months in a row"),
        ("within the target of 3%", "within the target of"),
        ("below the role median of 7%", "below the role median"),
        ("环比升1.2个百分点", "环比升"),
        ("在目标3%以内", "在目标3%以内"),
        ("连续4个月下降", "连续4个月下降"),
        ("低于同岗中位数7%", "低于同岗中位数"),
        ("同比升3个百分点", "同比升"),
        ("better 4 months in a row", "better 4 months in a row"),
        ("连续4个月好转", "连续4个月好转"),
        ("the first time in 6 months", "the first time"),
        ("6个月来首次达标", "首次达标"),
        ("the highest of 4 months", "the highest of"),
        ("reached 2 months in a row", "reached 2 months in a row"),
        ("时隔两个月重新达标", "重新达标"),
    ],
)
def test_what_is_not_so_is_found_in_both_languages(line: str, wrong: str) -> None:
    assert untrue(line, FALLING) == [wrong]


def test_a_gap_ends_what_is_in_a_row() -> None:
    assert untrue("down 2 months in a row", SOLD) == ["down 2 months in a row"]


@pytest.mark.parametrize(
    ("text", "own", "broken"),
    [
        ("Sales, October: 125% of target", True, 1),
        ("十月销售额完成率125%", True, 1),
        ("Your numbers for October are in", True, 0),
        ("Ana, October: sales at 125% of target", False, 0),
    ],
)
def test_nobody_is_praised_for_what_is_worse_than_before_and_than_the_others(text: str, own: bool, broken: int) -> None:  # noqa: FBT001
    assert len(laws(text, SOLD, own=own)) == broken


@pytest.mark.parametrize("text", ["Li Si, August: defect rate at 5.8%, over 3%", "李四八月次品率5.8%，超过3%"])
def test_no_bar_is_said_to_be_crossed_where_each_step_was_better(text: str) -> None:
    assert len(laws(text, FALLING, own=False)) == 1
    assert laws(text, Truth(0.058, -1, (0.083, 0.05, 0.03)), own=False) == []
    assert (
        laws("Li Si, August: defect rate at 5.8%, still over 3%, but better 3 months in a row", FALLING, own=False)
        == []
    )


def test_names_and_numbers_are_masked_and_what_is_left_is_compared() -> None:
    said = ["Li Si, August: 5.8% of 1,643", "Ma Li, September: 3.1% of 20", "Ma Li, your best month since March 2025"]
    plain = [masked(text, ["Li Si", "Ma Li", "Ma"]) for text in said]
    assert plain[0] == plain[1] == "@, #: # of #"
    assert twins(plain) == [0, 1]
    assert masked("李四八月次品率5.8%，连续7个月下降", ["李四"]) == "@#次品率#，连续#个月下降"


def test_a_step_that_takes_for_granted_what_is_not_so_is_found() -> None:
    sales = Metric("sales", "USD", Direction.HIGHER, Grain.MONTH, minimum_step=Decimal(1))
    rising = About(((sales, Truth(100.0, 1, (60.0, 80.0), year_ago=50.0)),))
    assert misfits("Look at which product group fell most. Which reason came up most often?", rising)
    assert misfits("列出同比下降最多的10家客户。", rising)
    assert misfits("What was different? What was different?", rising) == ["What was different?"]
    assert not misfits("Which reason came up most often?", rising)


def test_what_is_said_of_random_series_is_read_in_both_languages() -> None:
    assert [series.values for series in invented(3)] == [series.values for series in invented(3)]
    found, read = contradictions(40)
    assert read > 40
    assert len(found) < read / 10
