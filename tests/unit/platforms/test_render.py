"""Cards keep their meaning and every limit on both platforms, whatever they hold."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from bot.messages.card import (
    Action,
    Block,
    Button,
    Card,
    Chart,
    Choices,
    Drawing,
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
from bot.messages.field import DateField, NumberField, Option, SelectField, SeveralField, TextField, Values
from bot.messages.form import Form
from bot.messages.i18n import translator
from bot.messages.i18n import words as catalogue
from bot.messages.text import plain as bare
from bot.platforms.dingtalk import limits as dingtalk_limits
from bot.platforms.dingtalk import render as dingtalk
from bot.platforms.fit import width
from bot.platforms.slack import limits as slack_limits
from bot.platforms.slack import page as slack_page
from bot.platforms.slack import render as slack
from bot.platforms.slack.form import again
from bot.platforms.slack.mrkdwn import escaped as slack_escaped
from bot.platforms.slack.native import is_native
from bot.sandbox.slack.blocks import check_blocks, check_view
from bot.sandbox.slack.schema import Problems
from tests.effort import tries
from tests.house import layer, modules
from tests.strategies import CHINESE, cards, forms

CHART = Chart("Rate", ("9", "10"), (1.0, 2.0), ("1", "2"))
Render = Callable[[Card, Mapping[Drawing, str]], dict[str, Any]]
BOTH = [pytest.param(slack.render, id="slack"), pytest.param(dingtalk.render, id="dingtalk")]
LONG = (CHINESE * 300)[:10_000]


def shown(*blocks: Block) -> Card:
    return Card("test", "Your numbers are in", blocks, "zh-CN")


def slack_texts(message: dict[str, Any]) -> list[str]:
    found: list[str] = []

    def walk(part: object) -> None:
        if isinstance(part, dict):
            if isinstance(part.get("text"), str):
                found.append(part["text"])
            for inner in part.values():
                walk(inner)
        elif isinstance(part, list):
            for inner in part:
                walk(inner)

    walk(message["blocks"])
    return found


def charts(card: Card) -> dict[Drawing, str]:
    return {block.chart: "F0123" for block in card.blocks if isinstance(block, Picture)}


@given(cards())
@settings(max_examples=tries(60))
def test_slack_takes_every_card(card: Card) -> None:
    own = [slack.render(card, {}, native=True)] if is_native(card) else []
    for message in (slack.render(card, charts(card)), slack.render(card, {}), slack.plain(card, {}), *own):
        problems = Problems()
        check_blocks(message["blocks"], problems)
        assert problems.found == []
        assert len(message["text"]) <= 4000


@given(forms())
@settings(max_examples=tries(60), deadline=None)
def test_slack_takes_every_form(form: Form) -> None:
    view = slack_page.render_form(form, {"conversation": "D07DM", "id": "1795331000.000200"})

    problems = Problems()
    check_view(view, problems)
    assert problems.found == []
    shown = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    assert shown == [field.name for field in form.fields[: slack_limits.FIELDS]]
    assert json.loads(view["private_metadata"])["action"] == form.action.encoded()


@given(cards())
@settings(max_examples=tries(40))
def test_slack_takes_every_card_as_a_home(card: Card) -> None:
    problems = Problems()
    check_view(slack.render_home(card, charts(card)), problems)

    assert problems.found == []


@given(cards())
@settings(max_examples=tries(60))
def test_nothing_written_by_people_becomes_a_mention_or_a_broken_entity_on_slack(card: Card) -> None:
    message = slack.render(card, {})

    for block in message["blocks"]:
        for text in [text for text in slack_texts({"blocks": [block]}) if block["type"] in {"section", "context"}]:
            assert not re.search(r"<[@!#]", text)
            assert not re.search(r"&(?!amp;|lt;|gt;)", text)


@given(cards())
@settings(max_examples=tries(60))
def test_dingtalk_takes_every_card(card: Card) -> None:
    pictures = dict.fromkeys(charts(card), "@lADPmedia")

    values = dingtalk.render(card, pictures)
    message = dingtalk.plain(card, pictures)

    assert all(isinstance(value, str) for value in values.values())
    assert len(values["title"]) <= dingtalk_limits.TITLE
    assert len(values["body"].encode()) <= dingtalk_limits.CARD + 100
    ids = [button["id"] for button in json.loads(values["buttons"])]
    assert len(ids) == len(message["replies"]) <= dingtalk_limits.BUTTONS
    for number in range(1, len(ids) + 1):
        assert re.search(rf"(^|\n)(回复|Reply ){number}[：:]", message["text"])
    param = json.dumps({"title": message["title"], "text": message["text"]}, ensure_ascii=False)
    assert len(param.encode()) <= 15_000


@given(cards())
@settings(max_examples=tries(40))
def test_no_html_of_people_reaches_a_dingtalk_card(card: Card) -> None:
    body = dingtalk.render(card, {})["body"]

    tags = re.findall(r"<[^>]*>?", body)
    assert set(tags) <= {"<br>", "</font>", *(f"<font colorTokenV2={colour}>" for colour in dingtalk.COLOURS.values())}


@pytest.mark.parametrize(
    "render", [*BOTH, pytest.param(slack.plain, id="slack-plain"), pytest.param(dingtalk.plain, id="dingtalk-plain")]
)
def test_ten_thousand_characters_are_cut_at_a_sentence_and_say_so(render: Render) -> None:
    message = json.dumps(render(shown(Heading("Title"), Text(LONG), Note("Data to 31 Oct")), {}), ensure_ascii=False)

    assert re.search(r"[。；！？]…", message)
    assert "Data to 31 Oct" in message


@pytest.mark.parametrize("render", BOTH)
def test_buttons_and_the_last_line_survive_any_length(render: Render) -> None:
    many = [Text(LONG)] * 80
    choices = Choices((Button("Why?", Action("why")),))

    message = json.dumps(render(shown(*many, choices, Note("who sees it")), {}), ensure_ascii=False)

    assert "Why?" in message
    assert "who sees it" in message


@pytest.mark.parametrize("render", BOTH)
def test_a_mark_stands_beside_every_fact_and_the_words_say_the_same(render: Render) -> None:
    facts = Facts(
        (
            FactLine("Repurchase", "31%", "below target 35%", Mood.GAP),
            FactLine("New", "23", "above 20", Mood.GOOD),
            FactLine("Visits", "7"),
        )
    )

    message = json.dumps(render(shown(facts), {}), ensure_ascii=False)

    for mark, word in (("▼", "below target 35%"), ("▲", "above 20"), ("●", "7")):
        assert mark in message
        assert word in message


def test_a_table_is_a_table_where_the_platform_has_one() -> None:
    table = Table(("file", "row"), (("a.csv", "7"), ("b|c.csv", "8")))

    blocks = slack.render(shown(table), {})["blocks"]
    body = dingtalk.render(shown(table), {})["body"]

    assert blocks[0]["type"] == "table"
    assert [cell["text"] for cell in blocks[0]["rows"][1]] == ["a.csv", "7"]
    assert body.splitlines() == ["| file | row |", "| --- | --- |", "| a.csv | 7 |", "| b｜c.csv | 8 |"]


def test_a_second_table_and_a_wide_one_become_lines() -> None:
    table = Table(("a", "b"), (("1", "2"),))
    wide = Table(tuple(map(str, range(30))), (tuple(map(str, range(30))),))

    kinds = [block["type"] for block in slack.render(shown(table, table), {})["blocks"]]
    (only,) = slack.render(shown(wide), {})["blocks"]

    assert kinds == ["table", "section"]
    assert only["type"] == "section"
    assert "| --- |" not in dingtalk.render(shown(wide), {})["body"]


def test_a_long_table_says_that_it_goes_on() -> None:
    table = Table(("n",), tuple((str(n),) for n in range(500)))

    (block,) = slack.render(shown(table), {})["blocks"]
    body = dingtalk.render(shown(table), {})["body"]

    assert len(block["rows"]) == slack_limits.TABLE_ROWS
    assert block["rows"][-1][0]["text"] == "…"
    assert body.splitlines()[-1] == "| … |"


def test_a_picture_that_could_not_be_drawn_leaves_its_sentence() -> None:
    picture = Picture(CHART, "Rate from 1 to 2")

    with_file = slack.render(shown(picture), {CHART: "F1"})["blocks"][0]
    without = slack.render(shown(picture), {})["blocks"][0]
    values = dingtalk.render(shown(picture), {CHART: "@m"})

    assert (with_file["slack_file"], with_file["alt_text"]) == ({"id": "F1"}, "Rate from 1 to 2")
    assert without["elements"][0]["text"] == "Rate from 1 to 2"
    assert (values["picture"], values["body"]) == ("@m", "")
    assert dingtalk.render(shown(picture), {})["body"] == "Rate from 1 to 2"


def test_a_tree_is_too_high_for_the_place_of_a_chart_and_stands_in_the_text() -> None:
    tree = TreeChart("Goal tree", (TreeNode(0, "Lead"),))
    card = Card("goal_tree", "s", (Heading("h"), Text("list"), Picture(tree, "all of it"), Picture(CHART, "1 to 2")))
    values = dingtalk.render(card, {tree: "@tree", CHART: "@chart"})

    assert values["picture"] == "@chart"
    assert values["body"] == "list\n\n![all of it](@tree)"
    assert dingtalk.render(card, {})["body"] == "list\n\n1 to 2", "nothing stands for it but the list beside it"
    assert "all of it" not in str([slack.render(card, {}), slack.plain(card, {}), dingtalk.plain(card, {})])
    assert [block["type"] for block in slack.render(card, {tree: "F1", CHART: "F2"})["blocks"]][2:] == [
        "image",
        "image",
    ]


def test_an_answered_card_has_no_buttons_and_says_what_came_of_it() -> None:
    card = shown(Text("x"), Choices((Button("Why?", Action("why")),), answered="Noted."))

    blocks = slack.render(card, {})["blocks"]
    values = dingtalk.render(card, {})

    assert [block["type"] for block in blocks] == ["section", "context"]
    assert (values["done"], values["buttons"]) == ("true", "[]")
    assert values["body"].endswith("Noted.")
    assert dingtalk.plain(card, {})["replies"] == []


def test_the_first_button_is_the_primary_one_and_carries_its_action() -> None:
    why, no = Action("why", (("f", "7"),)), Action("no")
    card = shown(Choices((Button("Why?", why), Button("No", no))))

    elements = slack.render(card, {})["blocks"][0]["elements"]
    values = json.loads(dingtalk.render(card, {})["buttons"])

    assert [element.get("style") for element in elements] == ["primary", None]
    assert [Action.decoded(element["value"]) for element in elements] == [why, no]
    assert [entry["style"] for entry in values] == ["primary", "default"]
    assert [Action.decoded(entry["id"]) for entry in values] == [why, no]


def test_of_a_title_that_is_too_long_a_form_keeps_its_first_part_and_says_all_of_it_above() -> None:
    form = Form(
        kind="x",
        title="Your review · Half-year to August 2026",
        fields=(TextField("a", "A"),),
        submit="Send",
        action=Action("x"),
        opener=Action("x"),
    )

    view = slack_page.render_form(form)

    assert view["title"]["text"] == "Your review"
    assert "Half-year to August 2026" in json.dumps(view["blocks"])


def test_of_several_rows_only_the_first_has_a_button_that_stands_out() -> None:
    rows = tuple(Choices((Button(word, Action("help")),)) for word in ("Confirm", "Read it all"))
    message = Card("x", "x", (Heading("x"), *rows), "en")

    found = [block["elements"][0].get("style") for block in slack.render(message, {})["blocks"] if "elements" in block]

    assert found == ["primary", None]


def value(no: int) -> tuple[Block, ...]:
    """Return a value that waits for a decision, with what can be done with it."""
    words = ("accept", "correct", "discard")
    buttons = tuple(Button(word.title(), Action(f"held.{word}", (("no", str(no)),))) for word in words)
    return (Text(f"Value number {no}"), Choices(buttons))


def test_where_all_buttons_stand_in_one_place_each_says_what_it_is_for() -> None:
    card = shown(*(block for no in range(1, 6) for block in value(no)))

    values = dingtalk.render(card, {})
    found = json.loads(values["buttons"])

    assert len(found) == 15
    assert [entry["text"] for entry in found[:4]] == ["① Accept", "① Correct", "① Discard", "② Accept"]
    assert Action.decoded(found[13]["id"]) == Action("held.correct", (("no", "5"),))
    assert found[13]["text"] == "⑤ Correct"
    paragraphs = values["body"].split("\n\n")
    assert paragraphs[paragraphs.index("Value number 5") + 1] == "⑤ Accept · Correct · Discard"


def test_without_a_card_the_numbers_stand_with_what_they_are_for() -> None:
    card = shown(*(block for no in range(1, 6) for block in value(no)), Note("who sees it"))

    message = dingtalk.plain(card, {})

    paragraphs = message["text"].split("\n\n")
    assert paragraphs[paragraphs.index("Value number 4") + 1].split("  \n") == [
        "回复10：Accept",
        "回复11：Correct",
        "回复12：Discard",
    ]
    assert paragraphs[-1] == "who sees it"
    assert Action.decoded(message["replies"][10]) == Action("held.correct", (("no", "4"),))


def test_a_card_that_is_answered_in_part_keeps_the_buttons_that_are_left() -> None:
    card = shown(*value(1), *value(2)).answered("Noted.", gone=lambda action: dict(action.args)["no"] == "2")

    values = dingtalk.render(card, {})

    assert values["done"] == "false"
    assert [entry["text"] for entry in json.loads(values["buttons"])] == ["Accept", "Correct", "Discard"]
    assert values["body"].count("Noted.") == 1
    assert values["body"].index("Noted.") > values["body"].index("Value number 2")


@pytest.mark.parametrize(
    ("label", "ends"),
    [
        ("Book Alexandra Featherstonehaugh-Cholmondeley Thu 3 Dec, 14:00", "Thu 3 Dec, 14:00"),
        ("约欧阳娜娜·迪丽热巴·买买提艾力12月3日周四14:00–14:30", "周四14:00–14:30"),
    ],
)
def test_a_label_that_is_too_long_keeps_its_beginning_and_its_time(label: str, ends: str) -> None:
    (button,) = json.loads(dingtalk.render(shown(Choices((Button(label, Action("x")),))), {})["buttons"])

    assert width(button["text"]) <= dingtalk_limits.BUTTON
    assert button["text"].endswith(ends)
    assert button["text"].startswith(label[:4])
    assert "…" in button["text"]
    (element,) = slack.render(shown(Choices((Button(label * 3, Action("x")),))), {})["blocks"][0]["elements"]
    assert element["text"]["text"].endswith(ends)
    assert slack_escaped(element["text"]["text"]) <= slack_limits.BUTTON


def test_the_same_choice_twice_is_one_button_and_two_of_one_label_are_told_apart() -> None:
    twice = Button("Disputes", Action("dispute.list"))
    same = tuple(Button("Open Bo Lin", Action("approval", (("key", str(n)),))) for n in range(3))

    values = dingtalk.render(shown(Choices((twice,)), Text("x"), Choices((twice, *same))), {})

    assert [entry["text"] for entry in json.loads(values["buttons"])] == [
        "Disputes",
        "Open Bo Lin",
        "Open Bo Lin (2)",
        "Open Bo Lin (3)",
    ]


@given(cards())
@settings(max_examples=tries(60))
def test_no_two_buttons_of_any_card_read_alike_and_none_is_wider_than_its_row(card: Card) -> None:
    found = [entry["text"] for entry in json.loads(dingtalk.render(card, {})["buttons"])]

    assert len(set(found)) == len(found)
    assert all(width(value) <= dingtalk_limits.BUTTON for value in found)


def test_without_a_card_buttons_become_numbered_replies_in_the_readers_language() -> None:
    card = shown(Text("x"), Choices((Button("为什么", Action("why")), Button("没有帮助", Action("no")))))

    message = dingtalk.plain(card, {})

    assert "回复1：为什么" in message["text"]
    assert "回复2：没有帮助" in message["text"]
    assert message["replies"] == ["why", "no"]


@pytest.mark.parametrize(
    ("text", "on_slack", "on_dingtalk"),
    [
        ("**115%** up", "*115%* up", "**115%** up"),
        ("家，**115%**新", "家，\u200b*115%*\u200b新", "家，**115%**\u200a新"),
        ("see [the sheet](https://a.example/x?y=1&z=2)", "see <https://a.example/x?y=1&amp;z=2|the sheet>", None),
        ("a < b & c > d", "a &lt; b &amp; c &gt; d", "a ＜ b & c > d"),
        ("`x*y`", "`x*y`", "x＊y"),
        ("# not a heading", "# not a heading", "＃ not a heading"),
        ("one\ntwo", "one\ntwo", "one<br>two"),
        ("2 * 3 * 4", "2 * 3 * 4", "2 ＊ 3 ＊ 4"),
    ],
)
def test_small_markdown_is_written_in_each_dialect(text: str, on_slack: str, on_dingtalk: str | None) -> None:
    assert slack.render(shown(Text(text)), {})["blocks"][0]["text"]["text"] == on_slack
    if on_dingtalk is not None:
        assert dingtalk.render(shown(Text(text)), {})["body"] == on_dingtalk


def test_a_quote_is_a_quote_on_every_line() -> None:
    quote = Quote("one <@U1>\n**two**", "Ana")

    (block,) = slack.render(shown(quote), {})["blocks"]
    (part,) = block["elements"]

    assert part["type"] == "rich_text_quote"
    assert [element["text"] for element in part["elements"]] == ["one <@U1>\n", "two", "\n— Ana"]
    assert part["elements"][1]["style"] == {"bold": True}
    assert dingtalk.render(shown(quote), {})["body"] == "> one ＜@U1><br>**two** — Ana"
    assert dingtalk.plain(shown(quote), {})["text"] == "> one ＜@U1>  \n> **two** — Ana"


def test_the_notification_is_the_summary_and_never_a_button() -> None:
    card = shown(Heading("72%"), Choices((Button("Why?", Action("why")),)))

    assert slack.render(card, {})["text"] == "Your numbers are in"
    assert dingtalk.plain(card, {})["title"] == "Your numbers are in"


PEOPLE = tuple(Option(str(number), f"Person {number}") for number in range(150))
FORM = Form(
    kind="dispute",
    title="Dispute your September defect rate",
    fields=(
        TextField("claim", "What is wrong?", hint="One or two sentences", long=True, most=500),
        NumberField("value", "What should it be?", value="1,240", required=False),
        DateField("day", "Since when?", value="2026-09-01"),
        SelectField("row", "Which row?", (Option("7", "Row 7", "3 Sep"), Option("8", "Row 8")), value="8"),
        SeveralField(
            "who", "Who knows?", tuple(Option(str(n), f"Person {n}") for n in range(150)), values=("3", "149")
        ),
    ),
    submit="Send",
    action=Action("dispute.raise", (("feedback", "7"),)),
    opener=Action("dispute"),
    intro="Your manager and HR see this. **Nobody else.**",
    problems={"value": "Is this a share or a number?", "elsewhere": "Too late for August."},
)


def labels_of_forms(place: int) -> set[str]:
    """Return the keys of the words that forms take as an argument, by its place: 1 is the title, 3 sends it in."""
    calls = [
        node
        for path in [*layer("views"), *modules("handlers")]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Form"
    ]
    named = {1: "title", 3: "submit"}[place]
    given = [call.args[place] for call in calls if len(call.args) > place]
    given += [word.value for call in calls for word in call.keywords if word.arg == named]
    assert len(calls) > 20
    return {
        str(node.args[0].value)
        for argument in given
        for node in ast.walk(argument)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "t"
        and isinstance(node.args[0], ast.Constant)
    }


def variables(key: str, locale: str) -> set[str]:
    """Return the names of what a message is given."""
    (message,) = re.findall(rf"^{key} =.*?(?=^\S|\Z)", catalogue(locale), re.MULTILINE | re.DOTALL)
    return set(re.findall(r"\$([a-z_]+)", message))


@pytest.mark.parametrize("locale", ["en", "zh-CN"])
def test_no_modal_has_a_title_or_a_button_that_slack_would_cut(locale: str) -> None:
    t = translator(locale)
    for key in labels_of_forms(1):
        title = bare(t(key, **dict.fromkeys(variables(key, locale), "x" * 40)))
        view = slack_page.render_form(replace(FORM, title=title, locale=locale))

        assert view["title"]["text"] == title or view["blocks"][0]["text"]["text"] == title, key
        assert "…" not in view["title"]["text"], key
    for key in labels_of_forms(3) | {"platform-close", "platform-cancel", "platform-moment", "platform-form"}:
        assert slack_escaped(bare(t(key))) <= slack_limits.VIEW_TITLE, key


@given(forms())
def test_the_whole_title_of_a_form_stands_in_its_modal(form: Form) -> None:
    view = slack_page.render_form(form)
    title = bare(form.title).strip()

    assert slack_escaped(view["title"]["text"]) <= slack_limits.VIEW_TITLE
    if 0 < slack_escaped(title) <= slack_limits.TITLE:
        shown = [
            view["title"]["text"],
            *(block["text"]["text"] for block in view["blocks"][:1] if block["type"] == "header"),
        ]
        assert title in shown


def test_a_form_is_a_modal_with_each_field_in_its_own_shape_and_its_problem_below() -> None:
    view = slack_page.render_form(FORM, {"conversation": "D1", "id": "1.2"})

    kinds = [block["element"]["type"] if block["type"] == "input" else block["type"] for block in view["blocks"]]
    assert kinds == [
        "header",
        "section",
        "context",
        "plain_text_input",
        "plain_text_input",
        "context",
        "datepicker",
        "radio_buttons",
        "multi_static_select",
    ]
    claim, value, day, row, who = (block for block in view["blocks"] if block["type"] == "input")
    assert claim["element"] | {"action_id": ""} == {
        "type": "plain_text_input",
        "action_id": "",
        "multiline": True,
        "max_length": 500,
    }
    assert (claim["optional"], value["optional"], claim["hint"]["text"]) == (False, True, "One or two sentences")
    assert (value["element"]["initial_value"], day["element"]["initial_date"]) == ("1,240", "2026-09-01")
    assert row["element"]["initial_option"]["value"] == "8"
    assert [group["label"]["text"] for group in who["element"]["option_groups"]] == [
        "Person 0 – Person 99",
        "Person 100 – Person 149",
    ]
    assert [option["value"] for option in who["element"]["initial_options"]] == ["3", "149"]
    assert "Too late for August." in view["blocks"][2]["elements"][0]["text"]
    assert "share or a number" in view["blocks"][5]["elements"][0]["text"]
    assert (view["title"]["text"], view["submit"]["text"]) == ("Please fill in", "Send")
    assert view["blocks"][0]["text"]["text"] == "Dispute your September defect rate"
    place = {"conversation": "D1", "id": "1.2", "action": "dispute.raise|feedback=7"}
    assert json.loads(view["private_metadata"]) == place


def test_the_same_field_keeps_its_ids_so_that_what_was_typed_survives_a_redrawing() -> None:
    def ids(view: dict[str, Any]) -> list[tuple[str, str]]:
        return [
            (block["block_id"], block["element"]["action_id"]) for block in view["blocks"] if block["type"] == "input"
        ]

    again = slack_page.render_form(FORM.filled({"claim": "too low"}))

    assert ids(again) == ids(slack_page.render_form(FORM))
    assert ids(again) != ids(slack_page.render_form(replace(FORM, action=Action("dispute.next"))))  # another page


def test_what_was_typed_goes_back_into_a_view_that_came_with_a_submission() -> None:
    typed: Values = {"claim": "too low", "value": "", "day": "2026-09-02", "row": "7", "who": ("4", "120")}

    blocks = again(slack_page.render_form(FORM)["blocks"], typed)

    refilled = slack_page.render_form(FORM.filled(typed))["blocks"]
    assert blocks == refilled
