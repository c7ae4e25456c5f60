"""Circuits: whether a platform takes messages at all, kept once for each and shared by all processes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from bot.delivery.domain.quota import billed, next_month
from bot.kit.errors import PlatformError, QuotaExhausted, RateLimited, Rejected, Shut

IN_A_ROW: Final = 3
"""So many attempts without an answer, of whatever messages, are the platform's fault and not theirs."""
PROBES: Final = 3
"""How many messages try an open circuit at a time: with one, a message that fails by itself would keep it open."""
QUOTA: Final = "quota"
"""What fixes a platform that takes no calls because those of the month are spent."""
_FIRST, _LONGEST = timedelta(seconds=30), timedelta(minutes=5)
_SPENT_FIRST, _SPENT_LONGEST = timedelta(minutes=5), timedelta(minutes=30)
"""How long apart a spent month is tried: calls may have been bought. What is refused for it costs none."""


@dataclass(frozen=True, slots=True)
class Circuit:
    """How a platform takes messages: closed while it does, open since it refuses or does not answer at all.

    It is open too while the calls of a month are ``spent``: answers have a way of their own then.

    ``failures`` counts attempts without success in a row. While it is open, ``until`` says when it is tried next,
    ``code`` is the platform's word for what is wrong; ``hint`` and ``fix`` say how to fix it, where that is known.
    """

    failures: int = 0
    since: datetime | None = None
    until: datetime | None = None
    code: str = ""
    hint: str = ""
    fix: str = field(default="", metadata={"stored": "mend"})

    @property
    def open(self) -> bool:
        """Whether the platform takes nothing at present."""
        return self.since is not None

    @property
    def spent(self) -> bool:
        """Whether it is open because the calls of the month are spent."""
        return self.open and self.fix == QUOTA

    def holds(self, now: datetime) -> datetime | None:
        """Return until when nothing is to be sent; None when something may be, if only to try."""
        return self.until if self.since and self.until and now < self.until else None

    def after(self, error: PlatformError | None, *, now: datetime) -> Circuit:
        """Return how it stands after an attempt: what was taken, or refused for its own sake, closes it."""
        match error:
            case None | Rejected():
                return Circuit()
            case RateLimited():
                return self
            case QuotaExhausted():
                return self._after_spending(error, now=now)
            case _:
                failures = self.failures + 1
                bad = isinstance(error, Shut) or failures >= IN_A_ROW
                if self.spent and not bad:
                    return replace(self, failures=failures)
                if not (self.open or bad):
                    return Circuit(failures, code=error.code)
                since = now if self.spent else self.since or now
                wait = min(max(now - since, _FIRST), _LONGEST)
                fix = error.fix if isinstance(error, Shut) else ""
                return Circuit(failures, since, now + wait, error.code, error.hint, fix)

    def _after_spending(self, error: QuotaExhausted, *, now: datetime) -> Circuit:
        """Return how it stands once the month's calls are spent; whoever finds that out again changes nothing."""
        if self.spent and self.holds(now):
            return self
        same = self.spent and self.since is not None and billed(self.since) == billed(now)
        since = self.since if same and self.since else now
        wait = min(max(now - since, _SPENT_FIRST), _SPENT_LONGEST)
        return Circuit(0, since, min(now + wait, next_month(now)), error.code, error.hint, QUOTA)
