"""Words of a condition: characters split by one linear pattern, Chinese names and full-width signs included."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from bot.kit.errors import Invalid
from bot.rules.domain.condition import FactName, Literal
from bot.rules.domain.fact import FACTS

LONGEST = 500
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
class Token:
    """A word of an expression; ``item`` is the fact's name or the literal, None for operators and brackets."""

    column: int
    written: str
    grammar: str
    item: FactName | Literal | bool | None = None


def wrong_at(key: str, column: int, found: str, **more: object) -> Invalid:
    """Make the refusal of what was found at a column (from 1)."""
    return Invalid(key, column=column, found=found[:40], **more)


def split(text: str) -> list[Token]:
    """Split an expression into its words.

    Raises:
        Invalid: for what no condition holds: a call, an attribute, arithmetic, an unknown name, too much of anything.
    """
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        column = match.start(match.lastgroup or 0) + 1
        if match.lastgroup in {"text", "single"}:
            column -= 1
        _take(match, column, tokens)
        if len(tokens) > _MOST_TOKENS:
            raise wrong_at("condition-too-long", column, match.group().strip(), limit=LONGEST)
    _check_brackets(tokens)
    return tokens


def _take(match: re.Match[str], column: int, tokens: list[Token]) -> None:
    found = match.group().strip()
    kind = "number" if match["number"] else str(match.lastgroup)
    match kind:
        case "number":
            tokens.append(_number(match["number"], match["scale"], match.start("number") + 1, tokens))
        case "text" | "single":
            if len(found) > _LONGEST_TEXT:
                raise wrong_at("condition-too-long", column, found, limit=_LONGEST_TEXT)
            tokens.append(Token(column, found, "", Literal(match[kind], f'"{match[kind]}"')))
        case "word":
            tokens.append(_word(found, column))
        case "chinese":
            tokens += _chinese(found, column)
        case "sign":
            tokens.append(Token(column, found, _SIGNS.get(found, found)))
        case "regex" | "arithmetic":
            raise wrong_at("condition-regex" if kind == "regex" else "condition-arithmetic", column, found)
        case _:
            raise wrong_at(_MISPLACED.get(found, "condition-character"), column, found)


def _number(digits: str, scale: str, column: int, tokens: list[Token]) -> Token:
    if len(digits.replace(".", "").lstrip("0")) > _MOST_DIGITS or len(digits) > 2 * _MOST_DIGITS:
        raise wrong_at("condition-number", column, digits, limit=_MOST_DIGITS)
    written, value = digits + scale, Decimal(digits)
    if tokens and tokens[-1].grammar == "-":
        before = tokens[-2] if len(tokens) > 1 else None
        if before is None or (before.item is None and before.grammar not in {")", "]"}):
            minus = tokens.pop()
            written, value, column = f"-{written}", -value, minus.column
    return Token(column, written, "", Literal(value * Decimal(_SCALES.get(scale, "1")), written))


def _word(found: str, column: int) -> Token:
    word = found.lower()
    if word in _LATIN_WORDS:
        return Token(column, found, word)
    if word in _TRUTHS:
        return Token(column, found, "", _TRUTHS[word])
    if word in FACTS:
        return Token(column, found, "", FactName(word))
    raise _unknown(found, column)


def _unknown(found: str, column: int) -> Invalid:
    nearest = difflib.get_close_matches(found.lower(), _vocabulary(), n=1, cutoff=0.5)
    if nearest:
        return wrong_at("condition-unknown-name-near", column, found, nearest=nearest[0])
    return wrong_at("condition-unknown-name", column, found)


@cache
def _chinese_words() -> dict[str, FactName | str | bool]:
    facts: dict[str, FactName | str | bool] = {
        title: FactName(fact.name) for fact in FACTS.values() for title in fact.chinese
    }
    return facts | _OPERATORS | {word: truth for word, truth in _TRUTHS.items() if not word.isascii()}


@cache
def _vocabulary() -> list[str]:
    return [*FACTS, *(title for fact in FACTS.values() for title in fact.chinese)]


def _chinese(run: str, column: int) -> list[Token]:
    """Split a run of Chinese characters into known words, the longest that fits first."""
    words = _chinese_words()
    longest = max(map(len, words))
    tokens: list[Token] = []
    at = 0
    while at < len(run):
        found = next((run[at : at + n] for n in range(longest, 0, -1) if run[at : at + n] in words), None)
        if found is None:
            raise _unknown(run[at:], column + at)
        meaning = words[found]
        if isinstance(meaning, str):
            tokens += [Token(column + at, found, part) for part in meaning.split()]
        else:
            tokens.append(Token(column + at, found, "", meaning))
        at += len(found)
    return tokens


def _check_brackets(tokens: list[Token]) -> None:
    depth = 0
    before: Token | None = None
    for token in tokens:
        if token.grammar == "-":
            raise wrong_at("condition-arithmetic", token.column, "-")
        if token.grammar == "(" and before is not None and before.item is not None:
            raise wrong_at("condition-call", before.column, f"{before.written}(")
        if token.grammar == "[" and (before is None or before.grammar != "in"):
            raise wrong_at("condition-syntax", token.column, "[")
        depth += {"(": 1, ")": -1}.get(token.grammar, 0)
        if depth > _DEEPEST:
            raise wrong_at("condition-too-deep", token.column, "(", limit=_DEEPEST)
        before = token
