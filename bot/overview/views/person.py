"""A person's own numbers: each metric against its target, its past and the role, with the arithmetic and a trend."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from bot.feedback.domain import example_driver
from bot.feedback.domain.driver import moved_by
from bot.feedback.domain.evidence import Ground
from bot.feedback.domain.feedback import Against
from bot.feedback.domain.story import reads
from bot.feedback.views.driver_phrase import explained
from bot.feedback.views.evidence import attainment
from bot.feedback.views.phrase import MOODS, by_share, comparison, is_share_of_target, is_so_far
from bot.figures.domain import example
from bot.figures.views.finished import example as example_finished
from bot.figures.views.finished import finished
from bot.figures.views.phrase import around, title, value
from bot.figures.views.trend import picture
from bot.goals.views.goal_example import example as goal_example
from bot.goals.views.goal_phrase import grouped, line
from bot.messages.card import Action, Block, Button, Card, Choices, FactLine, Facts, Heading, Note, Picture, Text
from bot.messages.number import amount, share
from bot.messages.text import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from bot.feedback.domain.driver import ValueDrivers
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.finished import FinishedSince
    from bot.figures.domain.metric import Metric
    from bot.goals.domain.goal_sight import GoalGlance
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready
    from bot.people.domain.person import Person

Place: TypeAlias = "tuple[str, date]"
"""A value of somebody's: its metric and its first day."""
MOST_LINES, _TOGETHER = 9, 3


@dataclass(frozen=True, slots=True)
class Mine:
    """Somebody's own values, those first that are shown first; ``series`` is the one worth drawing, oldest first.

    ``cases`` are the running disputes by metric and first day. ``asked`` are the words that chose the values.
    ``done`` is what they finished lately, where they asked for nothing in particular. ``drivers`` say what moved the
    values. ``goals`` are those of theirs that run, what needs somebody first, where they asked for nothing in
    particular.
    """

    deltas: Sequence[Delta]
    metrics: Mapping[str, Metric]
    series: Sequence[Delta] = ()
    cases: Mapping[Place, int] = field(default_factory=dict)
    asked: str = ""
    done: FinishedSince | None = None
    drivers: ValueDrivers = field(default_factory=dict)
    goals: Sequence[GoalGlance] = ()


def me(t: Translator, person: Person, mine: Mine, *, today: date) -> Card:
    """Show a person their values; where there are none, what was asked for is named as having none."""
    deltas, metrics = mine.deltas, mine.metrics
    if not deltas:
        return (
            nothing(t, mine.asked)
            if mine.asked
            else empty(t, person, [*_done(t, mine, today=today), *_goals(t, mine, today=today)])
        )
    first = deltas[0]
    whole = t("person-headline")
    if len({delta.period for delta in deltas}) == 1:
        whole = t("person-headline-period", period=t.period(first.period, metrics[first.metric].grain, today=today))
    shown = lines(t, deltas[:MOST_LINES], metrics, today=today, cases=mine.cases)
    blocks: list[Block] = [Heading(whole)]
    blocks += [Facts(tuple(shown[at : at + _TOGETHER])) for at in range(0, len(shown), _TOGETHER)]
    blocks += _arithmetic(t, mine)
    blocks += explained(t, deltas[:MOST_LINES], metrics, mine.drivers, today=today)
    if len(deltas) > MOST_LINES:
        blocks.append(Text(t("person-more", n=len(deltas) - MOST_LINES)))
    blocks += [*_done(t, mine, today=today), *_goals(t, mine, today=today)]
    if mine.series and not any(isinstance(block, Picture) for block in blocks):
        blocks.append(picture(t, metrics[mine.series[-1].metric], mine.series))
    day = t.day(max(delta.period.end for delta in deltas), today=today)
    place = _place(first) if len(deltas) == 1 else ()
    moved = next((delta for delta in deltas[:MOST_LINES] if moved_by(mine.drivers, delta)), None)
    buttons = (
        Button(plain(t("feedback-why")), Action("why", _place(moved) if moved else place)),
        Button(plain(t("evidence-data")), Action("data", place)),
        Button(plain(t("person-talk")), Action("talk")),
    )
    return Card("me", plain(whole), (*blocks, Choices(buttons), Note(t("person-note", day=day))), t.locale)


def _place(delta: Delta) -> tuple[tuple[str, str], ...]:
    return (("value", f"{delta.metric}:{delta.period.start.isoformat()}"),)


def _done(t: Translator, mine: Mine, *, today: date) -> list[Block]:
    return finished(t, mine.done, today=today) if mine.done else []


def _goals(t: Translator, mine: Mine, *, today: date) -> list[Block]:
    """Tell of the goals that run, those first that need somebody (R151)."""
    return grouped([line(t, seen, today=today, owner=False) for seen in mine.goals[:_TOGETHER]])


