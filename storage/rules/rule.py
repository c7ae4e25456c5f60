"""Rules and the signals they gave, as kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from itertools import compress
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import numpy as np
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import Field, SQLModel

from bot.figures.domain.delta import Changed
from bot.figures.domain.metric import Aggregate, Direction
from bot.kit.period import Grain, Period
from bot.rules.domain.condition import names as facts_of
from bot.rules.domain.expression import read
from bot.rules.domain.gate import About, Candidate, Measure, Past
from bot.rules.domain.rule import Audience, Cadence, Rule, Scope, Signal, Silence, Tone
from storage.column import scratch
from storage.database import EPOCH, Day, UtcDateTime
from storage.feedback.feedback import unspoken
from storage.inventory import declare
from storage.people.person_rows import employed_on
from storage.rules.condition import COHORT, DELTA, METRIC, PERSON, ROLE, SOURCES, UNIT_NAME, tables, where

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection
    from sqlalchemy.sql.elements import ColumnElement
    from sqlalchemy.sql.selectable import FromClause

    from bot.rules.domain.condition import Node


class RuleRow(SQLModel, table=True):
    """One version of a rule; the highest version of a key counts."""

    __tablename__ = "rule"
    key: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    title_en: str
    title_zh: str
    scope: str
    condition: str
    audience: str
    tone: str
    cadence: str
    cooldown_days: int
    minimum_n: int
    material: bool
    review: bool
    enabled: bool
    tested: bool = Field(default=False, sa_column_kwargs={"server_default": sa.false()})
    suppresses: str = ""
    author: str = ""
    created_at: datetime = Field(sa_type=UtcDateTime)


declare(
    "rule",
    others="author",
    plain="key version title_en title_zh scope condition audience tone cadence cooldown_days minimum_n material review"
    " enabled tested suppresses created_at",
)


class SignalRow(SQLModel, table=True):
    """A rule that fired. The key is unique, so the same cause gives one signal however often it is asked."""

    __tablename__ = "signal"
    __table_args__ = (sa.Index("ix_signal_subject", "subject_no", "rule", "fired_at"),)
    no: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    rule: str
    rule_version: int
    subject_no: int
    metric_no: int
    start: date = Field(sa_type=Day)
    end: date = Field(sa_type=Day)
    revision: int
    audience: str
    tone: str
    review: bool
    facts: str
    fired_at: datetime = Field(sa_type=UtcDateTime)
    silenced: str = ""


declare(
    "signal",
    whose="subject_no",
    kinds={"signals": "subject_no"},
    own="rule start end fired_at silenced",
    withheld={"key facts": "what colleagues' values are, beside figures that stand among the comparisons"},
    plain="no rule_version metric_no revision audience tone review",
)


RULE = SQLModel.metadata.tables["rule"]
SIGNAL = SQLModel.metadata.tables["signal"]
_SUBJECT = SQLModel.metadata.tables["person"]
_METRIC = SQLModel.metadata.tables["metric"]

_STAGED = sa.table("touched", sa.column("person_no"), sa.column("metric_no"), sa.column("start"))
# Kept with every signal, for the words, the cooldown and whoever asks why.
_CORE = (
    "value", "target", "attainment", "previous", "change", "change_pct", "streak", "n", "elapsed",
)  # fmt: skip
_CHUNK = 500
_SHORT = 100
"""Days; values of a longer span are found by reading all of them."""
_LENGTHS = {
    grain: timedelta(days=days)
    for grain, days in zip(Grain, (0, 6, 30, 91, 365), strict=True)  # day to year, beyond their first day
}
_BEFORE_FACTS = 8


class SqlRules:
    """Rules in their versions, what they match, and the signals they gave.

    ``timezone`` stands in for people whose file says nothing.
    """

    remembers = True

    def __init__(self, connection: Connection, *, timezone: str = "UTC") -> None:
        self._connection = connection
        self._timezone = timezone
        self._newest: list[Rule] = []

    # Rules.

    def all(self) -> list[Rule]:
        """Return the newest version of every rule, also of those switched off, by key."""
        if not self._newest:
            self._newest = [_rule(row) for row in self._connection.execute(_newest())]
        return list(self._newest)

    def active(self) -> list[Rule]:
        """Return the newest version of every enabled rule, by key."""
        return [rule for rule in self.all() if rule.enabled]

    def versions(self, key: str) -> list[tuple[Rule, str, datetime]]:
        """Return every version of a rule, newest first, each with who wrote it and when."""
        query = sa.select(RULE).where(RULE.c.key == key).order_by(RULE.c.version.desc())
        return [(_rule(row), row.author, row.created_at) for row in self._connection.execute(query)]

    def save(self, rule: Rule, *, author: str, at: datetime) -> Rule:
        """Store a rule as the next version of its key; earlier ones stay."""
        self._newest = []
        newest = self._connection.execute(sa.select(sa.func.max(RULE.c.version)).where(RULE.c.key == rule.key)).scalar()
        saved = replace(rule, version=(newest or 0) + 1)
        values = {name: getattr(saved, name) for name in RULE.c.keys() if hasattr(saved, name)}  # noqa: SIM118 - columns
        values |= {"suppresses": " ".join(saved.suppresses), "author": author, "created_at": at}
        self._connection.execute(sa.insert(RULE).values(values))
        return saved

    def tested(self, key: str, version: int) -> None:
        """Note that an admin has seen what a version would have done."""
        self._newest = []
        mine = sa.and_(RULE.c.key == key, RULE.c.version == version)
        self._connection.execute(sa.update(RULE).where(mine).values(tested=True))

    def seed(self, rules: Iterable[Rule], *, author: str, at: datetime) -> bool:
        """Store the first rules when there are none at all; say whether it did.

        Of two processes that start on a new database, the second waits for the first and finds the rules there.
        """
        if self._connection.dialect.name == "postgresql":
            self._connection.execute(sa.text("lock table rule in share row exclusive mode"))
        if self._connection.execute(sa.select(RULE.c.key).limit(1)).first():
            return False
        for rule in rules:
            self.save(rule, author=author, at=at)
        return True

    # What they match.

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
        facts = sorted({fact for one in asking for fact in one.facts})
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
                *(one.fires for one in asking),
            )
            .select_from(_from(frozenset().union(*(tables(one.node) for one in asking)), staged=within is None))
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
        for row in self._connection.execute(sa.select(_METRIC.c.no, _METRIC.c.grain)):
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
                row.key, Direction(row.direction).sign, Aggregate(row.aggregate), float(row.minimum_step or 0)
            )
            for row in self._connection.execute(sa.select(_METRIC))
        }
        units = self._units()
        places = {fact: _BEFORE_FACTS + number for number, fact in enumerate(facts)}
        plans = [(one.rule, one.facts, itemgetter(*(places[fact] for fact in one.facts))) for one in asking]
        # What many rows share is made once: a month's close can give a million.
        periods: dict[tuple[int, int], Period] = {}
        people: dict[str, About] = {}
        for row in self._connection.execute(query):
            subject, name, timezone, unit, metric_no, start, end, revision = row[:_BEFORE_FACTS]
            period = periods.get((start, end))
            if period is None:
                period = periods[start, end] = Period(EPOCH + timedelta(days=start), EPOCH + timedelta(days=end))
            about = people.get(subject)
            if about is None:
                names = frozenset((subject, name))
                about = people[subject] = About(subject, timezone, names, _above(unit, units))
            measure = metrics[metric_no]
            for rule, known, values in compress(plans, row[_BEFORE_FACTS + len(facts) :]):
                yield Candidate(rule, about, measure, period, revision, known, values(row))

    def _units(self) -> dict[str, tuple[str, str, str]]:
        """Return every unit, by id and by name: its id, its name, and the name of the unit it belongs to."""
        query = sa.select(PERSON.c.id, PERSON.c.name, UNIT_NAME).where(PERSON.c.kind == Scope.UNIT.value)
        rows = [(row[0], row[1], row[2]) for row in self._connection.execute(query)]
        return {row[1]: row for row in rows} | {row[0]: row for row in rows}

    # Signals.

    def past(self, rules: Sequence[Rule], candidates: Sequence[Candidate], *, at: datetime) -> Past:
        """Return what the gates have to know of what was heard before an instant: as far back as a cooldown reaches.

        What was to be said, and ended before its words were sent, was not heard.
        """
        longest = max((rule.cooldown_days for rule in rules), default=0)
        since = at - timedelta(days=max(longest, 1))
        starts = {one.period.start for one in candidates if one.rule.tone is Tone.PRAISE}
        lately = sa.and_(SIGNAL.c.silenced == "", SIGNAL.c.fired_at > since)
        praise = sa.and_(SIGNAL.c.silenced == "", SIGNAL.c.tone == Tone.PRAISE.value, SIGNAL.c.start.in_(starts))
        past = Past()
        subjects = {one.subject_id for one in candidates}
        few = sorted(subjects) if len(subjects) <= _CHUNK else None
        heard = self._signals(sa.or_(lately, praise), subjects=few)
        unsent = unspoken(self._connection, heard)
        for signal in heard:
            if signal.no not in unsent:
                past.add(signal)
        suppressing = {rule.key: frozenset(rule.suppresses) for rule in rules if rule.suppresses}
        units = {row[0]: frozenset(row[:2]) for row in self._units().values()}
        alarms = self._signals(lately, SIGNAL.c.rule.in_(suppressing)) if suppressing else []
        unsent = unspoken(self._connection, alarms)
        for signal in alarms:
            if signal.subject_id in units and signal.no not in unsent:
                past.alarms.append((units[signal.subject_id], suppressing[signal.rule], signal))
        return past

    def record(self, signals: Sequence[Signal]) -> list[Signal]:
        """Store signals whose key is new, silenced ones too; return those, with their numbers."""
        people = self._numbers(_SUBJECT, (one.subject_id for one in signals))
        metrics = {row.key: row.no for row in self._connection.execute(sa.select(_METRIC.c.key, _METRIC.c.no))}
        numbers: dict[str, int] = {}
        rows = [
            {
                "key": one.key,
                "rule": one.rule,
                "rule_version": one.rule_version,
                "subject_no": people[one.subject_id],
                "metric_no": metrics[one.metric],
                "start": one.period.start,
                "end": one.period.end,
                "revision": one.revision,
                "audience": one.audience.value,
                "tone": one.tone.value,
                "review": one.review,
                "facts": json.dumps(one.facts, ensure_ascii=False, separators=(",", ":")),
                "fired_at": one.fired_at,
                "silenced": one.silenced.value if one.silenced else "",
            }
            for one in signals
        ]
        insert = sqlite_insert if self._connection.dialect.name == "sqlite" else postgresql_insert
        statement = insert(SIGNAL).on_conflict_do_nothing(index_elements=["key"]).returning(SIGNAL.c.no, SIGNAL.c.key)
        if rows:
            numbers = {row.key: row.no for row in self._connection.execute(statement, rows)}
        return [replace(one, no=numbers[one.key]) for one in signals if one.key in numbers]

    def known(self, keys: Sequence[str]) -> set[str]:
        """Return which of the keys have a signal already."""
        return {
            row.key
            for at in range(0, len(keys), _CHUNK)
            for row in self._connection.execute(sa.select(SIGNAL.c.key).where(SIGNAL.c.key.in_(keys[at : at + _CHUNK])))
        }

    def explain_away(self, alert: Signal, rules: Sequence[Rule], *, since: datetime) -> int:
        """Silence what rules have said of an alert's members since an instant; return how many that were.

        As in the gates, a rule about any metric is silenced only for the alert's own.

        The words of those signals may still be waiting: whoever writes them looks at ``silenced`` once more.
        """
        members = self._members(alert.subject_id)
        touching = sa.and_(SIGNAL.c.start <= alert.period.end, SIGNAL.c.end >= alert.period.start)
        metric = sa.select(_METRIC.c.no).where(_METRIC.c.key == alert.metric).scalar_subquery()
        own = [rule.key for rule in rules if "metric" in facts_of(read(rule.condition))]
        about = sa.or_(SIGNAL.c.rule.in_(own), SIGNAL.c.metric_no == metric)
        done = self._connection.execute(
            sa.update(SIGNAL)
            .where(
                SIGNAL.c.silenced == "",
                SIGNAL.c.fired_at >= since,
                SIGNAL.c.rule.in_([rule.key for rule in rules]),
                about,
                SIGNAL.c.subject_no.in_(members),
                touching,
            )
            .values(silenced=Silence.EXPLAINED.value)
        )
        return done.rowcount

    def silence(self, numbers: Iterable[int], why: Silence) -> None:
        """Silence signals whose words are not sent to whom they are for."""
        mine = list(numbers)
        for at in range(0, len(mine), _CHUNK):
            some = SIGNAL.c.no.in_(mine[at : at + _CHUNK])
            self._connection.execute(sa.update(SIGNAL).where(some).values(silenced=why.value))

    def holding(self, signals: Sequence[Signal], *, today: date) -> set[int]:
        """Return the numbers of the signals whose rule, if it is on, still holds for the value as it is now."""
        keys = {one.rule for one in signals}
        asked = [rule for rule in self.active() if rule.key in keys]
        if not asked:
            return set()
        values = [(one.subject_id, one.metric, one.period.start) for one in signals]
        found = {
            (one.rule.key, one.subject_id, one.metric, one.period.start)
            for one in self.matching(asked, values, today=today)
        }
        return {one.no for one in signals if (one.rule, one.subject_id, one.metric, one.period.start) in found}

    def matching(
        self, rules: Sequence[Rule], values: Sequence[tuple[str, str, date]], *, today: date
    ) -> list[Candidate]:
        """Return what fires before the gates for some values, by person, metric and first day.

        Nothing is staged: whoever only looks at a team writes nothing.
        """
        if not rules or not values:
            return []
        wanted = set(values)
        people = sorted(self._numbers(_SUBJECT, (person for person, _, _ in values)).values())
        days = DELTA.c.start.between(min(start for _, _, start in values), max(start for _, _, start in values))
        return [
            one
            for at in range(0, len(people), _CHUNK)
            for one in self._matches(rules, sa.and_(DELTA.c.person_no.in_(people[at : at + _CHUNK]), days), today=today)
            if (one.subject_id, one.metric, one.period.start) in wanted
        ]

    def _members(self, unit_id: str) -> list[int]:
        """Return the numbers of the people in a unit, also by way of units inside it."""
        units = self._units()
        inside = {name for name, row in units.items() if unit_id in _above(row[2], units) or row[0] == unit_id}
        query = sa.select(PERSON.c.no).where(UNIT_NAME.in_(inside), PERSON.c.kind == Scope.PERSON.value)
        return [row.no for row in self._connection.execute(query)]

    def signals(self, numbers: Sequence[int]) -> list[Signal]:
        """Return signals by number, in the order of their numbers."""
        return self._signals(SIGNAL.c.no.in_(list(numbers)))

    def about(self, person_id: str, metric: str, period: Period) -> list[Signal]:
        """Return what fired about a value, in every revision and also if silenced, oldest first."""
        return self._signals(_SUBJECT.c.id == person_id, _METRIC.c.key == metric, SIGNAL.c.start == period.start)

    def lately(self, person_ids: Sequence[str], *, since: datetime) -> list[Signal]:
        """Return what fired about some people since an instant and was not silenced, oldest first."""
        return [
            _signal(row)
            for at in range(0, len(person_ids), _CHUNK)
            for row in self._connection.execute(
                _lately(), {"since": since, "some": person_ids[at : at + _CHUNK]}
            ).mappings()
        ]

    def fired(self, *, since: datetime, until: datetime) -> list[Signal]:
        """Return what fired between two instants (the later one excluded), also if silenced, oldest first."""
        return self._signals(SIGNAL.c.fired_at >= since, SIGNAL.c.fired_at < until)

    def _signals(self, *conditions: ColumnElement[bool], subjects: Sequence[str] | None = None) -> list[Signal]:
        query = _kept(*conditions)
        if subjects is not None:
            query = query.where(_SUBJECT.c.id.in_(subjects))
        return [_signal(row) for row in self._connection.execute(query).mappings()]

    def _numbers(self, table: sa.Table, ids: Iterable[str]) -> dict[str, int]:
        wanted = sorted(set(ids))
        if len(wanted) > _CHUNK:
            return {row.id: row.no for row in self._connection.execute(sa.select(table.c.id, table.c.no))}
        query = sa.select(table.c.id, table.c.no).where(table.c.id.in_(wanted))
        return {row.id: row.no for row in self._connection.execute(query)}


def _kept(*conditions: ColumnElement[bool]) -> sa.Select[Any]:
    return (
        sa.select(SIGNAL, _SUBJECT.c.id.label("subject_id"), _METRIC.c.key.label("metric"))
        .join(_SUBJECT, _SUBJECT.c.no == SIGNAL.c.subject_no)
        .join(_METRIC, _METRIC.c.no == SIGNAL.c.metric_no)
        .where(*conditions)
        .order_by(SIGNAL.c.no)
    )


@cache
def _lately() -> sa.Select[Any]:
    since = SIGNAL.c.fired_at >= sa.bindparam("since", type_=UtcDateTime())
    some = _SUBJECT.c.id.in_(sa.bindparam("some", expanding=True, type_=sa.String))
    return _kept(SIGNAL.c.silenced == "", since, some)


@cache
def _newest() -> sa.Select[Any]:
    newest = sa.select(RULE.c.key, sa.func.max(RULE.c.version).label("version")).group_by(RULE.c.key).subquery()
    same = sa.and_(RULE.c.key == newest.c.key, RULE.c.version == newest.c.version)
    return sa.select(RULE).join(newest, same).order_by(RULE.c.key)


class _Asking:
    """A rule on its way through the deltas: its condition as SQL, and the facts that its signals keep."""

    def __init__(self, rule: Rule, node: Node, condition: ColumnElement[bool]) -> None:
        self.rule = rule
        self.node = node
        self.facts = tuple(sorted(facts_of(node) | set(_CORE)))
        self.condition = condition
        self.fires = sa.and_(PERSON.c.kind == rule.scope.value, condition)


def _by_scope(asking: Sequence[_Asking]) -> Iterator[ColumnElement[bool]]:
    """Yield what makes a row worth fetching, so that its kind is looked at once and not for every rule."""
    for scope in Scope:
        conditions = [one.condition for one in asking if one.rule.scope is scope]
        if conditions:
            yield sa.and_(PERSON.c.kind == scope.value, sa.or_(*conditions))


def _fact(fact: str, asking: Sequence[_Asking]) -> ColumnElement[Any]:
    """Return a fact as a column; one that costs a look-up only where a rule that asks for it fires."""
    source = SOURCES[fact]
    if not source.cost:
        return source.column
    return sa.case((sa.or_(*(one.fires for one in asking if fact in one.facts)), source.column))


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


def _above(unit: str, units: Mapping[str, tuple[str, str, str]]) -> frozenset[str]:
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


def _rule(row: sa.Row[Any]) -> Rule:
    return Rule(
        key=row.key,
        title_en=row.title_en,
        title_zh=row.title_zh,
        scope=Scope(row.scope),
        condition=row.condition,
        audience=Audience(row.audience),
        tone=Tone(row.tone),
        cadence=Cadence(row.cadence),
        cooldown_days=row.cooldown_days,
        minimum_n=row.minimum_n,
        material=row.material,
        review=row.review,
        enabled=row.enabled,
        suppresses=tuple(row.suppresses.split()),
        version=row.version,
        tested=row.tested,
    )


def _signal(row: sa.RowMapping) -> Signal:
    return Signal(
        rule=row["rule"],
        rule_version=row["rule_version"],
        subject_id=row["subject_id"],
        metric=row["metric"],
        period=Period(row["start"], row["end"]),
        revision=row["revision"],
        audience=Audience(row["audience"]),
        tone=Tone(row["tone"]),
        review=row["review"],
        facts=json.loads(row["facts"]),
        fired_at=row["fired_at"],
        silenced=Silence(row["silenced"]) if row["silenced"] else None,
        no=row["no"],
    )
