"""Charts as pictures: read on a phone, nothing over anything else, for every reader's eyes, every glyph there."""

from __future__ import annotations

import io
import json
import re
import struct
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.messages.card import BarChart, Chart
from bot.messages.i18n import LOCALES, words
from bot.platforms.chart import draw, draw_trend
from bot.platforms.chart_bars import draw_bars
from bot.platforms.chart_sheet import BAD, CUT, GAP, GOAL, GOOD, INK, QUIET, REST, SHEET, SHOWN, Sheet
from tests.effort import tries
from tests.house import ROOT

CHART = Chart(
    title="老客户复购率，近6个月",
    labels=("5月", "6月", "7月", "8月", "9月", "10月"),
    values=(0.35, 0.37, None, 0.36, 0.34, 0.31),
    texts=("35%", "37%", "", "36%", "34%", "31%"),
    targets=(None, 0.35, 0.35, 0.35, 0.35, 0.35),
    target_label="目标",
    target_text="35%",
    ticks=((0.3, "30%"), (0.325, "32.5%"), (0.35, "35%"), (0.375, "37.5%")),
    unit="%",
    gap_label="无数据",
)
BARS = BarChart(
    "Collections",
    "Down $36K from September",
    ("Contoso", "Fabrikam", "12 others"),
    (-19_000.0, 12_000.0, -29_000.0),
    ("−$19K", "+$12K", "−$29K"),
)
names = st.text("abcWMi汉字国 一", min_size=1, max_size=60).filter(str.strip)
amounts = st.floats(-1e7, 1e7).map(lambda value: round(value, 2))
months = st.lists(st.none() | amounts, min_size=1, max_size=12).filter(lambda some: any(v is not None for v in some))


def trends() -> st.SearchStrategy[Chart]:
    """Draw trends with gaps, targets that change, and what is written of any length that occurs."""

    def made(values: list[float | None], title: str, target: float | None, label: str) -> Chart:
        return Chart(
            title=title,
            labels=tuple(f"{number + 1}月" for number in range(len(values))),
            values=tuple(values),
            texts=tuple("" if value is None else f"{value:.3g}万元" for value in values),
            targets=() if target is None else (target,) * len(values),
            target_label=label,
            target_text="" if target is None else f"{target:.3g}",
            direction="lower is better",
            gap_label="no data",
            lower_is_better=True,
            unit="defects/KLOC",
        )

    return st.builds(made, months, names, st.none() | amounts, st.sampled_from(["Target", "目标"]))


def bar_charts() -> st.SearchStrategy[BarChart]:
    """Draw what moved something by two to five members and the rest."""
    rows = st.lists(st.tuples(names, amounts), min_size=2, max_size=6)
    return st.builds(
        lambda title, some: BarChart(
            title,
            title,
            tuple(name for name, _ in some),
            tuple(value for _, value in some),
            tuple(f"{value:+.3g}" for _, value in some),
            unit="小时",
        ),
        names,
        rows,
    )


def size(picture: bytes) -> tuple[int, int]:
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


def drawn(chart: Chart | BarChart) -> Sheet:
    return draw_bars(chart) if isinstance(chart, BarChart) else draw_trend(chart)


Box = tuple[float, float, float, float]


def overlap(box: Box, other: Box) -> bool:
    across, down = (min(box[at + 2], other[at + 2]) - max(box[at], other[at]) for at in (0, 1))
    return across > 0.5 and down > 1.5  # letters rarely fill their line


@given(trends() | bar_charts())
@settings(max_examples=tries(40), deadline=None)
def test_all_words_are_on_the_picture_large_enough_and_none_lies_on_another(chart: Chart | BarChart) -> None:
    sheet = drawn(chart)

    boxes = [(written.get_text(), sheet.box(written)) for written in sheet.words]
    assert min(sheet.size(written) for written in sheet.words) >= 11
    for text, (left, top, right, bottom) in boxes:
        assert left >= 0, text
        assert right <= SHOWN, text
        assert top >= 0, text
        assert bottom <= sheet.height, text
    for (text, box), (other, beside) in combinations(boxes, 2):
        assert not overlap(box, beside), (text, other)


def test_long_names_are_shortened_and_the_numbers_beside_them_are_whole() -> None:
    long = replace(BARS, labels=("Contoso International Trading Company", "上海市浦东新区张江高科技园区贸易公司", "x"))

    said = [written.get_text() for written in draw_bars(long).words]

    assert [text.endswith(CUT) for text in said if text.startswith(("Contoso", "上海"))] == [True, True]
    assert {"−$19K", "+$12K", "−$29K"} <= set(said)


def test_the_scale_the_target_and_the_newest_value_stand_at_their_places() -> None:
    sheet = draw_trend(CHART)
    middles = {
        written.get_text(): (sheet.box(written)[1] + sheet.box(written)[3]) / 2
        for written in sheet.words
        if written.get_text().endswith("%")
    }
    places = [written for written in sheet.words if written.get_text() == "35%"]

    assert middles["30%"] > middles["32.5%"] > middles["37.5%"]
    assert middles["31%"] == pytest.approx(middles["30%"] + (middles["37.5%"] - middles["30%"]) * 0.01 / 0.075, abs=1)
    scale, target = sorted(places, key=lambda written: sheet.box(written)[0])
    assert sheet.box(target)[1] == pytest.approx(sheet.box(scale)[1], abs=1), "the target is written at its line"


