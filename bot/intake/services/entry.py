"""People, metrics, absences and courses that come in: understood row by row, and stored together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, get_args

from bot.figures.domain.metric_fields import metric_fields
from bot.figures.services.delta import running
from bot.figures.services.formula import conflict, recalculate_later, spans_kept, with_stream_key
from bot.goals.services.progress import follow_values
from bot.growth.domain.course import Course, course_fields
from bot.intake.domain.entry import absence_fields, person_fields
from bot.intake.domain.intake import Intake, RowProblem
from bot.intake.domain.known import Known
from bot.intake.domain.outcome import ImportReport
from bot.intake.domain.waiting import AWAITED, WaitingRow
from bot.intake.services import person
from bot.intake.services.goal import store_goals
from bot.kit.cell import InvalidCell
from bot.kit.cleaning import UnclearValue, is_missing
from bot.kit.period_order import Order

if TYPE_CHECKING:
    from datetime import date

    from bot.figures.domain.metric import Metric
    from bot.intake.domain.intake import Kind
    from bot.intake.domain.waiting import WaitingFile
    from bot.intake.ports import Work
    from bot.intake.services.terms import ImportTerms


_KEYED: Final = {"metrics": "metric", "courses": "course"}
"""The kinds whose rows have a key of their own, and its column."""
_NO_COURSES: Final[Mapping[str, Course]] = {}


def store_entries(work: Work, intake: Intake, known: Known, terms: ImportTerms, report: ImportReport) -> ImportReport:
    """Store people, metrics, absences or courses, each row of which stands for itself, and say what became of it."""
    if intake.kind == "goals":
        return store_goals(work, intake, known, terms, report)
    courses = {course.key: course for course in work.courses.all()} if intake.kind == "courses" else {}
    made, problems, waiting = _read_all(intake, known, order=terms.order, courses=courses)
    if waiting:
        intake.waiting, intake.how = waiting, terms.order or ""
    remarks: list[RowProblem] = []
    if intake.kind == "people":
        before = person.before(work, terms.by, [fields["id"] for _, fields in made], now=terms.now)
        outcomes, remarks = person.put(work, made, known, problems, now=terms.now)
        person.announce(work, terms.by, before, now=terms.now)
    elif intake.kind == "metrics":
        fields = frozenset(name for _, cells in intake.entries for name in cells)
        made, fed = _fed_once(work, made, known)
        problems += fed
        metrics = [metric for _, metric in made]
        outcomes = work.metrics.put(metrics, fields=fields)
        if not terms.dry_run:
            # In this transaction: a run after one that was stopped would not see any more what has changed.
            for metric in metrics:
                again = recalculate_later(work, _before(known, metric), metric, by=terms.by, now=terms.now)
                work.deltas.defer(running(work, again, now=terms.now))
            follow_values(work, now=terms.now)
    elif intake.kind == "courses":
        outcomes = work.courses.put([course for _, course in made])
    else:
        outcomes = work.people.put_absences([absence for _, absence in made])
    counts = Counter(outcomes)
    work.batches.record(report.batch, problems=problems, changes=())
    work.batches.advance(report.batch, done_rows=len(intake.entries))
    return replace(
        report,
        inserted=counts["inserted"],
        corrected=counts["corrected"],
        unchanged=counts["unchanged"],
        rejected=(*report.rejected, *problems),
        remarks=tuple(sorted(remarks, key=lambda problem: problem.row)),
    )


def absences_again(
    file: WaitingFile, rows: Sequence[WaitingRow], known: Known
) -> tuple[Intake, list[tuple[str, date, date, str]]]:
    """Understand leave that has waited for somebody to be known; also return what can be stored of it."""
    intake = Intake(file.kind, file.name, entries=[(row.row, dict(row.cells)) for row in rows])
    order = next((order for order in get_args(Order) if order == file.how), None)
    made, intake.problems, waiting = _read_all(intake, known, order=order)
    intake.waiting = [replace(row, no=rows[row.place].no) for row in waiting]
    return intake, [absence for _, absence in made]


def _read_all(
    intake: Intake, known: Known, *, order: Order | None, courses: Mapping[str, Course] = _NO_COURSES
) -> tuple[list[tuple[int, Any]], list[RowProblem], list[WaitingRow]]:
    """Return what can be stored, by row, what cannot, and what of that waits."""
    made: list[tuple[int, Any]] = []
    problems: list[RowProblem] = []
    waiting: list[WaitingRow] = []
    for place, (row, cells) in enumerate(intake.entries):
        try:
            made.append((row, _read(intake.kind, cells, known, order=order, courses=courses)))
        except InvalidCell as unfit:
            reason = unfit.reason
            problems.append(RowProblem(row, unfit.column, unfit.value[:200], reason.key, reason.values))
            if reason.key in AWAITED:
                waiting.append(WaitingRow(row, AWAITED[reason.key], unfit.value, "", unfit.value, cells, place=place))
    made, twice = _once(intake.kind, made)
    return made, [*problems, *twice], waiting


def _read(
    kind: Kind, cells: Mapping[str, str], known: Known, *, order: Order | None, courses: Mapping[str, Course]
) -> Any:  # noqa: ANN401 - an entry of the kind
    if kind == "people":
        accounts = [name for name in cells if name.endswith("_id") and name not in {"employee_id", "manager_id"}]
        return person_fields(cells, accounts=accounts, order=order)
    if kind == "metrics":
        return metric_fields(_owned(cells, known), before={key: metric for key, (_, metric) in known.metrics.items()})
    if kind == "courses":
        return course_fields(cells, before=courses, metrics={key: metric for key, (_, metric) in known.metrics.items()})
    return absence_fields(cells, known, order=order)


def _owned(cells: Mapping[str, str], known: Known) -> Mapping[str, str]:
    """Return the cells of a metric with its owner's id in place of how somebody wrote it."""
    if is_missing(cells.get("owner", "")):
        return cells
    try:
        return {**cells, "owner": known.person(cells["owner"])[0]}
    except UnclearValue as unclear:
        key = "import-owner-unknown" if unclear.key in AWAITED else unclear.key  # a metric does not wait for its owner
        raise InvalidCell("owner", cells["owner"], UnclearValue(key, **unclear.values)) from None


