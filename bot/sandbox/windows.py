"""Rate windows: how often something may happen, counted by the sandbox's clock."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass(slots=True)
class SlidingWindows:
    """At most so many in any stretch of ``span`` seconds, for each key on its own."""

    span: float
    _taken: dict[Hashable, deque[datetime]] = field(default_factory=dict)

    def take(self, key: Hashable, *, limit: float, now: datetime) -> float:
        """Count one; answer 0.0, or the seconds to wait when the window is full (then nothing is counted).

        A limit of 0 is none at all. A clock that was set back empties the window.
        """
        if limit <= 0:
            return 0.0
        taken = self._taken.setdefault(key, deque())
        if taken and taken[-1] > now:
            taken.clear()
        floor = now - timedelta(seconds=self.span)
        while taken and taken[0] <= floor:
            taken.popleft()
        if len(taken) >= limit:
            return (taken[0] - floor).total_seconds()
        taken.append(now)
        return 0.0

    def clear(self) -> None:
        """Forget what was counted."""
        self._taken.clear()


@dataclass(slots=True)
class Buckets:
    """A steady rate with short bursts, for each key on its own (a token bucket)."""

    _levels: dict[Hashable, tuple[float, datetime]] = field(default_factory=dict)

    def wait(self, key: Hashable, *, rate: float, burst: float, now: datetime) -> float:
        """Say how many seconds to wait before one more fits at ``rate`` a second; 0.0 is now. Counts nothing."""
        if rate <= 0:
            return 0.0
        level = self._level(key, rate=rate, burst=burst, now=now)
        return 0.0 if level >= 1 else (1 - level) / rate

    def take(self, key: Hashable, *, rate: float, burst: float, now: datetime) -> None:
        """Count one."""
        if rate > 0:
            self._levels[key] = (self._level(key, rate=rate, burst=burst, now=now) - 1, now)

    def _level(self, key: Hashable, *, rate: float, burst: float, now: datetime) -> float:
        full = max(1.0, burst)
        level, since = self._levels.get(key, (full, now))
        return min(full, level + max(0.0, (now - since).total_seconds()) * rate) if now >= since else full

    def clear(self) -> None:
        """Forget what was counted."""
        self._levels.clear()
