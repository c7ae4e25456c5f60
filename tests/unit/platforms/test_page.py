"""Pages of long forms: they fit whatever stands in them, and each platform turns them in its own way."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.messages.card import Action, FactLine
from bot.messages.draft import PageTurn, TurnTo, decoded, encoded
from bot.messages.field import GroupField, RatingField, TextField
from bot.messages.form import MOST_ON_PAGE, Form, FormStep, Page, Panel, Section, flat
from bot.messages.i18n import translator
from bot.messages.inbound import Submission
from bot.messages.sample_form import sample
from bot.platforms.dingtalk import page as dingtalk
from bot.platforms.slack import page as slack
from bot.platforms.slack.parse import parse
from bot.sandbox.dingtalk.form import form_problem
from bot.sandbox.slack.blocks import VIEW_BLOCKS, check_view
from bot.sandbox.slack.schema import Problems
from tests.strategies import texts

NOW = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)
FULL = ((20, 1), (8, 4), (13, 2), (1, 39))
"""Groups that fill a page: how many items of how many fields, each item with a row of its own."""


@st.composite
def full_pages(draw: st.DrawFn) -> Form:
    """Draw a page with everything in it that it can hold, each field wrong."""
    most, width = draw(st.sampled_from(FULL))
    words = draw(texts(longest=400))
    fields = tuple(TextField(f"f{at}", words or "f", hint=words, value=words, long=True) for at in range(width))
    group = GroupField("g", words, words, fields, hint=words, most=most, items=(fields,) * most)
    facts = tuple(FactLine(words, words) for _ in range(6))
    section = Section(words, (group,), intro=words, panels=(Panel(words, facts, words),))
    form = Form(
        kind="full",
        title=draw(texts(longest=300)),
        pages=(Page("one", (section,)), Page(words, (section,)), Page("three", (section,))),
        submit="Send",
        action=Action("f.send"),
        opener=Action("f"),
        intro=words,
        step=FormStep(1, 1, 3, words),
    )
    return replace(form, problems={field.name: "Please answer this one." for field in flat(form.shown)})


@given(full_pages())
@settings(max_examples=25)
def test_both_platforms_take_the_fullest_page(form: Form) -> None:
    view = slack.render_form(form)
    problems = Problems()
    check_view(view, problems)
    card = dingtalk.render_form(form)

    assert problems.found == []
    assert len(view["blocks"]) <= VIEW_BLOCKS
    names = [field.name for field in flat(form.shown)]
    assert [block["block_id"] for block in view["blocks"] if block["type"] == "input"] == names
    assert view["blocks"][-1]["elements"][-1]["value"] == TurnTo.KEEP.value
    assert form_problem(card) == ""
    assert len(json.loads(card["form"])["fields"]) == len(names) + 1


def test_a_page_that_could_hold_more_than_is_shown_is_refused() -> None:
    group = GroupField("g", "G", "g", (TextField("a", "A"),), most=MOST_ON_PAGE // 2)

    Page("full", (Section("s", (group,)),))
    with pytest.raises(ValueError, match="more than 40"):
        Page("too full", (Section("s", (group, TextField("c", "C"))),))


@pytest.mark.parametrize("way", TurnTo)
@pytest.mark.parametrize("of", ["", "goals", "goals.2"])
def test_a_way_is_read_as_it_was_written(way: TurnTo, of: str) -> None:
    assert decoded(encoded(way, of)) == (way, of)


@pytest.mark.parametrize("word", ["", "home", "next:", "more", "less:", "\x00", "less:goals.99999"])
def test_whatever_comes_back_as_a_way_is_taken_for_one(word: str) -> None:
    assert decoded(word)[0] in TurnTo


def test_a_button_in_a_modal_brings_what_stands_there_and_where_it_goes() -> None:
    form = replace(sample(translator("en")), step=FormStep(7, 1, 2))
    view = slack.render_form(form)
    back = view["blocks"][-1]["elements"][0]
    state = {"event": {"typed": {"type": "plain_text_input", "value": "Too late"}}}
    pressed = {"type": "button", "action_id": back["action_id"], "value": back["value"], "action_ts": "1.2"}
    body = {
        "type": "block_actions",
        "user": {"id": "U1"},
        "team": {"id": "T1"},
        "trigger_id": "1.2.3",
        "container": {"type": "view", "view_id": "V1"},
        "view": {**view, "id": "V1", "hash": "h", "state": {"values": state}},
        "actions": [pressed],
    }
    short = {**view, "id": "V1", "hash": "h", "private_metadata": json.dumps({"action": "f.send"})}

    (turn,) = parse(body, at=NOW)

    assert isinstance(turn, Submission)
    assert turn.move == PageTurn(7, 1, TurnTo.BACK)
    assert turn.values == {"event": "Too late"}
    assert parse({**body, "view": short}, at=NOW) == [], "a short form has no pages to turn"


def test_a_scale_is_shown_whole_with_its_words() -> None:
    scale = RatingField("r", "R", ("poor", "fair", "good", "fine", "best"), value="3")
    form = Form(kind="f", title="F", fields=(scale,), submit="OK", action=Action("a"), opener=Action("b"))

    (shown,) = slack.render_form(form)["blocks"]
    (field,) = json.loads(dingtalk.render_form(form)["form"])["fields"]

    assert shown["element"]["type"] == "radio_buttons"
    assert shown["element"]["initial_option"]["text"]["text"] == "3 · good"
    assert [option["text"] for option in field["options"]] == [
        "1 · poor",
        "2 · fair",
        "3 · good",
        "4 · fine",
        "5 · best",
    ]