def test_a_gap_is_shown_as_one_and_no_line_goes_across_it() -> None:
    picture = Image.open(io.BytesIO(draw(CHART))).convert("RGB")
    zoom = picture.width / SHOWN
    sheet = draw_trend(CHART)
    july = next(sheet.box(written) for written in sheet.words if written.get_text() == "7月")
    column = round((july[0] + july[2]) / 2 * zoom)
    colors = {picture.getpixel((column, row)) for row in range(round(50 * zoom), round(110 * zoom))}

    assert _rgb(GAP) in colors
    assert _rgb(GOOD) not in colors


@pytest.mark.parametrize(("lower", "color"), [(True, GOOD), (False, BAD)])
def test_what_is_good_depends_on_the_direction_and_shows_by_shape_too(lower: bool, color: str) -> None:  # noqa: FBT001
    sheet = draw_trend(replace(CHART, lower_is_better=lower))
    newest = next(written for written in sheet.words if written.get_text() == "31%")

    assert newest.get_color() == color
    assert draw(replace(CHART, lower_is_better=lower)) != draw(replace(CHART, lower_is_better=not lower))


def test_a_fall_of_what_is_better_when_lower_is_drawn_as_good() -> None:
    def color(chart: BarChart, text: str) -> str:
        return str(next(written for written in draw_bars(chart).words if written.get_text() == text).get_color())

    assert color(BARS, "−$19K") == BAD == color(replace(BARS, lower_is_better=True), "+$12K")
    assert color(BARS, "+$12K") == GOOD == color(replace(BARS, lower_is_better=True), "−$19K")


def test_letters_stand_out_from_the_sheet_which_is_never_see_through() -> None:
    picture = Image.open(io.BytesIO(draw(CHART)))

    assert picture.mode == "RGB", "on a dark page dark letters would be gone"
    assert min(_contrast(color, SHEET) for color in (INK, QUIET, GOOD, BAD, GOAL)) >= 4.5
    assert _contrast(REST, SHEET) >= 3, "a bar is larger than a letter"


# Machado, Oliveira, Fernandes 2009: what eyes without one kind of cones see of linear light.
_BLIND = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


@pytest.mark.parametrize("kind", _BLIND)
def test_good_and_bad_differ_for_eyes_without_one_kind_of_cones(kind: str) -> None:
    def seen(color: str) -> list[float]:
        light = [_linear(part) for part in _rgb(color)]
        return [sum(weight * part for weight, part in zip(row, light, strict=True)) for row in _BLIND[kind]]

    apart = sum((good - bad) ** 2 for good, bad in zip(seen(GOOD), seen(BAD), strict=True)) ** 0.5

    assert apart > 0.25


def _rgb(color: str) -> tuple[int, int, int]:
    red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue


def _linear(part: int) -> float:
    share = part / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def _contrast(color: str, other: str) -> float:
    """Return the contrast of two colours as WCAG 2 has it."""
    lights = sorted(
        sum(w * _linear(part) for w, part in zip((0.2126, 0.7152, 0.0722), _rgb(shown), strict=True))
        for shown in (color, other)
    )
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def test_different_figures_give_different_pictures() -> None:
    assert size(draw(CHART)) == (1024, 512)
    assert draw(CHART) != draw(replace(CHART, values=(0.31, 0.33, None, 0.34, 0.36, 0.38)))


def test_a_single_point_and_an_even_line_are_drawn() -> None:
    single = Chart("Output", ("Oct",), (120.0,), ("120",))
    even = Chart("Output", ("Sep", "Oct"), (0.0, 0.0), ("0", "0"))

    assert size(draw(single)) == size(draw(even))


@pytest.mark.parametrize("chart", [replace(CHART, values=(None,) * 6), BarChart("t", "s", (), (), ())])
def test_nothing_to_draw_is_an_error(chart: Chart | BarChart) -> None:
    with pytest.raises(ValueError, match="without values"):
        draw(chart)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_character_that_the_catalogue_writes_is_in_the_font(locale: str) -> None:
    from fontTools.ttLib import TTFont
    from pylopdf_fonts_zh_cn import sans_path

    known = TTFont(sans_path()).getBestCmap()
    written = set(words(locale))

    assert {char for char in written if ord(char) not in known and char.isprintable()} == set()


@pytest.mark.parametrize(
    "chart", [CHART, replace(BARS, labels=("a", "b", "c", "d"), values=(1.0,) * 4, texts=("1",) * 4)]
)
def test_a_picture_fills_the_width_that_a_card_gives_it(chart: Chart | BarChart) -> None:
    template = json.loads((ROOT / "bot/platforms/dingtalk/cards/jinbu_card.json").read_text(encoding="utf-8"))
    looks = r'"aspectRatio":\{"type":"dynamicNumber","valueType":"fixed","value":(?P<value>[\d.]+)'
    ratio = re.search(looks, template["editorData"])
    width, height = size(draw(chart))

    assert ratio is not None
    assert width / height >= float(ratio["value"]), "it would be made narrower there, and its letters smaller"
