"""Streams of events as they are kept: of one kind for good, added up or not for good."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.figures.domain.event import EVENT_FIELDS, EventKind, RollUp
from bot.figures.domain.record import MOST_DIMENSIONS, MOST_MEASURES, RecordStream, Renewal
from bot.kit.errors import DataError

if TYPE_CHECKING:
    from storage.storage import Storage

STATES = RecordStream("plant", Renewal.APPEND, event=EventKind.MACHINE_STATE, rolled_up=RollUp.SHIFT)


def test_a_stream_keeps_its_kind_and_how_it_was_added_up(storage: Storage) -> None:
    with storage.work() as work:
        work.streams.put(STATES)
    with storage.work() as work:
        work.streams.put(RecordStream("plant", Renewal.APPEND, measures=("minutes",)))
        kept = work.streams.get("plant")
    assert kept == replace(STATES, measures=("minutes",))


@pytest.mark.parametrize(
    ("said", "key"),
    [
        (replace(STATES, event=EventKind.INSPECTION), "event-other-kind"),
        (replace(STATES, rolled_up=RollUp.DAY), "event-other-roll-up"),
    ],
)
def test_what_contradicts_it_is_refused(storage: Storage, said: RecordStream, key: str) -> None:
    with storage.work() as work:
        work.streams.put(STATES)
        with pytest.raises(DataError) as refused:
            work.streams.put(said)
    assert refused.value.key == key


def test_single_records_are_not_mixed_with_added_ones(storage: Storage) -> None:
    with storage.work() as work:
        work.streams.put(replace(STATES, rolled_up=None))
        with pytest.raises(DataError, match="by none"):
            work.streams.put(STATES)


def test_every_kind_leaves_a_source_room_for_columns_of_its_own() -> None:
    assert set(EVENT_FIELDS) == set(EventKind)
    for kind, fields in EVENT_FIELDS.items():
        assert set(fields.required) <= set(fields.names), kind
        assert len(fields.measures) + 2 < MOST_MEASURES
        assert len(fields.dimensions) + 2 < MOST_DIMENSIONS
