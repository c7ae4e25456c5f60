"""Key results that only some records feed: they move with these, even where the metric's own value stays (R118)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from bot.figures.domain.formula import RecordFilter
from bot.goals.domain.goal import Goal, GoalLevel
from bot.goals.domain.key_result import KeyResult, Measure
from bot.goals.services import progress
from bot.goals.services.goal_sight import GoalReader
from bot.kit.period import Period
from bot.people.services.permission import actor, somebody
from bot.privacy.domain.privacy import Figures
from tests.arriving import bring

if TYPE_CHECKING:
    from storage.storage import Storage
    from storage.work import SqlWork

NOW = datetime(2026, 11, 3, 10, tzinfo=UTC)
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
NEW = (RecordFilter("product", ("new",)),)
STREAM = "orders"


def metric(key: str, formula: str, aggregate: str) -> dict[str, str]:
    cells = {"unit": "CNY", "direction": "higher", "grain": "month", "formula": formula}
    return {"metric": key, "aggregate": aggregate, **cells}


class Firm:
    """Two sell in one team; orders come in with their product."""

    def __init__(self, work: SqlWork) -> None:
        self.work, self.files = work, 0
        team = {"employee_id": "team", "name": "Team", "kind": "unit"}
        sellers = [{"employee_id": person, "name": person.title(), "unit": "team"} for person in ("min", "bo")]
        bring(work, "people", [team, *sellers], digest="people", now=NOW)
        metrics = [
            metric("sales", f"sum(amount) from {STREAM}", "sum"),
            metric("customers", f"distinct(customer) from {STREAM}", "sum"),
            metric("order_size", f"mean(amount) from {STREAM}", "mean"),
        ]
        bring(work, "metrics", metrics, digest="metrics", now=NOW)

    def orders(self, *rows: tuple[str, str, str, str, int]) -> None:
        """Let orders come in: id, day, whose, product, amount; the customer is called as the product is."""
        self.files += 1
        keys = ("id", "day", "employee_id", "dimension:product", "measure:amount")
        filled: list[dict[str, Any]] = [dict(zip(keys, row, strict=True)) for row in rows]
        for cells in filled:
            cells |= {
                "stream": STREAM,
                "dimension:customer": cells["dimension:product"],
                "measure:amount": str(cells["measure:amount"]),
            }
        bring(self.work, "records", filled, digest=f"file {self.files}", now=NOW)

    def goal(self, metric: str, subject: str, target: int) -> Goal:
        level = GoalLevel.TEAM if subject == "team" else GoalLevel.PERSON
        result = KeyResult(measure=Measure.COUNT, target=Decimal(target), metric=metric, subject_id=subject, where=NEW)
        kept = self.work.goals.add(
            Goal(title=metric, level=level, owner_id=subject, period=YEAR, by="min", at=NOW, key_results=(result,))
        )
        progress.measure(self.work, [kept], now=NOW)
        return kept

    def aged(self, goal: Goal) -> list[bool]:
        """Say of each key result whether its owner reads that records of it were deleted."""
        reader = GoalReader(self.work, actor(self.work, somebody(self.work, "min"), now=NOW), now=NOW)
        return [seen.aged for seen in reader.sight(goal).key_results]

    def far(self, goal: Goal) -> float | None:
        return self.work.goals.progress([goal.no])[goal.no].value


@pytest.fixture
def firm(storage: Storage) -> Any:  # noqa: ANN401 - a generator
    with storage.work() as work:
        yield Firm(work)


def test_only_the_chosen_records_count(firm: Firm) -> None:
    firm.orders(("1", "2026-09-03", "min", "new", 30), ("2", "2026-09-04", "min", "old", 50))
    goal = firm.goal("sales", "min", 100)
    assert firm.far(goal) == 0.3
    firm.orders(("3", "2026-10-03", "min", "new", 20), ("4", "2025-10-03", "min", "new", 20))
    assert firm.far(goal) == 0.5


@pytest.mark.postgresql
def test_a_record_that_becomes_another_kind_moves_it_although_the_sum_stays(firm: Firm) -> None:
    firm.orders(("1", "2026-09-03", "min", "new", 30), ("2", "2026-09-04", "min", "old", 50))
    own, team = firm.goal("sales", "min", 100), firm.goal("sales", "team", 100)
    assert (firm.far(own), firm.far(team)) == (0.3, 0.3)
    firm.orders(("2", "2026-09-04", "min", "new", 50))
    assert (firm.far(own), firm.far(team)) == (0.8, 0.8)
    firm.orders(("2", "2026-09-04", "bo", "new", 50))
    assert (firm.far(own), firm.far(team)) == (0.3, 0.8)


def test_a_units_is_put_together_as_the_metrics_own_is(firm: Firm) -> None:
    customers, size = firm.goal("customers", "team", 4), firm.goal("order_size", "team", 100)
    firm.orders(
        ("1", "2026-09-03", "min", "new", 30),
        ("2", "2026-09-04", "bo", "new", 50),
        ("3", "2026-09-05", "bo", "new", 10),
        ("4", "2026-09-05", "bo", "old", 900),
    )
    assert firm.far(customers) == 0.25  # one customer of both
    assert firm.far(size) == 0.3  # a mean counts each member once: 30 and 30


def test_goals_without_a_filter_are_not_touched_by_it(firm: Firm) -> None:
    firm.orders(("1", "2026-09-03", "min", "old", 30))
    assert firm.far(firm.goal("sales", "min", 100)) is None


@pytest.mark.postgresql
def test_what_records_made_stays_when_they_are_deleted_for_their_age_and_says_so(firm: Firm) -> None:
    firm.orders(("1", "2026-08-03", "min", "new", 30), ("2", "2026-09-04", "min", "new", 10))
    goal = firm.goal("sales", "min", 100)
    assert (firm.far(goal), firm.aged(goal)) == (0.4, [False])
    firm.work.records.forget(before=datetime(2026, 9, 1, tzinfo=UTC))
    firm.orders(("3", "2026-10-03", "min", "new", 20), ("2", "2026-09-04", "min", "new", 15))
    assert (firm.far(goal), firm.aged(goal)) == (0.65, [True])
    firm.orders(("3", "2026-10-03", "min", "old", 20))
    assert firm.far(goal) == 0.45


def test_another_choice_of_records_begins_anew_with_what_there_is(firm: Firm) -> None:
    firm.orders(("1", "2026-08-03", "min", "new", 30), ("2", "2026-09-04", "min", "old", 10))
    goal = firm.goal("sales", "min", 100)
    firm.work.records.forget(before=datetime(2026, 9, 1, tzinfo=UTC))
    other = replace(goal.key_results[0], where=(RecordFilter("product", ("old",)),))
    later = firm.work.goals.put(replace(goal, key_results=(other,)))
    assert later
    progress.measure(firm.work, [later], now=NOW)
    assert firm.far(goal) == 0.1


def test_the_values_of_periods_go_with_whose_goal_it_is(firm: Firm) -> None:
    firm.orders(("1", "2026-09-03", "min", "new", 30))
    goal = firm.goal("sales", "min", 100)
    numbers = [result.no for result in goal.key_results]
    assert firm.work.key_results.values_kept(numbers)["value"].tolist() == [30]
    firm.work.privacy.erase("min", figures=Figures.DELETE, at=NOW)
    assert firm.work.key_results.values_kept(numbers)["value"].tolist() == []
