"""How an endpoint is asked for an answer of a shape, and what is left out when it refuses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.ai.sheet import Json

if TYPE_CHECKING:
    from prompts import Prompt


_REFUSED = frozenset({400, 422, 500, 501})
"""How servers answer to a parameter that they do not know; some with a fault of their own (engine.md 8)."""


class Level(StrEnum):
    """How an endpoint can be held to a shape, the strictest first."""

    SCHEMA = "json_schema"
    OBJECT = "json_object"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Manner:
    """What is asked of an endpoint; reasoning models refuse a temperature and call the limit by another name."""

    level: Level = Level.SCHEMA
    temperature: bool = True
    limit: str = "max_tokens"

    def parameters(self, prompt: Prompt, schema: Json) -> Json:
        """Return what goes with the messages of a prompt for an answer of a schema."""
        asked: Json = {self.limit: prompt.max_tokens}
        if self.temperature:
            asked["temperature"] = prompt.temperature
        match self.level:
            case Level.SCHEMA:
                named = {"name": prompt.schema, "strict": True, "schema": schema}
                asked["response_format"] = {"type": "json_schema", "json_schema": named}
            case Level.OBJECT:  # `schema` is llama.cpp's; others ignore or refuse it
                asked["response_format"] = {"type": "json_object", "schema": schema}
            case Level.PLAIN:
                pass
        return asked

    def milder(self, refusal: Failure) -> Manner | None:
        """Return what to ask for instead after a refusal, None when there is nothing left to do without."""
        if refusal.status not in _REFUSED:
            return None
        if self.temperature and "temperature" in refusal.about:
            return replace(self, temperature=False)
        if self.limit == "max_tokens" and "max_tokens" in refusal.about:
            return replace(self, limit="max_completion_tokens")
        if self.level is Level.PLAIN:
            return None
        return replace(self, level=Level.OBJECT if self.level is Level.SCHEMA else Level.PLAIN)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no answer; ``about`` is the endpoint's own words, which may repeat the prompt: never logged."""

    reason: str
    status: int = 0
    about: str = ""
