"""Sums of a file's values, beside what is stored of the same people and periods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.figures.views.phrase import title
from bot.intake.domain.upload import Stored, Sum
from bot.messages.card import Block, Table
from bot.messages.number import RATIOS, amount
from bot.messages.text import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.figures.domain.metric import Metric
    from bot.messages.i18n import Translator


def sums(
    t: Translator, file: Stored, before: Stored | None, after: Stored | None, metrics: Mapping[str, Metric]
) -> list[Block]:
    """Show each metric's values in the file beside what is stored for the same people and periods, where it may be."""
    if not file.sums:
        return []
    beside = [(name, held) for name, held in (("before", before), ("after", after)) if held]
    names = ["metric", "values", "sum", "range", *(when for when, _ in beside)]
    rows = []
    for key, values in file.sums.items():
        unit = metrics[key].unit if key in metrics else ""
        row = [
            title(t, metrics[key]) if key in metrics else key,
            str(values.n),
            _total(t, values, unit),
            _range(t, values, unit),
        ]
        row += [_total(t, held.sums.get(key, Sum()), unit) for _, held in beside]
        rows.append(tuple(row))
    return [Table(tuple(t(f"upload-column-{name}") for name in names), tuple(rows))]


def _total(t: Translator, values: Sum, unit: str) -> str:
    if not values.n:
        return t("upload-no-values")
    if unit in RATIOS:  # rates do not add up
        return t("upload-mean", mean=_written(t, values.total / values.n, unit), n=values.n)
    return t("upload-sum", total=_written(t, values.total, unit), n=values.n)


def _range(t: Translator, values: Sum, unit: str) -> str:
    if values.low is None or values.high is None:
        return t("upload-no-values")
    return t("upload-range", low=_written(t, values.low, unit), high=_written(t, values.high, unit))


def _written(t: Translator, value: float, unit: str) -> str:
    return plain(amount(t, value, unit, bare=True))
