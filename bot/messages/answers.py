"""What came back from a form, checked field by field: a value for each, of the kind that its field asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from bot.kit.cleaning import UnclearValue
from bot.kit.errors import Unanswered
from bot.kit.number import number
from bot.kit.period_day import spoken_day
from bot.messages.field import (
    DateField,
    Field,
    GroupField,
    NumberField,
    RatingField,
    SelectField,
    SeveralField,
    TextField,
    blank,
    items_in,
    path,
)

if TYPE_CHECKING:
    from bot.messages.field import Values
    from bot.messages.form import Form, Section

T = TypeVar("T")

Answer = str | int | Decimal | date | tuple[str, ...] | None
"""None where an optional field was left empty."""

Problems = dict[str, tuple[str, Mapping[str, object]]]
"""What is wrong, by the path of its field: a message key and its variables."""


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers to a form, by field name.

    Each is asked for by the kind of its field. An unknown name raises ``KeyError``, another kind ``TypeError``, and
    a field that was left empty ``ValueError`` unless it is asked for as one that may be: all three are mistakes of
    whoever asks, since :func:`read` lets no required field pass empty.
    """

    asked: Mapping[str, Field]
    values: Mapping[str, Answer]
    groups: Mapping[str, tuple[Answers, ...]] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        """Say whether the form asked for it."""
        return name in self.asked or name in self.groups

    @property
    def names(self) -> tuple[str, ...]:
        """The fields of the form, in their order."""
        return tuple(self.asked)

    def text(self, name: str) -> str:
        """Return the words of a text field."""
        return _given(name, self.text_or_none(name))

    def text_or_none(self, name: str) -> str | None:
        """Return the words of a text field; None where it was left empty."""
        return self._words(name, TextField)

    def choice(self, name: str) -> str:
        """Return the value of the option that was chosen."""
        return _given(name, self.choice_or_none(name))

    def choice_or_none(self, name: str) -> str | None:
        """Return the value of the option that was chosen; None where none was."""
        return self._words(name, SelectField)

    def said(self, name: str) -> str | None:
        """Return the words of a text field or the value of a choice; None where it was left empty."""
        return self._words(name, TextField, SelectField)

    def number(self, name: str) -> Decimal:
        """Return a number in the unit of its field: 0.35 for "35%"."""
        return _given(name, self.number_or_none(name))

    def number_or_none(self, name: str) -> Decimal | None:
        """Return a number in the unit of its field; None where it was left empty, which is not zero."""
        found = self._of(name, NumberField)
        return found if isinstance(found, Decimal) else None

    def day(self, name: str) -> date:
        """Return a day, as it is where the person is."""
        return _given(name, self.day_or_none(name))

    def day_or_none(self, name: str) -> date | None:
        """Return a day; None where it was left empty."""
        found = self._of(name, DateField)
        return found if isinstance(found, date) else None

    def choices(self, name: str) -> tuple[str, ...]:
        """Return the values of the options that were chosen, in the order in which they were; empty for none."""
        found = self._of(name, SeveralField)
        return found if isinstance(found, tuple) else ()

    def rating(self, name: str) -> int:
        """Return a point on a scale, counted from 1."""
        return _given(name, self.rating_or_none(name))

    def rating_or_none(self, name: str) -> int | None:
        """Return a point on a scale, counted from 1; None where none was chosen."""
        found = self._of(name, RatingField)
        return found if isinstance(found, int) else None

    def items(self, name: str) -> tuple[Answers, ...]:
        """Return the answers about each item of a group, without those in which nothing stood."""
        return self.groups[name]

    def _words(self, name: str, *kinds: type[Field]) -> str | None:
        found = self._of(name, *kinds)
        return found if isinstance(found, str) else None

    def _of(self, name: str, *kinds: type[Field]) -> Answer:
        kind = type(self.asked[name])
        if kind not in kinds:
            raise TypeError(f"{name} is a {kind.__name__}")
        return self.values[name]


def _given(name: str, value: T | None) -> T:
    if value is None:
        raise ValueError(f"{name} may be left empty")
    return value


