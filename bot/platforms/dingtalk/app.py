"""What an organisation's app and its robot are known by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.delivery.ports.platform import Capabilities

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class DingTalkApp:
    """What an organisation's app is known by; the robot's code is the client id unless it is another.

    ``monthly_calls`` is how many calls the organisation has bought for a month. ``in_doubt`` is ``resend`` or ``skip``:
    what becomes of a message that may have arrived. ``events``, ``todos`` and ``charts`` are ``on`` or ``off``: whether
    appointments go into DingTalk's calendar, what is to be done into its list, and the numbers of a chart to cards that
    draw it.
    """

    client_id: str
    client_secret: str
    robot_code: str
    card_template_id: str
    openapi_endpoint: str
    oapi_endpoint: str
    monthly_calls: int = 5000
    in_doubt: str = "resend"
    events: str = "on"
    todos: str = "on"
    charts: str = "off"

    @property
    def robot(self) -> str:
        """The code of the robot."""
        return self.robot_code or self.client_id

    @property
    def capabilities(self) -> Capabilities:
        """What the app can do, as it is set up."""
        return Capabilities(
            monthly_calls=self.monthly_calls,
            resend_in_doubt=self.in_doubt == "resend",
            calendars=True,
            events=self.events == "on",
            todos=self.todos == "on",
            charts=self.charts == "on",
        )

    def space(self, user: str) -> Json:
        """Return where a card goes: into somebody's talk with the robot."""
        return {
            "openSpaceId": f"dtv1.card//IM_ROBOT.{user}",
            "imRobotOpenDeliverModel": {"spaceType": "IM_ROBOT", "robotCode": self.robot},
        }
