"""A tree as a picture: read on a phone, in its order, nothing over anything else, and no bar where nothing is known."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.messages.card import Mood, TreeChart, TreeNode
from bot.platforms.chart import draw
from bot.platforms.chart_sheet import BAD, CUT, EDGE, GAP, GOOD, INK, SHOWN, WIDTH
from bot.platforms.chart_tree import draw_tree
from tests.effort import tries

LEAST = 11
PHONE = 360
"""Pixels across that a picture has in a chat on a usual phone; the narrowest has fewer, and all is drawn for that."""
TOP = TreeNode(0, "成为行业技术领导者", "公司，有风险", "约65%", 0.65, 0.84, Mood.GAP)
SALES = TreeNode(1, "Get the overseas share of sales to 15%", "Sales, off track", "20%", 0.2, 0.84, Mood.GAP)
LINE = TreeNode(2, "Keep line 2 below 4% defects", "Line 2, on track", "100%", 1.0, 0.84, Mood.GOOD)
TREE = TreeChart("Goal tree, 2 Nov", (TOP, SALES, LINE), "84% of the time gone")
words = st.text("abcWMi汉字国，。 一$", min_size=1, max_size=90).filter(str.strip)


def nodes() -> st.SearchStrategy[TreeNode]:
    share = st.none() | st.sampled_from([0.0, 0.004, 0.5, 1.0, 1.7])
    texts = st.sampled_from(["–", "0%", "66.7%", "about 65%", "约120%"])
    return st.builds(TreeNode, st.integers(0, 7), words, words, texts, share, share, st.sampled_from(Mood))


@given(st.lists(nodes(), min_size=1, max_size=28).map(tuple), words)
@settings(max_examples=tries(25), deadline=None)
def test_all_words_are_on_the_picture_large_enough_and_none_lies_on_another(
    drawn: tuple[TreeNode, ...], label: str
) -> None:
    sheet = draw_tree(TreeChart(label, drawn, label))

    boxes = [(written.get_text(), sheet.box(written)) for written in sheet.words]
    assert min(sheet.size(written) for written in sheet.words) >= LEAST
    assert min(sheet.size(written) for written in sheet.words) * PHONE / SHOWN >= 14
    for text, (left, top, right, bottom) in boxes:
        assert left >= 0, text
        assert right <= SHOWN, text
        assert top >= 0, text
        assert bottom <= sheet.height, text
    for (text, box), (other, beside) in combinations(boxes, 2):
        across, down = (min(box[at + 2], beside[at + 2]) - max(box[at], beside[at]) for at in (0, 1))
        assert across <= 0.5 or down <= 1.5, (text, other)


@given(st.lists(nodes(), min_size=2, max_size=28).map(tuple))
@settings(max_examples=tries(10), deadline=None)
def test_nodes_stand_below_one_another_in_their_order_the_deeper_the_further_right(drawn: tuple[TreeNode, ...]) -> None:
    named = tuple(replace(node, title=f"n{at}") for at, node in enumerate(drawn))
    sheet = draw_tree(TreeChart("t", named))
    places = {written.get_text(): sheet.box(written) for written in sheet.words}

    for (at, node), (after, other) in pairwise(enumerate(named)):
        here, below = places[f"n{at}"], places[f"n{after}"]
        assert here[3] <= below[1] + 1.5
        if node.depth < min(other.depth, 4):
            assert here[0] < below[0]


def test_a_long_title_goes_on_in_a_second_line_between_words_and_is_then_shortened() -> None:
    long = "Open three new distributors in the Nordic countries and train their people before the autumn fair"
    said = [written.get_text() for written in draw_tree(replace(TREE, nodes=(replace(LINE, title=long),))).words]

    first, second = said[said.index("100%") + 1 :][:2]
    assert long.startswith(f"{first} {second.removesuffix(CUT)[:10]}")
    assert second.endswith(CUT)


def test_no_line_of_chinese_begins_with_what_closes_something_and_no_number_is_cut_in_two() -> None:
    for letters in range(8, 22):
        title = "汉" * letters + "，老客户复购率不低于35%，完成率达到1250.5%。"
        first, second = [
            written.get_text() for written in draw_tree(replace(TREE, nodes=(replace(LINE, title=title),))).words
        ][3:5]
        assert second[0] not in "，。%"
        assert not (first[-1].isdecimal() and second[0].isdecimal())


def bar(node: TreeNode) -> list[object]:
    """Return the colours along the bar of the only node, as many pixels as a phone shows."""
    picture = Image.open(io.BytesIO(draw(TreeChart("t", (node,))))).convert("RGB")
    zoom = picture.width / SHOWN
    rows = [[picture.getpixel((round(x * zoom), y)) for x in range(20, SHOWN - EDGE)] for y in range(picture.height)]
    barred = [row for row in rows if _rgb(GAP) in row]
    return [*barred[len(barred) // 2]] if barred else []


def test_a_bar_is_filled_as_far_as_is_said_and_its_time_is_marked() -> None:
    colors = bar(replace(LINE, depth=0, value=0.5, title="x", about="y"))

    filled = colors.count(_rgb(GOOD)) / len(colors)
    assert filled == pytest.approx(0.5, abs=0.02)
    assert colors.index(_rgb(INK)) / len(colors) == pytest.approx(0.84, abs=0.02)


def test_what_is_missing_has_no_bar_and_what_is_zero_an_empty_one() -> None:
    missing = replace(LINE, depth=0, value=None, text="–", elapsed=None)

    assert bar(missing) == []
    zero = bar(replace(missing, value=0.0, text="0%"))
    assert _rgb(GAP) in zero
    assert _rgb(GOOD) not in zero


def test_how_a_goal_goes_shows_in_colour_in_shape_and_in_words() -> None:
    tree = TreeChart("t", (replace(LINE, depth=0),))
    worse = replace(tree, nodes=(replace(LINE, depth=0, mood=Mood.GAP),))

    def color(chart: TreeChart) -> str:
        return str(next(written for written in draw_tree(chart).words if written.get_text() == "100%").get_color())

    assert (color(tree), color(worse)) == (GOOD, BAD)
    markers = [
        {line.get_marker() for line in draw_tree(chart)._figure.artists if hasattr(line, "get_marker")}
        for chart in (tree, worse)
    ]
    assert markers[0] != markers[1]


def test_money_in_a_title_is_no_formula() -> None:
    said = [written.get_text() for written in draw_tree(replace(TREE, nodes=(replace(TOP, title="$5 to $10"),))).words]

    assert "$5 to $10" in said
    assert draw(replace(TREE, nodes=(replace(TOP, title="Cost per order from $5_a to $10^"),)))


def test_the_mark_of_time_is_named_only_where_there_is_one() -> None:
    timeless = tuple(replace(node, elapsed=None) for node in TREE.nodes)

    assert TREE.elapsed_label in [written.get_text() for written in draw_tree(TREE).words]
    assert TREE.elapsed_label not in [written.get_text() for written in draw_tree(replace(TREE, nodes=timeless)).words]


def test_a_tree_of_one_and_of_thirty_are_drawn_and_one_of_none_is_an_error() -> None:
    heights = []
    for count in (1, 30):
        picture = Image.open(io.BytesIO(draw(replace(TREE, nodes=(SALES,) * count))))
        assert picture.width == WIDTH
        heights.append(picture.height)

    assert heights[1] < 30 * heights[0]
    with pytest.raises(ValueError, match="without nodes"):
        draw(TreeChart("t", ()))


def _rgb(color: str) -> tuple[int, int, int]:
    red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue
