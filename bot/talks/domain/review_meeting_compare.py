"""Both sides' answers of a review side by side, field by field: what belongs to the same question (R81)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from bot.messages.field import Values
from bot.reviews.domain.form_template import CHOSEN, QuestionKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.reviews.domain.form_template import Bilingual, TemplateQuestion, TemplateSection

_EXACT: Final = CHOSEN | {QuestionKind.NUMBER, QuestionKind.PERCENT}
"""Kinds of answers of which it can be said whether two are the same."""


@dataclass(frozen=True, slots=True)
class ComparedField:
    """What both wrote about one thing; a side that was not asked about it is None.

    ``apart`` says that both answered the same question, and not the same.
    """

    title: Bilingual
    employee: TemplateSection | None = None
    manager: TemplateSection | None = None
    apart: bool = False


def compared(
    own: Sequence[TemplateSection], managers: Sequence[TemplateSection], employee: Values, manager: Values
) -> tuple[ComparedField, ...]:
    """Put the sections of the employee and the questions of whoever leads them side by side.

    A question of the manager's belongs to a question of the employee's with the same key, else to the section that is
    called by that key. What belongs to nothing stands alone. ``own`` and ``managers`` are those that the reader sees.
    """
    found: list[ComparedField] = []
    taken: set[str] = set()
    for section in managers:
        for question in section.questions:
            beside = _beside(own, question)
            taken |= {f"{beside.key}.{asked.key}" for asked in beside.questions} if beside else set()
            mine = replace(section, questions=(question,))
            apart = beside is not None and _apart(beside, mine, employee, manager)
            found.append(ComparedField(question.label, beside, mine, apart))
    for section in own:
        left = tuple(asked for asked in section.questions if f"{section.key}.{asked.key}" not in taken)
        if left:
            found.append(ComparedField(section.title, replace(section, questions=left)))
    return tuple(found)


def _beside(own: Sequence[TemplateSection], question: TemplateQuestion) -> TemplateSection | None:
    for section in own:
        same = [asked for asked in section.questions if asked.key == question.key and not section.repeated]
        if same:
            return replace(section, questions=(same[0],))
    return next((section for section in own if section.key == question.key), None)


def _apart(own: TemplateSection, managers: TemplateSection, employee: Values, manager: Values) -> bool:
    """Say whether both answered one question that can be held side by side, and not the same."""
    [asked, *more], [other] = own.questions, managers.questions
    if more or own.repeated or managers.repeated or asked.kind is not other.kind or asked.kind not in _EXACT:
        return False
    first = employee.get(f"{own.begins[0]}{asked.key}", "")
    second = manager.get(f"{managers.begins[0]}{other.key}", "")
    if isinstance(first, str) and isinstance(second, str):
        return bool(first and second) and _worth(first) != _worth(second)
    return bool(first and second) and set(first) != set(second)


def said_by(sections: Sequence[TemplateSection], values: Values) -> list[str]:
    """Return the words that somebody wrote in some sections, in their order."""
    paths = [
        (f"{begin}{question.key}", question.kind)
        for section in sections
        for begin in section.begins
        for question in section.questions
    ]
    written = [values.get(path, "") for path, kind in paths if kind in {QuestionKind.SHORT, QuestionKind.LONG}]
    return [text for text in written if isinstance(text, str) and text.strip()]


def _worth(answer: str) -> Decimal | str:
    """Return an answer as it is compared: numbers by what they are worth."""
    said = answer.strip().rstrip("%％")
    return Decimal(said) if re.fullmatch(r"\d{1,15}(?:\.\d{1,9})?", said) else answer.strip()
