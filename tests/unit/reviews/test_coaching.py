"""What is asked about in a review, in both languages: vague words, plans without an end or a day, copies."""

from __future__ import annotations

import pytest

from bot.reviews.domain.coaching import has_day, has_end, items, unclear
from bot.reviews.domain.default_form_template import SELF_REVIEW

STRENGTHS, IMPROVEMENTS, PLAN = SELF_REVIEW.sections[:3]


@pytest.mark.parametrize(
    "values",
    [
        {
            "strengths.1.project": "项目A",
            "strengths.1.completion": "120%",
            "strengths.1.behaviour": "主导了核心模块开发",
            "strengths.1.contribution": "帮助团队降低成本15%",
        },
        {
            "strengths.1.project": "Project A",
            "strengths.1.completion": "120%",
            "strengths.1.behaviour": "Led the work on the core module",
            "strengths.1.contribution": "It cut the team's costs by 15%",
        },
    ],
)
def test_the_example_of_what_went_well_passes(values: dict[str, str]) -> None:
    assert not list(unclear(STRENGTHS, values))


@pytest.mark.parametrize(
    "values",
    [
        {
            "improvements.1.event": "项目B：因未及时与测试团队沟通",
            "improvements.1.impact": "导致bug修复延迟2天，影响项目上线时间",
            "improvements.1.shortfall": "没有约定和测试团队同步的时间",
        },
        {
            "improvements.1.event": "Project B: I told the test team of the change too late",
            "improvements.1.impact": "The fix came 2 days late, so that the release slipped",
            "improvements.1.shortfall": "I had not agreed a time to compare notes",
        },
    ],
)
def test_the_example_of_what_to_improve_passes(values: dict[str, str]) -> None:
    assert not list(unclear(IMPROVEMENTS, values))


@pytest.mark.parametrize("words", ["加强团队合作", "沟通不足", "Improve communication", "be more proactive"])
def test_words_that_say_nothing_are_asked_about_at_their_field(words: str) -> None:
    (found,) = unclear(IMPROVEMENTS, {"improvements.2.event": words})

    assert found.path == "improvements.2.event"
    assert found.assessment
    assert found.assessment.missing


@pytest.mark.parametrize(
    ("goal", "end", "day"),
    [
        ("3个月内将bug修复时间缩短50%", True, True),
        ("Cut bug fix time by 50% within 3 months", True, True),
        ("Cut bug fix time by 50%", True, False),
        ("bug修复时间缩短50%", True, False),
        ("12月底前拿到测试工程师证书", True, True),
        ("Finish the course by the end of the quarter", True, True),
        ("Q1内上线自动化测试", True, True),
        ("提升沟通能力", False, False),
        ("be more proactive", False, False),
        ("Communicate better over the next 3 months", False, True),
        ("三个月内加强沟通", False, True),
    ],
)
def test_a_plan_has_an_end_and_a_day(goal: str, *, end: bool, day: bool) -> None:
    assert (has_end(goal), has_day(goal)) == (end, day)

    found = list(unclear(PLAN, {"plan.1.goal": goal}))
    assert [(entry.no_end, entry.no_day) for entry in found] == ([] if end and day else [(not end, not day)])


def test_milestones_give_a_plan_its_days() -> None:
    values = {"plan.1.goal": "bug修复时间缩短50%", "plan.1.milestones": "第1个月完成工具学习，第2个月应用于项目"}

    assert not list(unclear(PLAN, values))


def test_what_was_said_last_time_is_noticed() -> None:
    values = {
        "improvements.1.event": "项目B：因未及时与测试团队沟通",
        "improvements.1.impact": "导致bug修复延迟2天，影响项目上线时间",
    }
    ((_, text),) = items(IMPROVEMENTS, values)

    (found,) = unclear(IMPROVEMENTS, values, earlier={"improvements": [text]})

    assert found.repeated
    assert not list(unclear(IMPROVEMENTS, values, earlier={"plan": [text]}))


def test_a_section_that_nobody_filled_in_is_not_asked_about() -> None:
    assert not list(unclear(PLAN, {"plan.1.goal": " ", "plan.2.steps": ""}))
