"""What comes in: one understood file or post is stored and reported row by row."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from bot.figures.domain.batch import Batch
from bot.figures.domain.delta import Changed
from bot.intake.domain.intake import Intake
from bot.intake.domain.known import Known
from bot.intake.domain.outcome import ImportReport
from bot.intake.domain.upload import FACTS
from bot.intake.services.entry import store_entries
from bot.intake.services.facts import store_facts
from bot.intake.services.intake_own import announce_own
from bot.intake.services.record import keys_of_batch, store_records
from bot.intake.services.record_stream import settle_streams
from bot.intake.services.waiting import Admission, admit, keep
from bot.people.domain.audit import What

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.intake.ports import Work
    from bot.intake.services.terms import ImportTerms, Run
    from bot.kit.transaction import Works

    Ints = NDArray[np.int64]

T = TypeVar("T")


def catalogue(work: Work) -> Known:
    """Return the roster, the metrics and the streams that rows are matched with."""
    people = work.people.numbers()
    return Known(
        people={person: number for person, (number, *_) in people.items()},
        names={person: name for person, (_, _, name, _, _) in people.items()},
        hired={number: hired for number, _, _, hired, _ in people.values() if hired is not None},
        roles={number: role for number, role, *_ in people.values()},
        metrics=work.metrics.numbers(),
        zones={number: zone for number, _, _, _, zone in people.values() if zone},
        streams={stream.key: stream for stream in work.streams.all()},
    )


def store(works: Works[Work], intake: Intake, known: Known, terms: ImportTerms) -> ImportReport:
    """Store what was understood, in transactions of some thousand rows, and say what became of each row.

    Interrupted anywhere, the same call goes on where it was: rows are matched by key, so nothing is stored twice.

    Raises:
        DataError: records contradict what is kept of their stream, or how a metric is made.
    """

    def each(step: Callable[[Work], T]) -> T:
        with works.work() as work:
            return step(work)

    if not terms.dry_run:
        return _store(each, intake, known, terms)
    report = ImportReport(intake.file, intake.kind)
    with suppress(_Rollback), works.work() as work:
        report = _store(lambda step: step(work), intake, known, terms)
        raise _Rollback
    return replace(report, batch=0, changed=Changed())


class _Rollback(Exception):
    """Ends a dry run: its transaction is not to be kept."""


def _store(run: Run, intake: Intake, known: Known, terms: ImportTerms) -> ImportReport:
    notes = run(partial(settle_streams, intake=intake, terms=terms)) if intake.records else ()
    batch, due = run(partial(_begin, intake=intake, terms=terms))
    if due:  # what came before comes in before
        _admit(run, terms, new=True)
    report = replace(_understood(intake, batch=batch.no), notes=tuple(notes))
    if intake.kind == "records":
        report = store_records(run, intake, known, terms, report, batch=batch)
    elif intake.kind in FACTS:
        report = store_facts(run, intake, known, terms, report, done=batch.done_rows)
    else:
        report = run(partial(store_entries, intake=intake, known=known, terms=terms, report=report))
    report = replace(report, rejected=tuple(sorted(report.rejected, key=lambda problem: problem.row)))
    if intake.kind in _ROSTER:
        report = replace(report, admitted=_admit(run, terms, new=False))
    refused = {problem.row for problem in report.rejected}
    report = replace(report, waiting=sum(row.row in refused for row in intake.waiting))
    run(partial(_finish, intake=intake, report=report, known=known, terms=terms))
    return report


_ROSTER = ("people", "metrics")


def _admit(run: Run, terms: ImportTerms, *, new: bool) -> int:
    """Let in the rows whose person or metric is known by now; return how many."""
    if not terms.again:
        return 0
    listeners = None if terms.dry_run else terms.listeners
    return admit(run, Admission(terms.again, catalogue, terms.now, listeners), new=new)


def _begin(work: Work, *, intake: Intake, terms: ImportTerms) -> tuple[Batch, bool]:
    """Return the batch, and whether rows that wait may come in."""
    batch = work.batches.open(
        kind=intake.kind, source=intake.source, file=intake.file, digest=terms.digest, by=terms.by, now=terms.now
    )
    work.batches.record(batch.no, problems=intake.problems, changes=intake.changes)
    return batch, work.waiting.due()


def _understood(intake: Intake, *, batch: int) -> ImportReport:
    """Return what is known of a file's rows before anything is stored."""
    return ImportReport(
        intake.file,
        intake.kind,
        batch=batch,
        duplicates=tuple(intake.duplicates),
        skipped=tuple(intake.skips),
        rejected=tuple(intake.problems),
        cleaned=len(intake.changes),
        lines=intake.lines,
        ignored=tuple(intake.ignored),
        refused=tuple(intake.refused),
    )


def _finish(work: Work, *, intake: Intake, report: ImportReport, known: Known, terms: ImportTerms) -> None:
    if not terms.dry_run:
        announce_own(work, terms.by, report.changed, known, now=terms.now)
    keep(work, intake, report, terms)
    kept = report.as_json(lambda key, **_: key)
    kept |= {
        "rejected": Counter(problem.key for problem in report.rejected),
        "remarks": len(report.remarks),
        "left_out": len(report.duplicates) + len(report.skipped),
    }
    work.batches.finish(report.batch, now=terms.now, report=json.dumps(kept, ensure_ascii=False))
    _note(work, report, terms)
    if terms.then:
        terms.then(work, report)


def _note(work: Work, report: ImportReport, terms: ImportTerms) -> None:
    """Put an import on record, whichever way it came: how many rows it stored, refused and held, of which content."""
    detail: dict[str, str | int] = {
        "batch": report.batch,
        "kind": report.kind,
        "rows": report.inserted + report.corrected + report.unchanged,
        **({"withdrawn": report.withdrawn} if report.withdrawn else {}),
        "rejected": len(report.rejected),
        "held": len(report.quarantined),
        "file": terms.digest,
        **terms.noted,
    }
    work.audit.append(What.IMPORT, actor=terms.actor or terms.by, detail=detail, at=terms.now)


STOPPED = timedelta(minutes=15)
"""After so long a batch that is not finished belongs to a process that was stopped."""


def left_behind(work: Work, *, now: datetime, but: Sequence[int] = ()) -> tuple[Changed, list[int]]:
    """Return the keys of batches that were stored and never followed by deltas, because the process was stopped.

    That holds for what was stored of a batch that nobody finishes, too: another file with the same values would find
    them unchanged. ``but`` are batches whose keys the caller has. Returns the keys and the numbers of the batches.
    """
    keys: list[tuple[int, int, int]] = []
    numbers = []
    for number, kind in work.batches.open_ends(before=now - STOPPED):
        if number not in but:
            numbers.append(number)
            if kind == "records":
                keys += keys_of_batch(work, number).keys()
            else:
                keys += (work.targets if kind == "targets" else work.readings).of_batch(number)[0].keys()
            keys += work.quarantine.of_batch(number).keys()
    return Changed.of(keys), numbers
