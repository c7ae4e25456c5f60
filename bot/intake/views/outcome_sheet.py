"""What a file did, or would do, as sheets of rows that go with its cards."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bot.intake.domain.intake import Intake, Skip
from bot.intake.domain.outcome import ImportReport
from bot.intake.domain.upload import Stored, Sum, UploadedFile
from bot.messages.sheet import sheet
from bot.messages.text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.messages.i18n import Translator


def bearing(report: ImportReport, *, compared: bool) -> int:
    """Count what an import stores or takes back, or may store where it is not said what is stored just so.

    Where nothing is stored it counts what is taken back for everybody: a list of cancellations has to come in, too.
    """
    stored = report.inserted + report.corrected + (0 if compared else report.unchanged)
    return stored + report.withdrawn if compared or not stored else stored


def problems_sheet(t: Translator, report: ImportReport, intake: Intake) -> str:
    """Write a sheet with everything of a file that is not stored as it stands there, by row; "" when there is none."""

    def why(skip: Skip) -> str:
        return plain(t(skip.key, first=skip.first) if skip.first else t(skip.key))

    def word(what: str) -> str:
        return plain(t(f"upload-what-{what}"))

    lines: list[tuple[object, ...]] = []
    for what, problems in (("rejected", report.rejected), ("held", report.quarantined), ("remark", report.remarks)):
        for problem in problems:
            reason = plain(t(problem.key, **problem.values))
            lines.append((problem.row, word(what), problem.column, problem.value, "", reason))
    lines += [(skip.row, word("twice"), skip.column, "", "", why(skip)) for skip in report.duplicates]
    lines += [(skip.row, word("skipped"), skip.column, "", "", why(skip)) for skip in report.skipped]
    for change in intake.changes:
        rules = t.items([t(f"upload-rule-{rule}") for rule in change.rule.split("+")])
        lines.append((change.row, word("cleaned"), change.column, change.original, change.value, plain(rules)))
    columns = ("row", "what", "column", "value", "became", "reason")
    header = tuple(plain(t(f"upload-column-{column}")) for column in columns)
    return sheet(header, sorted(lines, key=lambda line: (int(str(line[0])), *map(str, line[1:])))) if lines else ""


def report_sheet(
    t: Translator,
    upload: UploadedFile,
    report: ImportReport,
    intake: Intake,
    *,
    before: Stored | None,
    file: Stored,
    after: Stored | None,
    compared: bool,
) -> str:
    """Write the report as a sheet: what, of which metric and period, in the file, stored before, stored after."""
    rows = _counted(t, report, intake, compared=compared)
    rows += _summed(t, file, before, after)
    rows.append(_line(t, "file-checksum", upload.digest))
    digests = (held.digest if held else None for held in (file, before, after))
    rows.append(_line(t, "values-checksum", *digests))
    reasons = Counter((problem.column, plain(t(problem.key, **problem.values))) for problem in report.rejected)
    rows += [
        (plain(t("upload-report-reason")), column, "", count, "", "", why) for (column, why), count in reasons.items()
    ]
    columns = ("what", "metric", "period", "file", "before", "after", "why")
    header = tuple(plain(t(f"upload-report-column-{column}")) for column in columns)
    return sheet(header, [(*row, *[""] * (len(header) - len(row))) for row in rows])


def _line(t: Translator, what: str, *cells: object, metric: str = "", period: str = "") -> tuple[object, ...]:
    return (plain(t(f"upload-report-{what}")), metric, period, *cells)


def _counted(t: Translator, report: ImportReport, intake: Intake, *, compared: bool) -> list[tuple[object, ...]]:
    """Count what became of the rows."""
    empty = sum(skip.key == "import-no-value" for skip in report.skipped)
    stored = [("inserted", report.inserted), ("corrected", report.corrected), ("unchanged", report.unchanged)]
    if report.kind == "records":
        stored.append(("withdrawn", report.withdrawn))
    if not compared:
        stored = [("usable", bearing(report, compared=False))]
    return [
        _line(t, "rows", report.rows),
        *(_line(t, what, "", "", n) for what, n in stored),
        _line(t, "rejected", len(report.rejected)),
        _line(t, "held", len(report.quarantined)),
        _line(t, "twice", len(report.duplicates)),
        _line(t, "skipped", len(report.skipped)),
        _line(t, "no-value", empty),
        _line(t, "cleaned", len(intake.changes)),
    ]


def _summed(t: Translator, file: Stored, before: Stored | None, after: Stored | None) -> list[tuple[object, ...]]:
    """Sum up records by stream, and values by metric, then by metric and period: in the file, before, and after."""
    three = (file, before, after)
    rows = [
        _line(t, "records", *(held.records.get(stream) if held else None for held in three), metric=stream)
        for stream in file.records
    ]
    for metric in file.sums:
        sums = [held.sums.get(metric, Sum()) if held else Sum() for held in three]
        rows += [_line(t, what, *cells, metric=metric) for what, cells in _of_metric(sums).items()]
    for metric, period in _periods(three):
        sums = [held.periods.get(metric, {}).get(period, Sum()) if held else Sum() for held in three]
        rows += [_line(t, what, *cells, metric=metric, period=period) for what, cells in _of_metric(sums).items()]
    return rows


def _periods(three: Sequence[Stored | None]) -> list[tuple[str, str]]:
    """Return every metric and period of which something is said."""
    found: dict[str, set[str]] = {}
    for held in three:
        for metric, periods in (held.periods if held else {}).items():
            found.setdefault(metric, set()).update(periods)
    return [(metric, period) for metric, periods in found.items() for period in sorted(periods)]


def _of_metric(sums: Sequence[Sum]) -> dict[str, list[object]]:
    """Return what is said of a metric: of its values in the file, stored before, and stored after."""
    said: dict[str, list[object]] = {
        "values": [values.n for values in sums],
        "sum": [values.total if values.n else None for values in sums],
        "least": [values.low for values in sums],
        "greatest": [values.high for values in sums],
    }
    if any(values.missing for values in sums):
        said["missing"] = [values.missing for values in sums]
    return said
