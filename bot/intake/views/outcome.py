"""What a file did, or would do, as cards: rows counted, refused with how to fix them, cleaned, summed, compared."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.intake.domain.intake import Change, Intake, RowProblem, Skip
from bot.intake.domain.outcome import ImportReport
from bot.intake.domain.upload import FACTS, FIGURES, Stored, Sum, UploadedFile
from bot.intake.views.outcome_sheet import bearing, problems_sheet, report_sheet
from bot.intake.views.outcome_sums import sums
from bot.intake.views.upload_proposal import arguments, button, example
from bot.messages.card import (
    Action,
    Attachment,
    Block,
    Button,
    Card,
    Choices,
    FactLine,
    Facts,
    Heading,
    Note,
    Table,
    Text,
)
from bot.messages.sheet import sheet
from bot.messages.text import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.figures.domain.metric import Metric
    from bot.messages.i18n import Translator

_MOST_ROWS, _MOST_RULES = 10, 8
_LONGEST_FILE = 2_000_000
"""Characters of a file that still goes with a message."""


def checked(  # noqa: PLR0913 - what the card says besides the report
    t: Translator,
    upload: UploadedFile,
    report: ImportReport,
    intake: Intake,
    *,
    before: Stored | None,
    file: Stored,
    metrics: Mapping[str, Metric],
    corrected: tuple[tuple[str, ...], Sequence[tuple[str, ...]]],
    checks: Sequence[Block] = (),
    compared: bool = True,
) -> Card:
    """Show what importing a file would do; ``corrected`` is the file as it would be without its faults.

    ``checks`` show values of some people to check by hand.

    ``before`` is what is stored for the same people and periods, for those who may read it. Unless ``compared`` it is
    not said which values are stored already, just so or otherwise: a guess among known rows would be confirmed.
    """
    n = bearing(report, compared=compared)
    heading = t(_of(report, "upload-checked"), n=n, rows=report.rows)
    heading = heading if n else t("upload-checked-nothing", name=upload.name)
    blocks: list[Block] = [Heading(heading)]
    if not n:
        blocks.append(Text(t("upload-nothing-new" if report.unchanged else "upload-nothing-usable")))
    blocks.append(Facts(_counts(t, report, "usable", compared=compared)))
    blocks += _refused(t, report, "upload-would-admit")
    blocks += [*_cleaned(t, intake), *_held(t, report)]
    blocks += [*sums(t, file, before, None, metrics), *checks]
    blocks += _files(t, upload.stem, problems_sheet(t, report, intake), corrected)
    buttons = []
    if n:
        start = Action("upload.start", arguments(upload))
        buttons.append(Button(plain(t(_of(report, "upload-button-import"), n=n)), start))
    if not (upload.plan and upload.plan.mapping):
        buttons.append(button(t, "change", "upload.change", upload, page="0"))
    buttons.append(button(t, "cancel", "upload.cancel", upload))
    blocks += [Choices(tuple(buttons)), Note(t("upload-nothing-stored"))]
    return Card("upload", plain(heading), tuple(blocks), t.locale)


def _files(
    t: Translator, stem: str, problems: str, corrected: tuple[tuple[str, ...], Sequence[tuple[str, ...]]]
) -> list[Block]:
    """Hand out the rows that are not stored as they stand, and the file without its faults."""
    blocks: list[Block] = []
    if problems:
        blocks += [Attachment(f"{stem}-rows.csv", problems), Text(t("upload-rows-file"))]
    content = sheet(*corrected)
    if corrected[1] and len(content) <= _LONGEST_FILE:
        blocks += [Attachment(f"{stem}-corrected.csv", content), Text(t("upload-corrected-file"))]
    elif corrected[1]:
        blocks.append(Text(t("upload-corrected-too-large")))
    return blocks


def _counts(t: Translator, report: ImportReport, step: str, *, compared: bool) -> tuple[FactLine, ...]:
    if compared:
        counts = {"new": report.inserted, "changed": report.corrected, "same": report.unchanged}
        stored = t(_of(report, "upload-counts-stored"), gone=report.withdrawn, **counts)
    else:
        stored = t(f"upload-counts-{step}", n=bearing(report, compared=False))
    left = t("upload-counts-left", skipped=len(report.skipped), twice=len(report.duplicates))
    refused = t("upload-counts-refused", rejected=len(report.rejected), held=len(report.quarantined))
    return (
        FactLine(t(_of(report, "upload-stored")), stored),
        FactLine(t("upload-unused"), left),
        FactLine(t("upload-fix"), refused),
    )


def _of(report: ImportReport, key: str) -> str:
    """Name the message that speaks of records where a file holds them, else of values."""
    return f"{key}-records" if report.kind == "records" else key


def _listed(t: Translator, key: str, problems: Sequence[RowProblem]) -> list[Block]:
    if not problems:
        return []
    header = tuple(t(f"upload-column-{name}") for name in ("row", "column", "value", "reason"))
    rows = [_problem(t, problem) for problem in problems[:_MOST_ROWS]]
    more = len(problems) - len(rows)
    blocks: list[Block] = [Text(t(key, n=len(problems))), Table(header, tuple(rows))]
    return [*blocks, Text(t("upload-more-in-file", n=more))] if more else blocks


def _refused(t: Translator, report: ImportReport, admitted: str) -> list[Block]:
    """Show refused rows, say which come in by themselves later and what earlier ones come in now; then the remarks."""
    waiting = [Text(t(key, n=n)) for key, n in (("upload-waits", report.waiting), (admitted, report.admitted)) if n]
    remarks = _listed(t, "upload-remark-rows", report.remarks)
    return [*_listed(t, "upload-rejected-rows", report.rejected), *waiting, *remarks]


def _problem(t: Translator, problem: RowProblem) -> tuple[str, ...]:
    reason = plain(t(problem.key, **problem.values))
    return (str(problem.row or ""), problem.column, problem.value[:60], reason)


def _held(t: Translator, report: ImportReport) -> list[Block]:
    if not report.quarantined:
        return []
    header = tuple(t(f"upload-column-{name}") for name in ("row", "value", "reason"))
    shown = report.quarantined[:_MOST_ROWS]
    rows = [(str(problem.row), problem.value, plain(t(problem.key, **problem.values))) for problem in shown]
    return [Text(t("upload-held-rows", n=len(report.quarantined))), Table(header, tuple(rows))]


def _cleaned(t: Translator, intake: Intake) -> list[Block]:
    """Show what cleaning did by rule, with an example each."""
    rules: Counter[str] = Counter()
    examples: dict[str, Change] = {}
    for change in intake.changes:
        for rule in change.rule.split("+"):
            rules[rule] += 1
            examples.setdefault(rule, change)
    if not rules:
        return []
    header = tuple(t(f"upload-column-{name}") for name in ("rule", "cells", "was", "became"))
    rows = [
        (t(f"upload-rule-{rule}"), str(count), examples[rule].original[:40], examples[rule].value[:40])
        for rule, count in rules.most_common(_MOST_RULES)
    ]
    return [Text(t("upload-cleaned", n=len(intake.changes))), Table(header, tuple(rows))]


def report(  # noqa: PLR0913 - as above
    t: Translator,
    upload: UploadedFile,
    report: ImportReport,
    intake: Intake,
    *,
    before: Stored | None,
    file: Stored,
    after: Stored | None,
    metrics: Mapping[str, Metric],
    compared: bool = True,
) -> Card:
    """Report an import: what became of the rows, what is stored now against before, and the file with all of it.

    ``before`` and ``compared`` as for :func:`checked`; so is ``after``, unless it is what the file says.
    """
    n = bearing(report, compared=compared)
    heading = t(_of(report, "upload-done"), name=upload.name, n=n, number=report.batch)
    blocks: list[Block] = [Heading(heading)]
    blocks.append(Text(t("upload-done-text" if n else "upload-done-nothing")))
    blocks.append(Facts(_counts(t, report, "imported", compared=compared)))
    blocks += _refused(t, report, "upload-admitted")
    blocks += _held(t, report)
    blocks += sums(t, file, before, after, metrics)
    blocks.append(Text(_verdict(t, report, file, after)))
    content = report_sheet(t, upload, report, intake, before=before, file=file, after=after, compared=compared)
    blocks.append(Attachment(f"{upload.stem}-report.csv", content))
    if problems := problems_sheet(t, report, intake):
        blocks.append(Attachment(f"{upload.stem}-rows.csv", problems))
    if n and report.kind in {*FACTS, "records"}:
        undo = Action("upload.undo", (("no", str(report.batch)),))
        blocks.append(Choices((Button(plain(t("upload-button-undo")), undo),)))
    blocks.append(Note(t("upload-checksum", digest=upload.digest[:12])))
    return Card("upload", plain(heading), tuple(blocks), t.locale)


def _verdict(t: Translator, report: ImportReport, file: Stored, after: Stored | None) -> str:
    """Say whether what is stored is what the file says, or how it differs."""
    if report.kind not in FACTS | FIGURES:
        return t("upload-verdict-entries", n=report.inserted + report.corrected + report.unchanged)
    if after and file.digest == after.digest:
        return t("upload-verdict-same")
    return t("upload-verdict-differs")


# Long because it is a table: what each card shows, and the cards.
def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    upload, plan, metrics = example(t)
    ident, _, day, sales, share = (column.title for column in plan.columns[:5])
    doubt: dict[str, str | int] = {"low": "90000", "high": "131000", "n": 11}
    intake = Intake(
        "readings",
        upload.name,
        changes=[
            Change(2, sales, "$128,500.00", "128500", "currency+thousands"),
            Change(2, share, "１０７．１％", "1.071", "full-width+percent"),
            Change(5, ident, "105", "00105", "id-written-differently"),
            Change(5, day, "2025/9/30", "2025-09-30", "date"),
        ],
    )
    found = ImportReport(
        upload.name,
        "readings",
        inserted=9,
        corrected=2,
        unchanged=1,
        duplicates=(Skip(9, "", "import-duplicate", 2),),
        skipped=(Skip(6, sales, "import-no-value"), Skip(11, ident, "import-total")),
        quarantined=(RowProblem(7, "value", "1285000", "import-slip", doubt),),
        rejected=(
            RowProblem(10, ident, "00999", "import-unknown-person"),
            RowProblem(8, share, "95.6", "import-percent-or-ratio"),
        ),
        cleaned=4,
        batch=12,
        waiting=1,
    )
    file = Stored("a1", {"sales": Sum(7, 498_200.5, -3200, 128_500), "attainment": Sum(6, 5.74, 0.83, 1.071)})
    before = Stored("b2", {"sales": Sum(2, 201_000, 98_000, 103_000), "attainment": Sum()})
    fixed = (("employee_id", "metric"), [("00102", "sales")])
    same = replace(found, inserted=0, corrected=0, unchanged=13, quarantined=(), rejected=(), waiting=0)
    many = replace(found, rejected=found.rejected * 8)
    common: dict[str, Any] = {"before": before, "file": file, "metrics": metrics}
    alone: dict[str, Any] = common | {"before": None, "compared": False}
    return {
        "upload-checked": checked(t, upload, found, intake, corrected=fixed, **common),
        "upload-checked-alone": checked(
            t, upload, replace(found, quarantined=(), unchanged=2), intake, corrected=fixed, **alone
        ),
        "upload-checked-many": checked(t, upload, many, intake, corrected=fixed, **common),
        "upload-checked-same": checked(
            t, upload, same, Intake("readings", upload.name), corrected=fixed, **(common | {"before": file})
        ),
        "upload-report": report(t, upload, found, intake, after=before, **common),
        "upload-report-alone": report(t, upload, found, intake, after=None, **alone),
        "upload-report-whole": report(
            t, upload, replace(same, inserted=13, unchanged=0), Intake("readings", upload.name), after=file, **common
        ),
    }
