"""How far something is to move, as a goal or plan says it: by half, by five points, to 95 %, from 85 % to 92 %."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Final

from bot.goals.domain.aim_amount import AimKind, amount_in, value
from bot.kit.cleaning import UnclearValue
from bot.kit.number import number
from bot.kit.period import Grain
from bot.kit.period_words import any_of

if TYPE_CHECKING:
    from bot.figures.domain.metric import Metric


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
    """An aim in a text, and the words for what is to move; ``per`` is how often a value is to be that ("a month")."""

    aim: Aim
    what: str
    per: Grain | None = None


def aims(text: str) -> list[AimMention]:
    """Return every aim that a text holds, in order; a number with a range or without a verb makes none.

    The text is in its plain form (``bot.kit.period_sentence.plain``), with blanks in the place of what says when.
    """
    found: list[tuple[int, int, AimMention]] = []
    for pattern, kind in _patterns():
        for match in pattern.finditer(text):
            inside = any(match.start() < end and start < match.end() for start, end, _ in found)
            if not inside and (mention := _made(match, kind)):
                found.append((match.start(), match.end(), mention))
    found.sort(key=lambda place: place[0])
    rest = list(text)
    for start, end, _ in found:
        rest[start:end] = " " * (end - start)
    if found and _SHARE.search("".join(rest)):
        return []  # a number is left that may be another aim
    return [mention for *_, mention in found]


_SHARE: Final = re.compile(r"\d\s*(?:%|percent|per\s+cent|pp\b|个?百分点|percentage)|百分之", re.IGNORECASE)


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
_FROM_EN: Final = rf"from\s+{value('from_')}\s+(?:up\s+|down\s+)?to\s+(?:at\s+least\s+|under\s+|below\s+)?{value()}"


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Compile the shapes when the first plan is read: it takes longer than all else that a start reads of plans."""
    return tuple((re.compile(pattern, re.IGNORECASE), kind) for pattern, kind in _SHAPES)


