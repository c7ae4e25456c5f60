"""Targets as people say them: whose, of which metric, for which period that is not over, and how much."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from bot.domain.cleaning import Unclear
from bot.domain.metric import Grain, Metric
from bot.domain.period import spoken_period
from bot.domain.reading import Period, next_period, period_of
from bot.domain.spoken import spoken_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from bot.domain.person import Person


@dataclass(frozen=True, slots=True)
class Asked:
    """What was said of a target, each part as it was typed, "" where it was not."""

    who: str = ""
    metric: str = ""
    period: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A target that can be stored: for whom (a person, a unit, or everybody of a role), and what stands there now.

    ``role`` is "" unless everybody of one is meant. ``before`` has the targets that are agreed so far, by person.
    """

    people: tuple[Person, ...]
    role: str
    metric: Metric
    period: Period
    value: Decimal
    before: Mapping[str, Decimal]


_MONTH: Final = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_PERIOD: Final = re.compile(
    rf"\b(?:this|next|current|last)\s+(?:day|week|month|quarter|year)\b"
    rf"|\b(?:{_MONTH}(?:\s+20\d\d)?|q[1-4](?:\s+20\d\d)?|20\d\d-\d\d(?:-\d\d)?|20\d\d\s+q[1-4]|today|tomorrow)(?![a-z])"
    r"|(?:20\d\d年?)?(?:十一|十二|[一二三四五六七八九十]|1[0-2]|0?[1-9])月(?:份)?(?:\d{1,2}[日号])?"
    r"|(?:20\d\d年?)?第?[一二三四1-4]季度|(?:本|这个?|下个?|上个?)(?:月|周|季度|年)|今年|明年|今天|明天|20\d\d年?",
    re.IGNORECASE,
)
_VALUE: Final = re.compile(r"(?:^|\s|(?<=[\u3400-\u9fff]))([-+]?[¥$€]?\d[\d.,]*\s?[^\d\s]{0,8})$")
_FILLING: Final = re.compile(
    r"^(?:for|of|the|to|role|everybody|all|给|为|所有)\s+|\s+(?:for|of|to|is|in|at)$|[的：:，,、=]+$", re.IGNORECASE
)
_NEXT: Final = re.compile(r"\bnext\s+(day|week|month|quarter|year)|下个?(周|月|季度|年)|(明年)", re.IGNORECASE)
_GRAINS: Final = {
    "周": Grain.WEEK,
    "月": Grain.MONTH,
    "季度": Grain.QUARTER,
    "年": Grain.YEAR,
    "明年": Grain.YEAR,
} | {one.value: one for one in Grain}
_AHEAD_DAYS: Final = 200
"""A month that is named without a year and over for long is the coming one if it begins within so many days."""


def understood(said: str, metrics: Iterable[Metric]) -> Asked:
    """Take a sentence apart: the value stands at its end, the metric and the period anywhere; what is left is who."""
    text = " ".join(unicodedata.normalize("NFKC", said).split())
    value = _VALUE.search(text)
    text = text[: value.start()].strip() if value else text
    metric = _named(text, metrics)
    if metric:
        at = text.casefold().find(metric)
        text = f"{text[:at].strip()} {text[at + len(metric) :].strip()}".strip()
    periods = list(_PERIOD.finditer(text))
    period = periods[-1] if periods else None
    if period:
        text = f"{text[: period.start()]} {text[period.end() :]}"
    who, before = " ".join(text.split()), None
    while who != before:
        before, who = who, _FILLING.sub("", who).strip()
    return Asked(who, metric, period[0] if period else "", value[1].strip() if value else "")


def _named(text: str, metrics: Iterable[Metric]) -> str:
    """Return the longest title or key of a metric that stands in a text, as it is folded."""
    names = {
        name.casefold()
        for one in metrics
        for name in (one.key, one.key.replace("_", " "), one.title_en, one.title_zh)
        if name
    }
    return max((name for name in names if name in text.casefold()), key=len, default="")


def agreed_period(text: str, grain: Grain, *, today: date) -> Period:
    """Return the period of a grain that a text names, for something that is still to come.

    Raises:
        Unclear: no period, one of another grain, or one that is over.
    """
    found = _period(text, grain, today=today)
    if found.end < today:
        raise Unclear("target-over")
    return found


def _period(text: str, grain: Grain, *, today: date) -> Period:
    if grain is Grain.DAY:
        day = spoken_day(text, today=today)
        return Period(day, day)
    if ahead := _NEXT.search(text):
        said = _GRAINS[next(part for part in ahead.groups() if part).casefold()]
        found, of = next_period(period_of(today, said), said), said
    else:
        spoken = spoken_period(text, today=today)
        if spoken is None:
            raise Unclear("target-period", said=text[:40])
        found, of = spoken
    if of is not grain:
        raise Unclear("target-grain", grain=grain.value)
    if found.end < today and not re.search(r"20\d\d|last|上|去", text, re.IGNORECASE):
        coming = period_of(found.start.replace(year=found.start.year + 1), grain)
        if (coming.start - today).days <= _AHEAD_DAYS:
            return coming
    return found
