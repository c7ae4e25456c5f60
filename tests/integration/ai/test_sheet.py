"""The fact sheet: where values stand and move, in words and never in figures, and no more of it than one can use."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.ai.sheet import Json, draw_up
from bot.feedback.domain.feedback import Against, Finding, Mark, Occasion, Outline
from bot.figures.domain.delta import Peers
from bot.figures.domain.target import Bar
from bot.messages.i18n import translator
from tests.integration.ai.material import ANA, METRICS, OCTOBER, WON, outline

BELOW = replace(
    WON,
    value=100.0,
    target=200.0,
    attainment=0.5,
    previous=150.0,
    change=-50.0,
    streak=-2,
    peers=Peers(9, 150.0, 0.1),
    baseline_median=150.0,
    baseline_n=12,
    z=-4.0,
    year_ago=150.0,
    year_ago_change=-50.0,
)
ABOVE = replace(BELOW, value=300.0, change=150.0, streak=2, peers=Peers(9, 150.0, 0.9), z=4.0, year_ago_change=150.0)


def values(about: Outline) -> tuple[Json, ...]:
    return draw_up(about, metrics=METRICS, t=translator("en"), recent=()).values


@pytest.mark.parametrize(
    ("against", "when_above", "when_below"),
    [
        (Against.TARGET, "above", "below"),
        (Against.PEERS, "above", "below"),
        (Against.BASELINE, "above", "below"),
        (Against.LIMIT, "above", "below"),
        (Against.STREAK, "up", "down"),
        (Against.PREVIOUS, "up", "down"),
        (Against.YEAR_AGO, "up", "down"),
    ],
)
def test_each_comparison_has_its_direction(against: Against, when_above: str, when_below: str) -> None:
    for delta, word in ((ABOVE, when_above), (BELOW, when_below)):
        bar = Bar("value", above=delta is ABOVE, limit=120.0)
        finding = Finding(f"won:gap:{against}", Mark.GAP, (against,), delta, 1.0, bar)
        (value,) = values(Outline(ANA, ANA, Occasion.STANDING, OCTOBER, (finding,)))

        assert value["findings"] == [{"id": "f1", "against": {str(against): word}}]


def test_a_value_goes_out_with_the_story_of_its_series() -> None:
    grown, met = values(
        outline(WON, replace(WON, metric="visits", value=1_000.0, attainment=0.3, streak=3, peers=None))
    )

    assert (met["story"], grown["story"]) == ("holding", "improving")


def test_of_many_ways_to_tell_a_value_the_first_and_the_shortest_are_offered() -> None:
    about = outline(BELOW)
    assert len(about.findings) > 3

    (value,) = values(about)

    assert [len(finding["against"]) for finding in value["findings"]] == [1, 1, 0]


def test_what_is_not_the_subjects_own_is_context() -> None:
    line = replace(BELOW, person_id="LINE-2", metric="visits", target=150.0, attainment=0.666667)

    own, around = values(outline(BELOW, line, occasion=Occasion.NUDGE))

    assert (own["about"], around["about"]) == ("subject", "context")
    assert "LINE-2" not in str(around)
