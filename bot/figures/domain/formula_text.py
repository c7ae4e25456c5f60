"""Formulas as text: ``count(where result = reject) / count() from inspections where line in (A, "B 2")``.

::

    formula    = part [ "/" part ] "from" name [ where ]
    part       = calculation "(" [ name [ "-" name ] ] [ where ] ")"
    where      = "where" condition { "and" condition }
    condition  = name ( "=" | "!=" ) value  |  name [ "not" ] "in" "(" value { "," value } ")"  |
                 name "is" ( "empty" | "filled" )

A name or value is a bare word (letters of any script, digits, ``_``, and ``.`` or ``-`` inside), or stands in double
quotes, where ``""`` is a quote. Words of the grammar may be in capitals, marks may be full-width.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.figures.domain.formula import Calculation, Formula, FormulaPart, RecordFilter
from bot.kit.cleaning import UnclearValue

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_FORMULA: Final = 320
"""Characters of a formula: it has to stand behind a button whole."""
_WORDS: Final = ("from", "where", "and", "in", "not", "is", "empty", "filled")
_BARE: Final = re.compile(r"\w(?:[\w.\-]*\w)?")
_TOKEN: Final = re.compile(
    rf'(?P<quoted>"(?:[^"]|"")*")|“(?P<curly>[^”]*)”|(?P<word>{_BARE.pattern})|(?P<mark>[!！][=＝]|[=＝≠()（）/／,，、\-－−])'
)
_MARKS: Final = str.maketrans({"！": "!", "＝": "=", "（": "(", "）": ")", "／": "/"})
_SAME: Final = {"≠": "!=", "，": ",", "、": ",", "－": "-", "−": "-"}
_SHOWN: Final = 20
_BYTES: Final = 3
"""As many as a letter takes behind a button, Chinese or percent-encoded; rarer ones take more and count for it."""
_BLANKS: Final = frozenset(" \t\r\n\u00a0\u3000")
_PAIRED: Final = frozenset({Calculation.SUM, Calculation.MEAN})


@dataclass(frozen=True, slots=True)
class _Token:
    """A word, a quoted text or a mark, and the character that it begins at, from 1.

    ``bare`` is a word in small letters or a mark, "" for what is quoted; ``names`` says that it can be a name or value.
    """

    text: str
    place: int
    bare: str
    names: bool


def parse(text: str, *, stream: str = "") -> Formula:
    """Read a formula; one that names no stream is over ``stream``, where that is given.

    Raises:
        UnclearValue: it cannot be read; ``place`` is the character (from 1) where something else was expected,
            ``found`` what stands there, ``left`` how many characters there are from there on.
    """
    n = max(len(text), len(text.encode(errors="replace")) // _BYTES)
    if n > LONGEST_FORMULA:
        raise UnclearValue("import-long", most=LONGEST_FORMULA, n=n)
    return _Reading(text).formula(stream)


def write(formula: Formula) -> str:
    """Write a formula in the one form that its text is stored in; :func:`parse` reads it."""
    parts = " / ".join(_part(part) for part in (formula.part, formula.over) if part)
    return f"{parts} from {_name(formula.stream)}{_where(formula.where)}"


def _part(part: FormulaPart) -> str:
    of = " - ".join(_name(name) for name in (part.of, part.minus) if name)
    return f"{part.calculation}({(of + _where(part.where)).strip()})"


def _where(filters: Sequence[RecordFilter]) -> str:
    return (" where " + " and ".join(map(_condition, filters))) if filters else ""


def _condition(chosen: RecordFilter) -> str:
    name, values = _name(chosen.dimension), [_name(value) for value in chosen.values]
    if chosen.values == ("",):
        return f"{name} is {'filled' if chosen.excludes else 'empty'}"
    if len(values) == 1:
        return f"{name} {'!=' if chosen.excludes else '='} {values[0]}"
    return f"{name} {'not in' if chosen.excludes else 'in'} ({', '.join(values)})"


def _name(text: str) -> str:
    bare = _BARE.fullmatch(text) and text.casefold() not in _WORDS
    return text if bare else '"' + text.replace('"', '""') + '"'


class _Reading:
    """A text on the way to its formula, read from left to right without looking back."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = list(self._split())
        self._at = 0

    def formula(self, stream: str) -> Formula:
        part = self._part()
        over = self._part() if self._takes("/") else None
        if self._takes("from"):
            stream = self._name("formula-stream")
        elif not stream:
            raise self._unclear("formula-from")
        where = self._where()
        if self._at < len(self._tokens):
            raise self._unclear("formula-end")
        return Formula(stream, part, over, where)

    def _split(self) -> list[_Token]:
        tokens, at = [], 0
        while at < len(self._text):
            if self._text[at].isspace():
                at += 1
                continue
            match = _TOKEN.match(self._text, at)
            if match is None or not all(letter.isprintable() or letter in _BLANKS for letter in match[0]):
                quote = self._text[at] in '"“'
                raise self._unclear("formula-quote" if quote and match is None else "formula-character", at)
            tokens.append(_token(match))
            at = match.end()
        return tokens

    def _unclear(self, key: str, at: int | None = None, **values: str) -> UnclearValue:
        if at is None:
            ended = self._at >= len(self._tokens)
            at = len(self._text) if ended else self._tokens[self._at].place - 1
        found = self._text[at : at + _SHOWN]
        return UnclearValue(key, place=at + 1, found=found, left=len(self._text) - at, **values)

    def _takes(self, bare: str) -> bool:
        """Take a mark or a word of the grammar if it comes next."""
        if self._at < len(self._tokens) and self._tokens[self._at].bare == bare:
            self._at += 1
            return True
        return False

    def _named(self) -> bool:
        """Say whether a name or a value comes next."""
        return self._at < len(self._tokens) and self._tokens[self._at].names

    def _name(self, key: str) -> str:
        if not self._named() or not self._tokens[self._at].text:
            raise self._unclear(key)
        return self._value()

    def _value(self) -> str:
        if not self._named():
            raise self._unclear("formula-value")
        self._at += 1
        return self._tokens[self._at - 1].text

    def _part(self) -> FormulaPart:
        known = ", ".join(Calculation)
        if self._at >= len(self._tokens) or self._tokens[self._at].bare not in tuple(Calculation):
            raise self._unclear("formula-calculation", known=known)
        calculation = Calculation(self._tokens[self._at].bare)
        self._at += 1
        if not self._takes("("):
            raise self._unclear("formula-bracket", bracket="(")
        of, minus = "", ""
        if calculation is not Calculation.COUNT:
            of = self._name("formula-measure")
            if calculation in _PAIRED and self._takes("-"):
                minus = self._name("formula-measure")
        where = self._where()
        if not self._takes(")"):
            raise self._unclear("formula-bracket", bracket=")")
        return FormulaPart(calculation, of, minus, where)

    def _where(self) -> tuple[RecordFilter, ...]:
        if not self._takes("where"):
            return ()
        found = [self._condition()]
        while self._takes("and"):
            found.append(self._condition())
        return tuple(found)

    def _condition(self) -> RecordFilter:
        name = self._name("formula-dimension")
        if self._takes("="):
            return RecordFilter(name, (self._value(),))
        if self._takes("!="):
            return RecordFilter(name, (self._value(),), excludes=True)
        if self._takes("is"):
            if self._takes("empty"):
                return RecordFilter(name, ("",))
            if self._takes("filled"):
                return RecordFilter(name, ("",), excludes=True)
            raise self._unclear("formula-condition")
        excludes = self._takes("not")
        if not self._takes("in"):
            raise self._unclear("formula-condition")
        return RecordFilter(name, self._values(), excludes=excludes)

    def _values(self) -> tuple[str, ...]:
        if not self._takes("("):
            raise self._unclear("formula-bracket", bracket="(")
        values = [self._value()]
        while self._takes(","):
            values.append(self._value())
        if not self._takes(")"):
            raise self._unclear("formula-bracket", bracket=")")
        return tuple(values)


def _token(match: re.Match[str]) -> _Token:
    place = match.start() + 1
    if match["quoted"] is not None:
        return _Token(match["quoted"][1:-1].replace('""', '"'), place, "", names=True)
    if match["curly"] is not None:
        return _Token(match["curly"], place, "", names=True)
    if match["word"] is not None:
        bare = match["word"].casefold()
        return _Token(match["word"], place, bare, names=bare not in _WORDS)
    mark = match[0].translate(_MARKS)
    mark = _SAME.get(mark, mark)
    return _Token(mark, place, mark, names=False)
