"""What the use cases need from the outside: storage, chat platforms, a writer, a clock."""

from __future__ import annotations

from bot.ports.account import Accounts
from bot.ports.approval import Approvals
from bot.ports.audit import Audit
from bot.ports.clock import Clock
from bot.ports.correction import Corrections
from bot.ports.delta import Deltas, SeriesStore, Units
from bot.ports.dispute import Disputes
from bot.ports.feedback import FeedbackBook
from bot.ports.form import Forms
from bot.ports.health import HealthBook
from bot.ports.home import Homes
from bot.ports.inbox import Choices, Dialogues, Inbox, Ticks
from bot.ports.intake import Batches, Quarantine
from bot.ports.kudos import KudosBook
from bot.ports.metric import Metrics
from bot.ports.notice import Notices
from bot.ports.one_on_one import OneOnOnes
from bot.ports.outbox import Outbox
from bot.ports.pause import Pauses
from bot.ports.permission import Permissions
from bot.ports.person import People
from bot.ports.platform import Platform
from bot.ports.policy import Policies
from bot.ports.posting import Postings
from bot.ports.preference import Preferences
from bot.ports.privacy import Privacy
from bot.ports.reading import Readings, Targets
from bot.ports.remark import Remarks
from bot.ports.rule import Rules
from bot.ports.suppression import Cells
from bot.ports.template import Templates
from bot.ports.upload import Uploads
from bot.ports.work import Hop, Work, Works
from bot.ports.writer import Writer

__all__ = [
    "Accounts",
    "Approvals",
    "Audit",
    "Batches",
    "Cells",
    "Choices",
    "Clock",
    "Corrections",
    "Deltas",
    "Dialogues",
    "Disputes",
    "FeedbackBook",
    "Forms",
    "HealthBook",
    "Homes",
    "Hop",
    "Inbox",
    "KudosBook",
    "Metrics",
    "Notices",
    "OneOnOnes",
    "Outbox",
    "Pauses",
    "People",
    "Permissions",
    "Platform",
    "Policies",
    "Postings",
    "Preferences",
    "Privacy",
    "Quarantine",
    "Readings",
    "Remarks",
    "Rules",
    "SeriesStore",
    "Targets",
    "Templates",
    "Ticks",
    "Units",
    "Uploads",
    "Work",
    "Works",
    "Writer",
]
