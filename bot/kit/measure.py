"""What stands behind a number: words for money, time, pieces and multiples, and what a unit measures."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum


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
