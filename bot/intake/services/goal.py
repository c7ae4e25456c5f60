"""Goals that come in: understood row by row among the people and metrics that are known, and stored together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.goals.domain.goal_fields import GoalNames, GoalRow, goal_rows
from bot.goals.services import goal_file
from bot.goals.services.goal_each import UnitPeople
from bot.intake.domain.intake import Intake, RowProblem
from bot.kit.cell import InvalidCell

if TYPE_CHECKING:
    from bot.intake.domain.known import Known
    from bot.intake.domain.outcome import ImportReport
    from bot.intake.ports import Work
    from bot.intake.services.terms import ImportTerms

_SHOWN = 200


def store_goals(work: Work, intake: Intake, known: Known, terms: ImportTerms, report: ImportReport) -> ImportReport:
    """Store the goals of a file, and say what became of them and what is wrong with its rows."""
    names = GoalNames(
        lambda text: known.person(text)[0],
        lambda text: known.metrics[known.metric(text)[0]][1],
        UnitPeople(work, now=terms.now).ids,
    )
    made: list[tuple[int, GoalRow]] = []
    wrong: list[tuple[int, InvalidCell]] = []
    for row, cells in intake.entries:
        try:
            made += [(row, each) for each in goal_rows(cells, names, order=terms.order)]
        except InvalidCell as unfit:
            wrong.append((row, unfit))
    taken = goal_file.take(work, made, by=terms.by, now=terms.now)
    problems = [
        RowProblem(row, unfit.column, unfit.value[:_SHOWN], unfit.reason.key, unfit.reason.values)
        for row, unfit in sorted([*wrong, *taken.problems], key=lambda found: found[0])
    ]
    work.batches.record(report.batch, problems=problems, changes=())
    work.batches.advance(report.batch, done_rows=len(intake.entries))
    return replace(
        report,
        inserted=taken.inserted,
        corrected=taken.corrected,
        unchanged=taken.unchanged,
        rejected=(*report.rejected, *problems),
    )
