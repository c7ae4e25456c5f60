"""A person's own numbers: each metric against its target, its past and the role, with the arithmetic and a trend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import example
from bot.domain.evidence import Ground
from bot.messages.card import Action, Block, Button, Card, Choices, Heading, Note, Table, Text
from bot.messages.number import amount, share
from bot.messages.phrase import title, value
from bot.messages.text import plain
from bot.views.evidence import attainment
from bot.views.feedback import picture

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from bot.domain.delta import Delta
    from bot.domain.metric import Metric
    from bot.domain.person import Person
    from bot.messages.i18n import Translator

_MOST_ROWS = 10


def me(
    t: Translator,
    person: Person,
    deltas: Sequence[Delta],
    *,
    metrics: Mapping[str, Metric],
    series: Sequence[Delta],
    today: date,
) -> Card:
    """Show a person's newest value of each metric; ``series`` is the one worth drawing, oldest first."""
    if not deltas:
        return empty(t, person)
    starts = {one.period for one in deltas}
    first = deltas[0]
    whole = t("person-headline")
    if len(starts) == 1:
        whole = t("person-headline-period", period=t.period(first.period, metrics[first.metric].grain, today=today))
    header = ("metric", "period", "value", "target", "before", "peers")
    rows = tuple(_row(t, one, metrics[one.metric], today=today) for one in deltas[:_MOST_ROWS])
    blocks: list[Block] = [Heading(whole), Table(tuple(plain(t(f"person-column-{one}")) for one in header), rows)]
    counted = next((one for one in deltas if one.attainment is not None and one.target is not None), None)
    if counted:
        metric = metrics[counted.metric]
        example = attainment(t, Ground(counted, metric, ()))
        blocks.append(Text(t("person-arithmetic", title=title(t, metric), example=example)))
    if len(deltas) > _MOST_ROWS:
        blocks.append(Text(t("person-more", n=len(deltas) - _MOST_ROWS)))
    if series:
        blocks.append(picture(t, metrics[series[-1].metric], series, today=today))
    day = t.day(max(one.period.end for one in deltas), today=today)
    return Card("me", plain(whole), (*blocks, Note(t("person-note", day=day))), t.locale)


def empty(t: Translator, person: Person) -> Card:
    """Say that there is nothing yet, what will come, and whom to ask."""
    whole = t("person-empty")
    text = t.sentences([t("person-empty-text"), t("person-empty-unit", id=person.id)])
    help_ = Choices((Button(plain(t("help-headline")), Action("help")),))
    return Card("me", plain(whole), (Heading(whole), Text(text), help_), t.locale)


def _row(t: Translator, delta: Delta, metric: Metric, *, today: date) -> tuple[str, ...]:
    unit = metric.unit
    before = t("person-before-none") if delta.previous is None else amount(t, delta.previous, unit, bare=True)
    return tuple(
        plain(cell)
        for cell in (
            title(t, metric),
            t.period(delta.period, metric.grain, today=today),
            value(t, delta, metric),
            _target(t, delta, metric),
            before,
            _peers(t, delta, unit),
        )
    )


def _target(t: Translator, delta: Delta, metric: Metric) -> str:
    if delta.target is None:
        return t("person-target-none")
    target = amount(t, delta.target, metric.unit, bare=True)
    if delta.attainment is None:
        return target
    key = "person-target" if delta.target_full in {None, delta.target} else "person-target-so-far"
    return t(key, target=target, share=share(t, delta.attainment, apart=1.0))


def _peers(t: Translator, delta: Delta, unit: str) -> str:
    peers = delta.peers
    if peers is None or peers.median is None:
        return t("person-peers-few")
    return t("person-peers", median=amount(t, peers.median, unit, bare=True), n=peers.n)


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    person = example.people(chinese=t.chinese)["S1"]
    deltas = (example.NEW_CUSTOMERS, example.COLLECTIONS, example.REPURCHASES)
    full = me(t, person, deltas, metrics=example.METRICS, series=example.TREND, today=example.TODAY)
    return {"me": full, "me-empty": empty(t, person)}
