"""Edits of a form, what they make of it, and that whatever may be kept can be shown on both platforms."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kit.errors import Invalid, NotFound
from bot.messages.card import Action
from bot.messages.form import FormStep
from bot.messages.i18n import translator
from bot.platforms.dingtalk import limits as dingtalk_limits
from bot.platforms.dingtalk import page as dingtalk
from bot.platforms.slack import page as slack
from bot.reviews.domain.default_form_template import SELF_REVIEW
from bot.reviews.domain.form_template import (
    CHOSEN,
    MOST_HINT,
    MOST_INTRO,
    MOST_ITEM,
    MOST_LABEL,
    MOST_OPTION,
    MOST_OPTIONS,
    MOST_TITLE,
    Bilingual,
    Filler,
    FormTemplate,
    QuestionKind,
    TemplateQuestion,
    TemplateSection,
    checked,
)
from bot.reviews.domain.form_template_change import Changed, template_changes
from bot.reviews.domain.form_template_edit import (
    fresh_key,
    moved,
    question_at,
    same_kind,
    section_at,
    with_question,
    with_section,
    without,
)
from bot.reviews.views.review_form import form
from bot.sandbox.dingtalk.form import form_problem
from bot.sandbox.slack.blocks import check_view
from bot.sandbox.slack.schema import Problems

GOAL = question_at(SELF_REVIEW, "plan.goal")


def order(template: FormTemplate) -> list[str]:
    return [f"{section.key}.{question.key}" for section, question in template.questions()]


def test_a_question_takes_the_place_of_the_one_with_its_key_or_comes_last() -> None:
    aim = replace(GOAL, label=Bilingual("Aim"))

    assert order(with_question(SELF_REVIEW, "plan.goal", aim)) == order(SELF_REVIEW)
    assert question_at(with_question(SELF_REVIEW, "plan.goal", aim), "plan.goal").label == Bilingual("Aim")
    added = with_question(SELF_REVIEW, "plan", replace(GOAL, key="why"))
    assert [key for key in order(added) if key.startswith("plan.")][-1] == "plan.why"
    instead = with_question(SELF_REVIEW, "plan.goal", replace(GOAL, key="number"), instead="goal")
    assert next(key for key in order(instead) if key.startswith("plan.")) == "plan.number"


def test_parts_move_within_their_own_and_stay_at_the_ends() -> None:
    assert order(moved(SELF_REVIEW, "plan.steps", -1))[7:9] == ["plan.steps", "plan.goal"]
    assert order(moved(SELF_REVIEW, "plan.goal", -1)) == order(SELF_REVIEW)
    assert [part.key for part in moved(SELF_REVIEW, "plan", -1).of(Filler.EMPLOYEE)][:3] == [
        "strengths",
        "plan",
        "improvements",
    ]
    assert moved(SELF_REVIEW, "view", 1) == SELF_REVIEW, "the manager has one section"


def test_what_is_not_there_cannot_be_edited() -> None:
    for place in ("plan.no", "no", "no.goal", ""):
        with pytest.raises(NotFound):
            without(SELF_REVIEW, place)
    assert "plan" not in [section.key for section in without(SELF_REVIEW, "plan").sections]
    assert "plan.goal" not in order(without(SELF_REVIEW, "plan.goal"))


@given(st.sampled_from(order(SELF_REVIEW)), st.sampled_from([-1, 1]))
def test_moving_there_and_back_changes_nothing_and_never_loses_a_question(place: str, by: int) -> None:
    once = moved(SELF_REVIEW, place, by)

    assert sorted(order(once)) == sorted(order(SELF_REVIEW))
    assert moved(once, place, -by) == SELF_REVIEW or once == SELF_REVIEW


@given(st.text(max_size=40), st.sets(st.sampled_from(["goal", "goal_2", "question", "question_2"])))
def test_a_key_is_never_given_twice(words: str, taken: set[str]) -> None:
    key = fresh_key(Bilingual(words), taken, otherwise="question")

    assert key not in taken
    assert key.isascii()
    assert "." not in key
    assert not key.isdecimal()


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        (QuestionKind.SHORT, QuestionKind.LONG, True),
        (QuestionKind.NUMBER, QuestionKind.PERCENT, True),
        (QuestionKind.CHOICE, QuestionKind.CHOICES, True),
        (QuestionKind.CHOICE, QuestionKind.RATING, False),
        (QuestionKind.LONG, QuestionKind.CHOICE, False),
        (QuestionKind.DATE, QuestionKind.NUMBER, False),
    ],
)
def test_a_question_of_another_kind_is_another_question(
    before: QuestionKind,
    after: QuestionKind,
    same: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    assert same_kind(replace(GOAL, kind=before), replace(GOAL, kind=after)) is same


def test_what_changed_between_two_versions_is_named() -> None:
    after = with_question(SELF_REVIEW, "plan.goal", replace(GOAL, label=Bilingual("Aim", "目标")))
    after = with_question(after, "plan", replace(GOAL, key="why", label=Bilingual("Why?")))
    after = without(after, "plan.steps")
    after = with_section(after, replace(section_at(after, "view"), filler=Filler.EMPLOYEE))

    found = [(change.how, change.label.en) for change in template_changes(SELF_REVIEW, after)]

    assert found == [
        (Changed.REWORDED, "Aim"),
        (Changed.ADDED, "Why?"),
        (Changed.ASKED_OTHERWISE, "What went well"),
        (Changed.ASKED_OTHERWISE, "What to improve"),
        (Changed.ASKED_OTHERWISE, "Support from the manager"),
        (Changed.REMOVED, "Steps"),
    ]
    assert not template_changes(after, after)
    assert [change.label.en for change in template_changes(SELF_REVIEW, after, Filler.MANAGER)] == [
        "What went well",
        "What to improve",
        "Support from the manager",
    ]


def words(most: int) -> st.SearchStrategy[Bilingual]:
    text = st.text(alphabet="aW 好的。%", min_size=1, max_size=most).filter(str.strip)
    return st.builds(Bilingual, text, text)


QUESTIONS = st.builds(
    TemplateQuestion,
    key=st.sampled_from(["a", "b", "c", "d"]),
    label=words(MOST_LABEL),
    kind=st.sampled_from(QuestionKind),
    hint=words(MOST_HINT) | st.just(Bilingual()),
    required=st.booleans(),
    options=st.lists(words(MOST_OPTION), min_size=2, max_size=MOST_OPTIONS).map(tuple),
).map(lambda question: question if question.kind in CHOSEN else replace(question, options=()))
SECTIONS = st.builds(
    TemplateSection,
    key=st.sampled_from(["s", "t"]),
    title=words(MOST_TITLE),
    questions=st.lists(QUESTIONS, min_size=1, max_size=4).map(tuple),
    intro=words(MOST_INTRO),
    item=words(MOST_ITEM) | st.just(Bilingual()),
    least=st.integers(0, 3),
    most=st.integers(1, 8),
)


@given(st.lists(SECTIONS, min_size=1, max_size=2).map(tuple), st.sampled_from(["en", "zh-CN"]))
def test_what_may_be_kept_is_shown_whole_on_both_platforms(sections: tuple[TemplateSection, ...], locale: str) -> None:
    template = FormTemplate(key="f", version=1, title=Bilingual("Form", "表单"), sections=sections)
    try:
        checked(template)
    except Invalid:
        return
    action = Action("review.write", (("no", "41"),))
    made = form(translator(locale), template, Filler.EMPLOYEE, title="Form", intro="", action=action, opener=action)
    for page in range(len(made.pages)):
        shown = replace(made, step=FormStep(1, page))
        problems = Problems()
        check_view(slack.render_form(shown), problems)
        assert problems.found == []
        assert form_problem(dingtalk.render_form(shown)) == ""
        for field in made.pages[page].sections[0].fields:
            inner = getattr(field, "fields", ())
            longest = max((len(part.label) for part in inner), default=len(field.label))
            item = len(getattr(field, "item", "")) + len(" 8: ")
            assert longest + (item if inner else 0) <= dingtalk_limits.LABEL
