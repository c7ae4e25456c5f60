"""Goals of a company that is searched: the title of everybody's own goal is a mark of theirs, below goals for all."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from bot.goals.domain.goal import Goal, GoalLevel, GoalLink
from bot.goals.domain.key_result import KeyResult
from bot.goals.services.progress import measure
from bot.kit.period import Grain, period_of
from tests.oracle import Kind, Mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.search import Company


def set_goals(here: Company, people: Sequence[str], metric: str) -> None:
    """Give the company, a line and everybody a goal; the first two are measured by a few people's values."""
    now = here.clock.now()
    span = period_of(now.date(), Grain.YEAR)
    with here.storage.work() as work:

        def put(title: str, level: GoalLevel, owner: str, subject: str, parent: int = 0) -> int:
            result = KeyResult(metric=metric, subject_id=subject, target=Decimal(7000))
            goal = work.goals.add(
                Goal(title=title, level=level, owner_id=owner, period=span, by="p0", at=now, key_results=(result,))
            )
            if parent:
                work.goals.link(GoalLink(child_no=goal.no, parent_no=parent))
            measure(work, [goal], now=now)
            return int(goal.no)

        top = put("Lead the industry", GoalLevel.COMPANY, "", people[12])
        line = put("The line", GoalLevel.TEAM, "L1", people[5], top)
        for at, person in enumerate(people):
            title = f"zq8{at:06}x"
            here.marks[title] = Mark(Kind.FIGURE, person)
            put(title, GoalLevel.PERSON, person, person, line if at % 3 else top)
