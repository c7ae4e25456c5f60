"""When something is to be reached: spans and days as its words say them, counted from the day on which it begins."""

from __future__ import annotations

import re
from calendar import monthrange
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.goals.domain.aim_amount import counted
from bot.kit.cleaning import UnclearValue
from bot.kit.period import Grain, Period, period_of
from bot.kit.period_alone import whole_period
from bot.kit.period_sentence import PeriodMention, fold, periods, plain
from bot.kit.period_viewpoint import Viewpoint, number_word
from bot.kit.period_words import NUMBERS, UNITS, any_of


@dataclass(frozen=True, slots=True)
class AimTime:
    """What some characters of a text say of time.

    ``day`` is the last day that is meant; None where it is no day that is still to come, as in "than last year".
    ``compared`` says that a value of then is what another is held against.
    """

    start: int
    end: int
    day: date | None
    compared: bool = False


def times(text: str, *, start: date) -> tuple[AimTime, ...]:
    """Return everything that some words say of time, in order, seen from the day on which what they plan begins.

    Characters count as in the plain form of the text (``bot.kit.period_sentence.plain``). Three months from 30 November
    are over on the last day of February.
    """
    folded = fold(plain(text))
    found = [*_spans(folded, start), *_ends(folded, start)]
    for mention in periods(text, today=start, ahead=True):
        if counted(folded, mention.end):
            continue  # 2000.01% is a share and no month, "up by 2026 orders" says how many and not when
        if all(mention.end <= other.start or other.end <= mention.start for other in found):
            found.append(_named(mention, folded, start))
    taken: list[AimTime] = []
    for time in sorted(found, key=lambda time: (time.start - time.end, time.start)):
        if all(time.end <= other.start or other.end <= time.start for other in taken):
            taken.append(time)
    return tuple(sorted(taken, key=lambda time: time.start))


def after(start: date, number: int, grain: Grain) -> date:
    """Return the day so many days, weeks, months, quarters or years after another; a month's last day stays one."""
    match grain:
        case Grain.DAY:
            return start + timedelta(days=number)
        case Grain.WEEK:
            return start + timedelta(weeks=number)
        case Grain.MONTH | Grain.QUARTER | Grain.YEAR:
            months = start.month - 1 + number * {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12}[grain]
            year, month = start.year + months // 12, months % 12 + 1
            return date(year, month, min(start.day, monthrange(year, month)[1]))


_VAGUE: Final = frozenset({"a few", "few", "几"})
_COUNT: Final = rf"\d{{1,3}}|{any_of(word for word in NUMBERS if word not in _VAGUE)}"
_UNITS_EN: Final = any_of(word for word in UNITS if word.isascii())
_SPANS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        (
            rf"(?<![a-z])(?:within|inside|in|over|during|for)\s+(?:about\s+)?(?:the\s+)?(?:next\s+|coming\s+|following\s+)?"
            rf"(?P<n>{_COUNT}|half an?)\s*-?(?P<unit>{_UNITS_EN})(?:'s?|s')?(?:\s+time)?(?![a-z])"
        ),
        rf"(?<![a-z])(?P<n>{_COUNT})\s+(?P<unit>{_UNITS_EN})\s+from\s+(?:now|today)(?![a-z])",
        rf"(?<![a-z])the\s+next\s+(?P<n>{_COUNT})\s+(?P<unit>{_UNITS_EN})(?![a-z])",
        (
            r"(?:未来|接下来的?|今后的?|往后|用)\s*(?P<n>\d{1,3}|半|[一二两三四五六七八九]|十[一二]?)\s*个?"
            r"(?P<unit>月|季度|星期|礼拜|周|天|年)(?:的?时间)?(?:之内|以内|内)?"
        ),
        (
            r"(?<![第\d.一二三四五六七八九十几])(?P<n>\d{1,3}|半|[一二两三四五六七八九]|十[一二]?)\s*个?"
            r"(?P<unit>月|季度|星期|礼拜|周|天|年)(?:的?时间)?(?:之内|以内|内|之后|以后|后)"
        ),
    )
)
_VALUE_BEFORE: Final = re.compile(
    r"(?:\b(?:to|under|below|than|of|least|most|from)|(?:控制|保持|稳定|维持)在|[到至为过]|[低少小高大多]于)\s*$"
)
"""Behind these stands a value, not a time: "to within 2 days", 控制在2天以内."""
_EACH: Final = re.compile(r"\b(?:each|every|all|per)\b|每|各")
"""What is done for each of many in so many days has no end of its own: "answer every mail within 2 days"."""


def _spans(folded: str, start: date) -> list[AimTime]:
    found = []
    for pattern in _SPANS:
        for match in pattern.finditer(folded):
            grain = UNITS[match["unit"]]
            short = grain is Grain.DAY and _EACH.search(folded)
            if short or _VALUE_BEFORE.search(folded[: match.start()]):
                continue
            half = match["n"].startswith(("half", "半"))
            if half and grain is not Grain.YEAR:
                continue
            count, grain = (6, Grain.MONTH) if half else (number_word(match["n"]), grain)
            with suppress(ValueError, OverflowError):
                found.append(AimTime(match.start(), match.end(), after(start, count, grain)))
    return found


