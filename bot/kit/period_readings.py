"""The readings of time: each a pattern of whole words, and what its match means seen from a day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot.kit.period_making import (
    ago,
    by_day,
    by_days,
    by_first_months,
    by_half,
    by_month,
    by_months,
    by_quarter,
    by_quarters,
    by_relative_month,
    by_span,
    by_week,
    by_year,
    end_of_year,
    from_now,
    half_year,
    here,
    in_time,
    near,
    part_of_month,
    several,
    to_date,
    up,
    week_of_month,
    weekday,
    weekend,
)
from bot.kit.period_viewpoint import Make
from bot.kit.period_words import DAYS_AWAY, MONTHS, WEEKDAY_NAMES, WEEKDAYS, any_of

_MONTH: Final = rf"(?P<month>{any_of(MONTHS)})\.?"
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
    r"(?:(?P<year>20\d\d|[二〇零一三四五六七八九]{4})\s*年|(?P<short>\d\d)年(?=\s*\D{0,2}[\d一二三四五六七八九十上下]"
    r"[\d一二]?(?:月|季|半))|(?P<away>大前年|前年|去年|上年|上一年|今年|本年|明年)的?)\s*"
)
_MONTH_ZH: Final = rf"(?<![\d一二三四五六七八九十近几个.])(?P<month>{_NUM_ZH})\s*月(?:份)?"
_NOT_MONTH_ZH: Final = r"(?![活薪供饼嫂色光亮经球均花瓜内]|天(?:$|[^0-9])|一次|两次)"
"""After a month these make words of their own: 月活, 五月花, 一月一次."""
_DASH: Final = r"\s*(?:-|–|—|~|到|至)\s*"
_NOT_ABOVE: Final = r"(?<![马线网早晚以路楼手身海天地世会桌车陆事本场店床岸船报表])"
"""Before 上 these make words of their own: 马上, 线上, 早上."""
_NOT_BELOW: Final = r"(?<![以之线地天如足手台楼当剩余留一看查说讲问想聊等])"
_NOT_AFTER_WEEKDAY: Final = "(?![次个份名线号件台班月])"
_FULL_WEEKDAY: Final = any_of(WEEKDAY_NAMES)
_WEEKDAY: Final = any_of(word for word in WEEKDAYS if word.isascii())
_NOT_AFTER_WEEK: Final = r"(?!转|期(?!五)|边|密|岁|全)"
"""After 周 these make words of their own: 周转, 周期."""


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
_ENGLISH: Final[tuple[tuple[str, Make], ...]] = (
    (rf"{_MONTH}{_YEAR_AFTER}?", by_month),
    (rf"{_YEAR_BEFORE}{_MONTH}", by_month),
    (rf"(?P<which>last|this|next)\s+{_MONTH}", by_relative_month),
    (rf"{_THE}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*[-/ ]?(?:of\s+)?{_MONTH}{_YEAR_AFTER}?", by_day),
    (rf"(?P<year>20\d\d)[-/ ,]*{_MONTH}[-/ ]*(?P<day>\d{{1,2}})(?![%\d]|[.,]\d)", by_day),
    (rf"(?P<year>20\d\d){_MONTH}", by_month),
    (rf"{_MONTH}\s*[-/ ]?(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![%\d]|[.,]\d){_YEAR_AFTER}?", by_day),
    (rf"(?P<day>\d{{1,2}})\s*(?:-|–|to)\s*(?P<last>\d{{1,2}})\s+(?:of\s+)?{_MONTH}{_YEAR_AFTER}?", by_days),
    (rf"{_MONTH}\s+(?P<day>\d{{1,2}})\s*(?:-|–|to)\s*(?P<last>\d{{1,2}})(?![%\d]|[.,]\d){_YEAR_AFTER}?", by_days),
    (rf"{_THE}(?P<nth>{_NTH}|last)\s+week\s+(?:of|in)\s+{_THE}{_MONTH}{_YEAR_AFTER}?", week_of_month),
    (rf"{_THE}(?P<part>first|second|1st|2nd)\s+half\s+of\s+{_MONTH}{_YEAR_AFTER}?", part_of_month),
    (rf"q(?P<q>[1-4]){_YEAR_AFTER}?", by_quarter),
    (rf"{_YEAR_BEFORE}q(?P<q>[1-4])", by_quarter),
    (r"(?P<year>20\d\d)[-/. ]?\s*q(?P<q>[1-4])", by_quarter),
    (r"q(?P<q>[1-4])[-/. ']*(?P<year>20\d\d)", by_quarter),
    (r"(?P<q>[1-4])q(?P<year>20\d\d)", by_quarter),
    (r"(?P<q>[1-4])q(?P<short>\d\d)", by_quarter),
    (rf"{_THE}(?P<q>{_NTH})\s+quarter{_YEAR_AFTER}?", by_quarter),
    (rf"{_YEAR_BEFORE}(?P<q>{_NTH})\s+quarter", by_quarter),
    (rf"{_THE}(?P<half>first|second|1st|2nd)\s+half(?:[\s-]year)?(?:\s+of\s+the\s+year)?{_YEAR_AFTER}?", by_half),
    (rf"h(?P<half>[12]){_YEAR_AFTER}", by_half),
    (r"(?:^|(?<=in )|(?<=for )|(?<=of ))h(?P<half>[12])$", by_half),
    (rf"{_YEAR_BEFORE}h(?P<half>[12])", by_half),
    (rf"{_THE}(?:last|previous|prior)\s+{_UNIT}", here(-1)),
    (rf"{_THE}(?:this|current)\s+{_UNIT}", here(0)),
    (rf"{_THE}(?:next|coming)\s+{_UNIT}", here(1)),
    (rf"{_THE}{_UNIT}\s+before\s+last", here(-2)),
    (
        (
            r"(?P<n>a|\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+"
            r"(?P<unit>days?|weeks?|months?|quarters?|years?)\s+ago"
        ),
        ago,
    ),
    (rf"(?:in\s+)?{_MANY}\s+(?P<unit>days?|weeks?|months?|quarters?|years?)\s+from\s+(?:now|today)", from_now),
    (rf"in\s+{_MANY}\s+(?P<unit>days?|weeks?|months?|quarters?|years?)", in_time),
    (
        (
            rf"{_THE}(?:last|previous)\s+{_MANY}\s+(?:full\s+|whole\s+|complete\s+)?"
            r"(?P<unit>days?|weeks?|months?|quarters?|years?)"
        ),
        several,
    ),
    (
        (
            rf"{_THE}(?P<past>past|recent|trailing)\s+{_MANY}\s+(?:full\s+|whole\s+|complete\s+)?"
            r"(?P<unit>days?|weeks?|months?|quarters?|years?)"
        ),
        several,
    ),
    (r"(?:the\s+)?(?:last|past)\s+half[\s-]year", half_year),
    (
        (
            r"(?P<year_now>ytd|year[\s-]to[\s-]date|this year so far|so far this year"
            r"|since the (?:beginning|start) of (?:the|this) year)"
            r"|(?P<quarter_now>qtd|quarter[\s-]to[\s-]date|this quarter so far|so far this quarter)"
            r"|(?P<month_now>mtd|month[\s-]to[\s-]date|this month so far|so far this month)"
        ),
        to_date,
    ),
    (r"(?P<year>20\d\d)(?!\s*[件个台单人次块万元名家张条种号])(?![.,/-]?\d)(?!%)", by_year),
    (r"(?P<away>the year before last)", by_year),
    (r"(?P<iso>20\d\d[-/.]\d{1,2}[-/.]\d{1,2})", by_span),
    (r"(?P<iso>)\d{1,2}[-/.]\d{1,2}[-/.]20\d\d", by_span),
    (r"(?P<year>20\d\d)[-/](?P<month>1[0-2]|0?[1-9])(?![-/.]?\d)", by_month),
    (r"(?P<year>20\d\d)\.(?P<month>1[0-2]|0[1-9])(?![-/.]?\d)", by_month),
    (r"(?P<month>1[0-2]|0?[1-9])[-/.](?P<year>20\d\d)(?!\d)", by_month),
    (r"(?P<year>20\d\d)m(?P<month>1[0-2]|0?[1-9])", by_month),
    (r"(?P<year>20\d\d)[\s./-]*w(?P<week>\d{1,2})", by_week),
    (r"w(?P<week>\d{1,2})[-/. ]+(?P<year>20\d\d)", by_week),
    (rf"(?:week|wk|cw|kw)\s*(?P<week>\d{{1,2}}){_YEAR_AFTER}?", by_week),
    (rf"{_THE}(?:(?P<which>last|this|on|this past|next|coming)\s+)?(?P<weekday>{_FULL_WEEKDAY})", weekday),
    (rf"{_THE}(?P<which>last|this|on|this past|next|coming)\s+(?P<weekday>{_WEEKDAY})", weekday),
    (r"last weekend", weekend),
    (any_of(word for word in DAYS_AWAY if word.isascii()), near),
)
_CHINESE: Final[tuple[tuple[str, Make], ...]] = (
    (rf"(?:{_YEAR_ZH})?{_MONTH_ZH}{_NOT_MONTH_ZH}", by_month),
    (rf"(?:{_YEAR_ZH})?{_MONTH_ZH}\s*(?P<day>\d{{1,2}})\s*[日号]", by_day),
    (rf"(?:{_YEAR_ZH})?{_MONTH_ZH}\s*(?P<day>\d{{1,2}})\s*[日号]?{_DASH}(?P<last>\d{{1,2}})[日号]", by_days),
    (rf"(?:{_YEAR_ZH})?{_MONTH_ZH}的?(?P<part>[上中下])旬", part_of_month),
    (rf"(?:{_YEAR_ZH})?{_MONTH_ZH}的?第(?P<nth>[一二三四五])个?(?:周|星期)", week_of_month),
    (
        rf"(?:{_YEAR_ZH})?(?<![\d一二三四五六七八九十近几.])(?P<month>{_NUM_ZH}){_DASH}(?P<last>{_NUM_ZH})月(?:份)?",
        by_months,
    ),
    (rf"(?:{_YEAR_ZH})?(?<![\d近几前])第?(?P<q>[一二三四1-4])个?季度", by_quarter),
    (rf"(?:{_YEAR_ZH})?第(?P<q>[一二三四1-4])季(?!节|度)", by_quarter),
    (r"(?<!\d)(?P<year>20\d\d)\s*年?\s*第?\s*(?P<q>[一二三四1-4])\s*季度?(?![节风军])", by_quarter),
    (
        rf"(?:{_YEAR_ZH})?(?<![\d])第?(?P<q>[一二三四1-4])(?:季度)?{_DASH}第?(?P<last>[一二三四1-4])季度",
        by_quarters,
    ),
    (rf"(?:{_YEAR_ZH})?前(?P<last>[一二两三四1-4])个?季度", by_quarters),
    (rf"{_YEAR_ZH}前(?P<n>{_NUM_ZH}|两)个月", by_first_months),
    (rf"(?:{_YEAR_ZH})?(?<![以])(?P<half>[上下])半年", by_half),
    (r"(?P<away>去年|今年|前年|明年)年?(?P<part>[初中底末])(?!奖)", end_of_year),
    (rf"{_NOT_ABOVE}上一?个?{_UNIT_ZH}", here(-1)),
    (rf"{_NOT_ABOVE}(?P<up>上{{2,4}})个?{_UNIT_ZH}", up),
    (rf"(?:这一?个?|(?<![日基根])本|当(?=[月季])){_UNIT_ZH}", here(0)),
    (rf"{_NOT_BELOW}下一?个?{_UNIT_ZH}", here(1)),
    (r"(?P<away>去年|今年|前年|大前年|明年)(?:度|全年)?(?![假货终薪龄轻纪级羹]|会(?![员议计])|底奖)", by_year),
    (r"(?<!\d)(?P<year>20\d\d|[二〇零一三四五六七八九]{4})年(?:度|全年)?", by_year),
    (rf"(?:近|最近|过去|前|上|这)的?{_COUNT_ZH}个(?P<unit>月|星期|礼拜|季度)(?!前)", several),
    (rf"(?P<past>近|最近|过去)的?{_COUNT_ZH}(?P<unit>周|天|日|年|季度)", several),
    (r"(?:近|最近|过去)半年", half_year),
    (rf"{_COUNT_ZH}个(?P<unit>月|星期|礼拜|季度)(?:之前|以前|前)", ago),
    (rf"{_COUNT_ZH}(?P<unit>周|天|年)(?:之前|以前|前)", ago),
    (
        (
            r"(?P<year_now>年初(?:到|至)(?:现在|今|目前|今天)|年初以来)|(?P<quarter_now>季初(?:到|至)(?:现在|今|目前|今天))"
            r"|(?P<month_now>月初(?:到|至)(?:现在|今|目前|今天))"
        ),
        to_date,
    ),
    (r"(?:(?P<year>20\d\d)年)?第(?P<week>\d{1,2})周", by_week),
    (rf"(?<!\d)(?P<year>20\d\d)\s*(?:年|(?=第))\s*第?\s*(?P<week>\d{{1,2}})\s*周{_NOT_AFTER_WEEK}", by_week),
    (
        rf"{_NOT_ABOVE}(?P<which>上上|上|本|这|(?<![以之线地天如])下下?)个?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天]){_NOT_AFTER_WEEKDAY}",
        weekday,
    ),
    (rf"(?:星期|礼拜)(?P<weekday>[一二三四五六日天]){_NOT_AFTER_WEEKDAY}", weekday),
    (rf"{_NOT_ABOVE}上个?周末", weekend),
    (r"今天|今日|昨天|昨日|大前天|(?<![目之以大])前天|前日|明天|明日|大后天|(?<!大)后天", near),
    (rf"(?<![\d第]){_COUNT_ZH}(?P<unit>天|日|周|年)(?:之后|以后|后)", from_now),
    (rf"(?<![\d第]){_COUNT_ZH}个(?P<unit>月|星期|礼拜|季度)(?:之后|以后|后)", from_now),
)
READINGS: Final = (*_english(*_ENGLISH), *_chinese(*_CHINESE))
"""What speaks of time wherever it stands in a sentence."""

_DIGITS_YEAR: Final = r"(?P<year>\d{4})"
_WHOLE_ZH: Final = (
    (rf"{_DIGITS_YEAR}\s*年\s*(?P<month>\d{{1,2}})\s*月\s*(?P<day>\d{{1,2}})\s*[日号]?", by_day),
    (r"(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]?", by_day),
    (rf"{_DIGITS_YEAR}\s*年\s*(?P<month>\d{{1,2}})\s*月份?", by_month),
    (rf"{_DIGITS_YEAR}\s*年?\s*第?\s*(?P<q>[1-4一二三四])\s*季度?", by_quarter),
    (rf"{_DIGITS_YEAR}\s*年?\s*第?\s*(?P<week>\d{{1,2}})\s*周", by_week),
    (rf"{_DIGITS_YEAR}\s*年(?:度|全年)?", by_year),
    (r"(?:(?P<which>next)\s+)?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])", weekday),
    (rf"(?P<which>下)个?(?P<weekday>{_WEEKDAY})", weekday),
    (rf"(?:in\s+)?{_COUNT_ZH}\s*个?(?P<unit>天|日|周|星期|礼拜)(?:之后|以后|后)?", in_time),
)
_WHOLE_EN: Final = (
    (rf"{_DIGITS_YEAR}[-/. ]?\s*q(?P<q>[1-4])", by_quarter),
    (rf"q(?P<q>[1-4])[-/. ']*{_DIGITS_YEAR}", by_quarter),
    (rf"{_DIGITS_YEAR}[-/. ]?w(?P<week>\d{{1,2}})", by_week),
    (rf"w(?:eek\s*)?(?P<week>\d{{1,2}})[-/. ]+{_DIGITS_YEAR}", by_week),
    (rf"{_DIGITS_YEAR}[-/.](?P<month>\d{{1,2}})", by_month),
    (rf"(?P<month>\d{{1,2}})[-/.]{_DIGITS_YEAR}", by_month),
    (rf"{_DIGITS_YEAR}(?P<month>\d{{2}})(?P<day>\d{{2}})", by_day),
    (rf"{_DIGITS_YEAR}(?P<month>\d{{2}})", by_month),
    (rf"{_DIGITS_YEAR}m(?P<month>\d{{1,2}})", by_month),
    (_DIGITS_YEAR, by_year),
    (rf"{_MONTH}[-/ ,']*{_DIGITS_YEAR}", by_month),
    (rf"{_DIGITS_YEAR}[-/ ,]*{_MONTH}", by_month),
    (rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[-/ .]*{_MONTH}[-/ ,]*{_DIGITS_YEAR}", by_day),
    (rf"{_MONTH}[-/ ]*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[-/ ,]+{_DIGITS_YEAR}", by_day),
    (rf"{_DIGITS_YEAR}[-/ ,]*{_MONTH}[-/ ]*(?P<day>\d{{1,2}})", by_day),
    (rf"(?P<weekday>{_WEEKDAY})", weekday),
    (rf"(?:in\s+)?{_MANY}\s*(?P<unit>days?|weeks?)", in_time),
)
WHOLE: Final = tuple((re.compile(pattern), make) for pattern, make in (*_WHOLE_ZH, *_WHOLE_EN))
"""What means a time only where nothing else was said: elsewhere ``202510`` is a number, and ``Sun`` a name."""
