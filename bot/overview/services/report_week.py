"""A manager's week: whom to talk with and whom to praise, as the figures are now."""

from __future__ import annotations

import math
from datetime import time, timedelta
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import Priority
from bot.delivery.services.outbox import enqueue, says_nothing_new
from bot.feedback.services.driver_reader import drivers_of
from bot.kit.calendar import instant
from bot.kit.period import Period, weeks_before
from bot.messages.card import Card
from bot.overview.services.report_reader import anew_key, readers, week_key
from bot.overview.services.report_teams import teams_of_week
from bot.overview.services.team import waiting
from bot.overview.views import report_week as view
from bot.people.domain.person import Kind
from bot.people.services import permission
from bot.rules.domain.rule import Signal, Tone
from bot.talks.services import talk

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from bot.figures.domain.metric import Metric
    from bot.overview.ports import Work
    from bot.people.domain.person import Person


_WEEK_LIFE = timedelta(days=4)


def weekly(
    work: Work, manager: Person, week: Period, *, now: datetime, unmet: Sequence[str] = (), anew: str = ""
) -> bool:
    """Send a manager what their week held, if anything; ``unmet`` names those whose one-on-one lapsed.

    ``anew`` is somebody whose digest was not sent, because they may not see all of it any more: they get another.
    """
    needs, well = week_of(work, manager, week, now=now)
    sent = [
        _send_week(work, manager, reader, week, (needs, well, unmet), anew=reader.id == anew, now=now)
        for reader in readers(work, manager, now=now)
    ]
    return any(sent)


def week_of(
    work: Work, manager: Person, week: Period, *, now: datetime
) -> tuple[Sequence[view.Item], Sequence[view.Item]]:
    """Return with whom a talk is open and where an alert fired in a manager's week, and whom to praise in it.

    Talks are those that are open now, whenever their rule spoke: every list of them counts the same.
    """
    since = instant(week.start, time(0), timezone=manager.timezone)
    until = instant(week.end + timedelta(days=1), time(0), timezone=manager.timezone)
    silent = work.restrictions.all()
    team = {person.id: person for person in work.people.team(manager.id) if person.id not in silent}
    fired = [
        signal
        for signal in work.rules.fired(since=since, until=until)
        if signal.subject_id in team and not signal.silenced
    ]
    metrics = {metric.key: metric for metric in work.metrics.all()}
    alerts = (signal for signal in fired if signal.tone is Tone.ALERT and team[signal.subject_id].kind is Kind.UNIT)
    needs = _items(work, alerts, team, metrics)
    calling = talk.open_talks(work, team.values(), now=now)
    needs += [
        view.Item(team[who].name, delta, metrics[delta.metric]) for who, deltas in calling.items() for delta in deltas
    ]
    praised = [signal for signal in fired if signal.tone is Tone.PRAISE]
    holding = work.rules.holding(praised, today=now.date())
    well = _items(work, (signal for signal in praised if signal.no in holding), team, metrics)
    return sorted(needs, key=_need), sorted(well, key=_need, reverse=True)


def _need(item: view.Item) -> tuple[bool, float, str]:
    """Order by how far from its target a value is, farthest first and units before their people; then by name."""
    reached = item.delta.attainment
    return not item.unit, math.inf if reached is None else reached, item.name


def _send_week(
    work: Work,
    manager: Person,
    reader: Person,
    week: Period,
    held: tuple[Sequence[view.Item], Sequence[view.Item], Sequence[str]],
    *,
    anew: bool,
    now: datetime,
) -> bool:
    key = week_key(reader, manager, week) + (anew_key(now) if anew else "")
    card = week_card(work, manager, reader, week, held, key=key, now=now)
    if card is None:
        return False
    return enqueue(
        work,
        card,
        key=key,
        to=reader,
        kind=card.kind,
        priority=Priority.REPORT,
        now=now,
        rights=permission.rights(work, permission.actor(work, reader, now=now), now=now).to_text(),
        expires_at=now + _WEEK_LIFE,
    )


def week_card(
    work: Work,
    manager: Person,
    reader: Person,
    week: Period,
    held: tuple[Sequence[view.Item], Sequence[view.Item], Sequence[str]],
    *,
    key: str,
    now: datetime,
) -> Card | None:
    """Return a week as a card for somebody; None when it says nothing, or only what they were told the last time.

    ``held`` has whom to talk with, whom to praise, and with whom no one-on-one came about.
    """
    needs, well, unmet = held
    to, actor = work.reader(reader, now=now), permission.actor(work, reader, now=now)
    moved = drivers_of(work, actor, [item.delta for item in (*needs, *well)], now=now)
    metrics = {metric.key: metric for metric in work.metrics.all()}
    card = view.weekly(
        to.t,
        key=key,
        week=week,
        needs=needs,
        well=well,
        unmet=unmet,
        drivers=moved,
        teams=teams_of_week(work, manager, actor, week, metrics, now=now),
        bookable=waiting(work, actor, now=now) > 0,
        today=to.today,
    )
    earlier = (week_key(reader, manager, before) for before in weeks_before(week))
    return None if card and says_nothing_new(work, card, earlier) else card


def _items(
    work: Work, signals: Iterable[Signal], team: Mapping[str, Person], metrics: Mapping[str, Metric]
) -> list[view.Item]:
    """Return one item per person and metric, with the value as it is now."""
    found: dict[tuple[str, str], view.Item] = {}
    for signal in signals:
        delta = work.deltas.get(signal.subject_id, signal.metric, signal.period)
        if delta and delta.value is not None and signal.metric in metrics:
            who = team[signal.subject_id]
            found[who.id, signal.metric] = view.Item(who.name, delta, metrics[signal.metric], who.kind is Kind.UNIT)
    return list(found.values())
