"""Suppression: which group figures may be told, so that no difference between answers shows a few people.

Whatever sums and differences somebody takes of the groups' figures that were told, people who are in the same groups
count alike in each of them. So it is enough that each such part has at least ``FLOOR`` people (methods 4.6). A value
that was corrected is another member than it was before: then a group's figure then and now do not show it either.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar

FLOOR: Final = 5
"""The smallest number of people of whom anything is told together."""
_STEP: Final = 0.05

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Cell:
    """What was told of a group of people, ``group`` being whose they are.

    ``members`` are the values that went into it, each by :func:`member`. ``share`` is that of those who reached their
    target, by :func:`share`; None where nobody has one.
    """

    group: str
    members: frozenset[str]
    share: float | None
    at: datetime

    @property
    def n(self) -> int:
        """How many people's values are in it."""
        return len(self.members)


def member(person_id: str, value: float, target: float | None) -> str:
    """Name a person's value and target so that they can be told from another without keeping them."""
    return hashlib.blake2b(f"{person_id}|{value!r}|{target!r}".encode(), digest_size=12).hexdigest()


def person_digest(person_id: str) -> str:
    """Name a person, whatever their values, without keeping who it is."""
    return hashlib.blake2b(person_id.encode(), digest_size=12).hexdigest()


def parts(groups: Iterable[frozenset[T]]) -> list[frozenset[T]]:
    """Part the members of some groups by which of the groups they are in."""
    found: list[frozenset[T]] = []
    for group in groups:
        found = _split(found, group)
    return found


def _split(known: Iterable[frozenset[T]], group: frozenset[T]) -> list[frozenset[T]]:
    split: list[frozenset[T]] = []
    rest = group
    for part in known:
        split += [piece for piece in (part & group, part - group) if piece]
        rest -= part
    return [*split, rest] if rest else split


def tellable(
    wanted: Mapping[str, frozenset[T]], *, told: Iterable[frozenset[T]] = (), floor: int = FLOOR
) -> frozenset[str]:
    """Return which of the wanted groups may be told, beside those that were told before.

    The largest come first: where one part of a whole is too small, it and the next smallest stay hidden, so that
    the whole and the other parts do not show it by subtraction.
    """
    known = parts(told)
    chosen: set[str] = set()
    for key, group in sorted(wanted.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        tried = _split(known, group)
        if group and all(len(part) >= floor for part in tried):
            known = tried
            chosen.add(key)
    return frozenset(chosen)


def instead(
    wanted: frozenset[T],
    *,
    told: Iterable[frozenset[T]] = (),
    known: Iterable[frozenset[T]] = (),
    mine: frozenset[T] = frozenset(),
    floor: int = FLOOR,
) -> frozenset[T] | None:
    """Return the group whose size may be told when a group is asked about; None where no size may.

    One that was told before is told again for every group that differs from it by a few people, or by nobody: so the
    answer does not show which. The same goes for ``known`` groups, such as nobody at all. ``mine`` are people of whom
    the asker knows it anyway, who therefore hide nobody.
    """
    before = list(told)
    for group in (*before, *known):
        if len((wanted ^ group) - mine) < floor:
            return group
    apart = parts([*(group - mine for group in before), wanted - mine])
    return wanted if all(len(part) >= floor for part in apart) else None


def share(reached: int, of: int) -> float:
    """Return a share in steps of five percent, which never says that all did or that nobody did.

    The outermost steps stand for everything beyond them too (see :func:`edges`): "all of them" would tell of each one.
    """
    least, most = edges(of)
    return min(max(round(round(reached / of / _STEP) * _STEP, 2), least), most)


def edges(of: int) -> tuple[float, float]:
    """Return the least and the greatest share that is told of so many people.

    Nobody and one, as well as all and all but one, are told alike: top and bottom coding of statistical disclosure
    control.
    """
    least = round(math.ceil(1 / of / _STEP - 1e-9) * _STEP, 2)
    return least, round(1 - least, 2)
