"""Plans by the clock: reminders that stop, reports after each month, a slow start, another manager, the end."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from bot.delivery.domain.delivery_timing import Drop
from bot.growth.domain.course import Course, CourseLevel
from bot.growth.domain.plan import PlanState
from bot.growth.domain.plan_overdue import overdue_places
from bot.growth.services import plan as service
from bot.growth.services import plan_follow
from bot.kit.errors import Stale
from bot.kit.period import Grain
from bot.messages.card import Action, Card
from bot.messages.field import SelectField
from bot.messages.form import Form
from bot.people.services import permission
from bot.people.services.permission import somebody
from bot.reviews.domain.default_form_template import SELF_REVIEW
from handlers import MESSAGES, tick
from tests.chat import EVERYWHERE, Chat, Way, button, buttons, chat, read
from tests.company import Company
from tests.integration.handlers.growth.test_plan import EXAMPLE, bugs, newest, written

if TYPE_CHECKING:
    from bot.messages.inbound import Reply
    from storage.storage import Storage

NOVEMBER = date(2026, 11, 1)
COURSES = [
    Course(key="t-1", title_en="Testing basics", title_zh="测试基础", metrics=("bug_fix_time",)),
    Course(
        key="t-3",
        title_en="Testing, advanced",
        title_zh="测试高级课",
        metrics=("bug_fix_time",),
        level=CourseLevel.ADVANCED,
    ),
]


def morning(here: Chat, month: int, day: int, *, year: int = 2026) -> None:
    """Let it be 10:00 in Shanghai on a day, and the clock ask what is due."""
    here.clock.move_to(datetime(year, month, day, 2, 0, tzinfo=UTC))
    with here.work() as work:
        tick(work, now=here.clock.now())


def told(here: Chat, person: str) -> list[Card]:
    """Return the new cards about plans."""
    return [card for card in here.inbox(person) if card.kind == "plan"]


async def running(here: Chat, **values: str) -> int:
    """Let Min's plan run from 3 November, and return its number."""
    bugs(here)
    await here.click("min", button(await written(here, **values), "plan.begin"))
    for person in ("min", "boss"):
        here.inbox(person)
    return newest(here).no


def first_milestone(here: Chat) -> str:
    return newest(here).milestones[0].text


@EVERYWHERE
async def test_both_are_reminded_the_day_before_and_the_person_is_asked_at_the_end_of_the_month(
    way: Way, storage: Storage
) -> None:
    async with chat(storage, way) as here:
        await running(here)

        morning(here, 12, 2)
        [mine], [theirs] = told(here, "min"), told(here, "boss")
        morning(here, 12, 2)  # asked again, nothing is said twice
        assert not told(here, "min")
        assert first_milestone(here) in read(mine)
        assert first_milestone(here) in read(theirs)

        morning(here, 12, 3)
        [asked] = told(here, "min")
        assert not told(here, "boss")
        assert [found.action.name for found in buttons(asked)] == [
            "plan.report",
            "plan.done",
            "plan.later",
            "plan.later",
        ]
        assert EXAMPLE[here.locale]["support"] in read(asked)  # what became of it shows in every follow-up
        form = await here.click("min", button(asked, "plan.report"))
        await here.submit("min", form, percent="30", text="", obstacle="ability")

        [report] = told(here, "boss")
        assert "30%" in read(report)


