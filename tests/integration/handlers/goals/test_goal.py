"""Goals in chat: written in words, agreed by the two, changed, linked, said how it goes, closed, called a try."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from bot.goals.domain.goal import ExperimentState, Goal, GoalLevel, GoalState
from bot.goals.domain.key_result import Measure
from bot.messages.card import Action, Card
from bot.messages.inbound import Notice, Settled
from tests.chat import IN_BOTH_LANGUAGES, Chat, Way, button, buttons, chat, read
from tests.company import STAFF, furnish

if TYPE_CHECKING:
    from bot.messages.inbound import Reply
    from storage.storage import Storage

ADD = {"en": "new goal", "zh-CN": "新目标"}
MINE = {"en": "my goals", "zh-CN": "我的目标"}
LAUNCH = {"en": "Launch three core products", "zh-CN": "推出3款核心技术产品"}
DESIGN = {"en": "Finish the design of the control module", "zh-CN": "完成控制模块的设计"}
YEAR = "2026"


def company(here: Chat) -> None:
    furnish(here, sent=False)
    for person in STAFF:
        here.inbox(person)


async def written(here: Chat, person: str, title: str, **values: str) -> Reply:
    form = await here.say(person, ADD[here.locale])
    return await here.submit(person, form, **({"title": title, "period": YEAR} | values))


def newest(here: Chat) -> Goal:
    with here.work() as work:
        return work.goals.all()[-1]


@IN_BOTH_LANGUAGES
async def test_a_goal_of_ones_own_is_understood_and_begins_with_the_managers_yes(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        company(here)

        shown = await written(here, "min", LAUNCH[here.locale])

        kept = newest(here)
        assert (kept.state, kept.awaits, kept.level) == (GoalState.PROPOSED, "boss", GoalLevel.PERSON)
        assert [(result.measure, result.target) for result in kept.key_results] == [(Measure.COUNT, Decimal(3))]
        assert LAUNCH[here.locale] in read(shown)
        [asked] = here.inbox("boss")
        assert LAUNCH[here.locale] in read(asked)

        await here.click("boss", button(asked, "goal.accept"))

        assert newest(here).state is GoalState.OPEN
        [told] = here.inbox("min")
        assert LAUNCH[here.locale] in read(told)


@IN_BOTH_LANGUAGES
async def test_a_goal_that_the_manager_proposes_is_edited_by_its_owner_and_goes_back(
    way: Way, storage: Storage
) -> None:
    async with chat(storage, way) as here:
        company(here)
        await written(here, "boss", DESIGN[here.locale], owner="person:min")
        [asked] = here.inbox("min")

        form = await here.click("min", button(asked, "goal.edit"))
        changed = {"en": "Finish the design in two steps", "zh-CN": "分两步完成设计"}[here.locale]
        await here.submit("min", form, title=changed, weight="40")

        assert (newest(here).title, newest(here).awaits, newest(here).by) == (changed, "boss", "min")
        assert newest(here).weight == Decimal(40)
        [back] = here.inbox("boss")
        assert changed in read(back)
        refused = await here.click("min", Action("goal.accept", (("no", "1"), ("v", "2"))))
        assert isinstance(refused, Notice)
        assert refused.refused
        await here.click("boss", button(back, "goal.accept"))
        assert newest(here).state is GoalState.OPEN
        past = read(await here.click("min", Action("goal.versions", (("no", "1"),))))
        assert DESIGN[here.locale] in past
        assert all(name in past for name in ("Name boss", "Name min"))


@IN_BOTH_LANGUAGES
async def test_who_does_not_answer_holds_nobody_up_and_others_see_nothing(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        company(here)
        await written(here, "boss", DESIGN[here.locale], owner="person:min")
        await written(here, "boss", LAUNCH[here.locale], owner="person:bo")
        [asked] = here.inbox("bo")

        await here.click("bo", button(asked, "goal.accept"))

        with here.work() as work:
            assert [found.state for found in work.goals.all()] == [GoalState.PROPOSED, GoalState.OPEN]
        for person in ("bo", "other", "ana"):
            reply = await here.click(person, Action("goal", (("no", "1"),)))
            assert isinstance(reply, Notice), person
            assert DESIGN[here.locale] not in read(reply)
        assert DESIGN[here.locale] in read(await here.click("hr1", Action("goal", (("no", "1"),))))
        with here.work() as work:
            noted = [entry for entry in work.audit.entries() if entry.actor == "hr1" and entry.subject == "min"]
        assert noted


@IN_BOTH_LANGUAGES
async def test_a_check_in_is_marked_as_typed_and_its_obstacle_reaches_the_manager(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        company(here)
        await written(here, "boss", LAUNCH[here.locale], owner="person:min")
        await here.click("min", button(here.inbox("min")[0], "goal.accept"))
        here.inbox("boss")

        form = await here.say("min", {"en": "check in", "zh-CN": "更新目标"}[here.locale])
        [result] = newest(here).key_results
        need = {"en": "Two people for a week", "zh-CN": "两个人一周"}[here.locale]
        said = {f"value{result.no}": "1", "text": "ok", "obstacle": "resources", "need": need}
        await here.submit("min", form, **said)

        with here.work() as work:
            [measured] = work.key_results.measured([result.no]).values()
            progress = work.goals.progress([1])[1]
        assert (measured.value, measured.typed_by) == (Decimal(1), "min")
        assert progress.value is not None
        assert round(progress.value, 3) == 0.333
        [heard] = here.inbox("boss")
        assert need in read(heard)
        assert "one_on_one.times" in [found.action.name for found in buttons(heard)]
        shown = read(await here.say("min", MINE[here.locale]))
        assert "33.3%" in shown
        assert LAUNCH[here.locale] in shown


@IN_BOTH_LANGUAGES
async def test_a_goal_that_would_be_part_of_itself_is_refused_with_the_path(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        company(here)
        titles = ["First", "Second", "Third"]
        for title in titles:
            await written(here, "hr1", title, owner="company:")
        link = {"en": "goal link", "zh-CN": "关联目标"}[here.locale]
        for child, parent in ((2, 1), (3, 2)):
            form = await here.say("hr1", f"{link} {child}")
            await here.submit("hr1", form, parent=f"goal{parent}", weight="1")

        form = await here.say("hr1", f"{link} 1")
        refused = await here.submit("hr1", form, parent="goal3", weight="1")

        assert isinstance(refused, Notice)
        assert all(title in read(refused) for title in titles)
        with here.work() as work:
            assert [(link_.child_no, link_.parent_no) for link_ in work.goals.links_above([1, 2, 3])] == [
                (2, 1),
                (3, 2),
            ]


@IN_BOTH_LANGUAGES
async def test_a_missed_goal_is_left_out_as_an_experiment_once_the_manager_approves(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        company(here)
        await written(here, "boss", DESIGN[here.locale], owner="person:min")
        await here.click("min", button(here.inbox("min")[0], "goal.accept"))
        here.inbox("boss")
        form = await here.click("min", Action("goal.close", (("no", "1"),)))
        closed = await here.submit("min", form, state="missed", reason="machine")
        assert newest(here).state is GoalState.MISSED
        here.inbox("boss")

        form = await here.click("min", button(closed, "goal.experiment"))
        await here.submit("min", form, text="a new process")
        [asked] = here.inbox("boss")
        assert "a new process" in read(asked)
        form = await here.click("boss", button(asked, "goal.decide"))
        decided = await here.submit("boss", form, reason="worth it")

        assert isinstance(decided, Notice | Settled)
        kept = newest(here)
        assert kept.experiment
        assert (kept.experiment.state, kept.experiment.reason) == (ExperimentState.APPROVED, "worth it")
        assert not kept.counts
        [told] = here.inbox("min")
        assert "worth it" in read(told)
        assert DESIGN[here.locale] in read(await here.say("min", MINE[here.locale]))


@IN_BOTH_LANGUAGES
async def test_only_hr_and_the_head_of_the_company_write_its_goals(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        company(here)
        here.hire("top")
        with here.work() as work:
            work.people.put([{"id": "boss", "manager_id": "top"}])

        top = await written(here, "top", "Lead the industry", owner="company:")

        assert isinstance(top, Card)
        with here.work() as work:
            [kept] = work.goals.all()
        assert (kept.level, kept.state) == (GoalLevel.COMPANY, GoalState.OPEN)
        for person in ("boss", "min"):
            refused = await here.click(person, Action("goal.edit", (("no", "1"),)))
            assert isinstance(refused, Notice), person
            assert "Lead the industry" in read(await here.click(person, Action("goal", (("no", "1"),))))


async def test_a_stand_in_says_yes_in_the_managers_place_and_hr_where_nobody_leads(storage: Storage) -> None:
    async with chat(storage) as here:
        company(here)
        await written(here, "min", LAUNCH["en"])
        await written(here, "bo", LAUNCH["en"])
        today = here.clock.now().date()
        with here.work() as work:
            work.permissions.appoint("boss", "other", first=today, last=today, by="test", at=here.clock.now())

        await here.click("other", Action("goal.accept", (("no", "1"), ("v", "1"))))
        with here.work() as work:
            work.people.put([{"id": "bo", "manager_id": None}])
        await here.click("hr1", Action("goal.accept", (("no", "2"), ("v", "1"))))

        with here.work() as work:
            assert [found.state for found in work.goals.all()] == [GoalState.OPEN, GoalState.OPEN]


@IN_BOTH_LANGUAGES
async def test_whoever_may_write_for_others_no_more_does_not_write_it_for_themselves(
    way: Way, storage: Storage
) -> None:
    async with chat(storage, way) as here:
        company(here)
        form = await here.say("boss", ADD[here.locale])
        with here.work() as work:
            led = work.people.team("boss")
            work.people.put([{"id": person.id, "manager_id": "other"} for person in led])

        refused = await here.submit("boss", form, title=DESIGN[here.locale], period=YEAR, owner="person:min")

        assert not isinstance(refused, Card)
        with here.work() as work:
            assert work.goals.all() == []
