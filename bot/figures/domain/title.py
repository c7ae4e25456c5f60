"""Which metric a text names: by its key, its title in either language, another word for it, or a part of its title."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.figures.domain.metric import Metric
from bot.kit.period import Grain
from bot.kit.period_words import ENGLISH_GRAINS, GRAIN_WORDS

ALIASES: Final[dict[str, tuple[str, ...]]] = {
    "new_customers": ("new clients", "new accounts", "新客户数", "新客户", "新客"),
    "repurchase_rate": ("repeat purchase rate", "repeat rate", "repurchases", "复购率", "复购"),
    "orders": ("orders", "order count", "订单数", "订单量", "订单"),
    "collections": ("payments received", "cash collected", "回款额", "回款金额"),
    "sales": ("sales amount", "revenue", "turnover", "销售金额", "销售业绩", "销售收入", "营业额", "销量", "业绩额"),
    "margin": ("margin", "gross profit margin", "毛利"),
    "code_defects": ("defects", "bugs", "bug rate", "缺陷率", "漏洞率", "缺陷"),
    "cross_team_response": ("response time", "reply time", "响应时间", "协作响应"),
    "commits": ("commits", "提交数", "提交次数"),
    "delay_rate": ("delay rate", "delays", "延期率", "延期"),
    "campaign_conversion": ("conversion rate", "conversion", "转化率"),
    "leads": ("leads", "线索数", "线索"),
    "csat": ("csat", "customer satisfaction score", "satisfaction", "客户满意率", "满意度", "满意率"),
    "defect_rate": ("scrap rate", "scrap", "reject rate", "defects", "不良率", "废品率", "不合格率", "次品"),
    "defect_rate_day": ("scrap rate", "scrap", "reject rate", "defects", "不良率", "废品率", "不合格率", "次品"),
    "machine_stops": ("stops", "downtime", "stoppages", "停机次数", "停机"),
    "output": ("production", "pieces made", "产出"),
}
"""Other words for metrics that are shipped, by key, as people say them at work."""
_COMMON: Final = ENGLISH_GRAINS | frozenset(
    "rate rates number numbers total time times new other average per cent percent"
    " value score level count amount share of to and for the in on code team customer customers project machine".split()
)
_COMMON_ZH: Final = GRAIN_WORDS.keys() | frozenset(
    "时间 数量 总数 人数 次数 平均 客户 项目 部门 团队 完成 产品 员工".split()
)
_SHORTEST, _SHORTEST_ZH = 3, 2


@dataclass(frozen=True, slots=True)
class Named:
    """A metric that a text names: the likeliest one, the others of that name, and where the name stands."""

    metric: Metric
    others: tuple[Metric, ...]
    start: int
    end: int


def find(
    metrics: Iterable[Metric], text: str, *, grain: Grain | None = None, held: Collection[str] = ()
) -> Named | None:
    """Find the longest name of a metric in a text; own names go before other words for it.

    Several metrics may share a title, such as a rate by day and by month. The likeliest is that of the unit of time
    that was said, or the longest within it; without one, that of the month. ``held`` are the keys of those that have
    values: of several with a word in common they go first.
    """
    everything = list(metrics)
    folded = _folded(text)
    best: tuple[int, int, int] | None = None
    alike: list[Metric] = []
    for candidate in everything:
        for rank, names in ((0, _own(candidate)), (-1, _other(candidate))):
            for at in (found for name in names for found in _pattern(name).finditer(folded)):
                place = (at.end() - at.start(), rank, -at.start())
                if best is None or place > best:
                    best, alike = place, [candidate]
                elif place == best and candidate not in alike:
                    alike.append(candidate)
    if best is None:
        return None
    metric = likeliest(alike, grain, exact=folded[-best[2] : best[0] - best[2]], held=held)
    others = [
        other for other in everything if other.key != metric.key and (other in alike or _same_title(other, metric))
    ]
    return Named(metric, tuple(others), -best[2], best[0] - best[2])


def partly(metrics: Iterable[Metric], text: str) -> list[Metric]:
    """Return the metrics whose title holds a word of a text that is not in everybody's mouth; the closest ones only."""
    folded = _folded(text)
    words = {word for word in re.findall(r"[a-z0-9][a-z0-9'’-]*", folded) if len(word) >= _SHORTEST} - _COMMON
    closest, found = 0, []
    for metric in metrics:
        held = max((_likeness(title, folded, words) for title in _titles(metric)), default=0)
        if held > closest:
            closest, found = held, [metric]
        elif held and held == closest:
            found.append(metric)
    return found


def likeliest(alike: Sequence[Metric], grain: Grain | None, *, exact: str = "", held: Collection[str] = ()) -> Metric:
    """Return the one that is meant of metrics with one name."""
    order = list(Grain)
    wanted = order.index(grain or Grain.MONTH)

    def place(metric: Metric) -> tuple[bool, bool, bool, int, str]:
        at = order.index(metric.grain)
        return _folded(metric.key) != exact, metric.key not in held, at > wanted, abs(wanted - at), metric.key

    return min(alike, key=place)


def without(metric: Metric, text: str) -> str:
    """Return a text without the words that a metric's title holds."""
    titles = _titles(metric)
    kept = [
        word for word in text.split() if not any(_likeness(title, _folded(word), {_folded(word)}) for title in titles)
    ]
    return " ".join(kept)


def share_title(metrics: Sequence[Metric]) -> bool:
    """Say whether metrics have one name, so that nothing but their unit of time tells them apart."""
    return all(_same_title(metric, metrics[0]) for metric in metrics)


def _same_title(metric: Metric, other: Metric) -> bool:
    return bool(set(_titles(metric)) & set(_titles(other)))


def _titles(metric: Metric) -> tuple[str, ...]:
    return tuple(_folded(title) for title in (metric.title_en, metric.title_zh) if title)


def _own(metric: Metric) -> tuple[str, ...]:
    return (_folded(metric.key), _folded(metric.key).replace("_", " "), *_titles(metric))


def _other(metric: Metric) -> tuple[str, ...]:
    return (*map(_folded, metric.other_names), *ALIASES.get(metric.key, ()))


def _folded(text: str) -> str:
    return "".join(low if len(low := mark.lower()) == 1 else mark for mark in text)


@lru_cache(maxsize=4096)
def _pattern(name: str) -> re.Pattern[str]:
    """Match a name as whole words; a Latin one also in the singular or plural, and with any blanks between."""
    words = r"[\s_-]+".join(re.escape(word) for word in re.split(r"[\s_-]+", name) if word)
    if not words:
        return re.compile(r"(?!)")
    many = "" if not name[-1:].isascii() or not name[-1:].isalpha() else "s?" if name[-1] != "s" else "?"
    before = r"(?<![a-z0-9_])" if name[:1].isascii() else ""
    behind = r"(?![a-z0-9_])" if name[-1:].isascii() else ""
    return re.compile(f"{before}{words}{many}{behind}")


def _likeness(title: str, folded: str, words: set[str]) -> int:
    """Return how many letters of a title a text holds in whole words, or in one run of Chinese."""
    latin = sum(
        len(word)
        for word in words
        if re.search(rf"(?<![a-z0-9]){re.escape(word.rstrip('s'))}(?:s|es)?(?![a-z0-9])", title)
    )
    longest = 0
    for start in range(len(title)):
        for end in range(start + _SHORTEST_ZH, len(title) + 1):
            part = title[start:end]
            if part.isascii() or part not in folded:
                break
            if part not in _COMMON_ZH:
                longest = max(longest, end - start)
    return max(latin, longest)
