"""Reads a card as somebody would: the words that stand on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.messages.card import Card, Facts, Heading, Note, Quote, Table, Text
from bot.messages.codec import card_from_json
from bot.messages.text import plain

if TYPE_CHECKING:
    from bot.delivery.domain.delivery import Delivery


def card_of(delivery: Delivery) -> Card:
    """Return a delivery's card."""
    return card_from_json(delivery.card)


def words(card: Card) -> str:
    """Return what one reads of a card before its buttons, quiet lines and tables left out."""
    lines: list[str] = []
    for block in card.blocks:
        if isinstance(block, Heading | Text):
            lines.append(plain(block.text))
        elif isinstance(block, Facts):
            lines += [
                plain(" ".join(part for part in (line.label, line.value, line.against) if part)) for line in block.lines
            ]
    return "\n".join(lines)


def everything(card: Card) -> str:
    """Return every word of a card that its reader can see or hear."""
    lines = [words(card), card.summary]
    for block in card.blocks:
        if isinstance(block, Note | Quote):
            lines.append(plain(block.text))
        elif isinstance(block, Table):
            lines += [plain(" ".join(row)) for row in (block.header, *block.rows)]
    return "\n".join(lines)
