"""What a next step takes for granted, by a table of sentences that is nobody's but this bench's."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.kit.period import Grain

if TYPE_CHECKING:
    from bot.bench.words_claims import Truth
    from bot.figures.domain.metric import Metric


@dataclass(frozen=True, slots=True)
class About:
    """The values that a message tells, each with its metric."""

    values: tuple[tuple[Metric, Truth], ...]

    def any(self, holds: Callable[[Metric, Truth], bool | None]) -> bool:
        """Say whether something holds of one of the values."""
        return any(holds(metric, truth) for metric, truth in self.values)


def _fell(_: Metric, truth: Truth) -> bool:
    return truth.beyond(truth.previous) or truth.beyond(truth.year_ago)


def _fell_in_a_year(_: Metric, truth: Truth) -> bool:
    return truth.beyond(truth.year_ago)


def _misses(_: Metric, truth: Truth) -> bool:
    return truth.target is not None and (truth.target - truth.value) * truth.sign > 0


def _moved(_: Metric, truth: Truth) -> bool:
    before = next((value for value in reversed(truth.past) if value is not None), None)
    return before is not None and truth.value != before  # the working day before is not always the day before


def _went_well(_: Metric, truth: Truth) -> bool:
    met = truth.target is None or (truth.value - truth.target) * truth.sign >= 0
    return met and not (truth.beyond(truth.previous) and truth.beyond(truth.middle))


def _by_the_hour(metric: Metric, _: Truth) -> bool:
    return metric.grain is Grain.DAY


def _by_the_month(metric: Metric, _: Truth) -> bool:
    return metric.grain is Grain.MONTH


def _of_no_count(metric: Metric, _: Truth) -> bool:
    return metric.key != "orders"


_TABLE: Final[tuple[tuple[str, Callable[[Metric, Truth], bool]], ...]] = (
    (r"largest fall since last year|同比下降最多", _fell_in_a_year),
    (r"which product group fell most|哪类产品降得最多", _fell),
    (r"orders that slipped|拖期的2单", _of_no_count),
    (r"fixed time a day for urgent questions|固定时间处理急单", _of_no_count),
    (r"what is missing to the quota|离配额的差额", _misses),
    (r"\bWould you (?:show|share|walk|take)|share (?:it )?with the team", _went_well),
    (r"愿意[^。？]*(?:讲讲|分享|复盘)|分享给团队", _went_well),
    (r"where did the change begin|变化从哪里开始", _moved),
    (r"different that day|the same hours|same pieces, same times|当时有什么不同|同时段|同样的时段", _by_the_hour),
    (r"target be taken in two steps|目标要不要分两步", _misses),
    (r"make next month easier", _by_the_month),
)
_STEPS: Final = tuple((re.compile(pattern), holds) for pattern, holds in _TABLE)
_SENTENCE: Final = re.compile(r"[^.?!。？！]+[.?!。？！]")


def misfits(text: str, about: About) -> list[str]:
    """Return the sentences of next steps that take for granted what is not so, or that ask the same twice."""
    found = [match[0] for pattern, holds in _STEPS for match in pattern.finditer(text) if not about.any(holds)]
    sentences = [sentence.strip() for sentence in _SENTENCE.findall(text)]
    return found + sorted({sentence for sentence in sentences if sentences.count(sentence) > 1})
