"""The report before a talk at work: put together from what is stored, as far as its reader may see it now."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING, Final

from bot.feedback.services.driver import drivers, for_reader
from bot.figures.domain.event import EventKind
from bot.figures.services.finished import finished_since
from bot.growth.domain.plan import ProposalState
from bot.growth.services.course import next_course
from bot.kit.calendar import instant
from bot.kit.period import Period
from bot.people.domain.permission import Act
from bot.people.services import permission
from bot.people.services.permission import relation, somebody
from bot.reviews.domain.known_facts import KnownFacts
from bot.reviews.services.cycle import today_of
from bot.reviews.services.known_facts import known_facts
from bot.talks.domain.review_meeting_gap import COMPLAINTS, data_points
from bot.talks.domain.review_meeting_report import MeetingGoal, MeetingReport, Shortfall, missed, praised
from bot.talks.services.review_meeting_compare import views
from bot.talks.services.review_meeting_facts import complaints_of
from bot.talks.services.review_meeting_sight import meeting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from bot.cases.domain.dispute import Dispute
    from bot.feedback.domain.kudos import Kudos
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
    goals = _goals(work, actor, person, known.results, now=now)
    complaints = [] if restricted else complaints_of(work, person, cycle)
    seen = views(work, actor, shown, now=now)
    return MeetingReport(
        meeting=shown,
        today=today,
        goals=goals,
        projects=known.projects,
        complaints=_counted(known.results, known.projects, complaints),
        kudos=_kudos(work, person, cycle),
        cases=_cases(work, actor, person, cycle, now=now),
        trainings=() if restricted else _trainings(work, person, today),
        pay=_pay(work, actor, person, now=now),
        gaps=seen.gaps,
        links=seen.links,
        praised=praised(goals),
        shortfalls=_shortfalls(work, person, goals),
        restricted=restricted,
    )


def _goals(
    work: Work, actor: Actor, person: Person, results: Sequence[KnownResult], *, now: datetime
) -> tuple[MeetingGoal, ...]:
    """Return each metric with what moved it, where it carries a third of the change and the reader may be told."""
    moved = drivers(work, [result.newest for result in results])
    return tuple(
        MeetingGoal(result, for_reader(work, actor, person, moved[place], now=now) if place in moved else None)
        for place, result in enumerate(results)
    )


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


def _kudos(work: Work, person: Person, cycle: Cycle) -> tuple[tuple[Kudos, str], ...]:
    start, end = _span(cycle.period, person)
    found = work.kudos.shared(person.id, since=start, until=end)
    givers = {kudos.giver_id: work.people.get(kudos.giver_id) for kudos in found}
    return tuple((kudos, giver.name) for kudos in found if (giver := givers[kudos.giver_id]) is not None)


def _span(period: Period, person: Person) -> tuple[datetime, datetime]:
    after = period.end + timedelta(days=1)
    return instant(period.start, time(0), timezone=person.timezone), instant(after, time(0), timezone=person.timezone)


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
