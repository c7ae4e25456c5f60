"""Cells of a file that cleaning changed: what stood there is kept beside what became of it (R3)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CleanedCell:
    """A cell as it stood in its file, what it became, and the names of the rules that changed it, in their order."""

    column: str
    original: str
    value: str
    rules: tuple[str, ...]
