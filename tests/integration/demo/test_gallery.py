"""The gallery: every message and form of every view, in both languages, for both platforms, with its pictures."""

from __future__ import annotations

import json
import re
import urllib.request

from bot.admin.views.example import examples_by_view, forms_by_view
from bot.demo.gallery import fill
from bot.demo.stage import call
from bot.messages.i18n import LOCALES, translator
from bot.sandbox.server import serve_in_thread


def test_the_gallery_holds_every_example_and_form_and_its_picture() -> None:
    expected = {
        (view, title, locale, platform, kind)
        for locale in LOCALES
        for view, examples in examples_by_view().items()
        for title in examples(translator(locale))
        for platform, kind in (("slack", "blocks"), ("dingtalk", "card"), ("dingtalk", "markdown"))
    } | {
        (view, title, locale, platform, kind)
        for locale in LOCALES
        for view, forms in forms_by_view().items()
        for title in forms(translator(locale))
        for platform, kind in (("slack", "view"), ("dingtalk", "card"), ("dingtalk", "markdown"))
    }

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
