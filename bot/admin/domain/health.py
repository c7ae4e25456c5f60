"""Health: how the parts of an installation are, and which of it somebody has to fix."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.delivery.domain.circuit import Circuit
    from bot.figures.domain.recalculation import Recalculating


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a part last said of itself, and when."""

    state: Mapping[str, object]
    at: datetime


class Part(StrEnum):
    """What is looked at."""

    DATABASE = "database"
    PLATFORM = "platform"
    CLOCK = "clock"
    QUEUE = "queue"
    SOURCE = "source"
    FOLDER = "folder"
    PEOPLE = "people"
    QUARANTINE = "quarantine"
    ROWS = "rows"
    """Rows of files that wait for whom or what they name."""
    RECALCULATION = "recalculation"
    """Values of a metric that are being computed again in the background."""
    AUDIT = "audit"
    BUDGET = "budget"
    FILE = "file"
    """One that somebody sent or put into the watched folder."""
    MESSAGE = "message"
    """One that somebody wrote, on a platform."""


class Fault(StrEnum):
    """What can be wrong."""

    DOWN = "down"
    """A platform is not connected."""
    SHUT = "shut"
    """It takes no messages at all; admins are told of it when it begins, not by the day."""
    REFUSED = "refused"
    """It refuses our key: withdrawn, expired or wrong."""
    BLIND = "blind"
    """The organisation's pushes of the month are spent: messages come without their text."""
    SPENT = "spent"
    """The month's calls are spent, as the platform says; admins are told of it when it begins and when it ends."""
    SHORT = "short"
    """They will be, at the present rate."""
    STOPPED = "stopped"
    """The clock has not asked for a while."""
    MISSED = "missed"
    LATE = "late"
    """Messages that could go do not."""
    SILENT = "silent"
    """A source has brought nothing for several of its periods."""
    UNMATCHED = "unmatched"
    WAITING = "waiting"
    UNKNOWN = "unknown"
    """Rows name people or metrics that nobody knows."""
    TAMPERED = "tampered"
    UNCHECKED = "unchecked"
    BROKEN = "broken"
    DAMAGED = "damaged"
    """Pages of the database cannot be read."""
    MISSING = "missing"
    """The watched folder is not there, or cannot be read."""


URGENT: Final = frozenset(
    {
        Fault.DOWN,
        Fault.REFUSED,
        Fault.BLIND,
        Fault.STOPPED,
        Fault.LATE,
        Fault.SILENT,
        Fault.TAMPERED,
        Fault.BROKEN,
        Fault.DAMAGED,
        Fault.MISSING,
    }
)
"""What admins are told of at once, once a day for each."""


@dataclass(frozen=True, slots=True)
class HealthFinding:
    """How one part is: ``name`` is the platform's or source's own; numbers and instants are for the words.

    Of a platform that takes no messages, ``code`` is its own word for why, and ``fix`` names what to do.
    ``recalculating`` is what is computed again, and how far that is.
    """

    part: Part
    name: str = ""
    fault: Fault | None = None
    n: int = 0
    at: datetime | None = None
    code: str = ""
    fix: str = ""
    recalculating: Recalculating | None = None

    @property
    def cause(self) -> str:
        """What is wrong where, as a key by which it is told once a day."""
        return f"{self.part}:{self.name}:{self.fault}"


STALE = timedelta(minutes=3)
"""The clock asks every 20 seconds, and each part is noted then."""
LATE = timedelta(minutes=15)
DAMAGED = "damaged"
"""What the database's state names as its error when pages of it cannot be read."""
MOST_TRIES = 2
"""How often a process may end in the middle of one piece of work before that is put aside."""
SETTLING = timedelta(minutes=5)
"""A connection that was lost for less is being fixed by itself."""
CHECKED = timedelta(days=8)
SILENT_PERIODS = 3
_FEW = 3
_REFUSALS = ("auth", "token", "credential", "account_inactive", "clientid", "secret", "appkey")


def platform(name: str, snapshot: Snapshot, circuit: Circuit, *, now: datetime) -> HealthFinding:
    """Judge a platform by what it last said of itself, and by whether it takes messages."""
    if circuit.open:
        return HealthFinding(Part.PLATFORM, name, Fault.SHUT, at=circuit.since, code=circuit.code, fix=circuit.fix)
    state = snapshot.state
    error = str(state.get("error", "")).casefold()
    if now - snapshot.at > STALE:
        return HealthFinding(Part.PLATFORM, name, Fault.STOPPED, at=snapshot.at)
    if state.get("blind"):
        return HealthFinding(Part.PLATFORM, name, Fault.BLIND, at=snapshot.at)
    if state.get("connected"):
        return HealthFinding(Part.PLATFORM, name, at=snapshot.at)
    if any(word in error for word in _REFUSALS):
        return HealthFinding(Part.PLATFORM, name, Fault.REFUSED, at=snapshot.at)
    since = datetime.fromisoformat(str(state["since"])) if state.get("since") else snapshot.at
    return HealthFinding(Part.PLATFORM, name, Fault.DOWN if now - since >= SETTLING else None, at=since)


def source(name: str, arrivals: Sequence[datetime], *, now: datetime) -> HealthFinding:
    """Judge a source by the rhythm in which it has brought something so far: newest first.

    Silent is one that has missed three of its usual gaps, and more than a gap that it has left at least twice: who
    brings something each working day rests at weekends.
    """
    last = arrivals[0]
    days = sorted({arrival.date() for arrival in arrivals}, reverse=True)
    gaps = [(later - earlier).days for later, earlier in pairwise(days)]
    if len(gaps) < _FEW:
        return HealthFinding(Part.SOURCE, name, at=last)
    usual = round(median(gaps))
    rest = sorted(gaps)[-2]
    silent = now - last > timedelta(days=max(SILENT_PERIODS * usual, rest + usual))
    return HealthFinding(Part.SOURCE, name, Fault.SILENT if silent else None, n=usual, at=last)


def queue(overdue: int, since: datetime | None, *, now: datetime) -> HealthFinding:
    """Judge the outbox by how long the oldest message has been ready to go."""
    late = since is not None and now - since > LATE
    return HealthFinding(Part.QUEUE, fault=Fault.LATE if late else None, n=overdue, at=since)
