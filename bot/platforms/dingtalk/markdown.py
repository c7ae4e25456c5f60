"""Text as DingTalk's Markdown: spans, what must not turn into markup, and the two dialects of cards and messages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, assert_never

from bot.messages.text import Style, TextRun, parse
from bot.platforms.dingtalk import limits
from bot.platforms.fit import cut_spans

# Markdown here has no escape that every client knows, so what would be markup gets its full-width twin.
_LOOKALIKES: Final = str.maketrans({"<": "＜", "*": "＊", "`": "ˋ", "[": "［", "]": "］", "~": "～", "|": "｜"})
_LINE_STARTS: Final = {"#": "＃", ">": "＞", "-": "－", "+": "＋", "=": "＝"}
_LINE_START: Final = re.compile(r"(^|\n|<br>)([#>]|[-+](?=\s)|[-=](?=[-=]))")
"""What begins a heading, a quotation, a list, or draws a line."""
_ADDRESS: Final = re.compile(r"(?i)(?<![a-z0-9])(?:[a-z][a-z0-9+.-]{1,30}:(?=//)|www\.)")
_ENTITY: Final = re.compile(r"&(?=#?[0-9A-Za-z]{1,12};)")
_SLANTED: Final = re.compile(r"(?<![^\W_])_(?=\S)|(?<=\S)_(?![^\W_])")
_HAIR: Final = "\u200a"  # a hair space: blank for the parser, hardly there for the eye


@dataclass(frozen=True, slots=True)
class Dialect:
    """Which Markdown: that of a card knows colours and tables, that of a robot's message does not."""

    line: str
    rich: bool


CARD: Final = Dialect("<br>", rich=True)
MESSAGE: Final = Dialect("  \n", rich=False)


def write_line(text: str, dialect: Dialect) -> str:
    """Write one text; a span is never cut inside its marks."""

    def write(span: TextRun) -> str:
        return _span(span).replace("\n", dialect.line)

    spans = cut_spans(parse(text.strip()), limits.TEXT, write=write)
    written = [write(span) for span in spans]
    for at, (span, following) in enumerate(pairwise(spans)):
        if span.style is Style.BOLD and not span.text[-1].isalnum() and following.text[:1].isalnum():
            written[at] += _HAIR  # "**115%**新" stays raw: closing marks after punctuation must not touch a letter
    return at_line_starts("".join(written))


def _span(span: TextRun) -> str:
    text = safe(span.text)
    core = text.strip()
    match span.style:
        case Style.PLAIN | Style.CODE:  # code has no look of its own here
            return text
        case Style.BOLD:
            return text.replace(core, "\n".join(f"**{line}**" for line in core.split("\n") if line.strip()), 1)
        case Style.LINK:
            return f"[{core}]({span.href})"
        case _:
            assert_never(span.style)


def safe(text: str) -> str:
    """Make text mean only itself."""
    text = _ADDRESS.sub(lambda found: found[0].replace(":", "：").replace(".", "．"), text)
    text = _ENTITY.sub("＆", text)
    text = text.translate(_LOOKALIKES).replace("__", "＿＿")
    return _SLANTED.sub("＿", text) if text.count("_") > 1 else text


def at_line_starts(text: str) -> str:
    """Make what stands at the beginning of a line mean only itself, as :func:`safe` does elsewhere."""
    return _LINE_START.sub(lambda found: found[1] + _LINE_STARTS[found[2]], text)
