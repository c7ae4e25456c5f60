"""Answers of a review are shown as they were read."""

from __future__ import annotations

import pytest

from bot.messages.i18n import LOCALES, translator
from bot.reviews.domain.default_form_template import SELF_REVIEW
from bot.reviews.domain.form_template import QuestionKind
from bot.reviews.views.review_form import answered


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    ("typed", "shown"),
    [("120%", "120%"), ("120", "120%"), ("80", "80%"), ("0.8", "80%"), ("1.2", "120%"), ("1", "100%"), ("", "")],
)
def test_a_completion_rate_is_shown_in_percent_however_it_was_typed(locale: str, typed: str, shown: str) -> None:
    (rate,) = [asked for asked in SELF_REVIEW.sections[0].questions if asked.kind is QuestionKind.PERCENT]

    assert answered(translator(locale), rate, typed) == shown
