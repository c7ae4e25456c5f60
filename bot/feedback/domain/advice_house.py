"""The advice that is shipped, read from its file."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from bot.feedback.domain.advice import (
    GOOD,
    SHORT,
    Advice,
    AdviceUse,
    DriverThing,
    GapSize,
    Moved,
    UnitKind,
)
from bot.feedback.domain.days import DayPatternKind
from bot.feedback.domain.driver import DriverKind
from bot.feedback.domain.story import StoryKind
from bot.figures.domain.metric import Direction

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_GROUPS = {"good": GOOD, "short": SHORT}


@cache
def house_advice() -> Mapping[str, Advice]:
    """Return the advice that is shipped, by key.

    Raises:
        ValueError: when a tag is none that there is.
    """
    content = tomllib.loads((files("bot.feedback.domain") / "advice.toml").read_text(encoding="utf-8"))
    return {row["key"]: _advice(row) for row in content["advice"]}


def house_text(key: str, locale: str) -> str:
    """Return the sentence of an advice without anything to fill in, for examples."""
    return house_advice()[key].text[locale]


def _advice(row: Mapping[str, Any]) -> Advice:
    return Advice(
        key=row["key"],
        use=AdviceUse(row["use"]),
        aim=row["aim"],
        stories=stories(row["stories"]),
        drivers=frozenset(map(DriverKind, row.get("drivers", ()))),
        things=frozenset(map(DriverThing, row.get("things", ()))),
        moves=frozenset(map(Moved, row.get("moves", ()))),
        sizes=frozenset(map(GapSize, row.get("sizes", ()))),
        units=frozenset(map(UnitKind, row.get("units", ()))),
        directions=frozenset(map(Direction, row.get("directions", ()))),
        days=frozenset(map(DayPatternKind, row.get("days", ()))),
        name={"en": row["name_en"], "zh-CN": row["name_zh"]},
        text={"en": row["en"], "zh-CN": row["zh"]},
    )


def stories(names: Iterable[str]) -> frozenset[StoryKind]:
    """Return the stories of some names, of which "good" and "short" stand for several."""
    groups = [_GROUPS[name] if name in _GROUPS else frozenset({StoryKind(name)}) for name in names]
    return frozenset().union(*groups)
