"""Planning: what a manager's week asks for, person by person: a talk, a look in time, a word of praise."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from bot.feedback.domain.feedback import Mark, TakenBack
from bot.feedback.domain.story import StoryKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import tzinfo

    from bot.feedback.domain.driver import ValueDrivers
    from bot.feedback.domain.story import Story
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric
    from bot.overview.domain.team import Stand
    from bot.people.domain.person import Person
    from bot.talks.domain.pair_log import AgreedAction
    from bot.talks.domain.talk_answer import TalkAnswer

MOST: Final = 7
"""People who are named at once; the others are one tap away."""


_SLIPPING: Final = frozenset({StoryKind.SLIPPING, StoryKind.FELL_BACK, StoryKind.DROP, StoryKind.WORST})
_RECOVERING: Final = frozenset({StoryKind.IMPROVING})
_PRAISED: Final = frozenset({StoryKind.FIRST_REACHED, StoryKind.RECOVERED, StoryKind.BEST})
"""What a series shows of those with whom no talk is open, and what that asks for; of the rest nothing is asked."""


class PlanningGroup(StrEnum):
    """What somebody's figures ask of whoever leads them, the most pressing first."""

    TALK = "talk"
    SLIPPING = "slipping"
    RECOVERING = "recovering"
    PRAISE = "praise"


@dataclass(frozen=True, slots=True)
class PlanningAgreement:
    """Something that was agreed on in the last talk that has any, and the day of that talk."""

    met_on: date
    action: AgreedAction


@dataclass(frozen=True, slots=True)
class PlanningEntry:
    """Somebody on the list: in which group, for which value, the talk that is planned, and what was agreed before.

    ``story`` is what the series up to the value shows, None where nothing can be said of it.
    """

    person: Person
    group: PlanningGroup
    delta: Delta
    next_at: datetime | None = None
    agreement: PlanningAgreement | None = None
    story: Story | None = None


@dataclass(frozen=True, slots=True)
class PlanningChange:
    """What has changed since a plan came: of whom, why they are off it or told otherwise, and who leads them now.

    Without a reason somebody else leads them, ``lead`` or "" where that is nobody.
    """

    name: str
    why: TakenBack | None
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Planning:
    """A manager's week: everybody on the list in its order, and the names of those who were answered about today.

    Of the entries those from ``first`` on are shown, at most ``MOST``; ``drivers`` are what moved their values, as far
    as the manager may be told. ``changes`` are what has become of what a card said that is drawn anew.
    """

    entries: Sequence[PlanningEntry]
    metrics: Mapping[str, Metric]
    zone: tzinfo
    now: datetime
    first: int = 0
    settled: Sequence[str] = ()
    drivers: ValueDrivers = field(default_factory=dict)
    changes: Sequence[PlanningChange] = ()

    @property
    def shown(self) -> Sequence[PlanningEntry]:
        """Those who are named at once."""
        return self.entries[self.first : self.first + MOST]

    @property
    def today(self) -> date:
        """The reader's date."""
        return self.now.astimezone(self.zone).date()

    def count(self, group: PlanningGroup) -> int:
        """Return how many are in a group."""
        return sum(entry.group is group for entry in self.entries)


def entry_of(stand: Stand, story: Story | None) -> PlanningEntry | None:
    """Return what a person's standing asks for, None for nothing; ``story`` is that of the value that matters most.

    A talk that is open comes first. What gets worse is looked at before praise for something else.
    """
    delta = stand.delta
    if delta is None:
        return None
    if stand.talk:
        return PlanningEntry(stand.person, PlanningGroup.TALK, delta, stand.next_at, story=story)
    kind = story.kind if story else StoryKind.STEADY
    if kind in _SLIPPING:
        return PlanningEntry(stand.person, PlanningGroup.SLIPPING, delta, stand.next_at, story=story)
    if stand.praise is not None:
        return PlanningEntry(stand.person, PlanningGroup.PRAISE, stand.praise, stand.next_at)
    if kind in _PRAISED and story and story.mark is Mark.STRENGTH:
        return PlanningEntry(stand.person, PlanningGroup.PRAISE, delta, stand.next_at, story=story)
    if kind in _RECOVERING:
        return PlanningEntry(stand.person, PlanningGroup.RECOVERING, delta, stand.next_at, story=story)
    return None


def in_order(entries: Sequence[PlanningEntry]) -> list[PlanningEntry]:
    """Order entries: by what presses, where no talk is planned yet first, then by name; nobody is ranked."""
    groups = list(PlanningGroup)
    return sorted(
        entries,
        key=lambda entry: (
            groups.index(entry.group),
            entry.next_at is not None,
            entry.person.name,
            entry.person.id,
        ),
    )


def is_answered(entry: PlanningEntry, answers: Sequence[TalkAnswer], day: date) -> bool:
    """Say whether somebody was answered about for this very value, so that it is off the list on a day.

    Of an open talk the talk itself says so: see :func:`bot.talks.domain.talk.is_due`.
    """
    value = entry.delta.metric, entry.delta.period.start
    return entry.group is not PlanningGroup.TALK and any(
        answer.holds_on(day) and (answer.metric, answer.start) == value for answer in answers
    )
