"""Forms: whatever comes back is checked field by field, nothing typed is lost, and a talk asks the same questions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kit.errors import Unanswered
from bot.messages.answers import read
from bot.messages.card import Action
from bot.messages.codec import form_from_json, form_to_json
from bot.messages.dialogue import answer, begin, question
from bot.messages.field import DateField, NumberField, Option, SelectField, SeveralField, TextField, Values
from bot.messages.form import Form
from bot.messages.i18n import LOCALES, translator
from tests.cards import everything

TODAY = date(2026, 11, 26)
OPTIONS = (Option("a", "First"), Option("b", "Second"), Option("c", "Third, the last"))
FORM = Form(
    kind="example",
    title="An example",
    fields=(
        TextField("claim", "What is wrong?", long=True, most=20),
        NumberField("value", "What should it be?", required=False, unit="%", maximum=Decimal(1)),
        DateField("day", "Until when?", value="2026-12-05"),
        SelectField("who", "Who?", OPTIONS),
        SeveralField("rows", "Which rows?", OPTIONS, required=False),
    ),
    submit="Send",
    action=Action("example.send", (("no", "7"),)),
    opener=Action("example"),
)
GOOD: Values = {"claim": "It is 2.4%", "value": "2.4%", "day": "2026-12-24", "who": "b", "rows": ("a", "c")}


def problems(values: Values) -> dict[str, str]:
    with pytest.raises(Unanswered) as wrong:
        read(FORM, values, today=TODAY)
    return {name: key for name, (key, _) in wrong.value.problems.items()}


def test_good_answers_come_back_typed() -> None:
    assert read(FORM, GOOD, today=TODAY).values == {
        "claim": "It is 2.4%",
        "value": Decimal("0.024"),
        "day": date(2026, 12, 24),
        "who": "b",
        "rows": ("a", "c"),
    }


@pytest.mark.parametrize(
    ("typed", "share"),
    [
        ("80", "0.80"),
        ("120", "1.20"),
        ("80%", "0.80"),
        ("0.8", "0.8"),
        ("1.2", "1.2"),
        ("８０", "0.80"),
        ("1,200", "12"),
    ],
)
def test_a_share_is_read_as_somebody_types_it_who_is_asked_for_percent(typed: str, share: str) -> None:
    assert read(FORM, {**GOOD, "value": typed}, today=TODAY).values["value"] == Decimal(share)


def test_what_is_optional_may_be_missing() -> None:
    answers = read(FORM, {"claim": "x", "day": "2026-12-24", "who": "a"}, today=TODAY)

    assert answers.number_or_none("value") is None
    assert answers.choices("rows") == ()


def test_every_wrong_answer_is_named_at_once() -> None:
    assert problems({"claim": "x" * 21, "value": "many", "day": "soon", "who": "z", "rows": ("a", "z")}) == {
        "claim": "form-long",
        "value": "import-no-number",
        "day": "import-no-date",
        "who": "form-option",
        "rows": "form-option",
    }
    assert problems({}) == {"claim": "form-required", "day": "form-required", "who": "form-required"}


@pytest.mark.parametrize("locale", LOCALES)
def test_every_reason_has_words(locale: str) -> None:
    t = translator(locale)
    bad: list[Values] = [{}, {"claim": "x" * 21, "value": "many", "day": "31.2.2026", "who": "z"}]

    for values in bad:
        with pytest.raises(Unanswered) as wrong:
            read(FORM, values, today=TODAY)
        assert all(t(key, **given) for key, given in wrong.value.problems.values())


def test_a_form_survives_being_kept() -> None:
    assert form_from_json(form_to_json(FORM)) == FORM


def test_what_was_typed_stands_in_the_form_again() -> None:
    again = FORM.filled({"claim": "half a sen", "rows": ("b",)})

    assert {field.name: getattr(field, "values", None) or getattr(field, "value", "") for field in again.fields} == {
        "claim": "half a sen",
        "value": "",
        "day": "2026-12-05",
        "who": "",
        "rows": ("b",),
    }


def test_a_talk_asks_one_question_at_a_time_and_ends_with_the_same_answers() -> None:
    talk = begin(FORM)
    for said in ("It is 2.4%", "2.4%", "24 Dec", "2", "1, 3"):
        talk = answer(talk, said, today=TODAY)

    assert talk.asked is None
    assert read(FORM, talk.values, today=TODAY) == read(FORM, GOOD, today=TODAY)


def test_one_may_skip_what_is_optional_keep_what_stands_there_and_go_back() -> None:
    talk = begin(FORM)
    with pytest.raises(Unanswered):
        answer(talk, "skip", today=TODAY)
    talk = answer(answer(talk, "x", today=TODAY), "跳过", today=TODAY)
    assert talk.asked == FORM.fields[2]
    assert answer(talk, "skip", today=TODAY).values["day"] == "2026-12-05"
    assert answer(talk, "返回", today=TODAY).asked == FORM.fields[1]


def test_an_answer_that_cannot_be_used_leaves_the_question_open() -> None:
    talk = begin(FORM)

    with pytest.raises(Unanswered):
        answer(talk, "x" * 21, today=TODAY)


def test_a_form_that_comes_back_asks_only_about_what_was_wrong() -> None:
    wrong = Form(**{name: getattr(FORM, name) for name in FORM.__slots__} | {"problems": {"day": "In the past."}})
    talk = begin(wrong.filled(GOOD))

    assert talk.asked == wrong.filled(GOOD).fields[2]
    talk = answer(talk, "2027-01-04", today=TODAY)
    assert talk.asked is None
    assert read(FORM, talk.values, today=TODAY).day("day") == date(2027, 1, 4)
    assert read(FORM, talk.values, today=TODAY).text("claim") == "It is 2.4%"


@pytest.mark.parametrize("locale", LOCALES)
def test_each_question_says_how_far_one_is_and_how_to_leave(locale: str) -> None:
    t = translator(locale)
    talk = begin(FORM)
    for at, said in enumerate(("x", "skip", "skip", "1", "skip"), start=1):
        words = everything(question(t, talk))
        assert f"{at}/5" in words
        assert ("cancel" if locale == "en" else "取消") in words
        talk = answer(talk, said, today=TODAY)


@given(
    st.dictionaries(st.sampled_from([field.name for field in FORM.fields]), st.text() | st.tuples(st.text(), st.text()))
)
def test_no_answer_of_a_stranger_is_an_error_of_ours(values: Values) -> None:
    try:
        read(FORM, values, today=TODAY)
    except Unanswered as wrong:
        assert set(wrong.problems) <= {field.name for field in FORM.fields}  # noqa: PT017 - both ends are fine


@pytest.mark.parametrize("said", ["没有了，往下填", "没有了,往下填"])
def test_an_option_is_meant_by_its_words_in_full_or_half_width(said: str) -> None:
    asked = SelectField("more", "?", (Option("yes", "有"), Option("no", "没有了，往下填")))
    form = replace(FORM, fields=(asked,))

    assert answer(begin(form), said, today=TODAY).values["more"] == "no"


def test_none_empties_what_may_be_empty_and_in_quotation_marks_it_is_a_word() -> None:
    talk = answer(begin(FORM.filled(GOOD)), "none", today=TODAY)
    assert talk.values["claim"] == "none", "it may not be empty"

    talk = answer(answer(talk, "None", today=TODAY), "skip", today=TODAY)
    assert talk.values["value"] == ""
    talk = answer(answer(talk, "2", today=TODAY), "无", today=TODAY)
    assert talk.values["rows"] == ()
    worded = replace(FORM, fields=(replace(FORM.fields[0], required=False),))
    assert answer(begin(worded), "none", today=TODAY).values["claim"] == ""
    assert answer(begin(worded), "none", today=TODAY, literally=True).values["claim"] == "none"


def test_after_going_back_skip_keeps_what_was_answered() -> None:
    talk = answer(answer(begin(FORM), "It is 2.4%", today=TODAY), "back", today=TODAY)

    assert answer(talk, "skip", today=TODAY).values["claim"] == "It is 2.4%"


def test_an_answer_is_asked_for_by_the_kind_of_its_field() -> None:
    answers = read(FORM, {**GOOD, "value": ""}, today=TODAY)

    assert answers.text("claim") == answers.said("claim") == "It is 2.4%"
    assert (answers.day("day"), answers.choice("who"), answers.said("who")) == (date(2026, 12, 24), "b", "b")
    assert answers.choices("rows") == ("a", "c")
    assert answers.number_or_none("value") is None
    assert answers.names == tuple(field.name for field in FORM.fields)
    assert "day" in answers
    assert "night" not in answers


def test_asking_for_another_kind_or_name_is_a_mistake_in_the_program() -> None:
    answers = read(FORM, {**GOOD, "value": ""}, today=TODAY)

    with pytest.raises(TypeError, match="claim is a TextField"):
        answers.number("claim")
    with pytest.raises(TypeError, match="who is a SelectField"):
        answers.text_or_none("who")
    with pytest.raises(KeyError):
        answers.day_or_none("night")
    with pytest.raises(ValueError, match="value may be left empty"):
        answers.number("value")
