"""Rows that wait, at work: kept when their file is stored, and let in once whom or what they name is known."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from bot.feedback.services.feedback_again import recomputed
from bot.figures.domain.batch import Batch
from bot.figures.domain.delta import Changed
from bot.figures.services.record import compute
from bot.goals.services.progress import follow_values
from bot.intake.domain.intake import Intake, RowProblem
from bot.intake.domain.outcome import ImportReport
from bot.intake.domain.waiting import AWAITED, Awaited, WaitingFile
from bot.intake.services.entry import absences_again
from bot.intake.services.facts import store_facts
from bot.intake.services.intake import tell
from bot.intake.services.intake_own import announce_own
from bot.intake.services.record import store_records
from bot.intake.services.record_stream import settle_streams
from bot.intake.services.terms import ImportTerms
from bot.kit.cleaning import UnclearValue
from bot.kit.errors import DataError
from bot.people.domain.audit import What

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from numpy.typing import NDArray

    from bot.figures.services.event import Listeners
    from bot.intake.domain.known import Known
    from bot.intake.domain.record import IncomingRecords
    from bot.intake.domain.waiting import WaitingRow
    from bot.intake.ports import Work
    from bot.intake.services.terms import Again, Run

    Catalogue = Callable[[Work], Known]

_AT_ONCE: Final = 5_000
"""Rows let in per transaction: with what follows from them less than a second or two."""
_PARTS: Final = 20
"""Transactions of one round of the clock."""


def keep(work: Work, intake: Intake, report: ImportReport, terms: ImportTerms) -> None:
    """Let the rows of a file wait that are refused only because nobody knows yet whom or what they name."""
    trusted = not terms.quarantine
    file = WaitingFile(report.batch, intake.kind, intake.file, terms.by, terms.digest, intake.how, trusted)
    work.waiting.keep(file, intake.waiting, now=terms.now)


@dataclass(frozen=True, slots=True)
class Admission:
    """How rows that wait are let in: whoever reads files understands them ``again``, among what the catalogue knows.

    ``listeners`` hear of events among them.
    """

    again: Again
    catalogue: Catalogue
    now: datetime
    listeners: Listeners[Any] | None = None


def admit(run: Run, admission: Admission, *, new: bool, parts: int | None = None) -> int:
    """Let in the rows whose person or metric is known by now, some in each transaction; return how many are stored.

    ``new``: only where somebody or a metric has come since that was last looked for. ``parts`` limits the transactions.
    Interrupted, the next call goes on. Rows come in in the order in which their files came: the newest counts.
    """
    run(partial(_look, catalogue=admission.catalogue, new=new))
    stored, done = 0, 0
    while parts is None or done < parts:
        part: int | None = run(partial(_let_in, admission=admission))
        if part is None:
            break
        stored, done = stored + part, done + 1
    return stored


def admit_some(run: Run, admission: Admission) -> int:
    """Do what is due of :func:`admit` in one round of the clock."""
    return admit(run, admission, new=True, parts=_PARTS)


def _look(work: Work, *, catalogue: Catalogue, new: bool) -> None:
    """Find what rows wait for among everybody and every metric there is."""
    wanted = work.waiting.named(new=new)
    if wanted:
        known = catalogue(work)
        work.waiting.ready([named for named in wanted if _is_known(known, *named)])
        work.waiting.looked()


def _is_known(known: Known, awaited: Awaited, text: str, name: str) -> bool:
    try:
        if awaited is Awaited.METRIC:
            known.metric(text)
        elif awaited is Awaited.PERSON:
            known.person(text, name=name)
        else:
            return str(known.hired.get(known.people.get(text, -1), "")) != name
    except UnclearValue as reason:
        return reason.key not in AWAITED  # two of that name by now: whoever reads the report has to know it
    return True


def _let_in(work: Work, *, admission: Admission) -> int | None:
    """Let in the next rows with all that follows from them; return how many are stored, None when there are none."""
    found = work.waiting.next(most=_AT_ONCE)
    if found is None:
        return None
    file, rows = found
    known = admission.catalogue(work)
    stored = 0
    for _, group in groupby(rows, key=lambda row: row.value):
        stored += _store(work, file, list(group), known, admission)
    return stored


def _store(work: Work, file: WaitingFile, rows: Sequence[WaitingRow], known: Known, admission: Admission) -> int:
    now = admission.now
    intake, report = _stored(work, file, rows, known, admission)
    still = {row.no for row in intake.waiting}
    report = replace(report, rejected=(*report.rejected, *_refused(intake, rows, still)))
    work.deltas.defer(recomputed(work, report.changed, now=now))
    follow_values(work, now=now)
    work.waiting.settle(rows, still=intake.waiting)
    gone = [row for row in rows if row.no not in still]
    work.batches.amend(file.batch, rows=[row.row for row in gone], report=report)
    if gone:
        _note(work, file, report, n=len(gone), now=now)
        announce_own(work, file.by, report.changed, known, now=now)
        tell(work, [file.batch], now=now)
    return report.inserted + report.corrected + report.unchanged + report.withdrawn


def _stored(
    work: Work, file: WaitingFile, rows: Sequence[WaitingRow], known: Known, admission: Admission
) -> tuple[Intake, ImportReport]:
    """Understand rows again and store them; what they were understood by may hold no more, and is the reason then."""
    terms = ImportTerms(
        file.digest, admission.now, by=file.by, quarantine=not file.trusted, listeners=admission.listeners
    )
    report = ImportReport(file.name, file.kind, batch=file.batch)
    try:
        with work.attempt():
            if file.kind == "absences":
                return _stored_absences(work, file, rows, known, report)
            intake = admission.again(file, rows, known, now=admission.now)
            if file.kind == "records":
                return intake, _stored_records(work, file, intake, known, terms, report)
            return intake, store_facts(lambda step: step(work), intake, known, terms, report, done=0)
    except DataError as error:
        values = {key: value if isinstance(value, int) else str(value) for key, value in error.values.items()}
        problems = [RowProblem(row.row, "", "", error.key, values) for row in rows]
        return Intake(file.kind, file.name, problems=problems), report


def _stored_absences(
    work: Work, file: WaitingFile, rows: Sequence[WaitingRow], known: Known, report: ImportReport
) -> tuple[Intake, ImportReport]:
    intake, absences = absences_again(file, rows, known)
    outcomes = Counter(work.people.put_absences(absences))
    counts = [outcomes[outcome] for outcome in ("inserted", "corrected", "unchanged")]
    return intake, replace(report, inserted=counts[0], corrected=counts[1], unchanged=counts[2])


def _stored_records(
    work: Work, file: WaitingFile, intake: Intake, known: Known, terms: ImportTerms, report: ImportReport
) -> ImportReport:
    """Store records, but for those of which a later file has said something since."""
    settle_streams(work, intake, terms)
    for incoming in intake.records:
        records, gone = incoming.records, incoming.gone
        ids = [str(each) for each in (*records.id, *gone.id) if each]
        later = work.records.said_after(incoming.stream.key, ids, batch=file.batch) if ids else set[str]()
        if later:  # where a source says when it changed each, that decides
            kept = (records.revised >= 0) | _not_among(records.id, later)
            incoming.records, incoming.round = records.take(kept), incoming.round[kept]
            incoming.gone = gone.take((gone.revised >= 0) | _not_among(gone.id, later))
    batch = Batch(file.batch, 0)
    stored = store_records(lambda step: step(work), intake, known, terms, report, batch=batch)
    for incoming in intake.records:
        stored = replace(stored, changed=stored.changed | _taken_back_since(work, incoming, file.batch, now=terms.now))
    return stored


def _taken_back_since(work: Work, incoming: IncomingRecords, batch: int, *, now: datetime) -> Changed:
    """Take back what a later file took back while it waited, as of that file; returns the keys that have changed."""
    said = dict(zip(incoming.records.id.tolist(), incoming.records.revised.tolist(), strict=True))
    marks = work.records.marked_after(incoming.stream.key, sorted(said), batch=batch) if said else {}
    changed, key = Changed(), incoming.stream.key
    for each, (other, instant) in marks.items():
        if instant is None or said[each] < 0:  # else both instants have decided
            outcome = work.records.withdraw(key, [each], batch=other)
            changed = changed | compute(work, key, outcome.days, batch=other, now=now)
    return changed


def _not_among(ids: NDArray[np.object_], some: set[str]) -> NDArray[np.bool_]:
    return np.array([str(each) not in some for each in ids], np.bool_)


def _refused(intake: Intake, rows: Sequence[WaitingRow], still: set[int]) -> tuple[RowProblem, ...]:
    """Return what is wrong with rows that do not wait any more."""
    waits = Counter(row.row for row in rows if row.no in still)
    return tuple(problem for problem in intake.problems if not (problem.key in AWAITED and waits[problem.row]))


def _note(work: Work, file: WaitingFile, report: ImportReport, *, n: int, now: datetime) -> None:
    """Put on record that rows of an import that had waited came in."""
    detail: dict[str, str | int] = {
        "batch": file.batch,
        "kind": file.kind,
        "waited": n,
        "rows": report.inserted + report.corrected + report.unchanged,
        "rejected": len(report.rejected),
        "held": len(report.quarantined),
    }
    work.audit.append(What.IMPORT, actor=file.by, detail=detail, at=now)
