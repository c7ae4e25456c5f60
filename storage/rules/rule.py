"""Rules and the signals they gave, as kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.rules.domain.rule import Rule, Signal
from storage.rules.rule_rows import (
    RULE,
    SIGNAL,
    facts_json,
    newest_versions,
    rule_of,
)
from storage.rules.rule_signals import SqlSignals

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from bot.rules.domain.candidate import Candidate


class SqlRules(SqlSignals):
    """Rules in their versions, what they match, and the signals they gave.

    ``timezone`` stands in for people whose file says nothing.
    """

    remembers = True

    def __init__(self, connection: Connection, *, timezone: str = "UTC") -> None:
        super().__init__(connection, timezone=timezone)
        self._newest: list[Rule] = []

    def all(self) -> list[Rule]:
        """Return the newest version of every rule, also of those switched off, by key."""
        if not self._newest:
            self._newest = [rule_of(row) for row in self._connection.execute(newest_versions())]
        return list(self._newest)

    def active(self) -> list[Rule]:
        """Return the newest version of every enabled rule, by key."""
        return [rule for rule in self.all() if rule.enabled]

    def versions(self, key: str) -> list[tuple[Rule, str, datetime]]:
        """Return every version of a rule, newest first, each with who wrote it and when."""
        query = sa.select(RULE).where(RULE.c.key == key).order_by(RULE.c.version.desc())
        return [(rule_of(row), row.author, row.created_at) for row in self._connection.execute(query)]

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

    def holding(self, signals: Sequence[Signal], *, today: date) -> set[int]:
        """Return the numbers of the signals whose rule, if it is on, still holds for the value as it is now."""
        return {signal.no for signal, _ in self._still(signals, today=today)}

    def retell(self, signals: Sequence[Signal], *, today: date) -> None:
        """Keep with signals whose rule still holds the facts of the value as it is now, because it is told now."""
        for signal, candidate in self._still(signals, today=today):
            mine = SIGNAL.c.no == signal.no
            self._connection.execute(sa.update(SIGNAL).where(mine).values(facts=facts_json(candidate.facts)))

    def _still(self, signals: Sequence[Signal], *, today: date) -> Iterator[tuple[Signal, Candidate]]:
        """Yield the signals whose rule is on and still holds, with what fires for the value as it is now."""
        keys = {signal.rule for signal in signals}
        asked = [rule for rule in self.active() if rule.key in keys]
        if not asked:
            return
        values = [(signal.subject_id, signal.metric, signal.period.start) for signal in signals]
        found = {
            (candidate.rule.key, candidate.subject_id, candidate.metric, candidate.period.start): candidate
            for candidate in self.matching(asked, values, today=today)
        }
        for signal in signals:
            candidate = found.get((signal.rule, signal.subject_id, signal.metric, signal.period.start))
            if candidate is not None:
                yield signal, candidate
