"""The delivery benchmark runs, small, on both platforms, and counts what arrived."""

from __future__ import annotations

from math import isfinite

from bot.bench.delivery import run


def test_a_few_messages_take_no_less_than_the_worse_platform_allows() -> None:
    (line,) = run(messages=60)

    assert set(line) == {"name", "value", "unit", "floor", "floor_value", "ratio", "bound", "ok"}
    assert (line["name"], line["unit"], line["bound"]) == ("delivery", "s", 1.1)
    assert line["floor_value"] in {3.0, 12.0}  # 60 at 20 a second, 60 at 300 a minute
    assert isfinite(line["ratio"])
    assert line["ok"] == (line["ratio"] <= line["bound"])
