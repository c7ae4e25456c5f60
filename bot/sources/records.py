"""Rows that are records: each understood as one fact of a stream, or the reason why not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.figures.domain.event import OCCURRENCES
from bot.figures.domain.record import LONGEST_ID, RecordColumns, RecordStream, Renewal, grown
from bot.intake.domain.intake import Intake
from bot.intake.domain.record import IncomingRecords
from bot.kit.cleaning import UnclearValue, is_rounded, plain
from bot.kit.errors import DataError
from bot.sources.columns import LINE, TEMPLATE, column_of
from bot.sources.event_fields import as_event, in_units, standard_layout
from bot.sources.event_roll_up import rolled_up
from bot.sources.event_titles import event_of, roll_up_of
from bot.sources.keys import people_of
from bot.sources.record_days import instants_of, refuse_future, when
from bot.sources.record_gone import gone_records, left_out
from bot.sources.record_ids import content_ids, file_ids
from bot.sources.record_layout import RecordLayout, canonical_layout, free_columns, mapped_layout
from bot.sources.record_numbers import dimensions_of, measures_of
from bot.sources.record_renewal import ChosenRenewal, renewal_of
from bot.sources.record_streams import by_stream, of_kinds
from bot.sources.record_terms import RecordTerms
from bot.sources.record_twice import settled
from bot.sources.rows import Rows
from bot.sources.shape import expression
from bot.sources.waiting import how_records, waiting_records

if TYPE_CHECKING:
    from decimal import Decimal

    import polars as pl
    from numpy.typing import NDArray

    from bot.intake.domain.known import Known
    from bot.intake.domain.record import GoneRecords
    from bot.sources.mapping import LoadedMapping
    from bot.sources.mapping_stream import StreamMapping
    from bot.sources.shape import Shaped

    Ints = NDArray[np.int64]
    Mask = NDArray[np.bool_]
    Texts = NDArray[np.object_]

_EPOCH: Final = np.datetime64("1970-01-01", "D")


def records_of(shaped: Shaped, source: LoadedMapping, known: Known, terms: RecordTerms) -> Intake:
    """Understand the rows of a file or post as records, by stream.

    Raises:
        DataError: nothing says which stream they are of, or what another file of it means; a stream has too many
            measures or dimensions; a metric that the mapping names is not defined.
    """
    intake = Intake("records", terms.file)
    intake.problems, intake.skips, intake.duplicates = list(shaped.broken), list(shaped.skips), list(shaped.duplicates)
    intake.lines = shaped.cells.height + len(shaped.broken) + len(shaped.duplicates) + len(shaped.skips)
    intake.refused = shaped.refused
    if source.mapping.stream and source.mapping.stream.by_event:
        shaped = of_kinds(shaped, intake)
    ignored: set[str] | None = None
    told: dict[str, Shaped] = {}
    for key, cells in by_stream(shaped, source, terms):
        orders, style = terms.found.get(key, ({}, None))
        told[key] = replace(shaped, cells=cells, orders=dict(orders), style=style)
        reading = _Reading(told[key], source, known, replace(terms, key=key), intake)
        intake.records.append(reading.records())
        ignored = reading.ignored if ignored is None else ignored & reading.ignored
    intake.ignored = [title for title in shaped.titles if title in (ignored or ())]
    intake.source = _sources(shaped.cells)
    intake.how = (
        how_records(shaped, told, source, digest=terms.digest, zone=terms.zone, key=terms.key) if intake.waiting else ""
    )
    return intake


def _sources(cells: pl.DataFrame) -> str:
    if "=source" not in cells.columns:
        return ""
    return ", ".join(sorted({plain(text) for text in cells["=source"].unique().to_list() if text} - {""})[:5])


class _Reading:
    """The rows of one stream while they are being understood."""

    def __init__(self, shaped: Shaped, source: LoadedMapping, known: Known, terms: RecordTerms, intake: Intake) -> None:
        self._shaped, self._mapping, self._known, self._terms = shaped, source.mapping, known, terms
        self._intake = intake
        cells = shaped.cells
        self._rows = Rows(cells, cells[LINE].to_numpy().astype(np.int64), np.ones(cells.height, dtype=bool))
        self._stream = known.streams.get(terms.key)
        self._event = event_of(cells, self._stream, file=terms.file)
        self._roll_up = roll_up_of(cells, self._stream, file=terms.file)
        self._layout = self._laid_out(source)
        self.ignored: set[str] = set()
        self._former: dict[str, str] = {}

    def _laid_out(self, source: LoadedMapping) -> RecordLayout:
        """Say which columns are measures and dimensions: the standard ones of events first."""
        cells, shaped, key, file = self._rows.cells, self._shaped, self._terms.key, self._terms.file
        taken = {*shaped.fields.values(), *shaped.refused}
        free = taken - {shaped.fields.get("employee_id", "")}  # a line that an event is about is told as well
        begun = standard_layout(cells, key, self._event, taken=free) if self._event else RecordLayout(key)
        said = self._mapping.stream
        if self._mapping.values or (said and (self._mapping.columns or said.measures or said.dimensions)):
            made = mapped_layout(cells, source, shaped.values, begun, file=file, refused=shaped.refused)
        else:
            made = canonical_layout(cells, begun, self._stream, taken=taken)
        if self._event:
            in_units(made, self._event)
        return made

    def records(self) -> IncomingRecords:
        """Understand the rows; what is wrong with them goes into the intake."""
        rows, shaped, zone = self._rows, self._shaped, self._terms.zone
        why = left_out(rows, shaped)
        person = people_of(rows, shaped, self._known)
        happened = when(rows, shaped, self._mapping.dates, self._known, person, zone=zone)
        self._check_days(happened.day)
        revised = instants_of(rows, shaped, "revised", zone=zone)
        refuse_future(rows, shaped, "revised", revised, now=self._terms.now)
        measures = measures_of(rows, shaped, self._layout, self._known, self._mapping.numbers)
        dimensions = dimensions_of(rows, self._layout)
        if self._event:
            as_event(rows, self._layout, self._event, dimensions, file=self._terms.file)
        else:
            why.add_empty(rows, measures, self._layout)
        chosen = self._chosen()
        id_ = self._ids(chosen)
        columns = RecordColumns(
            rows.line, id_, person, happened.day, happened.at, revised, measures, dimensions, happened.clock
        )
        records = columns.take(np.flatnonzero(rows.alive))
        if self._roll_up:
            records = rolled_up(records, self._roll_up, self._event, self._intake, file=self._terms.file)
        self._made_ids(chosen, records)
        self._intake.waiting += waiting_records(rows, shaped, why.mask, self._known)
        gone = gone_records(
            rows, shaped, why, chosen, id_, terms=self._terms, dates=self._mapping.dates, known=self._known
        )
        self._collect(chosen)
        return self._incoming(self._as_kept(chosen, longer=happened.longer), chosen, records, gone)

    def _chosen(self) -> ChosenRenewal:
        said = self._mapping.stream
        if self._roll_up and not (said and said.whole):
            before = self._stream  # what is added up has no id of its source any more: an arrival brings new records
            return ChosenRenewal(before.renewal, before.whole) if before else ChosenRenewal(Renewal.APPEND)
        return renewal_of(
            self._rows,
            self._mapping,
            self._stream,
            key=self._terms.key,
            file=self._terms.file,
            layout=self._layout,
            fields=self._shaped.fields,
        )

    def _incoming(
        self, stream: RecordStream, chosen: ChosenRenewal, records: RecordColumns, gone: GoneRecords
    ) -> IncomingRecords:
        round_ = np.zeros(len(records), np.int64)
        if chosen.renewal is Renewal.ID:
            records, round_, gone = settled(records, gone, self._intake, repeats=self._mapping.duplicates)
        order = np.lexsort((records.row, records.day, records.person))
        made = IncomingRecords(stream, records.take(order), round_[order], gone, self._layout.formulas)
        if self._mapping.stream:
            made.records_from = self._mapping.stream.records_from
            made.limits = self._limits(self._mapping.stream)
        made.since = self._layout.since
        made.notes, made.former = chosen.notes, self._former
        return made

    def _limits(self, said: StreamMapping) -> dict[str, tuple[Decimal | None, Decimal | None]]:
        names = {measure.name for measure in self._layout.measures}
        if unknown := sorted(said.limits.keys() - names):
            listed = ", ".join(sorted(names)) or "–"
            message = f"{self._terms.file}: limits for {unknown[0]!r}, which is no measure; there are {listed}"
            raise DataError("import-no-measure", message, measure=unknown[0], names=listed)
        return {name: (limit.minimum, limit.maximum) for name, limit in said.limits.items()}

    # Days and ids

    def _check_days(self, day: Ints) -> None:
        """Refuse records of days that have not come, and of days whose records have been let go of."""
        latest = int((np.datetime64(self._terms.now.date(), "D") - _EPOCH).astype(int)) + 1
        rows, title = self._rows, self._shaped.origin.get("day") or self._shaped.origin.get("at", "day")
        aged = self._stream.aged_before if self._stream else None
        for place in np.flatnonzero(rows.alive & (day > latest)).tolist():
            rows.refuse(place, title, str(_EPOCH + day[place]), UnclearValue("import-record-future"))
        if aged is not None:
            first = int((np.datetime64(aged, "D") - _EPOCH).astype(int))
            for place in np.flatnonzero(rows.alive & (day < first)).tolist():
                rows.refuse(
                    place, title, str(_EPOCH + day[place]), UnclearValue("import-aged-out", day=aged.isoformat())
                )

    def _ids(self, chosen: ChosenRenewal) -> Texts:
        """Return the id of each row; a row that counts and has none is refused."""
        made = np.full(self._rows.cells.height, "", np.object_)
        if chosen.renewal is not Renewal.ID:
            return made
        cells, spec = self._rows.cells, chosen.id_column
        texts = cells.select(expression(cells, spec, self._terms.file)).to_series()
        parts = TEMPLATE.findall(spec)
        title = parts[0] if parts else spec
        blank = [cells[part].str.strip_chars() == "" for part in parts if part in cells.columns]
        lacking = np.any([column.to_numpy() for column in blank], axis=0) if blank else np.zeros(len(made), bool)
        for place, text in enumerate(texts.to_list()):
            id_ = "" if lacking[place] else plain(text or "")
            reason = _fault(id_)
            if reason is None:
                made[place] = id_
            elif self._rows.alive[place]:
                self._rows.refuse(place, title, id_, reason)
        return made

    def _made_ids(self, chosen: ChosenRenewal, records: RecordColumns) -> None:
        """Give records without ids some: of the file and the row, or of what they say."""
        if chosen.renewal is Renewal.APPEND:
            records.id = file_ids(self._terms.digest, records.row)
        elif chosen.renewal is Renewal.WHOLE:
            names = {number: person for person, number in self._known.people.items()}
            people = [names[number] for number in records.person.tolist()]
            records.id, self._former = content_ids(records, people)

    # What is told

    def _collect(self, chosen: ChosenRenewal) -> None:
        """Put what is wrong with rows into the intake."""
        self._intake.problems += self._rows.problems
        self._intake.skips += self._rows.skips
        self._intake.changes += self._rows.changes
        used = {part for spec in self._shaped.fields.values() for part in TEMPLATE.findall(spec) or [spec]}
        used |= {*(TEMPLATE.findall(chosen.id_column) or [chosen.id_column]), *self._layout.columns}
        used |= {column_of(self._rows.cells, where.column, self._terms.file) for where in self._mapping.filters}
        used |= set(self._shaped.refused)
        self.ignored = set(free_columns(self._rows.cells, used=used))

    def _as_kept(self, chosen: ChosenRenewal, *, longer: bool) -> RecordStream:
        """Return the stream as it is to be kept; what is known of it and not said anew stays."""
        said, before = self._mapping.stream, self._stream
        title = (said.title if said else "") or (before.title if before else "")
        to_date = self._mapping.to_date if self._mapping.to_date is not None else (False if longer else None)
        made = RecordStream(
            key=self._terms.key,
            renewal=chosen.renewal,
            whole=chosen.whole,
            measures=(*(measure.name for measure in self._layout.measures), *([OCCURRENCES] if self._roll_up else [])),
            dimensions=tuple(dimension.name for dimension in self._layout.dimensions),
            title=title,
            id_column=chosen.id_column or (before.id_column if before else ""),
            to_date=to_date if to_date is not None else (before.to_date if before else None),
            event=self._event,
            rolled_up=self._roll_up,
        )
        return grown(before, made)


def _fault(id_: str) -> UnclearValue | None:
    """Say why an id cannot be taken; None when it can."""
    if not id_:
        return UnclearValue("import-required")
    if is_rounded(id_):
        return UnclearValue("import-rounded")
    return UnclearValue("import-long", n=len(id_), most=LONGEST_ID) if len(id_) > LONGEST_ID else None
