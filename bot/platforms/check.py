"""What a start-up check of a platform found: each point is fine, or says how to mend it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One point that was looked at; ``mend`` is empty when it is fine, else what an administrator can do about it."""

    part: str
    found: str
    mend: str = ""

    @property
    def ok(self) -> bool:
        """Whether nothing has to be done."""
        return not self.mend
