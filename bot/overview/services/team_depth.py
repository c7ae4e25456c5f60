"""What may be told of the people of a team further down, and nothing that gives one of them away."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from bot.figures.domain.suppression import FLOOR, Cell, member, share, tellable
from bot.kit.period import Period, period_of
from bot.overview.domain.team import Below, Depth
from bot.people.domain.permission import Role
from bot.people.services import permission

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from bot.figures.domain.metric import Metric
    from bot.overview.ports import Work
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person


def readable(work: Work, actor: Actor, *, now: datetime) -> set[str]:
    """Return whose figures somebody may read because they lead them; HR reads everybody's, and works nothing out."""
    if Role.HR in actor.roles:
        return set()
    leads = permission.led_by(work, actor.person, now=now)
    return {actor.person.id, *(person.id for lead in leads for person in work.people.team(lead))}


def depth(
    work: Work,
    leads: Sequence[Person],
    *,
    metric: Metric | None,
    within: Period | None,
    now: datetime,
    today: date,
    mine: Collection[str] = (),
) -> Depth | None:
    """Return what may be told of the people of each of these, about one metric and a period that is over.

    What was told before of any group counts: an answer that beside it would show fewer than five people is not given,
    and the one that was given before is repeated. ``mine`` are people whose figures the reader may read anyway, so
    that they hide nobody.
    """
    bosses = work.people.below([lead.id for lead in leads]) if leads else {}
    if not bosses:
        return None
    top = {lead.id: lead for lead in leads}
    below: dict[str, set[str]] = {}
    for person_id in bosses:
        if lead := _top(person_id, bosses, top):
            below.setdefault(lead, set()).add(person_id)
    tallied = work.deltas.tally(sorted(bosses), before=today, within=within)
    key = metric.key if metric else _most(pair[1] for pair in tallied)
    start = max((pair[2] for pair in tallied if pair[1] == key), default=None)
    known = work.metrics.get(key) if key else None
    if start is None or known is None:
        return None
    values = {who: (value, target) for who, what, first, value, target in tallied if (what, first) == (key, start)}
    members = {lead: values.keys() & ids for lead, ids in below.items()}
    members = {lead: ids for lead, ids in members.items() if not 0 < len(ids - set(mine)) < FLOOR}
    cells = _told(work, known, start, members, values, now=now)
    groups = tuple(
        Below(top[lead], cells[lead].n if lead in cells else None, cells[lead].share if lead in cells else None)
        for lead in sorted(below, key=lambda key: (top[key].name, key))
    )
    return Depth(known, period_of(start, known.grain), groups)


def _top(person_id: str, bosses: Mapping[str, str], top: Mapping[str, Person]) -> str:
    """Return under whom of the top somebody is; a circle, which no import lets in, would be under nobody."""
    seen = set()
    boss = bosses.get(person_id, "")
    while boss and boss not in top and boss not in seen:
        seen.add(boss)
        boss = bosses.get(boss, "")
    return boss if boss in top else ""


def _told(
    work: Work,
    metric: Metric,
    start: date,
    groups: Mapping[str, Iterable[str]],
    values: Mapping[str, tuple[float, float | None]],
    *,
    now: datetime,
) -> dict[str, Cell]:
    """Return the cells that are told: as they are now where that may be, else as they were told before."""
    told = work.cells.told(metric.key, start)
    before = {cell.group: cell for cell in told}
    fresh: dict[str, Cell] = {}
    for lead, ids in groups.items():
        members = {key: values[key] for key in ids}
        cell = Cell(lead, frozenset(member(key, *pair) for key, pair in members.items()), _share(members, metric), now)
        if before.get(lead) is None or before[lead].members != cell.members:
            fresh[lead] = cell
    chosen = tellable({lead: cell.members for lead, cell in fresh.items()}, told=[cell.members for cell in told])
    work.cells.tell(metric.key, start, [fresh[lead] for lead in sorted(chosen)])
    return {lead: fresh[lead] if lead in chosen else before[lead] for lead in groups if lead in chosen | before.keys()}


def _share(members: Mapping[str, tuple[float, float | None]], metric: Metric) -> float | None:
    aims = [(value, target) for value, target in members.values() if target is not None]
    if len(aims) < len(members) or not aims:
        return None
    return share(sum(metric.direction.sign * (value - target) >= 0 for value, target in aims), len(aims))


def _most(keys: Iterable[str]) -> str:
    counts: dict[str, int] = {}
    for key in keys:
        counts[key] = counts.get(key, 0) + 1
    return min(counts, key=lambda key: (-counts[key], key), default="")
