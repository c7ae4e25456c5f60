"""Approvals: no words that somebody has to look at first go out without a yes (R29).

A feedback moves only by the functions here: each returns the next one or raises. What somebody decides about, and
until when, is an :class:`Approval`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from bot.feedback.domain.feedback import Feedback, Mark, Occasion, Stage
from bot.feedback.domain.outline import told
from bot.kit.calendar import instant, next_working_day, wall
from bot.kit.errors import Stale
from bot.rules.domain.rule import Audience, Tone

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.feedback.domain.feedback import Finding, Outline, Pick
    from bot.figures.domain.delta import Delta
    from bot.rules.domain.rule import Signal

WORKING_DAYS: Final = 2
"""How long somebody has to decide; they are reminded when half of it is over."""
REMIND_AFTER: Final = 1
LONGEST_HOLD: Final = 5
"""For how many working days words may be held at most, counted from the hold."""


class ApprovalState(StrEnum):
    """What came of the question."""

    OPEN = "open"
    APPROVED = "approved"
    LET_GO = "let_go"
    """Nobody answered, and praise may go out by itself."""
    REJECTED = "rejected"
    EXPIRED = "expired"
    """Nobody answered in time: it was not sent."""
    REDRAWN = "redrawn"
    """The figures changed: it is written anew, and asked about again."""


@dataclass(frozen=True, slots=True)
class Approval:
    """The question whether words may go out, to whom it was put, and what came of it.

    ``feedback`` is the feedback's key. ``reviewer_id`` is None while nobody is there to decide. ``digest`` stands for
    the figures that the words were drafted from. ``edited_by`` chose other findings or steps than the writer did;
    ``note`` is the reviewer's own sentence. ``revision`` counts how often it was drafted.
    """

    feedback: str
    reviewer_id: str | None
    asked_at: datetime
    due_at: datetime
    digest: str
    state: ApprovalState = ApprovalState.OPEN
    revision: int = 1
    reminded: bool = False
    edited_by: str = ""
    note: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None
    reason: str = ""


def _needed(feedback: Feedback, signals: Iterable[Signal]) -> bool:
    """Say whether somebody has to look at the words first.

    A rule may say so. What a rule makes of somebody's weak figures never goes to that person unseen, whatever it says.
    Their own plain figures (standing) do: they hear those before anybody; so does whoever was told something wrong.
    """
    if feedback.occasion is Occasion.CORRECTION:
        return False
    if feedback.occasion is not Occasion.STANDING:
        return any(signal.review for signal in signals)
    theirs = [signal for signal in signals if signal.audience is Audience.PERSON]
    return any(signal.review or signal.tone in {Tone.NUDGE, Tone.ALERT} for signal in theirs)


def negative(pick: Pick) -> bool:
    """Say whether words speak of anything that did not go well."""
    return Mark.GAP in told(pick).values()


def figures(findings: Iterable[Finding]) -> str:
    """Return what stands for the figures behind findings: any change of one gives another."""
    seen = {
        (finding.delta.person_id, finding.delta.metric, finding.delta.period.start.isoformat()): (
            finding.delta.value,
            finding.delta.target,
            finding.delta.revision,
        )
        for finding in findings
    }
    return hashlib.blake2b(repr(sorted(seen.items())).encode(), digest_size=12).hexdigest()


def spoken(outline: Outline, pick: Pick) -> list[Finding]:
    """Return the findings of an outline that a pick speaks of."""
    return [finding for finding in outline.findings if finding.id in pick.finding_ids]


# The feedback's moves


def draft(feedback: Feedback, pick: Pick, signals: Iterable[Signal]) -> Feedback:
    """Return a wanted feedback with its words: drafted where they wait for a yes, else approved as they are.

    This is the one place where it is decided; what was approved is all that can be sent.

    Raises:
        Stale: when it is not wanted any more.
    """
    stage = Stage.DRAFTED if _needed(feedback, signals) else Stage.APPROVED
    return replace(_from(feedback, Stage.WANTED), stage=stage, pick=pick)


def edit(feedback: Feedback, pick: Pick) -> Feedback:
    """Return a drafted feedback with other words."""
    return replace(_from(feedback, Stage.DRAFTED), pick=pick)


def approve(feedback: Feedback, *, by: str) -> Feedback:
    """Return a drafted feedback that may go out, and who says so."""
    return replace(_from(feedback, Stage.DRAFTED), stage=Stage.APPROVED, approved_by=by)


def reject(feedback: Feedback) -> Feedback:
    """Return a drafted feedback that will never go out."""
    return replace(_from(feedback, Stage.DRAFTED), stage=Stage.REJECTED)


def expire(feedback: Feedback) -> Feedback:
    """Return a feedback that has nothing to say any more, or about which nobody decided in time."""
    return replace(_from(feedback, Stage.WANTED, Stage.DRAFTED), stage=Stage.EXPIRED)


def redraw(feedback: Feedback, *, now: datetime) -> Feedback:
    """Return a drafted feedback to be written again, because its figures changed."""
    return replace(_from(feedback, Stage.DRAFTED), stage=Stage.WANTED, pick=None, ready_at=now)


def send(feedback: Feedback, pick: Pick, told: Iterable[Delta]) -> Feedback:
    """Return an approved feedback as sent, with the values that it speaks of as they are now.

    Raises:
        Stale: when it was not approved, or sent before.
    """
    return _telling(replace(_from(feedback, Stage.APPROVED), stage=Stage.SENT), pick, told)


def withdraw(feedback: Feedback) -> Feedback:
    """Return a feedback that does not go out to its reader: it is written for another, or taken back in the outbox."""
    stages = (Stage.WANTED, Stage.DRAFTED, Stage.APPROVED, Stage.SENT)
    return replace(_from(feedback, *stages), stage=Stage.EXPIRED)


def _telling(feedback: Feedback, pick: Pick, told: Iterable[Delta]) -> Feedback:
    known = {(delta.person_id, delta.metric, delta.period): delta for delta in told}
    values = tuple(delta.value or 0.0 for delta in known.values())
    targets = tuple(delta.target for delta in known.values())
    revisions = tuple(delta.revision for delta in known.values())
    return replace(feedback, pick=pick, deltas=tuple(known), values=values, targets=targets, revisions=revisions)


def _from(feedback: Feedback, *stages: Stage) -> Feedback:
    """Return the feedback when it stands where it may move on from.

    Raises:
        Stale: when it does not: somebody was faster.
    """
    if feedback.stage not in stages:
        raise Stale("approval-decided")
    return feedback


# The question's moves


def ask(
    feedback: Feedback,
    reviewer_id: str | None,
    *,
    digest: str,
    before: Approval | None,
    now: datetime,
    due_at: datetime,
) -> Approval:
    """Return the question about a draft; ``before`` is the one about an earlier draft of the same words."""
    revision = before.revision + 1 if before else 1
    return Approval(feedback.key, reviewer_id, now, due_at, digest, revision=revision)


def hold(approval: Approval, *, until: datetime, reason: str) -> Approval:
    """Return the question with a later deadline, and why."""
    return replace(_open(approval), due_at=until, reminded=False, reason=reason)


def edited(approval: Approval, *, by: str, note: str, digest: str) -> Approval:
    """Return the question about words that its reviewer changed."""
    return replace(_open(approval), edited_by=by, note=note, digest=digest)


def settle(approval: Approval, state: ApprovalState, *, by: str, at: datetime, reason: str = "") -> Approval:
    """Return the question with what came of it."""
    return replace(_open(approval), state=state, decided_by=by, decided_at=at, reason=reason or approval.reason)


def _open(approval: Approval) -> Approval:
    if approval.state is not ApprovalState.OPEN:
        raise Stale("approval-decided")
    return approval


def working_days_on(now: datetime, days: int, *, timezone: str, place: str) -> datetime:
    """Return the same time of day so many working days later."""
    local = wall(now, timezone=timezone)
    day = local.date()
    for _ in range(days):
        day = next_working_day(day + timedelta(days=1), place=place)
    return instant(day, local.time(), timezone=timezone)
