"""A file sent into the chat, as cards: what it is taken for, what a dry run found, how far it is, and the report."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.figures.domain.metric import Direction, Metric
from bot.figures.views.phrase import title
from bot.intake.domain.intake import Arrival, Kind
from bot.intake.domain.upload import FACTS, METRIC, MOST_BYTES, SPREAD, YEAR, Column, Plan, Spread, State, Upload
from bot.kit.period import Grain
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
from bot.messages.field import Field, Option, SelectField, TextField
from bot.messages.form import Form
from bot.messages.text import literal, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import tzinfo

    from bot.messages.i18n import Translator

_MOST_LEFT, _MOST_SHOWN, _MOST_OPTIONS, _LABEL = 10, 40, 100, 48
NOTHING = "-"
"""What a form says of a column that is left out: an option must say something."""
_MACHINES = ("folder", "import")
"""What brings data without being asked, besides the sources of posts, which name themselves."""
KINDS: tuple[Kind, ...] = ("readings", "targets", "people", "metrics", "absences")
ORDERS = ("plain", "ymd", "mdy", "dmy")
STYLES = ("point", "comma", "point-percent", "comma-percent")


def received(t: Translator, *, name: str) -> Card:
    """Say that a file has arrived, and what comes next."""
    heading = t("upload-received", name=name)
    return _card(t, heading, [Heading(heading), Text(t("upload-received-text"))])


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
        blocks.append(
            Text(t("upload-imported-before", day=t.day(imported_at.astimezone(zone).date(), today=now.date())))
        )
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
        shown = t.items([_with_sample(t, one) for one in left[:_MOST_LEFT]])
        blocks.append(Text(t("upload-left-out", columns=shown, n=len(left))))
    if refused := [one.title for one in plan.columns if one.refused]:
        blocks.append(Text(t("upload-refused", columns=t.items(refused))))
    if plan.lacking:
        blocks.append(Text(t("upload-still-lacking", fields=t.items([_field(t, one) for one in plan.lacking]))))
    blocks += _buttons(t, upload, plan)
    blocks.append(Note(t("upload-nothing-stored")))
    return _card(t, heading, blocks)


def _manner(t: Translator, plan: Plan) -> list[FactLine]:
    lines = [FactLine(t("upload-kind"), t(f"upload-kind-{plan.kind}"))]
    if plan.period:
        lines.append(FactLine(t("upload-period"), plan.period))
    else:
        lines.append(FactLine(t("upload-order"), t(f"upload-order-{plan.order or 'plain'}")))
    lines.append(FactLine(t("upload-style"), t(f"upload-style-{style_of(plan)}")))
    return lines


def _buttons(t: Translator, upload: Upload, plan: Plan) -> list[Block]:
    buttons = []
    if not plan.lacking:
        buttons.append(button(t, "check", "upload.check", upload))
    if not plan.mapping:
        buttons.append(button(t, "change", "upload.change", upload, page="0"))
    buttons.append(button(t, "cancel", "upload.cancel", upload))
    blocks: list[Block] = [Choices(tuple(buttons))]
    if plan.mapping:
        return [*blocks, Text(t("upload-mapping-again"))]
    more = [
        Button(
            plain(t("upload-button-columns", first=page * len(plan.page(0)) + 1)),
            Action("upload.change", arguments(upload, page=str(page))),
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


# What it is to be taken for


def changing(t: Translator, upload: Upload, plan: Plan, *, page: int, metrics: Sequence[Metric]) -> Form:
    """Ask what a page of a file's columns is to be taken for; the first page also asks about the file as a whole."""
    names = [Option("", plain(t("upload-leave-out"))), *(Option(one, plain(_field(t, one))) for one in plan.fields)]
    if plan.kind in FACTS:
        keys = [Option(METRIC + one.key, title(t, one)) for one in metrics]
        names += ([Option(SPREAD, plain(t("upload-means-spread")))] if plan.spread else []) + keys
    options = tuple(replace(one, value=one.value or NOTHING) for one in names[:_MOST_OPTIONS])
    offered = {one.value for one in options}
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


def _whole(t: Translator, plan: Plan, metrics: Sequence[Metric]) -> list[Field]:
    kinds = tuple(Option(one, plain(t(f"upload-kind-{one}"))) for one in KINDS)
    fields: list[Field] = [SelectField("kind", plain(t("upload-kind")), kinds, value=plan.kind)]
    orders = tuple(Option(one, plain(t(f"upload-order-{one}"))) for one in ORDERS)
    fields.append(SelectField("order", plain(t("upload-order")), orders, value=plan.order or ORDERS[0]))
    styles = tuple(Option(one, plain(t(f"upload-style-{one}"))) for one in STYLES)
    fields.append(SelectField("style", plain(t("upload-style")), styles, value=style_of(plan)))
    if plan.kind not in FACTS:
        return fields
    if plan.spread:
        keys = tuple(Option(one.key, title(t, one)) for one in metrics[:_MOST_OPTIONS])
        fields.append(SelectField("spread", plain(t("upload-spread")), keys, value=plan.spread.metric))
        if YEAR in plan.spread.period:
            fields.append(TextField("year", plain(t("upload-year")), hint=plain(t("upload-year-hint")), most=4))
    else:
        hint = plain(t("upload-period-hint"))
        fields.append(
            TextField("period", plain(t("upload-period")), hint=hint, value=plan.period, required=False, most=40)
        )
    return fields


