"""A file sent into the chat, as cards: what it is taken for, what a dry run found, how far it is, and the report."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.domain.intake import Arrival, Change, Intake, Problem, Skip
from bot.domain.metric import Direction, Grain, Metric
from bot.domain.upload import METRIC, MOST_BYTES, SPREAD, Column, Plan, State, Stored, Sum, Upload
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
from bot.messages.number import amount
from bot.messages.phrase import title
from bot.messages.sheet import sheet
from bot.messages.text import literal, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import tzinfo

    from bot.messages.i18n import Translator
    from bot.domain.outcome import Report

_MOST_ROWS, _MOST_RULES, _MOST_SHOWN = 10, 8, 40
_LONGEST_FILE = 2_000_000
"""Characters of a file that still goes with a message."""


def received(t: Translator, *, name: str, size: int) -> Card:
    """Say that a file has arrived, and what comes next."""
    heading = t("upload-received", name=name)
    megabytes = t.decimal(size / 1_000_000, decimals=1 if size >= 100_000 else 3)  # noqa: PLR2004 - a tenth of one
    return _card(t, heading, [Heading(heading), Text(t("upload-received-text", megabytes=megabytes))])


def mapping_kept(t: Translator, *, name: str) -> Card:
    """Say that a mapping file waits for the file that it is for."""
    heading = t("upload-mapping-kept", name=name)
    return _card(t, heading, [Heading(heading), Text(t("upload-mapping-kept-text"))])


def proposal(  # noqa: PLR0913 - what the card says besides the plan
    t: Translator,
    upload: Upload,
    plan: Plan,
    *,
    metrics: Mapping[str, Metric],
    confirmed: tuple[str, datetime] | None,
    imported_at: datetime | None,
    problem: str,
    zone: tzinfo,
    now: datetime,
) -> Card:
    """Show what a file is taken for, with what stands in its columns, for somebody to confirm.

    ``confirmed`` is who confirmed this for files with the same header, and when; ``imported_at`` when this very file
    was imported; ``problem`` why it could not be read so.
    """
    heading = t("upload-proposed", name=upload.name)
    blocks: list[Block] = [Heading(heading)]
    if problem:
        blocks.append(Text(t("upload-misfit", reason=literal(problem))))
    if imported_at:
        blocks.append(Text(t("upload-imported-before", day=t.day(imported_at.astimezone(zone).date(), today=now.date()))))
    if confirmed:
        day = t.day(confirmed[1].astimezone(zone).date(), today=now.date())
        blocks.append(Text(t("upload-confirmed-before", name=confirmed[0], day=day)))
    elif plan.mapping:
        blocks.append(Text(t("upload-by-mapping")))
    else:
        blocks.append(Text(t("upload-guessed")))
    blocks.append(Facts(tuple(_manner(t, plan))))
    used = [one for one in plan.columns if one.means]
    if used:
        header = tuple(t(f"upload-column-{one}") for one in ("title", "means", "samples"))
        rows = [(one.title, meaning(t, one.means, plan, metrics), _samples(t, one)) for one in used[:_MOST_SHOWN]]
        blocks.append(Table(header, tuple(rows)))
    left = [one for one in plan.columns if not one.means and not one.refused]
    if left:
        shown = t.items([_with_sample(t, one) for one in left[:_MOST_ROWS]])
        blocks.append(Text(t("upload-left-out", columns=shown, n=len(left))))
    if refused := [one.title for one in plan.columns if one.refused]:
        blocks.append(Text(t("upload-refused", columns=t.items(refused))))
    if plan.lacking:
        blocks.append(Text(t("upload-still-lacking", fields=t.items([_field(t, one) for one in plan.lacking]))))
    blocks += _buttons(t, upload, plan)
    blocks.append(Note(t("upload-nothing-stored")))
    return _card(t, heading, blocks)


def _manner(t: Translator, plan: Plan) -> list[FactLine]:
    style = t("upload-style-comma" if plan.decimal == "," else "upload-style-point")
    lines = [FactLine(t("upload-kind"), t(f"upload-kind-{plan.kind}"))]
    if plan.period:
        lines.append(FactLine(t("upload-period"), plan.period))
    else:
        lines.append(FactLine(t("upload-order"), t(f"upload-order-{plan.order or 'plain'}")))
    lines.append(FactLine(t("upload-style"), style, against=t("upload-style-percent") if plan.percent else ""))
    return lines


def _buttons(t: Translator, upload: Upload, plan: Plan) -> list[Block]:
    buttons = []
    if not plan.lacking:
        buttons.append(_button(t, "check", "upload.check", upload))
    if not plan.mapping:
        buttons.append(_button(t, "change", "upload.change", upload, page="0"))
    buttons.append(_button(t, "cancel", "upload.cancel", upload))
    blocks: list[Block] = [Choices(tuple(buttons))]
    if plan.mapping:
        return [*blocks, Text(t("upload-mapping-again"))]
    more = [
        Button(
            plain(t("upload-button-columns", first=page * len(plan.page(0)) + 1)),
            Action("upload.change", _args(upload, page=str(page))),
        )
        for page in range(1, plan.pages)
    ]
    return blocks + [Choices(tuple(more[at : at + 3])) for at in range(0, len(more), 3)]


def meaning(t: Translator, means: str, plan: Plan, metrics: Mapping[str, Metric]) -> str:
    """Say what a column is taken for."""
    if means == SPREAD:
        key = plan.spread.metric if plan.spread else ""
        name = title(t, metrics[key]) if key in metrics else key
        return t("upload-means-spread-of", metric=name) if name else t("upload-means-spread")
    if means.startswith(METRIC):
        key = means.removeprefix(METRIC)
        return t("upload-means-metric", metric=title(t, metrics[key]) if key in metrics else key)
    return _field(t, means)


def _field(t: Translator, name: str) -> str:
    return t(f"upload-field-{name.replace('_', '-')}")


def _samples(t: Translator, column: Column) -> str:
    return t.listed(column.samples) if column.samples else t("upload-empty")


def _with_sample(t: Translator, column: Column) -> str:
    if not column.samples:
        return column.title
    return t("upload-with-sample", title=column.title, sample=column.samples[0])


# The dry run


def checked(  # noqa: PLR0913 - what was found, and what it is held against
    t: Translator,
    upload: Upload,
    report: Report,
    intake: Intake,
    *,
    before: Stored,
    file: Stored,
    metrics: Mapping[str, Metric],
    corrected: tuple[tuple[str, ...], Sequence[tuple[str, ...]]],
) -> Card:
    """Show what importing a file would do; ``corrected`` is the file as it would be without its faults."""
    n = report.inserted + report.corrected
    heading = t("upload-checked", n=n, rows=report.rows) if n else t("upload-checked-nothing", name=upload.name)
    blocks: list[Block] = [Heading(heading)]
    if not n:
        blocks.append(Text(t("upload-nothing-new" if report.unchanged else "upload-nothing-usable")))
    blocks.append(Facts(_counts(t, report)))
    blocks += _rejected(t, report)
    blocks += _cleaned(t, intake)
    blocks += _held(t, report)
    blocks += _sums(t, file, before, None, metrics)
    stem = upload.name.rsplit(".", 1)[0]
    problems = _problems(t, report, intake)
    if problems:
        header = tuple(plain(t(f"upload-column-{one}")) for one in ("row", "what", "column", "value", "became", "reason"))
        blocks.append(Attachment(f"{stem}-rows.csv", sheet(header, problems)))
    content = sheet(*corrected)
    if corrected[1] and len(content) <= _LONGEST_FILE:
        blocks += [Attachment(f"{stem}-corrected.csv", content), Text(t("upload-corrected-file"))]
    elif corrected[1]:
        blocks.append(Text(t("upload-corrected-too-large")))
    buttons = []
    if n:
        start = Action("upload.start", _args(upload))
        buttons.append(Button(plain(t("upload-button-import", n=n)), start))
    if not (upload.plan and upload.plan.mapping):
        buttons.append(_button(t, "change", "upload.change", upload, page="0"))
    buttons.append(_button(t, "cancel", "upload.cancel", upload))
    blocks += [Choices(tuple(buttons)), Note(t("upload-nothing-stored"))]
    return _card(t, heading, blocks)


def _counts(t: Translator, report: Report) -> tuple[FactLine, ...]:
    stored = t("upload-counts-stored", new=report.inserted, changed=report.corrected, same=report.unchanged)
    left = t("upload-counts-left", skipped=len(report.skipped), twice=len(report.duplicates))
    refused = t("upload-counts-refused", rejected=len(report.rejected), held=len(report.quarantined))
    return (
        FactLine(t("upload-stored"), stored),
        FactLine(t("upload-unused"), left),
        FactLine(t("upload-mend"), refused),
    )


def _rejected(t: Translator, report: Report) -> list[Block]:
    if not report.rejected:
        return []
    header = tuple(t(f"upload-column-{one}") for one in ("row", "column", "value", "reason"))
    rows = [_problem(t, one) for one in report.rejected[:_MOST_ROWS]]
    more = len(report.rejected) - len(rows)
    blocks: list[Block] = [Text(t("upload-rejected-rows", n=len(report.rejected))), Table(header, tuple(rows))]
    return [*blocks, Text(t("upload-more-in-file", n=more))] if more else blocks


def _problem(t: Translator, one: Problem) -> tuple[str, ...]:
    return (str(one.row or ""), one.column, one.value[:60], plain(t(one.key, **one.values)))


def _held(t: Translator, report: Report) -> list[Block]:
    if not report.quarantined:
        return []
    header = tuple(t(f"upload-column-{one}") for one in ("row", "value", "reason"))
    rows = [(str(one.row), one.value, plain(t(one.key, **one.values))) for one in report.quarantined[:_MOST_ROWS]]
    return [Text(t("upload-held-rows", n=len(report.quarantined))), Table(header, tuple(rows))]


def _cleaned(t: Translator, intake: Intake) -> list[Block]:
    """Show what cleaning did by rule, with an example each."""
    rules: Counter[str] = Counter()
    examples: dict[str, Change] = {}
    for one in intake.changes:
        for rule in one.rule.split("+"):
            rules[rule] += 1
            examples.setdefault(rule, one)
    if not rules:
        return []
    header = tuple(t(f"upload-column-{one}") for one in ("rule", "cells", "was", "became"))
    rows = [
        (t(f"upload-rule-{rule}"), str(count), examples[rule].original[:40], examples[rule].value[:40])
        for rule, count in rules.most_common(_MOST_RULES)
    ]
    return [Text(t("upload-cleaned", n=len(intake.changes))), Table(header, tuple(rows))]


def _sums(
    t: Translator, file: Stored, before: Stored, after: Stored | None, metrics: Mapping[str, Metric]
) -> list[Block]:
    """Show each metric's values in the file beside what is stored for the same people and periods."""
    if not file.sums:
        return []
    names = ["metric", "values", "sum", "range", "before", *(["after"] if after else [])]
    rows = []
    for key, one in file.sums.items():
        unit = metrics[key].unit if key in metrics else ""
        row = [title(t, metrics[key]) if key in metrics else key, str(one.n), _total(t, one, unit), _range(t, one, unit)]
        row += [_total(t, held.sums.get(key, Sum()), unit) for held in (before, *([after] if after else []))]
        rows.append(tuple(row))
    return [Table(tuple(t(f"upload-column-{one}") for one in names), tuple(rows))]


