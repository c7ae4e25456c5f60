"""Text is cut where a reader would stop, never inside markup, and says that it goes on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages.text import Style, TextRun, parse
from bot.platforms.fit import cut, cut_spans


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("short", 5, "short"),
        ("One sentence. Another one here.", 20, "One sentence.…"),
        ("完成率上升。复购率下降了很多", 10, "完成率上升。…"),
        ("words and more words", 12, "words and…"),
        ("unbreakable", 6, "unbre…"),
        ("1.5 and 2.5 and", 9, "1.5 and…"),
    ],
)
def test_a_cut_is_made_at_a_sentence_or_a_word(text: str, limit: int, expected: str) -> None:
    assert cut(text, limit) == expected


@given(st.text(max_size=60), st.integers(0, 60))
def test_what_is_cut_fits_and_is_a_beginning(text: str, limit: int) -> None:
    shortened = cut(text, limit)

    assert len(shortened) <= limit
    assert shortened == text or text.startswith(shortened.removesuffix("…"))


@given(st.text("ab &<*`x。 ", max_size=60), st.integers(3, 60))
def test_spans_that_are_cut_fit_as_they_are_written(text: str, limit: int) -> None:
    def write(span: TextRun) -> str:
        body = span.text.replace("&", "&amp;").replace("<", "&lt;")
        return f"*{body}*" if span.style is Style.BOLD else body

    written = "".join(map(write, cut_spans(parse(text), limit, write=write)))

    assert len(written) <= limit
    assert written.count("*") == 2 * sum(s.style is Style.BOLD for s in cut_spans(parse(text), limit, write=write)) or (
        "*" in text
    )