def style_of(plan: Plan) -> str:
    """Name how numbers are written."""
    return ("comma" if plan.decimal == "," else "point") + ("-percent" if plan.percent else "")


# On its way


def settled(t: Translator, card: Card | None, *, key: str, name: str) -> Card:
    """Redraw a card once its button was pressed."""
    said = t(key, name=name)
    return _only(t, said) if card is None else _bare(card).answered(said, gone=lambda _: True)


def importing(t: Translator, card: Card | None, *, name: str) -> Card:
    """Redraw the card of a dry run once the import has begun."""
    said = t("upload-importing")
    return _only(t, t("upload-importing-headline", name=name), said) if card is None else _going_on(card, said)


def progress(t: Translator, card: Card, *, done: int, whole: int) -> Card:
    """Redraw the card of an import with how far it is."""
    share = t.decimal(100 * done / max(whole, 1), decimals=0)
    numbers = {"done": t.decimal(done, decimals=0), "whole": t.decimal(whole, decimals=0)}
    return _going_on(card, t("upload-progress", share=share, **numbers))


def _going_on(card: Card, said: str) -> Card:
    """Return a card that has nothing to press any more, nor says that nothing is stored."""
    blocks = [block for block in _bare(card).blocks if not isinstance(block, Choices | Note)]
    return replace(card, blocks=(*blocks, Text(said)))


def _bare(card: Card) -> Card:
    """Return a card without the files that came with it: they stay where they were sent."""
    return replace(card, blocks=tuple(block for block in card.blocks if not isinstance(block, Attachment)))


def _only(t: Translator, said: str, *more: str) -> Card:
    return _card(t, said, [Heading(said), *map(Text, more)])


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
    held = mine[:3]
    for place, one in enumerate(held, start=1):
        words = t(f"upload-waits-{one.state}", name=one.name)
        blocks.append(Text(t("upload-numbered", n=place, text=words) if len(held) > 1 else words))
    if len(held) > 1:  # a platform may put all buttons of a message into one place
        numbered = [
            Button(plain(t("upload-button-go-on-with", n=place)), Action("upload.show", arguments(one)))
            for place, one in enumerate(held, start=1)
            if one.card
        ]
        blocks += [Choices(tuple(numbered))] if numbered else []
    elif held and held[0].card:
        only = held[0]
        blocks.append(Choices((button(t, "go-on", "upload.show", only), button(t, "cancel", "upload.cancel", only))))
    if arrivals:
        header = tuple(t(f"upload-column-{one}") for one in ("number", "file", "kind", "by", "when", "state"))
        blocks.append(Table(header, tuple(_arrival(t, one, names=names, zone=zone, now=now) for one in arrivals)))
        blocks.append(Text(t("upload-undo-how")))
    else:
        blocks.append(Text(t("upload-none")))
    blocks.append(Note(t("upload-overview-note")))
    return _card(t, heading, blocks)


def _arrival(t: Translator, one: Arrival, *, names: Mapping[str, str], zone: tzinfo, now: datetime) -> tuple[str, ...]:
    count = sum(one.counts.get(name, 0) for name in ("inserted", "corrected", "unchanged"))
    state = t("upload-arrival-done", n=count, rejected=one.counts.get("rejected", 0))
    return (
        str(one.no),
        one.file or one.source,
        t(f"upload-kind-{one.kind}"),
        t(f"upload-by-{one.by}") if one.by in _MACHINES else names.get(one.by, one.by),
        t.moment(one.at, zone=zone, now=now),
        state if one.finished else t("upload-arrival-open"),
    )


def undoing(t: Translator, arrival: Arrival, told: tuple[int, int] | None) -> Card:
    """Ask whether an import is to be undone, with what that does.

    ``told`` is how many earlier values come back and how many new ones go; None for whoever may not know it.
    """
    heading = t("upload-undoing", number=arrival.no, name=arrival.file or arrival.source)
    label = t("upload-button-undo-now", n=sum(told)) if told else t("upload-button-undo-all", number=arrival.no)
    buttons = (Button(plain(label), Action("upload.undo_now", (("no", str(arrival.no)),))),)
    text = t("upload-undoing-text", back=told[0], gone=told[1]) if told else t("upload-undoing-all")
    return _card(t, heading, [Heading(heading), Text(text), Choices(buttons), Note(t("upload-undoing-note"))])


