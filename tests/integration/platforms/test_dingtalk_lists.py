"""DingTalk's own calendar and to-do list on the wire: nothing stands there twice, and what is lacking is named."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.delivery.domain.notice import VERSION
from bot.delivery.domain.platform_item import ItemKind, PlatformItem
from bot.kit.errors import PlatformError
from bot.kit.identity import Identity
from bot.messages.card import Action, Attachment
from bot.messages.inbound import Click, Sender
from bot.runtime.platform_items import PlatformItemWorker
from bot.runtime.worker import UnitOfWorkRunner
from bot.sandbox.company import DINGTALK_PERMISSIONS
from bot.sandbox.dingtalk.state import union_id
from tests.chat import MORNING, Way, chat
from tests.wire import ANA, BEN, seed, wire

if TYPE_CHECKING:
    from bot.sandbox.dingtalk.state import DingTalk
    from storage.storage import Storage
    from tests.wire import Wire

AT = datetime(2026, 11, 5, 7, 0, tzinfo=UTC)
BOTH = (Identity("dingtalk", "", ANA["dingtalk"]), Identity("dingtalk", "", BEN["dingtalk"]))


def item(kind: ItemKind = ItemKind.EVENT, **changes: Any) -> PlatformItem:
    values: dict[str, Any] = {
        "kind": kind,
        "key": "k",
        "platform": "dingtalk",
        "mark": "m1",
        "person_id": "a",
        "other_id": "b",
    }
    values |= {"title": "一对一：安娜、本", "at": AT, "minutes": 30, "version": 0, "tries": 1}
    return PlatformItem(**(values | changes))


def inside(link: Wire) -> DingTalk:
    return link.sandbox.dingtalk


async def keep(link: Wire, wanted: PlatformItem) -> str:
    other = BOTH[1] if wanted.kind is ItemKind.EVENT else None
    return await link.platform.keep(wanted, BOTH[0], other)


async def test_an_event_of_two_is_made_moved_and_taken_out() -> None:
    async with wire("dingtalk") as link:
        ref = await keep(link, item())
        [event] = inside(link).events.values()
        assert event.whose == (union_id(ANA["dingtalk"]), union_id(BEN["dingtalk"]))
        assert (event.summary, event.start, event.end) == ("一对一：安娜、本", AT, AT + timedelta(minutes=30))

        assert await keep(link, item(at=AT + timedelta(hours=1), ref=ref, version=1)) == ref
        [event] = inside(link).events.values()
        assert event.start == AT + timedelta(hours=1)
        assert await link.platform.busy(BOTH[1], since=AT, until=AT + timedelta(days=1)), "it keeps the time"
        await keep(link, item(closed=True, ref=ref, version=2))
        await keep(link, item(closed=True, ref=ref, version=2, tries=2))

        assert inside(link).events == {}


async def test_what_was_called_off_before_it_was_brought_is_never_made() -> None:
    async with wire("dingtalk") as link:
        assert await keep(link, item(closed=True)) == ""
        assert inside(link).events == {}


@pytest.mark.parametrize("closed", [False, True])
async def test_an_event_whose_answer_was_lost_is_made_no_second_time(closed: bool) -> None:  # noqa: FBT001 - a parameter
    async with wire("dingtalk") as link:
        await link.platform.profile(BOTH[0])
        await link.platform.profile(BOTH[1])
        await link.fault(lost_answer=1)
        with pytest.raises(PlatformError):
            await keep(link, item())
        await link.fault(lost_answer=0)
        assert len(inside(link).events) == 1

        await keep(link, item(at=AT + timedelta(hours=2), closed=closed, tries=2, version=1))

        assert [event.start for event in inside(link).events.values()] == ([] if closed else [AT + timedelta(hours=2)])


@pytest.mark.parametrize("closed", [False, True])
async def test_a_to_do_whose_answer_was_lost_is_made_no_second_time(closed: bool) -> None:  # noqa: FBT001 - a parameter
    async with wire("dingtalk") as link:
        await link.platform.profile(BOTH[0])
        await link.fault(lost_answer=1)
        with pytest.raises(PlatformError):
            await keep(link, item(ItemKind.TODO))
        await link.fault(lost_answer=0)

        await keep(link, item(ItemKind.TODO, title="价格表", closed=closed, tries=2, version=1))

        [task] = inside(link).todos.values()
        assert task.done is closed
        assert task.owner == union_id(ANA["dingtalk"])
        assert task.due == int(AT.timestamp() * 1000)


async def test_a_to_do_is_made_changed_and_done() -> None:
    async with wire("dingtalk") as link:
        ref = await keep(link, item(ItemKind.TODO, at=None))
        await keep(link, item(ItemKind.TODO, title="价格表", ref=ref, version=1))
        [task] = inside(link).todos.values()
        assert (task.subject, task.done, task.source) == ("价格表", False, "m1")

        await keep(link, item(ItemKind.TODO, closed=True, ref=ref, version=2))

        [task] = inside(link).todos.values()
        assert task.done


async def test_the_page_is_told_what_stands_in_ones_calendar_and_list() -> None:
    async with wire("dingtalk") as link:
        await keep(link, item())
        await keep(link, item(ItemKind.TODO, title="价格表", mark="m2"))
        at = int(AT.timestamp() * 1000)

        event = {"summary": "一对一：安娜、本", "start": at, "end": at + 30 * 60_000}
        own, other = [await link.get(f"/sandbox/entries?user={who['dingtalk']}") for who in (ANA, BEN)]
        assert own == {"events": [event], "todos": [{"subject": "价格表", "due": at, "done": False}]}
        assert other == {"events": [event], "todos": []}


@pytest.mark.parametrize(
    ("kind", "lacking", "part"),
    [(ItemKind.EVENT, "Calendar.Event.Write", "events"), (ItemKind.TODO, "Todo.Todo.Write", "to-dos")],
)
async def test_a_permission_that_is_lacking_is_named_by_the_call_and_by_the_check(
    kind: ItemKind, lacking: str, part: str
) -> None:
    async with wire("dingtalk") as link:
        permissions = [name for name in DINGTALK_PERMISSIONS if name != lacking]
        link.sandbox.seed(seed() | {"credentials": {"dingtalk": {"permissions": permissions}}})

        with pytest.raises(LookupError, match=lacking):
            await keep(link, item(kind))
        found = {problem.part: problem for problem in await link.platform.check() if not problem.ok}

        assert set(found) == {part}
        assert found[part].values["names"] == lacking
        assert (inside(link).events, inside(link).todos) == ({}, {})


async def test_the_check_changes_nothing_and_finds_both_lists_well() -> None:
    async with wire("dingtalk") as link:
        found = {problem.part: problem.key for problem in await link.platform.check()}

        assert found["events"] == found["to-dos"] == "doctor-writable"
        assert (inside(link).events, inside(link).todos) == ({}, {})


async def test_where_the_lists_are_switched_off_nobody_asks_for_them() -> None:
    async with wire("dingtalk", events="off", todos="off") as link:
        assert not link.platform.capabilities.events
        assert not link.platform.capabilities.todos
        assert {"events", "to-dos"}.isdisjoint(problem.part for problem in await link.platform.check())


async def test_slack_has_neither() -> None:
    async with wire("slack") as link:
        assert not link.platform.capabilities.events
        with pytest.raises(LookupError):
            await link.platform.keep(item(), BOTH[0], None)


async def test_what_two_agree_on_in_chat_stands_in_both_calendars_and_goes_with_a_click(storage: Storage) -> None:
    async with wire("dingtalk") as link, chat(storage, Way("dingtalk")) as talk:
        with talk.work() as work:
            common = {"timezone": "Asia/Shanghai", "locale": "zh-CN", "role": "seller", "department": "Sales"}
            for key, user, boss in (("ben", BEN, None), ("ana", ANA, "ben")):
                entry = {"id": key, "name": key, **common, "manager_id": boss}
                work.people.put([entry | {"accounts": {"dingtalk": user["dingtalk"]}}])
            work.notices.settle(["ben", "ana"], VERSION, at=MORNING)
        run_in_work = UnitOfWorkRunner(storage)
        worker = PlatformItemWorker(run_in_work, platforms={"dingtalk": link.platform}, clock=talk.clock)
        await worker.step()
        who = Identity("dingtalk", "", BEN["dingtalk"])

        async def press(action: Action) -> None:
            sender = Sender(who, f"d{next(talk.numbers)}", "", private=True, at=talk.clock.now())
            await talk.arrive(Click(sender, action, {"id": "m1"}))
            await worker.step()

        await press(Action("one_on_one.book", (("person", "ana"), ("at", AT.isoformat(timespec="minutes")))))
        [event] = inside(link).events.values()
        assert (event.start, event.whose) == (AT, (union_id(BEN["dingtalk"]), union_id(ANA["dingtalk"])))
        later = AT + timedelta(days=1)
        await press(Action("one_on_one.book", (("person", "ana"), ("at", later.isoformat(timespec="minutes")))))
        [moved] = inside(link).events.values()
        assert (moved.id, moved.start) == (event.id, later)
        told = [block for card in talk.inbox("ana") for block in card.blocks if isinstance(block, Attachment)]
        assert told == [], "what the calendar has needs no file"
        await press(Action("one_on_one.cancel", (("person", "ana"),)))

        assert inside(link).events == {}
        run_in_work.close()
