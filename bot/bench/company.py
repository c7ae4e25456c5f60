"""A company with figures to ask about: managers with an account each, their teams, and a year of months behind them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.bench.wire import accounts
from bot.delivery.domain.pause import Pause, Reach
from bot.figures.domain.delta import Changed
from bot.figures.domain.metric import Aggregate, Direction, Metric
from bot.figures.services.delta import recompute
from bot.goals.domain.goal import Goal, GoalLevel, GoalLink
from bot.goals.domain.key_result import KeyResult
from bot.goals.services.progress import measure
from bot.kit.grain import first_day, period_number
from bot.kit.period import Grain, period_of
from bot.people.domain.permission import Role
from handlers import tick
from storage.column import upsert

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from numpy.typing import NDArray

    from bot.work import Work
    from storage.storage import Storage

TEAM, MONTHS, RULE = 8, 13, "talk-below-80"
_ROLES = 5
_GOALS = 4
_METRICS = (
    Metric("calls", "", Direction.HIGHER, Grain.MONTH, "Calls", "通话量"),
    Metric("sales", "CNY", Direction.HIGHER, Grain.MONTH, "Sales", "销售额"),
    Metric("visits", "", Direction.HIGHER, Grain.MONTH, "Visits", "拜访量"),
    Metric("defects", "", Direction.LOWER, Grain.MONTH, "Defects", "缺陷数"),
    Metric("delay", "h", Direction.LOWER, Grain.MONTH, "Delay", "延误", aggregate=Aggregate.MEAN),
)
_KEY = ("person_no", "metric_no", "start")
_EPOCH = date(1970, 1, 1)


def settle(storage: Storage, *, leads: int, now: datetime) -> None:
    """Give everybody who has an account on the first platform a team, figures, and the role of an admin.

    Who is in a team has no account. The last month is over; every value has a target and, by role, its peers. What the
    clock owes them is done, and nothing goes out: a bot that starts has only answers to give.
    """
    bosses = [f"slack-{user}" for user in accounts(leads)["slack"]]
    staff = [f"{boss}-{n}" for boss in bosses for n in range(TEAM)]
    entries: list[dict[str, Any]] = [{"id": boss} for boss in bosses]
    entries += [{"id": person, "name": f"Name {person}", "manager_id": person.rpartition("-")[0]} for person in staff]
    with storage.work() as work:
        work.people.put([entry | {"role": f"role {place % _ROLES}"} for place, entry in enumerate(entries)])
        for key in bosses:
            work.permissions.give(key, Role.ADMIN, by="bench", at=now)
        work.metrics.put(_METRICS, fields=frozenset())
        people = work.people.numbers()
        readings, targets = _figures(
            np.array([people[entry["id"]][:2] for entry in entries]),
            np.array([number for number, _ in work.metrics.numbers().values()]),
            this_month=int(period_number(np.array([(now.date() - _EPOCH).days]), Grain.MONTH)[0]),
        )
        upsert(work.connection, "reading", readings, keys=_KEY)
        upsert(work.connection, "target", targets, keys=_KEY)
        recompute(work, Changed(*(readings[name] for name in _KEY)), now=now)
        _set_goals(work, bosses, now=now)
    with storage.work() as work:
        work.pauses.begin(Pause(Reach.ALL, "", "bench", now))
        tick(work, now=now)


def _set_goals(work: Work, people: Sequence[str], *, now: datetime) -> None:
    """Give each a few goals that their figures move, below one of the company."""
    span = period_of(now.date(), Grain.YEAR)
    top = work.goals.add(Goal(title="Lead", level=GoalLevel.COMPANY, owner_id="", period=span, by=people[0], at=now))
    metrics = work.metrics.all()
    made = []
    for person in people:
        for place in range(_GOALS):
            metric = metrics[place % len(metrics)].key
            results = (KeyResult(metric=metric, subject_id=person, target=Decimal(1200)),)
            fresh = Goal(title=f"Goal {place}", level=GoalLevel.PERSON, owner_id=person, period=span, by=person, at=now)
            made.append(work.goals.add(replace(fresh, key_results=results)))
            work.goals.link(GoalLink(child_no=made[-1].no, parent_no=top.no))
    measure(work, made, now=now)


def _figures(
    people: NDArray[np.int64], metrics: NDArray[np.int64], *, this_month: int
) -> tuple[dict[str, NDArray[Any]], dict[str, NDArray[Any]]]:
    """Return readings and targets as columns; ``people`` holds numbers beside those of roles."""
    months = np.arange(this_month - MONTHS, this_month)
    series = len(people) * metrics.size
    size = series * months.size
    keys = {
        "person_no": people[:, 0].repeat(metrics.size * months.size),
        "metric_no": np.tile(metrics.repeat(months.size), len(people)),
        "start": np.tile(first_day(months, Grain.MONTH), series),
        "end": np.tile(first_day(months + 1, Grain.MONTH) - 1, series),
    }
    came = {"batch_no": np.ones(size, np.int64), "row": np.arange(size)}
    dice = np.random.default_rng(20261102)
    level = dice.normal(100, 15, series).repeat(months.size)
    readings: dict[str, NDArray[Any]] = keys | came
    readings["value"] = np.round(np.abs(level + dice.normal(0, 10, size)), 2)
    readings["role_no"] = people[:, 1].repeat(metrics.size * months.size)
    readings["version"] = np.ones(size, np.int64)
    return readings, keys | came | {"target": np.full(size, 100.0)}
