"""Goals move with the data that feeds them, in whatever way that changes, and nothing else moves (R118)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from bot.figures.domain.metric import Direction
from bot.goals.domain.goal import Goal, GoalLevel, GoalLink, GoalState, closed
from bot.goals.domain.key_result import KeyResult, Measure
from bot.goals.services import alignment, progress
from bot.intake.services.follow import catch_up, compute
from bot.intake.services.upload_undo import undo
from bot.kit.errors import Invalid
from bot.kit.period import Period
from bot.people.domain.permission import Role
from bot.people.services.permission import actor, somebody
from tests.arriving import bring
from tests.chat import give

if TYPE_CHECKING:
    from storage.storage import Storage
    from storage.work import SqlWork

pytestmark = pytest.mark.postgresql
NOW = datetime(2026, 11, 3, 10, tzinfo=UTC)
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
PEOPLE = [
    {"employee_id": "line-3", "name": "Line 3", "kind": "unit"},
    {"employee_id": "min", "name": "Min", "unit": "line-3"},
    {"employee_id": "bo", "name": "Bo", "unit": "line-3"},
    {"employee_id": "ana", "name": "Ana"},
]
METRICS = [
    {"metric": "defect_rate", "unit": "%", "direction": "lower", "grain": "month", "aggregate": "ratio"},
    {"metric": "output", "unit": "pcs", "direction": "higher", "grain": "month", "aggregate": "sum"},
]


@dataclass
class Tree:
    """A company's goal, of which Line 3's is a part, of which Min's is one; Ana's is part of the company's too."""

    work: SqlWork
    company: Goal
    line: Goal
    own: Goal
    other: Goal
    files: int = 0

    def far(self) -> list[float | None]:
        """Return how far the goals are: the company's, the line's, Min's and Ana's."""
        goals = (self.company, self.line, self.own, self.other)
        found = self.work.goals.progress([goal.no for goal in goals])
        return [found[goal.no].value for goal in goals]

    def values(self, *rows: tuple[str, str, str, object]) -> int:
        """Let values of a person, metric and month come in; returns the number of the batch."""
        self.files += 1
        keys = ("employee_id", "metric", "period", "value")
        return bring(
            self.work,
            "readings",
            [dict(zip(keys, row, strict=True)) for row in rows],
            digest=f"file {self.files}",
            now=NOW,
        ).batch

    def rates(self, *rows: tuple[str, str, int, int]) -> int:
        """Let defects of inspected pieces come in, by person and month."""
        self.files += 1
        keys = ("employee_id", "period", "numerator", "denominator")
        filled = [dict(zip(keys, row, strict=True)) | {"metric": "defect_rate"} for row in rows]
        return bring(self.work, "readings", filled, digest=f"file {self.files}", now=NOW).batch


def goal(title: str, level: GoalLevel, owner: str, *results: KeyResult) -> Goal:
    return Goal(title=title, level=level, owner_id=owner, period=YEAR, by="ana", at=NOW, key_results=results)


def made(work: SqlWork, goal: Goal) -> Goal:
    kept = work.goals.add(goal)
    progress.measure(work, [kept], now=NOW)
    return kept


def defects(subject: str) -> KeyResult:
    """From 15 % to 5 % (R163)."""
    return KeyResult(
        target=Decimal("0.05"),
        start=Decimal("0.15"),
        direction=Direction.LOWER,
        metric="defect_rate",
        subject_id=subject,
    )


@pytest.fixture
def tree(storage: Storage) -> Any:  # noqa: ANN401 - a generator of one
    with storage.work() as work:
        bring(work, "people", list(PEOPLE), digest="people", now=NOW)
        bring(work, "metrics", list(METRICS), digest="metrics", now=NOW)
        yield planted(work)


def planted(work: SqlWork) -> Tree:
    company = made(work, goal("Lead the industry", GoalLevel.COMPANY, ""))
    line = made(work, goal("次品率降到5%", GoalLevel.DEPARTMENT, "line-3", defects("line-3")))
    own = made(work, goal("Below five percent", GoalLevel.PERSON, "min", defects("min")))
    done = KeyResult(measure=Measure.COUNT, target=Decimal(100), metric="output", subject_id="ana")
    other = made(work, goal("A hundred pieces", GoalLevel.PERSON, "ana", done))
    for child, parent in ((line, company), (own, line), (other, company)):
        alignment.link(work, GoalLink(child_no=child.no, parent_no=parent.no))
    return Tree(work, company, line, own, other)


def test_a_new_value_moves_the_leaf_and_everything_above_it(tree: Tree) -> None:
    assert tree.far() == [None] * 4
    tree.rates(("min", "2026-10", 10, 100))
    assert tree.far() == [0.5, 0.5, 0.5, None]
    tree.values(("ana", "output", "2026-10", 25))
    assert tree.far() == [0.375, 0.5, 0.5, 0.25]


def test_values_of_several_months_are_put_together_as_the_metric_is(tree: Tree) -> None:
    tree.values(("ana", "output", "2026-09", 25), ("ana", "output", "2026-10", 5), ("ana", "output", "2025-12", 70))
    assert tree.far()[3] == 0.3
    tree.rates(("min", "2026-09", 1, 100), ("min", "2026-10", 14, 50))
    assert tree.far()[2] == 0.5  # 15 of 150


def test_a_members_value_moves_the_goal_of_their_unit(tree: Tree) -> None:
    tree.rates(("min", "2026-10", 10, 100))
    tree.rates(("bo", "2026-10", 0, 100))
    assert tree.far() == [0.75, 0.75, 0.5, None]  # the line: half of its own 1.0 at 5 %, half of Min's


