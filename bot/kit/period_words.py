"""The words of both languages for months, weekdays, units of time, numbers and years: nobody else lists them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bot.kit.period import Grain


def _numbered(names: str, start: int) -> dict[str, int]:
    """Number groups of words that are divided by commas."""
    return {name: n for n, group in enumerate(names.split(","), start) for name in group.split()}


MONTHS: Final = _numbered(
    "jan january,feb february,mar march,apr april,may,jun june,jul july,aug august,sep sept september,oct october,"
    "nov november,dec december",
    1,
)
WEEKDAYS: Final = _numbered(
    "mon monday 一,tue tues tuesday 二,wed wednesday 三,thu thur thurs thursday 四,fri friday 五,sat saturday 六,"
    "sun sunday 日 天",
    0,
)
"""From Monday, which is 0; the Chinese ones without the word for a week before them."""
MONTH_NAMES: Final = tuple(max((word for word in MONTHS if MONTHS[word] == n), key=len) for n in range(1, 13))
WEEKDAY_NAMES: Final = tuple(word for word in WEEKDAYS if word.endswith("day"))
"""Both in English and in full."""
NUMBERS: Final = (
    _numbered("一,二,三,四,五,六,七,八,九,十,十一,十二", 1)
    | _numbered("one,two,three,four,five,six,seven,eight,nine,ten,eleven,twelve", 1)
    | _numbered("first 1st,second 2nd,third 3rd,fourth 4th,fifth 5th", 1)
    | dict.fromkeys(("a couple of", "couple of", "两"), 2)
    | dict.fromkeys(("a few", "few", "几"), 3)
    | dict.fromkeys(("a", "an"), 1)
)
UNITS: Final = {
    **dict.fromkeys("day days 天 日".split(), Grain.DAY),
    **dict.fromkeys("week weeks 周 星期 礼拜".split(), Grain.WEEK),
    **dict.fromkeys("month months 月".split(), Grain.MONTH),
    **dict.fromkeys("quarter quarters 季度 季".split(), Grain.QUARTER),
    **dict.fromkeys("year years 年 年度".split(), Grain.YEAR),
}
GRAIN_WORDS: Final = {
    **UNITS,
    **dict.fromkeys("daily 每日 每天 日度".split(), Grain.DAY),
    **dict.fromkeys("weekly 每周 周度".split(), Grain.WEEK),
    **dict.fromkeys("monthly 每月 月度".split(), Grain.MONTH),
    **dict.fromkeys("quarterly 每季 每季度".split(), Grain.QUARTER),
    **dict.fromkeys("yearly annual annually 每年".split(), Grain.YEAR),
}
"""Every word that names how long the periods of a figure are."""
ENGLISH_GRAINS: Final = frozenset(word for word in GRAIN_WORDS if word.isascii())
YEARS_AWAY: Final = {
    **dict.fromkeys(("last year", "去年", "上年", "上一年", "the year before"), -1),
    **dict.fromkeys(("前年", "the year before last"), -2),
    **dict.fromkeys(("this year", "今年", "本年", "本年度"), 0),
    **dict.fromkeys(("next year", "明年"), 1),
    "大前年": -3,
}
DAYS_AWAY: Final = {
    **dict.fromkeys(("today", "今天", "今日"), 0),
    **dict.fromkeys(("yesterday", "昨天", "昨日"), -1),
    **dict.fromkeys(("the day before yesterday", "day before yesterday", "前天", "前日"), -2),
    **dict.fromkeys(("tomorrow", "明天", "明日"), 1),
    **dict.fromkeys(("the day after tomorrow", "day after tomorrow", "后天"), 2),
    "大前天": -3,
    "大后天": 3,
}


def any_of(words: Iterable[str]) -> str:
    """Return a pattern of any of the words, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))
