"""Every message in both languages: recorded as it is, short enough, and without a word that nobody wants to read."""

from __future__ import annotations

import json
import re
from typing import get_args

import pytest

from bot.admin.views.example import forms_by_view
from bot.messages.card import Action, Block, Card, Choices, Facts, Heading, Picture
from bot.messages.codec import card_from_json, card_to_json
from bot.messages.i18n import LOCALES, translator
from bot.messages.i18n import words as catalogue
from bot.messages.text import Style, parse, plain
from bot.messages.voice import BANNED
from bot.platforms.dingtalk import render as dingtalk
from bot.platforms.slack import render as slack
from handlers import ROUTES, Means
from tests.cards import everything, words
from tests.company import shipped_metrics
from tests.conftest import Golden
from tests.drawing import FILE, drawing
from tests.examples import VIEWS, everywhere, examples

PUSHED = {"standing", "standing-gap", "praise", "nudge", "nudge-added", "nudge-rate", "alert"} | {
    "correction",
    "correction-other",
    "correction-case",
    "correction-line",
}
"""Messages that come unasked and say one thing; a report and an answer may be longer."""

EACH = pytest.mark.parametrize("view", VIEWS)
"""Runs a test once a view, which builds the examples of that view alone: ``-k "read_aloud and feedback"``."""


def length(card: Card) -> int:
    """Count English words; in Chinese characters, where a number or Latin word counts as one."""
    text = words(card)
    return len(re.findall(r"[\u3400-\u9fff]|[A-Za-z0-9.,%]+", text)) if card.locale == "zh-CN" else len(text.split())


@EACH
def test_the_cards_of_a_view_are_as_they_were_read_aloud_and_looked_at(view: str, golden: Golden) -> None:
    shown = examples(view)
    assert [example.card.locale for example in shown] == [example.locale for example in shown]
    assert all(example.name for example in shown)
    golden(
        {
            f"{name}.txt": drawing(example.card for example in shown if example.name == name)
            for name in dict.fromkeys(example.name for example in shown)
        }
    )


BLOCKS = {
    "Attachment": ("audit", "audit-file"),
    "Choices": ("feedback", "standing"),
    "Divider": ("template", "template-preview"),
    "Facts": ("feedback", "standing"),
    "Heading": ("feedback", "standing"),
    "Note": ("feedback", "standing"),
    "Picture": ("feedback", "standing"),
    "Quote": ("kudos", "kudos-answer"),
    "Table": ("rule", "rule-list"),
    "Text": ("feedback", "standing"),
}
"""Of each kind of block an example that holds it: its view and its name."""


def test_a_card_of_each_kind_of_block_is_stored_and_sent_as_it_was(golden: Golden) -> None:
    """The text of a golden leaves out how a payload says what one sees; here is all of it, once a kind."""
    assert set(BLOCKS) == {kind.__name__ for kind in get_args(Block)}
    recorded = {}
    for kind, (view, name) in BLOCKS.items():
        card = next(example.card for example in examples(view) if example[:2] == (name, "en"))
        assert kind in {type(block).__name__ for block in card.blocks}, f"{name} holds no {kind}"
        pictures = {block.chart: FILE for block in card.blocks if isinstance(block, Picture)}
        recorded[f"{name}.json"] = {
            "stored": json.loads(card_to_json(card)),
            "slack": slack.render(card, pictures),
            "dingtalk": dingtalk.render(card, pictures),
            "dingtalk without a card": dingtalk.plain(card, pictures),
        }

    golden({name: json.dumps(all_of_it, ensure_ascii=False, indent=1) + "\n" for name, all_of_it in recorded.items()})


def test_every_recorded_card_or_form_is_still_an_example(request: pytest.FixtureRequest) -> None:
    recorded = {path.stem for path in (request.config.rootpath / "tests/golden").glob("*.*")}
    shown = {example.name for example in everywhere()}
    shown |= {name for forms in forms_by_view().values() for name in forms(translator("en"))}

    assert recorded - shown == set(), "make golden removes what is left over"


@EACH
def test_a_card_survives_the_outbox(view: str) -> None:
    changed = [example for example in examples(view) if card_from_json(card_to_json(example.card)) != example.card]

    assert list(map(str, changed)) == []


@EACH
def test_no_card_holds_a_phrase_that_nobody_wants_to_read(view: str) -> None:
    found = {str(example): BANNED.search(everything(example.card)) for example in examples(view)}

    assert {name: match for name, match in found.items() if match} == {}


@pytest.mark.parametrize("locale", LOCALES)
def test_the_catalogue_holds_no_phrase_that_nobody_wants_to_read(locale: str) -> None:
    lines = catalogue(locale).splitlines()

    assert [line for line in lines if not line.startswith("#") and BANNED.search(line)] == []


