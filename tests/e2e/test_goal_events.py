"""Machines, operator steps and inspections that a factory posts move goals, and a correction moves them back (R166)."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Any

import pytest

from bot.figures.domain.record import RecordQuery
from bot.kit.calendar import instant
from tests.e2e.hands import Hands, text
from tests.e2e.town import MONDAY, ZONES, hire_staff, town

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.town import Town

WORDS = {
    "slack": ("Keep the defect rate below 3%", "No more than two stops", "Torque checks", "goals"),
    "dingtalk": ("次品率低于3%", "停机不超过2次", "扭矩检查", "我的目标"),
}
DAY = "2026-10-30"
FORMULAS = {
    "defect_rate": "sum(rejected) / sum(inspected) from mes.inspection",
    "machine_stops": "count(where state = stopped) from mes.machine_state",
    "torque_checks": "count(where step = torque and result = ok) from mes.operator_step",
}


def of(kind: str, key: str, **fields: object) -> dict[str, Any]:
    """Return an event of the worker's."""
    return {"event": kind, "stream": f"mes.{kind}", "id": key, "employee_id": "W1", "day": DAY, **fields}


def far(here: Town) -> dict[str, float | None]:
    """Return how far each goal is, by the metric that feeds it."""
    with here.app.storage.work() as work:
        goals = work.goals.all()
        progress = work.goals.progress([goal.no for goal in goals])
        return {goal.key_results[0].metric: progress[goal.no].value for goal in goals}


@pytest.mark.parametrize("platform", ["slack", "dingtalk"])
async def test_each_event_moves_its_goal_and_a_correction_moves_it_back(platform: str, tmp_path: Path) -> None:
    rate, stops, checks, mine = WORDS[platform]
    _, others = ZONES[platform]
    async with town(tmp_path, platform, start=instant(MONDAY, time(12), timezone=others)) as here:
        hire_staff(here)
        ana = Hands(here, "W1")
        torque = {
            "metric": "torque_checks",
            "unit": "times",
            "direction": "higher",
            "grain": "month",
            "aggregate": "sum",
        }
        await here.post(metrics=[torque | {"title_en": checks, "title_zh": checks}])
        await here.post(metrics=[{"metric": key, "formula": formula} for key, formula in FORMULAS.items()])
        await here.post(
            records=[
                of("inspection", "I1", inspected=100, rejected=2, machine="M3", step="torque"),
                of("machine_state", "M1", machine="M3", state="stopped", minutes=9),
                of("operator_step", "S1", machine="M3", step="torque", result="ok", minutes=2),
            ]
        )
        goal = {"owner": "W1", "period_start": "2026-10-01", "period_end": "2026-12-31"}
        await here.post(
            goals=[
                goal | {"goal": rate, "measure": "bar", "metric": "defect_rate", "target": "<3%"},
                goal | {"goal": stops, "measure": "bar", "metric": "machine_stops", "target": "<3"},
                goal | {"goal": checks, "measure": "count", "metric": "torque_checks", "target": "4"},
            ]
        )
        assert far(here) == {"defect_rate": 1.0, "machine_stops": 1.0, "torque_checks": 0.25}

        await here.post(records=[of("inspection", "I2", inspected=100, rejected=4, machine="M4", step="clamp")])
        await here.post(
            records=[of("machine_state", f"M{n}", machine="M3", state="stopped", minutes=n) for n in (2, 3)]
        )
        await here.post(records=[of("operator_step", "S2", step="torque", result="ok")])
        assert far(here) == {"defect_rate": 0.99, "machine_stops": 0.99, "torque_checks": 0.5}
        await ana.write(mine)
        shown = text(await ana.got(rate))
        assert "99%" in shown

        await here.post(records=[of("inspection", "I2", inspected=100, rejected=3, machine="M4", step="clamp")])
        await here.post(records=[of("machine_state", "M3", machine="M3", state="running", minutes=3)])
        await here.post(records=[of("operator_step", "S2", step="torque", result="failed")])

        assert far(here) == {"defect_rate": 1.0, "machine_stops": 1.0, "torque_checks": 0.25}
        with here.app.storage.work() as work:
            (first, _) = work.records.find(RecordQuery("mes.inspection"))
        assert (first.dimensions["machine"], first.dimensions["step"]) == ("M3", "torque")
