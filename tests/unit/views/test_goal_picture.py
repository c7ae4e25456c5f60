"""The picture of a tree of goals: only where it says more than the list, and nothing in it that nobody said."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.goals.domain.goal import GoalProgress, GoalState
from bot.goals.domain.goal_sight import GoalBranch
from bot.goals.views.goal_example import TODAY, example_company, example_outline, example_production, example_sales
from bot.goals.views.goal_picture import picture
from bot.messages.card import Mood, Picture, TreeChart
from bot.messages.i18n import LOCALES, translator
from bot.messages.text import plain

EN = translator("en")


def drawn(*branches: GoalBranch, locale: str = "en") -> tuple[TreeChart, str]:
    [block] = picture(translator(locale), branches or example_outline(translator(locale)), today=TODAY)
    assert isinstance(block, Picture)
    assert isinstance(block.chart, TreeChart)
    return block.chart, plain(block.alt)


def company(*parts: GoalBranch, weights: float = 100.0, of: int = 4) -> GoalBranch:
    return GoalBranch(replace(example_company(EN), progress=GoalProgress(0.5, of, of, weights), below=of), parts)


@pytest.mark.parametrize("locale", LOCALES)
def test_all_that_is_drawn_is_said_instead(locale: str) -> None:
    chart, said = drawn(locale=locale)

    for node in chart.nodes:
        assert plain(node.title) in said
        whose, *about = plain(node.about).split("，" if locale == "zh-CN" else ", ")
        assert whose in said
        assert all(part in said for part in about)
        assert node.text in said or node.text == "–"
    assert "84%" in said
    assert "84%" in chart.elapsed_label


def test_a_goal_stands_above_its_parts_and_each_says_how_it_goes() -> None:
    chart, said = drawn()

    assert [(node.depth, node.text, node.mood) for node in chart.nodes] == [
        (0, "about 65%", Mood.GAP),
        (1, "66.7%", Mood.GAP),
        (2, "35%", Mood.GAP),
        (2, "–", Mood.PLAIN),
        (1, "–", Mood.PLAIN),
        (1, "82%", Mood.GOOD),
        (2, "100%", Mood.GOOD),
    ]
    assert [at for at in ("1:", "1.1:", "1.1.1:", "1.1.2:", "1.2:", "1.3:", "1.3.1:") if at in said] != []


def test_what_is_hidden_or_not_known_has_no_number_no_bar_and_no_time() -> None:
    chart, _ = drawn()
    hidden, unknown = chart.nodes[3], chart.nodes[4]

    assert (hidden.value, hidden.elapsed, unknown.value, unknown.elapsed) == (None, None, None, None)
    assert "hidden" in hidden.about
    assert "not known yet" in unknown.about


def test_a_list_that_says_as_much_has_no_picture_beside_it() -> None:
    parts = [GoalBranch(example_sales(EN))] * 4

    assert picture(EN, [company(*parts[:3])], today=TODAY) == []
    assert picture(EN, [], today=TODAY) == []
    assert len(picture(EN, [company(*parts)], today=TODAY)) == 1


def test_weights_are_told_only_where_they_differ() -> None:
    def parts(*weights: int) -> list[GoalBranch]:
        return [GoalBranch(replace(example_sales(EN), weight=Decimal(weight), below=0)) for weight in weights]

    same, _ = drawn(company(*parts(25, 25, 25, 25)))
    different, _ = drawn(company(*parts(40, 30, 20, 30), weights=120.0))

    assert not any("weight" in node.about for node in same.nodes)
    assert [node.about.rpartition("weight ")[2] for node in different.nodes[1:]] == ["33.3%", "25%", "16.7%", "25%"]


def test_times_that_differ_are_not_told_as_one() -> None:
    late = example_sales(EN)
    assert late.pace
    early = GoalBranch(replace(late, pace=replace(late.pace, elapsed=0.5)))
    chart, said = drawn(company(early, *[GoalBranch(late)] * 3))

    assert chart.elapsed_label == "time gone"
    assert "%" not in said.partition("1:")[0]


def test_what_is_over_says_what_became_of_it_and_what_is_left_out_is_counted() -> None:
    over = example_production(EN)
    missed = replace(over, goal=replace(over.goal, state=GoalState.MISSED), pace=None, below=7)
    chart, _ = drawn(company(*[GoalBranch(missed)] * 4))

    assert "missed" in chart.nodes[1].about
    assert "7 more below" in chart.nodes[1].about
    assert chart.nodes[1].elapsed is None
