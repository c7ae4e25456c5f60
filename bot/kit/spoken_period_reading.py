"""The readings of time in a sentence: each a pattern of whole words, and what its match means seen from a day."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from typing import Final

from bot.kit.cleaning import Unclear
from bot.kit.dates import MONTHS, span
from bot.kit.period import Grain, Period, next_period, period_of, previous_period

Made = tuple[Period, Grain, bool] | None
"""The days, the unit that was said, and whether the year cannot be another one; None when it is no time after all."""
Make = Callable[[re.Match[str], date], Made]


_NUMBERS: Final = {word: n for n, word in enumerate("一 二 三 四 五 六 七 八 九 十 十一 十二".split(), start=1)} | {
    **{word: n for n, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)},
    **{word: n for n, word in enumerate("first second third fourth fifth".split(), 1)},
    **{word: n for n, word in enumerate("1st 2nd 3rd 4th 5th".split(), 1)},
    **dict.fromkeys(("a couple of", "couple of", "两"), 2),
    **dict.fromkeys(("a few", "few", "几"), 3),
    **dict.fromkeys(("a", "an"), 1),
}
_WEEKDAYS: Final = {
    name: number
    for number, names in enumerate(
        "mon monday 一,tue tues tuesday 二,wed wednesday 三,thu thur thurs thursday 四,fri friday 五,"
        "sat saturday 六,sun sunday 日 天".split(",")
    )
    for name in names.split()
}
_UNITS: Final = {
    **dict.fromkeys("day days 天 日".split(), Grain.DAY),
    **dict.fromkeys("week weeks 周 星期 礼拜".split(), Grain.WEEK),
    **dict.fromkeys("month months 月".split(), Grain.MONTH),
    **dict.fromkeys("quarter quarters 季度 季".split(), Grain.QUARTER),
    **dict.fromkeys("year years 年 年度".split(), Grain.YEAR),
}
_YEARS_AWAY: Final = {
    **dict.fromkeys(("last year", "去年", "上年", "上一年", "the year before"), -1),
    **dict.fromkeys(("前年", "the year before last"), -2),
    **dict.fromkeys(("this year", "今年", "本年", "本年度"), 0),
    **dict.fromkeys(("next year", "明年"), 1),
    "大前年": -3,
}
_FULL_YEAR, _CENTURY = 4, 2000

_MONTH: Final = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
_NTH: Final = "first|second|third|fourth|1st|2nd|3rd|4th"
_MANY: Final = (
    r"(?P<n>\d{1,3}|a couple of|couple of|a few|few|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
)
_COUNT_ZH: Final = r"(?P<n>\d{1,3}|十[一二]?|[一二两三四五六七八九几])"
_YEAR_AFTER: Final = (
    r"(?:\s*(?:of\s+|,\s*|/|-)?(?P<year>20\d\d)(?!\d)|\s*'(?P<short>\d\d)(?!\d)"
    r"|\s*(?:of\s+|in\s+)?(?P<away>last year|this year|next year|the year before last|the year before))"
)
_YEAR_BEFORE: Final = (
    r"(?:(?P<year>20\d\d)(?:\s+|\s*[-/,]\s*)|(?P<away>last year|this year|next year)(?:'s)?,?\s+(?:in\s+)?)"
)
_NUM_ZH: Final = r"(?:十[一二]?|[一二三四五六七八九]|1[0-2]|0?[1-9])"
_YEAR_ZH: Final = (
    r"(?:(?P<year>20\d\d|[二〇零一三四五六七八九]{4})年|(?P<short>\d\d)年(?=\s*\D{0,2}[\d一二三四五六七八九十上下]"
    r"[\d一二]?(?:月|季|半))|(?P<away>大前年|前年|去年|上年|上一年|今年|本年|明年)的?)\s*"
)
_MONTH_ZH: Final = rf"(?<![\d一二三四五六七八九十近几个.])(?P<month>{_NUM_ZH})月(?:份)?"
_NOT_MONTH_ZH: Final = r"(?![活薪供饼嫂色光亮经球均花瓜内]|天(?:$|[^0-9])|一次|两次)"
"""After a month these make words of their own: 月活, 五月花, 一月一次."""
_DASH: Final = r"\s*(?:-|–|—|~|到|至)\s*"
_NOT_ABOVE: Final = r"(?<![马线网早晚以路楼手身海天地世会桌车陆事本场店床岸船报表])"
"""Before 上 these make words of their own: 马上, 线上, 早上."""
_NOT_BELOW: Final = r"(?<![以之线地天如足手台楼当剩余留一看查说讲问想聊等])"
_NOT_AFTER_WEEK: Final = r"(?!转|期(?!五)|边|密|岁|全)"
"""After 周 these make words of their own: 周转, 周期."""


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else _NUMBERS[word]


def _year(match: re.Match[str], today: date) -> int | None:
    """Return the year that was said beside a month or quarter."""
    said = match.groupdict()
    if away := said.get("away"):
        return today.year + _YEARS_AWAY[away]
    digits = (said.get("year") or said.get("short") or "").translate(
        str.maketrans("〇零一二三四五六七八九", "00123456789")
    )
    if not digits:
        return None
    return int(digits) if len(digits) == _FULL_YEAR else _CENTURY + int(digits)


# What makes a period of a reading


def _newest(grain: Grain, month: int, year: int | None, today: date, day: int = 1) -> Made:
    """Return the period of a grain that begins in a month: of the year said, else the newest that has begun."""
    if year is not None:
        return period_of(date(year, month, day), grain), grain, True
    for back in range(9):  # the 29th of February comes round in eight years at most
        with suppress(ValueError):
            if (first := date(today.year - back, month, day)) <= today:
                return period_of(first, grain), grain, False
    raise Unclear("import-impossible-date")


def _by_month(match: re.Match[str], today: date) -> Made:
    word = match["month"]
    number = MONTHS.get(word) or _number(word)
    return _newest(Grain.MONTH, number, _year(match, today), today)


def _by_relative_month(match: re.Match[str], today: date) -> Made:
    """Read "last October" as the newest that is over, "this" as this year's, "next" as the first that is to come."""
    number, word = MONTHS[match["month"]], match["which"]
    year = today.year
    if word == "last" and date(year, number, 1) >= period_of(today, Grain.MONTH).start:
        year -= 1
    if word == "next" and date(year, number, 1) <= today:
        year += 1
    return period_of(date(year, number, 1), Grain.MONTH), Grain.MONTH, True


