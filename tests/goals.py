"""Goals for tests that are as far as is said, whatever they consist of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bot.goals.domain.roll_up import RolledUp

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.goals.domain.goal import GoalProgress
    from bot.goals.ports import Work


def let_stand(work: Work, progress: Mapping[int, GoalProgress]) -> None:
    """Let goals be as far as is said, by their numbers."""
    numbers = sorted(progress)
    rows = [progress[number] for number in numbers]
    value = np.array([np.nan if far.value is None else far.value for far in rows])
    known, parts = (np.array([getattr(far, name) for far in rows], np.int64) for name in ("known", "parts"))
    weights = np.array([far.weights for far in rows])
    work.goals.store_rolled(RolledUp(np.array(numbers, np.int64), value, known, parts, weights), day=work.now.date())
