"""A department's month: summed up for its head, sent once, and again when it is marked as revised."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import Priority
from bot.delivery.services.outbox import enqueue
from bot.feedback.services.driver_reader import driver_of, drivers_of, drivers_of_group
from bot.figures.domain.formula_units import adds_up
from bot.figures.domain.suppression import Cell, member, tellable
from bot.figures.services import dependency
from bot.kit.cleaning import UnclearValue
from bot.kit.errors import NotFound
from bot.kit.period import Grain, Period, previous_period
from bot.kit.period_written import span
from bot.messages.card import Block, Card, Facts, Text
from bot.messages.codec import card_from_json
from bot.overview.domain.report import missing_keys, summarise
from bot.overview.services.report_reader import anew_key, month_key, names_for, readers
from bot.overview.services.report_teams import teams_of
from bot.overview.services.team import waiting
from bot.overview.views import report as view
from bot.people.domain.permission import Act
from bot.people.domain.person import Kind
from bot.people.services import permission
from bot.talks.services import talk

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

    from bot.feedback.domain.driver import Drivers
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.dependency import LateDependency
    from bot.figures.domain.metric import Metric
    from bot.overview.domain.report import Report
    from bot.overview.ports import Work
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person


_MONTH_LIFE = timedelta(days=20)


def monthly(work: Work, department: str, month: Period, *, now: datetime, revision: int = 0, anew: str = "") -> bool:
    """Send a department's month to its head, else to HR; False when that one is known, or says nothing new.

    ``anew`` is somebody whose report was not sent, because they may not see all of it any more: they get another.
    """
    heads = permission.responsible_for(work, department, now=now)
    those = [reader for head in heads for reader in readers(work, head, now=now)]
    sent = [
        _send_month(work, reader, department, month, revision=revision, anew=reader.id == anew, now=now)
        for reader in those
    ]
    return any(sent)


def _send_month(
    work: Work, reader: Person, department: str, month: Period, *, revision: int, anew: bool, now: datetime
) -> bool:
    """Send a department's month to somebody, unless it says nothing or nothing new."""
    card = month_card(work, reader, department, month, revision=revision, now=now)
    if card is None:
        return False
    return enqueue(
        work,
        card,
        key=month_key(reader, department, month, revision) + (anew_key(now) if anew else ""),
        to=reader,
        kind=card.kind,
        priority=Priority.REPORT,
        now=now,
        rights=permission.rights(work, permission.actor(work, reader, now=now), now=now).to_text(),
        expires_at=now + _MONTH_LIFE,
    )


def month_card(
    work: Work, reader: Person, department: str, month: Period, *, revision: int, now: datetime
) -> Card | None:
    """Return a department's month; people are named where the reader may read their figures, others only summed up."""
    to = work.reader(reader, now=now)
    names = names_for(work, reader, work.people.members(department), now=now)
    first = work.outbox.get(month_key(reader, department, month, 0)) if revision else None
    since = first.created_at if first else None
    seen = {*names, reader.id}
    report, blurred = month_of(work, department, month, seen=seen, revision=revision, since=since, now=now)
    if not report.figures and not report.missing:
        return None
    metrics = {metric.key: metric for metric in work.metrics.all()}
    sent = work.outbox.get(month_key(reader, department, month, revision - 1)) if revision else None
    earlier = card_from_json(sent.card) if sent else None
    known = view.lines_of(to.t, earlier, metrics) if earlier else {}
    actor = permission.actor(work, reader, now=now)
    unled = permission.head_of(work, department, now=now) is None
    people, unit = _those_of(work, department)
    values, _ = _values(work, month, metrics, people=people, unit=unit)
    card = view.monthly(
        to.t,
        report,
        before=previous_period(month, Grain.MONTH),
        names=names,
        blurred={key: known.get(key) for key in blurred},
        moved=_moved(work, actor, department, report, blurred, metrics, now=now),
        drivers=drivers_of(work, actor, report.named(names), now=now),
        late=_late(work, department, month, now=now),
        teams=None if unled else teams_of(work, actor, report, values, metrics, but=blurred, now=now),
        unled=unled,
        bookable=waiting(work, actor, now=now) > 0,
        metrics=metrics,
        today=to.today,
    )
    return None if earlier and _facts(earlier) == _facts(card) else card  # headline and key apart, nothing is new


def _late(work: Work, department: str, month: Period, *, now: datetime) -> tuple[LateDependency, ...]:
    """Return what a department's results rest on and others provided late in its month."""
    people, unit = _those_of(work, department)
    members = [person for person in work.people.all() if person.id in people]
    return dependency.late(work, [*members, *([unit] if unit else [])], [month], now=now)


def _moved(
    work: Work,
    actor: Actor,
    department: str,
    report: Report,
    blurred: Collection[str],
    metrics: Mapping[str, Metric],
    *,
    now: datetime,
) -> dict[str, Drivers]:
    """Return by metric what moved a department's values, or where it has none of its own the sum of its people's."""
    people, unit = _those_of(work, department)
    values, _ = _values(work, report.period, metrics, people=people, unit=unit)
    found = {}
    for line in report.shown(but=blurred):
        theirs = [delta for delta in values if delta.metric == line.metric and delta.value is not None]
        if line.whole:
            told = driver_of(work, actor, line.whole, now=now)
        else:
            told = drivers_of_group(work, actor, theirs, now=now) if theirs and adds_up(metrics[line.metric]) else None
        if told:
            found[line.metric] = told
    return found


