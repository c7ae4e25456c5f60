"""How a cycle stands: of each team how many are where, and who is late; never what was written (R77, R100)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.reviews.domain.form_template import Filler
from bot.reviews.domain.prompt import NOT_YET, PromptState
from bot.reviews.domain.review import due_day
from bot.reviews.domain.review_task import Skipped, undone_tasks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from bot.reviews.domain.cycle import Cycle
    from bot.reviews.domain.review import Review
    from bot.reviews.domain.review_task import ReviewTask


@dataclass(frozen=True, slots=True)
class TeamStatus:
    """How many people of a team there are, and of how many what has happened.

    ``planned`` are talks that have a time and were not held, ``overdue`` people of whom anything is past its day,
    ``skipped`` those of whom anything is left out.
    ``late`` are the names of those whose own part is missing after its day, ``late_views`` those of whom the view of
    whoever leads them is.
    """

    team: str
    people: int
    goals: int
    check_ins: int
    self_reviews: int
    views: int
    planned: int
    held: int
    confirmed: int
    overdue: int
    skipped: int
    late: tuple[str, ...]
    late_views: tuple[str, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Of how many people what has happened, in the order of a cycle."""
        return {
            "goals": self.goals,
            "check_ins": self.check_ins,
            "self_reviews": self.self_reviews,
            "views": self.views,
            "planned": self.planned,
            "held": self.held,
            "confirmed": self.confirmed,
            "overdue": self.overdue,
            "skipped": self.skipped,
        }


@dataclass(frozen=True, slots=True)
class ReviewedPerson:
    """Somebody with a review: their name, the team they belong to now, and the day where they are.

    ``prompts`` says how far they are before the forms, ``skipped`` what is left out, ``planned`` that their talk has a
    time.
    """

    name: str
    team: str
    today: date
    prompts: PromptState = NOT_YET
    skipped: Skipped = frozenset()
    planned: bool = False


@dataclass(frozen=True, slots=True)
class MissingTask:
    """A task that is not done: of whose review, in which team, and who owes it, by id and name."""

    review: Review
    task: ReviewTask
    person: str
    team: str
    reader_id: str
    reader: str
    overdue: bool


def by_team(cycle: Cycle, reviews: Iterable[Review], people: Mapping[str, ReviewedPerson]) -> list[TeamStatus]:
    """Count reviews by the team of each person, by its name; ``people`` are by id, and who is not there is left out."""
    teams: dict[str, list[tuple[Review, ReviewedPerson]]] = {}
    for review in reviews:
        if (person := people.get(review.person_id)) is not None:
            teams.setdefault(person.team, []).append((review, person))
    return [_team(cycle, team, teams[team]) for team in sorted(teams)]


def _team(cycle: Cycle, team: str, members: list[tuple[Review, ReviewedPerson]]) -> TeamStatus:
    reviews = [review for review, _ in members]
    return TeamStatus(
        team=team,
        people=len(members),
        goals=sum(person.prompts.agreed for _, person in members),
        check_ins=sum(person.prompts.checked_in for _, person in members),
        self_reviews=sum(review.self_at is not None for review in reviews),
        views=sum(review.manager_at is not None for review in reviews),
        planned=sum(person.planned and review.held_at is None for review, person in members),
        held=sum(review.held_at is not None for review in reviews),
        confirmed=sum(review.confirmed for review in reviews),
        overdue=sum(_overdue(cycle, review, person) for review, person in members),
        skipped=sum(bool(person.skipped) for _, person in members),
        late=_late(cycle, members, Filler.EMPLOYEE),
        late_views=_late(cycle, members, Filler.MANAGER),
    )


def tasks_of(cycle: Cycle, review: Review, person: ReviewedPerson) -> tuple[ReviewTask, ...]:
    """Return what is not done in somebody's review."""
    return undone_tasks(review, cycle, person.today, person.prompts, person.skipped)


def _overdue(cycle: Cycle, review: Review, person: ReviewedPerson) -> bool:
    return any(task.due < person.today for task in tasks_of(cycle, review, person))


def _late(cycle: Cycle, members: list[tuple[Review, ReviewedPerson]], side: Filler) -> tuple[str, ...]:
    return tuple(
        sorted(
            person.name
            for review, person in members
            if review.sent_in(side) is None and person.today > due_day(cycle.schedule, side)
        )
    )
