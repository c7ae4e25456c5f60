"""Examples: a report before a talk with every block, what is seen differently, and a statement with its record."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from bot.feedback.domain import example as feedback_example
from bot.feedback.domain import example_driver
from bot.figures.domain import example as figures
from bot.figures.domain.event import EventKind
from bot.figures.domain.finished import Finished
from bot.growth.domain.plan import Proposal, ProposalKind, ProposalState
from bot.reviews.domain.form_template import Filler
from bot.reviews.domain.known_facts import KnownResult
from bot.talks.domain.review_meeting_example import action, meeting
from bot.talks.domain.review_meeting_gap import COMPLAINTS, DataPoint, Gap
from bot.talks.domain.review_meeting_report import MeetingGoal, MeetingReport, Shortfall, praised

if TYPE_CHECKING:
    from bot.growth.domain.course import Recommendation


def gap(*, chinese: bool) -> Gap:
    """Return what the two see differently about complaints, with what the data says (R81)."""
    words = ("仍有3个投诉未闭环", "客户反馈处理及时") if chinese else ("3 complaints are still open", "Handled in time")
    return Gap(COMPLAINTS, *words, DataPoint(COMPLAINTS, good=False, open_complaints=3))


def link(*, chinese: bool) -> tuple[str, Finished]:
    """Return a statement about project C, and its record: two weeks early (R85)."""
    said = (
        "你在项目C中的技术支持，帮助团队提前2周完成交付"
        if chinese
        else "Your technical support on project C helped the team deliver two weeks early"
    )
    name = "项目C" if chinese else "Project C"
    done, due = figures.SEPTEMBER.start.replace(day=4), figures.SEPTEMBER.start.replace(day=18)
    return said, Finished(EventKind.PROJECT_COMPLETED, name, done, due=due)


def report(*, chinese: bool, course: Recommendation) -> MeetingReport:
    """Return a report that has every block."""
    shown = replace(meeting(Filler.MANAGER, chinese=chinese), steps=())
    goals = _example_goals(chinese=chinese)
    who = {key: person.name for key, person in figures.people(chinese=chinese).items()}
    words = ("华东区验收项目", "客户访谈") if chinese else _WORDS
    kudos = feedback_example.kudos(chinese=chinese)
    proposal = Proposal(ProposalKind.RAISE, "M1", datetime(2026, 10, 30, tzinfo=UTC), ProposalState.PROPOSED)
    return MeetingReport(
        meeting=shown,
        today=figures.TODAY,
        goals=goals,
        projects=(
            Finished(EventKind.PROJECT_COMPLETED, words[0], date(2026, 9, 18), Decimal("1.2"), date(2026, 9, 25)),
        ),
        complaints=(5, 3),
        kudos=((kudos, who[kudos.giver_id]),),
        trainings=(words[1],),
        pay=((proposal, action(chinese=chinese)),),
        gaps=(gap(chinese=chinese),),
        links=(link(chinese=chinese),),
        praised=praised(goals),
        shortfalls=(Shortfall(goals[1], course),),
    )


_WORDS: Final = ("Acceptance East", "Customer interviews")


def _example_goals(*, chinese: bool) -> tuple[MeetingGoal, ...]:
    first, second = figures.NEW_CUSTOMERS, figures.COLLECTIONS
    metrics = figures.METRICS
    drivers = example_driver.driver_evidence(chinese=chinese).drivers
    return (
        MeetingGoal(KnownResult(metrics[first.metric], first, (figures.OCTOBER,), ())),
        MeetingGoal(
            KnownResult(metrics[second.metric], second, (figures.SEPTEMBER,), (figures.OCTOBER,)),
            replace(drivers, metric=metrics[second.metric]),
        ),
    )
