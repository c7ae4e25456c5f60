"""What the use cases need from the outside: storage, chat platforms, a writer, a clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime, timedelta

    import numpy as np
    from numpy.typing import NDArray

    from bot.domain.delivery import Delivery, Hold, Receipt, State
    from bot.domain.delta import Changed, Delta
    from bot.domain.feedback import Feedback, Occasion, Outline, Pick
    from bot.domain.gate import Candidate, Past
    from bot.domain.metric import Aggregate, Metric
    from bot.domain.person import Identity, Person
    from bot.domain.reading import Period, Reading
    from bot.domain.rule import Rule, Signal
    from bot.domain.series import Columns, Touched, Traits
    from bot.domain.workdays import Workdays
    from bot.messages.card import Card


class Clock(Protocol):
    """The only source of time and of waiting."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait; a simulated clock moves on instead."""
        ...


class People(Protocol):
    """People and units."""

    def get(self, person_id: str) -> Person | None:
        """Return the person, or None."""
        ...

    def all(self) -> list[Person]:
        """Return everybody who has not left, units included, by id."""
        ...

    def by_identity(self, identity: Identity) -> Person | None:
        """Return whom an account belongs to."""
        ...

    def team(self, manager_id: str) -> list[Person]:
        """Return the direct reports and units of a manager."""
        ...

    def head_of(self, department: str) -> Person | None:
        """Return who leads a department: its member whose manager is outside it (the lowest id when several)."""
        ...

    def away(self, person_id: str, day: date) -> date | None:
        """Return the last day of the leave that covers the day, or None."""
        ...

    def conversation(self, identity: Identity) -> str:
        """Return the private conversation with an account, "" while it is unknown."""
        ...

    def link(self, person_id: str, identity: Identity, *, conversation: str = "") -> None:
        """Remember an account, and its private conversation once known."""
        ...


class Metrics(Protocol):
    """Metric definitions."""

    def get(self, key: str) -> Metric | None:
        """Return the metric, or None."""
        ...

    def all(self) -> list[Metric]:
        """Return every metric by key."""
        ...


class Readings(Protocol):
    """Readings: the value that counts now, with its origin, and every earlier version."""

    def evidence(self, person_id: str, metric: str, period: Period) -> list[Reading]:
        """Return the stored versions of a value, newest first, each with file, row and arrival."""
        ...

    def series(self, person_id: str, metric: str, *, last: int) -> list[Reading]:
        """Return the newest ``last`` readings of a series, oldest first."""
        ...


class Deltas(Protocol):
    """Deltas as stored; peers are looked up when read."""

    def get(self, person_id: str, metric: str, period: Period) -> Delta | None:
        """Return one delta with its peers."""
        ...

    def latest(self, person_id: str) -> list[Delta]:
        """Return a person's newest delta per metric, with peers."""
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

    def above(self, persons: Sequence[int]) -> dict[int, int]:
        """Return the unit that each of these people and units belongs to, by number."""
        ...

    def members(self, units: Sequence[int]) -> list[tuple[int, int]]:
        """Return ``(unit, member)`` pairs: the people and units that belong to these directly."""
        ...

    def aggregates(self) -> dict[int, Aggregate]:
        """Return every metric's way to make one value of many, by number."""
        ...

    def gather(
        self, groups: Mapping[str, NDArray[np.int64]], members: Sequence[tuple[int, int]]
    ) -> tuple[Columns, Columns, Columns, Columns]:
        """Return the members' readings and targets in each group, then the unit's own readings and targets."""
        ...

    def store(self, table: str, rows: Mapping[str, NDArray[Any]], *, now: datetime) -> None:
        """Write rolled-up rows into ``reading`` or ``target``."""
        ...

    def remove(self, table: str, keys: Iterable[tuple[int, int, int]]) -> None:
        """Remove rolled-up rows of ``reading`` or ``target`` by person, metric and start."""
        ...


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

    def explain_away(self, alert: Signal, rules: Iterable[str], *, since: datetime) -> int:
        """Silence what rules have said of an alert's members since an instant; return how many that were."""
        ...

    def signals(self, numbers: Sequence[int]) -> list[Signal]:
        """Return signals by number."""
        ...

    def about(self, person_id: str, metric: str, period: Period) -> list[Signal]:
        """Return what fired about a value, in every revision and also if silenced, oldest first."""
        ...

    def fired(self, *, since: datetime, until: datetime) -> list[Signal]:
        """Return what fired between two instants (the later one excluded), also if silenced, oldest first."""
        ...


class FeedbackBook(Protocol):
    """Feedback: wanted, drafted, sent; and what readers thought of it."""

    def add(self, feedback: Feedback) -> bool:
        """Store it unless its key is known; say whether it was new."""
        ...

    def claim(self, *, owner: str, now: datetime, lease: timedelta) -> Feedback | None:
        """Take one wanted feedback that is ready under a lease, oldest data first."""
        ...

    def next_ready(self) -> datetime | None:
        """Return when the next wanted feedback may be written, or its lease runs out."""
        ...

    def save(self, feedback: Feedback) -> None:
        """Store the new stage, evidence, pick and approval, and end the lease."""
        ...

    def get(self, key: str) -> Feedback | None:
        """Return the feedback, or None."""
        ...

    def about(self, subject_id: str, period: Period, occasion: Occasion) -> list[Feedback]:
        """Return what was wanted or written about somebody and a period on an occasion, newest first."""
        ...

    def sent_about(self, changed: Changed) -> list[Feedback]:
        """Return what was sent about people and periods of which a value has changed, oldest first."""
        ...

    def recent_picks(self, reader_id: str, *, last: int) -> list[Pick]:
        """Return the newest picks written for a reader, newest first (R20: no repeats)."""
        ...

    def picks(self, period: Period, occasion: Occasion, *, last: int) -> list[Pick]:
        """Return the newest picks written about a period on an occasion, whoever read them, newest first."""
        ...

    def rate(self, delivery_no: int, person_id: str, *, useful: bool, at: datetime) -> None:
        """Remember whether a reader found a delivery useful; the newest answer counts."""
        ...

    def opinions(self) -> dict[str, tuple[int, int]]:
        """Return how many answers each kind of message has had, and how many of them said it was useful."""
        ...


