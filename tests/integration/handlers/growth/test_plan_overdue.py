"""HR sees how many plans are overdue in each team, and hears once a week whose; never what they say (R100)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery_timing import Drop
from bot.goals.domain.goal_text import GoalReading
from bot.growth.domain.plan import Plan, PlanState
from bot.growth.domain.plan_milestone import Milestone
from bot.growth.services import plan as plans
from bot.messages.codec import card_from_json
from bot.people.services import permission
from handlers import MESSAGES, tick
from tests.chat import EVERYWHERE, Chat, Way, button, chat, read
from tests.reviewing import CREW, begin

if TYPE_CHECKING:
    from bot.delivery.domain.delivery import Delivery
    from storage.storage import Storage

MONDAY, NEXT = datetime(2026, 11, 9, 2, tzinfo=UTC), datetime(2026, 11, 16, 2, tzinfo=UTC)
SAYS = {"en": ("1 plan overdue", "2 plans overdue", "cycle"), "zh-CN": ("计划逾期1", "计划逾期2", "考核周期")}


def planned(here: Chat, person: str, *days: date, due: date) -> int:
    """Let a plan of somebody's run with milestones of some days, and return its number."""
    milestones = tuple(Milestone("SECRET STEP", day) for day in days)
    plan = Plan(
        person_id=person,
        goal="SECRET GOAL",
        started=date(2026, 11, 1),
        by=person,
        at=here.clock.now(),
        state=PlanState.OPEN,
        reading=GoalReading(due=due),
        milestones=milestones,
    )
    with here.work() as work:
        return work.plans.add(plan).no


def digests(here: Chat, at: datetime) -> list[Delivery]:
    here.clock.move_to(at)
    with here.work() as work:
        tick(work, now=at)
        return [found for found in work.outbox.find(person_id="ha") if found.kind == "plan_digest"]


@EVERYWHERE
async def test_hr_hears_once_a_week_whose_plan_is_overdue_and_in_which_part(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as here:
        begin(here)
        no = planned(here, "wei", date(2026, 11, 4), date(2026, 11, 5), due=date(2027, 2, 1))
        planned(here, "min", date(2026, 11, 7), due=date(2026, 11, 8))
        planned(here, "ha", date(2026, 11, 4), due=date(2026, 11, 4))

        [digest] = digests(here, MONDAY)
        said = read(card_from_json(digest.card))
        assert CREW in said
        assert "Name wei" in said
        assert ("milestones 1, 2" if here.locale == "en" else "第1、2个时间节点") in said
        assert "Name min" not in said, "a day that has just passed is theirs to mend"
        assert "Name ha" not in said, "one's own is no news of others"
        assert "SECRET" not in said

        with here.work() as work:
            wei = work.people.get("wei")
            assert wei
            actor = permission.actor(work, wei, now=here.clock.now())
            for place in (1, 2):
                plans.done(work, actor, no, place, now=here.clock.now())
            assert isinstance(MESSAGES.render(work, digest, here.clock.now()), Drop)

        [_, later] = digests(here, NEXT)
        said = read(card_from_json(later.card))
        assert "Name min" in said
        assert "Name wei" not in said
        assert len(digests(here, NEXT)) == 2


@EVERYWHERE
async def test_the_overview_counts_overdue_plans_by_team_for_hr_alone(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as here:
        begin(here)
        single, both, show = SAYS[here.locale]
        assert single not in read(await here.say("ha", show))
        for person in ("wei", "min"):
            planned(here, person, date(2026, 11, 4), due=date(2027, 2, 1))
        here.clock.move_to(MONDAY)

        said = read(await here.say("ha", show))
        assert both in said
        assert "SECRET" not in said
        assert both not in read(await here.say("ana", show)), "whoever leads them sees the plans themselves"


async def test_the_digest_leads_to_the_numbers_and_waits_for_the_morning(storage: Storage) -> None:
    async with chat(storage) as here:
        begin(here)
        planned(here, "wei", date(2026, 11, 4), due=date(2027, 2, 1))

        assert not digests(here, datetime(2026, 11, 9, 1, tzinfo=UTC))
        [digest] = digests(here, MONDAY)
        assert "1" in read(await here.click("ha", button(card_from_json(digest.card), "plan.status")))
