"""Two versions of what was written, compared."""

from __future__ import annotations

from dataclasses import replace

from bot.reviews.domain.answer import AnswerChange, AnswerVersion, changes
from bot.reviews.domain.form_template import Filler
from tests.unit.reviews.test_review import AT

FIRST = AnswerVersion(
    review_no=1,
    filler=Filler.EMPLOYEE,
    version=1,
    by="ana",
    at=AT,
    values={"plan.1.goal": "faster", "plan.1.support": "a course", "view.follow": ("week", "month")},
    template_version=1,
)


def test_a_change_says_what_stood_there_before_and_after() -> None:
    after = replace(FIRST, values={"plan.1.goal": "2 days instead of 4", "view.follow": ("week",)})

    assert changes(FIRST, after) == (
        AnswerChange("plan.1.goal", "faster", "2 days instead of 4"),
        AnswerChange("view.follow", ("week", "month"), ("week",)),
        AnswerChange("plan.1.support", "a course", ""),
    )


def test_the_first_version_is_all_new_and_nothing_is_no_change() -> None:
    assert [change.before for change in changes(None, FIRST)] == ["", "", ""]
    assert changes(FIRST, replace(FIRST, values={**FIRST.values, "plan.2.goal": ""})) == ()
