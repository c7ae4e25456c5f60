"""What becomes of answers that were given under an earlier version of a form."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.messages.field import Values
    from bot.reviews.domain.form_template import Filler, FormTemplate, TemplateQuestion, TemplateSection

Place = tuple[str, str]
"""A question by the keys of its section and its own."""


def asked(
    template: FormTemplate, filler: Filler | None = None
) -> dict[Place, tuple[TemplateSection, TemplateQuestion]]:
    """Return every question of a form, or of one side's part of it, by its place."""
    return {
        (section.key, question.key): (section, question)
        for section, question in template.questions()
        if filler is None or section.filler is filler
    }


def split(path: str) -> tuple[str, int, str]:
    """Return the section, the item (0 where a section is asked once) and the question of an answer's path."""
    section, _, rest = path.partition(".")
    number, dot, name = rest.partition(".")
    return (section, int(number), name) if dot and number.isdecimal() else (section, 0, rest)


def retired(template: FormTemplate, earlier: Iterable[FormTemplate], values: Values) -> Iterator[TemplateSection]:
    """Yield what was answered and is not asked by a form, under the words with which it was asked last.

    ``earlier`` are other versions of the form, the newest first.
    """
    left = {path for path in values if split(path)[::2] not in asked(template)}
    for version in earlier:
        for section in version.sections:
            mine = {path for path in left if path.startswith(section.begins)}
            names = {split(path)[2] for path in mine}
            questions = tuple(question for question in section.questions if question.key in names)
            if questions:
                yield replace(section, questions=questions)
                left -= {path for path in mine if split(path)[2] in {question.key for question in questions}}
