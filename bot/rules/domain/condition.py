"""Conditions: what a rule asks of the facts, and what they answer — yes, no, or cannot be said."""

from __future__ import annotations

import operator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, assert_never

from bot.rules.domain.fact import FACTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from bot.rules.domain.fact import Value

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


@dataclass(frozen=True, slots=True)
class Literal:
    """A value written into a condition; ``written`` is how (``80%`` is exactly 0.8)."""

    value: Decimal | str
    written: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class FactName:
    """A fact, by its English name."""

    fact: str


@dataclass(frozen=True, slots=True)
class Compare:
    """A fact against a value or another fact of the same sort; ``operator`` is one of ``< <= > >= == !=``."""

    fact: str
    operator: str
    other: Literal | FactName


@dataclass(frozen=True, slots=True)
class MemberTerm:
    """A fact that is one of several values."""

    fact: str
    values: tuple[Literal, ...]


@dataclass(frozen=True, slots=True)
class Holds:
    """A fact that is itself true or false."""

    fact: str


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite; of what cannot be said, nothing can be said."""

    part: Node


@dataclass(frozen=True, slots=True)
class Every:
    """All of the parts (``and``)."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """At least one of the parts (``or``)."""

    parts: tuple[Node, ...]


Leaf = Compare | MemberTerm | Holds
Node = Leaf | Not | Every | Some


@dataclass(frozen=True, slots=True)
class TermResult:
    """How one part of a condition came out for some facts; ``outcome`` is None where the fact is missing."""

    part: Leaf
    actual: Value
    outcome: bool | None


def evaluate(node: Node, facts: Mapping[str, Value]) -> bool | None:
    """Answer in Kleene's three values: None when what is missing would decide.

    Numbers are compared as the nearest double on both sides, as the databases do; a literal has at most 15 digits
    and facts are rounded to 12 decimals, so that this decides as the decimals as written would.
    """
    match node:
        case Compare() | MemberTerm() | Holds():
            return _leaf(node, facts)
        case Not(part):
            outcome = evaluate(part, facts)
            return None if outcome is None else not outcome
        case Every(parts):
            outcomes = [evaluate(part, facts) for part in parts]
            return False if False in outcomes else None if None in outcomes else True
        case Some(parts):
            outcomes = [evaluate(part, facts) for part in parts]
            return True if True in outcomes else None if None in outcomes else False
        case _:
            assert_never(node)


def _leaf(leaf: Leaf, facts: Mapping[str, Value]) -> bool | None:
    actual = facts.get(leaf.fact)
    if actual is None:
        return None
    match leaf:
        case Compare(_, sign, other):
            against = facts.get(other.fact) if isinstance(other, FactName) else plain(other)
            return None if against is None else _COMPARE[sign](actual, against)
        case MemberTerm(_, values):
            return any(actual == plain(value) for value in values)
        case Holds():
            return bool(actual)
        case _:
            assert_never(leaf)


def plain(literal: Literal) -> float | str:
    """Return a literal as the databases compare it: a double, or text."""
    return literal.value if isinstance(literal.value, str) else float(literal.value)


def leaves(node: Node) -> Iterator[Leaf]:
    """Yield the parts that compare something, as written, left to right."""
    match node:
        case Not(part):
            yield from leaves(part)
        case Every(parts) | Some(parts):
            for part in parts:
                yield from leaves(part)
        case Compare() | MemberTerm() | Holds():
            yield node
        case _:
            assert_never(node)


def names(node: Node) -> frozenset[str]:
    """Return the facts that a condition asks for."""
    return frozenset(
        name
        for leaf in leaves(node)
        for name in (
            leaf.fact,
            leaf.other.fact if isinstance(leaf, Compare) and isinstance(leaf.other, FactName) else "",
        )
        if name
    )


def explain(node: Node, facts: Mapping[str, Value]) -> list[TermResult]:
    """Say of every part, left to right, what the fact was and whether the part held."""
    return [TermResult(leaf, facts.get(leaf.fact), _leaf(leaf, facts)) for leaf in leaves(node)]


_CHINESE_WORDS = {"and": "且", "or": "或", "not": "非", "in": "属于"}


def write(node: Node, *, chinese: bool = False) -> str:
    """Write a condition so that reading it again gives the same one; with Chinese names and words on request."""
    return _write(node, chinese=chinese, inside=False)


def _write(node: Node, *, chinese: bool, inside: bool) -> str:
    word = _CHINESE_WORDS if chinese else {}
    match node:
        case Compare(fact, sign, other):
            right = _title(other.fact, chinese=chinese) if isinstance(other, FactName) else other.written
            return f"{_title(fact, chinese=chinese)} {sign} {right}"
        case MemberTerm(fact, values):
            listed = ", ".join(value.written for value in values)
            return f"{_title(fact, chinese=chinese)} {word.get('in', 'in')} [{listed}]"
        case Holds(fact):
            return _title(fact, chinese=chinese)
        case Not(part):
            return f"{word.get('not', 'not')} ({_write(part, chinese=chinese, inside=False)})"
        case Every(parts) | Some(parts):
            joint = "and" if isinstance(node, Every) else "or"
            text = f" {word.get(joint, joint)} ".join(_write(part, chinese=chinese, inside=True) for part in parts)
            return f"({text})" if inside else text
        case _:
            assert_never(node)


def _title(fact: str, *, chinese: bool) -> str:
    return FACTS[fact].chinese[0] if chinese else fact