def _total(t: Translator, one: Sum, unit: str) -> str:
    if not one.n:
        return t("upload-no-values")
    return t("upload-sum", total=_written(t, one.total, unit), n=one.n)


def _range(t: Translator, one: Sum, unit: str) -> str:
    if one.low is None or one.high is None:
        return t("upload-no-values")
    return t("upload-range", low=_written(t, one.low, unit), high=_written(t, one.high, unit))


def _written(t: Translator, value: float, unit: str) -> str:
    return plain(amount(t, value, unit, bare=True))


def _problems(t: Translator, report: Report, intake: Intake) -> list[tuple[object, ...]]:
    """Return a line for everything of a file that is not stored as it stands there, by row."""

    def skipped(one: Skip) -> str:
        return plain(t(one.key, first=one.first) if one.first else t(one.key))

    def word(what: str) -> str:
        return plain(t(f"upload-what-{what}"))

    lines: list[tuple[object, ...]] = []
    for what, problems in (("rejected", report.rejected), ("held", report.quarantined)):
        lines += [
            (one.row, word(what), one.column, one.value, "", plain(t(one.key, **one.values))) for one in problems
        ]
    lines += [(one.row, word("twice"), one.column, "", "", skipped(one)) for one in report.duplicates]
    lines += [(one.row, word("skipped"), one.column, "", "", skipped(one)) for one in report.skipped]
    for change in intake.changes:
        rules = t.items([t(f"upload-rule-{rule}") for rule in change.rule.split("+")])
        lines.append((change.row, word("cleaned"), change.column, change.original, change.value, plain(rules)))
    return sorted(lines, key=lambda line: (int(str(line[0])), str(line[1]), str(line[2])))


