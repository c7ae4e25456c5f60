r"""Text: a small inline Markdown, parsed once into spans that each platform writes in its own dialect.

Five things exist: ``**bold**``, a code span between backticks, ``[label](https://…)``, ``[name](person:id)`` and a
backslash before one of ``\\ * ` [ ]`` that takes its meaning away. There are no mentions: a message speaks to its
reader, and a name in it is only a name, shown as plain text. Whose it is stays in what is stored, so that an erasure
finds it without looking for a word that others use too (:func:`unnamed`). Whatever does not close is plain text, so
nothing that people type can be an error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from bot.kit.cleaning import whole
from bot.kit.identity import Name

if TYPE_CHECKING:
    from collections.abc import Collection

_SPECIAL = "\\*`[]"
_NAME = r"\[(?P<name>(?:\\[\\*`\[\]]|[^\\*`\[\]\n])+)\]\(person:(?P<whose>[^\s()<>]+)\)"
_TOKEN = re.compile(
    rf"{_NAME}"
    r"|\\(?P<escaped>[\\*`\[\]])"
    r"|`(?P<code>[^`\n]+)`"
    r"|\[(?P<label>[^\[\]\n`*\\]+)\]\((?P<href>https?://[^\s()<>]+)\)"
    r"|(?P<stars>\*\*)"
)
_PERSON = re.compile(_NAME)
_MARK = re.compile(r"\\([\\*`\[\]])")


def repaired(value: Any) -> Any:  # noqa: ANN401 - decoded JSON
    """Return decoded JSON with a replacement character for each half character and NUL: no database keeps those."""
    match value:
        case str():
            return whole(value)
        case list():
            return [repaired(part) for part in value]
        case dict():
            return {repaired(key): repaired(part) for key, part in value.items()}
        case _:
            return value


class Style(StrEnum):
    """What a span is."""

    PLAIN = "plain"
    BOLD = "bold"
    CODE = "code"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class TextRun:
    """A run of text of one style, without markup and not escaped for any platform; ``href`` belongs to links."""

    text: str
    style: Style = Style.PLAIN
    href: str = ""


class Ready(str):
    """Text whose markup is meant: it goes into other text as it is, where a plain ``str`` is made literal first."""

    __slots__ = ()


@lru_cache(maxsize=2048)
def parse(text: str) -> tuple[TextRun, ...]:
    """Return the spans of a text, in order; never raises, and two plain spans never touch."""
    spans: list[TextRun] = []
    stars = [token.start() for token in _TOKEN.finditer(text) if token["stars"]]
    pairs = dict(zip(stars[::2], stars[1::2], strict=False))
    closing = set(pairs.values())
    bold = False
    at = 0
    for token in _TOKEN.finditer(text):
        style = Style.BOLD if bold else Style.PLAIN
        _append(spans, text[at : token.start()], style)
        at = token.end()
        if token["name"]:
            _append(spans, _bare(token["name"]), style)
        elif token["escaped"]:
            _append(spans, token["escaped"], style)
        elif token["code"]:
            spans.append(TextRun(token["code"], Style.CODE))
        elif token["label"]:
            spans.append(TextRun(token["label"], Style.LINK, token["href"]))
        elif token.start() in pairs or token.start() in closing:
            bold = token.start() in pairs
        else:
            _append(spans, token[0], style)
    _append(spans, text[at:], Style.PLAIN)
    return tuple(spans)


def _append(spans: list[TextRun], text: str, style: Style) -> None:
    if not text:
        return
    if spans and spans[-1].style is style:
        spans[-1] = TextRun(spans[-1].text + text, style)
    else:
        spans.append(TextRun(text, style))


def plain(text: str) -> str:
    """Return what one reads when no style can be shown."""
    return "".join(span.text for span in parse(text))


def literal(text: str) -> str:
    """Return text that :func:`parse` reads back as exactly these characters; unchanged where it holds no markup.

    The name of somebody who is known says whose it is.
    """
    if isinstance(text, Ready):
        return text
    if isinstance(text, Name) and text.person_id and text.strip():
        return Ready(f"[{_escaped(' '.join(text.split()))}](person:{quote(text.person_id, safe='')})")
    return Ready(_escaped(text)) if any(mark in text for mark in _SPECIAL) else text


def people(text: str) -> frozenset[str]:
    """Return the ids of those whose names stand in a text."""
    return frozenset(unquote(token["whose"]) for token in _PERSON.finditer(text))


def unnamed(text: str, ids: Collection[str], *, instead: str) -> str:
    """Return a text with what is to stand there instead of somebody's name, wherever it says that it is theirs."""

    def put(token: re.Match[str]) -> str:
        return instead if unquote(token["whose"]) in ids else token[0]

    return _PERSON.sub(put, text)


def _escaped(text: str) -> str:
    return "".join(f"\\{mark}" if mark in _SPECIAL else mark for mark in text)


def _bare(text: str) -> str:
    return _MARK.sub(r"\1", text)
