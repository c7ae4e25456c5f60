"""Answers to what calls for a talk, as the use cases need them kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.talks.domain.talk_answer import TalkAnswer


class TalkAnswers(Protocol):
    """Answers to what calls for a talk."""

    def add(self, answer: TalkAnswer) -> None:
        """Store an answer."""
        ...

    def of(self, person_ids: Sequence[str]) -> dict[str, list[TalkAnswer]]:
        """Return what was answered about some people, by their id, oldest first; of whom nothing was is left out."""
        ...
