"""Several messages about figures in one: what a digest of them looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.delivery.views.delivery import doubted, merge
from bot.feedback.views import feedback, feedback_alert, feedback_nudge
from bot.people.domain.person import Person

if TYPE_CHECKING:
    from bot.messages.card import Card
    from bot.messages.i18n import Translator


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    shown = {**feedback.examples(t), **feedback_nudge.examples(t), **feedback_alert.examples(t)}
    reader = Person("M1", "Ana", locale=t.locale)
    both = merge([shown["standing"], shown["nudge"]], reader)
    many = merge([shown[key] for key in ("nudge", "standing", "praise", "standing-gap", "alert")], reader)
    talks = merge([shown["nudge"], shown["nudge-rate"]], reader)
    return {"digest": both, "digest-talks": talks, "digest-many": many, "doubted": doubted(shown["standing"])}
