"""The result of a review out of its parts: a missing part is left out and said, never counted as nothing (U18)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from bot.kit.errors import Invalid
from bot.reviews.domain.cycle import PartKind, ResultPart
from bot.reviews.domain.review import ReviewStage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from bot.goals.domain.goal_score import PeriodScore
    from bot.reviews.domain.cycle import Cycle
    from bot.reviews.domain.known_facts import KnownResult
    from bot.reviews.domain.review import ReviewStatus

FULL: Final = Decimal(5)
"""The points of a part that is as agreed or better; a score runs from 0 to this."""
_PART = re.compile(r"(kpi|okr|360)\s*[°度]?\s*[:：=]?\s*(\d{1,4}(?:\.\d{1,2})?)\s*[%％]?", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s,，、;；+]*")
_KINDS = {"kpi": PartKind.KPI, "okr": PartKind.OKR, "360": PartKind.PEERS}


@dataclass(frozen=True, slots=True)
class PartScore:
    """One part of a score with its points in 0 to ``FULL``; None where there is no data of it."""

    part: ResultPart
    points: Decimal | None


@dataclass(frozen=True, slots=True)
class Score:
    """A weighted mean of the parts that have data; ``value`` is None when none has."""

    value: Decimal | None
    parts: tuple[PartScore, ...]

    @property
    def based_on(self) -> tuple[PartScore, ...]:
        """The parts that it rests on."""
        return tuple(entry for entry in self.parts if entry.points is not None)


def score(parts: Iterable[ResultPart], points: Mapping[PartKind, Decimal | None]) -> Score:
    """Return Σ wᵢ·xᵢ / Σ wᵢ over the parts that have points (methods 4.7).

    Exact in decimals; the weights of what is there stand for all, so that 5 and 5 are 5 whatever is missing (U18).
    """
    entries = tuple(PartScore(part, points.get(part.kind)) for part in parts)
    known = [(entry.part.weight, entry.points) for entry in entries if entry.points is not None]
    weight = sum((weight for weight, _ in known), Decimal())
    total = sum((weight * value for weight, value in known), Decimal())
    return Score(total / weight if weight else None, entries)


def kpi_points(results: Sequence[KnownResult]) -> Decimal | None:
    """Return the points of the targets of a period: the mean attainment of each metric, and of these the mean.

    More than was agreed counts as what was agreed (methods 4.7, c = 1.0). None where nothing had a target.
    """
    means = [_mean(min(Decimal(str(share)), Decimal(1)) for share in result.attainments) for result in results]
    shares = [mean for mean in means if mean is not None]
    mean = _mean(max(share, Decimal()) for share in shares)
    return None if mean is None else mean * FULL


def okr_points(found: PeriodScore) -> Decimal | None:
    """Return the points of the goals that end in a period; None where nothing is known of any.

    They are part of a result only where HR has put them among its parts: goals that are set high are no rating. Where
    more than all of a goal counts it makes up for others, and the part still has no more points than there are.
    """
    return None if found.value is None else min(found.value, Decimal(1)) * FULL


def _mean(values: Iterable[Decimal]) -> Decimal | None:
    found = list(values)
    return sum(found, Decimal()) / len(found) if found else None


def said_parts(said: str) -> tuple[ResultPart, ...]:
    """Read parts with their weights as people write them: ``KPI 60, OKR 30, 360 10``; none where nothing is said.

    Raises:
        Invalid: when it is anything else.
    """
    found, place = [], 0
    text = said.strip()
    while place < len(text):
        match = _PART.match(text, place)
        if match is None:
            raise Invalid("cycle-parts")
        found.append(ResultPart(_KINDS[match[1].lower()], Decimal(match[2])))
        between = _BETWEEN.match(text, match.end())
        place = between.end() if between else match.end()
    return tuple(found)


def written_parts(parts: Iterable[ResultPart]) -> str:
    """Write parts as :func:`said_parts` reads them."""
    names = {kind: name for name, kind in _KINDS.items()}
    return ", ".join(f"{names[part.kind].upper()} {part.weight.normalize():f}" for part in parts)


class ScoreState(StrEnum):
    """Whether a score is there to be read."""

    WRITING = "writing"
    """The two still write: nobody is to write by a number."""
    ASKING = "asking"
    """Colleagues still answer."""
    THERE = "there"


@dataclass(frozen=True, slots=True)
class SeenScore:
    """A score as one of the two sees it: whose it is, what it rests on; ``score`` is None while it is not there.

    ``own`` says that it is the reader's; ``results`` are what the part of the targets rests on, ``goals`` the one of
    the goals; ``until`` is the last day for colleagues.
    """

    review_no: int
    cycle: Cycle
    person: str
    own: bool
    state: ScoreState
    until: date
    score: Score | None = None
    results: tuple[KnownResult, ...] = ()
    goals: PeriodScore | None = None


def state_of(status: ReviewStatus, *, asking: bool) -> ScoreState:
    """Say whether a score is there: once neither of the two writes by it, and no colleague answers any more."""
    if status.stage in _WRITING:
        return ScoreState.WRITING
    return ScoreState.ASKING if asking else ScoreState.THERE


_WRITING = frozenset({ReviewStage.AHEAD, ReviewStage.SELF_REVIEW, ReviewStage.MANAGER_REVIEW, ReviewStage.BOTH})
