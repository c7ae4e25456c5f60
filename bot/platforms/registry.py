"""The chat platforms there are: each by the name of its settings, with what makes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.platforms.dingtalk import build as dingtalk
from bot.platforms.slack import build as slack

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.platforms.platform import Factory

PLATFORMS: Final[Mapping[str, Factory]] = {
    "slack": slack.build,
    "dingtalk": dingtalk.build,
}
