"""What a workspace's app is known by, and what it has to be allowed to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.delivery.ports.platform import Capabilities

SCOPES: Final = {
    "app_mentions:read": "doctor-for-mentions",
    "chat:write": "doctor-for-messages",
    "commands": "doctor-for-commands",
    "files:read": "doctor-for-files",
    "files:write": "doctor-for-pictures",
    "im:history": "doctor-for-answers",
    "im:write": "doctor-for-conversations",
    "users:read": "doctor-for-people",
    "users:read.email": "doctor-for-matching",
}
"""What the bot token must be allowed to do, and the words for what does not work without it."""


@dataclass(frozen=True, slots=True)
class SlackApp:
    """What a workspace's app is known by: an app token means Socket Mode, a signing secret HTTP.

    ``charts`` is ``on`` or ``off``: whether Slack draws charts itself, where it takes them.
    """

    bot_token: str
    app_token: str
    signing_secret: str
    api_url: str
    charts: str = "on"

    @property
    def capabilities(self) -> Capabilities:
        """What the app can do, as it is set up."""
        return Capabilities(charts=self.charts == "on")
