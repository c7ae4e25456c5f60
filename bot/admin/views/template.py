"""Templates as cards and a form: which words may be changed, one message in both languages, and how it would look."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from bot.figures.domain import example
from bot.kit.shortening import shortened
from bot.messages.card import Action, Block, Button, Card, Choices, Divider, Heading, Note, Table, Text
from bot.messages.field import TextField
from bot.messages.form import Form
from bot.messages.i18n import LOCALES
from bot.messages.template import shipped
from bot.messages.text import plain
from bot.messages.voice import Template, longest, on_lock_screen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import tzinfo

    from bot.messages.i18n import Translator
    from bot.messages.text import Ready

PAGE: Final = 10
_MOST_VERSIONS, _LONGEST_CELL = 6, 60


def listing(t: Translator, found: Sequence[tuple[str, str, bool]], *, start: int, said: str) -> Card:
    """List the messages that may be changed, a page at a time; ``said`` is what they were looked for by."""
    heading = t("template-list-headline", n=len(found))
    header = tuple(plain(t(f"template-column-{name}")) for name in ("key", "text", "state"))
    rows = tuple(
        (key, _short(text), plain(t("template-state-changed" if changed else "template-state-shipped")))
        for key, text, changed in found[start : start + PAGE]
    )
    blocks: list[Block] = [Heading(heading), Text(t("template-list-text"))]
    blocks += [Table(header, rows)] if rows else []
    if start + PAGE < len(found):
        args = (("at", str(start + PAGE)), *((("said", said),) if said else ()))
        blocks.append(Choices((Button(plain(t("template-more")), Action("template", args)),)))
    return Card("template", plain(heading), (*blocks, Note(t("template-note"))), t.locale)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return shortened(line, _LONGEST_CELL)


def _language(t: Translator, locale: str) -> Ready:
    return t(f"template-language-{locale.lower()}")


def show(
    t: Translator,
    key: str,
    texts: Mapping[str, str],
    versions: Sequence[tuple[Template, str]],
    *,
    zone: tzinfo,
    now: datetime,
    done: str = "",
) -> Card:
    """Show a message in both languages, with its versions (newest first, each with its author's name).

    ``done`` is the key of what was just done with it.
    """
    names = sorted(shipped(t.locale)[key].variables)
    filled = ", ".join(f"{{ ${name} }}" for name in names)
    about = t("template-variables", names=filled) if names else t("template-variables-none")
    limits = "template-limits-lock-screen" if on_lock_screen(key) else "template-limits"
    header = (plain(t("template-column-language")), plain(t("template-column-text")))
    rows = tuple((plain(_language(t, locale)), texts[locale]) for locale in LOCALES)
    blocks: list[Block] = [
        Heading(key),
        *([Text(t(done))] if done else []),
        Text(t.sentences([about, t(limits, most=str(longest(key, t.locale)))])),
        Table(header, rows),
    ]
    if versions:
        blocks.append(_history(t, versions, zone=zone, now=now))
    buttons = [_edit(t, key, locale) for locale in sorted(LOCALES, key=lambda locale: locale != t.locale)]
    if any(texts[locale] != shipped(locale)[key].text for locale in LOCALES):
        buttons.append(Button(plain(t("template-button-reset")), Action("template.reset", (("key", key),))))
    blocks.append(Choices(tuple(buttons)))
    return Card("template", plain(t("template-summary")), (*blocks, Note(t("template-note"))), t.locale)


def _edit(t: Translator, key: str, locale: str) -> Button:
    word = t("template-button-edit", language=_language(t, locale))
    return Button(plain(word), Action("template.edit", (("key", key), ("locale", locale))))


def _history(t: Translator, versions: Sequence[tuple[Template, str]], *, zone: tzinfo, now: datetime) -> Table:
    header = tuple(plain(t(f"template-column-{name}")) for name in ("language", "text", "by", "at"))
    today = now.astimezone(zone).date()
    rows = tuple(
        (
            plain(_language(t, template.locale)),
            _short(template.text) or plain(t("template-was-reset")),
            by,
            t.day(template.at.astimezone(zone).date(), today=today),
        )
        for template, by in versions[:_MOST_VERSIONS]
    )
    return Table(header, rows)


def form(t: Translator, key: str, locale: str, text: str) -> Form:
    """Ask for the words of a message in a language."""
    names = sorted(shipped(locale)[key].variables)
    hint = t("template-variables", names=", ".join(f"{{ ${name} }}" for name in names)) if names else ""
    args = (("key", key), ("locale", locale))
    return Form(
        kind="template",
        title=plain(t("template-form", template=key, language=_language(t, locale))),
        fields=(TextField("text", plain(t("template-form-text")), hint=plain(hint), value=text, long=True, most=1000),),
        submit=plain(t("template-form-submit")),
        action=Action("template.check", args),
        opener=Action("template.edit", args),
        intro=t("template-form-intro"),
        locale=t.locale,
    )


def preview(t: Translator, draft: Template, shown: Card | str) -> Card:
    """Show words as somebody would get them, with the button that puts them in force."""
    language = _language(t, draft.locale)
    blocks: list[Block] = [Heading(t("template-preview-headline", template=draft.key, language=language))]
    if isinstance(shown, Card):
        blocks += [Divider(), *(block for block in shown.blocks if not isinstance(block, Choices)), Divider()]
        blocks.append(Text(t("template-preview-summary", summary=shown.summary)))
    else:
        blocks.append(Text(t("template-preview-alone", text=plain(shown))))
    publish = Button(plain(t("template-button-publish")), Action("template.publish", (("no", str(draft.no)),)))
    again = (("key", draft.key), ("locale", draft.locale), ("no", str(draft.no)))
    edit = Button(plain(t("template-button-again")), Action("template.edit", again))
    blocks += [Choices((publish, edit)), Note(t("template-preview-note"))]
    return Card("template", plain(t("template-summary")), tuple(blocks), t.locale)


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    zone, by = ZoneInfo("Asia/Shanghai"), "周婷" if t.chinese else "Ana Silva"
    key, text = "one-on-one-note", "这条提醒只发给你们两个人" if t.chinese else "This reminder goes to you two alone"
    written = datetime(2026, 11, 1, 2, 0, tzinfo=UTC)
    mine = Template(key, t.locale, text, "M1", written, no=12, published=3)
    texts = {locale: shipped(locale)[key].text for locale in LOCALES} | {t.locale: text}
    names = ("feedback-headline-target", "one-on-one-note")
    found = [(name, shipped(t.locale)[name].text, name == key) for name in names]
    card = Card("one_on_one", text, (Heading(text), Note(text)), t.locale)
    return {
        "template-list": listing(t, found, start=0, said=""),
        "template": show(t, key, texts, [(mine, by)], zone=zone, now=example.NOW),
        "template-preview": preview(t, mine, card),
        "template-preview-alone": preview(t, mine, text),
    }


def forms(t: Translator) -> dict[str, Form]:
    """Show each form once."""
    key = "one-on-one-note"
    return {"template-form": form(t, key, t.locale, shipped(t.locale)[key].text)}
