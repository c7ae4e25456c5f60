"""Values as people write them: by the metric's unit and the reader's language, rounded to what matters.

Rates have one decimal, money three significant figures, large numbers 万 and 亿 or K and M from 10,000 up. A rounded
number never lies about the one it is held against: as many digits are shown as it takes to see which is larger.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import floor, log10
from typing import TYPE_CHECKING

from bot.messages.text import Ready

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.messages.i18n import Translator

Beside = float | Iterable[float | None] | None
"""Values that stand beside one; None among them is none."""
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
_AXIS_NOISE = 1e-7
"""By which the round values of an axis may be off, in what is written there."""
_MOST_DIGITS = 12
"""More than the usual ones: a stored fact has no more decimals than that."""


def amount(
    t: Translator,
    value: float,
    unit: str,
    *,
    apart: Beside = (),
    bare: bool = False,
    exactly: bool = False,
) -> Ready:
    """Write a value with its unit: ``31%``, ``23家``, ``9.5 h``, ``36万元``, ``$1.25M``.

    ``apart`` are values shown or named beside it: as many digits are shown as it takes to see on which side of each it
    is. Who writes those tells them of this one, and both read as they compare. ``bare`` leaves out a unit that was just
    said, where the language does so: a number in Chinese keeps its measure word. ``exactly`` rounds nothing away, for
    what somebody set.
    """
    if unit in RATIOS:
        return share(t, value, apart=apart, exactly=exactly)
    text = _number(t, value, unit, apart=apart, exactly=exactly)
    if bare and not t.chinese and not is_money(unit):
        return Ready(text)
    return _with_unit(t, text, value, unit)


def _number(t: Translator, value: float, unit: str, *, apart: Beside, exactly: bool = False) -> str:
    figures = 3 if is_money(unit) else None

    def shown(number: float, more: int) -> float:
        return _rounded(t, number, figures, more)[0]

    return _written(t, value, figures, _digits(value, apart, shown, exactly=exactly))


def beside_axis(t: Translator, value: float, unit: str, *, apart: Beside = ()) -> Ready:
    """Write a value as :func:`amount` does, without the unit that :func:`axis_unit` says of the whole axis."""
    if unit in RATIOS:
        return share(t, value, apart=apart)
    number = _number(t, value, unit, apart=apart)
    return _with_unit(t, number, value, unit) if is_money(unit) and not t.chinese else Ready(number)


def axis_unit(t: Translator, unit: str) -> str:
    """Name the unit of an axis by itself: "hours", 元; "%" and signs of money stand at its values too."""
    if unit in RATIOS:
        return "%"
    word = _with_unit(t, "", 2.0, unit)
    return word.strip()


def axis_texts(t: Translator, values: Sequence[float], unit: str) -> tuple[str, ...]:
    """Write the round values of an axis, all with as many decimals and in the same thousands."""
    largest = max(abs(value) for value in values)
    factor = 0.01 if unit in RATIOS else _rounded(t, largest, None, 0)[1]
    scaled = [_clean(value / factor) for value in values]
    decimals = next((d for d in range(4) if all(abs(round(n, d) - n) < _AXIS_NOISE for n in scaled)), 4)
    return tuple(_axis_text(t, number, unit, factor, decimals) for number in scaled)


def _axis_text(t: Translator, number: float, unit: str, factor: float, decimals: int) -> str:
    text = t.decimal(number, decimals=decimals)
    if unit in RATIOS:
        return f"{text}%"
    if factor > 1 and number:
        text = t("number-huge" if factor == (1e8 if t.chinese else 1e6) else "number-large", scaled=text)
    return _with_unit(t, text, number, unit) if is_money(unit) and not t.chinese else text


def share(t: Translator, fraction: float, *, apart: Beside = (), exactly: bool = False) -> Ready:
    """Write a fraction of one as percent, at most one decimal unless what is ``apart`` or ``exactly`` asks for more."""

    def shown(number: float, more: int) -> float:
        percent = _clean(number * 100)
        return round(percent, _decimals(percent) + more)

    more = _digits(fraction, apart, shown, exactly=exactly)
    return Ready(t.decimal(shown(fraction, more), decimals=_decimals(_clean(fraction * 100)) + more) + "%")


def _decimals(percent: float) -> int:
    return 1 if abs(percent) >= 0.1 or percent == 0 else 2  # noqa: PLR2004 - a tenth is the last decimal


def _digits(value: float, apart: Beside, shown: Callable[[float, int], float], *, exactly: bool) -> int:
    """Return how many digits beyond the usual it takes for a value to read as it compares with those beside it."""
    others = [number for number in (apart if isinstance(apart, Iterable) else (apart,)) if number is not None]

    def tells(more: int) -> bool:
        mine = shown(value, more)
        if exactly and abs(mine - shown(value, _MOST_DIGITS)) > 0:
            return False
        return all(
            (mine > shown(number, more), mine < shown(number, more)) == (value > number, value < number)
            for number in others
        )

    return next((more for more in range(_MOST_DIGITS) if tells(more)), _MOST_DIGITS)


def exact(t: Translator, value: float, unit: str, *, apart: Beside = ()) -> Ready:
    """Write a value as it stands in a sum that somebody may check: a rate with two decimals, without the unit said."""
    if unit not in RATIOS:
        return amount(t, value, unit, apart=apart, bare=True)

    def shown(number: float, more: int) -> float:
        return round(_clean(number * 100), 2 + more)

    more = _digits(value, apart, shown, exactly=False)
    return Ready(t.decimal(shown(value, more), decimals=2 + more) + "%")


def in_full(t: Translator, value: float, unit: str) -> Ready:
    """Write a value with all its digits and its unit, for whoever looks for a slip in them: ``¥95,000``, ``9500次``."""
    if unit in RATIOS:
        return share(t, value, exactly=True)
    return _with_unit(t, t.decimal(value, decimals=4), value, unit)


def difference(t: Translator, change: float, unit: str) -> Ready:
    """Write the size of a change without its sign; changes of percentages are percentage points. Some is never none."""
    if unit not in RATIOS:
        return amount(t, abs(change), unit, apart=0.0, bare=True)
    return t("number-points", points=share(t, abs(change), apart=0.0).removesuffix("%"))


def _rounded(t: Translator, value: float, figures: int | None, more: int) -> tuple[float, float, int]:
    """Return a number as it is shown, the factor it is scaled by, and its decimals then.

    It is scaled from 10,000 up; counts below that keep their digits, measures two of them.
    """
    size = abs(value)
    if size >= LARGE:
        large, huge = (1e4, 1e8) if t.chinese else (1e3, 1e6)
        factor = huge if _significant(size, 3 + more) >= huge else large
        return _significant(value / factor, 3 + more) * factor, factor, 2 + more
    if figures:
        return _significant(value, figures + more), 1.0, 2 + more
    decimals = (0 if size >= 100 else 1 if size >= 10 else 2) + more  # noqa: PLR2004 - digits
    return round(_clean(value), decimals), 1.0, decimals


def _written(t: Translator, value: float, figures: int | None, more: int) -> str:
    shown, factor, decimals = _rounded(t, value, figures, more)
    if factor == 1.0:
        return t.decimal(shown, decimals=decimals)
    key = "number-huge" if factor == (1e8 if t.chinese else 1e6) else "number-large"
    return t(key, scaled=t.decimal(_significant(shown / factor, 3 + more), decimals=decimals))


def _significant(value: float, figures: int) -> float:
    return 0.0 if value == 0 else round(value, figures - 1 - floor(log10(abs(value))))


def _clean(value: float) -> float:
    """Undo what binary floats do to decimals, so that 0.285 is 28.5 % and rounds like it."""
    return round(value, 11)


def is_money(unit: str) -> bool:
    """Say whether a unit is a currency."""
    return bool(re.fullmatch(r"[A-Z]{3}", unit))


def _with_unit(t: Translator, text: str, value: float, unit: str) -> Ready:
    if is_money(unit):
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
