"""The tree of goals as a picture in chat: beside the list, for whoever asks, and never more than they may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from bot.goals.domain.goal import Goal, GoalLevel, GoalLink, GoalProgress, GoalState
from bot.kit.period import Period
from bot.messages.card import Action, Card, Facts, Picture, TreeChart
from bot.messages.text import plain
from tests.chat import IN_BOTH_LANGUAGES, Chat, Way, chat, read
from tests.company import NOW
from tests.goals import let_stand
from tests.statements import counted

if TYPE_CHECKING:
    from bot.messages.inbound import Reply
    from storage.storage import Storage

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
MOST = 18


@dataclass
class Tree:
    """Goals of a company as they are made: each with what it is part of and how far it is."""

    here: Chat

    def add(self, title: str, owner: str, *parents: int, far: float | None = None, **more: object) -> int:
        """Add a goal of the company (""), of a person with an account, or of a department; returns its number."""
        with self.here.work() as work:
            known = work.people.get(owner) if owner else None
            level = GoalLevel.PERSON if known else GoalLevel.DEPARTMENT if owner else GoalLevel.COMPANY
            made = Goal(title=title, level=level, owner_id=owner, period=YEAR, by="boss", at=NOW, **more)  # type: ignore[arg-type]
            kept = work.goals.add(made)
            for parent in parents:
                work.goals.link(GoalLink(child_no=kept.no, parent_no=parent, weight=Decimal(1)))
            let_stand(work, {kept.no: GoalProgress(far, int(far is not None), 1, 1.0)})
        return kept.no


def company(here: Chat) -> Tree:
    here.hire("boss", "hr", department="Head office")
    here.hire("lead", manager="boss", department="Works")
    here.hire(*(f"w{number}" for number in range(3)), manager="lead", department="Works")
    return Tree(here)


async def asked(here: Chat, person: str) -> Card:
    reply: Reply = await here.say(person, "goal tree" if here.locale == "en" else "目标树")
    assert isinstance(reply, Card)
    return reply


async def opened(here: Chat, person: str, no: int) -> Card:
    reply = await here.click(person, Action("goal.tree", (("no", str(no)),)))
    assert isinstance(reply, Card)
    return reply


def titles(card: Card) -> list[str]:
    return [plain(node.title) for chart in trees(card) for node in chart.nodes]


def trees(card: Card) -> list[TreeChart]:
    charts = [block.chart for block in card.blocks if isinstance(block, Picture)]
    assert all(isinstance(chart, TreeChart) for chart in charts)
    return charts  # type: ignore[return-value]


@IN_BOTH_LANGUAGES
async def test_a_small_tree_is_a_list_and_a_larger_one_comes_with_a_picture(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        tree = company(here)
        top = tree.add("Lead", "", far=0.5)
        assert trees(await asked(here, "w0")) == []
        for number in range(3):
            tree.add(f"Part {number}", f"Unit {number}", top, far=0.9)
        assert trees(await asked(here, "w0")) == []

        tree.add("Late", "Unit 3", top, far=0.2)
        card = await asked(here, "w0")

        assert titles(card) == ["Lead", "Late", "Part 0", "Part 1", "Part 2"], "what is behind first"
        assert any(isinstance(block, Facts) for block in card.blocks), "the list stays"
        [chart] = trees(card)
        assert chart.elapsed_label == ("84% of the time gone" if here.locale == "en" else "时间已过84%")
        assert [node.text for node in chart.nodes] == ["50%", "20%", "90%", "90%", "90%"]


@IN_BOTH_LANGUAGES
@pytest.mark.parametrize("goals", [30, 300])
async def test_a_large_tree_is_folded_to_what_is_behind(way: Way, storage: Storage, goals: int) -> None:
    async with chat(storage, way) as here:
        tree = company(here)
        top = tree.add("Lead the industry in technology", "", far=0.6)
        units = [tree.add(f"Department {at}", f"Unit {at}", top, far=0.9) for at in range(5)]
        late = tree.add("Late department", "Unit late", top, far=0.3)
        for at in range(goals - len(units) - 2):
            far = 0.1 if at % 29 == 28 else 0.95
            tree.add(f"{'Late' if far < 0.5 else 'Good'} {at}", f"Team {at}", (*units, late)[at % 6], far=far)

        card = await asked(here, "w0")

        found = titles(card)
        assert 8 < len(found) <= MOST
        assert found[1] == "Late department"
        below = [f"Department {at}" for at in range(3)]
        assert [title for title in found if title.startswith("Department ")] == below, "the rest is folded"
        teams = {title.partition(" ")[0] for title in found[1:]}
        assert teams == {"Late", "Good", "Department"} if goals < 100 else {"Late", "Department"}
        [chart] = trees(card)
        more = "more below" if here.locale == "en" else "下面另有"
        assert more in chart.nodes[0].about
        assert chart.nodes[0].depth == 0
        assert {node.depth for node in chart.nodes} == {0, 1, 2}


@IN_BOTH_LANGUAGES
async def test_nobody_sees_more_in_the_picture_than_in_their_list(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        tree = company(here)
        top = tree.add("Lead", "", far=0.5)
        works = tree.add("Works", "Works", top, far=0.4)
        tree.add("Sales", "Sales", top, far=0.9)
        tree.add("Research", "Research", top, far=0.9)
        own = [f"Own goal of w{number}" for number in range(3)]
        for number, title in enumerate(own):
            tree.add(title, f"w{number}", works, far=0.2)
        tree.add("Line 1", "Line 1", works, far=0.8)
        tree.add("Line 2", "Line 2", works, far=0.8)

        for person in ("w0", "lead", "boss", "hr"):
            card = await asked(here, person)
            assert trees(card)
            assert not set(own) & set(titles(card)), "the company's picture is of units, never of people"
        shown = {person: await opened(here, person, works) for person in ("w0", "lead", "w1")}

        assert trees(shown["lead"])
        assert set(own) <= set(titles(shown["lead"]))
        for person, mine in (("w0", own[0]), ("w1", own[1])):
            assert set(own) & {*titles(shown[person])} <= {mine}
            assert not any(title in read(shown[person]) for title in own if title != mine)
        # three people's goals are in it: whoever may see none of them is told nothing of the department's
        hidden = [node for node in trees(await asked(here, "w0"))[0].nodes if plain(node.title) == "Works"]
        assert [(node.text, node.value, node.elapsed) for node in hidden] == [("–", None, None)]


@IN_BOTH_LANGUAGES
async def test_what_waits_for_a_yes_is_no_part_of_the_picture_yet(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        tree = company(here)
        top = tree.add("Lead", "", far=0.5)
        for number in range(4):
            tree.add(f"Part {number}", f"Unit {number}", top, far=0.9)
        tree.add("Only proposed", "Unit 4", top, state=GoalState.PROPOSED, awaits="boss")
        tree.add("Dropped", "Unit 5", top, state=GoalState.DROPPED, reason="no more")

        assert titles(await asked(here, "w0")) == ["Lead", "Part 0", "Part 1", "Part 2", "Part 3"]


@IN_BOTH_LANGUAGES
async def test_a_goal_that_two_share_stands_below_both(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        tree = company(here)
        tops = [tree.add(f"Top {number}", "", far=0.5) for number in range(2)]
        tree.add("Shared", "Unit 0", *tops, far=0.2)
        for top in tops:
            tree.add(f"Part of {top}", f"Unit {top}", top, far=0.9)

        found = titles(await asked(here, "w0"))

        assert found == ["Top 0", "Shared", f"Part of {tops[0]}", "Top 1", "Shared", f"Part of {tops[1]}"]


async def test_a_larger_tree_asks_the_database_no_more_often(storage: Storage) -> None:
    async with chat(storage, Way()) as here:
        tree = company(here)
        here.hire(*(f"p{at}" for at in range(60)), manager="lead", department="Works")
        top = tree.add("Lead", "", far=0.5)
        units = [tree.add(f"Unit {at}", f"Unit {at}", top, far=0.3) for at in range(4)]
        counts = []
        for some in (range(8), range(8, 60)):
            for at in some:
                team = tree.add(f"Team {at}", f"Team {at}", units[at % 4], far=0.2)
                tree.add(f"Own {at}", f"p{at}", team, far=0.2)
            with counted(here.storage) as statements:
                assert trees(await asked(here, "w0"))
            counts.append(len(statements))

        assert counts[0] == counts[1]
