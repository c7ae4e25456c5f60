"""Whatever happens in whatever order, goals are where a plain recomputation of everything says they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.goals.domain.goal import Goal, GoalLevel, GoalLink, GoalState
from bot.goals.domain.key_result import KeyResult, Measure
from bot.goals.services import alignment, progress
from bot.intake.services.follow import compute
from bot.intake.services.upload_undo import undo
from bot.kit.errors import Invalid
from bot.kit.period import Period
from bot.people.domain.permission import Role
from bot.people.services.permission import actor, somebody
from tests.arriving import bring, taken_back
from tests.chat import give
from tests.reference_goals import PlainGoal, plain_progress

if TYPE_CHECKING:
    from storage.storage import Storage
    from storage.work import SqlWork

NOW = datetime(2026, 11, 3, 10, tzinfo=UTC)
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
STAFF = ("a", "b", "c")
OWNERS = (*STAFF, "team")
TARGET = 100
LAW = settings(
    phases=(Phase.explicit, Phase.generate),
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
_PLACE = st.integers(0, 11)
EVENTS = st.lists(
    st.one_of(
        st.tuples(st.just("value"), st.sampled_from(STAFF), st.integers(1, 3), st.integers(0, 60)),
        st.tuples(st.just("undo")),
        st.tuples(st.just("goal"), st.sampled_from(OWNERS), st.integers(1, 5)),
        st.tuples(st.just("link"), _PLACE, _PLACE, st.integers(1, 4)),
        st.tuples(st.just("unlink"), _PLACE, _PLACE),
        st.tuples(st.just("type"), _PLACE, st.integers(0, 150)),
        st.tuples(st.just("close"), _PLACE, st.sampled_from([GoalState.MISSED, GoalState.DROPPED, GoalState.OPEN])),
        st.tuples(st.just("move"), st.sampled_from(STAFF), st.booleans()),
    ),
    min_size=5,
    max_size=30,
)


class Firm:
    """Three people, of whom some are in a team; each goal has a key result that data feeds, and one that is typed."""

    def __init__(self, work: SqlWork) -> None:
        self.work, self.files = work, 0
        self.goals: list[Goal] = []
        self.typed: dict[int, int] = {}
        self.values: dict[tuple[str, int], int] = {}
        self.undoable: list[tuple[int, tuple[str, int], int | None]] = []
        self.teams = dict.fromkeys(STAFF, True)
        people = [{"employee_id": person, "name": person, "unit": "team"} for person in STAFF]
        bring(work, "people", [{"employee_id": "team", "name": "team", "kind": "unit"}, *people], digest="p", now=NOW)
        cells = {"unit": "pcs", "direction": "higher", "grain": "month", "aggregate": "sum"}
        bring(work, "metrics", [{"metric": "output", **cells}], digest="m", now=NOW)
        give(work, "a", Role.ADMIN)

    def happen(self, what: str, *details: Any) -> None:
        getattr(self, what)(*details)

    def value(self, person: str, month: int, value: int) -> None:
        self.files += 1
        row = {"employee_id": person, "metric": "output", "period": f"2026-{month:02}", "value": str(value)}
        before = self.values.get((person, month))
        batch = bring(self.work, "readings", [row], digest=f"file {self.files}", now=NOW).batch
        if before != value:
            self.undoable.append((batch, (person, month), before))
        self.values[person, month] = value

    def undo(self) -> None:
        if self.undoable:
            batch, key, before = self.undoable.pop()
            done = undo(self.work, actor(self.work, somebody(self.work, "a"), now=NOW), batch, now=NOW)
            compute(self.work, done.changed, [done.into], now=NOW)
            self.values.pop(key)
            self.values |= {} if before is None else {key: before}

    def goal(self, owner: str, weight: int) -> None:
        fed = KeyResult(
            measure=Measure.COUNT,
            target=Decimal(TARGET),
            metric="output",
            subject_id=owner,
            weight=Decimal(weight),
        )
        typed = KeyResult(measure=Measure.COUNT, target=Decimal(TARGET))
        level = GoalLevel.TEAM if owner == "team" else GoalLevel.PERSON
        made = Goal(title=owner, level=level, owner_id=owner, period=YEAR, by="a", at=NOW, key_results=(fed, typed))
        self.goals.append(self.work.goals.add(made))
        progress.measure(self.work, self.goals[-1:], now=NOW)

    def link(self, child: int, parent: int, weight: int) -> None:
        if max(child, parent) < len(self.goals):
            link = GoalLink(child_no=self.goals[child].no, parent_no=self.goals[parent].no, weight=Decimal(weight))
            try:
                alignment.link(self.work, link)
            except Invalid:
                assert self.goals[child].no in self.work.goals.with_those_above([self.goals[parent].no])

    def unlink(self, child: int, parent: int) -> None:
        if max(child, parent) < len(self.goals):
            alignment.unlink(self.work, self.goals[child].no, self.goals[parent].no)

    def type(self, place: int, value: int) -> None:
        if place < len(self.goals):
            goal = self.goals[place]
            progress.type_value(self.work, goal, goal.key_results[1], Decimal(value), by="a", now=NOW)
            self.typed[goal.no] = value

    def close(self, place: int, state: GoalState) -> None:
        if place < len(self.goals):
            later = self.work.goals.put(replace(self.goals[place], state=state))
            assert later
            self.goals[place] = later
            progress.measure(self.work, [later], now=NOW)

    def move(self, person: str, there: bool) -> None:  # noqa: FBT001 - what was drawn
        self.files += 1
        row = {"employee_id": person, "name": person, "unit": "team" if there else ""}
        bring(self.work, "people", [row], digest=f"file {self.files}", now=NOW)
        self.teams[person] = there

    def expected(self) -> dict[int, PlainGoal]:
        """Return all goals as they should stand, by what has happened."""
        plain = {}
        for goal in self.goals:
            mine = [value for (person, _), value in self.values.items() if self._feeds(person, goal.owner_id)]
            fed = Fraction(sum(mine), TARGET) if mine else None
            typed = Fraction(self.typed[goal.no], TARGET) if goal.no in self.typed else None
            results = [(Fraction(goal.key_results[0].weight), fed), (Fraction(1), typed)]
            plain[goal.no] = PlainGoal(goal.counts, results)
        for link in self.work.goals.links_below(list(plain)):
            plain[link.parent_no].children[link.child_no] = Fraction(link.weight)
        return plain

    def _feeds(self, person: str, owner: str) -> bool:
        return person == owner or (owner == "team" and self.teams[person])


@pytest.mark.timeout(300)
@LAW
@given(events=EVENTS)
def test_goals_stand_where_a_plain_recomputation_says(storage: Storage, events: list[tuple[Any, ...]]) -> None:
    with taken_back(storage) as work:
        firm = Firm(work)
        for owner, weight in (("team", 1), ("a", 2), ("b", 3)):
            firm.goal(owner, weight)
        firm.link(1, 0, 1)
        for event in events:
            firm.happen(*event)
        stored = work.goals.progress([goal.no for goal in firm.goals])
        for number, plain in plain_progress(firm.expected()).items():
            mine = stored[number]
            assert (mine.value is None) == (plain.value is None), (number, events)
            assert mine.value is None or abs(mine.value - float(plain.value or 0)) < 1e-10
            assert (mine.known, mine.parts) == (plain.known, plain.parts)
        assert progress.roll_up_all(work) == []
