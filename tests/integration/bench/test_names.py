"""Benchmarks are asked for by name."""

from __future__ import annotations

import pytest

from bot.bench import BENCHES, run
from bot.kit.errors import SettingsError


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    with pytest.raises(
        SettingsError, match="month-close, delivery, answer, answer-team, answer-rule, answer-me, answer-goals, start"
    ):
        run("speed")


def test_every_benchmark_of_the_issue_has_its_name() -> None:
    assert set(BENCHES) == set(
        (
            "import import-xlsx deltas-full deltas-one month-close delivery"
            " answer answer-team answer-rule answer-me answer-goals start memory rules"
            " records-import records-again records-parts records-one drivers goals goals-one goals-full"
            " forms forms-asked words"
            " language intents-en intents-zh intents-offered-en intents-offered-zh intents-wrong-en intents-wrong-zh"
            " specificity-en specificity-zh periods-en periods-zh"
        ).split()
    )
