"""What a file is taken for: the card that is confirmed, and the form in which that is changed."""
# Long because the card and the form show the same columns, with one example for both.

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.figures.domain.metric import Aggregate, Direction, Metric
from bot.figures.views.phrase import title
from bot.intake.domain.intake import Kind
from bot.intake.domain.upload import (
    ASK,
    DIMENSION,
    FACTS,
    MEASURE,
    METRIC,
    RENEWAL,
    SPREAD,
    Column,
    Spread,
    UploadedFile,
    UploadPlan,
    UploadState,
)
from bot.intake.domain.upload_number import event_fields
from bot.intake.views import upload_number
from bot.kit.period import Grain
from bot.kit.period_titles import YEAR
from bot.messages.card import Action, Block, Button, Card, Choices, FactLine, Facts, Heading, Note, Table, Text
from bot.messages.field import Field, Option, SelectField, TextField
from bot.messages.form import Form
from bot.messages.text import literal, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import tzinfo

    from bot.messages.i18n import Translator


_MOST_LEFT, _MOST_SHOWN, _MOST_OPTIONS, _LABEL = 10, 40, 100, 48
WAYS = ("whole", "append")
"""What another file of records without an id may mean."""
_MOST_BUTTONS = 3
NOTHING = "-"
"""What a form says of a column that is left out: an option must say something."""
KINDS: tuple[Kind, ...] = ("readings", "records", "targets", "people", "metrics", "absences", "courses", "goals")
ORDERS = ("plain", "ymd", "mdy", "dmy")
STYLES = ("point", "comma", "point-percent", "comma-percent")


