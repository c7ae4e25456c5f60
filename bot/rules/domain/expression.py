"""Expressions: a condition as people write it, in English or Chinese, read into one that can be trusted.

The reading has three steps, each of which refuses with the column of what it could not take. Words: characters are
split by one linear pattern, Chinese names and full-width signs included; a call, an attribute, a regular expression,
arithmetic or anything else that a condition does not have ends here. Grammar: rule-engine parses. It sees a stand-in
symbol for every name and value, so that it never computes anything, and the stand-in leads back to the column.
Meaning: the tree becomes one of :mod:`bot.rules.domain.condition`, where only like is compared with like.
"""

from __future__ import annotations

import difflib
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from bot.rules.domain.condition import Compare, Every, FactName, Holds, Literal, MemberTerm, Node, Not, Some
from bot.rules.domain.expression_words import LONGEST, Token, split, wrong_at
from bot.rules.domain.fact import FACTS, Sort

if TYPE_CHECKING:
    from collections.abc import Callable

_Tree = Any  # rule-engine's nodes: it ships no types


_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}

# Width: every full-width sign has one half-width counterpart, so that columns stay what they were.
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_NARROW |= dict(zip(map(ord, "　\t\u00a0“”„«»「」『』‘’、【】＝"), map(ord, '   """""""""\'\',[]='), strict=True))


@lru_cache(maxsize=1024)
def read(text: str) -> Node:
    """Read a condition.

    Raises:
        Invalid: with a key that begins with ``condition-`` and, as values, ``column`` (from 1), what was ``found``
            there, and where it helps the ``nearest`` thing that exists.
    """
    if len(text) > LONGEST:
        raise wrong_at("condition-too-long", LONGEST, text[LONGEST : LONGEST + 20], limit=LONGEST)
    tokens = split(text.translate(_NARROW))
    if not tokens:
        raise wrong_at("condition-empty", 1, "")
    return _Parser(tokens, end=len(text) + 1).node(_parse(tokens, end=len(text) + 1))


# Grammar.


def _parse(tokens: list[Token], *, end: int) -> _Tree:
    """Let rule-engine parse; every name and value goes in as a symbol that carries its token's number."""
    from rule_engine import Context, Rule
    from rule_engine.errors import RuleSyntaxError

    starts: dict[int, Token] = {}
    text = ""
    for number, token in enumerate(tokens):
        starts[len(text)] = token
        text += (f"t{number}" if token.item is not None else token.grammar) + " "
    try:
        return Rule(text, context=Context()).statement.expression
    except RuleSyntaxError as error:
        wrong = starts.get(error.token.lexpos) if error.token is not None else None
        if wrong is None:
            raise wrong_at("condition-unfinished", end, tokens[-1].written) from None
        raise wrong_at("condition-syntax", wrong.column, wrong.written) from None


# Meaning.

_SORTS = {
    Sort.NUMBER: "condition-sort-number",
    Sort.TEXT: "condition-sort-text",
    Sort.TRUTH: "condition-sort-truth",
}
_ORDERS = {"LT": "<", "LE": "<=", "GT": ">", "GE": ">=", "EQ": "==", "NE": "!="}


