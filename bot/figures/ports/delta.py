"""Deltas, series and units, as the use cases need them kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    import numpy as np
    from numpy.typing import NDArray

    from bot.figures.domain.delta import Changed, Delta
    from bot.figures.domain.metric import Aggregate
    from bot.figures.domain.series_rows import Columns, Touched, Traits
    from bot.figures.domain.unit import Membership
    from bot.kit.period import Period
    from bot.kit.workdays import Workdays


class Deltas(Protocol):
    """Deltas as stored; peers are looked up when read."""

    def defer(self, touched: Changed) -> None:
        """Note deltas that changed for the next time that rules are asked."""
        ...

    def deferred(self) -> Changed:
        """Take the deltas noted by :meth:`defer`: whoever takes them asks the rules in the same transaction."""
        ...

    def get(self, person_id: str, metric: str, period: Period) -> Delta | None:
        """Return one delta with its peers."""
        ...

    def latest(self, person_id: str) -> list[Delta]:
        """Return a person's newest delta per metric, with peers."""
        ...

    def of(self, person_ids: Sequence[str], *, within: Period | None = None) -> list[Delta]:
        """Return the newest delta of each person and metric, with peers; of those that begin within some days only."""
        ...

    def tally(
        self, person_ids: Sequence[str], *, before: date, within: Period | None = None
    ) -> list[tuple[str, str, date, float, float | None]]:
        """Return person, metric, start, value and target of the newest deltas whose days are over on a day."""
        ...

    def past(self, person_ids: Sequence[str], metrics: Sequence[str], *, within: Period) -> list[Delta]:
        """Return the deltas of some people and metrics that begin within some days, each series oldest first.

        Of peers their number and median are known, not one's place among them.
        """
        ...

    def find(
        self, *, person_id: str | None = None, metric: str | None = None, start: date | None = None
    ) -> Iterable[Delta]:
        """Yield the deltas that match, by person, metric and period, with peers."""
        ...


class SeriesStore(Protocol):
    """Whole series as columns: what the delta kernel reads, and what it leaves."""

    def take_turn(self) -> None:
        """Let one process at a time compute until the transaction ends."""
        ...

    def traits(self) -> Traits:
        """Return what the kernel must know of every metric."""
        ...

    def outdated(self) -> list[tuple[int, int, str | None]]:
        """Take whose deltas no longer hold: a person's or unit's number, the first day, a unit they belonged to.

        Whoever changes what deltas rest on besides readings and targets notes it: days of work, role and unit. The unit
        is None when they have not moved.
        """
        ...

    def waits(self) -> bool:
        """Say whether any deltas no longer hold."""
        ...

    def since(self, first: Mapping[int, int], traits: Traits, *, targets: bool = False) -> Changed:
        """Return the keys of people's readings (and targets) in periods that end on or after a day each."""
        ...

    def keys_of(self, metric: int, people: Sequence[int] | None = None) -> Changed:
        """Return every key of a metric (of some people) of which anything is stored or computed."""
        ...

    def tidy(self, metric: int) -> None:
        """Forget the peer groups of a metric in periods of which nothing is computed any more."""
        ...

    def count_among(self, changed: Changed, traits: Traits) -> None:
        """Let readings count among the peers of the role that their person had on the last day of their period."""
        ...

    def touched(self, changed: Changed, traits: Traits) -> Iterator[Touched]:
        """Yield the series of the changed keys, some at a time; each from its earliest changed period on."""
        ...

    def workdays(self, person: NDArray[np.int64]) -> Workdays:
        """Return when and where these people work."""
        ...

    def store(self, touched: Touched, rows: Columns, places: NDArray[np.int64]) -> Changed:
        """Write the computed rows at these places, over what was there; return their keys."""
        ...

    def remove(self, touched: Touched, places: NDArray[np.int64]) -> None:
        """Remove the stored deltas at these places."""
        ...

    def summarise(self, metric: NDArray[np.int64], start: NDArray[np.int64], role: NDArray[np.int64]) -> None:
        """Count these peer groups again, and find the values in their middle."""
        ...


class Units(Protocol):
    """Units, their members, and what is rolled up from them."""

    def above(self, persons: Sequence[int]) -> Membership:
        """Return which unit each of these people and units belongs to when; those that never did are left out."""
        ...

    def members(self, units: Sequence[int]) -> Membership:
        """Return when which people and units belonged directly to these units."""
        ...

    def named(self, names: Iterable[str]) -> dict[str, int]:
        """Return the number of the unit that each of these names or ids means; those that mean none are left out."""
        ...

    def among(self, numbers: Sequence[int]) -> set[int]:
        """Return those of these numbers that are units."""
        ...

    def aggregates(self) -> dict[int, Aggregate]:
        """Return every metric's way to make one value of many, by number."""
        ...

    def gather(
        self, groups: Mapping[str, NDArray[np.int64]], members: Membership
    ) -> tuple[Columns, Columns, Columns, Columns]:
        """Return the members' readings and targets in each group, then the unit's own readings and targets."""
        ...

    def forget(self, metric: int) -> None:
        """Remove everything that was rolled up of a metric: what it is rolled up by is another now."""
        ...

    def store(self, table: str, rows: Mapping[str, NDArray[Any]], *, now: datetime) -> None:
        """Write rolled-up rows into ``reading`` or ``target``."""
        ...

    def remove(self, table: str, keys: Iterable[tuple[int, int, int]]) -> None:
        """Remove rolled-up rows of ``reading`` or ``target`` by person, metric and start."""
        ...
