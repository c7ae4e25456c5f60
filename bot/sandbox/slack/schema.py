"""A small language for "what is allowed here", which reports like Slack does: words and a JSON pointer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

Json = dict[str, Any]


@dataclass(slots=True)
class Problems:
    """What was found wrong so far, and what is known from outside the blocks."""

    found: list[str] = field(default_factory=list)
    known_file: Callable[[Json], str] = lambda _reference: ""
    """Says what is wrong with a ``slack_file`` reference; empty when nothing is."""

    def add(self, words: str, pointer: str) -> None:
        """Note one, in the words and form of the real service."""
        self.found.append(f"{words} [json-pointer:{pointer}]")


Check = Callable[[object, str, Problems], None]

_BARE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt);)")


def escaped_length(text: str, *, plain: bool) -> int:
    """Count as Slack stores it: ``&`` is ``&amp;``, and in plain text ``<`` and ``>`` are escaped as well."""
    length = len(text) + (4 * len(_BARE_AMPERSAND.findall(text)) if "&" in text else 0)
    return length + 3 * (text.count("<") + text.count(">")) if plain else length


def string(limit: int, *, least: int = 1, one_of: frozenset[str] | None = None) -> Check:
    """Allow a text of ``least`` to ``limit`` characters, or one of some words."""

    def check(value: object, at: str, problems: Problems) -> None:
        if not isinstance(value, str):
            problems.add("must provide a string", at)
        elif one_of is not None and value not in one_of:
            problems.add(f"must be one of: {', '.join(sorted(one_of))}", at)
        elif len(value) < least:
            problems.add(f"must be more than {least - 1} characters", at)
        elif len(value) > limit:
            problems.add(f"must be less than {limit + 1} characters", at)

    return check


def flag(value: object, at: str, problems: Problems) -> None:
    """Allow true and false."""
    if not isinstance(value, bool):
        problems.add("must provide a boolean", at)


def whole(least: int, most: int) -> Check:
    """Allow a whole number in a range."""

    def check(value: object, at: str, problems: Problems) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            problems.add("must provide a number", at)
        elif not least <= value <= most:
            problems.add(f"must be between {least} and {most}", at)

    return check


def pattern(expression: str, words: str) -> Check:
    """Allow a text that a regular expression matches as a whole."""
    compiled = re.compile(expression)

    def check(value: object, at: str, problems: Problems) -> None:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            problems.add(words, at)

    return check


def url(limit: int = 3000, *, fetched: bool = False) -> Check:
    """Allow a web address; one that Slack has to fetch must not be on a private network."""

    def check(value: object, at: str, problems: Problems) -> None:
        if not isinstance(value, str):
            problems.add("must provide a string", at)
            return
        if len(value) > limit:
            problems.add(f"must be less than {limit + 1} characters", at)
            return
        try:
            scheme, host = urlsplit(value).scheme, urlsplit(value).hostname
        except ValueError:
            scheme, host = "", None
        if not host or not scheme or (fetched and scheme not in {"http", "https"}):
            problems.add("invalid url", at)
        elif fetched and _private(host):
            problems.add("downloading image failed", at)

    return check


def _private(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return not ip_address(host).is_global
    except ValueError:
        return "." not in host


def array(item: Check, *, least: int = 0, most: int) -> Check:
    """Allow a list of so many items, each of which must pass."""

    def check(value: object, at: str, problems: Problems) -> None:
        if not isinstance(value, list):
            problems.add("must provide an array", at)
        elif len(value) > most:
            problems.add(f"no more than {most} items allowed", at)
        elif len(value) < least:
            problems.add(f"no less than {least} items allowed", at)
        else:
            for index, entry in enumerate(value):
                item(entry, f"{at}/{index}", problems)

    return check


def fields(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """Allow an object with these fields and no others."""
    known = {**required, **(optional or {})}

    def check(value: object, at: str, problems: Problems) -> None:
        if not isinstance(value, dict):
            problems.add("must provide an object", at)
            return
        for name in required:
            if name not in value:
                problems.add(f"missing required field: {name}", at)
        for name, entry in value.items():
            if name not in known:
                problems.add(f"invalid additional property: {name}", at)
            else:
                known[name](entry, f"{at}/{name}", problems)

    return check


def typed(kinds: Mapping[str, Check]) -> Check:
    """Allow an object whose ``type`` names one of these, checked as that kind."""

    def check(value: object, at: str, problems: Problems) -> None:
        if not isinstance(value, dict):
            problems.add("must provide an object", at)
        elif "type" not in value:
            problems.add("missing required field: type", at)
        elif not isinstance(value["type"], str) or value["type"] not in kinds:
            problems.add(f"unsupported type: {value['type']}", f"{at}/type")
        else:
            kinds[value["type"]](value, at, problems)

    return check


def both(*checks: Check) -> Check:
    """Ask several checks about the same thing."""

    def check(value: object, at: str, problems: Problems) -> None:
        for function in checks:
            function(value, at, problems)

    return check


def one_of(*names: str, exactly: bool = True) -> Check:
    """Require one of these fields (exactly one, or at least one)."""

    def check(value: object, at: str, problems: Problems) -> None:
        if not isinstance(value, dict):
            return
        there = [name for name in names if value.get(name) is not None]
        if not there:
            problems.add(f"missing required field: {' or '.join(names)}", at)
        elif exactly and len(there) > 1:
            problems.add(f"only one of {', '.join(names)} allowed", at)

    return check


def unique(name: str) -> Check:
    """Require that no two objects of a list share a field's value."""

    def check(value: object, at: str, problems: Problems) -> None:
        if not isinstance(value, list):
            return
        seen: set[str] = set()
        for index, entry in enumerate(value):
            identity = entry.get(name) if isinstance(entry, dict) else None
            if isinstance(identity, str):
                if identity in seen:
                    problems.add(f"{name} must be unique, {identity!r} is used twice", f"{at}/{index}/{name}")
                seen.add(identity)

    return check


def words(limit: int, *, kinds: frozenset[str] = frozenset({"plain_text"}), least: int = 1) -> Check:
    """Allow a text object of certain kinds; its length is counted after escaping."""
    shape = {
        kind: fields({"type": _anything, "text": string(10**9, least=least)}, {extra: flag})
        for kind, extra in (("plain_text", "emoji"), ("mrkdwn", "verbatim"))
    }

    def check(value: object, at: str, problems: Problems) -> None:
        if not isinstance(value, dict):
            problems.add("must provide an object", at)
            return
        kind = value.get("type")
        if kind not in kinds:
            problems.add(
                f"unsupported type: {kind}" if kind else "missing required field: type", f"{at}/type" if kind else at
            )
            return
        shape[str(kind)](value, at, problems)
        text = value.get("text")
        if isinstance(text, str) and escaped_length(text, plain=kind == "plain_text") > limit:
            problems.add(f"must be less than {limit + 1} characters", f"{at}/text")

    return check


def _anything(_value: object, _at: str, _problems: Problems) -> None:
    """Accept: the field is judged elsewhere."""


ANYTHING: Check = _anything
ANY_TEXT = frozenset({"plain_text", "mrkdwn"})
IDENTITY = string(255)
