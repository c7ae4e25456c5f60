"""The repositories of figures, over those of the areas below; each is made on first use."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from storage.people import PeopleRepositories

if TYPE_CHECKING:
    from bot.figures.domain.moved import MovedValues
    from storage.figures.delta import SqlDeltas
    from storage.figures.metric import SqlMetrics
    from storage.figures.reading import SqlReadings
    from storage.figures.recalculation import SqlRecalculations
    from storage.figures.record import SqlRecords
    from storage.figures.record_streams import SqlStreams
    from storage.figures.series import SqlSeries
    from storage.figures.suppression import SqlCells
    from storage.figures.target import SqlTargets
    from storage.figures.unit import SqlUnits
    from storage.intake.intake import SqlBatches
    from storage.intake.quarantine import SqlQuarantine


class FiguresRepositories(PeopleRepositories):
    """What is kept of figures."""

    @cached_property
    def metrics(self) -> SqlMetrics:
        """Metric definitions."""
        from storage.figures.metric import SqlMetrics

        return SqlMetrics(self.connection)

    @cached_property
    def readings(self) -> SqlReadings:
        """Readings, every version."""
        from storage.figures.reading import SqlReadings

        return SqlReadings(self.connection)

    @cached_property
    def recalculations(self) -> SqlRecalculations:
        """Metrics whose values are to be computed from records again."""
        from storage.figures.recalculation import SqlRecalculations

        return SqlRecalculations(self.connection)

    @cached_property
    def targets(self) -> SqlTargets:
        """Targets, every version."""
        from storage.figures.target import SqlTargets

        return SqlTargets(self.connection)

    @cached_property
    def streams(self) -> SqlStreams:
        """What the records of each source are."""
        from storage.figures.record_streams import SqlStreams

        return SqlStreams(self.connection)

    @cached_property
    def records(self) -> SqlRecords:
        """Records, every version."""
        from storage.figures.record import SqlRecords

        return SqlRecords(self.connection, streams=self.streams, timezone=self.shared.timezone)

    @cached_property
    def batches(self) -> SqlBatches:
        """Arrivals of data."""
        from storage.intake.intake import SqlBatches

        return SqlBatches(self.connection)

    @cached_property
    def quarantine(self) -> SqlQuarantine:
        """Values that wait for a decision."""
        from storage.intake.quarantine import SqlQuarantine

        return SqlQuarantine(self.connection)

    @cached_property
    def deltas(self) -> SqlDeltas:
        """Deltas as stored."""
        from storage.figures.delta import SqlDeltas

        return SqlDeltas(self.connection)

    @cached_property
    def series(self) -> SqlSeries:
        """Series as columns, for the delta kernel."""
        from storage.figures.series import SqlSeries

        return SqlSeries(self.connection, timezone=self.shared.timezone)

    @cached_property
    def moved(self) -> MovedValues:
        """Values that this transaction has changed."""
        from bot.figures.domain.moved import MovedValues

        return MovedValues()

    @cached_property
    def units(self) -> SqlUnits:
        """Units and their roll-ups."""
        from storage.figures.unit import SqlUnits

        return SqlUnits(self.connection)

    @cached_property
    def cells(self) -> SqlCells:
        """Group figures that were told."""
        from storage.figures.suppression import SqlCells

        return SqlCells(self.connection)
