"""Every message in both languages: recorded as it is, short enough, and without a word that nobody wants to read."""

from __future__ import annotations

import json
import re
from importlib import import_module

import pytest

from bot.admin.views.example import examples_by_view
from bot.messages.card import (
    Action,
    Attachment,
    Card,
    Choices,
    Divider,
    Facts,
    Heading,
    Note,
    Picture,
    Quote,
    Table,
    Text,
)
from bot.messages.codec import card_from_json, card_to_json
from bot.messages.i18n import LOCALES, Catalog
from bot.messages.i18n import words as catalogue
from bot.messages.text import Style, parse, plain
from bot.messages.voice import BANNED
from bot.platforms.dingtalk import render as dingtalk
from bot.platforms.slack import render as slack
from handlers import ROUTES, Means
from tests.conftest import Golden
from tests.office import everything, shipped_metrics, words

PUSHED = {"standing", "standing-gap", "praise", "nudge", "nudge-added", "nudge-rate", "alert"} | {
    "correction",
    "correction-other",
    "correction-case",
    "correction-line",
}
"""Messages that come unasked and say one thing; a report and an answer may be longer."""


def shown(locale: str) -> list[tuple[str, Card]]:
    """Return every example of every view."""
    t = Catalog.load()(locale)
    return [pair for examples in examples_by_view().values() for pair in examples(t).items()]


CARDS = [(locale, name, card) for locale in LOCALES for name, card in shown(locale)]
EACH = pytest.mark.parametrize(("locale", "name", "card"), CARDS, ids=[f"{name}.{locale}" for locale, name, _ in CARDS])


def length(card: Card) -> int:
    """Count English words; in Chinese characters, where a number or Latin word counts as one."""
    text = words(card)
    return len(re.findall(r"[\u3400-\u9fff]|[A-Za-z0-9.,%]+", text)) if card.locale == "zh-CN" else len(text.split())


@EACH
def test_a_card_is_as_it_was_read_aloud(locale: str, name: str, card: Card, golden: Golden) -> None:
    golden(f"{name}.{locale}.card.json", json.loads(card_to_json(card)))


@pytest.mark.parametrize("platform", ["slack", "dingtalk"])
@EACH
def test_a_card_is_rendered_as_it_was_looked_at(
    platform: str, locale: str, name: str, card: Card, golden: Golden
) -> None:
    render = import_module(f"bot.platforms.{platform}.render").render
    pictures = {block.chart: "PICTURE" for block in card.blocks if isinstance(block, Picture)}

    golden(f"{name}.{locale}.{platform}.json", render(card, pictures))


@EACH
def test_a_card_survives_the_outbox(locale: str, name: str, card: Card) -> None:
    assert card_from_json(card_to_json(card)) == card
    assert (card.locale, bool(name)) == (locale, True)


@EACH
def test_no_card_holds_a_phrase_that_nobody_wants_to_read(locale: str, name: str, card: Card) -> None:
    found = BANNED.search(everything(card))

    assert found is None, f"{name}.{locale}: {found}"


@pytest.mark.parametrize("locale", LOCALES)
def test_the_catalogue_holds_no_phrase_that_nobody_wants_to_read(locale: str) -> None:
    lines = catalogue(locale).splitlines()

    assert [line for line in lines if not line.startswith("#") and BANNED.search(line)] == []


@EACH
def test_what_comes_unasked_is_short(locale: str, name: str, card: Card) -> None:
    longest, shortest = (140, 40) if locale == "zh-CN" else (90, 30)

    if name in PUSHED:
        assert shortest <= length(card) <= longest, words(card)


@EACH
def test_a_card_has_one_headline_few_facts_and_at_most_three_buttons(locale: str, name: str, card: Card) -> None:
    assert isinstance(card.blocks[0], Heading)
    assert all(len(block.buttons) <= 3 for block in card.blocks if isinstance(block, Choices))
    assert all(len(block.lines) <= 3 for block in card.blocks if isinstance(block, Facts)), (name, locale)
    assert "\n" not in card.summary
    assert card.summary == plain(card.summary), "a summary is no markup"


@EACH
def test_a_notification_says_nothing_bad_about_anyone(locale: str, name: str, card: Card) -> None:
    """A gap, a name or a number below the bar has no place on a lock screen."""
    assert not re.search(r"低于|超过|下降|不足|under|below|over 5|72%|5\.6%|31%", card.summary), (name, locale)


@EACH
def test_every_button_can_be_pressed_whole(locale: str, name: str, card: Card) -> None:
    buttons = [button for block in card.blocks if isinstance(block, Choices) for button in block.buttons]

    for button in buttons:
        assert Action.decoded(button.action.encoded()) == button.action, (name, locale)
        assert 0 < len(button.text) <= 30


@EACH
def test_every_choice_is_offered_everywhere_whole_and_none_reads_like_another(
    locale: str, name: str, card: Card
) -> None:
    choices = [block for block in card.blocks if isinstance(block, Choices) and not block.answered]
    offered = {button.action.encoded(): plain(button.text) for one in choices for button in one.buttons}
    blocks = [block for block in slack.render(card, {})["blocks"] if block["type"] == "actions"]
    on_slack = {element["value"] for block in blocks for element in block["elements"]}
    values = dingtalk.render(card, {})
    shown = json.loads(values["buttons"])
    message = dingtalk.plain(card, {})

    assert on_slack == {one["id"] for one in shown} == set(message["replies"]) == set(offered), (locale, name)
    assert not shown or values["done"] == "false", (locale, name)
    labels = [one["text"] for one in shown]
    assert len(set(labels)) == len(labels), (locale, name)
    assert all(one["text"].endswith(offered[one["id"]]) for one in shown), "nothing of a label is cut"
    assert all(message["text"].count(f"{offered[one]}") for one in message["replies"]), (locale, name)


def test_every_button_that_is_shown_leads_somewhere() -> None:
    routes = {route.name for route in ROUTES if Means.CLICK in route.means}
    shown = {
        (name, button.action.name)
        for _, name, card in CARDS
        if not name.startswith("specificity")  # its caller says where its button leads
        for block in card.blocks
        if isinstance(block, Choices)
        for button in block.buttons
    }

    assert [pair for pair in sorted(shown) if pair[1] not in routes] == []


def test_every_kind_of_block_is_in_some_example() -> None:
    kinds = {type(block) for _, _, card in CARDS for block in card.blocks}

    assert kinds >= {Attachment, Choices, Divider, Facts, Heading, Note, Picture, Quote, Table, Text}


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

    heading = unknown(Catalog.load()(locale), words=name, offers=(), command="").blocks[0]

    assert isinstance(heading, Heading)
    assert name in plain(heading.text)
    assert all(span.style is Style.PLAIN for span in parse(heading.text))


@EACH
def test_two_buttons_of_a_card_that_read_alike_do_the_same(locale: str, name: str, card: Card) -> None:
    del locale, name
    buttons = [button for block in card.blocks if isinstance(block, Choices) for button in block.buttons]

    meant = {(one.text, one.action.encoded()) for one in buttons}

    assert len(meant) == len({text for text, _ in meant}), "a platform may put all buttons of a message into one place"
