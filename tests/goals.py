"""Goals for tests: as far as is said, whatever they consist of, and all that can be done about one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bot.goals.domain.roll_up import RolledUp
from tests.chat import buttons

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.goals.domain.goal import GoalProgress
    from bot.goals.ports import Work
    from bot.messages.card import Button
    from bot.messages.inbound import Reply
    from tests.chat import Chat


def let_stand(work: Work, progress: Mapping[int, GoalProgress]) -> None:
    """Let goals be as far as is said, by their numbers."""
    numbers = sorted(progress)
    rows = [progress[number] for number in numbers]
    value = np.array([np.nan if far.value is None else far.value for far in rows])
    known, parts = (np.array([getattr(far, name) for far in rows], np.int64) for name in ("known", "parts"))
    weights = np.array([far.weights for far in rows])
    work.goals.store_rolled(RolledUp(np.array(numbers, np.int64), value, known, parts, weights), day=work.now.date())


async def ways(here: Chat, who: str, card: Reply) -> dict[str, Button]:
    """Return by route what can be done about a goal whose card somebody sees, with what is behind "more"."""
    shown = list(buttons(card))
    behind = [each for each in shown if each.action.name == "goal.more"]
    more = [each for button in behind for each in buttons(await here.click(who, button))]
    return {each.action.name: each for each in (*more, *shown)}
