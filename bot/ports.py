"""What the use cases need from the outside: storage, chat platforms, a writer, a clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import date, datetime, timedelta

    import numpy as np
    from numpy.typing import NDArray

    from bot.domain.delivery import Delivery, Hold, Receipt, State
    from bot.domain.delta import Changed, Delta
    from bot.domain.feedback import Feedback, Occasion, Outline, Pick
    from bot.domain.gate import Candidate, Past
    from bot.domain.intake import Batch, Change, Facts, Held, Problem
    from bot.domain.metric import Aggregate, Metric
    from bot.domain.one_on_one import Pair
    from bot.domain.person import Identity, Person
    from bot.domain.reading import Period, Reading
    from bot.domain.rule import Rule, Signal
    from bot.domain.series import Columns, Touched, Traits
    from bot.domain.workdays import Workdays
    from bot.messages.card import Card

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]


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

    def numbers(self) -> dict[str, tuple[int, int, str, int | None]]:
        """Return everybody by id: number in wide tables, role's number, name, day of hire (since 1970-01-01)."""
        ...

    def managers(self) -> dict[str, str | None]:
        """Return everybody's manager by id."""
        ...

    def link(self, person_id: str, identity: Identity, *, conversation: str = "") -> None:
        """Remember an account, and its private conversation once known."""
        ...

    def put(self, records: Sequence[Mapping[str, Any]]) -> list[str]:
        """Store people by id, only the fields given; say of each what became of it (see ``SqlPeople.put``)."""
        ...

    def put_absences(self, absences: Sequence[tuple[str, date, date, str]]) -> list[str]:
        """Store leaves as person, first day, last day and reason; an outcome for each."""
        ...


class Metrics(Protocol):
    """Metric definitions."""

    def get(self, key: str) -> Metric | None:
        """Return the metric, or None."""
        ...

    def all(self) -> list[Metric]:
        """Return every metric by key."""
        ...

    def numbers(self) -> dict[str, tuple[int, Metric]]:
        """Return every metric by key, with the number that wide tables carry."""
        ...

    def put(self, metrics: Sequence[Metric], *, fields: frozenset[str]) -> list[str]:
        """Store metrics by key, of known ones only these fields; say of each what became of it."""
        ...


class Readings(Protocol):
    """Readings: the value that counts now, with its origin, and every earlier version."""

    def evidence(self, person_id: str, metric: str, period: Period) -> list[Reading]:
        """Return the stored versions of a value, newest first, each with file, row and arrival."""
        ...

    def series(self, person_id: str, metric: str, *, last: int) -> list[Reading]:
        """Return the newest ``last`` readings of a series, oldest first."""
        ...

    def history(self, facts: Facts) -> tuple[Ints, Ints, Ints, Floats]:
        """Return person, metric, start and value of everything stored for the series of these facts."""
        ...

    def stored(self, facts: Facts) -> set[int]:
        """Return the places of the facts that are stored just so."""
        ...

    def put(self, facts: Facts, *, batch: int, roles: Ints) -> tuple[Changed, int, Ints]:
        """Store readings; return the keys that changed, how many are new, and the places of those overtaken."""
        ...

    def of_batch(self, batch: int) -> tuple[Changed, int]:
        """Return the keys that a batch has changed so far, and how many of them were new."""
        ...

    def keys_of_metrics(self, numbers: Sequence[int]) -> Changed:
        """Return the keys of every reading of some metrics."""
        ...


class Targets(Protocol):
    """Targets, every version."""

    def put(self, facts: Facts, *, batch: int) -> tuple[Changed, int]:
        """Store targets; return the keys that changed and how many are new."""
        ...

    def of_batch(self, batch: int) -> tuple[Changed, int]:
        """Return the keys that a batch has changed so far, and how many of them were new."""
        ...


class Batches(Protocol):
    """Arrivals of data, and what is known about their rows."""

    def open(self, *, kind: str, source: str, file: str, digest: str, by: str, now: datetime) -> Batch:
        """Begin a batch, or go on with the unfinished one of the same kind and digest."""
        ...

    def record(self, batch: int, *, problems: Sequence[Problem], changes: Sequence[Change]) -> None:
        """Keep what was refused, and what cleaning changed."""
        ...

    def advance(self, batch: int, *, done_rows: int) -> None:
        """Note how far a batch has come."""
        ...

    def finish(self, batch: int, *, now: datetime, report: str) -> None:
        """Close a batch with its report."""
        ...

    def open_ends(self) -> list[tuple[int, str]]:
        """Return number and kind of finished batches whose deltas have not followed yet, oldest first."""
        ...

    def followed(self, batches: Iterable[int], *, now: datetime) -> None:
        """Mark batches whose deltas are computed."""
        ...


