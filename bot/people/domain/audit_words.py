"""What people type behind “audit”: for whom or by whom, which kind, how many days, in any order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.people.domain.audit import What

_DAYS = re.compile(r"(?<![A-Za-z0-9_])(\d{1,4})\s*(?:days?\b|d\b|天)", re.IGNORECASE)
_BY = re.compile(r"^(?:by\s+|由)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AuditRequest:
    """What was typed: the words for a person, whether it is about what that one did, the kind and the days."""

    who: str = ""
    by: bool = False
    what: What | None = None
    days: int | None = None


def asked(words: str, kinds: Mapping[str, What]) -> AuditRequest:
    """Read what narrows the list; ``kinds`` are the words for what can be done, Chinese ones also without a blank."""
    days = _DAYS.search(words)
    what: What | None = None
    left = []
    for word in _DAYS.sub(" ", words, count=1).split():
        tail = next((kind for kind in kinds if not kind.isascii() and word.endswith(kind)), "")
        if what is None and (word.casefold() in kinds or tail):
            what = kinds[tail or word.casefold()]
            word = word.removesuffix(tail) if tail else ""  # noqa: PLW2901 - what is left of it
        left.append(word)
    who = " ".join(left).strip()
    by = _BY.match(who)
    return AuditRequest(who[by.end() :] if by else who, bool(by), what, int(days[1]) if days else None)
