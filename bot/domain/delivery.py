"""Deliveries: a message on its way to one person — when it may go, what a failure means, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class State(StrEnum):
    """Where a delivery stands."""

    DUE = "due"
    """Waiting for ``not_before``; ``reason`` says what holds it when that lies in the future."""
    SENDING = "sending"
    """Claimed under a lease: the request may be under way."""
    SENT = "sent"
    MERGED = "merged"
    """Its content went out inside a digest."""
    EXPIRED = "expired"
    FAILED = "failed"
    """Refused for good; the reason is the platform's."""


class Priority(IntEnum):
    """What matters first (methods 4.9); lower goes earlier."""

    REPLY = 0
    ALERT = 10
    DEADLINE = 20
    NUDGE = 30
    PRAISE = 40
    STANDING = 50
    REPORT = 60


class Hold(StrEnum):
    """Why a delivery waits; shown to the admin with the instant until which it does."""

    QUIET_HOURS = "quiet_hours"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    LEAVE = "leave"
    CAP = "cap"
    DIGEST = "digest"
    AFTER_SUBJECT = "after_subject"
    """The manager hears it after the person does (trust page)."""
    BUDGET = "budget"
    REVIEW = "review"
    RETRY = "retry"
    RATE = "rate"
    PAUSED = "paused"
    NOT_REACHABLE = "not_reachable"
    """No account on any platform that is on."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the platform gave back: how to find, update or recall the message; the keys are the platform's own."""

    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message to one person.

    ``key`` is the unique business key; ``opaque`` is what the platform sees of it (it tells nothing). ``card`` is
    the neutral message as JSON. ``after`` is the key of a delivery that has to be out first. ``merge`` names the
    digest into which it may be merged ("" when it must stand alone). ``attempts`` fences the lease: a marking counts
    only under the attempt that made the claim. ``doubt`` is set when an earlier attempt may have been accepted.
    """

    key: str
    opaque: str
    person_id: str
    kind: str
    priority: Priority
    card: str
    created_at: datetime
    not_before: datetime
    platform: str = ""
    state: State = State.DUE
    reason: Hold | None = None
    detail: str = ""
    data_at: datetime | None = None
    expires_at: datetime | None = None
    after: str = ""
    merge: str = ""
    rule: str = ""
    subject_id: str = ""
    attempts: int = 0
    doubt: bool = False
    first_attempt_at: datetime | None = None
    lease_until: datetime | None = None
    owner: str = ""
    sent_at: datetime | None = None
    receipt: Receipt | None = None
    no: int = 0
