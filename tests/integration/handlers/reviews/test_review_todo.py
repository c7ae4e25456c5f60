"""A form that is to be filled in stands in DingTalk's own to-do list, and closes itself when it is sent in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.delivery.domain.platform_item import ItemKind
from bot.delivery.services import platform_item
from bot.messages.card import Action
from bot.roster.domain.posting import Move
from bot.roster.services.posting_handover import moved
from tests.chat import EVERYWHERE, Way, chat, read
from tests.present import present
from tests.reviewing import begin, clock_ticks, review_no, self_review, write

if TYPE_CHECKING:
    from bot.delivery.domain.platform_item import PlatformItem
    from storage.storage import Storage
    from tests.chat import Chat


def listed(talk: Chat, side: str = "employee") -> list[PlatformItem]:
    no = review_no(talk)
    with talk.work() as work:
        return work.platform_items.under(ItemKind.TODO, f"review:{no}:{side}")


def takes_todos(talk: Chat) -> None:
    with talk.work() as work:
        platform_item.note_taken(work, {"dingtalk": frozenset({ItemKind.TODO})}, now=talk.clock.now())


@EVERYWHERE
async def test_it_stands_there_until_it_is_sent_in(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        takes_todos(talk)
        begin(talk)
        clock_ticks(talk)
        if way.platform == "slack":
            assert listed(talk) == [], "Slack has no such list"
            return
        [item] = listed(talk)
        assert (item.person_id, item.title, item.closed) == ("wei", "自评：2026下半年", False)
        assert present(item.at).astimezone(ZoneInfo("Asia/Shanghai")).date() == date(2026, 11, 9)

        await write(talk, "wei", **self_review(talk.locale))

        assert [found.closed for found in listed(talk)] == [True]
        assert listed(talk, "manager") == [], "nobody has looked since"
        clock_ticks(talk)
        [found] = listed(talk, "manager")
        assert (found.person_id, found.closed) == ("ana", False), "as soon as it is her turn, before any reminder"


async def test_it_goes_along_to_another_manager_and_with_the_cycle(storage: Storage) -> None:
    async with chat(storage, Way("dingtalk")) as talk:
        takes_todos(talk)
        cycle = begin(talk)
        await write(talk, "wei", **self_review(talk.locale))
        clock_ticks(talk)
        talk.hire("wei", manager="pat", unit="Crew 1")
        with talk.work() as work:
            moved(work, [Move("wei", "ana", "pat", talk.clock.now().date())], now=talk.clock.now())
        assert {item.person_id: item.closed for item in listed(talk, "manager")} == {"ana": True, "pat": False}

        shown = await talk.say("ha", "考核周期")
        await talk.click("ha", Action("cycle.close", (("no", str(cycle.no)),)))

        assert "进行中" in read(shown)
        assert {item.person_id: item.closed for item in listed(talk, "manager")} == {"ana": True, "pat": True}
