"""How alike messages are once names and numbers are masked: what is left is what was said."""

from __future__ import annotations

import re
from calendar import month_name
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ALIKE: Final = 0.9
_MONTHS: Final = "|".join(name for name in month_name if name)
_NUMBER: Final = re.compile(
    rf"[-−+]?[$¥€]?\d[\d,.:/–-]*\s?(?:%|个百分点|[KM]\b|万|亿)?|\bQ\d\b|\b(?:{_MONTHS})\b|[一二三四五六七八九十]{{1,3}}月"
)


def masked(text: str, names: Iterable[str]) -> str:
    """Return a text with every name and number replaced by a mark, months and quarters among the numbers."""
    for name in sorted((name for name in names if name), key=len, reverse=True):
        text = text.replace(name, "@")
    return _NUMBER.sub("#", text)


def twins(texts: Sequence[str]) -> list[int]:
    """Return the places of texts that have another at least 0.9 alike, by the ratio of difflib (Ratcliff-Obershelp)."""
    found: set[int] = set()
    for place, text in enumerate(texts):
        matcher = SequenceMatcher(None, "", text, autojunk=False)
        for other in range(place):
            if place in found and other in found:
                continue
            matcher.set_seq1(texts[other])
            if text == texts[other] or (
                matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE
            ):
                found |= {place, other}
    return sorted(found)
