"""The check of what is set for Slack, by calls that change nothing: each point is well, or how to fix it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.kit.errors import PlatformError, RateLimited, Shut
from bot.platforms.check import PlatformProblem, refused, wrong
from bot.platforms.scope import Fix
from bot.platforms.slack.app import SCOPES

if TYPE_CHECKING:
    from bot.platforms.slack.app import SlackApp
    from bot.platforms.slack.send import SlackSender

_BOT_TOKEN: Final = {Fix.TOKEN: "doctor-token"}
_APP_TOKEN: Final = {Fix.TOKEN: "doctor-app-token", Fix.SCOPE: "doctor-app-token-scope"}


async def examine(app: SlackApp, card_sender: SlackSender) -> list[PlatformProblem]:
    """Look at tokens, scopes and the way in."""
    return [*await _token(card_sender), await _way_in(app, card_sender), PlatformProblem("events", "doctor-events")]


async def _token(card_sender: SlackSender) -> list[PlatformProblem]:
    """Look whether the token is a bot's, whether it works and what it may do."""
    try:
        answer = await card_sender.who()
    except PlatformError as error:
        return [refused("token", error, _BOT_TOKEN)]
    if not answer.get("bot_id"):  # a person's token would write in that person's name
        return [wrong("token", "doctor-token-kind")]
    granted = set(answer["scopes"])
    names = {"team": str(answer.get("team")), "user": str(answer.get("user"))}
    return [PlatformProblem("token", "doctor-token-works", names), *(_scope(scope, granted) for scope in SCOPES)]


def _scope(scope: str, granted: set[str]) -> PlatformProblem:
    part = f"scope {scope}"
    return PlatformProblem(part, "doctor-granted") if scope in granted else wrong(part, SCOPES[scope], scope=scope)


async def _way_in(app: SlackApp, card_sender: SlackSender) -> PlatformProblem:
    """Look how arrivals come in: over a socket where there is an app token, else by HTTP."""
    if not app.app_token:
        return (
            PlatformProblem("http mode", "doctor-http") if app.signing_secret else wrong("way in", "doctor-no-way-in")
        )
    try:
        await card_sender.socket_address()
    except (Shut, RateLimited) as error:
        return refused("socket mode", error, _APP_TOKEN)
    except PlatformError as error:
        return wrong("socket mode", "doctor-socket", code=error.code)
    return PlatformProblem("socket mode", "doctor-works")
