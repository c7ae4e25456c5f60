"""How Slack is made from its settings; its libraries are loaded only then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.platforms.platform import ChatPlatform, Host


def build(values: Mapping[str, Any], host: Host) -> ChatPlatform:
    """Make the platform of one workspace, without connecting; ``values`` are the fields of its ``App``."""
    from bot.platforms.slack.app import SlackApp
    from bot.platforms.slack.connect import SlackPlatform

    return SlackPlatform(
        SlackApp(**values),
        locale=host.locale,
        clock=host.clock,
        draw=host.draw,
        longest=host.longest,
        opens=host.opens,
        defer=host.defer,
    )
