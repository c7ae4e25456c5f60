"""Stored words cleared of one person: everything that says it is theirs goes, whatever else reads like their name."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import example, given

from bot.kit.identity import Identity, Name
from bot.messages.card import (
    Action,
    Attachment,
    Button,
    Card,
    Choices,
    FactLine,
    Facts,
    Heading,
    Picture,
    Quote,
    Table,
    Text,
    TreeChart,
    TreeNode,
)
from bot.messages.codec import card_from_json, card_to_json, form_to_json, inbound_to_json
from bot.messages.erasure import (
    Erased,
    arrival_concerns,
    cleared_actions,
    cleared_card,
    cleared_key,
    cleared_upload,
    form_concerns,
)
from bot.messages.field import TextField
from bot.messages.form import Form
from bot.messages.i18n import translator
from bot.messages.inbound import Click, Inbound, Saying, Sender
from bot.messages.text import plain
from tests.strategies import cards

NAMES = ("Will", "Target", "王")


def erased(name: str, *, figures: bool = False) -> Erased:
    return Erased("E1", name, frozenset({"E1", "account:slack:U1"}), "erased-1", figures=figures)


def about(name: str) -> Card:
    t = translator("en")
    person, other = Name(name, "E1"), Name(name, "E2")
    return Card(
        "team",
        f"{name} and others",
        (
            Heading(t("privacy-granted-correction", name=person)),
            Text(t.sentences([f"{name} is only a word here.", t("privacy-granted-erasure", name=other)])),
            Facts((FactLine(person, "360,000"), FactLine(other, "410,000"), FactLine(name, "5%"))),
            Table(("Name",), ((person,), (other,), (name,))),
            Quote("I was ill.", person),
            Quote("All well.", other),
            Choices(
                (
                    Button("Talk", Action("one_on_one.times", (("person", "E1"),))),
                    Button("Talk", Action("one_on_one.times", (("person", "E2"),))),
                    Button("Why", Action("feedback.why", (("key", "standing:E1:2026-10"),))),
                    Button("Why", Action("why", (("value", "E1"),))),
                )
            ),
            Attachment("rows.csv", "\ufeffemployee_id,value\r\nE1,360000\r\nE2,1\r\n"),
        ),
    )


@pytest.mark.parametrize("name", NAMES)
def test_what_is_theirs_goes_and_what_only_reads_like_their_name_stays(name: str) -> None:
    left = cleared_card(card_to_json(about(name)), erased(name))

    assert left is not None
    assert "E1" not in left.replace('["value","E1"]', "")
    assert "360" not in left
    assert "I was ill." not in left
    card = card_from_json(left)
    assert card.summary == "erased-1 has corrected it."
    assert json.loads(left)["blocks"][1]["text"].startswith(f"{name} is only a word here. [{name}](person:E2)")
    facts, table = card.blocks[2], card.blocks[3]
    assert isinstance(facts, Facts)
    assert [plain(line.label) for line in facts.lines] == [name, name]
    assert isinstance(table, Table)
    assert [plain(row[0]) for row in table.rows] == [name, name]
    assert [block.text for block in card.blocks if isinstance(block, Quote)] == ["All well."]


def test_with_the_figures_nothing_stays_under_a_headline_of_theirs() -> None:
    left = cleared_card(card_to_json(about("Will")), erased("Will", figures=True))

    assert left is not None
    assert {type(block) for block in card_from_json(left).blocks} == {Heading, Choices}


@example(Card("rows", "", (Attachment("rows.csv", "\r0"),), "en"))  # a line of its own, by the reckoning of old files
@given(cards())
def test_a_card_that_names_nobody_stays_as_it_is(card: Card) -> None:
    for name in (card.summary, "a"):
        assert cleared_card(card_to_json(card), erased(name)) is None


@pytest.mark.parametrize("theirs", [True, False])
def test_a_picture_of_a_tree_goes_whole_where_a_node_of_it_is_theirs(theirs: bool) -> None:  # noqa: FBT001
    about_node = translator("en").clauses([Name("Will", "E1" if theirs else "E2"), "on track"])
    tree = TreeChart("Goal tree", (TreeNode(0, "Will"), TreeNode(1, "A goal", about_node)))
    stored = card_to_json(Card("goal_tree", "s", (Heading("h"), Picture(tree, "all of it"))))

    left = cleared_card(stored, erased("Will"))

    assert (left is None) is not theirs
    assert [type(block) for block in card_from_json(left or stored).blocks] == [Heading, *[Picture] * (not theirs)]


def test_an_account_nobody_has_is_cleared_by_its_own_key() -> None:
    card = Card(
        "accounts", "New", (Heading("New"), Facts((FactLine(Name("Will", "account:slack:U1"), "w@x.example"),)))
    )

    left = cleared_card(card_to_json(card), erased("Will"))

    assert left is not None
    assert "w@x.example" not in left


def test_of_an_import_only_counts_stay() -> None:
    card = Card("upload", "People", (Heading("People"), Table(("Sample",), (("Will",),)), Attachment("a.csv", "Will")))

    assert [type(block) for block in card_from_json(cleared_upload(card_to_json(card))).blocks] == [Heading]


def test_keys_and_choices_lose_an_id_only_where_it_is_a_whole_part() -> None:
    assert cleared_key("one-on-one:E1:2026-10-01:E12", erased("Will")) == "one-on-one:erased-1:2026-10-01:E12"
    lines = [Action("why", (("value", "sales"),)).encoded(), Action("person", (("person", "E1"),)).encoded()]
    assert cleared_actions("\n".join(lines), erased("Will")) == f"{lines[0]}\n"


def test_a_form_is_about_whoever_it_was_opened_for_or_names() -> None:
    t = translator("en")
    fields = (TextField("text", "Target"),)
    mine = Form(
        kind="move",
        title="Move",
        fields=fields,
        submit="OK",
        action=Action("move.save", (("person", "E1"),)),
        opener=Action("move"),
    )
    intro = t("privacy-grant-erasure", name=Name("Target", "E1"))
    named = Form(
        kind="grant",
        title="Grant",
        fields=fields,
        submit="OK",
        action=Action("a", (("no", "1"),)),
        opener=Action("b"),
        intro=intro,
    )
    other = Form(
        kind="move",
        title="Target",
        fields=fields,
        submit="OK",
        action=Action("move.save", (("person", "E2"),)),
        opener=Action("move"),
        intro="Target",
    )

    assert [form_concerns(form_to_json(form), erased("Target")) for form in (mine, named, other)] == [True, True, False]


def test_an_arrival_is_about_whoever_sent_it_or_whom_its_button_is_for() -> None:
    def sender(user: str) -> Sender:
        return Sender(Identity("slack", "T", user), "1", "", private=True, at=datetime(2026, 11, 22, 7, 0, tzinfo=UTC))

    arrived: tuple[Inbound, ...] = (
        Saying(sender("U1"), "hi"),
        Click(sender("U2"), Action("person", (("person", "E1"),))),
        Saying(sender("U2"), "E1 Will"),
    )

    assert [arrival_concerns(inbound_to_json(arrival), erased("Will")) for arrival in arrived] == [True, True, False]


@pytest.mark.parametrize("line", ["{", '{"blocks": [{"type": "Later", "words": "Will"}]}', "[]"])
def test_of_what_this_version_cannot_read_nothing_stays(line: str) -> None:
    cleared = cleared_card(line, erased("Will"))

    assert cleared is not None
    assert card_from_json(cleared) == Card("", "erased-1")
    assert card_from_json(cleared_upload(line)) == Card("", "")
    assert form_concerns(line, erased("Will"))
    assert arrival_concerns(line, erased("Will"))
