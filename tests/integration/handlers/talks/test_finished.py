"""What is finished stands in one's own numbers and for who leads one, and is a topic of the next one-on-one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.figures.domain.event import EventKind
from bot.talks.services import one_on_one_message
from tests.chat import EVERYWHERE, Chat, Way, chat, read
from tests.events import happen

if TYPE_CHECKING:
    from bot.messages.card import Card
    from storage.storage import Storage

NOV_1, OCT_20 = date(2026, 11, 1), date(2026, 10, 20)


def furnish(here: Chat) -> None:
    """Hire two with a boss, who met one of them in October, and let things be finished before and after that."""
    here.hire("boss")
    here.hire("min", "bo", manager="boss")
    happen(
        here.storage,
        EventKind.PROJECT_COMPLETED,
        {"id": "P1", "person": "min", "project": "Atlas", "attainment": 0.92, "due": "2026-10-30", "day": NOV_1},
        {"id": "P2", "person": "min", "project": "Borea", "attainment": 1.05, "due": "soon", "day": OCT_20},
        {"id": "P3", "person": "bo", "project": "Corvus", "attainment": 1.0, "day": NOV_1},
        now=here.clock.now(),
        source="pm",
    )
    happen(
        here.storage,
        EventKind.TRAINING_DONE,
        {"id": "T1", "person": "min", "course": "Welding", "hours": 6.0, "score": 91.0, "day": NOV_1},
        now=here.clock.now(),
        source="lms",
    )


def met(here: Chat, day: int) -> None:
    with here.work() as work:
        work.one_on_ones.met("min", at=here.clock.now().replace(month=10, day=day), planned=None)


def reminders(here: Chat) -> dict[str, Card]:
    """Plan a one-on-one for today, remind of it, and return what both of the two get."""
    with here.work() as work:
        work.one_on_ones.plan("min", at=here.clock.now() + timedelta(hours=2))
        pair = work.one_on_ones.pair("min")
        assert pair
        assert one_on_one_message.remind(work, pair, now=here.clock.now())
    return {person: here.inbox(person)[-1] for person in ("min", "boss")}


@pytest.mark.postgresql
@EVERYWHERE
async def test_everybody_concerned_sees_what_was_finished_since_the_two_met(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish(here)
        met(here, 25)

        own = read(await here.say("min", {"en": "me", "zh-CN": "我的数据"}[here.locale]))
        lead = read(await here.say("boss", {"en": "person min", "zh-CN": "看 min"}[here.locale]))
        brought = reminders(here)

        for seen in (own, lead, read(brought["min"]), read(brought["boss"])):
            assert {"en": "Finished since 25 Oct", "zh-CN": "10月25日以来完成"}[here.locale] in seen
            assert "Atlas" in seen
            assert "92%" in seen
            assert {"en": "2 days after it was due", "zh-CN": "比约定晚2天"}[here.locale] in seen
            assert "Welding" in seen
            assert "Borea" not in seen
            assert "Corvus" not in seen
        with here.work() as work:
            assert not [row for row in work.outbox.find() if row.kind not in {"one_on_one", "me", "person"}]


@pytest.mark.parametrize("long_ago", [False, True])
async def test_of_who_has_not_met_lately_a_month_is_shown(*, long_ago: bool, storage: Storage) -> None:
    async with chat(storage) as here:
        furnish(here)
        if long_ago:
            with here.work() as work:
                work.one_on_ones.met("min", at=here.clock.now() - timedelta(days=93), planned=None)
        seen = read(await here.say("min", "me"))
        assert "Borea" in seen
        assert "105%" in seen
        assert "due" not in seen.split("Borea")[1].split("\n")[0], "a day that is none is not said"


async def test_a_question_about_one_metric_is_answered_without_it(storage: Storage) -> None:
    async with chat(storage) as here:
        furnish(here)
        assert "Atlas" not in read(await here.say("min", "me October"))


async def test_somebody_elsewhere_does_not_see_it(storage: Storage) -> None:
    async with chat(storage) as here:
        furnish(here)
        assert "Atlas" not in read(await here.say("bo", "person min"))
