"""Percent-encoding: names become parts of keys and of buttons, and come apart again as they went together."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import quote, unquote

unescaped = unquote

_ALWAYS = r"%\x00-\x1f\x7f-\x9f\u2028\u2029"
"""The sign itself, and every character that may end a line."""


def escaped(text: str, *, marks: str) -> str:
    """Return a text with ``%``, control characters and the marks percent-encoded, and every other letter as it is.

    :func:`unescaped` reads it back, whatever stood in it (RFC 3986, section 2.1).
    """
    return _to_escape(marks).sub(lambda found: quote(found[0], safe=""), text)


@cache
def _to_escape(marks: str) -> re.Pattern[str]:
    return re.compile(f"[{_ALWAYS}{re.escape(marks)}]")
