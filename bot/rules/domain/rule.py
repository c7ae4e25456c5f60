"""Rules: when a delta deserves words, whose ears they are for, and how often."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from bot.kit.period import Period
    from bot.rules.domain.fact import Value


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

    ``condition`` is an expression over named facts, in English or Chinese names (``bot.rules.domain.condition``).
    ``cooldown_days`` is per rule and subject; a value worse by a material step breaks it (methods 4.9).
    ``minimum_n`` is the smallest denominator a verdict may rest on (methods 4.1). ``suppresses`` names rules about
    members of the unit that stay silent when this one fires for their unit and the same day's data.
    With ``review`` the words wait for a person's approval. ``tested`` says that an admin has seen what this version
    would have done; without it nobody can switch it on.
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
    tested: bool = False


DEFINITION = (
    "title_en", "title_zh", "scope", "condition", "audience", "tone", "cadence", "cooldown_days", "minimum_n",
    "material", "review",
)  # fmt: skip
"""What somebody writes of a rule, in the order in which it is asked."""
_NAMES = frozenset({"title_en", "title_zh"})


def changes(before: Rule, after: Rule) -> tuple[str, ...]:
    """Return what differs between two versions, by the name of the field; being switched on or off comes last."""
    return tuple(name for name in (*DEFINITION, "enabled") if getattr(before, name) != getattr(after, name))


def edited(before: Rule, after: Rule) -> Rule:
    """Return a rule as an edit leaves it: off and not tested, unless it speaks as before to the same people."""
    if _NAMES.issuperset(changes(before, after)):
        return after
    return replace(after, enabled=False, tested=False)


class Silence(StrEnum):
    """Why a rule that fired stays silent; kept with the signal for whoever asks."""

    TOO_EARLY = "too_early"
    """Too little of the period is over for a verdict."""
    SAMPLE_TOO_SMALL = "sample_too_small"
    NOT_MATERIAL = "not_material"
    """The change is smaller than what is worth speaking of."""
    ONE_PRAISE = "one_praise"
    """The person has been praised for this period already."""
    COOLDOWN = "cooldown"
    EXPLAINED = "explained"
    """The unit's own alert of the same day says why."""
    HISTORY = "history"
    """The period was over long before the value came in: the past is loaded, nobody can act on it today."""
    AT_LIMIT = "at_limit"
    """The value is exactly at the limit that it should be below: nothing to praise, nothing to blame."""
    COMMON = "common"
    """Most of the role reach the target as well, and the value is neither far ahead nor the person's own best."""
    NOBODY = "nobody"
    """There is nobody whom it is for."""
    TOGETHER = "together"
    """Another message of that day to the same reader stands for it."""
    IN_QUESTION = "in_question"
    """It fits so many of a group that whoever owns the target or the rule is asked whether that is right."""


@dataclass(frozen=True, slots=True)
class Signal:
    """A rule that fired: about whom, on which metric and period, with the facts that made it true.

    ``period`` ends where the value's reading ends, so that each extension of a to-date value is a cause of its own;
    ``revision`` counts restatements of the same value. ``silenced`` says why nobody hears of it, if so.
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
    facts: dict[str, Value]
    fired_at: datetime
    silenced: Silence | None = None
    no: int = 0

    @property
    def key(self) -> str:
        """The business key, see :func:`signal_key`."""
        return signal_key(self.rule, self.subject_id, self.metric, self.period, self.revision)


def signal_key(rule: str, subject_id: str, metric: str, period: Period, revision: int) -> str:
    """Return what makes a signal one: rule, subject, metric, the days its value covers, and the revision."""
    return f"{rule}:{subject_id}:{metric}:{period.start.isoformat()}:{period.end.isoformat()}:{revision}"
