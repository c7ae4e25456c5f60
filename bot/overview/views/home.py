"""Home: one's standing, what waits, the team, and the settings, on one page; the same card where there is no page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.figures.domain import example
from bot.messages.card import Action, Block, Button, Card, Choices, Facts, Heading, Note, Text
from bot.messages.text import plain
from bot.overview.domain.home import Home, Waiting
from bot.overview.views.person import lines
from bot.people.domain.permission import Role
from bot.people.views.help import key

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.figures.domain.delta import Delta
    from bot.messages.i18n import Translator

_FACTS, _BUTTONS = 3, 3
_RUN = {Role.HR: ("dispute.list", "correct"), Role.ADMIN: ("health", "rule")}
"""What HR and admins most often open; the rest is a word away."""


def home(t: Translator, seen: Home, *, today: date) -> Card:
    """Show somebody's home: their newest figures first, then what waits for them and what they look after.

    The page holds nine buttons at most.
    """
    waiting = seen.waiting
    heading = t("home-headline", day=t.day(today), weekday=t.weekday(today))
    blocks: list[Block] = [Heading(heading)]
    if seen.deltas:
        blocks.append(Facts(tuple(lines(t, seen.deltas[:_FACTS], seen.metrics, today=today))))
    else:
        blocks.append(Text(t("home-no-figures")))
    blocks.append(Choices((_button(t, "me"),)))
    if waiting:
        shown = [t(f"home-waiting-{queue.kind}", n=queue.n) for queue in waiting]
        buttons = tuple(
            Button(plain(t(f"home-open-{queue.kind}")), Action(queue.route)) for queue in waiting[:_BUTTONS]
        )
        blocks += [Heading(t("home-waiting")), Text("\n".join(shown)), Choices(buttons)]
    if seen.team:
        blocks += [Heading(t("home-team")), Text(t("home-team-text", n=seen.team)), Choices((_button(t, "team"),))]
    running = [route for role, routes in _RUN.items() if role in seen.roles for route in routes][:_FACTS]
    if running:
        blocks += [Heading(t("home-running")), Choices(tuple(_button(t, route) for route in running))]
    blocks += [Choices((_button(t, "settings"), _button(t, "help"))), Note(t("home-note"))]
    return Card("home", plain(heading), tuple(blocks), t.locale)


def _button(t: Translator, route: str) -> Button:
    return Button(plain(t(f"home-button-{key(route)}")), Action(route))


def examples(t: Translator) -> dict[str, Card]:
    """Show an employee's, and that of somebody who leads and steers."""
    deltas = (example.NEW_CUSTOMERS, example.COLLECTIONS, example.REPURCHASES)
    waiting = (Waiting("approval", 2, "approval"), Waiting("dispute", 1, "dispute.list"))
    employee = frozenset({Role.EMPLOYEE})
    every = frozenset({Role.EMPLOYEE, Role.MANAGER, Role.HR, Role.ADMIN})

    def shown(deltas: Sequence[Delta], waiting: Sequence[Waiting], roles: frozenset[Role], team: int) -> Card:
        return home(t, Home(deltas, example.METRICS, waiting, roles, team), today=example.TODAY)

    return {
        "home": shown(deltas, (), employee, 0),
        "home-leader": shown(deltas, waiting, every, 6),
        "home-new": shown((), (), employee, 0),
    }
