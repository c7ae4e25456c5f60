"""Deliveries as cards of their own: several messages in one, and a message that may be a repeat."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.messages.card import Block, Button, Card, Choices, Divider, Heading, Note, Picture
from bot.messages.i18n import Catalog
from bot.messages.text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.person import Person
    from bot.messages.i18n import Translator

_MOST_BUTTONS = 3


def merge(cards: Sequence[Card], person: Person) -> Card:
    """Make one message of several for the same reader, in their order.

    Each keeps its headline, its text and its quiet line; pictures are left out, and of the buttons the first of each
    card is kept, told apart by its number. One card alone stays as it is.
    """
    if len(cards) == 1:
        return cards[0]
    t = Catalog.load()(person.locale)
    heading = t("delivery-digest", n=len(cards))
    blocks: list[Block] = [Heading(heading)]
    buttons: list[Button] = []
    for number, card in enumerate(cards, 1):
        blocks.append(Divider())
        for block in card.blocks:
            if isinstance(block, Heading):
                blocks.append(Heading(f"{number}. {block.text}"))
            elif isinstance(block, Choices):
                buttons += [replace(one, text=f"{number} {one.text}") for one in block.buttons[:1]]
            elif not isinstance(block, Picture):
                blocks.append(block)
    if buttons:
        blocks.append(Choices(tuple(buttons[:_MOST_BUTTONS])))
    return Card("digest", plain(heading), tuple(blocks), t.locale)


def doubted(card: Card) -> Card:
    """Mark a card that its reader may have had before."""
    t = Catalog.load()(card.locale)
    return replace(card, blocks=(*card.blocks, Note(t("delivery-doubt"))))


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    from bot.domain.person import Person
    from bot.views import feedback

    shown = feedback.examples(t)
    reader = Person("M1", "Ana", locale=t.locale)
    both = merge([shown["standing"], shown["nudge"]], reader)
    return {"digest": both, "doubted": doubted(shown["standing"])}
