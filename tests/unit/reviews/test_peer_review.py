"""What colleagues answered: where it is, and what is read of it, which does not depend on who wrote what, or when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reviews.domain.default_form_template import SELF_REVIEW
from bot.reviews.domain.peer_review import ENOUGH_ANSWERS, PeerRound, PeerStage, gathered, peer_points, rated, stage
from tests.unit.reviews.test_review import AT, cycle

ANSWERS = st.lists(
    st.fixed_dictionaries(
        {"colleague.together": st.sampled_from("12345"), "colleague.keep": st.text(min_size=1)},
        optional={"colleague.change": st.text(min_size=1)},
    ),
    max_size=8,
)


@given(ANSWERS, st.randoms())
def test_what_is_read_says_nothing_of_order_or_of_what_belongs_together(
    answers: list[dict[str, str]], random: st.DataObject
) -> None:
    paths = {path for values in answers for path in values}
    columns = {path: [values.get(path, "") for values in answers] for path in paths}
    for words in columns.values():
        random.shuffle(words)  # type: ignore[attr-defined]
    mixed = [{path: columns[path][place] for path in paths} for place in range(len(answers))]

    assert gathered(answers) == gathered(mixed)
    assert (gathered(answers) is None) == (len(answers) < ENOUGH_ANSWERS)


def test_a_question_that_fewer_than_three_answered_is_left_out() -> None:
    """Of a form that was changed after the first answer, the old question would have one answer: the first."""
    old, new = {"colleague.old": "a"}, {"colleague.new": "b", "colleague.change": ""}

    assert gathered([old, new, new, new]) == {"colleague.new": ("b", "b", "b")}
    assert gathered([old, new, new]) == {}


def test_points_are_the_mean_of_the_ratings() -> None:
    found = gathered([{"colleague.together": points, "colleague.keep": "x"} for points in ("5", "4", "4")])

    assert found
    ((question, mean),) = rated(SELF_REVIEW, found)
    assert (question.key, mean) == ("together", Decimal(13) / 3)
    assert peer_points(SELF_REVIEW, found, full=Decimal(5)) == Decimal(13) / 3 / 5 * 5
    assert peer_points(SELF_REVIEW, None, full=Decimal(5)) is None
    assert peer_points(SELF_REVIEW, {"colleague.keep": ("x", "y", "z")}, full=Decimal(5)) is None


@pytest.mark.parametrize(
    ("found", "day", "expected"),
    [
        ({}, date(2026, 11, 1), PeerStage.AHEAD),
        ({}, date(2026, 11, 7), PeerStage.NAMING),
        ({}, date(2026, 11, 8), PeerStage.NOBODY),
        ({"named": ("a", "b", "c")}, date(2026, 11, 8), PeerStage.AGREEING),
        ({"named": ("a", "b", "c"), "agreed_at": AT}, date(2026, 11, 30), PeerStage.ASKING),
        ({"agreed_at": AT, "closed": True, "gathered": {}}, date(2026, 11, 14), PeerStage.SHOWN),
        ({"agreed_at": AT, "closed": True}, date(2026, 11, 14), PeerStage.TOO_FEW),
        ({"closed": True}, date(2026, 11, 14), PeerStage.NOBODY),
    ],
)
def test_where_it_is(found: dict[str, object], day: date, expected: PeerStage) -> None:
    plan = cycle()
    plan = replace(plan, schedule=replace(plan.schedule, opens=date(2026, 11, 2), peers_due=date(2026, 11, 13)))

    assert stage(PeerRound(review_no=1, **found), plan, day) is expected  # type: ignore[arg-type]


def test_days_for_names_and_agreement_lie_between_the_opening_and_the_last_day() -> None:
    days = replace(cycle().schedule, opens=date(2026, 11, 2), peers_due=date(2026, 11, 13))

    assert (days.name_by, days.agree_by, days.peers_until) == (
        date(2026, 11, 5),
        date(2026, 11, 7),
        date(2026, 11, 13),
    )
    assert replace(days, peers_due=None).peers_until == days.manager_due