_NUMBER_BEFORE: Final = r"(?<![\d一二三四五六七八九十份今明后本这下个年度])"
_ENDS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        (
            r"(?:\b(?:by|before|until|till|at|to)\s+)?(?:the\s+)?\bend\s+of\s+(?:the\s+|this\s+)?"
            r"(?P<unit>week|month|quarter|year)\b"
        ),
        r"(?:\b(?:by|before|until|till|at)\s+)?\b(?P<unit>month|quarter|year)[\s-]end\b",
        rf"{_NUMBER_BEFORE}(?P<unit>年|季度|季|月)[底末](?:之前|以前|前)?",
    )
)


def _ends(folded: str, start: date) -> list[AimTime]:
    return [
        AimTime(match.start(), match.end(), period_of(start, UNITS[match["unit"]]).end)
        for pattern in _ENDS
        for match in pattern.finditer(folded)
    ]


_BOUND: Final = re.compile(
    r"^(?P<by>before|until|till|by|prior to|no later than|in|on|during|from|for|截[至止]到?|[到至在于])\s*"
    r"(?:the\s+)?(?P<end>end of\s+)?"
)
_BOUND_ZH: Final = re.compile(r"(?P<end>年?[底末])?(?P<by>之前|以前|前|之内|以内|内|止|为止)?$")
_BEHIND_ZH: Final = re.compile(r"(?:份)?(?:年?[底末])?(?:之前|以前|前(?![台端勤期])|之内|以内|内(?![部容])|为止|止)?")
_BEFORE: Final = re.compile(
    r"(?:截[至止]到?|[到至在于]|\b(?:by|before|until|till|no later than|during|in)\s+(?:the\s+)?(?:end\s+of\s+)?)$"
)
_COMPARED: Final = re.compile(r"(?:\b(?:than|versus|vs\.?|compared\s+(?:with|to)|over|from|on)\s+(?:in\s+)?|[比较])$")
_COMPARED_ZH: Final = re.compile(r"(?:的?(?:同期|水平|平均|均值))")


def _named(mention: PeriodMention, folded: str, start: date) -> AimTime:
    """Read days that a calendar knows, and what stands around them: by, before, at the end of; than, 比."""
    before, behind = folded[: mention.start], folded[mention.end :]
    begin = mention.start - len(found[0]) if (found := _BEFORE.search(before)) else mention.start
    tail = _BEHIND_ZH.match(behind)
    end = mention.end + (tail.end() if tail else 0)
    against, level = _COMPARED.search(folded[:begin]), _COMPARED_ZH.match(folded[end:])
    if against or level:
        past = mention.period is None or mention.period.start <= start
        if past:
            first = begin - (len(against[0]) if against else 0)
            return AimTime(first, end + (level.end() if level else 0), None, compared=True)
    if part := _PART_BEFORE.search(folded[:begin]):
        return AimTime(begin - len(part[0]), end, None)  # which day that is nobody can know
    if _PART_BEHIND.match(folded[end:]):
        return AimTime(begin, end + 1, None)
    day = _last_day(folded[begin:end], start)
    return AimTime(begin, end, day if day and day >= start else None)


_PART_BEFORE: Final = re.compile(
    r"(?:\b(?:by|before|until|till|in)\s+)?(?:the\s+)?\b(?:early|mid|late|(?:beginning|start|middle)\s+of)[\s-]+"
    r"(?:the\s+)?$"
)
_PART_BEHIND: Final = re.compile(r"年?[初中](?!旬|级|期)")


def _a_year_on(period: Period, grain: Grain) -> Period:
    """Return a day, month or quarter that was named without its year a year later: a plan looks ahead."""
    if grain is Grain.DAY:
        return Period(*(day.replace(year=day.year + 1) for day in (period.start, period.end)))
    return period_of(period.start.replace(year=period.start.year + 1), grain)


def _last_day(said: str, start: date) -> date | None:
    """Return the last day that words with their bounds mean: "before March" is its eve, "by March" its last day."""
    bare, early = said.strip(), False
    if bound := _BOUND.match(bare):
        early = bound["by"] in {"before", "prior to"} and not bound["end"]
        bare = bare[bound.end() :]
    if bound := _BOUND_ZH.search(bare):
        early = early or (bound["by"] in {"之前", "以前", "前"} and not bound["end"])
        bare = bare[: bound.start()]
    with suppress(UnclearValue, ValueError):
        if made := whole_period(bare, Viewpoint(start, ahead=True)):
            period = made[0] if made[2] or made[0].end >= start else _a_year_on(made[0], made[1])
            return period.start - timedelta(days=1) if early and period.days > 1 else period.end
    return None
