"""The delta benchmarks run, small, and report as the interface page says; how fast is for `make bench` to judge."""

from __future__ import annotations

from bot.bench.deltas import run


def test_every_delta_bench_names_its_floor_and_bound() -> None:
    results = run(people=40, few=20)

    assert [(one["name"], one["bound"]) for one in results] == [
        ("deltas-full", 1.0),
        ("deltas-one", 10.0),
        ("month-close", 8.0),
    ]
    for one in results:
        assert set(one) == {"name", "value", "unit", "floor", "floor_value", "ratio", "bound", "ok"}
        assert one["ok"] == (one["ratio"] <= one["bound"])
        assert one["ratio"] > 0
