"""Home: what stands waiting for somebody, so that they see in one place what needs them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric
    from bot.people.domain.permission import Role


@dataclass(frozen=True, slots=True)
class Waiting:
    """So many things of a kind wait for somebody; ``route`` lists them. ``kind`` names its words."""

    kind: str
    n: int
    route: str


@dataclass(frozen=True, slots=True)
class Home:
    """What one page shows of somebody's day: their newest values, the weightiest first, and what waits for them.

    ``team`` is how many people report to them.
    """

    deltas: Sequence[Delta]
    metrics: Mapping[str, Metric]
    waiting: Sequence[Waiting]
    roles: frozenset[Role]
    team: int
