"""Numbers as goals hold them, with what stands behind each: 50%, 5个百分点, 三成, 一半, 2 hours; and typed alone."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from typing import Final

from bot.kit.cleaning import plain
from bot.kit.measure import COUNT_WORDS, CURRENCY, DAY_WORDS, FACTORS, MEASURES, SECONDS
from bot.kit.period_words import any_of


class AimKind(StrEnum):
    """What the number of an aim is."""

    SHARE = "share"
    """A share, in percent, of where it stands: shorter by 50 %."""
    POINTS = "points"
    """Percentage points."""
    AMOUNT = "amount"
    """So much in a unit: two days less."""
    VALUE = "value"
    """Where it is to be: at 95 %."""


_DIGITS_ZH: Final = "一二两三四五六七八九"
_SPANS: Final = frozenset("week weeks month months year years 周 个月 个星期".split())
_UNIT_WORDS: Final = {*_SPANS, *COUNT_WORDS, *SECONDS, *DAY_WORDS, *MEASURES, *CURRENCY} - {
    "时",
    "分",
    "m",
    "t",
    "a",
    "c",
}
_UNIT: Final = (
    rf"(?:(?:{any_of(re.escape(word) for word in FACTORS)})?(?:{any_of(re.escape(word) for word in _UNIT_WORDS)})?)"
)
_NUMBER: Final = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_VALUE: Final = (
    r"(?<![\d.,])(?:{around})?(?:(?P<{p}sign>[¥$€£])?(?P<{p}digits>{number})\s*"
    r"(?P<{p}behind>个?百分点|个点|percentage\s+points?|ppts?(?![a-z])|pp(?![a-z])|points?(?![a-z])|%|percent(?![a-z])"
    r"|per\s+cent(?![a-z])|倍|成(?!为|本|交|功|立)|{unit}(?![a-z\d%‰]))"
    r"|百分之(?P<{p}hundredths>[{zh}十]{{1,3}}|\d+(?:\.\d+)?)|(?P<{p}tenths>[{zh}])成(?P<{p}half>半)?(?!为|本|交|功|立)"
    r"|(?P<{p}word>一半|一倍|[{zh}]分之一|half|a\s+quarter))(?!\s*(?:-|–|—|~|到|至)\s*\d)(?!\d|[.,]\d)"
)
_AROUND: Final = r"about\s+|around\s+|at\s+least\s+|approximately\s+|some\s+|roughly\s+|约|大约|至少|不少于|左右"


def value(prefix: str = "") -> str:
    """Return the pattern of a number; the names of its groups begin with a prefix."""
    return _VALUE.format(p=prefix, number=_NUMBER, unit=_UNIT, zh=_DIGITS_ZH, around=_AROUND)


_COUNTED: Final = re.compile(
    rf"%|\s*(?:percentage\s+points?|个?百分点|{any_of(re.escape(word) for word in _UNIT_WORDS)})"
    r"(?=\s*(?:$|[.,;:!，。；：！、]|(?:a|an|per|each|every|by|within|in|until|before|this|next|more|less|fewer)\b))"
)


def counted(folded: str, end: int) -> bool:
    """Say whether what ends at a character of a text in lower case is a number with its unit behind it.

    "By 2026 orders should have doubled" says when: the unit has to end what is said of the amount.
    """
    return _COUNTED.match(folded, end) is not None


_POINTS: Final = re.compile(r"个?百分点|个点|percentage\s+points?|ppts?|pp|points?", re.IGNORECASE)
_PERCENT: Final = re.compile(r"%|percent|per\s+cent", re.IGNORECASE)
_SHARES: Final = {"一半": Decimal(50), "half": Decimal(50), "一倍": Decimal(100), "二分之一": Decimal(50)} | {
    "四分之一": Decimal(25),
    "五分之一": Decimal(20),
}


def amount_in(match: re.Match[str], prefix: str = "") -> tuple[AimKind | None, Decimal, str] | None:
    """Return of which kind a number is by what stands behind it (None: a plain one), the number, and its unit."""
    part = {name.removeprefix(prefix): text for name, text in match.groupdict().items() if name.startswith(prefix)}
    if said := part["hundredths"]:
        hundredths = _chinese(said)
        return None if hundredths is None else (AimKind.SHARE, hundredths, "%")
    if said := part["tenths"]:
        return AimKind.SHARE, Decimal(_tens(said) * 10 + (5 if part["half"] else 0)), "%"
    if said := part["word"]:
        share = Decimal(25) if said.casefold().endswith("quarter") else _SHARES.get(said.casefold())
        return None if share is None else (AimKind.SHARE, share, "")
    figures = Decimal(part["digits"].replace(",", ""))
    behind = " ".join(part["behind"].split())
    if _POINTS.fullmatch(behind):
        return AimKind.POINTS, figures, "%"
    if _PERCENT.fullmatch(behind):
        return AimKind.SHARE, figures, "%"
    if behind == "成":
        return AimKind.SHARE, figures * 10, "%"
    if behind == "倍":
        return None  # of what it was, or more than that: both are said
    return None if not part["digits"] else (AimKind.AMOUNT, figures, (part["sign"] or "") + behind)


def _tens(word: str) -> int:
    return 2 if word == "两" else _DIGITS_ZH.replace("两", "").index(word) + 1


def _chinese(said: str) -> Decimal | None:
    """Read a number below a hundred in Chinese or in figures."""
    if said[0].isdecimal():
        return Decimal(said)
    tens, ten, ones = said.partition("十")
    if not ten:
        return Decimal(_tens(said)) if len(said) == 1 else None
    if len(tens) > 1 or len(ones) > 1:
        return None
    return Decimal((_tens(tens) if tens else 1) * 10 + (_tens(ones) if ones else 0))


def printed(amount: Decimal) -> str:
    """Write a number as it is read back: no exponent, no zeros at its end, and 2,000 apart from the year 2000."""
    text = f"{amount:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


_TYPED: Final = re.compile(rf"(?P<sign>[¥$€£])?\s*(?P<digits>{_NUMBER})\s*(?P<behind>[^\d\s][^\d]{{0,19}})?")


def amount_of(said: str) -> tuple[Decimal, str] | None:
    """Return the number that somebody typed alone, and its unit: of ``50%``, ``5 pp``, ``2 h``, ``5``."""
    found = _TYPED.fullmatch(plain(said).strip())
    if found is None:
        return None
    behind = " ".join((found["behind"] or "").split())
    unit = "%" if _POINTS.fullmatch(behind) or _PERCENT.fullmatch(behind) else behind
    return Decimal(found["digits"].replace(",", "")), (found["sign"] or "") + unit
