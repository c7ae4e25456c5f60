"""How far people are in a goal cycle, as a card: counts for HR, people by name for whoever leads them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.delivery.domain.policy import GOAL_MONTHS
from bot.figures.domain.example import people
from bot.goals.domain.goal import GoalState
from bot.goals.domain.goal_cycle import CycleCounts, PersonInCycle, Share, cycle_period
from bot.goals.views.goal import MOST_SHOWN
from bot.goals.views.goal_example import TODAY
from bot.goals.views.goal_phrase import grouped, period
from bot.messages.card import Action, Button, Card, Choices, FactLine, Heading, Note, Text
from bot.messages.field import Option, SelectField
from bot.messages.form import Form
from bot.messages.i18n import named
from bot.messages.text import literal, plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.messages.card import Block
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready

MONTHS: Final = (*GOAL_MONTHS, 0)
"""What HR can choose: months, and 0 for nobody being asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleSetting:
    """For how many months goals are agreed (0: nobody is asked), since when and by whom; None and "" from the start."""

    months: int
    since: date | None = None
    by: str = ""


def shown(
    t: Translator,
    setting: CycleSetting,
    *,
    led: Sequence[PersonInCycle],
    counts: CycleCounts | None,
    today: date,
    sets: bool,
) -> Card:
    """Show how far people are: ``led`` those whom the reader leads, ``counts`` the company for HR."""
    months = setting.months
    heading = t("goal-cycle-state", period=period(t, cycle_period(today, months), today=today)) if months else ""
    blocks: list[Block] = [Heading(heading or t("goal-cycle-off")), Text(_setting(t, setting, today=today))]
    if months:
        blocks += _counts(t, counts) if counts else []
        blocks += grouped([_person(t, person) for person in led[:MOST_SHOWN]])
        if len(led) > MOST_SHOWN:
            blocks.append(Text(t("goal-cycle-more", n=len(led) - MOST_SHOWN)))
    buttons = [Button(plain(t("goal-cycle-change")), Action("goal.cycle.set"))] if sets else []
    buttons += [Button(plain(t("home-open-goal-team")), Action("goal.team"))] if led and months else []
    blocks += [Choices(tuple(buttons))] if buttons else []
    note = t("goal-cycle-note-off") if not months else t("goal-cycle-note-hr") if counts else t("goal-note-team")
    return Card("goal.cycle", plain(t("goal-cycle-summary")), (*blocks, Note(note)), t.locale)


def _setting(t: Translator, setting: CycleSetting, *, today: date) -> Ready:
    said = t("goal-cycle-every", months=setting.months)
    if setting.since is None:
        return said
    return t.sentences([said, t("goal-cycle-since", name=named(t, setting.by), day=t.day(setting.since, today=today))])


def _counts(t: Translator, counts: CycleCounts) -> list[Block]:
    none = counts.people - counts.agreed - counts.proposed
    lines = [
        FactLine(
            t("goal-cycle-agreed"),
            t("goal-cycle-people", done=counts.agreed, of=counts.people),
            t("goal-cycle-not-agreed", proposed=counts.proposed, none=none),
        )
    ]
    for key, share in (("goal-cycle-checked-in", counts.checked_in), ("goal-cycle-closed", counts.closed)):
        if share.of:
            lines.append(FactLine(t(key), t("goal-cycle-goals", done=share.done, of=share.of)))
    return grouped(lines)


def _person(t: Translator, person: PersonInCycle) -> FactLine:
    said: list[Ready] = []
    if person.checked_in:
        said.append(t("goal-cycle-checked", done=person.checked_in.done, of=person.checked_in.of))
    if person.closed:
        said.append(t("goal-cycle-results", done=person.closed.done, of=person.closed.of))
    if person.goals is GoalState.PROPOSED:
        value = t("goal-cycle-waits", names=t.items(person.waits_for)) if person.waits_for else t("goal-state-proposed")
    else:
        value = t("goal-cycle-has" if person.goals else "goal-cycle-none")
    return FactLine(literal(person.name), value, t.clauses(said))


def form(t: Translator, setting: CycleSetting) -> Form:
    """Ask HR for how many months goals are agreed."""
    options = tuple(Option(_key(months), plain(t("goal-cycle-option", months=months))) for months in MONTHS)
    return Form(
        kind="goal_cycle",
        title=plain(t("goal-cycle-form")),
        fields=(SelectField("every", plain(t("goal-cycle-field")), options, value=_key(setting.months)),),
        submit=plain(t("goal-cycle-submit")),
        action=Action("goal.cycle.set"),
        opener=Action("goal.cycle.set"),
        intro=t("goal-cycle-form-intro"),
        locale=t.locale,
    )


def _key(months: int) -> str:
    """Return how a form names so many months: no number alone, which could be the place of an option."""
    return f"months{months}"


def chosen(key: str) -> int:
    """Return the months that were chosen in the form."""
    return int(key.removeprefix("months"))


def examples(t: Translator) -> dict[str, Card]:
    """Show the card to HR, to whoever leads people, and while nobody is asked."""
    staff = list(people(chinese=t.chinese).values())
    setting = CycleSetting(months=3, since=TODAY, by=staff[1].name)
    led = [
        PersonInCycle(name=staff[0].name, closed=Share(1, 2)),
        PersonInCycle(name=staff[1].name, goals=GoalState.PROPOSED, waits_for=(staff[2].name,)),
        PersonInCycle(name=staff[2].name, goals=GoalState.OPEN, checked_in=Share(2, 3), closed=Share(2, 2)),
    ]
    counts = CycleCounts(140, 121, 8, Share(60, 120), Share(118, 130))
    off = CycleSetting(months=0)
    return {
        "goal-cycle-state-hr": shown(t, setting, led=[], counts=counts, today=TODAY, sets=True),
        "goal-cycle-state-team": shown(t, setting, led=led, counts=None, today=TODAY, sets=False),
        "goal-cycle-state-off": shown(t, off, led=[], counts=None, today=TODAY, sets=True),
    }


def forms(t: Translator) -> dict[str, Form]:
    """Show the form once."""
    return {"goal-cycle-form": form(t, CycleSetting(months=3))}
