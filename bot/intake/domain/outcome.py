"""What became of the rows of one file or post: stored, left out, refused or held back, each with its reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.figures.domain.delta import Changed

if TYPE_CHECKING:
    from bot.figures.domain.facts import Reason
    from bot.intake.domain.intake import Intake, Kind, RowProblem, Skip
    from bot.intake.domain.known import Known
    from bot.intake.domain.record_sums import PeriodSum

    Translate = Callable[..., str]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of the rows of one file; ``rows`` is always the sum of the others.

    ``changed`` are the keys whose deltas must be computed again: stored readings or targets that differ from before,
    values put into quarantine, and every reading of a metric that was defined anew. ``remarks`` are about rows that
    were stored, and say what somebody should know of them. ``waiting`` of the rejected rows are kept until whom or what
    they name is known; ``admitted`` rows of earlier files had waited for this one. ``withdrawn`` counts records that
    count no more, those among them that are missing in a file that is all there is. ``notes`` are what was settled
    without being asked, ``sums`` what stands for the keys of a file's records before and after.
    """

    file: str
    kind: Kind
    inserted: int = 0
    corrected: int = 0
    unchanged: int = 0
    duplicates: tuple[Skip, ...] = ()
    skipped: tuple[Skip, ...] = ()
    quarantined: tuple[RowProblem, ...] = ()
    rejected: tuple[RowProblem, ...] = ()
    remarks: tuple[RowProblem, ...] = ()
    batch: int = 0
    changed: Changed = field(default_factory=Changed)
    cleaned: int = 0
    lines: int = 0
    ignored: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    totals: Mapping[str, tuple[int, float]] = field(default_factory=dict)
    proposal: str = ""
    failed: RowProblem | None = None
    waiting: int = 0
    admitted: int = 0
    withdrawn: int = 0
    notes: tuple[Reason, ...] = ()
    sums: tuple[PeriodSum, ...] = ()

    @property
    def rows(self) -> int:
        """How many rows there were."""
        lists = (self.duplicates, self.skipped, self.quarantined, self.rejected)
        return self.inserted + self.corrected + self.unchanged + self.withdrawn + sum(map(len, lists))

    @property
    def clean(self) -> bool:
        """Whether there is nothing that somebody has to look at."""
        return not (self.rejected or self.quarantined or self.refused or self.failed)

    # Long because it is a report as imports answer it, field by field.
    def as_json(self, translate: Translate) -> dict[str, Any]:
        """Return the report as the interface has it, reasons as sentences."""
        made: dict[str, Any] = {
            "file": self.file,
            "rows": self.rows,
            "inserted": self.inserted,
            "corrected": self.corrected,
            "unchanged": self.unchanged,
            "withdrawn": self.withdrawn,
            "duplicates": len(self.duplicates),
            "skipped": len(self.skipped),
            "quarantined": len(self.quarantined),
            "rejected": [_refused(problem, translate) for problem in self.rejected],
            "batch": self.batch,
            "lines": self.lines,
            "cleaned": self.cleaned,
            "held": [_refused(problem, translate) for problem in self.quarantined],
            "left_out": [_left_out(skip, translate) for skip in (*self.duplicates, *self.skipped)],
            "remarks": [_refused(problem, translate) for problem in self.remarks],
            "ignored_columns": list(self.ignored),
            "refused_columns": [
                {"column": title, "reason": translate("import-refused-figure")} for title in self.refused
            ],
            "waiting": self.waiting,
            "admitted": self.admitted,
            "stored": {metric: {"values": n, "sum": total} for metric, (n, total) in self.totals.items()},
            "notes": [translate(note.key, **note.values) for note in self.notes],
            "periods": [_period(sums) for sums in self.sums],
        }
        if self.proposal:
            made["proposal"] = self.proposal
        if self.failed:
            made["error"] = translate(self.failed.key, **self.failed.values)
        return made


def _period(sums: PeriodSum) -> dict[str, Any]:
    before, after = ({"values": held.n, "sum": held.total} for held in (sums.before, sums.after))
    return {"metric": sums.metric, "period_start": sums.start, "before": before, "after": after}


def _refused(problem: RowProblem, translate: Translate) -> dict[str, Any]:
    reason = translate(problem.key, **problem.values)
    return {"row": problem.row, "column": problem.column, "value": problem.value, "reason": reason}


def _left_out(skip: Skip, translate: Translate) -> dict[str, Any]:
    first = {"first": skip.first} if skip.first else {}
    return {"row": skip.row, "column": skip.column, "reason": translate(skip.key, **first)} | first


@dataclass(frozen=True, slots=True)
class UploadTrial:
    """What a dry run found: the report, what was understood, and the roster and metrics that it was matched with."""

    report: ImportReport
    intake: Intake
    known: Known
