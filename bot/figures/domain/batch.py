"""Batches: arrivals of data that are being stored."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Batch:
    """One arrival of data; ``done_rows`` is above zero when it was interrupted and goes on."""

    no: int
    done_rows: int
