"""Templates: the fixed words of messages that an admin may put differently, and what such words must keep to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

EDITABLE: Final[dict[str, tuple[str, ...]]] = {
    "feedback": (
        "feedback-headline-target",
        "feedback-headline-value",
        "feedback-headline-neutral",
        "feedback-note",
        "feedback-note-alone",
        "feedback-note-reader",
        "feedback-note-first",
        "feedback-thanks-useful",
        "feedback-thanks-not-useful",
        "nudge-summary",
        "nudge-headline-share",
        "nudge-headline-value",
        "alert-summary",
        "alert-headline",
        "alert-headline-bar",
        "alert-quiet",
        "alert-note",
        "correction-summary",
        "correction-summary-other",
        "correction-headline-own",
        "correction-headline-other",
        "correction-source",
        "correction-thanks",
    ),
    "one_on_one": (
        "one-on-one-headline",
        "one-on-one-summary",
        "one-on-one-open",
        "one-on-one-many",
        "one-on-one-many-step",
        "one-on-one-numbers-none",
        "one-on-one-ask-gap",
        "one-on-one-ask-strength",
        "one-on-one-ask-plain",
        "one-on-one-note",
        "one-on-one-note-due",
    ),
    "report": (
        "report-summary-month",
        "report-note",
        "report-note-week",
        "week-summary",
        "week-headline",
        "week-headline-well",
        "week-step",
        "week-step-unit",
        "week-step-well",
    ),
    "help": ("help-text",),
}
"""The keys of the catalogue that may be changed, by the view whose cards they stand in."""
KEYS: Final = tuple(key for keys in EDITABLE.values() for key in keys)

BANNED: Final = re.compile(
    r"\b(great job|keep it up|well done|leverage|pioneer|spearhead|team player|work harder|step up|very|really)\b"
    r"|再接再厉|继续努力|表现良好|加油|有待|一定的|积极主动|认真负责|您|[!！](?!=)",
    re.IGNORECASE,
)
"""Phrases that nobody wants to read (voice page)."""
_ADDRESS: Final = re.compile(r"://|\bwww\.", re.IGNORECASE)
_LOUD: Final = re.compile(
    r"低于|不足|下降|未达|落后|差|警告|below|under|behind|miss|fail|poor|bad|worse|warning|drop", re.IGNORECASE
)
_LOCK_SCREEN: Final = re.compile(r"summary|neutral$|^week-headline|^one-on-one-(open|many)$")
_LONGEST: Final = {"en": 400, "zh-CN": 200}
_LONGEST_LINE: Final = {"en": 120, "zh-CN": 50}


def on_lock_screen(key: str) -> bool:
    """Say whether a message is what a notification shows, which anybody who stands near may read."""
    return bool(_LOCK_SCREEN.search(key))


def longest(key: str, locale: str) -> int:
    """Return how many characters there is room for."""
    line = on_lock_screen(key) or "headline" in key
    return (_LONGEST_LINE if line else _LONGEST)[locale]


@dataclass(frozen=True, slots=True)
class Template:
    """One version of a message's words in a language; ``text`` is "" where it goes back to what was shipped.

    ``no`` names a draft; ``published`` counts what came into force, over all messages, and is None for a draft.
    """

    key: str
    locale: str
    text: str
    author: str
    at: datetime
    no: int = 0
    published: int | None = None


def faults(
    key: str, locale: str, texts: tuple[str, ...], *, variables: frozenset[str], needed: frozenset[str]
) -> list[tuple[str, Mapping[str, object]]]:
    """Return what is wrong with words, as message keys with variables.

    ``texts`` is every way in which the message may read, with ``…`` for what is filled in; ``variables`` are those it
    uses, ``needed`` those of the shipped one.
    """
    found: list[tuple[str, Mapping[str, object]]] = []
    if missing := needed - variables:
        found.append(("template-variable-missing", {"names": _dollars(missing)}))
    if unknown := variables - needed:
        found.append(("template-variable-unknown", {"names": _dollars(unknown), "known": _dollars(needed) or "–"}))
    whole = "\n".join(texts)
    if phrase := BANNED.search(whole):
        found.append(("template-banned", {"phrase": phrase[0]}))
    if _ADDRESS.search(whole):
        found.append(("template-address", {}))
    length, most = max(map(len, texts), default=0), longest(key, locale)
    if length > most:
        found.append(("template-long", {"n": length, "most": most}))
    if on_lock_screen(key):
        if loud := _LOUD.search(whole):
            found.append(("template-lock-screen", {"phrase": loud[0]}))
        if any("\n" in text for text in texts):
            found.append(("template-one-line", {}))
    return found


def _dollars(names: frozenset[str]) -> str:
    return ", ".join(f"{{ ${name} }}" for name in sorted(names))
