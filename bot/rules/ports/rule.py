"""Rules and what they said, as the use cases need them kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from bot.figures.domain.delta import Changed
    from bot.kit.period import Period
    from bot.rules.domain.candidate import Candidate
    from bot.rules.domain.gate import Past
    from bot.rules.domain.rule import Rule, Signal, Silence


class Rules(Protocol):
    """Rules, their versions, what they match, and the signals they gave."""

    def all(self) -> list[Rule]:
        """Return the newest version of every rule, also of those switched off, by key."""
        ...

    def active(self) -> list[Rule]:
        """Return the newest version of every enabled rule, by key."""
        ...

    def versions(self, key: str) -> list[tuple[Rule, str, datetime]]:
        """Return every version of a rule, newest first, each with who wrote it and when."""
        ...

    def save(self, rule: Rule, *, author: str, at: datetime) -> Rule:
        """Store a rule as the next version of its key; earlier ones stay."""
        ...

    def tested(self, key: str, version: int) -> None:
        """Note that an admin has seen what a version would have done."""
        ...

    def seed(self, rules: Iterable[Rule], *, author: str, at: datetime) -> bool:
        """Store the first rules when there are none at all; say whether it did."""
        ...

    def stage(self, touched: Changed) -> None:
        """Name the deltas that the next ``matches`` looks at."""
        ...

    def matches(
        self, rules: Sequence[Rule], *, today: date, first: date | None = None, last: date | None = None
    ) -> list[Candidate]:
        """Return what fires before the gates, for the staged deltas, or for those ending in a span of days."""
        ...

    def past(self, rules: Sequence[Rule], candidates: Sequence[Candidate], *, at: datetime) -> Past:
        """Return what the gates have to know of what was heard before an instant."""
        ...

    def known(self, keys: Sequence[str]) -> set[str]:
        """Return which of the keys have a signal already."""
        ...

    def record(self, signals: Sequence[Signal]) -> list[Signal]:
        """Store signals whose key is new, silenced ones too; return those, with their numbers."""
        ...

    def explain_away(self, alert: Signal, rules: Sequence[Rule], *, since: datetime) -> int:
        """Silence what rules have said of an alert's members since an instant; return how many that were."""
        ...

    def silence(self, numbers: Iterable[int], why: Silence) -> None:
        """Silence signals whose words are not sent to whom they are for."""
        ...

    def in_question(self, metric: str, start: date) -> list[Signal]:
        """Return the signals about a metric and a period that are silent until a question is answered."""
        ...

    def hear(self, numbers: Iterable[int]) -> None:
        """Let signals speak that were silenced."""
        ...

    def matching(
        self, rules: Sequence[Rule], values: Sequence[tuple[str, str, date]], *, today: date
    ) -> list[Candidate]:
        """Return what fires before the gates for some values, by person, metric and first day."""
        ...

    def holding(self, signals: Sequence[Signal], *, today: date) -> set[int]:
        """Return the numbers of the signals whose rule, if it is on, still holds for the value as it is now."""
        ...

    def retell(self, signals: Sequence[Signal], *, today: date) -> None:
        """Keep with signals whose rule still holds the facts of the value as it is now, because it is told now."""
        ...

    def signals(self, numbers: Sequence[int]) -> list[Signal]:
        """Return signals by number."""
        ...

    def about(self, person_id: str, metric: str, period: Period) -> list[Signal]:
        """Return what fired about a value, in every revision and also if silenced, oldest first."""
        ...

    def lately(self, person_ids: Sequence[str], *, since: datetime) -> list[Signal]:
        """Return what fired about some people since an instant and was not silenced, oldest first."""
        ...

    def fired(self, *, since: datetime, until: datetime) -> list[Signal]:
        """Return what fired between two instants (the later one excluded), also if silenced, oldest first."""
        ...
