"""Goals as rows of a file: what each cell of one means, or why it cannot be understood."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, TypeVar

from bot.figures.domain.metric import Direction, Metric
from bot.goals.domain.goal import Commitment, GoalLevel
from bot.goals.domain.goal_words import (
    BOUND,
    BY_PARTS,
    COMMITMENTS,
    COMPANY,
    DIRECTIONS,
    EACH,
    LEVELS,
    MEASURES,
    PEOPLE,
    UNTIL,
)
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
"""Whose a goal is, its folded title and its days: by which a file's goals are found among those that are kept."""

_LONGEST: Final = {"goal": 300, "parent": 300, "result": 300, "project": 80, "unit": 20, "role": 80}


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A row: a goal, one of its key results if it names any, and the title of what it is part of ("" for nothing).

    ``level`` is None where it follows from whose the goal is. ``weight`` is that among the parts of ``parent``, and
    among its owner's goals too, unless ``own_weight`` says another; ``result_weight`` is that of the key result, None
    where nothing is said. ``number`` and ``parent_number`` are those that goals had where the file was made, 0 for
    none. ``by_parts`` says that it measures nothing of its own, ``baseline_said`` that the row names the days which a
    change is measured from.
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
    by_parts: bool = False
    baseline_said: bool = False
    own_weight: Decimal | None = None
    result_weight: Decimal | None = None
    number: int = 0
    parent_number: int = 0

    @property
    def key(self) -> GoalKey:
        """By which rows are about the same goal."""
        return self.owner_id, folded(self.title), self.period


@dataclass(frozen=True, slots=True)
class GoalNames:
    """Whom and what cells name: the id of a person or unit, the metric of a key or title.

    ``people`` returns the ids of those who are in a unit or department by its id or name, with a role where one is
    given.
    """

    person: Callable[[str], str]
    metric: Callable[[str], Metric]
    people: Callable[[str, str], Sequence[str]]


_MEASURED: Final = ("measure", "metric", "target", "result")
_MOST_DIGITS: Final = 10
_GUARDED: Final = re.compile(r"'+[=+\-@]")


def folded(title: str) -> str:
    """Return a title as it is compared with others."""
    return " ".join(plain(title).split()).casefold()


def same_words(some: str, others: str) -> bool:
    """Say whether two texts differ in nothing that a file keeps of one."""
    return " ".join(plain(some).split()) == " ".join(plain(others).split())


def goal_rows(cells: Mapping[str, str], names: GoalNames, *, order: Order | None = None) -> list[GoalRow]:
    """Return what the cells of a row say: one goal, or one for each person where its owner is ``each`` of a unit.

    Raises:
        InvalidCell: a required field is missing, or one cannot be understood.
    """
    for name, most in _LONGEST.items():
        check_length(name, cells.get(name, ""), most)
    title = _text(cells, "goal")
    if not title:
        raise InvalidCell("goal", cells.get("goal", ""), UnclearValue("import-required"))
    level = _word(cells, "level", LEVELS, None)
    each = EACH.fullmatch(_text(cells, "owner"))
    if each:
        level, owners = GoalLevel.PERSON, _everybody(cells, names, each["en"] or each["zh"])
    else:
        owners = [_owner(cells, names, level)]
    weight, own_weight, result_weight = (_weight(cells, f"{which}weight") for which in ("", "own_", "result_"))
    return [
        GoalRow(
            title=title,
            level=GoalLevel.COMPANY if not owner else level,
            owner_id=owner,
            period=span,
            parent=_text(cells, "parent"),
            weight=Decimal(1) if weight is None else weight,
            commitment=_word(cells, "commitment", COMMITMENTS, Commitment.COMMITTED),
            project=_text(cells, "project"),
            result=_result(cells, names, owner, span, order),
            measured=not _by_parts(cells) and any(_text(cells, name) for name in _MEASURED),
            by_parts=_by_parts(cells),
            baseline_said=bool(_text(cells, "baseline_period")),
            own_weight=own_weight,
            result_weight=result_weight,
            number=_whole(cells, "number"),
            parent_number=_whole(cells, "parent_number"),
        )
        for span in [_period(cells, order)]
        for owner in owners
    ]


def _everybody(cells: Mapping[str, str], names: GoalNames, unit: str) -> Sequence[str]:
    """Return the ids of those in a unit, however it is called: with or without a word for its people behind it."""
    role = _text(cells, "role")
    for said in dict.fromkeys((unit, PEOPLE.sub("", unit))):
        if said and (found := names.people(said, role)):
            return found
    raise InvalidCell("owner", cells["owner"], UnclearValue("import-goal-each"))


def _by_parts(cells: Mapping[str, str]) -> bool:
    return folded(_text(cells, "measure")) in BY_PARTS


def _weight(cells: Mapping[str, str], column: str) -> Decimal | None:
    weight = _number(cells, column, unit="")
    if weight is not None and weight < 0:
        raise InvalidCell(column, cells[column], UnclearValue("import-goal-weight"))
    return weight


def _whole(cells: Mapping[str, str], column: str) -> int:
    """Return a number by which a goal was known where a file was made; 0 where none stands there."""
    said = _text(cells, column).removesuffix(".0")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < _MOST_DIGITS else 0


def _owner(cells: Mapping[str, str], names: GoalNames, level: GoalLevel | None) -> str:
    text = _text(cells, "owner")
    if level is GoalLevel.COMPANY or folded(text) in COMPANY:
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


def _result(cells: Mapping[str, str], names: GoalNames, owner: str, period: Period, order: Order | None) -> KeyResult:
    metric = _metric(cells, names)
    if _by_parts(cells):
        return KeyResult(measure=Measure.MILESTONE)
    said = _word(cells, "measure", MEASURES, None)
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
        direction=_word(cells, "direction", DIRECTIONS, better),
        target=target * 100 if percent and target is not None else target,
        start=start,
        baseline=_baseline(cells, period, order) if percent and metric and start is None else None,
        unit=unit,
        metric=metric.key if metric else "",
        subject_id=_subject(cells, names, owner) if metric else "",
    )


def _baseline(cells: Mapping[str, str], period: Period, order: Order | None) -> Period:
    """Return the days that a change is measured from: those that are named, else as many right before the goal's."""
    if not _text(cells, "baseline_period"):
        return Period(period.start - timedelta(days=period.days), period.start - timedelta(days=1))
    first, *last = (
        _days({"baseline_period": part}, "baseline_period", order)
        for part in UNTIL.split(_text(cells, "baseline_period"))
    )
    end = last[-1].end if last else first.end
    if end < first.start:
        raise InvalidCell("baseline_period", cells["baseline_period"], UnclearValue("import-period-backwards"))
    return Period(first.start, end)


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
        return number(BOUND.sub("", text), unit=unit)[0]
    except UnclearValue as reason:
        raise InvalidCell(column, cells[column], reason) from None


def _text(cells: Mapping[str, str], column: str) -> str:
    said = cells.get(column, "")
    if is_missing(said):
        return ""
    text = plain(said)
    return text[1:] if _GUARDED.match(text) else text  # as a sheet keeps a text from being taken for a formula


def _word(cells: Mapping[str, str], column: str, words: Mapping[str, T], otherwise: Any) -> Any:  # noqa: ANN401 - the word's, or what stands for none
    said = folded(_text(cells, column))
    if not said:
        return otherwise
    if said not in words:
        raise InvalidCell(column, cells[column], UnclearValue("import-word", allowed=", ".join(words)))
    return words[said]
