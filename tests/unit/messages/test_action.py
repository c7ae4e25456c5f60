"""What a button asks for travels through both platforms as it was made, whatever stands in an id, and is never cut."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.figures.domain.formula_text import LONGEST_FORMULA
from bot.kit.cell import LONGEST
from bot.kit.errors import TooLong
from bot.kit.escape import escaped, unescaped
from bot.messages.card import LONGEST_ACTION, Action, Button, Card, Choices, Heading
from bot.messages.field import TextField
from bot.messages.form import Form
from bot.messages.inbound import Click, Submission
from bot.platforms.dingtalk import page as dingtalk_page
from bot.platforms.dingtalk import parse as dingtalk_parse
from bot.platforms.dingtalk import render as dingtalk
from bot.platforms.slack import limits
from bot.platforms.slack import page as slack_page
from bot.platforms.slack import parse as slack_parse
from bot.platforms.slack import render as slack
from tests.examples import everywhere

AT = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
TEXT = st.text(max_size=24) | st.text("|=%:\n\r\\\"'2507Cc李 ", max_size=24)
ACTIONS = st.builds(Action, TEXT, st.lists(st.tuples(TEXT, TEXT), max_size=4).map(tuple))

ID = "%|=李\n:" * (LONGEST["employee_id"] // 6)
NAME = "长%" * (LONGEST["department"] // 2)
KEY = escaped(ID, marks="|:")
WORDS = "说" * 60
LONGEST_VALUES = {
    "person": ID,
    "lead": ID,
    "who": ID,
    "actor": ID,
    "subject": ID,
    "to": ID,
    "user": "u" * LONGEST["account"],
    "key": f"monthly_review:{KEY}:{KEY}:2026-10-01:m:2026-11-02",
    "f": f"monthly_review:{KEY}:{KEY}:2026-10-01:m:2026-11-02",
    "metric": "指" * LONGEST["metric"],
    "value": "指" * LONGEST["metric"] + ":2026-10-01",
    "role": NAME,
    "where": NAME,
    "said": WORDS,
    "condition": "条" * 120,
    "formula": "算" * LONGEST_FORMULA,
}
SHORT = 40
"""Characters that numbers, dates, marks and the words of an enumeration never exceed."""


@given(ACTIONS)
def test_an_action_comes_back_as_it_was_made(action: Action) -> None:
    line = action.encoded()

    assert Action.decoded(line) == action
    assert line.isprintable() or not line.isascii()
    assert len(line.splitlines()) <= 1, "stored one a line"


@given(TEXT, TEXT)
def test_two_names_never_make_the_same_key(first: str, other: str) -> None:
    assert unescaped(escaped(first, marks="|:")) == first
    assert (escaped(first, marks=":") == escaped(other, marks=":")) is (first == other)


def test_an_action_about_one_person_is_never_one_about_another() -> None:
    action = Action("person", (("person", "A|person=B"), ("at", "1=2|no=3")))

    assert dict(Action.decoded(action.encoded()).args) == {"person": "A|person=B", "at": "1=2|no=3"}


def test_what_is_too_long_is_refused_and_never_cut() -> None:
    with pytest.raises(TooLong, match=r"person.*1500"):
        Action("person", (("person", "李" * 500),))


@pytest.mark.parametrize("line", ["x|" + "a" * LONGEST_ACTION, "%7C" * 2000, "李" * 501])
def test_what_somebody_else_made_too_long_leads_nowhere(line: str) -> None:
    assert Action.decoded(line) == Action("")


@given(st.text(max_size=200))
def test_any_line_is_read_without_an_error(line: str) -> None:
    Action.decoded(line)


def test_every_action_of_the_views_fits_with_the_longest_ids_and_comes_back_whole() -> None:
    made = {
        (button.action.name, tuple(name for name, _ in button.action.args))
        for example in everywhere()
        for button in example.buttons
    }
    assert len(made) > 100

    for name, args in sorted(made):
        action = Action(name, tuple((arg, LONGEST_VALUES.get(arg, "9" * SHORT)) for arg in args))
        assert pressed_on_slack(action) == action, (name, args)
        assert pressed_on_dingtalk(action) == action, (name, args)
        assert submitted_on_slack(action) == action, (name, args)
        assert submitted_on_dingtalk(action) == action, (name, args)


@given(ACTIONS.filter(lambda action: bool(action.name)))
def test_a_button_and_a_form_ask_on_both_platforms_for_what_was_meant(action: Action) -> None:
    assert pressed_on_slack(action) == pressed_on_dingtalk(action) == action
    assert submitted_on_slack(action) == submitted_on_dingtalk(action) == action


def test_the_arguments_that_the_views_use_are_short_or_known_to_be_long() -> None:
    held = {(arg, value) for example in everywhere() for button in example.buttons for arg, value in button.action.args}

    assert {arg for arg, value in held if arg not in LONGEST_VALUES and len(value) > SHORT} == set()


@pytest.mark.parametrize("length", [1, limits.ACTION - 20, limits.ACTION + 200])
def test_inputs_of_two_forms_never_share_an_id(length: int) -> None:
    forms = [form(Action("kudos.give", (("to", "x" * length + end),))) for end in "AB"]

    first, other = (
        {block["element"]["action_id"] for block in slack_page.render_form(each)["blocks"]} for each in forms
    )

    assert first.isdisjoint(other)
    assert all(len(each) <= limits.ACTION for each in first | other)


def pressed_on_slack(action: Action) -> Action:
    payload = slack.render(card(action), {})
    button = next(block for block in payload["blocks"] if block["type"] == "actions")["elements"][0]
    body: dict[str, Any] = {
        "type": "block_actions",
        "user": {"id": "U1"},
        "container": {"type": "message", "channel_id": "D1", "message_ts": "1.2"},
        "actions": [json.loads(json.dumps(button))],
    }
    (found,) = slack_parse.parse(body, at=AT)
    assert isinstance(found, Click)
    return found.action


def pressed_on_dingtalk(action: Action) -> Action:
    (button,) = json.loads(dingtalk.render(card(action), {})["buttons"])
    found = dingtalk_parse.parse(_callback({"actionIds": [button["id"]], "params": {}}), at=AT, command="/perf")
    assert isinstance(found, Click)
    return found.action


def submitted_on_slack(action: Action) -> Action:
    view = slack_page.render_form(form(action), {"conversation": "D1", "id": "1.2"})
    body = {
        "type": "view_submission",
        "user": {"id": "U1"},
        "view": {"id": "V1", "private_metadata": view["private_metadata"], "state": {"values": {}}},
    }
    (found,) = slack_parse.parse(body, at=AT)
    assert isinstance(found, Submission)
    return found.action


def submitted_on_dingtalk(action: Action) -> Action:
    shown = dingtalk_page.render_form(form(action))
    frame = _callback({"actionIds": ["form"], "params": {"action": shown["form_action"], "form": {"text": "x"}}})
    found = dingtalk_parse.parse(frame, at=AT, command="/perf")
    assert isinstance(found, Submission)
    return found.action


def _callback(private: dict[str, Any]) -> dict[str, Any]:
    data = {"outTrackId": "c1", "userId": "u1", "content": json.dumps({"cardPrivateData": private})}
    return {"headers": {"topic": dingtalk_parse.CARDS, "time": "1"}, "data": json.dumps(data)}


def card(action: Action) -> Card:
    return Card("kind", "summary", (Heading("Heading"), Choices((Button("Press", action),))))


def form(action: Action) -> Form:
    return Form(
        kind="kind", title="Title", fields=(TextField("text", "Text"),), submit="Send", action=action, opener=action
    )
