"""Plans and courses as kept on both databases: versions, days, reports, proposals; and what an erasure leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from bot.growth.domain.course import Course, CourseLevel
from bot.growth.domain.plan import (
    Plan,
    PlanReport,
    PlanState,
    Proposal,
    ProposalKind,
    ProposalState,
    SupportRequest,
    SupportState,
)
from bot.growth.domain.plan_days import PlanDay, PlanStep
from bot.growth.domain.plan_milestone import Milestone
from bot.kit.period import Period
from bot.privacy.domain.privacy import Figures
from bot.reviews.domain.cycle import FillOrder
from tests.company import NOW, Company, table
from tests.unit.growth.test_plan_pace import PLAN
from tests.unit.reviews.test_review import cycle

if TYPE_CHECKING:
    from storage.storage import Storage

FULL = replace(
    PLAN,
    baseline=Decimal("6.25"),
    baseline_period=Period(date(2026, 10, 1), date(2026, 10, 31)),
    steps="先学会工具",
    milestones=(Milestone("learn", date(2026, 12, 2), date(2026, 11, 20)), Milestone("sum up")),
    supports=(SupportRequest("a course", SupportState.ACCEPTED, date(2026, 11, 9), "from March"),),
)
DAYS = (PlanDay(date(2026, 12, 2), PlanStep.SOON, 1), PlanDay(date(2026, 12, 3), PlanStep.DUE, 1))


@pytest.fixture
def plan(storage: Storage) -> Plan:
    """A plan of Min's that runs."""
    with storage.work() as work:
        Company(work).hire("boss", "min", "bo", role="sales", locale="en", manager="boss")
        return work.plans.add(FULL, days=DAYS)


def test_a_plan_comes_back_as_it_was_kept(storage: Storage, plan: Plan) -> None:
    with storage.work() as work:
        assert work.plans.get(plan.no) == plan == replace(FULL, no=plan.no)
        assert work.plans.get(plan.no + 1) is None
        assert work.plans.of(["min", "bo"]) == [plan]
        assert work.plans.of(["bo"]) == []
        assert work.plans.of(["min"], states=[PlanState.DRAFT]) == []
        assert work.plans.of_review(0) == []


def test_only_plans_that_run_are_running(storage: Storage, plan: Plan) -> None:
    with storage.work() as work:
        work.plans.add(replace(FULL, state=PlanState.DRAFT))
        theirs = work.plans.add(replace(FULL, person_id="bo"))
        assert work.plans.running() == [plan, theirs]
        work.plans.put(replace(theirs, state=PlanState.DONE))
        assert work.plans.running() == [plan]


def test_of_two_changes_to_one_version_only_one_counts_and_both_ends_are_kept(storage: Storage, plan: Plan) -> None:
    later = replace(plan, steps="more", by="boss", at=NOW + timedelta(days=1))
    with storage.work() as work:
        changed = work.plans.put(later, days=DAYS[1:])
        assert changed
        assert work.plans.put(replace(plan, steps="less")) is None

    with storage.work() as work:
        assert work.plans.versions(plan.no) == [plan, changed]
        assert (changed.version, changed.by) == (2, "boss")


def test_days_are_those_of_the_version_that_counts_while_the_plan_runs(storage: Storage, plan: Plan) -> None:
    first, last = date(2026, 12, 2), date(2026, 12, 3)
    with storage.work() as work:
        assert work.plans.due(since=first, until=last) == [(plan.no, "min", DAYS[0]), (plan.no, "min", DAYS[1])]
        assert work.plans.due(since=last, until=last) == [(plan.no, "min", DAYS[1])]
        work.plans.take(plan.no, DAYS[0], again=last)
        work.plans.take(plan.no, DAYS[1])
        assert work.plans.due(since=first, until=last) == [(plan.no, "min", PlanDay(last, PlanStep.SOON, 1))]
        moved = work.plans.put(plan, days=DAYS[1:])
        assert moved
        assert work.plans.due(since=first, until=last) == [(plan.no, "min", DAYS[1])]
        assert work.plans.put(replace(moved, state=PlanState.DONE), days=DAYS)
        assert work.plans.due(since=first, until=last) == []


