"""What rules match: every rule asked in one pass over the deltas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import compress
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import numpy as np
import sqlalchemy as sa

from bot.figures.domain.delta import Changed
from bot.figures.domain.metric import Aggregate, Direction
from bot.kit.period import Grain, Period
from bot.rules.domain.candidate import AudienceMember, Candidate, Measure
from bot.rules.domain.condition import names as facts_of
from bot.rules.domain.expression import read
from bot.rules.domain.rule import Rule, Scope, Tone
from storage.column import scratch
from storage.database import EPOCH
from storage.figures.metric import METRIC as MEASURED
from storage.people.person_rows import PERSON as SUBJECT
from storage.people.person_rows import employed_on
from storage.rules.condition import COHORT, DELTA, METRIC, PEERS_BEFORE, PERSON, ROLE, SOURCES, UNIT_NAME, tables, where
from storage.rules.rule_rows import CHUNK

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection
    from sqlalchemy.sql.elements import ColumnElement
    from sqlalchemy.sql.selectable import FromClause

    from bot.rules.domain.condition import Node


_STAGED = sa.table("touched", sa.column("person_no"), sa.column("metric_no"), sa.column("start"))
# Kept with every signal, for the words, the cooldown and whoever asks why.
_CORE = (
    "value", "target", "attainment", "previous", "change", "change_pct", "streak", "n", "elapsed",
)  # fmt: skip
_OF_PEERS = frozenset({"beats_peers", "percentile"})
"""What is said beside the others: praise for it is held against their median as well."""
_SHORT = 100
"""Days; values of a longer span are found by reading all of them."""
_LENGTHS = {
    grain: timedelta(days=days)
    for grain, days in zip(Grain, (0, 6, 30, 91, 365), strict=True)  # day to year, beyond their first day
}
_BEFORE_FACTS = 8


class _Asking:
    """A rule on its way through the deltas: its condition as SQL, and the facts that its signals keep."""

    def __init__(self, rule: Rule, node: Node, condition: ColumnElement[bool]) -> None:
        self.rule = rule
        self.node = node
        named = facts_of(node)
        peers = {"peer_median"} if rule.tone is Tone.PRAISE and named & _OF_PEERS else set[str]()
        peers |= {PEERS_BEFORE} if peers and "own_best" in named else set()
        self.facts = tuple(sorted(named | set(_CORE) | peers))
        self.condition = condition
        self.fires = sa.and_(PERSON.c.kind == rule.scope.value, condition)


def _by_scope(asking: Sequence[_Asking]) -> Iterator[ColumnElement[bool]]:
    """Yield what makes a row worth fetching, so that its kind is looked at once and not for every rule."""
    for scope in Scope:
        conditions = [question.condition for question in asking if question.rule.scope is scope]
        if conditions:
            yield sa.and_(PERSON.c.kind == scope.value, sa.or_(*conditions))


def _fact(fact: str, asking: Sequence[_Asking]) -> ColumnElement[Any]:
    """Return a fact as a column; one that costs a look-up only where a rule that asks for it fires."""
    source = SOURCES[fact]
    if not source.cost:
        return source.column
    return sa.case((sa.or_(*(question.fires for question in asking if fact in question.facts)), source.column))


def _from(needed: frozenset[str], *, staged: bool) -> FromClause:
    tree: FromClause = DELTA
    if staged:
        same = (_STAGED.c[name] == DELTA.c[name] for name in ("person_no", "metric_no", "start"))
        tree = _STAGED.join(DELTA, sa.and_(*same))
    tree = tree.join(PERSON, PERSON.c.no == DELTA.c.person_no)
    if "metric" in needed:
        tree = tree.join(METRIC, METRIC.c.no == DELTA.c.metric_no)
    if "role" in needed:
        tree = tree.join(ROLE, ROLE.c.no == DELTA.c.role_no)
    if "cohort" in needed:
        same = (COHORT.c[name] == DELTA.c[name] for name in ("metric_no", "start", "role_no"))
        tree = tree.outerjoin(COHORT, sa.and_(*same))
    return tree


class SqlMatches:
    """What rules match among deltas.

    ``timezone`` stands in for people whose file says nothing.
    """

    def __init__(self, connection: Connection, *, timezone: str = "UTC") -> None:
        self._connection = connection
        self._timezone = timezone

    def stage(self, touched: Changed) -> None:
        """Name the deltas that the next :meth:`matches` looks at; a call replaces the one before."""
        number = np.arange(len(touched))
        columns = {"number": number, "person_no": touched.person, "metric_no": touched.metric, "start": touched.start}
        scratch(self._connection, _STAGED.name, columns)

    def matches(
        self, rules: Sequence[Rule], *, today: date, first: date | None = None, last: date | None = None
    ) -> list[Candidate]:
        """Return what fires before the gates, for the staged deltas, or for those whose values end in a span of days.

        All rules are asked in one pass over the deltas, so that a row is fetched and joined once. Who has left by
        ``today`` is left out.
        """
        if not rules:
            return []
        within: ColumnElement[bool] | None = None
        if first is not None and last is not None:
            within = DELTA.c.end.between(first, last)
            if (last - first).days < _SHORT:
                within = sa.and_(within, self._starts(first, last))
        return list(self._matches(rules, within, today=today))

    def _matches(
        self, rules: Sequence[Rule], within: ColumnElement[bool] | None, *, today: date
    ) -> Iterator[Candidate]:
        """Yield what fires among some deltas, the staged ones for None."""
        asking = [_Asking(rule, node, where(node)) for rule in rules for node in [read(rule.condition)]]
        facts = sorted({fact for question in asking for fact in question.facts})
        query = (
            sa.select(
                PERSON.c.id,
                PERSON.c.name,
                sa.func.coalesce(sa.func.nullif(PERSON.c.timezone, ""), self._timezone),
                UNIT_NAME,
                DELTA.c.metric_no,
                sa.type_coerce(DELTA.c.start, sa.Integer),
                sa.type_coerce(DELTA.c.end, sa.Integer),
                DELTA.c.revision,
                *(_fact(fact, asking) for fact in facts),
                *(question.fires for question in asking),
            )
            .select_from(
                _from(frozenset().union(*(tables(question.node) for question in asking)), staged=within is None)
            )
            .where(
                DELTA.c.value.is_not(None),
                employed_on(PERSON, today),
                sa.or_(*_by_scope(asking)),
            )
        )
        if within is not None:
            query = query.where(within)
        yield from self._candidates(asking, facts, query)

    def _starts(self, first: date, last: date) -> ColumnElement[bool]:
        """Say where values that end in a short span can begin, so that the index by metric and start finds them."""
        by_grain: dict[Grain, list[int]] = {}
        for row in self._connection.execute(sa.select(MEASURED.c.no, MEASURED.c.grain)):
            by_grain.setdefault(Grain(row.grain), []).append(row.no)
        return sa.or_(
            sa.false(),
            *(
                sa.and_(DELTA.c.metric_no.in_(numbers), DELTA.c.start.between(first - _LENGTHS[grain], last))
                for grain, numbers in by_grain.items()
            ),
        )

    def _candidates(
        self, asking: Sequence[_Asking], facts: Sequence[str], query: sa.Select[Any]
    ) -> Iterator[Candidate]:
        metrics = {
            row.no: Measure(
                row.key,
                Direction(row.direction).sign,
                Aggregate(row.aggregate),
                float(row.minimum_step or 0),
                Grain(row.grain),
            )
            for row in self._connection.execute(sa.select(MEASURED))
        }
        units = self._units()
        places = {fact: _BEFORE_FACTS + number for number, fact in enumerate(facts)}
        plans = [
            (question.rule, question.facts, itemgetter(*(places[fact] for fact in question.facts)))
            for question in asking
        ]
        # What many rows share is made once: a month's close can give a million.
        periods: dict[tuple[int, int], Period] = {}
        people: dict[str, AudienceMember] = {}
        for row in self._connection.execute(query):
            subject, name, timezone, unit, metric_no, start, end, revision = row[:_BEFORE_FACTS]
            period = periods.get((start, end))
            if period is None:
                period = periods[start, end] = Period(EPOCH + timedelta(days=start), EPOCH + timedelta(days=end))
            about = people.get(subject)
            if about is None:
                names = frozenset((subject, name))
                about = people[subject] = AudienceMember(subject, timezone, names, units_above(unit, units))
            measure = metrics[metric_no]
            for rule, known, values in compress(plans, row[_BEFORE_FACTS + len(facts) :]):
                yield Candidate(rule, about, measure, period, revision, known, values(row))

    def _units(self) -> dict[str, tuple[str, str, str]]:
        """Return every unit, by id and by name: its id, its name, and the name of the unit it belongs to."""
        query = sa.select(PERSON.c.id, PERSON.c.name, UNIT_NAME).where(PERSON.c.kind == Scope.UNIT.value)
        rows = [(row[0], row[1], row[2]) for row in self._connection.execute(query)]
        return {row[1]: row for row in rows} | {row[0]: row for row in rows}

    def matching(
        self, rules: Sequence[Rule], values: Sequence[tuple[str, str, date]], *, today: date
    ) -> list[Candidate]:
        """Return what fires before the gates for some values, by person, metric and first day.

        Nothing is staged: whoever only looks at a team writes nothing.
        """
        if not rules or not values:
            return []
        wanted = set(values)
        people = sorted(self._numbers(SUBJECT, (person for person, _, _ in values)).values())
        days = DELTA.c.start.between(min(start for _, _, start in values), max(start for _, _, start in values))
        return [
            match
            for at in range(0, len(people), CHUNK)
            for match in self._matches(
                rules, sa.and_(DELTA.c.person_no.in_(people[at : at + CHUNK]), days), today=today
            )
            if (match.subject_id, match.metric, match.period.start) in wanted
        ]

    def _numbers(self, table: sa.Table, ids: Iterable[str]) -> dict[str, int]:
        wanted = sorted(set(ids))
        if len(wanted) > CHUNK:
            return {row.id: row.no for row in self._connection.execute(sa.select(table.c.id, table.c.no))}
        query = sa.select(table.c.id, table.c.no).where(table.c.id.in_(wanted))
        return {row.id: row.no for row in self._connection.execute(query)}


def units_above(unit: str, units: Mapping[str, tuple[str, str, str]]) -> frozenset[str]:
    """Return the ids and names of the units above somebody, the unit of the unit included, however deep."""
    found: set[str] = set()
    while unit and unit not in found:
        found.add(unit)
        row = units.get(unit)
        if row is None:
            break
        found |= set(row[:2])
        unit = row[2] if row[2] not in row[:2] else ""
    return frozenset(found)
