"""What a cell's text means: exact numbers from text as people and programs write it, or the reason why not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import Enum
from itertools import pairwise

FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
BLANKS = dict.fromkeys(map(ord, "\u3000\u00a0\u202f\u2007\u2009\t\r\n"), " ") | dict.fromkeys(
    map(ord, "\ufeff\u200b\u200c\u200d\u2060\u00ad"), None
)
_UNSEEN = re.compile(
    "[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""Control characters, and those that turn the direction of writing or stand unseen in a name."""
MISSING = frozenset(
    "- -- --- – — — —— / // \\ \\n . … ... ? ?? * # n/a n.a. na #n/a nan null none nil void missing unknown tbd tba "
    "pending #value! #ref! #div/0! #name? #num! #null! #n/a! #spill! #calc! #getting_data "
    "无 暂无 暂缺 缺 缺失 未知 未填 未统计 未上报 未提供 不详 不适用 待定 待补 空 空值 无数据".split()
) | {"", "not available", "not applicable", "no data", "n / a"}
TOTALS = frozenset(
    "合计 小计 总计 共计 总和 总数 汇总 累计 平均 均值 平均值 合计数 本页合计 部门合计 "
    "total totals subtotal sub-total grandtotal sum average avg mean overall".split()
)
FOOTERS = (
    *"备注 注: 注释 说明 数据截至 数据来源 数据说明 截至 截止 制表 制单 填表 审核 审批 复核 打印 导出 来源".split(),
    *"统计时间 更新时间 note notes: source: generated exported printed prepared page report footnote".split(),
    "as of",
)


class Unclear(Exception):
    """A cell cannot be understood; ``key`` names the message in the catalogue, ``values`` its variables."""

    def __init__(self, key: str, **values: str | int) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


class Dimension(Enum):
    """What a unit measures, as far as cleaning must know."""

    MONEY = "money"
    RATIO = "ratio"
    TIME = "time"
    COUNT = "count"
    OTHER = "other"


CURRENCY: Mapping[str, tuple[str, ...]] = {
    "¥": ("CNY", "JPY"),
    "￥": ("CNY", "JPY"),
    "元": ("CNY",),
    "块": ("CNY",),
    "人民币": ("CNY",),
    "rmb": ("CNY",),
    "cn¥": ("CNY",),
    "日元": ("JPY",),
    "円": ("JPY",),
    "$": ("USD", "CAD", "AUD", "HKD", "SGD", "TWD", "NZD", "MXN"),
    "us$": ("USD",),
    "美元": ("USD",),
    "美金": ("USD",),
    "hk$": ("HKD",),
    "港元": ("HKD",),
    "港币": ("HKD",),
    "€": ("EUR",),
    "欧元": ("EUR",),
    "£": ("GBP",),
    "英镑": ("GBP",),
    "₩": ("KRW",),
    "₹": ("INR",),
    "₽": ("RUB",),
} | {
    code.lower(): (code,)
    for code in "CNY USD EUR GBP JPY HKD TWD SGD KRW INR RUB CAD AUD NZD CHF SEK NOK DKK MXN BRL THB VND IDR".split()
}
SECONDS: Mapping[str, Decimal] = {
    word: Decimal(seconds)
    for seconds, words in {
        1: "s sec secs second seconds 秒 秒钟",
        60: "m min mins minute minutes 分钟 分",
        3600: "h hr hrs hour hours 小时 个小时 钟头 时",
    }.items()
    for word in words.split()
}
DAY_WORDS = frozenset("d day days 天 日 工作日 人天 workday workdays".split())
COUNT_WORDS = frozenset(
    "次 个 件 单 人 天 日 笔 条 张 台 项 份 套 辆 名 位 家 户 篇 行 场 场次 人次 票 箱 盒 瓶 只 支 "
    "批 起 例 通 页 期 章 门 分 count counts pc pcs piece pieces unit units item items time times "
    "order orders case cases call calls day days "
    "commit commits bug bugs defect defects ticket tickets point points line lines deal deals".split()
)
MEASURES = frozenset(
    "kg g mg t ton tons km m cm mm l ml kwh mwh w kw v a °c c f kb mb gb 公斤 千克 克 吨 公里 米 升 度".split()
)
FACTORS: Mapping[str, Decimal] = {
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": Decimal(10_000),
    "萬": Decimal(10_000),
    "十万": Decimal(100_000),
    "百万": Decimal(1_000_000),
    "千万": Decimal(10_000_000),
    "亿": Decimal(100_000_000),
    "億": Decimal(100_000_000),
    "k": Decimal(1000),
    "thousand": Decimal(1000),
    "M": Decimal(1_000_000),
    "mn": Decimal(1_000_000),
    "mio": Decimal(1_000_000),
    "million": Decimal(1_000_000),
    "bn": Decimal(1_000_000_000),
    "B": Decimal(1_000_000_000),
    "billion": Decimal(1_000_000_000),
}
PERCENT: Mapping[str, Decimal] = {"%": Decimal("0.01"), "‰": Decimal("0.001"), "percent": Decimal("0.01")}
_BARE_RATIO = Decimal(2)
"""A ratio without a percent sign is a fraction of one; from here on it looks like a percentage, and is refused."""

