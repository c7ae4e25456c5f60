"""What changed between two versions of what was written: by words in English, by characters in Chinese."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reviews.domain.answer_diff import compared, differences
from bot.reviews.domain.default_form_template import SELF_REVIEW
from bot.reviews.domain.form_template import Bilingual, QuestionKind, TemplateQuestion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.reviews.domain.answer_diff import TextPart

STRENGTHS, IMPROVEMENTS, PLAN = SELF_REVIEW.sections[:3]


def marked(parts: Sequence[TextPart]) -> str:
    return "".join(f"[{part.text}]" if part.changed else part.text for part in parts)


@pytest.mark.parametrize(
    ("before", "after", "was", "now"),
    [
        (
            "Cut bug fix time by 50% within 3 months",
            "Cut bug fix time by 40% within 6 months",
            "Cut bug fix time by [50%] within [3] months",
            "Cut bug fix time by [40%] within [6] months",
        ),
        (
            "3个月内将bug修复时间缩短50%",
            "6个月内将bug修复时间缩短40%",
            "[3]个月内将bug修复时间缩短[50%]",
            "[6]个月内将bug修复时间缩短[40%]",
        ),
        ("主导了核心模块开发", "和同事一起主导了核心模块开发", "主导了核心模块开发", "[和同事一起]主导了核心模块开发"),
        (
            "It came two days late",
            "It came four long days late",
            "It came [two] days late",
            "It came [four long] days late",
        ),
        ("a course", "", "[a course]", ""),
        ("Improve", "By March each fix takes two days", "[Improve]", "[By March each fix takes two days]"),
        ("the same", "the same", "the same", "the same"),
    ],
)
def test_words_that_changed_are_marked_and_no_more(before: str, after: str, was: str, now: str) -> None:
    left, right = compared(before, after)

    assert (marked(left), marked(right)) == (was, now)


@given(st.text(alphabet="ab 你好,.\n5%", max_size=40), st.text(alphabet="ab 你好,.\n5%", max_size=40))
def test_the_parts_are_the_texts_and_what_is_unmarked_stands_in_both(before: str, after: str) -> None:
    left, right = compared(before, after)

    assert "".join(part.text for part in left) == before
    assert "".join(part.text for part in right) == after
    assert all(part.text for part in (*left, *right))
    unmarked = ["".join("".join(part.text for part in parts if not part.changed).split()) for parts in (left, right)]
    assert unmarked[0] == unmarked[1]
    if before == after:
        assert not any(part.changed for part in (*left, *right))


def test_an_item_that_was_taken_out_does_not_change_those_behind_it() -> None:
    before = {"plan.1.goal": "A", "plan.2.goal": "B", "plan.2.steps": "b", "plan.3.goal": "C"}
    after = {"plan.1.goal": "B", "plan.1.steps": "b", "plan.2.goal": "C"}

    (found,) = differences([PLAN], before, [PLAN], after)

    assert (found.number, found.given_before, found.given_after) == (1, "A", "")


def test_each_answer_is_named_in_the_order_of_the_form() -> None:
    before = {"plan.1.goal": "A", "strengths.1.completion": "120%"}
    after = {"strengths.1.completion": "110%", "plan.1.goal": "A", "plan.2.goal": "B"}

    found = list(differences([STRENGTHS, PLAN], before, [STRENGTHS, PLAN], after))

    assert [(entry.question.key, entry.number, entry.given_before, entry.given_after) for entry in found] == [
        ("completion", 0, "120%", "110%"),
        ("goal", 2, "", "B"),
    ]


def test_a_choice_is_the_same_as_long_as_it_says_the_same() -> None:
    words = Bilingual("often", "经常"), Bilingual("rarely", "很少")
    question = TemplateQuestion(key="how", label=Bilingual("How often?"), kind=QuestionKind.CHOICE, options=words)
    before = replace(IMPROVEMENTS, item=Bilingual(), questions=(question,))
    after = replace(before, questions=(replace(question, options=words[::-1]),))

    assert not list(differences([before], {"improvements.how": "1"}, [after], {"improvements.how": "2"}))
    (found,) = differences([before], {"improvements.how": "1"}, [after], {"improvements.how": "1"})
    assert found.question.key == "how"


def test_what_one_form_asks_alone_stands_on_its_side_only() -> None:
    later = replace(PLAN, questions=PLAN.questions[:1])

    (found,) = differences([PLAN], {"plan.1.goal": "A", "plan.1.steps": "b"}, [later], {"plan.1.goal": "A"})

    assert found.before is not None
    assert (found.before.key, found.after, found.given_before) == ("steps", None, "b")