def _once(kind: Kind, made: list[tuple[int, Any]]) -> tuple[list[tuple[int, Any]], list[RowProblem]]:
    """Refuse rows about the same thing that say different things: nobody can know which one is meant."""

    def key(entry: Any) -> tuple[str, ...]:  # noqa: ANN401 - an entry of the kind
        if kind == "people":
            return (entry["id"],)
        return (entry.key,) if kind in _KEYED else (entry[0], str(entry[1]))

    counts = Counter(key(entry) for _, entry in made)
    twice = [(row, key(entry)) for row, entry in made if counts[key(entry)] > 1]
    rows: dict[tuple[str, ...], list[int]] = {}
    for row, about in twice:
        rows.setdefault(about, []).append(row)
    problems = [
        RowProblem(
            row,
            _KEYED.get(kind, "employee_id"),
            about[0],
            "import-twice",
            {"rows": ", ".join(map(str, rows[about]))},
        )
        for row, about in twice
    ]
    return [(row, entry) for row, entry in made if counts[key(entry)] == 1], problems


def _fed_once(work: Work, made: list[tuple[int, Any]], known: Known) -> tuple[list[tuple[int, Any]], list[RowProblem]]:
    """Refuse formulas where finished values stand in what they would make, and other units of time for such.

    Nor is there a formula of a stream's title that several have.
    """
    kept: list[tuple[int, Any]] = []
    problems = []
    for row, said in made:
        try:
            metric = with_stream_key(work, said)
        except UnclearValue as unclear:
            problems.append(RowProblem(row, "formula", said.formula, unclear.key, unclear.values))
            continue
        other = _before(known, metric) != metric
        if other and (reason := conflict(work, metric)):
            problems.append(RowProblem(row, "formula", metric.formula, reason.key, reason.values))
        elif other and (reason := spans_kept(work, metric)):
            problems.append(RowProblem(row, "grain", metric.grain.value, reason.key, reason.values))
        else:
            kept.append((row, metric))
    return kept, problems


def _before(known: Known, metric: Metric) -> Metric | None:
    return known.metrics[metric.key][1] if metric.key in known.metrics else None
