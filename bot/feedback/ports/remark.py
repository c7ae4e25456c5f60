"""What people added to their values, as the use cases need it kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.feedback.domain.remark import Remark
    from bot.kit.period import Period


class Remarks(Protocol):
    """At most one remark of a person's for each of their values."""

    def put(self, remark: Remark) -> int:
        """Store it in the place of an earlier one about the same value; return its number."""
        ...

    def get(self, number: int) -> Remark | None:
        """Return a remark, or None."""
        ...

    def of(self, person_id: str, metric: str, period: Period) -> Remark | None:
        """Return what was added to a value, or None."""
        ...

    def about(self, person_ids: Collection[str]) -> list[Remark]:
        """Return what some people have added, newest first."""
        ...

    def withdraw(self, number: int) -> bool:
        """Forget a remark; False when there is none."""
        ...
