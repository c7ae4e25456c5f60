"""Planning: what a manager's week asks for, person by person: a talk, a look in time, a word of praise."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from bot.feedback.domain.comparison import RUN, run_of, worth_saying
from bot.feedback.domain.feedback import Against, Mark
from bot.talks.domain.talk import attained

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import tzinfo

    from bot.feedback.domain.driver import ValueDrivers
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric
    from bot.overview.domain.team import Stand
    from bot.people.domain.person import Person
    from bot.talks.domain.pair_log import AgreedAction
    from bot.talks.domain.talk_answer import TalkAnswer

MOST: Final = 7
"""People who are named at once; the others are one tap away."""


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
    """Somebody on the list: in which group, for which value, the talk that is planned, and what was agreed before."""

    person: Person
    group: PlanningGroup
    delta: Delta
    next_at: datetime | None = None
    agreement: PlanningAgreement | None = None


@dataclass(frozen=True, slots=True)
class Planning:
    """A manager's week: everybody on the list in its order, and the names of those who were answered about today.

    Of the entries those from ``first`` on are shown, at most ``MOST``; ``drivers`` are what moved their values, as far
    as the manager may be told.
    """

    entries: Sequence[PlanningEntry]
    metrics: Mapping[str, Metric]
    zone: tzinfo
    now: datetime
    first: int = 0
    settled: Sequence[str] = ()
    drivers: ValueDrivers = field(default_factory=dict)

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


def entry_of(stand: Stand, metrics: Mapping[str, Metric]) -> PlanningEntry | None:
    """Return what a person's standing asks for, None for nothing.

    A talk that is open comes first. A run that goes down is looked at before praise for something else.
    """
    delta = stand.delta
    if delta is None:
        return None
    if stand.talk:
        return PlanningEntry(stand.person, PlanningGroup.TALK, delta, stand.next_at)
    group = _moving(delta, metrics[delta.metric])
    if group is not PlanningGroup.SLIPPING and stand.praise is not None:
        return PlanningEntry(stand.person, PlanningGroup.PRAISE, stand.praise, stand.next_at)
    return PlanningEntry(stand.person, group, delta, stand.next_at) if group else None


def _moving(delta: Delta, metric: Metric) -> PlanningGroup | None:
    """Say whether a value slips, or recovers while its target is still missed."""
    if not worth_saying(Against.STREAK, delta, metric, Mark.PLAIN):
        return None
    run = run_of(delta, metric)
    if run <= -RUN:
        return PlanningGroup.SLIPPING
    return PlanningGroup.RECOVERING if run >= RUN and attained(delta) < 1 else None


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
