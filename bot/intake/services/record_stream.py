"""Streams and formulas as an import finds them: kept where they are new, held against what is kept where not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from bot.figures.domain import formula_text
from bot.figures.domain.facts import Reason
from bot.figures.services.formula import conflict, recalculate_later, take_title
from bot.kit.calendar import local_day
from bot.kit.errors import DataError
from bot.people.domain.audit import What

if TYPE_CHECKING:
    from bot.figures.domain.formula import Formula
    from bot.figures.domain.metric import Metric
    from bot.figures.domain.record import RecordStream
    from bot.intake.domain.intake import Intake
    from bot.intake.domain.record import IncomingRecords
    from bot.intake.ports import Work
    from bot.intake.services.terms import ImportTerms

_EPOCH: Final = date(1970, 1, 1)


def settle_streams(work: Work, intake: Intake, terms: ImportTerms) -> list[Reason]:
    """Keep the streams of an import and the formulas that its mapping gives metrics; return what is new of that.

    The records are told their stream as it is kept.

    Raises:
        DataError: a metric is made otherwise, or has finished values where records would make some; a stream has too
            many measures or dimensions.
    """
    notes: list[Reason] = []
    today = local_day(terms.now, timezone=work.timezone)
    for incoming in intake.records:
        notes += incoming.notes
        newest = incoming.newest
        day = None if newest is None else _EPOCH + timedelta(days=newest)
        before = work.streams.get(incoming.stream.key)
        incoming.stream = work.streams.put(replace(incoming.stream, newest=day, arrived=today))
        take_title(work, incoming.stream)
        notes += _told(before, incoming.stream)
        for metric, formula in _new(work, incoming):
            notes.append(_define(work, metric, formula, incoming, terms, there=before is not None))
    return notes


def _told(before: RecordStream | None, kept: RecordStream) -> list[Reason]:
    """Say what is kept of a stream from now on that was not before."""
    measures = [name for name in kept.measures if before is None or name not in before.measures]
    dimensions = [name for name in kept.dimensions if before is None or name not in before.dimensions]
    notes = []
    if before is None:
        whole = kept.whole.value if kept.whole else ""
        values = {"stream": kept.key, "renewal": kept.renewal.value, "whole": whole, "id": kept.id_column}
        notes.append(Reason("import-note-stream", values))
    if measures or dimensions:
        names = {"measures": ", ".join(measures) or "–", "dimensions": ", ".join(dimensions) or "–"}
        notes.append(Reason("import-note-columns", {"stream": kept.key, **names}))
    return notes


def _new(work: Work, incoming: IncomingRecords) -> list[tuple[Metric, Formula]]:
    """Return the metrics that are given a formula and have none yet.

    Raises:
        DataError: one has another.
    """
    found = []
    for key, formula in incoming.formulas.items():
        metric, text = work.metrics.get(key), formula_text.write(formula)
        if metric is None:
            raise DataError(
                "import-mapped-metric", f"the mapping names the metric {key!r}, which is not defined", metric=key
            )
        if len(text) > formula_text.LONGEST_FORMULA:
            message = f"{key}: the formula has {len(text)} characters: {text[:100]}"
            raise DataError("import-long-formula", message, metric=key, n=len(text), most=formula_text.LONGEST_FORMULA)
        if metric.formula and metric.formula != text:
            message = f"{key} is made by {metric.formula!r}, and the mapping says {text!r}"
            raise DataError("import-other-formula", message, metric=key, kept=metric.formula, said=text)
        if not metric.formula:
            found.append((metric, formula))
    return found


def _define(
    work: Work, metric: Metric, formula: Formula, incoming: IncomingRecords, terms: ImportTerms, *, there: bool
) -> Reason:
    """Let a metric be made of records from now on, and of those that are ``there`` in the background.

    Raises:
        DataError: it has finished values in periods that records would make.
    """
    since = incoming.since.get(metric.key) or incoming.records_from or metric.records_from
    made = replace(metric, formula=formula_text.write(formula), records_from=since)
    if why := conflict(work, made):
        message = (
            f"{metric.key} has finished values in periods that records would make: say records_from under [stream]"
        )
        raise DataError(why.key, message, **why.values)
    work.metrics.put([made], fields=frozenset({"formula", "records_from"}))
    if there:
        recalculate_later(work, metric, made, by=terms.by, now=terms.now)
    detail: dict[str, str | int] = {"about": "metric", "metric": metric.key, "formula": made.formula}
    work.audit.append(What.WRITE, actor=terms.actor or terms.by, detail=detail, at=terms.now)
    return Reason("import-note-formula", {"metric": metric.key, "formula": made.formula})
