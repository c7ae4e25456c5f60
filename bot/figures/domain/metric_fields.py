"""Metric fields: the cells of a metric's row, read and checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from bot.figures.domain import formula_text
from bot.figures.domain.metric import RESPONSIBILITY, Aggregate, Direction, Metric
from bot.kit.cell import LONGEST, InvalidCell, check_length, check_lengths
from bot.kit.cleaning import UnclearValue, is_missing, plain
from bot.kit.number import number
from bot.kit.period import Grain
from bot.kit.period_words import GRAIN_WORDS
from bot.kit.period_written import span

_FORBIDDEN = re.compile(
    r"(?<![a-z])(?:emotion|emotional|facial|face|voice|tone|stress|mood|heart.?rate|gaze|body.?language)s?(?![a-z])"
    r"|表情|情绪|面部|人脸|脸部|声音|语音|语调|声纹|肢体|压力|心率",
    re.IGNORECASE,
)


def is_refused(title: str) -> bool:
    """Whether a column or metric is about a face, a voice or an emotion: such figures are never taken (R47)."""
    return bool(_FORBIDDEN.search(title))


WORDS: Mapping[str, Mapping[str, str]] = {
    "kind": {"人员": "person", "个人": "person", "员工": "person", "employee": "person"}
    | dict.fromkeys(("单位", "团队", "班组", "产线", "部门", "team", "line", "department"), "unit"),
    "direction": {"higher is better": "higher", "up": "higher", "high": "higher", "max": "higher"}
    | dict.fromkeys(("越高越好", "高", "正向", "越大越好"), "higher")
    | dict.fromkeys(("越低越好", "低", "反向", "负向", "越小越好", "lower is better", "down", "low", "min"), "lower"),
    "grain": {word: grain.value for word, grain in GRAIN_WORDS.items()},
    "aggregate": {"求和": "sum", "合计": "sum", "平均": "mean", "均值": "mean", "average": "mean", "avg": "mean"}
    | {"最新": "last", "期末": "last", "比率": "ratio", "比例": "ratio"},
}


def metric_fields(cells: Mapping[str, str], *, before: Mapping[str, Metric]) -> Metric:
    """Return the metric that the cells define; a known one keeps what they do not hold.

    Raises:
        Unfit: a required field is missing, one cannot be understood, or the figure is one that is never taken.
    """
    key = plain(cells.get("metric", ""))
    if is_missing(key):
        raise InvalidCell("metric", cells.get("metric", ""), UnclearValue("import-required"))
    check_lengths(cells, ("metric", "title_en", "title_zh", "meaning", *RESPONSIBILITY))
    check_length("unit", cells.get("unit", ""), LONGEST["measure"])
    for name in ("metric", "title_en", "title_zh", "aliases"):
        if is_refused(cells.get(name, "")):
            raise InvalidCell(name, cells[name], UnclearValue("import-refused-figure"))
    known = before.get(key) or _begun(key, cells)
    given: dict[str, Any] = {}
    for name, kind in (("direction", Direction), ("grain", Grain), ("aggregate", Aggregate)):
        if not is_missing(cells.get(name, "")):
            given[name] = kind(known_word(name, cells[name], tuple(kind)))
    for name in ("unit", "title_en", "title_zh", "meaning"):
        if name in cells:
            given[name] = "" if cells[name].strip() in {"-", "--"} else plain(cells[name])
    for name in ("advice_en", "advice_zh", "praise_en", "praise_zh"):
        if name in cells:
            given[name] = cells[name].strip()
    given |= _bounds(cells, unit=given.get("unit", known.unit))
    if "formula" in cells:
        given["formula"] = _formula(cells["formula"])
    if "records_from" in cells:
        given["records_from"] = _first_day(cells["records_from"])
    metric = replace(known, **given, **_responsibility(cells))
    if short := next(filter(is_short, metric.other_names), None):
        raise InvalidCell("aliases", short, UnclearValue("import-alias-short"))
    if metric.minimum is not None and metric.maximum is not None and metric.minimum > metric.maximum:
        raise InvalidCell("maximum", cells.get("maximum", ""), UnclearValue("import-bounds"))
    return metric


def _responsibility(cells: Mapping[str, str]) -> dict[str, Any]:
    return {name: "" if is_missing(cells[name]) else plain(cells[name]) for name in RESPONSIBILITY if name in cells}


def is_short(name: str) -> bool:
    """Say whether another name of a metric is so short that it would be found in many words."""
    return len(name) < (_SHORTEST_LATIN if name.isascii() else _SHORTEST_CHINESE)


_SHORTEST_LATIN, _SHORTEST_CHINESE = 3, 2


def _begun(key: str, cells: Mapping[str, str]) -> Metric:
    for name in ("unit", "direction", "grain"):
        if is_missing(cells.get(name, "")) and not (name == "unit" and name in cells):
            raise InvalidCell(name, cells.get(name, ""), UnclearValue("import-required"))
    return Metric(key=key, unit="", direction=Direction.HIGHER, grain=Grain.MONTH)


def known_word(column: str, text: str, allowed: tuple[str, ...]) -> str:
    """Return the word that a cell means, in either language.

    Raises:
        Unfit: when it is none of those allowed.
    """
    word = plain(text).lower()
    word = WORDS[column].get(word, word)
    if word not in allowed:
        raise InvalidCell(column, text, UnclearValue("import-word", allowed=", ".join(allowed)))
    return word


def _bounds(cells: Mapping[str, str], *, unit: str) -> dict[str, Decimal | None]:
    names = ("minimum", "maximum", "minimum_step")
    return {name: _decimal(name, cells[name], unit=unit) for name in names if name in cells}


def _decimal(column: str, text: str, *, unit: str) -> Decimal | None:
    try:
        return number(text, unit=unit)[0]
    except UnclearValue as reason:
        raise InvalidCell(column, text, reason) from None


def _formula(text: str) -> str:
    """Return the formula as it is stored, "" for none."""
    if is_missing(text):
        return ""
    try:
        return formula_text.write(formula_text.parse(text.strip()))
    except UnclearValue as reason:
        raise InvalidCell("formula", text, reason) from None


def _first_day(text: str) -> date | None:
    if is_missing(text):
        return None
    try:
        return span(text).period.start
    except UnclearValue as reason:
        raise InvalidCell("records_from", text, reason) from None
