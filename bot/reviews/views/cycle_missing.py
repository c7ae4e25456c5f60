"""What is missing in a cycle: listed, reminded of, and once a week told to HR; who and what, never a word of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from bot.figures.domain.example import NOW, people
from bot.kit.calendar import zone
from bot.messages.card import Action, Button, Card, Choices, Heading, Note, Text
from bot.messages.i18n import named
from bot.messages.text import plain
from bot.people.domain.reader import Reader
from bot.reviews.domain import example
from bot.reviews.domain.cycle_overview import MissingTask
from bot.reviews.domain.form_template import Filler
from bot.reviews.domain.review_task import ReviewTask, TaskKind
from bot.reviews.views.review_task import what

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.messages.card import Block
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready
    from bot.reviews.domain.cycle import Cycle

PAGE = 12
_MOST_TEAMS, _MOST_NAMES = 8, 8


def missing(
    to: Reader, cycle: Cycle, tasks: Sequence[MissingTask], *, me: str = "", team: str = "", page: int = 0
) -> Card:
    """List what is not done, a page of it, with one tap to remind everybody else who owes any.

    ``me`` is the reader's id, ``team`` is "" for all.
    """
    t = to.t
    where = team or t("cycle-missing-all")
    heading = t("cycle-missing", n=len(tasks), cycle=cycle.name, team=where)
    shown = tasks[page * PAGE : (page + 1) * PAGE]
    blocks: list[Block] = [Heading(heading)]
    for name, rows in groupby(shown, key=lambda task: (task.overdue, task.team)):
        blocks.append(Text("\n".join([_team(t, name[1], overdue=name[0]), *(_line(to, row) for row in rows)])))
    args = (("no", str(cycle.no)), *((("team", team),) if team else ()))
    buttons = []
    if n := len({task.reader_id for task in tasks} - {me}):
        buttons.append(Button(plain(t("cycle-button-remind", n=n)), Action("cycle.remind", args)))
    if len(tasks) > (page + 1) * PAGE:
        more = Action("cycle.missing", (*args, ("page", str(page + 1))))
        buttons.append(Button(plain(t("cycle-button-more", n=len(tasks) - (page + 1) * PAGE)), more))
    if buttons:
        blocks.append(Choices(tuple(buttons)))
    note = Note(t("cycle-missing-note" if tasks else "cycle-note"))
    return Card("cycle", plain(heading), (*blocks, note), t.locale)


def _team(t: Translator, team: str, *, overdue: bool) -> Ready:
    return t("cycle-missing-team", team=team or t("cycle-team-none"), late="late" if overdue else "ahead")


def _line(to: Reader, row: MissingTask) -> Ready:
    t, due = to.t, row.task.due
    when = {"day": t.day(due, today=to.today), "weekday": t.weekday(due)}
    return t("cycle-missing-line", who=_who(t, row), late="late" if row.overdue else "ahead", **when)


def _who(t: Translator, row: MissingTask) -> Ready:
    about = "other" if row.task.side is Filler.MANAGER else "own"
    return t(
        "cycle-missing-who",
        about=about,
        reader=named(t, row.reader),
        name=named(t, row.person),
        what=what(t, row.task.kind),
    )


def reminded(
    t: Translator,
    cycle: Cycle,
    *,
    told: Sequence[str],
    away: Sequence[tuple[str, date]],
    before: Sequence[str],
    today: date,
) -> Card:
    """Say whom a reminder went to, and whom not and why; who was done meanwhile was not among them."""
    heading = t("cycle-reminded", n=len(told), cycle=cycle.name)
    lines = []
    if told:
        lines.append(t("cycle-reminded-told", names=_names(t, told)))
    if away:
        gone = [t("cycle-reminded-until", name=named(t, name), day=t.day(last, today=today)) for name, last in away]
        lines.append(t("cycle-reminded-away", names=_listed(t, gone)))
    if before:
        lines.append(t("cycle-reminded-before", names=_names(t, before)))
    text = Text("\n".join(lines or [t("cycle-reminded-nobody")]))
    return Card("cycle", plain(heading), (Heading(heading), text, Note(t("cycle-reminded-note"))), t.locale)


def _names(t: Translator, names: Sequence[str]) -> Ready:
    return _listed(t, [named(t, name) for name in names])


def _listed(t: Translator, names: Sequence[str]) -> Ready:
    shown = t.listed(names[:_MOST_NAMES])
    return t("cycle-names-more", names=shown, n=len(names) - _MOST_NAMES) if len(names) > _MOST_NAMES else shown


def digest(to: Reader, cycles: Sequence[tuple[Cycle, Sequence[MissingTask]]]) -> Card:
    """Tell HR once a week of whom what is missing past its day, by team."""
    t = to.t
    heading = t("cycle-digest", n=sum(len({task.review.no for task in tasks}) for _, tasks in cycles))
    blocks: list[Block] = [Heading(heading)]
    for cycle, tasks in cycles:
        lines = lines_by_team(t, [(task.team, _who(t, task)) for task in tasks])
        blocks.append(Text("\n".join([t("cycle-title", name=cycle.name), *lines])))
    buttons = tuple(
        Button(plain(t("cycle-digest-show", cycle=cycle.name)), Action("cycle.missing", (("no", str(cycle.no)),)))
        for cycle, _ in cycles[:3]
    )
    return Card("cycle_digest", plain(heading), (*blocks, Choices(buttons), Note(t("cycle-digest-note"))), t.locale)


def lines_by_team(t: Translator, rows: Sequence[tuple[str, Ready]]) -> list[Ready]:
    """Return a line for each team, with who is named in it; the rows are pairs of a team and who, by team."""
    teams = {team: [who for _, who in named_] for team, named_ in groupby(rows, key=lambda row: row[0])}
    lines = [
        t("cycle-digest-team", team=team or t("cycle-team-none"), names=_listed(t, names))
        for team, names in list(teams.items())[:_MOST_TEAMS]
    ]
    if len(teams) > _MOST_TEAMS:
        lines.append(t("cycle-digest-teams", n=len(teams) - _MOST_TEAMS))
    return lines


def examples(t: Translator) -> dict[str, Card]:
    """Show what is missing, that nothing is, whom a reminder went to, and the weekly word to HR."""
    to = Reader(t, zone("Asia/Shanghai"), NOW)
    cycle, review = example.cycle(chinese=t.chinese), example.seen(Filler.EMPLOYEE, chinese=t.chinese).review
    today = NOW.date()
    who = list(people(chinese=t.chinese).values())
    team = "华东一组" if t.chinese else "East 1"
    own = ReviewTask(TaskKind.SELF_REVIEW, Filler.EMPLOYEE, today - timedelta(days=3))
    view = ReviewTask(TaskKind.MANAGER_REVIEW, Filler.MANAGER, today + timedelta(days=2))
    rows = [
        MissingTask(review, own, who[0].name, team, "S1", who[0].name, overdue=True),
        MissingTask(
            replace(review, no=42), replace(view, due=own.due), who[1].name, team, "M1", who[2].name, overdue=True
        ),
        MissingTask(replace(review, no=43), view, who[0].name, "", "M1", who[2].name, overdue=False),
    ]
    many = [replace(rows[0], review=replace(review, no=number), reader_id=f"S{number}") for number in range(20)]
    told = [person.name for person in who[:2]]
    return {
        "cycle-missing": missing(to, cycle, rows),
        "cycle-missing-many": missing(to, cycle, many, team=team),
        "cycle-missing-none": missing(to, cycle, []),
        "cycle-reminded": reminded(
            t, cycle, told=told, away=[(who[2].name, today + timedelta(days=4))], before=[who[3].name], today=today
        ),
        "cycle-reminded-nobody": reminded(t, cycle, told=(), away=(), before=(), today=today),
        "cycle-digest": digest(to, [(cycle, rows[:2])]),
    }
