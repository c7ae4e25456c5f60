"""What moved a number in words: a sentence after the fact that it explains, and a clause in a list."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from bot.feedback.domain.driver import HOURS, moved_by
from bot.feedback.domain.driver_choice import MOST
from bot.figures.views.phrase import title
from bot.messages.card import BarChart, Block, Picture, Text
from bot.messages.i18n import named
from bot.messages.number import amount, axis_unit, difference
from bot.messages.text import Ready, plain

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from bot.feedback.domain.driver import Driver, DriverMember, Drivers, ValueDrivers
    from bot.feedback.domain.machine_state import MachineState
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric
    from bot.messages.i18n import Translator

_MOST_SENTENCES: Final = 2
"""So many values of one message are explained at most: the rest is a tap away."""
_MOST_NAMED: Final = 2
"""So many members are named in a clause."""
_WORTH_DRAWING: Final = 2
"""One bar says no more than its number."""
_HELD: Final = Fraction(1, 20)
"""What has changed by less than this share of itself is said to have held."""


def explained(
    t: Translator,
    deltas: Sequence[Delta],
    metrics: Mapping[str, Metric],
    drivers: ValueDrivers,
    *,
    today: date,
    changes: Collection[int] = (),
) -> list[Block]:
    """Say under values what moved the first of them of which that is known, each named where several are shown.

    What moved one by several members is drawn as well, of the first of which that is so. ``changes`` are the places of
    those by how much they have changed stands there already.
    """
    titled = len(deltas) > 1
    said: list[Ready] = []
    drawn: list[Block] = []
    for place, delta in enumerate(deltas):
        if (found := moved_by(drivers, delta)) and len(said) < _MOST_SENTENCES:
            drawn += bars(t, found, today=today)
            text = headline(t, found, today=today, briefly=place in changes)
            said.append(of_title(t, title(t, metrics[delta.metric]), text) if titled else text)
    return [Text(t.sentences(said)), *drawn[:1]] if said else []


def explained_of(t: Translator, moved: Sequence[Drivers], *, today: date) -> list[Block]:
    """Say what moved the first of some values, each named, and draw the first of them that several members moved."""
    shown = moved[:_MOST_SENTENCES]
    said = [of_title(t, title(t, found.metric), headline(t, found, today=today)) for found in shown]
    drawn = [block for found in shown for block in bars(t, found, today=today)]
    return [Text(t.sentences(said)), *drawn[:1]] if said else []


def beside(t: Translator, states: Sequence[MachineState]) -> list[Block]:
    """Say what machines did in the same days or hours."""
    if not states:
        return []
    said = [
        t(
            "machine-state",
            machine=named(t, state.machine),
            state=named(t, state.state),
            n=state.n,
            minutes=round(state.minutes),
        )
        for state in states
    ]
    return [Text(t("machine-state-hours" if states[0].hours else "machine-state-days", states=t.clauses(said)))]


def of_title(t: Translator, name: str, said: Ready) -> Ready:
    """Say of which value it is that something is said."""
    return t("driver-of", title=name, said=said if t.chinese else Ready(said[:1].lower() + said[1:]))


def headline(t: Translator, found: Drivers, *, today: date, briefly: bool = False) -> Ready:
    """Say what moved a value: "Down $36K from September: most of it is Contoso −$19K and Fabrikam −$12K.".

    ``briefly`` leaves out by how much, where that stands beside it.
    """
    change = change_of(t, found, today=today)
    if not found.split:
        parts = t.clauses(_parts(t, found))
        if briefly:
            return t("driver-by-brief", parts=Ready(parts[:1].upper() + parts[1:]))
        return t("driver-by", change=change, parts=parts)
    told, brief = found.split.told, "-brief" if briefly else ""
    explained = sum(driver.weight for driver in told)
    if cases := _cases(found, told):
        part, whole = (t.decimal(float(number), decimals=0) for number in cases)
        members = t.items(label(t, found, driver.member) for driver in told)
        return t(f"driver-cases{brief}", change=change, part=part, whole=whole, members=members)
    members = t.items(_moved(t, found, driver) for driver in told)
    if explained > 1:
        rest = signed(t, found.split.rest.effect, found.metric)
        return t(f"driver-more{brief}", change=change, members=members, rest=rest)
    key = "driver-most" if explained >= MOST else "driver-part"
    return t(f"{key}{brief}", change=change, members=members)


def clause(t: Translator, found: Drivers, *, today: date) -> Ready:
    """Say in a list what moved a value: "since September mostly Contoso −$19K and Fabrikam −$12K"."""
    period = t.period(found.base, found.metric.grain, today=today)
    if not found.split:
        return t("driver-clause", period=period, said=t.clauses(_parts(t, found)[:1]))
    told = found.split.told[:_MOST_NAMED]
    members = t.items(_moved(t, found, driver) for driver in told)
    most = sum(driver.weight for driver in told) >= MOST
    return t("driver-clause-most" if most else "driver-clause-part", period=period, members=members)


def clauses(t: Translator, drivers: ValueDrivers, delta: Delta, *, today: date) -> list[Ready]:
    """Return the clause about a value that is on a line of a list, none where nothing is told of what moved it."""
    found = moved_by(drivers, delta)
    return [clause(t, found, today=today)] if found else []


def change_of(t: Translator, found: Drivers, *, today: date) -> Ready:
    """Say by how much a value has changed, and since when."""
    way = "up" if found.change > 0 else "down"
    key = f"driver-{way}-rate" if found.metric.is_ratio else f"driver-{way}"
    period = t.period(found.base, found.metric.grain, today=today)
    return t(key, much=difference(t, float(found.change), found.metric.unit), period=period)


def label(t: Translator, found: Drivers, member: DriverMember) -> Ready:
    """Name a member of the best split; a bare number with its dimension, and of two dimensions both."""
    return label_of(t, found.split.dimensions if found.split else (), member.texts)


def label_of(t: Translator, dimensions: Sequence[str], texts: Sequence[str]) -> Ready:
    """Name a member of some dimensions."""
    return t.listed(
        text
        if name == HOURS or any(letter.isalpha() for letter in text)
        else t("driver-labelled", dimension=name, text=text)
        for name, text in zip(dimensions, texts, strict=True)
    )


def signed(t: Translator, effect: Fraction, metric: Metric) -> Ready:
    """Write a change with its sign."""
    if not effect:
        return amount(t, 0.0, metric.unit, bare=True)
    sign = "+" if effect > 0 else "−"
    return Ready(f"{sign}{difference(t, float(effect), metric.unit)}")


def bars(t: Translator, found: Drivers, *, today: date) -> list[Block]:
    """Draw what moved a value, where several members did; people stand in words alone, which can be taken back."""
    split = found.split
    if split is None or len(split.told) < _WORTH_DRAWING or split.of_people:
        return []
    rest = t("driver-others", n=split.others) if split.others else t("driver-rest")
    names = (*(label(t, found, driver.member) for driver in split.told), rest)
    effects = [driver.effect for driver in (*split.told, split.rest)]
    texts = [signed(t, effect, found.metric) for effect in effects]
    change = change_of(t, found, today=today)
    ratio, points = found.metric.is_ratio, plain(t("number-points", points="")).strip()
    chart = BarChart(
        title=title(t, found.metric),
        subtitle=plain(change),
        labels=names,
        values=tuple(float(effect) for effect in effects),
        texts=tuple(plain(text).removesuffix(points).strip() for text in texts),
        lower_is_better=found.metric.direction.sign < 0,
        unit=points if ratio else axis_unit(t, found.metric.unit),
        scale=100.0 if ratio else 1.0,
    )
    parts = t.clauses(t("driver-member", member=name, effect=text) for name, text in zip(names, texts, strict=True))
    return [Picture(chart, t("driver-bars", title=chart.title, change=change, parts=parts))]


def _moved(t: Translator, found: Drivers, driver: Driver) -> Ready:
    return t("driver-member", member=label(t, found, driver.member), effect=signed(t, driver.effect, found.metric))


def _cases(found: Drivers, told: Sequence[Driver]) -> tuple[Fraction, Fraction] | None:
    """Return how many of all cases of a rate come from some members, where cases are bad and there are more of them."""
    sides = [found.whole.after, *(driver.member.after for driver in told)]
    if not found.metric.is_ratio or found.metric.direction.sign > 0 or found.change < 0:
        return None
    if any(side.top % 1 or side.over % 1 or not 0 < side.top <= side.over for side in sides):
        return None
    whole, *parts = (Fraction(side.top) for side in sides)
    return sum(parts, Fraction(0)), whole


def _parts(t: Translator, found: Drivers) -> list[Ready]:
    """Say how many records there are and what one is on average, that first which explains the change."""
    before, after = found.whole.sides
    name = found.records[:1].lower() + found.records[1:] if found.records[1:2].islower() else found.records
    counts = [t.decimal(side.n, decimals=0) for side in (before, after)]
    means = [Fraction(side.top) / side.n if side.n else Fraction(0) for side in (before, after)]
    first, last = (
        amount(t, float(mean), found.metric.unit, apart=float(means[-1 - at])) for at, mean in enumerate(means)
    )
    held = {"volume": _held(Fraction(before.n), Fraction(after.n)), "price": _held(*means)}
    words: dict[str, dict[str, str]] = {
        "volume": {"records": name or t("driver-records"), "before": counts[0], "after": counts[1]},
        "price": {"before": first, "after": last},
    }
    order = sorted(words, key=lambda factor: factor not in (found.telling or ()))
    return [
        t(f"driver-by-{factor}-held" if held[factor] else f"driver-by-{factor}", **words[factor]) for factor in order
    ]


def _held(before: Fraction, after: Fraction) -> bool:
    return abs(after - before) < _HELD * abs(before)
