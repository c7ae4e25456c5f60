"""A result out of parts: what is missing is left out, and the weights of the rest stand for all."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.figures.domain import example as figures
from bot.kit.errors import Invalid
from bot.reviews.domain.cycle import PartKind, ResultPart
from bot.reviews.domain.known_facts import KnownResult
from bot.reviews.domain.score import FULL, kpi_points, said_parts, score, written_parts

THREE = (
    ResultPart(PartKind.KPI, Decimal(60)),
    ResultPart(PartKind.OKR, Decimal(30)),
    ResultPart(PartKind.PEERS, Decimal(10)),
)
POINTS = st.decimals(min_value=0, max_value=5, places=3)
WEIGHTS = st.decimals(min_value="0.01", max_value=1000, places=2)


def result(*attainments: float) -> KnownResult:
    newest = figures.NEW_CUSTOMERS
    return KnownResult(figures.METRICS[newest.metric], newest, (), (), attainments)


def test_a_missing_part_is_left_out_and_not_nothing() -> None:
    found = score(THREE, {PartKind.KPI: Decimal(5), PartKind.OKR: Decimal(5)})

    assert found.value == Decimal(5)
    assert [entry.part.kind for entry in found.based_on] == [PartKind.KPI, PartKind.OKR]


def test_weights_count_among_what_is_there() -> None:
    points = {PartKind.KPI: Decimal("4.5"), PartKind.OKR: Decimal("2.5"), PartKind.PEERS: Decimal(4)}

    assert score(THREE, points).value == Decimal("3.85")
    assert score(THREE, points | {PartKind.OKR: None}).value == Decimal(310) / Decimal(70)


def test_nothing_is_the_result_of_nothing() -> None:
    assert score(THREE, {PartKind.KPI: None}).value is None


@given(st.dictionaries(st.sampled_from(PartKind), POINTS, min_size=1), WEIGHTS, WEIGHTS, WEIGHTS)
def test_a_score_lies_between_its_parts(points: dict[PartKind, Decimal], a: Decimal, b: Decimal, c: Decimal) -> None:
    parts = tuple(ResultPart(kind, weight) for kind, weight in zip(PartKind, (a, b, c), strict=True))
    found = score(parts, points)

    assert found.value is not None
    assert min(points.values()) - Decimal("1e-20") <= found.value <= max(points.values()) + Decimal("1e-20")


def test_targets_count_by_metric_and_no_more_than_was_agreed() -> None:
    assert kpi_points([result(1.055556, 1.0)]) == FULL
    assert kpi_points([result(1.2, 0.8), result(0.5)]) == Decimal("0.7") * FULL
    assert kpi_points([result(-0.5)]) == 0
    assert kpi_points([result()]) is None
    assert kpi_points([]) is None


@pytest.mark.parametrize(
    "said", ["KPI 60, OKR 30, 360 10", "kpi60 okr30 360°10", "KPI：60%、OKR：30%、360度：10%", "KPI=60; OKR=30; 360=10"]
)
def test_parts_are_read_as_people_write_them(said: str) -> None:
    assert said_parts(said) == THREE


def test_parts_are_written_as_they_are_read() -> None:
    half = (ResultPart(PartKind.PEERS, Decimal("12.5")), ResultPart(PartKind.KPI, Decimal(100)))

    assert written_parts(half) == "360 12.5, KPI 100"
    assert said_parts(written_parts(half)) == half
    assert said_parts(" ") == ()


@pytest.mark.parametrize("said", ["KPI", "60", "KPI 60 sales 40", "KPI -5", "talent 100"])
def test_what_is_no_part_is_refused(said: str) -> None:
    with pytest.raises(Invalid):
        said_parts(said)
