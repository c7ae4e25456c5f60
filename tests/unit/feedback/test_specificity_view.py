"""What somebody whose words are vague is asked: one thing, kindly, and only where it helps."""

from __future__ import annotations

import pytest

from bot.feedback.domain.specificity import Assessment, assess
from bot.feedback.domain.wording import Element
from bot.feedback.views.specificity import hint
from bot.messages.i18n import LOCALES, translator

EACH = pytest.mark.parametrize("locale", LOCALES)


@EACH
@pytest.mark.parametrize("element", Element)
def test_there_is_one_question_for_each_element_that_can_be_missing(locale: str, element: Element) -> None:
    words = hint(translator(locale), Assessment(0, (element,), ("stuff",), ()))

    assert words is not None
    assert "stuff" in words
    assert words.replace("？", "?").count("?") == (1 if locale == "zh-CN" else 2), "the last one offers to go on"


@EACH
def test_what_is_specific_gets_no_word(locale: str) -> None:
    text = "项目B：因未及时与测试团队沟通，导致bug修复延迟2天，影响项目上线时间"

    assert hint(translator(locale), assess(text)) is None


@EACH
def test_a_copy_is_only_mentioned_where_nothing_else_is_asked(locale: str) -> None:
    t = translator(locale)

    assert t("specificity-copied") in (hint(t, Assessment(6, (), (), ()), repeated=True) or "")
    assert t("specificity-copied") not in (hint(t, assess("加强团队合作"), repeated=True) or "")


@EACH
def test_a_word_about_character_is_a_warning_also_where_the_rest_is_specific(locale: str) -> None:
    t = translator(locale)
    words = hint(t, assess("他很懒，10月12日漏发了订单JB-2041，客户投诉。"))

    assert words is not None
    assert t("specificity-personal", phrase="懒") in words


def test_what_somebody_typed_is_no_markup() -> None:
    words = hint(translator("en"), Assessment(0, (Element.WORK,), ("**x**",), ()), example="[a](https://b.example)")

    assert words is not None
    assert r"\*\*x\*\*" in words
    assert r"\[a\]" in words
