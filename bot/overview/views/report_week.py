"""A manager's week as a card: with whom to talk and whom to praise."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.feedback.domain import example_driver
from bot.feedback.views.driver_phrase import clauses
from bot.feedback.views.phrase import reached
from bot.figures.domain import example
from bot.figures.views.phrase import inside
from bot.kit.period import Period
from bot.messages.card import Action, Block, Button, Card, Choices, FactLine, Facts, Heading, Mood, Note, Text
from bot.messages.i18n import named, several
from bot.messages.text import plain
from bot.overview.domain import example as overview_example
from bot.overview.views.report_teams import teams as below

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.feedback.domain.driver import ValueDrivers
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready
    from bot.overview.domain.report_teams import ReportTeams

_MOST_NEEDS, _MOST_WELL = 3, 2


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a manager's week: about whom, which metric, its newest value; ``unit`` says that it is no person."""

    name: str
    delta: Delta
    metric: Metric
    unit: bool = False


def weekly(  # noqa: PLR0913 - each is a part of the digest
    t: Translator,
    *,
    key: str,
    week: Period,
    needs: Sequence[Item],
    well: Sequence[Item],
    unmet: Sequence[str],
    drivers: ValueDrivers = MappingProxyType({}),
    teams: ReportTeams | None = None,
    bookable: bool = True,
    today: date,
) -> Card | None:
    """Sum up a manager's week: what fired, what was praised, which talks did not happen; None when nothing did.

    ``drivers`` say what moved the values, as far as the reader may be told, ``teams`` what may be told of the teams
    below where one needs a decision; ``bookable`` that a talk of theirs waits to be planned.
    """
    if not needs and not well and not unmet and not teams:
        return None
    people = [need.name for need in _each_once(needs) if not need.unit]
    places = [need.name for need in _each_once(needs) if need.unit]
    blocks: list[Block] = [Heading(_week(t, people, places, unmet, teams))]
    lines = [_item(t, item, Mood.GAP, drivers, today=today) for item in _each_once(needs)[:_MOST_NEEDS]]
    lines += [_item(t, item, Mood.GOOD, drivers, today=today) for item in _each_once(well)[:_MOST_WELL]]
    if lines:
        blocks.append(Facts(tuple(lines)))
    if unmet:
        names = several(t, unmet, most=_MOST_NEEDS)
        blocks.append(Text(t("week-unmet", people=names, n=len(unmet)) if needs else t("one-on-one-with", names=names)))
    blocks += below(t, teams, {}, {}, today=today) if teams else []
    blocks += [] if teams else [Text(_step(t, [*people, *unmet], places))]
    note = t("report-note-week", **{"from": t.day(week.start, today=today), "to": t.day(week.end, today=today)})
    return Card(
        "week", plain(t("week-summary")), (*blocks, _week_choices(t, key, bookable=bookable), Note(note)), t.locale
    )


def _step(t: Translator, people: Sequence[str], places: Sequence[str]) -> Ready:
    """Ask for the one thing to do: a talk, else a look, else that somebody shows the others."""
    if people:
        return t("week-step", name=named(t, people[0]))
    return t("week-step-unit", name=named(t, places[0])) if places else t("week-step-well")


