"""Prompts: the words for the model, one file for each language, with a header that says all a caller must know.

A file ``<noun>/<name>.<locale>.md`` is a TOML header between lines of ``+++`` and a Jinja body with the sections
``# system`` and ``# user``. Whatever a template writes out is written as JSON, so a text that people typed stands in
quotation marks on one line and can neither end the data nor begin a section.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jinja2 import Environment, Template

_HEADER = re.compile(r"\A\+\+\+\n(?P<header>.*?)^\+\+\+\n(?P<body>.*)\Z", re.DOTALL | re.MULTILINE)
_SECTION = re.compile(r"^# (?P<title>.+)\n", re.MULTILINE)
_NAME = re.compile(r"[a-z][a-z_]*/[a-z][a-z_]*")
_LOCALE = re.compile(r"[a-z]{2}(-[A-Z]{2})?")
_HOTTEST = 2
"""The highest temperature that chat endpoints take."""


class PromptError(ValueError):
    """A prompt's file, or what it was given, is not as it has to be; the message names the file and the fault."""


class PromptMessages(NamedTuple):
    """A rendered prompt, by the role of the speaker."""

    system: str
    user: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a file holds; ``inputs`` says of each variable what it is, ``schema`` names the shape of the answer.

    ``max_tokens`` bounds the answer. ``hash`` changes with every character of the file.
    """

    name: str
    locale: str
    purpose: str
    inputs: Mapping[str, str]
    schema: str
    temperature: float
    max_tokens: int
    example: Mapping[str, Any]
    hash: str
    system: Template
    user: Template

    def render(self, **values: object) -> PromptMessages:
        """Fill in exactly the declared inputs, each of them something that JSON can hold.

        Raises:
            PromptError: an input is missing or unknown, or the template asks a value for what it does not have.
        """
        from jinja2 import UndefinedError

        where = f"{self.name}.{self.locale}"
        _same(where, "input", wanted=set(self.inputs), given=set(values))
        try:
            return PromptMessages(self.system.render(values), self.user.render(values))
        except UndefinedError as error:
            raise PromptError(f"{where}: {error.message}") from None


@cache
def load(name: str, locale: str) -> Prompt:
    """Read and check a shipped prompt, such as ``feedback/pick`` in ``en``; once for each process.

    Raises:
        PromptError: there is no such prompt in that language, or its file is not as it has to be.
    """
    if not _NAME.fullmatch(name) or not _LOCALE.fullmatch(locale):
        raise PromptError(f"{name!r} in {locale!r} is no name of a prompt")
    file = files(__name__).joinpath(*f"{name}.{locale}.md".split("/"))
    if not file.is_file():
        raise PromptError(f"{name} is not written in {locale}")
    return parse(file.read_text(encoding="utf-8"), name=name, locale=locale)


def parse(text: str, *, name: str, locale: str) -> Prompt:
    """Read a prompt from the text of its file.

    Raises:
        PromptError: a header key, a section or a variable is missing, unknown or of another kind than it has to be.
    """
    from jinja2 import TemplateSyntaxError, meta

    where = f"{name}.{locale}"
    header, sections = _parts(text, where)
    environment = _environment()
    used: set[str] = set()
    try:
        for section in sections.values():
            used |= meta.find_undeclared_variables(environment.parse(section))
        system, user = (environment.from_string(sections[title]) for title in ("system", "user"))
    except TemplateSyntaxError as error:
        raise PromptError(f"{where}: {error.message}") from None
    _same(where, "variable", wanted=set(header["inputs"]), given=used)
    _same(where, "example value", wanted=set(header["inputs"]), given=set(header["example"]))
    digest = hashlib.sha256(text.encode()).hexdigest()[:12]
    return Prompt(name, locale, **header, hash=digest, system=system, user=user)


def _parts(text: str, where: str) -> tuple[dict[str, Any], dict[str, str]]:
    parted = _HEADER.match(text)
    if parted is None:
        raise PromptError(f"{where}: begin with a TOML header between two lines of +++")
    try:
        header = tomllib.loads(parted["header"])
    except tomllib.TOMLDecodeError as error:
        raise PromptError(f"{where}: header: {error}") from None
    _check_header(header, where)
    before, *rest = _SECTION.split(parted["body"])
    if before.strip() or rest[::2] != ["system", "user"] or not all(part.strip() for part in rest[1::2]):
        raise PromptError(f"{where}: the body has the sections '# system' and '# user', in this order, and no others")
    return header, dict(zip(rest[::2], (part.strip() for part in rest[1::2]), strict=True))


def _check_header(header: dict[str, Any], where: str) -> None:
    kinds: dict[str, Callable[[Any], bool]] = {
        "purpose": _is_text,
        "inputs": lambda value: isinstance(value, dict) and value != {} and all(map(_is_text, value.values())),
        "schema": _is_text,
        "temperature": lambda value: type(value) in {int, float} and 0 <= value <= _HOTTEST,
        "max_tokens": lambda value: type(value) is int and value > 0,
        "example": lambda value: isinstance(value, dict),
    }
    _same(where, "header key", wanted=set(kinds), given=set(header))
    wrong = [key for key, fits in kinds.items() if not fits(header[key])]
    if wrong:
        raise PromptError(f"{where}: header: {wrong[0]} cannot be {header[wrong[0]]!r}")


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _same(where: str, kind: str, *, wanted: set[str], given: set[str]) -> None:
    faults = [f"missing {kind} {name!r}" for name in sorted(wanted - given)]
    faults += [f"unknown {kind} {name!r}" for name in sorted(given - wanted)]
    if faults:
        raise PromptError(f"{where}: {', '.join(faults)}")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=False,  # noqa: S701 - no HTML: every value is written as JSON by _quoted
        undefined=StrictUndefined,
        finalize=_quoted,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.clear()  # a template knows its inputs and nothing else
    return environment


def _quoted(value: object) -> str:
    from jinja2 import Undefined

    if isinstance(value, Undefined):
        return str(value)  # raises, as strict ones do
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
