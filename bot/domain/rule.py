"""Rules: when a delta deserves words, whose ears they are for, and how often."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.reading import Period


class Scope(StrEnum):
    """Whose deltas a rule looks at."""

    PERSON = "person"
    UNIT = "unit"


class Audience(StrEnum):
    """Who hears of it: the person, or the person's (or unit's) manager, or the head of the department, or HR."""

    PERSON = "person"
    MANAGER = "manager"
    HEAD = "head"
    HR = "hr"


class Tone(StrEnum):
    """What kind of message a rule calls for; it decides priority and which gates apply."""

    ALERT = "alert"
    NUDGE = "nudge"
    PRAISE = "praise"
    STANDING = "standing"


class Cadence(StrEnum):
    """When a rule speaks: as soon as the data is in, or once the period is over."""

    AT_ONCE = "at_once"
    PERIOD_END = "period_end"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    ``condition`` is an expression over named facts, in English or Chinese names (``bot.domain.condition``).
    ``cooldown_days`` is per rule and subject; a value worse by a material step breaks it (methods 4.9).
    ``minimum_n`` is the smallest denominator a verdict may rest on (methods 4.1). ``suppresses`` names rules about
    members of the unit that stay silent when this one fires for their unit and the same day's data.
    With ``review`` the words wait for a person's approval.
    """

    key: str
    title_en: str
    title_zh: str
    scope: Scope
    condition: str
    audience: Audience
    tone: Tone
    cadence: Cadence = Cadence.AT_ONCE
    cooldown_days: int = 7
    minimum_n: int = 0
    material: bool = False
    review: bool = False
    enabled: bool = True
    suppresses: tuple[str, ...] = field(default=())
    version: int = 1


@dataclass(frozen=True, slots=True)
class Signal:
    """A rule that fired: about whom, on which metric and period, with the facts that made it true.

    ``revision`` counts restatements of the same period's value, so that one cause has one key.
    """

    rule: str
    rule_version: int
    subject_id: str
    metric: str
    period: Period
    revision: int
    audience: Audience
    tone: Tone
    review: bool
    facts: dict[str, float | int | str | None]
    fired_at: datetime
    no: int = 0

    @property
    def key(self) -> str:
        """The business key: one effect per rule, subject, metric, period and revision."""
        return f"{self.rule}:{self.subject_id}:{self.metric}:{self.period.start.isoformat()}:{self.revision}"
