"""Before the forms: two agree what counts, one says half-way how it goes and what is needed (R120)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from bot.goals.domain.obstacle import Obstacle
from bot.growth.domain.course import Course
from bot.growth.domain.plan import PlanState, SupportState
from bot.messages.card import Action
from bot.messages.form import Form
from bot.messages.inbound import Notice
from bot.people.domain.permission import Role
from bot.reviews.domain.form_template import Filler
from bot.reviews.domain.prompt import PromptState
from bot.reviews.services import form_template
from handlers import MESSAGES
from tests.chat import EVERYWHERE, Chat, Way, button, buttons, chat, give, read
from tests.reviewing import CREW, PROMPTED, begin, clock_ticks

if TYPE_CHECKING:
    from bot.messages.inbound import Reply
    from storage.storage import Storage

GOALS = {"en": "Repeat purchases from 31% to 35%", "zh-CN": "复购率从31%到35%"}
BETTER = {"en": "Repeat purchases from 31% to 36%", "zh-CN": "复购率从31%到36%"}
WORD = {"en": "agreed goals", "zh-CN": "考核目标"}
CHECK = {"en": "check in", "zh-CN": "期中检查"}
NEED = {"en": "A tester for two weeks", "zh-CN": "要一名测试，两周"}
SKILL = {"en": "I have never used the test tool", "zh-CN": "没用过测试工具"}


def routes(reply: Reply) -> list[str]:
    return [found.action.name for found in buttons(reply)]


def state(talk: Chat, person: str = "wei") -> PromptState:
    with talk.work() as work:
        (found,) = work.reviews.of(person)
        return work.prompts.state(found.no)


def review_no(talk: Chat, person: str = "wei") -> str:
    with talk.work() as work:
        (found,) = work.reviews.of(person)
    return str(found.no)


async def check_in(talk: Chat, **values: str) -> Reply:
    form = await talk.say("wei", CHECK[talk.locale])
    return await talk.submit("wei", form, **values)


@EVERYWHERE
async def test_two_agree_what_counts(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin(talk, days=PROMPTED)
        clock_ticks(talk)
        [asked], theirs = talk.inbox("wei"), talk.inbox("ana")
        assert routes(asked) == ["prompt.goals", "review.later", "review.later"]
        assert [routes(card) for card in theirs] == [["prompt", "prompt"]], "who leads two is asked once, about both"

        form = await talk.click("wei", button(asked, "prompt.goals"))
        saved = await talk.submit("wei", form, text=GOALS[talk.locale])
        assert GOALS[talk.locale] in read(saved)
        assert "prompt.agree" not in routes(saved), "one agrees to the other's words, not to one's own"
        assert state(talk) == PromptState(goals_by=Filler.EMPLOYEE)

        [told] = talk.inbox("ana")
        assert GOALS[talk.locale] in read(told)
        form = await talk.click("ana", button(told, "prompt.goals"))
        await talk.submit("ana", form, text=BETTER[talk.locale])
        assert state(talk) == PromptState(goals_by=Filler.MANAGER)
        late = await talk.click("ana", button(told, "prompt.agree"))
        assert isinstance(late, Notice), "what was changed meanwhile is not agreed to"

        [told] = talk.inbox("wei")
        agreed = await talk.click("wei", button(told, "prompt.agree"))
        assert BETTER[talk.locale] in read(agreed)
        assert state(talk) == PromptState(goals_by=Filler.MANAGER, agreed=True)
        [told] = talk.inbox("ana")
        assert "prompt.agree" not in routes(told)

        shown = await talk.say("wei", "review" if talk.locale == "en" else "考核")
        assert "prompt" in routes(shown), "before the forms the way leads to the goals"
        talk.clock.move_to(datetime(2027, 1, 5, 2, tzinfo=UTC))
        shown = await talk.say("wei", "review" if talk.locale == "en" else "考核")
        form = await talk.click("wei", button(shown, "review.write"))
        if isinstance(form, Form):
            panel = form.shown[0].panels[0]
            assert [line.value for line in panel.lines] == [BETTER[talk.locale]], "they stand beside the questions"


@EVERYWHERE
async def test_who_does_not_answer_is_reminded_twice_and_holds_nobody_up(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin(talk, days=PROMPTED)
        told = 0
        for _ in range(14):
            clock_ticks(talk)
            told += len(talk.inbox("wei"))
            talk.pass_by(days=1)
        assert told == 3, "asked, the day before, on the day"

        checking = await talk.say("wei", WORD[talk.locale])
        assert "prompt.goals" in routes(checking), "it can still be done until the forms go out"
        await check_in(talk, percent="40", text="—", obstacle="none", need="")
        assert state(talk) == PromptState(checked_in=True)


@EVERYWHERE
async def test_what_is_lacking_half_way_is_asked_for_and_answered(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin(talk, days=PROMPTED)
        talk.pass_by(days=36)
        clock_ticks(talk)
        asked = talk.inbox("wei")[-1]
        assert "prompt.check" in routes(asked)
        talk.inbox("ana")

        wrong = await check_in(talk, percent="40", text="", obstacle=Obstacle.RESOURCES, need="")
        assert not isinstance(wrong, Notice)
        assert state(talk) == PromptState()
        if not talk.dialogue("wei"):
            kept = await check_in(talk, percent="40", text="", obstacle=Obstacle.RESOURCES, need=NEED[talk.locale])
        else:
            kept = await talk.say("wei", NEED[talk.locale])
        assert "40%" in read(kept)

        [told] = talk.inbox("ana")
        assert NEED[talk.locale] in read(told)
        assert routes(told) == ["plan.support"] * 3
        await talk.click("ana", buttons(told)[0])
        with talk.work() as work:
            (plan,) = work.plans.of(["wei"], states=[PlanState.OPEN])
        assert [(support.text, support.state) for support in plan.supports] == [
            (NEED[talk.locale], SupportState.ACCEPTED)
        ]

        await check_in(talk, percent="50", text="", obstacle=Obstacle.RESOURCES, need=NEED[talk.locale])
        with talk.work() as work:
            assert work.plans.of(["wei"]) == [plan], "the same need is the same request"
        assert "plan.support" not in routes(talk.inbox("ana")[-1]), "what was answered is not asked again"


@EVERYWHERE
async def test_a_missing_skill_brings_a_course(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin(talk, days=PROMPTED)
        with talk.work() as work:
            topics = ("test tool", "测试工具")
            course = Course(key="t", title_en="Test tools in practice", title_zh="测试工具实战", topics=topics)
            work.courses.put([course])
        talk.inbox("ana")

        kept = await check_in(talk, percent="30", text="", obstacle=Obstacle.ABILITY, need=SKILL[talk.locale])

        title = "测试工具实战" if talk.locale == "zh-CN" else "Test tools in practice"
        assert title in read(kept)
        [told] = talk.inbox("ana")
        assert title in read(told)
        assert SKILL[talk.locale] in read(told)


@EVERYWHERE
async def test_nobody_else_reads_or_writes_it(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin(talk, days=PROMPTED)
        form = await talk.click("wei", Action("prompt.goals", (("no", review_no(talk)),)))
        await talk.submit("wei", form, text=GOALS[talk.locale])

        for who in ("min", "pat", "ha"):
            for route in ("prompt", "prompt.goals", "prompt.agree", "prompt.check"):
                reply = await talk.click(who, Action(route, (("no", review_no(talk)), ("v", "1"))))
                assert isinstance(reply, Notice), (who, route)
                assert GOALS[talk.locale] not in read(reply)
        reply = await talk.click("ana", Action("prompt.check", (("no", review_no(talk)),)))
        assert isinstance(reply, Notice), "one checks in for oneself"


async def test_a_check_in_not_sent_yet_goes_to_whoever_leads_them_by_then(storage: Storage) -> None:
    async with chat(storage) as talk:
        begin(talk, days=PROMPTED)
        await check_in(talk, percent="40", text="", obstacle=Obstacle.RESOURCES, need=NEED["en"])
        talk.hire("wei", manager="pat", unit=CREW)
        with talk.work() as work:
            (waiting,) = [found for found in work.outbox.find(person_id="ana") if found.kind == "check_in"]
            ana = work.people.get("ana")
            assert ana
            assert MESSAGES.withheld(work, waiting, ana, talk.clock.now())
        assert NEED["en"] in read(talk.inbox("pat")[-1])


@EVERYWHERE
async def test_hr_plans_the_prompts_with_the_cycle(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        talk.hire("ha")
        with talk.work() as work:
            give(work, "ha", Role.HR)
            form_template.seed(work, now=talk.clock.now())
        days = {name: day.isoformat() for name, day in PROMPTED.items() if name not in {"goals_due", "midway"}}
        period = {"start": "2026-11-01", "end": "2026-12-31"}

        form = await talk.say("ha", "new cycle" if talk.locale == "en" else "发起考核")
        planned = await talk.submit("ha", form, name="Q4", prompts=("goals_due", "midway"), **period, **days)

        with talk.work() as work:
            (cycle,) = work.cycles.all()
        assert (cycle.schedule.goals_due, cycle.schedule.midway) == (date(2026, 11, 17), date(2026, 12, 1))
        form = await talk.click("ha", button(planned, "cycle.plan"))
        cleared = "" if way.forms else "none"
        await talk.submit("ha", form, goals_due=cleared, midway="2026-12-04")
        with talk.work() as work:
            (cycle,) = work.cycles.all()
        assert (cycle.schedule.goals_due, cycle.schedule.midway) == (None, date(2026, 12, 4))


@pytest.mark.parametrize("late", ["goals_due", "midway"])
async def test_days_before_the_forms_follow_one_another(storage: Storage, late: str) -> None:
    async with chat(storage) as talk:
        cycle = begin(talk, days=PROMPTED)
        form = await talk.click("ha", Action("cycle.plan", (("no", str(cycle.no)),)))

        wrong = await talk.submit("ha", form, **{late: "2027-01-08"})

        assert "2027-01-08" in read(wrong)
