"""Deliveries as cards of their own: several messages in one, and a message that may be a repeat."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.feedback import Occasion
from bot.messages.card import Block, Button, Card, Choices, Divider, Facts, Heading, Note, Picture
from bot.messages.i18n import Catalog
from bot.messages.text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.person import Person
    from bot.messages.i18n import Translator

_MOST_BUTTONS = 3
_WHOLE = 3


def merge(cards: Sequence[Card], person: Person) -> Card:
    """Make one message of several for the same reader, in their order.

    Each keeps its headline and first fact, the first few also their text; of the buttons the first of each card is
    kept as long as there is room, told apart by its number, and one quiet line says why they come together. One card
    alone stays as it is.
    """
    if len(cards) == 1:
        return cards[0]
    t = Catalog.load()(person.locale)
    talks = all(card.kind == Occasion.NUDGE for card in cards)
    heading = t("delivery-digest-talks" if talks else "delivery-digest", n=len(cards))
    blocks: list[Block] = [Heading(heading)]
    buttons: list[Button] = []
    for number, card in enumerate(cards, 1):
        blocks.append(Divider())
        blocks += _entry(card, number, whole=number <= _WHOLE)
        offered = [one for block in card.blocks if isinstance(block, Choices) for one in block.buttons]
        buttons += [replace(one, text=f"{number} {one.text}") for one in offered[:1]]
    if buttons:
        blocks.append(Choices(tuple(buttons[:_MOST_BUTTONS])))
    blocks.append(Note(t("delivery-digest-note")))
    return Card("digest", plain(heading), tuple(blocks), t.locale)


def _entry(card: Card, number: int, *, whole: bool) -> list[Block]:
    """Return a card's part of a digest: its headline and first fact, and all but its picture when it is ``whole``."""
    blocks: list[Block] = []
    for block in card.blocks:
        if isinstance(block, Heading):
            blocks.append(Heading(f"{number}. {block.text}"))
        elif isinstance(block, Facts) and not whole:
            blocks.append(Facts(block.lines[:1]))
        elif whole and not isinstance(block, Choices | Note | Picture):
            blocks.append(block)
    return blocks


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
    many = merge([shown[one] for one in ("nudge", "standing", "praise", "standing-gap", "alert")], reader)
    talks = merge([shown["nudge"], shown["nudge-rate"]], reader)
    return {"digest": both, "digest-talks": talks, "digest-many": many, "doubted": doubted(shown["standing"])}
