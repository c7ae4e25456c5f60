"""Values as people write them: by the metric's unit and the reader's language, rounded to what matters.

Rates have one decimal, money three significant figures, large numbers 万 and 亿 or K and M from 10,000 up. A rounded
number never lies about the one it is held against: where two different values would look the same, or a value would
look as if it had reached its bar, more decimals are shown.
"""

from __future__ import annotations

import re
from math import floor, log10
from typing import TYPE_CHECKING

from bot.messages.text import Ready

if TYPE_CHECKING:
    from bot.messages.i18n import Translator

RATIOS = frozenset({"%", "ratio"})
LARGE = 10_000

# Units that both languages have a word for; any other unit is shown as the metric writes it.
_WORDS = {
    alias: word
    for word, aliases in {
        "call": ("calls", "次通话"),
        "campaign": ("campaigns", "场"),
        "commit": ("commits", "次提交"),
        "customer": ("customers", "家", "户"),
        "day": ("days", "天", "d"),
        "density": ("defects/KLOC", "个/千行"),
        "hour": ("hours", "小时", "h"),
        "item": ("items", "个"),
        "lead": ("leads", "条"),
        "minute": ("minutes", "分钟", "min"),
        "order": ("orders", "单", "笔"),
        "person": ("people", "人"),
        "piece": ("pieces", "件", "pcs"),
        "point": ("points", "分"),
        "stop": ("stops", "次停机"),
        "ticket": ("tickets", "张"),
        "time": ("times", "次"),
    }.items()
    for alias in (word, *aliases)
}
_MOST_DECIMALS = 4


def amount(t: Translator, value: float, unit: str, *, apart: float | None = None, bare: bool = False) -> Ready:
    """Write a value with its unit: ``31%``, ``23家``, ``9.5 h``, ``36万元``, ``$1.25M``.

    ``apart`` is a value shown or named beside it, from which it has to look different when it is. ``bare`` leaves out
    a unit that was just said, where the language does so: a number in Chinese keeps its measure word.
    """
    if unit in RATIOS:
        return share(t, value, apart=apart)
    figures = 3 if _is_money(unit) else None
    text = _number(t, value, figures=figures)
    if apart is not None and value != apart:
        for decimals in range(_MOST_DECIMALS + 1):
            if text != _number(t, apart, figures=figures):
                break
            text = t.decimal(value, decimals=decimals)
    if bare and not t.chinese and not _is_money(unit):
        return Ready(text)
    return _with_unit(t, text, value, unit)


def share(t: Translator, fraction: float, *, apart: float | None = None) -> Ready:
    """Write a fraction of one as percent, at most one decimal unless ``apart`` asks for more."""
    percent = _clean(fraction * 100)
    decimals = 1 if abs(percent) >= 0.1 or percent == 0 else 2  # noqa: PLR2004 - a tenth is the last decimal
    if apart is not None and fraction != apart:
        bar = _clean(apart * 100)
        while decimals < _MOST_DECIMALS and round(percent, decimals) == round(bar, decimals):
            decimals += 1
    return Ready(t.decimal(percent, decimals=decimals) + "%")


def exact(t: Translator, value: float, unit: str) -> Ready:
    """Write a value as it stands in a sum that somebody may check: a rate with two decimals, without the unit said."""
    if unit in RATIOS:
        return Ready(t.decimal(_clean(value * 100), decimals=2) + "%")
    return amount(t, value, unit, bare=True)


def difference(t: Translator, change: float, unit: str) -> Ready:
    """Write the size of a change without its sign; changes of percentages are percentage points."""
    if unit not in RATIOS:
        return amount(t, abs(change), unit, bare=True)
    points = _clean(abs(change) * 100)
    decimals = 1 if points >= 0.1 else 2  # noqa: PLR2004 - as above
    return t("number-points", points=t.decimal(points, decimals=decimals))


def _number(t: Translator, value: float, *, figures: int | None) -> str:
    """Write a bare number, scaled from 10,000 up; counts below that keep their digits, measures two of them."""
    size = abs(value)
    if size >= LARGE:
        large, huge = (1e4, 1e8) if t.chinese else (1e3, 1e6)
        key, factor = ("number-huge", huge) if _significant(size, 3) >= huge else ("number-large", large)
        return t(key, scaled=t.decimal(_significant(value / factor, 3), decimals=2))
    if figures:
        return t.decimal(_significant(value, figures), decimals=2)
    return t.decimal(_clean(value), decimals=0 if size >= 100 else 1 if size >= 10 else 2)  # noqa: PLR2004 - digits


def _significant(value: float, figures: int) -> float:
    return 0.0 if value == 0 else round(value, figures - 1 - floor(log10(abs(value))))


def _clean(value: float) -> float:
    """Undo what binary floats do to decimals, so that 0.285 is 28.5 % and rounds like it."""
    return round(value, 9)


def _is_money(unit: str) -> bool:
    return bool(re.fullmatch(r"[A-Z]{3}", unit))


def _with_unit(t: Translator, text: str, value: float, unit: str) -> Ready:
    if _is_money(unit):
        from babel.numbers import get_currency_name, get_currency_symbol

        if not t.chinese:
            sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
            return Ready(f"{sign}{get_currency_symbol(unit, locale='en')}{digits}")
        name = t("unit-yuan") if unit == "CNY" else get_currency_name(unit, locale="zh")
        return t("number-unit-tight", text=text, unit=name)
    word = _WORDS.get(unit)
    if word:
        return t(f"unit-{word}", text=text, n=1 if value == 1 else 2)
    if not unit:
        return Ready(text)
    return t("number-unit-tight" if re.match(r"[\u3400-\u9fff]", unit) else "number-unit", text=text, unit=unit)
