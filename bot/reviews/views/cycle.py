"""Cycles as forms and cards: planned, changed, begun, followed by team, closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING, Final

from bot.figures.domain.example import NOW
from bot.kit.calendar import zone
from bot.kit.period import Grain, period_of, previous_period
from bot.messages.card import Action, Button, Card, Choices, Heading, Note, Text
from bot.messages.field import DateField, Option, SelectField, SeveralField, TextField
from bot.messages.form import Form
from bot.messages.i18n import named
from bot.messages.text import plain
from bot.people.domain.reader import Reader
from bot.reviews.domain import example
from bot.reviews.domain.answer_time import TimeToFill
from bot.reviews.domain.cycle import USUAL_REPORT_DAYS, CycleState, FillOrder, Schedule
from bot.reviews.domain.cycle_overview import TeamStatus
from bot.reviews.domain.score import written_parts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from bot.messages.card import Block
    from bot.messages.field import Field
    from bot.messages.i18n import Translator
    from bot.reviews.domain.cycle import Cycle

_LONG: Final = 120
"""Minutes from which a time is said in hours."""
_LONGEST_NAME, _MOST_UNITS, _MOST_NAMES = 60, 100, 8
DAYS = ("opens", "self_due", "manager_due", "meet_by", "closes")
PROMPTS = ("goals_due", "midway")
"""The days before the forms, each of which a cycle may do without."""
_REPORT_DAYS = (1, 2, 3, 5, 7)
_USUAL = (1, 8, 12, 19, 28)
"""Days from today that are proposed: a week to write, four days for the other side, a week to talk."""


def planning(t: Translator, units: Mapping[str, str], *, today: date, cycle: Cycle | None = None) -> Form:
    """Ask for the name, the period, the days, the order and the units (names by id) of a cycle, or of a changed one."""
    args = (("no", str(cycle.no)),) if cycle else ()
    fields = _asked(t, today, cycle)
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


def card(
    to: Reader,
    cycle: Cycle,
    teams: Sequence[TeamStatus],
    *,
    runs: bool,
    people: int = 0,
    took: TimeToFill | None = None,
) -> Card:
    """Show a cycle: its days, and how each team stands; ``runs`` says that the reader may change it.

    ``people`` is how many would take part in one that has not begun, ``took`` how long self-reviews took.
    """
    t = to.t
    heading = t("cycle-title", name=cycle.name)
    blocks: list[Block] = [Heading(heading), Text(_state(to, cycle, people)), Text(_days(to, cycle))]
    blocks += [Text(_team(t, team)) for team in teams]
    if took is not None:
        blocks.append(Text(_took(t, took)))
    if buttons := _buttons(t, cycle) if runs else ():
        blocks.append(Choices(buttons))
    blocks.append(Note(t("cycle-note")))
    return Card("cycle", plain(heading), tuple(blocks), t.locale)


def _state(to: Reader, cycle: Cycle, people: int) -> str:
    t = to.t
    period = t("cycle-period-line", start=t.day(cycle.period.start, today=to.today), end=t.day(cycle.period.end))
    order = t(f"cycle-order-{cycle.order.value.replace('_', '-')}")
    state = t(f"cycle-state-{cycle.state}", n=people)
    said = [state, t("cycle-line", period=period, order=order)]
    if cycle.parts:
        said.append(t("cycle-parts-line", parts=written_parts(cycle.parts)))
    return t.sentences(said)


def _days(to: Reader, cycle: Cycle) -> str:
    """Return the days that are still of interest, a line each: of a cycle that has begun not that on which it did."""
    t = to.t
    found = {name: getattr(cycle.schedule, name) for name in (*PROMPTS, *DAYS)}
    over = frozenset(name for name in _EARLY if (day := found[name]) and day < to.today + timedelta(name == "opens"))
    gone = over if cycle.state is not CycleState.DRAFT else frozenset()
    days = {name: day for name, day in found.items() if day and name not in gone}
    if cycle.asks_peers:
        days["peers_due"] = cycle.schedule.peers_until
    return "\n".join(
        t(
            "cycle-day-line",
            what=t(f"cycle-day-{name.replace('_', '-')}"),
            day=t.day(day, today=to.today),
            weekday=t.weekday(day),
        )
        for name, day in days.items()
    )


_EARLY = (*PROMPTS, "opens")


def _team(t: Translator, team: TeamStatus) -> str:
    said = [
        t(
            "cycle-team",
            team=team.team or t("cycle-team-none"),
            people=team.people,
            selves=team.self_reviews,
            views=team.views,
            held=team.held,
            confirmed=team.confirmed,
        )
    ]
    if team.late:
        said.append(t("cycle-team-late", names=_names(t, team.late)))
    if team.late_views:
        said.append(t("cycle-team-late-views", names=_names(t, team.late_views)))
    return t.sentences(said)


def _took(t: Translator, took: TimeToFill) -> str:
    minutes = took.middle.total_seconds() / 60
    span = (
        t("cycle-took-minutes", n=max(round(minutes), 1))
        if minutes < _LONG
        else t("cycle-took-hours", n=round(minutes / 60))
    )
    return t("cycle-took", span=span, share=t.decimal(round(took.within * 100), decimals=0), n=took.n)


def _names(t: Translator, names: Sequence[str]) -> str:
    shown = t.listed([named(t, name) for name in names[:_MOST_NAMES]])
    return t("cycle-names-more", names=shown, n=len(names) - _MOST_NAMES) if len(names) > _MOST_NAMES else shown


def _buttons(t: Translator, cycle: Cycle) -> tuple[Button, ...]:
    no = (("no", str(cycle.no)),)
    change = Button(plain(t("cycle-button-change")), Action("cycle.plan", no))
    match cycle.state:
        case CycleState.DRAFT:
            return (Button(plain(t("cycle-button-start")), Action("cycle.start", no)), change)
        case CycleState.RUNNING:
            return (change, Button(plain(t("cycle-button-close")), Action("cycle.close", no)))
        case CycleState.CLOSED:
            return (Button(plain(t("cycle-button-new")), Action("cycle.plan")),)


def none(t: Translator, *, runs: bool) -> Card:
    """Say that there is no cycle, and offer to plan one where the reader may."""
    heading = t("cycle-none")
    blocks: tuple[Block, ...] = (Heading(heading), Text(t("cycle-none-text" if runs else "cycle-none-wait")))
    if runs:
        blocks += (Choices((Button(plain(t("cycle-button-new")), Action("cycle.plan")),)),)
    return Card("cycle", plain(heading), blocks, t.locale)


def _example(*, chinese: bool) -> list[TeamStatus]:
    team, names = ("华东一组", ("陈伟", "李娜")) if chinese else ("East 1", ("Wei Chen", "Na Li"))
    return [TeamStatus(team, 8, 6, 3, 1, 0, names, ()), TeamStatus("", 2, 2, 2, 2, 1, (), ())]


def examples(t: Translator) -> dict[str, Card]:
    """Show a cycle before it begins, while it runs, and that there is none."""
    to = Reader(t, zone("Asia/Shanghai"), NOW)
    running = example.cycle(chinese=t.chinese)
    return {
        "cycle-draft": card(to, replace(running, state=CycleState.DRAFT), [], runs=True, people=42),
        "cycle-running": card(
            to,
            running,
            _example(chinese=t.chinese),
            runs=True,
            took=TimeToFill(8, timedelta(minutes=8), Fraction(6, 8)),
        ),
        "cycle-team": card(to, running, _example(chinese=t.chinese)[:1], runs=False),
        "cycle-slow": card(to, running, [], runs=True, took=TimeToFill(5, timedelta(hours=26), Fraction(1, 5))),
        "cycle-closed": card(to, replace(running, state=CycleState.CLOSED), [], runs=True),
        "cycle-none": none(t, runs=True),
        "cycle-none-yet": none(t, runs=False),
    }


def forms(t: Translator) -> dict[str, Form]:
    """Show the form for a new cycle and for one that runs."""
    names = ("华东一组", "华东二组") if t.chinese else ("East 1", "East 2")
    units = {name: name for name in names}
    today = NOW.date()
    return {
        "cycle-new": planning(t, units, today=today),
        "cycle-change": planning(t, units, today=today, cycle=example.cycle(chinese=t.chinese)),
    }


def schedule(days: dict[str, date], *, goals_due: date | None = None, midway: date | None = None) -> Schedule:
    """Return the days of a form as a schedule."""
    opens, self_due, manager_due, meet_by, closes = (days[name] for name in DAYS)
    fresh = Schedule(opens=opens, self_due=self_due, manager_due=manager_due, meet_by=meet_by, closes=closes)
    return replace(fresh, goals_due=goals_due, midway=midway)
