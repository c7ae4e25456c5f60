"""The report before a talk at work: put together from what is stored, as far as its reader may see it now."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.figures.domain.event import EventKind
from bot.figures.services.finished import finished_since
from bot.growth.domain.plan import ProposalState
from bot.growth.services.course import next_course
from bot.people.domain.permission import Act
from bot.people.services import permission
from bot.people.services.permission import relation, somebody
from bot.reviews.domain.known_facts import KnownFacts
from bot.reviews.services.cycle import today_of
from bot.reviews.services.known_facts import known_facts, kudos_in, moved_for
from bot.talks.domain.review_meeting_gap import COMPLAINTS, data_points
from bot.talks.domain.review_meeting_report import MeetingGoal, MeetingReport, Shortfall, missed, praised
from bot.talks.services.review_meeting_compare import views
from bot.talks.services.review_meeting_facts import complaints_of
from bot.talks.services.review_meeting_sight import meeting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from bot.cases.domain.dispute import Dispute
    from bot.figures.domain.finished import Finished
    from bot.figures.domain.record import Record
    from bot.growth.domain.plan import Plan, Proposal
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person
    from bot.reviews.domain.cycle import Cycle
    from bot.reviews.domain.known_facts import KnownResult
    from bot.reviews.domain.review import Review
    from bot.talks.ports import Work

_YEAR: Final = timedelta(days=365)
_MOST_SHORT: Final = 2


def report(work: Work, actor: Actor, review: Review, *, now: datetime) -> MeetingReport:
    """Return the report before the talk of a review, for whoever leads the person.

    Raises:
        Denied: when the actor does not lead them now.
        NotFound: when whoever is reviewed has left.
    """
    person = somebody(work, review.person_id)
    permission.require(work, actor, Act.PREPARE_REVIEW, person, now=now)
    shown = meeting(work, actor, review, now=now)
    cycle, today = shown.seen.cycle, today_of(person, now)
    restricted = person.id in work.restrictions.all()
    known = KnownFacts() if restricted else known_facts(work, person.id, cycle, today=today)
    goals = _goals(work, actor, known.results, now=now)
    complaints = [] if restricted else complaints_of(work, person, cycle)
    seen = views(work, actor, shown, now=now)
    return MeetingReport(
        meeting=shown,
        today=today,
        goals=goals,
        projects=known.projects,
        complaints=_counted(known.results, known.projects, complaints),
        kudos=kudos_in(work, person, cycle),
        cases=_cases(work, actor, person, cycle, now=now),
        trainings=() if restricted else _trainings(work, person, today),
        pay=_pay(work, actor, person, now=now),
        gaps=seen.gaps,
        links=seen.links,
        praised=praised(goals),
        shortfalls=_shortfalls(work, person, goals),
        restricted=restricted,
    )


def _goals(work: Work, actor: Actor, results: Sequence[KnownResult], *, now: datetime) -> tuple[MeetingGoal, ...]:
    """Return each metric with what moved it, as far as the reader may be told."""
    moved = moved_for(work, actor, results, now=now)
    return tuple(MeetingGoal(result, found) for result, found in zip(results, moved, strict=True))


def _shortfalls(work: Work, person: Person, goals: Sequence[MeetingGoal]) -> tuple[Shortfall, ...]:
    found = []
    for goal in missed(goals)[:_MOST_SHORT]:
        metric = goal.result.metric
        words = f"{metric.title_en} {metric.title_zh}"
        found.append(Shortfall(goal, next_course(work, person, metric=metric.key, words=words)))
    return tuple(found)


def _counted(
    results: Sequence[KnownResult], projects: Sequence[Finished], complaints: Sequence[Record]
) -> tuple[int, int | None]:
    points = data_points(results, projects, complaints)
    left = next((point.open_complaints for point in points if point.topic == COMPLAINTS), None)
    return len(complaints), left


def _cases(work: Work, actor: Actor, person: Person, cycle: Cycle, *, now: datetime) -> tuple[Dispute, ...]:
    """Return the cases about figures of the period, where the actor may settle such."""
    if not actor.may(Act.SETTLE_DISPUTE, relation(work, actor, person, now=now)):
        return ()
    about = work.disputes.about([person.id])
    inside = [case for case in about if cycle.period.start <= case.period.end and case.period.start <= cycle.period.end]
    return tuple(sorted(inside, key=lambda case: case.no))


def _trainings(work: Work, person: Person, today: date) -> tuple[str, ...]:
    """Return the names of the courses somebody has done since a year ago, newest first."""
    done = finished_since(work, person.id, today - _YEAR, today=today).items
    return tuple(item.what for item in done if item.kind is EventKind.TRAINING_DONE)


def _pay(work: Work, actor: Actor, person: Person, *, now: datetime) -> tuple[tuple[Proposal, Plan], ...]:
    """Return what is proposed or decided about somebody's pay, for those who may read it."""
    if not actor.may(Act.READ_PAY, relation(work, actor, person, now=now)):
        return ()
    found = [(work.plans.proposal(plan.no), plan) for plan in work.plans.of([person.id])]
    return tuple(
        (proposal, plan)
        for proposal, plan in found
        if proposal is not None and proposal.state is not ProposalState.DECLINED
    )
