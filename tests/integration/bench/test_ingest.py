"""The benchmark of taking data in runs, and measures what it says."""

from __future__ import annotations

from bot.bench.ingest import run


def test_a_small_run_measures_both_formats_against_the_same_floor() -> None:
    results = run(rows=500)

    assert [result["name"] for result in results] == ["import", "import-xlsx"]
    assert all(result["floor_value"] > 0 and result["value"] > 0 for result in results)
    assert all(result["ok"] == (result["ratio"] >= result["bound"]) for result in results)
