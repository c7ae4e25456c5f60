"""Templates, as the use cases need them kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from bot.messages.voice import Template


class Templates(Protocol):
    """Words that an admin put differently, every version."""

    def version(self) -> str:
        """Return what names the words in force as a whole; another one as soon as anything of them changed."""
        ...

    def current(self) -> list[Template]:
        """Return what is in force: the newest published version of each message and language, also if it resets."""
        ...

    def history(self, key: str) -> list[Template]:
        """Return the published versions of a message in every language, newest first."""
        ...

    def draft(self, key: str, locale: str, text: str, *, author: str, at: datetime) -> Template:
        """Keep words that are not in force yet."""
        ...

    def get(self, number: int) -> Template | None:
        """Return a draft or published version by number, or None."""
        ...

    def publish(self, number: int, *, author: str, at: datetime) -> Template:
        """Put a draft in force."""
        ...
