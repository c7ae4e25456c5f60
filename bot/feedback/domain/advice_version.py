"""Versions of advice that the company wrote: drafts, what is in force, what was before, and its JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final

from bot.feedback.domain.advice import Advice, AdviceUse, DriverThing, GapSize, Moved, UnitKind
from bot.feedback.domain.days import DayPatternKind
from bot.feedback.domain.driver import DriverKind
from bot.feedback.domain.story import StoryKind
from bot.figures.domain.metric import Direction

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class AdviceVersion:
    """One version of an advice; ``published`` counts what came into force, over all advice, None for a draft.

    With ``retired`` it says that the advice of its key is told no more.
    """

    advice: Advice
    author: str
    at: datetime
    no: int
    published: int | None = None
    retired: bool = False


_KINDS: Final[dict[str, Any]] = {
    "stories": StoryKind,
    "drivers": DriverKind,
    "things": DriverThing,
    "moves": Moved,
    "sizes": GapSize,
    "units": UnitKind,
    "directions": Direction,
    "days": DayPatternKind,
    "metrics": str,
    "roles": str,
}


def advice_to_json(advice: Advice) -> str:
    """Write an advice, to be kept."""
    whole = {each.name: getattr(advice, each.name) for each in fields(advice)}
    return json.dumps(
        {name: sorted(map(str, value)) if name in _KINDS else value for name, value in whole.items()},
        ensure_ascii=False,
        sort_keys=True,
    )


def advice_from_json(text: str) -> Advice:
    """Read what :func:`advice_to_json` wrote; tags that were added later fit everything."""
    kept = json.loads(text)
    tags = {name: frozenset(map(kind, kept.get(name, ()))) for name, kind in _KINDS.items()}
    return Advice(
        key=kept["key"], use=AdviceUse(kept["use"]), aim=kept["aim"], name=kept["name"], text=kept["text"], **tags
    )
