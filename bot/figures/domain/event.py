"""Events: records of a named kind (a project was completed, a complaint came in), with standard fields each.

Whatever a source calls its columns, an event of a kind bears the same names, so that what listens to it can read it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

RECENT: Final = timedelta(days=14)
"""How far back the day of an event may lie for anybody to be told of it when it comes in; what is older is history."""


class EventKind(StrEnum):
    """What has happened."""

    PROJECT_COMPLETED = "project_completed"
    INSPECTION = "inspection"
    MACHINE_STATE = "machine_state"
    OPERATOR_STEP = "operator_step"
    COMPLAINT = "complaint"
    TRAINING_DONE = "training_done"


class RollUp(StrEnum):
    """What the records of a source that sends too many are added up to before they are stored.

    ``SHIFT``: one for each shift of a day, person and combination of texts; ``DAY``: one for each day of them.
    """

    SHIFT = "shift"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class EventFields:
    """The standard fields of a kind of event.

    ``measures`` are its numbers, each with the unit that a bare number has, ``dimensions`` its texts, and ``required``
    those without which there is no such event.
    """

    measures: Mapping[str, str]
    dimensions: tuple[str, ...]
    required: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """All fields: texts first."""
        return (*self.dimensions, *self.measures)


EVENT_FIELDS: Final[Mapping[EventKind, EventFields]] = {
    EventKind.PROJECT_COMPLETED: EventFields({"attainment": "%"}, ("project", "due"), ("project", "attainment")),
    EventKind.INSPECTION: EventFields(
        {"inspected": "", "rejected": ""}, ("product", "machine", "step", "shift"), ("inspected", "rejected")
    ),
    EventKind.MACHINE_STATE: EventFields(
        {"minutes": "min"}, ("machine", "state", "shift"), ("machine", "state", "minutes")
    ),
    EventKind.OPERATOR_STEP: EventFields({"minutes": "min"}, ("machine", "step", "result"), ("step", "result")),
    EventKind.COMPLAINT: EventFields({}, ("product", "line", "category", "severity", "status"), ("product",)),
    EventKind.TRAINING_DONE: EventFields({"hours": "h", "score": ""}, ("course",), ("course",)),
}
"""What the records of each kind hold. A source may add measures and dimensions of its own."""
ROLLED_UP: Final = frozenset({EventKind.INSPECTION, EventKind.MACHINE_STATE, EventKind.OPERATOR_STEP})
"""The kinds whose measures may be added up: so many of one text are as good as one record with their sum."""
OCCURRENCES: Final = "occurrences"
"""The measure of a record that was added up: how many events it stands for."""
