"""How a cycle stands: of each team how many are where, and who is late; never what was written (R77, R100)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.reviews.domain.form_template import Filler
from bot.reviews.domain.review import due_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from bot.reviews.domain.cycle import Cycle
    from bot.reviews.domain.review import Review


@dataclass(frozen=True, slots=True)
class TeamStatus:
    """How many people of a team there are, and of how many what has happened.

    ``late`` are the names of those whose own part is missing after its day, ``late_views`` those of whom the view of
    whoever leads them is.
    """

    team: str
    people: int
    self_reviews: int
    views: int
    held: int
    confirmed: int
    late: tuple[str, ...]
    late_views: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReviewedPerson:
    """Somebody with a review: their name, the team they belong to now, and the day where they are."""

    name: str
    team: str
    today: date


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
        self_reviews=sum(review.self_at is not None for review in reviews),
        views=sum(review.manager_at is not None for review in reviews),
        held=sum(review.held_at is not None for review in reviews),
        confirmed=sum(review.confirmed for review in reviews),
        late=_late(cycle, members, Filler.EMPLOYEE),
        late_views=_late(cycle, members, Filler.MANAGER),
    )


def _late(cycle: Cycle, members: list[tuple[Review, ReviewedPerson]], side: Filler) -> tuple[str, ...]:
    return tuple(
        sorted(
            person.name
            for review, person in members
            if review.sent_in(side) is None and person.today > due_day(cycle.schedule, side)
        )
    )
