"""The small Markdown: what it knows, and that nothing anybody types can break it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kit.identity import Name
from bot.messages.i18n import translator
from bot.messages.text import Ready, Style, TextRun, literal, parse, people, plain, unnamed

MARKED = st.text(alphabet="ab 中*`[]()\\:/https\n", max_size=40)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("", ()),
        ("plain", (TextRun("plain"),)),
        ("a **b** c", (TextRun("a "), TextRun("b", Style.BOLD), TextRun(" c"))),
        ("完成率**115%**，目标20家", (TextRun("完成率"), TextRun("115%", Style.BOLD), TextRun("，目标20家"))),
        ("use `rm *`", (TextRun("use "), TextRun("rm *", Style.CODE))),
        ("[docs](https://example.org/a?b=1)", (TextRun("docs", Style.LINK, "https://example.org/a?b=1"),)),
        (r"\*\*not bold\*\*", (TextRun("**not bold**"),)),
    ],
)
def test_markup_becomes_spans(text: str, spans: tuple[TextRun, ...]) -> None:
    assert parse(text) == spans


@pytest.mark.parametrize("text", ["**open", "`open", "[label](javascript:alert)", "[label](", "a * b", "5 ** 2", "\\"])
def test_what_does_not_close_is_plain(text: str) -> None:
    assert parse(text) == (TextRun(text),)


@given(MARKED | st.text(max_size=200))
def test_only_markup_is_lost(text: str) -> None:
    shown = plain(text)

    rest = iter(text)
    assert all(character in rest for character in shown), "a character was added or moved"
    links = sum(len(span.href) for span in parse(text))
    lost = len(text) - len(shown) - links
    assert lost == sum(text.count(mark) for mark in "\\*`[]()") - sum(
        shown.count(mark) + "".join(span.href for span in parse(text)).count(mark) for mark in "\\*`[]()"
    ), "something else than markup was lost"


@given(MARKED | st.text(max_size=200))
def test_literal_text_is_shown_as_it_is(text: str) -> None:
    assert plain(literal(text)) == text
    assert all(span.style is Style.PLAIN for span in parse(literal(text)))


@given(MARKED)
def test_neighbouring_plain_spans_are_one(text: str) -> None:
    assert all(not (left.style is right.style is Style.PLAIN) for left, right in pairwise(parse(text)))


def test_ready_text_keeps_its_markup() -> None:
    assert literal(Ready("**b**")) == "**b**"
    assert literal("**b**") != "**b**"


# Whose name it is


def test_a_name_is_shown_as_it_is_and_kept_with_whose_it_is() -> None:
    text = translator("en")("privacy-granted-correction", name=Name("Will [x] *王*", "A|1 (b)"))

    assert plain(text) == "Will [x] *王* has corrected it."
    assert people(text) == {"A|1 (b)"}
    assert plain(unnamed(text, {"A|1 (b)"}, instead="erased-1")) == "erased-1 has corrected it."
    assert unnamed(text, {"A"}, instead="erased-1") == text


@given(st.text(), st.text(min_size=1))
def test_whatever_a_name_holds_it_is_read_back_and_nobody_can_type_one(name: str, person_id: str) -> None:
    written = literal(Name(name, person_id))

    assert plain(written) == (" ".join(name.split()) or name)
    assert people(written) == ({person_id} if name.strip() else frozenset())
    assert not people(literal(f"{name}[{name}](person:{person_id})"))
