"""Outlines: what is true about somebody's values and worth saying, before any words exist."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from bot.feedback.domain.comparison import ORDER, fell, most_have, moved, rose, worth_saying
from bot.feedback.domain.feedback import Against, Finding, Mark, Occasion, Outline, Pick, Step
from bot.feedback.domain.story import StoryKind, is_so_far, story_of
from bot.feedback.domain.story_past import has_shifted
from bot.feedback.domain.story_weight import heard_of, information, spoken, weight

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from bot.feedback.domain.story import Story
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric

MOST_FINDINGS = 3
MOST_STEPS = 2

CALLED = 1.0
"""What a rule called for weighs so much more."""
_MUCH_MORE = 2
_TOLD_BEFORE = 0.5
"""What was told last, and goes on, says half as much."""
_TURNS = frozenset(
    {
        StoryKind.IMPROVING,
        StoryKind.SLIPPING,
        StoryKind.DROP,
        StoryKind.SPIKE,
        StoryKind.BEST,
        StoryKind.WORST,
    }
)
"""What is a reason for a message although it is neither a strength nor a gap."""
_NEW = frozenset({StoryKind.FIRST_REACHED, StoryKind.RECOVERED, StoryKind.SPIKE})
"""Strengths that are news whoever has them too."""
_STATES = frozenset({StoryKind.HOLDING, StoryKind.BELOW, StoryKind.PLATEAU, StoryKind.NEAR_MISS})
"""What stays as it is."""
_MILESTONE = 6
"""So many periods in a row are worth saying again, and each time so many more."""


def calls_for_words(finding: Finding, metric: Metric, *, heard: Collection[str] = ()) -> bool:
    """Say whether a finding is a reason for a message: others only stand beside one.

    That all goes well is none before the period is over, unless a rule called for it. Nor is a strength that most of
    the same role have too, nor what goes on as its reader ``heard`` it last. What a rule calls for always is one.
    """
    if finding.called:
        return True
    if _is_common(finding, metric) or _goes_on(finding, metric, heard):
        return False
    if finding.mark is Mark.STRENGTH and finding.story is not None and is_so_far(finding.story):
        return False
    return finding.mark is not Mark.PLAIN or (finding.story is not None and finding.story.kind in _TURNS)


def _is_common(finding: Finding, metric: Metric) -> bool:
    """Say whether a strength is one that most have: a target that most reach, by somebody who is not far ahead."""
    if finding.mark is not Mark.STRENGTH or finding.story is None or finding.story.kind in _NEW:
        return False
    return most_have(finding.delta, metric)


def _goes_on(finding: Finding, metric: Metric, heard: Collection[str]) -> bool:
    """Say whether a value is told as it was the last time, and has hardly moved; of a long run each half is news."""
    story = finding.story
    if story is None or story.kind not in heard or story.kind not in _STATES or moved(finding.delta, metric):
        return False
    return not (story.run and story.run % _MILESTONE == 0)


def outweighs(gap: Finding, strength: Finding) -> bool:
    """Say whether a gap is so much larger than a strength that this is not the one thing to know."""
    return gap.mark is Mark.GAP and _of_itself(gap) >= _MUCH_MORE * _of_itself(strength)


def apart(told: Sequence[tuple[Finding, Metric]]) -> tuple[Finding, Finding] | None:
    """Return the strength and the gap of those told that pull apart, with the metrics' definitions; None without.

    Both are of the same person and period and have moved since the one before: one for the better, the other for the
    worse.
    """
    for strength, metric in told:
        if strength.mark is not Mark.STRENGTH or not rose(strength.delta, metric):
            continue
        for gap, other in told:
            same = (gap.delta.person_id, gap.delta.period) == (strength.delta.person_id, strength.delta.period)
            if same and gap.mark is Mark.GAP and fell(gap.delta, other):
                return strength, gap
    return None


def _of_itself(finding: Finding) -> float:
    return finding.weight - (CALLED if finding.called else 0)


def findings(serieses: Iterable[Sequence[Delta]], metrics: Mapping[str, Metric]) -> tuple[Finding, ...]:
    """Return everything worth saying of the last value of each series, heaviest first."""
    found = chain.from_iterable(
        variants(series, metrics[series[-1].metric]) for series in serieses if series[-1].metric in metrics
    )
    return tuple(sorted(found, key=lambda finding: (-finding.weight, finding.delta.metric)))


def variants(series: Sequence[Delta], metric: Metric, *, heard: Collection[str] = ()) -> Iterator[Finding]:
    """Yield the findings about the last value of a series: its story, beside the comparison that adds most, or none.

    The first says most; a writer takes at most one of them. What the reader ``heard`` last weighs less. Praise never
    hides a fall: that a strength is less than it was is said in each of them.
    """
    story, delta = story_of(series, metric), series[-1]
    if story is None:
        return
    heavy = weight(delta, metric, story) * (_TOLD_BEFORE if story.kind in heard else 1.0)
    silent = story.kind is StoryKind.STEADY and story.basis is not Against.TARGET  # all that is left is how it moved
    for against in _beside(story, series, metric, heard):
        if not silent or Against.PREVIOUS in against:
            key = finding_id(delta.metric, story.mark, (story.kind, *against))
            yield Finding(key, story.mark, against, delta, round(heavy, 6), story=story)


def _beside(story: Story, series: Sequence[Delta], metric: Metric, heard: Collection[str]) -> list[tuple[Against, ...]]:
    """Return which comparisons may stand beside a story, what says most first, and last that none does."""
    delta = series[-1]
    said = spoken(story) | ({Against.BASELINE} if has_shifted(series, metric) else set())
    true = [each for each in ORDER if each not in said and worth_saying(each, delta, metric, story.mark)]
    if story.mark is Mark.STRENGTH and fell(delta, metric):
        falls = tuple(each for each in true if each in {Against.STREAK, Against.PREVIOUS})
        if falls:
            return [falls]
    known = heard_of(heard)
    news = {each: information(each, delta, metric) * (_TOLD_BEFORE if each in known else 1.0) for each in true}
    return [*((each,) for each in sorted(true, key=lambda each: -news[each])), ()]


def finding_id(metric: str, mark: Mark, says: Iterable[str]) -> str:
    """Name a finding by what it says; two people about whom the same is true get the same id."""
    return f"{metric}:{mark}:{'+'.join(says)}"


def value_of(finding_id: str) -> str:
    """Return which value a finding is about and how it reads, whatever stands beside it."""
    return finding_id.rsplit(":", 1)[0]


def story_in(finding_id: str) -> str:
    """Return the story that a finding of this id tells; of before there were stories its first comparison."""
    return finding_id.rsplit(":", 1)[1].split("+", 1)[0]


def step_id(finding: Finding, advice: str) -> str:
    """Name a step by the finding that it answers and the key of an advice."""
    return f"{value_of(finding.id)}:{advice}"


def metric_of(step: str) -> str:
    """Return the metric that a step of this id is about."""
    return step.rsplit(":", 2)[0]


def advice_of(step: str) -> str:
    """Return the key of the advice that a step of this id tells."""
    return step.rsplit(":", 1)[1]


def answers(step: Step, finding: Finding) -> bool:
    """Say whether a step is about what a finding says, whatever stands beside it."""
    return value_of(step.finding_id) == value_of(finding.id)


def told(pick: Pick) -> dict[str, Mark]:
    """Return how a message that was written judged each metric, from the ids of its findings."""
    marks: dict[str, Mark] = {}
    for key in pick.finding_ids:
        metric, mark, _ = key.rsplit(":", 2)
        marks[metric] = Mark(mark)
    return marks


def heard_last(picks: Iterable[Pick]) -> dict[str, tuple[str, ...]]:
    """Return what was last told of each metric, by the ids of the findings of some picks, the newest first.

    Before there were stories an id named comparisons alone; they are told as well.
    """
    said: dict[str, tuple[str, ...]] = {}
    for pick in picks:
        for key in pick.finding_ids:
            metric, _, says = key.rsplit(":", 2)
            said.setdefault(metric.removeprefix("~"), tuple(says.split("+")))
    return said


def fault(outline: Outline, pick: Pick, *, avoid: Sequence[Pick] = ()) -> str:
    """Say in a word what is wrong with a pick, "" when nothing is; whoever wrote it, only such a pick is sent.

    Every id is the outline's, a value is spoken of once, a strength that exists is told and a gap that exists is not
    left out, what a rule called for is spoken of, each step answers a finding that is told, no two ask for the
    same, and the same words were not said to the reader or a colleague. A correction says what became of values in
    their order, whichever way that reads.
    """
    known = {finding.id: finding for finding in outline.findings}
    steps = {step.id: step for step in outline.steps}
    if not pick.finding_ids or any(finding_id not in known for finding_id in pick.finding_ids):
        return "unknown finding"
    if any(step_id not in steps for step_id in pick.step_ids):
        return "unknown step"
    chosen = [known[key] for key in pick.finding_ids]
    if len(chosen) > MOST_FINDINGS or len(pick.step_ids) > MOST_STEPS or len(set(pick.step_ids)) < len(pick.step_ids):
        return "too much"
    main = outline.findings[0].delta
    if outline.occasion not in {Occasion.STANDING, Occasion.PRAISE} and chosen[0].delta is not main:
        return "beside the point"
    whole = outline.occasion is not Occasion.CORRECTION
    if whole and chosen[0].mark is not Mark.STRENGTH and any(finding.mark is Mark.STRENGTH for finding in chosen):
        return "strength second"
    about = [(finding.delta.person_id, finding.delta.metric, finding.delta.period) for finding in chosen]
    if len(set(about)) < len(about):
        return "said twice"
    must = list(dict.fromkeys(value_of(finding.id) for finding in outline.findings if finding.called))[:MOST_FINDINGS]
    if not set(must) <= {value_of(finding.id) for finding in chosen}:
        return "called for and left out"
    marks = {finding.mark for finding in chosen}
    if whole and any(finding.mark not in marks for finding in outline.findings if finding.mark is not Mark.PLAIN):
        return "one-sided"
    if any(not any(answers(steps[step_id], finding) for finding in chosen) for step_id in pick.step_ids):
        return "step without finding"
    aims = [steps[step_id].aim for step_id in pick.step_ids if steps[step_id].aim]
    if len(set(aims)) < len(aims):
        return "asks twice"
    if any(pick.finding_ids == other.finding_ids and pick.step_ids == other.step_ids for other in avoid):
        return "said before"
    return ""
