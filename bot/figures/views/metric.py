"""Metrics as cards and a form: which there are, how one is read, what a change would compute again, ready packs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from bot.figures.domain import example
from bot.figures.domain.formula_units import made_together
from bot.figures.domain.metric import DEFINITION, MEANING, Aggregate, Direction, Metric
from bot.figures.domain.pack import FAMILIES
from bot.figures.domain.pack import metrics as shipped
from bot.figures.views import formula, metric_owner
from bot.figures.views.phrase import title
from bot.kit.period import Grain
from bot.messages.card import Action, Block, Button, Card, Choices, FactLine, Facts, Heading, Note, Table, Text
from bot.messages.field import DateField, Option, SelectField, TextField
from bot.messages.form import Form
from bot.messages.number import amount
from bot.messages.text import Ready, literal, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from enum import StrEnum

    from bot.messages.i18n import Translator

PAGE: Final = 10
_CHOICES: Final[dict[str, type[StrEnum]]] = {"direction": Direction, "grain": Grain, "aggregate": Aggregate}
_LONG: Final = ("advice_en", "advice_zh", "praise_en", "praise_zh")
_HINTS: Final = {
    "unit": "metric-hint-unit",
    "formula": "metric-hint-formula",
    "aggregate": "metric-hint-aggregate",
}
_MOST_BUTTONS = 3


def listing(t: Translator, metrics: Sequence[Metric], *, start: int, said: str, edits: bool) -> Card:
    """List metrics, a page at a time; ``said`` is what they were looked for by."""
    heading = t("metric-list-headline", n=len(metrics))
    header = tuple(plain(t(f"metric-column-{name}")) for name in ("key", "title", "unit", "grain"))
    rows = tuple(
        (metric.key, title(t, metric), metric.unit or "–", plain(t(f"metric-grain-{metric.grain}")))
        for metric in metrics[start : start + PAGE]
    )
    blocks: list[Block] = [Heading(heading), Text(t("metric-list-text"))]
    if edits and not metrics:
        blocks.append(Text(t("metric-list-empty")))
    blocks += [Table(header, rows)] if rows else []
    buttons = []
    if start + PAGE < len(metrics):
        args = (("at", str(start + PAGE)), *((("said", said),) if said else ()))
        buttons.append(Button(plain(t("metric-more")), Action("metric", args)))
    if edits:
        buttons.append(Button(plain(t("metric-button-add")), Action("metric.add")))
        buttons.append(Button(plain(t("metric-button-packs")), Action("metric.pack")))
    blocks += [Choices(tuple(buttons))] if buttons else []
    return Card("metric", plain(heading), (*blocks, Note(t("metric-note"))), t.locale)


@dataclass(frozen=True, slots=True)
class MayOfMetric:
    """What somebody may do with a metric: change it, say who answers for it, write advice for it as its owner."""

    edit: bool = False
    assign: bool = False
    advise: bool = False


def show(
    t: Translator,
    metric: Metric,
    *,
    may: MayOfMetric,
    owner: str = "",
    done: Ready | None = None,
    progress: tuple[int, int] | None = None,
) -> Card:
    """Show how a metric is read; ``owner`` is the name of who owns it, ``done`` says what was just done with it.

    ``progress`` says for how many people of how many its values have been computed from records again.
    """
    ends = [
        t("metric-open-end") if value is None else _written(t, metric, value)
        for value in (metric.minimum, metric.maximum)
    ]
    bounded = metric.minimum is not None or metric.maximum is not None
    against = t("metric-range", low=ends[0], high=ends[1]) if bounded else ""
    facts = [
        FactLine(plain(_field(t, "unit")), metric.unit or "–", against),
        *(FactLine(plain(_field(t, name)), _shown(t, metric, name)) for name in _CHOICES),
    ]
    if metric.minimum_step is not None:
        facts.append(FactLine(plain(_field(t, "minimum_step")), _written(t, metric, metric.minimum_step)))
    blocks: list[Block] = [Heading(literal(title(t, metric)))]
    blocks += [Text(done)] if done else []
    blocks += [Text(literal(metric.meaning))] if metric.meaning else []
    blocks += [Facts(tuple(facts[:3])), Facts(tuple(facts[3:]))]
    blocks += [Text(_made(t, metric))] if metric.formula else []
    blocks += [Text(t("metric-recalculating", done=progress[0], all=progress[1]))] if progress else []
    gap = metric.advice_zh if t.chinese else metric.advice_en
    strength = metric.praise_zh if t.chinese else metric.praise_en
    blocks.append(Text(t("metric-steps", gap=len(gap.splitlines()), strength=len(strength.splitlines()))))
    blocks += metric_owner.responsible(t, metric, owner=owner)
    if buttons := _buttons(t, metric, may):
        blocks.append(Choices(buttons))
    return Card("metric", plain(t("metric-summary")), (*blocks, Note(t("metric-note"))), t.locale)


def _buttons(t: Translator, metric: Metric, may: MayOfMetric) -> tuple[Button, ...]:
    edit = Button(plain(t("metric-button-edit")), Action("metric.edit", (("key", metric.key),)))
    advise = Button(plain(t("metric-button-advise")), Action("advice.add", (("metric", metric.key),)))
    return (
        *((edit,) if may.edit else ()),
        *((metric_owner.assign_button(t, metric),) if may.assign else ()),
        *((advise,) if may.advise else ()),
    )


def _shown(t: Translator, metric: Metric, name: str) -> str:
    """Write how a metric is read; where members' values do not add up their records make a team's."""
    together = name == "aggregate" and made_together(metric.formula)
    return plain(t("metric-together")) if together else _word(t, metric, name)


def _made(t: Translator, metric: Metric) -> Ready:
    """Say how a metric's values are made of records, and from when on."""
    said = t("metric-made", how=formula.made(t, metric.formula))
    if metric.records_from is None:
        return said
    return t.sentences([said, t("metric-made-from", day=_day(t, metric.records_from))])


