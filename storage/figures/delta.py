"""Deltas and peer groups as kept: derived from readings and targets, and rebuildable from them."""

# Long because it has the three tables of deltas and each way to read them.

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.figures.domain.delta import Changed, Delta, Flag, Peers, others_median
from bot.kit.exact import rounded
from bot.kit.period import Period
from storage.column import fill
from storage.database import Day
from storage.figures.metric import METRIC
from storage.figures.reading import READING
from storage.inventory import declare
from storage.people.person_rows import PERSON

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy.engine import Connection

ENOUGH = 5
"""Below so many others nothing is said about peers."""

_PAGE = 5_000
_SOME = 500
Tallied = tuple[str, str, date, float, float | None]
"""Person, metric, first day, value and target."""


class DeltaRow(SQLModel, table=True):
    """What can be said about one value; NULL where it cannot.

    ``revision`` counts restatements: it grows when a value that had already been compared was corrected.
    """

    __tablename__ = "delta"
    __table_args__ = (
        sa.Index("ix_delta_metric_start", "metric_no", "start"),
        {"sqlite_with_rowid": False},
    )
    person_no: int = Field(primary_key=True)
    metric_no: int = Field(primary_key=True)
    start: date = Field(primary_key=True, sa_type=Day)
    end: date = Field(sa_type=Day)
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    target: float | None = None
    target_full: float | None = None
    attainment: float | None = None
    previous: float | None = None
    change: float | None = None
    change_pct: float | None = None
    baseline_n: int = 0
    baseline_median: float | None = None
    baseline_mad: float | None = None
    z: float | None = None
    year_ago: float | None = None
    year_ago_change: float | None = None
    year_ago_change_pct: float | None = None
    streak: int = 0
    flags: int = 0
    elapsed: float = 1.0
    role_no: int
    revision: int = 0


declare(
    "delta",
    whose="person_no",
    kinds={"deltas": "person_no"},
    own="start end value numerator denominator target target_full attainment previous change change_pct baseline_n"
    " baseline_median baseline_mad z year_ago year_ago_change year_ago_change_pct streak flags elapsed revision",
    plain="metric_no role_no",
)


class PendingRow(SQLModel, table=True):
    """A delta that changed and that no rule has been asked about yet: an import only stores and computes."""

    __tablename__ = "pending"
    no: int | None = Field(default=None, primary_key=True)
    person_no: int
    metric_no: int
    start: date = Field(sa_type=Day)


declare(
    "pending",
    whose="person_no",
    withheld={"start": "the day of a figure that stands among the readings, until the rules were asked about it"},
    plain="no metric_no",
)


class CohortRow(SQLModel, table=True):
    """A peer group in one period: how many, and the three values in the middle.

    With ``low``, ``middle`` and ``high`` around the centre of the sorted values, the median of everybody but oneself
    follows without reading the group again. Percentiles are looked up in the readings when words are written.
    """

    __tablename__ = "cohort"
    __table_args__ = ({"sqlite_with_rowid": False},)
    metric_no: int = Field(primary_key=True)
    start: date = Field(primary_key=True, sa_type=Day)
    role_no: int = Field(primary_key=True)
    n: int
    low: float
    middle: float
    high: float


declare("cohort", plain="metric_no start role_no n low middle high")


DELTA, COHORT, PENDING = (SQLModel.metadata.tables[name] for name in ("delta", "cohort", "pending"))
_KEY = (DELTA.c.person_no, DELTA.c.metric_no, DELTA.c.start)
_GROUP = (DELTA.c.metric_no, DELTA.c.start, DELTA.c.role_no)
_FACTS = [
    column for column in DELTA.c if column.key not in {"person_no", "metric_no", "start", "end", "role_no", "flags"}
]