def proposal(  # noqa: PLR0913 - what the card says besides the plan
    t: Translator,
    upload: UploadedFile,
    plan: UploadPlan,
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
        blocks.append(
            Text(t("upload-imported-before", day=t.day(imported_at.astimezone(zone).date(), today=now.date())))
        )
    if confirmed:
        day = t.day(confirmed[1].astimezone(zone).date(), today=now.date())
        blocks.append(Text(t("upload-confirmed-before", name=confirmed[0], day=day)))
    else:
        blocks.append(Text(t("upload-by-mapping" if plan.mapping else "upload-guessed")))
    blocks.append(Facts(tuple(_manner(t, plan))))
    blocks += [*_columns(t, plan, metrics), *_buttons(t, upload, plan), Note(t("upload-nothing-stored"))]
    return card(t, heading, blocks)


def _columns(t: Translator, plan: UploadPlan, metrics: Mapping[str, Metric]) -> list[Block]:
    """Say what each column is taken for, which are left out, and what nothing is taken for yet."""
    blocks: list[Block] = []
    used = [column for column in plan.columns if column.means]
    if used:
        header = tuple(t(f"upload-column-{name}") for name in ("title", "means", "samples"))
        shown = used[:_MOST_SHOWN]
        rows = [(column.title, _meaning(t, column, plan, metrics), _samples(t, column)) for column in shown]
        blocks.append(Table(header, tuple(rows)))
    left = [column for column in plan.columns if not column.means and not column.refused]
    if left:
        named = t.items([_with_sample(t, column) for column in left[:_MOST_LEFT]])
        blocks.append(Text(t("upload-left-out", columns=named, n=len(left))))
    if refused := [column.title for column in plan.columns if column.refused]:
        blocks.append(Text(t("upload-refused", columns=t.items(refused))))
    if lacking := [name for name in plan.lacking if name not in {RENEWAL, "event"}]:
        blocks.append(Text(t("upload-still-lacking", fields=t.items([_field(t, name) for name in lacking]))))
    if plan.kind == "records" and not plan.mapping:
        blocks += [*upload_number.kinds(t, plan), *upload_number.numbers(t, plan, metrics)]
    if RENEWAL in plan.lacking:
        blocks.append(Text(t("upload-renew-asked" if not plan.mapping else "upload-renew-asked-mapped")))
    return blocks


def _manner(t: Translator, plan: UploadPlan) -> list[FactLine]:
    lines = [FactLine(t("upload-kind"), t(f"upload-kind-{plan.kind}"))]
    if plan.kind == "records":
        lines = [FactLine(t("upload-kind"), t("upload-kind-of", kind=t("upload-kind-records"), stream=plan.stream))]
        lines.append(FactLine(t("upload-renew"), _renewal(t, plan)))
        order, style = t(f"upload-order-{plan.order or 'plain'}"), t(f"upload-style-{style_of(plan)}")
        return [*lines, FactLine(t("upload-manner"), t("upload-manner-both", order=order, style=style))]
    if plan.period:
        lines.append(FactLine(t("upload-period"), plan.period))
    else:
        lines.append(FactLine(t("upload-order"), t(f"upload-order-{plan.order or 'plain'}")))
    lines.append(FactLine(t("upload-style"), t(f"upload-style-{style_of(plan)}")))
    return lines


def _renewal(t: Translator, plan: UploadPlan) -> str:
    """Say what another file of records means."""
    columns = [column.title for column in plan.columns if column.means == "id"]
    if plan.renewal in {ASK, *WAYS} and not columns:
        return t(f"upload-renew-{plan.renewal}")
    columns = columns or re.findall(r"\{([^{}]+)\}", plan.renewal)
    return t("upload-renew-id", columns=t.items(columns)) if columns else t("upload-renew-mapped")


def _buttons(t: Translator, upload: UploadedFile, plan: UploadPlan) -> list[Block]:
    buttons = []
    if RENEWAL in plan.lacking:
        buttons += [button(t, f"renew-{how}", "upload.renew", upload, how=how) for how in WAYS]
    if not plan.lacking:
        buttons.append(button(t, "check", "upload.check", upload))
    if not plan.mapping:
        buttons.append(button(t, "change", "upload.change", upload, page="0"))
    if len(buttons) < _MOST_BUTTONS:  # it can be given up from the list of imports, too
        buttons.append(button(t, "cancel", "upload.cancel", upload))
    blocks: list[Block] = [Choices(tuple(buttons))]
    if plan.mapping:
        return [*blocks, Text(t("upload-mapping-again"))]
    more = [button(t, "number", "upload.number", upload)] if plan.kind == "records" else []
    more += [button(t, "kinds", "upload.kinds", upload)] if plan.events else []
    more += [
        Button(
            plain(t("upload-button-columns", first=page * len(plan.page(0)) + 1)),
            Action("upload.change", arguments(upload, page=str(page))),
        )
        for page in range(1, plan.pages)
    ]
    return blocks + [Choices(tuple(more[at : at + 3])) for at in range(0, len(more), 3)]


def _meaning(t: Translator, column: Column, plan: UploadPlan, metrics: Mapping[str, Metric]) -> str:
    """Say what a column is taken for, with the standard field that it is of an event."""
    said = meaning(t, column.means, plan, metrics)
    is_field = column.means in {MEASURE, DIMENSION} and column.name in event_fields(plan)
    return t("upload-means-named", means=said, name=column.name) if is_field else said


def meaning(t: Translator, means: str, plan: UploadPlan, metrics: Mapping[str, Metric]) -> str:
    """Say what a column is taken for."""
    if means == SPREAD:
        key = plan.spread.metric if plan.spread else ""
        name = title(t, metrics[key]) if key in metrics else key
        return t("upload-means-spread-of", metric=name) if name else t("upload-means-spread")
    if means in {MEASURE, DIMENSION}:
        return t(f"upload-means-{means}")
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


def changing(t: Translator, upload: UploadedFile, plan: UploadPlan, *, page: int, metrics: Sequence[Metric]) -> Form:
    """Ask what a page of a file's columns is to be taken for; the first page also asks about the file as a whole."""
    names = [Option("", plain(t("upload-leave-out"))), *(Option(name, plain(_field(t, name))) for name in plan.fields)]
    if plan.kind in FACTS:
        keys = [Option(METRIC + metric.key, title(t, metric)) for metric in metrics]
        names += ([Option(SPREAD, plain(t("upload-means-spread")))] if plan.spread else []) + keys
    if plan.kind == "records":
        names += [Option(means, plain(t(f"upload-means-{means}"))) for means in (MEASURE, DIMENSION)]
        names += upload_number.event_options(t, plan)
        added = [metric for metric in metrics if metric.aggregate is Aggregate.SUM and not metric.is_ratio]
        names += [Option(METRIC + metric.key, title(t, metric)) for metric in added]
    options = tuple(replace(option, value=option.value or NOTHING) for option in names[:_MOST_OPTIONS])
    offered = {option.value for option in options}
    fields: list[Field] = _whole(t, plan, metrics) if page == 0 else []
    for place, column in enumerate(plan.page(page)):
        if not column.refused:
            value = column.means if column.means in offered else NOTHING
            label, hint = column.title[:_LABEL], _samples(t, column)[:_LABEL]
            fields.append(SelectField(f"c{place}", label, options, hint=hint, value=value))
    args = arguments(upload, page=str(page))
    return Form(
        kind="upload",
        title=plain(t("upload-form")),
        fields=tuple(fields),
        submit=plain(t("upload-form-save")),
        action=Action("upload.changed", args),
        opener=Action("upload.change", args),
        intro=t("upload-form-intro", name=upload.name),
        locale=t.locale,
    )


def _whole(t: Translator, plan: UploadPlan, metrics: Sequence[Metric]) -> list[Field]:
    kinds = tuple(Option(kind, plain(t(f"upload-kind-{kind}"))) for kind in KINDS)
    fields: list[Field] = [SelectField("kind", plain(t("upload-kind")), kinds, value=plan.kind)]
    orders = tuple(Option(order, plain(t(f"upload-order-{order}"))) for order in ORDERS)
    fields.append(SelectField("order", plain(t("upload-order")), orders, value=plan.order or ORDERS[0]))
    styles = tuple(Option(style, plain(t(f"upload-style-{style}"))) for style in STYLES)
    fields.append(SelectField("style", plain(t("upload-style")), styles, value=style_of(plan)))
    if plan.kind not in FACTS:
        return fields
    if plan.spread:
        keys = tuple(Option(metric.key, title(t, metric)) for metric in metrics[:_MOST_OPTIONS])
        fields.append(SelectField("spread", plain(t("upload-spread")), keys, value=plan.spread.metric))
        if YEAR in plan.spread.period:
            fields.append(TextField("year", plain(t("upload-year")), hint=plain(t("upload-year-hint")), most=4))
    else:
        hint = plain(t("upload-period-hint"))
        fields.append(
            TextField("period", plain(t("upload-period")), hint=hint, value=plan.period, required=False, most=40)
        )
    return fields


def style_of(plan: UploadPlan) -> str:
    """Name how numbers are written."""
    return ("comma" if plan.decimal == "," else "point") + ("-percent" if plan.percent else "")


def button(t: Translator, word: str, route: str, upload: UploadedFile, **more: str) -> Button:
    """Make a button that is about a file as it stands now."""
    return Button(plain(t(f"upload-button-{word}")), Action(route, arguments(upload, **more)))


def arguments(upload: UploadedFile, **more: str) -> tuple[tuple[str, str], ...]:
    """Return what a button or form says of a file: its number, and the turn of the mapping that was shown."""
    return (("no", str(upload.no)), ("turn", str(upload.round)), *more.items())


def card(t: Translator, summary: str, blocks: Sequence[Block]) -> Card:
    """Make a card about a file."""
    return Card("upload", plain(summary), tuple(blocks), t.locale)


def example(t: Translator) -> tuple[UploadedFile, UploadPlan, dict[str, Metric]]:
    """Give a file as it may be sent, with what it is taken for."""
    titles = ("工号", "姓名", "日期", "销售额", "达成率", "目标", "情绪")
    if not t.chinese:
        titles = ("Employee", "Name", "Date", "Sales", "Attainment", "Goal", "Mood")
    cells = (
        ("00102", "00103"),
        ("José Álvarez",),
        ("2025-09-30",),
        ("$128,500.00", "98000"),
        ("107.1%", "0.8433"),
        ("120,000",),
        ("3",),
    )
    means = ("employee_id", "name", "period", METRIC + "sales", METRIC + "attainment", "", "")
    columns = tuple(
        Column(title, samples, meant, refused=title == titles[-1])
        for title, samples, meant in zip(titles, cells, means, strict=True)
    )
    fields = ("employee_id", "name", "metric", "period", "value")
    plan = UploadPlan("readings", columns, (1,), "", fields, ("employee_id", "metric", "period_start", "value"))
    metrics = {
        "sales": Metric("sales", "USD", Direction.HIGHER, Grain.MONTH, "Sales", "销售额"),
        "attainment": Metric("attainment", "%", Direction.HIGHER, Grain.MONTH, "Attainment", "达成率"),
    }
    at = datetime(2026, 11, 3, 2, 0, tzinfo=UTC)
    upload = UploadedFile(
        "A1", "", "f1", "crm-2025-09.csv", 412_000, at, UploadState.PROPOSED, round=1, plan=plan, no=3
    )
    return replace(upload, digest="3f9a0c71d2be" * 5), plan, metrics


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    now = datetime(2026, 11, 3, 2, 0, tzinfo=UTC)
    upload, plan, metrics = example(t)
    manner: dict[str, Any] = {
        "metrics": metrics,
        "problem": "",
        "zone": ZoneInfo("Asia/Shanghai" if t.chinese else "Europe/Berlin"),
        "now": now,
    }
    fresh: dict[str, Any] = {"confirmed": None, "imported_at": None}
    lacking = plan.taken_for({plan.columns[0].title: "", plan.columns[1].title: ""})
    name = "王芳" if t.chinese else "Ana Silva"
    again: dict[str, Any] = {"confirmed": (name, now - timedelta(days=31)), "imported_at": now - timedelta(days=2)}
    spread = replace(
        plan,
        kind="targets",
        columns=(plan.columns[0], *(Column(f"{month}月", ("120,000",), SPREAD) for month in range(7, 20))),
        spread=Spread(r"(\d+)月$", "YEAR-{1}"),
    )
    mapped = replace(plan, mapping="x", decimal=",", order="dmy")
    reason = plain(t("upload-no-column", column="period_start", columns=plan.columns[0].title))
    return {
        "upload-proposed": proposal(t, upload, plan, **manner, **fresh),
        "upload-proposed-lacking": proposal(t, upload, lacking, **manner, **fresh),
        "upload-proposed-again": proposal(t, upload, plan, **manner, **again),
        "upload-proposed-months": proposal(t, upload, spread, **manner, **fresh),
        "upload-proposed-mapped": proposal(t, upload, mapped, **(manner | {"problem": reason}), **fresh),
    }


def forms(t: Translator) -> dict[str, Form]:
    """Show each form once."""
    upload, plan, metrics = example(t)
    return {"upload-form": changing(t, upload, plan, page=0, metrics=list(metrics.values()))}
