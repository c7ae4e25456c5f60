"""The card of a goal leads on with two buttons and one for more; nothing is out of reach by that."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from bot.goals.domain.goal import Experiment, Goal, GoalLevel, GoalLink, GoalState
from bot.goals.domain.key_result import KeyResult, Measure
from bot.kit.period import Period
from tests.chat import IN_BOTH_LANGUAGES, Chat, Way, button, buttons, chat
from tests.company import NOW, STAFF, furnish

if TYPE_CHECKING:
    from bot.messages.inbound import Reply
    from storage.storage import Storage

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
QUARTER = Period(date(2026, 7, 1), date(2026, 9, 30))
WRITES = {"goal.check_in", "goal.edit", "goal.measure", "goal.link", "goal.dependency", "goal.close"}


def company(here: Chat) -> int:
    """Let somebody have a goal that is part of another one; returns its number."""
    furnish(here, sent=False)
    for person in STAFF:
        here.inbox(person)
    result = KeyResult(title="Way", measure=Measure.VALUE, target=Decimal(1))
    with here.work() as work:
        own = Goal(
            title="Halve complaints", level=GoalLevel.PERSON, owner_id="min", period=YEAR, by="boss", at=NOW,
            key_results=(result,),
        )  # fmt: skip
        kept = work.goals.add(own)
        above = work.goals.add(replace(own, title="Happy customers", level=GoalLevel.COMPANY, owner_id=""))
        work.goals.link(GoalLink(child_no=kept.no, parent_no=above.no))
    return kept.no


async def opened(here: Chat, who: str, no: int) -> Reply:
    return await here.say(who, f"goal {no}" if here.locale == "en" else f"目标 {no}")


def routes(card: Reply) -> list[str]:
    return [each.action.name for each in buttons(card)]


@IN_BOTH_LANGUAGES
async def test_two_buttons_lead_on_and_the_rest_is_one_tap_away(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as here:
        no = company(here)

        card = await opened(here, "min", no)

        assert len(buttons(card)) == 3
        assert routes(card)[0] == "goal.check_in"
        assert routes(card)[-1] == "goal.more"
        rest = await here.click("min", button(card, "goal.more"))
        assert {*WRITES, "goal.versions", "goal"} <= set(routes(rest))
        assert "Happy customers" in [each.text for each in buttons(rest)]


async def test_what_leads_on_follows_the_reader_and_the_state(storage: Storage) -> None:
    async with chat(storage) as here:
        no = company(here)

        async def leads(who: str, **changes: object) -> str:
            with here.work() as work:
                goal = work.goals.get(no)
                assert goal
                assert work.goals.put(replace(goal, **changes))  # type: ignore[arg-type]
            return routes(await opened(here, who, no))[0]

        assert await leads("boss", state=GoalState.PROPOSED, awaits="boss") == "goal.accept"
        assert await leads("min") == "goal.edit"
        assert await leads("boss", state=GoalState.OPEN, awaits="", period=QUARTER) == "goal.close"
        assert await leads("min", state=GoalState.MISSED) == "goal.experiment"
        assert await leads("boss", experiment=Experiment(text="A new process")) == "goal.decide"


@pytest.mark.parametrize("who", ["min", "boss"])
async def test_whoever_reads_a_goal_of_all_and_may_not_change_it_is_offered_no_change(
    storage: Storage, who: str
) -> None:
    async with chat(storage) as here:
        no = company(here)

        card = await opened(here, who, no + 1)
        rest = await here.click(who, button(card, "goal.more")) if "goal.more" in routes(card) else card

        assert WRITES.isdisjoint(routes(rest))
        assert "goal.versions" in {*routes(card), *routes(rest)}
