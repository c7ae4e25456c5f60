"""The ``[stream]`` table of a mapping file: what the records of a source are, and what another file of it means."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from pydantic import BaseModel, ConfigDict, field_validator, model_validator

from bot.figures.domain.event import ROLLED_UP, EventKind, RollUp
from bot.figures.domain.record import MOST_DIMENSIONS, MOST_MEASURES, Renewal
from bot.kit.cleaning import plain
from bot.kit.period import Grain

LONGEST_NAME: Final = 60
"""Characters of a stream's key, and of the name of a measure or dimension."""


class MeasureLimits(BaseModel):
    """Between what a measure of a record can lie; what is outside waits for somebody's decision."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    minimum: Decimal | None = None
    maximum: Decimal | None = None


class StreamMapping(BaseModel):
    """What the rows of a file are as records.

    ``id``, ``at`` (the instant), ``revised`` (when the source last changed it) and ``deleted`` are columns, or
    templates of several. Without an id ``whole`` says that a file is all there is for the people and periods in it, and
    ``append`` that every file brings new rows. ``measures`` and ``dimensions`` give columns a name; those that a
    [[value]] needs are added to them. With an ``event`` the records are of that kind and have its standard fields;
    with ``by_event`` a column says the kind, and each kind is a stream of its own, KEY.KIND.
    ``roll_up`` adds them up to a shift or a day before they are stored. Periods that begin before ``records_from`` keep
    their finished values. ``limits`` are those of measures by name.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: str = ""
    title: str = ""
    id: str = ""
    whole: Grain | None = None
    append: bool = False
    at: str = ""
    revised: str = ""
    deleted: str = ""
    measures: dict[str, str] = {}
    dimensions: dict[str, str] = {}
    records_from: date | None = None
    event: EventKind | None = None
    by_event: bool = False
    roll_up: RollUp | None = None
    limits: dict[str, MeasureLimits] = {}

    @field_validator("key")
    @classmethod
    def _is_name(cls, key: str) -> str:
        _check_name(key)
        return key

    @field_validator("measures", "dimensions")
    @classmethod
    def _are_names(cls, columns: dict[str, str]) -> dict[str, str]:
        for name in columns:
            _check_name(name)
            if not name:
                raise ValueError("a name must not be empty")
        return columns

    @model_validator(mode="after")
    def _agrees(self) -> StreamMapping:
        if bool(self.id) + (self.whole is not None) + self.append > 1:
            raise ValueError("id, whole or append, not several: they say what another file means")
        if len(self.measures) > MOST_MEASURES or len(self.dimensions) > MOST_DIMENSIONS:
            raise ValueError(f"at most {MOST_MEASURES} measures and {MOST_DIMENSIONS} dimensions")
        if both := sorted(set(self.measures) & set(self.dimensions)):
            raise ValueError(f"{both[0]!r} is a measure or a dimension, not both")
        if self.event and self.by_event:
            raise ValueError("event or by_event, not both: one kind for all rows, or a column that says which")
        if self.roll_up and (self.id or self.event not in ROLLED_UP):
            kinds = ", ".join(sorted(ROLLED_UP))
            raise ValueError(f"roll_up is for events that add up ({kinds}), with whole or append: their ids go")
        return self

    @property
    def renewal(self) -> Renewal | None:
        """What another file means; None where it is not said."""
        if self.whole:
            return Renewal.WHOLE
        if self.append:
            return Renewal.APPEND
        return Renewal.ID if self.id else None

    @property
    def specs(self) -> tuple[str, ...]:
        """The columns and templates that are named here."""
        named = (self.id, self.at, self.revised, self.deleted, *self.measures.values(), *self.dimensions.values())
        return tuple(dict.fromkeys(spec for spec in named if spec))


def _check_name(name: str) -> None:
    if name != plain(name) or len(name) > LONGEST_NAME:
        raise ValueError(f"a name has at most {LONGEST_NAME} characters, none of them unseen")
