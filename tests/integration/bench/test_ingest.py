"""The benchmark of taking data in runs, and measures what it says."""

from __future__ import annotations

from bot.bench.ingest import run


def test_a_small_run_measures_both_formats_against_the_same_floor() -> None:
    results = run(rows=500)

    assert [one["name"] for one in results] == ["import", "import-xlsx"]
    assert all(one["floor_value"] > 0 and one["value"] > 0 for one in results)
    assert all(one["ok"] == (one["ratio"] >= one["bound"]) for one in results)
