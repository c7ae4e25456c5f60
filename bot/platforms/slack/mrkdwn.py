"""Text as Slack takes it: its mrkdwn, its escapes, cut to what fits."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, assert_never

from bot.messages.text import Style, TextRun, parse
from bot.messages.text import plain as bare
from bot.platforms.fit import cut, cut_spans
from bot.platforms.slack import limits

if TYPE_CHECKING:
    from collections.abc import Sequence

Json = dict[str, Any]

NOTHING: Final = "–"  # Slack refuses an empty text
_TOUCHING: Final = "\u200b"


def escape(text: str) -> str:
    """Make text mean only itself: no mention, no link, no channel can come of it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def literal(text: str) -> str:
    """Make text look like itself in mrkdwn too, which has no escape for its style marks: a pair gets twins instead."""
    for mark, twin in _TWINS.items():
        if text.count(mark) > 1:
            text = re.sub(_EDGE.format(re.escape(mark)), twin, text)
    text = _EMOJI.sub(rf":{_TOUCHING}\1:", text)
    return _QUOTED.sub(rf"\1{_TOUCHING}&gt;", escape(text))


_TWINS: Final = {"*": "∗", "_": "＿", "~": "∼", "`": "ˋ"}
_EDGE: Final = r"(?<![^\W_]){0}(?=\S)|(?<=\S){0}(?![^\W_])"
"""A mark at the edge of a word; within a word and between blanks it styles nothing."""
_EMOJI: Final = re.compile(r":([a-z][a-z0-9_+'-]*):")
_QUOTED: Final = re.compile(r"(^|\n)&gt;")


def line(text: str) -> str:
    """Write a sentence as the text of a message, of which nothing is markup."""
    return escape(cut(bare(text), limits.SUMMARY, size=escaped))


def escaped(text: str) -> int:
    """Count characters as Slack does, after escaping."""
    return len(escape(text))


def section(text: str) -> Json:
    """Make a paragraph."""
    return {"type": "section", "text": mrkdwn(text, limits.TEXT)}


def context(text: str) -> Json:
    """Make a quiet line."""
    return {"type": "context", "elements": [mrkdwn(text, limits.TEXT)]}


def plain_text(text: str, limit: int) -> Json:
    """Make a text object without markup, never empty."""
    return {"type": "plain_text", "text": cut(text, limit, size=escaped).strip() or NOTHING, "emoji": False}


def mrkdwn(text: str, limit: int) -> Json:
    """Make a text object of the small Markdown of cards, never empty."""
    whole = parse(text.strip())
    spans = cut_spans(whole, limit - len(whole), write=_span)  # each join may need a character
    written = _joined(spans, [_span(span) for span in spans])
    return {"type": "mrkdwn", "text": written if written.strip() else NOTHING, "verbatim": True}


def _joined(spans: Sequence[TextRun], written: list[str]) -> str:
    """Join what was written; a style mark that touches a letter, as it does in Chinese, would show raw."""
    for at, (left, right) in enumerate(pairwise(spans)):
        marked = {left.style, right.style} & {Style.BOLD, Style.CODE}
        if marked and left.text[-1:].strip() and right.text[:1].strip():
            written[at] += _TOUCHING
    return "".join(written)


def _span(span: TextRun) -> str:
    """Write a span in mrkdwn. Style marks must touch words, so blanks at the edges stay outside."""
    text = escape(span.text) if span.style is Style.CODE else literal(span.text)
    core = text.strip()
    match span.style:
        case Style.PLAIN:
            return text
        case Style.BOLD:
            written = _styled(core, "*")
        case Style.CODE:
            written = _styled(core, "`")
        case Style.LINK:
            written = f"<{escape(span.href)}|{core}>"
        case _:
            assert_never(span.style)
    return text.replace(core, written, 1) if core else text


def _styled(text: str, mark: str) -> str:
    """Mark every line of its own: mrkdwn forgets a style at the end of a line."""
    clean = text.replace(mark, {"*": "∗", "`": "ˋ"}[mark])
    return "\n".join(f"{mark}{line}{mark}" if line.strip() else line for line in clean.split("\n"))
