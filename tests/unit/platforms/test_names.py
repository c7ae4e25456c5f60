"""A name is only a name on both platforms: no link, mention, style, list or turned direction comes of it."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.figures.domain.metric import Metric
from bot.figures.domain.metric_fields import metric_fields
from bot.intake.domain.entry import person_fields
from bot.kit.cell import LONGEST, InvalidCell
from bot.kit.cleaning import UnclearValue, plain, visible
from bot.messages.card import Card, FactLine, Facts, Heading, Note, Quote, Table, Text
from bot.messages.text import literal
from bot.messages.text import plain as bare
from bot.platforms.dingtalk import render as dingtalk
from bot.platforms.slack import render as slack

NAMES = [
    "*Bo*",
    "_Bo_",
    "~Bo~",
    "`Bo`",
    "**Bo**",
    "__Bo__",
    "***Bo***",
    "a *b* c",
    "<@U123>",
    "<!channel>",
    "<https://evil.example|Bo>",
    "https://evil.example/x",
    "HTTPS://evil.example",
    "dingtalk://dingtalkclient/page/link?url=x",
    "www.evil.example",
    "[Bo](https://evil.example)",
    "![Bo](https://evil.example/x.png)",
    "[Bo](person:S1)",
    "> Bo",
    "# Bo",
    "- Bo",
    "+ Bo",
    "--- Bo",
    "Bo\n===",
    ":tada:",
    "&lt;b&gt;",
    "<font color=red>Bo</font>",
    "| a | b |",
    "Bo\\*",
]


def card(name: str) -> Card:
    text = literal(name)
    return Card(
        "kind",
        name,
        (
            Heading(text),
            Text(text),
            Facts((FactLine(text, text, text),)),
            Table((text, "b"), ((text, text),)),
            Quote(text, text),
            Note(text),
        ),
    )


def texts(payload: object) -> list[tuple[str, str]]:
    """Return every text of a payload with its kind of markup."""
    if isinstance(payload, list):
        return [pair for value in payload for pair in texts(value)]
    if isinstance(payload, dict):
        own = [(str(payload.get("type")), payload["text"])] if isinstance(payload.get("text"), str) else []
        return own + [pair for value in payload.values() for pair in texts(value)]
    return []


@pytest.mark.parametrize("name", NAMES)
def test_on_slack_a_name_has_no_style_no_link_and_calls_nobody(name: str) -> None:
    written = [text for kind, text in texts(slack.render(card(name), {})) if kind == "mrkdwn"]

    assert written
    for text in written:
        inner = re.sub(r"(?m)(^|\s|\u200b)\*([^*\n]+)\*(?=$|\s|\u200b)", r"\1\2", text)  # our own bold labels
        assert "<" not in inner, text
        assert not re.search(r"(?<![^\W_])([*_~`])(?=\S)[^\n]+?(?<=\S)\1(?![^\W_])", inner), text
        assert not re.search(r"(?m)^&gt;", inner), text
        assert not re.search(r":[a-z]+:", inner), text
    assert all(block.get("text", {}).get("verbatim", True) for block in slack.render(card(name), {})["blocks"])


@pytest.mark.parametrize("name", NAMES)
def test_on_dingtalk_a_name_has_no_style_and_no_link(name: str) -> None:
    values = dingtalk.render(card(name), {})
    message = dingtalk.plain(card(name), {})

    for text in (values["title"], values["body"], values["note"], message["title"], message["text"]):
        inner = re.sub(r"<font colorTokenV2=[a-z_0-9]+>.</font>|<br>|\*\*", "", text)
        assert "](" not in inner, text
        assert "://" not in inner, text
        assert "www." not in inner.lower(), text
        assert "<" not in inner, text
        assert not re.search(r"&#?\w+;", inner), text
        assert not re.search(r"(?<![^\W_])([*_~`])(?=\S)[^\n]+?(?<=\S)\1(?![^\W_])", inner), text
        if text in {values["title"], message["title"]}:
            continue  # no Markdown is read there
        lines = [line for line in text.replace("<br>", "\n").splitlines() if not re.match(r"(> )|\||(---$)", line)]
        assert not [line for line in lines if re.match(r"[#>]|[-+]\s|={2,}|-{2,}", line)], text


@pytest.mark.parametrize(
    "text", ["5*3", "snake_case_name", "~5", "10:30:15", "a - b", "100% · >3%", "C#", "it's 2 * 3 * 4"]
)
def test_ordinary_words_are_shown_as_they_are(text: str) -> None:
    assert text.replace(">", "&gt;") in json.dumps(slack.render(card(text), {}), ensure_ascii=False)


@given(st.text(max_size=40))
def test_a_name_reads_the_same_after_it_was_cleaned_twice(name: str) -> None:
    assert plain(plain(name)) == plain(name)
    assert visible(visible(name)) == visible(name)
    assert bare(literal(plain(name))) == plain(name)


@pytest.mark.parametrize(
    "mark", ["\u202e", "\u202a", "\u2066", "\u2069", "\u200e", "\u061c", "\x07", "\x1b", "\x9b", "\u2028", "\U000e0041"]
)
def test_what_turns_or_controls_a_text_is_no_part_of_a_name(mark: str) -> None:
    fields = person_fields(
        {"employee_id": f"E{mark}1", "name": f"Bo{mark} Lin", "department": f"{mark}Sales"}, accounts=()
    )

    assert (fields["id"], fields["name"], fields["department"]) == ("E1", "Bo Lin", "Sales")
    assert visible(f"a{mark}b") == "ab"
    assert visible("two\nlines\tand a tab") == "two\nlines\tand a tab"


@pytest.mark.parametrize(
    "column", ["employee_id", "name", "role", "department", "manager_id", "unit", "location", "email"]
)
def test_a_name_that_is_too_long_is_refused_with_what_and_how_long(column: str) -> None:
    long = "长" * (LONGEST[column] + 1) if column != "email" else "a" * 250 + "@x.cn"

    with pytest.raises(InvalidCell) as unfit:
        person_fields({"employee_id": "E1", column: long}, accounts=())

    assert unfit.value.column == column
    assert (unfit.value.reason.key, unfit.value.reason.values["most"]) == ("import-long", LONGEST[column])
    assert len(unfit.value.value) <= 41
    person_fields({"employee_id": "E1", column: long[1:]}, accounts=())


def test_an_account_and_a_metric_are_held_to_their_length_too() -> None:
    with pytest.raises(InvalidCell) as unfit:
        person_fields({"employee_id": "E1", "chat_id": "U" * 129}, accounts=("chat_id",))
    assert unfit.value.column == "chat_id"

    before: dict[str, Metric] = {}
    for column in ("metric", "title_en", "title_zh"):
        cells = {"metric": "m", "unit": "CNY", "direction": "higher", "grain": "month", column: "x" * 200}
        with pytest.raises(InvalidCell) as unfit:
            metric_fields(cells, before=before)
        assert unfit.value.column == column
        assert isinstance(unfit.value.reason, UnclearValue)
