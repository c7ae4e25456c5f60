"""Goals beside one another: the tree a level at a time, a team's, strategy, how they go, what is not aligned."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from bot.goals.domain.goal import GoalState
from bot.goals.domain.pace import Health
from bot.goals.views import goal_dependency
from bot.goals.views.goal import MOST_SHOWN
from bot.goals.views.goal_example import (
    TODAY,
    example,
    example_company,
    example_department,
    example_outline,
    example_production,
    example_research,
    example_sales,
)
from bot.goals.views.goal_phrase import far, grouped, line, result_line, whose
from bot.goals.views.goal_picture import picture
from bot.goals.views.goal_ways import open_button
from bot.kit.shortening import shortened
from bot.messages.card import Action, Button, Card, Choices, FactLine, Heading, Note, Text
from bot.messages.text import literal, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from bot.goals.domain.goal_sight import GoalBranch, GoalGlance, GoalSight
    from bot.messages.card import Block
    from bot.messages.i18n import Translator

_BUTTON, _PARTS, _TOPS = 24, 3, 3
_ORDER: Final = sorted(Health, key=lambda health: health.rank)


def tree(
    t: Translator,
    goals: Sequence[GoalGlance],
    parts: Mapping[int, Sequence[GoalGlance]],
    outline: Sequence[GoalBranch],
    *,
    today: date,
) -> Card:
    """Show the company's goals, each with those of its parts that need somebody first; the rest is folded.

    ``outline`` is what a picture shows of them, where it says more.
    """
    blocks: list[Block] = [Heading(t("goal-tree", n=len(goals)))]
    opens: list[GoalGlance] = []
    for seen in goals[:_TOPS]:
        below = parts.get(seen.goal.no, ())
        blocks += grouped([line(t, seen, today=today, owner=True)])
        blocks += grouped([_below(t, part, today=today) for part in below[:_PARTS]])
        if len(below) > _PARTS:
            folded = below[_PARTS:]
            blocks.append(Text(t("goal-tree-folded", n=len(folded), late=sum(part.late for part in folded))))
        opens.append(seen)
    if not goals:
        blocks.append(Text(t("goal-tree-none")))
    if len(goals) > _TOPS:
        blocks.append(Text(t("goal-more", n=len(goals) - _TOPS)))
    blocks += picture(t, outline, today=today)
    return _card(t, blocks, [_branch(seen) for seen in opens], t("goal-note-tree"))


def _below(t: Translator, part: GoalGlance, *, today: date) -> FactLine:
    told = line(t, part, today=today, owner=True)
    return FactLine(t("goal-tree-below", owner=told.label), told.value, told.against, told.mood)


def _branch(seen: GoalGlance) -> Button:
    """Open what a goal consists of; a goal without parts opens itself."""
    if not seen.below:
        return open_button(seen)
    text = literal(shortened(seen.goal.title, _BUTTON))
    return Button(plain(text), Action("goal.tree", (("no", str(seen.goal.no)),)))


def branch(
    t: Translator, seen: GoalGlance, parts: Sequence[GoalGlance], outline: Sequence[GoalBranch], *, today: date
) -> Card:
    """Show one goal of the tree with what it consists of, what needs somebody first; ``outline`` is as for a tree."""
    blocks: list[Block] = [Heading(literal(seen.goal.title)), *grouped([line(t, seen, today=today, owner=True)])]
    blocks += grouped([line(t, part, today=today, owner=True) for part in parts[:MOST_SHOWN]])
    left = seen.below - min(len(parts), MOST_SHOWN)
    if left:
        blocks.append(Text(t("goal-parts-unnamed", n=left)))
    blocks += picture(t, outline, today=today)
    buttons = [_branch(part) for part in parts[:2]]
    show = Button(plain(t("goal-show")), Action("goal", (("no", str(seen.goal.no)),)))
    return _card(t, blocks, [*buttons, show], t("goal-note-tree"))


def team(t: Translator, goals: Sequence[GoalGlance], *, today: date) -> Card:
    """List the goals of whom and what somebody leads, what needs them first."""
    asks = sum(seen.goal.state is GoalState.PROPOSED for seen in goals)
    blocks: list[Block] = [Heading(t("goal-team", n=len(goals), asks=asks))]
    blocks += _lines(t, goals, today=today)
    if not goals:
        blocks.append(Text(t("goal-team-none")))
    return _card(t, blocks, [open_button(seen) for seen in goals[:3]], t("goal-note-team"))


def _lines(t: Translator, goals: Sequence[GoalGlance], *, today: date) -> list[Block]:
    blocks = grouped([line(t, seen, today=today, owner=True) for seen in goals[:MOST_SHOWN]])
    more = len(goals) - MOST_SHOWN
    return [*blocks, *([Text(t("goal-more", n=more))] if more > 0 else [])]


def unaligned(t: Translator, goals: Sequence[GoalGlance], *, today: date) -> Card:
    """List the goals that are part of no other one (R113)."""
    blocks: list[Block] = [Heading(t("goal-unaligned", n=len(goals))), *_lines(t, goals, today=today)]
    blocks.append(Text(t("goal-unaligned-text") if goals else t("goal-unaligned-none")))
    return _card(t, blocks, [open_button(seen) for seen in goals[:3]], t("goal-note-tree"))


def health(t: Translator, goals: Sequence[GoalGlance], *, today: date) -> Card:
    """Rank the goals of the company and its units by their pace: which go well, which need a change (R158)."""
    counted = Counter(seen.health for seen in goals if not seen.hidden)
    blocks: list[Block] = [Heading(t("goal-health", n=counted[Health.OFF_TRACK] + counted[Health.AT_RISK]))]
    said = [
        t("goal-health-count", n=counted[kind], health=kind.value.replace("_", "-")) for kind in _ORDER if counted[kind]
    ]
    if goals:
        blocks += [*([Text(t.clauses(said))] if said else []), *_lines(t, goals, today=today)]
    else:
        blocks.append(Text(t("goal-tree-none")))
    return _card(t, blocks, [open_button(seen) for seen in goals[:3]], t("goal-note-health"))


def strategy(t: Translator, goals: Sequence[GoalSight], *, today: date) -> Card:
    """Show each goal of the company: its numbers against their targets, its pace, and who contributes (R119)."""
    blocks: list[Block] = [Heading(t("goal-strategy", n=len(goals)))]
    for seen in goals[:_TOPS]:
        blocks += grouped([line(t, seen.glance, today=today, owner=False), *_numbers(t, seen)][:3])
        if seen.parts:
            told = [t("goal-contributes", owner=whose(t, part), far=far(t, part)) for part in seen.parts[:MOST_SHOWN]]
            blocks.append(Text(t("goal-contributing", who=t.clauses(told))))
        blocks += goal_dependency.contributed(t, seen.needs, today=today)
    if not goals:
        blocks.append(Text(t("goal-tree-none")))
    if len(goals) > _TOPS:
        blocks.append(Text(t("goal-more", n=len(goals) - _TOPS)))
    return _card(t, blocks, [_branch(seen.glance) for seen in goals[:_TOPS]], t("goal-note-tree"))


def _numbers(t: Translator, seen: GoalSight) -> list[FactLine]:
    """Tell of the key results alone; what their weights are is for the goal's own card."""
    return [result_line(t, result, of=seen.glance, total=result.result.weight) for result in seen.key_results]