# The import


def settled(t: Translator, card: Card | None, *, key: str, name: str) -> Card:
    """Redraw a card once its button was pressed."""
    said = t(key, name=name)
    if card is None:
        return _card(t, said, [Heading(said)])
    return without_files(card).answered(said, gone=lambda _: True)


def without_files(card: Card) -> Card:
    """Return a card without the files that came with it: they stay where they were sent."""
    return replace(card, blocks=tuple(block for block in card.blocks if not isinstance(block, Attachment)))


def progress(t: Translator, card: Card, *, done: int, whole: int) -> Card:
    """Redraw the card of an import with how far it is."""
    share = t.decimal(100 * done / max(whole, 1), decimals=0)
    said = t("upload-progress", done=t.decimal(done, decimals=0), whole=t.decimal(whole, decimals=0), share=share)
    return without_files(card).answered(said, gone=lambda _: True)


def report(  # noqa: PLR0913 - what was found, and what it is held against
    t: Translator,
    upload: Upload,
    report: Report,
    intake: Intake,
    *,
    before: Stored,
    file: Stored,
    after: Stored,
    metrics: Mapping[str, Metric],
) -> Card:
    """Report an import: what became of the rows, what is stored now against before, and the file with all of it."""
    n = report.inserted + report.corrected
    heading = t("upload-done", name=upload.name, n=n, number=report.batch)
    blocks: list[Block] = [Heading(heading)]
    blocks.append(Text(t("upload-done-text" if n else "upload-done-nothing")))
    blocks.append(Facts(_counts(t, report)))
    blocks += _rejected(t, report)
    blocks += _held(t, report)
    blocks += _sums(t, file, before, after, metrics)
    blocks.append(Text(_verdict(t, report, file, after)))
    stem = upload.name.rsplit(".", 1)[0]
    content = _validation(t, upload, report, intake, before=before, file=file, after=after)
    blocks.append(Attachment(f"{stem}-report.csv", content))
    problems = _problems(t, report, intake)
    if problems:
        header = tuple(plain(t(f"upload-column-{one}")) for one in ("row", "what", "column", "value", "became", "reason"))
        blocks.append(Attachment(f"{stem}-rows.csv", sheet(header, problems)))
    if n and report.kind in {"readings", "targets"}:
        undo = Action("upload.undo", (("no", str(report.batch)),))
        blocks.append(Choices((Button(plain(t("upload-button-undo")), undo),)))
    blocks.append(Note(t("upload-checksum", digest=upload.digest[:12])))
    return _card(t, heading, blocks)


