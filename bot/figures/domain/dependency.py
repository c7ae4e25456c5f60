"""Dependencies: what a unit's results rest on that others provide, and what of it missed its target (R145 to R148)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.figures.domain.delta import Flag

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric

_UNSURE = Flag.PARTIAL_PERIOD | Flag.QUARANTINED


@dataclass(frozen=True, slots=True)
class LateDependency:
    """Work of others that missed its target: what is measured of it, who provides it, and their value as a unit."""

    metric: Metric
    provider: str
    delta: Delta


def rests_on(metric: Metric, names: Collection[str]) -> bool:
    """Say whether those of these names, in small letters, depend on what a metric measures, and others provide it."""
    provider = metric.provider.casefold()
    return bool(provider) and metric.scorer.casefold() in names and provider not in names


def missed(delta: Delta, metric: Metric) -> bool:
    """Say whether the value of a period that is over is worse than its target."""
    if delta.value is None or delta.target is None or delta.flags & _UNSURE:
        return False
    return metric.direction.sign * (delta.value - delta.target) < 0
