"""Talks at work: with whom one is due about what, for reports, digests, teams and lists alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.rules.domain.rule import Audience, Scope, Tone
from bot.rules.services.threshold import is_questioned
from bot.talks.domain.talk import is_due

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.figures.domain.delta import Delta
    from bot.talks.domain.talk import Value
    from bot.talks.ports import Work


def due(work: Work, deltas: Iterable[Delta], *, now: datetime) -> frozenset[Value]:
    """Return about which of these values a talk is due, by the rules that ask a manager for one as they are now.

    What was corrected, has recovered or was talked about is none of them, whatever was said of it earlier; nor is what
    rests on a target or a rule that is in question.
    """
    asked = [rule for rule in work.rules.active() if _asks(rule.tone, rule.scope, rule.audience)]
    silent = work.restrictions.all()
    keys = [(delta.person_id, delta.metric, delta.period.start) for delta in deltas if delta.value is not None]
    found: set[Value] = set()
    stopping = work.thresholds.stopping()
    met: dict[str, datetime | None] = {}
    for candidate in work.rules.matching(asked, [key for key in keys if key[0] not in silent], today=now.date()):
        if is_questioned(work, candidate, stopping):
            continue
        if candidate.subject_id not in met:
            pair = work.one_on_ones.pair(candidate.subject_id)
            met[candidate.subject_id] = pair.last_at if pair else None
        said = [
            past
            for past in work.rules.about(candidate.subject_id, candidate.metric, candidate.period)
            if past.rule == candidate.rule.key
        ]
        if is_due(candidate, said, met_at=met[candidate.subject_id], now=now):
            found.add((candidate.subject_id, candidate.metric, candidate.period.start))
    return frozenset(found)


def _asks(tone: Tone, scope: Scope, audience: Audience) -> bool:
    return tone is Tone.NUDGE and scope is Scope.PERSON and audience is not Audience.PERSON
