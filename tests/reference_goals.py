"""Goals worked out the plain way, in fractions and one by one: what the columns are held against."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass
class PlainGoal:
    """A goal with the weight and progress of each key result, and the weight of each goal that is part of it."""

    counts: bool = True
    results: list[tuple[Fraction, Fraction | None]] = field(default_factory=list)
    children: dict[int, Fraction] = field(default_factory=dict)


@dataclass(frozen=True)
class PlainProgress:
    """What is said of a goal."""

    value: Fraction | None
    known: int
    parts: int
    weights: Fraction


def plain_progress(goals: Mapping[int, PlainGoal], cap: Fraction = Fraction(1)) -> dict[int, PlainProgress]:
    """Work out every goal from its parts, each of these from its own."""
    done: dict[int, PlainProgress] = {}

    def of(number: int) -> PlainProgress:
        if number not in done:
            parts = list(goals[number].results)
            for child, weight in goals[number].children.items():
                if goals[child].counts:
                    parts.append((weight, of(child).value))
            known = [(weight, value) for weight, value in parts if value is not None]
            whole = sum((weight for weight, _ in known), Fraction(0))
            counted = sum((weight * min(max(value, Fraction(0)), cap) for weight, value in known), Fraction(0))
            value = counted / whole if whole else None
            weights = sum((weight for weight, _ in parts), Fraction(0))
            done[number] = PlainProgress(value, len(known), len(parts), weights)
        return done[number]

    return {number: of(number) for number in goals}


@st.composite
def trees(draw: st.DrawFn) -> dict[int, PlainGoal]:
    """Draw goals of which later ones may be part of earlier ones, several of them of more than one."""
    numbers = sorted(draw(st.sets(st.integers(1, 200), min_size=1, max_size=12)))
    weight = st.integers(0, 400).map(lambda hundredth: Fraction(hundredth, 100))
    progress = st.none() | st.integers(-300, 1500).map(lambda thousandth: Fraction(thousandth, 1000))
    goals = {}
    for number in numbers:
        results = draw(st.lists(st.tuples(weight, progress), max_size=3))
        goals[number] = PlainGoal(draw(st.integers(0, 9)) > 0, results)
    order = draw(st.permutations(numbers))
    for place, child in enumerate(order[1:], start=1):
        for parent in draw(st.sets(st.sampled_from(order[:place]), max_size=2)):
            goals[parent].children[child] = draw(weight)
    return goals
