"""The gallery: every message and form of every view, in both languages, for both platforms, with its pictures."""

from __future__ import annotations

import json
import re
import urllib.request

import pytest

from bot.admin.views.example import examples_by_view, forms_by_view
from bot.demo import gallery
from bot.demo.gallery import fill
from bot.demo.stage import call
from bot.messages.i18n import LOCALES, translator
from bot.platforms.dingtalk.native import drawn_first
from bot.platforms.slack.native import is_native
from bot.sandbox.server import serve_in_thread


def test_the_gallery_holds_every_example_and_form_and_its_picture() -> None:
    expected = (
        {
            (view, title, locale, platform, kind)
            for locale in LOCALES
            for view, examples in examples_by_view().items()
            for title in examples(translator(locale))
            for platform, kind in (("slack", "blocks"), ("dingtalk", "card"), ("dingtalk", "markdown"))
        }
        | {
            (view, title, locale, "slack", "charts")
            for locale in LOCALES
            for view, examples in examples_by_view().items()
            for title, card in examples(translator(locale)).items()
            if is_native(card)
        }
        | {
            (view, title, locale, "dingtalk", "chart")
            for locale in LOCALES
            for view, examples in examples_by_view().items()
            for title, card in examples(translator(locale)).items()
            if drawn_first(card)
        }
        | {
            (view, title, locale, platform, kind)
            for locale in LOCALES
            for view, forms in forms_by_view().items()
            for title, form in forms(translator(locale)).items()
            for platform, kind in (
                ("slack", "view"),
                ("dingtalk", "card"),
                ("dingtalk", "talk" if form.pages and form.step and not form.step.page else "markdown"),
            )
        }
    )

    sandbox = serve_in_thread()
    try:
        count = fill(sandbox.url)
        items = call(sandbox.url, "/sandbox/gallery")
        shown = {tuple(item[key] for key in ("view", "title", "locale", "platform", "kind")) for item in items}
        names = set(re.findall(r"gallery-[0-9a-f]{16}", json.dumps(items)))
        pictures = []
        for name in names:
            for address in (f"/slack/files/{name}", f"/dingtalk/media/{name}"):
                with urllib.request.urlopen(sandbox.url + address, timeout=10) as answer:  # noqa: S310 - the sandbox
                    pictures.append(answer.read()[:8])
    finally:
        sandbox.stop()

    assert shown == expected
    assert count == len(items) == len(expected)
    assert pictures == [b"\x89PNG\r\n\x1a\n"] * 2 * len(names)
    assert len(names) > 1


@pytest.mark.parametrize("locale", LOCALES)
def test_a_long_form_is_shown_as_a_talk_with_the_answers_that_stand_in_it(locale: str) -> None:
    form = forms_by_view()["review"](translator(locale))["review-self-1"]

    *_, way = gallery.ways_to_ask(form)

    messages = way["payload"]["messages"]
    said = [message["payload"]["content"] for message in messages if message["from"] == "person"]
    asked = [json.loads(message["payload"]["msgParam"])["text"] for message in messages if message["from"] == "bot"]
    assert said[:2] == ["Project A" if locale == "en" else "项目A", "120%"]
    assert len(asked) == len(said) + 1
    assert all(
        label in text
        for label, text in zip(
            ("Project", "Completion") if locale == "en" else ("项目名称", "目标完成率"), asked, strict=False
        )
    )
    assert said[0] not in asked[0], "each is asked as if nothing had been answered before"
