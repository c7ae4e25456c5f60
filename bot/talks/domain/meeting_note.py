"""Notes of a review meeting: points with their time, shared by the two or for whoever wrote them alone (R90-R94)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

    from bot.reviews.domain.form_template import Filler

LONGEST: Final = 1000


class NoteKind(StrEnum):
    """What a note is."""

    POINT = "point"
    SUPPORT = "support"
    """Something that is asked for; it can become an action with an owner and a day."""
    CLARIFICATION = "clarification"
    """What one of the two says beside a note that stands; both stay as they are."""


class NoteSight(StrEnum):
    """Who reads a note."""

    SHARED = "shared"
    """The employee and whoever leads them."""
    PRIVATE = "private"
    """Whoever wrote it, and nobody else, whatever their role."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingNote:
    """A point that was noted: in whose words, when, of which side.

    ``about`` is the number of the note that a clarification stands beside, 0 for none; ``plan_no`` is the plan that an
    action became, 0 for none.
    """

    review_no: int
    by: str
    filler: Filler
    text: str
    at: datetime
    kind: NoteKind = NoteKind.POINT
    sight: NoteSight = NoteSight.SHARED
    about: int = 0
    plan_no: int = 0
    no: int = 0


_NEEDS: Final = re.compile(
    r"\b(?:needs?(?! to\b)|needed(?! to\b)|asks? for|asked for|requests?|requested|wants?|would like|lacks?|short of)\b"
    r"|需要|希望|申请|请求|要求|想要|缺少|缺",
    re.IGNORECASE,
)
_HELP: Final = re.compile(
    r"\b(?:support|help|resources?|budget|training|courses?|people|hands|headcount|(?<!on )(?<!in )time|tools?|access|"
    r"equipment|customers?|leads?|coaching)\b"
    r"|支持|帮助|协助|资源|预算|培训|课程|人手|人力|名额|时间|工具|权限|设备|指导",
    re.IGNORECASE,
)


def asks_for_support(text: str) -> bool:
    """Say whether words read as a request for support: that something is needed, and what kind of help it is (R91)."""
    need = _NEEDS.search(text)
    return need is not None and _HELP.search(text, need.end()) is not None