_NUMBER = re.compile(r"(?:\d[\d,' ]*\d|\d)(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?")
_GROUPED = re.compile(r"\d{1,3}(?:([,' ])\d{3})(?:\1\d{3})*")
_CLOCK = re.compile(r"(\d{1,7}):([0-5]\d):([0-5]\d)")
_HALF_CLOCK = re.compile(r"\d{1,7}:[0-5]\d(?::\d{2})?(?:\s*[ap]\.?m\.?)?", re.IGNORECASE)
EXPONENTS = range(-30, 18)
"""Powers of ten that figures may have: what is computed from these stays a number."""
_LONGEST_NUMBER = 200
_ROUNDED = re.compile(r"[+-]?\d(?:[.,]\d+)?[eE][+-]\d+|[+-]?\d[.,]\d+[eE]\d+")
DECIMAL_COMMA = r"^[^\d.,]*(?:\d+,(?:\d{1,2}|\d{4,})|0,\d+|\d{1,3}(?:\.\d{3})+,\d+)[^\d.,]*$"
"""Numbers whose comma can only be a decimal sign; a pattern of the kind that Polars and ``re`` both read."""
DECIMAL_POINT = r"^[^\d.,]*(?:\d+\.(?:\d{1,2}|\d{4,})|0\.\d+|\d{1,3}(?:,\d{3})+\.\d+)[^\d.,]*$"
_THREES = re.compile(r"[^\d.,]*\d{1,3}(?:,\d{3}|\.\d{3})[^\d.,]*")
_COMMA_NUMBER = re.compile(r"\d[\d.' ]*\d(?:,\d*)?|\d(?:,\d*)?")
_HALVES = re.compile("[\0\ud800-\udfff]")
_NO_DIGITS = re.compile(r"[^\d]*")
_MARKS = re.compile(r"[\s:,.()\[\]*-]+")
_TOTAL_OF = re.compile(r".{1,8}(?:合\s*计|小\s*计|总\s*计)|(?:grand |sub-?)?totals?(?: (?:for|of) .{1,30}|:.{0,30})?")
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


def plain(text: str) -> str:
    """Return the text with full-width characters as ASCII, every kind of blank as one space, and no blanks around."""
    if text.isascii():
        return text.strip() if text.isprintable() else _UNSEEN.sub("", text.translate(BLANKS)).strip()
    return _UNSEEN.sub("", text.translate(BLANKS)).translate(FULL_WIDTH).strip()


