"""Text made to fit: cut between words, and counted in columns, of which a Chinese character takes two."""

from __future__ import annotations

from typing import Final
from unicodedata import combining, east_asian_width

_WIDE: Final = frozenset("WF")
_LEAST: Final = 0.6
"""A cut between words keeps at least so much of what has room; else it goes through a word."""


def columns(text: str) -> int:
    """Return how many columns of half a Chinese character's width a text takes."""
    return sum(_columns(character) for character in text)


def shortened(text: str, most: int) -> str:
    """Return a text that takes at most so many columns, the last of them for the "…" that stands for what is left out.

    It is cut between words where that keeps most of what has room.
    """
    if columns(text) <= most:
        return text
    left, end = most - 1, 0
    for character in text:
        if (left := left - _columns(character)) < 0:
            break
        end += 1
    kept = text[:end]
    if not text[end].isspace() and (space := kept.rfind(" ")) >= _LEAST * end:
        kept = kept[:space]
    return kept.rstrip(" ,;:.，；：。、·-–") + "…"


def _columns(character: str) -> int:
    if combining(character):
        return 0
    return 2 if east_asian_width(character) in _WIDE else 1