def _by_quarter(match: re.Match[str], today: date) -> Made:
    return _newest(Grain.QUARTER, _number(match["q"]) * 3 - 2, _year(match, today), today)


def _by_half(match: re.Match[str], today: date) -> Made:
    second = match["half"] in {"second", "2nd", "下", "2"}
    year = _year(match, today)
    if year is None:
        year = today.year - (second and today.month <= 6)  # noqa: PLR2004 - the half that has begun
    first, last = (7, 12) if second else (1, 6)
    return Period(date(year, first, 1), period_of(date(year, last, 1), Grain.MONTH).end), Grain.MONTH, True


def _by_day(match: re.Match[str], today: date) -> Made:
    word = match["month"]
    number = MONTHS.get(word) or _number(word)
    return _newest(Grain.DAY, number, _year(match, today), today, day=int(match["day"]))


def _by_days(match: re.Match[str], today: date) -> Made:
    first = _by_day(match, today)
    if first is None:
        return None
    last = first[0].start.replace(day=int(match["last"]))
    if last < first[0].start:
        raise Unclear("spoken-span-backwards")
    return Period(first[0].start, last), Grain.DAY, True


def _by_months(match: re.Match[str], today: date) -> Made:
    """Read ``7-9月``."""
    last = _newest(Grain.MONTH, _number(match["last"]), _year(match, today), today)
    if last is None:
        return None
    year = last[0].start.year - (_number(match["month"]) > _number(match["last"]))
    return Period(date(year, _number(match["month"]), 1), last[0].end), Grain.MONTH, True


def _by_quarters(match: re.Match[str], today: date) -> Made:
    """Read ``一至三季度``, and ``前三季度``, which are the first ones of a year."""
    first, last = _number(match.groupdict().get("q") or "1"), _number(match["last"])
    year = _year(match, today) or today.year
    if last < first:
        raise Unclear("spoken-span-backwards")
    end = period_of(date(year, last * 3, 1), Grain.QUARTER).end
    return Period(date(year, first * 3 - 2, 1), end), Grain.QUARTER, True


