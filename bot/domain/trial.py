"""Trials: what a rule would have said of values that are over, and how much of it whoever asks may see."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.metric import Grain
    from bot.domain.reading import Period
    from bot.domain.rule import Rule, Silence

FLOOR: Final = 5
"""The smallest group that is shown to somebody who may not read its members' figures."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What a rule would have said in a period.

    ``people`` counts subjects (units, for a rule about units) and ``times`` what would have been heard about them;
    both are None where the group is too small for whoever asks. ``held`` counts by gate what would have stayed
    silent. ``readers`` is how many people would have been told. ``names`` are subjects with how often, most first.
    """

    rule: Rule
    period: Period
    grain: Grain
    people: int | None
    times: int | None
    readers: int | None
    held: Mapping[Silence, int]
    departments: Mapping[str, int]
    roles: Mapping[str, int]
    names: tuple[tuple[str, int], ...] = ()

    def coarse(self) -> Trial:
        """Return what somebody may see who may not read figures: no names, and no group below the floor."""
        if self.people is None or self.people < FLOOR:
            return replace(self, people=None, times=None, readers=None, held={}, departments={}, roles={}, names=())
        return replace(self, departments=large(self.departments), roles=large(self.roles), names=())


def large(sizes: Mapping[str, int], *, floor: int = FLOOR) -> dict[str, int]:
    """Return the groups that are large enough to be shown, the largest first.

    What is left out must not be worked out from the total, so with a small rest the smallest shown group goes too.
    """
    ordered = sorted(sizes.items(), key=lambda one: (-one[1], one[0]))
    shown = [one for one in ordered if one[1] >= floor]
    rest = sum(sizes.values()) - sum(size for _, size in shown)
    while shown and 0 < rest < floor:
        rest += shown.pop()[1]
    return dict(shown)
