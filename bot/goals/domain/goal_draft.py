"""Drafts of goals: what stands in the form before anybody has typed a word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.kit.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalDraft:
    """What is known of a goal that is to be written: its words, its period, the project's key, what it is part of.

    ``parent_no`` is 0 for no other goal. ``after_no`` is the goal that it follows in the next period, 0 for none.
    """

    period: Period
    title: str = ""
    project: str = ""
    parent_no: int = 0
    after_no: int = 0
