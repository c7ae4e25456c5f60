"""Exact numbers from text as people and programs write them, or the reason why not."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from bot.kit.cleaning import UnclearValue, is_missing, plain
from bot.kit.measure import COUNT_WORDS, CURRENCY, DAY_WORDS, FACTORS, MEASURES, PERCENT, SECONDS, Dimension, dimension

_BARE_RATIO = Decimal(2)
"""A ratio without a percent sign is a fraction of one; from here on it looks like a percentage, and is refused."""
_NUMBER = re.compile(r"(?:\d[\d,' ]*\d|\d)(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?")
_GROUPED = re.compile(r"\d{1,3}(?:([,' ])\d{3})(?:\1\d{3})*")
_CLOCK = re.compile(r"(\d{1,7}):([0-5]\d):([0-5]\d)")
_HALF_CLOCK = re.compile(r"\d{1,7}:[0-5]\d(?::\d{2})?(?:\s*[ap]\.?m\.?)?", re.IGNORECASE)
_SIGN = re.compile("|".join(map(re.escape, sorted(CURRENCY, key=len, reverse=True))))
EXPONENTS = range(-30, 18)
"""Powers of ten that figures may have: what is computed from these stays a number."""
_LONGEST_NUMBER = 200
DECIMAL_COMMA = r"^[^\d.,]*(?:\d+,(?:\d{1,2}|\d{4,})|0,\d+|\d{1,3}(?:\.\d{3})+,\d+)[^\d.,]*$"
"""Numbers whose comma can only be a decimal sign; a pattern of the kind that Polars and ``re`` both read."""
DECIMAL_POINT = r"^[^\d.,]*(?:\d+\.(?:\d{1,2}|\d{4,})|0\.\d+|\d{1,3}(?:,\d{3})+\.\d+)[^\d.,]*$"
_THREES = re.compile(r"[^\d.,]*\d{1,3}(?:,\d{3}|\.\d{3})[^\d.,]*")
_COMMA_NUMBER = re.compile(r"\d[\d.' ]*\d(?:,\d*)?|\d(?:,\d*)?")
_NO_DIGITS = re.compile(r"[^\d]*")
_INEXACT = re.compile(
    r"^(?:[~≈<>≤≥±]|约|大约|近|超|超过|不足|about|approx|over|under)|(?:\+|左右|以上|以下|多|余|约)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """How numbers are written in one column; the defaults are what needs no saying.

    ``percent`` says that bare numbers of a ratio are percentages. ``scale`` multiplies what was read (1000 for a
    column in thousands). ``missing`` are further texts that stand for no value, in lower case. ``undecided`` says that
    the column writes decimals in both ways, so that 1.234 and 1,234 are unclear.
    """

    decimal: str = "."
    percent: bool = False
    scale: Decimal = Decimal(1)
    missing: frozenset[str] = field(default=frozenset())
    undecided: bool = False

    @property
    def plain(self) -> bool:
        """Whether a number that a machine wrote means what it says."""
        return self.decimal == "." and not self.percent and self.scale == 1 and not self.undecided


def check_size(value: Decimal) -> None:
    """Refuse what is no figure of anybody's: so large or so small that it could not be kept or counted with.

    Raises:
        Unclear: it is.
    """
    if not value.is_finite() or (value and value.adjusted() not in EXPONENTS):
        raise UnclearValue("import-beyond")


def number(
    text: str, *, unit: str, style: NumberStyle = NumberStyle(), maximum: Decimal | None = None
) -> tuple[Decimal | None, str]:
    """Return the exact value in the metric's unit (None when the cell says there is none) and the rules applied.

    The rules come as words joined by ``+``, empty when the text was a plain number. ``maximum`` is the metric's: it
    tells a percentage without its sign from a ratio above one.

    Raises:
        Unclear: the text is no number, is of another unit, or could mean two different numbers.
    """
    rules: list[str] = []
    shown = plain(text)
    if shown != text:
        rules.append("blanks" if shown == text.strip() else "full-width")
    if is_missing(shown, more=style.missing):
        return None, "no-value"
    if len(shown) > _LONGEST_NUMBER:
        raise UnclearValue("import-no-number")
    if shown.startswith('="') and shown.endswith('"'):
        shown = shown[2:-1].strip()
        rules.append("excel-text")
    elif shown.startswith("="):
        raise UnclearValue("import-formula")
    if shown.startswith("'"):
        shown = shown[1:]
        rules.append("excel-text")
    if _INEXACT.search(shown):
        raise UnclearValue("import-inexact")
    if style.undecided and _THREES.fullmatch(shown):
        raise UnclearValue("import-separator")
    negative, sign, bare = _unwrap(shown, unit=unit, rules=rules)
    value = _parts(bare, unit=unit, style=style, maximum=maximum, rules=rules, signed=bool(sign))
    value *= style.scale
    if style.scale != 1:
        rules.append("scale")
    check_size(value)
    return (-value if negative else value), "+".join(rules)


def _unwrap(text: str, *, unit: str, rules: list[str]) -> tuple[bool, str, str]:
    """Take signs, brackets and currency off the front and the back; return negative, the currency, the rest."""
    negative, currency, rest = False, "", text
    seen_sign = False
    while True:
        before = rest
        if rest.startswith("(") and rest.endswith(")") and not seen_sign:
            negative, seen_sign, rest = True, True, rest[1:-1].strip()
            rules.append("accounting-negative")
        if rest[:1] in {"-", "−", "–", "+"} and not seen_sign:
            negative, seen_sign = rest[0] != "+", True
            if rest[0] in "−–":
                rules.append("minus-sign")
            rest = rest[1:].strip()
        if rest.endswith("-") and len(rest) > 1 and not seen_sign:
            negative, seen_sign, rest = True, True, rest[:-1].strip()
            rules.append("trailing-minus")
        found = _currency_prefix(rest)
        if found and not currency:
            _check_currency(found, unit)
            currency, rest = found, rest[len(found) :].strip()
            rules.append("currency")
        if rest == before:
            return negative, currency, rest


def currency_of(text: str) -> str:
    """Return the currency sign or code that a number begins with, behind its own sign or bracket; "" for none."""
    return _currency_prefix(text.lstrip("+-−–( "))


def _currency_prefix(text: str) -> str:
    found = _SIGN.match(text.lower())
    return found.group() if found else ""


def _check_currency(sign: str, unit: str) -> None:
    codes = CURRENCY[sign.lower()]
    wanted = unit.strip().lower()
    mine = CURRENCY.get(wanted, ())
    if not mine:
        raise UnclearValue("import-unit", found=sign, unit=unit)
    if not set(codes) & set(mine):
        raise UnclearValue("import-currency", found=sign, unit=unit)


def _digits(token: str, style: NumberStyle, rules: list[str]) -> Decimal:
    """Read one number, its thousands separators only where they stand in threes."""
    whole = token
    if style.decimal == ",":
        whole = whole.replace(".", "\0").replace(",", ".").replace("\0", ",")
        rules.append("decimal-comma")
    integer, dot, fraction = whole.partition(".")
    if not integer.isdigit() and integer:
        if "e" in integer.lower():
            pass
        elif not _GROUPED.fullmatch(integer):
            raise UnclearValue("import-separator")
        else:
            rules.append("thousands")
            integer = re.sub(r"[,' ]", "", integer)
    if re.search(r"[,' ]", fraction):
        raise UnclearValue("import-separator")
    try:
        value = Decimal(integer + dot + fraction)
    except InvalidOperation:
        raise UnclearValue("import-no-number") from None
    check_size(value)
    return value


def _parts(
    text: str, *, unit: str, style: NumberStyle, maximum: Decimal | None, rules: list[str], signed: bool
) -> Decimal:
    """Read number and unit, or several of them in a row (1亿2000万, 1小时30分钟)."""
    clock = _CLOCK.fullmatch(text)
    if clock and dimension(unit) is Dimension.TIME:
        rules.append("clock")
        hours, minutes, seconds = (Decimal(part) for part in clock.groups())
        return (hours * 3600 + minutes * 60 + seconds) / SECONDS[unit.strip().lower()]
    if clock or _HALF_CLOCK.fullmatch(text):
        timed = dimension(unit) is Dimension.TIME
        raise UnclearValue("import-clock-parts" if timed else "import-clock")
    pattern = _COMMA_NUMBER if style.decimal == "," else _NUMBER
    pairs: list[tuple[Decimal, str]] = []
    at = 0
    while at < len(text):
        match = pattern.match(text, at)
        if match is None:
            raise UnclearValue("import-no-number")
        end = match.end()
        following = _NO_DIGITS.match(text, end)
        word = following.group() if following else ""
        pairs.append((_digits(match.group().strip(), style, rules), word.strip()))
        at = end + len(word)
    if not pairs:
        raise UnclearValue("import-no-number")
    if len(pairs) == 1:
        return _in_unit(*pairs[0], unit=unit, style=style, maximum=maximum, rules=rules, signed=signed)
    return _compound(pairs, unit=unit, rules=rules)


def _compound(pairs: list[tuple[Decimal, str]], *, unit: str, rules: list[str]) -> Decimal:
    """Add up numbers in falling units; anything else that stands in a row is no number."""
    words = [word.lower() for _, word in pairs]
    if dimension(unit) is Dimension.TIME and all(word in SECONDS for word in words):
        sizes = [SECONDS[word] for word in words]
        total = sum((value * size for (value, _), size in zip(pairs, sizes, strict=True)), Decimal(0))
        value = total / SECONDS[unit.strip().lower()]
        rules.append("time-unit")
    else:
        last = pairs[-1][1]
        factor, tail = _factor(last)
        sizes = [FACTORS.get(word, Decimal(0)) for _, word in pairs[:-1]] + [factor]
        if 0 in sizes or (tail and tail.lower() not in CURRENCY and tail not in COUNT_WORDS):
            raise UnclearValue("import-no-number")
        if tail.lower() in CURRENCY:
            _check_currency(tail, unit)
        value = sum((number_ * size for (number_, _), size in zip(pairs, sizes, strict=True)), Decimal(0))
        rules.append("multiplier")
    if any(small >= large for large, small in pairwise(sizes)):
        raise UnclearValue("import-no-number")
    return value


def _factor(word: str) -> tuple[Decimal, str]:
    """Split a multiplier off the front of a unit."""
    for size in range(min(len(word), 8), 0, -1):
        head = word[:size]
        for candidate in (head, head.lower()):
            if candidate in FACTORS and (not head[-1].isascii() or not word[size : size + 1].isalpha()):
                return FACTORS[candidate], word[size:].strip()
    return Decimal(1), word


def _in_unit(
    value: Decimal,
    word: str,
    *,
    unit: str,
    style: NumberStyle,
    maximum: Decimal | None,
    rules: list[str],
    signed: bool,
) -> Decimal:
    """Bring a number with what stands behind it into the metric's unit."""
    kind = dimension(unit)
    if kind is Dimension.RATIO and not signed:
        return _ratio(value, word, style=style, maximum=maximum, rules=rules)
    if not word:
        return value
    mine = unit.strip().lower()
    if word.lower() == mine and mine not in CURRENCY:
        rules.append("unit")
        return value
    if kind is Dimension.TIME and word.lower() in SECONDS:
        rules.append("time-unit")
        return value * SECONDS[word.lower()] / SECONDS[mine]
    factor, rest = _factor(word)
    if factor != 1:
        rules.append("multiplier")
    rest = rest.strip(" /")
    if not rest:
        return value * factor
    if rest.lower() in CURRENCY:
        _check_currency(rest, unit)
        rules.append("currency")
        return value * factor
    same_day = rest.lower() in DAY_WORDS and mine in DAY_WORDS
    if same_day or rest.lower() == mine or _counts(rest.lower(), mine, kind):
        rules.append("unit")
        return value * factor
    raise UnclearValue("import-unit", found=word, unit=unit)


def _counts(word: str, unit: str, kind: Dimension) -> bool:
    """Whether a measure word may stand behind a number of such things: days are only days, kilograms no pieces."""
    if word not in COUNT_WORDS or kind not in {Dimension.COUNT, Dimension.OTHER} or unit in MEASURES or "/" in unit:
        return False
    return (word in DAY_WORDS) == (unit in DAY_WORDS) or not unit


def _ratio(value: Decimal, word: str, *, style: NumberStyle, maximum: Decimal | None, rules: list[str]) -> Decimal:
    if word.lower() in PERCENT:
        rules.append("percent")
        return value * PERCENT[word.lower()]
    if word:
        raise UnclearValue("import-unit", found=word, unit="%")
    if style.percent:
        rules.append("percent")
        return value * PERCENT["%"]
    if value > max(_BARE_RATIO, maximum or _BARE_RATIO):
        raise UnclearValue("import-percent-or-ratio")
    return value