def _by_first_months(match: re.Match[str], today: date) -> Made:
    year, last = _year(match, today) or today.year, _number(match["n"])
    if last > 12:  # noqa: PLR2004 - months of a year
        raise Unclear("import-impossible-date")
    return Period(date(year, 1, 1), period_of(date(year, last, 1), Grain.MONTH).end), Grain.MONTH, True


def _by_year(match: re.Match[str], today: date) -> Made:
    year = _year(match, today)
    return None if year is None else (period_of(date(year, 1, 1), Grain.YEAR), Grain.YEAR, True)


def _by_span(match: re.Match[str], _today: date) -> Made:
    read = span(match[0].replace("年", "-").replace(".", "-") if match["iso"] else match[0])
    return read.period, read.grain, True


def _steps(grain: Grain, steps: int, today: date) -> Period:
    """Return the period so many steps away from the one that runs; fewer than 0 are back."""
    found = period_of(today, grain)
    for _ in range(abs(steps)):
        found = previous_period(found, grain) if steps < 0 else next_period(found, grain)
    return found


def _here(steps: int) -> Make:
    """Make what reads the period of a unit that is so many steps away."""

    def make(match: re.Match[str], today: date) -> Made:
        grain = _UNITS[match["unit"]]
        return _steps(grain, steps, today), grain, True

    return make


def _up(match: re.Match[str], today: date) -> Made:
    """Read ``上上个月``: as many steps back as there are 上."""
    grain = _UNITS[match["unit"]]
    return _steps(grain, -len(match["up"]), today), grain, True


def _ago(match: re.Match[str], today: date) -> Made:
    grain = _UNITS[match["unit"]]
    return _steps(grain, -_number(match["n"]), today), grain, True


def _several(match: re.Match[str], today: date) -> Made:
    """Read so many whole periods before the one that runs; "the past year" is twelve months."""
    grain, n = _UNITS[match["unit"]], _number(match["n"])
    if not n:
        raise Unclear("import-no-date")
    if grain is Grain.YEAR and match.groupdict().get("past"):
        grain, n = Grain.MONTH, n * 12
    return Period(_steps(grain, -n, today).start, _steps(grain, -1, today).end), grain, True


def _half_year(_match: re.Match[str], today: date) -> Made:
    return Period(_steps(Grain.MONTH, -6, today).start, _steps(Grain.MONTH, -1, today).end), Grain.MONTH, True


def _to_date(match: re.Match[str], today: date) -> Made:
    grain = next(grain for name, grain in _TO_DATE.items() if match[name])
    return Period(period_of(today, grain).start, today), grain, True


_TO_DATE: Final = {"year_now": Grain.YEAR, "quarter_now": Grain.QUARTER, "month_now": Grain.MONTH}


def _by_week(match: re.Match[str], today: date) -> Made:
    year = _year(match, today)
    number = int(match["week"])
    try:
        monday = date.fromisocalendar(year or today.year, number, 1)
        if year is None and monday > today:
            monday = date.fromisocalendar(today.year - 1, number, 1)
    except ValueError:
        raise Unclear("import-impossible-date") from None
    return period_of(monday, Grain.WEEK), Grain.WEEK, True


def _week_of_month(match: re.Match[str], today: date) -> Made:
    """Read the so-manieth week of a month: a week belongs to the month in which its Thursday lies."""
    month = _by_month(match, today)
    if month is None:
        return None
    first = month[0].start + timedelta(days=(3 - month[0].start.weekday()) % 7)
    thursdays = [day for n in range(5) if (day := first + timedelta(days=7 * n)) <= month[0].end]
    place = -1 if match["nth"] == "last" else _number(match["nth"]) - 1
    if place >= len(thursdays):
        raise Unclear("import-impossible-date")
    return period_of(thursdays[place], Grain.WEEK), Grain.WEEK, True


def _part_of_month(match: re.Match[str], today: date) -> Made:
    month = _by_month(match, today)
    if month is None:
        return None
    first, last = _PARTS[match["part"]]
    start = month[0].start
    return Period(start.replace(day=first), start.replace(day=last) if last else month[0].end), Grain.DAY, True


_PARTS: Final = {
    **dict.fromkeys(("first", "1st"), (1, 15)),
    **dict.fromkeys(("second", "2nd"), (16, 0)),
    "上": (1, 10),
    "中": (11, 20),
    "下": (21, 0),
}


