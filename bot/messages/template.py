"""Templates: a single message of the catalogue as an admin reads and writes it, taken apart and checked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import product
from textwrap import dedent
from typing import TYPE_CHECKING, Final

from bot.messages.i18n import entry, words
from bot.messages.voice import KEYS, faults

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fluent.syntax import ast

FILLED: Final = "…"
"""Stands for what is filled in."""
_MOST_READINGS = 64


@dataclass(frozen=True, slots=True)
class TemplateMessage:
    """A message: how it is written, which variables it has, and every way in which it may read."""

    text: str
    variables: frozenset[str]
    readings: tuple[str, ...]


@cache
def shipped(locale: str) -> Mapping[str, TemplateMessage]:
    """Return every message that may be changed, by key, as it was shipped."""
    from fluent.syntax import FluentParser, ast

    parsed = FluentParser().parse(words(locale)).body
    return {
        entry.id.name: _message(entry) for entry in parsed if isinstance(entry, ast.Message) and entry.id.name in KEYS
    }


def _message(entry: ast.Message) -> TemplateMessage:
    from fluent.syntax import FluentSerializer

    written = FluentSerializer().serialize_entry(entry).partition("=")[2]
    variables: set[str] = set()
    readings = _readings(entry.value, variables) if entry.value else ()
    return TemplateMessage(dedent(written).strip(), frozenset(variables), tuple(readings))


class _Strange(Exception):
    """Words hold something that a template has no use for; says what."""


def _readings(pattern: ast.Pattern, variables: set[str]) -> list[str]:
    """Return every way in which a pattern may read, and note the variables on the way.

    Raises:
        _Strange: for calls and for mentions of other messages.
    """
    from fluent.syntax import ast

    parts: list[list[str]] = []
    for element in pattern.elements:
        if isinstance(element, ast.TextElement):
            parts.append([element.value])
            continue
        inside = element.expression
        if isinstance(inside, ast.SelectExpression):
            _variable(inside.selector, variables)
            parts.append([reading for variant in inside.variants for reading in _readings(variant.value, variables)])
        else:
            parts.append([_variable(inside, variables)])
    return ["".join(combination) for _, combination in zip(range(_MOST_READINGS), product(*parts), strict=False)]


def _variable(expression: object, variables: set[str]) -> str:
    from fluent.syntax import ast

    if isinstance(expression, ast.VariableReference):
        variables.add(expression.id.name)
        return FILLED
    if isinstance(expression, ast.StringLiteral):
        return expression.value
    raise _Strange(type(expression).__name__)


def read(key: str, text: str) -> TemplateMessage | None:
    """Read words that somebody wrote for a message; None when they are not Fluent, or more than one message."""
    from fluent.syntax import FluentParser, ast

    body = FluentParser().parse(entry(key, text)).body
    only = body[0] if len(body) == 1 else None
    if not isinstance(only, ast.Message) or only.id.name != key or only.value is None or only.attributes:
        return None
    try:
        return _message(only)
    except _Strange:
        return None


def wrong(key: str, locale: str, text: str) -> list[tuple[str, Mapping[str, object]]]:
    """Return what is wrong with words for a message, as message keys with variables; nothing when they may be used."""
    message = read(key, text)
    if message is None:
        return [("template-syntax", {})]
    needed = shipped(locale)[key].variables
    return faults(key, locale, message.readings, variables=message.variables, needed=needed)