class Quarantine(Protocol):
    """Values that nobody uses until a person has looked at them."""

    def decided(self, facts: Facts) -> dict[int, str]:
        """Return, by place, what became of the same value for the same key before."""
        ...

    def add(self, facts: Facts, *, batch: int, reasons: Sequence[str]) -> None:
        """Hold values back; an earlier open one for the same key is replaced."""
        ...

    def replace(self, keys: Changed) -> None:
        """Close open values whose key has got another value."""
        ...

    def open(self) -> list[Held]:
        """Return what waits for a decision, oldest first."""
        ...

    def get(self, number: int) -> Held | None:
        """Return one value that waits for a decision, or None."""
        ...

    def of_batch(self, batch: int) -> Changed:
        """Return the keys that a batch put into quarantine."""
        ...

    def decide(self, number: int, *, state: str, by: str, now: datetime) -> None:
        """Record a decision, ``accepted`` or ``discarded``."""
        ...


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

    def explain_away(self, alert: Signal, rules: Sequence[Rule], *, since: datetime) -> int:
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

    def nudges(self, reader_id: str, subject_id: str, *, since: datetime) -> list[Feedback]:
        """Return the nudges to a reader about somebody that were wanted from an instant on, oldest first."""
        ...

    def sent_about(self, changed: Changed) -> list[Feedback]:
        """Return what was sent about people and periods of which a value has changed, oldest first."""
        ...

    def recent_picks(self, reader_id: str, *, last: int) -> list[Pick]:
        """Return the newest picks written for a reader, newest first (R20: no repeats)."""
        ...

    def picks(self, occasions: Sequence[Occasion], *, last: int) -> list[Pick]:
        """Return the newest picks written on some occasions, whoever read them, newest first."""
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

    def pushed(self, person_id: str, *, since: datetime, but: int) -> int:
        """Count messages sent to a person unasked since an instant, also under way or in doubt; not number ``but``."""
        ...

    def get(self, key: str) -> Delivery | None:
        """Return the delivery with a business key, or None."""
        ...

    def find(
        self, *, state: str | None = None, person_id: str | None = None, since: datetime | None = None
    ) -> list[Delivery]:
        """Return deliveries by state, reader and when they were made, oldest first."""
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

    def done(self, platform: str, delivery_id: str, *, at: datetime) -> bool:
        """Mark an arrival as handled and drop its payload; False when it was handled before."""
        ...

    def unfinished(self, platform: str, *, before: datetime) -> list[tuple[str, str]]:
        """Return what arrived before an instant and was never handled, oldest first: delivery id and payload."""
        ...

    def forget(self, *, before: datetime) -> int:
        """Delete what arrived before an instant; return how many."""
        ...


class Choices(Protocol):
    """What was last offered to people by number, where a platform has no buttons."""

    def remember(self, platform: str, user: str, actions: Sequence[str], *, at: datetime) -> None:
        """Store what the numbers 1, 2, … now mean to somebody (encoded actions); the latest offer counts."""
        ...

    def recall(self, platform: str, user: str) -> list[str]:
        """Return what the numbers mean; nothing when nothing was offered."""
        ...


class Ticks(Protocol):
    """Effects of the clock that have been had, and whom the clock serves."""

    def first(self, kind: str, subject: str, local: str, *, at: datetime, outcome: str = "") -> bool:
        """Record an effect by its local date key; False when it was had before."""
        ...

    def settle(self, kind: str, subject: str, local: str, *, outcome: str) -> None:
        """Say what came of an effect."""
        ...

    def had(self, kind: str, *, since: datetime) -> dict[tuple[str, str], tuple[datetime, str]]:
        """Return the effects of a kind since an instant: (subject, local key) to when, and what came of it."""
        ...

    def among(self, kind: str, local: Collection[str]) -> set[tuple[str, str]]:
        """Return the effects of a kind that have been had under some local keys: (subject, local key)."""
        ...

    def forget(self, *, before: datetime) -> int:
        """Delete what was had before an instant; return how many."""
        ...

    def timezones(self) -> list[str]:
        """Return the zones that people live in."""
        ...

    def departments(self) -> list[tuple[str, str, str]]:
        """Return every department once for each zone and location of its people: department, zone, location."""
        ...

    def managers(self) -> list[tuple[str, str, str]]:
        """Return those to whom somebody or some unit reports: id, zone, location."""
        ...

    def arrived(self, department: str, first: date, last: date, *, since: datetime) -> bool:
        """Say whether a value or target of a department, for a period that begins between two days, came after."""
        ...


class OneOnOnes(Protocol):
    """Pairs of people and their managers."""

    def of(self, manager_id: str) -> list[Pair]:
        """Return a manager's pairs, by the person's id."""
        ...

    def planned(self, *, since: datetime, until: datetime) -> list[Pair]:
        """Return the pairs whose next meeting is planned between two instants, both included."""
        ...

    def rhythm(self, person_id: str, *, every_days: int) -> None:
        """Set how often somebody meets their manager; for a unit, how often everybody in it does."""
        ...

    def plan(self, person_id: str, *, at: datetime | None) -> None:
        """Note when somebody meets their manager next; None when that was called off."""
        ...

    def met(self, person_id: str, *, at: datetime) -> None:
        """Note that somebody met their manager."""
        ...


class Work(Protocol):
    """A unit of work: one transaction with its repositories. The caller commits; services never do."""

    people: People
    metrics: Metrics
    readings: Readings
    targets: Targets
    batches: Batches
    quarantine: Quarantine
    deltas: Deltas
    series: SeriesStore
    units: Units
    rules: Rules
    feedback: FeedbackBook
    outbox: Outbox
    inbox: Inbox
    choices: Choices
    ticks: Ticks
    one_on_ones: OneOnOnes

    def attempt(self) -> AbstractContextManager[None]:
        """Try something that may fail by itself: what it wrote is undone when it raises, and nothing else is."""
        ...


class Works(Protocol):
    """Opens units of work, for what takes several one after the other."""

    def work(self) -> AbstractContextManager[Any]:
        """Open a unit of work; commits when the block ends, rolls back when it raises."""
        ...


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

    async def close(self) -> None:
        """Let go of what is open."""
        ...
