"""The words of stories against their series: what is written in either language is true of the numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.feedback.domain.comparison import behind_peers, fell
from bot.feedback.domain.example_story import series
from bot.feedback.domain.feedback import Mark
from bot.feedback.domain.outline import variants
from bot.feedback.domain.outline_called import called
from bot.feedback.views.story import crossed, fact, headline
from bot.figures.domain.delta import Peers
from bot.figures.domain.example import METRICS, TODAY
from bot.figures.domain.target import Bar
from bot.messages.i18n import LOCALES, translator
from bot.messages.text import plain
from tests.effort import tries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.figures.domain.delta import Delta

KEYS = ("new_customers", "complaints")
"""One where more is better, and one where less is."""
NUMBERS = st.integers(1, 60).map(float)
UP = {"en": ("up ", "the highest", "far above"), "zh-CN": ("上升", "环比多", "最高", "远高于")}
DOWN = {"en": ("down ", "the lowest", "far below"), "zh-CN": ("下降", "环比少", "最低", "远低于")}
OVER = {"en": ("over the target", "above the target"), "zh-CN": ("超额", "超目标", "超出目标")}
UNDER = {"en": ("under the target",), "zh-CN": ("低于目标",)}


@st.composite
def drawn(draw: st.DrawFn) -> tuple[Delta, ...]:
    values = draw(st.lists(NUMBERS, min_size=1, max_size=20))
    found = series(draw(st.sampled_from(KEYS)), values, draw(st.none() | NUMBERS))
    peers = draw(st.none() | st.builds(Peers, st.integers(5, 30), NUMBERS, st.floats(0, 1)))
    return (*found[:-1], replace(found[-1], peers=peers, year_ago=None, year_ago_change=None))


def says(text: str, words: Sequence[str]) -> bool:
    return any(word in text for word in words)


@settings(max_examples=tries(300))
@given(drawn(), st.sampled_from(LOCALES))
def test_direction_words_agree_with_the_numbers(found: tuple[Delta, ...], locale: str) -> None:
    t, last = translator(locale), found[-1]
    metric = METRICS[last.metric]
    change, value = last.change or 0.0, last.value or 0.0

    for finding in variants(found, metric):
        text = plain(fact(t, finding, metric).against)
        if change <= 0 and last.z is not None and last.z <= 0:
            assert not says(text, UP[locale]), text
        if change >= 0 and last.z is not None and last.z >= 0:
            assert not says(text, DOWN[locale]), text
        if last.target is not None and value <= last.target:
            assert not says(text, OVER[locale]), text
        if last.target is not None and value >= last.target:
            assert not says(text, UNDER[locale]), text


@settings(max_examples=tries(300))
@given(drawn(), st.sampled_from(LOCALES))
def test_no_headline_praises_what_is_worse_than_before_and_than_the_peers(
    found: tuple[Delta, ...], locale: str
) -> None:
    t, last = translator(locale), found[-1]
    metric = METRICS[last.metric]
    first = next(variants(found, metric), None)
    if first is None:
        return

    said = plain(headline(t, first, metric, today=TODAY))

    neutral = "你的" in said if locale == "zh-CN" else said.startswith("Your numbers")
    assert neutral or not (fell(last, metric) and behind_peers(last, metric))
    if first.mark is Mark.STRENGTH and fell(last, metric):
        line = plain(fact(t, first, metric).against)
        assert says(line, (DOWN if metric.direction.sign > 0 else UP)[locale]), line


@pytest.mark.parametrize("locale", LOCALES)
@settings(max_examples=tries(100))
@given(st.lists(st.integers(1, 60), min_size=4, max_size=12, unique=True), st.sampled_from(KEYS))
def test_what_gets_better_every_month_is_told_so_also_by_a_rule_that_it_breaks(
    locale: str, values: list[int], key: str
) -> None:
    t, metric = translator(locale), METRICS[key]
    found = series(key, sorted(map(float, values), reverse=metric.direction.sign < 0), None)
    last = found[-1].value or 0.0
    above = metric.direction.sign < 0
    bar = Bar("value", above=above, limit=last / 2 if above else last * 2)

    finding = called(found, metric, bar)

    assert says(plain(crossed(t, finding, metric, bar)), ("better", "好转"))