class _Parser:
    """Turns rule-engine's tree into ours; knows the tokens that its symbols stand for."""

    def __init__(self, tokens: list[Token], *, end: int) -> None:
        self._tokens = tokens
        self._end = end

    def node(self, tree: _Tree) -> Node:
        """Read a part that must be true or false."""
        readers: dict[str, Callable[[Any], Node]] = {
            "LogicExpression": self._logic,
            "UnaryExpression": self._unary,
            "ArithmeticComparisonExpression": self._compare,
            "ComparisonExpression": self._compare,
            "ContainsExpression": self._member,
            "SymbolExpression": self._holds,
        }
        reader = readers.get(type(tree).__name__)
        if reader is None:
            raise wrong_at("condition-syntax", self._column(tree), self._tokens[0].written)
        return reader(tree)

    def _column(self, tree: _Tree) -> int:
        """Return the column of the first word of a part."""
        pending = [tree]
        while pending:
            node = pending.pop(0)
            if type(node).__name__ == "SymbolExpression":
                return self._token(node).column
            pending[:0] = [
                part for name in ("left", "member", "right") if (part := getattr(node, name, None)) is not None
            ]
        return self._end

    def _token(self, tree: _Tree) -> Token:
        return self._tokens[int(tree.name[1:])]

    def _logic(self, tree: _Tree) -> Node:
        kind: type[Every | Some] = Every if tree.type == "and" else Some
        parts: list[Node] = []
        for side in (self.node(tree.left), self.node(tree.right)):
            parts += side.parts if isinstance(side, kind) else [side]
        return kind(tuple(parts))

    def _unary(self, tree: _Tree) -> Node:
        return Not(self.node(tree.right))

    def _holds(self, tree: _Tree) -> Node:
        token = self._token(tree)
        if isinstance(token.item, FactName) and FACTS[token.item.fact].sort is Sort.TRUTH:
            return Holds(token.item.fact)
        raise wrong_at("condition-not-a-condition", token.column, token.written)

    def _operand(self, tree: _Tree) -> Token:
        if type(tree).__name__ != "SymbolExpression":
            raise wrong_at("condition-compared-twice", self._column(tree), self._tokens[0].written)
        return self._token(tree)

    def _compare(self, tree: _Tree) -> Node:
        left, right = self._operand(tree.left), self._operand(tree.right)
        sign = _ORDERS[str(tree.type).upper()]
        if not isinstance(left.item, FactName):
            left, right, sign = right, left, _FLIPPED[sign]
        if not isinstance(left.item, FactName):
            raise wrong_at("condition-constant", right.column, right.written)
        fact = FACTS[left.item.fact]
        if fact.sort is not Sort.NUMBER and sign not in {"==", "!="}:
            raise wrong_at("condition-order", left.column, left.written)
        if fact.sort is Sort.TRUTH:
            return self._truth(fact.name, right, same=sign == "==")
        return Compare(fact.name, sign, self._like(fact.name, right))

    def _truth(self, fact: str, right: Token, *, same: bool) -> Node:
        if not isinstance(right.item, bool):
            raise wrong_at("condition-sort-truth", right.column, right.written)
        return Holds(fact) if right.item is same else Not(Holds(fact))

    def _like(self, name: str, token: Token) -> Literal | FactName:
        """Return the other side, which must be of the fact's own sort and, for text, a word that exists."""
        fact, item = FACTS[name], token.item
        if isinstance(item, FactName):
            if FACTS[item.fact].sort is not fact.sort:
                raise wrong_at(_SORTS[fact.sort], token.column, token.written)
            return item
        if not isinstance(item, Literal) or isinstance(item.value, str) is not (fact.sort is Sort.TEXT):
            raise wrong_at(_SORTS[fact.sort], token.column, token.written)
        if not fact.words or not isinstance(item.value, str):
            return item
        known = {chinese: english for english, chinese in fact.words} | {english: english for english, _ in fact.words}
        if item.value not in known:
            nearest = difflib.get_close_matches(item.value, known, n=1, cutoff=0)
            raise wrong_at("condition-unknown-word", token.column, item.value, nearest=", ".join(nearest))
        return Literal(known[item.value], f'"{known[item.value]}"')

    def _member(self, tree: _Tree) -> Node:
        token = self._operand(tree.member)
        if type(tree.container).__name__ != "ArrayExpression":
            raise wrong_at("condition-list", self._column(tree.container), token.written)
        if not isinstance(token.item, FactName) or FACTS[token.item.fact].sort is Sort.TRUTH:
            raise wrong_at("condition-constant", token.column, token.written)
        values = [self._like(token.item.fact, self._operand(operand)) for operand in tree.container.value]
        literals = tuple(value for value in values if isinstance(value, Literal))
        if not literals or len(literals) < len(values):
            raise wrong_at("condition-list", token.column, token.written)
        return MemberTerm(token.item.fact, literals)
