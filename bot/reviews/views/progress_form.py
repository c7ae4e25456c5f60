"""The questions about how something goes, the same wherever they are asked: how far, in words, what is in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.goals.domain.obstacle import Obstacle
from bot.kit.errors import Unanswered
from bot.messages.field import NumberField, Option, SelectField, TextField
from bot.messages.text import plain
from bot.reviews.domain.progress import Progress

if TYPE_CHECKING:
    from bot.messages.answers import Answers
    from bot.messages.field import Field
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready

_NONE: Final = "none"
_LONGEST, _WHOLE = 1500, 100


def fields(t: Translator, *, of: str) -> tuple[Field, ...]:
    """Ask how it goes with what is named: ``goals`` or ``plan``."""
    kinds = tuple(Option(kind.value, plain(t(f"progress-obstacle-{kind}"))) for kind in Obstacle)
    none = Option(_NONE, plain(t("progress-obstacle-none")))
    return (
        NumberField("percent", plain(t("progress-percent", of=of)), hint=plain(t("progress-percent-hint"))),
        TextField(
            "text",
            plain(t("progress-text")),
            hint=plain(t("progress-text-hint")),
            required=False,
            long=True,
            most=_LONGEST,
        ),
        SelectField("obstacle", plain(t("progress-obstacle-field")), (none, *kinds), value=_NONE),
    )


def progress(answers: Answers) -> Progress:
    """Return what somebody said.

    Raises:
        Unanswered: when it is no whole number of percent from 0 to 100.
    """
    percent = answers.number("percent")
    if percent != int(percent) or not 0 <= percent <= _WHOLE:
        raise Unanswered({"percent": ("progress-percent-wrong", {})})
    obstacle = answers.choice("obstacle")
    return Progress(int(percent), answers.text_or_none("text") or "", None if obstacle == _NONE else Obstacle(obstacle))


def obstacle_line(t: Translator, obstacle: str) -> Ready:
    """Name what stands in somebody's way."""
    return t("progress-obstacle", kind=t(f"progress-obstacle-{obstacle}"))
