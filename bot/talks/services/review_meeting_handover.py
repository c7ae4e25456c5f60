"""What goes along of a review talk when somebody changes managers: its stage, its time and what was shared (U21)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.delivery.services import calendar_event
from bot.people.services import permission
from bot.reviews.domain.form_template import Filler
from bot.reviews.domain.review import ReviewStage
from bot.reviews.services.review_message import ReviewNews
from bot.reviews.services.seen_review import as_side
from bot.talks.domain.review_meeting import MeetingStage, planned, stage
from bot.talks.services import review_meeting_message as message

if TYPE_CHECKING:
    from datetime import datetime

    from bot.people.domain.person import Person
    from bot.talks.ports import Work


def hand_over(work: Work, person: Person, *, now: datetime) -> bool:
    """Bring whoever leads somebody now the talk of the review that goes on; False where nothing was arranged or noted.

    What whoever led them before noted for themselves stays that one's: it is no part of a meeting as another sees it.
    """
    review = next(iter(work.reviews.of(person.id)), None)
    if review is None or stage(review, ()) is MeetingStage.CLOSED:
        return False
    if as_side(work, review, Filler.MANAGER, now=now).status.stage is ReviewStage.AHEAD:
        return False
    if planned(work.review_meetings.steps(review.no)) is None and not work.meeting_notes.shared(review.no):
        return False  # the card by which they take the person over names the review
    calendar_event.handed_over(work, message.about(review), permission.leader(work, person, now=now), now=now)
    told = ReviewNews(review.no, message.HANDED, f"{now:%Y%m%dT%H%M%S}", kind=message.KIND)
    return message.tell(work, review, Filler.MANAGER, told, now=now)
