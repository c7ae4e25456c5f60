"""Forms for the log of a pair: what was talked about, and what was agreed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.messages.card import Action
from bot.messages.field import DateField, Option, SelectField, SeveralField, TextField
from bot.messages.form import Form
from bot.messages.i18n import named
from bot.messages.text import plain
from bot.talks.domain.agenda import AgendaPoint
from bot.talks.domain.pair_log import LONGEST_ACTION_TEXT, LONGEST_NOTES, TalkLogEntry
from bot.talks.views.agenda import example_points
from bot.talks.views.pair_log import example_entry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.messages.i18n import Translator


def writing(
    t: Translator, points: Sequence[AgendaPoint], *, name: str, person_id: str, lead_id: str, reader_id: str
) -> Form:
    """Ask what was talked about and what was agreed on; everything is optional but that it was held."""
    who = (("person", person_id),)
    dealt: tuple[SeveralField, ...] = ()
    if points:
        options = tuple(Option(point.key, point.text[:_OPTION]) for point in points)
        dealt = (
            SeveralField(
                "dealt", t("pair-log-form-dealt"), options, hint=t("pair-log-form-dealt-hint"), required=False
            ),
        )
    notes = TextField(
        "notes",
        t("pair-log-form-notes"),
        hint=t("pair-log-form-notes-hint"),
        required=False,
        long=True,
        most=LONGEST_NOTES,
    )
    return Form(
        kind="pair_log",
        title=t("pair-log-form-title", name=named(t, name)),
        fields=(*dealt, notes, *_action_fields(t, name=name, ids=(person_id, lead_id), reader_id=reader_id)),
        submit=t("pair-log-form-submit"),
        action=Action("pair_log.write", who),
        opener=Action("pair_log.write", who),
        intro=t("pair-log-form-intro", name=named(t, name)),
        locale=t.locale,
    )


_OPTION = 70


def _action_fields(
    t: Translator, *, name: str, ids: tuple[str, str], reader_id: str, required: bool = False
) -> tuple[TextField | SelectField | DateField, ...]:
    owners = tuple(
        Option(id_, t("pair-log-form-me") if id_ == reader_id else plain(named(t, name))) for id_ in sorted(ids)
    )
    text = TextField(
        "action",
        t("pair-log-form-action"),
        hint=t("pair-log-form-action-hint"),
        required=required,
        most=LONGEST_ACTION_TEXT,
    )
    owner = SelectField("owner", t("pair-log-form-owner"), owners, value=ids[0], required=False)
    return text, owner, DateField("due", t("pair-log-form-due"), required=False)


def agreeing(t: Translator, entry: TalkLogEntry, *, name: str, reader_id: str) -> Form:
    """Ask for one more thing that was agreed on."""
    which = (("no", str(entry.no)),)
    ids = (entry.person_id, entry.lead_id)
    return Form(
        kind="pair_log",
        title=t("pair-log-form-title", name=named(t, name)),
        fields=_action_fields(t, name=name, ids=ids, reader_id=reader_id, required=True),
        submit=t("pair-log-form-submit"),
        action=Action("pair_log.agree", which),
        opener=Action("pair_log.agree", which),
        locale=t.locale,
    )


def forms(t: Translator) -> dict[str, Form]:
    """Show each form once."""
    entry, names = example_entry(t)
    points = example_points(t)
    return {
        "pair-log-form": writing(t, points, name=names["S1"], person_id="S1", lead_id="M1", reader_id="M1"),
        "pair-log-agreeing": agreeing(t, entry, name=names["S1"], reader_id="M1"),
    }
