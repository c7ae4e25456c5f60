"""Goals as rows of a file: what each cell of one means, or why it cannot be understood."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, TypeVar

from bot.figures.domain.metric import Direction, Metric
from bot.goals.domain.goal import Commitment, GoalLevel
from bot.goals.domain.key_result import KeyResult, Measure
from bot.kit.cell import InvalidCell, check_length
from bot.kit.cleaning import UnclearValue, is_missing, plain
from bot.kit.number import number
from bot.kit.period import Period
from bot.kit.period_written import span

if TYPE_CHECKING:
    from bot.kit.period_order import Order

T = TypeVar("T")
GoalKey = tuple[str, str, Period]
"""Whose a goal is, its folded title and its days: what makes rows about the same goal."""

_COMPANY: Final = frozenset({"company", "公司", "全公司", "集团"})
_LEVELS: Final = {
    **dict.fromkeys("company 公司 集团".split(), GoalLevel.COMPANY),
    **dict.fromkeys("department 部门".split(), GoalLevel.DEPARTMENT),
    **dict.fromkeys("team 团队 班组 小组".split(), GoalLevel.TEAM),
    **dict.fromkeys("person personal 个人 员工".split(), GoalLevel.PERSON),
}
_MEASURES: Final = {
    **dict.fromkeys("count number 数量 个数 件数".split(), Measure.COUNT),
    **dict.fromkeys("value 数值 值".split(), Measure.VALUE),
    **dict.fromkeys("ratio share 比例 占比 比率".split(), Measure.RATIO),
    **dict.fromkeys("milestone done 里程碑 完成".split(), Measure.MILESTONE),
    **dict.fromkeys("bar limit 红线 底线 上限 下限".split(), Measure.BAR),
    **dict.fromkeys("change 变化 变化率 增减".split(), Measure.CHANGE),
}
_COMMITMENTS: Final = {
    **dict.fromkeys("committed 承诺 承诺型".split(), Commitment.COMMITTED),
    **dict.fromkeys("aspirational stretch 挑战 挑战型".split(), Commitment.ASPIRATIONAL),
}
_DIRECTIONS: Final = {
    **dict.fromkeys("higher 越高越好 高 提高 上升".split(), Direction.HIGHER),
    **dict.fromkeys("lower 越低越好 低 降低 下降".split(), Direction.LOWER),
}
_BOUND: Final = re.compile(r"^(?:[<>≤≥＜＞]|低于|高于|below|above|under|over)\s*", re.IGNORECASE)
_LONGEST: Final = {"goal": 200, "parent": 200, "result": 200, "project": 80, "unit": 20}


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A row: a goal, one of its key results if it names any, and the title of what it is part of ("" for nothing).

    ``level`` is None where it follows from whose the goal is.
    """

    title: str
    level: GoalLevel | None
    owner_id: str
    period: Period
    parent: str
    weight: Decimal
    commitment: Commitment
    project: str
    result: KeyResult
    measured: bool = True

    @property
    def key(self) -> GoalKey:
        """By which rows are about the same goal."""
        return self.owner_id, folded(self.title), self.period


@dataclass(frozen=True, slots=True)
class GoalNames:
    """Whom and what cells name: the id of a person or unit, the metric of a key or title."""

    person: Callable[[str], str]
    metric: Callable[[str], Metric]


_MEASURED: Final = ("measure", "metric", "target", "result")


def folded(title: str) -> str:
    """Return a title as it is compared with others."""
    return " ".join(plain(title).split()).casefold()


def goal_fields(cells: Mapping[str, str], names: GoalNames, *, order: Order | None = None) -> GoalRow:
    """Return what the cells of a row say.

    Raises:
        InvalidCell: a required field is missing, or one cannot be understood.
    """
    for name, most in _LONGEST.items():
        check_length(name, cells.get(name, ""), most)
    title = _text(cells, "goal")
    if not title:
        raise InvalidCell("goal", cells.get("goal", ""), UnclearValue("import-required"))
    level = _word(cells, "level", _LEVELS, None)
    owner = _owner(cells, names, level)
    weight = _number(cells, "weight", unit="")
    if weight is not None and weight < 0:
        raise InvalidCell("weight", cells["weight"], UnclearValue("import-goal-weight"))
    return GoalRow(
        title=title,
        level=GoalLevel.COMPANY if not owner else level,
        owner_id=owner,
        period=_period(cells, order),
        parent=_text(cells, "parent"),
        weight=Decimal(1) if weight is None else weight,
        commitment=_word(cells, "commitment", _COMMITMENTS, Commitment.COMMITTED),
        project=_text(cells, "project"),
        result=_result(cells, names, owner),
        measured=any(_text(cells, name) for name in _MEASURED),
    )


