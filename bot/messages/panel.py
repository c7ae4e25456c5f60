"""What stands beside the questions of a form and cannot be changed, as the blocks of a card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.messages.card import Facts, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.messages.card import Block
    from bot.messages.form import Panel

_AT_ONCE: Final = 3


def blocks_of(panel: Panel) -> Iterator[Block]:
    """Yield the title of a panel, its lines, and where they are from.

    That is no note: a note closes a message, and the questions come after this.
    """
    yield Text(f"**{panel.title}**")
    for at in range(0, len(panel.lines), _AT_ONCE):
        yield Facts(panel.lines[at : at + _AT_ONCE])
    if panel.source:
        yield Text(panel.source)
