"""Forms about one-on-ones: what to talk about, and when."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.figures.domain import example
from bot.messages.card import Action
from bot.messages.field import Option, SelectField, TextField
from bot.messages.form import Form
from bot.messages.i18n import named
from bot.messages.text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from bot.messages.i18n import Translator

_LONGEST_TOPIC = 300


def asking(t: Translator, *, name: str) -> Form:
    """Ask somebody what they want to talk about, and say who reads it."""
    return Form(
        kind="talk",
        title=t("one-on-one-ask-title", name=named(t, name)),
        fields=(
            TextField(
                "topic", t("one-on-one-topic"), hint=t("one-on-one-topic-hint"), required=False, most=_LONGEST_TOPIC
            ),
        ),
        submit=t("one-on-one-ask-submit"),
        action=Action("talk"),
        opener=Action("talk"),
        intro=t("one-on-one-ask-who", name=named(t, name)),
        locale=t.locale,
    )


def choosing(
    t: Translator,
    times: Sequence[datetime],
    *,
    name: str,
    person_id: str,
    other: tzinfo | None,
    zone: tzinfo,
    now: datetime,
    late: bool = False,
) -> Form:
    """Offer times at which both can meet; ``other`` is the other one's zone where it is not the reader's.

    ``late`` says that they come in the place of one that was proposed.
    """
    options = tuple(
        Option(
            at.isoformat(timespec="minutes"),
            plain(t.moment(at, zone=zone, now=now)),
            plain(t("one-on-one-theirs", moment=t.moment(at, zone=other, now=now))) if other else "",
        )
        for at in times
    )
    who = (("person", person_id),)
    intro = t("one-on-one-times-intro", name=named(t, name))
    return Form(
        kind="talk",
        title=t("one-on-one-times-title", name=named(t, name)),
        fields=(SelectField("at", t("one-on-one-times-at"), options, value=options[0].value),),
        submit=t("one-on-one-times-submit"),
        action=Action("one_on_one.times", who),
        opener=Action("one_on_one.times", who),
        intro=t.sentences([t("one-on-one-late"), intro]) if late else intro,
        locale=t.locale,
    )


def forms(t: Translator) -> dict[str, Form]:
    """Show each form once."""
    people, zone = example.people(chinese=t.chinese), ZoneInfo("Asia/Shanghai")
    times = [datetime(2026, 11, 5, hour, 0, tzinfo=UTC) for hour in (2, 3, 7)]
    other = ZoneInfo("Europe/Berlin")

    def chosen(*, late: bool = False) -> Form:
        name = people["S1"].name
        return choosing(t, times, name=name, person_id="S1", other=other, zone=zone, now=example.NOW, late=late)

    return {
        "talk-asking": asking(t, name=people["M1"].name),
        "talk-choosing": chosen(),
        "talk-choosing-late": chosen(late=True),
    }
