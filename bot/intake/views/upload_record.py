"""Files of records, as the cards and forms that are shown of them: examples of what is made of them and of kinds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.figures.domain.formula_text import parse
from bot.intake.domain.intake import Intake
from bot.intake.domain.outcome import ImportReport
from bot.intake.domain.record_example import RecordExample
from bot.intake.domain.upload import ASK, MEASURE, Stored
from bot.intake.views.outcome import checked
from bot.intake.views.outcome import report as imported
from bot.intake.views.upload_number import checks, example_events, example_records
from bot.intake.views.upload_proposal import proposal

if TYPE_CHECKING:
    from bot.messages.card import Card
    from bot.messages.i18n import Translator

_NOW = datetime(2026, 11, 3, 2, 0, tzinfo=UTC)


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    upload, plan, metrics = example_records(t)
    zone = ZoneInfo("Asia/Shanghai" if t.chinese else "Europe/Berlin")
    rest: dict[str, Any] = {"confirmed": None, "imported_at": None, "problem": "", "zone": zone, "now": _NOW}
    nothing = replace(plan.taken_for({plan.columns[0].title: ""}), numbers={}, since={}, renewal=ASK)
    nothing = nothing.taken_for({plan.columns[3].title: MEASURE})
    person = "王芳" if t.chinese else "Ana Silva"
    found = [
        RecordExample(metrics["discount"], parse(plan.numbers["discount"]), 1, 20_362, 0.0475, 4),
        RecordExample(metrics["win_rate"], parse(plan.numbers["win_rate"]), 1, 20_362, 0.75, 1),
    ]
    report = ImportReport(upload.name, "records", inserted=12, batch=12)
    told: dict[str, Any] = {"before": None, "file": Stored("a1"), "metrics": metrics}
    return {
        "upload-report-records": imported(
            t, upload, replace(report, withdrawn=1), Intake("records", upload.name), after=Stored("a1"), **told
        ),
        "upload-proposed-records": proposal(t, upload, plan, metrics=metrics, **rest),
        "upload-proposed-records-asked": proposal(t, upload, nothing, metrics={}, **rest),
        "upload-proposed-kinds": proposal(t, upload, example_events(t, plan), metrics={}, **rest),
        "upload-checked-records": checked(
            t,
            upload,
            report,
            Intake("records", upload.name),
            before=None,
            file=Stored(),
            metrics=metrics,
            corrected=((), ()),
            checks=checks(t, plan, found, {1: person}, today=_NOW.date()),
            compared=False,
        ),
    }
