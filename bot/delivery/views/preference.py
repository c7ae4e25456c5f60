"""Preferences as a card and a form: how each kind of message comes, and why some cannot be off."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.delivery.domain.preference import ALWAYS, CHOSEN, PACES, Pace, Topic
from bot.messages.card import Action, Block, Button, Card, Choices, FactLine, Facts, Heading, Note, Text
from bot.messages.field import Option, SelectField
from bot.messages.form import Form
from bot.messages.text import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.messages.i18n import Translator

_TOGETHER = 3


def shown(t: Translator, paces: Mapping[Topic, Pace], *, changed: bool = False) -> Card:
    """Show how each kind comes, and which always do, for what reason."""
    heading = t("preference-changed" if changed else "preference")
    chosen = [
        FactLine(t(f"preference-topic-{_key(topic)}"), t(f"preference-pace-{_key(pace)}"))
        for topic, pace in paces.items()
    ]
    blocks: list[Block] = [Heading(heading), *_facts(chosen)]
    always = [FactLine(t(f"preference-topic-{_key(topic)}"), t(f"preference-why-{topic.value}")) for topic in ALWAYS]
    blocks += [Text(t("preference-always")), *_facts(always)]
    blocks.append(Choices((Button(plain(t("preference-button-change")), Action("less.change")),)))
    blocks.append(Note(t("preference-note")))
    return Card("preference", plain(heading), tuple(blocks), t.locale)


def _key(word: Topic | Pace) -> str:
    return word.value.replace("_", "-")


def _facts(lines: Sequence[FactLine]) -> list[Facts]:
    return [Facts(tuple(lines[at : at + _TOGETHER])) for at in range(0, len(lines), _TOGETHER)]


def form(t: Translator, paces: Mapping[Topic, Pace]) -> Form:
    """Ask how kinds of messages are to come: all of somebody's, or the one that a button named."""
    fields = tuple(
        SelectField(
            topic.value,
            t(f"preference-topic-{_key(topic)}"),
            tuple(Option(pace.value, t(f"preference-pace-{_key(pace)}")) for pace in PACES[topic]),
            value=pace.value,
        )
        for topic, pace in paces.items()
    )
    alone = (("topic", next(iter(paces)).value),) if len(paces) == 1 else ()
    return Form(
        kind="preference",
        title=t("preference-form"),
        fields=fields,
        submit=t("preference-submit"),
        action=Action("less.set", alone),
        opener=Action("less.change", alone),
        intro=t("preference-form-intro"),
        locale=t.locale,
    )


def offered(t: Translator, card: Card, topic: Topic) -> Card:
    """Return a card with a button that asks for less of a kind, before its quiet last line."""
    if topic not in CHOSEN:
        return card
    choice = Choices((less(t, topic),))
    last = len(card.blocks) - (1 if card.blocks and isinstance(card.blocks[-1], Note) else 0)
    return replace(card, blocks=(*card.blocks[:last], choice, *card.blocks[last:]))


def less(t: Translator, topic: Topic) -> Button:
    """Return the button that asks for less of a kind."""
    return Button(plain(t("preference-button-less")), Action("less.change", (("topic", topic.value),)))


def proposal(t: Translator, topic: Topic, *, sends: int, answered: int) -> Card:
    """Propose less of a kind that somebody hardly answers."""
    kind = t(f"preference-topic-{_key(topic)}")
    heading = t("preference-proposal", kind=kind)
    text = t("preference-proposal-text", n=sends, answered=answered)
    pace = Pace.WEEKLY if Pace.WEEKLY in PACES[topic] else Pace.OFF
    accept = Action("less.take", (("topic", topic.value), ("pace", pace.value)))
    keep = Action("less.take", (("topic", topic.value), ("pace", Pace.AT_ONCE.value)))
    choices = Choices(
        (
            Button(plain(t(f"preference-take-{pace.value}")), accept),
            Button(plain(t("preference-keep")), keep),
            less(t, topic),
        )
    )
    blocks: tuple[Block, ...] = (Heading(heading), Text(text), choices, Note(t("preference-proposal-note")))
    return Card("less", plain(heading), blocks, t.locale)


def examples(t: Translator) -> dict[str, Card]:
    """Show a person's and a leader's list, and the proposal."""
    mine = {Topic.STANDING: Pace.AT_ONCE, Topic.PRAISE: Pace.DAILY}
    all_ = dict.fromkeys(CHOSEN, Pace.AT_ONCE) | {Topic.NUDGE: Pace.WEEKLY, Topic.WEEK: Pace.OFF}
    return {
        "preference": shown(t, mine),
        "preference-leader": shown(t, all_, changed=True),
        "preference-proposal": proposal(t, Topic.STANDING, sends=8, answered=1),
        "preference-proposal-off": proposal(t, Topic.WEEK, sends=8, answered=0),
    }


def forms(t: Translator) -> dict[str, Form]:
    """Show each form once."""
    all_ = dict.fromkeys(CHOSEN, Pace.AT_ONCE) | {Topic.NUDGE: Pace.WEEKLY, Topic.WEEK: Pace.OFF}
    return {"preference-form": form(t, all_)}
