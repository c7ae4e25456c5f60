"""Writing: each feedback that is wanted becomes words, by the model or without it, and goes to the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import structlog

from bot.ai.offline import choose
from bot.feedback.domain.feedback import OFFLINE, Occasion
from bot.feedback.services import approval
from bot.feedback.services import feedback as feedbacks
from bot.feedback.services.feedback_echo import without_echo
from bot.feedback.services.outline import outline
from bot.feedback.services.threshold import hold
from bot.kit.errors import WriterError
from bot.people.domain.audit import What

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from datetime import datetime

    from bot.feedback.domain.feedback import Feedback, Outline, Pick
    from bot.feedback.ports.writer import Writer
    from bot.kit.clock import Clock
    from bot.work import RunInWork, Work

log = structlog.get_logger()

_LEASE: Final = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class _ClaimedFeedback:
    """A wanted feedback in hand; without an outline there was nothing (any more) to say."""

    feedback: Feedback
    outline: Outline | None
    locale: str
    recent: Sequence[Pick]


class FeedbackWorker:
    """Turns wanted feedback into words; ``wake`` wakes the workers when there is something to send."""

    def __init__(
        self,
        run_in_work: RunInWork,
        *,
        writer: Writer,
        calendars: Callable[..., Awaitable[None]],
        clock: Clock,
        owner: str,
        wake: Callable[[], None],
    ) -> None:
        """Make it; ``calendars`` looks when people, by their ids, are taken: a nudge proposes a time."""
        self._run_in_work = run_in_work
        self._writer = writer
        self._calendars = calendars
        self._clock = clock
        self._owner = owner
        self._wake = wake

    async def step(self, *, ahead: timedelta = timedelta(0)) -> int:
        """Turn one wanted feedback into words in the outbox; 0 when none is ready by now or so far ``ahead``."""
        claimed = await self._run_in_work(_claim, owner=self._owner, now=self._clock.now() + ahead)
        if claimed is None:
            return 0
        if claimed.outline is not None:
            if claimed.feedback.occasion is Occasion.NUDGE:
                await self._calendars(claimed.feedback.reader_id, claimed.feedback.subject_id)
            pick = await self._pick(claimed.outline, locale=claimed.locale, recent=claimed.recent)
            version = self._writer.version
            try:
                await self._run_in_work(_draft, claimed, pick, version=version, now=self._clock.now())
            except (ValueError, LookupError):  # it stays wanted, and is tried again when its lease ends
                log.exception("draft.failed", occasion=claimed.feedback.occasion, writer=pick.writer)
                await self._run_in_work(_note_model, claimed, pick, version=version, now=self._clock.now())
            self._wake()
        return 1

    async def _pick(self, outline: Outline, *, locale: str, recent: Sequence[Pick]) -> Pick:
        try:
            return await self._writer.pick(outline, locale=locale, recent=recent)
        except WriterError as error:
            log.warning("writer.failed", reason=str(error))
            return choose(outline, recent=recent)


def _claim(work: Work, *, owner: str, now: datetime) -> _ClaimedFeedback | None:
    feedback = work.feedback.claim(owner=owner, now=now, lease=_LEASE)
    if feedback is None:
        return None
    outlines: list[Outline | None] = []
    with work.contained("outline"):
        said = without_echo(work, hold(work, feedback, now=now), now=now)
        if said is None:
            return _ClaimedFeedback(feedback, None, "", ())
        feedback = said
        outlines.append(outline(work, feedback, now=now))
    if not outlines:  # it stays wanted, and is tried again when its lease ends; the others have their turn meanwhile
        return _ClaimedFeedback(feedback, None, "", ())
    found = outlines[0]
    reader = work.people.get(feedback.reader_id)
    if found is None or reader is None:
        feedbacks.drop(work, feedback, now=now)
        return _ClaimedFeedback(feedback, None, "", ())
    return _ClaimedFeedback(feedback, found, reader.locale, feedbacks.avoid(work, feedback))


def _draft(work: Work, claimed: _ClaimedFeedback, pick: Pick, *, version: str, now: datetime) -> None:
    if claimed.outline is not None:
        _note_model(work, claimed, pick, version=version, now=now)
        approval.draft(work, claimed.feedback, claimed.outline, pick, now=now)


def _note_model(work: Work, claimed: _ClaimedFeedback, pick: Pick, *, version: str, now: datetime) -> None:
    """Note that a model made a pick, also one that then could not be used."""
    if pick.writer != OFFLINE:
        detail = {"model": version, "feedback": claimed.feedback.key}
        work.audit.append(What.MODEL, actor="jinbu", subject=claimed.feedback.subject_id, detail=detail, at=now)
