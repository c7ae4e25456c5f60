"""The unit of work: one transaction with its repositories, and how it is opened."""

from __future__ import annotations

from typing import Protocol, TypeAlias

from bot.admin.ports import Work as AdminWork
from bot.kit import transaction


class Work(AdminWork, Protocol):
    """One transaction with all its repositories."""


Works: TypeAlias = transaction.Works[Work]
"""Opens whole units of work."""

RunInWork: TypeAlias = transaction.RunInWork[Work]
"""Runs a function with a whole unit of work in a thread and commits."""
