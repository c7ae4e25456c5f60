"""Records that come in: stored with the values that they make, some thousand at a time."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from bot.figures.domain.delta import Changed
from bot.figures.domain.facts import FactColumns
from bot.figures.domain.record import RecordDays, RecordOutcome, Renewal
from bot.figures.services.event import hear, unheard
from bot.figures.services.record import compute
from bot.goals.services.progress import follow_values
from bot.intake.domain.intake import Skip
from bot.intake.domain.record import AFTER_ALL, covered, made_of, parts_of, touched, whole_spans
from bot.intake.domain.record_sums import RecordSums
from bot.intake.services.quarantine_screen import hold_back

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from numpy.typing import NDArray

    from bot.figures.domain.batch import Batch
    from bot.figures.domain.record import RecordColumns, RecordStream
    from bot.intake.domain.intake import Intake, RowProblem
    from bot.intake.domain.known import Known
    from bot.intake.domain.outcome import ImportReport
    from bot.intake.domain.record import GoneRecords, IncomingRecords
    from bot.intake.ports import Work
    from bot.intake.services.quarantine_screen import ScreenedRecords
    from bot.intake.services.terms import ImportTerms, Run

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]


def store_records(
    run: Run, intake: Intake, known: Known, terms: ImportTerms, report: ImportReport, *, batch: Batch
) -> ImportReport:
    """Store records and what they make, and say what became of each row.

    What an earlier run of the same batch has stored counts as stored by it.
    """
    storing = _Storing(run, terms, batch, known, whole=sum(map(len, intake.records)))
    for incoming in intake.records:
        storing.store(incoming)
    counts, held = storing.counts, storing.held
    rows = sum(len(incoming.records) for incoming in intake.records) - len(held) - len(storing.dropped)
    return replace(
        report,
        inserted=counts.inserted,
        corrected=counts.corrected,
        unchanged=rows - counts.inserted - counts.corrected - len(storing.late),
        withdrawn=counts.withdrawn,
        skipped=(*report.skipped, *storing.dropped, *storing.left, *storing.late),
        quarantined=tuple(held),
        changed=storing.keys(),
        sums=storing.sums.periods({number: metric.key for number, metric in known.metric_by_number.items()}),
    )


def keys_of_batch(work: Work, batch: int) -> Changed:
    """Return the keys of the values that the records of a batch make."""
    keys = Changed()
    for stream, days in work.records.days_of_batch(batch).items():
        keys = keys | touched(days, made_of(work.metrics.numbers().values(), stream))
    return keys


def undo_records(work: Work, batch: int, *, into: int, now: datetime) -> Changed:
    """Put back the records that a batch replaced or withdrew, take away what it brought, and compute what they make."""
    changed = Changed()
    for key, days in work.records.undo(batch, into=into).items():
        changed = changed | compute(work, key, days, batch=into, now=now)
    return changed


@dataclass(frozen=True, slots=True)
class _Step:
    """What one transaction did."""

    outcome: RecordOutcome = field(default_factory=RecordOutcome)
    changed: Changed = field(default_factory=Changed)
    touched: Changed = field(default_factory=Changed)
    before: Floats = field(default_factory=lambda: np.empty(0))
    after: Floats = field(default_factory=lambda: np.empty(0))
    late: Sequence[Skip] = ()
    left: Sequence[Skip] = ()
    rows: int = 0


@dataclass(slots=True)
class _Storing:
    """The records of one file while they are being stored: what became of them so far."""

    run: Run
    terms: ImportTerms
    batch: Batch
    known: Known
    whole: int
    done: int = 0
    counts: RecordOutcome = field(default_factory=RecordOutcome)
    changed: list[Changed] = field(default_factory=list)
    late: list[Skip] = field(default_factory=list)
    left: list[Skip] = field(default_factory=list)
    held: list[RowProblem] = field(default_factory=list)
    dropped: list[Skip] = field(default_factory=list)
    added: Sequence[str] = ()
    sums: RecordSums = field(default_factory=RecordSums)

    def __post_init__(self) -> None:
        earlier = self.batch.counts
        self.counts = RecordOutcome(
            inserted=earlier.get("inserted", 0),
            corrected=earlier.get("corrected", 0),
            withdrawn=earlier.get("withdrawn", 0),
        )

    def keys(self) -> Changed:
        """Return the keys whose values have changed, and those of an earlier run, each once."""
        made: Changed = self.run(partial(keys_of_batch, batch=self.batch.no)) if self.batch.done_rows else Changed()
        for keys in self.changed:
            made = made | keys
        return made

    def store(self, incoming: IncomingRecords) -> None:
        """Store what came of one stream: in parts that hold a person whole, each with its values in one transaction."""
        stream, most = incoming.stream, self.terms.chunk
        people, periods = np.empty(0, np.int64), list[tuple[int, int]]()
        if stream.renewal is Renewal.WHOLE and stream.whole:
            people, periods = covered(incoming, stream.whole)
        incoming = replace(incoming, records=self.run(partial(_under_known_ids, incoming=incoming)))
        incoming, caught_up = self._screen(incoming)
        for begin, stop in parts_of(incoming.records.person, most=most):
            self._do(partial(self._put, incoming=incoming, part=np.arange(begin, stop), periods=periods))
        absent = np.setdiff1d(people, incoming.records.person)
        for begin in range(0, len(absent), most):
            self._do(partial(self._empty, stream=stream, people=absent[begin : begin + most], periods=periods))
        last = incoming.gone.take(incoming.gone.round == AFTER_ALL)
        for begin in range(0, len(last), most):
            gone = last.take(np.arange(begin, min(begin + most, len(last))))
            self._do(partial(self._withdraw, stream=stream, gone=gone))
        self._do(partial(self._end, stream=stream, caught_up=caught_up))

    def _screen(self, incoming: IncomingRecords) -> tuple[IncomingRecords, Sequence[str]]:
        """Put aside what is in doubt, and leave out what somebody has decided about or corrected here.

        Also returns the ids of records that a correction had added and their source now brings by itself.
        """
        usual, limits = not self.terms.quarantine, incoming.limits
        screen = partial(hold_back, known=self.known, batch=self.batch.no, limits=limits, usual=usual)
        screened: ScreenedRecords = self.run(lambda work: screen(work, incoming.stream, incoming.records))
        self.held += screened.held
        self.dropped += screened.skipped
        self.changed.append(screened.changed)
        self.added = screened.added
        kept = incoming.records.take(screened.kept)
        return replace(incoming, records=kept, round=incoming.round[screened.kept]), screened.caught_up

    def _do(self, step: partial[_Step]) -> None:
        did: _Step = self.run(step)
        self.counts = _added(self.counts, did.outcome)
        self.changed.append(did.changed)
        self.sums.add(did.touched, did.before, did.after)
        self.late += did.late
        self.left += did.left
        self.done += did.rows
        if self.terms.progress and did.rows:
            self.terms.progress(self.done, self.whole)

    def _put(self, work: Work, *, incoming: IncomingRecords, part: Ints, periods: list[tuple[int, int]]) -> _Step:
        """Store some records; of a stream that is renewed whole what is missing of their people is withdrawn."""
        key, rounds = incoming.stream.key, incoming.round[part]
        outcome, freed = RecordOutcome(), Changed()
        late, left = list[Skip](), list[Skip]()
        between = incoming.gone.take(incoming.gone.round != AFTER_ALL)
        listeners = None if self.terms.dry_run else self.terms.listeners
        new = unheard(work, incoming.stream, incoming.records.take(part), listeners, now=self.terms.now)
        for number in np.unique(rounds).tolist():
            some = incoming.records.take(part[rounds == number])
            if len(between):
                mine = (between.round == number) & np.isin(between.id.astype(str), some.id.astype(str))
                taken = _take_back(work, incoming.stream, between.take(mine), batch=self.batch.no)
                outcome, freed, left = outcome | taken.outcome, freed | taken.freed, [*left, *taken.left]
            got = work.records.put(key, some, batch=self.batch.no)
            late += [Skip(int(some.row[place]), "", "import-record-late") for place in got.outdated]
            outcome = outcome | got
            freed |= work.quarantine.replace_records(key, some.id.tolist())
        if periods:
            held = incoming.records.take(part)
            spans, but = whole_spans(np.unique(held.person), periods), [*held.id.tolist(), *self.added]
            outcome = outcome | work.records.withdraw_missing(key, spans, but=but, batch=self.batch.no)
        did = self._computed(work, stream=incoming.stream, outcome=outcome, rows=len(part))
        hear(work, incoming.stream, new, listeners, batch=self.batch.no, now=self.terms.now)
        return replace(did, changed=did.changed | freed, late=late, left=left)

    def _empty(self, work: Work, *, stream: RecordStream, people: Ints, periods: list[tuple[int, int]]) -> _Step:
        """Withdraw what is stored of people of whom a file has no record that counts."""
        spans = whole_spans(people, periods)
        outcome = work.records.withdraw_missing(stream.key, spans, but=self.added, batch=self.batch.no)
        return self._computed(work, stream=stream, outcome=outcome, rows=0)

    def _end(self, work: Work, *, stream: RecordStream, caught_up: Sequence[str]) -> _Step:
        """Withdraw what has come under another id, and compute what reaches further now."""
        ids = sorted(work.records.counting(stream.key, caught_up)) if caught_up else []
        outcome = work.records.withdraw(stream.key, ids, batch=self.batch.no) if ids else RecordOutcome()
        return self._computed(work, stream=stream, outcome=outcome, rows=0)

    def _withdraw(self, work: Work, *, stream: RecordStream, gone: GoneRecords) -> _Step:
        """Withdraw the records that rows say do not count, and compute what they have made."""
        taken = _take_back(work, stream, gone, batch=self.batch.no)
        did = self._computed(work, stream=stream, outcome=taken.outcome, rows=len(gone))
        return replace(did, changed=did.changed | taken.freed, left=taken.left)

    def _computed(self, work: Work, *, stream: RecordStream, outcome: RecordOutcome, rows: int) -> _Step:
        """Compute what the records make whose days have changed, and note how far the batch has come."""
        days = outcome.days
        keys = touched(days, made_of(work.metrics.numbers().values(), stream.key)) if len(days) else Changed()
        before = work.readings.values(_as_facts(keys))
        changed = compute(work, stream.key, days, batch=self.batch.no, now=self.terms.now)
        follow_values(work, now=self.terms.now)
        after = work.readings.values(_as_facts(keys))
        total = _added(self.counts, outcome)
        counts = {name: getattr(total, name) for name in ("inserted", "corrected", "withdrawn")}
        work.batches.advance(self.batch.no, done_rows=self.done + rows, counts=counts)
        return _Step(outcome, changed, keys, before, after, rows=rows)


@dataclass(frozen=True, slots=True)
class _TakenBack:
    """What became of rows that take records back: also which values lack no held record any more."""

    outcome: RecordOutcome
    freed: Changed
    left: Sequence[Skip]


def _take_back(work: Work, stream: RecordStream, gone: GoneRecords, *, batch: int) -> _TakenBack:
    """Withdraw the records that rows say do not count, and say of the other rows why nothing is stored of them.

    A row that says since when it does not count is heard of a record that has not come yet, too.
    """
    named = gone.take(np.array([bool(each) for each in gone.id], bool))
    outcome, counting, still = RecordOutcome(), set[str](), set[str]()
    if stream.renewal is Renewal.ID and len(named):
        ids = named.id.tolist()
        counting = work.records.counting(stream.key, ids)
        outcome = work.records.withdraw(stream.key, ids, batch=batch, revised=named.revised.tolist())
        if outcome.withdrawn < len(counting):
            still = work.records.counting(stream.key, sorted(counting))
        unsaid = named.id[named.revised < 0].tolist()
        unknown = [each for each in unsaid if each not in counting]
        if unknown and work.waiting.count():
            work.records.note_taken_back(stream.key, unknown, batch=batch)
    freed = work.quarantine.replace_records(stream.key, named.id.tolist())
    left, told = [], set[str]()
    for place in range(len(gone)):
        each = str(gone.id[place])
        if each in counting and each not in still and each not in told:
            told.add(each)
            continue
        key = "import-record-late" if each in still else str(gone.key[place])
        left.append(Skip(int(gone.row[place]), str(gone.column[place]), key))
    return _TakenBack(outcome, freed, left)


def _under_known_ids(work: Work, *, incoming: IncomingRecords) -> RecordColumns:
    """Return the records, by their former ids where they are stored under those."""
    records, former = incoming.records, incoming.former
    if not former:
        return records
    known = work.records.counting(incoming.stream.key, sorted(former.values()))
    ids = [former[each] if former.get(each) in known else each for each in records.id.tolist()]
    return replace(records, id=np.array(ids, np.object_)) if known else records


def _added(total: RecordOutcome, more: RecordOutcome) -> RecordOutcome:
    """Add counts up, without the days."""
    return replace(total, days=RecordDays(), outdated=()) | replace(more, days=RecordDays(), outdated=())


def _as_facts(keys: Changed) -> FactColumns:
    """Return keys as facts without a value, as values are asked for."""
    n = len(keys)
    none, nothing = np.full(n, np.nan), np.empty(n, np.object_)
    zeros = np.zeros(n, np.int64)
    return FactColumns(zeros, keys.person, keys.metric, keys.start, keys.start, none, none, none, nothing, zeros)
