"""What a form asks: fields of a closed number of kinds, and groups of them that are asked again and again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, replace
from decimal import Decimal
from typing import Final

LONGEST = 3000
"""Characters of one answer, the least that both platforms take."""

Values = Mapping[str, str | tuple[str, ...]]
"""What came back, by the path of its field: as typed, or the values of the chosen options.

The path is the field's name, and in an item of a group ``goals.2.weight``: the group, the item's number from 1, the
field. What was left empty may be missing.
"""


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


@dataclass(frozen=True, slots=True)
class RatingField:
    """A point on a scale; ``points`` are the words for 1, 2 and so on, ``value`` the number that is chosen first."""

    name: str
    label: str
    points: tuple[str, ...]
    _: KW_ONLY
    hint: str = ""
    value: str = ""
    required: bool = True

    @property
    def options(self) -> tuple[Option, ...]:
        """The points as choices, each with its number and its words."""
        return tuple(Option(str(number), f"{number} · {words}") for number, words in enumerate(self.points, start=1))


Field = TextField | NumberField | DateField | SelectField | SeveralField | RatingField
"""What is answered by one value."""

ChoiceField = SelectField | SeveralField | RatingField
"""What is answered by choosing among options."""


@dataclass(frozen=True, slots=True)
class GroupField:
    """The same fields asked about each of several things: projects, goals, steps.

    ``item`` is the word for one of them ("Goal"). ``items`` are those that stand there, each with fields of its own
    values. An item in which nothing stands is none; there have to be ``least`` of the others and may be ``most``.
    """

    name: str
    label: str
    item: str
    fields: tuple[Field, ...]
    _: KW_ONLY
    hint: str = ""
    least: int = 1
    most: int = 5
    items: tuple[tuple[Field, ...], ...] = ()

    @property
    def shown(self) -> tuple[tuple[Field, ...], ...]:
        """The items to show, under the paths of their fields: those that stand there, and blank ones up to ``least``.

        Only an item that there has to be is required before anything stands in it.
        """
        standing = (*self.items, *[self.fields] * (self.least - len(self.items)))
        found = []
        for number, fields in enumerate(standing, start=1):
            named = [replace(field, name=path(self.name, number, field.name)) for field in fields]
            found.append(tuple(named if number <= self.least else [replace(field, required=False) for field in named]))
        return tuple(found)


Part = Field | GroupField
_DIGITS: Final = 2


def path(group: str, number: int, name: str) -> str:
    """Return the path of a field in an item of a group; items count from 1."""
    return f"{group}.{number}.{name}"


def fields_of(part: Part) -> tuple[Field, ...]:
    """Return a field, or the fields of a group's items under their paths."""
    return tuple(field for item in part.shown for field in item) if isinstance(part, GroupField) else (part,)


def standing(field: Field) -> str | tuple[str, ...]:
    """Return what stands in a field."""
    return field.values if isinstance(field, SeveralField) else field.value


def items_in(group: GroupField, values: Values) -> int:
    """Return how many items of a group have come back, with those in which nothing stands."""
    begin = f"{group.name}."
    places = [name.removeprefix(begin).partition(".")[0] for name in values if name.startswith(begin)]
    numbers = [int(place) for place in places if place.isdecimal() and len(place) <= _DIGITS]
    return min(max(numbers, default=0), group.most + 1)


def blank(group: GroupField, number: int, values: Values) -> bool:
    """Say whether nothing stands in an item but what stands in a new one."""
    for field in group.fields:
        given = values.get(path(group.name, number, field.name), "")
        words = given.strip() if isinstance(given, str) else any(given)
        if words and given != standing(field):
            return False
    return True


def filled(group: GroupField, values: Values) -> GroupField:
    """Return a group with the items that came back standing in it; if none did, as it was."""
    items = tuple(
        tuple(with_value(field, values.get(path(group.name, number, field.name))) for field in group.fields)
        for number in range(1, items_in(group, values) + 1)
    )
    return replace(group, items=items) if items else group


def with_value(field: Field, given: str | tuple[str, ...] | None) -> Field:
    """Return a field with what came back standing in it; with None as it was."""
    if given is None:
        return field
    if isinstance(field, SeveralField):
        return replace(field, values=given if isinstance(given, tuple) else (given,) if given else ())
    return replace(field, value=given if isinstance(given, str) else next(iter(given), ""))
