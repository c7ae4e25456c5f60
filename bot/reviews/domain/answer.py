"""What somebody sent in of a review: every version is kept, and two of them can be compared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.reviews.domain.form_template import Filler

if TYPE_CHECKING:
    from bot.messages.field import Values


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerVersion:
    """One version of what one side wrote.

    ``values`` are the answers as typed, by the path of their question ``section.item.question`` (items from 1;
    ``section.question`` where a section is asked once). ``template_version`` is the form they answer. ``vague`` are the
    paths whose words were found unspecific and left as they were. ``started_at`` is when the first field was filled in:
    to ``at`` is how long it took. ``addendum`` says that it came after the lock and stands beside the others.
    """

    review_no: int
    filler: Filler
    version: int
    by: str
    at: datetime
    values: Values
    template_version: int
    vague: frozenset[str] = frozenset()
    started_at: datetime | None = None
    addendum: bool = False


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """What stood in one answer before and after; "" is nothing."""

    path: str
    before: str | tuple[str, ...]
    after: str | tuple[str, ...]


def changes(before: AnswerVersion | None, after: AnswerVersion) -> tuple[AnswerChange, ...]:
    """Return what the later of two versions changed, in the order of its answers, then what it dropped."""
    old = dict(before.values) if before else {}
    new = dict(after.values)
    paths = dict.fromkeys((*new, *old))
    return tuple(
        AnswerChange(path, old.get(path, ""), new.get(path, ""))
        for path in paths
        if (old.get(path) or "") != (new.get(path) or "")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerComment:
    """What one of the two wrote beside one answer of the other's; ``path`` is the answer's, "" for all of it."""

    review_no: int
    path: str
    by: str
    filler: Filler
    text: str
    at: datetime
    no: int = 0
