"""The writer without a model: picks the same ids for the same outline and past, and never the same words twice."""

from __future__ import annotations

from itertools import islice, product
from typing import TYPE_CHECKING

from bot.feedback.domain.advice import step_sets
from bot.feedback.domain.feedback import OFFLINE, Finding, Mark, Occasion, Outline, Pick
from bot.feedback.domain.outline import MOST_FINDINGS, fault, value_of

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
    for pick in islice(_candidates(outline), _MOST_TRIED):
        if not fault(outline, pick):
            if (pick.finding_ids, pick.step_ids) not in known:
                return pick
            good.append(pick)
    return max(good, key=lambda pick: (said.index((pick.finding_ids, pick.step_ids)), -len(pick.finding_ids)))


def _candidates(outline: Outline) -> Iterator[Pick]:
    values = _values(outline.findings)
    rest: list[Pick] = []
    for chosen in _selections(outline, values):
        for found in product(*(values[key] for key in chosen)):
            ids = tuple(finding.id for finding in found)
            for steps in step_sets(outline.steps, found):
                yield Pick(ids, tuple(step.id for step in steps))
            rest.append(Pick(ids, ()))
    yield from rest


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
