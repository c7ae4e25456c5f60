"""The benchmark of an answer runs, small, against a real Bolt application."""

from __future__ import annotations

from math import isfinite

from bot.bench.answer import run


def test_the_bot_and_a_bare_echo_are_both_asked() -> None:
    lines = run(rounds=1, warm=0, at_once=3)

    assert [line["name"] for line in lines] == ["answer", "answer-team", "answer-rule", "answer-me", "answer-goals"]
    for line in lines:
        assert set(line) == {"name", "value", "unit", "floor", "floor_value", "ratio", "bound", "ok"}
        assert (line["unit"], line["bound"]) == ("ms", 1.5)
        assert line["floor"] in {"a bare Bolt echo, 1 at a time", "a bare Bolt echo, 3 at a time"}
        assert line["value"] > 0
        assert isfinite(line["ratio"])
