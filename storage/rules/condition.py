"""Conditions as SQL: a whitelisted expression becomes a WHERE over deltas and what belongs to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, assert_never

import sqlalchemy as sa
from sqlmodel import SQLModel

import storage.figures.delta
import storage.figures.metric
import storage.figures.reading
import storage.people.person_rows  # noqa: F401 - each registers its tables
from bot.figures.domain.delta import Flag
from bot.figures.domain.metric import Direction
from bot.rules.domain.condition import Compare, Every, FactName, Holds, MemberTerm, Node, Not, Some, names, plain

if TYPE_CHECKING:
    from sqlalchemy.sql.elements import ColumnElement

DELTA = SQLModel.metadata.tables["delta"].alias("d")
PERSON = SQLModel.metadata.tables["person"].alias("p")
METRIC = SQLModel.metadata.tables["metric"].alias("m")
ROLE = SQLModel.metadata.tables["role"].alias("r")
COHORT = SQLModel.metadata.tables["cohort"].alias("c")
_READING = SQLModel.metadata.tables["reading"].alias("peer")
_EARLIER = SQLModel.metadata.tables["delta"].alias("earlier")
_COHORT_BEFORE = SQLModel.metadata.tables["cohort"].alias("before")

UNIT_NAME = sa.func.coalesce(sa.func.nullif(PERSON.c.unit, ""), PERSON.c.department)
"""The unit one belongs to: the department when none is given."""

PEERS_BEFORE = "peer_median_before"
"""What praise for one's own best is held against; no word of a rule."""
_FEWEST_PEERS = 5
_LOOK_BACK = 12


@dataclass(frozen=True, slots=True)
class FactSource:
    """A fact as a column: which tables it needs beside the delta, and what it costs (a look-up of other rows is 1)."""

    column: ColumnElement[Any]
    tables: frozenset[str] = frozenset()
    cost: int = 0


def _sources() -> dict[str, FactSource]:
    delta, metric, cohort = DELTA.c, METRIC.c, COHORT.c
    sign = sa.case((metric.direction == Direction.LOWER.value, -1), else_=1)
    better = sign * delta.value
    m, c, n = frozenset({"metric"}), frozenset({"cohort"}), cohort.n - 1
    median = sa.case(
        (n < _FEWEST_PEERS, None),
        (cohort.n % 2 == 1, _middle_of_even(delta.value)),
        (delta.value <= cohort.low, cohort.high),
        else_=cohort.low,
    )
    plain_columns = (
        "value", "target", "target_full", "attainment", "previous", "change", "change_pct", "z", "baseline_median",
        "baseline_n", "year_ago", "year_ago_change", "year_ago_change_pct", "streak", "elapsed",
    )  # fmt: skip
    return {
        **{name: FactSource(delta[name]) for name in plain_columns},
        "n": FactSource(delta.denominator),
        "complete": FactSource(sa.or_(delta.flags.op("&")(Flag.PARTIAL_PERIOD.value) == 0, delta.elapsed >= 1)),
        "gain": FactSource(sign * delta.change, m),
        "gain_pct": FactSource(sign * delta.change_pct, m),
        "good_streak": FactSource(sign * delta.streak, m),
        "peer_n": FactSource(n, c),
        "peer_median": FactSource(median, c),
        PEERS_BEFORE: FactSource(_median_before(), cost=1),
        "beats_peers": FactSource(better > sign * median, m | c),
        "percentile": FactSource(_percentile(), c, cost=1),
        "own_best": FactSource(better > _best_before(sign), m, cost=1),
        "metric": FactSource(metric.key, m),
        "measure": FactSource(metric.unit, m),
        "grain": FactSource(metric.grain, m),
        "unit": FactSource(UNIT_NAME),
        "department": FactSource(PERSON.c.department),
        "kind": FactSource(PERSON.c.kind),
        "role": FactSource(ROLE.c.name, frozenset({"role"})),
    }


