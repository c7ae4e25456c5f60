"""Advice: next steps and questions, each with what it fits, and which of them answer a finding.

An advice fits a finding when none of its tags speaks against it: the story that the value's course tells, what moved
the value, how far it is off, the metric, the role. Of those that fit the one with the most telling tags goes first;
what a reader was told lately, or does not want, is left out, and so is all of it where nothing fits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from bot.feedback.domain.days import GOT_WORSE, SOME_WENT_WRONG
from bot.feedback.domain.feedback import Mark
from bot.feedback.domain.outline import answers
from bot.feedback.domain.story import StoryKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from bot.feedback.domain.days import DayPatternKind
    from bot.feedback.domain.driver import DriverKind
    from bot.feedback.domain.feedback import Finding, Step
    from bot.figures.domain.metric import Direction

PLACEHOLDERS: Final = ("title", "members", "period", "before", "days")
"""What a text may have in braces: the metric, what moved it, its period, the period before, the days to look at."""
_BRACES: Final = re.compile(r"\{([^{}]*)\}")


class AdviceUse(StrEnum):
    """Where an advice stands."""

    STEP = "step"
    """To the person: something to do this week."""
    QUESTION = "question"
    """To the person: what only they know."""
    AGENDA = "agenda"
    """To whoever leads them: what a talk is about."""
    AGENDA_QUESTION = "agenda_question"
    """To whoever leads them: what to settle in the talk."""
    ALERT = "alert"
    """To whoever leads a unit: where to look first."""


COOL_DOWN: Final = {use: timedelta(days=7 if use is AdviceUse.ALERT else 60) for use in AdviceUse}
"""For so long a reader is not told the same again; whoever leads people, not about the same one."""


class GapSize(StrEnum):
    """How far a value is from its target."""

    SLIGHT = "slight"
    CLEAR = "clear"
    LARGE = "large"


class Moved(StrEnum):
    """Which way a value moved since the period before."""

    BETTER = "better"
    WORSE = "worse"


class DriverThing(StrEnum):
    """What the members of a driver's dimension are, as far as its name tells."""

    CUSTOMER = "customer"
    MACHINE = "machine"
    PRODUCT = "product"
    OTHER = "other"


class UnitKind(StrEnum):
    """What a metric counts in."""

    SHARE = "share"
    MONEY = "money"
    TIME = "time"
    COUNT = "count"


GOOD: Final = frozenset(
    {
        StoryKind.FIRST_REACHED,
        StoryKind.RECOVERED,
        StoryKind.HOLDING,
        StoryKind.BEST,
        StoryKind.SPIKE,
        StoryKind.ON_PACE,
    }
)
"""Stories that are strengths."""
SHORT: Final = frozenset(
    {
        StoryKind.SLIPPING,
        StoryKind.FELL_BACK,
        StoryKind.NEAR_MISS,
        StoryKind.IMPROVING,
        StoryKind.PLATEAU,
        StoryKind.BELOW,
        StoryKind.DROP,
        StoryKind.WORST,
        StoryKind.BEHIND_PACE,
    }
)
"""Stories in which something is left to be done; the others ask for nothing."""
_SLIGHT, _CLEAR = 0.9, 0.75
_WEIGHTS: Final = {
    "drivers": 5,
    "things": 2,
    "days": 5,
    "metrics": 4,
    "roles": 3,
    "units": 2,
    "directions": 1,
    "sizes": 1,
}
_SHOWS: Final = re.compile(r"share|teach|praise-\d+")
"""Aims that ask somebody to show others how it is done."""
_NARROW: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """Something to do or to ask, with what it fits; a tag that is empty fits everything.

    ``aim`` names what it asks for: two of the same are never told together. ``name`` is what it is called in a few
    words, ``text`` the sentence, both by language; who reads another language is told nothing.
    """

    key: str
    use: AdviceUse
    aim: str
    stories: frozenset[StoryKind]
    drivers: frozenset[DriverKind] = frozenset()
    things: frozenset[DriverThing] = frozenset()
    moves: frozenset[Moved] = frozenset()
    sizes: frozenset[GapSize] = frozenset()
    units: frozenset[UnitKind] = frozenset()
    directions: frozenset[Direction] = frozenset()
    days: frozenset[DayPatternKind] = frozenset()
    metrics: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    name: Mapping[str, str] = field(default_factory=dict)
    text: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceTags:
    """What a finding is, as far as advice goes by it; ``story`` is None where nothing is to be advised."""

    story: StoryKind | None
    metric: str
    unit: UnitKind
    direction: Direction
    size: GapSize | None = None
    driver: DriverKind | None = None
    thing: DriverThing | None = None
    moved: Moved | None = None
    days: DayPatternKind | None = None
    role: str = ""


def size_of(attainment: float | None) -> GapSize | None:
    """Return how large a gap is by the share of the target that was reached; None where there is none to go by."""
    if attainment is None or attainment >= 1:
        return None
    if attainment >= _SLIGHT:
        return GapSize.SLIGHT
    return GapSize.CLEAR if attainment >= _CLEAR else GapSize.LARGE


