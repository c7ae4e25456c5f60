"""Cards, forms and arrivals come back from JSON as they went in, and what an earlier version wrote still reads."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from bot.delivery.domain.circuit import Circuit
from bot.figures.domain.facts import Reason
from bot.intake.domain.upload import Column, Spread, Stored, Sum, UploadPlan
from bot.kit.identity import Identity, Name
from bot.messages.card import (
    Action,
    Attachment,
    BarChart,
    Button,
    Card,
    Chart,
    Choices,
    Divider,
    FactLine,
    Facts,
    Heading,
    Mood,
    Note,
    Picture,
    Quote,
    Table,
    Text,
    TreeChart,
    TreeNode,
)
from bot.messages.codec import (
    card_from_json,
    card_to_json,
    form_from_json,
    form_to_json,
    from_json,
    inbound_from_json,
    inbound_to_json,
    to_json,
    values_from_json,
    values_to_json,
)
from bot.messages.field import DateField, NumberField, Option, SelectField, SeveralField, TextField, Values
from bot.messages.form import Form
from bot.messages.inbound import (
    Click,
    Command,
    Inbound,
    ProfileChange,
    Saying,
    Sender,
    Submission,
    Upload,
    Visit,
)
from tests.house import ROOT
from tests.strategies import VALUES, arrivals, cards, forms

SENDER = Sender(
    Identity("slack", "T1", "U1"), "d1", "C1", private=True, at=datetime(2026, 11, 22, 7, 0, 1, 5, UTC), locale="en"
)
WHY = Action("feedback.why", (("key", "standing:E1"), ("at", "a|b=c%")))
CARD = Card(
    "standing",
    "王芳: 115%",
    (
        Heading("**115%**"),
        Text("t"),
        Facts((FactLine("l", "v", "a", Mood.GAP),)),
        Table(("h",), (("x",), ())),
        Quote("q", "[Will](person:E1)"),
        Picture(Chart("t", ("8", "9"), (1.0, None), ("1", ""), (2, None), "Target", lower_is_better=True), "alt"),
        Choices((Button("Why", WHY),)),
        Divider(),
        Note("n"),
        Attachment("a.csv", "\ufeffa,b\r\n"),
    ),
    "zh-CN",
)
FORM = Form(
    kind="dispute",
    title="T",
    fields=(
        TextField("claim", "L", long=True, most=20),
        NumberField("value", "L", required=False, unit="%", maximum=Decimal("1.50")),
        DateField("day", "L", value="2026-12-05"),
        SelectField("who", "L", (Option("a", "First", "h"),)),
        SeveralField("rows", "L", (Option("a", "First"),), values=("a",)),
    ),
    submit="Send",
    action=WHY,
    opener=Action("dispute"),
    intro="i",
    locale="zh-CN",
    problems={"day": "In the past."},
)
GIVEN: Values = {"claim": "x", "rows": ("a", "b")}
ARRIVALS: tuple[Inbound, ...] = (
    Command(SENDER, "me", inline=True),
    Click(SENDER, WHY, {"conversation": "D1", "ts": "1.2"}),
    Saying(SENDER, "hi"),
    Submission(SENDER, WHY, GIVEN, {"view": "V1"}),
    Visit(SENDER),
    ProfileChange(SENDER, gone=True),
    Upload(SENDER, "a.csv", 10, "F1", "said"),
)
PLAN = UploadPlan(
    "readings",
    (Column("员工", ("E1",), "employee_id"),),
    (2,),
    fields=("employee_id",),
    order="dmy",
    spread=Spread(r"(?P<month>\d+)月", "YEAR-{month}"),
)
SUMS = Stored("a1", {"sales": Sum(2, 201000.5, 98000)})
CIRCUIT = Circuit(3, datetime(2026, 12, 3, 12, tzinfo=UTC), None, "org_login_required", "ask the owners", "sign-in")
REASON = Reason("import-slip", {"low": "90", "high": "110", "n": 11})

KEPT = (ROOT / "tests" / "stored.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
"""One line of each kind as the version before the converter wrote it; never to be written again."""


@given(cards())
def test_a_card_comes_back_from_the_outbox_as_it_went_in(card: Card) -> None:
    assert card_from_json(card_to_json(card)) == card


@given(forms())
def test_a_form_comes_back_as_it_was_kept(form: Form) -> None:
    assert form_from_json(form_to_json(form)) == form


@given(arrivals())
def test_an_arrival_comes_back_from_the_inbox_as_it_went_in(inbound: Inbound) -> None:
    assert inbound_from_json(inbound_to_json(inbound)) == inbound


@given(VALUES)
def test_answers_come_back_as_they_were_given(values: Values) -> None:
    assert values_from_json(values_to_json(values)) == values


def test_everything_that_was_stored_before_is_read() -> None:
    card, form, *arrived, plan, sums, circuit, given_, reason = KEPT

    assert card_from_json(card) == CARD
    assert form_from_json(form) == FORM
    assert tuple(map(inbound_from_json, arrived)) == ARRIVALS
    assert from_json(plan, UploadPlan) == PLAN
    assert from_json(sums, Stored) == SUMS
    assert from_json(circuit, Circuit) == CIRCUIT
    assert values_from_json(given_) == GIVEN
    assert from_json(reason, Reason) == REASON


def test_an_earlier_version_can_read_what_is_stored_now() -> None:
    card, form, *arrived, plan, sums, _, given_, reason = KEPT

    assert (card_to_json(CARD), form_to_json(FORM)) == (card, form)
    left_out = ({"trigger", "reply_to"}, {"trigger"}, set[str](), set[str](), set[str](), set[str](), set[str]())
    for line, inbound, gone in zip(arrived, ARRIVALS, left_out, strict=True):
        before: dict[str, Any] = json.loads(line)
        assert json.loads(inbound_to_json(inbound)) == {name: before[name] for name in before if name not in gone}
    for thing, line in ((PLAN, plan), (SUMS, sums), (REASON, reason)):
        before = json.loads(line)
        assert _known(json.loads(to_json(thing)), before) == before
    assert json.loads(values_to_json(GIVEN)) == json.loads(given_)


def _known(now: Any, before: Any) -> Any:  # noqa: ANN401 - as JSON has it
    """Return what an earlier version knows of what is stored now: the rest it ignores."""
    if isinstance(before, list) and len(now) == len(before):
        return [_known(*pair) for pair in zip(now, before, strict=True)]
    return {name: _known(now[name], before[name]) for name in before} if isinstance(before, dict) else now


def test_what_an_older_version_did_not_write_has_its_default() -> None:
    bare = {"blocks": [{"type": "Facts", "lines": [{"label": "l", "value": "v"}]}, {"type": "Quote", "text": "q"}]}
    sender = {"identity": {"platform": "slack", "tenant": "", "user": "U"}, "delivery_id": "1", "conversation": ""}
    command = {"type": "Command", "sender": sender | {"private": True, "at": "2026-11-22T07:00:00+00:00"}, "words": ""}

    card = card_from_json(json.dumps({"kind": "k", "summary": "s"} | bare))

    assert card == Card("k", "s", (Facts((FactLine("l", "v"),)), Quote("q")))
    arrived = inbound_from_json(json.dumps(command))
    assert arrived == Command(Sender(Identity("slack", "", "U"), "1", "", private=True, at=arrived.sender.at), "")


def test_a_bare_name_in_a_card_says_whose_it_is_and_in_a_summary_is_a_name_alone() -> None:
    will = Name("Will", "E1")
    card = Card("k", will, (Heading(will), Table((will,), ((will, "Will"),)), Attachment(will, "Will")))

    assert json.loads(card_to_json(card)) == {
        "kind": "k",
        "summary": "Will",
        "locale": "en",
        "blocks": [
            {"type": "Heading", "text": "[Will](person:E1)"},
            {"type": "Table", "header": ["[Will](person:E1)"], "rows": [["[Will](person:E1)", "Will"]]},
            {"type": "Attachment", "name": "[Will](person:E1)", "content": "Will"},
        ],
    }


@pytest.mark.parametrize("unknown", ["Saying2", "Card", ""])
def test_a_type_of_a_later_version_is_an_error_and_not_a_guess(unknown: str) -> None:
    card, form, *_ = KEPT
    saying = KEPT[4]

    for read, line, known in (
        (card_from_json, card, "Heading"),
        (form_from_json, form, "TextField"),
        (inbound_from_json, saying, "Saying"),
    ):
        with pytest.raises(ValueError, match=f"cannot read it: '{unknown}'"):
            read(line.replace(f'"type":"{known}"', f'"type":"{unknown}"'))


@pytest.mark.parametrize(
    ("was", "became"),
    [
        ('"text":"t"', '"text":null'),
        ('"text":"t"', '"text":7'),
        ('"text":"t"', '"words":"t"'),
        ('"mood":"gap"', '"mood":"secret"'),
        ('"header":["h"]', '"header":"secret"'),
        ('"header":["h"]', '"header":["h",null]'),
        ('"values":[1.0,null]', '"values":["secret"]'),
        ('"lower_is_better":true', '"lower_is_better":"secret"'),
        ('["key","standing:E1"]', '["key","standing:E1","secret"]'),
        ('"name":"feedback.why"', f'"name":"{"secret" * 300}"'),
        ('"blocks":[', '"blocks":{"secret":['),
        ('"blocks":[', '"blocks":["secret",'),
    ],
)
def test_a_damaged_card_is_one_kind_of_error_that_does_not_say_what_stands_in_it(was: str, became: str) -> None:
    assert KEPT[0].count(was) == 1

    with pytest.raises(ValueError, match="this version cannot read it") as wrong:
        card_from_json(KEPT[0].replace(was, became))

    assert "secret" not in str(wrong.value)
    assert wrong.value.__suppress_context__


@pytest.mark.parametrize(
    ("was", "became"), [('"1.50"', '"many"'), ('"most":20', '"most":"20"'), ('"problems":{', "[{")]
)
def test_a_damaged_form_is_one_kind_of_error(was: str, became: str) -> None:
    with pytest.raises(ValueError, match="this version cannot read it"):
        form_from_json(KEPT[1].replace(was, became))


def test_what_opens_a_form_for_some_seconds_is_not_kept() -> None:
    asked = Command(SENDER, "me", inline=True, trigger="9.1", reply_to="https://hooks.example/1")

    assert "9.1" not in inbound_to_json(asked)
    assert inbound_from_json(inbound_to_json(asked)) == ARRIVALS[0]
    assert inbound_from_json(inbound_to_json(Click(SENDER, WHY, trigger="9.1"))) == Click(SENDER, WHY)


def test_a_chart_of_before_it_had_a_scale_is_still_read_and_one_without_is_written_as_then() -> None:
    old = Picture(Chart("t", ("8", "9"), (1.0, None), ("1", "")), "alt")
    line = card_to_json(Card("standing", "s", (old,)))

    assert json.loads(line)["blocks"] == [
        {
            "type": "Picture",
            "chart": {
                "title": "t",
                "labels": ["8", "9"],
                "values": [1.0, None],
                "texts": ["1", ""],
                "targets": [],
                "target_label": "",
                "lower_is_better": False,
            },
            "alt": "alt",
        }
    ]
    assert card_from_json(line).blocks == (old,)


def test_charts_come_back_and_bars_are_no_riddle_to_a_version_that_has_none() -> None:
    scaled = Chart("t", ("8",), (1.0,), ("1",), (2.0,), target_text="2", ticks=((0.0, "0"), (2.0, "2")), scale=60.0)
    bars = BarChart("t", "Down 3", ("[Will](person:E1)", "All else"), (-2.0, -1.0), ("−2", "−1"), scale=100.0)
    card = Card("standing", "s", (Picture(scaled, "alt"), Picture(bars, "alt")))
    line = card_to_json(card)

    assert card_from_json(line) == card
    stored = json.loads(line)["blocks"][1]["chart"]
    assert {field.name for field in fields(Chart) if field.default is MISSING} <= stored.keys()


def test_a_tree_comes_back_and_to_a_version_without_trees_it_is_a_chart_of_nothing() -> None:
    nodes = (TreeNode(0, "Lead", "The company", "65%", 0.65, 0.84, Mood.GAP), TreeNode(1, "Sales", text="–"))
    card = Card("goal_tree", "s", (Picture(TreeChart("Goal tree", nodes, "time gone"), "alt"),))
    line = card_to_json(card)

    assert card_from_json(line) == card
    stored = json.loads(line)["blocks"][0]["chart"]
    assert {field.name for field in fields(Chart) if field.default is MISSING} <= stored.keys()
    assert stored["values"] == []
