"""The benchmarks of records run, small, and measure what they say; how fast is for `make bench` to judge."""

from __future__ import annotations

from bot.bench.records import run


def test_every_bench_of_records_names_its_floor_and_bound() -> None:
    results = run(records=3_000, few=2_000, many=9_000)

    assert [(line["name"], line["bound"]) for line in results] == [
        ("records-import", 0.25),
        ("records-again", 1.0),
        ("records-parts", 0.15),
        ("records-one", 3.0),
    ]
    for line in results:
        assert set(line) == {"name", "value", "unit", "floor", "floor_value", "ratio", "bound", "ok"}
        fewer = line["name"] == "records-one"
        assert line["ok"] == (line["ratio"] <= line["bound"] if fewer else line["ratio"] >= line["bound"])
        assert line["ratio"] > 0
