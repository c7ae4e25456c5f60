"""Edits of a form: each gives another form, and whether that one can be asked is seen before it is kept.

A place is a section by its key, or a question by ``section.question``. A key is never given twice: under it lie the
answers to whatever had it before.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.kit.errors import NotFound
from bot.reviews.domain.form_template import CHOSEN, QuestionKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from typing import TypeVar

    from bot.reviews.domain.form_template import Bilingual, FormTemplate, TemplateQuestion, TemplateSection

    Keyed = TypeVar("Keyed", TemplateQuestion, TemplateSection)

_LONGEST_KEY: Final = 24
_WORDS: Final = frozenset({QuestionKind.SHORT, QuestionKind.LONG})
_SIZES: Final = frozenset({QuestionKind.NUMBER, QuestionKind.PERCENT})


def section_at(template: FormTemplate, place: str) -> TemplateSection:
    """Return the section at a place, or the one in which a question is.

    Raises:
        NotFound: when there is none (any more).
    """
    found = template.section(place.partition(".")[0])
    if found is None:
        raise NotFound("form-template-place-gone")
    return found


def question_at(template: FormTemplate, place: str) -> TemplateQuestion:
    """Return the question at a place.

    Raises:
        NotFound: when there is none (any more).
    """
    key = place.partition(".")[2]
    found = next((question for question in section_at(template, place).questions if question.key == key), None)
    if found is None:
        raise NotFound("form-template-place-gone")
    return found


def with_section(template: FormTemplate, section: TemplateSection) -> FormTemplate:
    """Put a section into the place of the one with its key, or behind all others."""
    return replace(template, sections=_put(template.sections, section))


def with_question(template: FormTemplate, place: str, question: TemplateQuestion, *, instead: str = "") -> FormTemplate:
    """Put a question into the place of the one with its key, of another one (``instead``), or behind all others."""
    section = section_at(template, place)
    questions = _put(section.questions, question, instead=instead)
    return with_section(template, replace(section, questions=questions))


def without(template: FormTemplate, place: str) -> FormTemplate:
    """Take a section or question out.

    Raises:
        NotFound: when there is none (any more).
    """
    section = section_at(template, place)
    if "." not in place:
        return replace(template, sections=tuple(other for other in template.sections if other.key != section.key))
    gone = question_at(template, place)
    left = tuple(question for question in section.questions if question.key != gone.key)
    return with_section(template, replace(section, questions=left))


def moved(template: FormTemplate, place: str, by: int) -> FormTemplate:
    """Move a section among those of the same filler, or a question within its section, up (-1) or down (1).

    At either end it stays where it is.

    Raises:
        NotFound: when there is none (any more).
    """
    section = section_at(template, place)
    if "." in place:
        question = question_at(template, place)
        questions = _swapped(section.questions, question, section.questions, by)
        return with_section(template, replace(section, questions=questions))
    return replace(template, sections=_swapped(template.sections, section, template.of(section.filler), by))


def same_kind(before: TemplateQuestion, after: TemplateQuestion) -> bool:
    """Say whether an answer to a question is one to what became of it; if not, it is another question."""
    kinds = {before.kind, after.kind}
    if len(kinds) == 1 or kinds <= _WORDS or kinds <= _SIZES:
        return True
    return kinds <= CHOSEN - {QuestionKind.RATING}


def fresh_key(words: Bilingual, taken: Collection[str], *, otherwise: str) -> str:
    """Make a key of words that none of the taken ones is; ``otherwise`` where no Latin letters are among them."""
    plain = unicodedata.normalize("NFKD", words.en).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:_LONGEST_KEY].rstrip("_")
    if not stem or stem.isdecimal():
        stem = otherwise
    numbered = (stem, *(f"{stem}_{number}" for number in range(2, len(taken) + 3)))
    return next(key for key in numbered if key not in taken)


def _put(parts: Sequence[Keyed], part: Keyed, *, instead: str = "") -> tuple[Keyed, ...]:
    key = instead or part.key
    there: list[Keyed] = list(parts)
    if all(other.key != key for other in there):
        there.append(part)
    return tuple(part if other.key == key else other for other in there)


def _swapped(parts: Sequence[Keyed], part: Keyed, among: Iterable[Keyed], by: int) -> tuple[Keyed, ...]:
    """Let a part change places with its neighbour among some of the parts."""
    some = [other.key for other in among]
    place = some.index(part.key) + by
    if not 0 <= place < len(some):
        return tuple(parts)
    other = next(found for found in parts if found.key == some[place])
    return tuple(other if found is part else part if found is other else found for found in parts)
