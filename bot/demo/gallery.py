"""The gallery: every example of every view and every form, in every language, as each platform shows it."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import TYPE_CHECKING, Any

from bot.admin.views.example import examples_by_view, forms_by_view
from bot.demo.stage import TEMPLATE_ID, call
from bot.figures.domain.example import NOW, people
from bot.messages.card import Picture
from bot.messages.dialogue import answer, begin, question
from bot.messages.field import standing
from bot.messages.form import flat
from bot.messages.i18n import LOCALES, translator
from bot.messages.text import plain
from bot.platforms.chart import draw
from bot.platforms.dingtalk import page as dingtalk_page
from bot.platforms.dingtalk import render as dingtalk
from bot.platforms.dingtalk.native import drawn_first
from bot.platforms.slack import page as slack_page
from bot.platforms.slack import render as slack
from bot.platforms.slack.native import is_native

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.messages.card import Card, Drawing
    from bot.messages.form import Form

Json = dict[str, Any]

EXCHANGES = 6
"""How many questions of a long form are answered where it is shown as a talk."""


def fill(url: str) -> int:
    """Show every message in the gallery of the sandbox at ``url``; returns how many there are."""
    items = list(_items())
    call(url, "/sandbox/gallery", items)
    return len(items)


def _items() -> Iterator[Json]:
    for locale in LOCALES:
        t = translator(locale)
        for view, examples in examples_by_view().items():
            for title, card in examples(t).items():
                drawn = {block.chart: draw(block.chart) for block in card.blocks if isinstance(block, Picture)}
                names = {chart: f"gallery-{hashlib.sha256(png).hexdigest()[:16]}" for chart, png in drawn.items()}
                pictures = {names[chart]: base64.b64encode(png).decode() for chart, png in drawn.items()}
                for way in _ways(card, names):
                    yield {"view": view, "title": title, "locale": locale, "pictures": pictures} | way
        for view, forms in forms_by_view().items():
            for title, form in forms(t).items():
                for way in ways_to_ask(form):
                    yield {"view": view, "title": title, "locale": locale} | way


def _ways(card: Card, names: dict[Drawing, str]) -> Iterator[Json]:
    """Yield a card as each platform shows it, also with charts of its own, and as DingTalk's robot does."""
    yield {"platform": "slack", "kind": "blocks", "payload": slack.render(card, names)}
    if is_native(card):
        yield {"platform": "slack", "kind": "charts", "payload": slack.render(card, {}, native=True)}
    yield _as_card(dingtalk.render(card, names))
    if own := drawn_first(card):
        yield _as_card(dingtalk.render(card, names, native=own)) | {"kind": "chart"}
    yield _as_robot(card, names)


def _as_card(variables: Json) -> Json:
    values = {"cardTemplateId": TEMPLATE_ID, "cardData": {"cardParamMap": variables}}
    return {"platform": "dingtalk", "kind": "card", "payload": values}


def ways_to_ask(form: Form) -> Iterator[Json]:
    """Yield a form as Slack opens it, as our card template in DingTalk shows it, and as it is asked without one.

    Of a long form that is a talk, as somebody would answer what stands in it; of any other its first question.
    """
    yield {"platform": "slack", "kind": "view", "payload": slack_page.render_form(form)}
    yield _as_card(dingtalk_page.render_form(form))
    if form.pages and form.step and not form.step.page:
        name = people(chinese=form.locale == "zh-CN")["S1"].name
        payload = {"name": name, "messages": list(_talk(form))}
        yield {"platform": "dingtalk", "kind": "talk", "payload": payload}
    else:
        yield _as_robot(question(translator(form.locale), begin(form)), {})


def _talk(form: Form) -> Iterator[Json]:
    """Yield the messages of both, up to the first question to which the form has no answer."""
    t = translator(form.locale)
    given = {field.name: standing(field) for field in flat(form.sections)}
    talk = begin(form.filled(dict.fromkeys(given, "")))
    for _ in range(EXCHANGES):
        yield {"from": "bot"} | _as_robot(question(t, talk), {})
        asked = talk.asked
        said = given.get(asked.name, plain(t("form-no"))) if asked else ""
        if not said or not isinstance(said, str):
            return
        yield {"from": "person", "payload": {"content": said}}
        talk = answer(talk, said, today=NOW.date())
    yield {"from": "bot"} | _as_robot(question(t, talk), {})


def _as_robot(card: Card, names: dict[Drawing, str]) -> Json:
    message = dingtalk.plain(card, names)
    words = json.dumps({"title": message["title"], "text": message["text"] or message["title"]}, ensure_ascii=False)
    return {"platform": "dingtalk", "kind": "markdown", "payload": {"msgKey": "sampleMarkdown", "msgParam": words}}