def _verdict(t: Translator, report: Report, file: Stored, after: Stored) -> str:
    """Say whether what is stored is what the file says, or how it differs."""
    if report.kind not in {"readings", "targets"}:
        return t("upload-verdict-records", n=report.inserted + report.corrected + report.unchanged)
    if file.digest == after.digest:
        return t("upload-verdict-same")
    return t("upload-verdict-differs", n=len(report.quarantined) + len(report.skipped))


def _validation(
    t: Translator, upload: Upload, report: Report, intake: Intake, *, before: Stored, file: Stored, after: Stored
) -> str:
    """Write the report as a sheet: what, of which metric, in the file, stored before, stored after."""

    def line(what: str, *cells: object, metric: str = "") -> tuple[object, ...]:
        return (plain(t(f"upload-report-{what}")), metric, *cells)

    empty = sum(one.key == "import-no-value" for one in report.skipped)
    rows = [
        line("rows", report.rows),
        line("inserted", "", "", report.inserted),
        line("corrected", "", "", report.corrected),
        line("unchanged", "", "", report.unchanged),
        line("rejected", len(report.rejected)),
        line("held", len(report.quarantined)),
        line("twice", len(report.duplicates)),
        line("skipped", len(report.skipped)),
        line("no-value", empty),
        line("cleaned", len(intake.changes)),
    ]
    for metric, one in file.sums.items():
        three = [one, before.sums.get(metric, Sum()), after.sums.get(metric, Sum())]
        rows.append(line("values", *(each.n for each in three), metric=metric))
        rows.append(line("sum", *(each.total if each.n else None for each in three), metric=metric))
        rows.append(line("least", *(each.low for each in three), metric=metric))
        rows.append(line("greatest", *(each.high for each in three), metric=metric))
    rows.append(line("file-checksum", upload.digest))
    rows.append(line("values-checksum", file.digest, before.digest, after.digest))
    reasons = Counter((one.column, plain(t(one.key, **one.values))) for one in report.rejected)
    rows += [(plain(t("upload-report-reason")), column, count, "", "", why) for (column, why), count in reasons.items()]
    header = tuple(plain(t(f"upload-report-column-{one}")) for one in ("what", "metric", "file", "before", "after", "why"))
    return sheet(header, [(*row, *[""] * (len(header) - len(row))) for row in rows])


