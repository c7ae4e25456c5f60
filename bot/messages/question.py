"""The questions of a form one after the other: which follow depends on how many items a group has by then."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bot.messages.field import GroupField, Option, SelectField, blank, items_in, path
from bot.messages.i18n import translator
from bot.messages.text import literal, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.messages.field import Field, Values
    from bot.messages.form import Form, Section

YES: Final = "yes"
NO: Final = "no"
_MORE: Final = "+"
"""The name of the question whether there is another item: no field has such a name."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its field under its path, and what to say before it.

    ``page`` is the page it is of, ``section`` is there with the first of it. ``group`` is the group whose next item
    it asks for, after ``number`` of them.
    """

    field: Field
    page: int = 0
    section: Section | None = None
    group: GroupField | None = None
    number: int = 0


def questions(form: Form, values: Values) -> tuple[Question, ...]:
    """Return the questions of a form as far as the answers decide it."""
    pages = [page.sections for page in form.pages] or [form.sections]
    return tuple(
        replace(question, page=page)
        for page, sections in enumerate(pages)
        for section in sections
        for question in _of(form, section, values)
    )


def answers_among(values: Values) -> Values:
    """Return what was answered, without what was said about another item."""
    return {name: value for name, value in values.items() if not name.endswith(f".{_MORE}")}


def _of(form: Form, section: Section, values: Values) -> Iterator[Question]:
    first: Section | None = section
    for part in section.fields:
        asked = _items(form, part, values) if isinstance(part, GroupField) else (Question(part),)
        for question in asked:
            yield replace(question, section=first)
            first = None


def _items(form: Form, group: GroupField, values: Values) -> Iterator[Question]:
    for number in range(group.most + 1):
        if number:
            t = translator(form.locale)
            for field in group.fields:
                label = plain(t("form-item-label", item=literal(group.item), number=number, label=literal(field.label)))
                yield Question(replace(field, name=path(group.name, number, field.name), label=label))
        if group.least <= number < group.most:
            more = _another(form, group, number, values)
            yield Question(more, group=group, number=number)
            if more.value != YES:
                return


def _another(form: Form, group: GroupField, number: int, values: Values) -> SelectField:
    """Ask whether there is another item after so many; where one stands already, there is."""
    t = translator(form.locale)
    name = path(group.name, number, _MORE)
    stands = items_in(group, values) > number and not all(
        blank(group, behind, values) for behind in range(number + 1, items_in(group, values) + 1)
    )
    label = plain(t("form-another" if number else "form-any", item=literal(group.item)))
    options = (Option(YES, plain(t("form-yes"))), Option(NO, plain(t("form-no"))))
    said = YES if stands else values.get(name, "")
    return SelectField(name, label, options, value=said if isinstance(said, str) else "")
