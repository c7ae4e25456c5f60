"""Which of the messages that are wanted remain: one asks for one talk."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import DeliveryState as Delivered
from bot.feedback.domain.feedback import Feedback, Occasion, Stage
from bot.feedback.services.feedback_told import is_told
from bot.kit.calendar import instant, local_day
from bot.people.services.person import known

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.feedback.ports import Work


def left_out(wanted: Iterable[Feedback], kept: Iterable[Feedback]) -> list[int]:
    """Return the signals whose words are left out for whom they are for: a manager's, even if the person has theirs."""
    to_managers: set[int] = set()
    others: set[int] = set()
    left: list[int] = []
    for feedback in kept:
        (to_managers if feedback.occasion is Occasion.NUDGE else others).update(feedback.signals)
    for feedback in wanted:
        heard = to_managers if feedback.occasion is Occasion.NUDGE else to_managers | others
        left += [no for no in feedback.signals if no not in heard]
    return list(dict.fromkeys(left))


def one_talk(work: Work, wanted: Iterable[Feedback], *, now: datetime) -> list[Feedback]:
    """Ask a manager once a day to talk with somebody: a month and its quarter, or a day of it, are the same talk.

    The one that was wanted first is written; of those that come together the one about the shortest period. What the
    manager was told of and is worse by now is told again: it has broken its rule's cooldown.
    """
    asked: dict[tuple[str, str], list[Feedback]] = {}
    kept: list[Feedback] = []
    for draft in sorted(
        wanted, key=lambda feedback: feedback.period.days if feedback.occasion is Occasion.NUDGE else 0
    ):
        if draft.occasion is not Occasion.NUDGE:
            kept.append(draft)
            continue
        pair = (draft.reader_id, draft.subject_id)
        if pair not in asked:
            earlier = work.feedback.nudges(*pair, since=_midnight(work, draft.reader_id, now=now))
            asked[pair] = [before for before in earlier if is_told(work, before)]
        if not asked[pair] or any(_same_talk(work, before, draft) for before in asked[pair]):
            kept.append(draft)
            asked[pair].append(draft)
    return kept


def _same_talk(work: Work, before: Feedback, feedback: Feedback) -> bool:
    """Say whether a nudge goes on with another of the day: what that one told of, or what can still be put into it."""
    if before.key == feedback.key or before.key.startswith(f"{feedback.key}+"):
        delivery = work.outbox.get(before.key) if before.stage is Stage.SENT else None
        if delivery is None or (delivery.state is Delivered.DUE and not delivery.doubt):
            return True
    return bool({key[:2] for key in before.deltas} & {key[:2] for key in feedback.deltas})


def _midnight(work: Work, reader_id: str, *, now: datetime) -> datetime:
    timezone = known(work, reader_id).timezone
    return instant(local_day(now, timezone=timezone), time(0), timezone=timezone)
