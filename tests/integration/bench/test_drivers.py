"""The benchmark of drivers runs, small, and measures what it says; how fast is for `make bench` to judge."""

from __future__ import annotations

from bot.bench.drivers import run


def test_the_bench_of_drivers_names_its_floor_and_bound() -> None:
    (line,) = run(values=240)

    assert (line["name"], line["bound"]) == ("drivers", 2.0)
    assert line["ok"] == (line["ratio"] <= line["bound"])
    assert line["ratio"] > 0
