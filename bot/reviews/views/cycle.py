"""Cycles as cards: planned, begun, followed by team, closed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from bot.figures.domain.example import NOW
from bot.kit.calendar import zone
from bot.messages.card import Action, Button, Card, Choices, Heading, Note, Text
from bot.messages.i18n import named
from bot.messages.text import plain
from bot.people.domain.reader import Reader
from bot.reviews.domain import example
from bot.reviews.domain.answer_time import TimeToFill
from bot.reviews.domain.cycle import CycleState
from bot.reviews.domain.cycle_overview import TeamStatus
from bot.reviews.domain.score import written_parts
from bot.reviews.views.cycle_form import DAYS, PROMPTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.messages.card import Block
    from bot.messages.i18n import Translator
    from bot.reviews.domain.cycle import Cycle

_LONG: Final = 120
"""Minutes from which a time is said in hours."""
_MOST_NAMES, _PAGE = 8, 6
_NO_PLANS: Final[Mapping[str, int]] = MappingProxyType({})


def card(
    to: Reader,
    cycle: Cycle,
    teams: Sequence[TeamStatus],
    *,
    runs: bool,
    people: int = 0,
    took: TimeToFill | None = None,
    plans: Mapping[str, int] = _NO_PLANS,
    page: int = 0,
) -> Card:
    """Show a cycle: its days, and how each team stands, a page of them; ``runs`` says that the reader may change it.

    ``people`` is how many would take part in one that has not begun, ``took`` how long self-reviews took, ``plans`` of
    how many plans something is overdue, by the name of the team.
    """
    t = to.t
    heading = t("cycle-title", name=cycle.name)
    blocks: list[Block] = [Heading(heading), Text(_state(to, cycle, people)), Text(_days(to, cycle))]
    if len(teams) > 1:
        blocks.append(Text(_all(t, cycle, teams, plans)))
    blocks += [Text(_team(t, cycle, team, plans)) for team in teams[page * _PAGE : (page + 1) * _PAGE]]
    if took is not None:
        blocks.append(Text(_took(t, took)))
    if buttons := _buttons(t, cycle, runs=runs):
        blocks.append(Choices(buttons))
    if left := max(len(teams) - (page + 1) * _PAGE, 0):
        more = Action("cycle", (("no", str(cycle.no)), ("page", str(page + 1))))
        blocks.append(Choices((Button(plain(t("cycle-button-teams", n=left)), more),)))
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


def _all(t: Translator, cycle: Cycle, teams: Sequence[TeamStatus], plans: Mapping[str, int]) -> str:
    """Add up the teams."""
    sums: Counter[str] = Counter()
    for team in teams:
        sums.update(_counted(team, plans))
    people = sum(team.people for team in teams)
    return t("cycle-all", people=people, teams=len(teams), counts=_counts(t, cycle, sums))


def _counted(team: TeamStatus, plans: Mapping[str, int]) -> dict[str, int]:
    return team.counts | {"plans": plans.get(team.team, 0)}


def _counts(t: Translator, cycle: Cycle, counts: Mapping[str, int]) -> str:
    """Say of how many what has happened; what the cycle does not ask for, and nobody late, is not said."""
    days = cycle.schedule
    unasked = {"goals": days.goals_due is None, "check_ins": days.midway is None}
    unasked |= {name: not counts[name] for name in ("overdue", "skipped", "plans")}
    shown = {name: n for name, n in counts.items() if not unasked.get(name)}
    return " · ".join(t(f"cycle-count-{name.replace('_', '-')}", n=n) for name, n in shown.items())


def _team(t: Translator, cycle: Cycle, team: TeamStatus, plans: Mapping[str, int]) -> str:
    counts = _counts(t, cycle, _counted(team, plans))
    said = [t("cycle-team", team=team.team or t("cycle-team-none"), people=team.people, counts=counts)]
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


def _buttons(t: Translator, cycle: Cycle, *, runs: bool) -> tuple[Button, ...]:
    no = (("no", str(cycle.no)),)
    missing = Button(plain(t("cycle-button-missing")), Action("cycle.missing", no))
    if not runs:
        return (missing,) if cycle.state is CycleState.RUNNING else ()
    change = Button(plain(t("cycle-button-change")), Action("cycle.plan", no))
    match cycle.state:
        case CycleState.DRAFT:
            return (Button(plain(t("cycle-button-start")), Action("cycle.start", no)), change)
        case CycleState.RUNNING:
            return (missing, change, Button(plain(t("cycle-button-close")), Action("cycle.close", no)))
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
    return [
        TeamStatus(team, 8, 8, 7, 6, 3, 2, 1, 0, 2, 1, names, ()),
        TeamStatus("", 2, 2, 2, 2, 2, 0, 2, 1, 0, 0, (), ()),
    ]


def examples(t: Translator) -> dict[str, Card]:
    """Show a cycle before it begins, while it runs, and that there is none."""
    to = Reader(t, zone("Asia/Shanghai"), NOW)
    running = example.cycle(chinese=t.chinese)
    prompted = replace(running.schedule, goals_due=NOW.date(), midway=NOW.date() + timedelta(days=30))
    return {
        "cycle-draft": card(to, replace(running, state=CycleState.DRAFT), [], runs=True, people=42),
        "cycle-running": card(
            to,
            running,
            _example(chinese=t.chinese),
            runs=True,
            took=TimeToFill(8, timedelta(minutes=8), Fraction(6, 8)),
            plans={"": 1, _example(chinese=t.chinese)[0].team: 2},
        ),
        "cycle-prompts": card(to, replace(running, schedule=prompted), _example(chinese=t.chinese) * 4, runs=True),
        "cycle-team": card(to, running, _example(chinese=t.chinese)[:1], runs=False),
        "cycle-slow": card(to, running, [], runs=True, took=TimeToFill(5, timedelta(hours=26), Fraction(1, 5))),
        "cycle-closed": card(to, replace(running, state=CycleState.CLOSED), [], runs=True),
        "cycle-none": none(t, runs=True),
        "cycle-none-yet": none(t, runs=False),
    }
