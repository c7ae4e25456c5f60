"""Deliveries: a message on its way to one person — where it stands, why it waits, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bot.kit.identity import Identity


SWITCHED_OFF = "off"
"""The detail of a message that was not sent because its reader wants none of its kind."""


class DeliveryState(StrEnum):
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


NO_ACCOUNT = "no account"
"""The detail of a message that was not sent because its reader has no account there any more."""
REDRAW = "redraw"
"""The kind of a delivery that changes a message which is out, that of ``after``, in its place."""


class Priority(IntEnum):
    """What matters first (methods 4.9); lower goes earlier."""

    REPLY = 0
    NOTICE = 5
    """What has to be said before anything else may be; it counts against no cap."""
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
    TOGETHER = "together"
    """Others to the same reader are about to come, and make one message with it."""
    BUDGET = "budget"
    REVIEW = "review"
    RETRY = "retry"
    PLATFORM = "platform"
    """The platform takes no messages at all at present."""
    RATE = "rate"
    PAUSED = "paused"
    NOT_REACHABLE = "not_reachable"
    """No account on any platform that is on."""
    NOTICE = "notice"
    """The person has not been told yet what Jinbu does (trust page)."""


OF_PLATFORM = (Hold.PLATFORM, Hold.RATE, Hold.BUDGET, Hold.RETRY)
"""What holds a message on one platform, and says nothing of another."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the platform gave back: how to find, update or recall the message.

    On each platform ``user`` is the account that the message went to, and ``id`` is by what it can be changed, missing
    where it cannot be. What else there is, is the platform's own.
    """

    fields: dict[str, str] = field(default_factory=dict)

    @property
    def changes(self) -> bool:
        """Whether the message can be redrawn: a robot's Markdown message in DingTalk stays as it is."""
        return "id" in self.fields

    def stands_before(self, identity: Identity) -> bool:
        """Whether the message went to this account: whose an account is may be another matter by now."""
        return self.fields.get("user") == identity.user


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message to one person.

    ``key`` is the unique business key; ``opaque`` is what the platform sees of it (it tells nothing). ``card`` is
    the neutral message as JSON. ``after`` is the key of a delivery that has to be out first. ``merge`` names the
    digest into which it may be merged ("" when it must stand alone). ``rights`` is what its reader might do when it was
    written, where it rests on more than one person's figures ("" where it does not). ``attempts`` fences the lease: a
    marking counts only under the attempt that made the claim. ``doubt`` is set when an earlier attempt may have been
    accepted.
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
    state: DeliveryState = DeliveryState.DUE
    reason: Hold | None = None
    detail: str = ""
    data_at: datetime | None = None
    expires_at: datetime | None = None
    after: str = ""
    merge: str = ""
    rule: str = ""
    subject_id: str = ""
    rights: str = ""
    attempts: int = 0
    doubt: bool = False
    first_attempt_at: datetime | None = None
    lease_until: datetime | None = None
    owner: str = ""
    sent_at: datetime | None = None
    answered_at: datetime | None = None
    receipt: Receipt | None = None
    no: int = 0


VERDICTS: Final = frozenset({"standing", "praise", "nudge", "alert", "correction", "reminder", "digest", "approval"})
"""Kinds of messages of which the kind alone says how somebody did."""
FIGURES: Final = "figures"
"""What such a kind is called for those who may not read figures."""


def kind_for(kind: str) -> str:
    """Return a kind of message as those may know it who may not read figures."""
    return FIGURES if kind in VERDICTS else kind


def coarse(delivery: Delivery) -> Delivery:
    """Return a delivery as those may know it who may not read figures: nothing of it says how somebody did.

    Its key, its rule, how urgent it is, that a manager's message waits for the person's own, and that it waits while
    its rule is paused, would say so.
    """
    if delivery.kind not in VERDICTS:
        return delivery
    told = delivery.state is DeliveryState.FAILED or delivery.detail == SWITCHED_OFF
    waits = delivery.reason in {Hold.AFTER_SUBJECT, Hold.REVIEW, Hold.PAUSED}
    return replace(
        delivery,
        key=delivery.opaque,
        kind=FIGURES,
        rule="",
        priority=Priority.STANDING,
        reason=None if waits else delivery.reason,
        not_before=delivery.created_at if waits else delivery.not_before,
        detail=delivery.detail if told else "",
        subject_id="",
        card="",
        after="",
    )


SETTLED = "settled meanwhile"
MOVED = "moved or called off"
SUPERSEDED = "a later message says how it stands"
NOTHING_LEFT = "nothing left to say"
WRITTEN_ANEW = "written anew"
"""Why a message that waited was not sent: what it asked for was done, or what it told of is no more as it was."""
