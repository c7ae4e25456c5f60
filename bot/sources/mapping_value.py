"""The ``[[value]]`` tables of a mapping file: which metrics are in it, and how their values are made of its columns."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, field_validator, model_validator

from bot.figures.domain import formula_text
from bot.kit.cleaning import UnclearValue
from bot.sources.pattern import check

How = Literal["each", "sum", "mean", "median", "min", "max", "count", "distinct", "last", "ratio", "formula"]


class Where(BaseModel):
    """A condition on a column's text (blanks around it do not count); all that are given must hold."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    column: str
    equals: str | None = None
    one_of: tuple[str, ...] | None = None
    none_of: tuple[str, ...] | None = None
    matches: str | None = None
    filled: bool | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Where:
        if all(getattr(self, name) is None for name in ("equals", "one_of", "none_of", "matches", "filled")):
            raise ValueError("a filter needs one of equals, one_of, none_of, matches, filled")
        return self

    @field_validator("matches")
    @classmethod
    def _is_pattern(cls, pattern: str | None) -> str | None:
        check_pattern(pattern)
        return pattern


class ValueMapping(BaseModel):
    """One metric of a row, or of a group of rows: from which columns, and how they become one value per period.

    ``minus`` is taken off the column, or off a ratio's numerator. ``where`` chooses the rows that count; for a ratio,
    those that count in the numerator. ``*`` as numerator or denominator counts rows. A ``formula`` over the columns and
    names of the records says all of that at once. Periods that begin before ``records_from`` keep their finished
    values.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    metric: str = ""
    column: str = ""
    minus: str = ""
    numerator: str = ""
    denominator: str = ""
    how: How = "each"
    where: Where | None = None
    scale: Decimal | None = None
    formula: str = ""
    records_from: date | None = None

    @model_validator(mode="before")
    @classmethod
    def _is_formula(cls, said: object) -> object:
        return {"how": "formula", **said} if isinstance(said, dict) and said.get("formula") else said

    @model_validator(mode="after")
    def _is_whole(self) -> ValueMapping:
        if self.formula or self.how == "formula":
            self._check_formula()
            return self
        if self.how == "count" or (self.how == "ratio" and self.numerator and self.denominator):
            return self
        if self.how == "ratio":
            raise ValueError('how = "ratio" needs numerator and denominator ("*" counts rows)')
        if not self.column and not (self.numerator and self.denominator):
            raise ValueError("a value needs a column, or numerator and denominator")
        return self

    def _check_formula(self) -> None:
        others = (self.column, self.minus, self.numerator, self.denominator, self.where, self.scale)
        if self.how != "formula" or not self.metric or any(others):
            raise ValueError("formula says all: beside it stand metric and records_from only")
        try:
            formula_text.parse(self.formula, stream="-")
        except UnclearValue as unclear:
            raise ValueError(f"formula: {unclear.key} at character {unclear.values.get('place', 1)}") from None


def check_pattern(pattern: str | None) -> None:
    """Refuse what is no pattern, or one that could take for ever."""
    if pattern is not None:
        check(pattern)
