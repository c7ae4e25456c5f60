"""Expressions: a condition as people write it, in English or Chinese, read into one that can be trusted.

The reading has three steps, each of which refuses with the column of what it could not take. Words: characters are
split by one linear pattern, Chinese names and full-width signs included; a call, an attribute, a regular expression,
arithmetic or anything else that a condition does not have ends here. Grammar: rule-engine parses. It sees a stand-in
symbol for every name and value, so that it never computes anything, and the stand-in leads back to the column.
Meaning: the tree becomes one of :mod:`bot.rules.domain.condition`, where only like is compared with like.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from bot.kit.errors import Invalid
from bot.rules.domain.condition import Compare, Every, Holds, Literal, Member, Name, Node, Not, Some
from bot.rules.domain.fact import FACTS, Sort

if TYPE_CHECKING:
    from collections.abc import Callable

_Tree = Any  # rule-engine's nodes: it ships no types

_LONGEST = 500
_MOST_TOKENS = 150
_DEEPEST = 12
_MOST_DIGITS = 15  # what a double holds exactly
_LONGEST_TEXT = 80

_SCALES = {"%": "0.01", "‰": "0.001", "千": "1e3", "万": "1e4", "亿": "1e8"}
_OPERATORS = {
    "且": "and", "并且": "and", "而且": "and", "同时": "and", "或": "or", "或者": "or", "非": "not", "不": "not",
    "低于": "<", "小于": "<", "少于": "<", "高于": ">", "大于": ">", "超过": ">", "多于": ">",
    "不低于": ">=", "不小于": ">=", "不少于": ">=", "大于等于": ">=", "至少": ">=",
    "不高于": "<=", "不大于": "<=", "不超过": "<=", "不多于": "<=", "小于等于": "<=", "至多": "<=",
    "等于": "==", "是": "==", "为": "==", "不等于": "!=", "不是": "!=", "属于": "in", "不属于": "not in",
}  # fmt: skip
_TRUTHS = {"真": True, "假": False, "true": True, "false": False}
_LATIN_WORDS = {"and", "or", "not", "in"}
_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}

# Width: every full-width sign has one half-width counterpart, so that columns stay what they were.
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_NARROW |= dict(zip(map(ord, "　\t\u00a0“”„«»「」『』‘’、【】＝"), map(ord, '   """""""""\'\',[]='), strict=True))

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<number>\d+(?:\.\d+)?)(?P<scale>[%‰千万亿]?)
    | (?P<word>[A-Za-z_$][A-Za-z0-9_$]*)
    | (?P<chinese>[\u3400-\u9fff]+)
    | "(?P<text>[^"\\]*)" | '(?P<single>[^'\\]*)'
    | (?P<regex>[=!]~~?)
    | (?P<sign><=|>=|==|!=|<>|[<>=≤≥≠()\[\],-])
    | (?P<arithmetic>\*\*|//|[+*/^%&|])
    | (?P<other>\S)
    )""",
    re.VERBOSE,
)
_MISPLACED = {".": "condition-attribute", '"': "condition-open-text", "'": "condition-open-text"}
_SIGNS = {"=": "==", "<>": "!=", "≤": "<=", "≥": ">=", "≠": "!="}


@dataclass(frozen=True, slots=True)
class _Token:
    """A word of an expression; ``item`` is the fact's name or the literal, None for operators and brackets."""

    column: int
    written: str
    grammar: str
    item: Name | Literal | bool | None = None


def _wrong(key: str, column: int, found: str, **more: object) -> Invalid:
    return Invalid(key, column=column, found=found[:40], **more)


@lru_cache(maxsize=1024)
def read(text: str) -> Node:
    """Read a condition.

    Raises:
        Invalid: with a key that begins with ``condition-`` and, as values, ``column`` (from 1), what was ``found``
            there, and where it helps the ``nearest`` thing that exists.
    """
    if len(text) > _LONGEST:
        raise _wrong("condition-too-long", _LONGEST, text[_LONGEST : _LONGEST + 20], limit=_LONGEST)
    tokens = _split(text.translate(_NARROW))
    if not tokens:
        raise _wrong("condition-empty", 1, "")
    return _Reader(tokens, end=len(text) + 1).node(_parse(tokens, end=len(text) + 1))


# Words.


