"""What may happen: every route of words on one screen, with who answers it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from handlers import feedback, help, one_on_one, person  # noqa: A004 - the noun of the file, as in every layer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.messages.inbound import Inbound, Reply
    from handlers.context import Context

    Handler = Callable[[Context, Inbound], Reply]


class Means(StrEnum):
    """How a route is reached."""

    WORDS = "words"
    CLICK = "click"


@dataclass(frozen=True, slots=True)
class Route:
    """One thing a person can ask for; ``aliases`` are its words per locale, the first of which help shows."""

    name: str
    means: Means
    handler: Handler
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


ROUTES: tuple[Route, ...] = (
    Route(
        "help",
        Means.WORDS,
        help.overview,
        {"en": ("help", "?", "hi", "hello"), "zh-CN": ("帮助", "菜单", "你好")},
    ),
    Route(
        "me",
        Means.WORDS,
        person.me,
        {"en": ("me", "my numbers", "status"), "zh-CN": ("我的数据", "我", "我的绩效")},
    ),
    Route("feedback.why", Means.CLICK, feedback.why),
    Route("feedback.useful", Means.CLICK, feedback.useful),
    Route("feedback.not_useful", Means.CLICK, feedback.not_useful),
    Route("one_on_one.book", Means.CLICK, one_on_one.book),
    Route("me", Means.CLICK, person.me),
    Route("help", Means.CLICK, help.overview),
)
