"""Period numbers: whole columns say what the calendar says day by day."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kit.grain import GRAINS, NEVER, each, first_day, period_number, year_before
from bot.kit.period import Grain, next_period, period_of
from tests.reference_delta import year_earlier

EPOCH = date(1970, 1, 1)
days = st.integers(-30_000, 60_000)


@pytest.mark.parametrize("grain", GRAINS)
@given(day=days)
def test_a_period_number_leads_back_to_the_period_of_the_day(grain: Grain, day: int) -> None:
    number = period_number(np.array([day]), grain)
    period = period_of(EPOCH + timedelta(days=day), grain)

    assert first_day(number, grain)[0] == (period.start - EPOCH).days
    assert first_day(number + 1, grain)[0] == (next_period(period, grain).start - EPOCH).days


@pytest.mark.parametrize("grain", GRAINS)
@given(day=days)
def test_the_year_before_is_the_calendar_s(grain: Grain, day: int) -> None:
    period = period_of(EPOCH + timedelta(days=day), grain)
    before = year_earlier(period.start, grain)

    number = year_before(period_number(np.array([day]), grain), grain)

    assert number[0] == NEVER if before is None else first_day(number, grain)[0] == (before - EPOCH).days


@given(rows=st.lists(st.tuples(days, st.integers(0, len(GRAINS) - 1)), max_size=12))
def test_a_column_of_several_grains_is_each_grain_s_own(rows: list[tuple[int, int]]) -> None:
    day, code = (np.array([row[place] for row in rows], np.int64) for place in (0, 1))

    alone = [int(period_number(np.array([number]), GRAINS[grain])[0]) for number, grain in rows]

    assert each(period_number, day, code).tolist() == alone
