"""Uploads: a file that somebody sent in, from its arrival over a mapping that a person confirmed to what it changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from bot.intake.domain.intake import Kind
from bot.kit.errors import Invalid
from bot.kit.period_titles import YEAR

if TYPE_CHECKING:
    from datetime import datetime

MOST_BYTES: Final = 20_000_000
KEEP: Final = timedelta(days=7)
"""How long the bytes of a file are kept, and an import may wait for its next button."""
LEASE: Final = timedelta(minutes=10)
RETRY: Final = timedelta(seconds=30)
MOST_TRIES: Final = 5
PAGE: Final = 12
"""Columns that one form asks about."""
MOST_VALUES: Final = 12
"""So many different texts of a column are few enough to choose among."""
METRIC: Final = "metric:"
"""How a column that holds a metric's values says which: ``metric:sales_amount``."""
MEASURE: Final = "measure"
"""A column of numbers of records, of which no metric is known yet."""
DIMENSION: Final = "dimension"
"""A column of words that records are sorted by."""
SPREAD: Final = "spread"
"""A column that holds one period of its own: ``9月``."""
TABLES: Final = (
    *(".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson"),
    *(".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"),
)
MAPPING: Final = ".toml"
ASK: Final = "ask"
"""How a file of records is renewed of which nobody has said what the next one means."""
RENEWAL: Final = "renewal"
"""What is lacking then."""
FACTS: Final = frozenset({"readings", "targets"})
FIGURES: Final = frozenset({"readings", "records"})
"""What only those may compare with what is stored who read everybody's figures."""


class UploadState(StrEnum):
    """Where a file stands."""

    RECEIVED = "received"
    """Somebody sent it; its content is still with the platform."""
    READ = "read"
    """Its content is here; what its columns mean is being worked out."""
    PROPOSED = "proposed"
    """A mapping waits for a person to confirm it."""
    CHECKING = "checking"
    """A person confirmed the mapping: a dry run is under way."""
    CHECKED = "checked"
    """The dry run waits for a person's word to import."""
    IMPORTING = "importing"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


WORK: Final = (UploadState.RECEIVED, UploadState.READ, UploadState.CHECKING, UploadState.IMPORTING)
"""What a worker takes up."""
WAITING: Final = (UploadState.PROPOSED, UploadState.CHECKED)
"""What a person decides about."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file: what stands in it, and what it is taken for.

    ``means`` is a canonical field, :data:`METRIC` with a key, :data:`SPREAD`, or "" for what is left out. ``refused``
    is one that is never taken (R47). Of records ``name`` is what the column is called in its stream, and ``values`` are
    its different texts where those are few.
    """

    title: str
    samples: tuple[str, ...] = ()
    means: str = ""
    refused: bool = False
    name: str = ""
    values: tuple[str, ...] = ()

    @property
    def is_measure(self) -> bool:
        """Whether it is a number of records, with or without a metric that it makes by adding up."""
        return self.means == MEASURE or self.means.startswith(METRIC)


@dataclass(frozen=True, slots=True)
class Spread:
    """Columns that each hold one period: the pattern of their titles, what makes a date of it, and whose values."""

    pattern: str
    period: str
    metric: str = ""


