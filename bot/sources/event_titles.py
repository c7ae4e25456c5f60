"""How kinds of events and their fields may be called: which kind a file or post holds, and in which stream it goes."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from bot.figures.domain.event import EventKind, RollUp
from bot.kit.cleaning import is_missing, plain
from bot.kit.errors import DataError
from bot.sources.header import fold_title

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import polars as pl

    from bot.figures.domain.record import RecordStream

_ROLL_UPS: Final = {
    "shift": RollUp.SHIFT,
    "班次": RollUp.SHIFT,
    "班": RollUp.SHIFT,
    "day": RollUp.DAY,
    "天": RollUp.DAY,
    "日": RollUp.DAY,
}


@dataclass(frozen=True, slots=True)
class EventTitles:
    """How a kind of event may be called, and which column titles (folded) mean each of its fields, in order."""

    names: frozenset[str]
    fields: Mapping[str, tuple[str, ...]]


@cache
def event_titles(kind: EventKind) -> EventTitles:
    """Return how a kind of event and its fields may be called."""
    content = tomllib.loads((files("bot.sources") / "events.toml").read_text(encoding="utf-8"))[kind.value]
    titles = {name: tuple(fold_title(title) for title in (name, *others)) for name, others in content["fields"].items()}
    return EventTitles(frozenset({kind.value, *map(fold_title, content["names"])}), titles)


def event_named(text: str) -> EventKind | None:
    """Return the kind of event that is called so, or None."""
    said = fold_title(plain(text))
    return next((kind for kind in EventKind if said in event_titles(kind).names), None)


def event_of(cells: pl.DataFrame, known: RecordStream | None, *, file: str) -> EventKind | None:
    """Return of which kind the records of a stream are; None for records of no named kind.

    Raises:
        DataError: there is no such kind, or they are of several.
    """
    kinds = {_event(text, file=file) for text in cells["=event"].unique().to_list()} if "=event" in cells else set()
    if len(kinds - {None}) > 1:
        named = sorted(kind.value for kind in kinds if kind)
        message = f"{file}: events of {named[0]} and {named[1]} in one stream"
        raise DataError("event-other-kind", message, stream=file, kept=named[0], said=named[1])
    return next(iter(kinds - {None}), known.event if known else None)


def _event(text: str | None, *, file: str) -> EventKind | None:
    if is_missing(text or ""):
        return None
    kind = event_named(text or "")
    if kind is None:
        kinds = ", ".join(EventKind)
        raise DataError(
            "event-unknown", f"{file}: no event is called {text!r}; there are {kinds}", said=text, kinds=kinds
        )
    return kind


def roll_up_of(cells: pl.DataFrame, known: RecordStream | None, *, file: str) -> RollUp | None:
    """Return to what the records of a stream are added up; None for none.

    Raises:
        DataError: there is no such way, or several are named.
    """
    said = (
        {plain(text or "").lower() for text in cells["=roll_up"].unique().to_list()} if "=roll_up" in cells else set()
    )
    said -= {""}
    if not said:
        return known.rolled_up if known else None
    if len(said) > 1 or not said <= set(_ROLL_UPS):
        shown = ", ".join(sorted(said))[:80]
        raise DataError("event-unknown-roll-up", f"{file}: rolled up to shift or day, not {shown!r}", said=shown)
    return _ROLL_UPS[said.pop()]


def stream_names(cells: pl.DataFrame, source: str) -> list[str]:
    """Return the stream of each row that names none: that of its source, with the kind of its event.

    So a source may send events of several kinds, each into a stream of its own.
    """
    kinds = {text: event_named(text or "") for text in cells["=event"].unique().to_list()}
    return [".".join(part for part in (source, kinds[text] or "") if part) for text in cells["=event"].to_list()]


def subject_column(titles: Collection[str]) -> str:
    """Return the column that says which unit an event is about, where nothing says whom: its line."""
    lines = event_titles(EventKind.COMPLAINT).fields["line"]
    folded = {fold_title(title): title for title in titles}
    return next((folded[line] for line in lines if line in folded), "")
