"""Hearing of something another day, or not this time, with the reason: the same ways and words wherever it is asked."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.figures.domain.example import NOW
from bot.messages.card import Action, Button, Choices
from bot.messages.field import Option, SelectField, TextField
from bot.messages.form import Form
from bot.messages.text import plain

if TYPE_CHECKING:
    from datetime import date

    from bot.messages.field import Field
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready

TOMORROW, MONDAY, NEVER = "tomorrow", "monday", "never"
_REASON: Final = 300


def day_of(when: str, today: date) -> date:
    """Return the day that a choice names, seen from another: tomorrow, or the next Monday after it."""
    return today + timedelta(days=7 - today.weekday() if when == MONDAY else 1)


def ways(t: Translator, action: Action, *, today: date, last: date | None = None) -> Choices:
    """Offer to hear of something tomorrow or another time; from the day before its last one on only to leave it out."""
    if last is not None and day_of(TOMORROW, today) >= last:
        return Choices((Button(plain(t("review-later-skip")), action),))
    tomorrow = Action(action.name, (*action.args, ("when", TOMORROW)))
    return Choices(
        (
            Button(plain(t("review-later-tomorrow")), tomorrow),
            Button(plain(t("review-later-other")), action),
        )
    )


def form(t: Translator, action: Action, *, what: Ready, hint: Ready | None, today: date, last: date | None) -> Form:
    """Ask when somebody wants to hear of something again, or why not at all.

    ``what`` names it within a sentence, ``hint`` says who reads the reason; without one it cannot be left out.
    ``last`` is the last day on which to be reminded, None where there is no such day.
    """
    days = {name: day_of(name, today) for name in (TOMORROW, MONDAY)}
    options = [
        Option(name, plain(t(f"review-later-{name}-option", day=t.day(day, today=today), weekday=t.weekday(day))))
        for name, day in days.items()
        if (last is None or day <= last) and not (name == MONDAY and day == days[TOMORROW])
    ]
    options += [Option(NEVER, plain(t("review-later-never-option")))] if hint else []
    fields: list[Field] = [
        SelectField("when", plain(t("review-later-when")), tuple(options), value=options[0].value),
    ]
    if hint:
        reason = plain(t("review-later-reason"))
        fields.append(TextField("reason", reason, hint=plain(hint), required=False, most=_REASON))
    return Form(
        kind=action.name.replace(".", "_"),
        title=plain(t("review-later-form")),
        fields=tuple(fields),
        submit=plain(t("review-later-submit")),
        action=action,
        opener=action,
        intro=t("review-later-intro", what=what),
        locale=t.locale,
    )


def forms(t: Translator) -> dict[str, Form]:
    """Show what is asked about a self-review."""
    action, today = Action("review.later", (("no", "41"), ("task", "self_review"))), NOW.date()
    about = {"what": t("review-what-self-review"), "hint": t("review-later-hint")}
    return {"review-putting-off": form(t, action, **about, today=today, last=today + timedelta(days=9))}