def test_a_correction_and_an_import_that_is_undone_move_it_back(tree: Tree) -> None:
    tree.rates(("min", "2026-10", 10, 100))
    batch = tree.rates(("min", "2026-10", 5, 100))
    assert tree.far() == [1, 1, 1, None]
    give(tree.work, "ana", Role.ADMIN)
    admin = actor(tree.work, somebody(tree.work, "ana"), now=NOW)
    done = undo(tree.work, admin, batch, now=NOW)
    compute(tree.work, done.changed, [done.into], now=NOW)
    assert tree.far() == [0.5, 0.5, 0.5, None]


def test_an_undone_import_that_leaves_no_value_leaves_nothing_known(tree: Tree) -> None:
    batch = tree.rates(("min", "2026-10", 10, 100))
    give(tree.work, "ana", Role.ADMIN)
    done = undo(tree.work, actor(tree.work, somebody(tree.work, "ana"), now=NOW), batch, now=NOW)
    compute(tree.work, done.changed, [done.into], now=NOW)
    assert tree.far() == [None] * 4


def test_another_definition_of_the_metric_moves_it(tree: Tree) -> None:
    tree.values(("ana", "output", "2026-09", 20), ("ana", "output", "2026-10", 40))
    assert tree.far()[3] == 0.6
    again = [{"metric": "output", "unit": "pcs", "direction": "higher", "grain": "month", "aggregate": "last"}]
    bring(tree.work, "metrics", again, digest="again", now=NOW)
    assert tree.far()[3] == 0.4


def test_somebody_who_moves_to_another_unit_moves_the_goal_of_both(tree: Tree) -> None:
    tree.rates(("min", "2026-10", 10, 100), ("bo", "2026-10", 0, 100))
    moved = [{"employee_id": "bo", "name": "Bo", "unit": ""}]
    bring(tree.work, "people", moved, digest="moved", now=NOW)
    catch_up(tree.work, now=NOW)
    assert tree.far()[1] == 0.5


def test_what_does_not_count_moves_nothing_above(tree: Tree) -> None:
    tree.rates(("min", "2026-10", 10, 100))
    dropped = tree.work.goals.put(closed(tree.own, GoalState.DROPPED))
    assert dropped
    progress.measure(tree.work, [dropped], now=NOW)
    tree.rates(("bo", "2026-10", 0, 100))
    assert tree.far()[:2] == [1, 1]


def test_another_target_is_measured_at_once(tree: Tree) -> None:
    tree.rates(("min", "2026-10", 10, 100))
    easier = replace(tree.own.key_results[0], target=Decimal("0.10"))
    later = tree.work.goals.put(replace(tree.own, key_results=(easier,)))
    assert later
    progress.measure(tree.work, [later], now=NOW)
    assert tree.far() == [0.75, 0.75, 1, None]


def test_a_change_is_measured_from_its_baseline(tree: Tree) -> None:
    """Ten percent more than last year (R141, R148)."""
    before = Period(date(2025, 1, 1), date(2025, 12, 31))
    more = KeyResult(measure=Measure.CHANGE, target=Decimal(10), metric="output", subject_id="ana", baseline=before)
    kept = made(tree.work, goal("产量提高10%", GoalLevel.PERSON, "ana", more))
    tree.values(("ana", "output", "2026-10", 105))
    assert tree.work.goals.progress([kept.no])[kept.no].value is None
    tree.values(("ana", "output", "2025-10", 60), ("ana", "output", "2025-11", 40))
    assert tree.work.goals.progress([kept.no])[kept.no].value == 0.5
    assert tree.work.key_results.measured([kept.key_results[0].no])[kept.key_results[0].no].value == 105


def test_what_is_typed_counts_and_stays_when_the_goal_changes(tree: Tree) -> None:
    three = KeyResult(title="three products", measure=Measure.COUNT, target=Decimal(3))
    kept = made(tree.work, goal("New products", GoalLevel.PERSON, "min", three))
    alignment.link(tree.work, GoalLink(child_no=kept.no, parent_no=tree.company.no))
    typed = progress.type_value(tree.work, kept, kept.key_results[0], Decimal(2), by="min", now=NOW)
    assert typed.progress == pytest.approx(2 / 3)
    assert tree.far()[0] == pytest.approx(2 / 3)
    two = replace(kept.key_results[0], target=Decimal(2))
    later = tree.work.goals.put(replace(kept, key_results=(two,)))
    assert later
    progress.measure(tree.work, [later], now=NOW)
    assert tree.far()[0] == 1


def test_moving_a_goal_moves_what_it_leaves_and_what_it_joins_and_nothing_else(tree: Tree) -> None:
    tree.rates(("min", "2026-10", 5, 100), ("bo", "2026-10", 15, 100))
    aside = made(tree.work, goal("Aside", GoalLevel.COMPANY, ""))
    assert tree.far()[1] == 0.75
    link = GoalLink(child_no=tree.own.no, parent_no=aside.no)
    moved = alignment.move(tree.work, link, out_of=[tree.line.no])
    assert sorted(moved) == sorted([tree.company.no, tree.line.no, aside.no])
    assert tree.far() == [0.5, 0.5, 1, None]
    assert alignment.unlink(tree.work, tree.own.no, aside.no) == [aside.no]


def test_a_goal_is_never_part_of_itself_and_the_way_is_named(tree: Tree) -> None:
    with pytest.raises(Invalid) as refused:
        alignment.link(tree.work, GoalLink(child_no=tree.company.no, parent_no=tree.own.no))
    assert refused.value.values["path"] == "Lead the industry → Below five percent → 次品率降到5% → Lead the industry"
    with pytest.raises(Invalid):
        alignment.link(tree.work, GoalLink(child_no=tree.own.no, parent_no=tree.own.no))
    assert progress.roll_up_all(tree.work) == []
