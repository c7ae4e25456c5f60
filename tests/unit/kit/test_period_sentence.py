"""Periods in sentences: what is said is read as it is meant, and no name or word is taken for a month."""

from __future__ import annotations

import csv
import itertools
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kit.period import Grain, Period, period_of
from bot.kit.period_alone import spoken_period
from bot.kit.period_sentence import periods, plain
from bot.kit.period_words import MONTHS

DATA = Path(__file__).parents[2] / "data"
TODAY = date(2026, 11, 18)
DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))


def table() -> list[dict[str, str]]:
    with (DATA / "periods.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def words(file: str) -> list[str]:
    lines = (DATA / file).read_text(encoding="utf-8").splitlines()
    return sorted({word for line in lines if not line.startswith("#") for word in line.split()})


@pytest.mark.parametrize("row", table(), ids=lambda row: row["text"])
def test_a_phrase_means_the_days_that_people_mean_by_it(row: dict[str, str]) -> None:
    found = spoken_period(row["text"], today=TODAY)

    shown = ("", "") if found is None else tuple(day.isoformat() for day in (found[0].start, found[0].end))
    assert shown == (row["start"], row["end"])


def test_the_table_of_phrases_is_large_and_of_both_languages() -> None:
    rows = table()

    assert {lang: sum(row["lang"] == lang for row in rows) >= 100 for lang in ("en", "zh")} == {"en": True, "zh": True}
    assert sum(not row["start"] for row in rows) >= 80
    assert len({row["text"] for row in rows}) == len(rows)


@pytest.mark.parametrize("frame", ["{}", "how is {} doing", "{}'s numbers", "show {}", "sales {}", "team {}"])
@pytest.mark.parametrize("today", [date(2026, month, 18) for month in (1, 5, 11)])
def test_no_english_name_or_word_is_a_period(frame: str, today: date) -> None:
    said = {word: spoken_period(frame.format(word), today=today) for word in words("not_months.txt")}
    lower = {word: spoken_period(frame.format(word.lower()), today=today) for word in words("not_months.txt")}

    assert {word: found for word, found in {**said, **lower}.items() if found} == {}


@pytest.mark.parametrize("frame", ["{}", "{}怎么样", "看看{}的数据", "{}的销售额", "我去{}"])
def test_no_chinese_name_or_word_is_a_period(frame: str) -> None:
    said = {word: spoken_period(frame.format(word), today=TODAY) for word in words("not_months_zh.txt")}

    assert {word: found for word, found in said.items() if found} == {}


@given(st.sampled_from(sorted(MONTHS)), st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=6), DAYS)
def test_a_word_that_only_begins_or_ends_like_a_month_is_none(month: str, more: str, today: date) -> None:
    for word in (month + more, more + month):
        if word not in MONTHS:
            assert spoken_period(word, today=today) is None
            assert spoken_period(f"the {word} team", today=today) is None


@given(st.sampled_from(sorted(MONTHS)), st.integers(2000, 2099), DAYS)
def test_a_month_with_its_year_is_that_month_from_every_day(month: str, year: int, today: date) -> None:
    meant = (period_of(date(year, MONTHS[month], 1), Grain.MONTH), Grain.MONTH)

    for said in (f"{month} {year}", f"sales in {month}, {year}", f"{year} {month}", f"{month.upper()}/{year}"):
        assert spoken_period(said, today=today) == meant, said
    number = MONTHS[month]
    for said in (f"{year}年{number}月", f"{year}-{number:02}", f"{number}/{year}", f"看{year}年{number}月份的"):
        assert spoken_period(said, today=today) == meant, said


@given(st.sampled_from(sorted(MONTHS)), DAYS)
def test_a_month_without_a_year_has_begun_and_is_no_older_than_a_year(month: str, today: date) -> None:
    found = spoken_period(f"in {month}", today=today)

    assert found is not None
    assert found[0].start.month == MONTHS[month]
    assert 0 <= (today - found[0].start).days < 366


@given(st.integers(1, 60), st.sampled_from(["days", "weeks", "months", "quarters"]), DAYS)
def test_the_last_so_many_are_whole_and_end_before_the_one_that_runs(n: int, unit: str, today: date) -> None:
    found = spoken_period(f"the last {n} {unit}", today=today)

    assert found is not None
    period, grain = found
    assert (period_of(period.start, grain).start, period_of(period.end, grain).end) == (period.start, period.end)
    assert period_of(today, grain).start == period.end.fromordinal(period.end.toordinal() + 1)
    steps, at = 0, period.start
    while at <= period.end:
        at, steps = period_of(at, grain).end.fromordinal(period_of(at, grain).end.toordinal() + 1), steps + 1
    assert steps == n


@pytest.mark.parametrize(
    "said",
    [
        "sales before October",
        "十月以前的销售额",
        "last fortnight",
        "春节的销售额",
        "my numbers at the end of the quarter",
        "30 February",
        "2月30日",
        "week 54 of 2025",
        "03/04/2025",
        "from September 2026 to July 2026",
        "except october",
    ],
)
def test_what_speaks_of_time_and_is_not_understood_is_found_as_such(said: str) -> None:
    found = periods(said, today=TODAY)

    assert [mention.period for mention in found] == [None], found
    assert plain(said)[found[0].start : found[0].end]


def test_every_period_of_a_text_is_found_in_its_order_with_its_place() -> None:
    said = "compare October with 三季度 and the week of 12 May 2025"

    found = periods(said, today=TODAY)

    assert [said[mention.start : mention.end] for mention in found] == ["October", "三季度", "the week of 12 May 2025"]
    assert [mention.grain for mention in found] == [Grain.MONTH, Grain.QUARTER, Grain.WEEK]


@given(st.text(max_size=60), DAYS)
def test_any_words_are_read_without_an_error(said: str, today: date) -> None:
    read_anything(said, today)


@given(st.lists(st.sampled_from([row["text"] for row in table()] + list("年月周季上下-到~'./, ")), max_size=6), DAYS)
def test_any_mixture_of_phrases_is_read_without_an_error(parts: list[str], today: date) -> None:
    read_anything("".join(parts), today)


def read_anything(said: str, today: date) -> None:
    found = periods(said, today=today)

    assert all(mention.period is None or isinstance(mention.period, Period) for mention in found)
    assert all(mention.period is None or mention.period.start <= mention.period.end for mention in found)
    assert all(0 <= mention.start < mention.end <= len(plain(said)) for mention in found)
    assert all(left.end <= right.start for left, right in itertools.pairwise(found))
