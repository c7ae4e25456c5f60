"""Reports at work: a department's month for its head, a manager's week; sent once, and again when marked as revised."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from bot.domain.calendar import instant, wall
from bot.domain.delivery import Priority
from bot.domain.errors import NotFound
from bot.domain.escape import escaped
from bot.domain.metric import Grain
from bot.domain.permission import Act
from bot.domain.person import Kind
from bot.domain.reading import Period, period_of, previous_period
from bot.domain.report import missing_keys, summarise
from bot.domain.rule import Signal, Tone
from bot.domain.suppression import FLOOR
from bot.messages.card import Block, Card, Facts, Text
from bot.messages.codec import card_from_json
from bot.messages.i18n import Catalog
from bot.services import permission
from bot.services.outbox import enqueue
from bot.views import report as view

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from bot.domain.delta import Delta
    from bot.domain.metric import Metric
    from bot.domain.permission import Actor
    from bot.domain.person import Person
    from bot.domain.report import Report
    from bot.ports import Work

_MONTH_LIFE = timedelta(days=20)
_WEEK_LIFE = timedelta(days=4)


def monthly(work: Work, department: str, month: Period, *, now: datetime, revision: int = 0) -> bool:
    """Send a department's month to its head, else to HR; False when that one is known, or says nothing new."""
    heads = permission.responsible_for(work, department, now=now)
    report = month_of(work, department, month, revision=revision)
    if not report.lines and not report.well and not report.missing:
        return False
    sent = [_send_month(work, reader, report, now=now) for head in heads for reader in _readers(work, head, now=now)]
    return any(sent)


def _readers(work: Work, person: Person, *, now: datetime) -> list[Person]:
    """Return somebody and whoever stands in for them today."""
    return [person, *permission.stand_ins(work, person, now=now)]


def _send_month(work: Work, reader: Person, report: Report, *, now: datetime) -> bool:
    """Send a department's month; people are named where the reader may read their figures, others are counted."""
    today = wall(now, timezone=reader.timezone).date()
    people = work.people.members(report.name)
    names = _named(work, reader, people, now=now)
    deeper = sum(one.id not in names and one.id != reader.id for one in people)
    card = view.monthly(
        Catalog.load()(reader.locale),
        report,
        before=previous_period(report.period, Grain.MONTH),
        names=names,
        deeper=deeper >= FLOOR,
        unled=permission.head_of(work, report.name, now=now) is None,
        metrics={metric.key: metric for metric in work.metrics.all()},
        today=today,
    )
    revision = report.revision
    if revision and _says_the_same(work, card, _month_key(reader, report.name, report.period, revision - 1)):
        return False
    return enqueue(
        work,
        card,
        key=_month_key(reader, report.name, report.period, revision),
        to=reader,
        kind=card.kind,
        priority=Priority.REPORT,
        now=now,
        expires_at=now + _MONTH_LIFE,
    )


def _named(work: Work, reader: Person, people: Iterable[Person], *, now: datetime) -> dict[str, str]:
    """Return the names by id of those whose figures somebody may read today, themselves left out."""
    who = permission.actor(work, reader, now=now)
    others = (one for one in people if one.id != reader.id)
    return {one.id: one.name for one in others if permission.sees(work, who, one, now=now)}


def gaps(work: Work, actor: Actor, month: str, *, now: datetime) -> Card:
    """Show whose figures of a month are missing in the departments that the actor heads today.

    Raises:
        NotFound: when the actor heads none, or it is no month.
    """
    person = actor.person
    permission.require(work, actor, Act.LEAD, now=now)
    today = wall(now, timezone=person.timezone).date()
    departments = _headed(work, actor, now=now)
    try:
        period = period_of(date.fromisoformat(f"{month}-01"), Grain.MONTH)
    except ValueError:
        raise NotFound("report-gone") from None
    if not departments:
        raise NotFound("report-gone")
    missing: dict[str, tuple[list[str], int]] = {}
    for department in departments:
        names = _named(work, person, work.people.members(department), now=now)
        for who, metric in _missing_of(work, department, period):
            known, others = missing.get(metric, ([], 0))
            missing[metric] = ([*known, names[who]], others) if who in names else (known, others + 1)
    metrics = {metric.key: metric for metric in work.metrics.all()}
    return view.gaps(Catalog.load()(person.locale), period, missing, metrics=metrics, today=today)


def _headed(work: Work, actor: Actor, *, now: datetime) -> list[str]:
    """Return the departments whose report goes to somebody, or to the manager for whom they stand in."""
    mine = set(permission.led_by(work, actor.person, now=now))
    names = sorted({one.department for one in work.people.all() if one.department and one.kind is Kind.PERSON})
    return [name for name in names if mine & {one.id for one in permission.responsible_for(work, name, now=now)}]