def _owner(cells: Mapping[str, str], names: GoalNames, level: GoalLevel | None) -> str:
    text = _text(cells, "owner")
    if level is GoalLevel.COMPANY or folded(text) in _COMPANY:
        return ""
    try:
        return names.person(text)
    except UnclearValue as reason:
        if level is GoalLevel.DEPARTMENT and text:  # a department needs no unit of its own
            return text
        raise InvalidCell("owner", cells.get("owner", ""), reason) from None


def _period(cells: Mapping[str, str], order: Order | None) -> Period:
    column = "period" if _text(cells, "period") else "period_start"
    if not _text(cells, column):
        raise InvalidCell("period", cells.get("period", ""), UnclearValue("import-required"))
    start = _days(cells, column, order)
    if column == "period" or not _text(cells, "period_end"):
        return start
    end = _days(cells, "period_end", order)
    if end.end < start.start:
        raise InvalidCell("period_end", cells["period_end"], UnclearValue("import-period-backwards"))
    return Period(start.start, end.end)


def _days(cells: Mapping[str, str], column: str, order: Order | None) -> Period:
    try:
        return span(cells[column], order=order, excel=True).period
    except UnclearValue as reason:
        raise InvalidCell(column, cells[column], reason) from None


def _result(cells: Mapping[str, str], names: GoalNames, owner: str) -> KeyResult:
    metric = _metric(cells, names)
    said = _word(cells, "measure", _MEASURES, None)
    unit = metric.unit if metric else _text(cells, "unit")
    percent = said is Measure.CHANGE
    target = _number(cells, "target", unit="%" if percent else unit)
    start = _number(cells, "start_value", unit=unit)
    measure = said or _measure(metric, target)
    if target is None and measure is not Measure.MILESTONE:
        raise InvalidCell("target", cells.get("target", ""), UnclearValue("import-required"))
    better = metric.direction if metric else Direction.HIGHER
    return KeyResult(
        title=_text(cells, "result"),
        measure=measure,
        direction=_word(cells, "direction", _DIRECTIONS, better),
        target=target * 100 if percent and target is not None else target,
        start=start,
        unit=unit,
        metric=metric.key if metric else "",
        subject_id=_subject(cells, names, owner) if metric else "",
    )


def _measure(metric: Metric | None, target: Decimal | None) -> Measure:
    if target is None:
        return Measure.MILESTONE
    return Measure.RATIO if metric and metric.is_ratio else Measure.VALUE


def _metric(cells: Mapping[str, str], names: GoalNames) -> Metric | None:
    text = _text(cells, "metric")
    try:
        return names.metric(text) if text else None
    except UnclearValue as reason:
        raise InvalidCell("metric", cells["metric"], reason) from None


def _subject(cells: Mapping[str, str], names: GoalNames, owner: str) -> str:
    """Return whose values a metric's are: who is named, else whose the goal is."""
    text = _text(cells, "values_of")
    try:
        return names.person(text) if text else owner
    except UnclearValue as reason:
        raise InvalidCell("values_of", cells["values_of"], reason) from None


def _number(cells: Mapping[str, str], column: str, *, unit: str) -> Decimal | None:
    text = _text(cells, column)
    if not text:
        return None
    try:
        return number(_BOUND.sub("", text), unit=unit)[0]
    except UnclearValue as reason:
        raise InvalidCell(column, cells[column], reason) from None


def _text(cells: Mapping[str, str], column: str) -> str:
    said = cells.get(column, "")
    return "" if is_missing(said) else plain(said)


def _word(cells: Mapping[str, str], column: str, words: Mapping[str, T], otherwise: Any) -> Any:  # noqa: ANN401 - the word's, or what stands for none
    said = folded(_text(cells, column))
    if not said:
        return otherwise
    if said not in words:
        raise InvalidCell(column, cells[column], UnclearValue("import-word", allowed=", ".join(words)))
    return words[said]
