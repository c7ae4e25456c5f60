"""One grammar: what is printed is read again in both languages, and a word that one place knows all places know."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feedback.domain.specificity import assess
from bot.feedback.domain.wording import Element
from bot.figures.domain.metric_fields import known_word
from bot.figures.domain.target import agreed_period
from bot.kit.cleaning import UnclearValue
from bot.kit.period import Grain, Period, period_of
from bot.kit.period_alone import spoken_period, whole_period
from bot.kit.period_day import spoken_day, spoken_span
from bot.kit.period_printing import period_code
from bot.kit.period_sentence import periods
from bot.kit.period_titles import TITLES, YEAR
from bot.kit.period_viewpoint import Viewpoint
from bot.kit.period_words import GRAIN_WORDS, MONTHS, WEEKDAYS
from bot.kit.period_written import span
from bot.messages.i18n import translator
from bot.rules.domain.expression import read as condition

TODAY = date(2026, 11, 18)  # a Wednesday
DAYS = st.dates(date(2001, 1, 1), date(2089, 12, 31))
GRAINS = st.sampled_from(list(Grain))
LOCALES = st.sampled_from(["en", "zh-CN"])


@given(DAYS, GRAINS, LOCALES, st.integers(0, 800))
def test_what_is_printed_of_the_past_is_read_again(day: date, grain: Grain, locale: str, ago: int) -> None:
    period, today = period_of(day, grain), day + timedelta(days=ago)

    for said in (translator(locale).period(period, grain, today=today), translator(locale).span(period, grain)):
        found = whole_period(said, Viewpoint(today))
        assert found is not None, said
        assert found[:2] == (period, grain), said
        assert [found.period for found in periods(f"sales {said}", today=today)] == [period], said


@given(DAYS, st.sampled_from([Grain.MONTH, Grain.QUARTER, Grain.DAY]), LOCALES, st.integers(2, 150))
def test_what_is_printed_of_the_next_months_is_read_by_what_looks_ahead(
    day: date, grain: Grain, locale: str, ahead: int
) -> None:
    period, today = period_of(day, grain), day - timedelta(days=ahead)
    said = translator(locale).period(period, grain, today=today)

    assert agreed_period(said, grain, today=today) == period, said


@given(DAYS, GRAINS, LOCALES, st.integers(0, 500))
def test_a_range_is_read_again(day: date, grain: Grain, locale: str, longer: int) -> None:
    whole = Period(period_of(day, grain).start, period_of(day + timedelta(days=longer), grain).end)
    said = translator(locale).span(whole, grain)

    found = whole_period(said, Viewpoint(date(2095, 1, 1)))

    assert found is not None, said
    assert found[0] == whole, said


@given(DAYS, GRAINS)
def test_a_code_is_read_again_without_a_day_to_see_it_from(day: date, grain: Grain) -> None:
    period = period_of(day, grain)
    code = period_code(period, grain)

    assert (span(code).period, span(code).grain) == (period, grain), code
    assert spoken_period(code, today=TODAY) == (period, grain), code


def sentence(said: str) -> Period | None:
    return next((found.period for found in periods(f"sales, {said}", today=TODAY) if found.period), None)


def cell(said: str) -> Period | None:
    return span(said).period


def target(said: str) -> Period | None:
    found = spoken_period(said, today=TODAY, ahead=True)
    return found[0] if found else None


Q3 = ("2026-07-01", "2026-09-30")
OCTOBER = ("2026-10-01", "2026-10-31")
WEEK = ("2026-10-12", "2026-10-18")
DAY = ("2026-10-12", "2026-10-12")
WRITTEN = [
    *((said, OCTOBER) for said in ("2026-10", "2026/10", "2026.10", "10/2026", "2026M10", "Oct 2026", "Oct-2026")),
    *((said, OCTOBER) for said in ("2026 October", "2026Oct", "October, 2026", "Oct '26", "October of 2026")),
    *((said, OCTOBER) for said in ("2026年10月", "2026 年 10 月份", "２０２６年１０月", "二〇二六年十月", "26年10月")),
    *((said, Q3) for said in ("2026Q3", "2026-Q3", "2026.Q3", "Q3 2026", "Q3-2026", "Q3'2026", "3Q26", "3Q2026")),
    *((said, Q3) for said in ("third quarter 2026", "the 3rd quarter of 2026", "2026年三季度", "2026年第3季度")),
    *((said, Q3) for said in ("2026 三季度", "2026年第三季", "2026年三季", "2026年7-9月", "2026年7月至9月")),
    *((said, WEEK) for said in ("2026-W42", "2026W42", "W42 2026", "W42-2026", "week 42 of 2026", "CW42 2026")),
    *((said, WEEK) for said in ("2026年第42周", "2026 第42周", "2026年42周")),
    *((said, DAY) for said in ("2026-10-12", "2026.10.12", "12 Oct 2026", "Oct 12th, 2026")),
    *((said, DAY) for said in ("the 12th of October 2026", "2026-Oct-12", "2026年10月12日", "2026年10月12号")),
]


@pytest.mark.parametrize("read", [cell, sentence, target], ids=["cell", "sentence", "target"])
@pytest.mark.parametrize(("said", "days"), WRITTEN, ids=[said for said, _ in WRITTEN])
def test_what_says_its_year_is_read_everywhere(
    read: Callable[[str], Period | None], said: str, days: tuple[str, str]
) -> None:
    assert read(said) == Period(*(date.fromisoformat(day) for day in days))


@pytest.mark.parametrize(
    "said", ["last month", "上个月", "October", "十月", "Q3", "Friday", "today", "in 3 days", "5 Dec"]
)
def test_a_cell_has_no_day_to_be_seen_from(said: str) -> None:
    with pytest.raises(UnclearValue) as refused:
        span(said)

    assert refused.value.key == "import-no-date"


AHEAD = [
    ("Friday", "2026-11-20"),
    ("this Friday", "2026-11-20"),
    ("on Friday", "2026-11-20"),
    ("本周五", "2026-11-20"),
    ("星期五", "2026-11-20"),
    ("coming Friday", "2026-11-20"),
    ("next 周五", "2026-11-27"),
    ("下Friday", "2026-11-27"),
    ("in 3 日", "2026-11-21"),
    ("下下周一", "2026-11-30"),
    ("the day after tomorrow", "2026-11-20"),
    ("大后天", "2026-11-21"),
    ("in three days", "2026-11-21"),
    ("三天后", "2026-11-21"),
    ("两个星期后", "2026-12-02"),
    ("2 weeks from now", "2026-12-02"),
    ("5 December", "2026-12-05"),
    ("12 月 5 日", "2026-12-05"),
]


@pytest.mark.parametrize(("said", "day"), AHEAD, ids=[said for said, _ in AHEAD])
def test_a_day_to_come_is_read_in_every_way_of_saying_it(said: str, day: str) -> None:
    assert spoken_day(said, today=TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("December", "2026-12-01", "2026-12-31"),
        ("12月", "2026-12-01", "2026-12-31"),
        ("2026年12月", "2026-12-01", "2026-12-31"),
        ("Q1", "2027-01-01", "2027-03-31"),
        ("3-8 December", "2026-12-03", "2026-12-08"),
        ("12月3日-8日", "2026-12-03", "2026-12-08"),
        ("three weeks", "2026-11-18", "2026-12-08"),
        ("十天", "2026-11-18", "2026-11-27"),
        ("since June", "2026-11-18", "2026-11-18"),
    ],
)
def test_a_stretch_to_come_may_be_any_period(said: str, first: str, last: str) -> None:
    assert spoken_span(said, today=TODAY) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("weekday", sorted(name for name in WEEKDAYS if name.endswith("day")))
def test_a_weekday_looks_back_in_figures_and_ahead_in_plans(weekday: str) -> None:
    back, ahead = sentence(weekday), spoken_day(weekday, today=TODAY)

    assert back is not None
    assert back.start <= TODAY < ahead
    assert (ahead - back.start).days == 7


def test_what_leads_ahead_is_read_in_a_sentence_too() -> None:
    for said in ("3天后", "3 days from now"):
        assert sentence(said) == Period(date(2026, 11, 21), date(2026, 11, 21))
    assert sentence("下周五") == Period(date(2026, 11, 27), date(2026, 11, 27))
    assert sentence("in 3 days") is None  # of figures it says how long they took


@pytest.mark.parametrize("said", ["202510", "20251012", "Sun", "Wed", "周一"])
def test_numbers_and_names_are_times_only_where_nothing_else_was_said(said: str) -> None:
    assert whole_period(said, Viewpoint(TODAY))
    assert sentence(said) is None


@pytest.mark.parametrize(("word", "grain"), GRAIN_WORDS.items())
def test_each_word_for_a_length_of_periods_is_known_to_metrics_and_to_conditions(word: str, grain: Grain) -> None:
    assert known_word("grain", word.title(), tuple(Grain)) == grain.value
    assert condition(f'grain == "{word}"') == condition(f'grain == "{grain.value}"')


@pytest.mark.parametrize("said", ["in 2025", "Q3 2026", "last year", "三个月前", "第42周", "2026年上半年"])
def test_a_time_that_the_grammar_knows_makes_a_text_more_specific(said: str) -> None:
    assert Element.AMOUNT not in assess(f"fixed it {said}").missing


TITLED = [
    ("2026年3月", "2026-03"),
    ("2026-03", "2026-03"),
    ("Sales 3月", "2026-03"),
    ("三月", "2026-03"),
    ("十二月", "2026-12"),
    ("M03", "2026-03"),
    ("March", "2026-03"),
    ("Sept", "2026-09"),
    ("Mar 2026", "2026-03"),
    ("Q3", "2026-Q3"),
    ("2026Q3", "2026-Q3"),
    ("2026年三季度", "2026-Q3"),
    ("第三季度", "2026-Q3"),
]


@pytest.mark.parametrize(("title", "code"), TITLED, ids=[title for title, _ in TITLED])
def test_a_title_that_is_a_period_makes_one_that_a_cell_could_say(title: str, code: str) -> None:
    found = next((match, made) for pattern, made in TITLES if (match := re.search(pattern, title)))
    said = found[1].replace("{1}", found[0][1]).replace(YEAR, "2026")

    read = span(said)
    assert period_code(read.period, read.grain) == code


def test_every_month_has_one_number_in_every_reader() -> None:
    for name, number in MONTHS.items():
        assert cell(f"{name} 2026") == sentence(f"{name} 2026") == period_of(date(2026, number, 1), Grain.MONTH)
