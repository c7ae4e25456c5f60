"""Deltas again where something changed: series computed, peer groups summarised, units rolled up, step by step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.figures.domain.delta import Changed, distinct
from bot.figures.domain.metric import Aggregate
from bot.figures.domain.series import compare, difference
from bot.figures.domain.unit import roll_up, roll_up_targets
from bot.figures.services.record_units import keys_of_people, made_of_records, of_members
from bot.kit.calendar import local_day
from bot.kit.grain import each, first_day, period_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from numpy.typing import NDArray

    from bot.figures.domain.delta import Delta
    from bot.figures.domain.series_rows import Columns, Traits
    from bot.figures.ports import Work
    from bot.figures.services.record_units import Rolled

    Integers = NDArray[np.int64]


def recompute(work: Work, changed: Changed, *, now: datetime) -> Changed:
    """Compute what follows from changed readings, targets and quarantined values; return the deltas that differ.

    So does what follows from other days of work, roles and units than were known (see :meth:`SeriesStore.outdated`).
    Only the series of the changed keys are read, and of each only what lies on or after its first changed period is
    computed; rows that come out as they were are not written. Then the units these people belong to are rolled up for
    the same metrics and periods, and what changed there follows in the same way, up to the top. The keys of all values
    that may be others now are noted, those that are gone among them, for what rests on values and not on deltas.
    """
    work.series.take_turn()
    traits = work.series.traits()
    again = _outdated(work, traits)
    rolled, left = changed | again.members, again.left | _of_units(work, changed)
    changed |= again.keys
    if not len(changed) and not len(rolled) and not len(left):
        return changed
    work.series.count_among(changed, traits)
    work.moved.note(changed)
    result = _follow(work, changed, traits) if len(changed) else changed
    while len(rolled := _roll_up(work, rolled, left, traits, now=now)):
        work.moved.note(rolled)
        result |= _follow(work, rolled, traits)
        left = _NOTHING
    return result


def running(work: Work, changed: Changed, *, now: datetime) -> Changed:
    """Return the keys whose period is not over yet where the company is: of the others everything is said."""
    today = np.datetime64(local_day(now, timezone=work.timezone), "D").astype(np.int64)
    goes_on = work.series.traits().last_day(changed.metric, changed.start) >= today
    return Changed(changed.person[goes_on], changed.metric[goes_on], changed.start[goes_on])


def _of_units(work: Work, changed: Changed) -> Changed:
    """Return the keys that are units' own: one that has no value of its own any more has that of its members again."""
    mine = np.isin(changed.person, sorted(work.units.among(np.unique(changed.person).tolist())))
    return Changed(changed.person[mine], changed.metric[mine], changed.start[mine])


@dataclass(frozen=True, slots=True)
class _Outdated:
    """What no longer holds besides changed values.

    ``keys`` are computed again. Everything in ``members`` is rolled up again, in the units of its time, and ``left``
    (a unit in the person's place) in a unit that somebody does not belong to any more.
    """

    keys: Changed
    members: Changed
    left: Changed


_NOTHING = Changed()


def _outdated(work: Work, traits: Traits) -> _Outdated:
    noted = work.series.outdated()
    if not noted:
        return _Outdated(_NOTHING, _NOTHING, _NOTHING)
    units = work.units.among([number for number, _, _ in noted])
    first: dict[int, int] = {}
    moved: dict[int, int] = {}
    left: dict[str, dict[int, int]] = {}
    for number, day, unit in noted:
        first[number] = min(day, first.get(number, day))
        if unit is not None:
            moved[number] = min(day, moved.get(number, day))
            left.setdefault(unit, {})[number] = min(day, left.get(unit, {}).get(number, day))
    moved |= dict.fromkeys(work.units.members(sorted(units)).person.tolist(), 0)
    keys = work.series.since(first, traits)
    members = work.series.since(moved, traits, targets=True) | keys_of_people(work, moved, traits)
    gone = Changed()
    for name, number in work.units.named(left).items():
        theirs = work.series.since(left[name], traits, targets=True) | keys_of_people(work, left[name], traits)
        gone |= Changed(np.full(len(theirs), number), theirs.metric, theirs.start)
    return _Outdated(keys, members, gone)


def _follow(work: Work, changed: Changed, traits: Traits) -> Changed:
    written: list[Changed] = []
    groups: list[tuple[Integers, ...]] = []
    for touched in work.series.touched(changed, traits):
        rows = compare(touched, traits, work.series.workdays(touched.person))
        differs = difference(rows, touched.stored)
        for table, places in ((rows, differs.joined), (touched.stored, differs.left)):
            series, start, role = (table[name][places].astype(np.int64) for name in ("no", "start", "role_no"))
            groups.append(distinct(touched.metric[series], start, role))
        work.series.remove(touched, differs.gone)
        written.append(work.series.store(touched, rows, differs.write))
    work.series.summarise(*(np.concatenate(column) for column in zip(*groups, strict=True)))
    return Changed(
        *(np.concatenate([getattr(change, name) for change in written]) for name in ("person", "metric", "start"))
    )


# Units


