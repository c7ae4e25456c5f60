"""Days and periods as people say them: "last month", "October", "三季度", "下周五", "明天"."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from typing import Final

from bot.domain.cleaning import Unclear
from bot.domain.dates import span
from bot.domain.metric import Grain
from bot.domain.reading import Period, period_of, previous_period

_GRAINS: Final = {
    Grain.DAY: r"day|日|天",
    Grain.WEEK: r"week|周|星期|礼拜",
    Grain.MONTH: r"month|月",
    Grain.QUARTER: r"quarter|季度|季",
    Grain.YEAR: r"year|年",
}
_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTHS_ZH: Final = "一 二 三 四 五 六 七 八 九 十 十一 十二".split()
_WEEKDAYS: Final = "mon tue wed thu fri sat sun".split()
_THIS: Final = r"(?:this|the current|这个?|本|今|当前?)\s*"
_LAST: Final = r"(?:last|the last|previous|上一?个?|去|昨)\s*"
_NUMERAL: Final = r"(十一|十二|[一二三四五六七八九十]|1[0-2]|0?[1-9])"
_WEEKDAY: Final = re.compile(
    r"(?P<next>next\s+|下(?:个)?)?(?:(?P<en>mon|tue|wed|thu|fri|sat|sun)[a-z]*|(?:周|星期|礼拜)(?P<zh>[一二三四五六日天]))",
    re.IGNORECASE,
)
_AHEAD: Final = re.compile(
    r"(?:in\s+)?(?P<n>\d{1,3})\s*(?P<grain>days?|weeks?|天|日|周|个?星期)(?:后|之后|以后)?", re.IGNORECASE
)
_MAY: Final = re.compile(r"\b(in|for|of|since|during)\s+may\b|^may(?:$|\s+\d)")
"""The month, and not the verb."""
_NEAR: Final = {"today": 0, "今天": 0, "今日": 0, "tomorrow": 1, "明天": 1, "明日": 1, "后天": 2, "大后天": 3}


def spoken_period(text: str, *, today: date) -> tuple[Period, Grain] | None:
    """Return the period that a text names, seen from a day, and its grain; None when it names none.

    A month or quarter without a year is the newest that has begun.
    """
    said = unicodedata.normalize("NFKC", text).casefold()
    for grain, word in _GRAINS.items():
        if re.search(rf"{_LAST}(?:{word})", said):
            return previous_period(period_of(today, grain), grain), grain
        if re.search(rf"{_THIS}(?:{word})", said):
            return period_of(today, grain), grain
    year = re.search(r"(?<!\d)(20\d\d)(?!\d)", said)
    for found, grain in ((_month(said), Grain.MONTH), (_quarter(said), Grain.QUARTER)):
        if found is not None:
            first = date(int(year[1]) if year else today.year, found, 1)
            if not year and first > today:
                first = first.replace(year=today.year - 1)
            return period_of(first, grain), grain
    if year:
        return period_of(date(int(year[1]), 1, 1), Grain.YEAR), Grain.YEAR
    return None


def _month(said: str) -> int | None:
    english = re.search(rf"\b({'|'.join(_MONTHS)})[a-z]*\b", said)
    if english and (english[0] != "may" or _MAY.search(said)):
        return _MONTHS.index(english[1]) + 1
    chinese = re.search(rf"{_NUMERAL}月", said)
    iso = re.search(r"\b20\d\d-(0[1-9]|1[0-2])\b", said)
    return _numeral(chinese[1]) if chinese else int(iso[1]) if iso else None


def _quarter(said: str) -> int | None:
    found = re.search(r"\bq([1-4])\b|第?([一二三四1-4])季度?", said)
    return None if found is None else _numeral(found[1] or found[2]) * 3 - 2


def _numeral(word: str) -> int:
    return int(word) if word.isdigit() else _MONTHS_ZH.index(word) + 1


def spoken_day(text: str, *, today: date) -> date:
    """Return the day that a text means, seen from a day; a weekday is the next one, "下周三" the one of next week.

    Raises:
        Unclear: no day, or one that could be two.
    """
    said = unicodedata.normalize("NFKC", text).casefold().strip()
    if said in _NEAR:
        return today + timedelta(days=_NEAR[said])
    if ahead := _AHEAD.fullmatch(said):
        days = int(ahead["n"]) * (7 if ahead["grain"][0] == "w" or ahead["grain"][-1] in "周期" else 1)
        return today + timedelta(days=days)
    if found := _WEEKDAY.fullmatch(said):
        weekday = _WEEKDAYS.index(found["en"]) if found["en"] else "一二三四五六日天".index(found["zh"]) % 7
        if found["zh"] == "天":
            weekday = 6
        if found["next"]:
            return today - timedelta(days=today.weekday()) + timedelta(days=7 + weekday)
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    if bare := re.fullmatch(r"(\d{1,2})月(\d{1,2})[日号]?", said):
        return _coming(int(bare[1]), int(bare[2]), today=today)
    if english := re.fullmatch(rf"(\d{{1,2}})\s+({'|'.join(_MONTHS)})[a-z]*", said):
        return _coming(_MONTHS.index(english[2]) + 1, int(english[1]), today=today)
    return span(said).period.start


_UNTIL: Final = re.compile(
    r"(?:(?:from\s+|从)?(?P<first>.*?\S)\s*)??(?:\b(?:until|till|through|to)\b|–|—|~|\s-\s|到|至|直到)\s*(?P<last>.+)",
    re.IGNORECASE,
)
_FOR: Final = re.compile(r"^(?:for|from|on|starting|从)\s*|\s*(?:开始|起|为止|止|期间)$", re.IGNORECASE)
_DIGITS: Final = str.maketrans("一两二三四五六七八九", "1223456789")


def spoken_span(text: str, *, today: date) -> tuple[date, date]:
    """Return the first and last day that a text means: ``until Friday``, ``1 Dec to 5 Dec``, ``两周``, ``明天``.

    What only says how long begins today; a single day is that day.

    Raises:
        Unclear: for no days, and for an end before its beginning.
    """
    said = _FOR.sub("", unicodedata.normalize("NFKC", text).casefold().strip())
    if found := _UNTIL.fullmatch(said):
        first = spoken_day(_FOR.sub("", found["first"]), today=today) if found["first"] else today
        last = spoken_day(_FOR.sub("", found["last"]), today=first)
        if last < first:
            raise Unclear("spoken-span-backwards")
        return first, last
    long = re.sub(r"^[一两二三四五六七八九](?=\s*(?:天|日|周|个?星期))", lambda one: one[0].translate(_DIGITS), said)
    if (ahead := _AHEAD.fullmatch(long)) and not re.search(r"后", long):
        return today, spoken_day(ahead[0], today=today) - timedelta(days=1)
    day = spoken_day(said, today=today)
    return day, day


def _coming(month: int, day: int, *, today: date) -> date:
    try:
        found = date(today.year, month, day)
        return found if found >= today else found.replace(year=today.year + 1)
    except ValueError:
        raise Unclear("import-impossible-date") from None