def read(form: Form, values: Values, *, today: date) -> Answers:
    """Make typed answers of what came back, each field checked; ``today`` is where the person is ("Friday").

    Raises:
        Unanswered: with a reason for each field that cannot be used, by its path.
    """
    return read_sections(form.sections, values, today=today)


def read_sections(sections: Iterable[Section], values: Values, *, today: date) -> Answers:
    """Make typed answers of what came back for some sections of a form, as :func:`read` does for all of them.

    Raises:
        Unanswered: with a reason for each field that cannot be used, by its path.
    """
    problems: Problems = {}
    groups: dict[str, tuple[Answers, ...]] = {}
    asked: list[Field] = []
    for section in sections:
        for part in section.fields:
            if isinstance(part, GroupField):
                groups[part.name] = _items(part, values, problems, today=today)
            else:
                asked.append(part)
    found = _fields(asked, values, problems, today=today)
    if problems:
        raise Unanswered(problems)
    return Answers(found.asked, found.values, groups)


def _items(group: GroupField, values: Values, problems: Problems, *, today: date) -> tuple[Answers, ...]:
    """Read the items in which something stands, and as many blank ones as are missing, of which each is a problem."""
    given = range(1, items_in(group, values) + 1)
    begun = [place for place in given if not blank(group, place, values)]
    spare = [place for place in range(1, group.least + len(given) + 1) if place not in begun]
    missing = spare[: max(group.least - len(begun), 0)]
    first = group.fields[0].name
    problems |= {path(group.name, place, first): ("form-required", {}) for place in missing}
    if len(begun) > group.most:
        problems[path(group.name, begun[group.most], first)] = ("form-items-many", {"most": group.most})
    found = (
        _fields(group.fields, values, problems, today=today, begin=path(group.name, place, ""))
        for place in sorted(begun + missing)
    )
    return tuple(found)


def _fields(fields: Iterable[Field], values: Values, problems: Problems, *, today: date, begin: str = "") -> Answers:
    """Read fields whose paths begin alike; what is wrong is added to the problems."""
    answers: dict[str, Answer] = {}
    for asked in fields:
        try:
            answers[asked.name] = answer_of(asked, values.get(begin + asked.name, ""), today=today)
        except UnclearValue as unclear:
            problems[begin + asked.name] = (unclear.key, unclear.values)
    return Answers({field.name: field for field in fields}, answers)


def _number(text: str, unit: str, maximum: Decimal | None) -> Decimal | None:
    """Read a number; of a share that is asked for in percent ``80`` is 80%, as somebody types it who is asked alone."""
    try:
        return number(text, unit=unit, maximum=maximum)[0]
    except UnclearValue as unclear:
        if unclear.key != "import-percent-or-ratio":
            raise
        return number(f"{text}%", unit=unit, maximum=maximum)[0]


def answer_of(field: Field, given: str | tuple[str, ...], *, today: date) -> Answer:
    """Make the typed answer of one field of what came back for it.

    Raises:
        Unclear: when it cannot be used.
    """
    if isinstance(field, SeveralField):
        chosen = tuple(dict.fromkeys(value for value in (given if isinstance(given, tuple) else (given,)) if value))
        if unknown := set(chosen) - {option.value for option in field.options}:
            raise UnclearValue("form-option", value=min(unknown))
        if field.required and not chosen:
            raise UnclearValue("form-required")
        return chosen
    text = (given if isinstance(given, str) else next(iter(given), "")).strip()
    if not text:
        if field.required:
            raise UnclearValue("form-required")
        return None
    match field:
        case TextField(most=most):
            if len(text) > most:
                raise UnclearValue("form-long", most=most, n=len(text))
            return text
        case NumberField(unit=unit, maximum=maximum):
            value = _number(text, unit, maximum)
            if value is None and field.required:
                raise UnclearValue("form-required")
            return value
        case DateField():
            return spoken_day(text, today=today)
        case SelectField(options=options):
            if text not in {option.value for option in options}:
                raise UnclearValue("form-option", value=text[:40])
            return text
        case RatingField(points=points):
            if text not in {str(number) for number in range(1, len(points) + 1)}:
                raise UnclearValue("form-option", value=text[:40])
            return int(text)
