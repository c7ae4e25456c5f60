"""Packs: the metrics that are shipped ready for use, by job family, each with unit, direction, grain and advice."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from bot.figures.domain.metric_fields import metric_fields

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.figures.domain.metric import Metric

FAMILIES: Final[dict[str, tuple[str, ...]]] = {
    "sales": ("new_customers", "repurchase_rate", "orders", "collections", "sales", "margin"),
    "development": ("code_defects", "commits", "cross_team_response", "delay_rate"),
    "operations": ("campaign_conversion", "leads", "csat"),
    "production": ("defect_rate", "defect_rate_day", "machine_stops", "output"),
}
"""The keys of each family's metrics (R2)."""


@cache
def metrics() -> Mapping[str, Metric]:
    """Return every shipped metric by key."""
    lines = (files("bot.figures.domain") / "pack.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    return {row["metric"]: metric_fields(row, before={}) for row in csv.DictReader(lines)}
