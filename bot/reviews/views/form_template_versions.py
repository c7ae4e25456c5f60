"""The versions of a form as HR reads them: who made each, when, what it changed, and the way back to it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.figures.domain.example import NOW
from bot.kit.calendar import zone
from bot.messages.card import Action, Button, Card, Heading, Note, Text
from bot.messages.text import plain
from bot.people.domain.reader import Reader
from bot.reviews.domain import example
from bot.reviews.domain.default_form_template import SELF_REVIEW
from bot.reviews.domain.form_template import TemplateVersion
from bot.reviews.domain.form_template_change import Changed, TemplateChange, template_changes
from bot.reviews.views.form_template import rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.messages.card import Block
    from bot.messages.i18n import Translator

_MOST: Final = 9
_MOST_NAMED: Final = 4


def listing(to: Reader, history: Sequence[TemplateVersion], names: Mapping[str, str]) -> Card:
    """List the versions of a form, newest first; ``names`` are by person's id, "" where nobody is known."""
    t = to.t
    newest = history[0].template
    heading = t("form-template-versions", title=newest.title.said(t.locale))
    shown = history[:_MOST]
    lines = [_line(to, version, before, names) for version, before in zip(shown, (*history[1:], None), strict=False)]
    back = [
        Button(
            plain(t("form-template-button-undo", version=version.template.version)),
            Action("form_template.undo", (("form", newest.key), ("v", str(version.template.version)))),
        )
        for version in shown[1:]
    ]
    blocks: list[Block] = [Heading(heading), *[Text(line) for line in lines], *rows(back)]
    blocks.append(Note(t("form-template-versions-note")))
    return Card("form_template", plain(heading), tuple(blocks), t.locale)


def _line(to: Reader, version: TemplateVersion, before: TemplateVersion | None, names: Mapping[str, str]) -> str:
    t, number = to.t, version.template.version
    when = t.moment(version.at, zone=to.zone, now=to.now)
    by = names.get(version.by, "")
    said: list[str] = [
        t("form-template-version", n=number, when=when, by=by) if by else t("form-template-first", n=number, when=when)
    ]
    if before is not None:
        said += changed(t, template_changes(before.template, version.template)) or [t("form-template-other-changes")]
    return "\n".join(said)


def changed(t: Translator, changes: Sequence[TemplateChange]) -> list[str]:
    """Say what changed, a line for each way, with the names of the questions."""
    found = []
    for how in Changed:
        labels = [change.label.said(t.locale) for change in changes if change.how is how]
        if labels:
            more = len(labels) - _MOST_NAMED
            names = t.listed(labels[:_MOST_NAMED])
            shown = t("form-template-and-more", names=names, n=more) if more > 0 else names
            found.append(str(t(f"form-template-change-{how.value.replace('_', '-')}", names=shown)))
    return found


def examples(t: Translator) -> dict[str, Card]:
    """Show two versions of a form."""
    to, name = Reader(t, zone("Asia/Shanghai"), NOW), "何静" if t.chinese else "Jing He"
    history = [
        TemplateVersion(example.changed_form(), "H1", NOW - timedelta(hours=1)),
        TemplateVersion(SELF_REVIEW, "", NOW - timedelta(days=40)),
    ]
    return {"form-template-versions": listing(to, history, {"H1": name, "": ""})}
