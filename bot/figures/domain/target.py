"""Targets as people say them: whose, of which metric, for which period that is not over, and how much."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from bot.figures.domain import title
from bot.figures.domain.metric import Metric
from bot.kit.cleaning import UnclearValue
from bot.kit.period import Grain, Period, period_of
from bot.kit.period_alone import spoken_period
from bot.kit.period_day import spoken_day
from bot.kit.period_sentence import periods

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from bot.people.domain.person import Person


@dataclass(frozen=True, slots=True)
class TargetRequest:
    """What was said of a target, each part as it was typed, "" where it was not."""

    who: str = ""
    metric: str = ""
    period: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class TargetPlan:
    """A target that can be stored: for whom (a person, a unit, or everybody of a role), and what stands there now.

    ``role`` is "" unless everybody of one is meant. ``before`` has the targets that are agreed so far, by person.
    """

    people: tuple[Person, ...]
    role: str
    metric: Metric
    period: Period
    value: Decimal
    before: Mapping[str, Decimal]


_VALUE: Final = re.compile(r"(?:^|\s|(?<=[\u3400-\u9fff]))([-+]?[¥$€]?\d[\d.,]*\s?[^\d\s]{0,8})$")
_FILLING: Final = re.compile(
    r"^(?:for|of|the|to|role|everybody|all|给|为|所有)\s+|\s+(?:for|of|to|is|in|at)$|[的：:，,、=]+$", re.IGNORECASE
)


def understood(said: str, metrics: Iterable[Metric], *, today: date) -> TargetRequest:
    """Take a sentence apart: the value stands at its end, the metric and the period anywhere; what is left is who."""
    text = " ".join(unicodedata.normalize("NFKC", said).split())
    value = _VALUE.search(text)
    text = text[: value.start()].strip() if value else text
    found = title.find(metrics, text)
    metric = text[found.start : found.end] if found else ""
    if found:
        text = f"{text[: found.start].strip()} {text[found.end :].strip()}".strip()
    times = periods(text, today=today, ahead=True)
    period = text[times[-1].start : times[-1].end] if times else ""
    if times:
        text = f"{text[: times[-1].start]} {text[times[-1].end :]}"
    who, before = " ".join(text.split()), None
    while who != before:
        before, who = who, _FILLING.sub("", who).strip()
    return TargetRequest(who, metric, period, value[1].strip() if value else "")


def agreed_period(text: str, grain: Grain, *, today: date) -> Period:
    """Return the period of a grain that a text names, for something that is still to come.

    Raises:
        Unclear: no period, one of another grain, or one that is over.
    """
    found = _period(text, grain, today=today)
    if found.end < today:
        raise UnclearValue("target-over")
    return found


def _period(text: str, grain: Grain, *, today: date) -> Period:
    if grain is Grain.DAY:
        day = spoken_day(text, today=today)
        return Period(day, day)
    spoken = spoken_period(text, today=today, ahead=True)
    if spoken is None:
        raise UnclearValue("target-period", said=text[:40])
    found, said = spoken
    if said is not grain or period_of(found.start, grain) != found:
        raise UnclearValue("target-grain", grain=grain.value)
    return found


@dataclass(frozen=True, slots=True)
class Bar:
    """The number in a rule's condition that a value went over or under: ``fact`` is ``value`` or ``attainment``.

    ``inclusive`` says that the number itself is enough (``>=``, ``<=``).
    """

    fact: str
    above: bool
    limit: float
    inclusive: bool = False
