"""The check of what is set for Slack, by calls that change nothing: each point is well, or how to fix it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.kit.errors import PlatformError, RateLimited, Shut
from bot.platforms.check import Problem, refused, wrong
from bot.platforms.scope import Fix
from bot.platforms.slack.app import SCOPES

if TYPE_CHECKING:
    from bot.platforms.slack.app import App
    from bot.platforms.slack.send import CardSender

_BOT_TOKEN: Final = {Fix.TOKEN: "doctor-token"}
_APP_TOKEN: Final = {Fix.TOKEN: "doctor-app-token", Fix.SCOPE: "doctor-app-token-scope"}


async def examine(app: App, card_sender: CardSender) -> list[Problem]:
    """Look at tokens, scopes and the way in."""
    return [*await _token(card_sender), await _way_in(app, card_sender), Problem("events", "doctor-events")]


async def _token(card_sender: CardSender) -> list[Problem]:
    """Look whether the token is a bot's, whether it works and what it may do."""
    try:
        answer = await card_sender.who()
    except PlatformError as error:
        return [refused("token", error, _BOT_TOKEN)]
    if not answer.get("bot_id"):  # a person's token would write in that person's name
        return [wrong("token", "doctor-token-kind")]
    granted = set(answer["scopes"])
    names = {"team": str(answer.get("team")), "user": str(answer.get("user"))}
    return [Problem("token", "doctor-token-works", names), *(_scope(one, granted) for one in SCOPES)]


def _scope(scope: str, granted: set[str]) -> Problem:
    part = f"scope {scope}"
    return Problem(part, "doctor-granted") if scope in granted else wrong(part, SCOPES[scope], scope=scope)


async def _way_in(app: App, card_sender: CardSender) -> Problem:
    """Look how arrivals come in: over a socket where there is an app token, else by HTTP."""
    if not app.app_token:
        return Problem("http mode", "doctor-http") if app.signing_secret else wrong("way in", "doctor-no-way-in")
    try:
        await card_sender.socket_address()
    except (Shut, RateLimited) as error:
        return refused("socket mode", error, _APP_TOKEN)
    except PlatformError as error:
        return wrong("socket mode", "doctor-socket", code=error.code)
    return Problem("socket mode", "doctor-works")
