"""A strategy review as leadership sees it: what it rests on, what may be behind it, and what came of the change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.feedback.domain.driver import Drivers
    from bot.figures.domain.metric import Metric
    from bot.goals.domain.strategy_review import Comparison, GoalYear, StrategyReview, TeamResult, TeamSight


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenStrategyReview:
    """What somebody of leadership sees.

    ``owner`` is the name of the unit or department, ``head`` of who leads it ("" for nobody). ``years`` are the two
    that were missed; ``results`` those of a team that was last by ``metric``, with how its people did in ``team``.
    ``drivers`` is what moved the newest value, as far as the reader may be told. ``since`` is there once a whole period
    has passed since the change. ``by`` is the name of who decided.
    """

    review: StrategyReview
    owner: str
    head: str = ""
    years: tuple[GoalYear, ...] = ()
    metric: Metric | None = None
    results: tuple[TeamResult, ...] = ()
    team: TeamSight | None = None
    drivers: tuple[Drivers, ...] = ()
    since: Comparison | None = None
    by: str = ""
