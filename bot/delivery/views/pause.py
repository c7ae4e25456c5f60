"""Pauses as cards: what stands still, who stopped it and why, and what somebody's own pause still lets through."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.delivery.domain.pause import Pause, Reach
from bot.messages.card import Action, Block, Button, Card, Choices, FactLine, Facts, Heading, Note, Text
from bot.messages.field import DateField, Option, SelectField, TextField
from bot.messages.form import Form
from bot.messages.text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from bot.messages.i18n import Translator
    from bot.messages.text import Ready

_MOST = 3


@dataclass(frozen=True, slots=True)
class ListedPause:
    """A pause with the names of what it stops and of who paused."""

    pause: Pause
    what: str
    by: str


def listing(t: Translator, rows: Sequence[ListedPause], *, zone: tzinfo, now: datetime, done: str = "") -> Card:
    """Show everything that is paused, each with its end and reason; ``done`` says what just happened."""
    heading = done or (t("pause-some", n=len(rows)) if rows else t("pause-none"))
    blocks: list[Block] = [Heading(heading)]
    if rows:
        lines = [FactLine(_what(t, row.pause, row.what), *_how(t, row, zone=zone, now=now)) for row in rows]
        blocks += [Facts(tuple(lines[at : at + _MOST])) for at in range(0, len(lines), _MOST)]
        buttons = [
            Button(plain(t("pause-button-resume", what=_what(t, row.pause, row.what))), _resume(row.pause))
            for row in rows[:_MOST]
        ]
        blocks.append(Choices(tuple(buttons)))
    else:
        blocks.append(Text(t("pause-none-text")))
    blocks.append(Note(t("pause-note")))
    return Card("pause", plain(heading), tuple(blocks), t.locale)


def own(t: Translator, pause: Pause, *, zone: tzinfo, now: datetime) -> Card:
    """Tell somebody that their messages are paused, until when, and what still comes."""
    if pause.until:
        # Counted by days: the moment is the midnight before the day on which messages come again.
        day = pause.until.astimezone(zone).date()
        heading = t("pause-own", day=t.day(day, today=now.astimezone(zone).date()), weekday=t.weekday(day))
    else:
        heading = t("pause-own-open")
    choices = Choices((Button(plain(t("pause-button-resume-own")), _resume(pause)),))
    text = Text(t("pause-own-text"))
    return Card("pause", plain(heading), (Heading(heading), text, choices, Note(t("pause-own-note"))), t.locale)


def resumed(t: Translator, *, mine: bool) -> Card:
    """Say that messages come again."""
    heading = t("pause-resumed-own" if mine else "pause-resumed")
    return Card("pause", plain(heading), (Heading(heading), Text(t("pause-resumed-text"))), t.locale)


def form(t: Translator, *, steers: bool, rules: Sequence[str]) -> Form:
    """Ask what to pause; who steers nothing can only pause their own messages."""
    until = DateField("until", t("pause-field-until"), hint=t("pause-hint-until"), required=not steers)
    if not steers:
        return _form(t, (until,), intro=t("pause-own-text"))
    reaches = tuple(Option(reach.value, t(f"pause-reach-{reach.value}")) for reach in (Reach.OWN, *_STEERED))
    what = SelectField("reach", t("pause-field-reach"), reaches, value=Reach.OWN.value)
    fields: list[SelectField | TextField | DateField] = [what]
    if rules:
        options = tuple(Option(rule, rule) for rule in rules)
        fields.append(SelectField("rule", t("pause-field-rule"), options, hint=t("pause-hint-rule"), required=False))
    person = TextField("person", t("pause-field-person"), hint=t("pause-hint-person"), required=False, most=80)
    reason = TextField("reason", t("pause-field-reason"), hint=t("pause-hint-reason"), required=False, most=200)
    return _form(t, (*fields, person, until, reason), intro=t("pause-form-intro"))


def _form(t: Translator, fields: tuple[SelectField | TextField | DateField, ...], *, intro: Ready) -> Form:
    return Form(
        kind="pause",
        title=t("pause-form"),
        fields=fields,
        submit=t("pause-submit"),
        action=Action("pause.begin"),
        opener=Action("pause"),
        intro=intro,
        locale=t.locale,
    )


_STEERED = (Reach.ALL, Reach.RULE, Reach.PERSON)


def _resume(pause: Pause) -> Action:
    arguments = (("reach", pause.reach.value),)
    return Action("resume", (*arguments, ("subject", pause.subject)) if pause.subject else arguments)


def _what(t: Translator, pause: Pause, what: str) -> Ready:
    if pause.reach is Reach.ALL:
        return t("pause-what-all")
    return t("pause-what-rule" if pause.reach is Reach.RULE else "pause-what-person", name=what)


def _how(t: Translator, row: ListedPause, *, zone: tzinfo, now: datetime) -> tuple[Ready, Ready]:
    pause = row.pause
    until = t("pause-until", moment=t.moment(pause.until, zone=zone, now=now)) if pause.until else t("pause-open")
    by = t("pause-by", who=row.by, moment=t.moment(pause.at, zone=zone, now=now))
    return until, t.clauses([by, t("pause-reason", reason=pause.reason)] if pause.reason else [by])


def examples(t: Translator) -> dict[str, Card]:
    """Show what is paused, nothing paused, and somebody's own."""
    now = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
    zone = ZoneInfo("Asia/Shanghai" if t.chinese else "Europe/Berlin")
    by, who = ("陈静", "张敏") if t.chinese else ("Kim Park", "Bo Lin")
    reason = "十月数据有误，等更正" if t.chinese else "October's figures are wrong; a correction is coming"
    whole = Pause(Reach.ALL, "", "A1", now - timedelta(hours=1), None, reason)
    rule = replace(whole, reach=Reach.RULE, subject="collections_gap", until=now + timedelta(days=2), reason="")
    pause = replace(whole, reach=Reach.PERSON, subject="S1", until=now + timedelta(days=9))
    mine = Pause(Reach.OWN, "S1", "S1", now, datetime(2026, 12, 5, 16, tzinfo=UTC))
    rows = [ListedPause(whole, "", by), ListedPause(rule, rule.subject, by), ListedPause(pause, who, by)]
    return {
        "pause": listing(t, rows, zone=zone, now=now),
        "pause-none": listing(t, [], zone=zone, now=now),
        "pause-own": own(t, mine, zone=zone, now=now),
        "pause-own-open": own(t, replace(mine, until=None), zone=zone, now=now),
        "pause-resumed": resumed(t, mine=False),
        "pause-resumed-own": resumed(t, mine=True),
    }


def forms(t: Translator) -> dict[str, Form]:
    """Show each form once."""
    return {
        "pause-form": form(t, steers=True, rules=["collections_gap", "defects_rise"]),
        "pause-own-form": form(t, steers=False, rules=()),
    }
