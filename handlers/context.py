"""What every handler has at hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.person import Person
    from bot.messages.i18n import Translator
    from bot.ports import Work


@dataclass(frozen=True, slots=True)
class Context:
    """The open transaction, who asks, their language, the instant.

    ``command`` is how the bot is addressed where the words came from (``/perf``, or nothing in a conversation).
    ``words`` is what can be asked, as route and the word that reaches it.
    """

    work: Work
    person: Person
    t: Translator
    now: datetime
    command: str
    words: tuple[tuple[str, str], ...]
