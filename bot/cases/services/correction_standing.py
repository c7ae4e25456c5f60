"""Corrections of records that still count, against what a source sends again."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.cases.domain.correction_record import RecordFate
from bot.figures.domain.reading import CORRECTION_SOURCE
from bot.figures.domain.record import RecordQuery, RecordState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.cases.domain.correction_record import RecordChange
    from bot.cases.ports import Work
    from bot.figures.domain.record import Record, RecordColumns

_EPOCH: Final = date(1970, 1, 1)

Content = tuple[int, int, tuple[tuple[str, float], ...], tuple[tuple[str, str], ...]]
"""What a record says: whose, when, its numbers and its texts, without those that it lacks."""


@dataclass(frozen=True, slots=True)
class StandingCorrections:
    """What corrections that count mean for records that come in, by their places.

    ``undone`` bring back what a correction has replaced or withdrawn, ``contradicted`` say otherwise than it does.
    ``kept`` are the ids of records that a correction has added: a source that does not know them takes none away.
    ``caught_up`` are those of them that a source now brings by itself under another id, so that one counts, not both.
    """

    undone: tuple[int, ...] = ()
    contradicted: tuple[int, ...] = ()
    kept: tuple[str, ...] = ()
    caught_up: tuple[str, ...] = ()


def standing(work: Work, stream: str, records: RecordColumns) -> StandingCorrections:
    """Return what corrections of a stream's records that count mean for some that come in."""
    changes = work.corrections.of_records(stream)
    if not changes:
        return StandingCorrections()
    people = {person_id: row[0] for person_id, row in work.people.numbers().items()}
    known = {
        record_id: found for record_id, change in changes.items() if (found := _known(work, change, people)) is not None
    }
    undone, contradicted = [], []
    for place in np.flatnonzero(np.isin(records.id, list(known))).tolist():
        state, given = known[str(records.id[place])], _given(records, place)
        if given == state.before:
            undone.append(place)
        elif given != state.now:
            contradicted.append(place)
    added = {record_id: state.now for record_id, state in known.items() if state.added and state.now}
    coming = _coming(records, set(added.values()), but=set(added))
    caught_up = tuple(record_id for record_id, content in added.items() if content in coming)
    kept = tuple(record_id for record_id in added if record_id not in caught_up)
    return StandingCorrections(tuple(undone), tuple(contradicted), kept, caught_up)


@dataclass(frozen=True, slots=True)
class _Standing:
    """What a record says by a correction that counts (None: it counts no more), and what it said before."""

    now: Content | None
    before: Content | None
    added: bool


def _known(work: Work, change: RecordChange, people: Mapping[str, int]) -> _Standing | None:
    """Return what a correction has made of a record, None where something else has become of it since."""
    history = work.records.find(RecordQuery(stream=change.stream, id=change.id, history=True))
    counted = [record for record in history if record.state is not RecordState.OUTDATED]
    versions = sorted(counted, key=lambda record: -record.version)
    if not versions:
        return None
    newest = versions[0]
    before = next((_content(record, people) for record in versions if record.version == change.version), None)
    if change.fate is RecordFate.WITHDRAW:
        stands = newest.state is RecordState.WITHDRAWN and newest.version == change.version
        return _Standing(None, before, added=False) if stands else None
    stands = newest.state is RecordState.CURRENT and newest.source == CORRECTION_SOURCE
    return _Standing(_content(newest, people), before, added=change.fate is RecordFate.ADD) if stands else None


def _content(record: Record, people: Mapping[str, int]) -> Content:
    measures = {name: float(value) for name, value in record.measures.items()}
    return _told(people[record.person_id], (record.day - _EPOCH).days, measures, record.dimensions)


def _given(records: RecordColumns, place: int) -> Content:
    measures = {name: float(column[place]) for name, column in records.measures.items()}
    dimensions = {name: str(column[place]) for name, column in records.dimensions.items()}
    return _told(int(records.person[place]), int(records.day[place]), measures, dimensions)


def _told(person: int, day: int, measures: Mapping[str, float], dimensions: Mapping[str, str]) -> Content:
    numbers = sorted((name, value) for name, value in measures.items() if not math.isnan(value))
    texts = sorted((name, text) for name, text in dimensions.items() if text)
    return person, day, tuple(numbers), tuple(texts)


def _coming(records: RecordColumns, wanted: set[Content], *, but: set[str]) -> set[Content]:
    """Return which of some contents come in under another id than these."""
    days = {(person, day) for person, day, _, _ in wanted}
    near = np.isin(records.person, [person for person, _ in days]) & np.isin(records.day, [day for _, day in days])
    others = [place for place in np.flatnonzero(near).tolist() if str(records.id[place]) not in but]
    return {content for place in others if (content := _given(records, place)) in wanted}
