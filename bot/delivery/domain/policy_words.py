"""What somebody types behind ``quiet hours`` and ``caps``: the value, and for which unit."""

from __future__ import annotations

import re
import unicodedata

_HOURS = re.compile(
    r"(?P<value>\d[\d:.点时分]*\s*(?:[ap]m)?\s*(?:-|–|—|~|to|until|到|至)\s*\d[\d:.点时分]*\s*(?:[ap]m)?"
    r"|\b(?:off|none)\b|无|关闭|不设)",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"(?P<value>\d+(?:[\s,，/、]+\d+)+)")
_NOTHING = re.compile(r"(?!)")
_FOR = re.compile(r"^(?:(?:for|of|in)\b|给|对|用于)\s*|\s*(?:\bfor|给|对)$", re.IGNORECASE)
_VALUES = {"quiet": _HOURS, "caps": _NUMBERS}


def asked(rest: str, subject: str) -> tuple[str, str]:
    """Return the value that was typed ("" for none) and the unit ("" for everybody)."""
    said = unicodedata.normalize("NFKC", rest).strip()
    found = _VALUES.get(subject, _NOTHING).search(said)
    left = said[: found.start()] + " " + said[found.end() :] if found else said
    return found["value"].strip() if found else "", _FOR.sub("", left.strip()).strip()


def numbers(value: str) -> list[str]:
    """Return the whole numbers of a value."""
    return re.findall(r"\d+", value)
