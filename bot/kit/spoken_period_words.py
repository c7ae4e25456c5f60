"""The words of both languages for numbers, weekdays, units of time and years."""

from __future__ import annotations

from typing import Final

from bot.kit.period import Grain

NUMBERS: Final = {word: n for n, word in enumerate("一 二 三 四 五 六 七 八 九 十 十一 十二".split(), start=1)} | {
    **{word: n for n, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)},
    **{word: n for n, word in enumerate("first second third fourth fifth".split(), 1)},
    **{word: n for n, word in enumerate("1st 2nd 3rd 4th 5th".split(), 1)},
    **dict.fromkeys(("a couple of", "couple of", "两"), 2),
    **dict.fromkeys(("a few", "few", "几"), 3),
    **dict.fromkeys(("a", "an"), 1),
}
WEEKDAYS: Final = {
    name: number
    for number, names in enumerate(
        "mon monday 一,tue tues tuesday 二,wed wednesday 三,thu thur thurs thursday 四,fri friday 五,"
        "sat saturday 六,sun sunday 日 天".split(",")
    )
    for name in names.split()
}
UNITS: Final = {
    **dict.fromkeys("day days 天 日".split(), Grain.DAY),
    **dict.fromkeys("week weeks 周 星期 礼拜".split(), Grain.WEEK),
    **dict.fromkeys("month months 月".split(), Grain.MONTH),
    **dict.fromkeys("quarter quarters 季度 季".split(), Grain.QUARTER),
    **dict.fromkeys("year years 年 年度".split(), Grain.YEAR),
}
YEARS_AWAY: Final = {
    **dict.fromkeys(("last year", "去年", "上年", "上一年", "the year before"), -1),
    **dict.fromkeys(("前年", "the year before last"), -2),
    **dict.fromkeys(("this year", "今年", "本年", "本年度"), 0),
    **dict.fromkeys(("next year", "明年"), 1),
    "大前年": -3,
}
