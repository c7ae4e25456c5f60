"""The examples of every view, built when a test asks for them: so one test builds those of its view alone."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from bot.admin.views.example import examples_by_view
from bot.messages.card import Button, Card, Choices
from bot.messages.i18n import LOCALES, translator

VIEWS = tuple(examples_by_view())
"""The nouns that have views with examples."""


class Example(NamedTuple):
    """A card of a view in a language."""

    name: str
    locale: str
    card: Card

    def __str__(self) -> str:
        """Name it for a message of failure."""
        return f"{self.name}.{self.locale}"

    @property
    def buttons(self) -> list[Button]:
        """Every button, answered or not."""
        return [button for block in self.card.blocks if isinstance(block, Choices) for button in block.buttons]


@cache
def examples(view: str) -> tuple[Example, ...]:
    """Build the examples of a view in every language, those of one name beside one another."""
    show = examples_by_view()[view]
    shown = {locale: show(translator(locale)) for locale in LOCALES}
    names = list(shown[LOCALES[0]])
    assert all(list(cards) == names for cards in shown.values())
    return tuple(Example(name, locale, shown[locale][name]) for name in names for locale in LOCALES)


def everywhere() -> list[Example]:
    """Build the examples of all views."""
    return [example for view in VIEWS for example in examples(view)]
