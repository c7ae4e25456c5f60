"""The tags of a finding: by what advice is chosen for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.feedback.domain.advice import AdviceTags, DriverThing, Moved, UnitKind, advised_story, size_of
from bot.messages.number import is_money

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.feedback.domain.days import DayPattern
    from bot.feedback.domain.driver import Drivers
    from bot.feedback.domain.feedback import Finding
    from bot.figures.domain.metric import Metric

_THINGS: Final = {
    DriverThing.CUSTOMER: ("customer", "client", "account", "buyer", "客户", "顾客", "买家"),
    DriverThing.MACHINE: ("machine", "equipment", "station", "机台", "设备", "机器", "机床", "机号"),
    DriverThing.PRODUCT: ("product", "sku", "model", "style", "part", "产品", "型号", "款", "品名", "品类"),
}
_TIMES: Final = frozenset({"h", "hour", "hours", "day", "days", "min", "minutes", "小时", "天", "分钟"})


def tags_of(
    finding: Finding, metric: Metric, moved_by: Drivers | None, *, days: DayPattern | None = None, role: str = ""
) -> AdviceTags:
    """Return by what advice is chosen for a finding; ``moved_by`` is what its reader may be told of what moved it.

    ``days`` is what its days show, where nothing is told of what moved it.
    """
    kind = moved_by.kind if moved_by else None
    split = moved_by.split if moved_by else None
    return AdviceTags(
        story=advised_story(finding.story.kind if finding.story else None, finding.mark),
        metric=metric.key,
        unit=unit_kind(metric),
        direction=metric.direction,
        size=size_of(finding.delta.attainment),
        driver=kind,
        thing=thing_of(split.dimensions) if split else None,
        moved=_moved(moved_by, metric) if moved_by and kind else None,
        days=days.kind if days else None,
        role=role,
    )


def _moved(moved_by: Drivers, metric: Metric) -> Moved:
    return Moved.BETTER if moved_by.change * metric.direction.sign > 0 else Moved.WORSE


def unit_kind(metric: Metric) -> UnitKind:
    """Return what a metric counts in."""
    if metric.is_ratio:
        return UnitKind.SHARE
    if is_money(metric.unit):
        return UnitKind.MONEY
    return UnitKind.TIME if metric.unit.casefold() in _TIMES else UnitKind.COUNT


def thing_of(dimensions: Sequence[str]) -> DriverThing:
    """Return what the members of some dimensions are, by their names; those of two are of neither."""
    name = dimensions[0].casefold() if len(dimensions) == 1 else ""
    return next((thing for thing, words in _THINGS.items() if any(word in name for word in words)), DriverThing.OTHER)
