"""Making text fit: cut by what the platform counts, at the end of a sentence if there is one, never inside markup."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from bot.messages.text import TextRun

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

CUT = "…"
_SENTENCE_END = re.compile(r"[。！？；.!?;](?=\s|$|[^\x00-\x7f])|\n")
_WORD_END = re.compile(r"\s|(?<=[，、])")
_HEAD = 0.4  # of a label's room is for its beginning
_KEEP = 0.6  # a cut at a sentence may cost this much of the room at most, before a cut at a word is better


def cut(text: str, limit: int, *, size: Callable[[str], int] = len) -> str:
    """Return the text, shortened with "…" so that its size is at most ``limit``."""
    if size(text) <= limit:
        return text
    room = limit - size(CUT)
    if room < 0:
        return ""
    head = text[: _longest(text, room, size)]
    for end in (_SENTENCE_END, _WORD_END):
        places = [found.end() for found in end.finditer(head) if found.end() >= len(head) * _KEEP]
        if places:
            head = head[: places[-1]]
            break
    return head.rstrip() + CUT


def cut_inside(text: str, limit: int, *, size: Callable[[str], int] = len) -> str:
    """Return a label, shortened with "…" inside: what tells labels apart begins them or, like a time, ends them."""
    if size(text) <= limit:
        return text
    room = limit - size(CUT)
    if room < 0:
        return ""
    head = text[: _longest(text, int(room * _HEAD), size)].rstrip()
    turned = text[::-1]
    tail = turned[: _longest(turned, room - size(head), size)][::-1].lstrip()
    return head + CUT + tail


def width(text: str) -> int:
    """Return how wide a text is on a screen, in Latin letters: a Chinese one takes two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def cut_spans(spans: Sequence[TextRun], limit: int, *, write: Callable[[TextRun], str]) -> tuple[TextRun, ...]:
    """Return spans that as written take at most ``limit`` characters; the last one is cut where needed."""
    whole = [write(span) for span in spans]
    if sum(map(len, whole)) <= limit:
        return tuple(spans)
    kept: list[TextRun] = []
    room = limit
    for span, written in zip(spans, whole, strict=True):
        if len(written) <= room - len(CUT):
            kept.append(span)
            room -= len(written)
            continue
        marks = len(write(replace(span, text="")))

        def body(text: str, span: TextRun = span, marks: int = marks) -> int:
            return len(write(replace(span, text=text))) - marks

        shortened = cut(span.text + CUT, max(room - marks, 0), size=body)
        kept.append(replace(span, text=shortened) if shortened else TextRun(CUT))
        break
    return tuple(kept)


def pieces(text: str, limit: int, *, size: Callable[[str], int] = len) -> list[str]:
    """Split a long text into pieces of at most ``limit``, at the ends of sentences or words where there are any."""
    found = []
    while size(text) > limit:
        head = text[: max(_longest(text, limit, size), 1)]
        for end in (_SENTENCE_END, _WORD_END):
            places = [place.end() for place in end.finditer(head) if place.end() >= len(head) * _KEEP]
            if places:
                head = head[: places[-1]]
                break
        found.append(head.rstrip())
        text = text[len(head) :].lstrip()
    if text:
        found.append(text)
    return found


def _longest(text: str, limit: int, size: Callable[[str], int]) -> int:
    """Return the length of the longest beginning that fits; sizes grow with the text, so halving finds it."""
    return bisect_right(range(1, len(text) + 1), limit, key=lambda length: size(text[:length]))
