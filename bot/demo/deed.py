"""What somebody in the story does: one thing after the other, each as words say it and as it is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.demo.hands import Hands


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that somebody does, in words and as it is done."""

    what: str
    do: Callable[[Hands], Awaitable[None]]


def say(words: str) -> Step:
    """Write to the bot."""
    return Step(f"say “{words}”", lambda hands: hands.write(words))


def press(route: str, *, saying: str = "", holding: str = "") -> Step:
    """Press the newest button that asks for a route, and says some words where several do."""
    where = "".join([f" “{saying}”" if saying else "", f" under “{holding}”" if holding else ""])
    return Step(f"press {route}{where}", lambda hands: hands.press(route, saying=saying, holding=holding))


def fill(*ticked: str, asked: str = "", **values: str) -> Step:
    """Send in the form that stands there, with the rows ticked that hold one of some words.

    With ``asked`` it is to come back with that question, and stands there for another go.
    """
    what = f"fill in {', '.join(values) or 'nothing'}"
    return Step(what, lambda hands: hands.fill(*ticked, asked=asked, **values))


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody does, and when by their own wall: ``2026-09-02 10:40``."""

    person: str
    at: str
    steps: tuple[Step, ...]


def does(person: str, at: str, *steps: Step) -> Deed:
    """Let somebody do some steps when their wall says so."""
    return Deed(person, at, steps)
