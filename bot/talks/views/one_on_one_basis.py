"""The question whether to keep a talk that was booked on a number that was wrong, as a card."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.feedback.domain.feedback import TakenBack
from bot.figures.domain import example
from bot.messages.card import Action, Button, Card, Choices, Heading, Note, Text
from bot.messages.i18n import named
from bot.messages.text import plain

if TYPE_CHECKING:
    from datetime import tzinfo

    from bot.messages.i18n import Translator

KIND = "one_on_one_basis"


def keep(
    t: Translator,
    *,
    name: str,
    person_id: str,
    at: datetime,
    why: TakenBack | None,
    leads: bool,
    zone: tzinfo,
    now: datetime,
) -> Card:
    """Ask one of two whether the talk is to stay; ``name`` is the other's.

    Whoever leads hears what it was booked on; the person only that a number of theirs, which they know of, was wrong.
    """
    moment = t.moment(at, zone=zone, now=now)
    heading = t("basis-headline", name=named(t, name), moment=moment)
    about = "target" if why is TakenBack.CHANGED else "number"
    text = t(f"basis-text-lead-{about}" if leads else f"basis-text-own-{about}", name=named(t, name))
    arguments = (("person", person_id), ("at", at.isoformat(timespec="minutes")))
    buttons = (
        Button(plain(t("basis-keep")), Action("one_on_one.keep", arguments)),
        Button(plain(t("one-on-one-call-off")), Action("one_on_one.cancel", (("person", person_id),))),
        Button(plain(t("one-on-one-move")), Action("one_on_one.times", (("person", person_id),))),
    )
    blocks = (Heading(heading), Text(t.sentences([text, t("basis-step")])), Choices(buttons))
    return Card(KIND, plain(t("basis-summary")), (*blocks, Note(t("basis-note"))), t.locale)


def kept(t: Translator, *, name: str, at: datetime, zone: tzinfo, now: datetime) -> Card:
    """Say that the talk stays."""
    heading = t("basis-kept", name=named(t, name), moment=t.moment(at, zone=zone, now=now))
    return Card(KIND, plain(t("basis-summary")), (Heading(heading), Note(t("one-on-one-note-two"))), t.locale)


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    names = {key: person.name for key, person in example.people(chinese=t.chinese).items()}
    zone, at = ZoneInfo("Asia/Shanghai"), datetime(2026, 11, 5, 7, 0, tzinfo=UTC)

    def asked(name: str, why: TakenBack, *, leads: bool) -> Card:
        return keep(t, name=names[name], person_id="S1", at=at, why=why, leads=leads, zone=zone, now=example.NOW)

    return {
        "one-on-one-basis-lead": asked("S1", TakenBack.CORRECTED, leads=True),
        "one-on-one-basis-own": asked("M1", TakenBack.CORRECTED, leads=False),
        "one-on-one-basis-target": asked("S1", TakenBack.CHANGED, leads=True),
        "one-on-one-basis-kept": kept(t, name=names["S1"], at=at, zone=zone, now=example.NOW),
    }