class SqlDeltas:
    """Deltas as stored; peers are looked up when read."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def defer(self, touched: Changed) -> None:
        """Note deltas that changed for the next time that rules are asked."""
        columns = {"person_no": touched.person, "metric_no": touched.metric, "start": touched.start}
        if len(touched):
            fill(self._connection, PENDING.name, columns)

    def deferred(self) -> Changed:
        """Take the deltas noted by :meth:`defer`: whoever takes them asks the rules in the same transaction."""
        query = sa.delete(PENDING).returning(
            PENDING.c.person_no, PENDING.c.metric_no, sa.type_coerce(PENDING.c.start, sa.Integer)
        )
        return Changed.of(tuple(row) for row in self._connection.execute(query))

    def get(self, person_id: str, metric: str, period: Period) -> Delta | None:
        """Return one delta with its peers."""
        given = {"one": person_id, "metric": metric, "start": period.start}
        return next(iter(self._few(_few(*_THESE.values()), given)), None)

    def latest(self, person_id: str) -> list[Delta]:
        """Return a person's newest delta per metric, with peers."""
        return self._few(_latest(within=False), {"some": [person_id]})

    def of(self, person_ids: Sequence[str], *, within: Period | None = None) -> list[Delta]:
        """Return the newest delta of each person and metric, with peers; of those that begin within some days only."""
        days = {"first": within.start, "last": within.end} if within else {}
        return [
            delta
            for at in range(0, len(person_ids), _SOME)
            for delta in self._few(_latest(within=within is not None), days | {"some": person_ids[at : at + _SOME]})
        ]

    def tally(self, person_ids: Sequence[str], *, before: date, within: Period | None = None) -> list[Tallied]:
        """Return person, metric, start, value and target of the newest deltas whose days are over on a day."""
        days = {"before": before} | ({"first": within.start, "last": within.end} if within else {})
        found: list[Tallied] = []
        for at in range(0, len(person_ids), _SOME):
            query = _tally(within=within is not None)
            rows = self._connection.execute(query, days | {"some": person_ids[at : at + _SOME]})
            found += [(row.id, row.key, row.start, row.value, row.target) for row in rows]
        return found

    def past(self, person_ids: Sequence[str], metrics: Sequence[str], *, within: Period) -> list[Delta]:
        """Return the deltas of some people and metrics that begin within some days, each series oldest first.

        Of peers their number and median are known, not one's place among them: that is what takes long to count.
        """
        given = {"keys": metrics, "first": within.start, "last": within.end}
        return [
            _delta(row, _group(row))
            for at in range(0, len(person_ids), _SOME)
            for row in self._connection.execute(_past(), given | {"some": person_ids[at : at + _SOME]})
        ]

    def find(
        self, *, person_id: str | None = None, metric: str | None = None, start: date | None = None
    ) -> Iterator[Delta]:
        """Yield the deltas that match, by person, metric and period, with peers; a page at a time is in memory."""
        asked = {"one": person_id, "metric": metric, "start": start}
        given = {name: value for name, value in asked.items() if value is not None}
        chosen = [_THESE[name] for name in given]
        if person_id is not None:
            yield from self._few(_few(*chosen), given)
            return
        groups: dict[tuple[Any, ...], list[float]] = {}
        behind: tuple[sa.ColumnElement[bool], ...] = ()
        while rows := self._connection.execute(_select(*chosen, *behind).limit(_PAGE), given).all():
            for row in rows:
                yield _delta(row, self._peers(row, groups))
            last = [sa.bindparam(None, row, type_=key.type) for row, key in zip(rows[-1][:3], _KEY, strict=True)]
            behind = (sa.tuple_(*_KEY) > sa.tuple_(*last),)

    def _few(self, statement: sa.Select[Any], given: Mapping[str, Any]) -> list[Delta]:
        """Return the deltas of a statement of :func:`_few`."""
        return [_delta(row, _peers(row, row.lower, row.equal)) for row in self._connection.execute(statement, given)]

    def _peers(self, row: sa.Row[Any], groups: dict[tuple[Any, ...], list[float]]) -> Peers:
        """Look a value up among its peers' values, which are read once per group."""
        if row.n is None or row.value is None:
            return _peers(row, 0, 0)
        group = (row.metric_no, row.start, row.role_no)
        if group not in groups:
            same = (READING.c[key.name] == value for key, value in zip(_GROUP, group, strict=True))
            found = self._connection.execute(sa.select(READING.c.value).where(*same).order_by(READING.c.value))
            groups[group] = list(found.scalars())
        values = groups[group]
        lower = bisect_left(values, row.value)
        return _peers(row, lower, bisect_right(values, row.value) - lower)


