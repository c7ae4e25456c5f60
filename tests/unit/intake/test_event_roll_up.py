"""Events that are added up: nothing is lost or counted twice, in whatever order they come."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.figures.domain.event import OCCURRENCES, EventKind, RollUp
from bot.figures.domain.record import RecordColumns
from bot.intake.domain.intake import Intake
from bot.sources.event_roll_up import rolled_up

Event = tuple[int, int, str, str, Decimal | None]
Sums = dict[tuple[int, int, str, str], tuple[Decimal | None, int]]
EVENTS = st.lists(
    st.tuples(
        st.integers(1, 3),
        st.integers(20_000, 20_002),
        st.sampled_from(["early", "late"]),
        st.sampled_from(["running", "stopped"]),
        st.one_of(st.none(), st.decimals(0, 1440, places=2)),
    ),
    max_size=40,
)


def columns(events: list[Event]) -> RecordColumns:
    n = len(events)
    shift, state = (np.array([event[place] for event in events], np.object_) for place in (2, 3))
    return RecordColumns(
        row=np.arange(1, n + 1),
        id=np.full(n, "", np.object_),
        person=np.array([event[0] for event in events], np.int64),
        day=np.array([event[1] for event in events], np.int64),
        at=np.full(n, 5, np.int64),
        revised=np.full(n, -1, np.int64),
        measures={"minutes": np.array([np.nan if event[4] is None else float(event[4]) for event in events])},
        dimensions={"shift": shift, "state": state},
    )


def added(events: list[Event], by: RollUp, intake: Intake) -> RecordColumns:
    return rolled_up(columns(events), by, EventKind.MACHINE_STATE, intake, file="post")


def sums(records: RecordColumns) -> Sums:
    made: Sums = {}
    for place in range(len(records)):
        shift, state = (str(records.dimensions[name][place]) for name in ("shift", "state"))
        minutes, n = (float(records.measures[name][place]) for name in ("minutes", OCCURRENCES))
        key = (int(records.person[place]), int(records.day[place]), shift, state)
        assert key not in made, "one record for each"
        made[key] = (None if np.isnan(minutes) else Decimal(repr(minutes)), int(n))
    return made


def plainly(events: list[Event], by: RollUp) -> Sums:
    groups: dict[tuple[int, int, str, str], list[Decimal | None]] = defaultdict(list)
    for person, day, shift, state, minutes in events:
        groups[person, day, shift if by is RollUp.SHIFT else "", state].append(minutes)
    there = {key: [minutes for minutes in held if minutes is not None] for key, held in groups.items()}
    return {key: (sum(there[key], Decimal(0)) if there[key] else None, len(held)) for key, held in groups.items()}


@given(st.data(), EVENTS, st.sampled_from(RollUp))
def test_they_add_up_to_what_they_are_in_any_order(data: st.DataObject, events: list[Event], by: RollUp) -> None:
    intake = Intake("records", "post")
    made = added(events, by, intake)

    assert sums(made) == plainly(events, by)
    assert sums(added(data.draw(st.permutations(events)), by, Intake("records", "post"))) == sums(made)
    assert len(made) + len(intake.skips) == len(events)
    assert not set(made.row.tolist()) & {skip.row for skip in intake.skips}
    assert (made.at == -1).all()
