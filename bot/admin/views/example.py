"""Every example of every view: each message of the product once, as it may be sent."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING

import bot
from bot.messages import invitation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.messages.card import Card
    from bot.messages.i18n import Translator

    Examples = Callable[[Translator], Mapping[str, Card]]


def examples_by_view() -> dict[str, Examples]:
    """Return of each view, by its noun, what shows each of its cards once: cards by their names."""
    found: dict[str, Examples] = {"form": invitation.examples}
    for area in pkgutil.iter_modules(bot.__path__):
        views = import_module(f"bot.{area.name}.views") if area.ispkg and _has_views(area.name) else None
        for one in pkgutil.iter_modules(views.__path__) if views else ():
            show = getattr(import_module(f"bot.{area.name}.views.{one.name}"), "examples", None)
            if show is not None:
                found[one.name] = show
    return dict(sorted(found.items()))


def _has_views(area: str) -> bool:
    return any(one.name == "views" for one in pkgutil.iter_modules([f"{bot.__path__[0]}/{area}"]))
