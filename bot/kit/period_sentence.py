"""Periods as people say them, alone or in a sentence: of whole words of both languages, the longest reading first.

What it reads is given with its place in the text, so that what is left can be looked at, and an answer can say which
period it understood. What speaks of time in another way is given too, without a period: it must not be dropped.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from bot.kit.cleaning import UnclearValue
from bot.kit.period import Grain, Period, period_of
from bot.kit.period_readings import READINGS
from bot.kit.period_viewpoint import Viewpoint
from bot.kit.period_words import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.kit.period_viewpoint import Make


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """What some words of a text say of time: from which character to which they stand in its plain form.

    ``period`` is None where it is not understood which days are meant. ``grain`` is the unit that was said, also of
    several in a row. ``dated`` says that the year cannot be another one.
    """

    period: Period | None
    grain: Grain
    start: int
    end: int
    dated: bool = True


def plain(text: str) -> str:
    """Return a text as :class:`PeriodMention` counts its characters: with full-width letters as plain ones."""
    return unicodedata.normalize("NFKC", text)


def periods(text: str, *, today: date, ahead: bool = False) -> tuple[PeriodMention, ...]:
    """Return everything that a text says of time, in its order.

    A month, quarter or day without a year is the newest that has begun, unless the text speaks of what is ``ahead``.
    "The last three months" are whole ones, before the one that runs.
    """
    said, seen = plain(text), Viewpoint(today, ahead)
    folded = fold(said)
    found = [
        mention
        for pattern, make in READINGS
        for match in pattern.finditer(folded)
        if (mention := _read(match, make, seen))
    ]
    found += [PeriodMention(None, Grain.DAY, match.start(), match.end()) for match in _OTHER_TIME.finditer(folded)]
    taken: list[PeriodMention] = []
    for mention in sorted(
        found, key=lambda mention: (mention.start - mention.end, mention.start, mention.period is None)
    ):
        if all(mention.end <= other.start or other.end <= mention.start for other in taken) and _is_time(
            mention, said, folded
        ):
            taken.append(mention)
    ordered = sorted(taken, key=lambda mention: mention.start)
    weeks = [_week(mention, before, behind) for mention, before, behind in _beside(ordered, folded)]
    return tuple(
        _around(mention, before, behind, today) for mention, before, behind in _beside(_joined(weeks, folded), folded)
    )


def _beside(mentions: Sequence[PeriodMention], folded: str) -> Iterator[tuple[PeriodMention, str, str]]:
    """Yield each with what stands between it and those beside it."""
    ends = [0, *(mention.end for mention in mentions)]
    starts = [*(mention.start for mention in mentions[1:]), len(folded)]
    for mention, end, start in zip(mentions, ends, starts, strict=False):
        yield mention, folded[end : mention.start], folded[mention.end : start]


def fold(said: str) -> str:
    """Return a text in small letters, each mark in its place."""
    return "".join(low if len(low := mark.lower()) == 1 else mark for mark in said)


def _read(match: re.Match[str], make: Make, seen: Viewpoint) -> PeriodMention | None:
    """Return what a match of a reading means; impossible days are said, and not understood."""
    try:
        made = make(match, seen)
    except (UnclearValue, ValueError, OverflowError):
        return PeriodMention(None, Grain.DAY, match.start(), match.end())
    return None if made is None else PeriodMention(made[0], made[1], match.start(), match.end(), dated=made[2])


_OTHER_TIME: Final = re.compile(
    r"(?<![\w-])(?:(?:last|this|past|next|previous|the)\s+(?:fortnight|semester|season|decade|spring|summer|autumn|fall"
    r"|winter|christmas|easter|holidays?|weekend|half)|recently|lately|(?:end|beginning|start|middle)\s+of\s+(?:the\s+)?"
    r"(?:day|week|month|quarter|year))(?![\w-])"
    r"|前几天|这几天|前阵子|前段时间|春节|国庆|元旦|五一|双十一|双11|(?<![马旺淡])[旺淡]季|上学期|本财年|上财年|财年"
)
"""What speaks of time and is no period that we can tell the days of."""

# What a month's name may be besides

_VERBS: Final = frozenset({"may", "march", "mar"})
_FIRST_NAMES: Final = frozenset({"april", "may", "june", "august", "jan", "jun", "mar", "dec"})
_BEFORE_A_MONTH: Final = re.compile(
    r"(?:^|[^\w'])(?:in|for|of|since|during|from|until|till|through|to|by|on|last|this|next|my|our|the|their|his|her|and|or|vs\.?"
    r"|versus|than|before|after|early|mid|late|between|month|&|-|–|—|/|,|:)\s*$"
)
_AFTER_A_VERB: Final = re.compile(
    r"\s+(?:i|we|you|he|she|it|they|be|have|not|also|well|on|out|off|ahead|forward|past|through|up|down|with|toward|into"
    r"|need|want|see|get|ask|help|the|a|this)\b"
)
_AFTER_A_MONTH: Final = re.compile(
    r"(?:'s)?\s+(?:numbers?|figures?|results?|report|data|stats|values?|targets?)\b|\s*$|\s*[?.!,;]"
)
_AFTER_A_NAME: Final = re.compile(r"(?:'s)?\s+(?:doing|do|done|been|performing|getting)\b")
_BEFORE_A_NAME: Final = re.compile(r"\b(?:with|ask|tell|thank|praise|meet|is|named|called)\s+$")
_PRONOUN: Final = re.compile(r"\b(?:i|we|you|he|she|it|they|as|who|that)\s+$")
_HYPHEN_BEFORE: Final = re.compile(r"([a-z]+)-$")
_HYPHEN_BEHIND: Final = re.compile(r"-([a-z]+)(?![a-z0-9])")


def _is_time(mention: PeriodMention, said: str, folded: str) -> bool:
    """Say whether a month's bare name is meant as one, and not as a verb or as somebody's name."""
    word = folded[mention.start : mention.end].rstrip(".")
    before, behind = folded[: mention.start], folded[mention.end :]
    hyphened = (_HYPHEN_BEFORE.search(before), _HYPHEN_BEHIND.match(behind))
    if any(found and found[1] not in MONTHS for found in hyphened):
        return False
    if word not in _VERBS | _FIRST_NAMES:
        return True
    if not before.strip() and not behind.strip(" ?.!,"):
        return True
    placed = _BEFORE_A_MONTH.search(before)
    if word in _VERBS:
        if _AFTER_A_VERB.match(behind):
            return False
        if not placed and (not _AFTER_A_MONTH.match(behind) or _PRONOUN.search(before)):
            return False
    if _AFTER_A_NAME.match(behind) or _BEFORE_A_NAME.search(before):
        return False
    return not _is_name(said, mention, placed=bool(placed))


def _is_name(said: str, mention: PeriodMention, *, placed: bool) -> bool:
    """Say whether a word is written like a part of a full name, between words with capitals."""
    word = said[mention.start : mention.end]
    if not word[:1].isupper() or word.isupper():
        return False
    following = re.match(r"[ ]+([A-Z][a-z'’-]+)", said[mention.end :])
    if following and following[1].lower() not in MONTHS and following[1].lower() not in _CAPITAL_ANYWAY:
        return True
    earlier = re.search(r"(\S+)[ ]+([A-Z][a-z'’-]+)[ ]+$", said[: mention.start])
    return bool(earlier and not placed and earlier[2].lower() not in _CAPITAL_ANYWAY)


_CAPITAL_ANYWAY: Final = frozenset(
    "and or numbers figures results report data target targets vs to sales last this".split()
)


# Several together

_TO: Final = re.compile(
    r"\s*(?:(?:,\s*)?(?:to|until|till|through|thru|up to)\s+|-|–|—|~|直?到|至)\s*(?:the\s+)?(?:end of\s+)?"
)
_AND: Final = re.compile(r"\s+and\s+|\s*[和与]\s*")
_BETWEEN: Final = re.compile(r"\bbetween\s+(?:the\s+)?$|从$|在$")


def _joined(ordered: Sequence[PeriodMention], folded: str) -> list[PeriodMention]:
    """Make one of two that are the ends of a range."""
    found: list[PeriodMention] = []
    for mention in ordered:
        if found and found[-1].period and mention.period and _is_range(found[-1], mention, folded):
            found[-1] = _range(found[-1], mention)
        else:
            found.append(mention)
    return found


def _is_range(first: PeriodMention, last: PeriodMention, folded: str) -> bool:
    link = folded[first.end : last.start]
    return bool(_TO.fullmatch(link) or (_AND.fullmatch(link) and _BETWEEN.search(folded[: first.start])))


def _range(first: PeriodMention, last: PeriodMention) -> PeriodMention:
    """Return the days from one to the other; a year that one of them does not say is that of the other."""
    whole = PeriodMention(None, min(first.grain, last.grain, key=list(Grain).index), first.start, last.end)
    if first.period is None or last.period is None:
        return whole
    start, end = first.period, last.period
    if not first.dated:
        start = _of_year(start, first.grain, end.end.year)
        start = start if start.start <= end.end else _of_year(start, first.grain, end.end.year - 1)
    elif not last.dated:
        end = _of_year(end, last.grain, start.start.year)
        end = end if start.start <= end.end else _of_year(end, last.grain, start.start.year + 1)
    return replace(whole, period=Period(start.start, end.end)) if start.start <= end.end else whole


def _of_year(period: Period, grain: Grain, year: int) -> Period:
    leap = period.start.replace(day=min(period.start.day, 28))
    return period_of(leap.replace(year=year), grain) if grain is not Grain.DAY else _day_of_year(period.start, year)


def _day_of_year(day: date, year: int) -> Period:
    try:
        moved = day.replace(year=year)
    except ValueError:  # the 29th of February
        moved = date(year, 2, 28)
    return Period(moved, moved)


_SINCE: Final = re.compile(r"\b(?:ever\s+)?since\s+(?:the\s+)?(?:beginning of\s+|start of\s+)?$|自从?$")
_SINCE_ZH: Final = re.compile(r"(?:份)?(?:以来|至今|到现在|到今天|到目前为?止?|起到现在)")
_WEEK_OF: Final = re.compile(r"\b(?:the\s+)?week\s+(?:of|beginning|starting|commencing|from)\s+(?:the\s+|on\s+)?$")
_THAT_WEEK: Final = re.compile(r"(?:的)?(?:那|这|当|所在的?)一?个?(?:周|星期)")
_BOUND: Final = re.compile(
    r"\b(?:before|after|until|till|by|prior to|except|without|excluding|not in|not)\s+(?:the\s+)?(?:end of\s+)?$|除了?$"
)
_BOUND_ZH: Final = re.compile(r"(?:之前|以前|之后|以后|(?:前|后)(?![台端勤期一二三两几天\d])|以外|除外)")


def _week(day: PeriodMention, before: str, behind: str) -> PeriodMention:
    """Take in what stands beside a day and makes the week in which it lies of it."""
    week, that = _WEEK_OF.search(before), _THAT_WEEK.match(behind)
    if day.period is None or day.grain is not Grain.DAY or not (week or that):
        return day
    start = day.start - len(before) + week.start() if week else day.start
    return PeriodMention(
        period_of(day.period.start, Grain.WEEK), Grain.WEEK, start, day.end + (that.end() if that else 0)
    )


def _around(mention: PeriodMention, before: str, behind: str, today: date) -> PeriodMention:
    """Take in what stands beside a period and changes which days are meant: "since", "before"."""
    if mention.period is None:
        return mention
    since, until = _SINCE.search(before), _SINCE_ZH.match(behind)
    first = mention.start - len(before)
    start = first + since.start() if since else mention.start
    end = mention.end + (until.end() if until else 0)
    if since or until:
        past = mention.period.start <= today
        return replace(mention, period=Period(mention.period.start, today) if past else None, start=start, end=end)
    if bound := _BOUND.search(before):
        return replace(mention, period=None, start=first + bound.start())
    if bound := _BOUND_ZH.match(behind):
        return replace(mention, period=None, end=mention.end + bound.end())
    return mention