def advised_story(story: StoryKind | None, mark: Mark) -> StoryKind | None:
    """Return by which story something is advised about a value that is told as a strength or a gap.

    What a rule calls a gap is none of which one shows others how it is done, however good its course is; what is told
    as a strength gets no advice for what went wrong.
    """
    if mark is Mark.GAP:
        return story if story in SHORT else StoryKind.BELOW
    if mark is Mark.STRENGTH and story not in GOOD:
        return StoryKind.IMPROVING if story is StoryKind.IMPROVING else None
    return story


def fits(advice: Advice, tags: AdviceTags) -> bool:
    """Say whether no tag of an advice speaks against it; nobody shows others what got worse on the last days."""
    if tags.days in GOT_WORSE and _SHOWS.fullmatch(advice.aim):
        return False
    wanted = (
        (advice.stories, tags.story),
        (advice.drivers, tags.driver),
        (advice.things, tags.thing),
        (advice.moves, tags.moved),
        (advice.sizes, tags.size),
        (advice.units, tags.unit),
        (advice.directions, tags.direction),
        (advice.days, tags.days),
        (advice.metrics, tags.metric),
        (advice.roles, tags.role),
    )
    return tags.story is not None and all(not allowed or has in allowed for allowed, has in wanted)


def specificity(advice: Advice) -> int:
    """Return how much the tags of an advice narrow it down: the higher, the closer it is to what it fits."""
    weight = sum(points for name, points in _WEIGHTS.items() if getattr(advice, name))
    return weight + (1 if len(advice.stories) <= _NARROW else 0)


def ordered(
    fitting: Iterable[Advice],
    *,
    told: Mapping[str, datetime],
    spread: Mapping[str, str],
    first: Iterable[str] = (),
    others: Mapping[str, tuple[int, int]] = MappingProxyType({}),
) -> list[Advice]:
    """Return advice in the order in which it is told: what somebody asked for once more (``first``), by fit, by rest.

    What names where something went wrong goes before the rest. Then comes first what the fewest ``others``
    were told lately, of the same story and then at all: a team in which ten are asked to show the same has nobody left
    to look. ``told`` says when the reader was told one last. Among those alike ``spread`` decides.
    """
    again = set(first)
    return sorted(
        fitting,
        key=lambda advice: (
            advice.key not in again,
            not _points(advice),
            others.get(advice.key, (0, 0)),
            -specificity(advice),
            told[advice.key].timestamp() if advice.key in told else 0.0,
            spread.get(advice.key, ""),
        ),
    )


def _points(advice: Advice) -> bool:
    """Say whether an advice names where something went wrong: what moved the value for the worse, or the days of it."""
    return bool((advice.drivers and advice.moves != {Moved.BETTER}) or (advice.days and advice.days <= SOME_WENT_WRONG))


def placeholders(text: str) -> list[str]:
    """Return the names that stand in braces in a text, in their order."""
    return _BRACES.findall(text)


def filled(text: str, words: Mapping[str, str]) -> str | None:
    """Return a text with its placeholders filled; None where one of them has nothing to stand for it."""
    if any(not words.get(name) for name in placeholders(text)):
        return None
    return _BRACES.sub(lambda found: words[found[1]], text)


def step_sets(steps: Sequence[Step], found: Sequence[Finding]) -> Iterator[tuple[Step, ...]]:
    """Yield which one or two steps a message may tell with its findings, the best first; nothing where none fits.

    The widest gap gets something to do; a strength beside it gets something too, or else the gap a question. Whoever
    did well is asked one thing only. Two that ask for the same are never told together. First come those that share
    nothing with what was yielded before, then the others.
    """
    firsts, seconds = _sides(steps, found)
    sets: list[tuple[Step, ...]] = []
    for shift in range(max(1, len(seconds))):
        for place, first in enumerate(firsts):
            others = [*seconds[(place + shift) % len(seconds) :], *seconds] if seconds else []
            second = next((step for step in others if step.aim != first.aim), None)
            sets.append((first, second) if second else (first,))
    yield from dict.fromkeys(sets)


def _sides(steps: Sequence[Step], found: Sequence[Finding]) -> tuple[list[Step], list[Step]]:
    """Return the steps to begin with, and those that may stand beside one."""
    gaps = [finding for finding in found if finding.mark is not Mark.STRENGTH]
    acts, asks = _of(steps, gaps, asks=False), _of(steps, gaps, asks=True)
    shows = _of(steps, [finding for finding in found if finding.mark is Mark.STRENGTH], asks=False)
    if acts:
        return acts, shows or asks
    return (asks, shows) if asks else (shows, [])


def _of(steps: Sequence[Step], found: Sequence[Finding], *, asks: bool) -> list[Step]:
    return [step for finding in found for step in steps if step.asks is asks and answers(step, finding)]
