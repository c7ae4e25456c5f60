"""Evidence: what stands behind a message — the values, the rule that called for it, and the rows it all came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.domain.delta import Delta
    from bot.domain.feedback import Feedback
    from bot.domain.metric import Metric
    from bot.domain.person import Person
    from bot.domain.reading import Reading
    from bot.domain.rule import Rule, Signal


@dataclass(frozen=True, slots=True)
class Ground:
    """One value with its definition and every stored version of it, newest first.

    ``parts`` says of how many members' rows a unit's value is made, 0 when it was given as it is.
    """

    delta: Delta
    metric: Metric
    versions: tuple[Reading, ...]
    parts: int = 0


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything behind one feedback; ``readers`` are all who were sent words from it, the subject included."""

    feedback: Feedback
    subject: Person
    grounds: tuple[Ground, ...]
    rules: tuple[tuple[Signal, Rule], ...]
    readers: tuple[Person, ...]
