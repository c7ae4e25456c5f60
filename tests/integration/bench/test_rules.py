"""The benchmark of the rules runs, small, and asks both sides the same."""

from __future__ import annotations

from bot.bench.rules import run


def test_a_few_people_are_enough_to_hold_rules_against_sql() -> None:
    (line,) = run(people=20)

    assert (line["name"], line["bound"]) == ("rules", 2.0)
    assert "2,000 deltas" in line["floor"]
    assert line["value"] > 0
    assert line["floor_value"] > 0
