"""The Slack app manifest: what an administrator pastes at api.slack.com to make the app."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from bot.platforms.slack.app import SCOPES

if TYPE_CHECKING:
    from collections.abc import Sequence

EVENTS: Final = ("app_home_opened", "app_mention", "message.im", "team_join", "user_change")
SHORTCUTS: Final = {
    "dispute.message": ("Dispute this", "Say that a number in this message is wrong"),
    "kudos.message": ("Give feedback", "Tell a colleague what their work did for you"),
}
"""What stands in the menu of a message: the route it takes, its name and what it does."""
_DESCRIPTION: Final = (
    "Jinbu turns your own figures into short, private messages: what went well, what to look at, and one next step. "
    "People hear about their own results before their manager does, and every number can be traced to its source."
)


# Long because it is the manifest as Slack reads it, and is compared with theirs as a whole.
def manifest(*, command: str, words: Sequence[str], request_url: str = "") -> dict[str, Any]:
    """Return the manifest for one slash command with these first words (from the routes).

    Without a ``request_url`` the app uses Socket Mode; with one (``https://…/slack/events``) Slack calls that.
    """
    slash: dict[str, Any] = {
        "command": command,
        "description": "Your results and what to do next",
        "usage_hint": " | ".join(words)[:1000],
        "should_escape": True,
    }
    events: dict[str, Any] = {"bot_events": sorted(EVENTS)}
    interactivity: dict[str, Any] = {"is_enabled": True}
    if request_url:
        slash["url"] = interactivity["request_url"] = events["request_url"] = request_url
    return {
        "display_information": {
            "name": "Jinbu",
            "description": "Performance feedback from your own figures",
            "long_description": _DESCRIPTION,
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Jinbu", "always_online": True},
            "slash_commands": [slash],
            "shortcuts": [
                {"name": name, "type": "message", "callback_id": route, "description": what}
                for route, (name, what) in SHORTCUTS.items()
            ],
        },
        "oauth_config": {"scopes": {"bot": sorted(SCOPES)}},
        "settings": {
            "event_subscriptions": events,
            "interactivity": interactivity,
            "org_deploy_enabled": False,
            "socket_mode_enabled": not request_url,
            "token_rotation_enabled": False,
        },
    }
