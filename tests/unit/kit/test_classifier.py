"""Classifiers of short texts: what they learn, what makes no difference to them, and that they are quick and small."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bench import fit
from bot.bench.language import held
from bot.kit.classifier import learnt, pieces
from handlers import ROUTES, Means
from handlers.intent import NONE

SAID = st.text(alphabet="abc ABC'’你好吗?？1２{name}", max_size=60)


def test_what_was_shown_is_learnt_and_the_same_each_time() -> None:
    examples = [("sky", "blue and wide"), ("sea", "deep and salty"), ("sea", "salty waves"), ("天", "天是蓝的")] * 5

    first, again = (fit.train(examples, rounds=3) for _ in range(2))

    assert [next(iter(first.chances(text))) for text in ("a wide blue", "salty", "天蓝")] == ["sky", "sea", "天"]
    assert (first.weights == again.weights).all()


@given(SAID)
def test_case_width_and_apostrophes_make_no_difference(text: str) -> None:
    wide = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(ord("A"), ord("Z") + 1)})

    assert Counter(pieces(text.upper().translate(wide).replace("’", "'"))) == Counter(pieces(text.replace("’", "")))


@given(SAID, st.lists(st.sampled_from(["me", "team", "why", "none"]), min_size=1, unique=True))
def test_the_chances_of_whatever_may_be_meant_add_up_to_one(text: str, among: list[str]) -> None:
    found = learnt("bot.messages", "intents.npz").chances(text, among=among)

    assert set(found) == set(among)
    assert sum(found.values()) == pytest.approx(1)
    assert list(found.values()) == sorted(found.values(), reverse=True)


def test_examples_with_alternatives_are_spelt_out() -> None:
    found = fit.spelt_out("[show/see] my numbers[ please/]")

    assert set(found) == {f"{verb} my numbers{end}" for verb in ("show", "see") for end in (" please", "")}


def test_every_command_is_learnt_in_both_languages() -> None:
    lines = Path("bot/bench/sentences.txt").read_text(encoding="utf-8").splitlines()
    learnt_from = {tuple(line.split("|", 2)[:2]) for line in lines}
    commands = {route.aliases["en"][0] for route in ROUTES if Means.WORDS in route.means}

    missing = {(command, lang) for command in commands for lang in ("en", "zh")} - learnt_from
    assert missing == set()
    assert {command for command, _ in learnt_from} - commands == {NONE}


def test_nothing_that_was_set_aside_is_learnt_from() -> None:
    aside = [row["text"] for row in held("intents")]

    assert fit.near_to(aside, aside) == set(aside)
    assert fit.near_to(aside, (text for _, text in fit.intents())) == set()


def test_what_was_learnt_is_small() -> None:
    assert Path("bot/messages/intents.npz").stat().st_size < 1_500_000
