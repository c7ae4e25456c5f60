"""Homes, as the use cases need them kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from bot.kit.identity import Identity


class Homes(Protocol):
    """Homes that show somebody's figures: whose, in which language and with which roles, in a word."""

    def opened(self, identity: Identity) -> None:
        """Note for whom a home is about to be drawn, before it is; of one that is noted stays what it was drawn for."""
        ...

    def outdated(self, platform: str, *, most: int) -> list[tuple[Identity, str]]:
        """Return homes that were drawn for somebody else than whom they are to be drawn for now, with who that is.

        What is to be drawn for nobody is "".
        """
        ...

    def drawn(self, identity: Identity, drawn_for: str) -> None:
        """Note that a home was drawn, for whom it was then; one that is nobody's is forgotten."""
        ...

    def later(self, identity: Identity, *, until: datetime) -> None:
        """Leave one alone until an instant."""
        ...
