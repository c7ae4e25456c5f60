"""Moves as cards: to the person, to who leads them now, to who did; and the form that asks for one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.figures.domain import example
from bot.messages.card import Action, Block, Button, Card, Choices, FactLine, Facts, Heading, Note, Text
from bot.messages.field import DateField, TextField
from bot.messages.form import Form
from bot.messages.i18n import named, several
from bot.messages.text import plain
from bot.reviews.domain.form_template import Filler
from bot.reviews.domain.review_task import ReviewTask, TaskKind
from bot.reviews.views.review_task import what

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from bot.messages.i18n import Translator
    from bot.messages.text import Ready
    from bot.people.domain.person import Person

_MOST_LINES, _TOGETHER, _MOST_NAMES, _MOST_OPEN = 6, 3, 6, 10


@dataclass(frozen=True, slots=True)
class Handed:
    """Somebody whom a manager takes over: their post, the rhythm of their one-on-ones, and the next one planned.

    ``reviews`` are the names of the cycles in which they are reviewed, each with what is owed, ``plans`` how many plans
    of theirs run, and ``asks`` how many requests in these wait for an answer.
    """

    name: str
    person_id: str
    role: str
    every_days: int | None
    next_at: datetime | None
    reviews: tuple[tuple[str, tuple[ReviewTask, ...]], ...] = ()
    plans: int = 0
    asks: int = 0


def person(
    t: Translator,
    after: str,
    before: str,
    *,
    start: date,
    next_at: datetime | None,
    zone: tzinfo,
    now: datetime,
    reviewed: bool = False,
) -> Card:
    """Tell somebody to whom they report now, and who sees their figures from here on; ``reviewed`` while they are."""
    day = t.day(start, today=now.astimezone(zone).date())
    if after:
        heading = t("move-you", day=day, name=named(t, after))
        texts = [t("move-you-sees", name=named(t, after))]
    else:
        heading = t("move-you-nobody", day=day)
        texts = []
    if before:
        texts.append(t("move-you-sees-not", name=named(t, before)))
    if reviewed and after:
        texts.append(t("move-you-reviews", name=named(t, after)))
    if next_at and after:
        texts.append(t("move-you-next", moment=t.moment(next_at, zone=zone, now=now), name=named(t, after)))
    note = Note(t("move-you-note"))
    return Card("move", plain(heading), (Heading(heading), Text(t.sentences(texts)), note), t.locale)


def hand_over(
    t: Translator, people: Sequence[Handed], *, start: date, slot: datetime | None, zone: tzinfo, now: datetime
) -> Card:
    """Tell a manager whom they lead now and what is open with each; ``slot`` is proposed for the first talk."""
    day = t.day(start, today=now.astimezone(zone).date())
    names = [person.name for person in people]
    heading = t("move-new", day=day, names=several(t, names, most=_MOST_NAMES), n=len(people))
    lines = [_line(t, handing, zone=zone, now=now) for handing in people[:_MOST_LINES]]
    blocks: list[Block] = [Heading(heading)]
    blocks += [Facts(tuple(lines[at : at + _TOGETHER])) for at in range(0, len(lines), _TOGETHER)]
    blocks += _open(t, people, today=now.astimezone(zone).date())
    blocks.append(Text(t("move-new-text")))
    if slot:
        at = slot.isoformat(timespec="minutes")
        word = plain(t("nudge-book", moment=t.moment(slot, zone=zone, now=now)))
        blocks.append(
            Choices((Button(word, Action("one_on_one.book", (("person", people[0].person_id), ("at", at)))),))
        )
    summary = plain(t("move-new-summary", n=len(people)))
    return Card("hand_over", summary, (*blocks, Note(t("move-new-note"))), t.locale)


def _open(t: Translator, people: Sequence[Handed], *, today: date) -> list[Block]:
    """Say what is open in reviews and plans of those who are taken over, until when, and with whom."""
    lines = [
        t("move-new-open", name=named(t, handing.name), cycle=cycle, tasks=_tasks(t, tasks, today))
        for handing in people
        for cycle, tasks in handing.reviews
    ]
    note = [t("move-new-open-note")] if lines else []
    lines += [
        t("move-new-plans", name=named(t, handing.name), n=handing.plans, asks=handing.asks)
        for handing in people
        if handing.plans
    ]
    shown = lines[:_MOST_OPEN]
    return [Text("\n".join([*shown, *note]))] if shown else []


def _tasks(t: Translator, tasks: Sequence[ReviewTask], today: date) -> Ready:
    said = [
        t(
            "move-new-open-own" if task.side is Filler.MANAGER else "move-new-open-theirs",
            what=what(t, task.kind),
            late="late" if task.due < today else "ahead",
            day=t.day(task.due, today=today),
            weekday=t.weekday(task.due),
        )
        for task in sorted(tasks, key=lambda task: (task.side is not Filler.MANAGER, task.due))
    ]
    return t.clauses(said or [t("move-new-open-none")])


def _line(t: Translator, handing: Handed, *, zone: tzinfo, now: datetime) -> FactLine:
    if handing.next_at:
        following = t("move-next", moment=t.moment(handing.next_at, zone=zone, now=now))
    elif handing.every_days:
        following = t("move-none-planned", days=handing.every_days)
    else:
        following = t("move-no-talks")
    return FactLine(handing.name, handing.role, following)


def release(
    t: Translator, names: Sequence[str], after: str, *, start: date, today: date, reviewed: bool = False
) -> Card:
    """Tell a manager whom they lead no longer, and that what was open has gone along, reviews too."""
    day, who = t.day(start, today=today), several(t, names, most=_MOST_NAMES)
    if after:
        heading = t("move-old", day=day, names=who, n=len(names), name=named(t, after))
    else:
        heading = t("move-old-nobody", day=day, names=who, n=len(names))
    texts = [t("move-old-text")]
    if reviewed and after:
        texts.append(t("move-old-reviews", name=named(t, after)))
    blocks = (Heading(heading), Text(t.sentences(texts)), Note(t("move-old-note")))
    return Card("release", plain(t("move-old-summary", n=len(names))), blocks, t.locale)


def form(t: Translator, somebody: Person, *, manager: str, today: date) -> Form:
    """Ask where somebody stands from a day on; what is so now stands there already."""
    return Form(
        kind="move",
        title=t("move-title", name=somebody.name),
        fields=(
            TextField(
                "manager",
                plain(t("people-manager")),
                hint=plain(t("move-manager-hint")),
                value=manager,
                required=False,
                most=80,
            ),
            TextField("department", plain(t("move-department")), value=somebody.department, required=False, most=80),
            TextField("unit", plain(t("move-unit")), value=somebody.unit, required=False, most=80),
            TextField("role", plain(t("move-role")), value=somebody.role, required=False, most=80),
            DateField("start", plain(t("move-start")), hint=plain(t("move-start-hint")), value=today.isoformat()),
        ),
        submit=plain(t("settings-save")),
        action=Action("move.save", (("person", somebody.id),)),
        opener=Action("move", (("person", somebody.id),)),
        locale=t.locale,
    )


def done(t: Translator, name: str, *, start: date, planned: bool, today: date) -> Ready:
    """Say what became of it."""
    day = t.day(start, today=today)
    return t("move-planned", name=name, day=day) if planned else t("move-done", name=name, day=day)


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    people = example.people(chinese=t.chinese)
    names = {key: member.name for key, member in people.items()}
    zone, at, start = ZoneInfo("Asia/Shanghai"), datetime(2026, 11, 5, 7, 0, tzinfo=UTC), example.TODAY
    role = "销售" if t.chinese else "Sales"
    handing = Handed(names["S1"], "S1", role, 30, None)
    two = Handed(names["W1"], "W1", role, 14, at)
    cycle = "2026下半年" if t.chinese else "H2 2026"
    owed = (
        ReviewTask(TaskKind.SELF_REVIEW, Filler.EMPLOYEE, date(2026, 11, 9)),
        ReviewTask(TaskKind.MANAGER_REVIEW, Filler.MANAGER, date(2026, 11, 13)),
    )
    reviewed = replace(two, reviews=((cycle, owed),), plans=2, asks=1)
    return {
        "move": person(t, names["M1"], names["W2"], start=start, next_at=at, zone=zone, now=example.NOW),
        "hand-over": hand_over(t, [handing], start=start, slot=at, zone=zone, now=example.NOW),
        "hand-over-several": hand_over(t, [handing, two], start=start, slot=None, zone=zone, now=example.NOW),
        "hand-over-reviews": hand_over(
            t, [reviewed, replace(handing, reviews=((cycle, ()),))], start=start, slot=None, zone=zone, now=example.NOW
        ),
        "move-reviewed": person(
            t, names["M1"], names["W2"], start=start, next_at=None, zone=zone, now=example.NOW, reviewed=True
        ),
        "release-reviewed": release(t, [names["S1"]], names["M1"], start=start, today=example.TODAY, reviewed=True),
        "release": release(t, [names["S1"]], names["M1"], start=start, today=example.TODAY),
    }


def forms(t: Translator) -> dict[str, Form]:
    """Show each form once."""
    people = example.people(chinese=t.chinese)
    return {"move-form": form(t, people["S1"], manager=people["M1"].name, today=example.TODAY)}
