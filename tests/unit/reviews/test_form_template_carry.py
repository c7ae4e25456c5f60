"""What becomes of answers when a form is amended: carried over, kept aside, never lost without a word."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reviews.domain.default_form_template import SELF_REVIEW
from bot.reviews.domain.form_template import Bilingual, Filler, FormTemplate, QuestionKind, TemplateQuestion
from bot.reviews.domain.form_template_carry import carried, eased, left_over
from bot.reviews.domain.form_template_change import asked, retired, split
from bot.reviews.domain.form_template_edit import moved, question_at, section_at, with_question, with_section, without

ME = Filler.EMPLOYEE
PLACES = [f"{section}.{question}" for section, question in asked(SELF_REVIEW, ME)]
ANSWERS = {f"{place.partition('.')[0]}.1.{place.partition('.')[2]}": f"to {place}" for place in PLACES}
GOAL = question_at(SELF_REVIEW, "plan.goal")


def test_a_path_is_a_section_an_item_and_a_question() -> None:
    assert split("plan.2.goal") == ("plan", 2, "goal")
    assert split("view.strengths") == ("view", 0, "strengths")


@given(st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(["remove", "up", "down"])), max_size=12))
def test_whatever_is_taken_out_or_moved_every_answer_stays_or_is_told_of(edits: list[tuple[str, str]]) -> None:
    after = SELF_REVIEW
    for place, how in edits:
        if place not in {f"{section}.{question}" for section, question in asked(after, ME)}:
            continue
        after = without(after, place) if how == "remove" else moved(after, place, -1 if how == "up" else 1)
    after = replace(after, version=2)

    found = carried(ANSWERS, SELF_REVIEW, after, ME)

    assert found == ANSWERS, "nothing of another kind, so every answer stands where it stood"
    aside = left_over(found, after, ME)
    told = {
        f"{begin}{question.key}"
        for section in retired(after, [SELF_REVIEW], found, ME)
        for begin in section.begins
        for question in section.questions
    }
    assert set(aside) == told & set(found), "what is not asked any more has words under which it is shown"


@pytest.mark.parametrize(
    ("kind", "options", "kept"),
    [
        (QuestionKind.SHORT, (), True),
        (QuestionKind.NUMBER, (), False),
        (QuestionKind.CHOICE, (Bilingual("a"), Bilingual("b")), False),
    ],
)
def test_words_stay_words(kind: QuestionKind, options: tuple[Bilingual, ...], kept: bool) -> None:  # noqa: FBT001 - a parameter
    after = with_question(SELF_REVIEW, "plan", replace(GOAL, kind=kind, options=options))

    assert ("plan.1.goal" in carried({"plan.1.goal": "Aim"}, SELF_REVIEW, after, ME)) is kept


def test_what_is_asked_once_and_about_several_things_goes_over_into_each_other() -> None:
    once = with_section(SELF_REVIEW, replace(section_at(SELF_REVIEW, "plan"), item=Bilingual()))

    assert carried({"plan.1.goal": "A", "plan.2.goal": "B"}, SELF_REVIEW, once, ME) == {"plan.goal": "A"}
    assert carried({"plan.goal": "A"}, once, SELF_REVIEW, ME) == {"plan.1.goal": "A"}


def test_a_choice_keeps_its_words_in_either_language() -> None:
    words = (Bilingual("often", "经常"), Bilingual("rarely", "很少"))
    how = TemplateQuestion(key="how", label=Bilingual("How?"), kind=QuestionKind.CHOICES, options=words)
    before = with_question(SELF_REVIEW, "plan", how)
    turned = with_question(before, "plan", replace(how, options=(Bilingual("seldom", "很少"), words[0])))
    fewer = with_question(before, "plan", replace(how, options=(words[0], Bilingual("never"))))

    given_both = {"plan.1.how": ("1", "2")}
    assert carried(given_both, before, turned, ME) == {"plan.1.how": ("2", "1")}
    assert carried(given_both, before, fewer, ME) == {"plan.1.how": ("1",)}
    assert carried({"plan.1.how": ("2",)}, before, fewer, ME) == {}


def required(template: FormTemplate, place: str) -> bool:
    return question_at(template, place).required


def test_nothing_that_came_since_is_demanded_of_who_has_handed_in() -> None:
    lesson = TemplateQuestion(key="lesson", label=Bilingual("Lesson"))
    values = replace(section_at(SELF_REVIEW, "improvements"), key="values", questions=(lesson,))
    after = with_section(with_question(SELF_REVIEW, "plan", lesson), values)
    after = with_question(after, "plan", replace(question_at(after, "plan.support"), required=True))

    found = eased(after, SELF_REVIEW, ME)

    assert required(after, "plan.lesson")
    assert not required(found, "plan.lesson")
    assert not required(found, "plan.support"), "it was optional when they handed in"
    assert required(found, "plan.goal")
    assert (section_at(after, "values").least, section_at(found, "values").least) == (1, 0)
    assert eased(SELF_REVIEW, SELF_REVIEW, ME) == SELF_REVIEW
    assert eased(after, SELF_REVIEW, Filler.MANAGER) == after, "the other side's part is as it is"
