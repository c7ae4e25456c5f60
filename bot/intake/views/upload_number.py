"""What is made of the records of a file: shown, chosen, and one person's value to check it by; and kinds of events."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from bot.figures.domain.event import EventKind
from bot.figures.domain.formula_text import parse
from bot.figures.domain.metric import Aggregate, Direction, Metric
from bot.figures.views.formula import calculation, condition
from bot.figures.views.phrase import title
from bot.intake.domain.upload import ASK, DIMENSION, MEASURE, METRIC, Column, UploadedFile, UploadPlan, UploadState
from bot.intake.domain.upload_number import FIELD, all_numbers, event_fields, filters, streams, titled, ways
from bot.kit.period import Grain, Period, period_of
from bot.messages.card import Action, Block, Table, Text
from bot.messages.field import Field, Option, SelectField, TextField
from bot.messages.form import Form
from bot.messages.number import amount
from bot.messages.text import Ready, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.figures.domain.formula import Formula, RecordFilter
    from bot.intake.domain.record_example import RecordExample
    from bot.messages.i18n import Translator

_EPOCH: Final = date(1970, 1, 1)
_DECIMALS: Final = 2
_MOST_OPTIONS, _LABEL, _MOST_SHOWN = 100, 75, 12
OWN, NONE = "own", "-"
"""How a form says that a formula is written by hand, and that there is none, or no filter."""


def numbers(t: Translator, plan: UploadPlan, metrics: Mapping[str, Metric]) -> list[Block]:
    """Show what each metric is made of, with those that the records of the stream make already."""
    known = streams(plan)
    rows = []
    for key, formula in all_numbers(plan).items():
        if key in metrics:
            said = _made(t, plan, formula)
            if since := plan.since.get(key):
                said = t("upload-number-since", made=said, day=t.day(date.fromisoformat(since)))
            rows.append((title(t, metrics[key]), said))
    for key, metric in metrics.items():
        if metric.formula and key not in all_numbers(plan) and (formula := parse(metric.formula)).stream in known:
            rows.append((title(t, metric), t("upload-number-already", made=_made(t, plan, formula))))
    if not rows:
        return [Text(t("upload-numbers-none"))]
    header = (t("upload-column-metric"), t("upload-column-made"))
    return [Text(t("upload-numbers")), Table(header, tuple((name, plain(said)) for name, said in rows[:_MOST_SHOWN]))]


def _made(t: Translator, plan: UploadPlan, formula: Formula) -> Ready:
    said = calculation(t, titled(plan, formula))
    kinds = streams(plan)
    return t("upload-number-of-kind", made=said, kind=_kind_of(t, formula.stream)) if len(kinds) > 1 else said


def _kind_of(t: Translator, stream: str) -> Ready:
    return t(f"upload-event-{stream.rsplit('.', 1)[-1].replace('_', '-')}")


def choosing(
    t: Translator,
    upload: UploadedFile,
    plan: UploadPlan,
    metrics: Sequence[Metric],
    *,
    args: tuple[tuple[str, str], ...],
) -> Form:
    """Ask which metric is made of the records, how, and of which of them."""
    names = tuple(Option(metric.key, title(t, metric)[:_LABEL]) for metric in metrics[:_MOST_OPTIONS])
    offers = [Option(way.code, _label(calculation(t, titled(plan, way.formula)))) for way in ways(plan)]
    offers += [Option(OWN, plain(t("upload-number-own"))), Option(NONE, plain(t("upload-number-not")))]
    rows = [Option(NONE, plain(t("upload-number-all")))]
    rows += [Option(code, _label(condition(t, _titled(plan, chosen)))) for code, chosen in filters(plan).items()]
    named = ", ".join(column.name for column in plan.columns if column.is_measure or column.means == DIMENSION)
    fields: list[Field] = [
        SelectField("metric", plain(t("upload-column-metric")), names, hint=plain(t("upload-number-metric-hint"))),
        SelectField("how", plain(t("upload-number-how")), tuple(offers)),
        SelectField("where", plain(t("upload-number-where")), tuple(rows), value=NONE),
        TextField(
            "formula",
            plain(t("upload-number-formula")),
            hint=plain(t("upload-number-formula-hint", names=named)),
            required=False,
            most=320,
        ),
    ]
    if len(streams(plan)) > 1:
        kinds = tuple(Option(stream, plain(_kind_of(t, stream))) for stream in streams(plan))
        fields.insert(1, SelectField("stream", plain(t("upload-field-event")), kinds, value=kinds[0].value))
    return Form(
        kind="upload",
        title=plain(t("upload-number-form")),
        fields=tuple(fields),
        submit=plain(t("upload-form-save")),
        action=Action("upload.numbered", args),
        opener=Action("upload.number", args),
        intro=t("upload-number-intro", name=upload.name),
        locale=t.locale,
    )


def _titled(plan: UploadPlan, chosen: RecordFilter) -> RecordFilter:
    titles = {column.name: column.title for column in plan.columns}
    return replace(chosen, dimension=titles.get(chosen.dimension, chosen.dimension))


def _label(said: Ready) -> str:
    text = plain(said)
    return text if len(text) <= _LABEL else text[: _LABEL - 1] + "…"


def checks(
    t: Translator, plan: UploadPlan, found: Sequence[RecordExample], names: Mapping[int, str], *, today: date
) -> list[Block]:
    """Show of each metric what the file alone makes of it for one person, to be checked by hand."""
    if not found:
        return []
    header = tuple(t(f"upload-column-{name}") for name in ("metric", "who", "value", "made"))
    rows = []
    for example in found[:_MOST_SHOWN]:
        metric = example.metric
        period: Period = period_of(_EPOCH + timedelta(days=example.start), metric.grain)
        who = t("upload-check-who", name=names[example.person], period=t.period(period, metric.grain, today=today))
        rounded = round(example.value, _DECIMALS + 2 * metric.is_ratio)
        value = plain(amount(t, rounded, metric.unit, exactly=True))
        made = t("upload-check-made", made=calculation(t, titled(plan, example.formula)), n=example.n)
        rows.append((title(t, metric), plain(who), value, plain(made)))
    return [Text(t("upload-check")), Table(header, tuple(rows))]


# Kinds of events


def kinds(t: Translator, plan: UploadPlan) -> list[Block]:
    """Show which kind of event each text of the column means."""
    if not plan.events:
        return []
    header = (t("upload-column-value"), t("upload-field-event"))
    rows = tuple((text, plain(_kind(t, kind))) for text, kind in plan.events.items())
    asked = [Text(t("upload-kinds-asked"))] if ASK in plan.events.values() else []
    return [Text(t("upload-kinds")), Table(header, rows), *asked]


def _kind(t: Translator, kind: str) -> Ready:
    return t(f"upload-event-{(kind or 'none').replace('_', '-')}")


def event_options(t: Translator, plan: UploadPlan) -> list[Option]:
    """Offer the standard fields of the kinds of events in a file, for columns whose titles do not say them."""
    named = {column.name for column in plan.columns if column.means}
    return [
        Option(FIELD + name, plain(t("upload-event-field", name=name, kind=_kind(t, kind.value)))[:_LABEL])
        for name, kind in event_fields(plan).items()
        if name not in named
    ]


def choosing_kinds(t: Translator, upload: UploadedFile, plan: UploadPlan, *, args: tuple[tuple[str, str], ...]) -> Form:
    """Ask which kind of event each text of the column means."""
    options = (
        *(Option(kind.value, plain(_kind(t, kind.value))) for kind in EventKind),
        Option(NONE, plain(_kind(t, ""))),
    )
    return Form(
        kind="upload",
        title=plain(t("upload-kinds-form")),
        fields=tuple(
            SelectField(f"k{place}", text[:_LABEL], options, value="" if kind == ASK else kind or NONE)
            for place, (text, kind) in enumerate(plan.kinds.items())
        ),
        submit=plain(t("upload-form-save")),
        action=Action("upload.kinds_said", args),
        opener=Action("upload.kinds", args),
        intro=t("upload-kinds-intro", name=upload.name),
        locale=t.locale,
    )


# Examples


def example_records(t: Translator) -> tuple[UploadedFile, UploadPlan, dict[str, Metric]]:
    """Give a file of deals as it may be sent, with what is made of it."""
    titles = ("单号", "工号", "成交日期", "金额", "折扣", "客户", "阶段")
    if not t.chinese:
        titles = ("Deal", "Rep", "Closed on", "Amount", "Discount", "Customer", "Stage")
    stages = ("赢单", "丢单") if t.chinese else ("Won", "Lost")
    names = ("deal", "rep", "closed_on", "amount", "discount", "customer", "stage")
    means = ("id", "employee_id", "day", METRIC + "sales", MEASURE, DIMENSION, DIMENSION)
    cells = (("D-1", "D-2"), ("00102",), ("2026-10-03",), ("18,000",), ("5%",), ("Acme", "Globex"), stages)
    columns = tuple(
        Column(title, samples, meant, name=name, values=samples if name == "stage" else ())
        for title, samples, meant, name in zip(titles, cells, means, names, strict=True)
    )
    numbers = {
        "discount": "mean(discount) from deals",
        "win_rate": f"count(where stage = {stages[0]}) / count() from deals",
    }
    fields = ("id", "employee_id", "name", "day", "at", "revised", "deleted", "event")
    plan = UploadPlan("records", columns, (1,), "", fields, ("employee_id",), stream="deals", numbers=numbers)
    plan = replace(plan, since={"win_rate": "2026-10-01"})
    at = datetime(2026, 11, 3, 2, 0, tzinfo=UTC)
    sent = UploadedFile(
        "A1", "", "f1", "deals-2026-10.csv", 412_000, at, UploadState.PROPOSED, round=1, plan=plan, no=3
    )
    return sent, plan, example_metrics()


def example_metrics() -> dict[str, Metric]:
    """Give the metrics of the examples, one of which records make already."""
    found = (
        Metric("sales", "CNY", Direction.HIGHER, Grain.MONTH, "Sales", "销售额"),
        Metric("discount", "%", Direction.LOWER, Grain.MONTH, "Discount", "平均折扣", aggregate=Aggregate.MEAN),
        Metric("win_rate", "%", Direction.HIGHER, Grain.MONTH, "Win rate", "赢单率", aggregate=Aggregate.RATIO),
        Metric("visits", "visits", Direction.HIGHER, Grain.MONTH, "Visits", "拜访", formula="count() from deals"),
    )
    return {metric.key: metric for metric in found}


def example_events(t: Translator, plan: UploadPlan) -> UploadPlan:
    """Give a file whose column says of several kinds of events, one of which nobody has said yet."""
    column = replace(plan.columns[-1], title="类型" if t.chinese else "Type", means="event", values=())
    texts = ("客诉", "巡检", "备注") if t.chinese else ("Complaint", "Line check", "Remark")
    kinds = dict(zip(texts, ("complaint", ASK, ""), strict=True))
    return replace(plan, columns=(*plan.columns[:-1], column), numbers={}, since={}, kinds=kinds, stream="qa")


def forms(t: Translator) -> dict[str, Form]:
    """Show each form once."""
    upload, plan, metrics = example_records(t)
    offered = [metric for metric in metrics.values() if not metric.formula]
    args = (("no", "3"), ("turn", "1"))
    return {
        "upload-number-form": choosing(t, upload, plan, offered, args=args),
        "upload-kinds-form": choosing_kinds(t, upload, example_events(t, plan), args=args),
    }
