"""Appointments and to-dos on their way to platforms: once, as they are to stand, whatever fails or ends in between."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count, pairwise
from typing import TYPE_CHECKING, Any

import pytest

from bot.delivery.domain.platform_item import LEASE, MOST_TRIES, ItemKind
from bot.delivery.ports.platform import Capabilities
from bot.delivery.services import calendar_event, platform_item
from bot.delivery.services import platform_item_todo as todo
from bot.kit.errors import PlatformError, Rejected, Unreachable
from bot.messages.card import Attachment
from bot.runtime.platform_items import PlatformItemWorker
from bot.runtime.worker import UnitOfWorkRunner
from tests.chat import MORNING, Chat, Way, chat
from tests.fakes import FakePlatform
from tests.present import present

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.delivery.domain.calendar_event import CalendarEvent
    from bot.delivery.domain.platform_item import PlatformItem
    from bot.kit.identity import Identity
    from storage.storage import Storage

THURSDAY = datetime(2026, 11, 5, 7, 0, tzinfo=UTC)


@dataclass
class Lists(FakePlatform):
    """A platform with a calendar and a list: the same mark makes nothing twice, as DingTalk's token does."""

    name: str = "dingtalk"
    capabilities: Capabilities = field(default_factory=lambda: Capabilities(events=True, todos=True))
    stands: dict[str, PlatformItem] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)
    fails: Callable[[], PlatformError | LookupError | None] = lambda: None
    lost: bool = False
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    async def keep(self, item: PlatformItem, owner: Identity, other: Identity | None) -> str:
        del owner, other
        if fault := self.fails():
            raise fault
        if item.closed and item.ref not in self.stands and not item.doubtful:
            return item.ref
        ref = item.ref or next((ref for ref, was in self.stands.items() if was.mark == item.mark), "")
        if not ref:
            ref = f"e{next(self.numbers)}"
            self.made.append(item.mark)
        self.stands[ref] = item
        if self.lost:
            self.lost = False
            raise Unreachable(self.name, "lost")
        return ref


class Killed(Exception):
    """The process ends."""


def company(talk: Chat) -> None:
    talk.hire("ana")
    talk.hire("wei", manager="ana")


async def step(talk: Chat, platform: FakePlatform, *, killed: bool = False) -> int:
    """Let a process bring what is to be brought; one that is killed ends between the call and the record of it."""
    run_in_work = UnitOfWorkRunner(talk.storage)

    async def run(fn: Any, *args: Any, **more: Any) -> Any:  # noqa: ANN401 - as the runner
        if killed and fn is platform_item.carried:
            raise Killed
        return await run_in_work(fn, *args, **more)

    worker = PlatformItemWorker(run, platforms={platform.name: platform}, clock=talk.clock)  # type: ignore[arg-type]
    try:
        return await worker.step()
    except Killed:
        return 0
    finally:
        run_in_work.close()


def book(talk: Chat, at: datetime = THURSDAY) -> CalendarEvent:
    with talk.work() as work:
        lead, person = present(work.people.get("ana")), present(work.people.get("wei"))
        return calendar_event.booked(
            work, "one_on_one:wei", "one_on_one", lead=lead, person=person, at=at, now=talk.clock.now()
        )


def call_off(talk: Chat) -> None:
    with talk.work() as work:
        assert calendar_event.called_off(work, "one_on_one:wei", now=talk.clock.now())


@pytest.mark.postgresql
async def test_an_appointment_is_made_moved_and_taken_out_under_one_name(storage: Storage) -> None:
    async with chat(storage, Way("dingtalk")) as talk:
        company(talk)
        lists = Lists()
        await step(talk, lists)
        first = book(talk)
        assert book(talk) == first, "the same again changes nothing"
        await step(talk, lists)
        later = THURSDAY + timedelta(days=1)
        moved = book(talk, later)
        await step(talk, lists)

        assert (moved.uid, moved.sequence) == (first.uid, 1)
        assert [(item.at, item.closed) for item in lists.stands.values()] == [(later, False)]
        assert next(iter(lists.stands.values())).other_id == "wei"
        call_off(talk)
        await step(talk, lists)

        assert [item.closed for item in lists.stands.values()] == [True]
        assert lists.made == [first.uid]
        assert await step(talk, lists) == 0
        assert talk.inbox("ana") == talk.inbox("wei") == []


@pytest.mark.postgresql
@pytest.mark.parametrize("meanwhile", ["nothing", "moved", "called off"])
async def test_a_process_that_ends_between_the_call_and_its_record_leaves_nothing_twice(
    storage: Storage, meanwhile: str
) -> None:
    async with chat(storage, Way("dingtalk")) as talk:
        company(talk)
        lists = Lists()
        await step(talk, lists)
        book(talk)
        await step(talk, lists, killed=True)
        assert len(lists.stands) == 1
        at = THURSDAY + timedelta(hours=1) if meanwhile == "moved" else THURSDAY
        if meanwhile == "moved":
            book(talk, at)
        elif meanwhile == "called off":
            call_off(talk)

        assert await step(talk, lists) == 0, "it is the other process's until its lease is over"
        talk.clock.move_to(talk.clock.now() + LEASE)
        await step(talk, lists)
        await step(talk, lists)

        assert len(lists.made) == len(lists.stands) == 1
        [item] = lists.stands.values()
        assert (item.at, item.closed) == (at, meanwhile == "called off")


