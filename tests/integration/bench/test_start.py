"""The benchmark of starting runs once, with a real ``jinbu run`` that connects to both platforms."""

from __future__ import annotations

from math import isfinite

from bot.bench.start import run


def test_one_start_gives_its_time_and_its_memory() -> None:
    lines = run(turns=1, settle=0.0)

    assert [(line["name"], line["unit"], line["bound"]) for line in lines] == [("start", "s", 2.0), ("memory", "MB", 1)]
    for line in lines:
        assert set(line) == {"name", "value", "unit", "floor", "floor_value", "ratio", "bound", "ok"}
        assert line["value"] > 0
        assert isfinite(line["ratio"])
