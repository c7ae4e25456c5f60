"""Formulas: how a metric's value is made of the records of a period."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Calculation(StrEnum):
    """What is made of the records of one person and period."""

    SUM = "sum"
    COUNT = "count"
    DISTINCT = "distinct"
    MEAN = "mean"
    MEDIAN = "median"
    MIN = "min"
    MAX = "max"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class RecordFilter:
    """Which records count: those whose dimension has one of ``values`` ("" for none); with ``excludes`` the others."""

    dimension: str
    values: tuple[str, ...]
    excludes: bool = False


@dataclass(frozen=True, slots=True)
class FormulaPart:
    """One calculation over records: of a measure, for ``distinct`` of a dimension, for ``count`` of the records.

    ``minus`` is another measure that is taken off the sum or mean; ``where`` chooses the records, all of it holding.
    """

    calculation: Calculation
    of: str = ""
    minus: str = ""
    where: tuple[RecordFilter, ...] = ()


@dataclass(frozen=True, slots=True)
class Formula:
    """A metric over the records of a stream: one part, or with ``over`` the ratio of two; ``where`` holds for both."""

    stream: str
    part: FormulaPart
    over: FormulaPart | None = None
    where: tuple[RecordFilter, ...] = ()
