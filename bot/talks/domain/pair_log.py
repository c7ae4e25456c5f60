"""The log of a pair: when two have talked, about what, and what they agreed on (R122).

It is the employee's: they always see all of it. Whoever leads them sees what was written while they led them and only
as long as they do; whoever led them before sees none of it any more, and whoever leads them next nothing older. HR
and second lines see nothing. What the employee wants to pass on they export.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from bot.talks.domain.agenda import AgendaTopic

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_NOTES: Final = 2000
LONGEST_ACTION_TEXT: Final = 200


@dataclass(frozen=True, slots=True)
class AgreedAction:
    """Something that one of two will do, by a day or without one."""

    owner_id: str
    text: str
    due_on: date | None = None
    done_at: datetime | None = None
    no: int = 0
    log_no: int = 0


@dataclass(frozen=True, slots=True)
class TalkLogEntry:
    """One talk as one of two wrote it down; ``by_id`` is "" where nobody wrote more than that it was held.

    ``topics`` are the points that were talked about, each under its topic.
    """

    person_id: str
    lead_id: str
    by_id: str
    met_at: datetime
    at: datetime
    topics: tuple[tuple[AgendaTopic, str], ...] = ()
    notes: str = ""
    actions: tuple[AgreedAction, ...] = ()
    no: int = 0

    def holds(self, query: str, *, names: Iterable[str] = ()) -> bool:
        """Say whether all words of a query stand in it, anywhere in a word, whatever their case or width."""
        texts = [self.notes, *(text for _, text in self.topics), *(action.text for action in self.actions), *names]
        whole = _folded("\n".join(texts))
        return all(word in whole for word in _folded(query).split())


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
