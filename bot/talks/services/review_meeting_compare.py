"""Both sides of a review held side by side, and against the data, for whoever of the two may read both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.people.services.permission import somebody
from bot.reviews.domain.form_template import Filler
from bot.reviews.domain.known_facts import KnownFacts
from bot.reviews.services.cycle import today_of
from bot.reviews.services.known_facts import known_facts
from bot.talks.domain.review_meeting_compare import ComparedField, compared, said_by
from bot.talks.domain.review_meeting_gap import Gap, data_points, gaps, linked, statements, topics
from bot.talks.services.review_meeting_facts import complaints_of, projects_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.figures.domain.finished import Finished
    from bot.figures.domain.metric import Metric
    from bot.people.domain.permission import Actor
    from bot.talks.domain.review_meeting_seen import SeenMeeting
    from bot.talks.ports import Work


@dataclass(frozen=True, slots=True)
class ComparedViews:
    """What both wrote, field by field, where they and the data do not agree, and which records they name.

    ``fields`` are none while the other's words are not the reader's to read. ``metrics`` are those of the gaps, by key.
    """

    fields: tuple[ComparedField, ...]
    gaps: tuple[Gap, ...]
    links: tuple[tuple[str, Finished], ...]
    metrics: Mapping[str, Metric]


def views(work: Work, actor: Actor, meeting: SeenMeeting, *, now: datetime) -> ComparedViews:
    """Return both sides of a review as the actor may read them now; the other's words only when these are theirs."""
    seen = meeting.seen
    person, cycle = somebody(work, seen.review.person_id), seen.cycle
    versions = {seen.side: seen.own, seen.other_side: seen.other}
    values = {side: version.values if version else {} for side, version in versions.items()}
    sections = {side: seen.answers_to(version) if version else seen.shown(side) for side, version in versions.items()}
    fields = compared(
        sections[Filler.EMPLOYEE], sections[Filler.MANAGER], values[Filler.EMPLOYEE], values[Filler.MANAGER]
    )
    restricted = person.id in work.restrictions.all()
    known = KnownFacts() if restricted else known_facts(work, person.id, cycle, today=today_of(person, now))
    projects = [] if restricted else projects_of(work, actor, person, cycle, today=today_of(person, now), now=now)
    complaints = [] if restricted else complaints_of(work, person, cycle)
    metrics = {result.metric.key: result.metric for result in known.results}
    named = topics(metrics.values(), projects)
    texts = {side: said_by(sections[side], values[side]) for side in sections}
    employee, manager = (statements(texts[side], named) for side in (Filler.EMPLOYEE, Filler.MANAGER))
    asked = tuple(Gap("question", question=field) for field in fields if field.apart)
    return ComparedViews(
        fields if seen.other is not None else (),
        (*asked, *gaps(employee, manager, data_points(known.results, projects, complaints))),
        tuple(linked(texts[Filler.MANAGER], projects)),
        metrics,
    )
