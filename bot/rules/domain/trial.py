"""Trials: what a rule would have said of values that are over, and how much of it whoever asks may see."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bot.rules.domain.condition import Compare, Every, FactName, MemberTerm, Node, Not, Some, leaves

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.figures.domain.metric import Metric
    from bot.kit.period import Grain, Period
    from bot.rules.domain.rule import Rule, Silence

WHO: Final = frozenset(
    {"unit", "role", "department", "kind", "metric", "measure", "grain", "peer_n", "peer_median", "baseline_n"}
)
"""Facts that say who somebody is, or how many there are of their kind, rather than how they do."""


@dataclass(frozen=True, slots=True)
class FlaggedGroup:
    """A group of which a rule fits more than a third: ``flagged`` of ``of`` values of a metric and period.

    ``title`` is how people call it, "" for all units.
    """

    title: str
    metric: Metric
    period: Period
    flagged: int
    of: int


@dataclass(frozen=True, slots=True)
class Trial:
    """What a rule would have said in a period.

    ``people`` counts subjects (units, for a rule about units) and ``times`` what would have been heard about them.
    ``held`` counts by gate what would have stayed silent. ``readers`` is how many people would have been told.
    ``names`` are subjects with how often, most first; ``subjects`` their ids. Of ``groups`` it fits so many that it
    would be asked about, and no messages go out; ``flags_many`` says that there are such groups.

    To somebody who may not read figures only ``people`` is told, as a number that a few more or fewer would give too;
    None where the group is too small, or was picked out by who its members are.
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
    subjects: frozenset[str] = frozenset()
    groups: tuple[FlaggedGroup, ...] = ()
    flags_many: bool = False

    def coarse(self, people: int | None) -> Trial:
        """Return what somebody may see who may not read figures: how many, about, and nothing else."""
        return replace(
            self,
            people=people or None,
            times=None,
            readers=None,
            held={},
            departments={},
            roles={},
            names=(),
            subjects=frozenset(),
            groups=(),
        )


def picks(condition: Node) -> list[Node]:
    """Return the parts of a condition that pick people by who they are; both sides of each where it turns one round."""
    found: list[Node] = []
    for leaf in leaves(condition):
        match leaf:
            case MemberTerm(fact, values) if fact in WHO:
                found += [leaf, *(Compare(fact, "==", value) for value in values)]
            case Compare(fact, _, other) if fact in WHO or (isinstance(other, FactName) and other.fact in WHO):
                found.append(leaf)
            case _:
                continue
    return found + ([Not(term) for term in found] if _turns(condition) else [])


def _turns(condition: Node) -> bool:
    match condition:
        case Not():
            return True
        case Every(parts) | Some(parts):
            return any(_turns(part) for part in parts)
        case _:
            return False
