"""A form keeps its meaning and what was typed in DingTalk's component, whatever it holds."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.kit.cleaning import whole
from bot.messages.card import Action
from bot.messages.field import DateField, Field, NumberField, Option, SelectField, SeveralField, TextField
from bot.messages.form import Form
from bot.platforms.dingtalk import limits
from bot.platforms.dingtalk.page import render_form
from bot.platforms.dingtalk.parse import CARDS, parse
from bot.sandbox.dingtalk.form import filled_in, form_problem
from tests.effort import tries
from tests.strategies import texts
from tests.unit.platforms.test_parse import AT

Json = dict[str, Any]

OPTIONS = st.lists(
    st.builds(Option, st.text("abc", min_size=1, max_size=4), texts(longest=200).filter(str.strip), texts(longest=200)),
    min_size=1,
    max_size=6,
    unique_by=lambda option: option.value,
).map(tuple)
LABELS = texts(longest=200)
HINTS = texts(longest=300)
NAMES = st.text("abc_", min_size=1, max_size=8)


@st.composite
def fields(draw: st.DrawFn) -> Field:
    name, label, hint, required = draw(NAMES), draw(LABELS), draw(HINTS), draw(st.booleans())
    match draw(st.integers(0, 4)):
        case 0:
            value, long = draw(texts(longest=3000)), draw(st.booleans())
            return TextField(name, label, hint=hint, value=value, required=required, long=long)
        case 1:
            return NumberField(name, label, hint=hint, value=draw(texts(longest=40)), required=required)
        case 2:
            day = st.one_of(st.dates().map(lambda day: day.isoformat()), texts(longest=20))
            return DateField(name, label, hint=hint, value=draw(day), required=required)
        case 3:
            options = draw(OPTIONS)
            value = draw(st.sampled_from(["", "nothing", *(option.value for option in options)]))
            return SelectField(name, label, options, hint=hint, value=value, required=required)
        case _:
            options = draw(OPTIONS)
            values = tuple(draw(st.lists(st.sampled_from(["gone", *(option.value for option in options)]), max_size=4)))
            return SeveralField(name, label, options, hint=hint, values=values, required=required)


@st.composite
def forms(draw: st.DrawFn) -> Form:
    asked = tuple(draw(st.lists(fields(), min_size=1, max_size=6, unique_by=lambda field: field.name)))
    problems = {field.name: draw(texts(longest=200)) for field in asked if draw(st.booleans())}
    return Form(
        kind="test",
        title=draw(texts(longest=300)),
        fields=asked,
        submit=draw(texts(longest=60)),
        action=Action("dispute.raise", (("metric", "defects"),)),
        opener=Action("dispute"),
        intro=draw(texts()),
        locale=draw(st.sampled_from(["en", "zh-CN"])),
        problems=problems,
    )


@given(forms(), st.booleans())
@settings(max_examples=tries(80))
def test_dingtalk_takes_every_form(form: Form, done: bool) -> None:  # noqa: FBT001 - hypothesis gives it
    values = render_form(form, done=done)

    assert form_problem(values) == ""
    assert all(isinstance(value, str) for value in values.values())
    assert len(values["title"]) <= limits.TITLE
    assert len(values["body"].encode()) <= limits.CARD + 100
    assert len(values["form_btn_text"]) <= limits.BUTTON
    for field in json.loads(values["form"])["fields"]:
        assert len(field["label"]) <= limits.LABEL
        assert len(field.get("placeholder", "")) <= limits.PLACEHOLDER
        assert all(len(option["text"]) <= limits.OPTION for option in field.get("options", []))


@given(forms())
@settings(max_examples=tries(80))
def test_what_stands_in_a_form_comes_back_as_it_was(form: Form) -> None:
    easy = replace(form, fields=tuple(replace(field, required=False) for field in form.fields))
    sent, complaint = filled_in(render_form(easy), {})

    assert complaint == ""
    submission = parse(_frame(sent), at=AT, command="/perf")
    assert submission is not None
    values = getattr(submission, "values", None)
    assert isinstance(values, dict)
    for field in easy.fields:
        came = values.get(field.name)
        match field:
            case SeveralField(options=options, values=before):
                known = {option.value for option in options}
                assert set(came or ()) == set(before) & known
            case SelectField(options=options, value=chosen):
                assert (came or "") == (chosen if chosen in {option.value for option in options} else "")
            case TextField(value=typed) | NumberField(value=typed):
                assert (came or "") == whole(typed)
            case _:
                assert came is None or came == field.value


def _frame(sent: Json) -> Json:
    content = {"cardPrivateData": {"actionIds": ["form"], "params": {"form": sent}}}
    data = {"outTrackId": "c", "userId": "0421", "corpId": "d", "content": json.dumps(content)}
    return {"headers": {"topic": CARDS, "time": "1"}, "data": json.dumps(data)}


DISPUTE = Form(
    kind="dispute",
    title="Dispute",
    fields=(TextField("claim", "What is wrong"), NumberField("value", "Right value", hint="like 35%")),
    submit="Send",
    action=Action("dispute.raise"),
    opener=Action("dispute"),
    intro="Your manager reads this.",
)


def test_what_is_wrong_stands_above_the_form_with_its_fields_name() -> None:
    body = render_form(replace(DISPUTE, problems={"value": "No number in “many”.", "gone": "x"}))["body"]

    assert "Your manager reads this." in body
    assert "**One answer needs another look.**" in body
    assert "**Right value** No number in “many”." in body
    assert "gone" not in body


def test_a_form_that_was_sent_in_says_so_and_asks_nothing() -> None:
    values = render_form(replace(DISPUTE, problems={"value": "x"}), done=True)

    assert (values["form_status"], values["form_btn_text"], values["body"]) == (
        "disabled",
        "Submitted",
        "Your manager reads this.",
    )
    assert (values["done"], values["buttons"]) == ("true", "[]")


@pytest.mark.parametrize("hint", ["like 35%", "a hint that is longer than what a client shows in an empty field"])
def test_a_hint_stands_in_its_field_or_above_where_it_is_too_long(hint: str) -> None:
    values = render_form(replace(DISPUTE, fields=(TextField("claim", "What", hint=hint),)))

    (field,) = json.loads(values["form"])["fields"]
    assert (field.get("placeholder") == hint) != (f"**What** {hint}" in values["body"])
