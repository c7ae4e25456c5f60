"""The writer without a model: picks the same ids for the same outline and past, and never the same words twice."""

from __future__ import annotations

from itertools import islice, product
from typing import TYPE_CHECKING

from bot.feedback.domain.feedback import OFFLINE, Finding, Mark, Occasion, Outline, Pick, Step
from bot.feedback.domain.outline import MOST_FINDINGS, answers, fault, value_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_MOST_TRIED = 400


class OfflineWriter:
    """Chooses by rule; cannot fail, so it stands in for every other writer."""

    version = OFFLINE

    async def pick(self, outline: Outline, *, locale: str, recent: Sequence[Pick]) -> Pick:  # noqa: ARG002 - the port's
        """Return the pick of :func:`choose`."""
        return choose(outline, recent=recent)

    async def close(self) -> None:
        """Nothing is open."""


def choose(outline: Outline, *, recent: Sequence[Pick]) -> Pick:
    """Return the first good pick that none of the recent ones equals, newest first among those.

    The strongest strength and the widest gap come first, each with what adds most to its story; then steps, what stands
    beside the stories and the number of findings vary in this order; whoever did well is asked one thing only, as long
    as that leaves words unsaid. When everything has been said, the words said longest ago are said again, shorter.
    """
    said = [(pick.finding_ids, pick.step_ids) for pick in recent]
    known = set(said)
    good: list[Pick] = []
    for pick in islice(_candidates(outline, recent), _MOST_TRIED):
        if not fault(outline, pick):
            if (pick.finding_ids, pick.step_ids) not in known:
                return pick
            good.append(pick)
    return max(good, key=lambda pick: (said.index((pick.finding_ids, pick.step_ids)), -len(pick.finding_ids)))


def _candidates(outline: Outline, recent: Sequence[Pick]) -> Iterator[Pick]:
    values = _values(outline.findings)
    rest: list[Pick] = []
    for chosen in _selections(outline, values):
        for found in product(*(values[key] for key in chosen)):
            for steps in _step_sets(outline, found, recent):
                pick = Pick(tuple(finding.id for finding in found), tuple(step.id for step in steps))
                if len(steps) == 1 or any(finding.mark is Mark.GAP for finding in found):
                    yield pick
                else:
                    rest.append(pick)
    yield from sorted(rest, key=lambda pick: not pick.step_ids)


def _values(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Group the findings about one value, in the outline's order."""
    values: dict[str, list[Finding]] = {}
    for finding in findings:
        values.setdefault(value_of(finding.id), []).append(finding)
    return values


def _selections(outline: Outline, values: dict[str, list[Finding]]) -> list[tuple[str, ...]]:
    """Return which values to speak of, the preferred selection first: two, then three, then as few as there can be."""
    by_mark: dict[Mark, list[str]] = {mark: [] for mark in Mark}
    for key, variants in values.items():
        by_mark[variants[0].mark].append(key)
    strengths, gaps = by_mark[Mark.STRENGTH], by_mark[Mark.GAP]
    must = [key for key, variants in values.items() if variants[0].called][:MOST_FINDINGS]
    if outline.occasion not in {Occasion.STANDING, Occasion.PRAISE}:
        order = list(values)
        sizes = dict.fromkeys((max(2, len(must)), max(1, len(must))))
        return [tuple(order[:size]) for size in sizes if len(order) >= size]
    if len(must) > 1:
        marks = {values[key][0].mark for key in must}
        missing = [keys[0] for mark, keys in by_mark.items() if keys and mark is not Mark.PLAIN and mark not in marks]
        return [_ordered(tuple((must + missing)[:MOST_FINDINGS]), by_mark)]
    least = tuple(strengths[:1] + gaps[:1])
    extra = [*strengths[1:2], *gaps[1:2], *by_mark[Mark.PLAIN][:1]]
    two = least if len(least) > 1 or not extra else (*least, extra[0])
    three = [_ordered((*two, third), by_mark) for third in extra if third not in two]
    return list(dict.fromkeys([two, *three, least]))


def _ordered(keys: tuple[str, ...], by_mark: dict[Mark, list[str]]) -> tuple[str, ...]:
    order = [*by_mark[Mark.STRENGTH], *by_mark[Mark.GAP], *by_mark[Mark.PLAIN]]
    return tuple(sorted(keys, key=order.index))


def _step_sets(outline: Outline, found: Sequence[Finding], recent: Sequence[Pick]) -> Iterator[tuple[Step, ...]]:
    """Yield steps for the findings: the gap's before the strength's, and a question where there is only a gap.

    A metric's own advice goes before the house's, which many metrics share.
    """
    gap = next((finding for finding in found if finding.mark is Mark.GAP), None)
    strength = next((finding for finding in found if finding.mark is Mark.STRENGTH), None)
    fix, ask = _sorted(outline, gap, recent)
    show, _ = _sorted(outline, strength, recent)
    if gap and strength:
        for acts in (*fix, ask):
            yield from _diagonal(acts, [*show[0], *show[1]])
    for acts in fix:
        yield from _diagonal(acts, ask)
    for acts in (*show, *fix):
        yield from ((act,) for act in acts)
    both = [*show[0], *show[1]]
    yield from (pair for pair in _diagonal(both, both) if pair[0] is not pair[1])
    yield ()


def _sorted(
    outline: Outline, finding: Finding | None, recent: Sequence[Pick]
) -> tuple[tuple[list[Step], list[Step]], list[Step]]:
    """Return the steps for a finding, least lately said first: its metric's own and the house's, then the questions."""
    mine = _rested([step for step in outline.steps if finding and answers(step, finding)], recent)
    acts = [step for step in mine if not _asks(step)]
    own = [step for step in acts if _kind(step).startswith("own-")]
    return (own, [step for step in acts if step not in own]), [step for step in mine if _asks(step)]


def _diagonal(left: Sequence[Step], right: Sequence[Step]) -> Iterator[tuple[Step, Step]]:
    """Yield all pairs, both sides changing from one to the next as long as they can."""
    for shift in range(len(right)):
        for number, first in enumerate(left):
            yield first, right[(number + shift) % len(right)]


def _kind(step: Step) -> str:
    return step.id.rsplit(":", 1)[1]


def _asks(step: Step) -> bool:
    return _kind(step).startswith(("step-ask", "nudge-question", "nudge-cause"))


def _rested(steps: list[Step], recent: Sequence[Pick]) -> list[Step]:
    """Put the steps that were not said lately first, and what was said last at the end."""
    last = {step: -number for number, pick in reversed(list(enumerate(recent))) for step in pick.step_ids}
    unsaid = -len(recent) - 1
    return sorted(steps, key=lambda step: last.get(step.id, unsaid))
