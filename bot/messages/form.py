"""Forms: what is asked of a person at once, without how any platform asks it.

A form is a modal on one platform, a card with fields on another, and a talk of one question at a time where neither
can be had (``bot.messages.dialogue``). Fields model meaning, not widgets; the union is closed. Whatever a platform
checks by itself is checked again by :func:`read`, because what comes back is a stranger's input.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from bot.kit.cleaning import Unclear, number
from bot.kit.errors import Unanswered
from bot.kit.spoken import spoken_day
from bot.messages.card import Action

LONGEST = 3000
"""Characters of one answer, the least that both platforms take."""

Values = Mapping[str, str | tuple[str, ...]]
"""What came back, by field name: as typed, or the values of the chosen options; what was left empty may be missing."""

Answers = Mapping[str, str | Decimal | date | tuple[str, ...] | None]
"""What :func:`read` makes of it: every field is there, None where an optional one was left empty."""


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: ``value`` comes back, ``text`` is read, ``hint`` stands below it where there is room."""

    value: str
    text: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class TextField:
    """Words; ``long`` gives several lines."""

    name: str
    label: str
    hint: str = ""
    value: str = ""
    required: bool = True
    long: bool = False
    most: int = LONGEST


@dataclass(frozen=True, slots=True)
class NumberField:
    """An exact number in a metric's unit, as people write it (``1,240``, ``35%``, ``1.2万``).

    ``value`` is what stands there first; ``maximum`` tells ``35`` from ``35%`` where the unit is a share.
    """

    name: str
    label: str
    hint: str = ""
    value: str = ""
    required: bool = True
    unit: str = ""
    maximum: Decimal | None = None


@dataclass(frozen=True, slots=True)
class DateField:
    """A day; ``value`` is an ISO date."""

    name: str
    label: str
    hint: str = ""
    value: str = ""
    required: bool = True


@dataclass(frozen=True, slots=True)
class SelectField:
    """One of some options; ``value`` is the option that is chosen first."""

    name: str
    label: str
    options: tuple[Option, ...]
    hint: str = ""
    value: str = ""
    required: bool = True


@dataclass(frozen=True, slots=True)
class SeveralField:
    """Any of some options; ``values`` are those chosen first."""

    name: str
    label: str
    options: tuple[Option, ...]
    hint: str = ""
    values: tuple[str, ...] = ()
    required: bool = True


Field = TextField | NumberField | DateField | SelectField | SeveralField


@dataclass(frozen=True, slots=True)
class Form:
    """What is asked.

    ``kind`` is the view that made it, ``intro`` what one should know before answering (Markdown as in cards), and
    ``submit`` the verb on the button. ``action`` is the route that takes the answers; ``opener`` asks for the same
    form again, for a platform that can only open it from a fresh click. ``problems`` says what is wrong with the
    answers that stand in it, by field name.
    """

    kind: str
    title: str
    fields: tuple[Field, ...]
    submit: str
    action: Action
    opener: Action
    intro: str = ""
    locale: str = "en"
    problems: Mapping[str, str] = field(default_factory=dict)

    def filled(self, values: Values) -> Form:
        """Return the form with these answers standing in it, so that nothing typed is lost."""
        return replace(self, fields=tuple(_filled(one, values.get(one.name)) for one in self.fields))


def _filled(one: Field, given: str | tuple[str, ...] | None) -> Field:
    if given is None:
        return one
    if isinstance(one, SeveralField):
        return replace(one, values=given if isinstance(given, tuple) else (given,) if given else ())
    return replace(one, value=given if isinstance(given, str) else next(iter(given), ""))


def read(form: Form, values: Values, *, today: date) -> Answers:
    """Make typed answers of what came back, each field checked; ``today`` is where the person is ("Friday").

    Raises:
        Unanswered: with a reason for each field that cannot be used.
    """
    answers: dict[str, str | Decimal | date | tuple[str, ...] | None] = {}
    problems: dict[str, tuple[str, Mapping[str, object]]] = {}
    for one in form.fields:
        try:
            answers[one.name] = _answer(one, values.get(one.name, ""), today=today)
        except Unclear as unclear:
            problems[one.name] = (unclear.key, unclear.values)
    if problems:
        raise Unanswered(problems)
    return answers


def _answer(one: Field, given: str | tuple[str, ...], *, today: date) -> str | Decimal | date | tuple[str, ...] | None:
    if isinstance(one, SeveralField):
        chosen = tuple(dict.fromkeys(value for value in (given if isinstance(given, tuple) else (given,)) if value))
        if unknown := set(chosen) - {option.value for option in one.options}:
            raise Unclear("form-option", value=min(unknown))
        if one.required and not chosen:
            raise Unclear("form-required")
        return chosen
    text = (given if isinstance(given, str) else next(iter(given), "")).strip()
    if not text:
        if one.required:
            raise Unclear("form-required")
        return None
    match one:
        case TextField(most=most):
            if len(text) > most:
                raise Unclear("form-long", most=most, n=len(text))
            return text
        case NumberField(unit=unit, maximum=maximum):
            value, _ = number(text, unit=unit, maximum=maximum)
            if value is None and one.required:
                raise Unclear("form-required")
            return value
        case DateField():
            return spoken_day(text, today=today)
        case SelectField(options=options):
            if text not in {option.value for option in options}:
                raise Unclear("form-option", value=text[:40])
            return text