class Outbox(Protocol):
    """Deliveries."""

    def add(self, delivery: Delivery) -> bool:
        """Store it unless its key is known; say whether it was new."""
        ...

    def claim(self, *, platform: str, owner: str, now: datetime, lease: timedelta, limit: int) -> list[Delivery]:
        """Take due deliveries under a lease, most important first; those whose lease ran out come with ``doubt``."""
        ...

    def waiting(self, person_id: str, *, now: datetime) -> list[Delivery]:
        """Return the mergeable deliveries that are due for a person and not under way, oldest first."""
        ...

    def release(self, delivery: Delivery, *, until: datetime, reason: Hold, detail: str = "", tried: bool) -> bool:
        """Put a claimed delivery back until an instant; ``tried`` says whether the attempt reached the platform."""
        ...

    def finish(
        self, delivery: Delivery, state: State, *, at: datetime, detail: str = "", receipt: Receipt | None = None
    ) -> bool:
        """Record the end of a claimed delivery; False when another attempt has taken it over meanwhile."""
        ...

    def merged(self, members: Iterable[Delivery], *, into: str, at: datetime) -> None:
        """Mark deliveries as gone out inside a digest."""
        ...

    def next_due(self, *, platform: str | None = None) -> datetime | None:
        """Return when the next delivery may go or its lease runs out, on one platform or on any."""
        ...

    def pushed(self, person_id: str, *, since: datetime, now: datetime, but: int) -> int:
        """Count messages sent to a person unasked since an instant, also under way or in doubt; not number ``but``."""
        ...

    def get(self, key: str) -> Delivery | None:
        """Return the delivery with a business key, or None."""
        ...

    def by_opaque(self, opaque: str) -> Delivery | None:
        """Return the delivery that a platform knows under this key, or None."""
        ...

    def find(self, *, state: str | None = None, person_id: str | None = None) -> list[Delivery]:
        """Return deliveries by state and reader, oldest first."""
        ...

    def spend(self, platform: str, *, month: str, calls: int) -> None:
        """Add metered calls to a platform's month (``2026-10``)."""
        ...

    def spent(self, platform: str, *, month: str) -> int:
        """Return the metered calls of a platform's month."""
        ...

    def forget(self, *, before: datetime) -> int:
        """Delete what ended before an instant (retention of messages); return how many."""
        ...


class Inbox(Protocol):
    """What has arrived from platforms."""

    def seen(self, platform: str, delivery_id: str, *, at: datetime, payload: str = "") -> bool:
        """Record an arrival; True when it was here before."""
        ...

    def done(self, platform: str, delivery_id: str, *, at: datetime) -> None:
        """Mark an arrival as handled and drop its payload."""
        ...


class Ticks(Protocol):
    """Effects of the clock that have been had."""

    def first(self, kind: str, subject: str, local: str, *, at: datetime) -> bool:
        """Record an effect by its local date key; False when it was had before."""
        ...


class Work(Protocol):
    """A unit of work: one transaction with its repositories. The caller commits; services never do."""

    people: People
    metrics: Metrics
    readings: Readings
    deltas: Deltas
    series: SeriesStore
    units: Units
    rules: Rules
    feedback: FeedbackBook
    outbox: Outbox
    inbox: Inbox
    ticks: Ticks


P = ParamSpec("P")
R = TypeVar("R")


class Hop(Protocol):
    """Runs a function with an open unit of work in a thread and commits: one hop, one transaction."""

    async def __call__(self, fn: Callable[Concatenate[Any, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Return what the function returned, once its work is committed."""
        ...


class Platform(Protocol):
    """A chat platform, seen from the use cases."""

    name: str

    async def send(self, identity: Identity, card: Card, *, opaque: str, conversation: str) -> Receipt:
        """Put a card into a person's conversation with the bot.

        ``opaque`` is the delivery's key as the platform may see it. ``conversation`` is the private conversation if
        known ("" otherwise; the receipt then carries it). One attempt, no retry.

        Raises:
            PlatformError: of the kind that says what to do next; ``InDoubt`` when it may have been accepted.
        """
        ...

    async def find(self, identity: Identity, *, opaque: str, conversation: str, since: datetime) -> Receipt | None:
        """Look for a message that an earlier attempt may have left, by its opaque key.

        Raises:
            LookupError: when the platform has no way to look (the policy for doubt then decides).
        """
        ...

    async def update(self, receipt: Receipt, card: Card) -> None:
        """Redraw a message that was sent."""
        ...


class Writer(Protocol):
    """Chooses, by id, what a message says and in which order; never writes a number."""

    async def pick(self, outline: Outline, *, locale: str, recent: Sequence[Pick]) -> Pick:
        """Return a pick of the outline's ids.

        Raises:
            WriterError: when it cannot; the caller then uses the offline writer's pick.
        """
        ...