def _end_of_year(match: re.Match[str], today: date) -> Made:
    year = today.year + _YEARS_AWAY[match["away"]]
    month = {"初": 1, "中": 6}.get(match["part"], 12)
    return period_of(date(year, month, 1), Grain.MONTH), Grain.MONTH, True


def _weekday(match: re.Match[str], today: date) -> Made:
    """Read a weekday that is over, or of a week that was said."""
    monday = today - timedelta(days=today.weekday())
    number, which = _WEEKDAYS[match["weekday"]], match["which"]
    if which in {"上", "上上"}:
        day = monday + timedelta(days=number - 7 * len(which))
    elif which in {"本", "这"}:
        day = monday + timedelta(days=number)
    else:
        day = today - timedelta(days=(today.weekday() - number) % 7 or (7 if which == "last" else 0))
    return Period(day, day), Grain.DAY, True


def _weekend(_match: re.Match[str], today: date) -> Made:
    saturday = today - timedelta(days=today.weekday() + 2)
    return Period(saturday, saturday + timedelta(days=1)), Grain.DAY, True


def _near(match: re.Match[str], today: date) -> Made:
    day = today + timedelta(days=_NEAR[match[0]])
    return Period(day, day), Grain.DAY, True


_NEAR: Final = {
    **dict.fromkeys(("today", "今天", "今日"), 0),
    **dict.fromkeys(("yesterday", "昨天", "昨日"), -1),
    **dict.fromkeys(("the day before yesterday", "day before yesterday", "前天", "前日"), -2),
    **dict.fromkeys(("tomorrow", "明天", "明日"), 1),
    "大前天": -3,
    "后天": 2,
}


# The readings


def _english(*readings: tuple[str, Make]) -> Iterator[tuple[re.Pattern[str], Make]]:
    """Compile readings of whole words: no Latin letter, digit or address goes on before or behind them."""
    for pattern, make in readings:
        yield re.compile(rf"(?<![{_LATIN}@])(?<![{_LATIN}][./])(?:{pattern})(?![{_LATIN}@]|\.[{_LATIN}])"), make


_LATIN: Final = "a-z0-9_\u00df-\u024f"


def _chinese(*readings: tuple[str, Make]) -> Iterator[tuple[re.Pattern[str], Make]]:
    for pattern, make in readings:
        yield re.compile(pattern), make


