"""Targets as a form and a card: what is asked, who it is for and what stands there now, and that it is stored."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from bot.figures.domain import example
from bot.figures.domain.target import TargetPlan, TargetRequest
from bot.figures.views.phrase import title
from bot.kit.period import Period
from bot.messages.card import Action, Block, Button, Card, Choices, Heading, Note, Table, Text
from bot.messages.field import TextField
from bot.messages.form import Form
from bot.messages.number import amount
from bot.messages.text import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.messages.i18n import Translator
    from bot.messages.text import Ready

_MOST_PEOPLE: Final = 12


def form(
    t: Translator,
    asked: TargetRequest,
    *,
    role: str,
    problems: Mapping[str, tuple[str, Mapping[str, object]]] | None = None,
) -> Form:
    """Ask for a target, with what was understood so far; ``role`` is one that exists, as an example."""
    hints = {"who": t("target-hint-who", role=role or "–")}
    hints |= {name: t(f"target-hint-{name}") for name in ("metric", "period", "value")}
    fields = tuple(
        TextField(name, plain(t(f"target-field-{name}")), hint=plain(hint), value=getattr(asked, name), most=200)
        for name, hint in hints.items()
    )
    said = {name: plain(t(key, **values)) for name, (key, values) in (problems or {}).items()}
    return Form(
        kind="target",
        title=plain(t("target-form")),
        fields=fields,
        submit=plain(t("target-form-submit")),
        action=Action("target.plan"),
        opener=Action("target"),
        intro=t("target-form-intro"),
        locale=t.locale,
        problems=said,
    )


def preview(t: Translator, plan: TargetPlan, *, names: bool, today: date) -> Card:
    """Show a target before it is stored; ``names`` says whether the reader may see what stands there now."""
    blocks: list[Block] = [Heading(_heading(t, plan, today=today)), Text(t("target-text"))]
    if names:
        blocks += _table(t, plan)
    else:
        blocks.append(Text(t("target-hidden")))
    alone = "" if plan.role else plan.people[0].id
    args = (
        ("who", alone),
        ("role", plan.role),
        ("metric", plan.metric.key),
        ("start", plan.period.start.isoformat()),
        ("value", f"{plan.value:f}"),
        ("n", str(len(plan.people))),
    )
    edit = Button(plain(t("target-button-edit")), Action("target"))
    blocks += [
        Choices((Button(plain(t("target-button-set")), Action("target.set", args)), edit)),
        Note(t("target-note")),
    ]
    return Card("target", plain(t("target-summary")), tuple(blocks), t.locale)


def done(t: Translator, plan: TargetPlan, *, n: int, today: date) -> Card:
    """Say that a target is stored, and for how many it is another one."""
    said = t("target-done", n=n) if n else t("target-same")
    blocks = (Heading(_heading(t, plan, today=today)), Text(said), Note(t("target-note")))
    return Card("target", plain(said), blocks, t.locale)


def _heading(t: Translator, plan: TargetPlan, *, today: date) -> Ready:
    who = t("target-role", role=plan.role, n=len(plan.people)) if plan.role else plan.people[0].name
    period = t.period(plan.period, plan.metric.grain, today=today)
    value = amount(t, float(plan.value), plan.metric.unit)
    return t("target-headline", title=title(t, plan.metric), period=period, value=value, who=who)


def _table(t: Translator, plan: TargetPlan) -> list[Block]:
    def written(value: Decimal | None) -> str:
        return "–" if value is None else plain(amount(t, float(value), plan.metric.unit))

    header = tuple(plain(t(f"target-column-{name}")) for name in ("name", "before", "after"))
    rows = tuple(
        (person.name, written(plan.before.get(person.id)), written(plan.value)) for person in plan.people[:_MOST_PEOPLE]
    )
    more = len(plan.people) - len(rows)
    return [Table(header, rows), *([Text(t("target-more", n=more))] if more else [])]


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    people = example.people(chinese=t.chinese)
    metric, today = example.METRICS["new_customers"], example.TODAY
    november = Period(date(2026, 11, 1), date(2026, 11, 30))
    plan = TargetPlan((people["S1"],), "", metric, november, Decimal(22), {"S1": Decimal(20)})
    role = "销售代表" if t.chinese else "sales rep"
    several = tuple(people[key] for key in ("S1", "W1", "W2"))
    many = TargetPlan(several, role, metric, november, Decimal(22), {"S1": Decimal(20)})
    return {
        "target": preview(t, plan, names=True, today=today),
        "target-role": preview(t, many, names=True, today=today),
        "target-hidden": preview(t, many, names=False, today=today),
        "target-done": done(t, many, n=3, today=today),
    }


def forms(t: Translator) -> dict[str, Form]:
    """Show each form once."""
    return {"target-form": form(t, TargetRequest(), role="销售代表" if t.chinese else "sales rep")}
