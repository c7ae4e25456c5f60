"""How much of a goal's part counts at most, as HR sets it for the company; every goal is worked out anew with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.delivery.domain.policy import COMPANY, Setting, SettingName
from bot.delivery.services import policy
from bot.goals.services.progress import roll_up_all
from bot.people.domain.permission import Act
from bot.people.services import permission

if TYPE_CHECKING:
    from datetime import datetime

    from bot.goals.ports import Work
    from bot.people.domain.permission import Actor


def held(work: Work) -> Setting | None:
    """Return what was set last, with its author; None where nothing was, so that all of a part counts and no more."""
    return next((found for found in policy.settings(work, [SettingName.GOAL_CAP]) if found.scope == COMPANY), None)


def put(work: Work, actor: Actor, percent: int, *, now: datetime) -> bool:
    """Let so many percent of each part of a goal count at most; False when it is so already.

    Raises:
        Denied: when the actor does not run the company's goals.
        Invalid: when it is less than 100 or more than 120.
    """
    permission.require(work, actor, Act.RUN_GOALS, now=now)
    before = work.policies.at(COMPANY).goal_cap
    after = policy.put(work, actor.person, COMPANY, {SettingName.GOAL_CAP: str(percent)}, now=now).goal_cap
    if before == after:
        return False
    roll_up_all(work)
    return True
