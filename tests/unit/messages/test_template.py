"""Templates: what may be changed keeps to its own rules, and every shipped message can be shown to who changes it."""

from __future__ import annotations

import pytest

from bot.admin.views.example import preview
from bot.messages.card import Card
from bot.messages.i18n import LOCALES, translator, tried
from bot.messages.template import read, shipped, wrong
from bot.messages.text import plain
from bot.messages.voice import KEYS


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("key", KEYS)
def test_the_shipped_words_pass_the_checks_that_others_have_to_pass(key: str, locale: str) -> None:
    message = shipped(locale)[key]

    assert wrong(key, locale, message.text) == []
    assert read(key, message.text) == message


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("key", ["feedback-headline-target", "nudge-summary", "alert-quiet", "correction-thanks"])
def test_a_message_is_looked_at_in_the_card_in_which_it_stands(key: str, locale: str) -> None:
    mark = "零一二" if locale == "zh-CN" else "zero one two"

    shown = preview(key, locale, f"{mark} {shipped(locale)[key].text}")

    assert isinstance(shown, Card)
    assert mark in repr(shown)


def test_words_over_the_shipped_ones_leave_the_others_as_they_are() -> None:
    t = tried({"en": {"help-text": "Ask me."}})("en")

    assert plain(t("help-text")) == "Ask me."
    assert t("help-note") == translator("en")("help-note")
