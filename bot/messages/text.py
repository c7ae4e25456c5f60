r"""Text: a small inline Markdown, parsed once into spans that each platform writes in its own dialect.

Four things exist: ``**bold**``, a code span between backticks, ``[label](https://…)`` and a backslash before one of
``\\ * ` [ ]`` that takes its meaning away. There are no mentions: a message speaks to its reader, and a name in it is
only a name. Whatever does not close is plain text, so nothing that people type can be an error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

_SPECIAL = "\\*`[]"
_TOKEN = re.compile(
    r"\\(?P<escaped>[\\*`\[\]])"
    r"|`(?P<code>[^`\n]+)`"
    r"|\[(?P<label>[^\[\]\n`*\\]+)\]\((?P<href>https?://[^\s()<>]+)\)"
    r"|(?P<stars>\*\*)"
)


class Style(StrEnum):
    """What a span is."""

    PLAIN = "plain"
    BOLD = "bold"
    CODE = "code"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text of one style, without markup and not escaped for any platform; ``href`` belongs to links."""

    text: str
    style: Style = Style.PLAIN
    href: str = ""


class Ready(str):
    """Text whose markup is meant: it goes into other text as it is, where a plain ``str`` is made literal first."""

    __slots__ = ()


@lru_cache(maxsize=2048)
def parse(text: str) -> tuple[Span, ...]:
    """Return the spans of a text, in order; never raises, and two plain spans never touch."""
    spans: list[Span] = []
    stars = [token.start() for token in _TOKEN.finditer(text) if token["stars"]]
    pairs = dict(zip(stars[::2], stars[1::2], strict=False))
    closing = set(pairs.values())
    bold = False
    at = 0
    for token in _TOKEN.finditer(text):
        style = Style.BOLD if bold else Style.PLAIN
        _append(spans, text[at : token.start()], style)
        at = token.end()
        if token["escaped"]:
            _append(spans, token["escaped"], style)
        elif token["code"]:
            spans.append(Span(token["code"], Style.CODE))
        elif token["label"]:
            spans.append(Span(token["label"], Style.LINK, token["href"]))
        elif token.start() in pairs or token.start() in closing:
            bold = token.start() in pairs
        else:
            _append(spans, token[0], style)
    _append(spans, text[at:], Style.PLAIN)
    return tuple(spans)


def _append(spans: list[Span], text: str, style: Style) -> None:
    if not text:
        return
    if spans and spans[-1].style is style:
        spans[-1] = Span(spans[-1].text + text, style)
    else:
        spans.append(Span(text, style))


def plain(text: str) -> str:
    """Return what one reads when no style can be shown."""
    return "".join(span.text for span in parse(text))


def literal(text: str) -> str:
    """Return text that :func:`parse` reads back as exactly these characters; unchanged where it holds no markup."""
    if isinstance(text, Ready) or not any(mark in text for mark in _SPECIAL):
        return text
    return Ready("".join(f"\\{mark}" if mark in _SPECIAL else mark for mark in text))
