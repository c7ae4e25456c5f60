"""Teams as cards: each person's standing by name, whom to talk with, whom to praise; people further down as groups."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.feedback.domain import example_driver
from bot.feedback.domain.story import reads
from bot.feedback.views.driver_phrase import clauses
from bot.feedback.views.phrase import MOODS, beside_target, reached, trend
from bot.figures.domain import example
from bot.figures.views import dependency
from bot.figures.views.phrase import counted, inside
from bot.kit.shortening import shortened
from bot.messages.card import Action, Block, Button, Card, Choices, FactLine, Facts, Heading, Mood, Note, Quote, Text
from bot.messages.i18n import named, several
from bot.messages.text import literal, plain
from bot.overview.domain.team import Depth, Stand, stand
from bot.overview.views import team_depth

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, tzinfo

    from bot.feedback.domain.driver import ValueDrivers
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.dependency import LateDependency
    from bot.figures.domain.metric import Metric
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready

_MOST_LINES, _TOGETHER, _MOST_BUTTONS, _MOST_REMARKS, _MOST_NAMED = 24, 3, 3, 3, 5


@dataclass(frozen=True, slots=True)
class Glance:
    """A team as somebody sees it.

    ``stands`` are in the order in which they are shown. ``asked`` is the one metric that was asked for, ``name`` whose
    team it is when it is not the reader's. With ``own`` the reader leads them today, and may act.
    ``drivers`` say what moved the values that are shown, as far as the reader may be told. ``late`` is what these rest
    on and others provided late.
    """

    stands: Sequence[Stand]
    metrics: Mapping[str, Metric]
    zone: tzinfo
    now: datetime
    depth: Depth | None = None
    asked: Metric | None = None
    name: str = ""
    own: bool = True
    drivers: ValueDrivers = field(default_factory=dict)
    late: tuple[LateDependency, ...] = ()

    @property
    def today(self) -> date:
        """The reader's date."""
        return self.now.astimezone(self.zone).date()

    @property
    def known(self) -> list[Stand]:
        """Those of whom there is a figure."""
        return [stand for stand in self.stands if stand.delta is not None]

    @property
    def one_period(self) -> bool:
        """Whether all figures are about the same days."""
        return len({stand.delta.period.start for stand in self.stands if stand.delta}) == 1


def team(t: Translator, seen: Glance) -> Card:
    """Show everybody of a team on a line, with whom a talk is due, and what may be told of people further down."""
    due = [standing for standing in seen.known if standing.talk]
    shown = shown_of(seen.stands)
    lines = [_line(t, standing, seen) for standing in shown]
    blocks: list[Block] = [Heading(_headline(t, seen, due))]
    blocks += [Facts(tuple(lines[at : at + _TOGETHER])) for at in range(0, len(lines), _TOGETHER)]
    blocks += [Quote(literal(remark), stand.person.name) for stand in shown for remark in stand.remarks][:_MOST_REMARKS]
    if len(seen.stands) > len(shown):
        blocks.append(Text(t("team-more", n=len(seen.stands) - len(shown))))
    results = [(stand.delta, seen.metrics[stand.delta.metric]) for stand in seen.known if stand.delta]
    blocks += dependency.beside(t, seen.late, results, today=seen.today)
    if seen.depth:
        blocks += team_depth.deeper(t, seen.depth, today=seen.today)
    buttons = _buttons(t, due, seen.asked) if seen.own else ()
    if buttons:
        blocks.append(Choices(buttons))
    last = max((standing.delta.period.end for standing in seen.known if standing.delta), default=seen.today)
    note = t("team-note" if seen.own else "team-note-read", day=t.day(last, today=seen.today))
    return Card("team", plain(_whose(t, seen)), (*blocks, Note(note)), t.locale)


def _whose(t: Translator, seen: Glance) -> Ready:
    return t("team-of", name=named(t, seen.name)) if seen.name else t("team-summary")


