"""Amendments of a form as cards: what HR sees before and after, and what those hear who still write."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.figures.domain.example import NOW
from bot.kit.calendar import zone
from bot.messages.card import Action, Button, Card, Choices, Heading, Note, Text
from bot.messages.text import plain
from bot.people.domain.reader import Reader
from bot.reviews.domain import example
from bot.reviews.domain.default_form_template import SELF_REVIEW
from bot.reviews.domain.form_template import Filler
from bot.reviews.domain.form_template_amendment import Amendment
from bot.reviews.views.form_template_versions import changed

if TYPE_CHECKING:
    from datetime import datetime

    from bot.messages.card import Block
    from bot.messages.i18n import Translator


def ask(t: Translator, found: Amendment) -> Card:
    """Show what an amendment would change and for whom, before it is made."""
    heading = t("amendment-ask", cycle=found.cycle.name, version=found.after.version)
    args = (("no", str(found.cycle.no)), ("v", str(found.after.version)), ("sure", "1"))
    blocks: list[Block] = [Heading(heading), *_changes(t, found, None)]
    blocks += [
        Text(t("amendment-told", n=len(found.told))),
        Text(t("amendment-kept", n=found.handed_in)),
        Choices((Button(plain(t("amendment-button-apply")), Action("form_template.apply", args)),)),
        Note(t("amendment-ask-note", before=found.before.version)),
    ]
    return Card("form_template", plain(heading), tuple(blocks), t.locale)


def done(t: Translator, found: Amendment) -> Card:
    """Say that a cycle goes by another version from now on."""
    heading = t("amendment-done", cycle=found.cycle.name, version=found.after.version)
    args = (("no", str(found.cycle.no)),)
    blocks: list[Block] = [
        Heading(heading),
        *_changes(t, found, None),
        Text(t("amendment-told-done", n=len(found.told))),
    ]
    blocks.append(Choices((Button(plain(t("amendment-button-cycle")), Action("cycle", args)),)))
    return Card("form_template", plain(heading), tuple(blocks), t.locale)


def news(to: Reader, found: Amendment, side: Filler, *, at: datetime) -> Card:
    """Tell somebody who still writes what is asked otherwise since ``at``; what they have written stays."""
    t = to.t
    heading = t("amendment-news", cycle=found.cycle.name, side=str(side))
    when = t.moment(at, zone=to.zone, now=to.now)
    mine = side is Filler.EMPLOYEE
    button = (
        Button(plain(t("amendment-button-review")), Action("review"))
        if mine
        else Button(plain(t("amendment-button-team")), Action("cycle", (("no", str(found.cycle.no)),)))
    )
    blocks: list[Block] = [Heading(heading), *_changes(t, found, side)]
    blocks += [Text(t("amendment-news-stays", when=when)), Choices((button,)), Note(t("amendment-news-note"))]
    return Card("amendment", plain(heading), tuple(blocks), t.locale)


def _changes(t: Translator, found: Amendment, side: Filler | None) -> list[Text]:
    said = changed(t, found.changes(side))
    return [Text("\n".join(said) if said else t("form-template-other-changes"))]


def examples(t: Translator) -> dict[str, Card]:
    """Show an amendment before and after, and what both sides hear of it."""
    to, cycle = Reader(t, zone("Asia/Shanghai"), NOW), example.cycle(chinese=t.chinese)
    view = SELF_REVIEW.section("view")
    after = example.changed_form()
    if view is not None:
        shorter = replace(view, questions=view.questions[:2])
        after = replace(after, sections=tuple(shorter if part.key == "view" else part for part in after.sections))
    writing = ((Filler.EMPLOYEE, "S1"), (Filler.EMPLOYEE, "S2"), (Filler.MANAGER, "M1"))
    found = Amendment(cycle=cycle, before=SELF_REVIEW, after=after, writing=writing, handed_in=5)
    return {
        "amendment-ask": ask(t, found),
        "amendment-done": done(t, found),
        "amendment-news": news(to, found, Filler.EMPLOYEE, at=NOW),
        "amendment-news-lead": news(to, found, Filler.MANAGER, at=NOW),
    }
