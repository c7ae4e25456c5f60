"""What is stored as JSON: cards, forms, arrivals and values of the domain, written and read by one converter.

One of several types carries its type's name as ``type``. A field that an older version did not write gets its default,
one that only a newer version knows is ignored. A field whose metadata names it ``stored`` goes by that name there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from math import isfinite
from typing import Any, TypeVar, get_args

from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from bot.kit import cleaning
from bot.kit.errors import TooLong
from bot.kit.identity import Name
from bot.messages.card import Action, BarChart, Block, Card, Chart, Choices, Drawing, TreeChart
from bot.messages.field import Field, Part, Values
from bot.messages.form import Form
from bot.messages.inbound import Click, Command, Inbound, Saying, Submission
from bot.messages.text import literal

T = TypeVar("T")

_RARE_OF_CHARTS = {
    Chart: ("target_text", "ticks", "unit", "scale", "direction", "gap_label"),
    BarChart: ("lower_is_better", "unit", "scale"),
}
"""Fields that charts have got since the first were stored, and those that few have."""
_OF_CHARTS = ("labels", "values", "texts")
"""Stored empty with a tree: a version that knows no trees reads a chart of nothing, and says its sentence instead."""


def to_json(value: object) -> str:
    """Write a value of a class that :func:`from_json` is asked for, as one line."""
    return _line(_converter().unstructure(value))


def from_json(line: str, shape: type[T]) -> T:
    """Read what :func:`to_json` wrote.

    Raises:
        ValueError: when this version cannot read it; says why, without what stands in it.
    """
    return _read(line, shape)  # type: ignore[no-any-return]


def card_to_json(card: Card) -> str:
    """Write a card as one line; every bare name becomes text that says whose it is."""
    blocks = _converter(names=literal).unstructure(card.blocks, tuple[Block, ...])
    return _line({"kind": card.kind, "summary": card.summary, "locale": card.locale, "blocks": blocks})


def card_from_json(line: str) -> Card:
    """Read what :func:`card_to_json` wrote.

    Raises:
        ValueError: as :func:`from_json`.
    """
    return from_json(line, Card)


def form_to_json(form: Form) -> str:
    """Write a form as one line."""
    return to_json(form)


def form_from_json(line: str) -> Form:
    """Read what :func:`form_to_json` wrote.

    Raises:
        ValueError: as :func:`from_json`.
    """
    return from_json(line, Form)


def inbound_to_json(inbound: Inbound) -> str:
    """Write an arrival as one line, so that it can be handled after a crash; what is over by then is left out."""
    return _line(_converter().unstructure(inbound, Inbound))


def inbound_from_json(line: str) -> Inbound:
    """Read what :func:`inbound_to_json` wrote.

    Raises:
        ValueError: as :func:`from_json`.
    """
    return _read(line, Inbound)  # type: ignore[no-any-return]


def values_to_json(values: Values) -> str:
    """Write what came back from a form."""
    return _line(_converter().unstructure(values, Values))


def values_from_json(line: str) -> Values:
    """Read what :func:`values_to_json` wrote: several choices are a tuple again.

    Raises:
        ValueError: as :func:`from_json`.
    """
    return _read(line, Values)  # type: ignore[no-any-return]


def document_to_json(document: Any, *, indent: int | None = None) -> str:  # noqa: ANN401 - whatever is to be told
    """Write what another program reads, as strict JSON: a number that is none is null, half characters are replaced."""
    return json.dumps(_strict(document), ensure_ascii=False, allow_nan=False, indent=indent, default=str)


def _strict(value: Any) -> Any:  # noqa: ANN401 - whatever is to be told
    match value:
        case float():
            return value if isfinite(value) else None
        case str():
            return cleaning.whole(value)
        case Mapping():
            return {_strict(key): _strict(part) for key, part in value.items()}
        case list() | tuple():
            return [_strict(part) for part in value]
        case _:
            return value


def _line(raw: object) -> str:
    return json.dumps(raw, ensure_ascii=False, separators=(",", ":"))


def _read(line: str, shape: Any) -> Any:  # noqa: ANN401 - a union is no type to a type checker
    try:
        return _converter().structure(json.loads(line), shape)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, TooLong) as error:
        said = error if isinstance(error, KeyError | TypeError) else type(error).__name__
        raise ValueError(f"this version cannot read it: {said}") from None  # others say what stands there


# Long because it says of each type how it is written and read, one line each.
@cache
def _converter(*, names: Callable[[str], str] | None = None) -> Converter:
    """Return the converter; the one for cards writes every text that is a :class:`Name` by ``names``."""
    made = Converter(detailed_validation=False)
    for kind in (str, bool, int):
        made.register_structure_hook(kind, _just(kind))
    made.register_structure_hook(float, _just(float, int))
    made.register_structure_hook(str | int, _just(str, int))
    made.register_structure_hook_func(lambda kind: kind in (tuple[str, ...], tuple[str, str]), _texts)
    made.register_structure_hook(StrEnum, lambda raw, kind: kind(raw))
    made.register_structure_hook(Decimal, lambda raw, _: Decimal(raw))
    made.register_unstructure_hook(Decimal, str)
    made.register_structure_hook(datetime, lambda raw, _: datetime.fromisoformat(raw))
    made.register_structure_hook(datetime | None, lambda raw, _: datetime.fromisoformat(raw) if raw else None)
    made.register_unstructure_hook(datetime, datetime.isoformat)
    made.register_structure_hook(date, lambda raw, _: date.fromisoformat(raw))
    made.register_structure_hook(date | None, lambda raw, _: date.fromisoformat(raw) if raw else None)
    made.register_unstructure_hook(date, date.isoformat)
    made.register_structure_hook(
        str | tuple[str, ...], lambda raw, _: tuple(raw) if isinstance(raw, list) else str(raw)
    )
    if names:
        made.register_unstructure_hook(str, lambda text: names(text) if isinstance(text, Name) else text)
    made.register_structure_hook_factory(_renamed, lambda shape: make_dict_structure_fn(shape, made, **_stored(shape)))
    made.register_unstructure_hook_factory(
        _renamed, lambda shape: make_dict_unstructure_fn(shape, made, **_stored(shape))
    )
    rare = override(omit_if_default=True)  # what few have: short forms, answers to a message, buttons for later
    made.register_unstructure_hook(Choices, make_dict_unstructure_fn(Choices, made, aside=rare))
    for chart, few in _RARE_OF_CHARTS.items():
        rarely: dict[str, Any] = dict.fromkeys(few, rare)
        made.register_unstructure_hook(chart, make_dict_unstructure_fn(chart, made, **rarely))
    tree = make_dict_unstructure_fn(TreeChart, made)
    made.register_unstructure_hook(TreeChart, lambda value: tree(value) | dict.fromkeys(_OF_CHARTS, ()))
    made.register_structure_hook(Drawing, lambda raw, _: made.structure(raw, _drawing(raw)))
    _tag(made, Block)
    _tag(made, Field)
    _tag(made, Part)
    encoded = override(struct_hook=lambda line, _: Action.decoded(line), unstruct_hook=Action.encoded)
    over = override(omit=True)  # it opens a form or takes an answer for some seconds only
    special: dict[type, dict[str, Any]] = {
        Form: {"action": encoded, "opener": encoded, "pages": rare, "step": rare},
        Saying: {"thread": rare},
        Submission: {"move": rare, "started_at": rare},
        Command: {"trigger": over, "reply_to": over},
        Click: {"trigger": over},
    }
    for shape, overrides in special.items():
        made.register_structure_hook(shape, make_dict_structure_fn(shape, made, **overrides))
        made.register_unstructure_hook(shape, make_dict_unstructure_fn(shape, made, **overrides))
    _tag(made, Inbound)
    return made


def _drawing(raw: Any) -> type[Drawing]:  # noqa: ANN401 - decoded JSON
    """Return what a stored drawing is: each kind has a field of its own."""
    if "nodes" in raw:
        return TreeChart
    return BarChart if "subtitle" in raw else Chart


def _stored(shape: Any) -> dict[str, Any]:  # noqa: ANN401 - any class
    """Return of the fields that are stored under another name than they have by now which, and what few have."""
    found = fields(shape) if is_dataclass(shape) else ()
    named = {field.name: override(rename=field.metadata["stored"]) for field in found if "stored" in field.metadata}
    return named | {field.name: override(omit_if_default=True) for field in found if "rare" in field.metadata}


def _renamed(shape: Any) -> bool:  # noqa: ANN401 - any class
    return bool(_stored(shape))


def _just(kind: type, other: type | None = None) -> Callable[[Any, type], Any]:
    """Return a hook that takes nothing for what it could be turned into, such as ``null`` for the text "None"."""

    def read(raw: Any, _: type) -> Any:  # noqa: ANN401 - whatever stands there
        if type(raw) is kind or type(raw) is other:
            return raw
        raise TypeError(f"{type(raw).__name__} for {kind.__name__}")

    return read


def _texts(raw: Any, kind: Any) -> tuple[str, ...]:  # noqa: ANN401 - whatever stands there
    """Take texts alone, as :func:`_just` takes one; a table has thousands, and every argument is a pair."""
    if type(raw) is not list or (kind.__args__[-1] is str and len(raw) != len(kind.__args__)):
        raise TypeError(f"no {kind}")
    for value in raw:
        if type(value) is not str:
            raise TypeError(f"{type(value).__name__} among texts")
    return tuple(raw)


def _tag(made: Converter, union: Any) -> None:  # noqa: ANN401 - a union is no type to a type checker
    """Let the members of a union carry their type's name, before their fields."""
    read = {kind.__name__: made.get_structure_hook(kind) for kind in get_args(union)}
    write = {kind: made.get_unstructure_hook(kind) for kind in get_args(union)}
    made.register_structure_hook(union, lambda raw, _: read[raw["type"]](raw, _))
    made.register_unstructure_hook(union, lambda value: {"type": type(value).__name__, **write[type(value)](value)})
