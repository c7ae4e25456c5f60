"""What moved a number: a sentence, a table that adds up to the change, and a button to the records of each driver."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.feedback.domain import example_driver
from bot.feedback.domain.driver import DriverBasis
from bot.feedback.domain.driver_noise import SHARE
from bot.feedback.views.driver_phrase import bars, change_of, headline, label, label_of, of_title, signed
from bot.figures.domain import example
from bot.figures.views import record
from bot.figures.views.phrase import inside, title
from bot.messages.card import Action, Block, Button, Card, Choices, FactLine, Facts, Heading, Note, Text
from bot.messages.i18n import named
from bot.messages.number import amount, share
from bot.messages.text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.feedback.domain.driver import (
        Driver,
        DriverEvidence,
        Drivers,
        DriverSide,
        DriverSplit,
    )
    from bot.feedback.domain.driver_factors import DriverFactors
    from bot.feedback.domain.evidence import Ground
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.record_evidence import RecordEvidence
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready

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
        of_title(
            t,
            t.clauses(part for part in (ground.of, title(t, found.metric)) if part),
            headline(t, found, today=today),
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
    shown += [_lines(t, found, found.split, today=today), *bars(t, found, today=today)]
    if evidence and evidence.rows:
        shown.append(Choices(tuple(_opener(t, found, driver, subject_id) for driver in found.split.told)))
    return shown


def sentences(t: Translator, found: Drivers, *, today: date) -> list[Ready]:
    """Say what moved a value, of a rate also where it was a matter of weights, and of a sum how many and how large."""
    said = [
        headline(t, found, today=today) if found.split else t("driver-alone", change=change_of(t, found, today=today))
    ]
    said += [_mixed(t, found, driver) for driver in (found.split.told if found.split else ()) if _is_mixed(driver)]
    return [*said, *_factors(t, found)]


def _is_mixed(driver: Driver) -> bool:
    return driver.mix is not None and SHARE * abs(driver.mix) >= abs(driver.effect)


def _mixed(t: Translator, found: Drivers, driver: Driver) -> Ready:
    rate, mix = (signed(t, part or driver.effect, found.metric) for part in (driver.rate, driver.mix))
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
    volume = t("driver-volume", before=counted[0], after=counted[1], effect=signed(t, factors.volume, found.metric))
    price = t("driver-price", before=first, after=last, effect=signed(t, factors.price, found.metric))
    return [t("driver-factors", parts=t.listed([volume, price, *_moved(t, found, factors)]))]


def _moved(t: Translator, found: Drivers, factors: DriverFactors) -> list[Ready]:
    if abs(factors.mix) < abs(found.change) / _SLIGHT:
        return []
    return [t("driver-moved", effect=signed(t, factors.mix, found.metric))]


def _lines(t: Translator, found: Drivers, split: DriverSplit, *, today: date) -> Facts:
    """Show each driver and the rest with what they had in both periods: the changes add up to that of the value."""
    periods = [t.period(period, found.metric.grain, today=today) for period in (found.base, found.period)]
    rest = t("driver-others", n=split.others) if split.others else t("driver-rest")
    lines = [(label_of(t, split.dimensions, driver.member.texts), driver) for driver in split.told]
    return Facts(
        tuple(
            FactLine(
                name,
                signed(t, driver.effect, found.metric),
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


def why_value(t: Translator, delta: Delta, *, name: str = "") -> Button:
    """Offer what a value rests on and what moved it; ``name`` is the metric's where there are several."""
    place = (("person", delta.person_id), ("value", f"{delta.metric}:{delta.period.start.isoformat()}"))
    word = t("agenda-why", title=name) if name else t("feedback-why")
    return Button(plain(word), Action("why", place))


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
        "member": label_of(t, found.split.dimensions, driver.member.texts),
        "title": inside(t, metric),
        "period": t.period(drivers.period, metric.grain, today=today),
    }
    key = "driver-page-headline"
    heading = t(f"{key}-other", name=named(t, name), **about) if name else t(key, **about)
    sides = [
        t("driver-side", period=t.period(period, metric.grain, today=today), value=_value(t, drivers, side), n=side.n)
        for period, side in zip((drivers.base, drivers.period), driver.member.sides, strict=True)
    ]
    effect, change = (signed(t, part, metric) for part in (driver.effect, drivers.change))
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
    found = example_driver.driver_evidence(chinese=t.chinese)
    names = {key: person.name for key, person in example.people(chinese=t.chinese).items()}
    return {
        "driver": page(t, found, first=0, name="", today=example.TODAY),
        "driver-other": page(t, found, first=0, name=names["S1"], today=example.TODAY),
    }
