"""What a cycle asks before its forms go out: at the start what counts, half-way how it goes (R120)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from bot.kit.errors import Stale
from bot.reviews.domain.form_template import Filler

if TYPE_CHECKING:
    from bot.goals.domain.obstacle import Obstacle
    from bot.kit.period import Period
    from bot.reviews.domain.cycle import Cycle
    from bot.reviews.domain.review import Review


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewGoals:
    """What is to be reached in a period and what counts as reached, as one of the two wrote it last.

    Whoever wrote it agrees to it; ``agreed_at`` is when the other one did (UTC), None while they have not, and
    ``agreed_by`` who that was, as ``by`` is, by id.
    """

    review_no: int
    filler: Filler
    by: str
    at: datetime
    text: str
    version: int = 1
    agreed_at: datetime | None = None
    agreed_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """How somebody says half-way that it goes: ``percent`` of the way (0 to 100), in words, and what is in the way.

    ``need`` is what would help. ``plan_no`` and ``place`` name the request for support that came of it, 0 for none.
    """

    review_no: int
    by: str
    at: datetime
    percent: int
    text: str = ""
    obstacle: Obstacle | None = None
    need: str = ""
    plan_no: int = 0
    place: int = 0
    no: int = 0


@dataclass(frozen=True, slots=True)
class PromptState:
    """How far one person is with what the cycle asked, without a word of it; ``goals_by`` wrote the goals last."""

    goals_by: Filler | None = None
    agreed: bool = False
    checked_in: bool = False


NOT_YET: Final = PromptState()
GOALS_LEAD: Final = timedelta(days=14)
"""How long before their day goals are asked for."""
CHECK_IN_LEAD: Final = timedelta(days=7)
"""How long before its day the check-in is asked for."""


def usual_days(period: Period, *, today: date) -> tuple[date | None, date | None]:
    """Return until when goals are agreed and until when people check in half-way, for a period that is not over.

    Two weeks after its first day, or after today where that is later, and its middle; None for what comes too late:
    goals after the check-in, a check-in on a day that is past.
    """
    middle = period.start + timedelta(days=(period.end - period.start).days // 2)
    midway = middle if middle > today else None
    goals = max(period.start, today) + GOALS_LEAD
    return (goals if midway and goals < midway else None), midway


def goals_asked(cycle: Cycle, today: date) -> bool:
    """Say whether the two are asked on a day to agree what counts."""
    due = cycle.schedule.goals_due
    return due is not None and due - GOALS_LEAD <= today <= due


def check_in_asked(cycle: Cycle, today: date) -> bool:
    """Say whether people are asked on a day how it goes."""
    due = cycle.schedule.midway
    return due is not None and due - CHECK_IN_LEAD <= today <= due


def open_to_prompts(cycle: Cycle, review: Review, today: date) -> None:
    """See to it that goals can still be agreed, or a check-in be made: to the day on which the forms go out.

    Raises:
        Stale: when the forms have gone out, or the review is closed.
    """
    if review.closed_at is not None or today > cycle.schedule.opens:
        raise Stale("prompt-over")


def agrees(goals: ReviewGoals | None, version: int, side: Filler) -> ReviewGoals:
    """Return the goals to which one of the two can agree now.

    Raises:
        Stale: when they were changed meanwhile, are agreed already, or are that one's own words.
    """
    if goals is None or goals.version != version:
        raise Stale("prompt-goals-changed")
    if goals.agreed_at is not None or goals.filler is side:
        raise Stale("prompt-goals-agreed-before")
    return goals


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenPrompts:
    """What one of the two sees of the prompts of a review: the goals as they stand, the newest check-in.

    ``person`` is whose review it is and ``leader`` who leads them now ("" for nobody), by name; ``today`` is the day
    where the person is. ``agreed_with`` is who led the person when the goals were agreed, "" while they are not.
    """

    review: Review
    cycle: Cycle
    side: Filler
    person: str
    leader: str
    today: date
    goals: ReviewGoals | None = None
    agreed_with: str = ""
    check_in: CheckIn | None = None

    @property
    def open(self) -> bool:
        """Whether anything can still be written."""
        return self.review.closed_at is None and self.today <= self.cycle.schedule.opens

    @property
    def may_agree(self) -> bool:
        """Whether the goals wait for the reader's yes."""
        return self.open and bool(self.goals and self.goals.agreed_at is None and self.goals.filler is not self.side)
