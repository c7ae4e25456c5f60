"""Metrics: what is measured, in which unit, which direction is good, and over which period."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.kit.period import Grain

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal


class Direction(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"

    @property
    def sign(self) -> int:
        """+1 where higher is better, -1 where lower is (``d`` in the methods page)."""
        return 1 if self is Direction.HIGHER else -1


class Aggregate(StrEnum):
    """How people's values make their unit's: a ratio is the sum of numerators over the sum of denominators.

    What a formula makes that does not add up is made of the records of all instead, see ``formula_units``.
    """

    SUM = "sum"
    MEAN = "mean"
    LAST = "last"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Metric:
    """What is measured.

    ``unit`` is ``%`` for ratios (stored as fractions of one), an ISO 4217 code for money, or any other word shown
    after the number. ``minimum`` and ``maximum`` bound what is plausible; ``minimum_step`` is the smallest change
    worth speaking of (methods 4.1, materiality). Advice is one or more sentences per language, one line each:
    ``advice`` is a next step when the value is a gap, ``praise`` when it is a strength.

    ``formula`` says how values are made of records (the text that ``formula_text.write`` writes); "" for a metric that
    is fed by finished values. Periods that begin before ``records_from`` keep their finished values.

    ``owner`` is the id of whoever is asked whether its target is right and may write advice for it. ``provider`` is the
    unit or department whose work it measures, ``scorer`` the one that depends on that work, both by id or name.
    ``aliases`` are other names that people call it by, parted by commas.
    """

    key: str
    unit: str
    direction: Direction
    grain: Grain
    title_en: str = ""
    title_zh: str = ""
    meaning: str = ""
    aggregate: Aggregate = Aggregate.SUM
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    minimum_step: Decimal | None = None
    advice_en: str = ""
    advice_zh: str = ""
    praise_en: str = ""
    praise_zh: str = ""
    formula: str = ""
    records_from: date | None = None
    owner: str = ""
    provider: str = ""
    scorer: str = ""
    aliases: str = ""

    @property
    def other_names(self) -> tuple[str, ...]:
        """What people call it besides its titles."""
        return tuple(name.strip() for name in _COMMAS.split(self.aliases) if name.strip())

    def takes_records(self, start: date) -> bool:
        """Whether the value of a period that begins on a day is made of records."""
        return bool(self.formula) and (self.records_from is None or start >= self.records_from)

    @property
    def is_ratio(self) -> bool:
        """Whether values are fractions of one, shown as percent."""
        return self.unit in {"%", "ratio"}


_COMMAS = re.compile(r"[,，、;；\n]")

MATERIAL_SHARE = 0.02
"""A change or distance smaller than this share of what it is measured from is noise (methods 4.1, materiality)."""


def smallest_step(minimum: float, base: float) -> float:
    """Return how far from a value is worth speaking of: the metric's own step, or a share of the value if that is more.

    Rules and words go by the same: what is enough to fire is enough to be told.
    """
    return round(max(minimum, MATERIAL_SHARE * abs(base)), 12)


def at_limit(value: float, target: float | None, *, better: int) -> bool:
    """Say whether a value that should be low is exactly what it should be below: neither reached nor missed (Q3).

    Nothing is below nothing, so none at all is as good as it gets.
    """
    return better < 0 and value == target and value > 0


MEANING = ("direction", "grain", "aggregate", "formula", "records_from")
"""What the stored values of a metric are made and read by; another one and all of them are computed again."""
DEFINITION = (
    "key", "title_en", "title_zh", "meaning", "unit", *MEANING, "minimum", "maximum", "minimum_step",
    "advice_en", "advice_zh", "praise_en", "praise_zh",
)  # fmt: skip
"""What somebody writes of a metric, in the order in which it is asked."""
RESPONSIBILITY = ("owner", "provider", "scorer", "aliases")
"""What is said of a metric besides its definition: who answers for it, between whom it stands, what it is called."""
