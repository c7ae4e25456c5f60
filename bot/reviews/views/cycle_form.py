"""The form by which a cycle is planned and changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING

from bot.figures.domain.example import NOW
from bot.kit.period import Grain, period_of, previous_period
from bot.messages.card import Action
from bot.messages.field import DateField, Option, SelectField, SeveralField, TextField
from bot.messages.form import Form
from bot.messages.text import plain
from bot.reviews.domain import example
from bot.reviews.domain.cycle import USUAL_REPORT_DAYS, CycleState, FillOrder, Schedule
from bot.reviews.domain.default_form_template import SELF_REVIEW
from bot.reviews.domain.score import written_parts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from bot.messages.field import Field
    from bot.messages.i18n import Translator
    from bot.reviews.domain.cycle import Cycle
    from bot.reviews.domain.form_template import FormTemplate

_LONGEST_NAME, _MOST_UNITS = 60, 100
DAYS = ("opens", "self_due", "manager_due", "meet_by", "closes")
PROMPTS = ("goals_due", "midway")
"""The days before the forms, each of which a cycle may do without."""
_REPORT_DAYS = (1, 2, 3, 5, 7)
_USUAL = (1, 8, 12, 19, 28)
"""Days from today that are proposed: a week to write, four days for the other side, a week to talk."""


def planning(
    t: Translator,
    units: Mapping[str, str],
    *,
    today: date,
    cycle: Cycle | None = None,
    templates: Sequence[FormTemplate] = (),
) -> Form:
    """Ask for the name, the period, the days, the order and the units (names by id) of a cycle, or of a changed one.

    Where there are several forms, and the cycle has not begun, it is asked by which it goes.
    """
    args = (("no", str(cycle.no)),) if cycle else ()
    fields = (*_asked(t, today, cycle), *_form_field(t, templates, cycle))
    if units:
        options = tuple(Option(unit, name) for unit, name in islice(units.items(), _MOST_UNITS))
        chosen = cycle.units if cycle else ()
        hint = plain(t("cycle-units-hint"))
        fields += (SeveralField("units", plain(t("cycle-units")), options, hint=hint, values=chosen, required=False),)
    return Form(
        kind="cycle",
        title=plain(t("cycle-form-change" if cycle else "cycle-form-new")),
        fields=fields,
        submit=plain(t("cycle-form-save")),
        action=Action("cycle.plan", args),
        opener=Action("cycle.plan", args),
        intro=t("cycle-form-intro-running" if cycle and cycle.state is CycleState.RUNNING else "cycle-form-intro"),
        locale=t.locale,
    )


def _form_field(t: Translator, templates: Sequence[FormTemplate], cycle: Cycle | None) -> tuple[Field, ...]:
    if len(templates) < 2 or (cycle is not None and cycle.state is not CycleState.DRAFT):  # noqa: PLR2004 - a choice
        return ()
    options = tuple(Option(template.key, template.title.said(t.locale)) for template in templates)
    chosen = cycle.template if cycle else SELF_REVIEW.key
    return (SelectField("template", plain(t("cycle-form")), options, value=chosen),)


def _asked(t: Translator, today: date, cycle: Cycle | None) -> tuple[Field, ...]:
    period = cycle.period if cycle else previous_period(period_of(today, Grain.QUARTER), Grain.QUARTER)
    usual = {name: today + timedelta(days=days) for name, days in zip(DAYS, _USUAL, strict=True)}
    days = [getattr(cycle.schedule, name) if cycle else usual[name] for name in DAYS]
    before = cycle.schedule.report_days if cycle else USUAL_REPORT_DAYS
    return (
        TextField(
            "name",
            plain(t("cycle-name")),
            hint=plain(t("cycle-name-hint")),
            most=_LONGEST_NAME,
            value=cycle.name if cycle else "",
        ),
        DateField("start", plain(t("cycle-start")), value=period.start.isoformat()),
        DateField("end", plain(t("cycle-end")), value=period.end.isoformat()),
        *(
            DateField(name, plain(t(f"cycle-day-{name.replace('_', '-')}")), value=day.isoformat())
            for name, day in zip(DAYS, days, strict=True)
        ),
        *_prompts(t, cycle),
        *_score(t, cycle),
        SelectField(
            "report_days",
            plain(t("cycle-report-days")),
            tuple(Option(str(n), plain(t("cycle-report-days-before", n=n))) for n in sorted({*_REPORT_DAYS, before})),
            value=str(before),
        ),
        SelectField(
            "order",
            plain(t("cycle-order")),
            tuple(Option(str(order), plain(t(f"cycle-order-{order.replace('_', '-')}"))) for order in FillOrder),
            value=str(cycle.order if cycle else FillOrder.EMPLOYEE_FIRST),
        ),
    )


def _score(t: Translator, cycle: Cycle | None) -> tuple[Field, ...]:
    """Ask what the score is made of, and until when colleagues answer."""
    return (
        TextField(
            "parts",
            plain(t("cycle-parts-field")),
            hint=plain(t("cycle-parts-hint")),
            most=_LONGEST_NAME,
            value=written_parts(cycle.parts) if cycle else "",
            required=False,
        ),
        DateField(
            "peers_due",
            plain(t("cycle-day-peers-due")),
            hint=plain(t("cycle-day-peers-due-hint")),
            value=cycle.schedule.peers_due.isoformat() if cycle and cycle.schedule.peers_due else "",
            required=False,
        ),
    )


def _prompts(t: Translator, cycle: Cycle | None) -> tuple[Field, ...]:
    """Ask which prompts there are, on the usual days; in a cycle that is there the days themselves can be changed."""
    words = {name: plain(t(f"cycle-day-{name.replace('_', '-')}")) for name in PROMPTS}
    if cycle is None:
        options = tuple(Option(name, plain(t(f"cycle-prompt-{name.replace('_', '-')}"))) for name in PROMPTS)
        hint = plain(t("cycle-prompts-hint"))
        return (SeveralField("prompts", plain(t("cycle-prompts")), options, hint=hint, values=PROMPTS, required=False),)
    days = {name: getattr(cycle.schedule, name) for name in PROMPTS}
    hint = plain(t("cycle-prompt-none"))
    return tuple(
        DateField(name, words[name], hint=hint, value=day.isoformat() if day else "", required=False)
        for name, day in days.items()
    )


def forms(t: Translator) -> dict[str, Form]:
    """Show the form for a new cycle and for one that runs."""
    names = ("华东一组", "华东二组") if t.chinese else ("East 1", "East 2")
    units = {name: name for name in names}
    today = NOW.date()
    return {
        "cycle-new": planning(t, units, today=today, templates=[SELF_REVIEW, example.copied_form()]),
        "cycle-change": planning(t, units, today=today, cycle=example.cycle(chinese=t.chinese)),
    }


def schedule(days: dict[str, date], *, goals_due: date | None = None, midway: date | None = None) -> Schedule:
    """Return the days of a form as a schedule."""
    opens, self_due, manager_due, meet_by, closes = (days[name] for name in DAYS)
    fresh = Schedule(opens=opens, self_due=self_due, manager_due=manager_due, meet_by=meet_by, closes=closes)
    return replace(fresh, goals_due=goals_due, midway=midway)
