"""Facts: what a rule's condition may speak of, with its type and its names in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.kit.period_words import GRAIN_WORDS


class Sort(StrEnum):
    """What a fact is; only like is compared with like."""

    NUMBER = "number"
    TEXT = "text"
    TRUTH = "truth"


@dataclass(frozen=True, slots=True)
class Fact:
    """A named fact about a delta, its metric or its person; ``chinese`` are its names in Chinese, the usual first.

    ``words`` are the only values that a text fact can take, by the words that mean them (none where any may occur).
    """

    name: str
    sort: Sort
    chinese: tuple[str, ...]
    words: tuple[tuple[str, str], ...] = ()


_KINDS = (("person", "个人"), ("unit", "团队"))
_GRAINS = tuple((grain.value, word) for word, grain in GRAIN_WORDS.items())

FACTS: dict[str, Fact] = {
    fact.name: fact
    for fact in (
        Fact("value", Sort.NUMBER, ("数值", "实际值")),
        Fact("target", Sort.NUMBER, ("目标", "目标值")),
        Fact("target_full", Sort.NUMBER, ("全期目标",)),
        Fact("attainment", Sort.NUMBER, ("达成率", "完成率", "目标完成率")),
        Fact("previous", Sort.NUMBER, ("上期", "上期值")),
        Fact("change", Sort.NUMBER, ("变化", "环比变化", "变化值")),
        Fact("change_pct", Sort.NUMBER, ("环比", "变化率")),
        Fact("gain", Sort.NUMBER, ("改善", "改善值")),
        Fact("gain_pct", Sort.NUMBER, ("改善率", "改善幅度")),
        Fact("z", Sort.NUMBER, ("偏离度",)),
        Fact("baseline_median", Sort.NUMBER, ("历史中位数", "基线中位数")),
        Fact("baseline_n", Sort.NUMBER, ("历史期数",)),
        Fact("year_ago", Sort.NUMBER, ("去年同期",)),
        Fact("year_ago_change", Sort.NUMBER, ("同比变化",)),
        Fact("year_ago_change_pct", Sort.NUMBER, ("同比",)),
        Fact("streak", Sort.NUMBER, ("连续", "连续期数")),
        Fact("good_streak", Sort.NUMBER, ("连续改善", "连续向好")),
        Fact("percentile", Sort.NUMBER, ("百分位", "同岗百分位")),
        Fact("peer_median", Sort.NUMBER, ("同岗中位数", "同岗位中位数")),
        Fact("peer_n", Sort.NUMBER, ("同岗人数",)),
        Fact("n", Sort.NUMBER, ("样本数", "样本量", "分母")),
        Fact("elapsed", Sort.NUMBER, ("周期进度", "已过比例")),
        Fact("beats_peers", Sort.TRUTH, ("优于同岗",)),
        Fact("own_best", Sort.TRUTH, ("个人最好", "历史最好")),
        Fact("complete", Sort.TRUTH, ("周期完整", "周期已完整")),
        Fact("metric", Sort.TEXT, ("指标",)),
        Fact("measure", Sort.TEXT, ("计量单位",)),
        Fact("unit", Sort.TEXT, ("班组", "产线", "团队")),
        Fact("role", Sort.TEXT, ("岗位", "角色")),
        Fact("department", Sort.TEXT, ("部门",)),
        Fact("kind", Sort.TEXT, ("类型", "对象"), _KINDS),
        Fact("grain", Sort.TEXT, ("周期", "粒度"), _GRAINS),
    )
}
"""By English name. ``gain``, ``gain_pct`` and ``good_streak`` count upwards where the value gets better, whichever way
that is; ``change``, ``change_pct``, ``streak`` and ``percentile`` follow the raw value. ``own_best`` is true when the
value is strictly better than each of up to 12 earlier ones, and unknown without any; ``beats_peers`` when it is
strictly better than the median of at least 5 others with the same role. ``n`` is the value's denominator, ``measure``
the metric's unit of measure, ``unit`` the team or line one belongs to, ``elapsed`` the share of the period covered."""

Value = float | int | str | bool | None
"""A fact as known; None when it is not."""
