"""People whose last day is known, from before it to after it, and people who come back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.delivery.domain.delivery import DeliveryState, Priority
from bot.delivery.services.outbox import enqueue
from bot.delivery.services.verdict import Terms
from bot.kit.errors import NotFound
from bot.messages.card import Card, Text
from bot.people.domain.permission import Role
from bot.people.services.permission import actor, leader, somebody
from bot.runtime.worker import UnitOfWorkRunner
from tests.chat import EVERYWHERE, Way, chat, give, read
from tests.post import take
from tests.present import present

if TYPE_CHECKING:
    from storage.storage import Storage
    from tests.chat import Chat

LAST = date(2026, 11, 20)
AFTER = {"days": 17, "hours": 14}
"""From the morning of the third of November to midnight in Shanghai after the twentieth."""


def office(here: Chat) -> None:
    here.hire("ana")
    here.hire("ben", "cho", manager="ana")
    here.hire("dee", manager="ben")
    with here.work() as work:
        work.people.put([{"id": "ben", "left_on": LAST}])
        give(work, "ben", Role.HR)


@EVERYWHERE
async def test_who_leaves_later_has_everything_until_the_last_day_is_over(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        office(here)
        for hours in (0, AFTER["days"] * 24 + AFTER["hours"] - 0.1):
            here.clock.move_to(datetime(2026, 11, 3, 2, tzinfo=UTC) + timedelta(hours=hours))
            assert isinstance(await here.say("ben", "/help"), Card)
            with here.work() as work:
                ben, dee = work.people.get("ben"), work.people.get("dee")
                now = here.clock.now()
                assert [person.id for person in work.people.team("ana")] == ["ben", "cho"]
                assert Role.MANAGER in actor(work, present(ben), now=now).roles
                assert Role.SECOND_LINE in actor(work, present(work.people.get("ana")), now=now).roles
                assert [person.id for person in work.people.all()] == ["ana", "ben", "cho", "dee"]
                assert work.people.below(["ana"]) == {"ben": "ana", "cho": "ana", "dee": "ben"}
                assert work.people.leading(["ana"]) == {"ana"}
                assert work.permissions.holders(Role.HR) == ["ben"]
                assert [pair.person_id for pair in work.one_on_ones.of("ana")] == ["ben", "cho"]
                assert leader(work, present(dee), now=now) == ben


@pytest.mark.postgresql
@EVERYWHERE
async def test_from_the_day_after_the_last_one_somebody_has_left(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        office(here)
        here.pass_by(**AFTER)

        assert read(await here.say("ben", "me")) == here.t("account-left")
        with here.work() as work:
            assert [person.id for person in work.people.team("ana")] == ["cho"]
            assert work.people.below(["ana"]) == {"cho": "ana"}
            assert [person.id for person in work.people.all()] == ["ana", "cho", "dee"]
            with pytest.raises(NotFound):
                somebody(work, "ben")


async def test_a_people_list_says_when_somebody_leaves(storage: Storage) -> None:
    async with chat(storage) as here:
        office(here)
        with here.work() as work:
            give(work, "ana", Role.ADMIN)

        assert "active, last day 20 Nov" in read(await here.say("ana", "people Name ben"))


@pytest.mark.parametrize(
    ("hours", "state"), [(AFTER["hours"] - 1, DeliveryState.SENDING), (AFTER["hours"] + 1, DeliveryState.FAILED)]
)
async def test_a_message_goes_out_on_the_last_day_and_not_after_it(
    storage: Storage, hours: float, state: DeliveryState
) -> None:
    async with chat(storage) as here:
        office(here)
        here.pass_by(days=AFTER["days"], hours=hours)
        with here.work() as work:
            card = Card("test", "Hello", (Text("Hello"),), "en")
            to, now = work.people.get("ben"), here.clock.now()
            enqueue(work, card, key="hello", to=present(to), kind="test", priority=Priority.REPLY, now=now)

        await take(
            UnitOfWorkRunner(storage),
            here.platform,
            Terms("test", merge=lambda cards, _: cards[0], doubted=lambda card: card),
            clock=here.clock,
            limit=1,
        )

        with here.work() as work:
            assert present(work.outbox.get("hello")).state is state
