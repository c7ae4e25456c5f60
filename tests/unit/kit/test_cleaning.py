"""Numbers as people and programs write them: what they mean, and which are refused as unclear."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kit.cleaning import UnclearValue, is_footer, is_missing, is_total
from bot.kit.number import NumberStyle, number


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("120000", "CNY", "120000"),
        (" 101,200.50 ", "CNY", "101200.50"),
        ("８６０００", "CNY", "86000"),
        ("\u3000１２\u3000", "次", "12"),
        ("¥128,500.00", "CNY", "128500"),
        ("￥98,000", "元", "98000"),
        ("CNY 98,000", "CNY", "98000"),
        ("98000元", "CNY", "98000"),
        ("$1.5M", "USD", "1500000"),
        ("US$ 12k", "USD", "12000"),
        ("5美元", "USD", "5"),
        ("1.5万", "CNY", "15000"),
        ("1.2万元", "CNY", "12000"),
        ("3亿", "CNY", "300000000"),
        ("1亿2000万", "CNY", "120000000"),
        ("12万单", "单", "120000"),
        ("120千元", "CNY", "120000"),
        ("-3,200", "CNY", "-3200"),
        ("(1,234)", "USD", "-1234"),
        ("¥(3,200)", "CNY", "-3200"),
        ("-¥3,200", "CNY", "-3200"),
        ("3,200-", "CNY", "-3200"),
        ("−5", "", "-5"),
        ("1 234 567", "USD", "1234567"),
        ("1\u202f234\u00a0567", "EUR", "1234567"),
        ("1'234'567", "USD", "1234567"),
        ("１０７．１％", "%", "1.071"),
        ("98%", "%", "0.98"),
        ("0.8433", "%", "0.8433"),
        ("1", "%", "1"),
        ("-6.4%", "%", "-0.064"),
        ("250 %", "%", "2.5"),
        ("5‰", "%", "0.005"),
        ("1.5小时", "min", "90"),
        ("1小时30分钟", "分钟", "90"),
        ("1h30m", "min", "90"),
        ("90 min", "h", "1.5"),
        ("1:30:00", "min", "90"),
        ("45分钟", "min", "45"),
        ("22天", "天", "22"),
        ("46次", "count", "46"),
        ("46次", "commits", "46"),
        ("12 customers", "customers", "12"),
        ("5kg", "kg", "5"),
        ("2.9999999999999999E-2", "%", "0.029999999999999999"),
        ("1.2E+5", "", "120000"),
        ("+5", "", "5"),
        ('="00105"', "", "105"),
        ("'105", "", "105"),
    ],
)
def test_a_number_means_what_it_says_in_the_unit_of_its_metric(text: str, unit: str, value: str) -> None:
    assert number(text, unit=unit)[0] == Decimal(value)


@pytest.mark.parametrize(
    ("text", "unit", "reason"),
    [
        ("1,5", "", "import-separator"),
        ("1,23,456", "", "import-separator"),
        ("12,0000", "CNY", "import-separator"),
        ("$5", "CNY", "import-currency"),
        ("100日元", "CNY", "import-currency"),
        ("¥5", "次", "import-unit"),
        ("98%", "CNY", "import-unit"),
        ("95", "%", "import-percent-or-ratio"),
        ("5kg", "次", "import-unit"),
        ("3天", "次", "import-unit"),
        ("5个", "kg", "import-unit"),
        ("3小时", "天", "import-unit"),
        ("约120", "", "import-inexact"),
        ("100+", "", "import-inexact"),
        ("<5", "", "import-inexact"),
        ("=SUM(A1:A3)", "", "import-formula"),
        ("abc", "", "import-no-number"),
        ("一百", "", "import-no-number"),
        ("12.5.6", "", "import-no-number"),
        ("0x10", "", "import-no-number"),
        ("9/10", "", "import-no-number"),
        ("10-12", "", "import-no-number"),
        ("NaN5", "", "import-no-number"),
        ("Infinity", "", "import-no-number"),
        ("2000万1亿", "CNY", "import-no-number"),
        ("true", "", "import-no-number"),
    ],
)
def test_what_is_unclear_is_refused_with_its_reason(text: str, unit: str, reason: str) -> None:
    with pytest.raises(UnclearValue) as caught:
        number(text, unit=unit)

    assert caught.value.key == reason


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        "--",
        "—",
        "N/A",
        "n/a",
        "NULL",
        "null",
        "#N/A",
        "#VALUE!",
        "#DIV/0!",
        "暂无",
        "无",
        "待定",
        "／",
        "（空）",
    ],
)
def test_a_missing_value_is_none_and_never_zero(text: str) -> None:
    assert number(text, unit="次")[0] is None
    assert is_missing(text)


def test_a_mapping_may_say_how_numbers_are_written() -> None:
    german = NumberStyle(decimal=",")
    thousands = NumberStyle(scale=Decimal(1000))
    percent = NumberStyle(percent=True)

    assert number("1.234,56", unit="EUR", style=german)[0] == Decimal("1234.56")
    assert number("2,5", unit="", style=german)[0] == Decimal("2.5")
    assert number("400", unit="USD", style=thousands)[0] == 400_000
    assert number("95.6", unit="%", style=percent)[0] == Decimal("0.956")
    assert number("keine", unit="", style=NumberStyle(missing=frozenset({"keine"})))[0] is None


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("合计", True),
        ("合 计", True),
        ("小计：", True),
        ("销售部小计", True),
        ("Grand Total", True),
        ("Total:", True),
        ("Subtotal for Q3", True),
        ("平均", True),
        ("张伟", False),
        ("totally", False),
        ("Sumit", False),
        ("何总", False),
    ],
)
def test_rows_of_totals_are_told_by_their_label(text: str, *, total: bool) -> None:
    assert is_total(text) is total


def test_remarks_are_told_by_how_they_begin() -> None:
    assert is_footer("备注：数据截至9月30日")
    assert is_footer("Note: preliminary")
    assert not is_footer("00105")


@given(
    st.decimals(min_value=-(10**9), max_value=10**9, places=2),
    st.sampled_from(["{:f}", "{:,f}", " {:f}\u3000", "¥{:,f}"]),
)
def test_however_a_plain_number_is_dressed_it_stays_itself(value: Decimal, dress: str) -> None:
    assert number(dress.format(value), unit="CNY")[0] == value


@given(st.text(max_size=30), st.sampled_from(["", "CNY", "%", "min", "天", "kg"]))
def test_any_text_is_a_number_or_missing_or_refused(text: str, unit: str) -> None:
    with suppress(UnclearValue):
        value, _ = number(text, unit=unit)
        assert value is None or value.is_finite()