_UNIT: Final = "(?P<unit>week|month|quarter|year)"
_UNIT_ZH: Final = (
    rf"(?P<unit>月(?!活|薪|均|报$)|周{_NOT_AFTER_WEEK}|星期|礼拜|季度|季(?!节|风|军)"
    r"|年度|年(?![纪轻级会龄薪假终底末初中货]))"
)
_THE: Final = r"(?:the\s+)?"
READINGS: Final[tuple[tuple[re.Pattern[str], Make], ...]] = (
    *_english(
        (rf"{_MONTH}{_YEAR_AFTER}?", _by_month),
        (rf"{_YEAR_BEFORE}{_MONTH}", _by_month),
        (rf"(?P<which>last|this|next)\s+{_MONTH}", _by_relative_month),
        (rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*[-/ ]?(?:of\s+)?{_MONTH}{_YEAR_AFTER}?", _by_day),
        (rf"{_MONTH}\s*[-/ ]?(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![%\d]|[.,]\d){_YEAR_AFTER}?", _by_day),
        (rf"(?P<day>\d{{1,2}})\s*(?:-|–|to)\s*(?P<last>\d{{1,2}})\s+(?:of\s+)?{_MONTH}{_YEAR_AFTER}?", _by_days),
        (rf"{_MONTH}\s+(?P<day>\d{{1,2}})\s*(?:-|–|to)\s*(?P<last>\d{{1,2}})(?![%\d]|[.,]\d){_YEAR_AFTER}?", _by_days),
        (rf"{_THE}(?P<nth>{_NTH}|last)\s+week\s+(?:of|in)\s+{_THE}{_MONTH}{_YEAR_AFTER}?", _week_of_month),
        (rf"{_THE}(?P<part>first|second|1st|2nd)\s+half\s+of\s+{_MONTH}{_YEAR_AFTER}?", _part_of_month),
        (rf"q(?P<q>[1-4]){_YEAR_AFTER}?", _by_quarter),
        (rf"{_YEAR_BEFORE}q(?P<q>[1-4])", _by_quarter),
        (r"(?P<year>20\d\d)\s*q(?P<q>[1-4])", _by_quarter),
        (r"q(?P<q>[1-4])\s*(?P<year>20\d\d)", _by_quarter),
        (r"(?P<q>[1-4])q(?P<year>20\d\d)", _by_quarter),
        (r"(?P<q>[1-4])q(?P<short>\d\d)", _by_quarter),
        (rf"{_THE}(?P<q>{_NTH})\s+quarter{_YEAR_AFTER}?", _by_quarter),
        (rf"{_YEAR_BEFORE}(?P<q>{_NTH})\s+quarter", _by_quarter),
        (rf"{_THE}(?P<half>first|second|1st|2nd)\s+half(?:[\s-]year)?(?:\s+of\s+the\s+year)?{_YEAR_AFTER}?", _by_half),
        (rf"h(?P<half>[12]){_YEAR_AFTER}", _by_half),
        (r"(?:^|(?<=in )|(?<=for )|(?<=of ))h(?P<half>[12])$", _by_half),
        (rf"{_YEAR_BEFORE}h(?P<half>[12])", _by_half),
        (rf"{_THE}(?:last|previous|prior)\s+{_UNIT}", _here(-1)),
        (rf"{_THE}(?:this|current)\s+{_UNIT}", _here(0)),
        (rf"{_THE}(?:next|coming)\s+{_UNIT}", _here(1)),
        (rf"{_THE}{_UNIT}\s+before\s+last", _here(-2)),
        (
            (
                r"(?P<n>a|\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+"
                r"(?P<unit>days?|weeks?|months?|quarters?|years?)\s+ago"
            ),
            _ago,
        ),
        (
            (
                rf"{_THE}(?:last|previous)\s+{_MANY}\s+(?:full\s+|whole\s+|complete\s+)?"
                r"(?P<unit>days?|weeks?|months?|quarters?|years?)"
            ),
            _several,
        ),
        (
            (
                rf"{_THE}(?P<past>past|recent|trailing)\s+{_MANY}\s+(?:full\s+|whole\s+|complete\s+)?"
                r"(?P<unit>days?|weeks?|months?|quarters?|years?)"
            ),
            _several,
        ),
        (r"(?:the\s+)?(?:last|past)\s+half[\s-]year", _half_year),
        (
            (
                r"(?P<year_now>ytd|year[\s-]to[\s-]date|this year so far|so far this year"
                r"|since the (?:beginning|start) of (?:the|this) year)"
                r"|(?P<quarter_now>qtd|quarter[\s-]to[\s-]date|this quarter so far|so far this quarter)"
                r"|(?P<month_now>mtd|month[\s-]to[\s-]date|this month so far|so far this month)"
            ),
            _to_date,
        ),
        (r"(?P<year>20\d\d)(?!\s*[件个台单人次块万元名家张条种号])(?![.,/-]?\d)(?!%)", _by_year),
        (r"(?P<away>the year before last)", _by_year),
        (r"(?P<iso>20\d\d[-/.]\d{1,2}[-/.]\d{1,2})", _by_span),
        (r"(?P<iso>)\d{1,2}[-/.]\d{1,2}[-/.]20\d\d", _by_span),
        (r"(?P<year>20\d\d)[-/](?P<month>1[0-2]|0?[1-9])(?![-/.]?\d)", _by_month),
        (r"(?P<year>20\d\d)\.(?P<month>1[0-2]|0[1-9])(?![-/.]?\d)", _by_month),
        (r"(?P<month>1[0-2]|0?[1-9])[-/.](?P<year>20\d\d)(?!\d)", _by_month),
        (r"(?P<year>20\d\d)[\s-]*w(?P<week>\d{1,2})", _by_week),
        (rf"(?:week|wk|cw|kw)\s*(?P<week>\d{{1,2}}){_YEAR_AFTER}?", _by_week),
        (
            (
                rf"{_THE}(?P<which>last|this|on|this past)\s+(?P<weekday>mon|tues?|wed|thu(?:rs?)?|fri|sat|sun"
                r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
            ),
            _weekday,
        ),
        (r"last weekend", _weekend),
        (r"today|yesterday|(?:the )?day before yesterday|tomorrow", _near),
    ),
    *_chinese(
        (rf"(?:{_YEAR_ZH})?{_MONTH_ZH}{_NOT_MONTH_ZH}", _by_month),
        (rf"(?:{_YEAR_ZH})?{_MONTH_ZH}(?P<day>\d{{1,2}})[日号]", _by_day),
        (rf"(?:{_YEAR_ZH})?{_MONTH_ZH}(?P<day>\d{{1,2}})[日号]?{_DASH}(?P<last>\d{{1,2}})[日号]", _by_days),
        (rf"(?:{_YEAR_ZH})?{_MONTH_ZH}的?(?P<part>[上中下])旬", _part_of_month),
        (rf"(?:{_YEAR_ZH})?{_MONTH_ZH}的?第(?P<nth>[一二三四五])个?(?:周|星期)", _week_of_month),
        (
            rf"(?:{_YEAR_ZH})?(?<![\d一二三四五六七八九十近几.])(?P<month>{_NUM_ZH}){_DASH}(?P<last>{_NUM_ZH})月(?:份)?",
            _by_months,
        ),
        (rf"(?:{_YEAR_ZH})?(?<![\d近几前])第?(?P<q>[一二三四1-4])个?季度", _by_quarter),
        (rf"(?:{_YEAR_ZH})?第(?P<q>[一二三四1-4])季(?!节|度)", _by_quarter),
        (
            rf"(?:{_YEAR_ZH})?(?<![\d])第?(?P<q>[一二三四1-4])(?:季度)?{_DASH}第?(?P<last>[一二三四1-4])季度",
            _by_quarters,
        ),
        (rf"(?:{_YEAR_ZH})?前(?P<last>[一二两三四1-4])个?季度", _by_quarters),
        (rf"{_YEAR_ZH}前(?P<n>{_NUM_ZH}|两)个月", _by_first_months),
        (rf"(?:{_YEAR_ZH})?(?<![以])(?P<half>[上下])半年", _by_half),
        (r"(?P<away>去年|今年|前年|明年)年?(?P<part>[初中底末])(?!奖)", _end_of_year),
        (rf"{_NOT_ABOVE}上一?个?{_UNIT_ZH}", _here(-1)),
        (rf"{_NOT_ABOVE}(?P<up>上{{2,4}})个?{_UNIT_ZH}", _up),
        (rf"(?:这一?个?|(?<![日基根])本|当(?=[月季])){_UNIT_ZH}", _here(0)),
        (rf"{_NOT_BELOW}下一?个?{_UNIT_ZH}", _here(1)),
        (r"(?P<away>去年|今年|前年|大前年|明年)(?:度|全年)?(?![假货终薪龄轻纪级羹]|会(?![员议计])|底奖)", _by_year),
        (r"(?<!\d)(?P<year>20\d\d|[二〇零一三四五六七八九]{4})年(?:度|全年)?", _by_year),
        (rf"(?:近|最近|过去|前|上|这)的?{_COUNT_ZH}个(?P<unit>月|星期|礼拜|季度)(?!前)", _several),
        (rf"(?P<past>近|最近|过去)的?{_COUNT_ZH}(?P<unit>周|天|日|年|季度)", _several),
        (r"(?:近|最近|过去)半年", _half_year),
        (rf"{_COUNT_ZH}个(?P<unit>月|星期|礼拜|季度)(?:之前|以前|前)", _ago),
        (rf"{_COUNT_ZH}(?P<unit>周|天|年)(?:之前|以前|前)", _ago),
        (
            (
                r"(?P<year_now>年初(?:到|至)(?:现在|今|目前|今天)|年初以来)|(?P<quarter_now>季初(?:到|至)(?:现在|今|目前|今天))"
                r"|(?P<month_now>月初(?:到|至)(?:现在|今|目前|今天))"
            ),
            _to_date,
        ),
        (r"(?:(?P<year>20\d\d)年)?第(?P<week>\d{1,2})周", _by_week),
        (
            rf"{_NOT_ABOVE}(?P<which>上上|上|本|这)个?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])(?![次个份名线号件台班月])",
            _weekday,
        ),
        (rf"{_NOT_ABOVE}上个?周末", _weekend),
        (r"今天|今日|昨天|昨日|大前天|(?<![目之以])前天|前日|明天|明日|后天", _near),
    ),
)
