"""What the use cases need from the outside: storage, chat platforms, a writer, a clock."""

from __future__ import annotations

from bot.ports.audit import Audit
from bot.ports.clock import Clock
from bot.ports.delta import Deltas, SeriesStore, Units
from bot.ports.feedback import FeedbackBook
from bot.ports.form import Forms
from bot.ports.inbox import Choices, Dialogues, Inbox, Ticks
from bot.ports.intake import Batches, Quarantine
from bot.ports.kudos import KudosBook
from bot.ports.metric import Metrics
from bot.ports.one_on_one import OneOnOnes
from bot.ports.outbox import Outbox
from bot.ports.permission import Permissions
from bot.ports.person import People
from bot.ports.platform import Platform
from bot.ports.reading import Readings, Targets
from bot.ports.rule import Rules
from bot.ports.upload import Uploads
from bot.ports.work import Hop, Work, Works
from bot.ports.writer import Writer

__all__ = [
    "Audit",
    "Batches",
    "Choices",
    "Clock",
    "Deltas",
    "Dialogues",
    "FeedbackBook",
    "Forms",
    "Hop",
    "Inbox",
    "KudosBook",
    "Metrics",
    "OneOnOnes",
    "Outbox",
    "People",
    "Permissions",
    "Platform",
    "Quarantine",
    "Readings",
    "Rules",
    "SeriesStore",
    "Targets",
    "Ticks",
    "Units",
    "Uploads",
    "Work",
    "Works",
    "Writer",
]
