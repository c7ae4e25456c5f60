"""Forms: what is asked of a person, without how any platform asks it.

A form is a modal on one platform, a card with fields on another, and a talk of one question at a time where neither
can be had (``bot.messages.dialogue``). Fields model meaning, not widgets; the unions are closed. A short form has its
fields alone; a long one has pages of sections, and what was typed into it is kept (``bot.messages.draft``).
Whatever a platform checks by itself is checked again by ``bot.messages.answers``, because what comes back is a
stranger's input.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import KW_ONLY, dataclass, field, replace
from typing import Final

from bot.messages.card import Action, FactLine
from bot.messages.field import Field, GroupField, Part, Values, fields_of, filled, with_value

MOST_ON_PAGE = 40
"""Rows of one page with every group full, one for each field and each item: so a modal of 100 blocks takes it."""


PREVIEW: Final = 0
"""The draft of a form that is only looked at: no draft has this number, and nothing of the form is kept."""


@dataclass(frozen=True, slots=True)
class Panel:
    """What one should see while answering, and cannot change: figures, goals, what was said before.

    ``source`` says where it is from and as of when.
    """

    title: str
    lines: tuple[FactLine, ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Questions that belong together, below what leads to them; ``intro`` is Markdown as in cards."""

    title: str
    fields: tuple[Part, ...]
    _: KW_ONLY
    intro: str = ""
    panels: tuple[Panel, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """What is filled in at once of a long form.

    Raises:
        ValueError: when it could hold more than ``MOST_ON_PAGE`` rows: no platform shows so many.
    """

    title: str
    sections: tuple[Section, ...]

    def __post_init__(self) -> None:
        """See to it that it fits when every group is full."""
        parts = [part for section in self.sections for part in section.fields]
        rows = (part.most * (1 + len(part.fields)) if isinstance(part, GroupField) else 1 for part in parts)
        if sum(rows) > MOST_ON_PAGE:
            raise ValueError(f"the page {self.title[:40]!r} could hold more than {MOST_ON_PAGE} rows")


@dataclass(frozen=True, slots=True)
class FormStep:
    """Which page of a long form is shown.

    ``draft`` is the number under which it is kept. ``turn`` grows whenever it is shown anew, so that the same answers
    given twice can be told from a repetition. ``status`` says what is kept, and since when.
    """

    draft: int
    page: int = 0
    turn: int = 0
    status: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What is asked: either ``fields`` at once, or ``pages`` one after the other, which are kept on the way.

    ``kind`` is the view that made it, ``intro`` what one should know before answering (Markdown as in cards), and
    ``submit`` the verb on the button. ``action`` is the route that takes the answers; ``opener`` asks for the same
    form again, for a platform that can only open it from a fresh click, and names what is kept of it. ``problems``
    says what is wrong with the answers that stand in it, by their paths. ``step`` is set once it is kept.
    """

    kind: str
    title: str
    fields: tuple[Field, ...] = ()
    pages: tuple[Page, ...] = ()
    submit: str
    action: Action
    opener: Action
    intro: str = ""
    locale: str = "en"
    problems: Mapping[str, str] = field(default_factory=dict)
    step: FormStep | None = None

    @property
    def sections(self) -> tuple[Section, ...]:
        """Every section; fields without pages are one that has no title."""
        return tuple(section for page in self.pages for section in page.sections) or (Section("", self.fields),)

    @property
    def shown(self) -> tuple[Section, ...]:
        """The sections that are filled in at once: those of the page of its step, or all there are."""
        return self.pages[self.step.page].sections if self.step and self.pages else self.sections

    @property
    def last(self) -> bool:
        """Whether what is shown is sent in next."""
        return self.step is None or self.step.page >= len(self.pages) - 1

    def filled(self, values: Values) -> Form:
        """Return the form with these answers standing in it, so that nothing typed is lost."""
        fields = tuple(with_value(field, values.get(field.name)) for field in self.fields)
        pages = tuple(
            replace(
                page,
                sections=tuple(
                    replace(section, fields=tuple(_filled(part, values) for part in section.fields))
                    for section in page.sections
                ),
            )
            for page in self.pages
        )
        return replace(self, fields=fields, pages=pages)


def flat(sections: Iterable[Section]) -> tuple[Field, ...]:
    """Return every field of some sections, those of a group's items under their paths."""
    return tuple(field for section in sections for part in section.fields for field in fields_of(part))


def _filled(part: Part, values: Values) -> Part:
    return filled(part, values) if isinstance(part, GroupField) else with_value(part, values.get(part.name))
