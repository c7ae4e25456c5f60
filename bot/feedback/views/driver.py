"""What moved a number: a sentence, a table that adds up to the change, and a button to the records of each driver."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.feedback.domain import example as feedback_example
from bot.feedback.domain.driver import HOURS, DriverBasis
from bot.feedback.domain.driver_choice import MOST
from bot.feedback.domain.driver_noise import SHARE
from bot.figures.domain import example
from bot.figures.views import record
from bot.figures.views.phrase import inside, title
from bot.messages.card import Action, Block, Button, Card, Choices, FactLine, Facts, Heading, Note, Text
from bot.messages.i18n import named
from bot.messages.number import amount, difference, share
from bot.messages.text import Ready, plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from fractions import Fraction

    from bot.feedback.domain.driver import (
        Driver,
        DriverEvidence,
        DriverFactors,
        DriverMember,
        Drivers,
        DriverSide,
        DriverSplit,
    )
    from bot.feedback.domain.evidence import Ground
    from bot.figures.domain.metric import Metric
    from bot.figures.domain.record_evidence import RecordEvidence
    from bot.messages.i18n import Translator

_SLIGHT = 100
"""A part of the change that is not worth a word."""


def of_grounds(t: Translator, grounds: Sequence[Ground], *, today: date) -> list[Block]:
    """Show what moved a value that is alone; of several, say it of each."""
    told = [(ground, ground.drivers) for ground in grounds if ground.drivers]
    if len(grounds) == 1:
        return [
            block
            for ground, found in told
            for block in blocks(t, found, ground.records, ground.delta.person_id, today=today)
        ]
    said = (
        t(
            "driver-of",
            title=t.clauses(part for part in (ground.of, title(t, found.metric)) if part),
            said=headline(t, found, today=today),
        )
        for ground, found in told
    )
    return [Text(t.sentences(said))] if told else []


def blocks(
    t: Translator, found: Drivers, evidence: RecordEvidence | None, subject_id: str, *, today: date
) -> list[Block]:
    """Show what moved a value and how it adds up; of records that the reader may see also a button for each driver."""
    shown: list[Block] = [Text(t.sentences(sentences(t, found, today=today)))]
    if not found.split:
        return shown
    shown.append(_lines(t, found, found.split, today=today))
    if evidence and evidence.rows:
        shown.append(Choices(tuple(_opener(t, found, driver, subject_id) for driver in found.split.told)))
    return shown


def sentences(t: Translator, found: Drivers, *, today: date) -> list[Ready]:
    """Say what moved a value, of a rate also where it was a matter of weights, and of a sum how many and how large."""
    said = [headline(t, found, today=today)]
    said += [_mixed(t, found, driver) for driver in (found.split.told if found.split else ()) if _is_mixed(driver)]
    return [*said, *_factors(t, found)]


def headline(t: Translator, found: Drivers, *, today: date) -> Ready:
    """Say what moved a value: "Down $36K from September: most of it is Contoso −$19K and Fabrikam −$12K."."""
    way = "up" if found.change > 0 else "down"
    key = f"driver-{way}-rate" if found.metric.is_ratio else f"driver-{way}"
    period = t.period(found.base, found.metric.grain, today=today)
    change = t(key, much=difference(t, float(found.change), found.metric.unit), period=period)
    if not found.split:
        return t("driver-alone", change=change)
    told = found.split.told
    members = t.items(
        t("driver-member", member=label(t, found, driver.member), effect=_signed(t, driver.effect, found.metric))
        for driver in told
    )
    explained = sum(driver.weight for driver in told)
    if explained > 1:
        return t("driver-more", change=change, members=members, rest=_signed(t, found.split.rest.effect, found.metric))
    key = "driver-most" if explained >= MOST else "driver-part"
    return t(key, change=change, members=members)


def label(t: Translator, found: Drivers, member: DriverMember) -> Ready:
    """Name a member; a bare number with its dimension, and of two dimensions both."""
    dimensions = found.split.dimensions if found.split else ()
    return _label(t, dimensions, member.texts)


def _label(t: Translator, dimensions: Sequence[str], texts: Sequence[str]) -> Ready:
    return t.listed(
        text
        if name == HOURS or any(letter.isalpha() for letter in text)
        else t("driver-labelled", dimension=name, text=text)
        for name, text in zip(dimensions, texts, strict=True)
    )


def _is_mixed(driver: Driver) -> bool:
    return driver.mix is not None and SHARE * abs(driver.mix) >= abs(driver.effect)


def _mixed(t: Translator, found: Drivers, driver: Driver) -> Ready:
    rate, mix = (_signed(t, part or driver.effect, found.metric) for part in (driver.rate, driver.mix))
    member = label(t, found, driver.member)
    return (
        t("driver-mixed", member=member, rate=rate, mix=mix) if driver.rate else t("driver-only-mixed", member=member)
    )


def _factors(t: Translator, found: Drivers) -> list[Ready]:
    """Say how many records there are and what one has on average, where either explains much of the change."""
    factors = found.factors
    if factors is None or not found.telling:
        return []
    before, after = found.whole.sides
    means = [side.value / side.n for side in (before, after) if side.value is not None and side.n]
    first, last = (
        amount(t, float(mean), found.metric.unit, apart=float(means[-1 - at])) for at, mean in enumerate(means)
    )
    counted = [t.decimal(side.n, decimals=0) for side in (before, after)]
    volume = t("driver-volume", before=counted[0], after=counted[1], effect=_signed(t, factors.volume, found.metric))
    price = t("driver-price", before=first, after=last, effect=_signed(t, factors.price, found.metric))
    return [t("driver-factors", parts=t.listed([volume, price, *_moved(t, found, factors)]))]


def _moved(t: Translator, found: Drivers, factors: DriverFactors) -> list[Ready]:
    if abs(factors.mix) < abs(found.change) / _SLIGHT:
        return []
    return [t("driver-moved", effect=_signed(t, factors.mix, found.metric))]


def _lines(t: Translator, found: Drivers, split: DriverSplit, *, today: date) -> Facts:
    """Show each driver and the rest with what they had in both periods: the changes add up to that of the value."""
    periods = [t.period(period, found.metric.grain, today=today) for period in (found.base, found.period)]
    rest = t("driver-others", n=split.others) if split.others else t("driver-rest")
    lines = [(_label(t, split.dimensions, driver.member.texts), driver) for driver in split.told]
    return Facts(
        tuple(
            FactLine(
                name,
                _signed(t, driver.effect, found.metric),
                t.clauses(
                    t("driver-had", period=period, value=_value(t, found, side))
                    for period, side in zip(periods, driver.member.sides, strict=True)
                ),
            )
            for name, driver in [*lines, (rest, split.rest)]
        )
    )


def _value(t: Translator, found: Drivers, side: DriverSide) -> str:
    """Write what a member has in a period: of a rate also of how many."""
    if not side.n or side.value is None:
        return plain(t("driver-none"))
    metric = found.metric
    if found.basis is DriverBasis.RATE and metric.is_ratio:
        of = t.decimal(float(side.over), decimals=0)
        return plain(t("phrase-value-n", value=share(t, float(side.value), apart=0.0), n=of))
    return plain(amount(t, float(side.value), metric.unit))


def _signed(t: Translator, effect: Fraction, metric: Metric) -> Ready:
    """Write a change with its sign."""
    if not effect:
        return amount(t, 0.0, metric.unit, bare=True)
    sign = "+" if effect > 0 else "−"
    return Ready(f"{sign}{difference(t, float(effect), metric.unit)}")


def _opener(t: Translator, found: Drivers, driver: Driver, subject_id: str) -> Button:
    n = sum(side.n for side in driver.member.sides)
    text = t("driver-open", member=label(t, found, driver.member), n=n)
    return Button(plain(text), Action("driver.page", _place(found, driver, subject_id)))


def _place(found: Drivers, driver: Driver, subject_id: str) -> tuple[tuple[str, str], ...]:
    value = f"{found.metric.key}:{found.period.start.isoformat()}"
    mark = found.split.mark(driver) if found.split else ""
    return ("person", subject_id), ("value", value), ("driver", mark)


def page(t: Translator, found: DriverEvidence, *, first: int, name: str, today: date) -> Card:
    """Show ten records of a driver from a place on, of both periods; ``name`` is "" for one's own value."""
    drivers, driver, rows = found.drivers, found.driver, found.rows
    metric = drivers.metric
    about = {
        "member": _label(t, found.split.dimensions, driver.member.texts),
        "title": inside(t, metric),
        "period": t.period(drivers.period, metric.grain, today=today),
    }
    key = "driver-page-headline"
    heading = t(f"{key}-other", name=named(t, name), **about) if name else t(key, **about)
    sides = [
        t("driver-side", period=t.period(period, metric.grain, today=today), value=_value(t, drivers, side), n=side.n)
        for period, side in zip((drivers.base, drivers.period), driver.member.sides, strict=True)
    ]
    effect, change = (_signed(t, part, metric) for part in (driver.effect, drivers.change))
    said = [*sides, t("driver-makes", effect=effect, change=change)]
    said += [t("record-hidden", n=found.hidden)] if found.hidden else []
    last = min(first + record.PAGE, len(rows.rows))
    part = t("record-page", first=first + 1, last=last, n=len(rows.rows))
    body: list[Block] = [Heading(heading), Text(t.sentences(said)), Text(part)]
    body.append(record.table(t, rows, today=today, first=first))
    if left := len(rows.rows) - last:
        place = (*_place(drivers, driver, rows.subject_id)[:2], ("driver", found.split.mark(driver)))
        more = Action("driver.page", (*place, ("from", str(last))))
        body.append(Choices((Button(plain(t("record-next", n=min(left, record.PAGE))), more),)))
    body.append(Note(t("reading-note-other" if name else "reading-note")))
    return Card("driver", plain(t("driver-summary")), tuple(body), t.locale)


def examples(t: Translator) -> dict[str, Card]:
    """Show the records of a driver once."""
    found = feedback_example.driver_evidence(chinese=t.chinese)
    names = {key: person.name for key, person in example.people(chinese=t.chinese).items()}
    return {
        "driver": page(t, found, first=0, name="", today=example.TODAY),
        "driver-other": page(t, found, first=0, name=names["S1"], today=example.TODAY),
    }
