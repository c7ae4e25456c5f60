"""The teams in a department's month at work: which there are below a head, and what may be told of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.figures.domain.formula_units import adds_up
from bot.overview.domain.report_teams import Concentration, ReportTeams, concentration
from bot.overview.services.team_depth import depth, readable
from bot.people.services import permission

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric
    from bot.overview.domain.report import Report
    from bot.overview.ports import Work
    from bot.people.domain.permission import Actor


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
    directs = [member for lead in permission.led_by(work, actor.person, now=now) for member in work.people.team(lead)]
    leading = work.people.leading([member.id for member in directs])
    leads = [member for member in directs if member.id in leading and member.department == report.name]
    asked = next((line.metric for line in report.lines if line.metric not in but), None)
    if not leads or asked is None:
        return ReportTeams(spread=spread)
    today = work.reader(actor.person, now=now).today
    told = depth(work, leads, metric=metrics[asked], within=report.period, now=now, today=today, mine=mine)
    return ReportTeams(told, spread)


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
