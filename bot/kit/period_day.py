"""Days and stretches that are still to come, as people say them: "下周五", "明天", "until Friday", "1 Dec to 5 Dec"."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from typing import Final

from bot.kit.cleaning import UnclearValue
from bot.kit.period import Grain
from bot.kit.period_alone import whole_period
from bot.kit.period_viewpoint import Viewpoint, number_word
from bot.kit.period_words import NUMBERS, UNITS, any_of
from bot.kit.period_written import span


def spoken_day(text: str, *, today: date) -> date:
    """Return the day that a text means, seen from a day; a weekday is the next one, "下周三" the one of next week.

    Raises:
        Unclear: no day, or one that could be two.
    """
    said = unicodedata.normalize("NFKC", text).casefold().strip()
    found = whole_period(said, Viewpoint(today, ahead=True))
    if found and found[0].days == 1:
        return found[0].start
    return span(said).period.start


_UNTIL: Final = re.compile(
    r"(?:(?:from\s+|从)?(?P<first>.*?\S)\s*)??(?:\b(?:until|till|through|to)\b|–|—|~|\s-\s|到|至|直到)\s*(?P<last>.+)",
    re.IGNORECASE,
)
_FOR: Final = re.compile(r"^(?:for|from|on|starting|从)\s*|\s*(?:开始|起|为止|止|期间)$", re.IGNORECASE)
_SHORT: Final = any_of(word for word, grain in UNITS.items() if grain in {Grain.DAY, Grain.WEEK})
_LONG: Final = re.compile(rf"(?:in\s+)?(?P<n>\d{{1,3}}|{any_of(NUMBERS)})\s*个?(?P<unit>{_SHORT})")


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
    if long := _LONG.fullmatch(said):
        days = number_word(long["n"]) * (7 if UNITS[long["unit"]] is Grain.WEEK else 1)
        return today, today + timedelta(days=days - 1)
    if whole := _whole(said, today=today):
        return whole
    day = spoken_day(said, today=today)
    return day, day


def _whole(said: str, *, today: date) -> tuple[date, date] | None:
    """Return the days of a period that is all that was said and is not over: ``next week``, ``下周``."""
    for ahead in (True, False):  # what has lasted since June began before
        found = whole_period(said, Viewpoint(today, ahead))
        if found and found[0].days > 1 and found[0].end >= today:
            return max(found[0].start, today), found[0].end
    return None
