"""What words are about: whose values, of which metric and period, and what of them was not understood."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.kit.period_words import ENGLISH_GRAINS

if TYPE_CHECKING:
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric
    from bot.kit.period import Grain, Period
    from bot.people.domain.person import Person


@dataclass(frozen=True, slots=True)
class FigureScope:
    """What words are about: whose values (None: nobody named), of which metric and period (None: any).

    ``grain`` is the unit in which the period was said. ``others`` have the metric's title too, in another grain.
    ``unread`` is what was not understood, as it was typed, and ``rest`` all that names neither metric nor period.
    """

    person: Person | None = None
    metric: Metric | None = None
    period: Period | None = None
    grain: Grain | None = None
    others: tuple[Metric, ...] = ()
    unread: tuple[str, ...] = ()
    rest: str = ""

    def fits(self, delta: Delta) -> bool:
        """Say whether a value is meant: one inside the period, or one whose own period holds it."""
        span, period = self.period, delta.period
        inside = span is None or span.start <= period.start <= span.end or period.start <= span.start <= period.end
        return inside and (self.metric is None or delta.metric == self.metric.key)


_FILLING: Final = ENGLISH_GRAINS | frozenset(
    "me my mine i i'm am is are was were be been the a an of in on at for to and or with by from show see look tell"
    " give please how what which when did do does doing done number numbers figure figures result results data"
    " value values stats kpi kpis report performance performing about now currently it this that its there any all"
    " per each every vs versus compared compare than target targets rows records"
    " details team people person reports everybody everyone our us we his her their get got have has had going status"
    " so far up down looking look like view list check s really just again also only still out over during"
    " since".split()
)
_FILLING_ZH: Final = re.compile(
    "我们|我的|我|你|他|她|的|了|吗|呢|吧|啊|看看|看一下|查看|看|查一下|查|一下|给|数据|数字|数值|绩效|业绩|指标|成绩|表现|情况"
    "|怎么样|怎样|如何|什么|多少|是|有|在|和|跟|与|对比|相比|比|这|那|请|帮|完成得|完成|(?<!觉)得|干|做|好不好|最近|近来|现在|目前"
    "|目标|达标|团队|小组|部门|下属|组员|大家|全部|所有|明细|记录|原始|之间|期间|从|到|以来|份|个|里|内|中|都|还|就|也|呀|嘛|咋样|咋"
)
_RUN: Final = re.compile(r"[A-Za-z0-9][\w'’.&%-]*|[\u3400-\u9fff]+")


def unread(rest: str) -> tuple[str, ...]:
    """Return the words of a text that mean something which was not understood; words that only fill are left out."""
    found: list[str] = []
    end = -2
    for run in _RUN.finditer(rest):
        word = run[0]
        chinese = word[0] >= "\u3400"
        known = len(_FILLING_ZH.sub("", word)) <= 1 if chinese else word.lower().strip("'’.") in _FILLING
        if known or len(word) <= 1:
            continue
        shown = _FILLING_ZH.sub("", word) if chinese else word
        if found and not chinese and not rest[end : run.start()].strip():
            found[-1] = f"{found[-1]} {shown}"
        else:
            found.append(shown)
        end = run.end()
    return tuple(found)
