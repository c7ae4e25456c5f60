"""The bot is killed over and over while it delivers: nobody misses a message, nobody has one twice."""

from __future__ import annotations

import asyncio
import json
import sys
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.delivery.domain.delivery import DeliveryState
from bot.runtime.clockwork import SystemClock
from tests.e2e.disorder import Disorder, disorder
from tests.e2e.siege import Plan, Siege, ended, siege, too_many

if TYPE_CHECKING:
    from pathlib import Path

    from bot.delivery.domain.delivery import Delivery

MOST_DAYS = 14
_LOOKS = 20


async def stand(hold: Siege) -> None:
    """Attack while people talk, then let the bot live until everything has ended, from one due day to the next."""
    async with asyncio.TaskGroup() as group:
        talk = group.create_task(hold.talk())
        await hold.attack()
        talk.cancel()
    await hold.finish()
    for _ in range(MOST_DAYS):
        due = hold.waiting()
        if due is None:
            return
        hold.clock.move_to(due + timedelta(seconds=1))
        await hold.finish()


async def _settled(hold: Siege) -> tuple[list[Delivery], dict[str, Any]]:
    """Return the bot's deliveries and the audit of them; what goes out between the two looks is known at the next."""
    deliveries, audit = await _look(hold)
    for _ in range(_LOOKS):
        if audit["unknown"] == 0:
            break
        await SystemClock().sleep(0.5)
        deliveries, audit = await _look(hold)
    return deliveries, audit


async def _look(hold: Siege) -> tuple[list[Delivery], dict[str, Any]]:
    with hold.storage.work() as work:
        deliveries = work.outbox.find()
    keys = [delivery.opaque for delivery in deliveries if delivery.state is DeliveryState.SENT]
    return deliveries, await hold.control("/sandbox/audit", {"expected": keys})


async def check(hold: Siege) -> None:
    """Hold what the sandbox saw against what the bot believes."""
    deliveries, audit = await _settled(hold)
    with hold.storage.work() as work:
        put_aside = Counter(
            (delivery.platform, who.user)
            for delivery in deliveries
            if delivery.key.startswith("unanswered:")
            if (person := work.people.get(delivery.person_id)) and (who := person.identity(delivery.platform))
        )
    heard = await hold.heard()
    told = [saying for saying in hold.sayings if saying.acknowledged]
    counts = {
        "kills": hold.kills,
        "under_way_when_killed": hold.under_way,
        **ended(deliveries),
        "received": audit["received"],
        "retried": sum(delivery.attempts > 1 for delivery in deliveries),
        "in_doubt": sum(delivery.doubt for delivery in deliveries),
        "said": len(hold.sayings),
        "acknowledged": len(told),
        "put_aside": put_aside.total(),
        "clicked": sum(click.acknowledged for click in hold.clicks),
    }
    print(json.dumps(counts), file=sys.stderr)  # noqa: T201 - the soak's figures are read, not only judged

    assert not {delivery.state for delivery in deliveries} - {DeliveryState.SENT, DeliveryState.MERGED}, ended(
        deliveries
    )
    assert audit["lost"] == 0, audit["lost_keys"][:5]
    assert audit["duplicates"] == 0, audit["duplicate_keys"][:5]
    inside = [
        delivery
        for delivery in deliveries
        if delivery.state is DeliveryState.MERGED and delivery.opaque in await hold.received()
    ]
    assert not inside, "out alone and in a digest"
    assert audit["unknown"] == 0
    assert not too_many(deliveries, per_day=2)

    # What two processes died over is put aside, and whoever wrote it is told instead of being answered.
    unheard = Counter((saying.platform, saying.user) for saying in told if not heard[saying.what])
    assert unheard - put_aside == Counter()
    assert {saying.what for saying in told if heard[saying.what] > 1} == set()
    assert {saying.what for saying in hold.sayings if heard[saying.what] > 1} == set()
    pressed = {click.what for click in hold.clicks if click.acknowledged}
    assert pressed - hold.rated() == set()


@pytest.mark.postgresql
@pytest.mark.timeout(180)
async def test_nothing_is_lost_and_nothing_comes_twice_when_the_bot_is_killed(
    database_url: str, tmp_path: Path
) -> None:
    plan = Plan(people=12, deliveries=60, kills=5, lives=2 if database_url.startswith("postgres") else 1)
    async with siege(plan, database_url, tmp_path) as hold:
        await stand(hold)
        assert hold.kills >= plan.kills
        await check(hold)


def _in_order(counts: dict[str, int]) -> bool:
    return counts["lost"] == counts["duplicates"] == counts["unknown"] == counts.get("failed", 0) == 0


@pytest.mark.postgresql
@pytest.mark.timeout(180)
async def test_three_bots_whose_clocks_disagree_and_that_fall_asleep_say_everything_once(
    database_url: str, tmp_path: Path
) -> None:
    plan = Plan(people=10, deliveries=45, kills=0, lives=3, slack_every=2)
    async with siege(plan, database_url, tmp_path) as hold:
        counts = await disorder(hold, Disorder(stops=2, kills=1))
    assert _in_order(counts), counts


@pytest.mark.soak
@pytest.mark.timeout(7200)
async def test_a_long_disorder_of_clocks_and_processes_loses_nothing_and_repeats_nothing(
    database_url: str, tmp_path: Path
) -> None:
    plan = Plan(people=60, deliveries=3000, kills=0, lives=3, patience=3600, lease=12, slack_every=2)
    async with siege(plan, database_url, tmp_path) as hold:
        counts = await disorder(hold, Disorder(stops=150, kills=60))
    assert _in_order(counts), counts


@pytest.mark.soak
@pytest.mark.timeout(7200)
async def test_two_hundred_kills_lose_nothing_and_repeat_nothing(database_url: str, tmp_path: Path) -> None:
    lives = 2 if database_url.startswith("postgres") else 1
    plan = Plan(people=60, deliveries=4000, kills=220, lives=lives, life=(0.3, 4.0), pause=0.4, patience=1800)
    async with siege(plan, database_url, tmp_path) as hold:
        await stand(hold)
        assert hold.kills >= plan.kills
        await check(hold)
