"""Plans in chat: the worked example from the first word to the end, on every platform and without forms."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.goals.domain.aim_amount import AimKind
from bot.growth.domain.plan import PlanState, SupportState
from bot.messages.card import Action
from bot.messages.form import Form
from bot.messages.inbound import Settled
from tests.chat import EVERYWHERE, Chat, Way, button, buttons, chat, read
from tests.company import AUGUST, OCTOBER, SEPTEMBER, STAFF, Company, furnish

if TYPE_CHECKING:
    from bot.growth.domain.plan import Plan
    from bot.messages.inbound import Reply
    from storage.storage import Storage

EXAMPLE = {
    "en": {
        "goal": "Cut bug fix time by 50% within 3 months",
        "steps": "Learn the tool, then use it",
        "milestones": "Month 1: finish the tool course; month 2: apply it to the project; month 3: sum up",
        "support": "A place on the test tool course",
    },
    "zh-CN": {
        "goal": "3个月内将bug修复时间缩短50%",
        "steps": "先学会工具，再用到项目里",
        "milestones": "第1个月完成工具学习,第2个月应用于项目,第3个月总结优化",
        "support": "申请测试工具培训名额",
    },
}


def bugs(here: Chat) -> None:
    """Let Min take six hours to fix a bug in October, and furnish the company."""
    furnish(here, sent=False)
    with here.work() as work:
        company = Company(work)
        titles = {"title_en": "Bug fix time", "title_zh": "bug修复时间"}
        company.metric("bug_fix_time", unit="h", direction="lower", **titles)
        for month, value in ((AUGUST, 8), (SEPTEMBER, 7), (OCTOBER, 6)):
            company.read("min", "bug_fix_time", month, value)
        company.come_in(now=here.clock.now())
    for person in STAFF:
        here.inbox(person)


def newest(here: Chat, person: str = "min") -> Plan:
    with here.work() as work:
        return work.plans.of([person])[-1]


async def written(here: Chat, **values: str) -> Reply:
    form = await here.say("min", "new plan" if here.locale == "en" else "写计划")
    return await here.submit("min", form, **(EXAMPLE[here.locale] | values))


@EVERYWHERE
async def test_a_plan_is_understood_shown_and_begun(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        bugs(here)

        shown = await written(here)

        plan = newest(here)
        assert plan.state is PlanState.DRAFT
        assert (plan.reading.metric, plan.reading.due) == ("bug_fix_time", date(2027, 2, 3))
        assert plan.reading.aim
        assert (plan.reading.aim.kind, plan.reading.aim.amount, plan.reading.aim.rising) == (
            AimKind.SHARE,
            Decimal(50),
            False,
        )
        assert (plan.baseline, plan.baseline_period and plan.baseline_period.start) == (Decimal(6), OCTOBER)
        days = [date(2026, 12, 3), date(2027, 1, 3), date(2027, 2, 3)]
        assert [milestone.due for milestone in plan.milestones] == days
        assert EXAMPLE[here.locale]["support"] in read(shown)
        assert not here.inbox("boss")  # nobody hears of a draft

        await here.click("min", button(shown, "plan.begin"))

        assert newest(here).state is PlanState.OPEN
        [asked] = here.inbox("boss")
        assert EXAMPLE[here.locale]["support"] in read(asked)
        assert [action.action.name for action in buttons(asked)] == ["plan.support"] * 3


@EVERYWHERE
async def test_what_was_understood_is_put_right_before_it_begins(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        bugs(here)
        shown = await written(here)

        form = await here.click("min", button(shown, "plan.correct"))
        wrong = await here.submit("min", form, metric="bug_fix_time", way="value", amount="many", base="6", due="")
        with_due = {"metric": "bug_fix_time", "way": "value", "amount": "2", "base": "6", "due": "2027-01-31"}
        if way.forms:
            await here.submit("min", wrong, **with_due, milestones="")
        else:
            await here.say("min", "stop" if here.locale == "en" else "取消")
            form = await here.click("min", button(shown, "plan.correct"))
            await here.submit("min", form, **with_due, milestones="")

        plan = newest(here)
        assert plan.reading.aim
        assert (plan.reading.aim.kind, plan.reading.aim.amount) == (AimKind.VALUE, Decimal(2))
        assert (plan.reading.due, plan.baseline) == (date(2027, 1, 31), Decimal(6))


@EVERYWHERE
async def test_support_is_promised_for_a_day_and_whoever_asked_hears_of_it(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        bugs(here)
        await here.click("min", button(await written(here), "plan.begin"))
        [asked] = here.inbox("boss")

        form = await here.click("boss", buttons(asked)[1])
        await here.submit("boss", form, due="2026-11-20")

        [support] = newest(here).supports
        assert (support.state, support.due) == (SupportState.ACCEPTED, date(2026, 11, 20))
        [told] = here.inbox("min")
        assert EXAMPLE[here.locale]["support"] in read(told)
        shown = await here.say("min", "plans" if here.locale == "en" else "计划")
        detail = await here.click("min", next(found for found in buttons(shown) if found.action.args))
        assert ("20 Nov" if here.locale == "en" else "11月20日") in read(detail)


@EVERYWHERE
async def test_milestones_are_ticked_off_and_a_report_reaches_whoever_leads(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        bugs(here)
        detail = await here.click("min", button(await written(here), "plan.begin"))
        here.inbox("boss")

        await here.click("min", button(detail, "plan.done"))
        form = await here.click("min", button(detail, "plan.report"))
        await here.submit("min", form, percent="40", text="8/10", obstacle="resources")

        assert newest(here).milestones[0].done_on == date(2026, 11, 3)
        [told] = here.inbox("boss")
        assert "40%" in read(told)
        assert "8/10" in read(told)


@EVERYWHERE
async def test_only_a_person_and_whoever_leads_them_see_a_plan(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        bugs(here)
        await here.click("min", button(await written(here), "plan.begin"))
        no = newest(here).no
        goal = EXAMPLE[here.locale]["goal"]

        seen = {
            person: goal in read(await here.click(person, Action("plan", (("no", str(no)),))))
            for person in ("min", "boss", "bo", "hr1", "other", "ana")
        }

        assert seen == {"min": True, "boss": True, "bo": False, "hr1": False, "other": False, "ana": False}
        counted = read(await here.say("hr1", "plan status" if here.locale == "en" else "计划统计"))
        assert goal not in counted
        assert goal in read(await here.say("boss", "team plans" if here.locale == "en" else "团队计划"))


@EVERYWHERE
async def test_a_plan_that_was_done_may_lead_to_a_proposal_that_hr_decides(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        bugs(here)
        await here.click("min", button(await written(here), "plan.begin"))
        here.inbox("boss")
        no = newest(here).no

        form = await here.click("boss", Action("plan.close", (("no", str(no)),)))
        shown = await here.submit("boss", form, outcome="done", reason="3 / 6")
        await here.click("boss", button(shown, "plan.reward"))

        [ended] = here.inbox("min")
        assert "3 / 6" in read(ended)
        pay = ("raise", "pay", "promotion") if here.locale == "en" else ("调薪", "晋升")
        assert not [word for word in pay if word in read(ended).lower()]
        [asked], [other] = here.inbox("hr1"), here.inbox("hr2")
        assert read(asked) == read(other)

        settled = await here.click("hr1", button(asked, "plan.decide"))
        again = await here.click("hr2", button(other, "plan.decide"))

        assert read(settled) != read(again)
        [told] = here.inbox("boss")
        assert [word for word in pay if word in read(told).lower()]
        assert not here.inbox("min")


@EVERYWHERE
async def test_a_manager_writes_a_plan_for_somebody_who_is_told(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        bugs(here)

        form = await here.say("boss", "new plan Name min" if here.locale == "en" else "写计划 Name min")
        shown = await here.submit("boss", form, **EXAMPLE[here.locale])
        mine = await here.say("min", "plans" if here.locale == "en" else "计划")
        assert [found.action.name for found in buttons(mine)] == ["plan.add"]  # a draft is its writer's alone
        await here.click("boss", button(shown, "plan.begin"))

        [told] = here.inbox("min")
        assert EXAMPLE[here.locale]["goal"] in read(told)
        refused = await here.say("bo", "new plan Name min" if here.locale == "en" else "写计划 Name min")
        assert not isinstance(refused, Form | Settled)
