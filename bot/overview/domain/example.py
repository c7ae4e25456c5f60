"""Examples of a department's month."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.feedback.domain.driver import DriverKind
from bot.feedback.domain.example_driver import driver_kinds
from bot.figures.domain.example import COLLECTIONS, METRICS, NEW_CUSTOMERS, OCTOBER, SEPTEMBER, people
from bot.overview.domain.report import TALK_BELOW, summarise
from bot.overview.domain.report_teams import Concentration, ReportTeams
from bot.overview.domain.team import Below, Depth

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.feedback.domain.driver import Drivers
    from bot.figures.domain.delta import Delta
    from bot.overview.domain.report import Report

WHOLE = replace(COLLECTIONS, person_id="D1")
"""The collections of a department with values of its own."""


def october(revision: int = 0, *, chinese: bool) -> Report:
    """Sum up a department's October; talks are due where little of a target is reached."""
    now, before = _figures()
    short = [delta for delta in now if delta.attainment is not None and delta.attainment < TALK_BELOW]
    return summarise(
        _name(chinese=chinese),
        OCTOBER,
        now,
        before,
        METRICS,
        whole={},
        whole_before={},
        calling=short,
        revision=revision,
        changed=1,
    )


def october_without_targets(*, chinese: bool) -> Report:
    """Sum up the same October where nobody has a target."""
    now, before = (_free(deltas) for deltas in _figures())
    return summarise(_name(chinese=chinese), OCTOBER, now, before, METRICS, whole={}, whole_before={})


def october_of_a_unit(*, chinese: bool) -> Report:
    """Sum up an October whose department has values of its own."""
    now, before = _figures()
    return summarise(
        _name(chinese=chinese),
        OCTOBER,
        now,
        before,
        METRICS,
        whole={WHOLE.metric: WHOLE},
        whole_before={WHOLE.metric: replace(WHOLE, period=SEPTEMBER, value=WHOLE.previous, attainment=0.93)},
        calling=(COLLECTIONS,),
    )


def moved(*, chinese: bool) -> dict[str, Drivers]:
    """Say by metric what moved the department's collections."""
    return {WHOLE.metric: driver_kinds(chinese=chinese)[DriverKind.PEOPLE]}


def teams(*, chinese: bool) -> ReportTeams:
    """Show three teams of a department, one of them too small to tell, and a sum that two carry."""
    known = people(chinese=chinese)
    groups = (Below(known["M1"], 12, 0.35), Below(known["S1"], 9, 0.8), Below(known["W1"], None, None))
    depth = Depth(METRICS["new_customers"], OCTOBER, groups)
    return ReportTeams(depth, Concentration("new_customers", 2, 24, 0.6))


def teams_of_week(*, chinese: bool) -> ReportTeams:
    """Show the teams of a week, and what moved the number of the one that needs a decision."""
    month = teams(chinese=chinese)
    depth = Depth(METRICS["collections"], OCTOBER, month.depth.groups) if month.depth else None
    return ReportTeams(depth, moved=driver_kinds(chinese=chinese)[DriverKind.MEMBER])


def carried() -> ReportTeams:
    """Show a sum that two people carry whom the head leads."""
    return ReportTeams(spread=Concentration("new_customers", 2, 8, 0.55, ("W2", "S1")))


def _name(*, chinese: bool) -> str:
    return "销售部" if chinese else "Sales"


def _figures() -> tuple[tuple[Delta, ...], tuple[Delta, ...]]:
    """Return the figures of a department's October, and of its September."""
    now = (
        NEW_CUSTOMERS,
        replace(NEW_CUSTOMERS, person_id="W1", value=17.0, attainment=0.85, streak=0),
        replace(NEW_CUSTOMERS, person_id="W2", value=21.0, attainment=1.05, streak=3),
        COLLECTIONS,
    )
    before = (
        replace(NEW_CUSTOMERS, value=19.0, attainment=0.95),
        replace(NEW_CUSTOMERS, person_id="W1", value=15.0, attainment=0.75),
        replace(NEW_CUSTOMERS, person_id="W2", value=20.0, attainment=1.0),
        replace(COLLECTIONS, value=390_000.0, attainment=0.78),
        replace(COLLECTIONS, person_id="W2"),
    )
    return now, before


def _free(deltas: Sequence[Delta]) -> list[Delta]:
    """Take the targets away."""
    return [replace(delta, target=None, target_full=None, attainment=None) for delta in deltas]
