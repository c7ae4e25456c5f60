"""Plans as kept: the version of each that counts, every version, the days that follow from it, and reports."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot.growth.domain.plan import OVER, Plan, PlanReport, PlanState, Proposal, ProposalKind, ProposalState
from bot.growth.domain.plan_days import PlanDay, PlanStep
from bot.messages.codec import from_json, to_json
from storage.database import insert
from storage.growth.plan_rows import DAY, PLAN, PROPOSAL, REPORT, VERSION
from storage.people.person_rows import PERSON, number_of
from storage.reviews.review import REVIEW

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy.engine import Connection

_BY = PERSON.alias("by")
_PLANS: sa.Select[Any] = (
    sa.select(PLAN.c.no, PLAN.c.version, PLAN.c.body, PERSON.c.id.label("person_id"), _BY.c.id.label("by"))
    .join(PERSON, PERSON.c.no == PLAN.c.person_no)
    .outerjoin(_BY, _BY.c.no == PLAN.c.by_no)
)
_MANY = 500


class SqlPlans:
    """What people want to reach, every version."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, plan: Plan, *, days: Sequence[PlanDay] = ()) -> Plan:
        """Store a new plan with the days on which something follows from it; return it with its number."""
        values = {"person_no": number_of(self._connection, plan.person_id), **self._values(plan)}
        no = int(self._connection.execute(sa.insert(PLAN).values(values).returning(PLAN.c.no)).scalar_one())
        return self._kept(replace(plan, no=no), days)

    def put(self, plan: Plan, *, days: Sequence[PlanDay] = ()) -> Plan | None:
        """Store the next version of a plan, made from the one that is given; None when another was stored meanwhile."""
        later = replace(plan, version=plan.version + 1)
        where = (PLAN.c.no == plan.no, PLAN.c.version == plan.version)
        if not self._connection.execute(sa.update(PLAN).where(*where).values(self._values(later))).rowcount:
            return None
        return self._kept(later, days)

    def get(self, no: int) -> Plan | None:
        """Return the version of a plan that counts, or None."""
        return next(iter(self._plans(PLAN.c.no == no)), None)

    def of(self, person_ids: Collection[str], *, states: Collection[PlanState] = ()) -> list[Plan]:
        """Return the plans of some people, by number; only those in some states where these are given."""
        ids, found = sorted(person_ids), list[Plan]()
        wanted = [PLAN.c.state.in_(sorted(states))] if states else []
        for begin in range(0, len(ids), _MANY):
            found += self._plans(PERSON.c.id.in_(ids[begin : begin + _MANY]), *wanted)
        return sorted(found, key=lambda plan: plan.no)

    def of_review(self, review_no: int) -> list[Plan]:
        """Return the plans that come from a review, by number."""
        return self._plans(PLAN.c.review_no == review_no, PLAN.c.review_no > 0)

    def through(self) -> list[int]:
        """Return the numbers of the reviews that both have confirmed and that wait for no plan any more, in order."""
        runs = sa.case((PLAN.c.state.in_(sorted(OVER)), 0), else_=1)
        query = (
            sa.select(REVIEW.c.no)
            .join(PLAN, PLAN.c.review_no == REVIEW.c.no)
            .where(REVIEW.c.closed_at.is_(None), REVIEW.c.manager_confirmed_at.is_not(None))
            .where(REVIEW.c.employee_confirmed_at.is_not(None))
            .group_by(REVIEW.c.no)
            .having(sa.func.sum(runs) == 0)
            .order_by(REVIEW.c.no)
        )
        return list(self._connection.execute(query).scalars())

    def versions(self, no: int) -> list[Plan]:
        """Return every version of a plan, oldest first."""
        query: sa.Select[Any] = (
            sa.select(
                VERSION.c.body, VERSION.c.version, PLAN.c.no, PERSON.c.id.label("person_id"), _BY.c.id.label("by")
            )
            .join(PLAN, PLAN.c.no == VERSION.c.plan_no)
            .join(PERSON, PERSON.c.no == PLAN.c.person_no)
            .outerjoin(_BY, _BY.c.no == VERSION.c.by_no)
            .where(VERSION.c.plan_no == no)
            .order_by(VERSION.c.version)
        )
        return [_plan(row) for row in self._connection.execute(query)]

    def due(self, *, since: date, until: date) -> list[tuple[int, str, PlanDay]]:
        """Return what running plans ask on the days between two, both included: a plan's number, its person, the day.

        They come by day and number, without those that were taken.
        """
        query = (
            sa.select(DAY, PERSON.c.id)
            .join(PLAN, PLAN.c.no == DAY.c.plan_no)
            .join(PERSON, PERSON.c.no == PLAN.c.person_no)
            .where(DAY.c.day >= since, DAY.c.day <= until, PLAN.c.state == PlanState.OPEN.value)
            .order_by(DAY.c.day, DAY.c.plan_no, DAY.c.step, DAY.c.place)
        )
        return [
            (row.plan_no, row.id, PlanDay(row.day, PlanStep(row.step), row.place))
            for row in self._connection.execute(query)
        ]

    def take(self, no: int, day: PlanDay, *, again: date | None = None) -> None:
        """Take a day of a plan off its list, or put it off until another."""
        row = {"plan_no": no, "day": day.day, "step": day.step.value, "place": day.place}
        its = [DAY.c[name] == value for name, value in row.items()]
        self._connection.execute(sa.delete(DAY).where(*its))
        if again is not None:
            self._connection.execute(
                insert(self._connection, DAY).values(row | {"day": again}).on_conflict_do_nothing()
            )

    def all(self) -> list[Plan]:
        """Return every plan that is no draft, by number."""
        return self._plans(PLAN.c.state != PlanState.DRAFT.value)

    def running(self) -> list[Plan]:
        """Return every plan that runs, by number."""
        return self._plans(PLAN.c.state == PlanState.OPEN.value)

    def report(self, report: PlanReport) -> PlanReport:
        """Store what somebody says of how a plan goes; return it with its number."""
        values = {
            "plan_no": report.plan_no,
            "by_no": number_of(self._connection, report.by) or None,
            "at": report.at,
            "percent": report.percent,
            "text": report.text,
            "obstacle": report.obstacle,
        }
        no = self._connection.execute(sa.insert(REPORT).values(values).returning(REPORT.c.no)).scalar_one()
        return replace(report, no=int(no))

    def reports(self, no: int) -> list[PlanReport]:
        """Return what was said of how a plan goes, oldest first."""
        query = (
            sa.select(REPORT, _BY.c.id.label("by"))
            .outerjoin(_BY, _BY.c.no == REPORT.c.by_no)
            .where(REPORT.c.plan_no == no)
            .order_by(REPORT.c.no)
        )
        return [
            PlanReport(
                plan_no=no,
                by=row.by or "",
                at=row.at,
                percent=row.percent,
                text=row.text,
                obstacle=row.obstacle,
                no=row.no,
            )
            for row in self._connection.execute(query)
        ]

    def proposal(self, no: int) -> Proposal | None:
        """Return what was proposed at the end of a plan, or None."""
        query = sa.select(PROPOSAL, _BY.c.id.label("by")).outerjoin(_BY, _BY.c.no == PROPOSAL.c.by_no)
        row = self._connection.execute(query.where(PROPOSAL.c.plan_no == no)).first()
        return Proposal(ProposalKind(row.kind), row.by or "", row.at, ProposalState(row.state)) if row else None

    def propose(self, no: int, proposal: Proposal) -> bool:
        """Store what is proposed at the end of a plan; False when something was before."""
        values = {
            "plan_no": no,
            "kind": proposal.kind.value,
            "state": proposal.state.value,
            "by_no": number_of(self._connection, proposal.by) or None,
            "at": proposal.at,
        }
        once = insert(self._connection, PROPOSAL).values(values).on_conflict_do_nothing()
        return self._connection.execute(once.returning(PROPOSAL.c.plan_no)).first() is not None

    def decide(self, no: int, state: ProposalState, *, by: str, at: datetime) -> bool:
        """Note what was decided about a proposal; False when that was done before."""
        values = {"state": state.value, "decided_by_no": number_of(self._connection, by) or None, "decided_at": at}
        waits = (PROPOSAL.c.plan_no == no, PROPOSAL.c.state == ProposalState.PROPOSED.value)
        return self._connection.execute(sa.update(PROPOSAL).where(*waits).values(values)).rowcount == 1

    def _plans(self, *where: sa.ColumnElement[bool]) -> list[Plan]:
        return [_plan(row) for row in self._connection.execute(_PLANS.where(*where).order_by(PLAN.c.no))]

    def _values(self, plan: Plan) -> dict[str, Any]:
        return {
            "review_no": plan.review_no,
            "state": plan.state.value,
            "version": plan.version,
            "body": to_json(replace(plan, person_id="", by="", no=0)),
            "by_no": number_of(self._connection, plan.by) or None,
            "at": plan.at,
        }

    def _kept(self, plan: Plan, days: Sequence[PlanDay]) -> Plan:
        """Write a version beside the earlier ones, and the days that follow from it in the place of theirs."""
        values = self._values(plan)
        version = {name: values[name] for name in ("version", "body", "by_no", "at")}
        self._connection.execute(sa.insert(VERSION).values({"plan_no": plan.no, **version}))
        self._connection.execute(sa.delete(DAY).where(DAY.c.plan_no == plan.no))
        rows = [
            {"plan_no": plan.no, "day": day.day, "step": day.step.value, "place": day.place}
            for day in dict.fromkeys(days)
        ]
        if rows:
            self._connection.execute(sa.insert(DAY), rows)
        return plan


def _plan(row: sa.Row[Any]) -> Plan:
    kept = from_json(row.body, Plan)
    return replace(kept, no=row.no, version=row.version, person_id=row.person_id, by=row.by or "")
