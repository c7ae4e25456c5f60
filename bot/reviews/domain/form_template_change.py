"""What is another in a later version of a form, and what of answers to an earlier one it does not ask any more."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.messages.field import Values
    from bot.reviews.domain.form_template import Bilingual, Filler, FormTemplate, TemplateQuestion, TemplateSection

Place = tuple[str, str]
"""A question by the keys of its section and its own."""


class Changed(StrEnum):
    """What became of a question or section."""

    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    """Its words or its help."""
    ASKED_OTHERWISE = "asked_otherwise"
    """What is answered, whether it has to be, by whom, who reads it, about how many things."""


@dataclass(frozen=True, slots=True)
class TemplateChange:
    """What became of one question; ``label`` as it reads in the later version, or as it read last."""

    how: Changed
    section: Bilingual
    label: Bilingual


def asked(
    template: FormTemplate, filler: Filler | None = None
) -> dict[Place, tuple[TemplateSection, TemplateQuestion]]:
    """Return every question of a form, or of one side's part of it, by its place."""
    return {
        (section.key, question.key): (section, question)
        for section, question in template.questions()
        if filler is None or section.filler is filler
    }


def template_changes(before: FormTemplate, after: FormTemplate, filler: Filler | None = None) -> list[TemplateChange]:
    """Return what is another in the later of two versions, of one side's part or of all, in the order of the form."""
    old, new = asked(before, filler), asked(after, filler)
    found = []
    for place, (section, question) in new.items():
        if (how := _how(old.get(place), section, question)) is not None:
            found.append(TemplateChange(how, section.title, question.label))
    found += [
        TemplateChange(Changed.REMOVED, section.title, question.label)
        for place, (section, question) in old.items()
        if place not in new
    ]
    return found


def _how(
    before: tuple[TemplateSection, TemplateQuestion] | None, section: TemplateSection, question: TemplateQuestion
) -> Changed | None:
    if before is None:
        return Changed.ADDED
    was_in, was = before
    same_section = replace(section, title=was_in.title, intro=was_in.intro, questions=()) == replace(
        was_in, questions=()
    )
    if not same_section or replace(question, label=was.label, hint=was.hint) != was:
        return Changed.ASKED_OTHERWISE
    reworded = (question.label, question.hint, section.title, section.intro)
    return Changed.REWORDED if reworded != (was.label, was.hint, was_in.title, was_in.intro) else None


def split(path: str) -> tuple[str, int, str]:
    """Return the section, the item (0 where a section is asked once) and the question of an answer's path."""
    section, _, rest = path.partition(".")
    number, dot, name = rest.partition(".")
    return (section, int(number), name) if dot and number.isdecimal() else (section, 0, rest)


def retired(
    template: FormTemplate, earlier: Iterable[FormTemplate], values: Values, filler: Filler
) -> Iterator[TemplateSection]:
    """Yield what one side answered and a form does not ask of it, under the words with which it was asked last.

    ``earlier`` are other versions of the form, the newest first.
    """
    there = asked(template, filler)
    left = {path for path in values if split(path)[::2] not in there}
    for version in earlier:
        for section in version.of(filler):
            mine = {path for path in left if path.startswith(section.begins)}
            names = {split(path)[2] for path in mine}
            questions = tuple(question for question in section.questions if question.key in names)
            if questions:
                yield replace(section, questions=questions)
                left -= {path for path in mine if split(path)[2] in {question.key for question in questions}}
