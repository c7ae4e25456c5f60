"""Goals made together, asked for by the clock: for a goal at the start, half-way how it stands, at the end (R120)."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.goals.domain.goal import Goal, GoalLevel, GoalProgress, GoalState
from bot.goals.domain.key_result import GoalCheckIn, KeyResult, Measure
from bot.kit.calendar import is_working_day, local_day, wall
from bot.kit.period import Period
from bot.messages.card import Card
from bot.messages.codec import card_from_json
from bot.messages.inbound import Notice
from bot.people.domain.permission import Role
from bot.runtime.tick import pump
from handlers import MESSAGES
from handlers.goals import goal_cycle
from tests.chat import IN_BOTH_LANGUAGES, Chat, Way, button, buttons, chat, give, read
from tests.company import Company
from tests.goals import let_stand, ways
from tests.post import deliver_all
from tests.reviewing import PROMPTED, begin

if TYPE_CHECKING:
    from bot.delivery.domain.delivery import Delivery
    from bot.messages.inbound import Reply
    from storage.storage import Storage

EVE = datetime(2026, 9, 30, 2, tzinfo=UTC)
"""Wednesday, 10:00 in Shanghai: the last day of a quarter, before a week of holidays there."""
FIRST = datetime(2026, 10, 8, 2, tzinfo=UTC)
"""The first working day of the quarter in Shanghai."""
HALF = datetime(2026, 11, 16, 2, tzinfo=UTC)
OVER = datetime(2027, 1, 4, 2, tzinfo=UTC)
"""The first working day after the quarter, a Monday."""
QUARTER = Period(date(2026, 10, 1), date(2026, 12, 31))
CYCLE = {"en": "goal cycle", "zh-CN": "目标周期"}
LENGTH = {"en": "quarter", "zh-CN": "季度"}
TITLE = {"en": "Launch three core products", "zh-CN": "推出3款核心技术产品"}
NEXT = Period(date(2027, 1, 1), date(2027, 3, 31))
PRODUCTS = KeyResult(measure=Measure.COUNT, target=Decimal(3), title="products")
NEED = {"en": "Two people for a week", "zh-CN": "两个人一周"}


def staff(here: Chat) -> None:
    """A boss with two people, HR, and a head above them all."""
    here.hire("top", "hr1", manager=None)
    here.hire("boss", manager="top")
    here.hire("min", "bo", manager="boss")
    with here.work() as work:
        give(work, "hr1", Role.HR)


async def quarterly(here: Chat) -> Reply:
    return await here.say("hr1", f"{CYCLE[here.locale]} {LENGTH[here.locale]}")


def ask(here: Chat, at: datetime) -> None:
    """Let the clock ask at an instant, alone of all that it does."""
    here.clock.move_to(at)
    with here.work() as work:
        pump(work, goal_cycle.TICKS, now=at)


def told(here: Chat, person: str, step: str = "", *, again: bool = False) -> list[Delivery]:
    """Return what a cycle has asked somebody, the reminders of it apart."""
    with here.work() as work:
        found = [delivery for delivery in work.outbox.find(person_id=person) if delivery.kind == "goal.cycle"]
    keys = {delivery.key: delivery.key.split(":") for delivery in found}
    return [
        delivery
        for delivery in found
        if step in {"", keys[delivery.key][1]} and (keys[delivery.key][3] == "again") is again
    ]


def card(here: Chat, person: str, step: str) -> Card:
    """Return the only card by which somebody was asked."""
    (delivery,) = told(here, person, step)
    return card_from_json(delivery.card)


def rendered(here: Chat, delivery: Delivery, at: datetime) -> Card | None:
    """Return a message as it would go at an instant; None where it would not."""
    here.clock.move_to(at)
    with here.work() as work:
        said = MESSAGES.render(work, delivery, at)
    return said if isinstance(said, Card) else None


def agreed(
    here: Chat,
    owner: str,
    *,
    period: Period = QUARTER,
    level: GoalLevel = GoalLevel.PERSON,
    result: KeyResult = PRODUCTS,
) -> Goal:
    """Let an owner have a goal that was agreed weeks ago."""
    fresh = Goal(
        title=TITLE[here.locale],
        level=level,
        owner_id=owner,
        period=period,
        by="hr1",
        at=EVE,
        key_results=(result,),
    )
    with here.work() as work:
        return work.goals.add(fresh)


def newest(here: Chat) -> Goal:
    with here.work() as work:
        return work.goals.all()[-1]


@IN_BOTH_LANGUAGES
async def test_a_whole_cycle_from_the_first_question_to_the_plan(way: Way, storage: Storage) -> None:
    async with chat(storage, way, now=EVE) as here:
        staff(here)
        assert here.t("goal-cycle-every", months=3) in read(await quarterly(here))
        ask(here, EVE)
        ask(here, FIRST - timedelta(days=1))
        assert told(here, "min") == [], "first it is late in a quarter, then a holiday"

        # The start: who has no goal is asked, and whoever leads them once for all of theirs.
        ask(here, FIRST)
        both = read(card(here, "boss", "team_start"))
        assert all(name in both for name in ("Name min", "Name bo"))
        form = await here.click("min", button(card(here, "min", "start"), "goal.add"))
        await here.submit("min", form, title=TITLE[here.locale])
        assert (newest(here).state, newest(here).period) == (GoalState.PROPOSED, QUARTER)
        shown = read(await here.say("boss", CYCLE[here.locale]))
        assert here.t("goal-cycle-waits", names="Name boss") in shown
        assert here.t("goal-cycle-none") in shown
        await here.click("boss", button(here.inbox("boss")[-1], "goal.accept"))

        # Half-way: what is in the way reaches the boss; who has no goals is asked nothing.
        ask(here, HALF)
        asked = card(here, "min", "middle")
        assert TITLE[here.locale] in read(asked)
        assert told(here, "bo", "middle") == []
        form = await here.click("min", button(asked, "goal.check_in"))
        values = {f"value{newest(here).key_results[0].no}": "2"}
        await here.submit("min", form, **values, text="ok", obstacle="resources", need=NEED[here.locale])
        assert NEED[here.locale] in read(here.inbox("boss")[-1])
        shown = read(await here.say("boss", CYCLE[here.locale]))
        assert here.t("goal-cycle-checked", done=1, of=1) in shown

        # The end: the result by the data, and what follows.
        ask(here, OVER)
        asked = card(here, "min", "end")
        assert all(number in read(asked) for number in ("66.7%", "33.3"))
        form = await here.click("min", button(asked, "goal.close"))
        closed = await here.submit("min", form, state="missed", reason="one machine late")
        found = await ways(here, "min", closed)
        assert {"goal.experiment", "goal.add", "plan.add"} <= found.keys()
        await here.submit("min", await here.click("min", found["goal.add"]))
        assert (newest(here).title, newest(here).period) == (TITLE[here.locale], NEXT)
        plan = await here.click("min", found["plan.add"])
        assert read(plan)
        assert not isinstance(plan, Notice)


@IN_BOTH_LANGUAGES
async def test_who_does_not_answer_is_reminded_once_and_holds_nobody_up(way: Way, storage: Storage) -> None:
    async with chat(storage, way, now=EVE) as here:
        staff(here)
        await quarterly(here)
        ask(here, FIRST)
        [reminder] = told(here, "bo", "start", again=True)
        # 10 October is a working day in place of one of the holidays.
        assert local_day(reminder.not_before, timezone="Asia/Shanghai") == date(2026, 10, 14)
        deliver_all(here)
        for day in range(1, 20):
            ask(here, FIRST + timedelta(days=day))
        assert (len(told(here, "bo")), len(told(here, "bo", again=True))) == (1, 1)
        assert len(told(here, "boss", "team_start")) == 1

        agreed(here, "min")
        assert rendered(here, reminder, reminder.not_before), "who has not answered hears once more"
        [other] = told(here, "min", "start", again=True)
        assert rendered(here, other, reminder.not_before) is None, "who has is not reminded"


async def test_a_reminder_does_not_come_with_the_question_after_a_leave(storage: Storage) -> None:
    async with chat(storage, now=EVE) as here:
        staff(here)
        await quarterly(here)
        ask(here, FIRST)
        [first], [reminder] = told(here, "bo", "start"), told(here, "bo", "start", again=True)
        back = FIRST + timedelta(days=12)

        assert rendered(here, first, back)
        assert rendered(here, reminder, back) is None


@IN_BOTH_LANGUAGES
async def test_the_boss_is_asked_some_days_later_for_what_is_not_closed_and_may_close_it(
    way: Way, storage: Storage
) -> None:
    async with chat(storage, way, now=EVE) as here:
        staff(here)
        await quarterly(here)
        open_, other = agreed(here, "min"), agreed(here, "bo")
        for day in range(3):
            ask(here, OVER + timedelta(days=day))
        assert told(here, "boss", "team_end") == [], "their owners come first"
        [mine] = told(here, "bo", "end")
        form = await here.click("bo", button(card(here, "bo", "end"), "goal.close"))
        await here.submit("bo", form, state="achieved")
        assert rendered(here, mine, OVER + timedelta(days=2)) is None, "it is closed by now"

        ask(here, OVER + timedelta(days=3))
        asked = card(here, "boss", "team_end")
        assert "Name min" in read(asked)
        assert "Name bo" not in read(asked)
        form = await here.click("boss", button(asked, "goal.close"))
        await here.submit("boss", form, state="missed")

        with here.work() as work:
            states = [work.goals.get(goal.no) for goal in (open_, other)]
        assert [goal.state for goal in states if goal] == [GoalState.MISSED, GoalState.ACHIEVED]
        [heard] = here.inbox("min")[-1:]
        found = await ways(here, "min", await here.click("min", button(heard, "goal")))
        assert {"goal.add", "plan.add"} <= found.keys()
        [late] = told(here, "boss", "team_end")
        assert rendered(here, late, OVER + timedelta(days=8)) is None


async def test_after_two_days_of_downtime_and_twice_in_a_row_each_is_asked_once(storage: Storage) -> None:
    async with chat(storage, now=EVE) as here:
        staff(here)
        await quarterly(here)
        agreed(here, "min")
        for at in (HALF + timedelta(days=2), HALF + timedelta(days=2), HALF + timedelta(days=2, hours=1)):
            ask(here, at)
        assert len(told(here, "min", "middle")) == 1
        ask(here, HALF + timedelta(days=3))
        assert len(told(here, "min", "middle")) == 1


async def test_what_data_tell_or_was_said_lately_is_not_asked(storage: Storage) -> None:
    async with chat(storage, now=EVE) as here:
        staff(here)
        await quarterly(here)
        said, silent = agreed(here, "min"), agreed(here, "bo")
        with here.work() as work:
            at = HALF - timedelta(days=3)
            work.key_results.check_in(GoalCheckIn(goal_no=said.no, by="min", at=at, text="ok"))
            work.key_results.check_in(GoalCheckIn(goal_no=silent.no, by="bo", at=HALF - timedelta(days=20), text="ok"))
            Company(work).metric("calls", unit="count")
        data = KeyResult(measure=Measure.COUNT, target=Decimal(3), metric="calls", subject_id="boss")
        well, behind = agreed(here, "boss", result=data), agreed(here, "top", result=data)
        with here.work() as work:
            let_stand(work, {well.no: GoalProgress(0.6, 1, 1, 1.0), behind.no: GoalProgress(0.3, 1, 1, 1.0)})

        ask(here, HALF)

        assert told(here, "min") == told(here, "boss", "middle") == []
        assert len(told(here, "bo", "middle")) == len(told(here, "top", "middle")) == 1


async def test_who_comes_back_late_is_asked_only_what_still_holds(storage: Storage) -> None:
    async with chat(storage, now=EVE) as here:
        staff(here)
        await quarterly(here)
        agreed(here, "bo")
        ask(here, HALF)
        [question] = told(here, "bo", "middle")
        assert question.expires_at
        assert question.expires_at - HALF > timedelta(days=45)
        assert rendered(here, question, HALF + timedelta(days=30))
        assert rendered(here, question, OVER) is None, "the end is asked about instead"


async def test_goals_of_units_and_of_the_company_are_asked_of_who_leads_these(storage: Storage) -> None:
    async with chat(storage, now=EVE) as here:
        staff(here)
        here.hire("line", kind="unit", manager="boss", role="line")
        await quarterly(here)
        agreed(here, "line", level=GoalLevel.TEAM)
        agreed(here, "", level=GoalLevel.COMPANY)
        agreed(here, "boss")
        ask(here, HALF)
        assert len(buttons(card(here, "boss", "middle"))) == 2, "their own and their unit's, asked together"
        assert len(buttons(card(here, "top", "middle"))) == 1
        assert told(here, "min", "middle") == told(here, "line", "middle") == []


@IN_BOTH_LANGUAGES
async def test_everybody_sees_how_far_theirs_are_and_only_hr_sets_the_cycle(way: Way, storage: Storage) -> None:
    async with chat(storage, way, now=HALF) as here:
        staff(here)
        word = CYCLE[here.locale]
        assert here.t("goal-cycle-off") in read(await here.say("boss", word))
        refused = await here.say("boss", f"{word} {LENGTH[here.locale]}")
        assert here.t("goal-cycle-every", months=3) not in read(refused)
        form = await here.click("hr1", button(await here.say("hr1", word), "goal.cycle.set"))
        await here.submit("hr1", form, every="months6")
        agreed(here, "min", period=Period(date(2026, 7, 1), date(2026, 12, 31)))
        with here.work() as work:
            assert work.policies.at("").goal_months == 6
            assert [entry.actor for entry in work.audit.entries() if entry.detail.get("name") == "goals"] == ["hr1"]

        counts, led = read(await here.say("hr1", word)), read(await here.say("boss", word))

        assert here.t("goal-cycle-people", done=1, of=3) in counts
        assert here.t("goal-cycle-goals", done=0, of=1) in counts
        assert "Name min" not in counts, "HR sees counts"
        assert all(name in led for name in ("Name min", "Name bo"))
        assert "Name boss" in read(await here.say("top", word))
        assert "Name min" not in read(await here.say("top", word))
        assert "Name" not in read(await here.say("min", word))


async def test_who_joins_is_asked_while_more_than_half_of_the_time_is_left(storage: Storage) -> None:
    async with chat(storage, now=EVE) as here:
        staff(here)
        await quarterly(here)
        ask(here, FIRST)
        here.hire("soon", manager="boss", hire_date=date(2026, 11, 2))
        here.hire("late", manager="boss", hire_date=date(2026, 11, 16))
        ask(here, datetime(2026, 11, 2, 2, tzinfo=UTC))
        ask(here, HALF)
        assert (len(told(here, "soon", "start")), told(here, "late", "start")) == (1, [])
        assert "Name soon" in read(card_from_json(told(here, "boss", "team_start")[-1].card))


async def test_whom_a_review_asks_the_same_is_not_asked_twice(storage: Storage) -> None:
    async with chat(storage, now=EVE) as here:
        begin(here, days=PROMPTED)
        here.hire("bo", manager="ana")
        await here.say("ha", f"{CYCLE[here.locale]} {LENGTH[here.locale]}")
        ask(here, FIRST)
        assert told(here, "wei") == told(here, "min") == []
        assert len(told(here, "bo", "start")) == 1
        asked = read(card(here, "ana", "team_start"))
        assert "Name bo" in asked
        assert "Name wei" not in asked


async def test_nobody_is_asked_until_hr_sets_a_cycle_nor_after_it_is_off(storage: Storage) -> None:
    async with chat(storage, now=EVE) as here:
        staff(here)
        agreed(here, "bo", period=Period(date(2026, 7, 1), date(2026, 9, 30)))
        ask(here, FIRST)
        assert told(here, "min") == told(here, "bo") == []
        await quarterly(here)
        ask(here, FIRST + timedelta(hours=1))
        [asked] = told(here, "min", "start")
        assert len(told(here, "bo", "end")) == 1
        await here.say("hr1", f"{CYCLE[here.locale]} off")
        assert rendered(here, asked, FIRST + timedelta(hours=2)) is None
        ask(here, HALF)
        assert told(here, "min", "middle") == []


async def test_hour_by_hour_over_a_quarter_each_is_asked_once_on_a_working_morning(storage: Storage) -> None:
    async with chat(storage, now=EVE) as here:
        staff(here)
        here.hire("us", "idle", manager="boss", timezone="America/New_York")
        await quarterly(here)
        agreed(here, "min", period=Period(date(2026, 7, 1), date(2026, 9, 30)))
        agreed(here, "min")
        agreed(here, "us")
        places = {"us": "US", "idle": "US"}
        at = EVE
        asked: dict[str, datetime] = {}
        while at < OVER + timedelta(days=14):
            here.clock.move_to(at)
            with here.work() as work:
                for _ in range(24):
                    for line in pump(work, goal_cycle.TICKS, now=at):
                        assert line not in asked, line
                        asked[line] = at
                    at += timedelta(hours=1)
        zones = {"us": "America/New_York", "idle": "America/New_York"}
        for line, when in asked.items():
            person = line.split()[1]
            local = wall(when, timezone=zones.get(person, "Asia/Shanghai"))
            assert is_working_day(local.date(), place=places.get(person, "CN")), line
            assert time(9, 30) <= local.time() < time(11), line
        found = Counter((line.split()[1], line.split()[3]) for line in asked)
        assert found == {
            ("bo", "start"): 2,
            ("boss", "start"): 2,
            ("idle", "start"): 2,
            ("min", "start"): 1,
            ("us", "start"): 1,
            ("boss", "team_end"): 2,
            ("min", "middle"): 1,
            ("us", "middle"): 1,
            ("min", "end"): 2,
            ("us", "end"): 1,
        }
