"""Form templates: what a review asks, in sections, each filled in by one side; versioned, written by HR."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from bot.kit.errors import Invalid
from bot.messages.form import MOST_ON_PAGE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

MOST_SECTIONS: Final = 12
MOST_ITEMS: Final = 8
MOST_OPTIONS: Final = 10
MOST_TITLE: Final = 40
MOST_LABEL: Final = 42
"""With the word for an item and its number before it, a label fits a field's line on each platform."""
MOST_ITEM: Final = 14
MOST_HINT: Final = 200
MOST_INTRO: Final = 300
MOST_OPTION: Final = 60


class Filler(StrEnum):
    """Who fills in a section of somebody's review."""

    EMPLOYEE = "employee"
    MANAGER = "manager"
    PEER = "peer"


class Purpose(StrEnum):
    """What a section is for: it decides what stands there first, how answers are judged and what is made of them."""

    STRENGTHS = "strengths"
    IMPROVEMENTS = "improvements"
    PLAN = "plan"
    UNSEEN = "unseen"
    """Work that no data shows (R86)."""
    RATING = "rating"
    OTHER = "other"


class Sight(StrEnum):
    """Who else reads a section, once it is sent in, beside whoever filled it in."""

    BOTH = "both"
    """The employee and whoever leads them."""
    MANAGER = "manager"
    """Whoever leads the employee, and HR where the company lets it; the employee never."""


class QuestionKind(StrEnum):
    """What an answer is."""

    SHORT = "short"
    LONG = "long"
    NUMBER = "number"
    PERCENT = "percent"
    """A share in percent, which may be above 100."""
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"
    RATING = "rating"


CHOSEN: Final = frozenset({QuestionKind.CHOICE, QuestionKind.CHOICES, QuestionKind.RATING})
"""Kinds that need options."""


class Coaching(StrEnum):
    """How the words of an answer are judged, once, before they are sent in; never so that they cannot be."""

    NONE = "none"
    SPECIFIC = "specific"
    """What happened: a project, a deed, an effect, a number."""
    PLAN = "plan"
    """What is to be reached: an end that can be checked, and a day."""


@dataclass(frozen=True, slots=True)
class Bilingual:
    """The same words in both languages; where HR wrote only in one, that stands in both."""

    en: str = ""
    zh: str = ""

    def said(self, locale: str) -> str:
        """Return the words for a locale (``en``, ``zh-CN``), or those of the other language where there are none."""
        first, second = (self.zh, self.en) if locale.startswith("zh") else (self.en, self.zh)
        return first or second

    def __bool__(self) -> bool:
        """Say whether there are any words."""
        return bool(self.en or self.zh)


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateQuestion:
    """One thing that is asked; ``key`` stays its name through all versions of the template.

    ``options`` are the choices, or the words for the points 1, 2 … of a rating.
    """

    key: str
    label: Bilingual
    kind: QuestionKind = QuestionKind.LONG
    hint: Bilingual = Bilingual()
    required: bool = True
    options: tuple[Bilingual, ...] = ()
    coaching: Coaching = Coaching.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateSection:
    """Questions that belong together.

    With an ``item`` (the word for each: "Project") they are asked about each of ``least`` to ``most`` things.
    """

    key: str
    title: Bilingual
    questions: tuple[TemplateQuestion, ...]
    purpose: Purpose = Purpose.OTHER
    filler: Filler = Filler.EMPLOYEE
    sight: Sight = Sight.BOTH
    intro: Bilingual = Bilingual()
    item: Bilingual = Bilingual()
    least: int = 1
    most: int = 5

    @property
    def repeated(self) -> bool:
        """Whether the questions are asked about several things."""
        return bool(self.item)

    @property
    def begins(self) -> tuple[str, ...]:
        """How the paths of its answers begin: once, or for each item that there may be."""
        if not self.repeated:
            return (f"{self.key}.",)
        return tuple(f"{self.key}.{number}." for number in range(1, self.most + 1))

    @property
    def rows(self) -> int:
        """Rows that it takes of a page when it is full."""
        return self.most * (1 + len(self.questions)) if self.repeated else len(self.questions)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormTemplate:
    """All that is asked in one kind of review; a change makes the next version, and no version is ever changed.

    ``minutes`` is how long the employee's part is said to take.
    """

    key: str
    version: int
    title: Bilingual
    sections: tuple[TemplateSection, ...]
    minutes: int = 10

    def of(self, filler: Filler) -> tuple[TemplateSection, ...]:
        """Return the sections that one side fills in, in their order."""
        return tuple(section for section in self.sections if section.filler is filler)

    def section(self, key: str) -> TemplateSection | None:
        """Return a section by its key."""
        return next((section for section in self.sections if section.key == key), None)

    def questions(self) -> Iterator[tuple[TemplateSection, TemplateQuestion]]:
        """Yield every question with its section."""
        for section in self.sections:
            for question in section.questions:
                yield section, question


