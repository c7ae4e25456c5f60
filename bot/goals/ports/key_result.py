"""Key results and check-ins, as the use cases need them kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray

    from bot.figures.domain.delta import Changed
    from bot.goals.domain.key_result import GoalCheckIn, KeyResult, MeasuredValue
    from bot.kit.period import Period

    PeriodValue = tuple[float, float, float, float, float, float]
    """Of a key result by its number: start and end (days since 1970-01-01), value, numerator, denominator (or NaN)."""


class KeyResults(Protocol):
    """Where key results stand, which of them data moves, and what people say of how their goals go."""

    def moved_by(self, changed: Changed) -> list[tuple[int, KeyResult, Period]]:
        """Return the key results of goals that count whose metric, subject and days some changed values are of.

        Each comes with the number of its goal and that one's period, by number; a baseline's days move it too.
        """
        ...

    def filtered_metrics(self) -> set[int]:
        """Return the numbers of the metrics of which some key result reads only some records."""
        ...

    def values(self, numbers: Collection[int]) -> Mapping[str, NDArray[np.float64]]:
        """Return the stored values that feed some key results, in all days that move these.

        The columns are key_result, start, end (days since 1970-01-01), value, numerator, denominator (NaN: not known).
        What is in quarantine does not count.
        """
        ...

    def values_kept(self, numbers: Collection[int]) -> Mapping[str, NDArray[np.float64]]:
        """Return what the records that some key results choose made of each period, in the columns of ``values``."""
        ...

    def keep_values(self, values: Sequence[PeriodValue], *, gone: Collection[tuple[int, int]]) -> None:
        """Keep values of periods for when their records are deleted, and let go of others, by number and start."""
        ...

    def measured(self, numbers: Collection[int]) -> dict[int, MeasuredValue]:
        """Return where some key results stand, as stored; those of which nothing is known are left out."""
        ...

    def measure(self, values: Mapping[int, MeasuredValue | None], *, day: date) -> None:
        """Store where some key results stand on a day; None for those of which nothing is known any more."""
        ...

    def check_in(self, said: GoalCheckIn) -> GoalCheckIn:
        """Store what somebody says of how a goal goes; return it with its number."""
        ...

    def check_ins(self, goal_nos: Collection[int]) -> list[GoalCheckIn]:
        """Return what was said of some goals, oldest first."""
        ...
