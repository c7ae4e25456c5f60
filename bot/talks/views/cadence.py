"""How often people meet their managers, where: as a card, and as a form that changes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bot.delivery.views.policy import RHYTHMS
from bot.messages.card import Action, Block, Button, Card, Choices, Heading, Note, Table
from bot.messages.field import Option, SelectField, TextField
from bot.messages.form import Form
from bot.messages.text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.messages.i18n import Translator


@dataclass(frozen=True, slots=True)
class PlaceCadence:
    """How many days apart people of a place meet their managers, since when and by whom; "" is the whole company."""

    where: str
    days: int
    since: date | None = None
    author: str = ""


def shown(t: Translator, rows: Sequence[PlaceCadence], *, today: date, changed: str = "") -> Card:
    """Show what holds where; ``changed`` says what was just set."""
    header = tuple(t(f"policy-column-{column}") for column in ("where", "what", "since", "by"))
    table = Table(header, tuple(_row(t, row, today=today) for row in rows))
    change = Choices((Button(plain(t("policy-button-change")), Action("one_on_one.cadence")),))
    blocks: list[Block] = [Heading(changed or t("cadence-headline")), table, change, Note(t("cadence-text"))]
    return Card("policy", plain(changed or t("cadence-headline")), tuple(blocks), t.locale)


def _row(t: Translator, row: PlaceCadence, *, today: date) -> tuple[str, str, str, str]:
    since = t.day(row.since, today=today) if row.since else t("policy-default")
    return row.where or t("policy-everybody"), t("policy-talks-every", days=row.days), since, row.author or "–"


def form(t: Translator, *, where: str, days: str) -> Form:
    """Ask how often people of a place are to meet their managers; empty goes by what holds more widely."""
    options = tuple(Option(str(rhythm), t("policy-talks-every", days=rhythm)) for rhythm in RHYTHMS)
    place = TextField("where", t("policy-field-where"), hint=t("policy-hint-where"), value=where, required=False)
    every = SelectField("every", t("cadence-field-every"), options, value=days, required=False)
    return Form(
        kind="cadence",
        title=t("cadence-form-title"),
        fields=(place, every),
        submit=t("policy-submit"),
        action=Action("one_on_one.cadence.set"),
        opener=Action("one_on_one.cadence"),
        intro=t("policy-form-intro"),
        locale=t.locale,
    )


def examples(t: Translator) -> dict[str, Card]:
    """Show it with a line of its own."""
    line = "2号线" if t.chinese else "Line 2"
    rows = (PlaceCadence("", 30), PlaceCadence(line, 7, date(2026, 10, 12), "HR"))
    return {"cadence": shown(t, rows, today=date(2026, 11, 2))}


def forms(t: Translator) -> dict[str, Form]:
    """Show the form once."""
    return {"cadence-form": form(t, where="2号线" if t.chinese else "Line 2", days="7")}
