"""Signals as kept: what rules have said, and what of it was silenced."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.kit.period import Period
from bot.rules.domain.candidate import Candidate
from bot.rules.domain.condition import names as facts_of
from bot.rules.domain.expression import read
from bot.rules.domain.gate import Past
from bot.rules.domain.rule import Rule, Scope, Signal, Silence, Tone
from storage.feedback.feedback import unspoken
from storage.figures.metric import METRIC as MEASURED
from storage.people.person_rows import PERSON as SUBJECT
from storage.rules.condition import PERSON, UNIT_NAME
from storage.rules.rule_matches import SqlMatches, units_above
from storage.rules.rule_rows import (
    CHUNK,
    SIGNAL,
    facts_json,
    kept,
    lately_fired,
    signal_of,
)

if TYPE_CHECKING:
    from sqlalchemy.sql.elements import ColumnElement


class SqlSignals(SqlMatches):
    """The signals that rules gave, over what rules match."""

    def past(self, rules: Sequence[Rule], candidates: Sequence[Candidate], *, at: datetime) -> Past:
        """Return what the gates have to know of what was heard before an instant: as far back as a cooldown reaches.

        What was to be said, and ended before its words were sent, was not heard.
        """
        longest = max((rule.cooldown_days for rule in rules), default=0)
        since = at - timedelta(days=max(longest, 1))
        starts = {candidate.period.start for candidate in candidates if candidate.rule.tone is Tone.PRAISE}
        lately = sa.and_(SIGNAL.c.silenced == "", SIGNAL.c.fired_at > since)
        praise = sa.and_(SIGNAL.c.silenced == "", SIGNAL.c.tone == Tone.PRAISE.value, SIGNAL.c.start.in_(starts))
        past = Past()
        subjects = {candidate.subject_id for candidate in candidates}
        few = sorted(subjects) if len(subjects) <= CHUNK else None
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
        """Store signals that are not :meth:`known`, silenced ones too; return those, with their numbers."""
        people = self._numbers(SUBJECT, (signal.subject_id for signal in signals))
        metrics = {row.key: row.no for row in self._connection.execute(sa.select(MEASURED.c.key, MEASURED.c.no))}
        numbers: dict[str, int] = {}
        rows = [
            {
                "key": signal.key,
                "rule": signal.rule,
                "rule_version": signal.rule_version,
                "subject_no": people[signal.subject_id],
                "metric_no": metrics[signal.metric],
                "start": signal.period.start,
                "end": signal.period.end,
                "revision": signal.revision,
                "audience": signal.audience.value,
                "tone": signal.tone.value,
                "review": signal.review,
                "facts": facts_json(signal.facts),
                "fired_at": signal.fired_at,
                "silenced": signal.silenced.value if signal.silenced else "",
            }
            for signal in signals
        ]
        standing = self.known([signal.key for signal in signals])
        rows = [row for row in rows if row["key"] not in standing]
        insert = sqlite_insert if self._connection.dialect.name == "sqlite" else postgresql_insert
        new = insert(SIGNAL)
        anew = {name: new.excluded[name] for name in ("rule_version", "facts", "fired_at", "silenced")}
        statement = new.on_conflict_do_update(index_elements=["key"], set_=anew).returning(SIGNAL.c.no, SIGNAL.c.key)
        if rows:
            numbers = {row.key: row.no for row in self._connection.execute(statement, rows)}
        return [replace(signal, no=numbers[signal.key]) for signal in signals if signal.key in numbers]

    def known(self, keys: Sequence[str]) -> set[str]:
        """Return which of the keys have a signal that stands already.

        What was to be said, and ended before it was, because it held no more, may hold again: it does not stand.
        """
        found = [
            signal
            for at in range(0, len(keys), CHUNK)
            for signal in self._signals(SIGNAL.c.key.in_(keys[at : at + CHUNK]))
        ]
        unsent = unspoken(self._connection, [signal for signal in found if signal.silenced is None], undecided=True)
        return {signal.key for signal in found if signal.no not in unsent}

    def explain_away(self, alert: Signal, rules: Sequence[Rule], *, since: datetime) -> int:
        """Silence what rules have said of an alert's members since an instant; return how many that were.

        As in the gates, a rule about any metric is silenced only for the alert's own.

        The words of those signals may still be waiting: whoever writes them looks at ``silenced`` once more.
        """
        members = self._members(alert.subject_id)
        touching = sa.and_(SIGNAL.c.start <= alert.period.end, SIGNAL.c.end >= alert.period.start)
        metric = sa.select(MEASURED.c.no).where(MEASURED.c.key == alert.metric).scalar_subquery()
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
        self._mark(numbers, why.value)

    def hear(self, numbers: Iterable[int]) -> None:
        """Let signals speak that were silenced."""
        self._mark(numbers, "")

    def in_question(self, metric: str, start: date) -> list[Signal]:
        """Return the signals about a metric and a period that are silent until a question is answered."""
        silent = SIGNAL.c.silenced == Silence.IN_QUESTION.value
        return self._signals(silent, MEASURED.c.key == metric, SIGNAL.c.start == start)

    def _mark(self, numbers: Iterable[int], silenced: str) -> None:
        mine = list(numbers)
        for at in range(0, len(mine), CHUNK):
            some = SIGNAL.c.no.in_(mine[at : at + CHUNK])
            self._connection.execute(sa.update(SIGNAL).where(some).values(silenced=silenced))

    def _members(self, unit_id: str) -> list[int]:
        """Return the numbers of the people in a unit, also by way of units inside it."""
        units = self._units()
        inside = {name for name, row in units.items() if unit_id in units_above(row[2], units) or row[0] == unit_id}
        query = sa.select(PERSON.c.no).where(UNIT_NAME.in_(inside), PERSON.c.kind == Scope.PERSON.value)
        return [row.no for row in self._connection.execute(query)]

    def signals(self, numbers: Sequence[int]) -> list[Signal]:
        """Return signals by number, in the order of their numbers."""
        return self._signals(SIGNAL.c.no.in_(list(numbers)))

    def about(self, person_id: str, metric: str, period: Period) -> list[Signal]:
        """Return what fired about a value, in every revision and also if silenced, oldest first."""
        return self._signals(SUBJECT.c.id == person_id, MEASURED.c.key == metric, SIGNAL.c.start == period.start)

    def lately(self, person_ids: Sequence[str], *, since: datetime) -> list[Signal]:
        """Return what fired about some people since an instant and was not silenced, oldest first."""
        return [
            signal_of(row)
            for at in range(0, len(person_ids), CHUNK)
            for row in self._connection.execute(
                lately_fired(), {"since": since, "some": person_ids[at : at + CHUNK]}
            ).mappings()
        ]

    def fired(self, *, since: datetime, until: datetime) -> list[Signal]:
        """Return what fired between two instants (the later one excluded), also if silenced, oldest first."""
        return self._signals(SIGNAL.c.fired_at >= since, SIGNAL.c.fired_at < until)

    def _signals(self, *conditions: ColumnElement[bool], subjects: Sequence[str] | None = None) -> list[Signal]:
        query = kept(*conditions)
        if subjects is not None:
            query = query.where(SUBJECT.c.id.in_(subjects))
        return [signal_of(row) for row in self._connection.execute(query).mappings()]