def _middle_of_even(value: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return the median of the others in a group of odd size: what is left has two values in the middle."""
    cohort = COHORT.c
    mean = sa.case(
        (value < cohort.middle, cohort.middle + cohort.high),
        (value > cohort.middle, cohort.low + cohort.middle),
        else_=cohort.low + cohort.high,
    )
    # To 12 decimals, as every stored fact: half of 0.7 + 0.1 is 0.4, and 0.4 does not beat it.
    return sa.cast(sa.func.round(sa.cast(mean / 2.0, sa.Numeric), 12), sa.Float(53))


def _percentile() -> ColumnElement[Any]:
    """Count over the cohort's index: the share of the others strictly lower, plus half of the ties."""
    peer = _READING.c
    below = sa.func.sum(sa.case((peer.value < DELTA.c.value, 2), (peer.value == DELTA.c.value, 1), else_=0))
    counted = (
        sa.select((below - 1) / sa.cast(2 * (sa.func.count() - 1), sa.Float))
        .where(
            peer.metric_no == DELTA.c.metric_no, peer.start == DELTA.c.start, peer.role_no == DELTA.c.role_no,
        )
        .scalar_subquery()
    )  # fmt: skip
    return sa.case((COHORT.c.n - 1 >= _FEWEST_PEERS, counted))


def _median_before() -> ColumnElement[Any]:
    """Return the median of the role in the newest earlier period of which there is one, of five people at least."""
    before = _COHORT_BEFORE.c
    return (
        sa.select(before.middle)
        .where(
            before.metric_no == DELTA.c.metric_no,
            before.role_no == DELTA.c.role_no,
            before.start < DELTA.c.start,
            before.n >= _FEWEST_PEERS,
        )
        .order_by(before.start.desc())
        .limit(1)
        .correlate(DELTA)
        .scalar_subquery()
    )


def _best_before(sign: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return the best, in the good direction, of up to 12 earlier values; NULL when there is none."""
    earlier = _EARLIER.c
    last = (
        sa.select((sign * earlier.value).label("better"))
        .where(
            earlier.person_no == DELTA.c.person_no,
            earlier.metric_no == DELTA.c.metric_no,
            earlier.start < DELTA.c.start,
            earlier.value.is_not(None),
        )
        .order_by(earlier.start.desc())
        .limit(_LOOK_BACK)
        .correlate(DELTA, METRIC)
        .subquery()
    )
    return sa.select(sa.func.max(last.c.better)).correlate(DELTA, METRIC).scalar_subquery()


SOURCES: dict[str, FactSource] = _sources()
"""Every fact by its English name."""


def tables(node: Node) -> frozenset[str]:
    """Return the tables a condition needs beside the delta and its person: of ``metric``, ``role``, ``cohort``."""
    return frozenset(table for name in names(node) for table in SOURCES[name].tables)


def where(node: Node) -> ColumnElement[bool]:
    """Return the condition as SQL; NULL facts make it NULL, which is not true, as ``evaluate`` has it.

    Parts that cost a look-up come last, so that the cheap ones spare it.
    """
    match node:
        case Compare(fact, sign, other):
            right = SOURCES[other.fact].column if isinstance(other, FactName) else sa.literal(plain(other))
            return SOURCES[fact].column.op(sign if sign != "==" else "=", is_comparison=True)(right)
        case MemberTerm(fact, values):
            return SOURCES[fact].column.in_([plain(value) for value in values])
        case Holds(fact):
            return sa.type_coerce(SOURCES[fact].column, sa.Boolean).self_group()
        case Not(part):
            return sa.not_(where(part).self_group())
        case Every(parts):
            return sa.and_(*map(where, sorted(parts, key=_cost)))
        case Some(parts):
            return sa.or_(*map(where, sorted(parts, key=_cost)))
        case _:
            assert_never(node)


def _cost(node: Node) -> int:
    return max(SOURCES[name].cost for name in names(node))