def _roll_up(work: Work, changed: Changed, left: Changed, traits: Traits, *, now: datetime) -> Changed:
    """Roll up the units that the changed keys belonged to when their period ended, and others as they are ``left``.

    Returns the keys of units that changed, and of those whose records may make another value above them.
    """
    above = work.units.above(np.unique(changed.person).tolist())
    mine, unit = above.units(changed.person, traits.last_day(changed.metric, changed.start))
    metric, start = (
        np.concatenate([getattr(changed, name)[mine], getattr(left, name)]) for name in ("metric", "start")
    )
    unit = np.concatenate([unit, left.person])
    if not unit.size:
        return Changed()
    unit, metric, number = distinct(unit, metric, each(period_number, start, traits.grain[metric]))
    code = traits.grain[metric]
    first, last = each(first_day, number, code), each(first_day, number + 1, code) - 1
    groups = {"no": np.arange(unit.size), "unit_no": unit, "metric_no": metric, "first": first, "last": last}

    members = work.units.members(np.unique(unit).tolist())
    readings, targets, own_readings, own_targets = work.units.gather(groups, members)
    aggregates, together = work.units.aggregates(), made_of_records(work, groups)
    ways = [aggregates[number] for number in metric.tolist()]
    made = of_members(work, groups, members, readings, own_readings, now=now)
    values = {
        group: {"end": end, "value": value, "numerator": top, "denominator": bottom, "version": 1 + corrections}
        for group, (end, value, top, bottom, corrections) in _both(roll_up(readings, ways), made)
    }
    agreed = {
        group: {"end": float(last[group]), "target": target, "start_value": start_value}
        for group, (target, start_value) in roll_up_targets(targets).items()
        if ways[group] is Aggregate.SUM and not together[group]
    }
    kept = _keep(work, "reading", values, own_readings, groups, now=now)
    kept |= _keep(work, "target", agreed, own_targets, groups, now=now)
    return kept | Changed(unit[together], metric[together], first[together]) if together.any() else kept


def _both(rolled: Mapping[int, Rolled], made: Mapping[int, Rolled | None]) -> Iterator[tuple[int, Rolled]]:
    """Yield what is rolled up from values or made of records, each by its group."""
    for group in sorted({*rolled, *made}):
        value = made[group] if group in made else rolled[group]
        if value is not None:
            yield group, value


def _keep(
    work: Work,
    table: str,
    rolled: Mapping[int, Mapping[str, float]],
    own: Columns,
    groups: Mapping[str, Integers],
    *,
    now: datetime,
) -> Changed:
    """Store what was rolled up and differs, and remove what can no longer be said; what was given stands."""
    number = own["no"].astype(np.int64)
    given = set(number[own["rolled"] == 0].tolist())
    kept = {int(number[row]): row for row in np.flatnonzero(own["rolled"] == 1)}
    key = {
        group: (int(groups["unit_no"][group]), int(groups["metric_no"][group]), int(groups["first"][group]))
        for group in {*rolled, *kept}
    }
    gone = [group for group in kept if group in given or group not in rolled]
    fresh = [
        group
        for group, facts in sorted(rolled.items())
        if group not in given
        and not (
            group in kept
            and all(np.array_equal(own[name][kept[group]], fact, equal_nan=True) for name, fact in facts.items())
        )
    ]
    if gone:
        work.units.remove(table, [key[group] for group in gone])
    if fresh:
        rows: dict[str, NDArray[Any]] = {
            name: np.array([key[group][place] for group in fresh], np.int64)
            for place, name in enumerate(("person_no", "metric_no", "start"))
        }
        rows |= {name: np.array([rolled[group][name] for group in fresh]) for name in rolled[fresh[0]]}
        rows |= {name: rows[name].astype(np.int64) for name in ("end", "version") if name in rows}
        work.units.store(table, rows, now=now)
    return Changed.of(key[group] for group in (*gone, *fresh))


# As others read them


def as_json(delta: Delta) -> dict[str, Any]:
    """Return a delta as the interface page names and nests it, with what more is known at the end."""
    peers = delta.peers
    return {
        "employee_id": delta.person_id,
        "metric": delta.metric,
        "period_start": delta.period.start.isoformat(),
        "period_end": delta.period.end.isoformat(),
        "value": delta.value,
        "target": delta.target,
        "attainment": delta.attainment,
        "previous": delta.previous,
        "change": delta.change,
        "change_pct": delta.change_pct,
        "baseline": {
            "n": delta.baseline_n,
            "median": delta.baseline_median,
            "mad": delta.baseline_mad,
            "z": delta.z,
        },
        "peers": {
            "n": peers.n if peers else 0,
            "median": peers.median if peers else None,
            "percentile": peers.percentile if peers else None,
        },
        "year_ago": {
            "value": delta.year_ago,
            "change": delta.year_ago_change,
            "change_pct": delta.year_ago_change_pct,
        },
        "streak": delta.streak,
        "flags": delta.flags.words(),
        "target_full": delta.target_full,
        "elapsed": delta.elapsed,
        "numerator": delta.numerator,
        "denominator": delta.denominator,
        "revision": delta.revision,
    }