@EVERYWHERE
async def test_of_what_is_done_nobody_is_reminded(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        no = await running(here)
        await here.click("min", Action("plan.done", (("no", str(no)), ("m", "1"))))

        morning(here, 12, 2)

        assert not told(here, "min")
        assert not told(here, "boss")


async def test_a_reminder_that_waits_is_not_sent_once_it_is_done(storage: Storage) -> None:
    async with chat(storage) as here:
        no = await running(here)
        morning(here, 12, 2)
        with here.work() as work:
            [waits] = [found for found in work.outbox.find(person_id="min") if ":soon:" in found.key]
            assert MESSAGES.render(work, waits, here.clock.now()) == MESSAGES.render(work, waits, here.clock.now())
        await here.click("min", Action("plan.done", (("no", str(no)), ("m", "1"))))

        with here.work() as work:
            said = MESSAGES.render(work, waits, here.clock.now())

        assert type(said).__name__ == "Drop"


@EVERYWHERE
async def test_a_reminder_is_put_off_until_tomorrow(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        await running(here)
        morning(here, 12, 2)
        [card] = told(here, "min")

        for _ in range(2):
            said = await here.click("min", button(card, "plan.later"))
            assert "9:30" in read(said), "asked for twice it comes once"

        with here.work() as work:
            again = [found for found in work.outbox.find(person_id="min") if found.key.startswith("plan:1:due:1:2")]
        assert len(again) == 1
        assert again[0].not_before == datetime(2026, 12, 3, 1, 30, tzinfo=UTC)


@EVERYWHERE
async def test_a_reminder_is_put_off_until_monday(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        await running(here)
        morning(here, 12, 2)
        [card] = told(here, "min")

        await here.submit("min", await here.click("min", buttons(card)[-1]), when="monday")

        with here.work() as work:
            again = [found for found in work.outbox.find(person_id="min") if ":due:1:20261207:" in found.key]
            assert [found.not_before for found in again] == [datetime(2026, 12, 7, 1, 30, tzinfo=UTC)]
            assert isinstance(MESSAGES.render(work, again[0], here.clock.now()), Card)


@EVERYWHERE
async def test_what_is_done_meanwhile_is_put_off_no_more_though_the_plan_runs_on(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        await running(here)
        morning(here, 12, 2)
        [card] = told(here, "min")
        await here.click("min", button(card, "plan.done"))

        said = await here.click("min", button(card, "plan.later"))

        assert read(said) == here.t("plan-step-over")


WHY = {"en": "The course was moved to January", "zh-CN": "培训推迟到明年1月了"}


@EVERYWHERE
async def test_a_milestone_is_left_out_with_a_reason_that_the_two_read(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        no = await running(here)
        morning(here, 12, 2)
        [card] = told(here, "min")
        told(here, "boss")
        await here.click("min", button(card, "plan.later"))
        with here.work() as work:
            waits = [found for found in work.outbox.find(person_id="min") if ":due:1:" in found.key][-1]
        here.inbox("min")

        form = await here.click("min", buttons(card)[-1])
        again = await here.submit("min", form, when="never", reason="")
        assert not newest(here).milestones[0].skipped, "a reason is asked for"
        if here.dialogue("min"):
            await here.say("min", WHY[here.locale])
        else:
            await here.submit("min", again, when="never", reason=WHY[here.locale])

        [theirs] = told(here, "boss")
        assert WHY[here.locale] in read(theirs)
        for person in ("min", "boss"):
            assert WHY[here.locale] in read(await here.click(person, Action("plan", (("no", str(no)),))))
        with here.work() as work:
            assert isinstance(MESSAGES.render(work, waits, here.clock.now()), Drop)
        assert newest(here).done_milestones == 0
        await here.click("min", Action("plan.done", (("no", str(no)), ("m", "1"))))
        assert newest(here).done_milestones == 1, "it can still be done"
        assert not newest(here).milestones[0].skipped


async def test_what_is_left_out_is_not_reminded_of_and_not_overdue(storage: Storage) -> None:
    async with chat(storage) as here:
        no = await running(here)
        with here.work() as work:
            actor = permission.actor(work, somebody(work, "min"), now=here.clock.now())
            plan_follow.skip(work, actor, no, 1, WHY["en"], now=here.clock.now())

        morning(here, 12, 2)
        assert not told(here, "min")
        assert overdue_places(newest(here), today=date(2026, 12, 20)) == ()

        with here.work() as work:
            service.done(work, actor, no, 1, now=here.clock.now())
            with pytest.raises(Stale):
                plan_follow.skip(work, actor, no, 1, WHY["en"], now=here.clock.now())


async def test_whoever_leads_can_close_the_plan_and_leaves_nothing_out(storage: Storage) -> None:
    async with chat(storage) as here:
        no = await running(here)

        def options(form: Reply) -> list[str]:
            assert isinstance(form, Form)
            [when] = [found for found in form.fields if found.name == "when"]
            assert isinstance(when, SelectField)
            return [option.value for option in when.options]

        args = (("no", str(no)), ("step", "due"), ("m", "1"))
        assert "never" in options(await here.click("min", Action("plan.later", args)))
        assert "never" not in options(await here.click("boss", Action("plan.later", args)))
        assert "never" not in options(await here.click("min", Action("plan.later", (*args[:2], ("m", "0")))))


async def test_on_the_day_after_tomorrow_means_once(storage: Storage) -> None:
    async with chat(storage) as here:
        milestones = "2026-12-09: draft"
        await running(here, goal="Write the manual by 2027-02-03", milestones=milestones, steps="", support="")
        morning(here, 12, 8)
        [card] = [found for found in told(here, "min") if "draft" in read(found)]

        await here.click("min", button(card, "plan.later"))
        assert not here.inbox("min"), "on the day itself they are reminded anyway"
        morning(here, 12, 9)
        assert len([found for found in told(here, "min") if "draft" in read(found)]) == 1


async def test_a_report_that_was_put_off_is_asked_for_again_and_not_once_it_is_there(storage: Storage) -> None:
    async with chat(storage) as here:
        no = await running(here)
        morning(here, 12, 3)
        morning(here, 1, 4, year=2027)
        [*_, asked] = told(here, "min")
        assert dict(button(asked, "plan.later").action.args)["m"] == "2"

        await here.click("min", button(asked, "plan.later"))
        with here.work() as work:
            again = [found for found in work.outbox.find(person_id="min") if ":report:2:" in found.key][-1]
            assert again.not_before == datetime(2027, 1, 5, 1, 30, tzinfo=UTC)
            assert type(MESSAGES.render(work, again, here.clock.now())).__name__ == "Card"
        form = await here.click("min", Action("plan.report", (("no", str(no)),)))
        await here.submit("min", form, percent="60", text="", obstacle="none")

        with here.work() as work:
            assert type(MESSAGES.render(work, again, here.clock.now())).__name__ == "Drop"


def november(here: Chat, value: float) -> None:
    with here.work() as work:
        work.courses.put(COURSES)
        company = Company(work)
        company.metrics["bug_fix_time"] = (work.metrics.numbers()["bug_fix_time"][0], Grain.MONTH)
        company.read("min", "bug_fix_time", NOVEMBER, value)
        company.come_in(now=here.clock.now())


@EVERYWHERE
async def test_a_slow_start_recommends_a_course_and_brings_whoever_leads_the_gap(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        await running(here)
        morning(here, 12, 3)
        here.inbox("min")
        here.inbox("boss")

        november(here, 5.9)
        morning(here, 12, 7)

        [mine], [theirs] = told(here, "min"), told(here, "boss")
        course = "Testing basics" if here.locale == "en" else "测试基础"
        assert course in read(mine)
        assert course in read(theirs)
        # From 6 to 3 in 92 days; on 30 November, after 27 of them, 5.12: 0.78 short.
        assert "0.78" in read(mine)
        assert "0.78" in read(theirs)
        assert [found.action.name for found in buttons(theirs)] == ["one_on_one.times", "plan"]
        morning(here, 12, 8)
        assert not told(here, "min")


MANUAL = {
    "en": {"goal": "Write the test tool manual by 2027-02-03", "milestones": "2026-12-03: draft\n2027-02-01: print"},
    "zh-CN": {"goal": "2027年2月3日前写完测试工具手册", "milestones": "2026-12-03：初稿\n2027-02-01：印刷"},
}


@EVERYWHERE
async def test_a_slow_start_without_a_metric_brings_a_course_and_the_gap_too(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        await running(here, **(dict.fromkeys(("steps", "support"), "") | MANUAL[here.locale]))
        topics = ("test tool", "测试工具")
        with here.work() as work:
            work.courses.put([Course(key="t", title_en="Test tools", title_zh="测试工具课", topics=topics)])
        for day in (2, 3):
            morning(here, 12, day)
        here.inbox("min")
        here.inbox("boss")

        morning(here, 12, 4)

        [mine], [theirs] = told(here, "min"), told(here, "boss")
        course = "Test tools" if here.locale == "en" else "测试工具课"
        for card in (mine, theirs):
            assert course in read(card)
            assert ("draft" if here.locale == "en" else "初稿") in read(card)
        assert "one_on_one.times" in [found.action.name for found in buttons(theirs)]
        morning(here, 12, 7)
        assert not told(here, "min"), "once a month"
        assert not told(here, "boss")


async def test_who_is_on_the_line_hears_nothing_of_a_gap(storage: Storage) -> None:
    async with chat(storage) as here:
        await running(here)
        morning(here, 12, 3)
        here.inbox("min")

        november(here, 5.0)
        morning(here, 12, 7)

        assert not told(here, "min")
        assert not told(here, "boss")


@EVERYWHERE
async def test_whoever_leads_now_gets_the_cards_after_a_change(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        no = await running(here)
        here.hire("min", manager="other")

        morning(here, 12, 2)

        assert not told(here, "boss")
        [theirs] = told(here, "other")
        assert first_milestone(here) in read(theirs)
        seen = await here.click("boss", Action("plan", (("no", str(no)),)))
        assert EXAMPLE[here.locale]["goal"] not in read(seen)


async def test_a_card_that_waits_goes_to_whoever_leads_when_it_is_sent(storage: Storage) -> None:
    async with chat(storage) as here:
        await running(here)
        morning(here, 12, 2)
        here.hire("min", manager="other")

        with here.work() as work:
            [waits] = [found for found in work.outbox.find(person_id="boss") if ":soon:" in found.key]
            boss = work.people.get("boss")
            assert boss
            assert MESSAGES.withheld(work, waits, boss, here.clock.now())

        [theirs] = told(here, "other")
        assert first_milestone(here) in read(theirs)


@EVERYWHERE
async def test_at_its_end_a_person_decides_what_became_of_a_plan(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        await running(here)
        for month, year in ((12, 2026), (1, 2027)):
            morning(here, month, 3, year=year)
        morning(here, 2, 3, year=2027)
        here.inbox("min")
        here.inbox("boss")

        morning(here, 2, 4, year=2027)
        [mine], [theirs] = told(here, "min"), told(here, "boss")
        assert [found.action.name for found in buttons(mine)] == ["plan.report"]
        with here.work() as work:
            work.courses.put(COURSES)
        form = await here.click("boss", buttons(theirs)[1])
        shown = await here.submit("boss", form, outcome="not_done", reason="…")

        assert newest(here).state is PlanState.NOT_DONE
        assert ("Testing basics" if here.locale == "en" else "测试基础") in read(shown)
        [ended] = told(here, "min")
        assert EXAMPLE[here.locale]["goal"] in read(ended)
        morning(here, 2, 5, year=2027)
        assert not told(here, "min")
        assert not told(here, "boss")


async def test_nothing_is_asked_for_days_that_are_past(storage: Storage) -> None:
    async with chat(storage) as here:
        bugs(here)
        shown = await written(here, goal="Finish the manual by 2020-01-31", milestones="2020-01-15: draft")
        await here.click("min", button(shown, "plan.begin"))
        here.inbox("min")
        here.inbox("boss")

        for day in (4, 5, 6):
            morning(here, 11, day)

        assert newest(here).due is None
        assert not told(here, "min")
        assert not told(here, "boss")


async def test_the_plan_section_of_a_review_becomes_drafts_once(storage: Storage) -> None:
    async with chat(storage) as here:
        bugs(here)
        words = EXAMPLE["en"]
        values = {f"plan.1.{name}": text for name, text in words.items()} | {"plan.2.goal": "Write the manual by March"}
        with here.work() as work:
            person = work.people.get("min")
            assert person
            made = service.propose(work, person, SELF_REVIEW, values, review_no=7, by="min", now=here.clock.now())
            again = service.propose(work, person, SELF_REVIEW, values, review_no=7, by="min", now=here.clock.now())
            found = work.plans.of_review(7)
            later = service.propose(
                work,
                person,
                SELF_REVIEW,
                {name: text for name, text in values.items() if name.startswith("plan.1.")},
                review_no=7,
                by="min",
                now=here.clock.now(),
            )
            left = work.plans.of_review(7)

        assert [plan.goal for plan in made] == [words["goal"], "Write the manual by March"]
        assert [plan.no for plan in again] == [plan.no for plan in made] == [plan.no for plan in found]
        assert [plan.reading.metric for plan in made] == ["bug_fix_time", ""]
        assert len(made[0].milestones) == 3
        assert [plan.state for plan in left] == [PlanState.DRAFT, PlanState.DROPPED]
        assert [plan.goal for plan in later] == [words["goal"]]
        assert not here.inbox("boss")


async def test_every_version_is_kept_and_of_two_changes_at_once_one_counts(storage: Storage) -> None:
    async with chat(storage) as here:
        no = await running(here)
        with here.work() as work:
            before = work.plans.get(no)
            assert before
            assert work.plans.put(replace(before, steps="first"))
            assert work.plans.put(replace(before, steps="second")) is None
            versions = work.plans.versions(no)

        assert [plan.version for plan in versions] == [1, 2, 3]
        assert [plan.steps for plan in versions][-1] == "first"
        assert [plan.state for plan in versions] == [PlanState.DRAFT, PlanState.OPEN, PlanState.OPEN]
