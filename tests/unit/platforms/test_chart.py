"""Trend pictures: real PNGs, whose every glyph is there (a missing one warns, and warnings fail)."""

from __future__ import annotations

import struct
from dataclasses import replace

import pytest

from bot.messages.card import Chart
from bot.messages.i18n import LOCALES, words
from bot.platforms.chart import draw

CHART = Chart(
    title="老客户复购率，近6个月",
    labels=("5月", "6月", "7月", "8月", "9月", "10月"),
    values=(0.35, 0.37, None, 0.36, 0.34, 0.31),
    texts=("35%", "37%", "", "36%", "34%", "31%"),
    targets=(None, 0.35, 0.35, 0.35, 0.35, 0.35),
    target_label="目标35%",
)


def size(picture: bytes) -> tuple[int, int]:
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


def test_a_trend_with_a_gap_and_chinese_labels_is_drawn() -> None:
    assert size(draw(CHART)) == (1024, 480)


def test_different_figures_give_different_pictures() -> None:
    assert draw(CHART) != draw(replace(CHART, values=(0.31, 0.33, None, 0.34, 0.36, 0.38)))


def test_a_single_point_and_an_even_line_are_drawn() -> None:
    single = Chart("Output", ("Oct",), (120.0,), ("120",))
    even = Chart("Output", ("Sep", "Oct"), (0.0, 0.0), ("0", "0"))

    assert size(draw(single)) == size(draw(even)) == (1024, 480)


def test_nothing_to_draw_is_an_error() -> None:
    with pytest.raises(ValueError, match="without values"):
        draw(replace(CHART, values=(None,) * 6))


@pytest.mark.parametrize("locale", LOCALES)
def test_every_character_that_the_catalogue_writes_is_in_the_font(locale: str) -> None:
    from fontTools.ttLib import TTFont
    from pylopdf_fonts_zh_cn import sans_path

    known = TTFont(sans_path()).getBestCmap()
    written = set(words(locale))

    assert {char for char in written if ord(char) not in known and char.isprintable()} == set()
