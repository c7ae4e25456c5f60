"""Plans, as the use cases need them kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime

    from bot.growth.domain.plan import Plan, PlanReport, PlanState, Proposal, ProposalState
    from bot.growth.domain.plan_days import PlanDay


class Plans(Protocol):
    """What people want to reach: the version that counts of each plan, and every earlier one."""

    def add(self, plan: Plan, *, days: Sequence[PlanDay] = ()) -> Plan:
        """Store a new plan with the days on which something follows from it; return it with its number."""
        ...

    def put(self, plan: Plan, *, days: Sequence[PlanDay] = ()) -> Plan | None:
        """Store the next version of a plan, made from the one that is given; None when another was stored meanwhile."""
        ...

    def get(self, no: int) -> Plan | None:
        """Return the version of a plan that counts, or None."""
        ...

    def of(self, person_ids: Collection[str], *, states: Collection[PlanState] = ()) -> list[Plan]:
        """Return the plans of some people, by number; only those in some states where these are given."""
        ...

    def of_review(self, review_no: int) -> list[Plan]:
        """Return the plans that come from a review, by number."""
        ...

    def through(self) -> list[int]:
        """Return the numbers of the reviews that both have confirmed and that wait for no plan any more, in order."""
        ...

    def versions(self, no: int) -> list[Plan]:
        """Return every version of a plan, oldest first."""
        ...

    def due(self, *, since: date, until: date) -> list[tuple[int, str, PlanDay]]:
        """Return what running plans ask on the days between two, both included: a plan's number, its person, the day.

        They come by day and number, without those that were taken.
        """
        ...

    def take(self, no: int, day: PlanDay, *, again: date | None = None) -> None:
        """Take a day of a plan off its list, or put it off until another."""
        ...

    def all(self) -> list[Plan]:
        """Return every plan that is no draft, by number."""
        ...

    def running(self) -> list[Plan]:
        """Return every plan that runs, by number."""
        ...

    def report(self, report: PlanReport) -> PlanReport:
        """Store what somebody says of how a plan goes; return it with its number."""
        ...

    def reports(self, no: int) -> list[PlanReport]:
        """Return what was said of how a plan goes, oldest first."""
        ...

    def proposal(self, no: int) -> Proposal | None:
        """Return what was proposed at the end of a plan, or None."""
        ...

    def propose(self, no: int, proposal: Proposal) -> bool:
        """Store what is proposed at the end of a plan; False when something was before."""
        ...

    def decide(self, no: int, state: ProposalState, *, by: str, at: datetime) -> bool:
        """Note what was decided about a proposal; False when that was done before."""
        ...
