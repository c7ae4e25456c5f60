"""Readings and targets that come in: screened for slips, and stored some thousand rows at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from bot.figures.domain.delta import Changed
from bot.figures.domain.facts import Reason
from bot.figures.services.formula import refused_finished
from bot.intake.domain.intake import Intake, RowProblem, Skip
from bot.intake.domain.known import Known
from bot.intake.domain.outcome import ImportReport
from bot.intake.domain.outlier import Doubt, screen

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.intake.ports import Work
    from bot.intake.services.terms import ImportTerms, Run

    Ints = NDArray[np.int64]
    from bot.figures.domain.facts import FactColumns


_NONE = (Changed(), 0)


def store_facts(
    run: Run, intake: Intake, known: Known, terms: ImportTerms, report: ImportReport, *, done: int
) -> ImportReport:
    """Store readings or targets, and say what became of each row; ``done`` are the rows that an earlier run stored."""
    facts, targets = intake.facts, intake.kind == "targets"
    if not targets:
        facts, report = run(lambda work: _without_corrected(work, *_without_fed(work, facts, report)))
        facts, report = run(lambda work: _hold_back(work, facts, known, report, usual=not terms.quarantine))
    keys, fresh, overtaken = _put(run, facts, known, terms, batch=report.batch, targets=targets, done=done)
    held = run(lambda work: work.quarantine.of_batch(report.batch)) if report.quarantined else Changed()
    return replace(
        report,
        inserted=fresh,
        corrected=len(keys) - fresh,
        unchanged=len(facts) - len(keys) - len(overtaken),
        rejected=(*report.rejected, *overtaken),
        changed=Changed.of([*keys.keys(), *held.keys()]) if len(held) else keys,
        totals=_totals(facts, known),
    )


def _put(
    run: Run, facts: FactColumns, known: Known, terms: ImportTerms, *, batch: int, targets: bool, done: int
) -> tuple[Changed, int, list[RowProblem]]:
    """Store facts, one part of them in each transaction.

    Returns:
        The keys of all that the batch stored, how many of them are new, and what values to date were too late.
    """
    roles = _look_up(facts.person, known.roles)
    overtaken: list[RowProblem] = []

    def put(work: Work, *, part: Ints) -> tuple[Changed, int]:
        some = facts.take(part)
        if targets:
            changed, new = work.targets.put(some, batch=batch)
        else:
            changed, new, late = work.readings.put(some, batch=batch, roles=roles[part])
            overtaken.extend(_overtaken(some, late))
            work.quarantine.replace(changed)
        work.batches.advance(batch, done_rows=int(part[-1]) + 1)
        return changed, new

    # What an interrupted run of the same batch has stored counts as stored by it.
    keys, fresh = run(lambda work: (work.targets if targets else work.readings).of_batch(batch)) if done else _NONE
    parts = [keys]
    for first in range(0, len(facts), terms.chunk):
        part = np.arange(first, min(first + terms.chunk, len(facts)))
        changed, new = run(partial(put, part=part))
        parts.append(changed)
        fresh += new
        if terms.progress:
            terms.progress(int(part[-1]) + 1, len(facts))
    return _joined(parts), fresh, overtaken


def _without_fed(work: Work, facts: FactColumns, report: ImportReport) -> tuple[FactColumns, ImportReport]:
    """Leave out finished values of periods whose value is made of records: a metric has one feed at a time."""
    refused = refused_finished(work, facts)
    if not refused:
        return facts, report
    kept = np.ones(len(facts), dtype=bool)
    kept[list(refused)] = False
    problems = [
        RowProblem(int(facts.row[place]), "value", f"{facts.value[place]:.12g}", why.key, why.values)
        for place, why in sorted(refused.items())
    ]
    work.batches.record(report.batch, problems=problems, changes=())
    return facts.take(kept), replace(report, rejected=(*report.rejected, *problems))


def _without_corrected(work: Work, facts: FactColumns, report: ImportReport) -> tuple[FactColumns, ImportReport]:
    """Leave out values that were corrected here and are still wrong in their source: they would undo the correction."""
    places = sorted(work.corrections.undone(facts))
    if not places:
        return facts, report
    kept = np.ones(len(facts), dtype=bool)
    kept[places] = False
    skips = [Skip(int(facts.row[place]), "value", "import-corrected-here") for place in places]
    return facts.take(kept), replace(report, skipped=(*report.skipped, *skips))


def _joined(parts: Sequence[Changed]) -> Changed:
    return Changed(*(np.concatenate([getattr(part, name) for part in parts]) for name in ("person", "metric", "start")))


def _hold_back(
    work: Work, facts: FactColumns, known: Known, report: ImportReport, *, usual: bool
) -> tuple[FactColumns, ImportReport]:
    """Put aside the values that are likely to be slips, unless somebody has decided about them before.

    What would replace a value that a second person approved is put aside as well, also of a file that is trusted
    (``usual``): nobody changes such a value without another's yes (R26).
    """
    against = {
        place: Doubt(place, "import-corrected-otherwise", {"value": f"{value:.12g}"})
        for place, value in work.corrections.contradicted(facts).items()
    }
    doubts = [] if usual else screen(facts, work.readings.history(facts), known)
    doubts = [*(doubt for doubt in doubts if doubt.place not in against), *against.values()]
    if not doubts:
        return facts, report
    places = np.array([doubt.place for doubt in doubts], np.int64)
    suspects = facts.take(places)
    decided = work.quarantine.decided(suspects)
    unchanged = work.readings.unchanged(suspects)
    held, fresh, dropped, gone = [], [], [], []
    for at, doubt in enumerate(doubts):
        state = "accepted" if at in unchanged else decided.get(at, "new")
        if state == "accepted":
            continue
        gone.append(doubt.place)
        if state == "discarded":
            dropped.append(Skip(int(facts.row[doubt.place]), "value", "import-discarded"))
            continue
        held.append(_problem(facts, doubt))
        if state == "new":
            fresh.append(at)
    reasons = [Reason(doubts[at].key, doubts[at].values) for at in fresh]
    work.quarantine.add(suspects.take(np.array(fresh, np.int64)), batch=report.batch, reasons=reasons)
    kept = np.ones(len(facts), dtype=bool)
    kept[gone] = False
    skipped = (*report.skipped, *dropped)
    return facts.take(kept), replace(report, quarantined=tuple(held), skipped=skipped)


def _problem(facts: FactColumns, doubt: Doubt) -> RowProblem:
    value = f"{facts.value[doubt.place]:.12g}"
    return RowProblem(int(facts.row[doubt.place]), "value", value, doubt.key, doubt.values)


def _overtaken(facts: FactColumns, places: Ints) -> list[RowProblem]:
    return [
        RowProblem(
            int(facts.row[place]), "period_end", str(np.datetime64(int(facts.end[place]), "D")), "import-shorter"
        )
        for place in places.tolist()
    ]


def _look_up(numbers: Ints, values: Mapping[int, int]) -> Ints:
    unique, inverse = np.unique(numbers, return_inverse=True)
    return np.array([values[number] for number in unique.tolist()], np.int64)[inverse]


def _totals(facts: FactColumns, known: Known) -> dict[str, tuple[int, float]]:
    return {
        known.metric_by_number[number].key: (int(mine.sum()), float(np.round(facts.value[mine].sum(), 6)))
        for number in np.unique(facts.metric).tolist()
        if (mine := facts.metric == number).any()
    }