def _missing_of(work: Work, department: str, month: Period) -> set[tuple[str, str]]:
    metrics = {metric.key: metric for metric in work.metrics.all()}
    people = {one.id for one in work.people.members(department)}
    now, _ = _values(work, month, metrics, people=people, unit=None)
    before, _ = _values(work, previous_period(month, Grain.MONTH), metrics, people=people, unit=None)
    return missing_keys(now, before)


def _month_key(head: Person, department: str, month: Period, revision: int) -> str:
    return f"report:month:{_safe(head.id)}:{_safe(department)}:{month.start}:{revision}"


def _says_the_same(work: Work, card: Card, key: str) -> bool:
    """Say whether an earlier report had the same facts and sentences: its headline and key apart, nothing is new."""
    earlier = work.outbox.get(key)
    return earlier is not None and _facts(card_from_json(earlier.card)) == _facts(card)


def _facts(card: Card) -> list[Block]:
    return [one for one in card.blocks if isinstance(one, Facts | Text)]


def month_of(work: Work, department: str, month: Period, *, revision: int = 0) -> Report:
    """Sum up a department's month: its people's values of month metrics, and of quarter metrics that end with it."""
    metrics = {metric.key: metric for metric in work.metrics.all()}
    people = {one.id for one in work.people.all() if one.kind is Kind.PERSON and one.department == department}
    people -= work.privacy.restricted()
    unit = next((one for one in work.people.all() if one.kind is Kind.UNIT and department in {one.id, one.name}), None)
    now, whole = _values(work, month, metrics, people=people, unit=unit)
    before, earlier = _values(work, previous_period(month, Grain.MONTH), metrics, people=people, unit=unit)
    return summarise(department, month, now, before, metrics, whole=whole, whole_before=earlier, revision=revision)


def _values(
    work: Work, month: Period, metrics: Mapping[str, Metric], *, people: set[str], unit: Person | None
) -> tuple[list[Delta], dict[str, Delta]]:
    found = [
        one
        for one in work.deltas.find(start=month.start)
        if one.metric in metrics and metrics[one.metric].grain is Grain.MONTH
    ]
    whole = {one.metric: one for one in found if unit and one.person_id == unit.id}
    return [one for one in found if one.person_id in people], whole


def weekly(work: Work, manager: Person, week: Period, *, now: datetime, unmet: Sequence[str] = ()) -> bool:
    """Send a manager what their week held, if anything; ``unmet`` names those whose one-on-one lapsed."""
    since = instant(week.start, time(0), timezone=manager.timezone)
    until = instant(week.end + timedelta(days=1), time(0), timezone=manager.timezone)
    silent = work.privacy.restricted()
    team = {one.id: one for one in work.people.team(manager.id) if one.id not in silent}
    fired = [one for one in work.rules.fired(since=since, until=until) if one.subject_id in team and not one.silenced]
    metrics = {metric.key: metric for metric in work.metrics.all()}
    needs = _items(work, (one for one in fired if one.tone is not Tone.PRAISE), team, metrics)
    well = _items(work, (one for one in fired if one.tone is Tone.PRAISE), team, metrics)
    sent = [
        _send_week(work, manager, reader, week, needs, well, unmet, now=now)
        for reader in _readers(work, manager, now=now)
    ]
    return any(sent)


def _send_week(
    work: Work,
    manager: Person,
    reader: Person,
    week: Period,
    needs: Sequence[view.Item],
    well: Sequence[view.Item],
    unmet: Sequence[str],
    *,
    now: datetime,
) -> bool:
    whose = "" if reader.id == manager.id else f":{_safe(manager.id)}"
    key = f"report:week:{_safe(reader.id)}:{week.start}{whose}"
    card = view.weekly(
        Catalog.load()(reader.locale),
        key=key,
        week=week,
        needs=needs,
        well=well,
        unmet=unmet,
        today=wall(now, timezone=reader.timezone).date(),
    )
    if card is None:
        return False
    return enqueue(
        work, card, key=key, to=reader, kind=card.kind, priority=Priority.REPORT, now=now, expires_at=now + _WEEK_LIFE
    )


def _items(
    work: Work, signals: Iterable[Signal], team: Mapping[str, Person], metrics: Mapping[str, Metric]
) -> list[view.Item]:
    """Return one item per person and metric, with the value as it is now."""
    found: dict[tuple[str, str], view.Item] = {}
    for one in signals:
        delta = work.deltas.get(one.subject_id, one.metric, one.period)
        if delta and delta.value is not None and one.metric in metrics:
            who = team[one.subject_id]
            found[who.id, one.metric] = view.Item(who.name, delta, metrics[one.metric], who.kind is Kind.UNIT)
    return list(found.values())


def _safe(name: str) -> str:
    """Write a name as one part of a key."""
    return escaped(name, marks="|:")
