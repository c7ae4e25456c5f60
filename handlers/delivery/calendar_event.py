"""The messages that bring a calendar file by itself."""

from __future__ import annotations

from bot.delivery.services import calendar_event
from bot.delivery.services.message import MessageKind
from bot.people.domain.permission import Act

MESSAGES = (MessageKind("calendar_event", acts=(Act.TALK,), render=calendar_event.render),)