async def test_what_was_changed_while_it_was_brought_goes_after_it(storage: Storage) -> None:
    async with chat(storage, Way("dingtalk")) as talk:
        company(talk)
        with talk.work() as work:
            platform_item.note_taken(work, {"dingtalk": frozenset(ItemKind)}, now=MORNING)
        book(talk)
        with talk.work() as work:
            [claimed] = platform_item.claim(work, now=MORNING, limit=8)
        book(talk, THURSDAY + timedelta(hours=2))
        with talk.work() as work:
            platform_item.carried(work, claimed.item, "e1", now=MORNING)
            [again] = platform_item.claim(work, now=MORNING, limit=8)

        assert (again.item.ref, again.item.at) == ("e1", THURSDAY + timedelta(hours=2))


async def test_where_it_is_not_permitted_the_file_goes_and_later_ones_go_with_their_card(storage: Storage) -> None:
    async with chat(storage, Way("dingtalk")) as talk:
        company(talk)
        denied = Lists(fails=lambda: LookupError("Calendar.Event.Write"))
        await step(talk, denied)
        event = book(talk)
        run_in_work = UnitOfWorkRunner(storage)
        worker = PlatformItemWorker(run_in_work, platforms={"dingtalk": denied}, clock=talk.clock)
        await worker.step()
        await worker.step()

        for who in ("ana", "wei"):
            [card] = talk.inbox(who)
            [file] = [block for block in card.blocks if isinstance(block, Attachment)]
            assert event.uid in file.content
        with talk.work() as work:
            assert calendar_event.attachment(work, event, present(work.people.get("wei")), now=MORNING)
        talk.pass_by(hours=7)
        await worker.step()
        with talk.work() as work:  # asked again: the permission may have come meanwhile
            assert calendar_event.attachment(work, event, present(work.people.get("wei")), now=MORNING) is None
        run_in_work.close()


async def test_what_fails_is_tried_again_with_growing_pauses_and_given_up(storage: Storage) -> None:
    async with chat(storage, Way("dingtalk")) as talk:
        company(talk)
        tries: list[datetime] = []

        def away() -> PlatformError:
            tries.append(talk.clock.now())
            return Unreachable("dingtalk", "system.busy")

        lists = Lists(fails=away)
        await step(talk, lists)
        book(talk, THURSDAY + timedelta(days=3))
        while len(tries) < MOST_TRIES:
            await step(talk, lists)
            talk.pass_by(minutes=1)
        talk.pass_by(hours=5)
        await step(talk, lists)

        assert len(tries) == MOST_TRIES
        pauses = [later - sooner for sooner, later in pairwise(tries)]
        assert pauses == sorted(pauses)
        assert [card.kind for card in talk.inbox("wei")] == ["calendar_event"]


async def test_who_is_on_no_such_platform_gets_the_file_with_the_card(storage: Storage) -> None:
    async with chat(storage, Way("slack")) as talk:
        company(talk)
        await step(talk, FakePlatform())
        event = book(talk)

        with talk.work() as work:
            file = calendar_event.attachment(work, event, present(work.people.get("wei")), now=MORNING)
            assert work.platform_items.of(ItemKind.EVENT, event.uid) == []
        assert present(file).name == "1-1 2026-11-05.ics"


@pytest.mark.postgresql
async def test_a_to_do_stands_once_changes_and_goes_when_done(storage: Storage) -> None:
    async with chat(storage, Way("dingtalk")) as talk:
        company(talk)
        lists = Lists(lost=True)
        await step(talk, lists)
        due = THURSDAY.date()
        for title in ("价格表发给客户", "价格表发给客户", "价格表"):
            with talk.work() as work:
                todo.wanted(work, "action:1", present(work.people.get("wei")), title, due_on=due, now=talk.clock.now())
            await step(talk, lists)
            talk.pass_by(minutes=2)
        with talk.work() as work:
            todo.done(work, "action:1", now=talk.clock.now())
            todo.done(work, "action:2", now=talk.clock.now())
        await step(talk, lists)
        await step(talk, lists)

        [item] = lists.stands.values()
        assert (item.title, item.closed, len(lists.made)) == ("价格表", True, 1)
        assert present(item.at).astimezone(UTC).isoformat() == "2026-11-05T10:00:00+00:00", "18:00 where they are"


async def test_a_to_do_that_is_refused_is_let_be(storage: Storage) -> None:
    async with chat(storage, Way("dingtalk")) as talk:
        company(talk)
        lists = Lists(fails=lambda: Rejected("dingtalk", "paramError"))
        await step(talk, lists)
        with talk.work() as work:
            todo.wanted(work, "action:1", present(work.people.get("wei")), "x", due_on=None, now=MORNING)
        await step(talk, lists)

        assert await step(talk, lists) == 0
        assert talk.inbox("wei") == []


async def test_what_was_carried_is_not_touched_by_whoever_lost_it(storage: Storage) -> None:
    async with chat(storage, Way("dingtalk")) as talk:
        company(talk)
        await step(talk, Lists())
        book(talk)
        with talk.work() as work:
            [slow] = platform_item.claim(work, now=MORNING, limit=1)
            [fast] = platform_item.claim(work, now=MORNING + LEASE, limit=1)
            platform_item.carried(work, slow.item, "e1", now=MORNING + LEASE)
            platform_item.carried(work, fast.item, "e1", now=MORNING + LEASE)
            [item] = work.platform_items.of(ItemKind.EVENT, slow.item.key)

        assert item == replace(fast.item, carried=0, ref="e1", tries=0)
