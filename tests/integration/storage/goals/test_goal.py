"""Goals as kept on both databases: versions, key results, what is part of what, where each stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
import pytest

from bot.figures.domain.delta import Changed
from bot.figures.domain.metric import Direction
from bot.goals.domain.goal import Goal, GoalLevel, GoalLink, GoalProgress, GoalState, closed
from bot.goals.domain.key_result import GoalCheckIn, KeyResult, Measure, MeasuredValue
from bot.goals.domain.obstacle import Obstacle
from bot.kit.period import Period
from tests.company import NOW, Company
from tests.goals import let_stand

if TYPE_CHECKING:
    from storage.storage import Storage

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
DEFECTS = KeyResult(
    title="次品率降到5%",
    target=Decimal("0.05"),
    start=Decimal("0.15"),
    direction=Direction.LOWER,
    metric="defect_rate",
    subject_id="min",
)
GOAL = Goal(
    title="降低次品率",
    level=GoalLevel.PERSON,
    owner_id="min",
    period=YEAR,
    by="boss",
    at=NOW,
    project="Line-3",
    key_results=(DEFECTS, KeyResult(title="three products", measure=Measure.COUNT, target=Decimal(3))),
)
TOP = Goal(title="Lead the industry", level=GoalLevel.COMPANY, owner_id="", period=YEAR, by="boss", at=NOW)


@pytest.fixture
def goals(storage: Storage) -> tuple[Goal, Goal]:
    """The company's goal, and one of Min's that is part of it."""
    with storage.work() as work:
        company = Company(work)
        company.hire("boss", "min", role="sales", locale="en", manager="boss")
        company.metric("defect_rate", unit="%", direction="lower")
        top, own = work.goals.add(TOP), work.goals.add(GOAL)
        work.goals.link(GoalLink(child_no=own.no, parent_no=top.no, weight=Decimal("2.5")))
        return top, own


def test_a_goal_comes_back_as_it_was_kept(storage: Storage, goals: tuple[Goal, Goal]) -> None:
    top, own = goals
    with storage.work() as work:
        assert work.goals.get(own.no) == own
        assert [replace(result, no=0) for result in own.key_results] == list(GOAL.key_results)
        assert work.goals.of(["min"]) == [own]
        assert work.goals.of([""]) == [top]
        assert work.goals.of(["", "min"], within=Period(date(2027, 1, 1), date(2027, 1, 31))) == []
        assert work.goals.of_project("LINE-3", "min") == [own]
        assert work.goals.unaligned() == []
        assert work.goals.links_above([own.no]) == work.goals.links_below([top.no])


def test_a_change_is_another_version_and_only_one_of_two_is_kept(storage: Storage, goals: tuple[Goal, Goal]) -> None:
    _, own = goals
    with storage.work() as work:
        later = work.goals.put(
            replace(closed(own, GoalState.MISSED, reason="no machine"), key_results=own.key_results[:1])
        )
        assert later is not None
        assert work.goals.put(replace(own, title="another")) is None
    with storage.work() as work:
        assert work.goals.get(own.no) == later
        assert work.goals.versions(own.no) == [own, later]


def test_a_changed_value_finds_the_key_results_that_it_moves(storage: Storage, goals: tuple[Goal, Goal]) -> None:
    _, own = goals
    with storage.work() as work:
        person, metric = work.people.numbers()["min"][0], work.metrics.numbers()["defect_rate"][0]
        days = [(date(2025, 12, 1) - date(1970, 1, 1)).days, (date(2026, 3, 1) - date(1970, 1, 1)).days]
        before, inside = (Changed.of([(person, metric, day)]) for day in days)
        assert work.key_results.moved_by(before) == []
        assert work.key_results.moved_by(inside) == [(own.no, own.key_results[0], YEAR)]
        assert work.key_results.moved_by(Changed(*(np.array([7]) for _ in range(3)))) == []


def test_where_a_goal_stands_is_kept_with_what_was_said_of_it(storage: Storage, goals: tuple[Goal, Goal]) -> None:
    _, own = goals
    rate, products = (result.no for result in own.key_results)
    value = MeasuredValue(value=Decimal("0.1"), at=NOW, progress=0.5, period=Period(YEAR.start, date(2026, 1, 31)))
    typed = MeasuredValue(value=Decimal(1), at=NOW, progress=0.333, typed_by="min")
    said = GoalCheckIn(
        goal_no=own.no, by="min", at=NOW, text="一台机器坏了", obstacle=Obstacle.RESOURCES, need="一台机器"
    )
    with storage.work() as work:
        work.key_results.measure({rate: value, products: typed}, day=NOW.date())
        let_stand(work, {own.no: GoalProgress(0.4, 2, 2, 2.0)})
        kept = work.key_results.check_in(said)
    with storage.work() as work:
        assert work.key_results.measured([rate, products, 99]) == {rate: value, products: typed}
        assert work.goals.progress([own.no]) == {own.no: GoalProgress(0.4, 2, 2, 2.0)}
        assert work.key_results.check_ins([own.no]) == [kept]
        work.key_results.measure({rate: None}, day=NOW.date())
        assert set(work.key_results.measured([rate, products])) == {products}


def test_goals_without_a_parent_are_listed(storage: Storage, goals: tuple[Goal, Goal]) -> None:
    top, own = goals
    with storage.work() as work:
        assert work.goals.unlink(own.no, top.no)
        assert not work.goals.unlink(own.no, top.no)
        assert work.goals.unaligned(within=Period(NOW.date(), NOW.date() + timedelta(days=1))) == [own]