_SHAPES: Final = (
    (
        rf"{_OBJECT}\s*(?:从|由)\s*(?:现在的?|目前的?|当前的?|每[天周月季年])?\s*{value('from_')}\s*(?:{_VERB_ZH}|提)?{_ZH_TO}{value()}{_END_ZH}",
        "to",
    ),
    (
        rf"(?:{_VERB_ZH})\s*{_TAIL_OBJECT}\s*(?:从|由)\s*{value('from_')}\s*(?:到|至)\s*{value()}{_END_ZH}",
        "to",
    ),
    (rf"{_OBJECT}\s*(?:{_VERB_ZH})\s*(?:到|至|为)\s*{value()}{_END_ZH}", "to"),
    (rf"{_OBJECT}\s*(?P<up>提[到至])\s*{value()}{_END_ZH}", "to"),
    (rf"(?:{_VERB_ZH})\s*{_TAIL_OBJECT}\s*(?:到|至)\s*{value()}{_END_ZH}", "to"),
    (rf"{_OBJECT}\s*(?P<up>{_verbs(_AT_LEAST)})\s*{value()}{_END_ZH}", "place"),
    (rf"{_OBJECT}\s*(?P<down>{_verbs(_AT_MOST)})\s*{value()}{_END_ZH}", "place"),
    (rf"{_OBJECT}\s*(?:{_VERB_ZH}){_ZH_BY}{value()}", "by"),
    (rf"(?:{_VERB_ZH})\s*{_TAIL_OBJECT}{_ZH_BY}{value()}", "by"),
    (rf"\b{_VERB_EN}\s+{_TAIL_OBJECT}\s+{_FROM_EN}", "to"),
    (rf"\b(?:{_verbs(_MOVE_EN)})\s+{_TAIL_OBJECT}\s+{_FROM_EN}", "to"),
    (rf"{_OBJECT}:?\s+{_FROM_EN}", "to"),
    (
        rf"\b{_VERB_EN}\s+{_TAIL_OBJECT}\s+(?:to\s+)?(?:(?P<most>{_verbs(_EN_DOWN_PLACE)})|(?P<least>{_verbs(_EN_UP_PLACE)}))\s+{value()}",
        "to",
    ),
    (
        (
            rf"\b(?:{_verbs(_MOVE_EN)}|keep|hold|have)\s+{_TAIL_OBJECT}\s+(?:to\s+)?"
            rf"(?:(?P<down>{_verbs(_EN_DOWN_PLACE)})|(?P<up>{_verbs(_EN_UP_PLACE)}))\s+{value()}"
        ),
        "to",
    ),
    (rf"\b{_VERB_EN}\s+{_TAIL_OBJECT}\s+to\s+{value()}", "to"),
    (
        rf"\b(?:{_verbs(_MOVE_EN)})\s+{_TAIL_OBJECT}\s+(?:(?P<down>down)\s+|(?P<up>up)\s+)?to\s+{value()}",
        "to",
    ),
    (rf"\b{_VERB_EN}\s+{_TAIL_OBJECT}\s+by\s+{value()}", "by"),
    (rf"\b(?:{_verbs(_MOVE_EN)})\s+{_TAIL_OBJECT}\s+(?:(?P<down>down)|(?P<up>up))\s+by\s+{value()}", "by"),
    (rf"\b(?P<down>halve|halving)\s+{_TAIL_OBJECT}(?=\s*$|\s*[,.;]|\s{{2,}})", "halve"),
    (rf"\b(?P<down>cut)\s+{_TAIL_OBJECT}\s+in\s+half", "halve"),
    (rf"\b(?P<up>double|doubling)\s+{_TAIL_OBJECT}(?=\s*$|\s*[,.;]|\s{{2,}})", "double"),
    (rf"{_OBJECT}\s*(?P<down>减半)", "halve"),
    (rf"{_OBJECT}\s*(?P<up>翻一番|翻番|翻倍)", "double"),
    (rf"{_OBJECT}:?\s+(?:(?P<down>down)|(?P<up>up))\s+(?P<to>to)\s+{value()}", "to"),
    (rf"{_OBJECT}:?\s+(?:(?P<down>down)|(?P<up>up))\s+(?:by\s+)?{value()}", "by"),
    (rf"{_OBJECT}:\s+(?P<better>better)\s+by\s+{value()}", "by"),
    (rf"{_OBJECT}:\s+to\s+{value()}", "to"),
    (
        rf"{_OBJECT}:?\s+(?:is\s+|are\s+)?(?:(?P<down>{_verbs(_EN_DOWN_PLACE)})|(?P<up>{_verbs(_EN_UP_PLACE)}))\s+{value()}",
        "place",
    ),
    (rf"\b{_VERB_EN}\s+{_TAIL_OBJECT}\s+{value()}", "share"),
    (rf"{_OBJECT}\s*(?:做到|到)\s*{value()}{_END_ZH}", "to"),
)
"""The shapes of an aim, the fullest first."""


_ORIGIN: Final = re.compile(r"(?:[从由]|\bfrom\s).*\d", re.IGNORECASE)
"""A beginning that was not understood: then nor is the end."""
_AGAIN: Final = re.compile(r"\s*(?:a|per|each|every)\s+(?P<grain>day|week|month|quarter|year)\b", re.IGNORECASE)
_AGAIN_ZH: Final = re.compile(r"(?:^|[\s\u3400-\u9fff])每个?(?:天|日|周|月|季度?|年)(?:都|再)?(?:$|[将把使让])")
"""By so much again and again: how far that leads nobody has said."""


def _made(match: re.Match[str], kind: str) -> AimMention | None:
    said = match.groupdict()
    rising = True if said.get("up") else False if said.get("down") else None
    what, again = said["what"].strip(), _AGAIN.match(match.string, match.end())
    per = Grain(again["grain"].lower()) if again and kind in {"to", "place"} else None
    far = again is not None and per is None
    if not re.search(r"[^\W\d_]", what) or _ORIGIN.search(what) or far or _AGAIN_ZH.search(what):
        return None
    if kind in {"halve", "double"}:
        share = Decimal(50 if kind == "halve" else 100)
        return AimMention(Aim(kind=AimKind.SHARE, amount=share, rising=rising), what)
    if (found := amount_in(match)) is None:
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
    return AimMention(Aim(kind=AimKind.VALUE, amount=figures, unit=unit, rising=rising, origin=written), what, per)


def _origin(match: re.Match[str], figures: Decimal) -> tuple[str, Decimal | None] | None:
    """Return where it stands by the words, as written and as a number; None where that is no plain number."""
    if "from_digits" not in match.groupdict():
        return "", None
    found = amount_in(match, "from_")
    if found is None or found[0] is AimKind.POINTS or figures < 0:
        return None
    return f"{found[1]}{found[2]}", found[1]