@dataclass(frozen=True, slots=True)
class UploadPlan:
    """What a file is taken for, before it is a mapping.

    ``fields`` are the canonical fields of the kind and ``required`` those that a row needs. ``period`` is the period of
    a file without dates. ``stream`` is the key of the stream that records are of, ``renewal`` what another file of them
    means: "" where a column is their id, a template of two that are, ``whole``, ``append``, or ``ask`` where nobody has
    said. ``numbers`` are formulas of metrics that are made of them, by key, and ``since`` the days (ISO 8601) from
    which they are, where finished values stand before. ``kinds`` says of which kind of event the rows are, by the texts
    of the column that says so: "" for rows that are left out, ``ask`` where nobody has said. ``mapping`` is the text of
    a mapping file that was sent for it and that says everything itself; the columns then only show what it says.
    """

    kind: Kind
    columns: tuple[Column, ...]
    header: tuple[int, ...] = ()
    sheet: str = ""
    fields: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    order: str = ""
    decimal: str = "."
    percent: bool = False
    period: str = ""
    spread: Spread | None = None
    mapping: str = ""
    stream: str = ""
    renewal: str = ""
    numbers: Mapping[str, str] = field(default_factory=dict)
    since: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)

    @property
    def events(self) -> Mapping[str, str]:
        """The kinds of events by their texts; nothing where no column says the kind."""
        return self.kinds if any(column.means == "event" for column in self.columns) else {}

    @property
    def header_key(self) -> str:
        """What tells files with this header from others."""
        titles = "\n".join([self.sheet, *(column.title for column in self.columns)])
        return hashlib.sha256(titles.encode()).hexdigest()

    @property
    def lacking(self) -> tuple[str, ...]:
        """The required fields that nothing in the file is taken for."""
        asked = (RENEWAL,) if self.renewal == ASK and not any(column.means == "id" for column in self.columns) else ()
        asked = ("event", *asked) if ASK in self.events.values() else asked
        if self.mapping:
            return asked
        meant = {column.means for column in self.columns}
        given = meant | ({"period_start"} if "period" in meant or self.period or self.spread else set())
        if any(name.startswith(METRIC) for name in meant):
            given |= {"metric", "value", "target"}
        if self.spread and SPREAD in meant:
            given |= {"value", "target"} | ({"metric"} if self.spread.metric else set())
        if {"numerator", "denominator"} <= meant:
            given |= {"value"}
        if "name" in meant and self.kind in {*FACTS, "absences", "records"}:
            given |= {"employee_id"}
        if self.kind == "records" and not {"day", "at"} & meant:
            asked = ("day", *asked)
        needed = [name for name in self.required if self.kind != "metrics" or name == "metric"]
        year = [YEAR.lower()] if self.spread and SPREAD in meant and YEAR in self.spread.period else []
        return (*(name for name in needed if name not in given), *year, *asked)

    @property
    def pages(self) -> int:
        """How many forms it takes to ask about every column."""
        return max(1, -(-len(self.columns) // PAGE))

    def page(self, number: int) -> tuple[Column, ...]:
        """Return the columns of a page, from 0."""
        return self.columns[number * PAGE : (number + 1) * PAGE]

    def taken_for(self, meanings: dict[str, str]) -> UploadPlan:
        """Return the plan with some columns, by title, taken for something else."""
        columns = tuple(replace(column, means=meanings.get(column.title, column.means)) for column in self.columns)
        return replace(self, columns=columns)

    def with_samples(self, other: UploadPlan) -> UploadPlan:
        """Return the plan with what stands in the columns of another file of the same header."""
        seen = {column.title: column for column in other.columns}
        nothing = Column("")
        columns = tuple(
            replace(column, samples=found.samples, values=found.values)
            for column in self.columns
            for found in [seen.get(column.title, nothing)]
        )
        new = other.kinds or {
            text: ASK
            for column in self.columns
            if column.means == "event"
            for text in seen.get(column.title, nothing).values
        }
        kinds = {text: self.kinds.get(text, kind) for text, kind in new.items()} or self.kinds
        return replace(self, columns=columns, header=other.header, kinds=kinds)


@dataclass(frozen=True, slots=True)
class Sum:
    """Values of one metric: how many, their sum, the least and the greatest; ``missing`` counts rows without one."""

    n: int = 0
    total: float = 0.0
    low: float | None = None
    high: float | None = None
    missing: int = 0


@dataclass(frozen=True, slots=True)
class Stored:
    """What is stored for the keys of a file: a digest of all values in a fixed order, and each metric's sum.

    ``periods`` are the sums by metric and first day of the period. Of records ``sums`` are those of their measures,
    ``periods`` those of the values that they make, and ``records`` how many there are by stream.
    """

    digest: str = ""
    sums: Mapping[str, Sum] = field(default_factory=dict)
    periods: Mapping[str, Mapping[str, Sum]] = field(default_factory=dict)
    records: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file that somebody sent.

    ``round`` counts the mappings that were proposed for it, so that a button of an older one is known as such. ``kind``
    is what the sender said that it holds, "" when nobody has. ``tries`` counts what a worker began since the last step
    that was done; ``owner`` has it until ``lease_until``. ``card`` is the key of the message that shows how far it is.
    ``before`` is what was stored for the keys of the file at the dry run.
    """

    person_id: str
    platform: str
    ref: str
    name: str
    size: int
    at: datetime
    state: UploadState = UploadState.RECEIVED
    round: int = 0
    kind: str = ""
    plan: UploadPlan | None = None
    digest: str = ""
    batch: int = 0
    tries: int = 0
    owner: str = ""
    lease_until: datetime | None = None
    card: str = ""
    before: Stored = field(default_factory=Stored)
    no: int = 0

    @property
    def stem(self) -> str:
        """Its name without the ending."""
        return self.name.rsplit(".", 1)[0]

    @property
    def is_mapping(self) -> bool:
        """Whether it is a mapping file and no data."""
        return self.name.lower().endswith(MAPPING)


@dataclass(frozen=True, slots=True)
class Remembered:
    """A mapping that somebody confirmed, for files with the same header."""

    plan: UploadPlan
    by: str
    at: datetime


def check_file(name: str, size: int) -> None:
    """Refuse a file that is too large, empty, or none of the kinds that can be read.

    Raises:
        Invalid: with what can be sent instead.
    """
    if not name.lower().endswith((*TABLES, MAPPING)):
        raise Invalid("upload-type", name=name[:80])
    if size > MOST_BYTES:
        raise Invalid("upload-too-large", name=name[:80], megabytes=MOST_BYTES // 1_000_000)


def doubled(meanings: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the columns that are taken for what an earlier one is taken for already, each with that one's title."""
    first: dict[str, str] = {}
    again: dict[str, str] = {}
    for title, means in meanings:
        if means and means not in {SPREAD, MEASURE, DIMENSION} and first.setdefault(means, title) != title:
            again[title] = first[means]
    return again
