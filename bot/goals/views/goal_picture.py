"""The tree of goals as a picture: what is behind first, each goal with how far it is against its time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.goals.domain.goal import GoalState
from bot.goals.domain.pace import Health
from bot.goals.views.goal_phrase import far, mood, partial, whose
from bot.kit.shortening import shortened
from bot.messages.card import Picture, TreeChart, TreeNode
from bot.messages.number import share
from bot.messages.text import literal, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from bot.goals.domain.goal_sight import GoalBranch, GoalGlance
    from bot.messages.card import Block
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready

    Numbered = tuple[str, GoalBranch, float]
    """A goal, its place in the outline, such as "1.2", and what the weights beside it sum to; 0 if they are alike."""

_WORTH_DRAWING: Final = 4
"""From so many goals below the top on a picture says more than the list, which has room for three."""
_SPOKEN: Final = 40
"""Columns of a title that is read aloud."""
_MISSING: Final = "–"


def picture(t: Translator, branches: Sequence[GoalBranch], *, today: date) -> list[Block]:
    """Draw a tree, where it says more than the list beside it: it holds nothing that its reader may not see."""
    nodes = list(_outline(branches, "", 0.0))
    if len(nodes) - len(branches) < _WORTH_DRAWING:
        return []
    gone = {branch.seen.pace.elapsed for _, branch, _ in nodes if branch.seen.pace}
    chart = TreeChart(
        title=plain(t("goal-picture", day=t.day(today, today=today))),
        nodes=tuple(_node(t, *node) for node in nodes),
        elapsed_label=_elapsed(t, gone),
    )
    said = [_spoken(t, *node) for node in nodes]
    time = [t("goal-picture-gone", gone=share(t, round(gone.pop(), 2)))] if len(gone) == 1 else []
    return [Picture(chart, t.sentences([t("goal-picture-alt", day=t.day(today, today=today)), *time, *said]))]


def _outline(branches: Sequence[GoalBranch], above: str, weights: float) -> Iterator[Numbered]:
    for place, branch in enumerate(branches, start=1):
        at = f"{above}{place}"
        yield at, branch, weights
        yield from _outline(branch.parts, f"{at}.", _weights(branch))


def _weights(branch: GoalBranch) -> float:
    """Return the sum of the weights of a goal's parts; 0 where those that are shown do not differ in it."""
    told = {part.seen.weight for part in branch.parts if part.seen.goal.counts}
    return branch.seen.progress.weights if len(told) > 1 else 0.0


def _elapsed(t: Translator, gone: set[float]) -> str:
    """Say what the mark on each bar is: how much time is gone, with the number where it is the same for all."""
    if len(gone) == 1:
        return plain(t("goal-elapsed", gone=share(t, round(min(gone), 2))))
    return plain(t("goal-picture-elapsed")) if gone else ""


def _node(t: Translator, at: str, branch: GoalBranch, weights: float) -> TreeNode:
    seen = branch.seen
    known = not seen.hidden and seen.progress.value is not None
    return TreeNode(
        depth=at.count("."),
        title=literal(seen.goal.title),
        about=t.clauses([whose(t, seen), *_about(t, branch, weights)]),
        text=far(t, seen) if known else _MISSING,
        value=seen.progress.value if known else None,
        elapsed=seen.pace.elapsed if known and seen.pace else None,
        mood=mood(seen),
    )


def _about(t: Translator, branch: GoalBranch, weights: float) -> list[Ready]:
    """Say what stands beside the number of a goal."""
    more = [t("goal-picture-more", n=branch.left_out)] if branch.left_out > 0 else []
    return [*_state(t, branch.seen), *_weight(t, branch.seen, weights), *partial(t, branch.seen), *more]


def _state(t: Translator, seen: GoalGlance) -> list[Ready]:
    """Say how a goal goes, or what became of it; that nothing is known of it, or that it is hidden."""
    if seen.goal.state is not GoalState.OPEN:
        return [t(f"goal-state-{seen.goal.state}")]
    if seen.hidden:
        return [t("goal-picture-hidden")]
    if seen.progress.value is None:
        return [far(t, seen)]
    if seen.health is Health.UNKNOWN:
        return []
    return [t("goal-picture-health", health=seen.health.value.replace("_", "-"))]


def _weight(t: Translator, seen: GoalGlance, weights: float) -> list[Ready]:
    """Say what share of the goal above a goal is."""
    return [t("goal-weight", share=share(t, float(seen.weight) / weights))] if weights > 0 and seen.goal.counts else []


def _spoken(t: Translator, at: str, branch: GoalBranch, weights: float) -> Ready:
    seen = branch.seen
    number = [] if seen.hidden or seen.progress.value is None else [far(t, seen)]
    said = t.clauses([*number, *_about(t, branch, weights)])
    return t("goal-picture-node", at=at, owner=whose(t, seen), title=shortened(seen.goal.title, _SPOKEN), said=said)