def visible(text: str) -> str:
    """Return what somebody wrote without characters that nobody sees; lines and every other letter stay.

    Characters that turn the direction of writing could make a sentence read as another one, and control characters are
    refused by databases and platforms.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return whole(text if text.isascii() and text.isprintable() else _UNSEEN.sub("", text))


def is_whole(text: str) -> bool:
    """Whether a text has no half characters (lone surrogates) and no NUL: no database keeps those."""
    return _HALVES.search(text) is None


def whole(text: str) -> str:
    """Return the text with a replacement character for each that can neither be kept nor written."""
    return _HALVES.sub("\ufffd", text)


def is_missing(text: str, *, more: frozenset[str] = frozenset()) -> bool:
    """Whether a cell says that there is no value."""
    word = plain(text).lower()
    return word in MISSING or word in more or word.strip("()[]<> ") in MISSING


def is_rounded(text: str) -> bool:
    """Whether an id comes as a spreadsheet rounded it: 1.45E+17, its last digits gone."""
    return _ROUNDED.fullmatch(plain(text)) is not None


def check_id(text: str) -> None:
    """Refuse an id, an account or a telephone number that a spreadsheet made a number of and rounded.

    Raises:
        Unclear: it has.
    """
    if is_rounded(text):
        raise Unclear("import-rounded")


def check_size(value: Decimal) -> None:
    """Refuse what is no figure of anybody's: so large or so small that it could not be kept or counted with.

    Raises:
        Unclear: it is.
    """
    if not value.is_finite() or (value and value.adjusted() not in EXPONENTS):
        raise Unclear("import-beyond")


def is_total(text: str) -> bool:
    """Whether a cell labels a row of totals, whatever blanks and marks stand in between."""
    shown = plain(text).lower()
    return _MARKS.sub("", shown) in TOTALS or bool(_TOTAL_OF.fullmatch(shown))


def is_footer(text: str) -> bool:
    """Whether a cell begins a remark below the data."""
    word = plain(text).lower().lstrip("*#※ ")
    return word.startswith(FOOTERS)


def dimension(unit: str) -> Dimension:
    """Say what a metric's unit measures."""
    word = unit.strip().lower()
    if word in {"%", "ratio", "‰"}:
        return Dimension.RATIO
    if word in CURRENCY:
        return Dimension.MONEY
    if word in SECONDS and word not in {"分", "时"}:
        return Dimension.TIME
    return Dimension.COUNT if word in COUNT_WORDS or word == "" else Dimension.OTHER


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
        raise Unclear("import-no-number")
    if shown.startswith('="') and shown.endswith('"'):
        shown = shown[2:-1].strip()
        rules.append("excel-text")
    elif shown.startswith("="):
        raise Unclear("import-formula")
    if shown.startswith("'"):
        shown = shown[1:]
        rules.append("excel-text")
    if _INEXACT.search(shown):
        raise Unclear("import-inexact")
    if style.undecided and _THREES.fullmatch(shown):
        raise Unclear("import-separator")
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
    lowered = text.lower()
    return max((sign for sign in CURRENCY if lowered.startswith(sign)), key=len, default="")


def _check_currency(sign: str, unit: str) -> None:
    codes = CURRENCY[sign.lower()]
    wanted = unit.strip().lower()
    mine = CURRENCY.get(wanted, ())
    if not mine:
        raise Unclear("import-unit", found=sign, unit=unit)
    if not set(codes) & set(mine):
        raise Unclear("import-currency", found=sign, unit=unit)


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
            raise Unclear("import-separator")
        else:
            rules.append("thousands")
            integer = re.sub(r"[,' ]", "", integer)
    if re.search(r"[,' ]", fraction):
        raise Unclear("import-separator")
    try:
        value = Decimal(integer + dot + fraction)
    except InvalidOperation:
        raise Unclear("import-no-number") from None
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
        raise Unclear("import-clock-parts" if timed else "import-clock")
    pattern = _COMMA_NUMBER if style.decimal == "," else _NUMBER
    pairs: list[tuple[Decimal, str]] = []
    at = 0
    while at < len(text):
        match = pattern.match(text, at)
        if match is None:
            raise Unclear("import-no-number")
        end = match.end()
        following = _NO_DIGITS.match(text, end)
        word = following.group() if following else ""
        pairs.append((_digits(match.group().strip(), style, rules), word.strip()))
        at = end + len(word)
    if not pairs:
        raise Unclear("import-no-number")
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
            raise Unclear("import-no-number")
        if tail.lower() in CURRENCY:
            _check_currency(tail, unit)
        value = sum((number_ * size for (number_, _), size in zip(pairs, sizes, strict=True)), Decimal(0))
        rules.append("multiplier")
    if any(small >= large for large, small in pairwise(sizes)):
        raise Unclear("import-no-number")
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
    raise Unclear("import-unit", found=word, unit=unit)


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
        raise Unclear("import-unit", found=word, unit="%")
    if style.percent:
        rules.append("percent")
        return value * PERCENT["%"]
    if value > max(_BARE_RATIO, maximum or _BARE_RATIO):
        raise Unclear("import-percent-or-ratio")
    return value
