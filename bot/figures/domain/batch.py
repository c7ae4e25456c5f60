"""Batches: arrivals of data that are being stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Batch:
    """One arrival of data; ``done_rows`` is above zero when it was interrupted and goes on.

    ``counts`` are what was counted of it until then, where that cannot be told from what is stored.
    """

    no: int
    done_rows: int
    counts: Mapping[str, int] = field(default_factory=dict)
