"""The words: both languages say the same things, and nothing that nobody asks for."""

from __future__ import annotations

import ast
import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from bot.messages.i18n import words
from tests.house import ROOT, modules, name, nodes, standing

if TYPE_CHECKING:
    from collections.abc import Iterator

LOCALES = ("en", "zh-CN")
CJK = r"[\u3400-\u9fff]"
WILDCARD = r"[a-z0-9-]+"  # stands in a pattern for what is computed
VALUE = "\ufffc"  # stands for what is filled in


class Entry(NamedTuple):
    """What a message or term of a catalogue asks for, mentions and says; one text per variant."""

    variables: frozenset[str]
    mentions: frozenset[str]
    texts: tuple[str, ...]


class _Reader(Visitor):
    def __init__(self) -> None:
        self.variables: set[str] = set()
        self.mentions: set[str] = set()
        self.texts: list[str] = []

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:
        self.variables.add(node.id.name)

    def visit_MessageReference(self, node: ftl.MessageReference) -> None:
        self.mentions.add(node.id.name)

    def visit_TermReference(self, node: ftl.TermReference) -> None:
        self.mentions.add(f"-{node.id.name}")
        self.generic_visit(node)

    def visit_Pattern(self, node: ftl.Pattern) -> None:
        self.texts.append("".join(part.value if isinstance(part, ftl.TextElement) else VALUE for part in node.elements))
        self.generic_visit(node)


@cache
def catalogue(locale: str) -> dict[str, Entry]:
    """Read a catalogue; what cannot be parsed, or stands there twice, is an error."""
    text = words(locale)
    entries: dict[str, Entry] = {}
    for item in FluentParser().parse(text).body:
        assert not isinstance(item, ftl.Junk), f"{locale}: cannot be parsed: {item.content!r}"
        if not isinstance(item, ftl.Message | ftl.Term):
            continue
        key = f"-{item.id.name}" if isinstance(item, ftl.Term) else item.id.name
        assert key not in entries, f"{locale}: {key} stands there twice"
        reader = _Reader()
        reader.visit(item)
        entries[key] = Entry(frozenset(reader.variables), frozenset(reader.mentions), tuple(reader.texts))
    assert entries, f"{locale} has no words"
    return entries


class Use(NamedTuple):
    """A place in the code that may name a key; ``pattern`` has a wildcard for each computed part."""

    pattern: str
    where: str
    keywords: frozenset[str] | None
    asked: bool


@cache
def uses() -> tuple[Use, ...]:
    """Find what the code says: each string that could be a key, and each call of a translator."""
    found = []
    for path in modules("bot", "handlers"):
        if "sandbox" in path.parts:
            continue
        for node in nodes(path):
            where = f"{name(path)}:{getattr(node, 'lineno', 0)}"
            if isinstance(node, ast.Call) and _translates(node.func) and node.args:
                named = frozenset(word.arg for word in node.keywords if word.arg)
                whole = named if all(word.arg for word in node.keywords) else None
                found += [Use(pattern, where, whole, asked=True) for pattern in _patterns(node.args[0])]
            elif isinstance(node, ast.Constant | ast.JoinedStr):
                found += [Use(pattern, where, None, asked=False) for pattern in _patterns(node)]
    return tuple(found)


def _translates(function: ast.expr) -> bool:
    return (isinstance(function, ast.Name) and function.id == "t") or (
        isinstance(function, ast.Attribute) and function.attr == "t"
    )


