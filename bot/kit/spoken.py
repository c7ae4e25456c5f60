"""Days as people say them: "下周五", "明天", "until Friday", "1 Dec to 5 Dec"."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from datetime import date, timedelta
from typing import Final

from bot.kit.cleaning import UnclearValue
from bot.kit.dates import MONTHS, span
from bot.kit.period import Grain
from bot.kit.spoken_period import periods

_WEEKDAYS: Final = "mon tue wed thu fri sat sun".split()
_WEEKDAY: Final = re.compile(
    r"(?P<next>next\s+|下(?:个)?)?(?:(?P<en>mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?"
    r"|sat(?:urday)?|sun(?:day)?)|(?:周|星期|礼拜)(?P<zh>[一二三四五六日天]))",
    re.IGNORECASE,
)
_AHEAD: Final = re.compile(
    r"(?:in\s+)?(?P<n>\d{1,3})\s*(?P<grain>days?|weeks?|天|日|周|个?星期)(?:后|之后|以后)?", re.IGNORECASE
)
_NAMES: Final = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY_OF_MONTH: Final = re.compile(
    rf"(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<behind>{_NAMES})\.?"
    rf"|(?P<before>{_NAMES})\.?\s+(?:the\s+)?(?P<day_behind>\d{{1,2}})(?:st|nd|rd|th)?"
)
_NEAR: Final = {"today": 0, "今天": 0, "今日": 0, "tomorrow": 1, "明天": 1, "明日": 1, "后天": 2, "大后天": 3}


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
        weekday = _WEEKDAYS.index(found["en"][:3]) if found["en"] else "一二三四五六日天".index(found["zh"]) % 7
        if found["zh"] == "天":
            weekday = 6
        if found["next"]:
            return today - timedelta(days=today.weekday()) + timedelta(days=7 + weekday)
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    if bare := re.fullmatch(r"(\d{1,2})月(\d{1,2})[日号]?", said):
        return _nearest(int(bare[1]), int(bare[2]), today=today)
    if english := _DAY_OF_MONTH.fullmatch(said):
        name, day = english["before"] or english["behind"], english["day"] or english["day_behind"]
        return _nearest(MONTHS[name], int(day), today=today)
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
            raise UnclearValue("spoken-span-backwards")
        return first, last
    long = re.sub(
        r"^[一两二三四五六七八九](?=\s*(?:天|日|周|个?星期))", lambda match: match[0].translate(_DIGITS), said
    )
    if (ahead := _AHEAD.fullmatch(long)) and not re.search(r"后", long):
        return today, spoken_day(ahead[0], today=today) - timedelta(days=1)
    if whole := _whole(said, today=today):
        return whole
    day = spoken_day(said, today=today)
    return day, day


def _whole(said: str, *, today: date) -> tuple[date, date] | None:
    """Return the days of a period that is all that was said and is not over: ``next week``, ``下周``."""
    found = periods(said, today=today)
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(said)) or found[0].grain is Grain.DAY:
        return None
    period = found[0].period
    return (max(period.start, today), period.end) if period and period.end >= today else None


def _nearest(month: int, day: int, *, today: date) -> date:
    """Return the day of that name that is nearest: one that has just gone by is not meant a year ahead."""
    found = []
    for year in (today.year - 1, today.year, today.year + 1):
        with suppress(ValueError):  # the 29th of February
            found.append(date(year, month, day))
    if not found:
        raise UnclearValue("import-impossible-date")
    return min(found, key=lambda candidate: abs(candidate - today))
