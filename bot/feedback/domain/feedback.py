"""Feedback: words about a person with the evidence they rest on, from wanted to sent.

What may be said is settled before any words exist: an :class:`Outline` holds findings (each one fact, rendered by
code) and the sentences the company approved as next steps. A writer, offline or a model, only picks and orders by
id (:class:`Pick`). So a number in the words is a number in the evidence by construction.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.figures.domain.target import Bar
from bot.kit.period import Period

if TYPE_CHECKING:
    from datetime import datetime

    from bot.feedback.domain.story import Story
    from bot.figures.domain.delta import Delta

Keys = tuple[tuple[str, str, Period], ...]
"""The values that words are about: each by person, metric and period."""


class Stage(StrEnum):
    """Where a feedback stands; only these moves exist: wanted → drafted → approved → sent, or rejected, expired."""

    WANTED = "wanted"
    DRAFTED = "drafted"
    APPROVED = "approved"
    SENT = "sent"
    REJECTED = "rejected"
    EXPIRED = "expired"


class Occasion(StrEnum):
    """Why the words are written; each occasion has one view."""

    STANDING = "standing"
    """To the person: what went well, what to look at, one next step."""
    PRAISE = "praise"
    """To the person, at once: a target met with a highlight."""
    NUDGE = "nudge"
    """To the manager: talk with this person, with the evidence."""
    ALERT = "alert"
    """To the unit's manager: a line or team needs a look today."""
    CORRECTION = "correction"
    """To whoever heard a verdict that new data overturned."""


class Mark(StrEnum):
    """How a finding reads."""

    STRENGTH = "strength"
    GAP = "gap"
    PLAIN = "plain"


class Against(StrEnum):
    """What a finding compares its value with."""

    TARGET = "target"
    PREVIOUS = "previous"
    BASELINE = "baseline"
    PEERS = "peers"
    YEAR_AGO = "year_ago"
    STREAK = "streak"
    LIMIT = "limit"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing worth saying about one delta; ``weight`` orders findings by how much they matter (higher first).

    ``story`` is what the series up to the value shows, None where nothing can be said of it; ``against`` is what stands
    beside that. ``called`` says that a rule called for the words, and ``bar`` what it held the value against.
    """

    id: str
    mark: Mark
    against: tuple[Against, ...]
    delta: Delta
    weight: float
    bar: Bar | None = None
    called: bool = False
    story: Story | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A next step in an approved sentence, in the reader's language; it answers a finding, whatever that compares.

    ``aim`` names what it asks for: of the same aim one is told at most. One that ``asks`` is a question, not a deed.
    """

    id: str
    finding_id: str
    text: str
    aim: str = ""
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """Everything that may be said to one reader about one subject: findings by weight, and the steps to choose from."""

    subject_id: str
    reader_id: str
    occasion: Occasion
    period: Period
    findings: tuple[Finding, ...]
    steps: tuple[Step, ...] = field(default=())


OFFLINE = "offline"
"""The writer that is no model."""


@dataclass(frozen=True, slots=True)
class Pick:
    """A writer's choice among the outline's ids: which findings, in which order, and which steps (one or two)."""

    finding_ids: tuple[str, ...]
    step_ids: tuple[str, ...]
    writer: str = OFFLINE


class TakenBack(StrEnum):
    """Why a message was taken back: its figures were corrected, have got better, or what it went by is another now."""

    CORRECTED = "corrected"
    RECOVERED = "recovered"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Feedback:
    """Words wanted or written; ``signals`` are the numbers of the signal rows that called for it.

    ``key`` is unique: occasion, subject, reader, period and the reader's day on which the data came. ``data_at`` is
    when the newest data behind it arrived (the latency promise of R15 is measured from there); it is written no sooner
    than ``ready_at``, so that files which arrive together make one message. Once it is sent, ``deltas`` are what it
    speaks of; ``values`` and ``targets`` say what each of them was then, and what it was measured against,
    ``revisions`` how often it had been corrected (none where that was not kept).
    """

    key: str
    subject_id: str
    reader_id: str
    occasion: Occasion
    period: Period
    stage: Stage
    signals: tuple[int, ...]
    deltas: Keys
    data_at: datetime
    created_at: datetime
    ready_at: datetime
    pick: Pick | None = None
    approved_by: str | None = None
    values: tuple[float, ...] = ()
    targets: tuple[float | None, ...] = ()
    revisions: tuple[int, ...] = ()
    no: int = 0


def union(left: Keys, right: Keys) -> Keys:
    """Join keys; of the same value, whose days so far may have grown, the later one stays."""
    return tuple(
        {
            (person, metric, period.start): (person, metric, period) for person, metric, period in (*left, *right)
        }.values()
    )