def failed(t: Translator, *, name: str, reason: str) -> Card:
    """Say why nothing can be done with a file, and what helps."""
    heading = t("upload-failed", name=name)
    return _card(t, heading, [Heading(heading), Text(reason), Note(t("upload-failed-note"))])


# Looking back, and undoing


def overview(
    t: Translator,
    mine: Sequence[Upload],
    arrivals: Sequence[Arrival],
    *,
    names: Mapping[str, str],
    zone: tzinfo,
    now: datetime,
) -> Card:
    """Say how files are sent, which of one's own wait, and what came in last."""
    heading = t("upload-overview")
    blocks: list[Block] = [Heading(heading), Text(t("upload-how", megabytes=MOST_BYTES // 1_000_000))]
    for one in mine[:3]:
        blocks.append(Text(t(f"upload-waits-{one.state}", name=one.name)))
        if one.card:
            blocks.append(Choices((_button(t, "go-on", "upload.show", one), _button(t, "cancel", "upload.cancel", one))))
    if arrivals:
        header = tuple(t(f"upload-column-{one}") for one in ("number", "file", "kind", "by", "when", "state"))
        blocks.append(Table(header, tuple(_arrival(t, one, names=names, zone=zone, now=now) for one in arrivals)))
        blocks.append(Text(t("upload-undo-how")))
    else:
        blocks.append(Text(t("upload-none")))
    blocks.append(Note(t("upload-overview-note")))
    return _card(t, heading, blocks)


def _arrival(t: Translator, one: Arrival, *, names: Mapping[str, str], zone: tzinfo, now: datetime) -> tuple[str, ...]:
    count = one.counts.get("inserted", 0) + one.counts.get("corrected", 0)
    state = t("upload-arrival-done", n=count, rejected=one.counts.get("rejected", 0))
    return (
        str(one.no),
        one.file or one.source,
        t(f"upload-kind-{one.kind}"),
        names.get(one.by, one.by),
        t.moment(one.at, zone=zone, now=now),
        state if one.finished else t("upload-arrival-open"),
    )


def undoing(t: Translator, arrival: Arrival, *, back: int, gone: int) -> Card:
    """Ask whether an import is to be undone, with what that does."""
    heading = t("upload-undoing", number=arrival.no, name=arrival.file or arrival.source)
    buttons = (
        Button(plain(t("upload-button-undo-now", n=back + gone)), Action("upload.undo_now", (("no", str(arrival.no)),))),
    )
    text = t("upload-undoing-text", back=back, gone=gone)
    return _card(t, heading, [Heading(heading), Text(text), Choices(buttons), Note(t("upload-undoing-note"))])


def undone(t: Translator, arrival: Arrival, *, into: int, back: int, gone: int) -> Card:
    """Say that an import was undone."""
    heading = t("upload-undone", number=arrival.no, name=arrival.file or arrival.source)
    text = t("upload-undone-text", back=back, gone=gone, into=into)
    return _card(t, heading, [Heading(heading), Text(text)])


def _button(t: Translator, word: str, route: str, upload: Upload, **more: str) -> Button:
    return Button(plain(t(f"upload-button-{word}")), Action(route, _args(upload, **more)))


def _args(upload: Upload, **more: str) -> tuple[tuple[str, str], ...]:
    return (("no", str(upload.no)), ("turn", str(upload.round)), *more.items())


def _card(t: Translator, summary: str, blocks: Sequence[Block]) -> Card:
    return Card("upload", plain(summary), tuple(blocks), t.locale)
