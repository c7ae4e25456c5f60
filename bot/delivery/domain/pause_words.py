"""What somebody types behind ``pause`` and ``resume``: whom or what, until when, and why."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.delivery.domain.pause import Reach
from bot.kit.cleaning import UnclearValue
from bot.kit.errors import Invalid
from bot.kit.period_day import spoken_span

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

_BECAUSE = re.compile(r"\s*(?:,\s*)?(?:\bbecause(?: of)?\b|\breason:?|因为|原因:?|理由:?)\s*", re.IGNORECASE)
_WHEN = re.compile(r"\b(?:until|till|for|from)\b|到|至|直到", re.IGNORECASE)
_ALL = re.compile(r"(?:(?:all|everything|everyone|everybody)\b|全部|所有人?|全员)\s*", re.IGNORECASE)
_ME = re.compile(r"(?:(?:only )?(?:me|myself)\b|我|自己|仅自己)\s*", re.IGNORECASE)
_RULE = re.compile(r"(?:rule\b|规则)\s*", re.IGNORECASE)
_MOST = 200


@dataclass(frozen=True, slots=True)
class PauseRequest:
    """What is meant: ``name`` is the rule's key, or what was said for a person; ``last`` None is until resumed."""

    reach: Reach
    name: str = ""
    last: date | None = None
    reason: str = ""


def asked(rest: str, *, rules: Collection[str], today: date) -> PauseRequest:
    """Read ``all until Friday because …``, ``rule collections_gap``, ``Bo for 2 weeks``, ``2 weeks``, ``到周五``.

    Raises:
        Invalid: when the days cannot be understood.
    """
    said, *why = _BECAUSE.split(unicodedata.normalize("NFKC", rest).strip(), maxsplit=1)
    reason = why[0].strip()[:_MOST] if why else ""
    if found := _ALL.match(said):
        return PauseRequest(Reach.ALL, "", _last(said[found.end() :], today=today), reason)
    if rule := _RULE.match(said):
        name, when = _parted(said[rule.end() :])
        return PauseRequest(Reach.RULE, name, _last(when, today=today), reason)
    if not said or (_span(said, today=today) is not None):
        return PauseRequest(Reach.OWN, "", _last(said, today=today), reason)
    if found := _ME.match(said):
        return PauseRequest(Reach.OWN, "", _last(said[found.end() :], today=today), reason)
    name, when = _parted(said)
    return PauseRequest(Reach.RULE if name in rules else Reach.PERSON, name, _last(when, today=today), reason)


def _parted(said: str) -> tuple[str, str]:
    when = _WHEN.search(said)
    return (said[: when.start()].strip(), said[when.start() :]) if when else (said.strip(), "")


def _span(said: str, *, today: date) -> tuple[date, date] | None:
    try:
        return spoken_span(said, today=today)
    except UnclearValue:
        return None


def _last(said: str, *, today: date) -> date | None:
    if not said.strip():
        return None
    try:
        return spoken_span(said, today=today)[1]
    except UnclearValue as unclear:
        raise Invalid(unclear.key, **unclear.values) from None
