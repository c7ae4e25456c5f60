"""Examples of a rule, and of what it found."""

from __future__ import annotations

from bot.figures.domain.example import NOW, OCTOBER
from bot.rules.domain.rule import Audience, Rule, Scope, Signal, Tone

RULE = Rule(
    "talk-below-80",
    "Attainment below 80%: talk one to one",
    "达成率低于 80%：安排一次 1 对 1 沟通",
    Scope.PERSON,
    "attainment < 80%",
    Audience.MANAGER,
    Tone.NUDGE,
)


SIGNAL = Signal(
    RULE.key, 1, "S1", "collections", OCTOBER, 0, RULE.audience, RULE.tone, review=False, facts={}, fired_at=NOW, no=1
)
