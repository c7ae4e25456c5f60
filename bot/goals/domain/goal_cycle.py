"""Goal cycles: what people are asked at the start of a period, half-way and at its end, and how far each is (R120).

The start follows the cycle that HR has set; half-way and the end follow the periods of the goals themselves, so that a
goal of a year is looked at in its own middle whatever the cycle is.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from bot.goals.domain.aim_time import after
from bot.goals.domain.goal import GoalState
from bot.goals.domain.pace import Health
from bot.kit.period import Grain, Period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.goals.domain.goal_sight import GoalGlance


class CycleStep(StrEnum):
    """What a goal cycle asks, and of whom."""

    START = "start"
    """To write a goal, of who has none in the period."""
    TEAM_START = "team_start"
    """To propose goals, of whoever leads some who have none."""
    MIDDLE = "middle"
    """How goals stand and what is in their way, of whose they are."""
    END = "end"
    """What became of goals, of whose they were."""
    TEAM_END = "team_end"
    """To close goals that their owners did not close, of whoever leads these."""


SHORTEST: Final = 28
"""Days from which on a goal has a half-way question: a shorter one ends before an answer would change much."""
LATE: Final = {CycleStep.MIDDLE: timedelta(days=14), CycleStep.END: timedelta(days=21)}
"""For how long after its day something is still asked: long enough for a week of holidays and a standstill of days."""
RECENT: Final = timedelta(days=7)
"""Who has said so lately how a goal stands, or has just agreed it, is not asked."""
REMINDER_AFTER: Final = 5
"""Working days after which somebody who has not answered is reminded, once."""
LEADER_AFTER: Final = 3
"""Working days that owners have to close their goals before whoever leads them is asked to."""


def cycle_period(day: date, months: int) -> Period:
    """Return the period of so many months (3, 6 or 12) in which a day lies."""
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    return Period(first, after(first, months, Grain.MONTH) - timedelta(days=1))


def previous(period: Period, months: int) -> Period:
    """Return the period of a cycle directly before one."""
    return cycle_period(period.start - timedelta(days=1), months)


def middle(period: Period) -> date:
    """Return the first day of the second half of a period.

    It is also the bar for who joins later, and for a cycle that HR sets in the middle of a period: whoever could be
    asked for a goal only now would be asked how it stands at once, and has less than half of the time for it.
    """
    return period.start + timedelta(days=period.days // 2)


def following(period: Period) -> Period:
    """Return the period that comes after one: as many months where these are whole, else as many days."""
    first, behind = period.start, period.end + timedelta(days=1)
    if first.day == behind.day == 1:
        months = (behind.year - first.year) * 12 + behind.month - first.month
        return Period(behind, after(behind, months, Grain.MONTH) - timedelta(days=1))
    return Period(behind, period.end + timedelta(days=period.days))


def goes_well_by_data(seen: GoalGlance) -> bool:
    """Say whether data alone tell that a goal goes well: nobody has to be asked about it."""
    far = seen.progress
    typed = any(result.typed for result in seen.goal.key_results)
    return not typed and 0 < far.known == far.parts and seen.health is Health.ON_TRACK


# How far people are


@dataclass(frozen=True, slots=True)
class Share:
    """So many of some goals."""

    done: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonInCycle:
    """How far somebody is in a cycle, worked out of their goals and check-ins as these are.

    ``goals`` says whether goals of the period are agreed (open, or closed), only proposed, or None for no goals yet;
    ``waits_for`` names whose yes proposed ones wait for. ``checked_in`` is for how many of those whose middle is past
    they have said how it stands, ``closed`` how many of those whose period is over are closed; None where that is none.
    """

    name: str
    goals: GoalState | None = None
    waits_for: tuple[str, ...] = ()
    checked_in: Share | None = None
    closed: Share | None = None

    @property
    def owes(self) -> int:
        """How much of what the cycle asks is not done."""
        shares = (self.checked_in, self.closed)
        return (self.goals is not GoalState.OPEN) + sum(share.of - share.done for share in shares if share)


@dataclass(frozen=True, slots=True)
class CycleCounts:
    """How far a company is: ``people`` who are led by somebody, for how many goals are agreed or proposed.

    ``checked_in`` and ``closed`` count goals, as :class:`PersonInCycle` does.
    """

    people: int
    agreed: int
    proposed: int
    checked_in: Share
    closed: Share

    @classmethod
    def of(cls, people: Sequence[PersonInCycle]) -> CycleCounts:
        """Count some people."""

        def summed(shares: Sequence[Share | None]) -> Share:
            known = [share for share in shares if share]
            return Share(sum(share.done for share in known), sum(share.of for share in known))

        return cls(
            people=len(people),
            agreed=sum(person.goals is GoalState.OPEN for person in people),
            proposed=sum(person.goals is GoalState.PROPOSED for person in people),
            checked_in=summed([person.checked_in for person in people]),
            closed=summed([person.closed for person in people]),
        )


# What HR types


_SAID: Final = {
    0: r"off|none|never|no|关|关闭|停|停用|取消|不设",
    3: r"(?:each |every |per )?quarter(?:ly|s)?|每?季度?|按季度?",
    6: r"(?:each |every |per )?half[- ]?year(?:ly|s)?|six months|每?半年度?|按半年",
    12: r"(?:each |every |per )?year(?:ly|s)?|annual(?:ly)?|每?(?:年|年度|全年)|按年",
}


def said_months(text: str) -> int | None:
    """Read for how many months goals are agreed as HR types it: ``quarter``, 半年, ``off`` (0); else return None."""
    said = unicodedata.normalize("NFKC", text).strip(" .。").casefold()
    return next((months for months, words in _SAID.items() if re.fullmatch(words, said)), None)