def _day(t: Translator, day: date) -> str:
    return t.day(day, today=date.min)  # another year than any: with its year


def _written(t: Translator, metric: Metric, number: object) -> Ready:
    return amount(t, float(str(number)), metric.unit, bare=True)


def _field(t: Translator, name: str) -> Ready:
    return t(f"metric-field-{name.replace('_', '-')}")


def _word(t: Translator, metric: Metric, name: str) -> str:
    if name == "formula":
        return formula.made(t, metric.formula)
    if name == "records_from":
        return _day(t, metric.records_from) if metric.records_from else t("metric-always")
    return t(f"metric-{name}-{getattr(metric, name)}")


def form(t: Translator, metric: Metric | None, *, mark: str) -> Form:
    """Ask for a metric: a new one, or changes to one; ``mark`` tells later whether it was changed meanwhile."""
    shown = metric or Metric("", "", Direction.HIGHER, Grain.MONTH)
    fields: list[TextField | SelectField | DateField] = []
    for name in DEFINITION:
        if name == "key" and metric:
            continue
        label, value = plain(_field(t, name)), getattr(shown, name)
        if name in _CHOICES:
            options = tuple(Option(choice.value, plain(t(f"metric-{name}-{choice}"))) for choice in _CHOICES[name])
            hint = plain(t(_HINTS[name])) if name in _HINTS else ""
            fields.append(SelectField(name, label, options, hint=hint, value=value.value))
            continue
        if name == "records_from":
            hint, day = plain(t("metric-hint-records-from")), value.isoformat() if value else ""
            fields.append(DateField(name, label, hint=hint, value=day, required=False))
            continue
        hint = "metric-hint-lines" if name in _LONG else _HINTS.get(name, "")
        text = "" if value is None else str(value)
        fields.append(
            TextField(
                name, label, hint=plain(t(hint)) if hint else "", value=text, required=name == "key", long=name in _LONG
            )
        )
    key = (("key", metric.key),) if metric else ()
    return Form(
        kind="metric",
        title=plain(t("metric-form-edit", metric=metric.key) if metric else t("metric-form-add")),
        fields=tuple(fields),
        submit=plain(t("metric-form-save")),
        action=Action("metric.save", (*key, ("was", mark))),
        opener=Action("metric.edit", key) if metric else Action("metric.add"),
        intro=t("metric-form-intro"),
        locale=t.locale,
    )


