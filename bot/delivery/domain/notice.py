"""The notice: what people are told of Jinbu before it says anything else to them, and that they had it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

VERSION: Final = "1"
"""Raised when the notice says something new of substance: everybody then gets it again, before anything else."""


@dataclass(frozen=True, slots=True)
class NoticeReceipt:
    """How far the notice got with somebody; having seen it is not agreeing.

    ``delivery`` is the key of the message that carries it, "" when it was given outside of Jinbu.
    """

    person_id: str
    version: str
    delivery: str
    queued_at: datetime
    sent_at: datetime | None = None
    seen_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """What the notice says of its reader: the name of their manager ("" for none), and whether they have seen it."""

    manager: str
    seen: bool = False


@dataclass(frozen=True, slots=True)
class Adoption:
    """How many could have been told, were, and have said that they have seen it."""

    people: int
    sent: int
    seen: int


def adoption(reachable: Iterable[str], receipts: Iterable[NoticeReceipt]) -> Adoption:
    """Count among those who can be reached."""
    everybody = set(reachable)
    theirs = [receipt for receipt in receipts if receipt.person_id in everybody]
    return Adoption(
        len(everybody),
        sum(bool(receipt.sent_at) for receipt in theirs),
        sum(bool(receipt.seen_at) for receipt in theirs),
    )
