"""A trend as a picture: every period has its place, one without a value is a gap, and the words say all of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.figures.domain.example import DEFECTS, METRICS, NEW_CUSTOMERS, TREND
from bot.figures.views.trend import picture
from bot.kit.period import Grain, Period, period_of
from bot.messages.card import Chart
from bot.messages.i18n import LOCALES, translator
from bot.messages.text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric

CUSTOMERS = METRICS[NEW_CUSTOMERS.metric]


def chart(series: Sequence[Delta], metric: Metric = CUSTOMERS, locale: str = "en") -> tuple[Chart, str]:
    drawn = picture(translator(locale), metric, series)
    assert isinstance(drawn.chart, Chart)
    return drawn.chart, plain(drawn.alt)


def test_a_month_without_a_value_is_a_gap_of_its_own() -> None:
    drawn, said = chart([*TREND[:2], *TREND[4:]])

    assert drawn.labels == ("May", "Jun", "Jul", "Aug", "Sep", "Oct")
    assert drawn.values == (14, 16, None, None, 19, 23)
    assert drawn.targets == (20, 20, None, None, 20, 20)
    assert drawn.gap_label == "no data"
    assert said == (
        "New customers: May 14, Jun 16, Jul no data, Aug no data, Sep 19, Oct 23 customers. Target 20 customers."
    )


def test_a_weekend_without_a_value_is_no_gap_and_a_working_day_is() -> None:
    days = [date(2026, 10, 1), date(2026, 10, 2), date(2026, 10, 5), date(2026, 10, 7), date(2026, 10, 10)]
    series = [replace(NEW_CUSTOMERS, period=Period(day, day), value=1.0) for day in days]

    drawn, _ = chart(series, replace(CUSTOMERS, grain=Grain.DAY))

    assert drawn.labels == ("1 Oct", "2 Oct", "5 Oct", "6 Oct", "7 Oct", "8 Oct", "9 Oct", "10 Oct")
    assert drawn.values == (1, 1, 1, None, 1, None, None, 1)


@given(st.sets(st.integers(0, 11), min_size=1), st.sampled_from([Grain.WEEK, Grain.MONTH, Grain.QUARTER]))
def test_every_period_between_the_oldest_and_the_newest_value_has_its_place(places: set[int], grain: Grain) -> None:
    periods, day = [], date(2024, 1, 3)
    for _ in range(12):
        periods.append(period_of(day, grain))
        day = periods[-1].end + timedelta(days=1)
    series = [replace(NEW_CUSTOMERS, period=periods[place], value=float(place)) for place in sorted(places)]

    drawn, said = chart(series, replace(CUSTOMERS, grain=grain))

    expected = [float(place) if place in places else None for place in range(min(places), max(places) + 1)]
    assert list(drawn.values) == expected
    assert said.count("no data") == expected.count(None)
    assert len(drawn.labels) == len(drawn.texts) == len(drawn.targets) == len(expected)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_words_have_every_value_with_its_target_where_targets_change(locale: str) -> None:
    goals = (10.0, 10.0, 15.0, 15.0, 20.0, 20.0)
    series = [replace(delta, target=goal, target_full=None) for delta, goal in zip(TREND, goals, strict=True)]

    drawn, said = chart(series, locale=locale)

    assert said.count("(target 10)" if locale == "en" else "（目标10家）") == 2
    assert drawn.target_text == "20"
    for text in drawn.texts:
        assert text in said


def test_what_is_better_when_lower_says_so_and_a_rate_needs_no_other_unit() -> None:
    drawn, said = chart([replace(DEFECTS, value=0.036, target=0.03, target_full=None)], METRICS[DEFECTS.metric])

    assert (drawn.direction, drawn.unit, drawn.scale) == ("lower is better", "%", 100)
    assert said.endswith("Target 3%. Lower is better.")
    assert all(text.endswith("%") for _, text in drawn.ticks)


def test_a_value_that_rounds_to_its_target_is_written_as_it_compares() -> None:
    drawn, said = chart([replace(DEFECTS, value=0.03004, target=0.03, target_full=None)], METRICS[DEFECTS.metric])

    assert drawn.texts[-1] != drawn.target_text
    assert drawn.texts[-1] in said
