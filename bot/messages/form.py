"""Forms: what is asked of a person at once, without how any platform asks it.

A form is a modal on one platform, a card with fields on another, and a talk of one question at a time where neither
can be had (``bot.messages.dialogue``). Fields model meaning, not widgets; the union is closed. Whatever a platform
checks by itself is checked again by ``bot.messages.answers``, because what comes back is a stranger's input.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field, replace
from decimal import Decimal

from bot.messages.card import Action

LONGEST = 3000
"""Characters of one answer, the least that both platforms take."""

Values = Mapping[str, str | tuple[str, ...]]
"""What came back, by field name: as typed, or the values of the chosen options; what was left empty may be missing."""


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
    _: KW_ONLY
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
    _: KW_ONLY
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
    _: KW_ONLY
    hint: str = ""
    value: str = ""
    required: bool = True


@dataclass(frozen=True, slots=True)
class SelectField:
    """One of some options; ``value`` is the option that is chosen first."""

    name: str
    label: str
    options: tuple[Option, ...]
    _: KW_ONLY
    hint: str = ""
    value: str = ""
    required: bool = True


@dataclass(frozen=True, slots=True)
class SeveralField:
    """Any of some options; ``values`` are those chosen first."""

    name: str
    label: str
    options: tuple[Option, ...]
    _: KW_ONLY
    hint: str = ""
    values: tuple[str, ...] = ()
    required: bool = True


Field = TextField | NumberField | DateField | SelectField | SeveralField


@dataclass(frozen=True, slots=True, kw_only=True)
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
