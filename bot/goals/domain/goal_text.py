"""What the words of a goal mean: which metric, which way, how far, until when; what they do not say stays open."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from bot.figures.domain import title
from bot.figures.domain.metric import Direction
from bot.goals.domain.aim import Aim, aims
from bot.goals.domain.aim_amount import AimKind
from bot.goals.domain.aim_time import times
from bot.kit.period_sentence import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.figures.domain.metric import Metric


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalReading:
    """What was understood of a goal; a part that its words do not say is "" or None, and nothing is made up.

    ``metric`` is the key of the company's metric that the words name; ``what`` are the words themselves. ``due`` is the
    last day. ``compared`` says that the aim is held against another time than now ("than last year").
    """

    metric: str = ""
    what: str = ""
    aim: Aim | None = None
    due: date | None = None
    compared: bool = False


def read_goal(text: str, metrics: Iterable[Metric], *, start: date) -> GoalReading:
    """Understand a goal in Chinese or English, seen from the day on which it begins.

    Two aims, or two last days, in one goal are neither of them taken: which one is meant only its writer knows.
    """
    said = plain(text)
    spoken = times(said, start=start)
    days = {time.day for time in spoken if time.day}
    rest = list(_AGAINST.sub(lambda found: " " * len(found[0]), said))
    for time in spoken:
        rest[time.start : time.end] = " " * (time.end - time.start)
    found = aims("".join(rest))
    due = days.pop() if len(days) == 1 else None
    if len(found) != 1:
        return GoalReading(due=due)
    [mention] = found
    what = words_for(mention.what)
    metric = metric_of(what, metrics)
    if mention.per and metric and metric.grain is not mention.per:
        return GoalReading(metric=metric.key, what=what, due=due)  # so many a week of what is counted by the month
    aim = _directed(mention.aim, metric)
    held = any(time.compared for time in spoken) or bool(_AGAINST.search(said))
    compared = held and aim.kind is not AimKind.VALUE
    return GoalReading(metric=metric.key if metric else "", what=what, aim=aim, due=due, compared=compared)


_AGAINST: Final = re.compile(
    r"[同环]比|\b(?:year|month|quarter)[\s-](?:on|over)[\s-](?:year|month|quarter)\b", re.IGNORECASE
)


def metric_of(what: str, metrics: Iterable[Metric]) -> Metric | None:
    """Return the metric that some words name, by a title or another word for it; None where they say more or less."""
    found = title.find(metrics, what)
    if found is None:
        return None
    left = what[: found.start] + " " + what[found.end :]
    return found.metric if not _FILLING.sub("", left).strip(" 的") else None


def _directed(aim: Aim, metric: Metric | None) -> Aim:
    """Let "improve" go the way that is better for a metric."""
    if aim.rising is None and metric is not None and aim.kind is not AimKind.VALUE:
        return replace(aim, rising=metric.direction is Direction.HIGHER)
    return aim


_FILLING: Final = re.compile(
    r"\b(?:the|my|our|their|team's?|average|mean|monthly|weekly|overall|own|personal|current)\b"
    r"|平均|每月的?|月度|每周的?|个人|本人|团队|部门|整体|当前|目前|现有",
    re.IGNORECASE,
)
_LEAD: Final = re.compile(
    r"^(?:\s|[-*•·]|\d+[.)、](?!\d)|(?:my\s+|our\s+)?(?:goals?|targets?|plan|aim|to|i(?:'ll|\s+will|\s+want\s+to|\s+plan\s+to)?"
    r"|we(?:'ll|\s+will|\s+want\s+to)?|and|then|please|the|my|our|have|get|keep|bring)\s+"
    r"|我们?(?:会|要|将)?|希望|争取|力争|计划|努力|目标[是为]?|在|于|将|把|使|让|要|再|进一步|逐步|尽快|能|并且?)+",
    re.IGNORECASE,
)
_TAIL: Final = re.compile(
    r"(?:\s|的|指标|再|逐步|整体|要|能|应|需|进一步|至少|相比|(?<=[\u3400-\u9fff])(?<!占)比|\b(?:is|are|be|at|down|up|further|it)\b)+$",
    re.IGNORECASE,
)


_OBJECT_AFTER: Final = re.compile(r"^.*(?:[把将]|使(?!用))(?=\S)(?![来要会])")


def words_for(said: str) -> str:
    """Return the words for what is to move, without those around them that only lead there."""
    before, what = None, _OBJECT_AFTER.sub("", said)
    while what != before:
        before = what
        what = _TAIL.sub("", _LEAD.sub("", what)).strip(" -–—:：")
    return " ".join(what.split())
