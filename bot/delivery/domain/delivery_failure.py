"""What a failed attempt means for a delivery: when it is tried again, or that it is over."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import Delivery, Hold
from bot.delivery.domain.quota import next_month
from bot.kit.errors import InDoubt, NoReceipt, PlatformError, QuotaExhausted, RateLimited, Rejected

if TYPE_CHECKING:
    from bot.delivery.domain.circuit import Circuit


@dataclass(frozen=True, slots=True)
class Retry:
    """Try again at ``until``; with ``doubt`` look first whether the last attempt got through.

    So long as ``leased`` says has to pass by everybody's clock, so that a request that is still under way has landed
    or died; without an instant nothing else has to. ``tried`` says that the attempt told something about the
    message itself.
    """

    until: datetime | None
    reason: Hold
    doubt: bool = False
    leased: timedelta | None = None
    tried: bool = True


@dataclass(frozen=True, slots=True)
class GiveUp:
    """It will not work; ``detail`` is the platform's reason."""

    detail: str


FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(hours=1)
LONGEST_FAILING = timedelta(days=14)
"""How long a message that fails by itself, while others get through, is tried; it may expire before."""
LANDS = timedelta(seconds=10)
"""How long after a request nothing of it is under way any more, where it was answered by silence; longer each time."""
LONGEST_DOUBT = timedelta(minutes=2)
"""How long a message is sent anew whose answers say that it went well, and that is then nowhere to be found."""
IN_DOUBT = "in doubt, not sent again"


def after_failure(
    delivery: Delivery, error: PlatformError, circuit: Circuit, *, now: datetime, lease: timedelta
) -> Retry | GiveUp:
    """Decide what a failed attempt means for a delivery; ``circuit`` is how the platform stands after it.

    A platform that takes nothing is no message's fault: everything waits for it, and ends only by its own rules. Every
    other wait is as long again as a message has been failing so far: attempts are no measure, because those that were
    held or paced never reached the platform.
    """
    failing = max(now - (delivery.first_attempt_at or now), timedelta(0))
    doubt = delivery.doubt or isinstance(error, InDoubt)
    match error:
        case RateLimited(retry_after=seconds):
            until = now + timedelta(seconds=seconds) + jitter(delivery, timedelta(seconds=1))
            return Retry(until, Hold.RATE, doubt, tried=False)
        case QuotaExhausted():
            until = (circuit.until or next_month(now)) + jitter(delivery, timedelta(seconds=10))
            return Retry(until, Hold.BUDGET, doubt, tried=False)
        case Rejected():
            return GiveUp(error.code)
        case NoReceipt():
            if failing >= LONGEST_DOUBT:
                return GiveUp(IN_DOUBT)
            return Retry(now + max(failing, lease), Hold.RETRY, doubt, leased=lease)
        case _ if circuit.open:
            until = circuit.until or now
            spread = jitter(delivery, timedelta(seconds=10))
            return Retry(until + spread, Hold.PLATFORM, doubt, leased=lease if _under_way(error) else None, tried=False)
        case InDoubt() if _under_way(error):
            return Retry(None, Hold.RETRY, doubt, leased=min(max(failing, LANDS), lease))
        case _ if failing >= LONGEST_FAILING:
            return GiveUp(error.code)
        case _:
            wait = min(max(failing, FIRST_WAIT), LONGEST_WAIT)
            return Retry(now + wait + jitter(delivery, wait / 4), Hold.RETRY, doubt)


def _under_way(error: PlatformError) -> bool:
    return isinstance(error, InDoubt) and not error.answered


def jitter(delivery: Delivery, most: timedelta) -> timedelta:
    """Spread retries: the same delivery and attempt always get the same share of ``most``."""
    digest = hashlib.blake2b(f"{delivery.opaque}:{delivery.attempts}".encode(), digest_size=2).digest()
    return most * (int.from_bytes(digest) / 65535)