def corrected(t: Translator, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Say below the headline that a number was wrong when the digest came."""
    first, *rest = blocks
    return (first, Text(t("week-corrected")), *rest)


def nothing_left(t: Translator) -> Card:
    """Say in the place of a digest that a number in it was wrong, and that nothing of it is left."""
    heading = t("week-nothing-left")
    blocks = (Heading(heading), Text(t("week-corrected")))
    return Card("week", plain(t("week-summary")), blocks, t.locale)


def corrected_shortly(t: Translator, card: Card, names: Sequence[str]) -> Card:
    """Say in a few words of whom a number was wrong in a digest, which stands as it is, and what it is now.

    ``card`` is that digest with the figures of this instant; of whom it says nothing any more there is nothing left.
    """
    lines = [line for block in card.blocks if isinstance(block, Facts) for line in block.lines]
    mine = tuple(line for line in lines if plain(line.label) in {plain(name) for name in names})
    gone = [name for name in names if plain(name) not in {plain(line.label) for line in mine}]
    told = (*mine, *(FactLine(name, nothing_left_line(t)) for name in gone))
    blocks: list[Block] = [Heading(t("week-corrected-headline", names=several(t, names, most=_MOST_NEEDS)))]
    blocks += [Facts(told[at : at + _MOST_NEEDS]) for at in range(0, len(told), _MOST_NEEDS)]
    blocks.append(Text(t("week-corrected-before")))
    return Card("week_corrected", plain(t("week-corrected-summary")), tuple(blocks), t.locale)


def nothing_left_line(t: Translator) -> Ready:
    """Say of somebody on a line that nothing is left to talk about."""
    return t("week-corrected-gone")


def _each_once(items: Sequence[Item]) -> list[Item]:
    """Keep the first of what is said about each."""
    return list({item.delta.person_id: item for item in reversed(items)}.values())[::-1]


def _week(
    t: Translator, people: Sequence[str], places: Sequence[str], unmet: Sequence[str], teams: ReportTeams | None
) -> Ready:
    """Name the one thing to know: with whom to talk, else where to look, else which talks did not happen."""
    if people:
        return t("week-headline", n=len(people))
    if places:
        return t("week-headline-unit", names=t.items(places))
    if teams and teams.weakest:
        return t("week-headline-unit", names=plain(t("team-of", name=named(t, teams.weakest.lead.name))))
    return t("week-headline-unmet", n=len(unmet)) if unmet else t("week-headline-well")


def _item(t: Translator, item: Item, mood: Mood, drivers: ValueDrivers, *, today: date) -> FactLine:
    delta, metric = item.delta, item.metric
    stands = t(
        "week-item",
        title=inside(t, metric),
        period=t.period(delta.period, metric.grain, today=today),
        reached=reached(t, delta, metric),
    )
    return FactLine(item.name, stands, t.clauses(clauses(t, drivers, delta, today=today)), mood)


def _week_choices(t: Translator, key: str, *, bookable: bool) -> Choices:
    """Lead to the team and to the talks that are due, if any is, and ask whether the digest was of use."""
    return Choices(
        (
            Button(plain(t("report-open-team")), Action("team")),
            *([Button(plain(t("report-open-talks")), Action("team.talks"))] if bookable else []),
            Button(plain(t("feedback-not-useful")), Action("feedback.not_useful", (("key", key),))),
        )
    )


def examples(t: Translator) -> dict[str, Card]:
    """Show the card once."""
    names = {key: person.name for key, person in example.people(chinese=t.chinese).items()}
    well = replace(example.NEW_CUSTOMERS, person_id="W2", value=21.0, attainment=1.05, streak=3)
    week = weekly(
        t,
        key="report:week:M1:2026-10-26",
        week=Period(date(2026, 10, 26), date(2026, 11, 1)),
        needs=[Item(names["S1"], example.COLLECTIONS, example.METRICS["collections"])],
        well=[Item(names["W2"], well, example.METRICS["new_customers"])],
        unmet=[names["W1"]],
        drivers=example_driver.told_drivers(chinese=t.chinese),
        today=example.TODAY,
    )
    shown = {"week": week, "week-corrected": replace(week, blocks=corrected(t, week.blocks))} if week else {}
    short = corrected_shortly(t, week, [names["S1"], names["W3"]]) if week else nothing_left(t)
    head = weekly(
        t,
        key="report:week:M1:2026-10-26",
        week=Period(date(2026, 10, 26), date(2026, 11, 1)),
        needs=(),
        well=(),
        unmet=(),
        teams=overview_example.teams_of_week(chinese=t.chinese),
        bookable=False,
        today=example.TODAY,
    )
    shown |= {"week-teams": head} if head else {}
    return {**shown, "week-nothing-left": nothing_left(t), "week-corrected-shortly": short}