def test_a_proposal_is_made_once_and_decided_once(storage: Storage, plan: Plan) -> None:
    proposal = Proposal(ProposalKind.RAISE, "boss", NOW)
    with storage.work() as work:
        assert work.plans.propose(plan.no, proposal)
        assert not work.plans.propose(plan.no, replace(proposal, kind=ProposalKind.PROMOTION))
        assert work.plans.proposal(plan.no) == proposal
        assert work.plans.decide(plan.no, ProposalState.APPROVED, by="bo", at=NOW)
        assert not work.plans.decide(plan.no, ProposalState.DECLINED, by="bo", at=NOW)
        assert work.plans.proposal(plan.no) == replace(proposal, state=ProposalState.APPROVED)


def test_courses_are_renewed_by_key(storage: Storage) -> None:
    course = Course(key="a", title_en="A", topics=("x",), metrics=("csat",), level=CourseLevel.ADVANCED)
    with storage.work() as work:
        assert work.courses.put([course, replace(course, key="b")]) == ["inserted", "inserted"]
        assert work.courses.put([course, replace(course, key="b", link="https://b.example")]) == [
            "unchanged",
            "corrected",
        ]

    with storage.work() as work:
        assert [found.key for found in work.courses.all()] == ["a", "b"]
        assert work.courses.all()[0] == course


def test_an_export_has_the_plan_and_no_word_of_pay_and_an_erasure_takes_it_all(storage: Storage, plan: Plan) -> None:
    with storage.work() as work:
        work.plans.report(PlanReport(plan_no=plan.no, by="min", at=NOW, percent=40, text="half", obstacle="ability"))
        work.plans.propose(plan.no, Proposal(ProposalKind.RAISE, "boss", NOW))
        handed = work.privacy.export("min")

    assert {"plans", "plan_versions", "plan_reports"} <= set(handed)
    assert "raise" not in str(handed)
    assert plan.goal in str(handed["plans"])

    with storage.work() as work:
        work.privacy.erase("min", figures=Figures.DELETE, at=NOW)

    with storage.work() as work:
        for name in ("plan", "plan_version", "plan_day", "plan_report", "plan_proposal"):
            assert work.connection.execute(table(name).select()).all() == [], name


def test_what_a_manager_did_in_a_plan_stays_when_they_are_erased(storage: Storage, plan: Plan) -> None:
    with storage.work() as work:
        assert work.plans.put(replace(plan, by="boss"))
        work.privacy.erase("boss", figures=Figures.DELETE, at=NOW)

    with storage.work() as work:
        left = work.plans.get(plan.no)

    assert left
    assert left.goal == plan.goal
    assert left.by != "boss"


def test_a_review_is_through_once_both_confirmed_it_and_none_of_its_plans_runs(storage: Storage, plan: Plan) -> None:
    with storage.work() as work:
        cycle_no = work.cycles.add(cycle(), by="boss", at=NOW).no
        work.reviews.begin(cycle_no, {"min": FillOrder.EMPLOYEE_FIRST, "bo": FillOrder.EMPLOYEE_FIRST}, at=NOW)
        review, other = work.reviews.find(cycle_no, "min"), work.reviews.find(cycle_no, "bo")
        assert review
        assert other
        for found in (review, other):
            work.reviews.save(replace(found, held_at=NOW, employee_confirmed_at=NOW))
        work.reviews.save(replace(other, held_at=NOW, employee_confirmed_at=NOW, manager_confirmed_at=NOW))
        runs = work.plans.add(replace(plan, review_no=review.no))
        over = work.plans.add(replace(FULL, review_no=review.no, state=PlanState.CHANGED))
        ended = work.plans.put(replace(runs, state=PlanState.DONE))
        assert ended
        assert work.plans.through() == [], "nothing is through before both have confirmed"
        confirmed = replace(review, held_at=NOW, employee_confirmed_at=NOW, manager_confirmed_at=NOW)
        work.reviews.save(confirmed)
        assert work.plans.through() == [review.no], "a review without plans waits for one"
        work.plans.put(replace(over, state=PlanState.OPEN))
        assert work.plans.through() == []
        work.plans.put(replace(over, state=PlanState.DROPPED, version=2))
        work.reviews.save(replace(confirmed, closed_at=NOW))
        assert work.plans.through() == []
