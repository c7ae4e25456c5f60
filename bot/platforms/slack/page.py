"""Forms as modals: what leads to the questions, the inputs, and the buttons of a form that has pages."""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from bot.kit.errors import TooLong
from bot.messages.card import Card, Heading
from bot.messages.draft import TurnTo, encoded
from bot.messages.field import GroupField
from bot.messages.form import Section, flat
from bot.messages.i18n import translator
from bot.messages.panel import blocks_of
from bot.messages.text import plain as bare
from bot.platforms.slack import limits
from bot.platforms.slack.form import ROOMS, block
from bot.platforms.slack.mrkdwn import context, escaped, plain_text, section
from bot.platforms.slack.render import render

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.messages.field import Field
    from bot.messages.form import Form
    from bot.messages.i18n import Translator
    from bot.platforms.slack.form import Room

Json = dict[str, Any]


def render_form(form: Form, place: Mapping[str, str] | None = None) -> Json:
    """Return a form as a modal: each field with what stands in it, and what is wrong with that below it.

    Of a form with pages it is the one of its step. ``place`` is where it was opened; it comes back with the answers,
    beside the form's action. Everybody could read both, so they hold ids alone. The result keeps every limit whatever
    the form holds.
    """
    t = translator(form.locale)
    title = bare(form.title)
    view: Json = {
        "type": "modal",
        "callback_id": form.kind[: limits.ACTION],
        "private_metadata": _metadata(form, place or {}),
        "title": plain_text(_short(t, title), limits.VIEW_TITLE),
        "submit": plain_text(bare(form.submit if form.last else t("form-next")), limits.VIEW_TITLE),
        "close": plain_text(t("platform-cancel"), limits.VIEW_TITLE),
    }
    above = [] if _whole(title) else render(Card(form.kind, title, (Heading(title),), form.locale), {})["blocks"]
    for room in ROOMS:
        view["blocks"] = _within([*above, *_blocks(t, form, room)])
        if len(json.dumps(view, ensure_ascii=False).encode()) <= limits.VIEW_BYTES:
            break
    return view


def _within(blocks: list[Json]) -> list[Json]:
    """Keep the number of blocks: from too many, the last of those go that are neither asked nor pressed."""
    spare = [
        at for at, block in enumerate(blocks) if block["type"] not in {"input", "actions"} and "accessory" not in block
    ]
    gone = set(spare[len(spare) - max(len(blocks) - limits.VIEW_BLOCKS, 0) :])
    return [entry for at, entry in enumerate(blocks) if at not in gone]


def _short(t: Translator, title: str) -> str:
    """Return what Slack shows of a title: all of it, its first part, or that something is to be filled in."""
    return next((part for part in (title, title.partition(" · ")[0]) if _whole(part)), t("platform-form"))


def _whole(title: str) -> bool:
    """Say whether Slack shows a title as it is; the whole of a longer one stands above the fields."""
    return escaped(title) <= limits.VIEW_TITLE


def _metadata(form: Form, place: Mapping[str, str]) -> str:
    step = {"draft": str(form.step.draft), "page": str(form.step.page)} if form.step else {}
    for kept in (place, {}):
        own = {**kept, **step, "action": form.action.encoded()}
        line = json.dumps(own, ensure_ascii=False, separators=(",", ":"))
        if len(line) <= limits.METADATA:
            return line
    raise TooLong(f"the action {form.action.name[:40]} does not fit beside a form")


def _blocks(t: Translator, form: Form, room: Room) -> list[Json]:
    sections = form.shown if form.pages else (Section("", form.fields[: limits.FIELDS]),)
    known = {field.name for field in flat(form.sections if form.pages else sections)}
    first = form.step is None or form.step.page == 0
    blocks = [context(line) for line in _status(t, form)]
    blocks += [section(form.intro)] if form.intro.strip() and first else []
    blocks += [_problem(reason) for name, reason in form.problems.items() if name not in known][: limits.FIELDS]
    for part in sections:
        blocks += _section(t, form, part, room)
    blocks = blocks or [context(form.title)]
    return [*blocks, *_ways(t, form)]


def _status(t: Translator, form: Form) -> Iterator[str]:
    """Say how far one is, and what was kept."""
    if form.step is None:
        return
    if len(form.pages) > 1:
        page = form.pages[form.step.page]
        yield t("form-page", at=form.step.page + 1, of=len(form.pages), title=page.title)
    if form.step.status:
        yield form.step.status


def _section(t: Translator, form: Form, shown_section: Section, room: Room) -> Iterator[Json]:
    page = form.pages[form.step.page].title if form.step and len(form.pages) > 1 else ""
    if shown_section.title and shown_section.title != page:
        yield section(f"**{shown_section.title}**")
    if shown_section.intro.strip():
        yield section(shown_section.intro)
    for panel in shown_section.panels:
        yield from render(Card(form.kind, panel.title, tuple(blocks_of(panel)), form.locale), {})["blocks"]
    for part in shown_section.fields:
        if isinstance(part, GroupField):
            yield from _group(t, form, part, room)
        else:
            yield from _input(form, part, room)


def _group(t: Translator, form: Form, group: GroupField, room: Room) -> Iterator[Json]:
    """Show the items of a group, each with a button that takes it away where it need not be, and one for another."""
    items = group.shown
    if group.label:
        yield section(f"**{group.label}**")
    if group.hint.strip():
        yield context(group.hint)
    for number, fields in enumerate(items, start=1):
        title = section(f"**{t('form-item', item=group.item, number=number)}**")
        if len(items) > group.least:
            title["accessory"] = _button(t("form-less"), TurnTo.LESS, f"{group.name}.{number}")
        yield title
        for field in fields:
            yield from _input(form, field, room)
    if len(items) < group.most:
        yield {"type": "actions", "elements": [_button(t("form-more", item=group.item), TurnTo.MORE, group.name)]}


def _input(form: Form, field: Field, room: Room) -> Iterator[Json]:
    yield block(field, action_id=_id(form), room=room)
    if field.name in list(form.problems)[: limits.FIELDS]:
        yield _problem(form.problems[field.name])


def _ways(t: Translator, form: Form) -> list[Json]:
    """Offer the ways from a page of a form that is kept, besides the one that the modal's own button goes."""
    if form.step is None:
        return []
    buttons = [_button(t("form-back"), TurnTo.BACK)] if form.step.page else []
    return [{"type": "actions", "elements": [*buttons, _button(t("form-keep"), TurnTo.KEEP)]}]


def _button(text: str, way: TurnTo, of: str = "") -> Json:
    word = encoded(way, of)
    label = plain_text(bare(text), limits.BUTTON)
    return {"type": "button", "action_id": word[: limits.ACTION], "text": label, "value": word}


def _id(form: Form) -> str:
    """Name a form's inputs: the same for the same form, another for any other, and never cut.

    A page that is shown anew has other names, since Slack keeps what was typed under the same: an item of a group
    would still hold what stood in the one before it.
    """
    line = form.action.encoded() + (f"#{form.step.turn}" if form.step else "")
    return line if len(line) <= limits.ACTION else blake2b(line.encode(), digest_size=16).hexdigest()


def _problem(reason: str) -> Json:
    return context(f"⚠ {reason}")