def _patterns(node: ast.expr) -> Iterator[str]:
    """Yield the keys that an expression can name, as regular expressions."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield re.escape(node.value)
    elif isinstance(node, ast.JoinedStr):
        parts = [re.escape(str(part.value)) if isinstance(part, ast.Constant) else WILDCARD for part in node.values]
        if re.search(r"[a-z]{2}", "".join(part for part in parts if part != WILDCARD)):
            yield "".join(parts)
    elif isinstance(node, ast.IfExp):
        yield from _patterns(node.body)
        yield from _patterns(node.orelse)


@cache
def _named(pattern: str) -> tuple[str, ...]:
    """Return the keys of the catalogue that a pattern names."""
    english = catalogue("en")
    if WILDCARD not in pattern:
        key = re.sub(r"\\(.)", r"\1", pattern, flags=re.DOTALL)
        return (key,) if key in english else ()
    compiled = re.compile(pattern)
    return tuple(key for key in english if compiled.fullmatch(key))


def test_both_languages_have_the_same_files_named_as_in_every_layer() -> None:
    english, chinese = (
        {path.name for path in standing(f"bot/messages/locales/{locale}").glob("*.ftl")} for locale in LOCALES
    )

    assert english == chinese


def test_both_languages_have_the_same_keys() -> None:
    english, chinese = (set(catalogue(locale)) for locale in LOCALES)

    assert english - chinese == set()
    assert chinese - english == set()


def test_both_languages_ask_for_the_same_variables() -> None:
    english, chinese = (catalogue(locale) for locale in LOCALES)

    assert {key: english[key].variables ^ chinese[key].variables for key in english if key in chinese} == {
        key: set() for key in english if key in chinese
    }


def test_every_key_is_used() -> None:
    english = catalogue("en")
    mentioned = {key for entry in english.values() for key in entry.mentions}
    named = {key for use in uses() if use.pattern for key in _named(use.pattern)}

    assert [key for key in english if key not in mentioned | named] == []


def test_every_key_that_the_code_asks_for_exists() -> None:
    asked = [use for use in uses() if use.asked]
    assert asked, "nothing asks for words: has the translator another name than t?"

    missing = [f"{use.where} {use.pattern}" for use in asked if not _named(use.pattern)]

    assert missing == []


def test_every_reason_that_is_raised_can_be_said() -> None:
    english = catalogue("en")
    kinds = {"Denied", "NotFound", "Stale", "Invalid", "Unclear", "DataError"}

    raised = [
        (f"{name(path)}:{node.lineno}", node.args[0].value)
        for path in modules("bot", "handlers", "storage")
        if "sandbox" not in path.parts
        for node in nodes(path)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in kinds
        if node.args and isinstance(node.args[0], ast.Constant)
    ]

    assert raised
    assert [(where, key) for where, key in raised if key not in english] == []


def test_every_word_gets_exactly_its_variables() -> None:
    wrong = [
        f"{use.where} {key}: {sorted(use.keywords ^ _needs(key))}"
        for use in uses()
        if use.asked and use.keywords is not None
        for key in _named(use.pattern)
        if use.keywords != _needs(key) and WILDCARD not in use.pattern
    ]

    assert wrong == []


def _needs(key: str) -> frozenset[str]:
    """Give a message's variables, those of the messages that it mentions included."""
    entry = catalogue("en")[key]
    return entry.variables.union(*(_needs(other) for other in entry.mentions if not other.startswith("-")))


@pytest.mark.parametrize("locale", LOCALES)
def test_a_message_holds_no_address_and_no_stray_space(locale: str) -> None:
    fault = re.compile(r"://|[\t\u00a0\u3000]| {2}| \n|^ | $")

    faults = [
        f"{key}: {text!r}" for key, entry in catalogue(locale).items() for text in entry.texts if fault.search(text)
    ]

    assert faults == []


def test_chinese_is_punctuated_as_chinese() -> None:
    half_width = re.compile(rf"{CJK}[,;:!?]|[,;:!?]{CJK}|{CJK}\.(?!\w)|{CJK}\(|\){CJK}")

    assert [f"{key}: {text!r}" for key, text in _chinese() if half_width.search(text)] == []


def test_chinese_needs_no_spaces_between_its_own_characters() -> None:
    gap = re.compile(rf"{CJK} +{CJK}|[，。；：！？、（）“”] | [，。；：！？、（）“”]")

    assert [f"{key}: {text!r}" for key, text in _chinese() if gap.search(text)] == []


def test_chinese_speaks_to_people_as_to_colleagues() -> None:
    assert [f"{key}: {text!r}" for key, text in _chinese() if "您" in text] == []


def test_english_has_no_chinese_punctuation() -> None:
    wide = re.compile(r"[，。；：！？、（）]")

    assert [key for key, entry in catalogue("en").items() if any(wide.search(text) for text in entry.texts)] == []


def _chinese() -> Iterator[tuple[str, str]]:
    return ((key, text) for key, entry in catalogue("zh-CN").items() for text in entry.texts)


def _prompts() -> dict[str, dict[str, str]]:
    """Give each prompt's text by locale."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted(standing("prompts").glob("*/*.md")):
        stem, locale = path.stem.rsplit(".", 1)
        found.setdefault(f"{path.parent.relative_to(ROOT)}/{stem}", {})[locale] = path.read_text(encoding="utf-8")
    assert found, "there are no prompts"
    return found


def test_every_prompt_exists_in_both_languages_and_reads_the_same_variables() -> None:
    variable = re.compile(r"{{-?\s*([a-z_]+)|{%-?\s*(?:if|for \w+ in)\s+(?:not )?([a-z_]+)")

    for prompt, texts in _prompts().items():
        assert set(texts) == set(LOCALES), prompt
        asked = {locale: {a or b for a, b in variable.findall(text)} for locale, text in texts.items()}
        assert asked["en"] == asked["zh-CN"], prompt