def confirm(t: Translator, before: Metric, after: Metric, *, n: int, mark: str) -> Card:
    """Ask whether the stored values of a metric are to mean something else, and say how many that are."""
    heading = t("metric-redefine-headline", title=title(t, before), n=n)
    changes = [
        t("metric-change", field=_field(t, name), before=_word(t, before, name), after=_word(t, after, name))
        for name in MEANING
        if getattr(before, name) != getattr(after, name)
    ]
    meant = tuple((name, str(getattr(after, name) or "")) for name in MEANING)
    action = Action("metric.redefine", (("metric", before.key), *meant, ("was", mark)))
    blocks = (
        Heading(heading),
        Text(t("metric-redefine-text", changes=t.clauses(changes))),
        Choices((Button(plain(t("metric-button-redefine")), action),)),
    )
    return Card("metric", plain(heading), blocks, t.locale)


def packs(t: Translator, missing: Mapping[str, Sequence[Metric]], *, done: Ready | None = None) -> Card:
    """Show the ready metrics of each job family, which of them are here, and a button for what is not."""
    header = tuple(plain(t(f"metric-column-{name}")) for name in ("family", "here", "missing"))
    rows = []
    for family, keys in FAMILIES.items():
        absent = [metric.key for metric in missing[family]]
        here = [title(t, shipped()[key]) for key in keys if key not in absent]
        lacking = [title(t, metric) for metric in missing[family]]
        rows.append((plain(_family(t, family)), t.listed(here) or "–", t.listed(lacking) or "–"))
    blocks: list[Block] = [Heading(t("metric-pack-headline"))]
    blocks += [Text(done)] if done else []
    blocks += [Text(t("metric-pack-text")), Table(header, tuple(rows))]
    open_ = [family for family in FAMILIES if missing[family]][:_MOST_BUTTONS]
    buttons = tuple(
        Button(plain(t("metric-button-pack", family=_family(t, family))), Action("metric.pack", (("family", family),)))
        for family in open_
    )
    blocks += [Choices(buttons)] if buttons else []
    return Card("metric", plain(t("metric-pack-headline")), tuple(blocks), t.locale)


def _family(t: Translator, family: str) -> Ready:
    return t(f"metric-family-{family}")


def added(t: Translator, metrics: Sequence[Metric]) -> Ready:
    """Say which metrics were added."""
    if not metrics:
        return t("metric-pack-nothing")
    return t("metric-pack-added", titles=t.items(title(t, metric) for metric in metrics))


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    metrics = list(example.METRICS.values())
    orders = shipped()["orders"]
    lower = replace(orders, direction=Direction.LOWER, grain=Grain.WEEK)
    summed = replace(orders, formula="sum(amount) from orders where stage = won", records_from=date(2026, 10, 1))
    share = replace(
        shipped()["defect_rate"],
        formula='count(where result = reject) / count() from inspections where line in (A, "B 2")',
    )
    together = replace(orders, formula="distinct(customer) from orders where stage = won")
    missing = {family: [shipped()[key] for key in keys] for family, keys in FAMILIES.items()} | {"sales": []}
    return {
        "metric-list": listing(t, metrics, start=0, said="", edits=True),
        "metric": show(t, orders, may=MayOfMetric(edit=True, assign=True), done=t("metric-saved")),
        "metric-owned": show(
            t,
            example.supply(chinese=t.chinese),
            may=MayOfMetric(advise=True),
            owner=example.people(chinese=t.chinese)["W2"].name,
        ),
        "metric-made": show(t, share, may=MayOfMetric()),
        "metric-made-together": show(t, together, may=MayOfMetric()),
        "metric-made-from": show(t, summed, may=MayOfMetric(edit=True), progress=(2000, 12_000)),
        "metric-made-otherwise": confirm(t, orders, summed, n=1240, mark="0a1b2c3d"),
        "metric-redefine": confirm(t, orders, lower, n=1240, mark="0a1b2c3d"),
        "metric-packs": packs(t, missing, done=added(t, [orders])),
    }


def forms(t: Translator) -> dict[str, Form]:
    """Show each form once."""
    return {
        "metric-form": form(t, shipped()["orders"], mark="0a1b2c3d"),
        "metric-form-add": form(t, None, mark=""),
    } | metric_owner.forms(t)
