"""Absences: the days on which somebody is away, and who stands in, as people say it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.kit.cleaning import UnclearValue
from bot.kit.errors import Invalid
from bot.kit.period_day import spoken_span

if TYPE_CHECKING:
    from datetime import date

LONGEST_DAYS: Final = 366
_DEPUTY = re.compile(r"[\s,，、]*(?:\b(?:with\s+)?deputy:?\s+|\bcovered by\s+|由|代理人?[::]?\s*)", re.IGNORECASE)
_STANDS_IN = re.compile(r"\s*代理$")


@dataclass(frozen=True, slots=True)
class Leave:
    """First and last day, both included, and whoever was named to stand in."""

    first: date
    last: date
    deputy: str = ""


def asked(said: str, *, today: date) -> Leave:
    """Read ``until Friday``, ``1 Dec to 5 Dec, deputy Bo``, ``到12月5日，由李伟代理``.

    Raises:
        Invalid: when the days cannot be understood.
    """
    when, *who = _DEPUTY.split(unicodedata.normalize("NFKC", said).strip(), maxsplit=1)
    try:
        first, last = spoken_span(when, today=today)
    except UnclearValue as unclear:
        raise Invalid(unclear.key, **unclear.values) from None
    return Leave(first, last, _STANDS_IN.sub("", who[0]).strip() if who else "")
