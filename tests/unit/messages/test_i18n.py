"""The catalogue: strict about what it reads and is given, and fluent in two ways of writing numbers and times."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.kit.period import Grain, Period, period_of
from bot.messages.i18n import Catalog, translator
from bot.messages.text import Ready, plain

TODAY = date(2026, 11, 2)
SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 2, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "grain", "english", "chinese"),
    [
        (date(2026, 10, 31), Grain.MONTH, "October", "十月"),
        (date(2025, 10, 31), Grain.MONTH, "October 2025", "2025年10月"),
        (date(2026, 8, 31), Grain.QUARTER, "Q3", "三季度"),
        (date(2025, 12, 31), Grain.QUARTER, "Q4 2025", "2025年四季度"),
        (date(2026, 10, 14), Grain.WEEK, "the week of 12 Oct", "10月12日当周"),
        (TODAY, Grain.DAY, "today", "今日"),
        (TODAY - timedelta(days=1), Grain.DAY, "yesterday", "昨日"),
        (date(2026, 10, 22), Grain.DAY, "22 Oct", "10月22日"),
        (date(2025, 3, 3), Grain.YEAR, "2025", "2025年"),
    ],
)
def test_a_period_is_named_as_people_say_it(day: date, grain: Grain, english: str, chinese: str) -> None:
    catalog = translator

    assert catalog("en").period(period_of(day, grain), grain, today=TODAY) == english
    assert catalog("zh-CN").period(period_of(day, grain), grain, today=TODAY) == chinese


@pytest.mark.parametrize(
    ("start", "end", "grain", "english", "chinese"),
    [
        ((2026, 11, 1), (2026, 11, 2), Grain.MONTH, "November to the 2nd", "11月1日至2日"),
        ((2026, 10, 1), (2026, 10, 21), Grain.MONTH, "October to the 21st", "10月1日至21日"),
        ((2025, 10, 1), (2025, 10, 13), Grain.MONTH, "October 2025 to the 13th", "2025年10月1日至13日"),
        ((2026, 10, 5), (2026, 10, 13), Grain.MONTH, "5 Oct to 13 Oct", "10月5日至10月13日"),
        ((2026, 10, 12), (2026, 10, 14), Grain.WEEK, "the week of 12 Oct to 14 Oct", "10月12日当周截至10月14日"),
        ((2026, 10, 1), (2026, 11, 2), Grain.QUARTER, "Q4 to 2 Nov", "四季度截至11月2日"),
    ],
)
def test_days_that_do_not_reach_to_the_end_of_a_period_are_named_with_the_last(
    start: tuple[int, int, int], end: tuple[int, int, int], grain: Grain, english: str, chinese: str
) -> None:
    period = Period(date(*start), date(*end))

    assert translator("en").period(period, grain, today=TODAY) == english
    assert translator("zh-CN").period(period, grain, today=TODAY) == chinese


def test_times_are_the_readers_own() -> None:
    catalog = translator
    at = datetime(2026, 11, 5, 7, 0, tzinfo=UTC)
    far = datetime(2027, 1, 5, 7, 30, tzinfo=UTC)

    assert catalog("en").moment(at, zone=ZoneInfo("Europe/Berlin"), now=NOW) == "Thu 8 am"
    assert catalog("en").moment(at, zone=SHANGHAI, now=NOW) == "Thu 3 pm"
    assert catalog("zh-CN").moment(at, zone=SHANGHAI, now=NOW) == "周四15:00"
    assert catalog("en").moment(far, zone=SHANGHAI, now=NOW) == "Tue 5 Jan 2027, 3:30 pm"
    assert catalog("zh-CN").moment(far, zone=SHANGHAI, now=NOW) == "2027年1月5日周二15:30"


def test_how_far_away_is_said_in_whole_hours_or_minutes() -> None:
    catalog = translator

    assert catalog("en").ahead(NOW + timedelta(hours=2), now=NOW) == "in 2 hours"
    assert catalog("zh-CN").ahead(NOW + timedelta(hours=2), now=NOW) == "2小时后"
    assert catalog("en").ahead(NOW + timedelta(minutes=15), now=NOW) == "in 15 minutes"


def test_lists_and_clauses_follow_the_language() -> None:
    catalog = translator

    assert catalog("en").items(["a", "b", "c"]) == "a, b and c"
    assert catalog("zh-CN").items(["甲", "乙", "丙"]) == "甲、乙和丙"
    assert catalog("en").clauses(["a", "b"]) == "a, b"
    assert catalog("zh-CN").clauses(["甲", "乙"]) == "甲，乙"
    assert catalog("en").sentences(["A.", "B."]) == "A. B."
    assert catalog("zh-CN").sentences(["甲。", "乙。"]) == "甲。乙。"


@pytest.mark.parametrize(
    ("value", "decimals", "written"), [(1234.5, 1, "1,234.5"), (23.0, 1, "23"), (-0.04, 1, "0"), (0.125, 3, "0.125")]
)
def test_decimals_have_no_trailing_zeros(value: float, decimals: int, written: str) -> None:
    assert translator("en").decimal(value, decimals=decimals) == written


def test_a_name_that_looks_like_markup_stays_a_name() -> None:
    catalog = Catalog({"en": "greet = **Hi** { $name }", "zh-CN": "greet = **{ $name }**"})

    said = catalog("en")("greet", name="**Bob** [x](https://evil.example)")

    assert plain(said) == "Hi **Bob** [x](https://evil.example)"
    assert catalog("zh-CN")("greet", name=Ready("`id`")) == "**`id`**"


def test_any_chinese_gets_chinese_and_the_rest_english() -> None:
    catalog = translator

    assert [catalog(locale).locale for locale in ("zh-CN", "zh-Hans-SG", "zh_TW", "en-GB", "fr")] == [
        "zh-CN",
        "zh-CN",
        "zh-CN",
        "en",
        "en",
    ]


def test_a_missing_key_or_value_is_an_error_and_not_a_gap_in_the_text() -> None:
    t = Catalog({"en": "greet = Hi { $name }", "zh-CN": "greet = 你好，{ $name }"})("en")

    with pytest.raises(KeyError, match="nothing-here"):
        t("nothing-here")
    with pytest.raises(ValueError, match="name"):
        t("greet")


@pytest.mark.parametrize(("text", "reason"), [("a = 1\na = 2", "twice"), ("a = 1\nnot fluent", "cannot read")])
def test_a_catalogue_that_cannot_be_read_whole_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        Catalog({"en": text, "zh-CN": "a = 1"})("en")
