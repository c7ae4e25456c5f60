"""The unit of work as far as this area knows it: metrics and their values, over what the areas below keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from bot.people.ports import Work as Below

if TYPE_CHECKING:
    from bot.figures.domain.moved import MovedValues
    from bot.figures.ports.batch import BatchWriter, HeldValues
    from bot.figures.ports.delta import Deltas, SeriesStore, Units
    from bot.figures.ports.metric import Metrics
    from bot.figures.ports.reading import Readings, Targets
    from bot.figures.ports.recalculation import Recalculations
    from bot.figures.ports.record import Records, RecordStreams
    from bot.figures.ports.suppression import Cells


class Work(Below, Protocol):
    """A transaction with the repositories of this area and of those below."""

    @property
    def cells(self) -> Cells:
        """Group figures that were told."""
        ...

    @property
    def deltas(self) -> Deltas:
        """Deltas as stored."""
        ...

    @property
    def metrics(self) -> Metrics:
        """Metric definitions."""
        ...

    @property
    def readings(self) -> Readings:
        """Readings, every version."""
        ...

    @property
    def records(self) -> Records:
        """Records, every version."""
        ...

    @property
    def streams(self) -> RecordStreams:
        """What the records of each source are."""
        ...

    @property
    def recalculations(self) -> Recalculations:
        """Metrics whose values are to be computed from records again."""
        ...

    @property
    def series(self) -> SeriesStore:
        """Series as columns, for the delta kernel."""
        ...

    @property
    def moved(self) -> MovedValues:
        """Values that this transaction has changed."""
        ...

    @property
    def targets(self) -> Targets:
        """Targets, every version."""
        ...

    @property
    def units(self) -> Units:
        """Units and their roll-ups."""
        ...

    @property
    def batches(self) -> BatchWriter:
        """Arrivals of data."""
        ...

    @property
    def quarantine(self) -> HeldValues:
        """Values that wait for a decision."""
        ...
