"""Goals as rows to be written out: under titles, and in words, that an import of goals reads back as they are."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final

from bot.goals.domain.goal import GoalLevel
from bot.goals.domain.goal_words import BY_PARTS, COMMITMENTS, DIRECTIONS, LEVELS, MEASURES
from bot.goals.domain.key_result import Measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from decimal import Decimal

    from bot.goals.domain.goal import Goal, GoalLink
    from bot.goals.domain.key_result import KeyResult

COLUMNS: Final = {
    "number": "目标编号",
    "goal": "目标",
    "owner": "负责人",
    "level": "层级",
    "period_start": "开始日期",
    "period_end": "结束日期",
    "parent": "上级目标",
    "parent_number": "上级目标编号",
    "weight": "权重",
    "own_weight": "计分权重",
    "commitment": "承诺类型",
    "project": "项目",
    "result": "关键结果",
    "measure": "衡量方式",
    "metric": "指标",
    "values_of": "数据归属",
    "start_value": "起始值",
    "target": "目标值",
    "unit": "单位",
    "direction": "方向",
    "result_weight": "关键结果权重",
    "baseline_period": "基准期",
}
"""The columns in their order: by the name of the field, which is the English title, its Chinese one."""
_RATIO: Final = "%"
_GUARDED: Final = re.compile(r"'+[=+\-@]")
"""A text that would lose its apostrophe when it is read: it gets another one."""


def titles(*, chinese: bool) -> list[str]:
    """Return the titles of the columns."""
    return list(COLUMNS.values() if chinese else COLUMNS)


def lines(goals: Sequence[Goal], links: Iterable[GoalLink], *, chinese: bool) -> Iterator[list[str]]:
    """Yield the rows of some goals, as many for each as it has key results, or goals that it is part of.

    Links to goals that are not among them are left out.
    """
    known = {goal.no: goal for goal in goals}
    above: dict[int, list[GoalLink]] = {}
    for link in links:
        if link.child_no in known and link.parent_no in known:
            above.setdefault(link.child_no, []).append(link)
    for goal in goals:
        pairs = list(zip_longest(goal.key_results, above.get(goal.no, ()))) or [(None, None)]
        for result, link in pairs:
            cells = _of_goal(goal, chinese=chinese) | _above(link, known) | _of_result(goal, result, chinese=chinese)
            yield [_kept(cells.get(name, "")) for name in COLUMNS]


def _kept(text: str) -> str:
    return f"'{text}" if _GUARDED.match(text) else text


def _of_goal(goal: Goal, *, chinese: bool) -> dict[str, str]:
    return {
        "number": str(goal.no),
        "goal": goal.title,
        "owner": "" if goal.level is GoalLevel.COMPANY else goal.owner_id,
        "level": _word(LEVELS, goal.level, chinese=chinese),
        "period_start": goal.period.start.isoformat(),
        "period_end": goal.period.end.isoformat(),
        "own_weight": _number(goal.weight),
        "commitment": _word(COMMITMENTS, goal.commitment, chinese=chinese),
        "project": goal.project,
    }


def _above(link: GoalLink | None, known: Mapping[int, Goal]) -> dict[str, str]:
    if link is None:
        return {}
    parent = known[link.parent_no]
    return {"parent": parent.title, "parent_number": str(parent.no), "weight": _number(link.weight)}


def _of_result(goal: Goal, result: KeyResult | None, *, chinese: bool) -> dict[str, str]:
    if result is None:
        return {} if goal.key_results else {"measure": next(word for word in BY_PARTS if word.isascii() is not chinese)}
    percent = result.measure is Measure.CHANGE
    target = "" if result.target is None else _number(result.target)
    return {
        "result": result.title,
        "measure": _word(MEASURES, result.measure, chinese=chinese),
        "metric": result.metric,
        "values_of": result.subject_id,
        "start_value": _amount(result.start, result.unit),
        "target": f"{target}%" if percent and target else _amount(result.target, result.unit),
        "unit": "" if result.metric else result.unit,
        "direction": _word(DIRECTIONS, result.direction, chinese=chinese),
        "result_weight": _number(result.weight),
        "baseline_period": f"{result.baseline.start}..{result.baseline.end}" if result.baseline else "",
    }


def _word(words: Mapping[str, Any], meant: object, *, chinese: bool) -> str:
    """Return how something is written in a language."""
    return next(word for word, means in words.items() if means is meant and word.isascii() is not chinese)


def _amount(value: Decimal | None, unit: str) -> str:
    """Write a value exactly, a share in percent."""
    if value is None:
        return ""
    return f"{_number(value * 100)}%" if unit == _RATIO else _number(value)


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"