@dataclass(frozen=True, slots=True)
class TemplateVersion:
    """A version of a form as it was stored: by whom (a person's id, "" ours) and when."""

    template: FormTemplate
    by: str
    at: datetime


def checked(template: FormTemplate) -> FormTemplate:
    """Return a template that can be asked on both platforms.

    Raises:
        Invalid: naming the section and the question that cannot be asked, and why.
    """
    if not template.title:
        raise Invalid("form-template-no-title")
    _short("title", template.title, MOST_TITLE)
    if not 0 < len(template.sections) <= MOST_SECTIONS:
        raise Invalid("form-template-sections", most=MOST_SECTIONS)
    if not template.of(Filler.EMPLOYEE):
        raise Invalid("form-template-no-employee")
    _unique([section.key for section in template.sections])
    for filler in Filler:
        _apart([section.title for section in template.of(filler)], None)
    for section in template.sections:
        _checked(section)
    return template


def _checked(section: TemplateSection) -> None:
    name = section.title or Bilingual(section.key)
    if not section.title or not section.questions:
        raise Invalid("form-template-empty", section=name)
    _unique([question.key for question in section.questions])
    _short("section", section.title, MOST_TITLE)
    _short("intro", section.intro, MOST_INTRO)
    _short("item", section.item, MOST_ITEM)
    if section.repeated and not 0 <= section.least <= section.most <= MOST_ITEMS:
        raise Invalid("form-template-items", section=name, most=MOST_ITEMS)
    if section.rows > MOST_ON_PAGE:
        raise Invalid("form-template-rows", section=name, rows=section.rows, most=MOST_ON_PAGE)
    if section.filler is Filler.EMPLOYEE and section.sight is Sight.MANAGER:
        raise Invalid("form-template-sight", section=name)
    for question in section.questions:
        _checked_question(question, name)
    _apart([question.label for question in section.questions], name)


def _checked_question(question: TemplateQuestion, section: Bilingual) -> None:
    if not question.label:
        raise Invalid("form-template-no-label", section=section)
    _short("label", question.label, MOST_LABEL)
    _short("hint", question.hint, MOST_HINT)
    chosen = len(question.options) if question.kind in CHOSEN else 0
    if len(question.options) != chosen or (question.kind in CHOSEN and not 1 < chosen <= MOST_OPTIONS):
        raise Invalid("form-template-options", section=section, question=question.label, most=MOST_OPTIONS)
    _apart(list(question.options), question.label)
    for option in question.options:
        _short("option", option, MOST_OPTION)


def _unique(keys: list[str]) -> None:
    if len(set(keys)) < len(keys):
        raise Invalid("form-template-twice", name=next(key for key in keys if keys.count(key) > 1))


def _apart(names: list[Bilingual], within: Bilingual | None) -> None:
    """See to it that no two names read the same in a language; ``within`` is what they are part of."""
    for words in ([name.en.casefold() for name in names], [name.zh for name in names]):
        for name, word in zip(names, words, strict=True):
            if word and words.count(word) > 1:
                raise Invalid(
                    "form-template-same", name=name, place="section" if within else "form", within=within or name
                )


def _short(what: str, words: Bilingual, most: int) -> None:
    """See to it that words fit where the platforms show them whole."""
    for text in (words.en, words.zh):
        if len(text) > most:
            raise Invalid("form-template-long", what=what, text=text[:20], n=len(text), most=most)
