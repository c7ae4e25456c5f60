"""Planning at work: whom a manager's week is about, and what was agreed on with them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.feedback.domain.story import story_of
from bot.feedback.services.driver_reader import drivers_of
from bot.feedback.services.story import series_of
from bot.kit.calendar import local_day, zone
from bot.kit.errors import Denied
from bot.overview.domain.planning import (
    MOST,
    Planning,
    PlanningAgreement,
    PlanningEntry,
    entry_of,
    in_order,
    is_answered,
)
from bot.overview.services.team import stands
from bot.overview.views import planning as view
from bot.people.domain.permission import Act
from bot.people.domain.person import Kind
from bot.talks.services import pair_log

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from bot.feedback.domain.story import Story
    from bot.figures.domain.metric import Metric
    from bot.messages.card import Card
    from bot.overview.domain.team import Stand
    from bot.overview.ports import Work
    from bot.people.domain.permission import Actor


def planning(work: Work, actor: Actor, *, first: int = 0, but: Collection[str] = (), now: datetime) -> Planning:
    """Return whom the week of somebody who leads people is about, as they may see it now, ``but`` some of them.

    Raises:
        Denied: when they lead nobody.
    """
    if not actor.ever(Act.REMIND):
        raise Denied("permission-denied", act=Act.REMIND.value, subject="")
    metrics = {metric.key: metric for metric in work.metrics.all()}
    today = local_day(now, timezone=actor.person.timezone)
    rows = [row for row in stands(work, actor, now=now) if row.person.kind is Kind.PERSON and row.person.id not in but]
    stories = _stories(work, rows, metrics)
    answers = work.talk_answers.of([row.person.id for row in rows])
    entries = in_order(
        [
            entry
            for row in rows
            if (entry := entry_of(row, stories.get(row.person.id)))
            and not is_answered(entry, answers.get(row.person.id, ()), today)
        ]
    )
    first = first if 0 <= first < len(entries) else 0
    shown = [_with_agreement(work, actor, entry, now=now) for entry in entries[first : first + MOST]]
    entries[first : first + MOST] = shown
    listed = {entry.person.id for entry in entries}
    settled = [
        row.person.name
        for row in rows
        if row.person.id not in listed
        and any(
            answer.by_id == actor.person.id and local_day(answer.at, timezone=actor.person.timezone) == today
            for answer in answers.get(row.person.id, ())
        )
    ]
    moved = drivers_of(work, actor, [entry.delta for entry in shown], now=now)
    return Planning(entries, metrics, zone(actor.person.timezone), now, first, settled, moved)


def _stories(work: Work, rows: Sequence[Stand], metrics: Mapping[str, Metric]) -> dict[str, Story]:
    """Return what the series of the value shows that matters most of each, by person."""
    deltas = [row.delta for row in rows if row.delta and row.delta.metric in metrics]
    serieses = series_of(work, deltas, metrics) if deltas else []
    told = ((series[-1], story_of(series, metrics[series[-1].metric])) for series in serieses)
    return {delta.person_id: story for delta, story in told if story}


def _with_agreement(work: Work, actor: Actor, entry: PlanningEntry, *, now: datetime) -> PlanningEntry:
    """Add what was agreed on in the last talk that has anything: what is still open first."""
    logs = [log for log in work.pair_logs.of(entry.person.id) if log.actions]
    mine = [log for log in logs if pair_log.visible(work, actor.person, log, now=now)]
    if not mine:
        return entry
    last = max(mine, key=lambda log: (log.met_at, log.no))
    action = min(last.actions, key=lambda action: (action.done_at is not None, action.no))
    met_on = local_day(last.met_at, timezone=actor.person.timezone)
    return replace(entry, agreement=PlanningAgreement(met_on, action))


def card_for(work: Work, actor: Actor, *, first: int = 0, now: datetime) -> Card:
    """Return somebody's week as a card.

    Raises:
        Denied: when they lead nobody.
    """
    to = work.reader(actor.person, now=now)
    return view.card(to.t, planning(work, actor, first=first, now=now))
