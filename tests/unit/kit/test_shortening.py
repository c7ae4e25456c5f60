"""Shortened text fits, keeps what it can, and never ends in the middle of a word where it need not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kit.shortening import columns, shortened


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [
        ("send the price list", 19, "send the price list"),
        ("send the price list to the customer", 24, "send the price list to…"),
        ("find out where the acceptance hangs", 24, "find out where the…"),
        ("问清楚验收卡在哪一步", 20, "问清楚验收卡在哪一步"),
        ("问清楚验收卡在哪一步，再回复客户", 20, "问清楚验收卡在哪一…"),
        ("Donaudampfschifffahrtsgesellschaft", 12, "Donaudampfs…"),
        ("done, and then some more", 7, "done…"),
    ],
)
def test_it_is_cut_between_words_and_chinese_takes_two_columns(text: str, most: int, short: str) -> None:
    assert shortened(text, most) == short


@given(st.text(max_size=60), st.integers(2, 40))
def test_it_fits_and_begins_as_the_text_does(text: str, most: int) -> None:
    short = shortened(text, most)

    assert columns(short) <= most
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))