def undone(t: Translator, arrival: Arrival, told: tuple[int, int] | None, *, into: int) -> Card:
    """Say that an import was undone; ``told`` as for :func:`undoing`."""
    heading = t("upload-undone", number=arrival.no, name=arrival.file or arrival.source)
    counts = {"back": told[0], "gone": told[1]} if told else {}
    text = t("upload-undone-text" if told else "upload-undone-all", into=into, **counts)
    return _card(t, heading, [Heading(heading), Text(text)])


def button(t: Translator, word: str, route: str, upload: Upload, **more: str) -> Button:
    """Make a button that is about a file as it stands now."""
    return Button(plain(t(f"upload-button-{word}")), Action(route, arguments(upload, **more)))


def arguments(upload: Upload, **more: str) -> tuple[tuple[str, str], ...]:
    """Return what a button or form says of a file: its number, and the turn of the mapping that was shown."""
    return (("no", str(upload.no)), ("turn", str(upload.round)), *more.items())


def _card(t: Translator, summary: str, blocks: Sequence[Block]) -> Card:
    return Card("upload", plain(summary), tuple(blocks), t.locale)


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    now = datetime(2026, 11, 3, 2, 0, tzinfo=UTC)
    zone = ZoneInfo("Asia/Shanghai" if t.chinese else "Europe/Berlin")
    upload, plan, metrics = example(t)
    name = "王芳" if t.chinese else "Ana Silva"
    manner: dict[str, Any] = {"metrics": metrics, "problem": "", "zone": zone, "now": now}
    fresh: dict[str, Any] = {"confirmed": None, "imported_at": None}
    proposed = proposal(t, upload, plan, **manner, **fresh)
    lacking = plan.taken_for({plan.columns[0].title: "", plan.columns[1].title: ""})
    again: dict[str, Any] = {"confirmed": (name, now - timedelta(days=31)), "imported_at": now - timedelta(days=2)}
    spread = replace(
        plan,
        kind="targets",
        columns=(plan.columns[0], *(Column(f"{month}月", ("120,000",), SPREAD) for month in range(7, 20))),
        spread=Spread(r"(\d+)月$", "YEAR-{1}"),
    )
    mapped = replace(plan, mapping="x", decimal=",", order="dmy")
    reason = plain(t("upload-no-column", column="period_start", columns=plan.columns[0].title))
    batch = Arrival(
        12, "readings", "", upload.name, "A1", now, finished=True, counts={"inserted": 7, "corrected": 2, "rejected": 1}
    )
    undo = replace(batch, no=9, by="folder", at=now - timedelta(days=9), counts={})
    waits = [replace(upload, state=State.CHECKED, card="x"), replace(upload, no=4, card="y")]
    back: dict[str, Any] = {"names": {"A1": name}, "zone": zone, "now": now}
    return {
        "upload-received": received(t, name=upload.name),
        "upload-mapping-kept": mapping_kept(t, name="crm.toml"),
        "upload-proposed": proposed,
        "upload-proposed-lacking": proposal(t, upload, lacking, **manner, **fresh),
        "upload-proposed-again": proposal(t, upload, plan, **manner, **again),
        "upload-proposed-months": proposal(t, upload, spread, **manner, **fresh),
        "upload-proposed-mapped": proposal(t, upload, mapped, **(manner | {"problem": reason}), **fresh),
        "upload-checking": settled(t, proposed, key="upload-checking", name=upload.name),
        "upload-importing": importing(t, proposed, name=upload.name),
        "upload-progress": progress(t, proposed, done=40_000, whole=120_000),
        "upload-failed": failed(t, name="scan.csv", reason=t("import-binary")),
        "upload-overview": overview(t, waits, [batch, undo], **back),
        "upload-overview-empty": overview(t, [], [], **back),
        "upload-undoing": undoing(t, batch, (2, 7)),
        "upload-undoing-alone": undoing(t, batch, None),
        "upload-undone": undone(t, batch, (2, 7), into=13),
        "upload-undone-alone": undone(t, batch, None, into=13),
    }


def forms(t: Translator) -> dict[str, Form]:
    """Show each form once."""
    upload, plan, metrics = example(t)
    return {"upload-form": changing(t, upload, plan, page=0, metrics=list(metrics.values()))}


def example(t: Translator) -> tuple[Upload, Plan, dict[str, Metric]]:
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
    plan = Plan("readings", columns, (1,), "", fields, ("employee_id", "metric", "period_start", "value"))
    metrics = {
        "sales": Metric("sales", "USD", Direction.HIGHER, Grain.MONTH, "Sales", "销售额"),
        "attainment": Metric("attainment", "%", Direction.HIGHER, Grain.MONTH, "Attainment", "达成率"),
    }
    at = datetime(2026, 11, 3, 2, 0, tzinfo=UTC)
    upload = Upload("A1", "", "f1", "crm-2025-09.csv", 412_000, at, State.PROPOSED, round=1, plan=plan, no=3)
    return replace(upload, digest="3f9a0c71d2be" * 5), plan, metrics
