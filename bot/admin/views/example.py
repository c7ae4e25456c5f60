"""Every example of every view: each message of the product once, as it may be sent."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

import bot
from bot.messages import invitation, sample_form
from bot.messages.i18n import tried
from bot.messages.template import FILLED, shipped
from bot.messages.voice import EDITABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.messages.i18n import Translator

    Examples = Callable[[Translator], Mapping[str, Card]]
    Forms = Callable[[Translator], Mapping[str, Form]]

_MARK = "⟦⟧"
"""What stands in no message: where it is found in an example, the message stands there."""


def examples_by_view() -> dict[str, Examples]:
    """Return of each view, by its noun, what shows each of its cards once: cards by their names."""
    return dict(sorted(({"form": invitation.examples} | _by_view("examples")).items()))


def forms_by_view() -> dict[str, Forms]:
    """Return of each view that has forms, by its noun, what shows each of them once: forms by their names.

    One that no view makes has all that forms can have.
    """
    return {"sample": sample_form.forms} | _by_view("forms")


def _by_view(function: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for area in pkgutil.iter_modules(bot.__path__):
        views = import_module(f"bot.{area.name}.views") if area.ispkg and _has_views(area.name) else None
        parts = [module.name for module in pkgutil.iter_modules(views.__path__)] if views else []
        for part in parts:
            noun = next((name for name in parts if part.startswith(f"{name}_")), part)
            show = getattr(import_module(f"bot.{area.name}.views.{part}"), function, None)
            if show is not None:
                found[noun] = _both(found[noun], show) if noun in found else show
    return dict(sorted(found.items()))


def _both(first: Callable[[Translator], Any], second: Callable[[Translator], Any]) -> Callable[[Translator], Any]:
    """Show what a part of a noun shows beside what others show."""
    return lambda t: {**first(t), **second(t)}


def _has_views(area: str) -> bool:
    return any(module.name == "views" for module in pkgutil.iter_modules([f"{bot.__path__[0]}/{area}"]))


def preview(key: str, locale: str, text: str) -> Card | str:
    """Return the example card in which words stand, as it would look; where none holds them, the words themselves.

    Raises:
        ValueError: when the words cannot be written with what is filled in.
    """
    t = tried({locale: {key: text}})(locale)
    view, name = _place(key, locale)
    if name:
        return _made(view, t)[name]
    return t(key, **dict.fromkeys(shipped(locale)[key].variables, FILLED))


@cache
def _place(key: str, locale: str) -> tuple[str, str]:
    """Return the view that says a message, and the first of its examples in which it stands, "" for none."""
    view = next(noun for noun, keys in EDITABLE.items() if key in keys)
    marked = tried({locale: {key: shipped(locale)[key].text + _MARK}})(locale)
    found = (name for name, card in _made(view, marked).items() if _MARK in repr(card))
    return view, next(found, "")


def _made(view: str, t: Translator) -> Mapping[str, Card]:
    return examples_by_view()[view](t)