def _headline(t: Translator, seen: Glance, due: Sequence[Stand]) -> Ready:
    whose = _whose(t, seen)
    if not seen.known:
        return t("team-empty", whose=whose)
    first = seen.known[0].delta
    parts: list[str] = [whose]
    if seen.asked:
        parts.append(inside(t, seen.asked))
    if first and seen.one_period:
        parts.append(t.period(first.period, seen.metrics[first.metric].grain, today=seen.today))
    well = sum(stand.praise is not None for stand in seen.known)
    return t("team-headline", whose=t.clauses(parts), talk=len(due), well=well)


def shown_of(stands: Sequence[Stand]) -> list[Stand]:
    """Return whom there is room for: of a large team those first of whom there is something to say."""
    if len(stands) <= _MOST_LINES:
        return list(stands)
    first = sorted(stands, key=lambda stand: (not stand.talk, stand.praise is None, stand.delta is None))[:_MOST_LINES]
    return [standing for standing in stands if standing in first]


def _line(t: Translator, standing: Stand, seen: Glance) -> FactLine:
    if standing.delta is None:
        return FactLine(standing.person.name, t("team-no-figures"))
    metric = seen.metrics[standing.delta.metric]
    beside: list[str] = [*beside_target(t, standing.delta, metric), *trend(t, standing.delta, metric)]
    beside += clauses(t, seen.drivers, standing.delta, today=seen.today)
    if not seen.one_period:
        beside.insert(0, t.period(standing.delta.period, metric.grain, today=seen.today))
    if standing.talk and standing.next_at:
        beside.append(t("team-planned", moment=t.moment(standing.next_at, zone=seen.zone, now=seen.now)))
    elif standing.talk:
        beside.append(t("team-talk"))
    if standing.praise:
        beside.append(_praise(t, standing.praise, standing.delta, seen.metrics))
    mood = Mood.GAP if standing.talk else MOODS[reads(standing.delta, metric)]
    return FactLine(standing.person.name, _stands(t, standing.delta, metric), t.clauses(beside), mood)


def _stands(t: Translator, delta: Delta, metric: Metric) -> Ready:
    """Write a metric and its value; of a ratio also out of how many."""
    return t("team-value", title=inside(t, metric), value=counted(t, delta, metric))


def _praise(t: Translator, praise: Delta, shown: Delta, metrics: Mapping[str, Metric]) -> Ready:
    if praise is shown:
        return t("team-praise")
    metric = metrics[praise.metric]
    return t("team-praise-other", title=inside(t, metric), reached=reached(t, praise, metric))


def _buttons(t: Translator, due: Sequence[Stand], asked: Metric | None) -> tuple[Button, ...]:
    """Offer a reminder where one metric was asked for, a talk otherwise; when there are many, the list of talks."""
    route, word = ("reminder", "team-remind") if asked else ("one_on_one.times", "team-book")
    open_ = [stand for stand in due if asked or stand.next_at is None]
    room = _MOST_BUTTONS if len(open_) <= _MOST_BUTTONS else _MOST_BUTTONS - 1
    buttons = []
    for standing in open_[:room]:
        args = [("person", standing.person.id)]
        if asked:
            args.append(("metric", asked.key))
        buttons.append(Button(short(t, word, standing.person.name), Action(route, tuple(args))))
    if len(open_) > room:
        buttons.append(Button(plain(t("team-talks", n=len(open_))), Action("team.talks")))
    return tuple(buttons)


def short(t: Translator, key: str, name: str) -> str:
    """Write a label with a name that is no longer than a button can bear."""
    return plain(t(key, name=named(t, shortened(name, _LONGEST_NAME))))


_LONGEST_NAME = 16


