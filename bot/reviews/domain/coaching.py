"""What could be clearer in what somebody wrote in a review: asked about once, never in the way (R76, methods 4.8)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.feedback.domain.specificity import Assessment, assess, copied
from bot.feedback.domain.wording import Element
from bot.reviews.domain.form_template import Coaching

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from bot.messages.field import Values
    from bot.reviews.domain.form_template import TemplateSection

_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_NUMBERS = r"\d+|one|two|three|four|five|six"
_WHEN = re.compile(
    r"\d+\s*(?:个?月|周|天|日|号|季度|年)|[一二两三四五六七八九十]+个?(?:月|周|天|季度)|月底|月末|季末|年底|年末|下周|下月|"
    rf"\b(?:{_NUMBERS})\s+(?:days?|weeks?|months?|quarters?)\b|\b(?:month|week|quarter|q)\s*\d|\d{{4}}-\d\d|"
    rf"\b(?:{_MONTHS})[a-z]*\.?(?:\s+\d|\b)|\b(?:end of|next)\s+(?:the\s+)?(?:week|month|quarter|year)\b",
    re.IGNORECASE,
)
_END = re.compile(
    r"完成|上线|交付|通过|取得|拿到|学会|建立|发布|降到|降至|升到|达到|"
    r"\b(?:finish|complete|deliver|ship|release|pass|publish|launch|learn|reach|set up|write|train)\w*\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Unclear:
    """What to ask about one answer: the missing element of what happened, or of a plan what it has no word of.

    ``path`` is the answer's, ``assessment`` what was found in its item as a whole. ``no_end`` and ``no_day`` are those
    of a plan. ``repeated`` says that it says what was said in an earlier review.
    """

    path: str
    assessment: Assessment | None = None
    no_end: bool = False
    no_day: bool = False
    repeated: bool = False


def unclear(
    section: TemplateSection,
    values: Values,
    *,
    names: Collection[str] = (),
    earlier: Mapping[str, Collection[str]] | None = None,
) -> Iterator[Unclear]:
    """Yield what could be clearer in a section: of each item once, at its first answer that is coached.

    The answers of an item count together: what happened, what came of it and one's own part are one story. ``names``
    are those of known projects, metrics and customers; ``earlier`` has by section what its writer wrote before.
    """
    coached = next((question for question in section.questions if question.coaching is not Coaching.NONE), None)
    if coached is None:
        return
    before = (earlier or {}).get(section.key, ())
    for begin, text in items(section, values):
        path = f"{begin}{coached.key}"
        repeated = copied(text, before)
        if coached.coaching is Coaching.PLAN:
            end, day = has_end(text), has_day(text)
            if not (end and day) or repeated:
                yield Unclear(path, no_end=not end, no_day=not day, repeated=repeated)
            continue
        found = assess(text, names=names)
        if not found.specific or found.personal or repeated:
            yield Unclear(path, found, repeated=repeated)


def items(section: TemplateSection, values: Values) -> Iterator[tuple[str, str]]:
    """Yield of each item in which something stands how its paths begin, and its answers as one text."""
    for begin in section.begins:
        words = [_text(values.get(f"{begin}{question.key}", "")) for question in section.questions]
        if text := "\n".join(word for word in words if word):
            yield begin, text


def has_end(text: str) -> bool:
    """Say whether a plan says what will be so: a number, or something that is done or not."""
    return Element.AMOUNT not in assess(_without_days(text)).missing or bool(_END.search(text))


def has_day(text: str) -> bool:
    """Say whether a plan says until when."""
    return bool(_WHEN.search(unicodedata.normalize("NFKC", text)))


def _without_days(text: str) -> str:
    return _WHEN.sub(" ", unicodedata.normalize("NFKC", text))


def _text(given: str | tuple[str, ...]) -> str:
    return given.strip() if isinstance(given, str) else ", ".join(given)