def _split(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    for match in _TOKEN.finditer(text):
        column = match.start(match.lastgroup or 0) + 1
        if match.lastgroup in {"text", "single"}:
            column -= 1
        _take(match, column, tokens)
        if len(tokens) > _MOST_TOKENS:
            raise _wrong("condition-too-long", column, match.group().strip(), limit=_LONGEST)
    _check_brackets(tokens)
    return tokens


def _take(match: re.Match[str], column: int, tokens: list[_Token]) -> None:
    found = match.group().strip()
    kind = "number" if match["number"] else str(match.lastgroup)
    match kind:
        case "number":
            tokens.append(_number(match["number"], match["scale"], match.start("number") + 1, tokens))
        case "text" | "single":
            if len(found) > _LONGEST_TEXT:
                raise _wrong("condition-too-long", column, found, limit=_LONGEST_TEXT)
            tokens.append(_Token(column, found, "", Literal(match[kind], f'"{match[kind]}"')))
        case "word":
            tokens.append(_word(found, column))
        case "chinese":
            tokens += _chinese(found, column)
        case "sign":
            tokens.append(_Token(column, found, _SIGNS.get(found, found)))
        case "regex" | "arithmetic":
            raise _wrong("condition-regex" if kind == "regex" else "condition-arithmetic", column, found)
        case _:
            raise _wrong(_MISPLACED.get(found, "condition-character"), column, found)


def _number(digits: str, scale: str, column: int, tokens: list[_Token]) -> _Token:
    if len(digits.replace(".", "").lstrip("0")) > _MOST_DIGITS or len(digits) > 2 * _MOST_DIGITS:
        raise _wrong("condition-number", column, digits, limit=_MOST_DIGITS)
    written, value = digits + scale, Decimal(digits)
    if tokens and tokens[-1].grammar == "-":
        before = tokens[-2] if len(tokens) > 1 else None
        if before is None or (before.item is None and before.grammar not in {")", "]"}):
            minus = tokens.pop()
            written, value, column = f"-{written}", -value, minus.column
    return _Token(column, written, "", Literal(value * Decimal(_SCALES.get(scale, "1")), written))


def _word(found: str, column: int) -> _Token:
    word = found.lower()
    if word in _LATIN_WORDS:
        return _Token(column, found, word)
    if word in _TRUTHS:
        return _Token(column, found, "", _TRUTHS[word])
    if word in FACTS:
        return _Token(column, found, "", Name(word))
    raise _unknown(found, column)


def _unknown(found: str, column: int) -> Invalid:
    nearest = difflib.get_close_matches(found.lower(), _vocabulary(), n=1, cutoff=0.5)
    if nearest:
        return _wrong("condition-unknown-name-near", column, found, nearest=nearest[0])
    return _wrong("condition-unknown-name", column, found)


@cache
def _chinese_words() -> dict[str, Name | str | bool]:
    facts: dict[str, Name | str | bool] = {title: Name(fact.name) for fact in FACTS.values() for title in fact.chinese}
    return facts | _OPERATORS | {word: truth for word, truth in _TRUTHS.items() if not word.isascii()}


@cache
def _vocabulary() -> list[str]:
    return [*FACTS, *(title for fact in FACTS.values() for title in fact.chinese)]


def _chinese(run: str, column: int) -> list[_Token]:
    """Split a run of Chinese characters into known words, the longest that fits first."""
    words = _chinese_words()
    longest = max(map(len, words))
    tokens: list[_Token] = []
    at = 0
    while at < len(run):
        found = next((run[at : at + n] for n in range(longest, 0, -1) if run[at : at + n] in words), None)
        if found is None:
            raise _unknown(run[at:], column + at)
        meaning = words[found]
        if isinstance(meaning, str):
            tokens += [_Token(column + at, found, part) for part in meaning.split()]
        else:
            tokens.append(_Token(column + at, found, "", meaning))
        at += len(found)
    return tokens


def _check_brackets(tokens: list[_Token]) -> None:
    depth = 0
    before: _Token | None = None
    for token in tokens:
        if token.grammar == "-":
            raise _wrong("condition-arithmetic", token.column, "-")
        if token.grammar == "(" and before is not None and before.item is not None:
            raise _wrong("condition-call", before.column, f"{before.written}(")
        if token.grammar == "[" and (before is None or before.grammar != "in"):
            raise _wrong("condition-syntax", token.column, "[")
        depth += {"(": 1, ")": -1}.get(token.grammar, 0)
        if depth > _DEEPEST:
            raise _wrong("condition-too-deep", token.column, "(", limit=_DEEPEST)
        before = token


# Grammar.


def _parse(tokens: list[_Token], *, end: int) -> _Tree:
    """Let rule-engine parse; every name and value goes in as a symbol that carries its token's number."""
    from rule_engine import Context, Rule
    from rule_engine.errors import RuleSyntaxError

    starts: dict[int, _Token] = {}
    text = ""
    for number, token in enumerate(tokens):
        starts[len(text)] = token
        text += (f"t{number}" if token.item is not None else token.grammar) + " "
    try:
        return Rule(text, context=Context()).statement.expression
    except RuleSyntaxError as error:
        wrong = starts.get(error.token.lexpos) if error.token is not None else None
        if wrong is None:
            raise _wrong("condition-unfinished", end, tokens[-1].written) from None
        raise _wrong("condition-syntax", wrong.column, wrong.written) from None


# Meaning.

_SORTS = {
    Sort.NUMBER: "condition-sort-number",
    Sort.TEXT: "condition-sort-text",
    Sort.TRUTH: "condition-sort-truth",
}
_ORDERS = {"LT": "<", "LE": "<=", "GT": ">", "GE": ">=", "EQ": "==", "NE": "!="}


class _Reader:
    """Turns rule-engine's tree into ours; knows the tokens that its symbols stand for."""

    def __init__(self, tokens: list[_Token], *, end: int) -> None:
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
            raise _wrong("condition-syntax", self._column(tree), self._tokens[0].written)
        return reader(tree)

    def _column(self, tree: _Tree) -> int:
        """Return the column of the first word of a part."""
        pending = [tree]
        while pending:
            one = pending.pop(0)
            if type(one).__name__ == "SymbolExpression":
                return self._token(one).column
            pending[:0] = [
                part for name in ("left", "member", "right") if (part := getattr(one, name, None)) is not None
            ]
        return self._end

    def _token(self, tree: _Tree) -> _Token:
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
        if isinstance(token.item, Name) and FACTS[token.item.fact].sort is Sort.TRUTH:
            return Holds(token.item.fact)
        raise _wrong("condition-not-a-condition", token.column, token.written)

    def _operand(self, tree: _Tree) -> _Token:
        if type(tree).__name__ != "SymbolExpression":
            raise _wrong("condition-compared-twice", self._column(tree), self._tokens[0].written)
        return self._token(tree)

    def _compare(self, tree: _Tree) -> Node:
        left, right = self._operand(tree.left), self._operand(tree.right)
        sign = _ORDERS[str(tree.type).upper()]
        if not isinstance(left.item, Name):
            left, right, sign = right, left, _FLIPPED[sign]
        if not isinstance(left.item, Name):
            raise _wrong("condition-constant", right.column, right.written)
        fact = FACTS[left.item.fact]
        if fact.sort is not Sort.NUMBER and sign not in {"==", "!="}:
            raise _wrong("condition-order", left.column, left.written)
        if fact.sort is Sort.TRUTH:
            return self._truth(fact.name, right, same=sign == "==")
        return Compare(fact.name, sign, self._like(fact.name, right))

    def _truth(self, fact: str, right: _Token, *, same: bool) -> Node:
        if not isinstance(right.item, bool):
            raise _wrong("condition-sort-truth", right.column, right.written)
        return Holds(fact) if right.item is same else Not(Holds(fact))

    def _like(self, name: str, token: _Token) -> Literal | Name:
        """Return the other side, which must be of the fact's own sort and, for text, a word that exists."""
        fact, item = FACTS[name], token.item
        if isinstance(item, Name):
            if FACTS[item.fact].sort is not fact.sort:
                raise _wrong(_SORTS[fact.sort], token.column, token.written)
            return item
        if not isinstance(item, Literal) or isinstance(item.value, str) is not (fact.sort is Sort.TEXT):
            raise _wrong(_SORTS[fact.sort], token.column, token.written)
        if not fact.words or not isinstance(item.value, str):
            return item
        known = {chinese: english for english, chinese in fact.words} | {english: english for english, _ in fact.words}
        if item.value not in known:
            nearest = difflib.get_close_matches(item.value, known, n=1, cutoff=0)
            raise _wrong("condition-unknown-word", token.column, item.value, nearest=", ".join(nearest))
        return Literal(known[item.value], f'"{known[item.value]}"')

    def _member(self, tree: _Tree) -> Node:
        token = self._operand(tree.member)
        if type(tree.container).__name__ != "ArrayExpression":
            raise _wrong("condition-list", self._column(tree.container), token.written)
        if not isinstance(token.item, Name) or FACTS[token.item.fact].sort is Sort.TRUTH:
            raise _wrong("condition-constant", token.column, token.written)
        values = [self._like(token.item.fact, self._operand(one)) for one in tree.container.value]
        literals = tuple(value for value in values if isinstance(value, Literal))
        if not literals or len(literals) < len(values):
            raise _wrong("condition-list", token.column, token.written)
        return Member(token.item.fact, literals)