def talks(
    t: Translator, due: Sequence[Stand], *, metrics: Mapping[str, Metric], drivers: ValueDrivers, today: date
) -> Card:
    """List the talks that are due, each with what moved its number; the first few have a button."""
    heading = t("team-talks-headline", n=len(due))
    lines = [
        FactLine(
            stand.person.name,
            t(
                "week-item",
                title=inside(t, metrics[stand.delta.metric]),
                period=t.period(stand.delta.period, metrics[stand.delta.metric].grain, today=today),
                reached=reached(t, stand.delta, metrics[stand.delta.metric]),
            ),
            t.clauses(clauses(t, drivers, stand.delta, today=today)),
            mood=Mood.GAP,
        )
        for stand in due
        if stand.delta
    ]
    blocks: list[Block] = [Heading(heading)]
    blocks += [Facts(tuple(lines[at : at + _TOGETHER])) for at in range(0, len(lines), _TOGETHER)][:_MOST_LINES]
    buttons = [
        Button(
            short(t, "team-book", standing.person.name), Action("one_on_one.times", (("person", standing.person.id),))
        )
        for standing in due[:_MOST_BUTTONS]
    ]
    if len(due) > _MOST_BUTTONS:
        names = several(t, [standing.person.name for standing in due[_MOST_BUTTONS:]], most=_MOST_NAMED)
        blocks.append(Text(t("team-talks-next", names=names)))
    if buttons:
        blocks.append(Choices(tuple(buttons)))
    return Card("team", plain(t("team-talks-summary")), (*blocks, Note(t("team-note-talks"))), t.locale)


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    people, metrics = example.people(chinese=t.chinese), example.METRICS
    well = replace(example.NEW_CUSTOMERS, person_id="W2", streak=3)
    rows = [
        stand(people["S1"], [example.NEW_CUSTOMERS], metrics, calling=[example.COLLECTIONS]),
        replace(
            stand(people["W1"], [], metrics, calling=[example.DEFECTS]),
            next_at=datetime(2026, 11, 5, 7, 0, tzinfo=UTC),
            remarks=("3号批次重复登记了15件" if t.chinese else "Batch 3 was counted twice, 15 pieces",),
        ),
        stand(people["W2"], [well], metrics),
        stand(people["W3"], [], metrics),
    ]
    rows.sort(key=lambda row: row.person.name)
    deeper = team_depth.sample(t)
    fine = replace(example.DEFECTS, person_id="W4", value=0.024, attainment=1.25, change=-0.005, denominator=310)
    ratio = [
        stand(people["W1"], [], metrics, calling=[replace(example.DEFECTS, denominator=310)]),
        stand(people["W4"], [fine], metrics),
    ]

    def glance(stands: Sequence[Stand], *, asked: Metric | None = None, depth: Depth | None = None) -> Card:
        return team(t, Glance(stands, metrics, ZoneInfo("Asia/Shanghai"), example.NOW, depth=depth, asked=asked))

    many = [
        stand(people[key], [replace(example.COLLECTIONS, person_id=key)], metrics) for key in ("S1", "W1", "W2", "W3")
    ]
    return {
        "team": glance(rows, depth=deeper),
        "team-moved": _moved(t),
        "team-late": _late(t),
        "team-metric": glance(ratio, asked=metrics["defect_rate"]),
        "team-empty": glance([]),
        "team-talks": talks(
            t, many, metrics=metrics, drivers=example_driver.told_drivers(chinese=t.chinese), today=example.TODAY
        ),
    }


def _moved(t: Translator) -> Card:
    """Show a team in which each number was moved by something of another kind."""
    people = example.people(chinese=t.chinese)
    rows, drivers = [], {}
    for person, found in zip(people.values(), example_driver.driver_kinds(chinese=t.chinese).values(), strict=False):
        delta = example.COLLECTIONS if found.metric.key == example.COLLECTIONS.metric else example.DEFECTS
        theirs = replace(delta, person_id=person.id)
        rows.append(stand(person, [theirs], example.METRICS))
        drivers[theirs.person_id, theirs.metric, theirs.period] = found
    return team(t, Glance(rows, example.METRICS, ZoneInfo("Asia/Shanghai"), example.NOW, drivers=drivers))


def _late(t: Translator) -> Card:
    """Show a team whose results rest on what others provided late."""
    rows = [stand(example.people(chinese=t.chinese)["W1"], [], example.METRICS, calling=[example.DEFECTS])]
    late = example.late(chinese=t.chinese)
    return team(t, Glance(rows, example.METRICS, ZoneInfo("Asia/Shanghai"), example.NOW, late=late))
