"""The unit of work as far as this area knows it: health and templates, over what the areas below keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from bot.privacy.ports import Work as Below

if TYPE_CHECKING:
    from bot.admin.ports.health import HealthBook
    from bot.admin.ports.template import Templates


class Work(Below, Protocol):
    """A transaction with the repositories of this area and of those below."""

    @property
    def health(self) -> HealthBook:
        """How the parts of the installation were when they last said so."""
        ...

    @property
    def templates(self) -> Templates:
        """Words of messages that an admin put differently."""
        ...
