"""The delta benchmarks run, small, and report as the interface page says; how fast is for `make bench` to judge."""

from __future__ import annotations

from bot.bench.deltas import run


def test_every_delta_bench_names_its_floor_and_bound() -> None:
    results = run(people=40, few=20)

    assert [(result["name"], result["bound"]) for result in results] == [
        ("deltas-full", 1.0),
        ("deltas-one", 10.0),
        ("month-close", 8.0),
    ]
    for result in results:
        assert set(result) == {"name", "value", "unit", "floor", "floor_value", "ratio", "bound", "ok"}
        assert result["ok"] == (result["ratio"] <= result["bound"])
        assert result["ratio"] > 0