_THESE: dict[str, sa.ColumnElement[bool]] = {
    "one": PERSON.c.id == sa.bindparam("one", type_=sa.String),
    "metric": METRIC.c.key == sa.bindparam("metric", type_=sa.String),
    "start": DELTA.c.start == sa.bindparam("start", type_=Day),
}
_OF_SOME = PERSON.c.id.in_(sa.bindparam("some", expanding=True, type_=sa.String))


@cache
def _few(*chosen: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """Select deltas whose peers are counted in the index, one group after another; each statement is built once."""
    group = tuple(READING.c[key.name] == key for key in _GROUP)
    lower, equal = (
        sa.select(sa.func.count()).where(*group, than).scalar_subquery()
        for than in (READING.c.value < DELTA.c.value, READING.c.value == DELTA.c.value)
    )
    return _select(*chosen).add_columns(lower.label("lower"), equal.label("equal"))


@cache
def _latest(*, within: bool) -> sa.Select[Any]:
    return _few(_OF_SOME, DELTA.c.start == _newest(within=within))


@cache
def _tally(*, within: bool) -> sa.Select[Any]:
    return (
        sa.select(PERSON.c.id, METRIC.c.key, DELTA.c.start, DELTA.c.value, DELTA.c.target)
        .join(PERSON, PERSON.c.no == DELTA.c.person_no)
        .join(METRIC, METRIC.c.no == DELTA.c.metric_no)
        .where(_OF_SOME, DELTA.c.value.is_not(None), DELTA.c.start == _newest(within=within, over=True))
    )


@cache
def _past() -> sa.Select[Any]:
    return _select(
        _OF_SOME,
        METRIC.c.key.in_(sa.bindparam("keys", expanding=True, type_=sa.String)),
        DELTA.c.start >= sa.bindparam("first", type_=Day),
        DELTA.c.start <= sa.bindparam("last", type_=Day),
    )


def _newest(*, within: bool, over: bool = False) -> sa.ScalarSelect[Any]:
    """Choose the newest delta of each series; of those that begin within some days, or are over on a day."""
    other = DELTA.alias("other")
    same = [other.c.person_no == DELTA.c.person_no, other.c.metric_no == DELTA.c.metric_no]
    if within:
        same += [other.c.start >= sa.bindparam("first", type_=Day), other.c.start <= sa.bindparam("last", type_=Day)]
    if over:
        same.append(other.c.end < sa.bindparam("before", type_=Day))
    return sa.select(sa.func.max(other.c.start)).where(*same).scalar_subquery()


def _select(*chosen: sa.ColumnElement[bool]) -> sa.Select[Any]:
    same_group = sa.and_(*(COHORT.c[key.name] == key for key in _GROUP))
    return (
        sa.select(*_KEY, DELTA, PERSON.c.id, METRIC.c.key, COHORT.c.n, COHORT.c.low, COHORT.c.middle, COHORT.c.high)
        .join(PERSON, PERSON.c.no == DELTA.c.person_no)
        .join(METRIC, METRIC.c.no == DELTA.c.metric_no)
        .outerjoin(COHORT, same_group)
        .where(*chosen)
        .order_by(*_KEY)
    )


def _peers(row: sa.Row[Any], lower: int, equal: int) -> Peers:
    """Take oneself out of the group: its size, its median, and one of those with an equal value."""
    group = _group(row)
    if group.median is None or row.value is None:
        return group
    return replace(group, percentile=rounded((lower + (equal - 1) / 2) / group.n))


def _group(row: sa.Row[Any]) -> Peers:
    """Take oneself out of the group: its size and its median."""
    known = row.value is not None
    n = max((row.n or 0) - known, 0)
    if n < ENOUGH:
        return Peers(n, None, None)
    return Peers(n, others_median(row.value, row.n, row.low, row.middle, row.high) if known else row.middle, None)


def _delta(row: sa.Row[Any], peers: Peers) -> Delta:
    facts = {column.key: getattr(row, column.key) for column in _FACTS}
    flags = Flag(row.flags) | (Flag.PEER_GROUP_TOO_SMALL if peers.n < ENOUGH else Flag(0))
    return Delta(row.id, row.key, Period(row.start, row.end), flags=flags, peers=peers, **facts)
