"""Where two say opposite things of one topic, by rules: what is a statement, of what, and how it judges (R81)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reviews.domain.form_template import Bilingual, Filler, QuestionKind, TemplateQuestion, TemplateSection
from bot.talks.domain.meeting_note import asks_for_support
from bot.talks.domain.review_meeting_compare import compared
from bot.talks.domain.review_meeting_gap import COMPLAINTS, DataPoint, gaps, sentences, statements, topics

KNOWN = topics([], [])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("客户反馈处理及时", [(COMPLAINTS, True)]),
        ("仍有3个投诉未闭环", [(COMPLAINTS, False)]),
        ("客户反馈处理及时，但仍有3个投诉未闭环。", [(COMPLAINTS, True), (COMPLAINTS, False)]),
        ("投诉处理不及时", [(COMPLAINTS, False)]),
        ("Customer complaints are handled in time.", [(COMPLAINTS, True)]),
        ("Three complaints are still open", [(COMPLAINTS, False)]),
        ("Complaints were answered in time, but two are still open", [(COMPLAINTS, True)]),
        ("The release was 2.5 days late", [("delivery", False)]),
        ("提前两周交付", [("delivery", True)]),
        ("She is open to feedback", []),
        ("We talked about complaints", []),
        ("", []),
    ],
)
def test_a_statement_is_about_a_topic_that_it_names_and_judges(words: str, said: list[tuple[str, bool]]) -> None:
    assert [(found.topic, found.good) for found in statements([words], KNOWN)] == said


def test_a_gap_is_where_two_of_three_say_opposite_things() -> None:
    good = statements(["Complaints are handled in time"], KNOWN)
    bad = statements(["3 complaints are still open"], KNOWN)
    data = [DataPoint(COMPLAINTS, good=False, open_complaints=3)]

    assert [gap.topic for gap in gaps(bad, good, [])] == [COMPLAINTS]
    assert [gap.data for gap in gaps([], good, data)] == data
    assert gaps(bad, bad, data) == ()
    assert gaps([], [], data) == (), "what nobody speaks of is no matter of perception"
    assert gaps(good, good, []) == ()


@given(st.text(alphabet="ab .,!?;。！？；，\n但不过3", max_size=60))
def test_statements_lose_no_word(text: str) -> None:
    kept = "".join(sentences(text))
    left = [letter for letter in text if letter.isalnum() and letter not in "但不过"]
    assert [letter for letter in kept if letter.isalnum() and letter not in "但不过"] == left


def question(key: str, kind: QuestionKind = QuestionKind.RATING) -> TemplateQuestion:
    options = (Bilingual("low"), Bilingual("high")) if kind is QuestionKind.RATING else ()
    return TemplateQuestion(key=key, label=Bilingual(key), kind=kind, options=options)


def section(key: str, filler: Filler, *asked: TemplateQuestion) -> TemplateSection:
    return TemplateSection(key=key, title=Bilingual(key), questions=asked, filler=filler)


@pytest.mark.parametrize(
    ("kind", "mine", "theirs", "apart"),
    [
        (QuestionKind.RATING, "1", "2", True),
        (QuestionKind.RATING, "2", "2", False),
        (QuestionKind.PERCENT, "70%", "70", False),
        (QuestionKind.PERCENT, "70.0", "70", False),
        (QuestionKind.PERCENT, "70", "110", True),
        (QuestionKind.PERCENT, "", "110", False),
        (QuestionKind.LONG, "this", "that", False),
    ],
)
def test_answers_to_one_question_are_held_side_by_side(
    kind: QuestionKind, mine: str, theirs: str, *, apart: bool
) -> None:
    own = section("self", Filler.EMPLOYEE, question("effort", kind), question("else", QuestionKind.LONG))
    view = section("view", Filler.MANAGER, question("effort", kind))

    first, second = compared([own], [view], {"self.effort": mine, "self.else": "x"}, {"view.effort": theirs})

    assert first.apart is apart
    assert first.employee
    assert [asked.key for asked in first.employee.questions] == ["effort"]
    assert second.employee
    assert [asked.key for asked in second.employee.questions] == ["else"], "nothing is shown twice, and nothing lost"
    assert second.manager is None


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("needs more customer resources", True),
        ("需要更多客户资源支持", True),
        ("Wei would like a place on the advanced course", True),
        ("希望增加一名人手", True),
        ("I support the team", False),
        ("资源很充足", False),
        ("He needs to be on time", False),
        ("She asked for more time", True),
        ("The campaign fell short", False),
    ],
)
def test_a_request_for_support_is_known_by_its_words(words: str, *, asks: bool) -> None:
    assert asks_for_support(words) is asks
