"""How well plain words are understood, on sentences that nothing was learnt from: what is promised is kept."""

from __future__ import annotations

from bot.bench import BENCHES, language


def test_sentences_that_were_set_aside_are_answered_as_they_were_meant() -> None:
    lines = language.run()

    assert {line["name"] for line in lines} | {"language"} == {
        name for name, module in BENCHES.items() if module == "language"
    }
    assert [line for line in lines if not line["ok"]] == []


def test_at_least_three_hundred_sentences_a_language_are_set_aside_and_each_once() -> None:
    said = [row["text"] for row in language.held("intents")]
    counts = [sum(row["lang"] == lang for row in language.held("intents")) for lang in ("en", "zh")]

    assert min(counts) >= 300
    assert len(set(said)) == len(said)
