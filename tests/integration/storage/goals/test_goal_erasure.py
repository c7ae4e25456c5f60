"""Somebody who is erased leaves nothing in goals: theirs go, and those of others stand and name them no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.goals.domain.goal import Experiment, ExperimentState, Goal, GoalLevel, GoalLink, GoalState
from bot.goals.domain.key_result import GoalCheckIn, KeyResult, Measure
from bot.goals.services import progress
from bot.kit.period import Period
from bot.people.domain.permission import Role
from bot.people.services.permission import actor, somebody
from bot.privacy.domain.privacy import Ask, Figures
from bot.privacy.services import privacy
from tests.chat import give
from tests.company import NOW, Company, table

if TYPE_CHECKING:
    from storage.storage import Storage

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
TABLES = ("goal", "goal_version", "key_result", "goal_check_in")


def goal(title: str, level: GoalLevel, owner: str, *results: KeyResult) -> Goal:
    return Goal(title=title, level=level, owner_id=owner, period=YEAR, by="boss", at=NOW, key_results=results)


def test_goals_of_others_stand_and_name_them_no_more(storage: Storage) -> None:
    with storage.work() as work:
        company = Company(work)
        company.hire("boss", "min", role="sales", locale="en", manager="boss")
        company.metric("sales")
        fed = KeyResult(metric="sales", subject_id="min", target=Decimal(3))
        tried = Experiment(text="a new way", state=ExperimentState.APPROVED, reason="brave", decided_by="min")
        asked = replace(
            goal("More", GoalLevel.PERSON, "boss", fed), awaits="min", state=GoalState.PROPOSED, experiment=tried
        )
        others = work.goals.add(asked)
        assert work.goals.put(replace(others, title="Even more"))
        own = work.goals.add(goal("Mine", GoalLevel.PERSON, "min", replace(fed, subject_id="min")))
        top = work.goals.add(goal("All", GoalLevel.COMPANY, ""))
        below = work.goals.add(goal("Part", GoalLevel.PERSON, "boss"))
        for child, parent in ((own, top), (below, own), (others, own)):
            work.goals.link(GoalLink(child_no=child.no, parent_no=parent.no))
        work.key_results.check_in(GoalCheckIn(goal_no=own.no, by="min", at=NOW, text="half"))
        work.key_results.check_in(GoalCheckIn(goal_no=others.no, by="min", at=NOW, text="from Min"))

    with storage.work() as work:
        left, _ = work.privacy.erase("min", figures=Figures.DELETE, at=NOW)
    with storage.work() as work:
        assert [found.title for found in work.goals.all()] == ["Even more", "All", "Part"]
        now = work.goals.get(others.no)
        assert now
        assert (now.key_results[0].subject_id, now.awaits) == (left, "")
        assert now.experiment
        assert now.experiment.decided_by == left
        assert [version.title for version in work.goals.versions(others.no)] == ["More", "Even more"]
        assert work.goals.links_below([top.no]) == work.goals.links_above([below.no]) == []
        assert [said.by for said in work.key_results.check_ins([others.no])] == [left]
        for name in TABLES:
            rows = work.connection.execute(sa.select(table(name))).all()
            assert '"min"' not in str(rows), name


def test_what_theirs_were_part_of_is_worked_out_anew(storage: Storage) -> None:
    three = KeyResult(measure=Measure.COUNT, target=Decimal(4))
    with storage.work() as work:
        company = Company(work)
        company.hire("boss", "hr1", "min", role="sales", locale="en")
        give(work, "hr1", Role.HR)
        top = work.goals.add(goal("All", GoalLevel.COMPANY, ""))
        for owner, value in (("min", 1), ("boss", 3)):
            child = work.goals.add(goal(owner, GoalLevel.PERSON, owner, three))
            work.goals.link(GoalLink(child_no=child.no, parent_no=top.no))
            progress.type_value(work, child, child.key_results[0], Decimal(value), by="boss", now=NOW)
        assert work.goals.progress([top.no])[top.no].value == 0.5
        mine, hr = (actor(work, somebody(work, person), now=NOW) for person in ("min", "hr1"))
        asked = privacy.ask(work, mine, Ask.ERASURE, text="", figures=Figures.DELETE, now=NOW)
        privacy.grant(work, hr, asked.no, note="", figures=Figures.DELETE, now=NOW)
        assert work.goals.progress([top.no])[top.no].value == 0.75
