"""How far something is to move, as a plan says it: by half, by five points, to 95 %, from 85 % to 92 %."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from bot.kit.cleaning import UnclearValue
from bot.kit.measure import COUNT_WORDS, CURRENCY, DAY_WORDS, FACTORS, MEASURES, SECONDS
from bot.kit.number import number
from bot.kit.period_words import any_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.figures.domain.metric import Metric


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """How far something is to move.

    ``amount`` is what was written, never negative: 50 of "50%". ``unit`` is what stood behind it, "" where nothing did
    and for shares and points. ``rising`` is None where the words say neither up nor down. ``origin`` is where it stands
    now by the words themselves, as written there ("85%").
    """

    kind: AimKind
    amount: Decimal
    unit: str = ""
    rising: bool | None = None
    origin: str = ""


@dataclass(frozen=True, slots=True)
class AimMention:
    """An aim in a text, and the words for what is to move."""

    aim: Aim
    what: str


def aims(text: str) -> list[AimMention]:
    """Return every aim that a text holds, in order; a number with a range or without a verb makes none.

    The text is in its plain form (``bot.kit.period_sentence.plain``), with blanks in the place of what says when.
    """
    found: list[tuple[int, int, AimMention]] = []
    for pattern, kind in _PATTERNS:
        for match in pattern.finditer(text):
            inside = any(match.start() < end and start < match.end() for start, end, _ in found)
            if not inside and (mention := _made(match, kind)):
                found.append((match.start(), match.end(), mention))
    return [mention for *_, mention in sorted(found, key=lambda place: place[0])]


def aimed_at(aim: Aim, metric: Metric, base: Decimal | None) -> Decimal | None:
    """Return the value that an aim leads to, in the unit of its metric.

    ``base`` is where the value stands; None where that is not known. None where it cannot be worked out: a way from a
    place that nobody knows, no direction, points of what is no rate, another unit than the metric's.
    """
    if aim.kind is AimKind.VALUE:
        return in_unit(f"{aim.amount}{aim.unit}", metric)
    if base is None or aim.rising is None:
        return None
    sign = 1 if aim.rising else -1
    if aim.kind is AimKind.SHARE:
        return base * (1 + sign * aim.amount / 100)
    if aim.kind is AimKind.POINTS:
        return base + sign * aim.amount / 100 if metric.is_ratio else None
    step = in_unit(f"{aim.amount}{aim.unit}", metric)
    return None if step is None else base + sign * step


def in_unit(said: str, metric: Metric) -> Decimal | None:
    """Return a number that somebody wrote, in the unit of a metric; None where it cannot be that."""
    try:
        return number(said, unit=metric.unit, maximum=metric.maximum)[0]
    except UnclearValue:
        return None


# Numbers with what stands behind them

_DIGITS_ZH: Final = "一二两三四五六七八九"
_UNIT_WORDS: Final = {*COUNT_WORDS, *SECONDS, *DAY_WORDS, *MEASURES, *CURRENCY} - {"时", "分", "m", "t", "a", "c"}
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


def _value(prefix: str = "") -> str:
    return _VALUE.format(p=prefix, number=_NUMBER, unit=_UNIT, zh=_DIGITS_ZH, around=_AROUND)


_POINTS: Final = re.compile(r"个?百分点|个点|percentage\s+points?|ppts?|pp|points?", re.IGNORECASE)
_PERCENT: Final = re.compile(r"%|percent|per\s+cent", re.IGNORECASE)
_SHARES: Final = {"一半": Decimal(50), "half": Decimal(50), "一倍": Decimal(100), "二分之一": Decimal(50)} | {
    "四分之一": Decimal(25),
    "五分之一": Decimal(20),
}


def _amount(match: re.Match[str], prefix: str = "") -> tuple[AimKind | None, Decimal, str] | None:
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


# Verbs

_DOWN_ZH: Final = "降低 下降 减少 缩短 压缩 削减 压降 下调 缩小 降 减 压"
_UP_ZH: Final = "提高 提升 增加 增长 上升 上调 扩大 增 升 涨"
_BETTER_ZH: Final = "改善 优化 改进"
_DOWN_EN: Final = (
    "cut reduce lower decrease shorten drop shrink trim slash cutting reducing lowering decreasing shortening"
)
_UP_EN: Final = "raise increase grow lift boost raising increasing growing lifting boosting"
_BETTER_EN: Final = "improve improving"
_MOVE_EN: Final = "bring get move take push bringing getting moving taking pushing"


def _verbs(words: str) -> str:
    return any_of(word.replace("-", r"\s+") for word in words.split())


_VERB_ZH: Final = rf"(?>(?P<down>{_verbs(_DOWN_ZH)})|(?P<up>{_verbs(_UP_ZH)})|(?P<better>{_verbs(_BETTER_ZH)}))"
_VERB_EN: Final = rf"(?:(?P<down>{_verbs(_DOWN_EN)})|(?P<up>{_verbs(_UP_EN)})|(?P<better>{_verbs(_BETTER_EN)}))"
_OBJECT: Final = r"(?P<what>[^,，;；。:：!?！？\n]{1,60}?)"
_TAIL_OBJECT: Final = r"(?P<what>[^\s,，;；。:：!?！？\n][^,，;；。:：!?！？\n]{0,59}?)"
_ZH_BY: Final = r"\s*(?:了|约|大约|至少|近|超过|幅度达?)?\s*"
_ZH_TO: Final = r"\s*(?:到|至|为|成)?\s*"
_END_ZH: Final = r"(?P<bound>以上|以下|以内|之内|左右)?"
_AT_LEAST: Final = "达到 达 不低于 不少于 至少达到 至少为 超过 高于 大于 保持在 稳定在 维持在"
_AT_MOST: Final = "控制在 不超过 不高于 不多于 低于 少于 小于 压缩在 限制在"
_EN_DOWN_PLACE: Final = (
    "under below at-most no-more-than less-than fewer-than not-more-than at-or-below to-under to-below to-at-most "
    "to-less-than"
)
_EN_UP_PLACE: Final = (
    "above over at-least no-less-than not-less-than more-than at-or-above to-at-least to-over to-above"
)
_FROM_EN: Final = rf"from\s+{_value('from_')}\s+(?:up\s+|down\s+)?to\s+(?:at\s+least\s+|under\s+|below\s+)?{_value()}"

_PATTERNS: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), kind)
    for pattern, kind in (
        (
            rf"{_OBJECT}\s*(?:从|由)\s*(?:现在的?|目前的?|当前的?)?\s*{_value('from_')}\s*(?:{_VERB_ZH}|提)?{_ZH_TO}{_value()}{_END_ZH}",
            "to",
        ),
        (
            rf"(?:{_VERB_ZH})\s*{_TAIL_OBJECT}\s*(?:从|由)\s*{_value('from_')}\s*(?:到|至)\s*{_value()}{_END_ZH}",
            "to",
        ),
        (rf"{_OBJECT}\s*(?:{_VERB_ZH})\s*(?:到|至|为)\s*{_value()}{_END_ZH}", "to"),
        (rf"{_OBJECT}\s*(?P<up>提[到至])\s*{_value()}{_END_ZH}", "to"),
        (rf"(?:{_VERB_ZH})\s*{_TAIL_OBJECT}\s*(?:到|至)\s*{_value()}{_END_ZH}", "to"),
        (rf"{_OBJECT}\s*(?P<up>{_verbs(_AT_LEAST)})\s*{_value()}{_END_ZH}", "place"),
        (rf"{_OBJECT}\s*(?P<down>{_verbs(_AT_MOST)})\s*{_value()}{_END_ZH}", "place"),
        (rf"{_OBJECT}\s*(?:{_VERB_ZH}){_ZH_BY}{_value()}", "by"),
        (rf"(?:{_VERB_ZH})\s*{_TAIL_OBJECT}{_ZH_BY}{_value()}", "by"),
        (rf"\b{_VERB_EN}\s+{_TAIL_OBJECT}\s+{_FROM_EN}", "to"),
        (rf"\b(?:{_verbs(_MOVE_EN)})\s+{_TAIL_OBJECT}\s+{_FROM_EN}", "to"),
        (rf"{_OBJECT}:?\s+{_FROM_EN}", "to"),
        (
            rf"\b{_VERB_EN}\s+{_TAIL_OBJECT}\s+(?:to\s+)?(?:(?P<most>{_verbs(_EN_DOWN_PLACE)})|(?P<least>{_verbs(_EN_UP_PLACE)}))\s+{_value()}",
            "to",
        ),
        (
            (
                rf"\b(?:{_verbs(_MOVE_EN)}|keep|hold|have)\s+{_TAIL_OBJECT}\s+(?:to\s+)?"
                rf"(?:(?P<down>{_verbs(_EN_DOWN_PLACE)})|(?P<up>{_verbs(_EN_UP_PLACE)}))\s+{_value()}"
            ),
            "to",
        ),
        (rf"\b{_VERB_EN}\s+{_TAIL_OBJECT}\s+to\s+{_value()}", "to"),
        (
            rf"\b(?:{_verbs(_MOVE_EN)})\s+{_TAIL_OBJECT}\s+(?:(?P<down>down)\s+|(?P<up>up)\s+)?to\s+{_value()}",
            "to",
        ),
        (rf"\b{_VERB_EN}\s+{_TAIL_OBJECT}\s+by\s+{_value()}", "by"),
        (rf"\b(?:{_verbs(_MOVE_EN)})\s+{_TAIL_OBJECT}\s+(?:(?P<down>down)|(?P<up>up))\s+by\s+{_value()}", "by"),
        (rf"\b(?P<down>halve|halving)\s+{_TAIL_OBJECT}(?=\s*$|\s*[,.;]|\s{{2,}})", "halve"),
        (rf"\b(?P<down>cut)\s+{_TAIL_OBJECT}\s+in\s+half", "halve"),
        (rf"\b(?P<up>double|doubling)\s+{_TAIL_OBJECT}(?=\s*$|\s*[,.;]|\s{{2,}})", "double"),
        (rf"{_OBJECT}\s*(?P<down>减半)", "halve"),
        (rf"{_OBJECT}\s*(?P<up>翻一番|翻番|翻倍)", "double"),
        (rf"{_OBJECT}:?\s+(?:(?P<down>down)|(?P<up>up))\s+(?P<to>to)\s+{_value()}", "to"),
        (rf"{_OBJECT}:?\s+(?:(?P<down>down)|(?P<up>up))\s+(?:by\s+)?{_value()}", "by"),
        (rf"{_OBJECT}:\s+(?P<better>better)\s+by\s+{_value()}", "by"),
        (rf"{_OBJECT}:\s+to\s+{_value()}", "to"),
        (
            rf"{_OBJECT}:?\s+(?:is\s+|are\s+)?(?:(?P<down>{_verbs(_EN_DOWN_PLACE)})|(?P<up>{_verbs(_EN_UP_PLACE)}))\s+{_value()}",
            "place",
        ),
        (rf"\b{_VERB_EN}\s+{_TAIL_OBJECT}\s+{_value()}", "share"),
        (rf"{_OBJECT}\s*(?:做到|到)\s*{_value()}{_END_ZH}", "to"),
    )
)
"""The shapes of an aim, the fullest first."""


_AGAIN: Final = re.compile(r"\s*(?:a|per|each|every)\s+(?:day|week|month|quarter|year)\b", re.IGNORECASE)
_AGAIN_ZH: Final = re.compile(r"(?:^|[\s\u3400-\u9fff])每个?(?:天|日|周|月|季度?|年)(?:都|再)?(?:$|[将把使让])")
"""By so much again and again: how far that leads nobody has said."""


def _made(match: re.Match[str], kind: str) -> AimMention | None:
    said = match.groupdict()
    rising = True if said.get("up") else False if said.get("down") else None
    what = said["what"].strip()
    if not re.search(r"[^\W\d_]", what) or _AGAIN.match(match.string, match.end()) or _AGAIN_ZH.search(what):
        return None
    if kind in {"halve", "double"}:
        share = Decimal(50 if kind == "halve" else 100)
        return AimMention(Aim(kind=AimKind.SHARE, amount=share, rising=rising), what)
    if (found := _amount(match)) is None:
        return None
    measure, figures, unit = found
    if kind == "share" and measure not in {AimKind.SHARE, AimKind.POINTS}:
        return None
    if kind in {"by", "share"}:
        plain_unit = "" if measure in {AimKind.SHARE, AimKind.POINTS} else unit
        return AimMention(Aim(kind=measure or AimKind.AMOUNT, amount=figures, unit=plain_unit, rising=rising), what)
    if measure is AimKind.POINTS or (said["word"] and measure is AimKind.SHARE):
        return None  # to five percentage points, to half: of what?
    origin = _origin(match, figures)
    if origin is None:
        return None
    written, before = origin
    if before is not None and before != figures:
        rising = figures > before
    return AimMention(Aim(kind=AimKind.VALUE, amount=figures, unit=unit, rising=rising, origin=written), what)


def _origin(match: re.Match[str], figures: Decimal) -> tuple[str, Decimal | None] | None:
    """Return where it stands by the words, as written and as a number; None where that is no plain number."""
    if "from_digits" not in match.groupdict():
        return "", None
    found = _amount(match, "from_")
    if found is None or found[0] is AimKind.POINTS or figures < 0:
        return None
    return f"{found[1]}{found[2]}", found[1]


def printed(amount: Decimal) -> str:
    """Write a number as it is read back: no exponent, no zeros at its end."""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def numbers(text: str) -> Iterator[Decimal]:
    """Yield every number that stands in a text in figures; what an aim holds is one of them, or a word for one."""
    for found in re.findall(_NUMBER, text):
        yield Decimal(found.replace(",", ""))
