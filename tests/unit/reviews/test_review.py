"""The stages of a review: who must act, until when, what can still be written and who reads what."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kit.errors import Stale
from bot.kit.period import Period
from bot.reviews.domain.cycle import Cycle, CycleState, FillOrder, Schedule
from bot.reviews.domain.form_template import Filler
from bot.reviews.domain.review import (
    Review,
    ReviewStage,
    Writing,
    closed,
    confirmed,
    due_day,
    held,
    reads,
    sent_in,
    status,
    writing,
)

AT = datetime(2026, 11, 10, 8, tzinfo=UTC)
OPENS = date(2026, 11, 2)


def cycle(order: FillOrder = FillOrder.EMPLOYEE_FIRST, state: CycleState = CycleState.RUNNING) -> Cycle:
    early, late = date(2026, 11, 9), date(2026, 11, 13)
    manager_first = order is FillOrder.MANAGER_FIRST
    return Cycle(
        no=1,
        name="H2",
        period=Period(date(2026, 5, 1), date(2026, 10, 31)),
        template="self_review",
        template_version=1,
        schedule=Schedule(
            opens=OPENS,
            self_due=late if manager_first else early,
            manager_due=early if manager_first else late,
            meet_by=date(2026, 11, 20),
            closes=date(2026, 11, 30),
        ),
        order=order,
        state=state,
    )


def review(order: FillOrder = FillOrder.EMPLOYEE_FIRST) -> Review:
    return Review(no=1, cycle_no=1, person_id="ana", order=order)


def at(day: int) -> date:
    return date(2026, 11, day)


@pytest.mark.parametrize(
    ("order", "done", "day", "stage", "waits_for", "due"),
    [
        (FillOrder.EMPLOYEE_FIRST, "", 1, ReviewStage.AHEAD, "", 2),
        (FillOrder.EMPLOYEE_FIRST, "", 2, ReviewStage.SELF_REVIEW, "employee", 9),
        (FillOrder.EMPLOYEE_FIRST, "self", 3, ReviewStage.MANAGER_REVIEW, "manager", 13),
        (FillOrder.EMPLOYEE_FIRST, "", 10, ReviewStage.MANAGER_REVIEW, "manager", 13),
        (FillOrder.EMPLOYEE_FIRST, "self manager", 11, ReviewStage.REVISION, "employee", 17),
        (FillOrder.EMPLOYEE_FIRST, "self manager", 18, ReviewStage.MEETING, "employee manager", 20),
        (FillOrder.EMPLOYEE_FIRST, "self manager revised", 12, ReviewStage.MEETING, "employee manager", 20),
        (FillOrder.EMPLOYEE_FIRST, "", 14, ReviewStage.MEETING, "employee manager", 20),
        (FillOrder.MANAGER_FIRST, "", 2, ReviewStage.MANAGER_REVIEW, "manager", 9),
        (FillOrder.MANAGER_FIRST, "manager", 3, ReviewStage.SELF_REVIEW, "employee", 13),
        (FillOrder.PARALLEL, "", 2, ReviewStage.BOTH, "employee manager", 9),
        (FillOrder.PARALLEL, "manager", 3, ReviewStage.SELF_REVIEW, "employee", 9),
        (FillOrder.PARALLEL, "self", 3, ReviewStage.MANAGER_REVIEW, "manager", 13),
        (FillOrder.EMPLOYEE_FIRST, "self manager held", 12, ReviewStage.CONFIRMATION, "employee manager", 30),
    ],
)
def test_a_stage_says_who_must_act_until_when(
    order: FillOrder, done: str, day: int, stage: ReviewStage, waits_for: str, due: int
) -> None:
    steps = done.split()
    found = replace(
        review(order),
        self_at=AT if "self" in steps else None,
        manager_at=AT if "manager" in steps else None,
        revised_at=AT if "revised" in steps else None,
        held_at=AT if "held" in steps else None,
    )

    now = status(found, cycle(order), at(day))

    assert (now.stage, {str(side) for side in now.waits_for}, now.due) == (stage, set(waits_for.split()), at(due))


@given(order=st.sampled_from(FillOrder), wrote=st.sets(st.sampled_from([Filler.EMPLOYEE, Filler.MANAGER])))
def test_nobody_is_waited_for_longer_than_the_day_that_was_set(order: FillOrder, wrote: set[Filler]) -> None:
    round_, found = cycle(order), review(order)
    for side in wrote:
        found = sent_in(found, side, AT)

    for day in range(2, 21):
        now = status(found, round_, at(day))
        assert now.due is not None
        assert now.due >= at(day)
        for side in (Filler.EMPLOYEE, Filler.MANAGER):
            if at(day) > due_day(round_.schedule, side):
                assert now.stage not in {
                    ReviewStage.BOTH,
                    *([ReviewStage.SELF_REVIEW] if side is Filler.EMPLOYEE else []),
                }


def test_a_review_is_confirmed_by_both_after_the_talk_and_closed_with_a_plan() -> None:
    found = review()
    with pytest.raises(Stale):
        confirmed(found, Filler.EMPLOYEE, AT, agrees=True)
    found = confirmed(held(found, AT), Filler.EMPLOYEE, AT, agrees=False)
    with pytest.raises(Stale):
        confirmed(found, Filler.EMPLOYEE, AT, agrees=True)
    with pytest.raises(Stale):
        closed(found, AT, has_plan=True)
    assert status(found, cycle(), at(12)).waits_for == {Filler.MANAGER}
    found = confirmed(found, Filler.MANAGER, AT, agrees=True)
    assert (found.employee_agrees, found.manager_agrees) == (False, True)
    assert status(found, cycle(), at(12)).stage is ReviewStage.FOLLOW_UP
    with pytest.raises(Stale):
        closed(found, AT, has_plan=False)
    assert status(closed(found, AT, has_plan=True), cycle(), at(12)).stage is ReviewStage.CLOSED


def test_what_one_has_confirmed_does_not_change_under_them() -> None:
    found = held(sent_in(review(), Filler.EMPLOYEE, AT), AT)
    assert writing(found, cycle(), at(12)) is Writing.OPEN
    assert writing(found, cycle(), at(1)) is Writing.AHEAD
    assert writing(found, cycle(), date(2026, 12, 1)) is Writing.ADDENDUM
    assert writing(confirmed(found, Filler.MANAGER, AT, agrees=True), cycle(), at(12)) is Writing.ADDENDUM
    assert writing(found, cycle(state=CycleState.CLOSED), at(12)) is Writing.ADDENDUM


@pytest.mark.parametrize(
    ("order", "wrote", "day", "employee", "manager"),
    [
        (FillOrder.EMPLOYEE_FIRST, "employee", 3, False, True),
        (FillOrder.EMPLOYEE_FIRST, "manager", 3, False, False),
        (FillOrder.EMPLOYEE_FIRST, "manager", 10, True, False),
        (FillOrder.EMPLOYEE_FIRST, "employee manager", 3, True, True),
        (FillOrder.MANAGER_FIRST, "manager", 3, True, False),
        (FillOrder.MANAGER_FIRST, "employee", 3, False, False),
        (FillOrder.PARALLEL, "employee", 3, False, False),
        (FillOrder.PARALLEL, "manager", 3, False, False),
        (FillOrder.PARALLEL, "employee manager", 3, True, True),
        (FillOrder.PARALLEL, "manager", 10, True, False),
    ],
)
def test_nobody_writes_what_they_read(order: FillOrder, wrote: str, day: int, *, employee: bool, manager: bool) -> None:
    found = review(order)
    for side in wrote.split():
        found = sent_in(found, Filler(side), AT)

    assert reads(found, cycle(order), Filler.EMPLOYEE, at(day)) is employee
    assert reads(found, cycle(order), Filler.MANAGER, at(day)) is manager
    assert not reads(found, cycle(order), Filler.PEER, at(day))


def test_the_first_sending_counts() -> None:
    found = sent_in(review(), Filler.EMPLOYEE, AT)
    assert sent_in(found, Filler.EMPLOYEE, AT + timedelta(days=1)) == found