def _card(t: Translator, blocks: Sequence[Block], buttons: Sequence[Button], note: str) -> Card:
    choices = (Choices(tuple(buttons[:3])),) if buttons else ()
    return Card("goal_tree", plain(t("goal-list-summary")), (*blocks, *choices, Note(note)), t.locale)


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    top = example_company(t)
    parts = [example_sales(t), example_research(t), example_production(t)]
    mine = [example(t, own=False, state=GoalState.PROPOSED).glance, example(t, own=False).glance]
    return {
        "goal-tree": tree(t, [top], {top.goal.no: parts}, [], today=TODAY),
        "goal-tree-drawn": tree(t, [top], {top.goal.no: parts}, example_outline(t), today=TODAY),
        "goal-tree-none": tree(t, [], {}, [], today=TODAY),
        "goal-branch": branch(t, top, parts, [], today=TODAY),
        "goal-team": team(t, mine, today=TODAY),
        "goal-team-none": team(t, [], today=TODAY),
        "goal-unaligned": unaligned(t, parts[1:2], today=TODAY),
        "goal-unaligned-none": unaligned(t, [], today=TODAY),
        "goal-health": health(t, [top, *parts], today=TODAY),
        "goal-strategy": strategy(t, [example_department(t)], today=TODAY),
    }
