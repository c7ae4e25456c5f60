"""What can be asked on both platforms, and the form that is there from the beginning."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.kit.errors import Invalid
from bot.messages.codec import from_json, to_json
from bot.messages.form import MOST_ON_PAGE
from bot.reviews.domain.default_form_template import SELF_REVIEW
from bot.reviews.domain.form_template import (
    Bilingual,
    Filler,
    FormTemplate,
    QuestionKind,
    Sight,
    TemplateSection,
    checked,
)


def test_the_form_that_is_there_has_the_three_sections_with_their_fields() -> None:
    sections = checked(SELF_REVIEW).of(Filler.EMPLOYEE)

    asked = {section.title.zh: [question.label.zh for question in section.questions] for section in sections[:3]}
    assert asked == {
        "做得好的": ["项目名称", "目标完成率", "关键行为", "团队贡献"],
        "需改进的": ["具体事件", "影响", "自身不足"],
        "改进计划": ["目标", "行动步骤", "时间节点", "所需支持"],
    }
    assert all(section.repeated and section.most > 1 for section in sections[:3])


def test_a_template_is_kept_as_it_is() -> None:
    assert from_json(to_json(SELF_REVIEW), FormTemplate) == SELF_REVIEW


def test_words_in_one_language_stand_for_both() -> None:
    assert Bilingual("Goal").said("zh-CN") == "Goal"
    assert Bilingual("Goal", "目标").said("zh-CN") == "目标"
    assert not Bilingual()


def _with(**values: object) -> FormTemplate:
    section = replace(SELF_REVIEW.sections[0], **values)  # type: ignore[arg-type]
    return replace(SELF_REVIEW, sections=(section, *SELF_REVIEW.sections[1:]))


QUESTION = SELF_REVIEW.sections[0].questions[0]


@pytest.mark.parametrize(
    ("template", "key"),
    [
        (replace(SELF_REVIEW, title=Bilingual()), "form-template-no-title"),
        (replace(SELF_REVIEW, sections=()), "form-template-sections"),
        (_with(title=Bilingual()), "form-template-empty"),
        (_with(questions=()), "form-template-empty"),
        (_with(least=3, most=2), "form-template-items"),
        (_with(most=9), "form-template-items"),
        (_with(most=8, questions=tuple(replace(QUESTION, key=f"q{n}") for n in range(5))), "form-template-rows"),
        (_with(sight=Sight.MANAGER), "form-template-sight"),
        (_with(key="plan"), "form-template-twice"),
        (_with(questions=(QUESTION, QUESTION)), "form-template-twice"),
        (_with(questions=(replace(QUESTION, label=Bilingual()),)), "form-template-no-label"),
        (_with(questions=(replace(QUESTION, kind=QuestionKind.CHOICE),)), "form-template-options"),
        (_with(questions=(replace(QUESTION, options=(Bilingual("a"), Bilingual("b"))),)), "form-template-options"),
    ],
)
def test_what_cannot_be_asked_is_refused(template: FormTemplate, key: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked(template)

    assert refused.value.key == key


def test_no_section_of_a_checked_template_is_longer_than_a_page() -> None:
    def rows(section: TemplateSection) -> int:
        return section.rows

    assert max(map(rows, SELF_REVIEW.sections)) <= MOST_ON_PAGE