def _arithmetic(t: Translator, mine: Mine) -> list[Block]:
    """Work one value out against its target, one whose target is met by its share if there is any."""
    known = [delta for delta in mine.deltas if delta.attainment is not None and delta.target is not None]
    counted = next((delta for delta in known if by_share(delta, mine.metrics[delta.metric])), next(iter(known), None))
    if counted is None:
        return []
    metric = mine.metrics[counted.metric]
    sum_ = attainment(t, Ground(counted, metric, ()))
    return [Text(t("person-arithmetic", title=title(t, metric), example=sum_))]


def nothing(t: Translator, asked: str) -> Card:
    """Say that there are no values for what was asked, and where the others are."""
    whole = t("person-nothing", asked=asked)
    all_ = Choices((Button(plain(t("help-button-me")), Action("me")),))
    return Card("me", plain(t("person-headline")), (Heading(whole), Text(t("person-nothing-text")), all_), t.locale)


def lines(
    t: Translator,
    deltas: Sequence[Delta],
    metrics: Mapping[str, Metric],
    *,
    today: date,
    cases: Mapping[Place, int] | None = None,
) -> list[FactLine]:
    """Write newest values as lines; each names its period, unless they are all of one, and its running dispute."""
    alone = len({delta.period for delta in deltas}) == 1
    numbers = [(cases or {}).get((delta.metric, delta.period.start), 0) for delta in deltas]
    return [
        _line(t, delta, metrics[delta.metric], alone=alone, today=today, case=case)
        for delta, case in zip(deltas, numbers, strict=True)
    ]


def empty(t: Translator, person: Person, done: Sequence[Block] = ()) -> Card:
    """Say that there are no values yet, what will come, and whom to ask; ``done`` is what they finished."""
    whole = t("person-empty")
    text = t.sentences([t("person-empty-text"), t("person-empty-unit", id=person.id)])
    help_ = Choices((Button(plain(t("help-headline")), Action("help")),))
    return Card("me", plain(whole), (Heading(whole), Text(text), *done, help_), t.locale)


def _line(t: Translator, delta: Delta, metric: Metric, *, alone: bool, today: date, case: int) -> FactLine:
    """Write a metric's newest value with all that is known beside it; a table of as much would not fit a phone."""
    beside = [
        *_target(t, delta, metric),
        *_before(t, delta, metric),
        *_usual(t, delta, metric),
        *_peers(t, delta, metric),
    ]
    if case:
        beside.insert(0, t("evidence-disputed", number=str(case)))
    name = title(t, metric)
    period = t.period(delta.period, metric.grain, today=today)
    label = name if alone else t("person-metric", title=name, period=period)
    return FactLine(
        label, value(t, delta, metric, previous=delta.previous), t.clauses(beside), MOODS[reads(delta, metric)]
    )


def _target(t: Translator, delta: Delta, metric: Metric) -> list[Ready]:
    if delta.target is None:
        return []
    target = amount(t, delta.target, metric.unit, apart=(*around(delta), delta.previous), bare=True)
    key = "person-target"
    if is_share_of_target(delta):
        key = "person-target-so-far" if is_so_far(delta, metric) else "person-target-worked"
    if not by_share(delta, metric):
        return [t(f"{key}-alone", target=target)]
    return [t(key, target=target, share=share(t, delta.attainment or 0.0, apart=1.0))]


def _before(t: Translator, delta: Delta, metric: Metric) -> list[Ready]:
    if delta.previous is None:
        return []
    return [
        t(
            "person-before",
            value=amount(t, delta.previous, metric.unit, apart=(*around(delta), delta.previous), bare=True),
        )
    ]


def _usual(t: Translator, delta: Delta, metric: Metric) -> list[Ready]:
    """Write what somebody's own value usually is (R7), once there are two to be the usual."""
    known = delta.baseline_median is not None and delta.baseline_n > 1
    return [comparison(t, Against.BASELINE, delta, metric, previous=delta.previous)] if known else []


def _peers(t: Translator, delta: Delta, metric: Metric) -> list[Ready]:
    peers = delta.peers
    if peers is None or peers.median is None:
        return []
    return [
        t(
            "person-peers",
            median=amount(t, peers.median, metric.unit, apart=(*around(delta), delta.previous), bare=True),
            n=peers.n,
        )
    ]


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    person = example.people(chinese=t.chinese)["S1"]
    deltas = (example.NEW_CUSTOMERS, example.COLLECTIONS, example.REPURCHASES)
    full = me(t, person, Mine(deltas, example.METRICS, example.TREND, done=example_finished(t)), today=example.TODAY)
    cases = {("new_customers", example.OCTOBER.start): 12}
    disputed = me(t, person, Mine(deltas[:1], example.METRICS, cases=cases), today=example.TODAY)
    moved = example_driver.told_drivers(chinese=t.chinese)
    explained_ = me(t, person, Mine(deltas, example.METRICS, drivers=moved), today=example.TODAY)
    lost = nothing(t, "二月" if t.chinese else "February")
    goals = [goal_example(t).glance]
    return {
        "me": full,
        "me-goals": me(t, person, Mine(deltas, example.METRICS, goals=goals), today=example.TODAY),
        "me-moved": explained_,
        "me-empty": empty(t, person),
        "me-disputed": disputed,
        "me-nothing": lost,
    }
