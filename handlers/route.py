"""What a route is: one thing that can be asked or done, who answers it, and whose it may be."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from handlers.argument import nothing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.messages.inbound import Inbound, Reply
    from bot.people.domain.permission import Act
    from handlers.argument import Takes
    from handlers.context import Context

    Handler = Callable[[Context, Inbound], Reply]


class Means(StrEnum):
    """How a route is reached."""

    WORDS = "words"
    CLICK = "click"
    FORM = "form"
    """Its name is the action of a form that was sent in."""
    VISIT = "visit"
    """The bot's home was opened."""
    FILE = "file"
    """A file was sent into the conversation."""


@dataclass(frozen=True, slots=True)
class Route:
    """One thing that can be asked or done.

    ``act`` is what it needs: whoever can never do that is refused before the handler is asked, and the handler (or
    the service below it) sees to the subject. ``aliases`` are its words per locale, the first of which help shows;
    what follows them is ``Context.rest``. ``opens`` says that a form is the usual answer, so that a platform can
    open one before the answer is there. ``steady`` says that the answer depends on nothing but who asks, their words,
    what is stored and the day: it may be given again as long as those are the same. ``takes`` says of what follows the
    words whether it means something to this route: otherwise they do not lead there. ``changes`` says that it acts at
    once on typed words, so that a mere sentence or a question is asked about first. ``threads`` are the kinds of
    messages below which an answer leads here, whatever it says.
    """

    name: str
    handler: Handler
    act: Act
    means: tuple[Means, ...] = (Means.CLICK,)
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    opens: bool = False
    steady: bool = False
    takes: Takes = nothing
    changes: bool = False
    threads: tuple[str, ...] = ()


def spoken(*, en: str, zh: str) -> dict[str, tuple[str, ...]]:
    """Return a route's aliases from lists with commas: ``spoken(en="me, my numbers", zh="我的数据，我")``."""
    return {
        "en": tuple(word.strip() for word in en.split(",")),
        "zh-CN": tuple(word.strip() for word in zh.replace("，", ",").split(",")),
    }
