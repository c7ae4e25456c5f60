"""Accounts that go and come back, through the real SDKs: nothing more goes there at once, and admins hear it once."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.delivery.domain.delivery import Hold, Priority
from bot.delivery.services.outbox import enqueue
from bot.kit.calendar import instant
from bot.kit.identity import Identity
from bot.messages.card import Card, Text
from bot.people.services import permission
from tests.e2e.town import MANAGER, MONDAY, WORKERS, ZONES, account, hire_staff, town
from tests.present import present
from tests.wire import buttons, words

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.town import Town

BOTH = pytest.mark.parametrize("platform", ["slack", "dingtalk"])


async def tell(here: Town, kind: str, *people: str) -> None:
    """Let the platform tell of people's accounts: DingTalk of all at once, Slack of one after the other."""
    platform = here.platforms[0]
    ids = [account(platform, person) for person in people]
    if platform == "dingtalk":
        names = {"left": "user_leave_org", "back": "user_add_org"}
        told = await here.control("/sandbox/event", {"platform": platform, "type": names[kind], "ids": ids})
        assert told["ack"]["status"] == "SUCCESS", told
        return
    for user in ids:
        how = {"type": "user_change", "deleted": True} if kind == "left" else {"type": "team_join"}
        assert (await here.control("/sandbox/event", {"platform": platform, "user": user, **how}))["acked"]


def linked(here: Town) -> set[str]:
    """Return whose accounts are linked."""
    with here.app.storage.work() as work:
        return set(work.people.owners(here.platforms[0]).values())


def queue(here: Town, person: str) -> None:
    """Put something on its way to somebody."""
    with here.app.storage.work() as work:
        to, now = work.people.get(person), here.clock.now()
        card = Card("help", "For you alone", (Text("For you alone"),))
        enqueue(work, card, key=f"test:{person}", to=present(to), kind="help", priority=Priority.REPLY, now=now)


@BOTH
async def test_who_left_gets_nothing_more_at_once_and_admins_have_one_card_of_everybody(
    platform: str, tmp_path: Path
) -> None:
    own, _ = ZONES[platform]
    async with town(tmp_path, platform, start=instant(MONDAY, time(10), timezone=own)) as here:
        hire_staff(here)
        await here.app.workers.directory.step()
        await here.app.workers.settle()
        before, everybody = len(await here.messages("A1")), linked(here)
        queue(here, "W1")

        await tell(here, "left", MANAGER, *WORKERS)
        await here.until(here.clock.now() + timedelta(minutes=5))

        assert linked(here) == everybody - {MANAGER, *WORKERS}
        assert not [message for message in await here.messages("W1") if "For you alone" in words(message)]
        with here.app.storage.work() as work:
            held = work.outbox.get("test:W1")
            assert (present(held).state, present(held).reason) == ("due", Hold.NOT_REACHABLE)
            worker = work.people.get("W1")
            assert permission.leader(work, present(worker), now=here.clock.now()) == work.people.get(MANAGER)
        (card,) = (await here.messages("A1"))[before:]
        t = here.t()
        assert t("match-both", new=1, gone=7) in words(card)  # a stranger was there before
        assert "Person W1" in words(card)

        await here.click("A1", card, t("match-all"))
        shown = (await here.new("A1", before + 1))[0]
        assert t("match-headline", accounts=1, people=7) in words(shown)
        assert buttons(card)


@BOTH
async def test_who_comes_back_is_linked_again_and_has_what_waited(platform: str, tmp_path: Path) -> None:
    own, _ = ZONES[platform]
    async with town(tmp_path, platform, start=instant(MONDAY, time(10), timezone=own)) as here:
        hire_staff(here)
        await here.app.workers.directory.step()
        await tell(here, "left", "W1")
        await here.app.workers.directory.step()
        queue(here, "W1")
        await here.app.workers.settle()
        assert await here.messages("W1") == []

        await tell(here, "back", "W1")
        await here.app.workers.directory.step()
        await here.until(here.clock.now() + timedelta(minutes=5))

        assert "W1" in linked(here)
        assert [message for message in await here.messages("W1") if "For you alone" in words(message)]
        assert not [message for message in await here.messages("A1") if here.t()("match-gone", n=1) in words(message)]


@BOTH
async def test_thirty_strangers_are_one_card_and_what_comes_later_that_day_stands_on_it(
    platform: str, tmp_path: Path
) -> None:
    own, _ = ZONES[platform]
    async with town(tmp_path, platform, start=instant(MONDAY, time(10), timezone=own)) as here:
        hire_staff(here)
        with here.app.storage.work() as work:
            for name in (MANAGER, *WORKERS[:4]):
                work.people.unlink(Identity(platform, "", account(platform, name)))
        await here.app.workers.directory.step()
        await here.app.workers.settle()
        before = len(await here.messages("A1"))

        await here.until(here.clock.now() + timedelta(minutes=5))
        (card,) = (await here.messages("A1"))[before:]
        t = here.t()
        assert t("match-news", n=6) in words(card)

        await tell(here, "left", WORKERS[5])
        await here.until(here.clock.now() + timedelta(minutes=5))

        (card,) = (await here.messages("A1"))[before:]
        assert t("match-both", new=6, gone=1) in words(card)
