"""The teams in a department's month at work: which there are below a head, and what may be told of them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.feedback.services.driver_reader import drivers_of_group
from bot.figures.domain.formula_units import adds_up
from bot.figures.domain.suppression import member
from bot.overview.domain.report_teams import Concentration, ReportTeams, concentration
from bot.overview.services.team_depth import depth, readable
from bot.people.services import permission

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric
    from bot.kit.period import Period
    from bot.overview.domain.report import Report
    from bot.overview.ports import Work
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person

_FRESH = timedelta(days=10)
"""So long after a period is over its figures are news of a week: by then most of them have come in."""


def teams_of(
    work: Work,
    actor: Actor,
    report: Report,
    values: Sequence[Delta],
    metrics: Mapping[str, Metric],
    *,
    but: Collection[str],
    now: datetime,
) -> ReportTeams:
    """Return what the head of a department may read of its teams; of the metrics ``but`` nothing is told.

    ``values`` are those of the department's people in the report's month.
    """
    mine = readable(work, actor, now=now)
    spread = _spread(report, values, metrics, mine, but=but)
    directs = [person for lead in permission.led_by(work, actor.person, now=now) for person in work.people.team(lead)]
    leading = work.people.leading([person.id for person in directs])
    leads = [person for person in directs if person.id in leading and person.department == report.name]
    asked = next((line.metric for line in report.lines if line.metric not in but), None)
    if not leads or asked is None:
        return ReportTeams(spread=spread)
    today = work.reader(actor.person, now=now).today
    told = depth(work, leads, metric=metrics[asked], within=report.period, now=now, today=today, mine=mine)
    return ReportTeams(told, spread)


def teams_of_week(
    work: Work, manager: Person, actor: Actor, week: Period, metrics: Mapping[str, Metric], *, now: datetime
) -> ReportTeams | None:
    """Return what a manager's week holds of the teams below: the newest figures, where a team needs a decision.

    None where none does, nobody below leads anybody, or the figures are of a period that was over long before.
    """
    directs = work.people.team(manager.id)
    leading = work.people.leading([person.id for person in directs])
    leads = [person for person in directs if person.id in leading]
    if not leads:
        return None
    today = work.reader(actor.person, now=now).today
    mine = readable(work, actor, now=now)
    told = depth(work, leads, metric=None, within=None, now=now, today=today, mine=mine)
    teams = ReportTeams(told)
    if told is None or teams.weakest is None or told.period.end < week.start - _FRESH:
        return None
    below = work.people.below([teams.weakest.lead.id])
    values = [
        delta
        for delta in work.deltas.find(metric=told.metric.key, start=told.period.start)
        if delta.person_id in below and delta.value is not None
    ]
    group = frozenset(member(delta.person_id, delta.value or 0.0, delta.target) for delta in values)
    known = (cell.members for cell in work.cells.told(told.metric.key, told.period.start))
    if not values or group not in known or not adds_up(metrics[told.metric.key]):
        return teams  # of a group that was told with other values a sum would show whose was corrected
    return ReportTeams(told, moved=drivers_of_group(work, actor, values, now=now))


def _spread(
    report: Report,
    values: Sequence[Delta],
    metrics: Mapping[str, Metric],
    mine: Collection[str],
    *,
    but: Collection[str],
) -> Concentration | None:
    """Return how the first sum of a report is spread over people."""
    for line in report.shown(but=but):
        if adds_up(metrics[line.metric]) and metrics[line.metric].direction.sign > 0:
            own = {delta.person_id: delta.value for delta in values if delta.metric == line.metric and delta.value}
            return concentration(line.metric, own, readable=mine)
    return None
