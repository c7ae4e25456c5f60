"""What follows from complaints of customers: those involved are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.delivery.services.message import MessageKind
from bot.feedback.services import complaint
from bot.figures.domain.event import EventKind
from bot.figures.services.event import Listener

if TYPE_CHECKING:
    from bot.work import Work

LISTENERS: tuple[Listener[Work], ...] = (Listener(EventKind.COMPLAINT, complaint.tell),)

MESSAGES: tuple[MessageKind[Work], ...] = (
    MessageKind(complaint.KIND, figures=True, render=complaint.render, instead=complaint.tell_instead),
)
