"""Metrics as kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.figures.domain.metric import Aggregate, Direction, Metric
from bot.kit.period import Grain
from storage.database import Day
from storage.inventory import declare

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection, Row


class MetricRow(SQLModel, table=True):
    """A metric; numbers that bound it are kept as decimal text, exact as given."""

    __tablename__ = "metric"
    no: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    unit: str
    direction: str
    grain: str
    title_en: str = ""
    title_zh: str = ""
    meaning: str = ""
    aggregate: str = "sum"
    minimum: str | None = None
    maximum: str | None = None
    minimum_step: str | None = None
    advice_en: str = ""
    advice_zh: str = ""
    praise_en: str = ""
    praise_zh: str = ""
    formula: str = ""
    records_from: date | None = Field(default=None, sa_type=Day)
    owner: str = ""
    provider: str = ""
    scorer: str = ""
    aliases: str = ""


declare(
    "metric",
    others="owner",
    plain="no key unit direction grain title_en title_zh meaning aggregate minimum maximum minimum_step advice_en"
    " advice_zh praise_en praise_zh formula records_from provider scorer aliases",
)


def metric_number(connection: Connection, key: str) -> int:
    """Return the number of a metric that is known."""
    return int(connection.execute(sa.select(METRIC.c.no).where(METRIC.c.key == key)).scalar_one())


class SqlMetrics:
    """Metric definitions; one transaction reads them once, and again when it has changed them."""

    remembers = True

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[str, tuple[int, Metric]] = {}

    def get(self, key: str) -> Metric | None:
        """Return the metric, or None."""
        found = self._numbered().get(key)
        return found[1] if found else None

    def all(self) -> list[Metric]:
        """Return every metric by key."""
        return [metric for _, metric in self._numbered().values()]

    def numbers(self) -> dict[str, tuple[int, Metric]]:
        """Return every metric by key, with the number that wide tables carry."""
        return dict(self._numbered())

    def put(self, metrics: Sequence[Metric], *, fields: frozenset[str]) -> list[str]:
        """Store metrics by key; only ``fields`` of those that are known change.

        Returns:
            For each ``inserted``, ``corrected`` or ``unchanged``.
        """
        outcomes = []
        self._known = {}
        for metric in metrics:
            row = self._connection.execute(sa.select(METRIC).where(METRIC.c.key == metric.key)).first()
            values = _values(metric)
            if row is None:
                self._connection.execute(sa.insert(METRIC).values(values))
                outcomes.append("inserted")
                continue
            changed = {name: values[name] for name in values.keys() & fields if getattr(row, name) != values[name]}
            if changed:
                self._connection.execute(sa.update(METRIC).where(METRIC.c.no == row.no).values(changed))
            outcomes.append("corrected" if changed else "unchanged")
        return outcomes

    def _numbered(self) -> dict[str, tuple[int, Metric]]:
        if not self._known:
            self._known = {row.key: (row.no, _metric(row)) for row in self._connection.execute(_ALL)}
        return self._known


METRIC = SQLModel.metadata.tables["metric"]
_ALL = sa.select(METRIC).order_by(METRIC.c.key)
BOUNDS = ("minimum", "maximum", "minimum_step")


def _metric(row: Row[Any]) -> Metric:
    values = {name: value for name, value in row._mapping.items() if name != "no"}  # noqa: SLF001 - SQLAlchemy's public name
    for name in BOUNDS:
        values[name] = None if values[name] is None else Decimal(values[name])
    values["direction"], values["grain"] = Direction(row.direction), Grain(row.grain)
    values["aggregate"] = Aggregate(row.aggregate)
    return Metric(**values)


def _values(metric: Metric) -> dict[str, str | date | None]:
    values: dict[str, str | date | None] = {}
    for name in Metric.__slots__:
        value = getattr(metric, name)
        values[name] = value if value is None or isinstance(value, date) else str(value)
    return values
