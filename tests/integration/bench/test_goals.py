"""The benchmarks of goals run, small, and measure what they say; how fast is for `make bench` to judge."""

from __future__ import annotations

from bot.bench.goals import LEVELS, run, sizes


def test_every_bench_of_goals_names_its_floor_and_bound() -> None:
    results = run(many=2_000, few=200)

    assert [(line["name"], line["bound"]) for line in results] == [("goals-one", 3.0), ("goals-full", 3.0)]
    for line in results:
        assert set(line) == {"name", "value", "unit", "floor", "floor_value", "ratio", "bound", "ok"}
        assert line["ok"] == (line["ratio"] <= line["bound"])
        assert line["ratio"] > 0


def test_the_trees_have_as_many_goals_as_is_said_in_six_levels() -> None:
    for goals in (200, 1_000, 100_000):
        levels = sizes(goals)
        assert (sum(levels), len(levels), levels[0]) == (goals, LEVELS, 1)
        assert levels == sorted(levels)