def gaps(work: Work, actor: Actor, month: str, *, now: datetime) -> tuple[Period, dict[str, tuple[list[str], int]]]:
    """Return whose figures of a month are missing in the departments that the actor heads today.

    The whole month comes first; then by metric the names of those whom the actor may know, and how many others.

    Raises:
        NotFound: when the actor heads none, or it is no month.
    """
    person = actor.person
    permission.require(work, actor, Act.LEAD, now=now)
    departments = _headed(work, actor, now=now)
    try:
        named = span(month)
    except UnclearValue:
        raise NotFound("report-gone") from None
    if not departments or named.grain is not Grain.MONTH:
        raise NotFound("report-gone")
    period = named.period
    missing: dict[str, tuple[list[str], int]] = {}
    for department in departments:
        names = names_for(work, person, work.people.members(department), now=now)
        for who, metric in _missing_of(work, department, period):
            known, others = missing.get(metric, ([], 0))
            missing[metric] = ([*known, names[who]], others) if who in names else (known, others + 1)
    return period, missing


def _headed(work: Work, actor: Actor, *, now: datetime) -> list[str]:
    """Return the departments whose report goes to somebody, or to the manager for whom they stand in."""
    mine = set(permission.led_by(work, actor.person, now=now))
    names = sorted(
        {person.department for person in work.people.all() if person.department and person.kind is Kind.PERSON}
    )
    return [name for name in names if mine & {person.id for person in permission.responsible_for(work, name, now=now)}]


def _missing_of(work: Work, department: str, month: Period) -> set[tuple[str, str]]:
    metrics = {metric.key: metric for metric in work.metrics.all()}
    people = {person.id for person in work.people.members(department)}
    now, _ = _values(work, month, metrics, people=people, unit=None)
    before, _ = _values(work, previous_period(month, Grain.MONTH), metrics, people=people, unit=None)
    return missing_keys(now, before)


def _facts(card: Card) -> list[Block]:
    return [block for block in card.blocks if isinstance(block, Facts | Text)]


def month_of(
    work: Work,
    department: str,
    month: Period,
    *,
    seen: set[str],
    revision: int = 0,
    since: datetime | None = None,
    now: datetime,
) -> tuple[Report, frozenset[str]]:
    """Sum up a department's month: its people's values of month metrics, and of quarter metrics that end with it.

    ``seen`` are those whose figures the reader may read. All others count only where that does not show, by what the
    reader knows or was told before, how fewer than five of them do; the metrics of which they are left out come second.
    ``since`` is when the first report was written: what came or was corrected after that has changed, of those seen.
    """
    metrics = {metric.key: metric for metric in work.metrics.all()}
    people, unit = _those_of(work, department)
    last = previous_period(month, Grain.MONTH)
    current, whole = _values(work, month, metrics, people=people, unit=unit)
    before, earlier = _values(work, last, metrics, people=people, unit=unit)
    hidden = _untold(work, department, current, seen, now=now)
    hidden_before = _untold(work, department, before, seen, now=now) | hidden
    report = summarise(
        department,
        month,
        [delta for delta in current if delta.person_id in seen or delta.metric not in hidden or delta.value is None],
        [
            delta
            for delta in before
            if delta.person_id in seen or delta.metric not in hidden_before or delta.value is None
        ],
        metrics,
        whole={key: delta for key, delta in whole.items() if key not in hidden},
        whole_before={key: delta for key, delta in earlier.items() if key not in hidden_before},
        calling=_calling(work, people, now=now),
        revision=revision,
        changed=sum(delta.person_id in seen and _came_after(work, delta, since) for delta in current) if since else 0,
    )
    return report, hidden


def _calling(work: Work, people: set[str], *, now: datetime) -> list[Delta]:
    """Return what calls for talks with a department's people, whatever metric and days it is about."""
    members = (person for person in work.people.all() if person.id in people)
    return [delta for deltas in talk.open_talks(work, members, now=now).values() for delta in deltas]


def _those_of(work: Work, department: str) -> tuple[set[str], Person | None]:
    """Return the ids of a department's people of whom something may be said now, and its unit if it is one."""
    everybody = work.people.all()
    people = {person.id for person in everybody if person.kind is Kind.PERSON and person.department == department}
    units = (person for person in everybody if person.kind is Kind.UNIT and department in {person.id, person.name})
    return people - work.restrictions.all(), next(units, None)


def _came_after(work: Work, delta: Delta, since: datetime) -> bool:
    """Say whether the value that counts now came in after an instant."""
    newest = next(iter(work.readings.evidence(delta.person_id, delta.metric, delta.period)), None)
    return newest is not None and newest.received_at is not None and newest.received_at > since


def _untold(work: Work, department: str, deltas: Iterable[Delta], seen: set[str], *, now: datetime) -> frozenset[str]:
    """Return the metrics of which nothing may be told of people further down; what may be is remembered as told."""
    deeper: dict[tuple[str, date], set[str]] = {}
    for delta in deltas:
        if delta.person_id not in seen and delta.value is not None:
            members = deeper.setdefault((delta.metric, delta.period.start), set())
            members.add(member(delta.person_id, delta.value, delta.target))
    hidden = set()
    for (metric, start), found in deeper.items():
        cell = Cell(f"report:{department}", frozenset(found), None, now)
        told = work.cells.told(metric, start)
        if any(told_cell.members == cell.members for told_cell in told):
            continue
        if tellable({cell.group: cell.members}, told=[cell.members for cell in told]):
            work.cells.tell(metric, start, [cell])
        else:
            hidden.add(metric)
    return frozenset(hidden)


def _values(
    work: Work, month: Period, metrics: Mapping[str, Metric], *, people: set[str], unit: Person | None
) -> tuple[list[Delta], dict[str, Delta]]:
    found = [
        delta
        for delta in work.deltas.find(start=month.start)
        if delta.metric in metrics and metrics[delta.metric].grain is Grain.MONTH
    ]
    whole = {delta.metric: delta for delta in found if unit and delta.person_id == unit.id}
    return [delta for delta in found if delta.person_id in people], whole