def test_what_comes_unasked_is_short() -> None:
    pushed = [example for example in everywhere() if example.name in PUSHED]
    assert {example.name for example in pushed} == PUSHED

    for example in pushed:
        longest, shortest = (140, 40) if example.locale == "zh-CN" else (90, 30)
        assert shortest <= length(example.card) <= longest, f"{example}: {words(example.card)}"


@EACH
def test_a_card_has_one_headline_few_facts_and_at_most_three_buttons(view: str) -> None:
    for example in examples(view):
        blocks, summary = example.card.blocks, example.card.summary
        assert isinstance(blocks[0], Heading), example
        assert all(len(block.buttons) <= 3 for block in blocks if isinstance(block, Choices)), example
        assert all(len(block.lines) <= 3 for block in blocks if isinstance(block, Facts)), example
        assert "\n" not in summary, example
        assert summary == plain(summary), f"{example}: a summary is no markup"


@EACH
def test_a_notification_says_nothing_bad_about_anyone(view: str) -> None:
    """A gap, a name or a number below the bar has no place on a lock screen."""
    bad = re.compile(r"低于|超过|下降|不足|under|below|over 5|72%|5\.6%|31%")

    said = {str(example): example.card.summary for example in examples(view)}

    assert {name: summary for name, summary in said.items() if bad.search(summary)} == {}


@EACH
def test_every_button_can_be_pressed_whole(view: str) -> None:
    for example in examples(view):
        for button in example.buttons:
            assert Action.decoded(button.action.encoded()) == button.action, f"{example}: {button}"
            assert 0 < len(button.text) <= 30, f"{example}: {button}"


@EACH
def test_every_choice_is_offered_everywhere_whole_and_none_reads_like_another(view: str) -> None:
    for example in examples(view):
        card = example.card
        choices = [block for block in card.blocks if isinstance(block, Choices) and not block.answered]
        offered = {button.action.encoded(): plain(button.text) for block in choices for button in block.buttons}
        rows = [block for block in slack.render(card, {})["blocks"] if block["type"] == "actions"]
        on_slack = {element["value"] for row in rows for element in row["elements"]}
        values = dingtalk.render(card, {})
        shown = json.loads(values["buttons"])
        message = dingtalk.plain(card, {})
        labels = [button["text"] for button in shown]

        assert on_slack == {button["id"] for button in shown} == set(message["replies"]) == set(offered), example
        assert not shown or values["done"] == "false", example
        assert len(set(labels)) == len(labels), f"{example}: {labels}"
        cut = [button for button in shown if not button["text"].endswith(offered[button["id"]])]
        assert cut == [], f"{example}: nothing of a label is cut"
        assert all(message["text"].count(offered[reply]) for reply in message["replies"]), example


def test_every_button_that_is_shown_leads_somewhere() -> None:
    routes = {route.name for route in ROUTES if Means.CLICK in route.means}
    shown = {
        (example.name, button.action.name)
        for example in everywhere()
        if not example.name.startswith("specificity")  # its caller says where its button leads
        for button in example.buttons
    }

    assert [pair for pair in sorted(shown) if pair[1] not in routes] == []


@pytest.mark.parametrize("row", shipped_metrics(), ids=lambda row: row["metric"])
def test_shipped_advice_is_short_specific_and_plain(row: dict[str, str]) -> None:
    for name in ("advice_en", "advice_zh", "praise_en", "praise_zh"):
        lines = row[name].splitlines()
        assert len(lines) == len(set(lines)) >= 3, f"{name} needs variants"
        for line in lines:
            assert not BANNED.search(line), line
            assert line.endswith((".", "?", "。", "？")), line
            assert len(line.split()) <= 25, line
            assert len(line) <= 45 or name.endswith("_en"), line


@pytest.mark.parametrize("name", ["**Bo**", "[x](https://evil.example)", "`rm`", "张*敏*", "a\\b"])
@pytest.mark.parametrize("locale", LOCALES)
def test_a_name_that_looks_like_markup_is_only_a_name(name: str, locale: str) -> None:
    from bot.people.views.help import unknown

    heading = unknown(translator(locale), words=name, offers=(), command="").blocks[0]

    assert isinstance(heading, Heading)
    assert name in plain(heading.text)
    assert all(span.style is Style.PLAIN for span in parse(heading.text))


@EACH
def test_two_buttons_of_a_card_that_read_alike_do_the_same(view: str) -> None:
    """A platform may put all buttons of a message into one place."""
    for example in examples(view):
        meant = {(button.text, button.action.encoded()) for button in example.buttons}

        assert len(meant) == len({text for text, _ in meant}), f"{example}: {sorted(meant)}"
