"""What is measured of a goal, as its words say it: so many things, a value, a bar, a change, or done and not done."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from bot.figures.domain.metric import Direction
from bot.goals.domain.aim import aimed_at, in_unit
from bot.goals.domain.aim_amount import AimKind, amount_of
from bot.goals.domain.goal_text import read_goal
from bot.goals.domain.key_result import KeyResult, Measure
from bot.kit.period import Period
from bot.kit.period_sentence import plain
from bot.kit.period_words import NUMBERS, any_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.figures.domain.metric import Metric
    from bot.goals.domain.aim import Aim
    from bot.goals.domain.goal_text import GoalReading

_THINGS_ZH: Final = "推出 发布 上线 完成 开发 研发 交付 建立 举办 组织 签约 签下 新增 招聘 培养 培训 申请 获得"
_THINGS_EN: Final = (
    "launch release ship deliver develop build complete finish open sign win hire train hold run publish file"
)
_COUNTERS: Final = "款 个 项 件 家 人 名 场 次 份 条 篇 台 套 门 期"
_DIGITS: Final = r"\d{1,6}|[一二两三四五六七八九十]{1,3}"
_WORDS_EN: Final = "one two three four five six seven eight nine ten eleven twelve"
_COUNT: Final = (
    re.compile(rf"(?:{any_of(_THINGS_ZH.split())})了?\s*(?P<n>{_DIGITS})\s*(?P<unit>{any_of(_COUNTERS.split())})"),
    re.compile(
        rf"\b(?:{any_of(_THINGS_EN.split())})\s+(?P<n>\d{{1,6}}|{any_of(_WORDS_EN.split())})\s+(?P<unit>)[a-z]",
        re.IGNORECASE,
    ),
)
_BAR: Final = re.compile(
    r"(?<![不无])(?:低于|少于|小于|高于|超过|大于)|\b(?:below|under|less\s+than|fewer\s+than|above|more\s+than)\b",
    re.IGNORECASE,
)
_TARGET: Final = re.compile(r"目标[值为是:：]{0,2}\s*(?=\d)")
"""A target that is only named is to be reached: 占比目标15%."""
_NOW: Final = re.compile(
    r"[,，;；。]?\s*(?:当前|目前|现在|现状|currently|now\s+at)[^,，;；。]*\d[^,，;；。]*$", re.IGNORECASE
)
"""Where it stands is read from the data, if anybody has them."""
_EACH: Final = re.compile(
    r"^\s*(?:每[个位名]|所有|全体).{0,8}?的|^\s*(?:each|every)\s+\w+(?:\s+\w+)?(?:'s|’s)\s+", re.IGNORECASE
)
"""Whose value it is, is whose goal it is."""
_WAY: Final = re.compile(
    r"降低|下降|减少|降至|降到|提高|提升|增加|增长|从.{0,12}(?:到|至)"
    r"|\b(?:reduce|cut|lower|decrease|bring|get|raise|increase|grow|improve|from)\b",
    re.IGNORECASE,
)
"""What is moved to a bar is measured on its way; what only has to stay there is a bar."""


def understood(
    text: str, metrics: Sequence[Metric], *, subject_id: str, period: Period, now: Callable[[str], Decimal | None]
) -> KeyResult:
    """Return what is measured of a goal by its words; done or not done where they name no number.

    ``subject_id`` is whose values feed it where it names one of the company's metrics. ``now`` returns where a metric
    of theirs stands, by its key; None where that is not known.
    """
    text = _NOW.sub("", _EACH.sub("", _TARGET.sub("达到", plain(text))))
    reading = read_goal(text, metrics, start=period.start)
    metric = next((metric for metric in metrics if metric.key == reading.metric), None)
    if reading.aim is None:
        return _counted(text) or KeyResult(measure=Measure.MILESTONE)
    if metric is None:
        return _typed(reading, text) or KeyResult(measure=Measure.MILESTONE)
    return _measured(reading.aim, metric, text, subject_id=subject_id, period=period, base=now(metric.key))


def _counted(text: str) -> KeyResult | None:
    for pattern in _COUNT:
        if found := pattern.search(plain(text)):
            n = _number(found["n"].casefold())
            return KeyResult(measure=Measure.COUNT, target=Decimal(n), unit=found["unit"]) if n else None
    return None


def _number(said: str) -> int:
    words = _WORDS_EN.split()
    if said.isdecimal():
        return int(said)
    return words.index(said) + 1 if said in words else NUMBERS.get(said, 0)


def _typed(reading: GoalReading, text: str) -> KeyResult | None:
    """Return what people type themselves, because no metric of the company is called so."""
    aim = reading.aim
    if aim is None:
        return None
    direction = _direction(aim, None)
    if aim.kind is AimKind.VALUE:
        share = aim.unit == "%"
        target = aim.amount / 100 if share else aim.amount
        measure = Measure.BAR if _is_bar(text) else Measure.VALUE
        origin = amount_of(aim.origin) if aim.origin else None
        start = None if origin is None else origin[0] / 100 if share else origin[0]
        return KeyResult(
            title=reading.what, measure=measure, direction=direction, target=target, start=start, unit=aim.unit
        )
    if aim.kind is AimKind.SHARE and aim.rising is not None:
        return KeyResult(title=reading.what, measure=Measure.CHANGE, direction=direction, target=aim.amount)
    return None


def _measured(
    aim: Aim, metric: Metric, text: str, *, subject_id: str, period: Period, base: Decimal | None
) -> KeyResult:
    direction = _direction(aim, metric)
    result = KeyResult(metric=metric.key, subject_id=subject_id, direction=direction, unit=metric.unit)
    if aim.kind is AimKind.SHARE and aim.rising is not None:
        return replace(result, measure=Measure.CHANGE, target=aim.amount, baseline=before(period))
    start = in_unit(aim.origin, metric) if aim.origin else base
    target = aimed_at(aim, metric, start)
    if target is None:
        return replace(result, measure=Measure.VALUE)
    if aim.kind is AimKind.VALUE and _is_bar(text):
        return replace(result, measure=Measure.BAR, target=target)
    measure = Measure.RATIO if metric.is_ratio else Measure.VALUE
    reached = start is not None and (target - start) * direction.sign <= 0
    return replace(result, measure=measure, target=target, start=None if reached else start)


def before(period: Period) -> Period:
    """Return as many days before a period: what a change in it is measured from."""
    return Period(period.start - timedelta(days=period.days), period.start - timedelta(days=1))


def _direction(aim: Aim, metric: Metric | None) -> Direction:
    if aim.rising is None:
        return metric.direction if metric else Direction.HIGHER
    return Direction.HIGHER if aim.rising else Direction.LOWER


def _is_bar(text: str) -> bool:
    said = plain(text)
    return bool(_BAR.search(said)) and not _WAY.search(said)


def typed_value(result: KeyResult, said: str) -> Decimal | None:
    """Return what somebody typed as a value of a key result, in the unit of its target; None where it is no number."""
    found = amount_of(said)
    if found is None:
        return None
    share = result.unit == "%" or (found[1] == "%" and result.measure is not Measure.CHANGE)
    return found[0] / 100 if share else found[0]
